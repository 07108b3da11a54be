//! Who may write where, cell by cell: role, document type and state against the decision table, written out by hand.
use crate::{
    crdt::{Action, Operation, Scalar},
    document::{
        DocType,
        item::path,
        paths::{PathRefusal, allow},
        testing::item,
    },
    policy::State,
    role::Role,
};

/// Every role with the letter that stands for it below.
const ROLES: [(char, Role); 9] = [
    ('p', Role::Patient),
    ('t', Role::TrustedPerson),
    ('r', Role::Reception),
    ('n', Role::Nurse),
    ('d', Role::Doctor),
    ('c', Role::ClinicAdmin),
    ('o', Role::PrivacyOfficer),
    ('i', Role::It),
    ('s', Role::System),
];

/// Type, root, field of that root, and the letters of those who may write it.
///
/// From the decision table of roles and documents: reception and administration write identity, clinicians the
/// clinical record, doctors alone prescribe, patients and those they trust the diary, officers and IT nothing.
const MAY: &[(DocType, &str, &str, &str)] = &[
    (DocType::Admin, "person", "gender", "rndcs"),
    (DocType::Admin, "names", "name", "rndcs"),
    (DocType::Admin, "identifiers", "value", "rndcs"),
    (DocType::Admin, "telecoms", "value", "rndcs"),
    (DocType::Admin, "addresses", "value", "rndcs"),
    (DocType::Admin, "contacts", "value", "rndcs"),
    (DocType::Chart, "allergies", "clinical", "nds"),
    (DocType::Chart, "problems", "clinical", "nds"),
    (DocType::Chart, "medicines", "status", "ds"),
    (DocType::Chart, "medicines", "regimen", "ds"),
    (DocType::Chart, "flags", "status", "nds"),
    (DocType::Chart, "facts", "resuscitation", "nds"),
    (DocType::Encounter, "encounter", "status", "nds"),
    (DocType::Encounter, "observations", "note", "nds"),
    (DocType::Careplan, "tasks", "status", "nds"),
    (DocType::Diary, "ticks", "2026-11-24", "pts"),
];

/// A put of a field that lies there already.
fn put(kind: DocType, root: &str, field: &str) -> Operation {
    let id = item(1).to_string();
    let keys = match (kind, root) {
        (_, "person" | "facts" | "encounter") | (DocType::Diary, "ticks") => vec![root, field],
        _ => vec![root, id.as_str(), field],
    };
    Operation {
        path: path(&keys),
        action: Action::Set(Scalar::Str("x".into())),
        creates_under: false,
    }
}

#[test]
fn each_role_writes_each_place_exactly_as_the_table_says() {
    for (kind, root, field, may) in MAY {
        for (letter, role) in ROLES {
            let want = if may.contains(letter) { Ok(()) } else { Err(PathRefusal::ForbiddenPath) };
            let got = allow(*kind, State::Live, role, &put(*kind, root, field));
            assert_eq!(got, want, "{} {root} by {}", kind.name(), role.name());
        }
    }
}

#[test]
fn the_state_of_a_document_outranks_every_role() {
    for (kind, root, field, _) in MAY {
        for (_, role) in ROLES {
            let op = put(*kind, root, field);
            let by = |state| allow(*kind, state, role, &op);
            let who = format!("{} {root} by {}", kind.name(), role.name());
            assert_eq!(by(State::Final), Err(PathRefusal::Finalised), "{who}");
            assert_eq!(by(State::Frozen), Err(PathRefusal::ForbiddenPath), "{who}");
            assert_eq!(by(State::Erased), Err(PathRefusal::ForbiddenPath), "{who}");
        }
    }
}

#[test]
fn a_place_of_one_type_is_no_place_of_another() {
    for (home, root, field, _) in MAY {
        for kind in DocType::ALL.into_iter().filter(|k| k != home) {
            if kind.schema().root(root).is_some() {
                continue;
            }
            for (_, role) in ROLES {
                let got = allow(kind, State::Live, role, &put(*home, root, field));
                assert_eq!(got, Err(PathRefusal::ForbiddenPath), "{root} in {}", kind.name());
            }
        }
    }
}

#[test]
fn not_even_the_server_writes_what_the_schema_does_not_know() {
    let id = item(1).to_string();
    let set = Action::Set(Scalar::Str("x".into()));
    for (keys, action) in [
        (vec![], Action::MakeMap),
        (vec!["allergies"], Action::MakeMap),
        (vec!["allergies"], set.clone()),
        (vec!["allergies", "not-an-id"], Action::MakeMap),
        (vec!["allergies", id.as_str(), "colour"], set.clone()),
        (vec!["allergies", id.as_str(), "code", "deep"], set.clone()),
        (vec!["allergies", id.as_str()], set.clone()),
        (vec!["schema"], set.clone()),
        (vec!["schema"], Action::Delete),
        (vec!["unheard"], Action::MakeMap),
        (vec!["facts", "resuscitation"], Action::Increment),
        (vec!["facts", "resuscitation"], Action::Mark),
        (vec!["facts", "resuscitation"], Action::Delete),
        (vec!["facts", "resuscitation", "level"], set),
    ] {
        for (_, role) in ROLES {
            let op = Operation { path: path(&keys), action: action.clone(), creates_under: true };
            let got = allow(DocType::Chart, State::Live, role, &op);
            assert_eq!(got, Err(PathRefusal::ForbiddenPath), "{keys:?} by {}", role.name());
        }
    }
}

#[test]
fn the_table_names_every_type_that_takes_changes_and_every_role() {
    for kind in DocType::ALL.into_iter().filter(|k| k.is_crdt()) {
        assert!(MAY.iter().any(|(of, ..)| *of == kind), "{} has no line", kind.name());
    }
    assert!(Role::ALL.iter().all(|role| ROLES.iter().any(|(_, of)| of == role)));
}

#[test]
fn types_that_are_logs_or_rows_take_no_change_from_anybody() {
    for kind in DocType::ALL.into_iter().filter(|k| !k.is_crdt()) {
        for (_, role) in ROLES {
            let op = put(DocType::Chart, "allergies", "clinical");
            let got = allow(kind, State::Live, role, &op);
            assert_eq!(got, Err(PathRefusal::ForbiddenPath), "{}", kind.name());
        }
    }
}
