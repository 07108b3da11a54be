//! What each document holds: its schema, how its fields merge, who may write which path, and what screens read.
//!
//! One declarative table per type ([`schema`]) is read by [`merge`], [`paths`] and validation, so they cannot drift.
//! A command ([`write::Write`]) becomes targeted puts; nothing here deletes, and unknown keys are left alone.
use crate::{crdt::Doc, id::DocId};
use minicbor::{Decode, Encode};

pub mod admin;
pub mod card;
pub mod careplan;
pub mod chart;
pub mod conflict;
pub mod decided;
pub mod diary;
pub mod encounter;
pub mod entry;
pub mod epoch;
pub mod history;
pub mod item;
pub mod lens;
pub mod merge;
pub mod paths;
pub mod register;
pub mod rows;
pub mod schema;
pub mod sheet;
pub mod validate;
pub mod view;
pub mod write;

pub use card::{Card, card};
pub use decided::{Alternative, Decided};
pub use write::base::{is_void, json, values};

/// The kind of a document: unit of access, replication and erasure. The number is part of signed bytes.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[cbor(index_only)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[repr(u16)]
pub enum DocType {
    /// Identity and contact of one patient; its id is the patient's id.
    #[n(1)]
    Admin = 1,
    /// Allergies, problems, medicines and flags of one patient.
    #[n(2)]
    Chart = 2,
    /// One visit, note, result report or import.
    #[n(3)]
    Encounter = 3,
    /// Plans, goals and tasks of one patient.
    #[n(4)]
    Careplan = 4,
    /// Home readings and taken-ticks of one patient.
    #[n(5)]
    Diary = 5,
    /// One conversation; a log of entries.
    #[n(6)]
    Thread = 6,
    /// Restricted content for one audience.
    #[n(7)]
    Sensitive = 7,
    /// People and places of the clinic; rows.
    #[n(8)]
    Directory = 8,
    /// Slots and bookings of one month; rows.
    #[n(9)]
    Schedule = 9,
    /// What one device read, opened and printed; a log that only goes up.
    #[n(10)]
    Audit = 10,
}

/// The schema version that a new document is born with.
pub const SCHEMA: u16 = 1;

impl DocType {
    /// Every type, in the order of its number.
    pub const ALL: [Self; 10] = [
        Self::Admin,
        Self::Chart,
        Self::Encounter,
        Self::Careplan,
        Self::Diary,
        Self::Thread,
        Self::Sensitive,
        Self::Directory,
        Self::Schedule,
        Self::Audit,
    ];

    /// The number in signed bytes.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::Admin => 1,
            Self::Chart => 2,
            Self::Encounter => 3,
            Self::Careplan => 4,
            Self::Diary => 5,
            Self::Thread => 6,
            Self::Sensitive => 7,
            Self::Directory => 8,
            Self::Schedule => 9,
            Self::Audit => 10,
        }
    }

    /// The type with this number.
    #[must_use]
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }

    /// The stable word, as in JSON and in generated tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Chart => "chart",
            Self::Encounter => "encounter",
            Self::Careplan => "careplan",
            Self::Diary => "diary",
            Self::Thread => "thread",
            Self::Sensitive => "sensitive",
            Self::Directory => "directory",
            Self::Schedule => "schedule",
            Self::Audit => "audit",
        }
    }

    /// Whether the document holds Automerge changes; the others hold entries or rows only.
    #[must_use]
    pub const fn is_crdt(self) -> bool {
        !self.schema().roots.is_empty()
    }

    /// Whether `document_create` may make one. A type that cannot be created is not frozen yet:
    /// `sensitive` and `schedule` wait for their schema; `directory` is made with the tenant, `audit` with a device.
    #[must_use]
    pub const fn is_creatable(self) -> bool {
        matches!(
            self,
            Self::Admin
                | Self::Chart
                | Self::Encounter
                | Self::Careplan
                | Self::Diary
                | Self::Thread
        )
    }

    /// The schema of this type.
    #[must_use]
    pub const fn schema(self) -> &'static schema::Schema {
        match self {
            Self::Admin => &admin::SCHEMA,
            Self::Chart => &chart::SCHEMA,
            Self::Encounter => &encounter::SCHEMA,
            Self::Careplan => &careplan::SCHEMA,
            Self::Diary => &diary::SCHEMA,
            Self::Thread | Self::Sensitive | Self::Directory | Self::Schedule | Self::Audit => {
                &schema::EMPTY
            }
        }
    }
}

/// The root maps that the genesis of `kind` holds, in the order of its table; empty for logs and rows.
#[must_use]
pub const fn roots(kind: DocType) -> &'static [&'static str] {
    kind.schema().names
}

/// The first state of a document, computed alike on every replica. Logs and rows have a genesis without roots.
#[must_use]
pub fn genesis(kind: DocType, doc: DocId, epoch: u32) -> Doc {
    genesis_of(kind, SCHEMA, doc, epoch)
}

/// The first state of an incarnation that was born with `schema`.
#[must_use]
pub fn genesis_of(kind: DocType, schema: u16, doc: DocId, epoch: u32) -> Doc {
    Doc::genesis(roots(kind), schema, doc, epoch)
}

#[cfg(test)]
pub(crate) use tests::testing;

#[cfg(test)]
mod tests;
