//! What the device holds of each document.
use super::{
    Read, StoreError, Tx, digest,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{DocId, Fingerprint, Hash, PatientId},
    time::Timestamp,
};

/// What may be done with a document here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocState {
    /// Open for changes.
    Live,
    /// Signed: addenda only.
    Final,
    /// Under repair at the server: changes wait.
    Frozen,
    /// Erased: content gone for ever.
    Erased,
    /// May be looked at, not changed: the right to write has ended.
    ReadOnly,
    /// Its bytes do not make a document; they are kept.
    Unreadable,
}

impl DocState {
    /// The number in the table.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Live => 1,
            Self::Final => 2,
            Self::Frozen => 3,
            Self::Erased => 4,
            Self::ReadOnly => 5,
            Self::Unreadable => 6,
        }
    }

    /// The state with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Live),
            2 => Some(Self::Final),
            3 => Some(Self::Frozen),
            4 => Some(Self::Erased),
            5 => Some(Self::ReadOnly),
            6 => Some(Self::Unreadable),
            _ => None,
        }
    }
}

/// One document as held here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocRow {
    /// Which document.
    pub doc: DocId,
    /// Its type number.
    pub doc_type: u16,
    /// Whom it is about.
    pub patient: Option<PatientId>,
    /// Its incarnation.
    pub epoch: u32,
    /// The schema its genesis was born with.
    pub schema: u16,
    /// What may be done with it.
    pub state: DocState,
    /// Newest accepted item held; 0 = none.
    pub base_seq: u64,
    /// Fingerprint as told by the server.
    pub fp: Option<Fingerprint>,
    /// Running hash over its accepted envelopes, as told by the server.
    pub env_root: Option<Hash>,
    /// Role number of the grant; none = made here and not yet confirmed.
    pub role: Option<u8>,
    /// End of the grant.
    pub until: Option<Timestamp>,
    /// The list row of an admin document, canonical CBOR.
    pub card: Option<Vec<u8>>,
    /// Views lag behind base and pending.
    pub stale: bool,
}

impl DocRow {
    /// A document that this device just made: nothing accepted yet.
    #[must_use]
    pub const fn new(doc: DocId, doc_type: u16, patient: Option<PatientId>) -> Self {
        Self {
            doc,
            doc_type,
            patient,
            epoch: 0,
            schema: 1,
            state: DocState::Live,
            base_seq: 0,
            fp: None,
            env_root: None,
            role: None,
            until: None,
            card: None,
            stale: false,
        }
    }
}

/// A query over all columns of `document`, so that the list stands in one place.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT doc, type, patient, epoch, schema, state, base_seq, fp, env_root, role, until, card, stale",
            " FROM document ",
            $rest
        )
    };
}

// Asked at every contact: each has an index that holds these rows alone, named so that no planner walks over the others.
const UNREADABLE: &str =
    select!("INDEXED BY document_unreadable WHERE state = 6 ORDER BY doc LIMIT ?1");
const STRAYS: &str = select!(
    "INDEXED BY document_stray WHERE fp IS NULL AND base_seq > 0 AND state IN (1, 2, 3) ORDER BY doc LIMIT ?1"
);

fn row(row: &rusqlite::Row<'_>) -> Result<DocRow, StoreError> {
    let state: u8 = sql::uint(row, 5, "document state")?;
    Ok(DocRow {
        doc: sql::get(row, 0, "document id")?,
        doc_type: sql::uint(row, 1, "document type")?,
        patient: sql::get_opt(row, 2, "patient id")?,
        epoch: sql::uint(row, 3, "epoch")?,
        schema: sql::uint(row, 4, "schema")?,
        state: DocState::from_code(state).ok_or(StoreError::Value("document state"))?,
        base_seq: sql::uint(row, 6, "base seq")?,
        fp: sql::get_opt(row, 7, "fingerprint")?,
        env_root: sql::get_opt(row, 8, "env root")?,
        role: row.get(9)?,
        until: row.get::<_, Option<i64>>(10)?.map(Timestamp::from_millis),
        card: row.get(11)?,
        stale: row.get(12)?,
    })
}

/// The document, if it is held here.
///
/// # Errors
/// [`StoreError`].
pub fn find(read: &Read<'_>, doc: DocId) -> Result<Option<DocRow>, StoreError> {
    let sql = select!("WHERE doc = ?1");
    sql::first(read.0, sql, [doc.blob()], row)
}

/// The documents of a patient, of one type or (0) of all.
///
/// # Errors
/// [`StoreError`].
pub fn of_patient(
    read: &Read<'_>,
    patient: PatientId,
    doc_type: u16,
) -> Result<Vec<DocRow>, StoreError> {
    let sql = select!("WHERE patient = ?1 AND (?2 = 0 OR type = ?2) ORDER BY doc");
    sql::all(read.0, sql, params![patient.blob(), doc_type], row)
}

/// All documents after `after` in id order, at most `limit`: for digests and repair.
///
/// # Errors
/// [`StoreError`].
pub fn page(read: &Read<'_>, after: Option<DocId>, limit: u32) -> Result<Vec<DocRow>, StoreError> {
    let sql = select!("WHERE doc > ?1 ORDER BY doc LIMIT ?2");
    let after = after.map_or_else(Vec::new, |doc| doc.as_bytes().to_vec());
    sql::all(read.0, sql, params![after, limit], row)
}

/// Documents whose views lag, recently opened first, then the newest, at most `limit`. In the order of their index and
/// no finer: after a first download nearly all were never opened, and a second term would sort them all for every page.
///
/// # Errors
/// [`StoreError`].
pub fn stale(read: &Read<'_>, limit: u32) -> Result<Vec<DocRow>, StoreError> {
    let sql = select!("WHERE stale = 1 ORDER BY opened_at DESC LIMIT ?1");
    sql::all(read.0, sql, [limit], row)
}

/// How many documents are held.
///
/// # Errors
/// [`StoreError`].
pub fn count(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT documents FROM tally";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "count"))?.unwrap_or(0))
}

/// How many documents have views that lag.
///
/// # Errors
/// [`StoreError`].
pub fn behind(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT behind FROM tally";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "count"))?.unwrap_or(0))
}

/// Documents whose bytes do not make one, at most `limit`: to be asked for anew.
///
/// # Errors
/// [`StoreError`].
pub fn unreadable(read: &Read<'_>, limit: u32) -> Result<Vec<DocRow>, StoreError> {
    sql::all(read.0, UNREADABLE, [limit], row)
}

/// Documents that the server did not have when this copy was compared with its own, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn strays(read: &Read<'_>, limit: u32) -> Result<Vec<DocRow>, StoreError> {
    sql::all(read.0, STRAYS, [limit], row)
}

/// Writes the document's row whole.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, d: &DocRow) -> Result<(), StoreError> {
    let before = digest::of(&tx.read(), d.doc)?;
    let after = d.fp.filter(|_| digest::counts(d.state)).map(|fp| (d.doc_type, fp));
    digest::moved(tx, before, after)?;
    let sql = include_str!("sql/document_put.sql");
    sql::exactly(
        tx.sql(),
        1,
        "document put",
        sql,
        params![
            d.doc.blob(),
            d.doc_type,
            d.patient.as_ref().map(Blob::blob),
            d.epoch,
            d.schema,
            d.state.code(),
            sql::int(d.base_seq),
            d.fp.as_ref().map(Blob::blob),
            d.env_root.as_ref().map(Blob::blob),
            d.role,
            d.until.map(Timestamp::millis),
            d.card,
            d.stale
        ],
    )
}

/// Moves a document to another state.
///
/// # Errors
/// [`StoreError::Rows`] if the document is not held.
pub fn set_state(tx: &mut Tx<'_>, doc: DocId, state: DocState) -> Result<(), StoreError> {
    let before = digest::of(&tx.read(), doc)?;
    let sql = "UPDATE document SET state = ?2 WHERE doc = ?1";
    sql::exactly(tx.sql(), 1, "document state", sql, params![doc.blob(), state.code()])?;
    let after = digest::of(&tx.read(), doc)?;
    digest::moved(tx, before, after)
}

/// Says whether the views of a document lag.
///
/// # Errors
/// [`StoreError::Rows`] if the document is not held.
pub fn set_stale(tx: &mut Tx<'_>, doc: DocId, stale: bool) -> Result<(), StoreError> {
    let sql = "UPDATE document SET stale = ?2 WHERE doc = ?1";
    sql::exactly(tx.sql(), 1, "document stale", sql, params![doc.blob(), stale])
}

/// Remembers that a person opened the document.
///
/// # Errors
/// [`StoreError::Rows`] if the document is not held.
pub fn set_opened(tx: &mut Tx<'_>, doc: DocId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE document SET opened_at = ?2 WHERE doc = ?1";
    sql::exactly(tx.sql(), 1, "document opened", sql, params![doc.blob(), at.millis()])
}

/// Takes a document's base, views, search row and conflicts away: the right to hold them ended.
///
/// Pending and quarantined commands stay until they are settled; nothing unsent is dropped. Absent is fine.
///
/// # Errors
/// [`StoreError`].
pub fn purge(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    super::search::remove(tx, doc)?;
    let before = digest::of(&tx.read(), doc)?;
    digest::moved(tx, before, None)?;
    for sql in [
        "DELETE FROM view_item WHERE doc = ?1",
        "DELETE FROM conflict WHERE doc = ?1",
        "DELETE FROM base_item WHERE doc = ?1",
        "DELETE FROM snapshot WHERE doc = ?1",
        "DELETE FROM doc_actor WHERE doc = ?1",
        "DELETE FROM change_note WHERE doc = ?1",
        "DELETE FROM grant_held WHERE doc = ?1",
        "DELETE FROM document WHERE doc = ?1",
    ] {
        tx.sql().prepare_cached(sql)?.execute([doc.blob()])?;
    }
    Ok(())
}
