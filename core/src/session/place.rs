//! Where vaults lie.
use crate::{error::CoreError, file};
use satchel_model::id::VaultId;
use satchel_protocol::command::reply::VaultLine;
use std::path::{Path, PathBuf};

/// Most vaults that are listed.
const VAULTS_MAX: usize = 100;

/// The folder of one vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The vault.
    pub vault: VaultId,
    folder: PathBuf,
}

impl Place {
    /// The place of a vault under the app's folder.
    #[must_use]
    pub fn of(dir: &Path, vault: VaultId) -> Self {
        Self { vault, folder: dir.join("vaults").join(vault.to_string()) }
    }

    /// The place where a vault is made before it counts.
    #[must_use]
    pub fn unfinished(dir: &Path, vault: VaultId) -> Self {
        Self { vault, folder: dir.join("vaults").join(format!("{vault}.new")) }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The slot file.
    #[must_use]
    pub fn slots(&self) -> PathBuf {
        self.folder.join("keyslots.cbor")
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.join("store.db")
    }

    /// Keychain name of the first factor.
    #[must_use]
    pub fn device_secret(&self) -> String {
        format!("device-secret-{}", self.vault)
    }

    /// Keychain name of the store's incarnation.
    #[must_use]
    pub fn incarnation(&self) -> String {
        format!("incarnation-{}", self.vault)
    }

    /// Keychain name of the counter of wrong tries.
    #[must_use]
    pub fn tries(&self) -> String {
        format!("tries-{}", self.vault)
    }

    /// Writes the count of unsent changes for the lock screen.
    ///
    /// # Errors
    /// The disk's refusal.
    pub fn set_unsent(&self, count: u64) -> std::io::Result<()> {
        file::replace(&self.folder.join("unsent"), count.to_string().as_bytes())
    }

    /// The count of unsent changes as last written; 0 if there is none.
    #[must_use]
    pub fn unsent(&self) -> u64 {
        let text = std::fs::read_to_string(self.folder.join("unsent")).unwrap_or_default();
        text.trim().parse().unwrap_or(0)
    }
}

/// The vaults under the app's folder, in order of id. A folder whose name is no id is none, and neither is one whose
/// store was kept aside: its files stay, and the person joins again.
///
/// # Errors
/// The disk's refusal.
pub fn vaults(dir: &Path) -> Result<Vec<VaultLine>, CoreError> {
    let entries = match std::fs::read_dir(dir.join("vaults")) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(CoreError::Host(error.into())),
    };
    let mut found: Vec<VaultId> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("store.db").exists())
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .take(VAULTS_MAX)
        .collect();
    found.sort();
    let line = |vault| VaultLine { vault, unsent: Place::of(dir, vault).unsent() };
    Ok(found.into_iter().map(line).collect())
}

/// The vault meant: the named one, or the only one.
///
/// # Errors
/// [`CoreError::NotJoined`] without any, [`CoreError::Invalid`] where several are and none is named,
/// [`CoreError::NotFound`] for an unknown one.
pub fn choose(dir: &Path, named: Option<VaultId>) -> Result<Place, CoreError> {
    let all = vaults(dir)?;
    match (named, all.as_slice()) {
        (_, []) => Err(CoreError::NotJoined),
        (Some(vault), all) if all.iter().any(|line| line.vault == vault) => {
            Ok(Place::of(dir, vault))
        }
        (Some(_), _) => Err(CoreError::NotFound),
        (None, [one]) => Ok(Place::of(dir, one.vault)),
        (None, _) => Err(CoreError::Invalid { field: "vault", code: "which" }),
    }
}
