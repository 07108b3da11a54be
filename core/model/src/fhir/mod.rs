//! FHIR R4 in: texts become drafts of documents, purely; the caller stores them.
//!
//! Order of calls: [`Layout`](input::Layout) tells one text from NDJSON, [`Input::read`](input::Input::read) takes a text apart,
//! [`Reading::new`](reading::Reading::new) reads what it holds, [`Reading::wants`](reading::Reading::wants) says what to fetch from the store, [`map()`] makes
//! drafts, [`reconcile()`] turns a draft into the puts that an existing document still needs.
//!
//! Invariants: `mapped + kept + refused = resources`; every digit and every unmodelled member survives; a resource whose
//! meaning a member unknown to us may turn round is kept word for word and never mapped; ids come from the source
//! ([`ident`]), so a second import of equal content changes nothing.
//!
//! It does NOT decide who may see what, merge patients by likeness, or fetch what a reference points at.
use crate::{
    crdt::Put,
    document::DocType,
    id::{DocId, Hash, PatientId, UserId},
    time::Timestamp,
};

mod finding;
mod fit;
pub mod ident;
pub mod input;
pub mod json;
pub mod limit;
mod map;
mod medicine;
mod owner;
mod patient;
mod person;
mod problem;
pub mod reading;
mod reconcile;
mod reference;
mod take;
mod version;
mod visit;

pub use finding::Finding;
pub use map::map;
pub use medicine::Medicine;
pub use patient::Person;
pub use person::Patient;
pub use problem::{Allergy, Condition};
pub use reconcile::{Change, reconcile};
pub use visit::Visit;

/// A resource or text that was not taken, or a remark. Holds no clinical content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// File, as the caller calls it.
    pub file: String,
    /// JSON pointer, or `line:column` where the text is no JSON; `line N` before it for NDJSON.
    #[serde(rename = "pointer")]
    pub place: String,
    /// Why, in words.
    pub reason: String,
}

/// Where a resource was put by an earlier import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The document that holds it.
    pub doc: DocId,
    /// The patient it is about; a Patient's own id.
    pub patient: Option<PatientId>,
}

/// A patient who is known by a trusted identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The patient.
    pub patient: PatientId,
    /// What tells this person from another with the same number.
    pub person: Person,
}

/// What the store knows; fetched by [`reading::Reading::wants`] before a mapping, for a mapping waits for nothing.
pub trait Known {
    /// Where an earlier import put this resource.
    fn resource(&self, identity: &ident::Identity) -> Option<Placed>;
    /// Who has this trusted identifier.
    fn holder(&self, system: &str, value: &str) -> Option<Holder>;
    /// Name and birth date of a patient that [`Known::resource`] named.
    fn person(&self, patient: PatientId) -> Option<Person>;
    /// The chart of a patient that was not made by an import.
    fn chart(&self, patient: PatientId) -> Option<DocId>;
}

/// A store that knows nobody: the first import of an empty server.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Known for Nobody {
    fn resource(&self, _: &ident::Identity) -> Option<Placed> {
        None
    }
    fn holder(&self, _: &str, _: &str) -> Option<Holder> {
        None
    }
    fn person(&self, _: PatientId) -> Option<Person> {
        None
    }
    fn chart(&self, _: PatientId) -> Option<DocId> {
        None
    }
}

/// Who imports, when, and what is known already.
pub struct Context<'a> {
    /// The importing actor; stored as author of every item.
    pub by: UserId,
    /// Time of the import.
    pub at: Timestamp,
    /// What the store knows.
    pub known: &'a dyn Known,
}

/// One document that the import writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftDocument {
    /// Its id, the same on every import.
    pub doc: DocId,
    /// Its type.
    pub doc_type: DocType,
    /// The patient it is about; none for records of the clinic, such as practitioners without a patient.
    pub patient: Option<PatientId>,
    /// Stable name of the document within the import, for people and logs: `chart`, `visit`, `import`, ..
    pub key: &'static str,
    /// Puts that begin the document, if it does not exist yet.
    pub opening: Vec<Put>,
    /// One part a resource, in the order read.
    pub parts: Vec<DraftPart>,
}

/// What one resource brings into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftPart {
    /// Number of the resource in [`Mapping::outcomes`].
    pub resource: usize,
    /// Puts of one change, as for a document that does not hold the resource yet; see [`reconcile()`].
    pub puts: Vec<Put>,
    /// Values of log entries, canonical CBOR.
    pub entries: Vec<Vec<u8>>,
    /// Another source's view of a known patient: adds what is new, replaces nothing.
    pub additive: bool,
}

impl DraftDocument {
    /// The puts of a document that does not exist yet: opening, then every part.
    #[must_use]
    pub fn puts(&self) -> Vec<Put> {
        self.opening.iter().chain(self.parts.iter().flat_map(|p| &p.puts)).cloned().collect()
    }

    /// The log entries of every part.
    #[must_use]
    pub fn entries(&self) -> Vec<Vec<u8>> {
        self.parts.iter().flat_map(|p| &p.entries).cloned().collect()
    }
}

/// What became of one resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it is called where it came from. A record that names no patient but is kept with one, such as a
    /// practitioner, has `@` and the patient behind its id: each patient's file holds its own copy.
    pub identity: ident::Identity,
    /// SHA-256 of its canonical text: equal again means unchanged.
    pub hash: Hash,
    /// Kept word for word instead of mapped.
    pub kept: bool,
    /// The document that holds it.
    pub doc: DocId,
    /// The patient it is about.
    pub patient: Option<PatientId>,
    /// An equal resource stands earlier in the same reading; this one brings nothing.
    pub repeats: bool,
}

/// Counts and places of one mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Resources read or refused.
    pub resources: usize,
    /// Taken into documents.
    pub mapped: usize,
    /// Kept word for word.
    pub kept: usize,
    /// Not taken, each with place and reason.
    pub refused: Vec<Refused>,
    /// Remarks: dangling references, members that could not be read, equal numbers of two people.
    pub notes: Vec<Refused>,
}

/// What [`map()`] made of a reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Drafts: `admin` first, then by type and id.
    pub documents: Vec<DraftDocument>,
    /// What became of each resource that was not refused, in the order read.
    pub outcomes: Vec<Outcome>,
    /// Counts, refusals, remarks.
    pub report: Report,
}

#[cfg(test)]
mod tests;
