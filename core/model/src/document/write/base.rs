//! Preconditions: what the form showed must still be all that stands.
use super::WriteError;
use crate::{
    crdt::{Doc, Scalar},
    document::register::Group,
    id::ItemId,
};

/// The distinct values at `path` (all that stand), the displayed one first; null counts as none.
#[must_use]
pub fn values(doc: &Doc, path: &[&str]) -> Vec<Scalar> {
    let mut out: Vec<Scalar> = Vec::new();
    for found in doc.all(path) {
        if found.value != Scalar::Null && !out.contains(&found.value) {
            out.push(found.value);
        }
    }
    out
}

/// A scalar as JSON: registers as the object they hold.
#[must_use]
pub fn json(value: &Scalar) -> serde_json::Value {
    match value {
        Scalar::Null => serde_json::Value::Null,
        Scalar::Bool(b) => (*b).into(),
        Scalar::Int(n) => (*n).into(),
        Scalar::Str(text) if text.starts_with(['{', '[']) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into())
        }
        Scalar::Str(text) => text.as_str().into(),
        Scalar::Bytes(bytes) => hex::encode(bytes).into(),
    }
}

fn only(doc: &Doc, path: &[&str], shown: Option<&str>) -> Result<(), WriteError> {
    let current = values(doc, path);
    let fits = match (current.as_slice(), shown) {
        ([], None) => true,
        ([one], Some(shown)) => one.as_str() == Some(shown),
        _ => false,
    };
    if fits { Ok(()) } else { Err(stale(&current)) }
}

/// The answer to a stale form: every value that stands.
pub(in crate::document) fn stale(current: &[Scalar]) -> WriteError {
    WriteError::Stale { current: current.iter().map(json).collect() }
}

/// Demands that the register at `path` is exactly what the form showed, undisputed.
pub(super) fn stands<G: Group>(
    doc: &Doc,
    path: &[&str],
    shown: Option<&G>,
) -> Result<(), WriteError> {
    only(doc, path, shown.map(Group::to_text).as_deref())
}

/// Demands that the word at `path` is exactly what the form showed, undisputed.
pub(super) fn word_stands(doc: &Doc, path: &[&str], shown: Option<&str>) -> Result<(), WriteError> {
    only(doc, path, shown)
}

/// The key of an item that exists and was not entered in error.
pub(super) fn live(doc: &Doc, root: &str, item: ItemId) -> Result<String, WriteError> {
    let id = item.to_string();
    if doc.value(&[root, &id, "by"]).is_none() {
        return Err(WriteError::Missing);
    }
    if is_void(doc, root, &id) {
        return Err(super::rule(
            "entry_void",
            "record keeping: a voided entry is not edited",
            false,
        ));
    }
    Ok(id)
}

/// Whether somebody marked the item as entered in error, seen or unseen by others.
#[must_use]
pub fn is_void(doc: &Doc, root: &str, id: &str) -> bool {
    !values(doc, &[root, id, "entry"]).is_empty()
}
