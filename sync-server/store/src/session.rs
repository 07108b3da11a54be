//! Sign-ins: opaque tokens by their hashes, a refresh token that rotates, and the end of a session on its reuse.
use crate::{Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DeviceId, Hash, SessionId, UserId},
    time::Timestamp,
};

/// A sign-in.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub session: SessionId,
    /// Who signed in.
    pub user: UserId,
    /// The device it is bound to; `None` for a browser.
    pub device: Option<DeviceId>,
    /// SHA-256 of the access token.
    pub access_hash: Hash,
    /// SHA-256 of the refresh token.
    pub refresh_hash: Hash,
    /// When it began.
    pub created_at: Timestamp,
    /// Until when the access token is good.
    pub access_until: Timestamp,
    /// Until when the refresh token is good.
    pub refresh_until: Timestamp,
    /// When it ended before its time.
    pub ended_at: Option<Timestamp>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({})", self.session)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    session_id: uuid::Uuid,
    user_id: uuid::Uuid,
    device: Option<uuid::Uuid>,
    access_hash: Vec<u8>,
    refresh_hash: Vec<u8>,
    created_at: i64,
    access_until: i64,
    refresh_until: i64,
    ended_at: Option<i64>,
}

impl TryFrom<Row> for Session {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            session: row.session_id.into(),
            user: row.user_id.into(),
            device: row.device.map(Into::into),
            access_hash: convert::hash(&row.access_hash, "session.access_hash")?,
            refresh_hash: convert::hash(&row.refresh_hash, "session.refresh_hash")?,
            created_at: Timestamp::from_millis(row.created_at),
            access_until: Timestamp::from_millis(row.access_until),
            refresh_until: Timestamp::from_millis(row.refresh_until),
            ended_at: convert::moment(row.ended_at),
        })
    }
}

/// Begins a session.
///
/// # Errors
/// Duplicate if the id or a token hash is taken.
pub async fn insert(tx: &mut Tx, session: &Session) -> Result<()> {
    let sql = include_str!("sql/session_insert.sql");
    on!(tx, |c| sqlx::query(sql)
        .bind(session.session.uuid())
        .bind(session.user.uuid())
        .bind(session.device.map(DeviceId::uuid))
        .bind(session.access_hash.as_bytes().as_slice())
        .bind(session.refresh_hash.as_bytes().as_slice())
        .bind(session.created_at.millis())
        .bind(session.access_until.millis())
        .bind(session.refresh_until.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The session with this id, whatever its state.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, session: SessionId) -> Result<Option<Session>> {
    let sql = "SELECT * FROM session WHERE session_id = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(session.uuid()).fetch_optional(c).await)?;
    row.map(Session::try_from).transpose()
}

/// The session whose access token has this hash, whatever its state.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_by_access(tx: &mut Tx, access: &Hash) -> Result<Option<Session>> {
    let sql = "SELECT * FROM session WHERE access_hash = $1";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(access.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    row.map(Session::try_from).transpose()
}

/// Puts new tokens in place of the old ones; `false` if `from` is not the current refresh token of a live session.
///
/// # Errors
/// Duplicate if a token hash is taken.
pub async fn rotate(tx: &mut Tx, from: &Hash, to: &Session) -> Result<bool> {
    let sql = include_str!("sql/session_rotate.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(to.session.uuid())
        .bind(from.as_bytes().as_slice())
        .bind(to.access_hash.as_bytes().as_slice())
        .bind(to.refresh_hash.as_bytes().as_slice())
        .bind(to.access_until.millis())
        .bind(to.refresh_until.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Moves the end of a live session's access on.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn extend(tx: &mut Tx, session: SessionId, until: Timestamp) -> Result<bool> {
    let sql = "UPDATE session SET access_until = $2 WHERE session_id = $1 AND ended_at IS NULL AND access_until < $2";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(session.uuid())
        .bind(until.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Binds a session to the device it just enrolled.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such session or it has a device.
pub async fn bind_device(tx: &mut Tx, session: SessionId, device: DeviceId) -> Result<()> {
    let sql = "UPDATE session SET device = $2 WHERE session_id = $1 AND device IS NULL";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(session.uuid())
        .bind(device.uuid())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("session", 1, got)
}

/// Ends a session; `false` if it had ended.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn end(tx: &mut Tx, session: SessionId, reason: &str, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE session SET ended_at = $2, end_reason = $3 WHERE session_id = $1 AND ended_at IS NULL";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(session.uuid())
        .bind(at.millis())
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Ends every live session of a device and says how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn end_device(tx: &mut Tx, device: DeviceId, reason: &str, at: Timestamp) -> Result<u64> {
    let sql =
        "UPDATE session SET ended_at = $2, end_reason = $3 WHERE device = $1 AND ended_at IS NULL";
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .bind(at.millis())
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// Ends every live session of a person and says how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn end_user(tx: &mut Tx, user: UserId, reason: &str, at: Timestamp) -> Result<u64> {
    let sql =
        "UPDATE session SET ended_at = $2, end_reason = $3 WHERE user_id = $1 AND ended_at IS NULL";
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(user.uuid())
        .bind(at.millis())
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}
