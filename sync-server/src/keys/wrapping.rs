//! The keys that wrap document keys, by version: one in use, and older ones while a rotation goes on.
use std::{
    collections::BTreeMap,
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use satchel_model::id::DekId;
use satchel_vault::{dek, secret::Key32};

/// What tells one state of a file from the next: every new one is a new file put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    inode: u64,
    changed: (i64, i64),
}

impl Seen {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let meta = fs::metadata(path)?;
        Ok(Self { inode: meta.ino(), changed: (meta.mtime(), meta.mtime_nsec()) })
    }
}

/// Wrapping keys by version; the highest is in use.
#[derive(Clone)]
pub(super) struct Versions(pub(super) BTreeMap<u32, Arc<Key32>>);

impl Versions {
    fn newest(&self) -> Option<(u32, Arc<Key32>)> {
        self.0.last_key_value().map(|(version, key)| (*version, Arc::clone(key)))
    }
}

/// The wrapping keys as this process knows them, with what the file looked like when it read them.
pub struct Wrapping(pub(super) RwLock<(Versions, Option<Seen>)>);

impl Wrapping {
    pub(super) fn new(versions: Versions, seen: Option<Seen>) -> Self {
        Self(RwLock::new((versions, seen)))
    }

    pub(super) fn versions(&self) -> Versions {
        self.0.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    pub(super) fn seen(&self) -> Option<Seen> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).1
    }

    pub(super) fn set(&self, versions: Versions, seen: Option<Seen>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = (versions, seen);
    }

    /// Version and key in use; `None` only of an empty file, which is refused when it is read.
    #[must_use]
    pub fn newest(&self) -> Option<(u32, Arc<Key32>)> {
        self.versions().newest()
    }

    /// The versions known, oldest first.
    #[must_use]
    pub fn known(&self) -> Vec<u32> {
        self.versions().0.into_keys().collect()
    }

    /// Whether a version is known.
    #[must_use]
    pub fn knows(&self, version: u32) -> bool {
        self.versions().0.contains_key(&version)
    }

    /// The document key that one version wrapped; `None` if that version is unknown or the bytes do not open.
    #[must_use]
    pub fn unwrap(&self, version: u32, id: DekId, wrapped: &[u8]) -> Option<Key32> {
        let key = self.versions().0.get(&version).cloned()?;
        dek::unwrap(&key, id, wrapped).ok()
    }
}
