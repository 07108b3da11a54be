//! A damaged store: its unsent work is read out as far as it goes, then the file is kept aside. Nothing is deleted.
use super::place::Place;
use crate::{
    error::CoreError,
    file,
    store::{self, StoreError, rescue::Rescued},
};
use satchel_model::{
    cbor,
    entropy::Entropy,
    id::{DocId, Hash, TenantId},
    time::Timestamp,
};
use satchel_vault::{
    keyring::Vmk,
    seal::{self, Aad, Purpose},
};

/// Files of one store.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

/// Saves what is readable of the unsent work beside the store, sealed, and renames the store's files.
///
/// Answers the error to tell. The saved file is canonical CBOR of [`Rescued`], sealed under the vault's log key.
pub(super) fn keep_aside(
    place: &Place,
    vmk: &Vmk,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<CoreError, CoreError> {
    let rescued = store::rescue::read(&place.store(), &vmk.db_key_hex());
    let unsent = u64::try_from(rescued.commands.len()).unwrap_or(u64::MAX);
    if !rescued.is_empty() {
        let name = format!("unsent-{}.sealed", now.millis());
        file::replace(&place.folder().join(name), &sealed(vmk, &rescued, entropy))
            .map_err(StoreError::from)?;
    }
    let kept = format!("store.db.kept-{}", now.millis());
    for suffix in SUFFIXES {
        let from = place.folder().join(format!("store.db{suffix}"));
        match std::fs::rename(&from, place.folder().join(format!("{kept}{suffix}"))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::from(error).into());
            }
            _ => {}
        }
    }
    file::sync_folder(&place.store()).map_err(StoreError::from)?;
    Ok(CoreError::KeptAside { name: kept, unsent })
}

fn sealed(vmk: &Vmk, rescued: &Rescued, entropy: &dyn Entropy) -> Vec<u8> {
    seal::seal_fresh(&vmk.log(), &aad(), entropy, &cbor::encode(rescued))
}

/// A saved file belongs to the vault whose key opens it, and to nothing else.
const fn aad() -> Aad {
    Aad {
        purpose: Purpose::Review,
        tenant: TenantId::from_bytes([0; 16]),
        doc: DocId::from_bytes([0; 16]),
        epoch: 0,
        seq: 0,
        hash: Hash::ZERO,
    }
}

/// Opens a saved file.
#[cfg(test)]
pub(super) fn open(vmk: &Vmk, sealed: &[u8]) -> Option<Rescued> {
    let plain = seal::open(&vmk.log(), &aad(), sealed).ok()?;
    cbor::decode(&plain).ok()
}
