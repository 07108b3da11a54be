//! What screens, search and exports read: typed views of one document, with both values of what is disputed.
use super::{
    decided::{Decided, decided},
    register::{Entry, Group, Source},
    sheet::Sheet,
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

/// Reads one sheet and names what it cannot read.
pub(super) struct Reader<'d, 'b> {
    sheet: Sheet<'d>,
    unreadable: &'b mut Vec<String>,
}

impl<'d, 'b> Reader<'d, 'b> {
    /// A reader of the root map `root`.
    pub(super) fn root(doc: &'d Doc, root: &'d str, unreadable: &'b mut Vec<String>) -> Self {
        Self { sheet: Sheet::one(doc, root), unreadable }
    }

    fn note(&mut self, field: &str) {
        let path = self.sheet.path(field).join("/");
        self.unreadable.push(path);
    }

    fn read<T>(&mut self, field: &str, read: impl Fn(&Scalar) -> Option<T>) -> Option<T> {
        let found = read(self.sheet.value(field)?);
        if found.is_none() {
            self.note(field);
        }
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
        self.sheet.text(field).unwrap_or_default()
    }

    /// All standing words of a `Decide` field.
    pub(super) fn decided_word(&mut self, field: &str) -> Option<Decided<String>> {
        self.both(field, |v| v.as_str().map(str::to_owned))
    }

    /// All standing registers of a `Decide` field.
    pub(super) fn decided<G: Group + PartialEq>(&mut self, field: &str) -> Option<Decided<G>> {
        self.both(field, |v| G::from_text(v.as_str()?).ok())
    }

    fn both<T: PartialEq>(
        &mut self,
        field: &str,
        read: impl Fn(&Scalar) -> Option<T>,
    ) -> Option<Decided<T>> {
        if !self.sheet.is_conflict(field) {
            return self.read(field, read).map(Decided::Settled);
        }
        let (found, bad) = decided(self.sheet.all(field), read);
        if bad > 0 {
            self.note(field);
        }
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

/// Reads every item under `root`, in order of making; what is no item, or lacks its maker, is named as unreadable.
pub(super) fn items<'d, T>(
    doc: &'d Doc,
    root: &'d str,
    unreadable: &mut Vec<String>,
    mut read: impl FnMut(Made, &mut Reader<'d, '_>) -> Option<T>,
) -> Vec<T> {
    let mut out = Vec::new();
    for sheet in Sheet::items(doc, root) {
        let (name, id) = (format!("{root}/{}", sheet.id()), sheet.id().parse());
        let mut reader = Reader { sheet, unreadable };
        let made = id.ok().and_then(|id| reader.made(id));
        match made.and_then(|made| read(made, &mut reader)) {
            Some(found) => out.push(found),
            None => unreadable.push(name),
        }
    }
    let scalars = doc.cells(&[root]).into_iter().filter(|c| c.value.is_some());
    unreadable.extend(scalars.map(|c| format!("{root}/{}", c.key)));
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
