//! `admin`: who the patient is and how to reach them. Read by reception, so it holds nothing clinical.
use super::register::Register as R;
use super::schema::{
    FRONT_DESK, LINE_MAX, Root, Schema, Value as V, decide, decisions, items, latest, names, once,
    one,
};
pub use super::view::admin::*;

/// FHIR `AdministrativeGender`.
pub const GENDERS: &[&str] = &["male", "female", "other", "unknown"];
/// FHIR `NameUse`.
pub const NAME_USES: &[&str] =
    &["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"];

const ROOTS: &[Root] = &[
    one(
        "person",
        FRONT_DESK,
        &[
            decide("name", V::Register(R::Name)),
            decide("birth", V::Register(R::Birth)),
            decide("gender", V::Code(GENDERS)),
            decide("deceased", V::Register(R::Deceased)),
            latest("active", V::Bool),
            latest("marital", V::Register(R::Coding)),
            latest("language", V::Str(LINE_MAX)),
            latest("interpreter", V::Bool),
            latest("photo", V::Str(LINE_MAX)),
            latest("practitioner", V::Str(LINE_MAX)),
            latest("source", V::Register(R::Source)),
            latest("fhir_rest", V::Str(super::schema::FHIR_REST_MAX)),
        ],
    ),
    items(
        "names",
        FRONT_DESK,
        &[decide("name", V::Register(R::Name)).required(), latest("use", V::Code(NAME_USES))],
    ),
    items("identifiers", FRONT_DESK, &[decide("value", V::Register(R::Identifier)).required()]),
    items("telecoms", FRONT_DESK, &[latest("value", V::Register(R::Telecom)).required()]),
    items("addresses", FRONT_DESK, &[latest("value", V::Register(R::Address)).required()]),
    items("contacts", FRONT_DESK, &[latest("value", V::Register(R::Contact)).required()]),
    items(
        "coverages",
        FRONT_DESK,
        &[
            latest("payer", V::Str(LINE_MAX)).required(),
            latest("number", V::Str(LINE_MAX)),
            latest("kind", V::Register(R::Coding)),
            latest("period", V::Register(R::Period)),
        ],
    ),
    items("notes", FRONT_DESK, &[once("text", V::Str(super::schema::NOTE_MAX)).required()]),
    decisions(FRONT_DESK),
];
const NAMES: [&str; ROOTS.len()] = names(ROOTS);

/// The schema of `admin`.
pub const SCHEMA: Schema = Schema { roots: ROOTS, names: &NAMES };
