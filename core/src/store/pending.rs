//! Own items without a settled verdict, in counter order over all documents.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{DocId, Hash, Signature},
    time::Timestamp,
};
use satchel_protocol::env::ItemKind;

/// How far an own item has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingState {
    /// Saved on this device.
    Saved,
    /// Accepted at this place; the base does not reach it yet.
    Sent(u64),
    /// Taken by the server, undecided.
    Held,
    /// Refused or cut off by a refusal, replaced by a newer item or quarantined; still goes up because the counter has
    /// no holes.
    Dead,
    /// Accepted before by a server that was put back to an older state since; goes up again as it is.
    Again,
}

impl PendingState {
    /// The number in the table.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Saved => 1,
            Self::Sent(_) => 2,
            Self::Held => 3,
            Self::Dead => 4,
            Self::Again => 5,
        }
    }

    const fn seq(self) -> Option<u64> {
        match self {
            Self::Sent(seq) => Some(seq),
            Self::Saved | Self::Held | Self::Dead | Self::Again => None,
        }
    }
}

/// An item's place in a batch over several documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingBatch {
    /// Counter of the batch's first item, which names the batch.
    pub first: u64,
    /// 0-based place.
    pub index: u8,
    /// How many belong together.
    pub count: u8,
}

/// One own item with the command behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingItem {
    /// Device counter.
    pub ctr: u64,
    /// The document.
    pub doc: DocId,
    /// Its type number.
    pub doc_type: u16,
    /// Its incarnation.
    pub epoch: u32,
    /// What the item is.
    pub kind: ItemKind,
    /// The item's hash.
    pub hash: Hash,
    /// Its batch, if it has partners.
    pub batch: Option<PendingBatch>,
    /// Number of the command; 0 = none.
    pub cmd_kind: u16,
    /// Canonical `[nonce, command]`; empty = none.
    pub command: Vec<u8>,
    /// The item's raw bytes.
    pub body: Vec<u8>,
    /// Its canonical envelope.
    pub env: Vec<u8>,
    /// The device's signature over it.
    pub sig: Signature,
    /// How far it has come.
    pub state: PendingState,
    /// Refusals so far of the command behind it.
    pub tries: u8,
    /// Device clock when it was saved.
    pub at: Timestamp,
}

/// A query over all columns of `pending`.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT ctr, doc, type, epoch, kind, hash, batch_first, batch_index, batch_count, cmd_kind, command,",
            " body, env, sig, state, seq, tries, at FROM pending ",
            $rest
        )
    };
}

fn row(row: &rusqlite::Row<'_>) -> Result<PendingItem, StoreError> {
    let kind: u8 = sql::uint(row, 4, "item kind")?;
    let batch = match row.get::<_, Option<i64>>(6)? {
        None => None,
        Some(_) => Some(PendingBatch {
            first: sql::uint(row, 6, "batch")?,
            index: sql::uint(row, 7, "batch")?,
            count: sql::uint(row, 8, "batch")?,
        }),
    };
    let state = match row.get::<_, u8>(14)? {
        1 => PendingState::Saved,
        2 => PendingState::Sent(sql::uint(row, 15, "item seq")?),
        3 => PendingState::Held,
        4 => PendingState::Dead,
        5 => PendingState::Again,
        _ => return Err(StoreError::Value("pending state")),
    };
    Ok(PendingItem {
        ctr: sql::uint(row, 0, "counter")?,
        doc: sql::get(row, 1, "document id")?,
        doc_type: sql::uint(row, 2, "document type")?,
        epoch: sql::uint(row, 3, "epoch")?,
        kind: ItemKind::from_code(kind).ok_or(StoreError::Value("item kind"))?,
        hash: sql::get(row, 5, "item hash")?,
        batch,
        cmd_kind: sql::uint(row, 9, "command kind")?,
        command: row.get(10)?,
        body: row.get(11)?,
        env: row.get(12)?,
        sig: sql::get(row, 13, "signature")?,
        state,
        tries: sql::uint(row, 16, "tries")?,
        at: Timestamp::from_millis(row.get(17)?),
    })
}

/// Adds an item. Its counter must be the next one: [`super::cursor::chain`] gives it, and the caller moves the chain.
///
/// # Errors
/// [`StoreError`] if the counter is taken.
pub fn put(tx: &mut Tx<'_>, p: &PendingItem) -> Result<(), StoreError> {
    let sql = include_str!("sql/pending_put.sql");
    let params = params![
        sql::int(p.ctr),
        p.doc.blob(),
        p.doc_type,
        p.epoch,
        p.kind.code(),
        p.hash.blob(),
        p.batch.map(|b| sql::int(b.first)),
        p.batch.map(|b| b.index),
        p.batch.map(|b| b.count),
        p.cmd_kind,
        p.command,
        p.body,
        p.env,
        p.sig.blob(),
        p.state.code(),
        p.state.seq().map(sql::int),
        p.tries,
        p.at.millis()
    ];
    sql::exactly(tx.sql(), 1, "pending put", sql, params)
}

/// Items with a counter above `after`, in order, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn after(read: &Read<'_>, after: u64, limit: u32) -> Result<Vec<PendingItem>, StoreError> {
    let sql = select!("WHERE ctr > ?1 ORDER BY ctr LIMIT ?2");
    sql::all(read.0, sql, params![sql::int(after), limit], row)
}

/// Items of one document, in order.
///
/// # Errors
/// [`StoreError`].
pub fn of_doc(read: &Read<'_>, doc: DocId) -> Result<Vec<PendingItem>, StoreError> {
    sql::all(read.0, select!("WHERE doc = ?1 ORDER BY ctr"), [doc.blob()], row)
}

/// Items of one batch, in order.
///
/// # Errors
/// [`StoreError`].
pub fn of_batch(read: &Read<'_>, first: u64) -> Result<Vec<PendingItem>, StoreError> {
    // A batch is dense in counters and at most eight long, so the primary key finds it.
    let sql = select!("WHERE ctr BETWEEN ?1 AND ?1 + 7 AND batch_first = ?1 ORDER BY ctr");
    sql::all(read.0, sql, [sql::int(first)], row)
}

/// The item with this counter.
///
/// # Errors
/// [`StoreError`].
pub fn find(read: &Read<'_>, ctr: u64) -> Result<Option<PendingItem>, StoreError> {
    sql::first(read.0, select!("WHERE ctr = ?1"), [sql::int(ctr)], row)
}

/// The own item of a document with this hash.
///
/// # Errors
/// [`StoreError`].
pub fn by_hash(read: &Read<'_>, doc: DocId, hash: Hash) -> Result<Option<PendingItem>, StoreError> {
    sql::first(read.0, select!("WHERE doc = ?1 AND hash = ?2"), [doc.blob(), hash.blob()], row)
}

/// Moves an item to another state.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such item.
pub fn set_state(tx: &mut Tx<'_>, ctr: u64, state: PendingState) -> Result<(), StoreError> {
    let sql = "UPDATE pending SET state = ?2, seq = ?3 WHERE ctr = ?1";
    let params = params![sql::int(ctr), state.code(), state.seq().map(sql::int)];
    sql::exactly(tx.sql(), 1, "pending state", sql, params)
}

/// Takes an item's content away; it still goes up, because the counter has no holes, and is refused whatever it was.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such item.
pub fn empty(tx: &mut Tx<'_>, ctr: u64) -> Result<(), StoreError> {
    let sql = "UPDATE pending SET state = 4, seq = NULL, command = x'', body = x'' WHERE ctr = ?1";
    sql::exactly(tx.sql(), 1, "pending empty", sql, [sql::int(ctr)])
}

/// Whether every counter from `from` up to but without `upto` waits or was accepted lately.
///
/// # Errors
/// [`StoreError`].
pub fn dense(read: &Read<'_>, from: u64, upto: u64) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM pending WHERE ctr >= ?1 AND ctr < ?2";
    let params = params![sql::int(from), sql::int(upto)];
    let n: u64 = sql::first(read.0, sql, params, |row| sql::uint(row, 0, "count"))?.unwrap_or(0);
    Ok(n == upto.saturating_sub(from))
}

/// Lets items go up again that a server took undecided from a counter on.
///
/// # Errors
/// [`StoreError`].
pub fn release(tx: &mut Tx<'_>, from: u64) -> Result<(), StoreError> {
    let sql = "UPDATE pending SET state = 1 WHERE ctr >= ?1 AND state = 3";
    tx.sql().prepare_cached(sql)?.execute([sql::int(from)])?;
    Ok(())
}

/// Takes a settled item away.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such item.
pub fn remove(tx: &mut Tx<'_>, ctr: u64) -> Result<(), StoreError> {
    sql::exactly(
        tx.sql(),
        1,
        "pending remove",
        "DELETE FROM pending WHERE ctr = ?1",
        [sql::int(ctr)],
    )
}

/// What the outbox holds, for HELLO and for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outbox {
    /// Items not yet accepted or refused, audit entries included.
    pub count: u64,
    /// Bytes of their bodies and envelopes.
    pub bytes: u64,
    /// Smallest counter among them; 0 = none.
    pub min_ctr: u64,
    /// Largest counter among them; 0 = none.
    pub max_ctr: u64,
}

/// What waits, as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Saved ones that a person would call their own change: no audit entries, no asking for documents.
    pub changes: u64,
    /// Audit entries.
    pub audit: u64,
}

/// What waits, counted without reading the items.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(read: &Read<'_>) -> Result<Waiting, StoreError> {
    let found = sql::first(read.0, include_str!("sql/pending_waiting.sql"), [], |row| {
        Ok(Waiting { changes: sql::uint(row, 0, "count")?, audit: sql::uint(row, 1, "count")? })
    })?;
    Ok(found.unwrap_or_default())
}

/// What waits for a verdict.
///
/// # Errors
/// [`StoreError`].
pub fn outbox(read: &Read<'_>) -> Result<Outbox, StoreError> {
    let sql = include_str!("sql/pending_outbox.sql");
    let found = sql::first(read.0, sql, [], |row| {
        Ok(Outbox {
            count: sql::uint(row, 0, "count")?,
            bytes: sql::uint(row, 1, "bytes")?,
            min_ctr: sql::uint(row, 2, "counter")?,
            max_ctr: sql::uint(row, 3, "counter")?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// How many items the server accepted that the base does not reach yet.
///
/// # Errors
/// [`StoreError`].
pub fn sent(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM pending WHERE state = 2 AND type <> 10";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "count"))?.unwrap_or(0))
}
