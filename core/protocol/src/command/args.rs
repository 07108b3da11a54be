//! Arguments of commands.
use satchel_model::id::{DeviceId, DocId, InvitationId, ItemId, PatientId, UserId, VaultId};
use serde::{Deserialize, Serialize};

/// Joining a clinic.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
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
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct Unlock {
    /// Whose vault; may be left out where there is one only.
    #[serde(default)]
    pub vault: Option<VaultId>,
    /// The password.
    pub password: String,
}

/// Opening the vault without its password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
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
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SignIn {
    /// The password of the account.
    pub password: String,
}

/// How many ids are wanted, 1 to 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NewIds {
    /// How many.
    pub count: u8,
}

/// A search for patients.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct Search {
    /// Words: beginnings of names, numbers, a birth date, a telephone number.
    pub query: String,
    /// Most results, 1 to 200; 50 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
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
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PatientOf {
    /// The patient.
    pub patient: PatientId,
}

/// Newest things of a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct PatientPage {
    /// The patient.
    pub patient: PatientId,
    /// Most results, 1 to 1,000; 200 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One record without a home of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OtherGet {
    /// The document that keeps it.
    pub doc: DocId,
    /// The record.
    pub item: ItemId,
}

/// A refused change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct QuarantineLine {
    /// Its number in the list.
    pub ctr: u64,
    /// Must be true to discard.
    #[serde(default)]
    pub confirm: bool,
}

/// Text typed so far.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftPut {
    /// Name that the screen chose, opaque, at most 200 bytes.
    pub key: String,
    /// The text, at most 128 KiB.
    pub body: String,
}

/// A change of the record.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "Write & { draft?: string | null }"))]
pub struct Change {
    /// What to write: its word as `type`, beside it its fields.
    #[serde(flatten)]
    pub write: satchel_model::document::write::Write,
    /// The draft that this settles: removed in the same transaction.
    #[serde(default)]
    pub draft: Option<String>,
}

/// An invitation to make.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct InvitationCreate {
    /// Name of the person, for the list.
    pub name: String,
    /// The role's word.
    pub role: String,
    /// Whom it is about: of patients and trusted persons.
    #[serde(default)]
    pub patient: Option<PatientId>,
    /// Days it can be used, 1 to 30; 7 where absent.
    #[serde(default)]
    pub days: Option<u32>,
}

/// One invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct InvitationOf {
    /// The invitation.
    pub invitation: InvitationId,
}

/// A device to shut out.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeviceRevoke {
    /// The device.
    pub device: DeviceId,
    /// Why, in words; for the audit log.
    pub reason: String,
}

/// A page of the audit log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct AuditQuery {
    /// Entries with a smaller index; the newest where absent.
    #[serde(default)]
    pub before: Option<u64>,
    /// Most entries, 1 to 200; 50 where absent.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Acts of this person only.
    #[serde(default)]
    pub user: Option<UserId>,
    /// Acts about this patient only.
    #[serde(default)]
    pub patient: Option<PatientId>,
    /// Acts of this kind only: the word of an audit event.
    #[serde(default)]
    pub kind: Option<String>,
}

/// What becomes of a late edit.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ReviewSettle {
    /// The item in review.
    pub review: ItemId,
    /// True: written anew by the person who decides. False: not taken.
    pub accept: bool,
    /// Why.
    pub reason: String,
}

/// Notices that a person has seen, at most 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NoticeSeen {
    /// Their ids.
    pub ids: Vec<ItemId>,
}

/// How a person wants to be told.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct NoticePrefsSet {
    /// In the app.
    pub in_app: bool,
    /// By e-mail.
    pub email: bool,
    /// The e-mail address; needed where `email` is true.
    #[serde(default)]
    pub address: Option<String>,
    /// Wall time from which nothing is sent: `21:00`.
    #[serde(default)]
    pub quiet_from: Option<String>,
    /// Wall time until which nothing is sent.
    #[serde(default)]
    pub quiet_to: Option<String>,
    /// Language of the e-mail as a tag; the one before stays where absent.
    #[serde(default)]
    pub language: Option<String>,
}

/// The switch "work offline".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NetworkSet {
    /// False: no contact with the server until it is set back or the app starts anew.
    pub online: bool,
}

/// Whether the download rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncPause {
    /// True: rests until it is set back or the app starts anew; what a person wrote is still sent.
    pub paused: bool,
}
