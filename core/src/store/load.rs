//! A document from its stored parts: base is what the server accepted, working is base and what this device adds.
use super::{
    Read, StoreError,
    document::DocRow,
    item,
    pending::{self, PendingItem, PendingState},
    snapshot,
};
use satchel_model::{
    cbor,
    crdt::{Doc, Guarded, Limits},
    document::{self, DocType},
    hash,
    id::DocId,
    row::Row,
};
use satchel_protocol::env::ItemKind;
use std::collections::BTreeSet;

/// The document as the server accepted it, up to the newest item held.
///
/// # Errors
/// [`StoreError::Document`] if the stored bytes do not make one, or another one than the server told; they stay where
/// they are.
pub fn base(read: &Read<'_>, row: &DocRow) -> Result<Doc, StoreError> {
    let kind = DocType::from_code(row.doc_type).ok_or(StoreError::Value("document type"))?;
    let held = snapshot::find(read, row.doc)?.filter(|s| s.epoch == row.epoch);
    let (mut doc, upto) = match held {
        Some(s) => (Doc::load(&s.body).map_err(broken)?, s.upto_seq),
        None => (document::genesis_of(kind, row.schema, row.doc, row.epoch), 0),
    };
    let items = item::after(read, row.doc, row.epoch, upto)?;
    let changes = items.into_iter().filter(|i| i.kind == ItemKind::Change).map(|i| i.body);
    apply(&mut doc, changes)?;
    // A downloaded state has no guard of its own: its signature and this fingerprint stand for it.
    let ours = hash::fingerprint(row.doc, row.epoch, row.base_seq, &doc.heads());
    if row.fp.is_some_and(|told| told != ours) {
        return Err(broken("not the state whose fingerprint the server told"));
    }
    Ok(doc)
}

/// The document as the person sees it: base, and on it everything of this device that is not refused.
///
/// # Errors
/// [`StoreError::Document`] if the stored bytes do not make one.
pub fn working(read: &Read<'_>, row: &DocRow) -> Result<Doc, StoreError> {
    let mut doc = base(read, row)?;
    // What goes up again is in the base already, or it was refused and has no body.
    let again = |p: &PendingItem| p.state == PendingState::Again;
    let counts = |p: &PendingItem| !again(p) || !(p.body.is_empty() || doc.knows(&p.hash));
    let mut own = unsettled(read, row.doc)?;
    own.retain(counts);
    apply(&mut doc, own.into_iter().map(|p| p.body))?;
    Ok(doc)
}

/// Own changes of a document that still count, in order.
fn unsettled(read: &Read<'_>, doc: DocId) -> Result<Vec<PendingItem>, StoreError> {
    let items = pending::of_doc(read, doc)?.into_iter();
    Ok(items.filter(|p| p.kind == ItemKind::Change && p.state != PendingState::Dead).collect())
}

fn apply(doc: &mut Doc, bodies: impl Iterator<Item = Vec<u8>>) -> Result<(), StoreError> {
    // Guarded again: bytes from disk are no more trusted than bytes from the wire, and it costs microseconds.
    let guarded = bodies
        .map(|body| Guarded::new(body, &Limits::SERVER).map_err(broken))
        .collect::<Result<Vec<_>, _>>()?;
    if guarded.is_empty() {
        return Ok(());
    }
    doc.apply(&guarded).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> StoreError {
    StoreError::Document(error.to_string())
}

/// One entry of a log document, with who wrote it.
pub struct LogEntry {
    /// Place in the log; none while it waits for a verdict.
    pub seq: Option<u64>,
    /// The canonical value, without its nonce.
    pub value: Vec<u8>,
    /// Who and when; none for our own that wait.
    pub meta: Option<item::Meta>,
    /// Device clock, for our own.
    pub at: Option<satchel_model::time::Timestamp>,
}

/// The rows of a document in the order of its log. One of a newer version of this program is passed over: its bytes stay.
///
/// # Errors
/// [`StoreError`].
pub fn rows(read: &Read<'_>, row: &DocRow) -> Result<Vec<Row>, StoreError> {
    let mut out = Vec::new();
    for item in item::after(read, row.doc, row.epoch, 0)? {
        if item.kind == ItemKind::Row {
            let value = satchel_protocol::env::unwrap(&item.body).map(|(_, value)| value);
            out.extend(value.and_then(cbor::decode_lenient::<Row>));
        }
    }
    Ok(out)
}

/// The entries of a document in order, accepted ones first, then our own that wait.
///
/// # Errors
/// [`StoreError::Value`] for a body that is no entry.
pub fn entries(read: &Read<'_>, row: &DocRow) -> Result<Vec<LogEntry>, StoreError> {
    let value = |body: &[u8]| {
        satchel_protocol::env::unwrap(body)
            .map(|(_, value)| value.to_vec())
            .map_err(|_| StoreError::Value("entry"))
    };
    let mut out = Vec::new();
    let mut held = BTreeSet::new();
    for i in item::after(read, row.doc, row.epoch, 0)? {
        if i.kind == ItemKind::Entry {
            held.insert(i.hash);
            let value = value(&i.body)?;
            out.push(LogEntry { seq: Some(i.seq), value, meta: Some(i.meta), at: None });
        }
    }
    for p in pending::of_doc(read, row.doc)? {
        let again = p.state == PendingState::Again;
        let counts = !again || !(p.body.is_empty() || held.contains(&p.hash));
        if p.kind == ItemKind::Entry && p.state != PendingState::Dead && counts {
            let value = value(&p.body)?;
            out.push(LogEntry { seq: None, value, meta: None, at: Some(p.at) });
        }
    }
    Ok(out)
}
