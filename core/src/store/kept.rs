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
    /// Its place in the document's log.
    pub seq: u64,
    /// The document's type number.
    pub doc_type: u16,
    /// Its place in the server's feed.
    pub position: Position,
    /// May go after this moment.
    pub until: Timestamp,
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

/// Keeps an item; one that is kept already stays.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, k: &Kept) -> Result<(), StoreError> {
    let sql = "INSERT INTO accepted_own (ctr, doc, env, sig, body, seq, type, pos_tx, pos_id, until) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING";
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
        k.until.millis()
    ])?;
    Ok(())
}

/// Kept items with a counter above `after`, in order, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn after(read: &Read<'_>, after: u64, limit: u32) -> Result<Vec<Kept>, StoreError> {
    let sql = "SELECT ctr, doc, env, sig, body, seq, type, pos_tx, pos_id, until FROM accepted_own \
               WHERE ctr > ?1 ORDER BY ctr LIMIT ?2";
    sql::all(read.0, sql, params![sql::int(after), limit], |row| {
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
        })
    })
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
