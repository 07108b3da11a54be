//! Saved forms of documents, made on demand and kept sealed; always rebuildable from the log.
use crate::{Result, StoreError, Tx, convert, db::on, permit::ReadPermit};
use satchel_model::{
    id::{DocId, Hash},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// A saved form.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The document.
    pub doc: DocId,
    /// Its incarnation.
    pub epoch: u32,
    /// Accepted state up to this log number.
    pub upto_seq: u64,
    /// Sealed bytes.
    pub body: Vec<u8>,
    /// Bytes before they were packed and sealed.
    pub raw_len: u64,
    /// SHA-256 of the raw bytes.
    pub sha256: Hash,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Snapshot({} {}/{})", self.doc, self.epoch, self.upto_seq)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    doc: uuid::Uuid,
    epoch: i64,
    upto_seq: i64,
    body: Vec<u8>,
    raw_len: i64,
    sha256: Vec<u8>,
}

impl TryFrom<Row> for Snapshot {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            doc: row.doc.into(),
            epoch: convert::small(row.epoch, "snapshot.epoch")?,
            upto_seq: convert::count(row.upto_seq, "snapshot.upto_seq")?,
            body: row.body,
            raw_len: convert::count(row.raw_len, "snapshot.raw_len")?,
            sha256: convert::hash(&row.sha256, "snapshot.sha256")?,
        })
    }
}

/// Keeps snapshots and forgets older ones of the same documents; one that is kept already stays.
///
/// Takes no permit: whoever made the snapshot held one to read the log.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn put(tx: &mut Tx, snapshots: &[Snapshot], at: Timestamp) -> Result<()> {
    let sql = include_str!("sql/snapshot_insert.sql");
    let older = "DELETE FROM snapshot WHERE doc = $1 AND epoch = $2 AND upto_seq < $3";
    for s in snapshots {
        on!(&mut *tx, |c| sqlx::query(sql)
            .bind(s.doc.uuid())
            .bind(i64::from(s.epoch))
            .bind(convert::int(s.upto_seq))
            .bind(s.body.as_slice())
            .bind(convert::int(s.raw_len))
            .bind(s.sha256.as_bytes().as_slice())
            .bind(at.millis())
            .execute(c)
            .await
            .map(drop))?;
        on!(&mut *tx, |c| sqlx::query(older)
            .bind(s.doc.uuid())
            .bind(i64::from(s.epoch))
            .bind(convert::int(s.upto_seq))
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// The newest snapshot of each document, in order of document; those without one are missing.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] for impossible values.
pub async fn list(tx: &mut Tx, permits: &[ReadPermit]) -> Result<Vec<Snapshot>> {
    if permits.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT doc, epoch, upto_seq, body, raw_len, sha256 FROM snapshot WHERE doc IN (",
        );
        let mut list = q.separated(", ");
        for permit in permits {
            list.push_bind(permit.doc().uuid());
        }
        q.push(") ORDER BY doc, epoch, upto_seq");
        q.build_query_as().fetch_all(c).await
    })?;
    let mut out: Vec<Snapshot> = Vec::with_capacity(rows.len());
    for row in rows {
        let snapshot = Snapshot::try_from(row)?;
        match out.last_mut() {
            Some(last) if last.doc == snapshot.doc => *last = snapshot,
            _ => out.push(snapshot),
        }
    }
    Ok(out)
}

/// Forgets the snapshots of a document: they failed a check, or the document is erased. Says how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove(tx: &mut Tx, doc: DocId) -> Result<u64> {
    let sql = "DELETE FROM snapshot WHERE doc = $1";
    Ok(on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(|r| r.rows_affected()))?)
}

/// Documents whose log has grown by at least `items` since their snapshot, or that have none, after one, in order.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn stale(
    tx: &mut Tx,
    items: u64,
    after: Option<DocId>,
    limit: u32,
) -> Result<Vec<DocId>> {
    let sql = include_str!("sql/snapshot_stale.sql");
    let first = DocId::from_bytes([0; 16]);
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(after.unwrap_or(first).uuid())
        .bind(convert::int(items))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}
