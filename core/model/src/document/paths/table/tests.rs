//! Walks the printed matrix row by row against the function that decides. The committed table is the oracle: a rule that
//! moves in code alone fails here.
use super::super::{PathRefusal, Writer, allow, allow_entry};
use super::*;
use crate::{
    crdt::Scalar,
    document::entry::{Message, Resource, ThreadOpened},
    id::{ItemId, UserId},
    policy::{Act, Area, Rule, State, rule},
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

const PRINTED: &str = include_str!("../../../../../../docs/generated/write-rules.md");

type Rows = BTreeMap<(String, String), BTreeMap<Role, BTreeSet<String>>>;

/// What the committed table says.
fn printed() -> Rows {
    let mut rows = Rows::new();
    for line in PRINTED.lines().filter(|l| l.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (head, said) = cells.split_at(2);
        assert_eq!(said.len(), Role::ALL.len(), "{line}");
        let of_role = |cell: &&str| -> BTreeSet<String> {
            cell.split(", ").filter(|w| *w != "-").map(str::to_owned).collect()
        };
        let by_role = Role::ALL.into_iter().zip(said.iter().map(of_role)).collect();
        let twice = rows.insert((head[0].to_owned(), head[1].to_owned()), by_role);
        assert!(twice.is_none(), "{line}");
    }
    rows
}

/// Operations that are this deed: some deeds have two forms.
fn ops(path: &[String], deed: Deed) -> Vec<Operation> {
    let value = Action::Set(Scalar::Str("x".into()));
    let both = |action: Action| vec![(action.clone(), true), (action, false)];
    let forms = match deed {
        Deed::Make => both(Action::MakeMap),
        Deed::MakeText => vec![(Action::MakeText, true)],
        Deed::Begin => vec![(value, true)],
        Deed::Change => vec![(value, false)],
        Deed::Splice => both(Action::Splice),
        Deed::Delete => both(Action::Delete),
        Deed::Count => both(Action::Increment),
        Deed::Mark => both(Action::Mark),
    };
    let op = |(action, creates_under)| Operation { path: path.to_vec(), action, creates_under };
    forms.into_iter().map(op).collect()
}

/// A real path of a printed one.
fn path(pattern: &str) -> Vec<String> {
    let id = ItemId::from_bytes([0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1]).to_string();
    pattern.split('/').map(|part| part.replace("{id}", &id).replace("{key}", "key")).collect()
}

/// Holds what a row says of operations against what is decided, in every state of the document.
fn decided(kind: DocType, role: Role, ops: &[Operation], may: bool) {
    for op in ops {
        let at = format!("{} {:?} {} {:?}", kind.name(), op.path, role.name(), op.action);
        let want = if may { Ok(()) } else { Err(PathRefusal::ForbiddenPath) };
        assert_eq!(allow(kind, State::Live, role, op), want, "{at}");
        assert_eq!(allow(kind, State::Final, role, op), Err(PathRefusal::Finalised), "{at}");
        for state in [State::Frozen, State::Erased] {
            assert_eq!(allow(kind, state, role, op), Err(PathRefusal::ForbiddenPath), "{at}");
        }
    }
}

#[test]
fn every_row_says_what_is_decided_for_every_role_deed_and_state() {
    let rows = printed();
    let mut counts = BTreeMap::new();
    for ((kind, pattern), by_role) in rows.iter().filter(|((_, p), _)| !p.starts_with("entry ")) {
        let kind = DocType::ALL.into_iter().find(|k| k.name() == kind).unwrap();
        let path = path(pattern);
        for (role, said) in by_role {
            for deed in Deed::ALL {
                let (may, each) = (said.contains(deed.name()), ops(&path, deed));
                *counts.entry(may).or_insert(0) += each.len();
                decided(kind, *role, &each, may);
            }
        }
    }
    assert!(counts[&true] > 500 && counts[&false] > 5_000, "{counts:?}");
}

#[test]
fn every_place_of_every_schema_has_a_row_and_every_row_a_place() {
    let mut places = BTreeSet::new();
    for kind in DocType::ALL {
        for place in Place::all(kind) {
            places.insert((kind.name().to_owned(), place.pattern()));
            let found = Place::of(kind, &path(&place.pattern())).map(|p| p.pattern());
            assert_eq!(found, Some(place.pattern()));
        }
        for rule in ENTRIES.iter().filter(|r| r.kind == kind) {
            places.insert((kind.name().to_owned(), format!("entry {}", rule.word)));
        }
    }
    let rows: BTreeSet<_> = printed().into_keys().collect();
    assert_eq!(rows, places);
    for kind in DocType::ALL.into_iter().filter(|k| k.is_crdt()) {
        for root in kind.schema().roots {
            let of_root = |(k, p): &&(String, String)| {
                k == kind.name() && p.split('/').next() == Some(root.name)
            };
            let fields = root.all_fields().count();
            let want = match root.shape {
                Shape::Items => fields + 1,
                Shape::One => fields,
                Shape::Keyed => 1,
            };
            assert_eq!(
                places.iter().filter(of_root).count(),
                want,
                "{} {}",
                kind.name(),
                root.name
            );
        }
    }
}

#[test]
fn what_has_no_row_is_refused_to_everybody() {
    for kind in DocType::ALL {
        let mut nowhere: Vec<Vec<String>> =
            vec![Vec::new(), path("unknown"), path("unknown/{id}/x")];
        for place in Place::all(kind) {
            let known = path(&place.pattern());
            nowhere.push(known[..known.len() - 1].to_vec());
            let mut deeper = known.clone();
            deeper.push("x".into());
            nowhere.push(deeper);
            let mut other = known;
            if let Place::Field(..) = place {
                *other.last_mut().unwrap() = "unknown".into();
                nowhere.push(other);
            }
        }
        // A shorter path may be a place itself: that of an item.
        nowhere.retain(|p| Place::of(kind, p).is_none());
        for path in nowhere {
            let forms: Vec<Operation> =
                Deed::ALL.into_iter().flat_map(|deed| ops(&path, deed)).collect();
            for role in Role::ALL {
                let refused =
                    |op| allow(kind, State::Live, role, op) == Err(PathRefusal::ForbiddenPath);
                assert!(forms.iter().all(refused), "{path:?} {}", role.name());
            }
        }
    }
}

#[test]
fn a_text_apart_from_its_item_has_no_deed_and_is_refused() {
    for kind in DocType::ALL {
        for place in Place::all(kind) {
            let path = path(&place.pattern());
            let op = Operation { path, action: Action::MakeText, creates_under: false };
            assert_eq!(Deed::of(&op), None);
            for role in Role::ALL {
                assert!(allow(kind, State::Live, role, &op).is_err(), "{}", place.pattern());
            }
        }
    }
}

fn entries(by: UserId) -> [(&'static str, Entry); 3] {
    let (item, at) = (ItemId::from_bytes([1; 16]), Timestamp::default());
    let opened = ThreadOpened {
        item,
        by,
        at,
        kind: "clinical".into(),
        subject: "x".into(),
        members: Vec::new(),
    };
    let message = Message { item, by, at, text: "x".into(), about: None, replaces: None };
    let resource = Resource {
        item,
        by,
        at,
        kind: "Claim".into(),
        id: None,
        source: "x".into(),
        json: "{}".into(),
    };
    [
        ("thread_opened", Entry::ThreadOpened(opened)),
        ("message", Entry::Message(message)),
        ("resource", Entry::Resource(resource)),
    ]
}

#[test]
fn entries_go_where_their_row_says_and_nowhere_else() {
    let rows = printed();
    let user = UserId::from_bytes([2; 16]);
    for kind in DocType::ALL {
        for (word, entry) in entries(user) {
            let row = rows.get(&(kind.name().to_owned(), format!("entry {word}")));
            for role in Role::ALL {
                let may = row.is_some_and(|by_role| by_role[&role].contains("write"));
                let got = allow_entry(kind, State::Live, &Writer { role, user }, &entry);
                assert_eq!(got.is_ok(), may, "{} {word} {}", kind.name(), role.name());
                let shut = [State::Frozen, State::Erased]
                    .map(|state| allow_entry(kind, state, &Writer { role, user }, &entry));
                assert!(shut.iter().all(Result::is_err), "{} {word}", kind.name());
            }
        }
    }
}

#[test]
fn who_writes_a_place_may_write_its_document() {
    for kind in DocType::ALL {
        for place in Place::all(kind) {
            for role in place.root().writers {
                let whole = rule(*role, Area::Document(kind), Act::Write);
                assert_ne!(whole, Rule::Never, "{} {}", place.pattern(), role.name());
            }
        }
        for entry in ENTRIES.iter().filter(|r| r.kind == kind) {
            for role in entry.writers {
                let whole = rule(*role, Area::Document(kind), Act::Write);
                assert_ne!(whole, Rule::Never, "{} {}", entry.word, role.name());
            }
        }
    }
}
