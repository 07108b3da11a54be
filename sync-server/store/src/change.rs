//! Accepted items: a document's numbered log.
use crate::{
    Position, Result, StoreError, Tx, convert,
    db::on,
    permit::{self, ReadPermit, WritePermit},
};
use satchel_model::{
    id::{ActorId, DeviceId, DocId, Hash, Signature},
    time::Timestamp,
};
use satchel_protocol::env::{ItemClass, ItemKind};
use sqlx::QueryBuilder;

/// An accepted item, its body sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// The document.
    pub doc: DocId,
    /// The document's incarnation.
    pub epoch: u32,
    /// Its number in the log, dense from 1.
    pub seq: u64,
    /// What it is.
    pub kind: ItemKind,
    /// Who signed it.
    pub class: ItemClass,
    /// The change hash, or the hash of the body.
    pub hash: Hash,
    /// What a change builds on.
    pub deps: Vec<Hash>,
    /// Of a change: its actor and numbers.
    pub actor: Option<ActorFacts>,
    /// The device, or the tenant's id.
    pub device: DeviceId,
    /// The device's counter; `None` where the server signed.
    pub device_ctr: Option<u64>,
    /// Canonical envelope.
    pub env: Vec<u8>,
    /// Its signature.
    pub sig: Signature,
    /// Sealed body.
    pub body: Vec<u8>,
    /// Bytes of the body before it was packed and sealed.
    pub raw_len: u32,
    /// When the server had it: not made later.
    pub received_at: Timestamp,
    /// Time of the newest beacon the device had seen: not made earlier.
    pub beacon_at: Timestamp,
    /// What the device's clock said.
    pub claimed_at: Timestamp,
    /// Bits of [`satchel_protocol::sync::flag`].
    pub flags: u32,
    /// Its place in the feed.
    pub pos: Position,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Change({} {}/{})", self.doc, self.epoch, self.seq)
    }
}

/// Actor and numbers of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActorFacts {
    /// The actor.
    pub actor: ActorId,
    /// The change's number under it.
    pub seq: u64,
    /// Number of its first operation.
    pub start_op: u64,
    /// Number of its last operation.
    pub max_op: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    doc: uuid::Uuid,
    epoch: i64,
    seq: i64,
    kind: i64,
    class: i64,
    hash: Vec<u8>,
    deps: Vec<u8>,
    actor: Option<Vec<u8>>,
    actor_seq: Option<i64>,
    start_op: Option<i64>,
    max_op: Option<i64>,
    device: uuid::Uuid,
    device_ctr: Option<i64>,
    env: Vec<u8>,
    sig: Vec<u8>,
    body: Vec<u8>,
    raw_len: i64,
    received_at: i64,
    beacon_at: i64,
    claimed_at: i64,
    flags: i64,
    pos_tx: i64,
    pos_id: i64,
}

impl Row {
    fn actor(&self) -> Result<Option<ActorFacts>> {
        let Some(actor) = &self.actor else { return Ok(None) };
        let n = |v: Option<i64>, column| convert::count(v.unwrap_or(-1), column);
        Ok(Some(ActorFacts {
            actor: ActorId::from_bytes(convert::fixed(actor, "change.actor")?),
            seq: n(self.actor_seq, "change.actor_seq")?,
            start_op: n(self.start_op, "change.start_op")?,
            max_op: n(self.max_op, "change.max_op")?,
        }))
    }
}

impl TryFrom<Row> for Change {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let kind = convert::small(row.kind, "change.kind")?;
        let class = match row.class {
            1 => ItemClass::Device,
            2 => ItemClass::Session,
            3 => ItemClass::Server,
            _ => return Err(StoreError::Corrupt("change.class")),
        };
        let ctr = row.device_ctr.map(|n| convert::count(n, "change.device_ctr")).transpose()?;
        Ok(Self {
            actor: row.actor()?,
            doc: row.doc.into(),
            epoch: convert::small(row.epoch, "change.epoch")?,
            seq: convert::count(row.seq, "change.seq")?,
            kind: ItemKind::from_code(kind).ok_or(StoreError::Corrupt("change.kind"))?,
            class,
            hash: convert::hash(&row.hash, "change.hash")?,
            deps: convert::split(&row.deps, "change.deps")?,
            device: row.device.into(),
            device_ctr: ctr,
            env: row.env,
            sig: Signature::from_bytes(convert::fixed(&row.sig, "change.sig")?),
            body: row.body,
            raw_len: convert::small(row.raw_len, "change.raw_len")?,
            received_at: Timestamp::from_millis(row.received_at),
            beacon_at: Timestamp::from_millis(row.beacon_at),
            claimed_at: Timestamp::from_millis(row.claimed_at),
            flags: convert::small(row.flags, "change.flags")?,
            pos: Position { tx: row.pos_tx, id: row.pos_id },
        })
    }
}

const INSERT: &str = "INSERT INTO change (doc, epoch, seq, kind, class, hash, deps, actor, actor_seq, start_op, max_op, device, device_ctr, env, sig, body, raw_len, received_at, beacon_at, claimed_at, flags, pos_tx, pos_id) ";

/// Rows of one statement: SQLite takes at most 32,766 values, PostgreSQL 65,535.
const INSERT_ROWS: usize = 256;

/// Appends items, each with the permit of its document.
///
/// # Errors
/// Duplicate if a hash, (actor, seq), (device, counter) or log number is taken; [`StoreError::Permit`] if a permit is for
/// another document than its item.
pub async fn append(tx: &mut Tx, items: &[(&WritePermit, Change)]) -> Result<()> {
    for (permit, change) in items {
        permit::covers(permit, change.doc)?;
    }
    for rows in items.chunks(INSERT_ROWS) {
        on!(&mut *tx, |c| {
            let mut q = QueryBuilder::new(INSERT);
            q.push_values(rows, |mut row, (_, x)| {
                row.push_bind(x.doc.uuid())
                    .push_bind(i64::from(x.epoch))
                    .push_bind(convert::int(x.seq))
                    .push_bind(i64::from(x.kind.code()))
                    .push_bind(i64::from(x.class.code()))
                    .push_bind(x.hash.as_bytes().as_slice())
                    .push_bind(convert::join(&x.deps))
                    .push_bind(x.actor.as_ref().map(|a| a.actor.as_bytes().as_slice()))
                    .push_bind(x.actor.map(|a| convert::int(a.seq)))
                    .push_bind(x.actor.map(|a| convert::int(a.start_op)))
                    .push_bind(x.actor.map(|a| convert::int(a.max_op)))
                    .push_bind(x.device.uuid())
                    .push_bind(x.device_ctr.map(convert::int))
                    .push_bind(x.env.as_slice())
                    .push_bind(x.sig.as_bytes().as_slice())
                    .push_bind(x.body.as_slice())
                    .push_bind(i64::from(x.raw_len))
                    .push_bind(x.received_at.millis())
                    .push_bind(x.beacon_at.millis())
                    .push_bind(x.claimed_at.millis())
                    .push_bind(i64::from(x.flags))
                    .push_bind(x.pos.tx)
                    .push_bind(x.pos.id);
            });
            q.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// A stretch of a document's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The document.
    pub doc: DocId,
    /// Its incarnation.
    pub epoch: u32,
    /// First number.
    pub from_seq: u64,
    /// Last number.
    pub to_seq: u64,
}

/// The items of a stretch in log order.
///
/// # Errors
/// [`StoreError::Permit`] if the permit is for another document; [`StoreError::Corrupt`] for impossible values.
pub async fn list(tx: &mut Tx, permit: &ReadPermit, span: &Span) -> Result<Vec<Change>> {
    permit::covers(permit, span.doc)?;
    let sql = "SELECT * FROM change WHERE doc = $1 AND epoch = $2 AND seq >= $3 AND seq <= $4 ORDER BY seq";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(span.doc.uuid())
        .bind(i64::from(span.epoch))
        .bind(convert::int(span.from_seq))
        .bind(convert::int(span.to_seq))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Change::try_from).collect()
}

/// Deletes every item of a document, of all incarnations: envelopes, hashes and bodies. Says how many there were.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove(tx: &mut Tx, doc: DocId) -> Result<u64> {
    let sql = "DELETE FROM change WHERE doc = $1";
    Ok(on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(|r| r.rows_affected()))?)
}

/// Takes the bodies of an incarnation's items away; envelopes stay, as proof of the devices' chains.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn empty(tx: &mut Tx, doc: DocId, epoch: u32) -> Result<()> {
    let sql = "UPDATE change SET body = $3 WHERE doc = $1 AND epoch = $2";
    let none: &[u8] = &[];
    on!(tx, |c| sqlx::query(sql)
        .bind(doc.uuid())
        .bind(i64::from(epoch))
        .bind(none)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The first log number after a position; `None` if the whole log lies at or before it.
///
/// A reader who has seen everything up to `pos` holds exactly the numbers below: on PostgreSQL a later number may have
/// an earlier position (its transaction began first), so a stretch is always cut at the first one not yet seen.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn unseen(tx: &mut Tx, doc: DocId, epoch: u32, pos: Position) -> Result<Option<u64>> {
    let sql =
        "SELECT MIN(seq) FROM change WHERE doc = $1 AND epoch = $2 AND (pos_tx, pos_id) > ($3, $4)";
    let n: Option<i64> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(doc.uuid())
        .bind(i64::from(epoch))
        .bind(pos.tx)
        .bind(pos.id)
        .fetch_one(c)
        .await)?;
    n.map(|n| convert::count(n, "change.seq")).transpose()
}

/// Number and raw bytes of the items of a stretch.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn measure(tx: &mut Tx, span: &Span) -> Result<(u64, u64)> {
    let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(raw_len), 0) AS BIGINT) FROM change
        WHERE doc = $1 AND epoch = $2 AND seq >= $3 AND seq <= $4";
    let (n, bytes): (i64, i64) = on!(tx, |c| sqlx::query_as(sql)
        .bind(span.doc.uuid())
        .bind(i64::from(span.epoch))
        .bind(convert::int(span.from_seq))
        .bind(convert::int(span.to_seq))
        .fetch_one(c)
        .await)?;
    Ok((convert::count(n, "change")?, convert::count(bytes, "change.raw_len")?))
}

/// An item that a document has, by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The document.
    pub doc: DocId,
    /// The item's hash.
    pub hash: Hash,
    /// Its number in the log.
    pub seq: u64,
    /// Its place in the feed.
    pub pos: Position,
}

/// Which of these (document, hash) pairs are accepted items, in no order.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn known(tx: &mut Tx, items: &[(DocId, Hash)]) -> Result<Vec<Known>> {
    type Row = (uuid::Uuid, Vec<u8>, i64, i64, i64);
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(tx, |c| {
        // A join with the list, not IN: for pairs SQLite would read the whole table.
        let mut q = QueryBuilder::new("SELECT c.doc, c.hash, c.seq, c.pos_tx, c.pos_id FROM (");
        q.push_values(items, |mut row, (doc, hash)| {
            row.push_bind(doc.uuid()).push_bind(hash.as_bytes().as_slice());
        });
        q.push(") AS v JOIN change c ON c.doc = v.column1 AND c.hash = v.column2");
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter()
        .map(|(doc, hash, seq, tx, id)| {
            Ok(Known {
                doc: doc.into(),
                hash: convert::hash(&hash, "change.hash")?,
                seq: convert::count(seq, "change.seq")?,
                pos: Position { tx, id },
            })
        })
        .collect()
}

/// What proves an item without its content: for `audit verify`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The document.
    pub doc: DocId,
    /// Number in its log, or 0 of an intent.
    pub seq: u64,
    /// The device's counter.
    pub device_ctr: u64,
    /// The item's hash as stored beside the envelope; `None` where only the envelope has it.
    pub hash: Option<Hash>,
    /// Canonical envelope.
    pub env: Vec<u8>,
    /// Its signature.
    pub sig: Signature,
}

/// Envelopes of a device's accepted items from a counter on, in order of counter, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] for impossible values.
pub async fn proofs(tx: &mut Tx, device: DeviceId, from: u64, limit: u32) -> Result<Vec<Proof>> {
    type Row = (uuid::Uuid, i64, i64, Vec<u8>, Vec<u8>, Vec<u8>);
    let sql = "SELECT doc, seq, device_ctr, hash, env, sig FROM change
        WHERE device = $1 AND device_ctr >= $2 ORDER BY device_ctr LIMIT $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(device.uuid())
        .bind(convert::int(from))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(doc, seq, ctr, hash, env, sig)| {
            Ok(Proof {
                doc: doc.into(),
                seq: convert::count(seq, "change.seq")?,
                device_ctr: convert::count(ctr, "change.device_ctr")?,
                hash: Some(convert::hash(&hash, "change.hash")?),
                env,
                sig: Signature::from_bytes(convert::fixed(&sig, "change.sig")?),
            })
        })
        .collect()
}
