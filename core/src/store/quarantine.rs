//! Own commands that the server refused, with the reason. Only a person, or their repaired item, removes one.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{DocId, Hash},
    time::Timestamp,
};

/// A refused command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Device counter of the refused item; names the line, which may lie under another one where the number was taken.
    pub ctr: u64,
    /// The document.
    pub doc: DocId,
    /// Its type number.
    pub doc_type: u16,
    /// The refused item's hash.
    pub hash: Hash,
    /// Error code.
    pub code: String,
    /// Arguments of the reason, JSON; never clinical content.
    pub detail: Option<String>,
    /// Number of the command; 0 = none.
    pub cmd_kind: u16,
    /// Canonical `[nonce, command]`; empty = none.
    pub command: Vec<u8>,
    /// The refused item's raw bytes.
    pub body: Vec<u8>,
    /// When the refusal was learnt.
    pub at: Timestamp,
}

fn row(row: &rusqlite::Row<'_>) -> Result<Refused, StoreError> {
    Ok(Refused {
        ctr: sql::uint(row, 0, "counter")?,
        doc: sql::get(row, 1, "document id")?,
        doc_type: sql::uint(row, 2, "document type")?,
        hash: sql::get(row, 3, "item hash")?,
        code: row.get(4)?,
        detail: row.get(5)?,
        cmd_kind: sql::uint(row, 6, "command kind")?,
        command: row.get(7)?,
        body: row.get(8)?,
        at: Timestamp::from_millis(row.get(9)?),
    })
}

/// Lines whose number a later item was given, too, are numbered from here on.
const ASIDE: u64 = 1 << 52;

/// Under which number an item is put aside; none if it is already. A store that was put back or copied gives numbers a
/// second time that the server had not seen.
fn place(read: &Read<'_>, r: &Refused) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT count(*) FROM quarantine WHERE doc = ?1 AND hash = ?2";
    let known: Option<u64> =
        sql::first(read.0, sql, [r.doc.blob(), r.hash.blob()], |row| sql::uint(row, 0, "count"))?;
    if known != Some(0) {
        return Ok(None);
    }
    if find(read, r.ctr)?.is_none() {
        return Ok(Some(r.ctr));
    }
    let sql = "SELECT coalesce(max(ctr), 0) FROM quarantine";
    let last: Option<u64> = sql::first(read.0, sql, [], |row| sql::uint(row, 0, "counter"))?;
    Ok(Some(last.map_or(ASIDE, |last| last.saturating_add(1).max(ASIDE))))
}

/// Adds a refused command; a second verdict about the same item leaves the first as it is.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, r: &Refused) -> Result<(), StoreError> {
    let Some(ctr) = place(&tx.read(), r)? else { return Ok(()) };
    let sql = include_str!("sql/quarantine_put.sql");
    tx.sql().prepare_cached(sql)?.execute(params![
        sql::int(ctr),
        r.doc.blob(),
        r.doc_type,
        r.hash.blob(),
        r.code,
        r.detail,
        r.cmd_kind,
        r.command,
        r.body,
        r.at.millis()
    ])?;
    Ok(())
}

/// All refused commands, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(read: &Read<'_>) -> Result<Vec<Refused>, StoreError> {
    let sql = "SELECT ctr, doc, type, hash, code, detail, cmd_kind, command, body, at \
               FROM quarantine ORDER BY ctr";
    sql::all(read.0, sql, [], row)
}

/// The refused command with this counter.
///
/// # Errors
/// [`StoreError`].
pub fn find(read: &Read<'_>, ctr: u64) -> Result<Option<Refused>, StoreError> {
    let sql = "SELECT ctr, doc, type, hash, code, detail, cmd_kind, command, body, at \
               FROM quarantine WHERE ctr = ?1";
    sql::first(read.0, sql, [sql::int(ctr)], row)
}

/// How many there are.
///
/// # Errors
/// [`StoreError`].
pub fn count(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM quarantine";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "count"))?.unwrap_or(0))
}

/// Takes one away: discarded by a person, sent again, or repaired.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such line.
pub fn remove(tx: &mut Tx<'_>, ctr: u64) -> Result<(), StoreError> {
    sql::exactly(
        tx.sql(),
        1,
        "quarantine remove",
        "DELETE FROM quarantine WHERE ctr = ?1",
        [sql::int(ctr)],
    )
}

/// Takes the line of a refused item away whose repaired form was accepted; absent is fine.
///
/// # Errors
/// [`StoreError`].
pub fn clear_repaired(tx: &mut Tx<'_>, doc: DocId, hash: Hash) -> Result<(), StoreError> {
    let sql = "DELETE FROM quarantine WHERE doc = ?1 AND hash = ?2";
    tx.sql().prepare_cached(sql)?.execute([doc.blob(), hash.blob()])?;
    Ok(())
}

/// Takes the content of every line of a document away; that there was one, and why it was refused, stays to be seen.
///
/// # Errors
/// [`StoreError`].
pub fn empty(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    let sql = "UPDATE quarantine SET command = x'', body = x'', detail = NULL WHERE doc = ?1";
    tx.sql().prepare_cached(sql)?.execute([doc.blob()])?;
    Ok(())
}
