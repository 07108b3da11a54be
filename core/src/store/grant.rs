//! Rights on documents as told by the server.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{id::DocId, time::Timestamp};

/// A right on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The document.
    pub doc: DocId,
    /// Role number in which it may be used.
    pub role: u8,
    /// End of the right.
    pub until: Option<Timestamp>,
    /// Why it was given: 1 team, 2 proxy, 3 released, 4 break-glass.
    pub reason: u8,
}

/// Stores a right, in place of an older one on the same document.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, held: &Held) -> Result<(), StoreError> {
    let sql = "INSERT INTO grant_held (doc, role, until, reason) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (doc) DO UPDATE SET role = ?2, until = ?3, reason = ?4";
    let until = held.until.map(Timestamp::millis);
    let params = params![held.doc.blob(), held.role, until, held.reason];
    sql::exactly(tx.sql(), 1, "grant put", sql, params)
}

/// The right on a document.
///
/// # Errors
/// [`StoreError`].
pub fn find(read: &Read<'_>, doc: DocId) -> Result<Option<Held>, StoreError> {
    let sql = "SELECT role, until, reason FROM grant_held WHERE doc = ?1";
    sql::first(read.0, sql, [doc.blob()], |row| {
        Ok(Held {
            doc,
            role: sql::uint(row, 0, "grant role")?,
            until: row.get::<_, Option<i64>>(1)?.map(Timestamp::from_millis),
            reason: sql::uint(row, 2, "grant reason")?,
        })
    })
}

/// Takes a right away; absent is fine.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.sql().prepare_cached("DELETE FROM grant_held WHERE doc = ?1")?.execute([doc.blob()])?;
    Ok(())
}
