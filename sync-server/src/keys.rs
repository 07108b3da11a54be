//! The server's own keys: one file, mode 0600, made at the first start and never silently made anew.
use std::{
    io,
    path::{Path, PathBuf},
};

pub mod rotate;
pub mod wrapping;

use minicbor::{Decode, Encode};
use satchel_model::{cbor, entropy::Entropy, id::TenantId, time::Timestamp};
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_vault::{kdf, secret::Key32, sign::SigningKey};

use crate::{file, http::problem::Failure};
use wrapping::{Seen, Versions, Wrapping};

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
    /// Wrap document keys.
    pub wrapping: Wrapping,
    /// Seals names and labels in tables.
    pub profile: Key32,
    /// Keyed hash of sign-in names.
    pub index: Key32,
    /// Authenticates feed tokens and beacons; derives session tokens.
    pub token_key: Key32,
    /// Keyed into every password hash.
    pub pepper: Key32,
    path: PathBuf,
}

/// The file's content, version 1: one wrapping key, from which two others are derived.
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

/// The file's content, version 2, written by the first rotation: what was derived stands by itself, so that a wrapping
/// key can be forgotten.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Second {
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
    token_key: [u8; 32],
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    pepper: [u8; 32],
    #[n(6)]
    #[cbor(with = "minicbor::bytes")]
    profile: [u8; 32],
    #[n(7)]
    #[cbor(with = "minicbor::bytes")]
    index: [u8; 32],
    /// Oldest first; the last is in use.
    #[n(8)]
    wrapping: Vec<Version>,
}

/// A wrapping key and its number.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Version {
    #[n(0)]
    number: u32,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    key: [u8; 32],
}

impl Drop for Second {
    fn drop(&mut self) {
        use zeroize::Zeroize as _;
        let own = [&mut self.seed, &mut self.token_key, &mut self.pepper];
        for key in own.into_iter().chain([&mut self.profile, &mut self.index]) {
            key.zeroize();
        }
        for version in &mut self.wrapping {
            version.key.zeroize();
        }
    }
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
        }
        if file::others_may(path).map_err(at)? {
            return Err(KeysError::Open(path.to_path_buf()));
        }
        let seen = Seen::of(path).map_err(at)?;
        let form = || KeysError::Form(path.to_path_buf());
        Self::from_second(&read(path)?, path, seen).ok_or_else(form)
    }

    fn from_second(stored: &Second, path: &Path, seen: Seen) -> Option<Self> {
        let each = stored.wrapping.iter();
        let versions: std::collections::BTreeMap<_, _> =
            each.map(|v| (v.number, std::sync::Arc::new(Key32::from_bytes(v.key)))).collect();
        if stored.v != 2 || versions.is_empty() {
            return None;
        }
        Some(Self {
            tenant: stored.tenant,
            signing: SigningKey::from_seed(&Key32::from_bytes(stored.seed)).ok()?,
            wrapping: Wrapping::new(Versions(versions), Some(seen)),
            profile: Key32::from_bytes(stored.profile),
            index: Key32::from_bytes(stored.index),
            token_key: Key32::from_bytes(stored.token_key),
            pepper: Key32::from_bytes(stored.pepper),
            path: path.to_path_buf(),
        })
    }

    /// Takes over the wrapping keys that the file holds now: another process may have begun or ended a rotation.
    /// # Errors
    /// `io` or `config` for a file that cannot be read any more; what is known stays known.
    pub fn reload(&self) -> Result<(), Failure> {
        let seen = Seen::of(&self.path).map_err(|source| self.trouble(source))?;
        let stored = read(&self.path).map_err(|error| failure(&error))?;
        let fresh = Self::from_second(&stored, &self.path, seen);
        let fresh = fresh.filter(|f| f.tenant == self.tenant);
        let fresh = fresh.ok_or_else(|| failure(&KeysError::Form(self.path.clone())))?;
        self.wrapping.set(fresh.wrapping.versions(), Some(seen));
        Ok(())
    }

    /// The same if the file is not the one that was read; asked before a key is wrapped.
    pub fn look(&self) {
        let now = Seen::of(&self.path).ok();
        if now != self.wrapping.seen()
            && let Err(failure) = self.reload()
        {
            tracing::error!(code = failure.code().word(), "the keys file cannot be read any more");
        }
    }

    /// Puts a new wrapping key into the file and uses it from now on.
    /// # Errors
    /// `io`; then the file and what is in use are as before.
    fn add(&self, entropy: &dyn Entropy) -> Result<(), Failure> {
        let mut stored = read(&self.path).map_err(|error| failure(&error))?;
        let number = stored.wrapping.iter().map(|v| v.number).max().unwrap_or(0) + 1;
        let key = *Key32::generate(entropy).expose();
        stored.wrapping.push(Version { number, key });
        self.write(&stored)
    }

    /// Forgets all wrapping keys but the newest.
    /// # Errors
    /// `io`; then nothing is forgotten.
    fn retire(&self) -> Result<(), Failure> {
        let mut stored = read(&self.path).map_err(|error| failure(&error))?;
        let newest = stored.wrapping.iter().map(|v| v.number).max().unwrap_or(0);
        stored.wrapping.retain(|v| v.number == newest);
        self.write(&stored)
    }

    fn write(&self, stored: &Second) -> Result<(), Failure> {
        let bytes = zeroize::Zeroizing::new(cbor::encode(stored));
        file::replace(&self.path, &bytes).map_err(|source| self.trouble(source))?;
        self.reload()
    }

    /// The right to change the file, for as long as the answer lives; it ends with the process, however that ends.
    /// # Errors
    /// `in_use` while somebody else has it.
    fn alone(&self) -> Result<std::fs::File, Failure> {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".lock");
        let open = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(name);
        let lock = open.map_err(|source| self.trouble(source))?;
        lock.try_lock().map_err(|_| Failure::from(ErrorCode::InUse))?;
        Ok(lock)
    }

    fn trouble(&self, source: io::Error) -> Failure {
        failure(&KeysError::File { path: self.path.clone(), source })
    }
}

fn failure(error: &KeysError) -> Failure {
    let code = match error {
        KeysError::File { .. } => ErrorCode::Io,
        KeysError::Form(_) | KeysError::Open(_) | KeysError::Other(_) => ErrorCode::Config,
    };
    Problem::new(code).with("detail", error.to_string()).into()
}

/// The file in its newest form, whatever form it has.
fn read(path: &Path) -> Result<Second, KeysError> {
    let at = |source| KeysError::File { path: path.to_path_buf(), source };
    let bytes = zeroize::Zeroizing::new(std::fs::read(path).map_err(at)?);
    if let Ok(second) = cbor::decode::<Second>(&bytes) {
        return Ok(second);
    }
    let form = |_| KeysError::Form(path.to_path_buf());
    let first: Stored = cbor::decode(&bytes).map_err(form)?;
    first.second().ok_or_else(|| KeysError::Form(path.to_path_buf()))
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

    /// The same in the second form; its wrapping key is number 1.
    fn second(&self) -> Option<Second> {
        let kek = Key32::from_bytes(self.kek);
        (self.v == 1).then(|| Second {
            v: 2,
            tenant: self.tenant,
            created_at: self.created_at,
            seed: self.seed,
            token_key: self.token_key,
            pepper: self.pepper,
            profile: *kdf::hkdf(&kek, "satchel/profile/v1").expose(),
            index: *kdf::hkdf(&kek, "satchel/index/v1").expose(),
            wrapping: vec![Version { number: 1, key: self.kek }],
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
        let kek = |keys: &ServerKeys| keys.wrapping.newest().unwrap().1;
        assert!(kek(&first).same(&kek(&again)) && first.profile.same(&again.profile));
        assert!(!kek(&first).same(&first.profile) && !kek(&first).same(&first.token_key));
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
    fn a_new_wrapping_key_is_in_the_file_before_it_is_used_and_the_old_one_goes_last() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        let (keys, other) = (open(&path, 1).unwrap(), open(&path, 2).unwrap());
        let first = keys.wrapping.newest().unwrap();
        assert_eq!(first.0, 1);
        keys.add(&SeededEntropy::new(3)).unwrap();
        assert_eq!(keys.wrapping.known(), [1, 2]);
        let second = keys.wrapping.newest().unwrap();
        assert!(second.0 == 2 && !second.1.same(&first.1));
        // Another process notices before it wraps the next key.
        assert_eq!(other.wrapping.known(), [1]);
        other.look();
        assert_eq!(other.wrapping.known(), [1, 2]);
        keys.retire().unwrap();
        assert_eq!(keys.wrapping.known(), [2]);
        let again = open(&path, 4).unwrap();
        assert!(again.wrapping.newest().unwrap().1.same(&second.1));
        assert!(again.profile.same(&keys.profile) && again.index.same(&keys.index));
        assert!(!file::others_may(&path).unwrap());
    }

    #[test]
    fn two_rotations_at_once_are_one() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("keys.cbor");
        let (keys, other) = (open(&path, 1).unwrap(), open(&path, 2).unwrap());
        let alone = keys.alone().unwrap();
        assert_eq!(other.alone().err().map(|f| f.code()), Some(ErrorCode::InUse));
        drop(alone);
        assert!(other.alone().is_ok());
    }

    #[test]
    fn the_second_stored_form_is_frozen() {
        let first = Stored::new(Timestamp::from_millis(0), &SeededEntropy::new(7));
        let second = first.second().unwrap();
        insta::assert_snapshot!("keys_v2", hex::encode(cbor::encode(&second)));
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
