//! The saved form of a document: kept sealed, made from the newest kept one and the items after it.
use super::{
    full::{self, Authors, Way},
    hot,
};
use crate::{
    http::problem::Failure,
    seal::{self, Place},
    state::State,
};
use satchel_model::{
    cbor,
    crdt::Doc,
    document::conflict,
    hash,
    id::Hash,
    policy::{Permit, Read},
};
use satchel_protocol::{
    env::ItemKind,
    problem::ErrorCode,
    sync::{Document, ItemMeta, Note},
};
use satchel_server_store::{
    Tx,
    change::{self, Change, Span},
    document::Document as Row,
    snapshot::Snapshot,
};
use satchel_vault::seal::Purpose;
use std::{collections::BTreeMap, sync::Arc};

const fn place(row: &Row, upto_seq: u64) -> Place {
    Place {
        purpose: Purpose::Snapshot,
        tenant: row.tenant,
        doc: row.doc,
        epoch: row.epoch,
        seq: upto_seq,
        hash: Hash::ZERO,
    }
}

/// What a kept snapshot holds, if it is of this epoch and still whole; a damaged one is made anew from the log.
#[must_use]
pub fn open(
    permit: &Permit<Read>,
    key: &seal::DocKey,
    row: &Row,
    kept: &Snapshot,
) -> Option<Document> {
    if kept.epoch != row.epoch {
        return None;
    }
    let raw = seal::open(permit, key, &place(row, kept.upto_seq), &kept.body).ok()?;
    let whole = hash::sha256(&[&raw]) == kept.sha256;
    whole.then(|| cbor::decode_lenient(&raw).ok()).flatten()
}

/// The document at the end of the log, from its newest snapshot and the items after it.
/// # Errors
/// A store failure, or `internal` for content that does not open or apply.
pub async fn load(
    tx: &mut Tx,
    permit: &Permit<Read>,
    row: &Row,
    key: &seal::DocKey,
) -> Result<Doc, Failure> {
    let kept = satchel_server_store::snapshot::list(tx, std::slice::from_ref(permit)).await?;
    let kept = kept.first().and_then(|kept| open(permit, key, row, kept));
    let kept = kept.filter(|d| d.to_seq <= row.head_seq);
    let base = kept.as_ref().and_then(|d| Doc::load(&d.bytes).ok().map(|doc| (d.to_seq, doc)));
    let from_seq = base.as_ref().map_or(1, |(seq, _)| seq + 1);
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq, to_seq: row.head_seq };
    let items = change::list(tx, permit, &span).await?;
    hot::replay(permit, row, key, base.map(|(_, doc)| doc), &items)
}

/// The full as of `to_seq`; worth keeping if that is the log's end.
/// # Errors
/// A store failure, or `internal` for content that does not open or apply.
pub async fn make(
    state: &State,
    tx: &mut Tx,
    way: &Way<'_>,
    to_seq: u64,
    base: Option<Document>,
) -> Result<(Document, Option<Snapshot>), Failure> {
    if let Some(base) = base.filter(|d| d.to_seq < to_seq)
        && let Some(document) = build(state, tx, way, to_seq, Some(base)).await?
    {
        return Ok(keep(state, way, document));
    }
    let document = build(state, tx, way, to_seq, None).await?;
    Ok(keep(state, way, document.ok_or(ErrorCode::Internal)?))
}

fn keep(state: &State, way: &Way<'_>, document: Document) -> (Document, Option<Snapshot>) {
    let row = way.row;
    if document.to_seq != row.head_seq {
        return (document, None);
    }
    let raw = cbor::encode(&document);
    let made = Snapshot {
        doc: row.doc,
        epoch: row.epoch,
        upto_seq: document.to_seq,
        body: seal::close(state, way.key, &place(row, document.to_seq), &raw),
        raw_len: u64::try_from(document.bytes.len()).unwrap_or(0),
        sha256: hash::sha256(&[&raw]),
    };
    (document, Some(made))
}

/// The full on top of `base`; `None` if that does not know the author of a value that stands in a conflict by now.
async fn build(
    state: &State,
    tx: &mut Tx,
    way: &Way<'_>,
    to_seq: u64,
    base: Option<Document>,
) -> Result<Option<Document>, Failure> {
    let row = way.row;
    let from_seq = base.as_ref().map_or(1, |d| d.to_seq + 1);
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq, to_seq };
    let items = change::list(tx, way.permit, &span).await?;
    let held = state.sync.docs.get(row).filter(|hot| hot.seq == to_seq).map(|hot| hot.doc);
    let doc = match (held, &base) {
        (Some(doc), _) => doc,
        (None, Some(base)) => {
            let Ok(doc) = Doc::load(&base.bytes) else { return Ok(None) };
            Arc::new(hot::replay(way.permit, row, way.key, Some(doc), &items)?)
        }
        (None, None) => Arc::new(hot::replay(way.permit, row, way.key, None, &items)?),
    };
    let is_whole = base.is_none();
    let mut document = base.unwrap_or_else(|| full::shell(row));
    let mut authors = Authors { list: std::mem::take(&mut document.authors) };
    let mut metas: BTreeMap<Hash, ItemMeta> =
        document.notes.iter().map(|note| (note.change, note.meta)).collect();
    for item in items.iter().filter(|i| i.kind == ItemKind::Change) {
        metas.insert(item.hash, full::meta(item, &mut authors)?.0);
    }
    let Some(notes) = notes(row, &doc, &metas, is_whole) else { return Ok(None) };
    let entries: Vec<&Change> = items.iter().filter(|i| i.kind != ItemKind::Change).collect();
    document.items.extend(full::opened(way, &entries, &mut authors, None)?);
    document.notes = notes;
    document.authors = authors.list;
    document.from_seq = 1;
    document.to_seq = to_seq;
    document.fp = hash::fingerprint(row.doc, row.epoch, to_seq, &doc.heads());
    document.env_root = full::env_root(document.env_root, &items);
    document.bytes = doc.save().into();
    Ok(Some(document))
}

/// Who and when of the changes that stand in an open conflict; `None` if one of them is not known here and should be.
fn notes(
    row: &Row,
    doc: &Doc,
    metas: &BTreeMap<Hash, ItemMeta>,
    is_whole: bool,
) -> Option<Vec<Note>> {
    let mut out: BTreeMap<Hash, Note> = BTreeMap::new();
    for alternative in conflict::open(row.kind, doc).into_iter().flat_map(|c| c.alternatives) {
        let change = alternative.change;
        match metas.get(&change) {
            Some(meta) => drop(out.insert(change, Note { change, meta: *meta })),
            // The genesis has no author; everything else is in a whole log.
            None if is_whole => {}
            None => return None,
        }
    }
    Some(out.into_values().collect())
}
