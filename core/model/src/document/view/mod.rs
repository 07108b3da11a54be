//! What screens, search and exports read: typed views of one document, with both values of what is disputed.
use super::{
    decided::{Decided, decided},
    register::{Entry, Group, Source},
    write::base,
};
use crate::{
    crdt::{Doc, Scalar},
    id::{ItemId, UserId},
    time::Timestamp,
};

pub mod admin;
pub mod chart;
pub mod diary;
pub mod encounter;

/// What every item has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Made {
    /// The item's id.
    pub id: ItemId,
    /// Who made it.
    pub by: UserId,
    /// When, by that device's claim.
    pub at: Timestamp,
    /// Set if the item was entered in error; it still shows, as voided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
    /// Where it was imported from, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Made {
    /// Whether the item was entered in error.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        self.entry.is_some()
    }
}

/// Reads one map of fields and counts what it cannot read.
pub(super) struct Reader<'d> {
    doc: &'d Doc,
    at: Vec<String>,
    unreadable: &'d mut Vec<String>,
}

impl<'d> Reader<'d> {
    /// A reader of the root map `root`.
    pub(super) fn root(doc: &'d Doc, root: &str, unreadable: &'d mut Vec<String>) -> Self {
        Self { doc, at: vec![root.to_owned()], unreadable }
    }

    fn path<'a>(&'a self, field: &'a str) -> Vec<&'a str> {
        self.at.iter().map(String::as_str).chain([field]).collect()
    }

    fn note(&mut self, field: &str, count: usize) {
        if count > 0 {
            let path = self.path(field).join("/");
            self.unreadable.push(path);
        }
    }

    fn read<T>(&mut self, field: &str, read: impl Fn(&Scalar) -> Option<T>) -> Option<T> {
        let value = self.doc.value(&self.path(field))?;
        if value == Scalar::Null {
            return None;
        }
        let found = read(&value);
        self.note(field, usize::from(found.is_none()));
        found
    }

    /// The displayed text of a `Latest` or `Auto` field.
    pub(super) fn word(&mut self, field: &str) -> Option<String> {
        self.read(field, |v| v.as_str().map(str::to_owned))
    }

    /// The displayed number.
    pub(super) fn int(&mut self, field: &str) -> Option<i64> {
        self.read(field, Scalar::as_int)
    }

    /// The displayed truth value.
    pub(super) fn flag(&mut self, field: &str) -> Option<bool> {
        self.read(field, Scalar::as_bool)
    }

    /// The displayed register.
    pub(super) fn group<G: Group>(&mut self, field: &str) -> Option<G> {
        self.read(field, |v| G::from_text(v.as_str()?).ok())
    }

    /// The text people edit by character.
    pub(super) fn text(&self, field: &str) -> String {
        self.doc.text(&self.path(field)).unwrap_or_default()
    }

    /// All standing words of a `Decide` field.
    pub(super) fn decided_word(&mut self, field: &str) -> Option<Decided<String>> {
        let stand = self.doc.all(&self.path(field));
        let (found, bad) = decided(stand, |v| v.as_str().map(str::to_owned));
        self.note(field, bad);
        found
    }

    /// All standing registers of a `Decide` field.
    pub(super) fn decided<G: Group + PartialEq>(&mut self, field: &str) -> Option<Decided<G>> {
        let stand = self.doc.all(&self.path(field));
        let (found, bad) = decided(stand, |v| G::from_text(v.as_str()?).ok());
        self.note(field, bad);
        found
    }

    fn made(&mut self, id: ItemId) -> Option<Made> {
        Some(Made {
            id,
            by: self.word("by")?.parse().ok()?,
            at: Timestamp::from_millis(self.int("at")?),
            entry: self.group("entry"),
            source: self.group("source"),
        })
    }
}

/// Reads every item under `root`, in order of making; an item without its maker is named as unreadable.
pub(super) fn items<T>(
    doc: &Doc,
    root: &str,
    unreadable: &mut Vec<String>,
    mut read: impl FnMut(Made, &mut Reader<'_>) -> Option<T>,
) -> Vec<T> {
    let mut out = Vec::new();
    for key in doc.keys(&[root]) {
        let name = format!("{root}/{key}");
        let mut reader = Reader { doc, at: vec![root.to_owned(), key.clone()], unreadable };
        let item = key.parse().ok().and_then(|id| reader.made(id));
        match item.and_then(|made| read(made, &mut reader)) {
            Some(found) => out.push(found),
            None => unreadable.push(name),
        }
    }
    out
}

/// A person's choice between disputed values.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Decision {
    /// Who decided, and when.
    pub made: Made,
    /// Keys of the field, joined by `/`.
    pub path: String,
    /// The rule across items, if one raised it.
    pub rule: Option<String>,
    /// The chosen value as stored.
    pub chosen: String,
    /// The values that lost, JSON list of `{value, change, actor}`.
    pub losers: serde_json::Value,
    /// Why.
    pub reason: String,
}

/// The decisions journalled in a document, in order of making.
#[must_use]
pub fn decisions(doc: &Doc) -> Vec<Decision> {
    items(doc, "decisions", &mut Vec::new(), |made, r| {
        Some(Decision {
            made,
            path: r.word("path")?,
            rule: r.word("rule"),
            chosen: r.word("chosen")?,
            losers: base::json(&Scalar::Str(r.word("losers")?)),
            reason: r.word("reason")?,
        })
    })
}
