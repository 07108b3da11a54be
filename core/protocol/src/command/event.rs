//! What the engine tells unasked. A hint to ask again, never content.
use satchel_model::id::{DocId, PatientId};
use serde::{Deserialize, Serialize};

/// What changed: the tag of cached answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "topic", content = "id", rename_all = "snake_case")]
pub enum Topic {
    /// Lists and searches of patients.
    Patients,
    /// Anything about one patient.
    Patient(PatientId),
    /// One document.
    Document(DocId),
    /// Open decisions and reviews.
    Decisions,
    /// What waits to be sent.
    Pending,
    /// Refused work.
    Quarantine,
    /// Unsent text.
    Drafts,
    /// Contact with the server.
    Sync,
    /// Locked, unlocked, joined.
    Session,
    /// People and places of the clinic.
    Directory,
    /// What a person is told.
    Notices,
    /// People and invitations, in the console.
    People,
    /// Devices, in the console.
    Devices,
    /// The audit log, in the console.
    Audit,
    /// Late edits that wait for a person, in the console.
    Review,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "event", content = "value", rename_all = "snake_case")]
pub enum Event {
    /// These changed; answers about them are old.
    Changed(Vec<Topic>),
    /// Events were missed: every answer may be old.
    Lost,
}
