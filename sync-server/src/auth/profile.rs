//! Names and labels of people and devices: sealed in tables, looked up by keyed hash only.
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    entropy::Entropy,
    id::{DocId, Hash},
};
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_vault::{
    mac,
    seal::{self, Aad, Purpose},
};

use crate::keys::ServerKeys;

/// Longest name, label or sign-in name in characters.
pub const TEXT_MAX: usize = 120;

/// What is known of a person besides role and patient.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Profile {
    /// The name as shown.
    #[n(0)]
    pub name: String,
    /// The sign-in name as typed at first; empty in an invitation.
    #[n(1)]
    pub login: String,
}

impl Profile {
    /// Seals the profile for the row with this id.
    #[must_use]
    pub fn seal(&self, keys: &ServerKeys, row: [u8; 16], entropy: &dyn Entropy) -> Vec<u8> {
        seal::seal_fresh(&keys.profile, &aad(keys, row), entropy, &cbor::encode(self))
    }

    /// Opens a sealed profile; damage shows as an empty name, so that one bad row never locks a person out.
    #[must_use]
    pub fn open(keys: &ServerKeys, row: [u8; 16], sealed: Option<&[u8]>) -> Self {
        sealed
            .and_then(|bytes| seal::open(&keys.profile, &aad(keys, row), bytes).ok())
            .and_then(|plain| cbor::decode(&plain).ok())
            .unwrap_or(Self { name: String::new(), login: String::new() })
    }
}

/// Seals a device's label for the row with this id.
#[must_use]
pub fn seal_label(keys: &ServerKeys, row: [u8; 16], label: &str, entropy: &dyn Entropy) -> Vec<u8> {
    seal::seal_fresh(&keys.profile, &aad(keys, row), entropy, label.as_bytes())
}

/// Opens a device's label; damage shows as empty.
#[must_use]
pub fn open_label(keys: &ServerKeys, row: [u8; 16], sealed: Option<&[u8]>) -> String {
    sealed
        .and_then(|bytes| seal::open(&keys.profile, &aad(keys, row), bytes).ok())
        .and_then(|plain| String::from_utf8(plain).ok())
        .unwrap_or_default()
}

/// Binds sealed bytes to their row: the id stands where a document's would.
fn aad(keys: &ServerKeys, row: [u8; 16]) -> Aad {
    Aad {
        purpose: Purpose::Row,
        tenant: keys.tenant,
        doc: DocId::from_bytes(row),
        epoch: 0,
        seq: 0,
        hash: Hash::ZERO,
    }
}

/// The keyed hash under which a sign-in name is found: surrounding space and case do not count.
#[must_use]
pub fn login_hash(keys: &ServerKeys, login: &str) -> Hash {
    let folded = login.trim().to_lowercase();
    mac::hmac_sha256(&keys.index, &[b"satchel/login/v1", folded.as_bytes()])
}

/// A name, label or sign-in name: trimmed, not empty, at most [`TEXT_MAX`] characters, no control characters.
/// # Errors
/// `invalid` naming the field.
pub fn text(field: &str, value: &str) -> Result<String, Problem> {
    let value = value.trim();
    let fine = !value.is_empty()
        && value.chars().count() <= TEXT_MAX
        && !value.chars().any(char::is_control);
    if fine {
        return Ok(value.to_owned());
    }
    Err(Problem::new(ErrorCode::Invalid).with("field", field).with("max", TEXT_MAX))
}

/// A sign-in name: as [`text`], and without white space.
/// # Errors
/// `invalid` naming the field.
pub fn login(value: &str) -> Result<String, Problem> {
    let value = text("login", value)?;
    if value.chars().any(char::is_whitespace) {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "login"));
    }
    Ok(value)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use satchel_model::{entropy::SeededEntropy, time::Timestamp};

    pub(crate) fn keys(seed: u64) -> ServerKeys {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        ServerKeys::open(&path, Timestamp::from_millis(1), &SeededEntropy::new(seed)).unwrap()
    }

    #[test]
    fn a_profile_opens_in_its_own_row_under_its_own_keys_alone() {
        let (keys, entropy) = (keys(1), SeededEntropy::new(9));
        let profile = Profile { name: "Ada".to_owned(), login: "ada".to_owned() };
        let sealed = profile.seal(&keys, [1; 16], &entropy);
        assert!(!sealed.windows(3).any(|w| w == b"Ada"));
        assert!(Profile::open(&keys, [1; 16], Some(&sealed)) == profile);
        assert_eq!(Profile::open(&keys, [2; 16], Some(&sealed)).name, "");
        assert_eq!(Profile::open(&super::tests::keys(2), [1; 16], Some(&sealed)).name, "");
        assert_eq!(Profile::open(&keys, [1; 16], None).name, "");
        let label = seal_label(&keys, [3; 16], "Laptop 1", &entropy);
        assert_eq!(open_label(&keys, [3; 16], Some(&label)), "Laptop 1");
        assert_eq!(open_label(&keys, [4; 16], Some(&label)), "");
    }

    #[test]
    fn sign_in_names_fold_case_and_space_and_differ_between_servers() {
        let keys = keys(1);
        assert_eq!(login_hash(&keys, " Ada "), login_hash(&keys, "ada"));
        assert_ne!(login_hash(&keys, "ada"), login_hash(&keys, "adam"));
        assert_ne!(login_hash(&keys, "ada"), login_hash(&super::tests::keys(2), "ada"));
    }

    #[test]
    fn texts_are_trimmed_bounded_and_plain() {
        assert_eq!(text("name", " Ada ").unwrap(), "Ada");
        assert!(text("name", &"x".repeat(120)).is_ok());
        for bad in ["", "  ", "a\nb", &"x".repeat(121)] {
            assert_eq!(text("name", bad).unwrap_err().args["field"], "name");
        }
        assert!(login("a b").is_err() && login("ada@example.org").is_ok());
    }
}
