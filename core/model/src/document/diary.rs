//! `diary`: what a patient or trusted person records at home. Entries only; a correction is a new entry.
use super::merge::MergeClass;
use super::register::Register as R;
use super::schema::{
    Field, HOME, LINE_MAX, NOTE_MAX, Root, Schema, Shape, Value as V, field, items, names, once,
};
pub use super::view::diary::*;

/// How a taken-tick reads: the dose was taken, or skipped on purpose.
pub const TICKS: &[&str] = &["taken", "skipped"];

const TICK: &[Field] = &[field("tick", MergeClass::Latest, V::Register(R::Tick))];

const ROOTS: &[Root] = &[
    items(
        "readings",
        HOME,
        &[
            once("code", V::Register(R::Coding)).required(),
            once("value", V::Register(R::Any)).required(),
            once("effective", V::Date).required(),
            once("method", V::Str(LINE_MAX)),
            once("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "answers",
        HOME,
        &[
            once("questionnaire", V::Str(LINE_MAX)).required(),
            once("value", V::Register(R::Any)).required(),
            once("effective", V::Date).required(),
        ],
    ),
    // Keyed by medicine and due time, so that two phones never count one dose twice.
    Root { name: "ticks", shape: Shape::Keyed, fields: TICK, writers: HOME },
];
const NAMES: [&str; ROOTS.len()] = names(ROOTS);

/// The schema of `diary`.
pub const SCHEMA: Schema = Schema { roots: ROOTS, names: &NAMES };
