//! Sealing of content at rest: one key a (document, incarnation), made and committed before its first use.
use crate::{
    http::problem::Failure,
    state::State,
    sync::{limit, lru::Lru},
};
use satchel_model::{
    id::{DekId, DocId, Hash, TenantId},
    policy::{Permit, Read},
};
use satchel_protocol::problem::ErrorCode;
use satchel_server_store::dek::{self, Dek};
use satchel_vault::{
    dek as wrapping,
    seal::{self, Aad, Purpose},
    secret::Key32,
};
use std::{
    collections::BTreeMap,
    io::Read as _,
    sync::{Arc, Mutex, PoisonError},
};

/// zstd level of bodies: small and written once, so speed counts.
const LEVEL: i32 = 1;

/// An unwrapped document key.
pub type DocKey = Arc<Key32>;

/// Unwrapped document keys, a bounded number of them.
pub struct KeyCache(Mutex<Lru<DekId, DocKey>>);

impl Default for KeyCache {
    fn default() -> Self {
        Self(Mutex::new(Lru::new(limit::KEYS_CACHED)))
    }
}

impl KeyCache {
    fn get(&self, id: DekId) -> Option<DocKey> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id)
    }

    /// Forgets a key.
    pub fn remove(&self, id: DekId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    /// Forgets every key; they are unwrapped again when they are needed.
    pub fn forget_all(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Lru::new(limit::KEYS_CACHED);
    }

    fn put(&self, id: DekId, key: DocKey) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(id, key, 1);
    }
}

/// Where a sealed value stands; opening it anywhere else fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub purpose: Purpose,
    /// The organisation.
    pub tenant: TenantId,
    /// The document whose key seals it.
    pub doc: DocId,
    /// That document's incarnation.
    pub epoch: u32,
    /// Number in the log, the device's counter of an item in review, 0 of a card.
    pub seq: u64,
    /// The item's hash, the envelope's of an item in review, zero of a card.
    pub hash: Hash,
}

impl Place {
    const fn aad(&self) -> Aad {
        Aad {
            purpose: self.purpose,
            tenant: self.tenant,
            doc: self.doc,
            epoch: self.epoch,
            seq: self.seq,
            hash: self.hash,
        }
    }
}

/// Makes the key of a document and commits it; one that nothing names is harmless.
/// # Errors
/// A store failure.
pub async fn fresh_dek(state: &State, doc: DocId, epoch: u32) -> Result<DekId, Failure> {
    let made = fresh_deks(state, &[doc], epoch).await?;
    made.get(&doc).copied().ok_or_else(|| ErrorCode::Internal.into())
}

/// Makes the keys of documents in one transaction and commits them.
/// # Errors
/// A store failure.
pub async fn fresh_deks(
    state: &State,
    docs: &[DocId],
    epoch: u32,
) -> Result<BTreeMap<DocId, DekId>, Failure> {
    let now = state.now();
    if docs.is_empty() {
        return Ok(BTreeMap::new());
    }
    state.keys.look();
    let (version, kek) = state.keys.wrapping.newest().ok_or(ErrorCode::Internal)?;
    let (mut rows, mut ids) = (Vec::with_capacity(docs.len()), BTreeMap::new());
    for doc in docs {
        let id = DekId::new(now, &*state.entropy);
        let key = Arc::new(Key32::generate(&*state.entropy));
        let wrapped = wrapping::wrap(&kek, id, &key, &*state.entropy);
        rows.push(Dek { id, doc: *doc, epoch, wrapped, kek: version, destroyed_at: None });
        state.sync.keys.put(id, key);
        ids.insert(*doc, id);
    }
    let mut tx = state.store.begin_keys().await?;
    dek::insert(&mut tx, &rows, now).await?;
    tx.commit().await?;
    Ok(ids)
}

/// The unwrapped keys with these ids; a destroyed or damaged one is missing.
/// # Errors
/// A store failure.
pub async fn keys(state: &State, ids: &[DekId]) -> Result<BTreeMap<DekId, DocKey>, Failure> {
    let mut out = BTreeMap::new();
    let mut missing = Vec::new();
    for id in ids {
        match state.sync.keys.get(*id) {
            Some(key) => drop(out.insert(*id, key)),
            None => missing.push(*id),
        }
    }
    if missing.is_empty() {
        return Ok(out);
    }
    let mut tx = state.store.begin_keys().await?;
    let rows = dek::list(&mut tx, &missing).await?;
    tx.rollback().await?;
    // Another process may have wrapped it under a key that came into the file since.
    if rows.iter().any(|row| row.destroyed_at.is_none() && !state.keys.wrapping.knows(row.kek)) {
        state.keys.reload()?;
    }
    for row in rows {
        match state.keys.wrapping.unwrap(row.kek, row.id, &row.wrapped) {
            Some(key) => {
                let key = Arc::new(key);
                state.sync.keys.put(row.id, Arc::clone(&key));
                out.insert(row.id, key);
            }
            None if row.destroyed_at.is_some() => {}
            None => tracing::error!(dek = %row.id, "a document key does not unwrap"),
        }
    }
    Ok(out)
}

/// Packs and seals content.
#[must_use]
pub fn close(state: &State, key: &Key32, place: &Place, plain: &[u8]) -> Vec<u8> {
    // Packing into memory fails only for want of memory or on a broken level; such a body would not open, and no reader
    // takes an empty one for content, because the hash would not fit.
    let packed = zstd::bulk::compress(plain, LEVEL).unwrap_or_default();
    seal::seal_fresh(key, &place.aad(), &*state.entropy, &packed)
}

/// Opens sealed content for somebody who was permitted to read its document. The caller writes the audit.
/// # Errors
/// `internal` if the permit is for another document, or the content is damaged or in another place.
pub fn open(
    permit: &Permit<Read>,
    key: &Key32,
    place: &Place,
    sealed: &[u8],
) -> Result<Vec<u8>, Failure> {
    if permit.doc() != place.doc {
        return Err(ErrorCode::Internal.into());
    }
    let packed = seal::open(key, &place.aad(), sealed).map_err(|_| damaged(place))?;
    // One byte more than allowed: a content cut at its bound would pass for a whole one.
    let bound = u64::try_from(limit::OPENED_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let mut plain = Vec::new();
    let reader = zstd::stream::read::Decoder::new(packed.as_slice()).map_err(|_| damaged(place))?;
    reader.take(bound).read_to_end(&mut plain).map_err(|_| damaged(place))?;
    if plain.len() > limit::OPENED_MAX { Err(damaged(place)) } else { Ok(plain) }
}

fn damaged(place: &Place) -> Failure {
    tracing::error!(doc = %place.doc, seq = place.seq, "sealed content does not open");
    ErrorCode::Internal.into()
}
