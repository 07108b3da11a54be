//! The append-only audit log: leaves written with the data, and the dense index that the sequencer gives them.
use crate::{Position, Result, StoreError, Tx, convert, db::on, position};
use satchel_model::{
    id::{AuditId, DeviceId, DocId, Hash, TenantId, UserId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// One audit event as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its id.
    pub id: AuditId,
    /// The organisation whose log it is in.
    pub tenant: TenantId,
    /// When.
    pub at: Timestamp,
    /// Event number of satchel-model.
    pub kind: u16,
    /// Who acted.
    pub user: Option<UserId>,
    /// On which device.
    pub device: Option<DeviceId>,
    /// The device's counter, of events about its items.
    pub device_ctr: Option<u64>,
    /// The document it is about.
    pub doc: Option<DocId>,
    /// Canonical CBOR of the event.
    pub leaf: Vec<u8>,
    /// SHA-256(0x00 || leaf).
    pub hash: Hash,
    /// Its place among all writes.
    pub pos: Position,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: uuid::Uuid,
    tenant: uuid::Uuid,
    at: i64,
    kind: i64,
    user_id: Option<uuid::Uuid>,
    device: Option<uuid::Uuid>,
    device_ctr: Option<i64>,
    doc: Option<uuid::Uuid>,
    leaf: Vec<u8>,
    hash: Vec<u8>,
    pos_tx: i64,
    pos_id: i64,
}

impl TryFrom<Row> for Leaf {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let ctr = row.device_ctr.map(|n| convert::count(n, "audit_leaf.device_ctr")).transpose()?;
        Ok(Self {
            id: row.id.into(),
            tenant: row.tenant.into(),
            at: Timestamp::from_millis(row.at),
            kind: convert::small(row.kind, "audit_leaf.kind")?,
            user: row.user_id.map(Into::into),
            device: row.device.map(Into::into),
            device_ctr: ctr,
            doc: row.doc.map(Into::into),
            leaf: row.leaf,
            hash: convert::hash(&row.hash, "audit_leaf.hash")?,
            pos: Position { tx: row.pos_tx, id: row.pos_id },
        })
    }
}

/// Appends leaves, in the transaction of what they tell about.
///
/// # Errors
/// Duplicate if an id or position is taken.
pub async fn append(tx: &mut Tx, leaves: &[Leaf]) -> Result<()> {
    if leaves.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO audit_leaf (id, tenant, at, kind, user_id, device, device_ctr, doc, leaf, hash, pos_tx, pos_id) ";
    on!(tx, |c| {
        let mut q = QueryBuilder::new(sql);
        q.push_values(leaves, |mut row, l| {
            row.push_bind(l.id.uuid())
                .push_bind(l.tenant.uuid())
                .push_bind(l.at.millis())
                .push_bind(i64::from(l.kind))
                .push_bind(l.user.map(UserId::uuid))
                .push_bind(l.device.map(DeviceId::uuid))
                .push_bind(l.device_ctr.map(convert::int))
                .push_bind(l.doc.map(DocId::uuid))
                .push_bind(l.leaf.as_slice())
                .push_bind(l.hash.as_bytes().as_slice())
                .push_bind(l.pos.tx)
                .push_bind(l.pos.id);
        });
        q.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Gives the next leaves of a tenant their index, in order of position, and says how many.
///
/// Only below the horizon, so that the order never changes afterwards. One caller a tenant at a time.
///
/// # Errors
/// Duplicate if two callers raced; nothing is harmed, try again.
pub async fn sequence(tx: &mut Tx, tenant: TenantId, limit: u32) -> Result<u64> {
    let horizon = position::horizon(tx).await?;
    let last: Option<(i64, i64, i64)> = {
        let sql = include_str!("sql/audit_last.sql");
        on!(&mut *tx, |c| sqlx::query_as(sql).bind(tenant.uuid()).fetch_optional(c).await)?
    };
    let (next, after) =
        last.map_or((0, Position::ZERO), |(idx, tx, id)| (idx + 1, Position { tx, id }));
    let sql = include_str!("sql/audit_sequence.sql");
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(tenant.uuid())
        .bind(next)
        .bind(after.tx)
        .bind(after.id)
        .bind(horizon)
        .bind(i64::from(limit))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// One place of the index, with its leaf where that still exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    /// Dense from 0.
    pub idx: u64,
    /// The leaf's id as the index has it.
    pub id: AuditId,
    /// The leaf's hash as the index has it.
    pub hash: Hash,
    /// The leaf; `None` where it is missing.
    pub leaf: Option<Leaf>,
}

/// A page of the index from `from` on, with the leaves.
///
/// # Errors
/// [`StoreError::Database`]; one for which [`StoreError::is_corrupt`] holds where a stored value cannot be.
pub async fn indexed(tx: &mut Tx, tenant: TenantId, from: u64, limit: u32) -> Result<Vec<Indexed>> {
    let sql = include_str!("sql/audit_indexed.sql");
    let rows: Vec<IndexedRow> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(convert::int(from))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Indexed::try_from).collect()
}

#[derive(sqlx::FromRow)]
struct IndexedRow {
    idx: i64,
    index_id: uuid::Uuid,
    index_hash: Vec<u8>,
    id: Option<uuid::Uuid>,
    tenant: Option<uuid::Uuid>,
    at: Option<i64>,
    kind: Option<i64>,
    user_id: Option<uuid::Uuid>,
    device: Option<uuid::Uuid>,
    device_ctr: Option<i64>,
    doc: Option<uuid::Uuid>,
    leaf: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
    pos_tx: Option<i64>,
    pos_id: Option<i64>,
}

impl IndexedRow {
    /// The joined columns; `None` where the leaf is missing.
    fn leaf(&mut self) -> Option<Row> {
        Some(Row {
            id: self.id?,
            tenant: self.tenant?,
            at: self.at?,
            kind: self.kind?,
            user_id: self.user_id,
            device: self.device,
            device_ctr: self.device_ctr,
            doc: self.doc,
            leaf: self.leaf.take()?,
            hash: self.hash.take()?,
            pos_tx: self.pos_tx?,
            pos_id: self.pos_id?,
        })
    }
}

impl TryFrom<IndexedRow> for Indexed {
    type Error = StoreError;

    fn try_from(mut row: IndexedRow) -> Result<Self> {
        Ok(Self {
            idx: convert::count(row.idx, "audit_index.idx")?,
            id: row.index_id.into(),
            hash: convert::hash(&row.index_hash, "audit_index.hash")?,
            leaf: row.leaf().map(Leaf::try_from).transpose()?,
        })
    }
}

/// The last place of a tenant's index, and the position of its leaf; `None` while nothing has an index.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn last(tx: &mut Tx, tenant: TenantId) -> Result<Option<(u64, Option<Position>)>> {
    let sql = include_str!("sql/audit_end.sql");
    let row: Option<(i64, Option<i64>, Option<i64>)> =
        on!(tx, |c| sqlx::query_as(sql).bind(tenant.uuid()).fetch_optional(c).await)?;
    row.map(|(idx, tx, id)| {
        let pos = tx.zip(id).map(|(tx, id)| Position { tx, id });
        Ok((convert::count(idx, "audit_index.idx")?, pos))
    })
    .transpose()
}

/// The counters of a device from one to another that leaves tell about; ascending, each once.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn counters(tx: &mut Tx, device: DeviceId, from: u64, to: u64) -> Result<Vec<u64>> {
    let sql = "SELECT DISTINCT device_ctr FROM audit_leaf
        WHERE device = $1 AND device_ctr >= $2 AND device_ctr <= $3 ORDER BY device_ctr";
    let rows: Vec<i64> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(device.uuid())
        .bind(convert::int(from))
        .bind(convert::int(to))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(|n| convert::count(n, "audit_leaf.device_ctr")).collect()
}

/// Ids of leaves up to a position that no place of the index names, in order of position, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn unindexed(
    tx: &mut Tx,
    tenant: TenantId,
    upto: Position,
    limit: u32,
) -> Result<Vec<AuditId>> {
    let sql = include_str!("sql/audit_unindexed.sql");
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(tenant.uuid())
        .bind(upto.tx)
        .bind(upto.id)
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// How many leaves a tenant has, and how many of them have an index.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count(tx: &mut Tx, tenant: TenantId) -> Result<(u64, u64)> {
    let leaves = "SELECT COUNT(*) FROM audit_leaf WHERE tenant = $1";
    let n: i64 =
        on!(&mut *tx, |c| sqlx::query_scalar(leaves).bind(tenant.uuid()).fetch_one(c).await)?;
    let index = "SELECT COUNT(*) FROM audit_index WHERE tenant = $1";
    let m: i64 = on!(tx, |c| sqlx::query_scalar(index).bind(tenant.uuid()).fetch_one(c).await)?;
    Ok((convert::count(n, "audit_leaf")?, convert::count(m, "audit_index")?))
}

/// Leaves after a position, oldest first, at most `limit`: of one document, or of all.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    doc: Option<DocId>,
    after: Position,
    limit: u32,
) -> Result<Vec<Leaf>> {
    let sql = include_str!("sql/audit_list.sql");
    let any = DocId::from_bytes([0; 16]);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(i64::from(doc.is_some()))
        .bind(doc.unwrap_or(any).uuid())
        .bind(after.tx)
        .bind(after.id)
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Leaf::try_from).collect()
}
