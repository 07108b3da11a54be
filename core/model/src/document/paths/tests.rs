use super::*;
use crate::document::schema::{Root, Shape};
use crate::{
    crdt::{Guarded, Limits, Path, Put},
    document::{
        entry::{Message, Resource},
        genesis,
        item::{Draft, path, set},
        testing::{NOW, Replica, bytes, coding, doc_id, item, meet},
        write::samples as s,
    },
    id::{ActorId, Nonce},
    time::Timestamp,
};
use std::fmt::Write as _;

const STAFF_ROLES: [Role; 9] = Role::ALL;

fn op(keys: &[&str], action: Action, creates_under: bool) -> Operation {
    Operation { path: path(keys), action, creates_under }
}

fn text(value: &str) -> Action {
    Action::Set(Scalar::Str(value.into()))
}

fn refused(kind: DocType, role: Role, op: &Operation) -> bool {
    allow(kind, State::Live, role, op).is_err()
}

/// One allowed operation per root of every type, as its writers do it.
fn samples() -> Vec<(DocType, &'static Root, Operation)> {
    let id = item(1).to_string();
    let mut out = Vec::new();
    for kind in DocType::ALL {
        for root in kind.schema().roots {
            let found = match root.shape {
                Shape::Items => op(&[root.name, &id], Action::MakeMap, false),
                Shape::One => op(&[root.name, root.fields[0].name], text("x"), false),
                Shape::Keyed => op(&[root.name, "key"], text("x"), false),
            };
            out.push((kind, root, found));
        }
    }
    out
}

#[test]
fn each_root_takes_its_writers_and_nobody_else() {
    let mut table = String::new();
    for (kind, root, op) in samples() {
        let takes: Vec<_> = STAFF_ROLES
            .into_iter()
            .filter(|role| allow(kind, State::Live, *role, &op).is_ok())
            .map(Role::name)
            .collect();
        writeln!(table, "{} {}: {}", kind.name(), root.name, takes.join(" ")).unwrap();
        for role in STAFF_ROLES {
            let may = role == Role::System || root.writers.contains(&role);
            assert_eq!(takes.contains(&role.name()), may, "{} {}", kind.name(), root.name);
        }
    }
    insta::assert_snapshot!("writers", table);
}

#[test]
fn a_signed_document_answers_finalised_to_everybody() {
    for (kind, _, op) in samples() {
        for role in STAFF_ROLES {
            assert_eq!(allow(kind, State::Final, role, &op), Err(PathRefusal::Finalised));
        }
    }
}

#[test]
fn a_frozen_or_erased_document_takes_nothing() {
    for (kind, _, op) in samples() {
        for state in [State::Frozen, State::Erased] {
            let answer = allow(kind, state, Role::System, &op);
            assert_eq!(answer, Err(PathRefusal::ForbiddenPath));
        }
    }
}

#[test]
fn nothing_is_ever_deleted_counted_or_marked() {
    let id = item(1).to_string();
    let actions = [Action::Delete, Action::Increment, Action::Mark];
    for (kind, root, sample) in samples() {
        let field = root.fields[0].name;
        let places = [vec![root.name], vec![root.name, &id], vec![root.name, &id, field]];
        let tries = places.iter().flat_map(|keys| {
            actions.iter().flat_map(|a| [true, false].map(|under| op(keys, a.clone(), under)))
        });
        for op in tries {
            assert!(refused(kind, Role::System, &op), "{} {:?}", kind.name(), op.path);
        }
        assert!(!refused(kind, Role::System, &sample));
    }
}

#[test]
fn a_nurse_does_not_prescribe() {
    let id = item(4).to_string();
    let status = op(&["medicines", &id, "status"], text("stopped"), false);
    assert!(refused(DocType::Chart, Role::Nurse, &status));
    assert!(!refused(DocType::Chart, Role::Doctor, &status));
    let allergy = op(&["allergies", &id, "clinical"], text("active"), false);
    assert!(!refused(DocType::Chart, Role::Nurse, &allergy));
}

#[test]
fn items_are_made_under_a_usual_version_7_id_only() {
    let good = item(0xab).to_string();
    let four = good.replacen("-7", "-4", 1);
    for key in [&good.to_uppercase(), &good.replace('-', ""), &four, "1", "", "by"] {
        let make = op(&["allergies", key], Action::MakeMap, false);
        assert!(refused(DocType::Chart, Role::Doctor, &make), "{key}");
    }
    assert!(!refused(
        DocType::Chart,
        Role::Doctor,
        &op(&["allergies", &good], Action::MakeMap, false)
    ));
}

#[test]
fn containers_come_nowhere_but_as_items_and_new_texts() {
    let id = item(1).to_string();
    let cases = [
        (DocType::Chart, vec!["allergies"], Action::MakeMap),
        (DocType::Chart, vec!["a_new_root"], Action::MakeMap),
        (DocType::Chart, vec!["facts", &id], Action::MakeMap),
        (DocType::Chart, vec!["allergies", &id, "note"], Action::MakeMap),
        (DocType::Chart, vec!["allergies", &id, "note"], Action::MakeText),
        (DocType::Chart, vec!["allergies", &id, "note", "deep"], Action::MakeMap),
        (DocType::Diary, vec!["ticks", "key"], Action::MakeMap),
        (DocType::Encounter, vec!["sections", &id], Action::MakeText),
    ];
    for (kind, keys, action) in cases {
        for under in [true, false] {
            assert!(refused(kind, Role::System, &op(&keys, action.clone(), under)), "{keys:?}");
        }
    }
    let keys = ["sections", id.as_str(), "text"];
    assert!(!refused(DocType::Encounter, Role::Nurse, &op(&keys, Action::MakeText, true)));
    // A text added later to an item that exists could hide another's.
    assert!(refused(DocType::Encounter, Role::Nurse, &op(&keys, Action::MakeText, false)));
}

#[test]
fn text_is_spliced_and_scalars_are_put() {
    let id = item(1).to_string();
    let words = ["sections", id.as_str(), "text"];
    let title = ["sections", id.as_str(), "title"];
    let refuse =
        |keys: &[&str], action| refused(DocType::Encounter, Role::Nurse, &op(keys, action, false));
    assert!(!refuse(&words, Action::Splice));
    assert!(refuse(&words, text("x")));
    assert!(refuse(&title, Action::Splice));
    assert!(!refuse(&title, text("x")));
    assert!(refuse(&["sections", &id, "from_the_future"], text("x")));
    assert!(refuse(&["sections"], text("x")));
    assert!(refuse(&[], text("x")));
}

#[test]
fn what_is_written_once_is_written_with_its_item() {
    let id = item(1).to_string();
    for field in ["by", "at", "kind"] {
        let keys = ["allergies", id.as_str(), field];
        assert!(refused(DocType::Chart, Role::Doctor, &op(&keys, text("x"), false)));
        assert!(!refused(DocType::Chart, Role::Doctor, &op(&keys, text("x"), true)));
    }
}

#[test]
fn keys_of_ticks_have_a_bound() {
    let put = |n: usize| {
        refused(DocType::Diary, Role::Patient, &op(&["ticks", &"k".repeat(n)], text("x"), false))
    };
    assert_eq!([put(0), put(1), put(KEY_MAX), put(KEY_MAX + 1)], [true, false, false, true]);
}

/// What [`allow_all`] says to a change of these puts by `n` with `role` on `base`.
fn judge(base: &Replica, n: u8, role: Role, puts: &[Put]) -> Result<(), PathRefusal> {
    let mut doc = base.doc.fork();
    let change =
        doc.edit(ActorId::from_bytes([0x77; 16]), Nonce::from_bytes([n; 16]), puts).unwrap();
    let guarded = Guarded::new(change.bytes, &Limits::DEVICE).unwrap();
    let ops = base.doc.operations(&guarded).unwrap();
    let writer = Writer { role, user: UserId::from_bytes(bytes(n)) };
    allow_all(base.kind, State::Live, &writer, &base.doc, &ops)
}

fn draft(root: &str, n: u8, by: u8) -> Draft {
    Draft::new(root, item(n), UserId::from_bytes(bytes(by)), Timestamp::from_millis(NOW))
}

#[test]
fn an_author_names_nobody_but_themself() {
    let base = Replica::new(DocType::Chart, 1, Role::Doctor);
    let puts = |by| draft("goals", 1, by).set("text", "walk").set("status", "active").puts();
    assert_eq!(judge(&base, 2, Role::Doctor, &puts(2)), Ok(()));
    assert_eq!(judge(&base, 2, Role::Doctor, &puts(3)), Err(PathRefusal::ForbiddenPath));
    assert_eq!(judge(&base, 2, Role::System, &puts(3)), Ok(()));
}

#[test]
fn marks_and_ticks_name_their_author_too() {
    let mut base = Replica::new(DocType::Chart, 1, Role::Doctor);
    base.run(&s::problem(3, "asthma"));
    let id = item(3).to_string();
    let mark = |by: u8| {
        let text = format!(
            r#"{{"at":1,"by":"{}","reason":"x","status":"entered-in-error"}}"#,
            UserId::from_bytes(bytes(by))
        );
        [set(&["problems", &id, "entry"], text.as_str())]
    };
    assert_eq!(judge(&base, 2, Role::Doctor, &mark(2)), Ok(()));
    assert_eq!(judge(&base, 2, Role::Doctor, &mark(3)), Err(PathRefusal::ForbiddenPath));
    let diary = Replica::new(DocType::Diary, 1, Role::Patient);
    let tick = |by: u8| {
        let text =
            format!(r#"{{"at":1,"by":"{}","state":"taken"}}"#, UserId::from_bytes(bytes(by)));
        [set(&["ticks", "k@t"], text.as_str())]
    };
    assert_eq!(judge(&diary, 2, Role::Patient, &tick(2)), Ok(()));
    assert_eq!(judge(&diary, 2, Role::Patient, &tick(3)), Err(PathRefusal::ForbiddenPath));
}

#[test]
fn only_the_server_says_where_something_was_imported_from() {
    let base = Replica::new(DocType::Chart, 1, Role::Doctor);
    let puts = draft("goals", 1, 2)
        .set("text", "walk")
        .set("status", "active")
        .set("source", r#"{"from":"elsewhere"}"#)
        .puts();
    assert_eq!(judge(&base, 2, Role::Doctor, &puts), Err(PathRefusal::ForbiddenPath));
    assert_eq!(judge(&base, 2, Role::System, &puts), Ok(()));
    let encounter = Replica::new(DocType::Encounter, 1, Role::Doctor);
    let import = [set(&["encounter", "kind"], "import")];
    assert_eq!(judge(&encounter, 2, Role::Doctor, &import), Err(PathRefusal::ForbiddenPath));
    assert_eq!(judge(&encounter, 2, Role::System, &import), Ok(()));
}

#[test]
fn two_people_may_open_an_empty_encounter_apart() {
    let mut a = Replica::new(DocType::Encounter, 1, Role::Doctor);
    let mut b = a.fork(2, Role::Nurse);
    a.run(&s::visit("visit"));
    let opened = [
        set(&["encounter", "kind"], "note"),
        set(&["encounter", "author"], b.writer.user.to_string().as_str()),
    ];
    assert_eq!(judge(&a, 2, Role::Nurse, &opened), Ok(()));
    b.run(&s::note_start(1, "Waiting."));
    meet(&mut a, &mut b);
    let spoof = [set(&["encounter", "author"], a.writer.user.to_string().as_str())];
    assert_eq!(judge(&a, 2, Role::Nurse, &spoof), Err(PathRefusal::ForbiddenPath));
}

#[test]
fn an_item_is_not_made_over_another() {
    let mut base = Replica::new(DocType::Chart, 1, Role::Doctor);
    base.run(&s::problem(3, "asthma"));
    let make = op(&["problems", &item(3).to_string()], Action::MakeMap, false);
    let writer = base.writer;
    let judge = |base: &Doc| {
        allow_all(DocType::Chart, State::Live, &writer, base, std::slice::from_ref(&make))
    };
    assert_eq!(judge(&base.doc), Err(PathRefusal::ForbiddenPath));
    assert_eq!(judge(&genesis(DocType::Chart, doc_id(1), 0)), Ok(()));
}

#[test]
fn a_diary_entry_is_marked_by_its_author_alone() {
    let mut base = Replica::new(DocType::Diary, 1, Role::Patient);
    base.run(&s::home(1, "68"));
    let mut other = base.fork(2, Role::TrustedPerson);
    other.run(&s::home(2, "70"));
    meet(&mut base, &mut other);
    let mark = |by: u8, n: u8| {
        let text = format!(
            r#"{{"at":1,"by":"{}","reason":"x","status":"entered-in-error"}}"#,
            UserId::from_bytes(bytes(by))
        );
        [set(&["readings", &item(n).to_string(), "entry"], text.as_str())]
    };
    assert_eq!(judge(&base, 1, Role::Patient, &mark(1, 1)), Ok(()));
    assert_eq!(judge(&base, 2, Role::TrustedPerson, &mark(2, 1)), Err(PathRefusal::ForbiddenPath));
    assert_eq!(judge(&base, 2, Role::TrustedPerson, &mark(2, 2)), Ok(()));
    assert_eq!(judge(&base, 3, Role::Doctor, &mark(3, 1)), Err(PathRefusal::ForbiddenPath));
}

#[test]
fn one_bad_operation_refuses_the_whole_change() {
    let base = Replica::new(DocType::Chart, 1, Role::Doctor);
    let mut puts = draft("goals", 1, 2).set("text", "walk").set("status", "active").puts();
    assert_eq!(judge(&base, 2, Role::Nurse, &puts), Ok(()));
    puts.extend(
        draft("medicines", 2, 2).group("regimen", &coding("x", "x")).set("status", "active").puts(),
    );
    assert_eq!(judge(&base, 2, Role::Nurse, &puts), Err(PathRefusal::ForbiddenPath));
}

#[test]
fn log_entries_go_where_they_belong() {
    let me = Writer { role: Role::Doctor, user: UserId::from_bytes(bytes(1)) };
    let server = Writer { role: Role::System, user: UserId::from_bytes(bytes(9)) };
    let message = |by: u8| {
        Entry::Message(Message {
            item: item(1),
            by: UserId::from_bytes(bytes(by)),
            at: Timestamp::from_millis(NOW),
            text: "x".into(),
            about: None,
            replaces: None,
        })
    };
    let resource = Entry::Resource(Resource {
        item: item(1),
        by: UserId::from_bytes(bytes(9)),
        at: Timestamp::from_millis(NOW),
        kind: "Claim".into(),
        id: None,
        source: "synthea".into(),
        json: "{}".into(),
    });
    let ask = |kind, state, writer: &Writer, entry: &Entry| {
        allow_entry(kind, state, writer, entry).is_ok()
    };
    assert!(ask(DocType::Thread, State::Live, &me, &message(1)));
    assert!(!ask(DocType::Thread, State::Live, &me, &message(2)));
    assert!(!ask(DocType::Thread, State::Erased, &me, &message(1)));
    assert!(!ask(DocType::Chart, State::Live, &me, &message(1)));
    let it = Writer { role: Role::It, ..me };
    assert!(!ask(DocType::Thread, State::Live, &it, &message(1)));
    assert!(ask(DocType::Encounter, State::Live, &server, &resource));
    assert!(!ask(DocType::Encounter, State::Live, &me, &resource));
    assert!(!ask(DocType::Thread, State::Live, &server, &resource));
}

#[test]
fn the_path_of_an_operation_is_all_that_is_believed() {
    let deep: Path = path(&["person", "name", "x"]);
    let op = Operation { path: deep, action: text("x"), creates_under: true };
    assert!(refused(DocType::Admin, Role::System, &op));
}
