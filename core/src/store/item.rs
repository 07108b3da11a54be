//! Accepted items of a document's log, exactly as the server accepted them.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use minicbor::{Decode, Encode};
use rusqlite::params;
use satchel_model::{
    cbor,
    id::{DeviceId, DocId, Hash, UserId},
    time::Timestamp,
};
use satchel_protocol::env::ItemKind;

/// Who wrote an item and between which moments, with the author spelled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Meta {
    /// The device, or the tenant's id where the server wrote.
    #[n(0)]
    pub device: DeviceId,
    /// The person.
    #[n(1)]
    pub user: UserId,
    /// Number of the role they acted in.
    #[n(2)]
    pub role: u8,
    /// The server had it then: not written later. None for what only this device holds.
    #[n(3)]
    pub received_at: Option<Timestamp>,
    /// Newest server time the device had seen: not written earlier.
    #[n(4)]
    pub beacon_at: Option<Timestamp>,
    /// What the writer's clock said.
    #[n(5)]
    pub t_claim: Timestamp,
    /// Bits of [`satchel_protocol::sync::flag`].
    #[n(6)]
    pub flags: u32,
}

impl Meta {
    /// The bytes as stored.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads stored bytes; none if they are something else.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        cbor::decode(bytes).ok()
    }
}

/// One accepted item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseItem {
    /// Its place in the document's log, from 1.
    pub seq: u64,
    /// What it is.
    pub kind: ItemKind,
    /// Its hash: Automerge's for a change.
    pub hash: Hash,
    /// Its raw bytes.
    pub body: Vec<u8>,
    /// Who and when.
    pub meta: Meta,
}

fn row(row: &rusqlite::Row<'_>) -> Result<BaseItem, StoreError> {
    let kind: u8 = sql::uint(row, 1, "item kind")?;
    Ok(BaseItem {
        seq: sql::uint(row, 0, "item seq")?,
        kind: ItemKind::from_code(kind).ok_or(StoreError::Value("item kind"))?,
        hash: sql::get(row, 2, "item hash")?,
        body: row.get(3)?,
        meta: Meta::decode(&row.get::<_, Vec<u8>>(4)?).ok_or(StoreError::Value("item meta"))?,
    })
}

/// Adds an accepted item; an item that is there already is left as it is (a frame may come twice).
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, doc: DocId, epoch: u32, item: &BaseItem) -> Result<(), StoreError> {
    let sql = "INSERT INTO base_item (doc, epoch, seq, kind, hash, body, meta) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
    tx.sql().prepare_cached(sql)?.execute(params![
        doc.blob(),
        epoch,
        sql::int(item.seq),
        item.kind.code(),
        item.hash.blob(),
        item.body,
        item.meta.encode()
    ])?;
    Ok(())
}

/// Items of a document after place `after`, in log order.
///
/// # Errors
/// [`StoreError`].
pub fn after(
    read: &Read<'_>,
    doc: DocId,
    epoch: u32,
    after: u64,
) -> Result<Vec<BaseItem>, StoreError> {
    let sql = "SELECT seq, kind, hash, body, meta FROM base_item \
               WHERE doc = ?1 AND epoch = ?2 AND seq > ?3 ORDER BY seq";
    sql::all(read.0, sql, params![doc.blob(), epoch, sql::int(after)], row)
}

/// The accepted item with this hash.
///
/// # Errors
/// [`StoreError`].
pub fn by_hash(read: &Read<'_>, doc: DocId, hash: Hash) -> Result<Option<BaseItem>, StoreError> {
    let sql = "SELECT seq, kind, hash, body, meta FROM base_item WHERE doc = ?1 AND hash = ?2";
    sql::first(read.0, sql, [doc.blob(), hash.blob()], row)
}

/// Forgets the items of a document up to place `upto`; a snapshot holds them now. Entries and rows stay: they are not
/// part of it.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, doc: DocId, upto: u64) -> Result<(), StoreError> {
    let sql = "DELETE FROM base_item WHERE doc = ?1 AND seq <= ?2 AND kind = 1";
    tx.sql().prepare_cached(sql)?.execute(params![doc.blob(), sql::int(upto)])?;
    Ok(())
}

/// Forgets everything accepted of a document, entries and rows too: another incarnation takes its place.
///
/// # Errors
/// [`StoreError`].
pub fn forget_all(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM base_item WHERE doc = ?1",
        "DELETE FROM snapshot WHERE doc = ?1",
        "DELETE FROM doc_actor WHERE doc = ?1",
        "DELETE FROM change_note WHERE doc = ?1",
    ] {
        tx.sql().prepare_cached(sql)?.execute([doc.blob()])?;
    }
    Ok(())
}

/// Remembers who and when of one change inside a snapshot.
///
/// # Errors
/// [`StoreError`].
pub fn put_note(tx: &mut Tx<'_>, doc: DocId, change: Hash, meta: &Meta) -> Result<(), StoreError> {
    let sql = "INSERT INTO change_note (doc, change, meta) VALUES (?1, ?2, ?3) \
               ON CONFLICT (doc, change) DO UPDATE SET meta = ?3";
    sql::exactly(tx.sql(), 1, "change note", sql, params![doc.blob(), change.blob(), meta.encode()])
}

/// Who and when of a change: of an item in the log, or a note about one inside a snapshot.
///
/// # Errors
/// [`StoreError`].
pub fn meta_of(read: &Read<'_>, doc: DocId, change: Hash) -> Result<Option<Meta>, StoreError> {
    let sql = "SELECT meta FROM base_item WHERE doc = ?1 AND hash = ?2 \
               UNION ALL SELECT meta FROM change_note WHERE doc = ?1 AND change = ?2";
    sql::first(read.0, sql, [doc.blob(), change.blob()], |row| {
        Meta::decode(&row.get::<_, Vec<u8>>(0)?).ok_or(StoreError::Value("item meta"))
    })
}
