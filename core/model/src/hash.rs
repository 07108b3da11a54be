//! SHA-256, needed below the vault by the guard, actor ids, fingerprints and envelope hashes.
use crate::id::{ActorId, DocId, Fingerprint, Hash};
use sha2::{Digest, Sha256};

/// SHA-256 over the concatenation of `parts`.
///
/// Callers make the concatenation unambiguous: fixed-width parts, or a prefix that names the use.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut state = Sha256::new();
    for part in parts {
        state.update(part);
    }
    Hash::from_bytes(state.finalize().into())
}

/// The first 16 bytes of a SHA-256.
#[must_use]
pub fn first16(hash: Hash) -> [u8; 16] {
    let mut out = [0; 16];
    out.iter_mut().zip(hash.as_bytes()).for_each(|(o, b)| *o = *b);
    out
}

/// SHA-256 fed bit by bit, for streams.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all bytes so far; the hasher starts anew.
    pub fn take(&mut self) -> Hash {
        Hash::from_bytes(self.0.finalize_reset().into())
    }
}

/// Fingerprint of a document's accepted state (SYNC design: document, epoch, head sequence number, sorted heads).
#[must_use]
pub fn fingerprint(doc: DocId, epoch: u32, seq: u64, sorted_heads: &[Hash]) -> Fingerprint {
    let mut state = Sha256::new();
    state.update(doc.as_bytes());
    state.update(epoch.to_be_bytes());
    state.update(seq.to_be_bytes());
    for head in sorted_heads {
        state.update(head.as_bytes());
    }
    Fingerprint::from_bytes(first16(Hash::from_bytes(state.finalize().into())))
}

/// The actor of a document's computed genesis, the same on every replica.
#[must_use]
pub fn genesis_actor(doc: DocId, epoch: u32) -> ActorId {
    ActorId::from_bytes(first16(sha256(&[b"genesis", doc.as_bytes(), &epoch.to_be_bytes()])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_concatenated() {
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&[b"a", b"bc"]).to_string(), want);
        let mut h = Hasher::default();
        h.update(b"ab");
        h.update(b"c");
        assert_eq!(h.take().to_string(), want);
        assert_eq!(h.take(), sha256(&[]));
    }
}
