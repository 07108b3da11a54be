//! DIGEST: both sides hold the same, or find out where they do not, in three rounds whose bytes follow the difference.
//!
//! 1. The device tells a fingerprint and a count for each type of document; the server answers, for the types that
//!    differ, 256 fingerprints under a fresh seed.
//! 2. The device asks for the buckets that differ; the server answers document and fingerprint of each.
//! 3. The device asks for the documents that differ, in an ordinary PULL.
//!
//! Sections are types and not audiences: who sees a document through three audiences holds it once. An error detector, no
//! proof: everything is checked again when it comes.
use minicbor::{Decode, Encode, bytes::ByteVec};
use satchel_model::{
    cbor, hash,
    id::{DocId, Fingerprint},
};

/// Buckets of a section.
pub const BUCKETS: usize = 256;

/// All documents of one type that a person may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Section {
    /// Type number.
    #[n(0)]
    pub doc_type: u16,
    /// How many there are.
    #[n(1)]
    pub count: u32,
    /// Their fingerprints, bit by bit exclusive-or.
    #[n(2)]
    pub sum: Fingerprint,
}

/// The fingerprints of a section's buckets.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Buckets {
    /// Type number.
    #[n(0)]
    pub doc_type: u16,
    /// [`BUCKETS`] numbers of 8 bytes, least significant first.
    #[n(1)]
    pub sums: ByteVec,
}

/// One bucket of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct BucketOf {
    /// Type number.
    #[n(0)]
    pub doc_type: u16,
    /// Its place.
    #[n(1)]
    pub bucket: u8,
}

/// One document as the server holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Print {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its incarnation.
    #[n(1)]
    pub epoch: u32,
    /// Its fingerprint.
    #[n(2)]
    pub fp: Fingerprint,
}

/// One step of the comparison: frame kind 0E.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Digest {
    /// Device to server: what it holds, as accepted.
    #[n(0)]
    Mine {
        /// In order of type; types of which it holds nothing are missing.
        #[n(0)]
        sections: Vec<Section>,
    },
    /// Server to device: the types that differ. None: both hold the same.
    #[n(1)]
    Differ {
        /// Under which the buckets are made.
        #[n(0)]
        seed: u64,
        /// In order of type.
        #[n(1)]
        buckets: Vec<Buckets>,
        /// A feed token of the moment of this comparison: who holds the same may go on from here.
        #[n(2)]
        token: ByteVec,
    },
    /// Server to device: there is news for it; it pulls before it compares.
    #[n(2)]
    Busy,
    /// Device to server: tell what lies in these buckets.
    #[n(3)]
    Ask {
        /// Of the answer before.
        #[n(0)]
        seed: u64,
        /// Buckets that differ, in order.
        #[n(1)]
        buckets: Vec<BucketOf>,
    },
    /// Server to device: the documents of these buckets.
    #[n(4)]
    Prints {
        /// The buckets told of, whole: the first ones asked for.
        #[n(0)]
        buckets: Vec<BucketOf>,
        /// In order of document.
        #[n(1)]
        prints: Vec<Print>,
    },
}

/// The digest of a whole copy, as HELLO and CKPT carry it: over its sections in order of type, the empty ones left out.
#[must_use]
pub fn digest16(sections: &[Section]) -> Fingerprint {
    let mut sections: Vec<Section> = sections.iter().filter(|s| s.count > 0).copied().collect();
    sections.sort_unstable_by_key(|s| s.doc_type);
    let all = hash::sha256(&[b"satchel/digest/v1", &cbor::encode(&sections)]);
    Fingerprint::from_bytes(hash::first16(all))
}

/// The bucket of a document.
#[must_use]
pub fn bucket_of(seed: u64, doc: DocId) -> u8 {
    let [low, ..] = hash::sip(seed, doc.as_bytes()).to_le_bytes();
    low
}

/// What a document adds to its bucket, by exclusive-or.
#[must_use]
pub fn print_of(seed: u64, doc: DocId, fp: Fingerprint) -> u64 {
    let mut bytes = [0; 32];
    let parts = doc.as_bytes().iter().chain(fp.as_bytes());
    bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = *from);
    hash::sip(seed, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(doc_type: u16, count: u32) -> Section {
        Section { doc_type, count, sum: Fingerprint::from_bytes([7; 16]) }
    }

    #[test]
    fn the_order_of_sections_and_the_empty_ones_do_not_matter() {
        let base = digest16(&[section(1, 3), section(2, 4)]);
        assert_eq!(base, digest16(&[section(2, 4), section(1, 3)]));
        assert_eq!(base, digest16(&[section(1, 3), section(2, 4), section(3, 0)]));
        assert_ne!(base, digest16(&[section(1, 3), section(2, 5)]));
        assert_ne!(base, digest16(&[section(1, 3)]));
        assert_eq!(base.to_string(), "794ccc7eccc8256c822ca46aedfaa2d8");
    }

    #[test]
    fn a_seed_moves_documents_to_other_buckets() {
        let docs = (0..=255_u8).map(|n| DocId::from_bytes([n; 16]));
        let moved = docs.filter(|d| bucket_of(1, *d) != bucket_of(2, *d)).count();
        assert!(moved > 240, "{moved}");
        let (doc, fp) = (DocId::from_bytes([1; 16]), Fingerprint::from_bytes([2; 16]));
        assert_ne!(print_of(1, doc, fp), print_of(1, doc, Fingerprint::from_bytes([3; 16])));
        assert_ne!(print_of(1, doc, fp), print_of(2, doc, fp));
    }
}
