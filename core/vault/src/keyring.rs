//! The vault key of one person on one machine, and the keys of the store derived from it.
use crate::{kdf, secret::Key32};
use satchel_model::entropy::Entropy;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// The vault's master key. Exists between unlock and lock, then is wiped.
pub struct Vmk(Key32);

impl Vmk {
    /// A fresh vault key, made once at enrolment.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Key32::generate(entropy))
    }

    pub(crate) const fn from_key(key: Key32) -> Self {
        Self(key)
    }

    pub(crate) const fn key(&self) -> &Key32 {
        &self.0
    }

    /// The store's raw 256-bit key exactly as SQLCipher's `PRAGMA key` takes it: `x'`, 64 hex digits, `'`.
    #[must_use]
    pub fn db_key_hex(&self) -> Zeroizing<String> {
        let key = kdf::hkdf(&self.0, "satchel/db/v1");
        // Reserved whole, so that no half-written copy is left behind by a growing buffer.
        let mut out = Zeroizing::new(String::with_capacity(67));
        out.push_str("x'");
        for byte in key.expose() {
            // Writing to a String cannot fail.
            if write!(out, "{byte:02x}").is_err() {
                break;
            }
        }
        out.push('\'');
        out
    }

    /// Wraps the content key of each attachment.
    #[must_use]
    pub fn blob(&self) -> Key32 {
        kdf::hkdf(&self.0, "satchel/blob/v1")
    }

    /// Keys the lookup HMACs.
    #[must_use]
    pub fn index(&self) -> Key32 {
        kdf::hkdf(&self.0, "satchel/index/v1")
    }

    /// Seals diagnostics.
    #[must_use]
    pub fn log(&self) -> Key32 {
        kdf::hkdf(&self.0, "satchel/log/v1")
    }

    /// Seals the device's signing seed, should it be kept outside the store.
    #[must_use]
    pub fn device_seed(&self) -> Key32 {
        kdf::hkdf(&self.0, "satchel/seed/v1")
    }

    /// Whether both are the same vault key.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.0.same(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_key_is_raw_hex_of_its_own_derivation() {
        let vmk = Vmk(Key32::from_bytes([5; 32]));
        let hex = vmk.db_key_hex();
        let want = hex::encode(kdf::hkdf(&Key32::from_bytes([5; 32]), "satchel/db/v1").expose());
        assert_eq!(*hex, format!("x'{want}'"));
        assert_eq!(hex.len(), 67);
    }

    #[test]
    fn no_two_keys_of_a_vault_are_equal() {
        let vmk = Vmk(Key32::from_bytes([5; 32]));
        let keys = [vmk.blob(), vmk.index(), vmk.log(), vmk.device_seed()];
        for (i, a) in keys.iter().enumerate() {
            assert!(!a.same(vmk.key()));
            assert!(!vmk.db_key_hex().contains(&hex::encode(a.expose())));
            for (j, b) in keys.iter().enumerate() {
                assert_eq!(a.same(b), i == j);
            }
        }
    }
}
