//! Document keys at rest: each key of a (document, epoch) is wrapped under the tenant's key, bound to its own id.
use crate::{
    aead,
    secret::{HighEntropy, Key32},
};
use satchel_model::{entropy::Entropy, id::DekId};

const VERSION: u8 = 1;

/// The wrapped key does not open: wrong tenant key, wrong id or altered bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("wrapped key does not open")]
pub struct UnwrapError;

fn aad(label: &[u8], id: &[u8]) -> Vec<u8> {
    [b"satchel/wrap/v1".as_slice(), label, &[0], id].concat()
}

/// The stored form of document key `dek` under the tenant's `kek`.
#[must_use]
pub fn wrap(kek: &Key32, id: DekId, dek: &Key32, entropy: &dyn Entropy) -> Vec<u8> {
    wrap_secret(kek, "dek", id.as_bytes(), dek.expose(), entropy)
}

/// The document key in `wrapped`.
///
/// # Errors
/// [`UnwrapError`]: without the key the document's bodies are gone, so restore the key store, never re-create the key.
pub fn unwrap(kek: &Key32, id: DekId, wrapped: &[u8]) -> Result<Key32, UnwrapError> {
    let secret = unwrap_secret(kek, "dek", id.as_bytes(), wrapped)?;
    Key32::from_slice(secret.expose()).ok_or(UnwrapError)
}

/// The stored form of any other server secret; `label` names its kind and `id` its row.
#[must_use]
pub fn wrap_secret(
    kek: &Key32,
    label: &str,
    id: &[u8],
    secret: &[u8],
    entropy: &dyn Entropy,
) -> Vec<u8> {
    let nonce = aead::nonce(entropy);
    let mut out = vec![VERSION];
    out.extend_from_slice(&nonce);
    aead::seal_onto(&mut out, kek, nonce, &aad(label.as_bytes(), id), secret);
    out
}

/// The secret of at least 16 bytes that [`wrap_secret`] wrapped under the same label and id.
///
/// # Errors
/// [`UnwrapError`].
pub fn unwrap_secret(
    kek: &Key32,
    label: &str,
    id: &[u8],
    wrapped: &[u8],
) -> Result<HighEntropy, UnwrapError> {
    let (version, rest) = wrapped.split_first().ok_or(UnwrapError)?;
    let (nonce, body) = rest.split_first_chunk().ok_or(UnwrapError)?;
    if *version != VERSION {
        return Err(UnwrapError);
    }
    let plain =
        aead::open(kek, *nonce, &aad(label.as_bytes(), id), body).map_err(|_| UnwrapError)?;
    HighEntropy::new(plain.to_vec()).ok_or(UnwrapError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn a_document_key_opens_only_under_its_own_id_and_tenant_key() {
        let (kek, dek) = (Key32::from_bytes([1; 32]), Key32::from_bytes([2; 32]));
        let id = DekId::from_bytes([3; 16]);
        let wrapped = wrap(&kek, id, &dek, &SeededEntropy::new(1));
        assert!(unwrap(&kek, id, &wrapped).is_ok_and(|k| k.same(&dek)));
        assert!(unwrap(&kek, DekId::from_bytes([4; 16]), &wrapped).is_err());
        assert!(unwrap(&Key32::from_bytes([5; 32]), id, &wrapped).is_err());
        assert!(unwrap_secret(&kek, "totp", id.as_bytes(), &wrapped).is_err());
    }

    #[test]
    fn damage_and_unknown_versions_do_not_open() {
        let (kek, dek) = (Key32::from_bytes([1; 32]), Key32::from_bytes([2; 32]));
        let id = DekId::from_bytes([3; 16]);
        let mut wrapped = wrap(&kek, id, &dek, &SeededEntropy::new(1));
        assert!(unwrap(&kek, id, &[]).is_err());
        assert!(unwrap(&kek, id, &wrapped[..12]).is_err());
        wrapped[0] = 2;
        assert!(unwrap(&kek, id, &wrapped).is_err());
    }

    #[test]
    fn two_wrappings_of_one_key_differ() {
        let (kek, dek) = (Key32::from_bytes([1; 32]), Key32::from_bytes([2; 32]));
        let (id, entropy) = (DekId::from_bytes([3; 16]), SeededEntropy::new(1));
        assert_ne!(wrap(&kek, id, &dek, &entropy), wrap(&kek, id, &dek, &entropy));
    }
}
