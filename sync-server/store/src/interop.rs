//! What is kept of automerge-repo clients: how far each store had come, whose their actors are, and tickets not yet used.
use crate::{Result, Tx, convert, db::on};
use satchel_model::{
    id::{ActorId, DocId, Hash, SessionId, UserId},
    time::Timestamp,
};

/// Remembers how far a client's store had come with a document.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn put_state(
    tx: &mut Tx,
    (user, storage, doc): (UserId, &str, DocId),
    state: &[u8],
    at: Timestamp,
) -> Result<()> {
    let sql = include_str!("sql/interop_peer_put.sql");
    on!(tx, |c| sqlx::query(sql)
        .bind(user.uuid())
        .bind(storage)
        .bind(doc.uuid())
        .bind(state)
        .bind(at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// How far a client's store had come with a document; `None` for one that was never here.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn find_state(
    tx: &mut Tx,
    (user, storage, doc): (UserId, &str, DocId),
) -> Result<Option<Vec<u8>>> {
    let sql =
        "SELECT sync_state FROM interop_peer WHERE user_id = $1 AND storage_id = $2 AND doc = $3";
    Ok(on!(tx, |c| sqlx::query_scalar(sql)
        .bind(user.uuid())
        .bind(storage)
        .bind(doc.uuid())
        .fetch_optional(c)
        .await)?)
}

/// Binds an actor to the person who uses it first, and tells whose it is from then on.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn bind_actor(
    tx: &mut Tx,
    (doc, epoch, actor): (DocId, u32, ActorId),
    user: UserId,
    at: Timestamp,
) -> Result<UserId> {
    let sql = "INSERT INTO interop_actor (doc, epoch, actor, user_id, bound_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (doc, epoch, actor) DO NOTHING";
    on!(tx, |c| sqlx::query(sql)
        .bind(doc.uuid())
        .bind(i64::from(epoch))
        .bind(actor.as_bytes().as_slice())
        .bind(user.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(find_actor(tx, doc, epoch, actor).await?.unwrap_or(user))
}

/// Whose an actor is; `None` for one that no client has used.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn find_actor(
    tx: &mut Tx,
    doc: DocId,
    epoch: u32,
    actor: ActorId,
) -> Result<Option<UserId>> {
    let sql = "SELECT user_id FROM interop_actor WHERE doc = $1 AND epoch = $2 AND actor = $3";
    let found: Option<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(doc.uuid())
        .bind(i64::from(epoch))
        .bind(actor.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    Ok(found.map(Into::into))
}

/// Forgets a document: its clients' states and whose their actors were.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn forget(tx: &mut Tx, doc: DocId) -> Result<()> {
    for sql in
        ["DELETE FROM interop_peer WHERE doc = $1", "DELETE FROM interop_actor WHERE doc = $1"]
    {
        on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Keeps a ticket until it is used, and drops those that nobody used in time.
///
/// # Errors
/// Duplicate if the hash is taken.
pub async fn put_ticket(
    tx: &mut Tx,
    ticket: &Hash,
    session: SessionId,
    until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let old = "DELETE FROM interop_ticket WHERE until_at < $1";
    on!(tx, |c| sqlx::query(old).bind(now.millis()).execute(c).await.map(drop))?;
    let sql = "INSERT INTO interop_ticket (ticket_hash, session_id, until_at) VALUES ($1, $2, $3)";
    on!(tx, |c| sqlx::query(sql)
        .bind(ticket.as_bytes().as_slice())
        .bind(session.uuid())
        .bind(until.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Uses a ticket up: its session, or `None` for one that is unknown, used or over.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn take_ticket(tx: &mut Tx, ticket: &Hash, now: Timestamp) -> Result<Option<SessionId>> {
    let sql = "DELETE FROM interop_ticket WHERE ticket_hash = $1 RETURNING session_id, until_at";
    let row: Option<(uuid::Uuid, i64)> = on!(tx, |c| sqlx::query_as(sql)
        .bind(ticket.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    let in_time = row.filter(|(_, until)| now < Timestamp::from_millis(*until));
    Ok(in_time.map(|(session, _)| session.into()))
}

/// How many states are kept; for tests and the doctor.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn count_states(tx: &mut Tx) -> Result<u64> {
    let sql = "SELECT COUNT(*) FROM interop_peer";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?;
    convert::count(n, "interop_peer")
}
