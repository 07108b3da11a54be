//! Arguments of commands.
use satchel_model::id::{DocId, ItemId, PatientId, VaultId};
use serde::{Deserialize, Serialize};

/// Joining a clinic.
#[derive(Clone, Serialize, Deserialize)]
pub struct Join {
    /// The invitation, `satchel://join?...`.
    pub link: String,
    /// Sign-in name that the person chooses.
    pub login: String,
    /// Password that the person chooses; opens the vault and signs in.
    pub password: String,
    /// Name of this machine as shown in lists of devices.
    pub machine: String,
}

/// Opening the vault.
#[derive(Clone, Serialize, Deserialize)]
pub struct Unlock {
    /// Whose vault; may be left out where there is one only.
    #[serde(default)]
    pub vault: Option<VaultId>,
    /// The password.
    pub password: String,
}

/// Opening the vault without its password.
#[derive(Clone, Serialize, Deserialize)]
pub struct UnlockRecovery {
    /// Whose vault; may be left out where there is one only.
    #[serde(default)]
    pub vault: Option<VaultId>,
    /// The recovery code, with or without dashes.
    pub code: String,
    /// The password that opens the vault from now on.
    pub password: String,
}

/// Signing in to the server again.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// The password of the account.
    pub password: String,
}

/// How many ids are wanted, 1 to 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewIds {
    /// How many.
    pub count: u8,
}

/// A search for patients.
#[derive(Clone, Serialize, Deserialize)]
pub struct Search {
    /// Words: beginnings of names, numbers, a birth date, a telephone number.
    pub query: String,
    /// Most results, 1 to 200; 50 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Page {
    /// The last one of the page before; none for the first page.
    #[serde(default)]
    pub after: Option<DocId>,
    /// Most results, 1 to 200; 50 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientOf {
    /// The patient.
    pub patient: PatientId,
}

/// Newest things of a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientPage {
    /// The patient.
    pub patient: PatientId,
    /// Most results, 1 to 1,000; 200 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One record without a home of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherGet {
    /// The document that keeps it.
    pub doc: DocId,
    /// The record.
    pub item: ItemId,
}

/// A refused change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineLine {
    /// Its number in the list.
    pub ctr: u64,
    /// Must be true to discard.
    #[serde(default)]
    pub confirm: bool,
}

/// Text typed so far.
#[derive(Clone, Serialize, Deserialize)]
pub struct DraftPut {
    /// Name that the screen chose, opaque, at most 200 bytes.
    pub key: String,
    /// The text, at most 128 KiB.
    pub body: String,
}

/// A change of the record.
#[derive(Clone, Serialize, Deserialize)]
pub struct Change {
    /// What to write: its word as `type`, beside it its fields.
    #[serde(flatten)]
    pub write: satchel_model::document::write::Write,
    /// The draft that this settles: removed in the same transaction.
    #[serde(default)]
    pub draft: Option<String>,
}
