//! Own accepted items, kept for some weeks: devices are a second backup for a server restored to an older state.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{DocId, Signature},
    time::Timestamp,
};
use satchel_protocol::sync::Position;

/// An own item as the server accepted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Device counter.
    pub ctr: u64,
    /// The document.
    pub doc: DocId,
    /// Canonical envelope.
    pub env: Vec<u8>,
    /// The device's signature.
    pub sig: Signature,
    /// The item's raw bytes.
    pub body: Vec<u8>,
    /// Canonical `[nonce, command]`; empty = none.
    pub command: Vec<u8>,
    /// Its place in the document's log.
    pub seq: u64,
    /// The document's type number.
    pub doc_type: u16,
    /// Its place in the server's feed.
    pub position: Position,
    /// May go after this moment.
    pub until: Timestamp,
    /// It was refused: kept without its body, for its number.
    pub refused: bool,
}

/// A query over all columns of `accepted_own`.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT ctr, doc, env, sig, body, seq, type, pos_tx, pos_id, until, refused, command FROM accepted_own ",
            $rest
        )
    };
}

/// How many own items the server has, and how many of those other devices hold too. Audit entries are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    /// Accepted by the server, not yet known to be on another device.
    pub sent: u64,
    /// On another device as well.
    pub elsewhere: u64,
}

/// How far own accepted items have come.
///
/// # Errors
/// [`StoreError`].
pub fn reached(read: &Read<'_>) -> Result<Reached, StoreError> {
    let found = sql::first(read.0, include_str!("sql/kept_reached.sql"), [], |row| {
        let all: u64 = sql::uint(row, 0, "count")?;
        let elsewhere: u64 = sql::uint(row, 1, "count")?;
        Ok(Reached { sent: all.saturating_sub(elsewhere), elsewhere })
    })?;
    Ok(found.unwrap_or_default())
}

/// Keeps an item; one that is kept already is where the server put it last.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, k: &Kept) -> Result<(), StoreError> {
    let sql = include_str!("sql/kept_put.sql");
    tx.sql().prepare_cached(sql)?.execute(params![
        sql::int(k.ctr),
        k.doc.blob(),
        k.env,
        k.sig.blob(),
        k.body,
        sql::int(k.seq),
        k.doc_type,
        k.position.tx,
        k.position.id,
        k.until.millis(),
        k.refused,
        k.command
    ])?;
    Ok(())
}

/// Kept items with a counter above `after`, in order, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn after(read: &Read<'_>, after: u64, limit: u32) -> Result<Vec<Kept>, StoreError> {
    let sql = select!("WHERE ctr > ?1 ORDER BY ctr LIMIT ?2");
    sql::all(read.0, sql, params![sql::int(after), limit], row)
}

fn row(row: &rusqlite::Row<'_>) -> Result<Kept, StoreError> {
    Ok(Kept {
        ctr: sql::uint(row, 0, "counter")?,
        doc: sql::get(row, 1, "document id")?,
        env: row.get(2)?,
        sig: sql::get(row, 3, "signature")?,
        body: row.get(4)?,
        seq: sql::uint(row, 5, "item seq")?,
        doc_type: sql::uint(row, 6, "document type")?,
        position: Position { tx: row.get(7)?, id: row.get(8)? },
        until: Timestamp::from_millis(row.get(9)?),
        refused: row.get(10)?,
        command: row.get(11)?,
    })
}

/// The newest counter kept; 0 = none.
///
/// # Errors
/// [`StoreError`].
pub fn newest(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT coalesce(max(ctr), 0) FROM accepted_own";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "counter"))?.unwrap_or(0))
}

/// The server that was put back would not take the item again, for now: what it builds on is not there.
///
/// # Errors
/// [`StoreError`].
pub fn lose(tx: &mut Tx<'_>, ctr: u64) -> Result<(), StoreError> {
    let sql = "UPDATE accepted_own SET lost = lost + 1 WHERE ctr = ?1";
    tx.sql().prepare_cached(sql)?.execute([sql::int(ctr)])?;
    Ok(())
}

/// Items that the server put back lacks, in order, with how often it would not take them; at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn lost(read: &Read<'_>, limit: u32) -> Result<Vec<(Kept, u32)>, StoreError> {
    let sql = "SELECT ctr, doc, env, sig, body, seq, type, pos_tx, pos_id, until, refused, command, lost FROM accepted_own \
               WHERE lost > 0 ORDER BY ctr LIMIT ?1";
    sql::all(read.0, sql, [limit], |r| Ok((row(r)?, sql::uint(r, 12, "count")?)))
}

/// Notes how often the item under this counter was not taken.
///
/// # Errors
/// [`StoreError`].
pub fn set_lost(tx: &mut Tx<'_>, ctr: u64, times: u32) -> Result<(), StoreError> {
    let sql = "UPDATE accepted_own SET lost = ?2 WHERE ctr = ?1";
    tx.sql().prepare_cached(sql)?.execute(params![sql::int(ctr), times])?;
    Ok(())
}

/// The server that was put back refused the item for good: what is kept of it is its number.
///
/// # Errors
/// [`StoreError`].
pub fn refuse(tx: &mut Tx<'_>, ctr: u64) -> Result<(), StoreError> {
    let sql =
        "UPDATE accepted_own SET body = x'', command = x'', refused = 1, lost = 0 WHERE ctr = ?1";
    tx.sql().prepare_cached(sql)?.execute([sql::int(ctr)])?;
    Ok(())
}

/// Forgets one kept item.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, ctr: u64) -> Result<(), StoreError> {
    tx.sql().prepare_cached("DELETE FROM accepted_own WHERE ctr = ?1")?.execute([sql::int(ctr)])?;
    Ok(())
}

/// Empties the kept items of a document: what they hold is not to be had any more. Their numbers stay, because a server
/// that was put back takes no number without the one before.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    tx.sql()
        .prepare_cached(
            "UPDATE accepted_own SET body = x'', command = x'', refused = 1 WHERE doc = ?1",
        )?
        .execute([doc.blob()])?;
    Ok(())
}

/// Drops kept items whose time is over.
///
/// # Errors
/// [`StoreError`].
pub fn expire(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.sql()
        .prepare_cached("DELETE FROM accepted_own WHERE until < ?1")?
        .execute([now.millis()])?;
    Ok(())
}
