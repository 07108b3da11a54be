//! HMAC-SHA-256: page tokens, blind indexes, the pepper of passwords.
use crate::secret::Key32;
use ring::hmac;
use satchel_model::id::Hash;

/// HMAC-SHA-256 over the concatenation of `parts`; callers make the concatenation unambiguous.
#[must_use]
pub fn hmac_sha256(key: &Key32, parts: &[&[u8]]) -> Hash {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.expose()));
    for part in parts {
        context.update(part);
    }
    let mut out = [0; 32];
    out.iter_mut().zip(context.sign().as_ref()).for_each(|(o, b)| *o = *b);
    Hash::from_bytes(out)
}

/// Whether `tag` is the first `tag.len()` bytes of the MAC over `parts`, in constant time; shorter than 8 is never.
#[must_use]
pub fn verify(key: &Key32, parts: &[&[u8]], tag: &[u8]) -> bool {
    let want = hmac_sha256(key, parts);
    want.as_bytes()
        .get(..tag.len())
        .is_some_and(|want| tag.len() >= 8 && subtle::ConstantTimeEq::ct_eq(want, tag).into())
}

/// Whether two byte strings are equal, in constant time for equal lengths.
#[must_use]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(a, b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_matches_the_published_vector() {
        // RFC 4231, test case 1, whose 20-byte key is padded with zeros to the block anyway.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        assert_eq!(
            hmac_sha256(&Key32::from_bytes(key), &[b"Hi ", b"There"]).to_string(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn a_tag_may_be_cut_but_not_to_nothing() {
        let key = Key32::from_bytes([1; 32]);
        let tag = hmac_sha256(&key, &[b"x"]);
        assert!(verify(&key, &[b"x"], tag.as_bytes()));
        assert!(verify(&key, &[b"x"], &tag.as_bytes()[..16]));
        assert!(verify(&key, &[b"x"], &tag.as_bytes()[..8]));
        assert!(!verify(&key, &[b"x"], &tag.as_bytes()[..7]));
        assert!(!verify(&key, &[b"x"], &[]));
        assert!(!verify(&key, &[b"y"], tag.as_bytes()));
        assert!(!verify(&key, &[b"x"], &[tag.as_bytes().as_slice(), &[0]].concat()));
    }

    #[test]
    fn equality_is_of_content_and_length() {
        assert!(same(b"ab", b"ab"));
        assert!(!same(b"ab", b"ac"));
        assert!(!same(b"ab", b"abc"));
    }
}
