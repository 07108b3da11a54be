//! Flat rows for screens, made anew for a document after each merge and edit; rebuildable from what the store holds.
mod credit;

pub use credit::Authors;

use crate::{
    author::Author,
    store::{
        Read, StoreError, Tx,
        conflict::{self, ConflictRow},
        directory,
        document::{self, DocRow, DocState},
        load, search, view,
    },
};
use satchel_model::{
    cbor,
    crdt::Doc,
    document::{
        DocType,
        card::Card,
        rows::{self, ConflictShown, EntryShown, Rendered},
    },
    id::{DocId, PatientId},
};
use satchel_protocol::command::{event::Topic, reply::PatientLine};

/// Most documents whose lagging views one transaction catches up with.
pub const CATCH_UP_MAX: u32 = 64;

/// Loads a document and makes its rows anew. A document that cannot be rebuilt is marked unreadable; its bytes stay.
///
/// # Errors
/// [`StoreError`] of the database; a broken document is no error here.
pub fn refresh(tx: &mut Tx<'_>, author: &Author, doc: DocId) -> Result<(), StoreError> {
    let Some(row) = document::find(&tx.read(), doc)? else { return Ok(()) };
    if row.doc_type == DocType::Directory.code() {
        return put_directory(tx, &row);
    }
    match rendered(&tx.read(), author, &row) {
        Ok(rendered) => store(tx, &row, rendered),
        Err(StoreError::Document(_) | StoreError::Value(_)) => {
            document::set_state(tx, doc, DocState::Unreadable)?;
            document::set_stale(tx, doc, false)
        }
        Err(other) => Err(other),
    }
}

/// The same with the working document at hand.
///
/// # Errors
/// [`StoreError`].
pub fn refresh_with(
    tx: &mut Tx<'_>,
    author: &Author,
    row: &DocRow,
    working: &Doc,
) -> Result<(), StoreError> {
    let kind = kind_of(row)?;
    let rendered = rows::of(kind, working, &Authors::load(&tx.read(), author, row)?)?;
    store(tx, row, rendered)
}

/// Catches up with lagging views, recently opened documents first; answers how many were made, 0 when none lags.
///
/// # Errors
/// [`StoreError`].
pub fn catch_up(tx: &mut Tx<'_>, author: &Author, limit: u32) -> Result<u32, StoreError> {
    let lagging = document::stale(&tx.read(), limit.min(CATCH_UP_MAX))?;
    let mut made = 0;
    for row in lagging {
        refresh(tx, author, row.doc)?;
        made += 1;
    }
    Ok(made)
}

/// Makes a patient findable by the list row that came ahead of the document. The views still lag.
///
/// # Errors
/// [`StoreError::Value`] if the bytes are no card.
pub fn put_card(tx: &mut Tx<'_>, doc: DocId, card: &[u8]) -> Result<(), StoreError> {
    let card = cbor::decode_lenient(card).map_err(|_| StoreError::Value("card"))?;
    list(tx, doc, card)
}

/// Shows the people and places that came down.
///
/// # Errors
/// [`StoreError`].
pub fn put_directory(tx: &mut Tx<'_>, row: &DocRow) -> Result<(), StoreError> {
    let rows = load::rows(&tx.read(), row)?;
    directory::learn(tx, row.doc, &rows)?;
    document::set_stale(tx, row.doc, false)
}

fn list(tx: &mut Tx<'_>, doc: DocId, card: Card) -> Result<(), StoreError> {
    let patient = PatientId::from_bytes(*doc.as_bytes());
    let name = card.names.first().cloned().unwrap_or_default();
    let line = PatientLine { patient, name, card };
    let body = serde_json::to_string(&line).map_err(|_| StoreError::Value("card"))?;
    search::put(tx, doc, &line.card, &body)
}

fn kind_of(row: &DocRow) -> Result<DocType, StoreError> {
    DocType::from_code(row.doc_type).ok_or(StoreError::Value("document type"))
}

fn rendered(read: &Read<'_>, author: &Author, row: &DocRow) -> Result<Rendered, StoreError> {
    let kind = kind_of(row)?;
    let mut out = if kind.is_crdt() {
        rows::of(kind, &load::working(read, row)?, &Authors::load(read, author, row)?)?
    } else {
        Rendered::default()
    };
    if matches!(kind, DocType::Thread | DocType::Encounter) {
        let entries = load::entries(read, row)?;
        let shown = entries.iter().map(|e| EntryShown {
            value: &e.value,
            unsent: e.seq.is_none(),
            // What waits here is our own.
            role: Some(e.meta.map_or_else(|| author.role.code(), |meta| meta.role)),
        });
        out.rows.extend(rows::of_entries(&shown.collect::<Vec<_>>()));
    }
    Ok(out)
}

fn store(tx: &mut Tx<'_>, row: &DocRow, rendered: Rendered) -> Result<(), StoreError> {
    view::replace(tx, row.doc, row.patient, &rendered.rows)?;
    let open = |c: ConflictShown| ConflictRow {
        doc: row.doc,
        path: c.path,
        decision: c.decision,
        patient: row.patient,
        rule: c.rule,
        body: c.body,
    };
    let conflicts: Vec<ConflictRow> = rendered.conflicts.into_iter().map(open).collect();
    conflict::replace(tx, row.doc, &conflicts)?;
    if let Some(card) = rendered.card {
        list(tx, row.doc, card)?;
    }
    document::set_stale(tx, row.doc, false)
}

/// What a change of a document makes old.
#[must_use]
pub fn topics(row: &DocRow) -> Vec<Topic> {
    let mut out = vec![Topic::Document(row.doc), Topic::Decisions];
    out.extend(row.patient.map(Topic::Patient));
    if row.doc_type == DocType::Admin.code() {
        out.push(Topic::Patients);
    }
    out
}

#[cfg(test)]
mod tests;
