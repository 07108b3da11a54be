use super::*;
use crate::{
    crdt::Put,
    document::{
        item::{path, set},
        testing::{Replica, item, meet},
        write::samples as s,
    },
    role::Role,
};

#[test]
fn dates_are_fhir_dates() {
    for good in [
        "2026",
        "2026-11",
        "2026-02-28",
        "2024-02-29",
        "2026-11-24T06:00",
        "2026-11-24T06:00:00Z",
        "2026-11-24T06:00:00.123456789+05:30",
        "2026-11-24T23:59:60-14:00",
        "0001",
    ] {
        assert!(is_date(good), "{good}");
    }
    for bad in [
        "",
        "26",
        "2026-13",
        "2026-00",
        "2026-02-29",
        "2026-2-1",
        "2026-11-24T",
        "2026-11T06:00",
        "20261124",
        "2026-11-24T24:00:00Z",
        "2026-11-24T06:60:00Z",
        "2026-11-24T6:00:00Z",
        "2026-11-24T06:00:00.Z",
        "2026-11-24T06:00.5",
        "2026-11-24T06:00:00+15:00",
        "2026-11-24T06:00:00+0530",
        "2026-11-24 06:00",
        "２０２６",
        "0000",
        "2026-11-24T06:00:00.1234567890Z",
        "+2026",
        "2026-11-24T06:00:00z",
    ] {
        assert!(!is_date(bad), "{bad}");
    }
}

fn field(kind: DocType, keys: &[&str]) -> &'static Field {
    crate::document::merge::field_of(kind, keys).unwrap()
}

fn word(text: &str) -> Scalar {
    Scalar::Str(text.into())
}

#[test]
fn each_kind_of_value_is_checked() {
    let chart = |keys: &[&str], value: &Scalar| check(field(DocType::Chart, keys), value);
    let admin = |keys: &[&str], value: &Scalar| check(field(DocType::Admin, keys), value);
    assert_eq!(chart(&["allergies", "i", "clinical"], &word("active")), Ok(()));
    assert_eq!(chart(&["allergies", "i", "clinical"], &word("Active")), Err("unknown_code"));
    assert_eq!(chart(&["allergies", "i", "onset"], &word("yesterday")), Err("not_a_date"));
    assert_eq!(chart(&["allergies", "i", "by"], &word("me")), Err("not_an_id"));
    assert_eq!(chart(&["allergies", "i", "at"], &word("1")), Err("wrong_type"));
    assert_eq!(chart(&["allergies", "i", "at"], &Scalar::Int(-1)), Ok(()));
    assert_eq!(chart(&["problems", "i", "encounter"], &word("x")), Err("not_an_id"));
    assert_eq!(chart(&["goals", "i", "text"], &word(" ")), Err("empty"));
    assert_eq!(chart(&["allergies", "i", "note"], &word("")), Ok(()));
    assert_eq!(chart(&["medicines", "i", "regimen"], &word("{}")), Err("wrong_members"));
    assert_eq!(chart(&["medicines", "i", "regimen"], &word("{")), Err("not_json"));
    assert_eq!(
        chart(&["medicines", "i", "regimen"], &word(r#"{"product": {}}"#)),
        Err("not_canonical")
    );
    assert_eq!(admin(&["person", "active"], &word("true")), Err("wrong_type"));
    assert_eq!(admin(&["person", "active"], &Scalar::Bool(false)), Ok(()));
    assert_eq!(admin(&["person", "name"], &Scalar::Bytes(vec![])), Err("wrong_type"));
    assert_eq!(admin(&["person", "name"], &Scalar::Null), Ok(()));
    assert_eq!(admin(&["telecoms", "i", "value"], &Scalar::Null), Err("missing"));
    let section = field(DocType::Encounter, &["sections", "i", "text"]);
    assert_eq!(check(section, &word("x")), Err("wrong_type"));
    let order = field(DocType::Encounter, &["sections", "i", "order"]);
    assert_eq!(check(order, &word("1")), Err("wrong_type"));
}

#[test]
fn texts_have_a_bound_in_characters() {
    let note = field(DocType::Chart, &["goals", "i", "text"]);
    let max = crate::document::schema::NOTE_MAX;
    assert_eq!(check(note, &word(&"ž".repeat(max))), Ok(()));
    assert_eq!(check(note, &word(&"ž".repeat(max + 1))), Err("too_long"));
}

fn touched(keys: &[&str]) -> Vec<Path> {
    vec![path(keys)]
}

#[test]
fn an_item_without_a_required_field_is_invalid() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    let id = item(1).to_string();
    a.force(&[Put::Map(path(&["goals", &id])), set(&["goals", &id, "text"], "walk")]);
    let bad = validate(DocType::Chart, &a.doc, &touched(&["goals", &id])).unwrap_err();
    assert_eq!((bad.code, bad.path), ("missing", path(&["goals", &id, "status"])));
    assert_eq!(
        validate(DocType::Chart, &a.doc, &touched(&["flags", &id])).unwrap_err().code,
        "missing"
    );
}

#[test]
fn a_section_without_its_text_is_invalid() {
    let mut a = Replica::new(DocType::Encounter, 1, Role::Nurse);
    let cx = a.cx();
    let draft = crate::document::item::Draft::new("sections", item(1), cx.by, cx.at);
    a.force(&draft.set("title", "History").puts());
    let bad = validate(DocType::Encounter, &a.doc, &touched(&["sections", &item(1).to_string()]));
    assert_eq!(bad.unwrap_err().path[2], "text");
}

#[test]
fn a_losing_bad_value_is_found_too() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::problem(3, "asthma"));
    let mut b = a.fork(2, Role::Doctor);
    let id = item(3).to_string();
    a.force(&[set(&["problems", &id, "clinical"], "nonsense")]);
    b.run(&s::problem_status(3, "resolved", "active"));
    meet(&mut a, &mut b);
    assert_eq!(a.doc.all(&["problems", &id, "clinical"]).len(), 2);
    let bad = validate(DocType::Chart, &a.doc, &touched(&["problems", &id, "clinical"]));
    assert_eq!(bad.unwrap_err().code, "unknown_code");
}

#[test]
fn only_what_was_touched_is_checked_and_unknown_keys_are_left_alone() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::problem(3, "asthma"));
    let id = item(3).to_string();
    a.force(&[
        set(&["problems", &id, "from_the_future"], "x"),
        set(&["facts", "dosing_weight"], "x"),
    ]);
    assert_eq!(validate(DocType::Chart, &a.doc, &touched(&["problems", &id])), Ok(()));
    assert_eq!(validate(DocType::Chart, &a.doc, &[]), Ok(()));
    let bad = validate(DocType::Chart, &a.doc, &touched(&["facts", "resuscitation"]));
    assert_eq!(bad.unwrap_err().path, ["facts", "dosing_weight"]);
}

#[test]
fn places_that_are_no_place_are_invalid() {
    let a = Replica::new(DocType::Chart, 1, Role::Doctor);
    let code = |keys: &[&str]| validate(DocType::Chart, &a.doc, &touched(keys)).unwrap_err().code;
    assert_eq!(code(&["nowhere", "x"]), "unknown_root");
    assert_eq!(code(&["goals"]), "not_an_item");
    assert_eq!(code(&["goals", "x"]), "not_an_id");
    let diary = Replica::new(DocType::Diary, 1, Role::Patient);
    assert_eq!(validate(DocType::Diary, &diary.doc, &touched(&["ticks", "k"])), Ok(()));
}
