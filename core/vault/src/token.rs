//! Opaque 256-bit tokens: random when made, hashed when stored.
use satchel_model::{entropy::Entropy, hash, id::Hash};

/// 32 fresh random bytes, to be shown or sent once.
#[must_use]
pub fn random_token(entropy: &dyn Entropy) -> [u8; 32] {
    let mut out = [0; 32];
    entropy.fill(&mut out);
    out
}

/// What is stored of a token; 256 random bits need no slow hash.
#[must_use]
pub fn stored_form(token: &[u8]) -> Hash {
    hash::sha256(&[token])
}

/// `count` digits, uniformly drawn, for codes a person types.
#[must_use]
pub fn random_digits(entropy: &dyn Entropy, count: usize) -> String {
    let mut out = String::with_capacity(count);
    while out.len() < count {
        let mut byte = [0];
        entropy.fill(&mut byte);
        // 250 is the largest multiple of ten a byte can hold: above it the low digits would be likelier.
        if let [byte @ 0..250] = byte {
            out.push(char::from(b'0'.saturating_add(byte.checked_rem(10).unwrap_or(0))));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn tokens_differ_and_are_stored_hashed() {
        let entropy = SeededEntropy::new(1);
        let (a, b) = (random_token(&entropy), random_token(&entropy));
        assert_ne!(a, b);
        assert_ne!(stored_form(&a).as_bytes(), &a);
        assert_eq!(stored_form(&a), hash::sha256(&[&a]));
    }

    #[test]
    fn codes_have_their_length_and_only_digits() {
        let entropy = SeededEntropy::new(2);
        for count in [0, 1, 6, 40] {
            let code = random_digits(&entropy, count);
            assert_eq!(code.len(), count);
            assert!(code.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
