//! Secrets that wipe themselves and do not print.
use satchel_model::entropy::Entropy;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Something a person remembers. Guessable, so only [`crate::kdf::derive_password`] and
/// [`crate::password_hash`] take it, never HKDF.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes the text as it was typed; any Unicode, no trimming.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text, for the KDF and for the strength estimate.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Length in characters, which is what the length rules count.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

/// A uniformly random 256-bit key.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Key32([u8; 32]);

impl Key32 {
    /// The key whose bytes are these.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key in `bytes`, if there are exactly 32 of them.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// A fresh key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut key = Self([0; 32]);
        entropy.fill(&mut key.0);
        key
    }

    /// The bytes; the caller must not let them outlive the key.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether both are the same key, in constant time.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.0.as_slice(), other.0.as_slice()).into()
    }
}

/// A secret too random to guess but of any length: a recovery code's bits, a KDF's output beside a device secret.
/// Only HKDF takes it, never Argon2id.
pub struct HighEntropy(Zeroizing<Vec<u8>>);

impl HighEntropy {
    /// Takes at least 16 random bytes; fewer are not a high-entropy secret.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let bytes = Zeroizing::new(bytes);
        (bytes.len() >= 16).then_some(Self(bytes))
    }

    /// The concatenation of two keys.
    #[must_use]
    pub fn joined(first: &Key32, second: &Key32) -> Self {
        let mut bytes = Zeroizing::new(Vec::with_capacity(64));
        bytes.extend_from_slice(first.expose());
        bytes.extend_from_slice(second.expose());
        Self(bytes)
    }

    /// The bytes, for HKDF.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl From<&Key32> for HighEntropy {
    fn from(key: &Key32) -> Self {
        Self(Zeroizing::new(key.expose().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn a_wiped_key_is_zero() {
        let mut key = Key32::generate(&SeededEntropy::new(1));
        assert_ne!(key.expose(), &[0; 32]);
        key.zeroize();
        assert_eq!(key.expose(), &[0; 32]);
    }

    #[test]
    fn keys_are_compared_whole() {
        let a = Key32::from_bytes([1; 32]);
        let mut other = [1; 32];
        other[31] = 2;
        assert!(a.same(&Key32::from_bytes([1; 32])));
        assert!(!a.same(&Key32::from_bytes(other)));
    }

    #[test]
    fn a_key_needs_32_bytes_and_a_secret_at_least_16() {
        assert!(Key32::from_slice(&[0; 31]).is_none());
        assert!(Key32::from_slice(&[0; 32]).is_some());
        assert!(Key32::from_slice(&[0; 33]).is_none());
        assert!(HighEntropy::new(vec![0; 15]).is_none());
        assert!(HighEntropy::new(vec![0; 16]).is_some());
    }

    #[test]
    fn joining_keeps_order() {
        let (a, b) = (Key32::from_bytes([1; 32]), Key32::from_bytes([2; 32]));
        let joined = HighEntropy::joined(&a, &b);
        assert_eq!(joined.expose().first(), Some(&1));
        assert_eq!(joined.expose().last(), Some(&2));
        assert_eq!(joined.expose().len(), 64);
    }

    #[test]
    fn a_password_counts_characters_not_bytes() {
        assert_eq!(Password::from("žluťoučký").chars(), 9);
    }
}
