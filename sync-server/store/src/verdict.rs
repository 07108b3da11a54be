//! Stored answers to device items; a final one never changes.
use crate::{Position, Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DeviceId, DocId, Hash},
    time::Timestamp,
};
use satchel_protocol::problem::ErrorCode;
use sqlx::QueryBuilder;

/// What was decided about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Accepted.
    Ok {
        /// Place in the document's log; 0 for an intent.
        seq: u64,
        /// Place in the feed.
        pos: Position,
        /// What an intent brought, canonical CBOR.
        result: Option<Vec<u8>>,
    },
    /// Refused for ever.
    Refused {
        /// Why.
        code: ErrorCode,
        /// The rule or place; no content.
        detail: Option<String>,
        /// Kept for a person to decide.
        in_review: bool,
    },
    /// Kept; the final decision follows.
    Held {
        /// Why.
        code: ErrorCode,
    },
}

/// The answer to the item with one counter of one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The device.
    pub device: DeviceId,
    /// The counter.
    pub device_ctr: u64,
    /// Hash of the envelope, so that the chain stays provable over refused items.
    pub env_hash: Hash,
    /// The document the envelope names.
    pub doc: DocId,
    /// The item's hash.
    pub hash: Hash,
    /// What was decided.
    pub decision: Decision,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    device: uuid::Uuid,
    device_ctr: i64,
    env_hash: Vec<u8>,
    doc: uuid::Uuid,
    hash: Vec<u8>,
    state: i64,
    code: Option<i64>,
    detail: Option<String>,
    result: Option<Vec<u8>>,
    in_review: i64,
    seq: Option<i64>,
    pos_tx: Option<i64>,
    pos_id: Option<i64>,
    at: i64,
}

impl Row {
    fn code(&self) -> Result<ErrorCode> {
        let number = self.code.ok_or(StoreError::Corrupt("verdict.code"))?;
        let number = convert::small(number, "verdict.code")?;
        ErrorCode::from_number(number).ok_or(StoreError::Corrupt("verdict.code"))
    }

    fn decision(&self) -> Result<Decision> {
        match self.state {
            1 => Ok(Decision::Ok {
                seq: convert::count(self.seq.unwrap_or(0), "verdict.seq")?,
                pos: Position { tx: self.pos_tx.unwrap_or(0), id: self.pos_id.unwrap_or(0) },
                result: self.result.clone(),
            }),
            2 => Ok(Decision::Refused {
                code: self.code()?,
                detail: self.detail.clone(),
                in_review: self.in_review != 0,
            }),
            3 => Ok(Decision::Held { code: self.code()? }),
            _ => Err(StoreError::Corrupt("verdict.state")),
        }
    }
}

impl TryFrom<Row> for Verdict {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            decision: row.decision()?,
            device: row.device.into(),
            device_ctr: convert::count(row.device_ctr, "verdict.device_ctr")?,
            env_hash: convert::hash(&row.env_hash, "verdict.env_hash")?,
            doc: row.doc.into(),
            hash: convert::hash(&row.hash, "verdict.hash")?,
            at: Timestamp::from_millis(row.at),
        })
    }
}

/// A decision as columns: state, code, detail, result, `in_review`, seq, position.
struct Columns<'a> {
    state: i64,
    code: Option<i64>,
    detail: Option<&'a str>,
    result: Option<&'a [u8]>,
    in_review: i64,
    seq: Option<i64>,
    pos: Option<Position>,
}

impl<'a> From<&'a Decision> for Columns<'a> {
    fn from(decision: &'a Decision) -> Self {
        let none = Self {
            state: 0,
            code: None,
            detail: None,
            result: None,
            in_review: 0,
            seq: None,
            pos: None,
        };
        match decision {
            Decision::Ok { seq, pos, result } => Self {
                state: 1,
                seq: Some(convert::int(*seq)),
                pos: Some(*pos),
                result: result.as_deref(),
                ..none
            },
            Decision::Refused { code, detail, in_review } => Self {
                state: 2,
                code: Some(i64::from(code.number())),
                detail: detail.as_deref(),
                in_review: i64::from(*in_review),
                ..none
            },
            Decision::Held { code } => {
                Self { state: 3, code: Some(i64::from(code.number())), in_review: 1, ..none }
            }
        }
    }
}

/// Adds verdicts.
///
/// # Errors
/// Duplicate if a counter has one: a verdict is never replaced this way.
pub async fn insert(tx: &mut Tx, verdicts: &[Verdict]) -> Result<()> {
    if verdicts.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO verdict (device, device_ctr, env_hash, doc, hash, state, code, detail, result, in_review, seq, pos_tx, pos_id, at) ";
    on!(tx, |c| {
        let mut q = QueryBuilder::new(sql);
        q.push_values(verdicts, |mut row, v| {
            let d = Columns::from(&v.decision);
            row.push_bind(v.device.uuid())
                .push_bind(convert::int(v.device_ctr))
                .push_bind(v.env_hash.as_bytes().as_slice())
                .push_bind(v.doc.uuid())
                .push_bind(v.hash.as_bytes().as_slice())
                .push_bind(d.state)
                .push_bind(d.code)
                .push_bind(d.detail)
                .push_bind(d.result)
                .push_bind(d.in_review)
                .push_bind(d.seq)
                .push_bind(d.pos.map(|p| p.tx))
                .push_bind(d.pos.map(|p| p.id))
                .push_bind(v.at.millis());
        });
        q.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Turns a held verdict into a final one.
///
/// # Errors
/// [`StoreError::Rows`] if the counter has no verdict or a final one.
pub async fn settle(
    tx: &mut Tx,
    device: DeviceId,
    device_ctr: u64,
    decision: &Decision,
    at: Timestamp,
) -> Result<()> {
    let sql = include_str!("sql/verdict_settle.sql");
    let d = Columns::from(decision);
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .bind(convert::int(device_ctr))
        .bind(d.state)
        .bind(d.code)
        .bind(d.detail)
        .bind(d.result)
        .bind(d.in_review)
        .bind(d.seq)
        .bind(d.pos.map(|p| p.tx))
        .bind(d.pos.map(|p| p.id))
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("verdict", 1, got)
}

/// The verdicts of a device from a counter on, in order of counter, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, device: DeviceId, from: u64, limit: u32) -> Result<Vec<Verdict>> {
    let sql =
        "SELECT * FROM verdict WHERE device = $1 AND device_ctr >= $2 ORDER BY device_ctr LIMIT $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(device.uuid())
        .bind(convert::int(from))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Verdict::try_from).collect()
}

/// The verdict about one item of a document, by the item's hash; the newest where a hash was sent twice.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_by_hash(tx: &mut Tx, doc: DocId, hash: &Hash) -> Result<Option<Verdict>> {
    let sql = "SELECT * FROM verdict WHERE doc = $1 AND hash = $2 ORDER BY at DESC, device, device_ctr DESC LIMIT 1";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(doc.uuid())
        .bind(hash.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    row.map(Verdict::try_from).transpose()
}
