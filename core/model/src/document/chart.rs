//! `chart`: allergies, problems, medicines, flags, goals, family history, and the facts that doses depend on.
use super::register::Register as R;
use super::schema::{
    CLINICIANS, LINE_MAX, NOTE_MAX, PRESCRIBERS, Root, Schema, Value as V, decide, decisions,
    items, latest, names, once, one,
};
pub use super::view::chart::*;

/// What an allergy item says: a real one, or the coded statement that none is known.
pub const ALLERGY_KINDS: &[&str] = &["allergy", "none_known"];
/// FHIR `AllergyIntolerance.clinicalStatus`.
pub const ALLERGY_CLINICAL: &[&str] = &["active", "inactive", "resolved"];
/// FHIR `AllergyIntolerance.verificationStatus`; an error is the item's `entry`.
pub const ALLERGY_VERIFICATION: &[&str] = &["unconfirmed", "presumed", "confirmed", "refuted"];
/// FHIR `AllergyIntolerance.criticality`.
pub const CRITICALITY: &[&str] = &["low", "high", "unable-to-assess"];
/// FHIR `AllergyIntolerance.reaction.severity`.
pub const SEVERITY: &[&str] = &["mild", "moderate", "severe"];
/// FHIR `Condition.clinicalStatus`.
pub const PROBLEM_CLINICAL: &[&str] =
    &["active", "recurrence", "relapse", "inactive", "remission", "resolved", "unknown"];
/// FHIR `Condition.verificationStatus`; an error is the item's `entry`.
pub const PROBLEM_VERIFICATION: &[&str] =
    &["unconfirmed", "provisional", "differential", "confirmed", "refuted"];
/// FHIR `MedicationStatement.status`; an error is the item's `entry`.
pub const MEDICINE_STATUS: &[&str] =
    &["active", "on-hold", "stopped", "completed", "intended", "not-taken", "unknown"];
/// What a flag warns of.
pub const FLAG_KINDS: &[&str] = &["isolation", "risk", "safety", "communication", "other"];
/// FHIR `Flag.status`.
pub const FLAG_STATUS: &[&str] = &["active", "inactive"];
/// FHIR `Goal.lifecycleStatus`, without the error that is the item's `entry`.
pub const GOAL_STATUS: &[&str] =
    &["proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "rejected"];

const ROOTS: &[Root] = &[
    items(
        "allergies",
        CLINICIANS,
        &[
            once("kind", V::Code(ALLERGY_KINDS)).required(),
            decide("code", V::Register(R::Coding)).required(),
            decide("clinical", V::Code(ALLERGY_CLINICAL)),
            decide("verification", V::Code(ALLERGY_VERIFICATION)),
            decide("criticality", V::Code(CRITICALITY)),
            latest("category", V::Str(LINE_MAX)),
            latest("reaction", V::Str(NOTE_MAX)),
            latest("severity", V::Code(SEVERITY)),
            latest("onset", V::Date),
            latest("recorded", V::Date),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "problems",
        CLINICIANS,
        &[
            latest("code", V::Register(R::Coding)).required(),
            decide("clinical", V::Code(PROBLEM_CLINICAL)).required(),
            decide("verification", V::Code(PROBLEM_VERIFICATION)),
            latest("resolved", V::Register(R::End)),
            latest("category", V::Str(LINE_MAX)),
            latest("severity", V::Register(R::Coding)),
            latest("onset", V::Date),
            latest("recorded", V::Date),
            latest("encounter", V::Id),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "medicines",
        PRESCRIBERS,
        &[
            decide("regimen", V::Register(R::Regimen)).required(),
            decide("status", V::Code(MEDICINE_STATUS)).required(),
            decide("start", V::Date),
            decide("stop", V::Register(R::End)),
            latest("hold", V::Str(NOTE_MAX)),
            latest("indication", V::Str(NOTE_MAX)),
            latest("override", V::Str(NOTE_MAX)),
            latest("reason", V::Str(NOTE_MAX)),
            latest("prescriber", V::Str(LINE_MAX)),
            latest("encounter", V::Id),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "flags",
        CLINICIANS,
        &[
            once("kind", V::Code(FLAG_KINDS)).required(),
            latest("code", V::Register(R::Coding)).required(),
            latest("status", V::Code(FLAG_STATUS)).required(),
            latest("period", V::Register(R::Period)),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "goals",
        CLINICIANS,
        &[
            latest("text", V::Str(NOTE_MAX)).required(),
            latest("status", V::Code(GOAL_STATUS)).required(),
            latest("due", V::Date),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "family",
        CLINICIANS,
        &[
            latest("relation", V::Register(R::Coding)).required(),
            latest("condition", V::Register(R::Coding)),
            latest("onset", V::Str(LINE_MAX)),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    one(
        "facts",
        CLINICIANS,
        &[
            decide("resuscitation", V::Register(R::Resuscitation)),
            decide("dosing_weight", V::Register(R::Weight)),
        ],
    ),
    decisions(CLINICIANS),
];
const NAMES: [&str; ROOTS.len()] = names(ROOTS);

/// The schema of `chart`.
pub const SCHEMA: Schema = Schema { roots: ROOTS, names: &NAMES };
