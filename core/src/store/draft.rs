//! Unsent text as typed; survives lock, crash and a full disk's refusal of the command itself.
use super::{Read, StoreError, Tx, sql};
use rusqlite::params;
use satchel_model::time::Timestamp;

/// Longest key a screen may choose, in bytes.
pub const KEY_MAX: usize = 200;
/// Longest draft, in bytes.
pub const BODY_MAX: usize = 128 * 1024;

/// Stores the text typed so far under `key`, in place of what was there.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, key: &str, body: &str, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft (key, body, at) VALUES (?1, ?2, ?3) \
               ON CONFLICT (key) DO UPDATE SET body = ?2, at = ?3";
    sql::exactly(tx.sql(), 1, "draft put", sql, params![key, body, at.millis()])
}

/// The draft under `key`.
///
/// # Errors
/// [`StoreError`].
pub fn find(read: &Read<'_>, key: &str) -> Result<Option<(String, Timestamp)>, StoreError> {
    let sql = "SELECT body, at FROM draft WHERE key = ?1";
    sql::first(read.0, sql, [key], |row| Ok((row.get(0)?, Timestamp::from_millis(row.get(1)?))))
}

/// Removes the draft under `key`; absent is fine.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, key: &str) -> Result<(), StoreError> {
    tx.sql().prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])?;
    Ok(())
}

/// All drafts, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(read: &Read<'_>) -> Result<Vec<(String, Timestamp)>, StoreError> {
    sql::all(read.0, "SELECT key, at FROM draft ORDER BY at, key", [], |row| {
        Ok((row.get(0)?, Timestamp::from_millis(row.get(1)?)))
    })
}

/// Removes every draft whose key names one of `words`: screens build keys of the ids that a text is about.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, words: &[String]) -> Result<(), StoreError> {
    for word in words {
        tx.sql().prepare_cached("DELETE FROM draft WHERE instr(key, ?1) > 0")?.execute([word])?;
    }
    Ok(())
}
