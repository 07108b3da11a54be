//! Documents whose right has ended: which are still to be purged, and which rights run out by the clock.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{id::DocId, time::Timestamp};

/// Remembers that a document is to be purged once own work on it is sent; the first moment stays.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, doc: DocId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO purge_due (doc, at) VALUES (?1, ?2) ON CONFLICT (doc) DO NOTHING";
    tx.sql().prepare_cached(sql)?.execute(params![doc.blob(), at.millis()])?;
    Ok(())
}

/// The documents to be purged, in order of id.
///
/// # Errors
/// [`StoreError`].
pub fn list(read: &Read<'_>) -> Result<Vec<DocId>, StoreError> {
    sql::all(read.0, "SELECT doc FROM purge_due ORDER BY doc", [], |row| {
        sql::get(row, 0, "document")
    })
}

/// Takes a document off the list: it was purged, or the right was given anew. Absent is fine.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.sql().prepare_cached("DELETE FROM purge_due WHERE doc = ?1")?.execute([doc.blob()])?;
    Ok(())
}

/// Documents whose right has run out by `at`, in order of id.
///
/// # Errors
/// [`StoreError`].
pub fn expired(read: &Read<'_>, at: Timestamp) -> Result<Vec<DocId>, StoreError> {
    let sql = "SELECT doc FROM grant_held WHERE until IS NOT NULL AND until <= ?1 ORDER BY doc";
    sql::all(read.0, sql, [at.millis()], |row| sql::get(row, 0, "document"))
}
