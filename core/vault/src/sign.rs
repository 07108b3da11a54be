//! Ed25519 signatures, each over a namespace and a SHA-256, so that a signature of one kind never passes for another.
use crate::secret::Key32;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use satchel_model::{
    entropy::Entropy,
    hash,
    id::{Hash, PublicKey, Signature},
};

/// What a signature is for. Its bytes precede the hash in what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Namespace(&'static [u8]);

impl Namespace {
    /// A device's envelope of one item.
    pub const ENV: Self = Self(b"satchel/env/v1");
    /// The tenant's certificate of a device.
    pub const CERT: Self = Self(b"satchel/cert/v1");
    /// The tenant's permission to work without contact.
    pub const LEASE: Self = Self(b"satchel/lease/v1");
    /// The tenant's order to destroy a vault.
    pub const WIPE: Self = Self(b"satchel/wipe/v1");
    /// Server time.
    pub const BEACON: Self = Self(b"satchel/beacon/v1");
    /// A device's proof that it holds its key, when a connection begins.
    pub const HELLO: Self = Self(b"satchel/hello/v1");
    /// The tenant's seal on a stretch of a download.
    pub const CKPT: Self = Self(b"satchel/ckpt/v1");
    /// A device's proof of key at enrolment.
    pub const ENROL: Self = Self(b"satchel/enrol/v1");
    /// A device's proof beside a refresh token.
    pub const REFRESH: Self = Self(b"satchel/refresh/v1");
    /// A device's proof beside a password, token or enrolment over the REST API.
    pub const PROOF: Self = Self(b"satchel/proof/v1");

    /// All namespaces, for tests that feed each signature to every other verifier.
    pub const ALL: [Self; 10] = [
        Self::ENV,
        Self::CERT,
        Self::LEASE,
        Self::WIPE,
        Self::BEACON,
        Self::HELLO,
        Self::CKPT,
        Self::ENROL,
        Self::REFRESH,
        Self::PROOF,
    ];

    /// The prefix.
    #[must_use]
    pub const fn as_bytes(self) -> &'static [u8] {
        self.0
    }
}

/// A signature does not verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("bad signature")]
pub struct BadSignature;

/// A seed that ring does not take as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a signing key")]
pub struct BadKey;

/// An Ed25519 key pair. Its seed is wiped when dropped; ring's expanded copy is wiped only by the allocator.
pub struct SigningKey {
    seed: Key32,
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl SigningKey {
    /// The key pair of a 32-byte seed.
    ///
    /// # Errors
    /// [`BadKey`], which a seed of the right length never causes.
    pub fn from_seed(seed: &Key32) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose()).map_err(|_| BadKey)?;
        let public = PublicKey::from_slice(pair.public_key().as_ref()).ok_or(BadKey)?;
        Ok(Self { seed: Key32::from_bytes(*seed.expose()), pair, public })
    }

    /// A fresh key pair.
    ///
    /// # Errors
    /// As [`SigningKey::from_seed`].
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, BadKey> {
        Self::from_seed(&Key32::generate(entropy))
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// The seed, to be stored inside the vault or sealed.
    #[must_use]
    pub const fn seed(&self) -> &Key32 {
        &self.seed
    }

    /// Signs namespace || hash.
    #[must_use]
    pub fn sign(&self, namespace: Namespace, hash: &Hash) -> Signature {
        let signature = self.pair.sign(&message(namespace, hash));
        Signature::from_slice(signature.as_ref()).unwrap_or(Signature::from_bytes([0; 64]))
    }

    /// Signs namespace || SHA-256(bytes).
    #[must_use]
    pub fn sign_bytes(&self, namespace: Namespace, bytes: &[u8]) -> Signature {
        self.sign(namespace, &hash::sha256(&[bytes]))
    }
}

fn message(namespace: Namespace, hash: &Hash) -> Vec<u8> {
    [namespace.as_bytes(), hash.as_bytes()].concat()
}

/// Checks that the holder of `key` signed `hash` for `namespace`.
///
/// # Errors
/// [`BadSignature`].
pub fn verify(
    namespace: Namespace,
    key: &PublicKey,
    hash: &Hash,
    signature: &Signature,
) -> Result<(), BadSignature> {
    UnparsedPublicKey::new(&ED25519, key.as_bytes())
        .verify(&message(namespace, hash), signature.as_bytes())
        .map_err(|_| BadSignature)
}

/// Checks a signature over SHA-256(bytes).
///
/// # Errors
/// [`BadSignature`].
pub fn verify_bytes(
    namespace: Namespace,
    key: &PublicKey,
    bytes: &[u8],
    signature: &Signature,
) -> Result<(), BadSignature> {
    verify(namespace, key, &hash::sha256(&[bytes]), signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed(&Key32::from_bytes([7; 32])).unwrap()
    }

    #[test]
    fn every_signature_is_refused_by_every_other_verifier() {
        let (key, hash) = (key(), Hash::from_bytes([1; 32]));
        for made in Namespace::ALL {
            let signature = key.sign(made, &hash);
            for checked in Namespace::ALL {
                let got = verify(checked, &key.public(), &hash, &signature);
                assert_eq!(got.is_ok(), made == checked, "{made:?} {checked:?}");
            }
        }
    }

    #[test]
    fn another_hash_key_or_signature_is_refused() {
        let key = key();
        let signature = key.sign_bytes(Namespace::ENV, b"dose");
        assert_eq!(verify_bytes(Namespace::ENV, &key.public(), b"dose", &signature), Ok(()));
        assert!(verify_bytes(Namespace::ENV, &key.public(), b"dosf", &signature).is_err());
        let other = SigningKey::from_seed(&Key32::from_bytes([8; 32])).unwrap();
        assert!(verify_bytes(Namespace::ENV, &other.public(), b"dose", &signature).is_err());
        let mut bent = *signature.as_bytes();
        bent[63] ^= 1;
        let bent = Signature::from_bytes(bent);
        assert!(verify_bytes(Namespace::ENV, &key.public(), b"dose", &bent).is_err());
    }

    #[test]
    fn a_seed_gives_the_published_public_key() {
        // RFC 8032, section 7.1, test 1.
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let seed = Key32::from_slice(&hex::decode(seed).unwrap()).unwrap();
        let key = SigningKey::from_seed(&seed).unwrap();
        assert_eq!(
            key.public().to_string(),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
        assert!(key.seed().same(&seed));
    }

    #[test]
    fn namespaces_are_distinct_and_none_is_another_ones_beginning() {
        for (i, a) in Namespace::ALL.iter().enumerate() {
            for (j, b) in Namespace::ALL.iter().enumerate() {
                assert!(i == j || !a.as_bytes().starts_with(b.as_bytes()));
            }
        }
    }
}
