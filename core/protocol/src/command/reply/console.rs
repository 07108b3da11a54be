//! Answers about the clinic itself: people, invitations, devices, the audit log, late edits, notices.
use satchel_model::id::RowId;
use satchel_model::{
    id::{DeviceId, DocId, Hash, InvitationId, ItemId, PatientId, UserId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// People and places that everybody in the clinic may know.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Directory {
    /// Staff, in order of name.
    pub people: Vec<Colleague>,
    /// Places, in order of name.
    pub places: Vec<Place>,
}

/// A member of staff.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Colleague {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// The role's word.
    pub role: String,
    /// False: no longer works here; old entries still name them.
    pub active: bool,
}

/// A place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Place {
    /// The place.
    pub id: RowId,
    /// Its name.
    pub name: String,
}

/// Everybody who can sign in.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct People {
    /// The lines, in order of name.
    pub people: Vec<Person>,
}

/// Somebody who can sign in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Person {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their sign-in name.
    pub login: String,
    /// The role's word.
    pub role: String,
    /// Their patient, of patients and trusted persons.
    pub patient: Option<PatientId>,
    /// Whether they can sign in.
    pub active: bool,
    /// Since when they are here.
    pub created_at: Timestamp,
    /// Devices that may work.
    pub devices: u32,
}

/// Invitations, newest first.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Invitations {
    /// The lines.
    pub invitations: Vec<Invitation>,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Can be used.
    Open,
    /// Was used.
    Used,
    /// Its time is over.
    Expired,
    /// Was taken back.
    Withdrawn,
}

/// An invitation as listed: its link is not shown again.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Invitation {
    /// The invitation.
    pub invitation: InvitationId,
    /// For whom; empty where no name was given.
    pub name: String,
    /// The role's word.
    pub role: String,
    /// Whom it is about.
    pub patient: Option<PatientId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: InvitationState,
}

/// A fresh invitation. The link holds its secret: shown once, stored nowhere.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct InvitationOpen {
    /// The invitation.
    pub invitation: InvitationId,
    /// The link to give to the person.
    pub link: String,
    /// The server's key as words: the person compares them with what their own screen shows.
    pub words: String,
    /// The link as a QR code, an SVG picture.
    pub qr_svg: String,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// Devices, those that work first.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Devices {
    /// The lines.
    pub devices: Vec<Device>,
}

/// Whether a device may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// It may.
    Active,
    /// A person shut it out.
    Revoked,
    /// The server stopped it: its chain has two ends.
    Blocked,
}

/// One device.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Device {
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub user: UserId,
    /// Their name.
    pub person: String,
    /// What they called the machine.
    pub machine: String,
    /// The kind of machine, where known.
    pub model: Option<String>,
    /// The app's version, where known.
    pub version: Option<String>,
    /// When it joined.
    pub created_at: Timestamp,
    /// Last contact.
    pub last_seen_at: Option<Timestamp>,
    /// Changes on it that were not sent, as it said at its last contact; none where it never said.
    pub unsent: Option<u64>,
    /// Until when it works without contact.
    pub lease_until: Option<Timestamp>,
    /// Whether it may work.
    pub state: DeviceState,
    /// When it was shut out.
    pub revoked_at: Option<Timestamp>,
    /// True: no contact for longer than its lease.
    pub lost: bool,
    /// How often its store was found put back from a copy, or copied.
    pub restored: u32,
}

/// A page of the audit log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuditPage {
    /// The entries, newest first.
    pub entries: Vec<AuditEntry>,
    /// There are older ones.
    pub more: bool,
    /// How far the log was checked.
    pub verified: AuditState,
}

/// One entry of the audit log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuditEntry {
    /// Its place in the log, from 0.
    pub index: u64,
    /// When the server wrote it.
    pub at: Timestamp,
    /// Who acted.
    pub user: Option<UserId>,
    /// Their name; empty where nobody acted or the name is gone.
    pub person: String,
    /// The role's word.
    pub role: Option<String>,
    /// On which device.
    pub device: Option<DeviceId>,
    /// The event's word.
    pub kind: String,
    /// About whom.
    pub patient: Option<PatientId>,
    /// About which document.
    pub doc: Option<DocId>,
    /// The outcome's word.
    pub outcome: String,
    /// More, by name: ids, counts and words, never content.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown>"))]
    pub detail: std::collections::BTreeMap<String, serde_json::Value>,
}

/// Whether the audit log matches its signed checkpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AuditWord {
    /// It does, up to `to_index`.
    Verified,
    /// A check runs.
    Checking,
    /// It does not, at `to_index`.
    Mismatch,
    /// It was not checked yet.
    Never,
}

/// How far the audit log was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuditState {
    /// The outcome.
    pub state: AuditWord,
    /// Last index that was looked at; of a mismatch, the first that does not match.
    pub to_index: Option<u64>,
    /// When.
    pub at: Option<Timestamp>,
    /// Root of the tree at that place.
    pub leaf: Option<Hash>,
}

/// Late edits that wait for a person, oldest first.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Reviews {
    /// The lines.
    pub items: Vec<Review>,
}

/// A late edit.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Review {
    /// The item.
    pub review: ItemId,
    /// The device that sent it.
    pub device: DeviceId,
    /// Whose it is.
    pub person: String,
    /// The document it was for.
    pub doc: DocId,
    /// The patient, where known.
    pub patient: Option<PatientId>,
    /// The patient's name; empty where it is not known or not for this person.
    pub patient_name: String,
    /// What it was to write: a command's word; empty where it was not sent.
    pub kind: String,
    /// Why it is here: an error code's word.
    pub code: String,
    /// When the person wrote it, by the device's clock.
    pub at: Timestamp,
    /// When the server had it.
    pub received_at: Timestamp,
    /// What it was to write, as words for the person who decides.
    pub text: Option<String>,
}

/// What a person is told, newest first.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Notices {
    /// The lines.
    pub notices: Vec<Notice>,
    /// How many were not seen.
    pub unseen: u32,
}

/// One notice: a pointer to something, never its content.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Notice {
    /// The notice.
    pub id: ItemId,
    /// Its kind's word: the screen has the text.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// What it is about.
    pub doc: Option<DocId>,
    /// Whom it is about.
    pub patient: Option<PatientId>,
    /// Whether it was seen.
    pub seen: bool,
}

/// How a person wants to be told.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NoticePrefs {
    /// In the app.
    pub in_app: bool,
    /// By e-mail.
    pub email: bool,
    /// The e-mail address.
    pub address: Option<String>,
    /// Wall time from which nothing is sent: `21:00`.
    pub quiet_from: Option<String>,
    /// Wall time until which nothing is sent.
    pub quiet_to: Option<String>,
    /// Language of the e-mail as a tag.
    pub language: String,
}
