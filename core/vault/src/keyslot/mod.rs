//! The sidecar file of a vault: slots, each of which opens the vault key with another secret.
//!
//! A slot is AES-256-GCM(KEK, VMK); its associated data holds the vault, the slot, its type, its KDF parameters and
//! the version, so that no slot can be swapped, moved to another vault or made cheaper. A vault keeps two
//! independent slots or more.
mod file;
mod open;
mod recovery;
mod tries;

pub use file::{FileError, load, replace};
pub use open::{
    NewPassword, OpenError, PasswordRefusal, check_password, create_password_slot, create_recovery,
    open_password, open_recovery,
};
pub use recovery::RecoveryCode;
pub use tries::{DESTROY_AT, FREE_TRIES, Tries};

use crate::{aead, kdf, keyring::Vmk, secret::Key32};
use minicbor::{Decode, Encode};
use satchel_model::{cbor, entropy::Entropy, id::VaultId};

/// Version of the file and of the slots in it.
pub const VERSION: u16 = 1;
/// First element of the file.
const MAGIC: &str = "satchel-keyslots";
/// More slots than this are not a file of ours.
pub const SLOTS_MAX: usize = 16;

/// What opens a slot. Numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum SlotKind {
    /// A password, with the device secret where there is a keychain.
    #[n(1)]
    Password,
    /// A PIN of at least six digits; only with a device secret.
    #[n(2)]
    Pin,
    /// A key held by the platform behind a biometric check.
    #[n(3)]
    Platform,
    /// The recovery code that was shown once.
    #[n(4)]
    Recovery,
    /// A secret held by the server.
    #[n(5)]
    Escrow,
    /// A security key's hmac-secret.
    #[n(6)]
    Fido2,
}

impl SlotKind {
    const fn code(self) -> u8 {
        match self {
            Self::Password => 1,
            Self::Pin => 2,
            Self::Platform => 3,
            Self::Recovery => 4,
            Self::Escrow => 5,
            Self::Fido2 => 6,
        }
    }

    /// Whether too many wrong tries destroy slots of this kind. Recovery and escrow stay, so unsent work survives.
    #[must_use]
    pub const fn is_guessable(self) -> bool {
        match self {
            Self::Password | Self::Pin | Self::Platform => true,
            Self::Recovery | Self::Escrow | Self::Fido2 => false,
        }
    }
}

/// One sealed copy of the vault key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Slot {
    /// Random, names the slot.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub id: [u8; 16],
    /// What opens it.
    #[n(1)]
    pub kind: SlotKind,
    /// Argon2id cost; `None` for secrets that are random already.
    #[n(2)]
    pub params: Option<kdf::Params>,
    /// Argon2id salt; zero without parameters.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub salt: [u8; 16],
    /// Whether the device secret of the OS keychain is part of the key.
    #[n(4)]
    pub device_bound: bool,
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    nonce: [u8; 12],
    #[n(6)]
    #[cbor(with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

/// The clear part of a slot, before it is sealed.
struct Header {
    kind: SlotKind,
    params: Option<kdf::Params>,
    salt: [u8; 16],
    device_bound: bool,
}

impl Slot {
    fn seal(
        vault: VaultId,
        header: &Header,
        kek: &Key32,
        vmk: &Vmk,
        entropy: &dyn Entropy,
    ) -> Self {
        let mut id = [0; 16];
        entropy.fill(&mut id);
        let mut slot = Self {
            id,
            kind: header.kind,
            params: header.params,
            salt: header.salt,
            device_bound: header.device_bound,
            nonce: aead::nonce(entropy),
            sealed: Vec::new(),
        };
        let aad = slot.aad(vault);
        aead::seal_onto(&mut slot.sealed, kek, slot.nonce, &aad, vmk.key().expose());
        slot
    }

    fn open(&self, vault: VaultId, kek: &Key32) -> Option<Vmk> {
        let plain = aead::open(kek, self.nonce, &self.aad(vault), &self.sealed).ok()?;
        Key32::from_slice(&plain).map(Vmk::from_key)
    }

    fn aad(&self, vault: VaultId) -> Vec<u8> {
        let params = self.params.unwrap_or(kdf::Params { m_kib: 0, t: 0, p: 0 });
        let mut out = b"satchel/slot/v1".to_vec();
        out.extend_from_slice(vault.as_bytes());
        out.extend_from_slice(&self.id);
        out.extend([self.kind.code(), u8::from(self.device_bound)]);
        for number in [params.m_kib, params.t, params.p] {
            out.extend_from_slice(&number.to_be_bytes());
        }
        out.extend_from_slice(&self.salt);
        out.extend_from_slice(&VERSION.to_be_bytes());
        out
    }
}

/// Why a slot file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlotFileError {
    /// Not a slot file, or damaged.
    #[error("not a slot file")]
    Malformed,
    /// Written by a newer version of the app.
    #[error("slot file of a newer version")]
    Newer,
    /// A header asks for a cost outside the bounds of [`kdf`].
    #[error(transparent)]
    Cost(#[from] kdf::KdfError),
}

/// The sidecar file: readable without any secret, worthless without one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct SlotFile {
    #[n(0)]
    magic: String,
    #[n(1)]
    version: u16,
    /// The vault that the slots open.
    #[n(2)]
    pub vault: VaultId,
    /// All slots.
    #[n(3)]
    pub slots: Vec<Slot>,
    /// Wrong tries so far.
    #[n(4)]
    pub tries: Tries,
}

impl SlotFile {
    /// An empty file for a new vault.
    #[must_use]
    pub fn new(vault: VaultId) -> Self {
        Self {
            magic: MAGIC.to_owned(),
            version: VERSION,
            vault,
            slots: Vec::new(),
            tries: Tries::default(),
        }
    }

    /// The file's bytes: canonical CBOR.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads a file and checks every header against the cost floor before any secret is asked for.
    ///
    /// # Errors
    /// [`SlotFileError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, SlotFileError> {
        let file: Self = cbor::decode(bytes).map_err(|_| SlotFileError::Malformed)?;
        if file.magic != MAGIC || file.slots.len() > SLOTS_MAX {
            return Err(SlotFileError::Malformed);
        }
        if file.version != VERSION {
            return Err(SlotFileError::Newer);
        }
        for slot in &file.slots {
            match (slot.kind, slot.params) {
                (SlotKind::Password | SlotKind::Pin, Some(params)) => params.check()?,
                (SlotKind::Password | SlotKind::Pin, None) => {
                    return Err(kdf::KdfError::BelowFloor.into());
                }
                (
                    SlotKind::Platform | SlotKind::Recovery | SlotKind::Escrow | SlotKind::Fido2,
                    None,
                ) => {}
                (
                    SlotKind::Platform | SlotKind::Recovery | SlotKind::Escrow | SlotKind::Fido2,
                    Some(_),
                ) => return Err(SlotFileError::Malformed),
            }
        }
        Ok(file)
    }

    /// Puts `slot` in place of every slot of its kind.
    pub fn put(&mut self, slot: Slot) {
        self.slots.retain(|other| other.kind != slot.kind);
        self.slots.push(slot);
    }

    /// The slots of a kind.
    pub fn of_kind(&self, kind: SlotKind) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(move |slot| slot.kind == kind)
    }

    /// Whether two independent slots or more stand between the person and losing the vault.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        let guessable = self.slots.iter().any(|slot| slot.kind.is_guessable());
        let kept = self.slots.iter().any(|slot| !slot.kind.is_guessable());
        guessable && kept
    }

    /// Removes password, PIN and platform slots, after too many wrong tries.
    pub fn destroy_guessable(&mut self) {
        self.slots.retain(|slot| !slot.kind.is_guessable());
    }
}

#[cfg(test)]
mod tests;
