//! From a password or a random secret to a key: Argon2id for the first, HKDF-SHA256 for the second.
use crate::secret::{HighEntropy, Key32, Password};
use argon2::{Algorithm, Argon2, Version};
use ring::hkdf;

/// Cost of one Argon2id run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(array)]
pub struct Params {
    /// Memory in KiB.
    #[n(0)]
    pub m_kib: u32,
    /// Passes over the memory.
    #[n(1)]
    pub t: u32,
    /// Lanes; 1, because more gain nothing here without threads.
    #[n(2)]
    pub p: u32,
}

/// The least a keyslot may cost (SECURITY design, section 3): 64 MiB, 3 passes, 1 lane; about 240 ms on a laptop.
pub const FLOOR: Params = Params { m_kib: 65_536, t: 3, p: 1 };
/// The most a keyslot may cost: what a header asks for must not exhaust the machine.
pub const CAP: Params = Params { m_kib: 262_144, t: 16, p: 4 };
/// What the server spends on a sign-in password: 19 MiB, 2 passes, 1 lane; about 42 ms.
pub const SERVER: Params = Params { m_kib: 19_456, t: 2, p: 1 };

/// Why a key was not derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KdfError {
    /// The header asks for less than [`FLOOR`]: a downgrade, whoever wrote it.
    #[error("key derivation below the floor")]
    BelowFloor,
    /// The header asks for more than [`CAP`].
    #[error("key derivation above the cap")]
    AboveCap,
    /// Argon2id did not run: the memory is not there.
    #[error("key derivation failed")]
    Failed,
}

impl Params {
    /// Refuses parameters outside [`FLOOR`] ..= [`CAP`].
    ///
    /// # Errors
    /// [`KdfError::BelowFloor`] or [`KdfError::AboveCap`].
    pub const fn check(&self) -> Result<(), KdfError> {
        if self.m_kib < FLOOR.m_kib || self.t < FLOOR.t || self.p < FLOOR.p {
            return Err(KdfError::BelowFloor);
        }
        if self.m_kib > CAP.m_kib || self.t > CAP.t || self.p > CAP.p {
            return Err(KdfError::AboveCap);
        }
        Ok(())
    }
}

/// Argon2id of a password under a salt, at a cost between [`FLOOR`] and [`CAP`].
///
/// Takes hundreds of milliseconds by design: call it off the UI thread.
/// # Errors
/// [`KdfError`]; nothing was computed for parameters out of range.
pub fn derive_password(
    password: &Password,
    salt: &[u8; 16],
    params: &Params,
) -> Result<Key32, KdfError> {
    params.check()?;
    let cost = argon2::Params::new(params.m_kib, params.t, params.p, Some(32))
        .map_err(|_| KdfError::Failed)?;
    let mut out = zeroize::Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(password.expose().as_bytes(), salt, out.as_mut())
        .map_err(|_| KdfError::Failed)?;
    Ok(Key32::from_bytes(*out))
}

/// HKDF-SHA256 of `key` for the use that `label` names; labels are registered where they are used, never reused.
#[must_use]
pub fn hkdf(key: &Key32, label: &str) -> Key32 {
    expand(key.expose(), label)
}

/// HKDF-SHA256 of a high-entropy secret for the use that `label` names.
#[must_use]
pub fn hkdf_secret(secret: &HighEntropy, label: &str) -> Key32 {
    expand(secret.expose(), label)
}

fn expand(secret: &[u8], label: &str) -> Key32 {
    let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(secret);
    let mut out = zeroize::Zeroizing::new([0; 32]);
    let filled =
        prk.expand(&[label.as_bytes()], hkdf::HKDF_SHA256).and_then(|okm| okm.fill(out.as_mut()));
    if filled.is_err() {
        // ring refuses only outputs longer than 255 hashes; this one is a single hash.
        std::process::abort();
    }
    Key32::from_bytes(*out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hkdf_matches_an_independent_computation() {
        // Python: hmac(hmac(zero32, 0x0b * 32), "satchel/db/v1" + 0x01), SHA-256 throughout.
        let key = hkdf(&Key32::from_bytes([0x0b; 32]), "satchel/db/v1");
        assert_eq!(hex::encode(key.expose()), HKDF_VECTOR);
    }
    const HKDF_VECTOR: &str = "3a89b7d3c98d9910c6c26337046f95f5d1eea8f49a83fd3141bcf472f6009889";

    #[test]
    fn labels_and_secrets_separate_keys() {
        let key = Key32::from_bytes([1; 32]);
        assert!(hkdf(&key, "a").same(&hkdf_secret(&HighEntropy::from(&key), "a")));
        assert!(!hkdf(&key, "a").same(&hkdf(&key, "b")));
        assert!(!hkdf(&key, "a").same(&hkdf(&Key32::from_bytes([2; 32]), "a")));
    }

    #[test]
    fn the_floor_and_the_cap_are_inclusive() {
        assert_eq!(FLOOR.check(), Ok(()));
        assert_eq!(CAP.check(), Ok(()));
        assert_eq!(Params { m_kib: FLOOR.m_kib - 1, ..FLOOR }.check(), Err(KdfError::BelowFloor));
        assert_eq!(Params { t: FLOOR.t - 1, ..FLOOR }.check(), Err(KdfError::BelowFloor));
        assert_eq!(Params { p: 0, ..FLOOR }.check(), Err(KdfError::BelowFloor));
        assert_eq!(Params { m_kib: CAP.m_kib + 1, ..CAP }.check(), Err(KdfError::AboveCap));
        assert_eq!(Params { t: CAP.t + 1, ..CAP }.check(), Err(KdfError::AboveCap));
        assert_eq!(Params { p: CAP.p + 1, ..CAP }.check(), Err(KdfError::AboveCap));
    }

    #[test]
    fn a_cheap_derivation_is_refused_before_it_runs() {
        let password = Password::from("correct horse battery staple");
        let got = derive_password(&password, &[0; 16], &SERVER);
        assert_eq!(got.err(), Some(KdfError::BelowFloor));
    }

    proptest::proptest! {
        #[test]
        fn parameters_pass_exactly_between_the_bounds(
            m_kib in 0u32..300_000, t in 0u32..20, p in 0u32..6,
        ) {
            let params = Params { m_kib, t, p };
            let inside = (65_536..=262_144).contains(&m_kib)
                && (3..=16).contains(&t)
                && (1..=4).contains(&p);
            proptest::prop_assert_eq!(params.check().is_ok(), inside);
        }
    }
}
