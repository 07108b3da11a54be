//! What the engine needs of the machine it runs on. Desktop, mobile, headless and tests each bring one.
use crate::file;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// The machine did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// There is no keychain, or the person refused it.
    #[error("no keychain")]
    NoKeychain,
    /// The disk refused.
    #[error("host storage")]
    Io(#[from] std::io::Error),
}

/// The machine. Grows only when a command needs something new.
pub trait Host: Send + Sync {
    /// The secret under `key`, if there is one.
    ///
    /// # Errors
    /// [`HostError::NoKeychain`] where there is no keychain at all.
    fn keychain_get(&self, key: &str) -> Result<Option<Zeroizing<Vec<u8>>>, HostError>;

    /// Stores a secret under `key`, in place of an older one.
    ///
    /// # Errors
    /// [`HostError`]; nothing was stored then.
    fn keychain_set(&self, key: &str, value: &[u8]) -> Result<(), HostError>;

    /// Forgets the secret under `key`; absent is fine.
    ///
    /// # Errors
    /// [`HostError`].
    fn keychain_delete(&self, key: &str) -> Result<(), HostError>;
}

/// A host in memory, for tests and simulations. Clones of a machine share nothing.
#[derive(Default)]
pub struct MemoryHost {
    secrets: Mutex<BTreeMap<String, Vec<u8>>>,
    without_keychain: bool,
}

impl MemoryHost {
    /// A machine that has no keychain.
    #[must_use]
    pub fn without_keychain() -> Self {
        Self { without_keychain: true, ..Self::default() }
    }

    /// A machine whose keychain holds the same, as a copy of a whole disk does.
    #[must_use]
    pub fn copied(&self) -> Self {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { secrets: Mutex::new(secrets), without_keychain: self.without_keychain }
    }

    /// Forgets everything, as an operating system's keychain may.
    pub fn lose_keychain(&self) {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Host for MemoryHost {
    fn keychain_get(&self, key: &str) -> Result<Option<Zeroizing<Vec<u8>>>, HostError> {
        if self.without_keychain {
            return Err(HostError::NoKeychain);
        }
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(secrets.get(key).cloned().map(Zeroizing::new))
    }

    fn keychain_set(&self, key: &str, value: &[u8]) -> Result<(), HostError> {
        if self.without_keychain {
            return Err(HostError::NoKeychain);
        }
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.insert(key.to_owned(), value.to_vec());
        Ok(())
    }

    fn keychain_delete(&self, key: &str) -> Result<(), HostError> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
        Ok(())
    }
}

/// A host for machines without a desktop: secrets are files of mode 0600 in a folder that is not the vault's.
///
/// Weaker than a keychain: whoever reads both folders has the first factor. Meant for tests, demos and servers' own
/// devices; the desktop brings the system's keychain.
pub struct FileHost {
    folder: PathBuf,
}

impl FileHost {
    /// A host that keeps its secrets in `folder`, which is made when needed.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keys are ours and plain, but a slash in one must not leave the folder.
    fn path(&self, key: &str) -> PathBuf {
        let name: String =
            key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        self.folder.join(name)
    }
}

impl Host for FileHost {
    fn keychain_get(&self, key: &str) -> Result<Option<Zeroizing<Vec<u8>>>, HostError> {
        match std::fs::read(self.path(key)) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn keychain_set(&self, key: &str, value: &[u8]) -> Result<(), HostError> {
        std::fs::create_dir_all(&self.folder)?;
        Ok(file::replace(&self.path(key), value)?)
    }

    fn keychain_delete(&self, key: &str) -> Result<(), HostError> {
        match std::fs::remove_file(self.path(key)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps_secrets(host: &dyn Host) {
        assert!(host.keychain_get("a/b").unwrap().is_none());
        host.keychain_set("a/b", b"one").unwrap();
        host.keychain_set("a/b", b"two").unwrap();
        assert_eq!(host.keychain_get("a/b").unwrap().unwrap().as_slice(), b"two");
        assert!(host.keychain_get("a/c").unwrap().is_none());
        host.keychain_delete("a/b").unwrap();
        host.keychain_delete("a/b").unwrap();
        assert!(host.keychain_get("a/b").unwrap().is_none());
    }

    #[test]
    fn every_host_keeps_secrets_the_same_way() {
        let folder = tempfile::tempdir().unwrap();
        keeps_secrets(&MemoryHost::default());
        keeps_secrets(&FileHost::new(folder.path().join("keys")));
    }

    #[test]
    fn a_machine_without_keychain_says_so() {
        let host = MemoryHost::without_keychain();
        assert!(matches!(host.keychain_get("a"), Err(HostError::NoKeychain)));
        assert!(matches!(host.keychain_set("a", b"x"), Err(HostError::NoKeychain)));
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let host = FileHost::new(folder.path().to_owned());
        host.keychain_set("../k", b"x").unwrap();
        let file = std::fs::metadata(folder.path().join("---k")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}
