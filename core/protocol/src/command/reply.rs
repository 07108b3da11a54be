//! Answers to commands.
use satchel_model::{
    document::card::Card,
    id::{DeviceId, DocId, ItemId, PatientId, TenantId, UserId, VaultId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

pub mod console;
pub mod sync;

pub use console::{
    AuditEntry, AuditPage, AuditState, AuditWord, Colleague, Device, DeviceState, Devices,
    Directory, Invitation, InvitationOpen, InvitationState, Invitations, Notice, NoticePrefs,
    Notices, People, Person, Place, Review, Reviews,
};
pub use sync::{
    BlockCode, Chip, ChipState, CopyReport, Durability, RoundKind, SyncReport, SyncRound,
    SyncRounds, SyncState,
};

/// A thing as shown, JSON kept as it was stored so that no digit of a number is lost.
pub type Json = Box<serde_json::value::RawValue>;

macro_rules! replies {
    ($($name:ident,)*) => {
        /// An answer. Holds health data: prints its word, never its content.
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "reply", content = "value", rename_all = "snake_case")]
        pub enum Reply {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)*
        }

        impl Reply {
            /// The name of the answer's type, as in the command table.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* }
            }
        }

        $(impl From<$name> for Reply {
            fn from(value: $name) -> Self {
                Self::$name(value)
            }
        })*
    };
}

replies! {
    Status, Joined, Me, DeviceFacts, Ids, SyncReport, CopyReport, SyncState, Patients, PatientOpen, Chart, Items, DocumentOpen,
    ThreadOpen, Conflicts, Written, Quarantine, QuarantineExport, Drafts, DraftText, SyncRounds, Directory, People,
    Invitations, InvitationOpen, Devices, AuditPage, Reviews, Notices, NoticePrefs, Threads,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply({})", self.name())
    }
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// No vault on this machine.
    NotJoined,
    /// Vaults, none open.
    Locked,
    /// One open.
    Unlocked,
}

/// The session and the vaults of this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Status {
    /// Where it stands.
    pub state: SessionState,
    /// Vaults on this machine.
    pub vaults: Vec<VaultLine>,
    /// Who is in, while unlocked.
    pub me: Option<Me>,
    /// Version of the app.
    pub version: String,
}

/// A vault on this machine; nothing in it says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VaultLine {
    /// The vault.
    pub vault: VaultId,
    /// Changes in it that the server has not accepted, as counted when it was last locked.
    pub unsent: u64,
}

/// The person who is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Me {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// The role's word.
    pub role: String,
    /// Their own patient id, where they are a patient.
    pub patient: Option<PatientId>,
    /// Their vault.
    pub vault: VaultId,
    /// Their device.
    pub device: DeviceId,
}

/// A machine has joined.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Joined {
    /// Who is in.
    pub me: Me,
    /// Opens the vault should password or keychain be lost. Shown once, stored nowhere.
    pub recovery_code: String,
}

/// This enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeviceFacts {
    /// The organisation.
    pub tenant: TenantId,
    /// The device.
    pub device: DeviceId,
    /// The person.
    pub user: UserId,
    /// The server's address.
    pub server: String,
    /// The server's key as words to compare.
    pub server_words: String,
    /// When the vault locks without contact.
    pub lease_until: Timestamp,
    /// Newest server time seen.
    pub server_time: Timestamp,
    /// Documents held.
    pub documents: u64,
    /// Patients listed.
    pub patients: u64,
    /// Version of the app.
    pub version: String,
}

/// Fresh ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ids {
    /// Each a UUIDv7.
    pub ids: Vec<ItemId>,
}

/// A patient's list row.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PatientLine {
    /// The patient.
    pub patient: PatientId,
    /// The name as shown.
    pub name: String,
    /// The row's facts.
    pub card: Card,
}

/// Patients.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Patients {
    /// The rows, in order of name.
    pub patients: Vec<PatientLine>,
    /// There are more than these.
    pub more: bool,
}

/// One thing shown, of one document.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ItemRow {
    /// The document.
    pub doc: DocId,
    /// The list it belongs to.
    pub list: String,
    /// The thing; sixteen zero bytes for the document's own summary.
    pub item: ItemId,
    /// Clinical time; 0 = none.
    pub at: Timestamp,
    /// Its fields. A field that two people wrote unseen is `{"disputed": [{"value", "by", ...}, ...]}`.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub body: Json,
    /// True while a change of it waits on this device.
    #[serde(default)]
    pub unsent: bool,
}

/// One open conflict.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Conflict {
    /// The document.
    pub doc: DocId,
    /// The patient.
    pub patient: Option<PatientId>,
    /// Their name as lists show it; none where they are not in the list.
    #[serde(default)]
    pub name: Option<String>,
    /// Keys from the document's root.
    pub path: Vec<String>,
    /// True: a person has to choose. False: to be looked at.
    pub decision: bool,
    /// The rule that raised it.
    pub rule: String,
    /// The alternatives and who wrote them when.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub body: Json,
}

/// Open conflicts, decisions first.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Conflicts {
    /// The lines.
    pub conflicts: Vec<Conflict>,
}

/// A patient opened.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PatientOpen {
    /// The list row.
    pub line: PatientLine,
    /// Identity and contact, every field with all its values.
    pub items: Vec<ItemRow>,
    /// Open conflicts about identity.
    pub conflicts: Vec<Conflict>,
}

/// A chart opened.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Chart {
    /// The patient.
    pub patient: PatientId,
    /// The chart document; none where this device holds none.
    pub doc: Option<DocId>,
    /// Its things, by list.
    pub items: Vec<ItemRow>,
    /// Open conflicts about it.
    pub conflicts: Vec<Conflict>,
    /// Changes of it that wait on this device.
    pub unsent: u64,
}

/// Things of a patient over several documents, newest first.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Items {
    /// The things.
    pub items: Vec<ItemRow>,
    /// There are more than these.
    pub more: bool,
}

/// A document opened.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DocumentOpen {
    /// The document.
    pub doc: DocId,
    /// Its type's word.
    pub doc_type: String,
    /// Whom it is about.
    pub patient: Option<PatientId>,
    /// `live`, `final`, `frozen`, `erased`, `read_only` or `unreadable`.
    pub state: String,
    /// All its things, by list.
    pub items: Vec<ItemRow>,
    /// Open conflicts about it.
    pub conflicts: Vec<Conflict>,
    /// Changes of it that wait on this device.
    pub unsent: u64,
}

/// A conversation opened.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ThreadOpen {
    /// The conversation.
    pub doc: DocId,
    /// Its entries in order; the first opens it.
    pub entries: Vec<ItemRow>,
}

/// A conversation in a list of all patients'.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ThreadLine {
    /// The patient it is about.
    pub patient: PatientId,
    /// Their name as lists show it; none where they are not in the list.
    pub name: Option<String>,
    /// The conversation's summary row.
    pub row: ItemRow,
}

/// Conversations, the one written to last first.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Threads {
    /// The lines.
    pub threads: Vec<ThreadLine>,
    /// There are more than these.
    pub more: bool,
}

/// A change was saved on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Written {
    /// The documents it changed.
    pub docs: Vec<DocId>,
    /// Counters of the items it made.
    pub ctrs: Vec<u64>,
    /// Own changes that wait, this one included.
    pub saved: u64,
}

/// A refused change.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Refusal {
    /// Its number.
    pub ctr: u64,
    /// The document.
    pub doc: DocId,
    /// The patient, where the document is held.
    pub patient: Option<PatientId>,
    /// Why: an error code's word.
    pub code: String,
    /// Arguments of the reason.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub detail: Option<Json>,
    /// The command's word; empty where there was none.
    pub command: String,
    /// What it was to write, as given.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub body: Option<Json>,
    /// When the refusal was learnt.
    pub at: Timestamp,
}

/// Refused changes, oldest first.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Quarantine {
    /// The lines.
    pub refused: Vec<Refusal>,
}

/// A refused change as text.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct QuarantineExport {
    /// JSON for a person to keep.
    pub text: String,
}

/// Which drafts there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Drafts {
    /// The lines, oldest first.
    pub drafts: Vec<DraftLine>,
}

/// One draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftLine {
    /// The name that the screen chose.
    pub key: String,
    /// When it was last typed in.
    pub at: Timestamp,
}

/// Text typed so far.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftText {
    /// The text; none where there is no such draft.
    pub body: Option<String>,
    /// When it was last typed in.
    pub at: Option<Timestamp>,
}
