//! `encounter`: one visit, note, result report or import. Open to changes until it is signed.
//!
//! Findings are written once: a correction is a new item beside the one marked as an error.
use super::register::Register as R;
use super::schema::{
    CLINICIANS, Field, LINE_MAX, NOTE_MAX, Root, Schema, Value as V, decide, decisions, items,
    latest, names, once, one,
};
pub use super::view::encounter::*;

/// What the document is for. An import keeps foreign resources word for word, for clinical staff only.
pub const KINDS: &[&str] = &["visit", "note", "report", "import"];
/// FHIR `Encounter.status`, without the error that is said by marking its items.
pub const STATUS: &[&str] = &[
    "planned",
    "arrived",
    "triaged",
    "in-progress",
    "onleave",
    "finished",
    "cancelled",
    "unknown",
];
/// Longest foreign resource kept word for word, in characters.
pub const RESOURCE_MAX: usize = 1_000_000;

const FINDING: &[Field] = &[
    once("code", V::Register(R::Coding)).required(),
    once("status", V::Str(LINE_MAX)),
    once("category", V::Str(LINE_MAX)),
    once("value", V::Register(R::Any)),
    once("effective", V::Date),
    once("issued", V::Date),
    once("components", V::Register(R::Any)),
    once("interpretation", V::Str(LINE_MAX)),
    once("reference_range", V::Str(LINE_MAX)),
    once("results", V::Register(R::Any)),
    once("performer", V::Str(LINE_MAX)),
    once("replaces", V::Id),
    latest("note", V::Str(NOTE_MAX)),
];

/// Roots whose items are findings with one shape.
pub const FINDING_ROOTS: &[&str] = &[
    "observations",
    "procedures",
    "immunizations",
    "administrations",
    "requests",
    "reports",
    "attachments",
];

/// The member `"valueQuantity":{..}` of a FHIR value, with the number's digits exactly as given.
///
/// A finding's `value` is one JSON object that holds the FHIR element by its own name
/// (`valueQuantity`, `valueCodeableConcept`, `valueString`, ..); `components` is a list of
/// `{"code":..,"valueQuantity":..}`.
#[must_use]
pub fn quantity_json(value: &crate::quantity::Decimal, unit: &str) -> String {
    let unit = serde_json::Value::from(unit);
    format!(
        r#""valueQuantity":{{"code":{unit},"system":"http://unitsofmeasure.org","unit":{unit},"value":{value}}}"#
    )
}

const ROOTS: &[Root] = &[
    one(
        "encounter",
        CLINICIANS,
        &[
            // Not written once: two people may open an empty document apart, and neither's text may be refused for it.
            latest("kind", V::Code(KINDS)),
            latest("author", V::Author),
            latest("status", V::Code(STATUS)),
            latest("class", V::Register(R::Coding)),
            latest("type", V::Register(R::Coding)),
            latest("title", V::Str(LINE_MAX)),
            decide("start", V::Date),
            latest("end", V::Date),
            latest("location", V::Str(LINE_MAX)),
            latest("reason", V::Str(NOTE_MAX)),
            latest("source", V::Register(R::Source)),
            latest("fhir_rest", V::Str(super::schema::FHIR_REST_MAX)),
        ],
    ),
    items(
        "participants",
        CLINICIANS,
        &[latest("name", V::Str(LINE_MAX)).required(), latest("role", V::Str(LINE_MAX))],
    ),
    items(
        "sections",
        CLINICIANS,
        &[
            latest("title", V::Str(LINE_MAX)).required(),
            latest("code", V::Register(R::Coding)),
            latest("order", V::Int),
            super::schema::field("text", super::merge::MergeClass::Auto, V::Text).required(),
        ],
    ),
    items("observations", CLINICIANS, FINDING),
    items("procedures", CLINICIANS, FINDING),
    items("immunizations", CLINICIANS, FINDING),
    items("administrations", CLINICIANS, FINDING),
    items("requests", CLINICIANS, FINDING),
    items("reports", CLINICIANS, FINDING),
    items("attachments", CLINICIANS, FINDING),
    items(
        "others",
        CLINICIANS,
        &[once("type", V::Str(LINE_MAX)).required(), once("json", V::Str(RESOURCE_MAX)).required()],
    ),
    decisions(CLINICIANS),
];
const NAMES: [&str; ROOTS.len()] = names(ROOTS);

/// The schema of `encounter`.
pub const SCHEMA: Schema = Schema { roots: ROOTS, names: &NAMES };
