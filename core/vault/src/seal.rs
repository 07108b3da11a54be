//! Sealing at rest: AES-256-GCM whose associated data says what the bytes are, so that no body passes for another.
use crate::{aead, secret::Key32};
use satchel_model::id::{DocId, Hash, TenantId};

/// What is sealed. Numbers are stored inside the associated data and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The body of an accepted item.
    Body,
    /// A whole document at a sequence number.
    Snapshot,
    /// The list row of a patient.
    Card,
    /// A server-decided row.
    Row,
    /// A view that can be rebuilt.
    View,
    /// An item kept for a person to decide.
    Review,
}

impl Purpose {
    const fn code(self) -> u8 {
        match self {
            Self::Body => 1,
            Self::Snapshot => 2,
            Self::Card => 3,
            Self::Row => 4,
            Self::View => 5,
            Self::Review => 6,
        }
    }
}

/// What sealed bytes are bound to. Fields that do not apply are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aad {
    /// What kind of bytes these are.
    pub purpose: Purpose,
    /// The organisation.
    pub tenant: TenantId,
    /// The document, or the document a row rides in.
    pub doc: DocId,
    /// The document's epoch.
    pub epoch: u32,
    /// The item's sequence number; of a row, its version.
    pub seq: u64,
    /// The item's hash.
    pub hash: Hash,
}

/// Version of the sealed form: version byte, dictionary number, nonce, ciphertext with tag.
pub const VERSION: u8 = 1;
/// Dictionary number of bodies compressed without a trained dictionary.
pub const NO_DICTIONARY: u8 = 0;

const HEADER: usize = 2;
const AAD_LEN: usize = 94;

/// Why sealed bytes stay shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The version byte or the dictionary number is not known here.
    #[error("unknown sealed form")]
    UnknownForm,
    /// Wrong key, wrong place, or altered bytes.
    #[error("sealed bytes do not open")]
    Unopened,
}

impl Aad {
    /// Fixed widths, so that two different places never give the same bytes.
    fn bytes(&self, version: u8, dictionary: u8) -> Vec<u8> {
        let mut out = Vec::with_capacity(AAD_LEN);
        out.extend_from_slice(b"satchel/seal/v1");
        out.extend([version, dictionary, self.purpose.code()]);
        out.extend_from_slice(self.tenant.as_bytes());
        out.extend_from_slice(self.doc.as_bytes());
        out.extend_from_slice(&self.epoch.to_be_bytes());
        out.extend_from_slice(&self.seq.to_be_bytes());
        out.extend_from_slice(self.hash.as_bytes());
        out
    }
}

/// Seals `plain` (already compressed by the caller) under a document key; `nonce` is 12 fresh random bytes.
#[must_use]
pub fn seal(key: &Key32, aad: &Aad, nonce: [u8; 12], plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(
        plain.len().saturating_add(HEADER).saturating_add(aead::NONCE).saturating_add(aead::TAG),
    );
    out.extend([VERSION, NO_DICTIONARY]);
    out.extend_from_slice(&nonce);
    aead::seal_onto(&mut out, key, nonce, &aad.bytes(VERSION, NO_DICTIONARY), plain);
    out
}

/// Seals with a fresh nonce.
#[must_use]
pub fn seal_fresh(
    key: &Key32,
    aad: &Aad,
    entropy: &dyn satchel_model::entropy::Entropy,
    plain: &[u8],
) -> Vec<u8> {
    seal(key, aad, aead::nonce(entropy), plain)
}

/// Opens what [`seal`] sealed for the same place.
///
/// # Errors
/// [`SealError`]: keep the bytes, tell that they cannot be read; never delete them.
pub fn open(key: &Key32, aad: &Aad, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (header, rest) = sealed.split_first_chunk::<HEADER>().ok_or(SealError::UnknownForm)?;
    if *header != [VERSION, NO_DICTIONARY] {
        return Err(SealError::UnknownForm);
    }
    let (nonce, body) = rest.split_first_chunk().ok_or(SealError::Unopened)?;
    aead::open(key, *nonce, &aad.bytes(VERSION, NO_DICTIONARY), body)
        .map(|plain| plain.to_vec())
        .map_err(|_| SealError::Unopened)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Aad {
        Aad {
            purpose: Purpose::Body,
            tenant: TenantId::from_bytes([1; 16]),
            doc: DocId::from_bytes([2; 16]),
            epoch: 3,
            seq: 4,
            hash: Hash::from_bytes([5; 32]),
        }
    }

    #[test]
    fn a_body_opens_only_in_its_own_place() {
        let key = Key32::from_bytes([9; 32]);
        let aad = place();
        let sealed = seal(&key, &aad, [7; 12], b"dose 5 mg");
        assert_eq!(open(&key, &aad, &sealed), Ok(b"dose 5 mg".to_vec()));
        let others = [
            Aad { purpose: Purpose::Snapshot, ..aad },
            Aad { purpose: Purpose::Review, ..aad },
            Aad { tenant: TenantId::from_bytes([9; 16]), ..aad },
            Aad { doc: DocId::from_bytes([9; 16]), ..aad },
            Aad { epoch: 4, ..aad },
            Aad { seq: 5, ..aad },
            Aad { hash: Hash::from_bytes([6; 32]), ..aad },
        ];
        for other in others {
            assert_eq!(open(&key, &other, &sealed), Err(SealError::Unopened));
        }
        assert_eq!(open(&Key32::from_bytes([8; 32]), &aad, &sealed), Err(SealError::Unopened));
    }

    #[test]
    fn an_unknown_form_is_told_apart_from_a_wrong_key() {
        let key = Key32::from_bytes([9; 32]);
        let mut sealed = seal(&key, &place(), [7; 12], b"x");
        sealed[0] = 2;
        assert_eq!(open(&key, &place(), &sealed), Err(SealError::UnknownForm));
        sealed[0] = VERSION;
        sealed[1] = 1;
        assert_eq!(open(&key, &place(), &sealed), Err(SealError::UnknownForm));
        assert_eq!(open(&key, &place(), &[]), Err(SealError::UnknownForm));
        assert_eq!(open(&key, &place(), &[1, 0, 7]), Err(SealError::Unopened));
    }

    #[test]
    fn each_purpose_has_its_own_number() {
        let all = [
            Purpose::Body,
            Purpose::Snapshot,
            Purpose::Card,
            Purpose::Row,
            Purpose::View,
            Purpose::Review,
        ];
        assert_eq!(all.map(Purpose::code), [1, 2, 3, 4, 5, 6]);
        assert_eq!(place().bytes(VERSION, NO_DICTIONARY).len(), AAD_LEN);
    }

    #[test]
    fn an_empty_body_can_be_sealed() {
        let key = Key32::from_bytes([9; 32]);
        let sealed =
            seal_fresh(&key, &place(), &satchel_model::entropy::SeededEntropy::new(1), b"");
        assert_eq!(sealed.len(), HEADER + aead::NONCE + aead::TAG);
        assert_eq!(open(&key, &place(), &sealed), Ok(Vec::new()));
    }
}
