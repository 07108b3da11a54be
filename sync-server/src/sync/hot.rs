//! Loaded documents kept for the next push, and the way back to one from its log.
use super::{limit, lru::Lru, saved};
use crate::{
    authz::{Facts, Subject},
    http::problem::Failure,
    seal::{self, DocKey, Place},
    state::State,
};
use satchel_model::{
    crdt::{Doc, Guarded, Limits},
    document as model,
    id::{ActorId, DocId},
    policy::{Permit, Read},
};
use satchel_protocol::{env::ItemKind, problem::ErrorCode};
use satchel_server_store::{
    Tx,
    actor::{self, Actor},
    change::Change,
    document::Document,
};
use satchel_vault::seal::Purpose;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// A document as of one place in its log.
#[derive(Clone)]
pub struct Hot {
    /// Its incarnation.
    pub epoch: u32,
    /// The place.
    pub seq: u64,
    /// Its state.
    pub doc: Arc<Doc>,
    /// Its actors.
    pub actors: BTreeMap<ActorId, Actor>,
}

/// The documents used last, by bytes.
pub struct HotCache(Mutex<Lru<DocId, Hot>>);

impl Default for HotCache {
    fn default() -> Self {
        Self(Mutex::new(Lru::new(limit::HOT_BYTES)))
    }
}

/// What a loaded document takes in memory, by experience: about ten times its log, and something for itself.
fn weight(bytes_log: u64) -> usize {
    usize::try_from(bytes_log).unwrap_or(usize::MAX / 16).saturating_mul(8).saturating_add(8_192)
}

impl HotCache {
    /// A cache of at most so many bytes.
    #[must_use]
    pub fn new(bytes_max: usize) -> Self {
        Self(Mutex::new(Lru::new(bytes_max)))
    }

    /// How many documents are held, and their bytes.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size()
    }

    /// The document as it stands in `row`, if it is held.
    pub fn get(&self, row: &Document) -> Option<Hot> {
        let hot = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(row.doc)?;
        (hot.epoch == row.epoch && hot.seq == row.head_seq).then_some(hot)
    }

    /// Keeps a document as it stands in `row`; only what is committed may come here.
    pub fn put(&self, row: &Document, hot: Hot) {
        let weight = weight(row.bytes_log);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(row.doc, hot, weight);
    }

    /// Forgets a document.
    pub fn remove(&self, doc: DocId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(doc);
    }
}

/// The server's own right to read a document in order to judge or to send it; the reason is in the caller's audit.
/// # Errors
/// `internal` for an erased document.
pub fn reading(state: &State, row: &Document) -> Result<Permit<Read>, Failure> {
    let server = Facts::server(state.keys.tenant);
    server.read(&Subject::from(row), &[], state.now()).map_err(|_| ErrorCode::Internal.into())
}

/// The document at the end of its log, from the cache or from the log.
/// # Errors
/// A store failure, or `internal` for content that does not open or load.
pub async fn load(
    state: &State,
    tx: &mut Tx,
    row: &Document,
    key: &DocKey,
) -> Result<Hot, Failure> {
    if let Some(hot) = state.sync.docs.get(row) {
        return Ok(hot);
    }
    let permit = reading(state, row)?;
    let doc = saved::load(tx, &permit, row, key).await?;
    let actors = actor::list(tx, row.doc, row.epoch).await?;
    let actors = actors.into_iter().map(|a| (a.actor, a)).collect();
    Ok(Hot { epoch: row.epoch, seq: row.head_seq, doc: Arc::new(doc), actors })
}

/// The document that `base` (none: its genesis) and the changes among `items` make.
/// # Errors
/// `internal` for content that does not open or apply: the document needs repair.
pub fn replay(
    permit: &Permit<Read>,
    row: &Document,
    key: &DocKey,
    base: Option<Doc>,
    items: &[Change],
) -> Result<Doc, Failure> {
    let mut changes = Vec::with_capacity(items.len());
    for item in items.iter().filter(|i| i.kind == ItemKind::Change) {
        let body = seal::open(permit, key, &body_place(row, item), &item.body)?;
        let guarded = Guarded::new(body, &Limits::SERVER).map_err(|_| unwell(row, item.seq))?;
        changes.push(guarded);
    }
    let mut doc =
        base.unwrap_or_else(|| model::genesis_of(row.kind, row.schema, row.doc, row.epoch));
    doc.apply(&changes).map_err(|_| unwell(row, row.head_seq))?;
    Ok(doc)
}

/// Where the body of a stored item is sealed.
#[must_use]
pub fn body_place(row: &Document, item: &Change) -> Place {
    Place {
        purpose: Purpose::Body,
        tenant: row.tenant,
        doc: item.doc,
        epoch: item.epoch,
        seq: item.seq,
        hash: item.hash,
    }
}

fn unwell(row: &Document, seq: u64) -> Failure {
    tracing::error!(doc = %row.doc, seq, "a stored change does not load");
    ErrorCode::Internal.into()
}
