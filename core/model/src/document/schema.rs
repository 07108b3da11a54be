//! The vocabulary of the schema tables: roots, fields, what a value looks like and how it merges.
pub use super::validate::{Invalid, validate};
use super::{merge::MergeClass, register::Register};
use crate::role::Role;

/// What a stored value must look like. Every value is a scalar; only [`Value::Text`] is an Automerge text object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Text edited by character; made together with its item, changed by splices only.
    Text,
    /// One line or paragraph of at most this many characters, put whole.
    Str(usize),
    /// One of these words.
    Code(&'static [&'static str]),
    /// FHIR date, partial date or `dateTime`, kept as written.
    Date,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Instant,
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A person's id as text.
    User,
    /// The id of the person who writes, as text: nobody names another here.
    Author,
    /// An entity's, document's or blob's id as text.
    Id,
    /// A group of values that belong together: one canonical JSON text, put whole.
    Register(Register),
}

/// One field of an item, or of a root that holds fields itself.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Key in the document.
    pub name: &'static str,
    /// What happens to concurrent values.
    pub merge: MergeClass,
    /// What a value must look like.
    pub value: Value,
    /// An item without it is refused.
    pub required: bool,
    /// Written while the item is made and never again; a correction is a new item.
    pub once: bool,
}

impl Field {
    /// The same field, demanded of every item.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// A field whose concurrent values merge as `merge` says.
pub(super) const fn field(name: &'static str, merge: MergeClass, value: Value) -> Field {
    Field { name, merge, value, required: false, once: false }
}

/// A field that a person decides when two values stand.
pub(super) const fn decide(name: &'static str, value: Value) -> Field {
    field(name, MergeClass::Decide, value)
}

/// A field whose newest value shows, the other in history.
pub(super) const fn latest(name: &'static str, value: Value) -> Field {
    field(name, MergeClass::Latest, value)
}

/// A field written once, with its item: it cannot conflict.
pub(super) const fn once(name: &'static str, value: Value) -> Field {
    Field { name, merge: MergeClass::Auto, value, required: false, once: true }
}

/// How a root map is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The root itself holds the fields.
    One,
    /// The root maps item ids to maps of fields.
    Items,
    /// The root maps a meaningful key to one scalar of the single field's kind, so that equal facts meet.
    Keyed,
}

/// One root map of a document.
#[derive(Debug, Clone, Copy)]
pub struct Root {
    /// Key at the document's root, present from genesis.
    pub name: &'static str,
    /// How it is filled.
    pub shape: Shape,
    /// Its fields; items have those of [`COMMON`] too.
    pub fields: &'static [Field],
    /// Person roles that may write here; the server may everywhere.
    pub writers: &'static [Role],
}

/// The schema of one document type.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The root maps, in genesis order.
    pub roots: &'static [Root],
    /// Their names, in the same order.
    pub names: &'static [&'static str],
}

/// The schema of documents without Automerge content.
pub(super) const EMPTY: Schema = Schema { roots: &[], names: &[] };

/// Fields that every item has: who made it and when, where it was imported from, and whether it was an error.
pub const COMMON: &[Field] = &[
    once("by", Value::Author).required(),
    once("at", Value::Instant).required(),
    latest("entry", Value::Register(Register::Entry)),
    latest("source", Value::Register(Register::Source)),
    latest("fhir_rest", Value::Str(FHIR_REST_MAX)),
];

/// Longest remainder of a FHIR resource kept beside a mapped entity, in characters.
pub const FHIR_REST_MAX: usize = 65_536;

/// Longest short text (labels, codes, references), in characters.
pub const LINE_MAX: usize = 1_000;

/// Longest paragraph (notes, reasons), in characters.
pub const NOTE_MAX: usize = 20_000;

/// Roles that write identity and contact data.
pub const FRONT_DESK: &[Role] = &[Role::Reception, Role::Nurse, Role::Doctor, Role::ClinicAdmin];
/// Roles that write clinical content.
pub const CLINICIANS: &[Role] = &[Role::Nurse, Role::Doctor];
/// Roles that prescribe.
pub const PRESCRIBERS: &[Role] = &[Role::Doctor];
/// Roles that write a diary.
pub const HOME: &[Role] = &[Role::Patient, Role::TrustedPerson];

/// Decisions about disputed fields, kept where the field is.
pub(super) const fn decisions(writers: &'static [Role]) -> Root {
    Root { name: "decisions", shape: Shape::Items, fields: DECISION, writers }
}

const DECISION: &[Field] = &[
    once("path", Value::Str(LINE_MAX)).required(),
    once("rule", Value::Str(LINE_MAX)),
    once("chosen", Value::Str(NOTE_MAX)).required(),
    once("losers", Value::Register(Register::Any)).required(),
    once("reason", Value::Str(NOTE_MAX)).required(),
];

/// A root of items.
pub(super) const fn items(
    name: &'static str,
    writers: &'static [Role],
    fields: &'static [Field],
) -> Root {
    Root { name, shape: Shape::Items, fields, writers }
}

/// A root that holds its fields itself.
pub(super) const fn one(
    name: &'static str,
    writers: &'static [Role],
    fields: &'static [Field],
) -> Root {
    Root { name, shape: Shape::One, fields, writers }
}

/// The names of `roots`, computed at compile time.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "runs at compile time only; a wrong index fails the build"
)]
pub(super) const fn names<const N: usize>(roots: &[Root]) -> [&'static str; N] {
    let mut out = [""; N];
    let mut i = 0;
    while i < N {
        out[i] = roots[i].name;
        i += 1;
    }
    out
}

impl Schema {
    /// The root with this name.
    #[must_use]
    pub fn root(&self, name: &str) -> Option<&'static Root> {
        self.roots.iter().find(|r| r.name == name)
    }
}

impl Root {
    /// The field with this key; items have the common ones too.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        let common = if self.shape == Shape::Items { COMMON } else { &[] };
        self.fields.iter().chain(common).find(|f| f.name == name)
    }

    /// Every field, the common ones last.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let common = if self.shape == Shape::Items { COMMON } else { &[] };
        self.fields.iter().chain(common)
    }
}
