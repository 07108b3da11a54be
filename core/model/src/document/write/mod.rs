//! Every command that writes a document: one numbered enum, and how each becomes targeted puts.
//!
//! Ids of new items are fields, made by the caller: a command run again after a rebase makes the same items.
//! `base` is what the form showed. If it no longer stands, nothing is written and all current values are answered.
use super::{DocType, merge::field_of, validate::check};
use crate::{
    crdt::{Doc, Put},
    id::{DocId, PatientId, UserId},
    time::Timestamp,
};
use minicbor::{Decode, Encode};

pub mod admin;
pub(super) mod base;
pub mod chart;
pub mod decide;
pub mod diary;
pub mod encounter;
pub mod medicine;
pub mod thread;

/// Declares a command's payload: fields with their number, which is never used again.
///
/// CBOR is an array by number, JSON an object by name; Debug shows the kind, never the content.
macro_rules! payload {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $n:literal $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
        pub struct $name {
            $($(#[$field_meta])* #[n($n)] pub $field: $type,)*
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}
pub(in crate::document) use payload;

/// One document that a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    /// The document.
    pub doc: DocId,
    /// Its type.
    pub kind: DocType,
    /// The patient it is about.
    pub patient: PatientId,
}

/// Who runs a command, and when by the device's clock. Both are stored in the items it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Claimed time of the command; the same on every rerun.
    pub at: Timestamp,
    /// The person.
    pub by: UserId,
}

/// What a command writes into one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planned {
    /// Targeted puts of one change.
    Puts(Vec<Put>),
    /// Canonical CBOR of one log entry's value ([`super::entry::Entry`]).
    Entry(Vec<u8>),
}

/// Why a command wrote nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WriteError {
    /// What the form showed no longer stands. `current` holds every value that does: show them, ask again.
    #[error("what the form showed no longer stands")]
    Stale {
        /// All current values of the field; more than one while disputed.
        current: Vec<serde_json::Value>,
    },
    /// A clinical rule speaks against it; `code` names the rule, `may_override` says a reason lifts it.
    #[error("rule {code}")]
    Rule {
        /// Stable word of the rule.
        code: &'static str,
        /// Where the rule comes from.
        basis: &'static str,
        /// True if the command may be given again with an override reason.
        may_override: bool,
    },
    /// The item or document part is not there.
    #[error("no such item")]
    Missing,
    /// A field's value is refused.
    #[error("{field}: {code}")]
    Invalid {
        /// The command's field.
        field: &'static str,
        /// Stable word of what is wrong.
        code: &'static str,
    },
}

/// A rule's refusal.
pub(crate) const fn rule(
    code: &'static str,
    basis: &'static str,
    may_override: bool,
) -> WriteError {
    WriteError::Rule { code, basis, may_override }
}

/// Holds every put against the schema, so that a form hears at once what admission would refuse.
fn checked(kind: DocType, planned: Planned) -> Result<Planned, WriteError> {
    let Planned::Puts(puts) = &planned else { return Ok(planned) };
    for put in puts {
        match (put, field_of(kind, put.path())) {
            (Put::Map(_), _) | (Put::Text(..) | Put::Splice { .. }, Some(_)) => {}
            (Put::Set(_, value), Some(field)) => check(field, value)
                .map_err(|code| WriteError::Invalid { field: field.name, code })?,
            (Put::Set(..) | Put::Text(..) | Put::Splice { .. }, None) => {
                return Err(WriteError::Invalid { field: "path", code: "unknown_field" });
            }
        }
    }
    Ok(planned)
}

/// What each command's payload can do.
trait Step {
    /// The documents it writes; the first is the main one.
    fn targets(&self) -> Vec<Target>;

    /// What it writes into document number `target` of [`Step::targets`].
    fn plan(&self, doc: &Doc, target: usize, cx: &Plan) -> Result<Planned, WriteError>;
}

/// Declares the enum from one table: number, word, variant, payload.
macro_rules! writes {
    ($($n:literal $word:literal $variant:ident($payload:ty),)*) => {
        /// A command that writes documents. Signed as `cmd_hash`, stored with the pending change, run again on rebase.
        #[derive(Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(tag = "type")]
        #[expect(clippy::large_enum_variant, reason = "one at a time, never in bulk")]
        pub enum Write {
            $(
                #[doc = concat!("`", $word, "`: see [`", stringify!($payload), "`].")]
                #[n($n)]
                #[serde(rename = $word)]
                $variant(#[n(0)] $payload),
            )*
        }

        impl Write {
            /// Number and word of every command, in the order of the number.
            pub const ALL: &[(u16, &'static str)] = &[$(($n, $word)),*];

            /// The number in signed envelopes (`cmd_kind`).
            #[must_use]
            pub const fn kind(&self) -> u16 {
                match self { $(Self::$variant(_) => $n,)* }
            }

            /// The stable word, as in JSON and logs.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word,)* }
            }

            /// The documents it writes, at most [`TARGETS_MAX`]; more than one makes a batch.
            #[must_use]
            pub fn targets(&self) -> Vec<Target> {
                match self { $(Self::$variant(p) => Step::targets(p),)* }
            }

            /// What it writes into `doc`, which is document number `target` of [`Write::targets`].
            ///
            /// # Errors
            /// [`WriteError`]; nothing is written then.
            pub fn plan(&self, doc: &Doc, target: usize, cx: &Plan) -> Result<Planned, WriteError> {
                let planned = match self { $(Self::$variant(p) => Step::plan(p, doc, target, cx),)* }?;
                let kind = self.targets().get(target).map(|t| t.kind).ok_or(WriteError::Missing)?;
                checked(kind, planned)
            }
        }
    };
}

/// Most documents of one command, by the batch rule of the sync protocol.
pub const TARGETS_MAX: usize = 8;

writes! {
    1 "patient_register" PatientRegister(admin::PatientRegister),
    2 "admin_set_name" AdminSetName(admin::AdminSetName),
    3 "admin_set_birth" AdminSetBirth(admin::AdminSetBirth),
    4 "admin_set_gender" AdminSetGender(admin::AdminSetGender),
    5 "admin_set_deceased" AdminSetDeceased(admin::AdminSetDeceased),
    6 "admin_set_language" AdminSetLanguage(admin::AdminSetLanguage),
    7 "admin_add_telecom" AdminAddTelecom(admin::AdminAddTelecom),
    8 "admin_set_telecom" AdminSetTelecom(admin::AdminSetTelecom),
    9 "admin_add_address" AdminAddAddress(admin::AdminAddAddress),
    10 "admin_set_address" AdminSetAddress(admin::AdminSetAddress),
    11 "admin_add_identifier" AdminAddIdentifier(admin::AdminAddIdentifier),
    12 "admin_set_identifier" AdminSetIdentifier(admin::AdminSetIdentifier),
    13 "admin_add_contact" AdminAddContact(admin::AdminAddContact),
    50 "allergy_add" AllergyAdd(chart::AllergyAdd),
    51 "allergy_none_known" AllergyNoneKnown(chart::AllergyNoneKnown),
    52 "allergy_set_status" AllergySetStatus(chart::AllergySetStatus),
    53 "allergy_set_criticality" AllergySetCriticality(chart::AllergySetCriticality),
    54 "problem_add" ProblemAdd(chart::ProblemAdd),
    55 "problem_set_status" ProblemSetStatus(chart::ProblemSetStatus),
    56 "problem_set_note" ProblemSetNote(chart::ProblemSetNote),
    57 "medicine_start" MedicineStart(medicine::MedicineStart),
    58 "medicine_set_dose" MedicineSetDose(medicine::MedicineSetDose),
    59 "medicine_stop" MedicineStop(medicine::MedicineStop),
    60 "medicine_hold" MedicineHold(medicine::MedicineHold),
    61 "medicine_resume" MedicineResume(medicine::MedicineResume),
    62 "dosing_weight_set" DosingWeightSet(chart::DosingWeightSet),
    63 "resuscitation_set" ResuscitationSet(chart::ResuscitationSet),
    64 "flag_add" FlagAdd(chart::FlagAdd),
    65 "flag_set" FlagSet(chart::FlagSet),
    66 "goal_add" GoalAdd(chart::GoalAdd),
    67 "family_add" FamilyAdd(chart::FamilyAdd),
    100 "encounter_start" EncounterStart(encounter::EncounterStart),
    101 "encounter_finish" EncounterFinish(encounter::EncounterFinish),
    102 "note_start" NoteStart(encounter::NoteStart),
    103 "note_edit" NoteEdit(encounter::NoteEdit),
    104 "vitals_record" VitalsRecord(encounter::VitalsRecord),
    105 "finding_add" FindingAdd(encounter::FindingAdd),
    150 "diary_record" DiaryRecord(diary::DiaryRecord),
    151 "diary_tick" DiaryTick(diary::DiaryTick),
    170 "thread_start" ThreadStart(thread::ThreadStart),
    171 "message_send" MessageSend(thread::MessageSend),
    200 "conflict_decide" ConflictDecide(decide::ConflictDecide),
    201 "entry_void" EntryVoid(decide::EntryVoid),
}

impl Write {
    /// The type of the main document.
    #[must_use]
    pub fn doc_type(&self) -> Option<DocType> {
        self.targets().first().map(|t| t.kind)
    }
}

impl std::fmt::Debug for Write {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Write({})", self.name())
    }
}

#[cfg(test)]
pub(crate) use tests::samples;

#[cfg(test)]
mod tests;
