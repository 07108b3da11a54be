//! The write rules as data: every place of every document type, what may be done there, and by which roles.
//!
//! [`super::allow`] looks an operation up here and refuses what it does not find; [`matrix`] prints the same rows.
use super::super::{
    DocType,
    entry::Entry,
    schema::{Field, Root, Shape, Value},
};
use crate::{
    crdt::{Action, Operation},
    role::Role,
};
use std::fmt::Write as _;

/// What an operation wants to do at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// Makes an item.
    Make,
    /// Makes the text of an item, with the item.
    MakeText,
    /// Puts a value into an item that the same change makes.
    Begin,
    /// Puts a value in place of those that stand.
    Change,
    /// Edits a text by character.
    Splice,
    /// Takes values away.
    Delete,
    /// Adds to a counter.
    Count,
    /// Marks a stretch of text.
    Mark,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Self; 8] = [
        Self::Make,
        Self::MakeText,
        Self::Begin,
        Self::Change,
        Self::Splice,
        Self::Delete,
        Self::Count,
        Self::Mark,
    ];

    /// The stable word in the printed table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::MakeText => "make text",
            Self::Begin => "begin",
            Self::Change => "change",
            Self::Splice => "splice",
            Self::Delete => "delete",
            Self::Count => "count",
            Self::Mark => "mark",
        }
    }

    /// The deed of an operation; `None` for one that no document knows: a text apart from its item.
    #[must_use]
    pub const fn of(op: &Operation) -> Option<Self> {
        Some(match (&op.action, op.creates_under) {
            (Action::MakeMap, _) => Self::Make,
            (Action::MakeText, true) => Self::MakeText,
            (Action::MakeText, false) => return None,
            (Action::Set(_), true) => Self::Begin,
            (Action::Set(_), false) => Self::Change,
            (Action::Splice, _) => Self::Splice,
            (Action::Delete, _) => Self::Delete,
            (Action::Increment, _) => Self::Count,
            (Action::Mark, _) => Self::Mark,
        })
    }
}

/// A place that rules are about. Item ids and keys of keyed roots stand for all of their kind.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// An item of a root.
    Item(&'static Root),
    /// A field, of an item or of a root that holds its fields itself.
    Field(&'static Root, &'static Field),
    /// A value of a keyed root.
    Key(&'static Root),
}

impl Place {
    /// Every place of a type, in the order of its schema.
    #[must_use]
    pub fn all(kind: DocType) -> Vec<Self> {
        let mut out = Vec::new();
        for root in kind.schema().roots {
            match root.shape {
                Shape::Items => {
                    out.push(Self::Item(root));
                    out.extend(root.all_fields().map(|field| Self::Field(root, field)));
                }
                Shape::One => out.extend(root.all_fields().map(|field| Self::Field(root, field))),
                Shape::Keyed => out.push(Self::Key(root)),
            }
        }
        out
    }

    /// The place of a path; `None` is nowhere that a schema knows. Whether ids and keys are well formed is asked elsewhere.
    #[must_use]
    pub fn of(kind: DocType, path: &[String]) -> Option<Self> {
        let (name, rest) = path.split_first()?;
        let root = kind.schema().root(name)?;
        match (root.shape, rest) {
            (Shape::Items, [_]) => Some(Self::Item(root)),
            (Shape::Items, [_, field]) | (Shape::One, [field]) => {
                root.field(field).map(|field| Self::Field(root, field))
            }
            (Shape::Keyed, [_]) => Some(Self::Key(root)),
            _ => None,
        }
    }

    /// Its root.
    #[must_use]
    pub const fn root(&self) -> &'static Root {
        match self {
            Self::Item(root) | Self::Field(root, _) | Self::Key(root) => root,
        }
    }

    /// The path as printed.
    #[must_use]
    pub fn pattern(&self) -> String {
        match self {
            Self::Item(root) => format!("{}/{{id}}", root.name),
            Self::Field(root, field) if root.shape == Shape::Items => {
                format!("{}/{{id}}/{}", root.name, field.name)
            }
            Self::Field(root, field) => format!("{}/{}", root.name, field.name),
            Self::Key(root) => format!("{}/{{key}}", root.name),
        }
    }

    /// Whether the place takes such a deed from anybody.
    #[must_use]
    pub fn takes(&self, deed: Deed) -> bool {
        match self {
            Self::Item(_) => deed == Deed::Make,
            Self::Key(_) => matches!(deed, Deed::Begin | Deed::Change),
            Self::Field(root, field) if root.shape == Shape::Items => match deed {
                Deed::MakeText | Deed::Splice => field.value == Value::Text,
                Deed::Begin => field.value != Value::Text,
                // Written once: only while the item is made.
                Deed::Change => field.value != Value::Text && !field.once,
                Deed::Make | Deed::Delete | Deed::Count | Deed::Mark => false,
            },
            Self::Field(_, field) => {
                matches!(deed, Deed::Begin | Deed::Change) && field.value != Value::Text
            }
        }
    }

    /// Whether a role writes here; the server may everywhere.
    #[must_use]
    pub fn is_for(&self, role: Role) -> bool {
        role == Role::System || self.root().writers.contains(&role)
    }
}

/// A kind of log entry with the type it lies in and who may write it besides the server.
#[derive(Debug, Clone, Copy)]
pub struct EntryRule {
    /// The type of document.
    pub kind: DocType,
    /// The entry's word.
    pub word: &'static str,
    /// Roles; the policy narrows them further, document by document.
    pub writers: &'static [Role],
}

const TALKERS: &[Role] =
    &[Role::Patient, Role::TrustedPerson, Role::Reception, Role::Nurse, Role::Doctor];

/// Every entry that a document takes. The entries of a device's own audit are judged with its envelope.
pub const ENTRIES: &[EntryRule] = &[
    EntryRule { kind: DocType::Thread, word: "thread_opened", writers: TALKERS },
    EntryRule { kind: DocType::Thread, word: "message", writers: TALKERS },
    EntryRule { kind: DocType::Encounter, word: "resource", writers: &[] },
];

/// The rule of an entry in a type; `None`: it does not belong there.
#[must_use]
pub fn entry_rule(kind: DocType, entry: &Entry) -> Option<&'static EntryRule> {
    let word = match entry {
        Entry::ThreadOpened(_) => "thread_opened",
        Entry::Message(_) => "message",
        Entry::Resource(_) => "resource",
    };
    ENTRIES.iter().find(|rule| rule.kind == kind && rule.word == word)
}

/// The matrix path x role x deed as Markdown: one row for each place of each type. What has no row is refused.
#[must_use]
pub fn matrix() -> String {
    let mut out = String::from(
        "# Who may write what, path by path\n\nPrinted from `satchel_model::document::paths`; do not edit. \
         A cell lists what may be done; `-` is nothing, and what has no row is refused to everybody. It narrows the right \
         to write the document ([authz](authz.md)): both must say yes.\n\n\
         `make` an item under a fresh id; `begin` a value with its item; `change` a value that stands; `make text` with its \
         item; `splice` a text; `write` an entry. Nothing is ever deleted, counted or marked. A signed document takes no \
         change at all, one under repair or erased nothing.\n\n| type | path |",
    );
    for role in Role::ALL {
        push(&mut out, role.name());
    }
    out.push_str("\n|---|---|");
    out.push_str(&"---|".repeat(Role::ALL.len()));
    for kind in DocType::ALL {
        for place in Place::all(kind) {
            let deeds: Vec<&str> =
                Deed::ALL.into_iter().filter(|d| place.takes(*d)).map(Deed::name).collect();
            let deeds = deeds.join(", ");
            let cell = |role| if place.is_for(role) { deeds.as_str() } else { "-" };
            line(&mut out, kind, &place.pattern(), cell);
        }
        for rule in ENTRIES.iter().filter(|rule| rule.kind == kind) {
            let may = |role| role == Role::System || rule.writers.contains(&role);
            let cell = |role| if may(role) { "write" } else { "-" };
            line(&mut out, kind, &format!("entry {}", rule.word), cell);
        }
    }
    out.push('\n');
    out
}

fn line<'a>(out: &mut String, kind: DocType, path: &str, cell: impl Fn(Role) -> &'a str) {
    out.push_str("\n|");
    push(out, kind.name());
    push(out, path);
    for role in Role::ALL {
        push(out, cell(role));
    }
}

fn push(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    if write!(out, " {text} |").is_err() {
        out.push('|');
    }
}

#[cfg(test)]
mod tests;
