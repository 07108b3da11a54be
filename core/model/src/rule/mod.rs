//! Clinical rules, each with its source. They judge facts that are there and give refusals or decisions, never edits.
use crate::{
    crdt::{Doc, Put, Scalar},
    document::{
        DocType,
        schema::{Root, Value},
        sheet::Sheet,
    },
    hash,
};

pub mod allergy;
pub mod dose;
pub mod medicine;
pub mod problem;

/// Fields that say nothing about what the item means.
const ASIDE: &[&str] = &["entry", "source", "fhir_rest", "by", "at"];

/// Fingerprint of an item as it stands now: who writes it into an end or a void says what they had in view.
#[must_use]
pub fn saw(doc: &Doc, kind: DocType, root: &str, id: &str) -> String {
    fingerprint(&Sheet::item(doc, root, id), kind, root, ASIDE, &[])
}

/// Fingerprint of an item's fields except `aside`, as it will be after `puts`.
pub(crate) fn fingerprint(
    sheet: &Sheet<'_>,
    kind: DocType,
    root: &str,
    aside: &[&str],
    puts: &[Put],
) -> String {
    let mut hasher = hash::Hasher::default();
    let fields = kind.schema().root(root).into_iter().flat_map(Root::all_fields);
    for field in fields.filter(|f| !aside.contains(&f.name)) {
        let path = sheet.path(field.name);
        let coming = puts.iter().find_map(|put| match put {
            Put::Set(at, value) if *at == path => Some(value.clone()),
            Put::Set(..) | Put::Map(_) | Put::Text(..) | Put::Splice { .. } => None,
        });
        let mut stand = match coming {
            Some(value) => vec![value],
            None if field.value == Value::Text => {
                sheet.text(field.name).map(Scalar::Str).into_iter().collect()
            }
            None => sheet.values(field.name),
        };
        stand.sort();
        for value in stand {
            hasher.update(&crate::cbor::encode(&(field.name, value)));
        }
    }
    hex::encode(hash::first16(hasher.take()))
}
