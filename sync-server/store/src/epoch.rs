//! Incarnations of documents that ended: why, where their proof ends, and when their key goes.
use crate::{Position, Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DekId, DocId, Hash, UserId},
    time::Timestamp,
};
use satchel_protocol::sync::EpochReason;

/// An incarnation that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The document.
    pub doc: DocId,
    /// The incarnation that ended; the next one is this + 1.
    pub epoch: u32,
    /// Why.
    pub reason: EpochReason,
    /// Schema it was born with.
    pub schema: u16,
    /// Its key.
    pub dek: DekId,
    /// Newest number of its log.
    pub head_seq: u64,
    /// Its last heads.
    pub heads: Vec<Hash>,
    /// Running hash over its accepted envelopes.
    pub env_root: Hash,
    /// Who asked; `None`: a trigger.
    pub user: Option<UserId>,
    /// When.
    pub ended_at: Timestamp,
    /// Its key goes at this moment; `None`: as soon as may be.
    pub keep_until: Option<Timestamp>,
    /// When its key was destroyed.
    pub shredded_at: Option<Timestamp>,
    /// Where the next incarnation was born in the feed.
    pub pos: Position,
}

#[derive(sqlx::FromRow)]
struct Row {
    doc: uuid::Uuid,
    epoch: i64,
    reason: i64,
    schema: i64,
    dek: uuid::Uuid,
    head_seq: i64,
    heads: Vec<u8>,
    env_root: Vec<u8>,
    user_id: Option<uuid::Uuid>,
    ended_at: i64,
    keep_until: Option<i64>,
    shredded_at: Option<i64>,
    pos_tx: i64,
    pos_id: i64,
}

impl TryFrom<Row> for Ended {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let reason = convert::small(row.reason, "doc_epoch.reason")?;
        Ok(Self {
            doc: row.doc.into(),
            epoch: convert::small(row.epoch, "doc_epoch.epoch")?,
            reason: EpochReason::from_code(reason)
                .ok_or(StoreError::Corrupt("doc_epoch.reason"))?,
            schema: convert::small(row.schema, "doc_epoch.schema")?,
            dek: row.dek.into(),
            head_seq: convert::count(row.head_seq, "doc_epoch.head_seq")?,
            heads: convert::split(&row.heads, "doc_epoch.heads")?,
            env_root: convert::hash(&row.env_root, "doc_epoch.env_root")?,
            user: row.user_id.map(Into::into),
            ended_at: Timestamp::from_millis(row.ended_at),
            keep_until: convert::moment(row.keep_until),
            shredded_at: convert::moment(row.shredded_at),
            pos: Position { tx: row.pos_tx, id: row.pos_id },
        })
    }
}

/// Notes the end of an incarnation.
///
/// # Errors
/// Duplicate if it has ended before.
pub async fn insert(tx: &mut Tx, ended: &Ended) -> Result<()> {
    let sql = include_str!("sql/epoch_insert.sql");
    on!(tx, |c| sqlx::query(sql)
        .bind(ended.doc.uuid())
        .bind(i64::from(ended.epoch))
        .bind(i64::from(ended.reason.code()))
        .bind(i64::from(ended.schema))
        .bind(ended.dek.uuid())
        .bind(convert::int(ended.head_seq))
        .bind(convert::join(&ended.heads))
        .bind(ended.env_root.as_bytes().as_slice())
        .bind(ended.user.map(UserId::uuid))
        .bind(ended.ended_at.millis())
        .bind(ended.keep_until.map(Timestamp::millis))
        .bind(ended.shredded_at.map(Timestamp::millis))
        .bind(ended.pos.tx)
        .bind(ended.pos.id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The incarnations of a document that ended, oldest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, doc: DocId) -> Result<Vec<Ended>> {
    let sql = "SELECT * FROM doc_epoch WHERE doc = $1 ORDER BY epoch";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql).bind(doc.uuid()).fetch_all(c).await)?;
    rows.into_iter().map(Ended::try_from).collect()
}

/// Incarnations whose key is due to go, oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn due(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<Vec<Ended>> {
    let sql = "SELECT * FROM doc_epoch WHERE shredded_at IS NULL
        AND (keep_until IS NULL OR keep_until <= $1) ORDER BY ended_at, doc, epoch LIMIT $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(now.millis())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Ended::try_from).collect()
}

/// Has the keys of every earlier incarnation of a document go as soon as may be.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn hasten(tx: &mut Tx, doc: DocId) -> Result<()> {
    let sql = "UPDATE doc_epoch SET keep_until = NULL WHERE doc = $1 AND shredded_at IS NULL";
    on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(drop))?;
    Ok(())
}

/// Notes that the key of an incarnation is destroyed.
///
/// # Errors
/// [`StoreError::Rows`] if it has not ended.
pub async fn shredded(tx: &mut Tx, doc: DocId, epoch: u32, at: Timestamp) -> Result<()> {
    let sql = "UPDATE doc_epoch SET shredded_at = $3 WHERE doc = $1 AND epoch = $2";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(doc.uuid())
        .bind(i64::from(epoch))
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("doc_epoch", 1, got)
}
