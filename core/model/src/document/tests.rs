use super::*;
use super::{
    merge::{MergeClass, class_of, field_of},
    schema::{COMMON, Shape},
};
use std::fmt::Write as _;

mod clash;
mod fleet;
mod merging;
mod notes;
mod oracle;
mod refusals;
mod registers;
pub(crate) mod testing;

/// A path to every field of every type, items and keys with a made-up one.
fn every_path() -> Vec<(DocType, Vec<String>, &'static schema::Field)> {
    let mut out = Vec::new();
    for kind in DocType::ALL {
        for root in kind.schema().roots {
            for field in root.all_fields() {
                let keys = match root.shape {
                    Shape::One => vec![root.name, field.name],
                    Shape::Items => vec![root.name, "id", field.name],
                    Shape::Keyed => vec![root.name, "key"],
                };
                out.push((kind, item::path(&keys), field));
            }
        }
    }
    out
}

#[test]
fn numbers_and_words_of_types_are_frozen() {
    let want = [
        (1, "admin"),
        (2, "chart"),
        (3, "encounter"),
        (4, "careplan"),
        (5, "diary"),
        (6, "thread"),
        (7, "sensitive"),
        (8, "directory"),
        (9, "schedule"),
        (10, "audit"),
    ];
    assert_eq!(DocType::ALL.map(|t| (t.code(), t.name())), want);
    for kind in DocType::ALL {
        assert_eq!(DocType::from_code(kind.code()), Some(kind));
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(json, format!("\"{}\"", kind.name()));
        assert_eq!(crate::cbor::encode(&kind), crate::cbor::encode(&kind.code()));
    }
    assert_eq!(DocType::from_code(0), None);
    assert_eq!(DocType::from_code(11), None);
}

#[test]
fn every_field_has_a_merge_class_at_its_path() {
    let paths = every_path();
    assert!(paths.len() > 150);
    for (kind, path, field) in &paths {
        assert_eq!(class_of(*kind, path), Some(field.merge), "{} {path:?}", kind.name());
    }
}

#[test]
fn no_field_lies_beside_the_schema() {
    for path in [
        vec![],
        vec!["person"],
        vec!["person", "x"],
        vec!["nowhere", "a"],
        vec!["telecoms", "id", "value", "deep"],
    ] {
        assert!(field_of(DocType::Admin, &path).is_none(), "{path:?}");
    }
    assert_eq!(class_of(DocType::Thread, &["person", "name"]), None);
}

#[test]
fn names_are_unique_within_their_map() {
    for kind in DocType::ALL {
        let schema = kind.schema();
        let mut roots: Vec<_> = schema.names.to_vec();
        roots.sort_unstable();
        roots.dedup();
        assert_eq!(roots.len(), schema.roots.len());
        for root in schema.roots {
            let mut names: Vec<_> = root.all_fields().map(|f| f.name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{} {}", kind.name(), root.name);
        }
    }
}

#[test]
fn what_must_surface_is_decided_and_nothing_else() {
    let mut decided: Vec<String> = every_path()
        .into_iter()
        .filter(|(_, _, f)| f.merge == MergeClass::Decide)
        .map(|(kind, path, _)| format!("{} {}", kind.name(), path.join("/")))
        .collect();
    decided.sort();
    let want = [
        "admin identifiers/id/value",
        "admin names/id/name",
        "admin person/birth",
        "admin person/deceased",
        "admin person/gender",
        "admin person/name",
        "careplan tasks/id/status",
        "chart allergies/id/clinical",
        "chart allergies/id/code",
        "chart allergies/id/criticality",
        "chart allergies/id/verification",
        "chart facts/dosing_weight",
        "chart facts/resuscitation",
        "chart medicines/id/regimen",
        "chart medicines/id/start",
        "chart medicines/id/status",
        "chart medicines/id/stop",
        "chart problems/id/clinical",
        "chart problems/id/verification",
        "encounter encounter/start",
    ];
    assert_eq!(decided, want);
}

#[test]
fn every_item_says_who_made_it_when_and_whether_it_is_an_error() {
    let names: Vec<_> = COMMON.iter().map(|f| (f.name, f.required, f.once)).collect();
    assert_eq!(names[..2], [("by", true, true), ("at", true, true)]);
    assert_eq!(names[2], ("entry", false, false));
    for kind in DocType::ALL {
        for root in kind.schema().roots.iter().filter(|r| r.shape == Shape::Items) {
            for field in ["by", "at", "entry", "source", "fhir_rest"] {
                assert!(root.field(field).is_some(), "{} {field}", root.name);
            }
        }
    }
}

fn describe(field: &schema::Field) -> String {
    let value = if let schema::Value::Code(words) = field.value {
        words.join("|")
    } else {
        format!("{:?}", field.value)
    };
    let marks = [(field.required, " required"), (field.once, " once")];
    let said: String = marks.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
    format!("    {} {:?} {value}{said}", field.name, field.merge)
}

#[test]
fn the_schema_is_what_was_released() {
    let mut out = String::new();
    for kind in DocType::ALL {
        for root in kind.schema().roots {
            writeln!(out, "{} {} {:?} {:?}", kind.name(), root.name, root.shape, root.writers)
                .unwrap();
            root.all_fields().for_each(|f| writeln!(out, "{}", describe(f)).unwrap());
        }
    }
    insta::assert_snapshot!("schema", out);
}

#[test]
fn genesis_bytes_are_frozen() {
    let mut out = String::new();
    for kind in DocType::ALL {
        let doc = genesis(kind, DocId::from_bytes([7; 16]), 0);
        let hash = crate::hash::sha256(&[&doc.save()]);
        writeln!(out, "{} {} {hash}", kind.name(), roots(kind).join(",")).unwrap();
        assert_eq!(doc.heads().len(), 1);
        for root in roots(kind) {
            assert!(doc.keys(&[root]).is_empty());
        }
        assert_ne!(doc.heads(), genesis(kind, DocId::from_bytes([7; 16]), 1).heads());
    }
    insta::assert_snapshot!("genesis", out);
}

#[test]
fn what_cannot_be_created_has_no_schema_to_freeze() {
    for kind in DocType::ALL {
        let logs = kind == DocType::Thread;
        assert_eq!(kind.is_creatable(), kind.is_crdt() || logs, "{}", kind.name());
    }
}
