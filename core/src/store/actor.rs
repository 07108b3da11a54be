//! Our own actor's incarnations, and who stands behind the actors of a downloaded state.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::id::{ActorId, DeviceId, DocId, UserId};

/// The person behind an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The device, or the tenant's id where the server wrote.
    pub device: DeviceId,
    /// The person.
    pub user: UserId,
    /// Number of the role they acted in.
    pub role: u8,
}

/// The incarnation of our own actor in a document; 0 until a rebase raised it.
///
/// # Errors
/// [`StoreError`].
pub fn epoch(read: &Read<'_>, doc: DocId, epoch: u32) -> Result<u32, StoreError> {
    let sql = "SELECT n FROM actor_epoch WHERE doc = ?1 AND epoch = ?2";
    let n = sql::first(read.0, sql, params![doc.blob(), epoch], |row| {
        sql::uint(row, 0, "actor epoch")
    })?;
    Ok(n.unwrap_or(0))
}

/// Raises the incarnation of our own actor in a document and answers the new one.
///
/// # Errors
/// [`StoreError`].
pub fn raise(tx: &mut Tx<'_>, doc: DocId, doc_epoch: u32) -> Result<u32, StoreError> {
    let sql = "INSERT INTO actor_epoch (doc, epoch, n) VALUES (?1, ?2, 1) \
               ON CONFLICT (doc, epoch) DO UPDATE SET n = n + 1";
    sql::exactly(tx.sql(), 1, "actor epoch", sql, params![doc.blob(), doc_epoch])?;
    epoch(&tx.read(), doc, doc_epoch)
}

/// Raises the incarnation in every document held: the store was restored or copied, so our old actors may live elsewhere.
///
/// # Errors
/// [`StoreError`].
pub fn raise_all(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO actor_epoch (doc, epoch, n) SELECT doc, epoch, 1 FROM document WHERE true \
               ON CONFLICT (doc, epoch) DO UPDATE SET n = n + 1";
    tx.sql().prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Remembers who stands behind an actor of a downloaded state.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, doc: DocId, actor: ActorId, who: &Who) -> Result<(), StoreError> {
    let sql = "INSERT INTO doc_actor (doc, actor, device, user, role) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT (doc, actor) DO UPDATE SET device = ?3, user = ?4, role = ?5";
    let params = params![doc.blob(), actor.blob(), who.device.blob(), who.user.blob(), who.role];
    sql::exactly(tx.sql(), 1, "doc actor", sql, params)
}

/// All known actors of a document with the device and person behind each.
///
/// # Errors
/// [`StoreError`].
pub fn list(read: &Read<'_>, doc: DocId) -> Result<Vec<(ActorId, Who)>, StoreError> {
    let sql = "SELECT actor, device, user, role FROM doc_actor WHERE doc = ?1";
    sql::all(read.0, sql, [doc.blob()], |row| {
        let who = Who {
            device: sql::get(row, 1, "device")?,
            user: sql::get(row, 2, "user")?,
            role: sql::uint(row, 3, "role")?,
        };
        Ok((sql::get(row, 0, "actor")?, who))
    })
}
