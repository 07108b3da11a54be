//! Two replicas meet: what each merge class makes of it, field by field of the table.
use crate::{
    crdt::{Put, Scalar},
    document::{
        DocType,
        admin::AdminView,
        chart::ChartView,
        conflict::{Kind, open},
        decided::Decided,
        diary::DiaryView,
        encounter::EncounterView,
        item::{path, set},
        testing::{Replica, bytes, item, meet, regimen},
        write::samples as s,
    },
    id::UserId,
    role::Role,
};

fn pair(kind: DocType, role: Role) -> (Replica, Replica) {
    let a = Replica::new(kind, 1, role);
    let b = a.fork(2, role);
    (a, b)
}

/// Two doctors with one line of lisinopril 10 mg.
fn with_line() -> (Replica, Replica) {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::start(4, "lisinopril", "10", None));
    let b = a.fork(2, Role::Doctor);
    (a, b)
}

fn regimen_path() -> Vec<String> {
    path(&["medicines", &item(4).to_string(), "regimen"])
}

#[test]
fn two_doses_of_one_line_stay_two_in_both_orders() {
    let (mut a, mut b) = with_line();
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    for doc in [&a.doc, &b.doc] {
        let view = ChartView::read(doc);
        let Decided::Disputed(all) = &view.medicines[0].regimen else { panic!("settled") };
        let mut doses: Vec<_> =
            all.iter().map(|v| v.value.dose.clone().unwrap().to_string()).collect();
        doses.sort();
        assert_eq!(doses, ["20", "5"]);
        assert!(view.medicines[0].is_disputed());
        assert_eq!(view.medicines[0].regimen.settled(), None);
        let found = open(DocType::Chart, doc);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, regimen_path());
        assert_eq!(
            (found[0].kind, found[0].rule, found[0].holds),
            (Kind::Decision, "two_values", true)
        );
        assert_eq!(found[0].alternatives.len(), 2);
        let changes = (found[0].alternatives[0].change, found[0].alternatives[1].change);
        assert!(doc.knows(&changes.0) && doc.knows(&changes.1) && changes.0 != changes.1);
    }
}

#[test]
fn a_dose_and_a_frequency_never_blend() {
    let (mut a, mut b) = with_line();
    let change = |dose: &str, frequency: &str| {
        let mut new = regimen("lisinopril", dose);
        new.frequency = Some(frequency.into());
        crate::document::item::set_group(&["medicines", &item(4).to_string(), "regimen"], &new)
    };
    a.put(&[change("20", "2/d")]);
    b.put(&[change("10", "1/d")]);
    meet(&mut a, &mut b);
    let view = ChartView::read(&a.doc);
    let all: Vec<_> = view.medicines[0]
        .regimen
        .values()
        .map(|r| (r.dose.clone().unwrap().to_string(), r.frequency.clone().unwrap()))
        .collect();
    assert_eq!(all.len(), 2);
    assert!(all.contains(&("20".into(), "2/d".into())));
    assert!(all.contains(&("10".into(), "1/d".into())));
}

#[test]
fn the_same_dose_by_two_people_is_settled() {
    let (mut a, mut b) = with_line();
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "20", "10"));
    meet(&mut a, &mut b);
    assert_eq!(a.doc.all(&["medicines", &item(4).to_string(), "regimen"]).len(), 2);
    let view = ChartView::read(&a.doc);
    assert!(view.medicines[0].regimen.settled().is_some());
    assert!(open(DocType::Chart, &a.doc).is_empty());
    // And the next form, which shows the one value, is not stale.
    a.run(&s::set_dose(4, "lisinopril", "40", "20"));
    assert_eq!(a.doc.all(&["medicines", &item(4).to_string(), "regimen"]).len(), 1);
}

#[test]
fn three_doses_make_one_card_with_three_values() {
    let (mut a, mut b) = with_line();
    let mut c = a.fork(3, Role::Doctor);
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    c.run(&s::set_dose(4, "lisinopril", "2.5", "10"));
    meet(&mut a, &mut b);
    c.pull(&a);
    let found = open(DocType::Chart, &c.doc);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].alternatives.len(), 3);
}

fn decide_dose(n: u8, r: &mut Replica, dose: &str) {
    let found = open(DocType::Chart, &r.doc);
    let seen: Vec<String> = found[0].alternatives.iter().map(|a| a.value.clone()).collect();
    let chosen = crate::document::register::Group::to_text(&regimen("lisinopril", dose));
    let id = item(4).to_string();
    r.run(&s::decide(n, &["medicines", &id, "regimen"], &chosen, &seen));
}

#[test]
fn each_standing_value_can_be_chosen_the_one_shown_first_too() {
    for pick in [0, 1] {
        let (mut a, mut b) = with_line();
        a.run(&s::set_dose(4, "lisinopril", "20", "10"));
        b.run(&s::set_dose(4, "lisinopril", "5", "10"));
        meet(&mut a, &mut b);
        let found = open(DocType::Chart, &a.doc);
        let seen: Vec<String> = found[0].alternatives.iter().map(|v| v.value.clone()).collect();
        let id = item(4).to_string();
        let keys = ["medicines", id.as_str(), "regimen"];
        a.run(&s::decide(9, &keys, &seen[pick], &seen));
        b.pull(&a);
        let stands = b.doc.all(&keys);
        assert_eq!(stands.len(), 1);
        assert_eq!(stands[0].value.as_str(), Some(seen[pick].as_str()));
        assert!(open(DocType::Chart, &b.doc).is_empty());
        assert_eq!(crate::document::view::decisions(&b.doc)[0].losers.as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_value_that_two_people_wrote_alike_can_be_written_again() {
    let (mut a, mut b) = with_line();
    a.run(&s::hold(4, "active"));
    b.run(&s::hold(4, "active"));
    meet(&mut a, &mut b);
    a.run(&s::hold(4, "on-hold"));
    let id = item(4).to_string();
    assert_eq!(a.doc.all(&["medicines", &id, "status"]).len(), 1);
    let null = [set(&["medicines", &id, "stop"], Scalar::Null)];
    let mut c = a.fork(3, Role::Doctor);
    a.put(&null);
    c.put(&null);
    meet(&mut a, &mut c);
    a.put(&null);
    assert_eq!(a.doc.all(&["medicines", &id, "stop"]).len(), 1);
}

#[test]
fn a_decision_settles_the_field_and_names_the_losers() {
    let (mut a, mut b) = with_line();
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    decide_dose(9, &mut b, "20");
    a.pull(&b);
    assert!(open(DocType::Chart, &a.doc).is_empty());
    let view = ChartView::read(&a.doc);
    let dose = view.medicines[0].regimen.settled().unwrap().dose.clone().unwrap();
    assert_eq!(dose.to_string(), "20");
    let journal = crate::document::view::decisions(&a.doc);
    assert_eq!(journal.len(), 1);
    assert_eq!(journal[0].path, regimen_path().join("/"));
    assert_eq!(journal[0].reason, "asked the patient");
    assert_eq!(journal[0].losers[0]["value"]["dose"], "5");
    assert_eq!(journal[0].losers.as_array().unwrap().len(), 1);
    assert_eq!(journal[0].made.by, UserId::from_bytes(bytes(2)));
}

#[test]
fn two_resolvers_who_choose_differently_dispute_again_with_the_first_choices_in_sight() {
    let (mut a, mut b) = with_line();
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    decide_dose(8, &mut a, "20");
    decide_dose(9, &mut b, "7.5");
    meet(&mut a, &mut b);
    let found = open(DocType::Chart, &a.doc);
    assert_eq!(found.len(), 1);
    let stands: Vec<_> = found[0].alternatives.iter().map(|v| v.value.clone()).collect();
    assert!(stands.iter().any(|v| v.contains("\"20\"")));
    assert!(stands.iter().any(|v| v.contains("\"7.5\"")));
    assert_eq!(found[0].earlier.len(), 2);
    // The third value, which both put aside, is in sight as a loser.
    let losers = found[0].earlier.iter().map(|d| d.losers.to_string()).collect::<String>();
    assert!(losers.contains(r#""dose":"5""#));
}

#[test]
fn a_decision_on_a_card_that_changed_is_stale() {
    let (mut a, mut b) = with_line();
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    let id = item(4).to_string();
    let keys = ["medicines", id.as_str(), "regimen"];
    let found = open(DocType::Chart, &a.doc);
    let one = vec![found[0].alternatives[0].value.clone()];
    let error = a.try_run(&s::decide(9, &keys, &one[0], &one)).unwrap_err();
    let super::super::write::WriteError::Stale { current } = error else { panic!("{error:?}") };
    assert_eq!(current.len(), 2);
}

#[test]
fn added_items_of_every_list_are_all_there() {
    let (mut a, mut b) = pair(DocType::Chart, Role::Doctor);
    a.run(&s::allergy(1, "penicillin"));
    a.run(&s::problem(2, "asthma"));
    b.run(&s::allergy(3, "latex"));
    b.run(&s::problem(4, "gout"));
    meet(&mut a, &mut b);
    let view = ChartView::read(&a.doc);
    assert_eq!((view.allergies.len(), view.problems.len()), (2, 2));
    assert!(open(DocType::Chart, &a.doc).is_empty());
    assert!(view.unreadable.is_empty());
}

#[test]
fn the_newest_of_two_remarks_shows_and_nothing_is_asked() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::problem(3, "asthma"));
    let mut b = a.fork(2, Role::Doctor);
    a.run(&s::problem_note(3, "mild"));
    b.run(&s::problem_note(3, "at night"));
    meet(&mut a, &mut b);
    let shown = ChartView::read(&a.doc).problems[0].note.clone();
    assert_eq!(shown, ChartView::read(&b.doc).problems[0].note);
    assert!(open(DocType::Chart, &a.doc).is_empty());
    // The other is kept.
    let id = item(3).to_string();
    assert_eq!(a.doc.all(&["problems", &id, "note"]).len(), 2);
}

#[test]
fn every_decided_field_of_a_person_surfaces() {
    let all = s::all();
    let mut a = Replica::new(DocType::Admin, 1, Role::Reception);
    a.run(&all[0]);
    let mut b = a.fork(2, Role::Reception);
    let id = item(1).to_string();
    let ours = [
        s_put(&["person", "name"], r#"{"family":"A","given":"B"}"#),
        s_put(&["person", "birth"], r#"{"date":"1980"}"#),
        s_put(&["person", "gender"], "male"),
        s_put(&["person", "deceased"], r#"{"deceased":true}"#),
        s_put(&["identifiers", &id, "value"], r#"{"system":"s","value":"1"}"#),
    ];
    let theirs = [
        s_put(&["person", "name"], r#"{"family":"A","given":"C"}"#),
        s_put(&["person", "birth"], r#"{"date":"1981"}"#),
        s_put(&["person", "gender"], "other"),
        s_put(&["person", "deceased"], r#"{"deceased":false}"#),
        s_put(&["identifiers", &id, "value"], r#"{"system":"s","value":"2"}"#),
    ];
    a.put(&ours);
    b.put(&theirs);
    meet(&mut a, &mut b);
    let found: Vec<_> =
        open(DocType::Admin, &a.doc).into_iter().map(|c| c.path.join("/")).collect();
    let id_path = format!("identifiers/{id}/value");
    assert_eq!(
        found,
        ["person/name", "person/birth", "person/gender", "person/deceased", id_path.as_str()]
    );
    let card = crate::document::card(&a.doc);
    assert!(card.disputed && card.deceased);
    assert_eq!((card.names.len(), card.births.len(), card.genders.len()), (2, 2, 2));
    assert_eq!(card.identifiers.len(), 2);
}

fn s_put(keys: &[&str], text: &str) -> Put {
    set(keys, text)
}

#[test]
fn every_decided_field_of_a_chart_surfaces() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::allergy(1, "latex"));
    a.run(&s::problem(2, "asthma"));
    a.run(&s::start(4, "lisinopril", "10", None));
    let mut b = a.fork(2, Role::Doctor);
    let ids = [item(1).to_string(), item(2).to_string(), item(4).to_string()];
    let puts = |n: usize| {
        let pick = |words: [&'static str; 2]| words[n];
        vec![
            s_put(&["allergies", &ids[0], "code"], pick([r#"{"text":"a"}"#, r#"{"text":"b"}"#])),
            s_put(&["allergies", &ids[0], "clinical"], pick(["inactive", "resolved"])),
            s_put(&["allergies", &ids[0], "verification"], pick(["refuted", "presumed"])),
            s_put(&["allergies", &ids[0], "criticality"], pick(["low", "unable-to-assess"])),
            s_put(&["problems", &ids[1], "clinical"], pick(["inactive", "resolved"])),
            s_put(&["problems", &ids[1], "verification"], pick(["refuted", "provisional"])),
            s_put(&["medicines", &ids[2], "status"], pick(["on-hold", "completed"])),
            s_put(&["medicines", &ids[2], "start"], pick(["2026-01", "2026-02"])),
            s_put(
                &["medicines", &ids[2], "stop"],
                pick([r#"{"date":"2026"}"#, r#"{"date":"2027"}"#]),
            ),
            s_put(
                &["facts", "resuscitation"],
                pick([r#"{"level":"full"}"#, r#"{"level":"none"}"#]),
            ),
            s_put(
                &["facts", "dosing_weight"],
                pick([r#"{"unit":"kg","value":"70"}"#, r#"{"unit":"kg","value":"7"}"#]),
            ),
        ]
    };
    a.put(&puts(0));
    b.put(&puts(1));
    meet(&mut a, &mut b);
    let found = open(DocType::Chart, &a.doc);
    assert_eq!(found.len(), 11);
    assert!(found.iter().all(|c| c.kind == Kind::Decision && c.alternatives.len() == 2));
}

#[test]
fn text_merges_by_character_and_sections_add_up() {
    let mut a = Replica::new(DocType::Encounter, 1, Role::Nurse);
    a.run(&s::note_start(1, "Cough for a week."));
    let mut b = a.fork(2, Role::Doctor);
    a.run(&s::note_edit(1, 0, "", "Cough", "Dry cough"));
    b.run(&s::note_edit(1, 17, "for a week.", "", " No fever."));
    b.run(&s::note_start(2, "Chest clear."));
    meet(&mut a, &mut b);
    let view = EncounterView::read(&a.doc);
    assert_eq!(view.sections[0].text, "Dry cough for a week. No fever.");
    assert_eq!(view.sections[1].text, "Chest clear.");
    assert_eq!(view.kind.as_deref(), Some("note"));
    assert!(open(DocType::Encounter, &a.doc).is_empty());
}

#[test]
fn a_visit_started_at_two_times_is_decided() {
    let (mut a, mut b) = pair(DocType::Encounter, Role::Nurse);
    a.put(&[set(&["encounter", "start"], "2026-11-24T06:00:00Z")]);
    b.put(&[set(&["encounter", "start"], "2026-11-24T06:10:00Z")]);
    meet(&mut a, &mut b);
    assert!(EncounterView::read(&a.doc).start.unwrap().is_disputed());
    assert_eq!(open(DocType::Encounter, &a.doc).len(), 1);
}

#[test]
fn one_dose_ticked_on_two_phones_counts_once() {
    let mut a = Replica::new(DocType::Diary, 1, Role::Patient);
    let mut b = a.fork(2, Role::TrustedPerson);
    a.run(&s::tick(4, "taken"));
    b.run(&s::tick(4, "taken"));
    a.run(&s::home(1, "68"));
    b.run(&s::home(2, "70"));
    meet(&mut a, &mut b);
    let view = DiaryView::read(&a.doc);
    assert_eq!(view.ticks.len(), 1);
    assert_eq!(view.ticks[0].medicine, item(4).to_string());
    assert_eq!(view.ticks[0].due, "2026-11-24T08:00");
    assert_eq!(view.readings.len(), 2);
    assert!(open(DocType::Diary, &a.doc).is_empty());
}

#[test]
fn a_task_done_and_cancelled_is_decided() {
    let mut a = Replica::new(DocType::Careplan, 1, Role::Nurse);
    let cx = a.cx();
    let draft = crate::document::item::Draft::new("tasks", item(1), cx.by, cx.at)
        .set("text", "call back")
        .set("status", "requested");
    a.put(&draft.puts());
    let mut b = a.fork(2, Role::Doctor);
    let id = item(1).to_string();
    a.put(&[set(&["tasks", &id, "status"], "completed")]);
    b.put(&[set(&["tasks", &id, "status"], "cancelled")]);
    meet(&mut a, &mut b);
    let found = open(DocType::Careplan, &a.doc);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, ["tasks", &id, "status"]);
}

#[test]
fn keys_of_a_newer_version_are_kept_through_every_command() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::start(4, "lisinopril", "10", None));
    let id = item(4).to_string();
    let unknown = [
        set(&["medicines", &id, "from_the_future"], "x"),
        set(&["facts", "another"], 7),
        Put::Map(path(&["a_new_root"])),
    ];
    a.force(&unknown);
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    a.run(&s::hold(4, "active"));
    a.run(&s::void(DocType::Chart, "medicines", 4));
    let value = |keys: &[&str]| a.doc.value(keys);
    assert_eq!(value(&["medicines", &id, "from_the_future"]), Some(Scalar::Str("x".into())));
    assert_eq!(value(&["facts", "another"]), Some(Scalar::Int(7)));
    let view = ChartView::read(&a.doc);
    assert!(view.medicines[0].made.is_void());
    assert!(view.unreadable.is_empty());
}

#[test]
fn what_cannot_be_read_is_named_and_kept() {
    let mut a = Replica::new(DocType::Admin, 1, Role::Reception);
    a.run(&s::all()[0]);
    let id = item(1).to_string();
    a.force(&[
        set(&["person", "name"], "not json"),
        set(&["identifiers", &id, "value"], "[]"),
        set(&["telecoms", "no-item"], "x"),
    ]);
    let view = AdminView::read(&a.doc);
    assert!(view.name.is_none());
    let want = [
        format!("identifiers/{id}/value"),
        format!("identifiers/{id}"),
        "telecoms/no-item".to_owned(),
        "person/name".to_owned(),
    ];
    assert_eq!(view.unreadable, want);
    assert_eq!(a.doc.value(&["person", "name"]), Some(Scalar::Str("not json".into())));
}
