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

/// SipHash-2-4 of `bytes` under a seed: 64 bits that nobody who does not know the seed can aim at.
#[must_use]
pub fn sip(seed: u64, bytes: &[u8]) -> u64 {
    let mut state = Sip::new(seed, 0);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in chunks.by_ref() {
        state.word(little(chunk));
    }
    // The last word holds the rest and, on top, the length.
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX).wrapping_shl(56);
    state.word(little(chunks.remainder()) | length);
    state.finish()
}

/// Up to eight bytes as a number, the first one lowest.
fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| word.wrapping_shl(8) | u64::from(*byte))
}

/// The four words of `SipHash`.
struct Sip([u64; 4]);

impl Sip {
    const fn new(key: u64, more: u64) -> Self {
        Self([
            key ^ 0x736f_6d65_7073_6575,
            more ^ 0x646f_7261_6e64_6f6d,
            key ^ 0x6c79_6765_6e65_7261,
            more ^ 0x7465_6462_7974_6573,
        ])
    }

    const fn round(&mut self) {
        let [mut a, mut b, mut c, mut d] = self.0;
        a = a.wrapping_add(b);
        b = b.rotate_left(13) ^ a;
        a = a.rotate_left(32);
        c = c.wrapping_add(d);
        d = d.rotate_left(16) ^ c;
        a = a.wrapping_add(d);
        d = d.rotate_left(21) ^ a;
        c = c.wrapping_add(b);
        b = b.rotate_left(17) ^ c;
        c = c.rotate_left(32);
        self.0 = [a, b, c, d];
    }

    const fn word(&mut self, word: u64) {
        let [a, b, c, d] = self.0;
        self.0 = [a, b, c, d ^ word];
        self.round();
        self.round();
        let [a, b, c, d] = self.0;
        self.0 = [a ^ word, b, c, d];
    }

    const fn finish(mut self) -> u64 {
        let [a, b, c, d] = self.0;
        self.0 = [a, b, c ^ 0xff, d];
        self.round();
        self.round();
        self.round();
        self.round();
        let [a, b, c, d] = self.0;
        a ^ b ^ c ^ d
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sip_gives_the_values_of_its_authors() {
        // J.-P. Aumasson, D. J. Bernstein: SipHash (2012), appendix A: key 00..0f, input 00..0e.
        let mut state = Sip::new(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);
        let input: Vec<u8> = (0..15).collect();
        state.word(little(&input[..8]));
        state.word(little(&input[8..]) | (15 << 56));
        assert_eq!(state.finish(), 0xa129_ca61_49be_45e5);
    }

    #[test]
    fn sip_depends_on_seed_length_and_every_byte() {
        let base = sip(1, &[0; 16]);
        assert_ne!(base, sip(2, &[0; 16]));
        assert_ne!(base, sip(1, &[0; 15]));
        for at in 0..16 {
            let mut other = [0; 16];
            other[at] = 1;
            assert_ne!(base, sip(1, &other), "byte {at}");
        }
    }

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
