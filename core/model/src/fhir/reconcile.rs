//! What an existing document still needs of a part that was imported before.
use super::DraftPart;
use crate::{
    crdt::{Doc, Put, Scalar},
    document::{
        DocType,
        merge::{MergeClass, class_of},
        schema::{COMMON, Root},
    },
    id::ActorId,
};

/// The puts that remain, and what was left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Targeted puts; empty means that the document says all of it already.
    pub puts: Vec<Put>,
    /// Paths where a person here has decided otherwise since: the import does not overrule a person.
    pub left: Vec<String>,
}

/// Compares one part with the document as it stands. `importer` is the actor of earlier imports in this document.
///
/// New items are made, changed fields are put (the old value stays in the history), fields that the source no longer
/// has become null. A field of class `Decide` whose value was last written by anyone but `importer`, or is disputed, is left.
/// An additive part makes items whose value is not there yet and fills empty fields, nothing else.
#[must_use]
pub fn reconcile(kind: DocType, doc: &Doc, part: &DraftPart, importer: ActorId) -> Change {
    let mut change = Change::default();
    let mut made: Vec<&[String]> = Vec::new();
    let mut skipped: Vec<&[String]> = Vec::new();
    for put in &part.puts {
        let path = put.path().as_slice();
        let parent = path.get(..2).unwrap_or(path);
        if skipped.contains(&parent) {
            continue;
        }
        match put {
            Put::Map(_) if exists(doc, path) => {}
            Put::Map(_) if part.additive && is_there(doc, &part.puts, path) => skipped.push(path),
            Put::Map(_) | Put::Text(..) => {
                made.push(path);
                change.puts.push(put.clone());
            }
            Put::Splice { .. } => {}
            Put::Set(_, _) if made.contains(&parent) => change.puts.push(put.clone()),
            Put::Set(_, value) => {
                field(kind, doc, path, value, &Who { part, importer }, &mut change);
            }
        }
    }
    if !part.additive {
        vanished(kind, doc, &part.puts, &Who { part, importer }, &mut change);
    }
    change
}

struct Who<'a> {
    part: &'a DraftPart,
    importer: ActorId,
}

/// One field of something that exists.
fn field(
    kind: DocType,
    doc: &Doc,
    path: &[String],
    value: &Scalar,
    who: &Who<'_>,
    change: &mut Change,
) {
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    let name = keys.last().copied().unwrap_or_default();
    // Who made the item and when is said once; a mark as error is a person's business from then on.
    let once = path.len() == 3 && matches!(name, "by" | "at" | "entry");
    let author = keys == ["encounter", "author"];
    let all = doc.all(&keys);
    let has = all.iter().any(|v| v.value != Scalar::Null);
    if (has && (once || author || who.part.additive))
        || all.iter().any(|v| v.value == *value) && all.len() == 1
    {
        return;
    }
    let decide = class_of(kind, path) == Some(MergeClass::Decide);
    let ours = all.iter().all(|v| v.actor == who.importer);
    if has && decide && (!ours || all.len() > 1) {
        change.left.push(path.join("/"));
        return;
    }
    change.puts.push(Put::Set(path.to_vec(), value.clone()));
}

/// Fields that an earlier import wrote and this one no longer has become null.
fn vanished(kind: DocType, doc: &Doc, puts: &[Put], who: &Who<'_>, change: &mut Change) {
    let mut seen: Vec<&[String]> = Vec::new();
    for put in puts {
        let Put::Set(path, _) = put else { continue };
        let parent = path.get(..path.len().saturating_sub(1)).unwrap_or_default();
        if seen.contains(&parent) {
            continue;
        }
        seen.push(parent);
        let keys: Vec<&str> = parent.iter().map(String::as_str).collect();
        for name in doc.keys(&keys) {
            let mut path = parent.to_vec();
            path.push(name);
            let said = puts.iter().any(|p| *p.path() == path);
            let keys: Vec<&str> = path.iter().map(String::as_str).collect();
            let all = doc.all(&keys);
            let ours = !all.is_empty()
                && all.iter().all(|v| v.actor == who.importer && v.value != Scalar::Null);
            let field = path.last().map_or("", String::as_str);
            let common = COMMON.iter().any(|f| f.name == field && f.name != "fhir_rest");
            let modelled = class_of(kind, &path).is_some();
            if !said && ours && modelled && !common && !is_kept_field(kind, field) {
                change.puts.push(Put::Set(path, Scalar::Null));
            }
        }
    }
}

/// Fields that an item cannot be without: they are replaced, never emptied.
fn is_kept_field(kind: DocType, name: &str) -> bool {
    let roots = kind.schema().roots.iter();
    roots.flat_map(Root::all_fields).any(|f| f.name == name && f.required)
        || matches!(name, "kind" | "author")
}

fn exists(doc: &Doc, path: &[String]) -> bool {
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    !doc.keys(&keys).is_empty()
}

/// Whether the list already has an item of the same value as the new item at `path`.
fn is_there(doc: &Doc, puts: &[Put], path: &[String]) -> bool {
    let Some((root, _)) = path.split_first() else { return false };
    let value = puts.iter().find_map(|p| {
        let Put::Set(at, value) = p else { return None };
        (at.starts_with(path) && is_value(at)).then_some((at, value))
    });
    let Some((at, value)) = value else { return false };
    let name = at.last().map_or("value", String::as_str);
    doc.keys(&[root])
        .iter()
        .any(|key| doc.all(&[root, key, name]).iter().any(|v| v.value == *value))
}

fn is_value(path: &[String]) -> bool {
    path.last().is_some_and(|n| matches!(n.as_str(), "value" | "name"))
}
