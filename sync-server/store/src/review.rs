//! Items kept for a person to decide: late ones of a revoked device, of a forked chain, or of a sick document.
use crate::{Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DekId, DeviceId, DocId, Hash, ItemId, Signature, TenantId, UserId},
    time::Timestamp,
};
use satchel_protocol::problem::ErrorCode;

/// Where an item in review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    /// Nobody has decided.
    Open,
    /// Entered again by a person, naming this one.
    Accepted,
    /// Not taken.
    Dismissed,
    /// Held until its document is well again; no person is needed.
    Held,
}

impl ReviewState {
    const fn code(self) -> i64 {
        match self {
            Self::Open => 1,
            Self::Accepted => 2,
            Self::Dismissed => 3,
            Self::Held => 4,
        }
    }

    fn from_code(code: i64) -> Result<Self> {
        match code {
            1 => Ok(Self::Open),
            2 => Ok(Self::Accepted),
            3 => Ok(Self::Dismissed),
            4 => Ok(Self::Held),
            _ => Err(StoreError::Corrupt("review.state")),
        }
    }
}

/// An item in review, its body sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub item: ItemId,
    /// The organisation.
    pub tenant: TenantId,
    /// The device that sent it.
    pub device: DeviceId,
    /// The device's counter.
    pub device_ctr: u64,
    /// The document as the envelope says; need not exist.
    pub doc: DocId,
    /// The key the body is sealed under.
    pub dek: DekId,
    /// The document that key belongs to: `doc`, or the device's audit document.
    pub key_doc: DocId,
    /// Canonical envelope.
    pub env: Vec<u8>,
    /// Its hash: two envelopes under one counter are two items.
    pub env_hash: Hash,
    /// Its signature, which held.
    pub sig: Signature,
    /// Sealed body.
    pub body: Vec<u8>,
    /// Sealed command, where it was sent.
    pub cmd: Option<Vec<u8>>,
    /// Why it is here.
    pub code: ErrorCode,
    /// Where it stands.
    pub state: ReviewState,
    /// When the server had it.
    pub received_at: Timestamp,
    /// Who decided.
    pub reviewer: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

impl std::fmt::Debug for Review {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Review({} {})", self.item, self.code.word())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    item: uuid::Uuid,
    tenant: uuid::Uuid,
    device: uuid::Uuid,
    device_ctr: i64,
    doc: uuid::Uuid,
    dek: uuid::Uuid,
    key_doc: uuid::Uuid,
    env: Vec<u8>,
    env_hash: Vec<u8>,
    sig: Vec<u8>,
    body: Vec<u8>,
    cmd: Option<Vec<u8>>,
    code: i64,
    state: i64,
    received_at: i64,
    reviewer: Option<uuid::Uuid>,
    decided_at: Option<i64>,
}

impl TryFrom<Row> for Review {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let code = convert::small(row.code, "review.code")?;
        Ok(Self {
            item: row.item.into(),
            tenant: row.tenant.into(),
            device: row.device.into(),
            device_ctr: convert::count(row.device_ctr, "review.device_ctr")?,
            doc: row.doc.into(),
            dek: row.dek.into(),
            key_doc: row.key_doc.into(),
            env: row.env,
            env_hash: convert::hash(&row.env_hash, "review.env_hash")?,
            sig: Signature::from_bytes(convert::fixed(&row.sig, "review.sig")?),
            body: row.body,
            cmd: row.cmd,
            code: ErrorCode::from_number(code).ok_or(StoreError::Corrupt("review.code"))?,
            state: ReviewState::from_code(row.state)?,
            received_at: Timestamp::from_millis(row.received_at),
            reviewer: row.reviewer.map(Into::into),
            decided_at: convert::moment(row.decided_at),
        })
    }
}

/// Keeps an item; `false` if it is here already. Takes no permit: what is here was not allowed into a document.
///
/// # Errors
/// Duplicate if the id is taken.
pub async fn insert(tx: &mut Tx, review: &Review) -> Result<bool> {
    let sql = include_str!("sql/review_insert.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(review.item.uuid())
        .bind(review.tenant.uuid())
        .bind(review.device.uuid())
        .bind(convert::int(review.device_ctr))
        .bind(review.doc.uuid())
        .bind(review.dek.uuid())
        .bind(review.key_doc.uuid())
        .bind(review.env.as_slice())
        .bind(review.env_hash.as_bytes().as_slice())
        .bind(review.sig.as_bytes().as_slice())
        .bind(review.body.as_slice())
        .bind(review.cmd.as_deref())
        .bind(i64::from(review.code.number()))
        .bind(review.state.code())
        .bind(review.received_at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// The items in a state, oldest first, after the one with this time and id, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    state: ReviewState,
    after: Option<(Timestamp, ItemId)>,
    limit: u32,
) -> Result<Vec<Review>> {
    let sql =
        "SELECT * FROM review WHERE tenant = $1 AND state = $2 AND (received_at, item) > ($3, $4)
        ORDER BY received_at, item LIMIT $5";
    let first = (Timestamp::from_millis(i64::MIN), ItemId::from_bytes([0; 16]));
    let (at, item) = after.unwrap_or(first);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(state.code())
        .bind(at.millis())
        .bind(item.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Review::try_from).collect()
}

/// The item with this id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, item: ItemId) -> Result<Option<Review>> {
    let sql = "SELECT * FROM review WHERE item = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(item.uuid()).fetch_optional(c).await)?;
    row.map(Review::try_from).transpose()
}

/// A device's items about one document in any state, in order of counter, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn of_doc(tx: &mut Tx, doc: DocId, device: DeviceId, limit: u32) -> Result<Vec<Review>> {
    let sql = "SELECT * FROM review WHERE doc = $1 AND device = $2 ORDER BY device_ctr LIMIT $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(doc.uuid())
        .bind(device.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Review::try_from).collect()
}

/// Decides an open or held item.
///
/// # Errors
/// [`StoreError::Rows`] if it does not exist or was decided.
pub async fn decide(
    tx: &mut Tx,
    item: ItemId,
    state: ReviewState,
    reviewer: UserId,
    at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE review SET state = $2, reviewer = $3, decided_at = $4 WHERE item = $1 AND state IN (1, 4)";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(item.uuid())
        .bind(state.code())
        .bind(reviewer.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("review", 1, got)
}

/// Ends the wait of a held item: decided by nobody, or opened for a person with the code it was refused with.
///
/// # Errors
/// [`StoreError::Rows`] if it is not held.
pub async fn settle_held(
    tx: &mut Tx,
    (device, device_ctr, env_hash): (DeviceId, u64, Hash),
    state: ReviewState,
    code: Option<ErrorCode>,
    at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE review SET state = $4, code = COALESCE($5, code), decided_at = $6
        WHERE device = $1 AND device_ctr = $2 AND env_hash = $3 AND state = 4";
    let decided = (state != ReviewState::Open).then(|| at.millis());
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .bind(convert::int(device_ctr))
        .bind(env_hash.as_bytes().as_slice())
        .bind(state.code())
        .bind(code.map(|code| i64::from(code.number())))
        .bind(decided)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("review", 1, got)
}

/// Envelopes of a device's items in review, in order of counter, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn proofs(
    tx: &mut Tx,
    device: DeviceId,
    from: u64,
    limit: u32,
) -> Result<Vec<crate::change::Proof>> {
    let sql =
        "SELECT * FROM review WHERE device = $1 AND device_ctr >= $2 ORDER BY device_ctr LIMIT $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(device.uuid())
        .bind(convert::int(from))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(crate::change::Proof {
                doc: row.doc.into(),
                seq: 0,
                device_ctr: convert::count(row.device_ctr, "review.device_ctr")?,
                hash: None,
                env: row.env,
                sig: Signature::from_bytes(convert::fixed(&row.sig, "review.sig")?),
            })
        })
        .collect()
}

/// The items about a document that nobody has decided, in order of arrival, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn undecided(tx: &mut Tx, doc: DocId, limit: u32) -> Result<Vec<Review>> {
    let sql = "SELECT * FROM review WHERE doc = $1 AND state IN (1, 4) ORDER BY received_at, item LIMIT $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(doc.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Review::try_from).collect()
}

/// Deletes every item about a document, or sealed under its key.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove(tx: &mut Tx, doc: DocId) -> Result<()> {
    let sql = "DELETE FROM review WHERE doc = $1 OR key_doc = $1";
    on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(drop))?;
    Ok(())
}
