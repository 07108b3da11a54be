//! The server's own keys: one file, mode 0600, made at the first start and never silently made anew.
use std::{
    io,
    path::{Path, PathBuf},
};

use minicbor::{Decode, Encode};
use satchel_model::{cbor, entropy::Entropy, id::TenantId, time::Timestamp};
use satchel_vault::{kdf, secret::Key32, sign::SigningKey};

use crate::file;

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The keys file.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The file is not one of ours, or damaged: bring it back from the copy kept elsewhere.
    #[error("{0} is not a keys file of this version")]
    Form(PathBuf),
    /// Others may read the file: `chmod 600` it.
    #[error("{0} may be read by others; run: chmod 600 {0}")]
    Open(PathBuf),
    /// The database knows another organisation: this is not the keys file that belongs to it.
    #[error("the database belongs to other keys than {0}; bring back the right file")]
    Other(PathBuf),
}

/// The keys of one organisation. Not printable, not cloneable, wiped when dropped.
pub struct ServerKeys {
    /// The organisation's id, also the id of the server as an actor.
    pub tenant: TenantId,
    /// Signs certificates, leases, beacons, checkpoints and the server's own items.
    pub signing: SigningKey,
    /// Wraps document keys.
    pub kek: Key32,
    /// Seals names and labels in tables; derived from `kek`.
    pub profile: Key32,
    /// Keyed hash of sign-in names; derived from `kek`.
    pub index: Key32,
    /// Authenticates feed tokens and beacons; derives session tokens.
    pub token_key: Key32,
    /// Keyed into every password hash.
    pub pepper: Key32,
}

/// The file's content, version 1.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Stored {
    #[n(0)]
    v: u8,
    #[n(1)]
    tenant: TenantId,
    #[n(2)]
    created_at: Timestamp,
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    seed: [u8; 32],
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    kek: [u8; 32],
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    token_key: [u8; 32],
    #[n(6)]
    #[cbor(with = "minicbor::bytes")]
    pepper: [u8; 32],
}

impl Drop for Stored {
    fn drop(&mut self) {
        use zeroize::Zeroize as _;
        self.seed.zeroize();
        self.kek.zeroize();
        self.token_key.zeroize();
        self.pepper.zeroize();
    }
}

impl ServerKeys {
    /// Reads the keys of `path`, or makes them where there is no such file.
    /// # Errors
    /// [`KeysError`]; an unreadable file is never replaced, since all sealed content hangs on it.
    pub fn open(path: &Path, now: Timestamp, entropy: &dyn Entropy) -> Result<Self, KeysError> {
        let at = |source| KeysError::File { path: path.to_path_buf(), source };
        if !path.exists() {
            let stored = Stored::new(now, entropy);
            let bytes = zeroize::Zeroizing::new(cbor::encode(&stored));
            file::replace(path, &bytes).map_err(at)?;
            return stored.keys().ok_or_else(|| KeysError::Form(path.to_path_buf()));
        }
        if file::others_may(path).map_err(at)? {
            return Err(KeysError::Open(path.to_path_buf()));
        }
        let bytes = zeroize::Zeroizing::new(std::fs::read(path).map_err(at)?);
        let stored: Stored =
            cbor::decode(&bytes).map_err(|_| KeysError::Form(path.to_path_buf()))?;
        stored.keys().ok_or_else(|| KeysError::Form(path.to_path_buf()))
    }
}

impl Stored {
    fn new(now: Timestamp, entropy: &dyn Entropy) -> Self {
        let key = || *Key32::generate(entropy).expose();
        Self {
            v: 1,
            tenant: TenantId::new(now, entropy),
            created_at: now,
            seed: key(),
            kek: key(),
            token_key: key(),
            pepper: key(),
        }
    }

    fn keys(&self) -> Option<ServerKeys> {
        let kek = Key32::from_bytes(self.kek);
        (self.v == 1).then_some(())?;
        Some(ServerKeys {
            tenant: self.tenant,
            signing: SigningKey::from_seed(&Key32::from_bytes(self.seed)).ok()?,
            profile: kdf::hkdf(&kek, "satchel/profile/v1"),
            index: kdf::hkdf(&kek, "satchel/index/v1"),
            kek,
            token_key: Key32::from_bytes(self.token_key),
            pepper: Key32::from_bytes(self.pepper),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;
    use std::os::unix::fs::PermissionsExt as _;

    fn open(path: &Path, seed: u64) -> Result<ServerKeys, KeysError> {
        ServerKeys::open(path, Timestamp::from_millis(1), &SeededEntropy::new(seed))
    }

    #[test]
    fn the_keys_of_the_first_start_come_back() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        let first = open(&path, 1).unwrap();
        let again = open(&path, 2).unwrap();
        assert_eq!(first.tenant, again.tenant);
        assert_eq!(first.signing.public(), again.signing.public());
        assert!(first.kek.same(&again.kek) && first.profile.same(&again.profile));
        assert!(!first.kek.same(&first.profile) && !first.kek.same(&first.token_key));
        assert!(!file::others_may(&path).unwrap());
    }

    #[test]
    fn a_damaged_file_is_refused_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        file::replace(&path, b"not keys").unwrap();
        assert!(matches!(open(&path, 1), Err(KeysError::Form(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"not keys");
    }

    #[test]
    fn a_file_that_others_may_read_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        open(&path, 1).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(open(&path, 1).err().unwrap().to_string().contains("chmod 600"));
    }

    #[test]
    fn the_stored_form_is_frozen() {
        let stored = Stored::new(Timestamp::from_millis(0), &SeededEntropy::new(7));
        insta::assert_snapshot!("keys_v1", hex::encode(cbor::encode(&stored)));
    }

    #[test]
    fn a_file_of_another_version_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        let mut stored = Stored::new(Timestamp::from_millis(0), &SeededEntropy::new(7));
        stored.v = 2;
        file::replace(&path, &cbor::encode(&stored)).unwrap();
        assert!(matches!(open(&path, 1), Err(KeysError::Form(_))));
    }
}
