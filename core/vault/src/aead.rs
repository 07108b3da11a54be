//! AES-256-GCM over a nonce, associated data and a body; every sealed form of the crate goes through here.
use crate::secret::Key32;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use satchel_model::entropy::Entropy;

/// Length of a nonce in bytes.
pub(crate) const NONCE: usize = NONCE_LEN;
/// Length of the authentication tag in bytes.
pub(crate) const TAG: usize = 16;

/// Nothing could be opened: wrong key, wrong associated data or altered bytes; which of them is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unopened;

/// A random nonce; a key must seal fewer than 2^32 times with these.
pub(crate) fn nonce(entropy: &dyn Entropy) -> [u8; NONCE] {
    let mut out = [0; NONCE];
    entropy.fill(&mut out);
    out
}

fn cipher(key: &Key32) -> Result<LessSafeKey, Unopened> {
    UnboundKey::new(&AES_256_GCM, key.expose()).map(LessSafeKey::new).map_err(|_| Unopened)
}

/// Appends `plain`, sealed, to `out`.
pub(crate) fn seal_onto(
    out: &mut Vec<u8>,
    key: &Key32,
    nonce: [u8; NONCE],
    aad: &[u8],
    plain: &[u8],
) {
    let mut body = plain.to_vec();
    let sealed = cipher(key).and_then(|k| {
        k.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut body)
            .map_err(|_| Unopened)
    });
    if sealed.is_err() {
        // ring refuses only a key of another length (ours has a type) or a body above 64 GiB; sending or storing
        // the clear body instead must be impossible.
        std::process::abort();
    }
    out.extend_from_slice(&body);
}

/// Opens `sealed`; the result wipes itself.
pub(crate) fn open(
    key: &Key32,
    nonce: [u8; NONCE],
    aad: &[u8],
    sealed: &[u8],
) -> Result<zeroize::Zeroizing<Vec<u8>>, Unopened> {
    let mut body = zeroize::Zeroizing::new(sealed.to_vec());
    let plain = cipher(key)?
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut body)
        .map_err(|_| Unopened)?
        .len();
    body.truncate(plain);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_matches_the_published_vector() {
        // McGrew and Viega, test case 14: AES-256, zero key, zero IV, one zero block.
        let mut out = Vec::new();
        seal_onto(&mut out, &Key32::from_bytes([0; 32]), [0; NONCE], &[], &[0; 16]);
        assert_eq!(
            hex::encode(&out),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        );
    }

    #[test]
    fn one_changed_bit_anywhere_does_not_open() {
        let key = Key32::from_bytes([3; 32]);
        let mut sealed = Vec::new();
        seal_onto(&mut sealed, &key, [1; NONCE], b"aad", b"body");
        assert_eq!(open(&key, [1; NONCE], b"aad", &sealed).as_deref(), Ok(&b"body".to_vec()));
        for i in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[i] ^= 1;
            assert!(open(&key, [1; NONCE], b"aad", &bad).is_err());
        }
        assert!(open(&key, [2; NONCE], b"aad", &sealed).is_err());
        assert!(open(&key, [1; NONCE], b"aae", &sealed).is_err());
        assert!(open(&Key32::from_bytes([4; 32]), [1; NONCE], b"aad", &sealed).is_err());
        assert!(open(&key, [1; NONCE], b"aad", &sealed[..TAG - 1]).is_err());
    }
}
