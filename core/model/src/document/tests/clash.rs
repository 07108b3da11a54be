//! Facts that contradict each other across items: each rule in both orders of arrival.
use crate::{
    document::{
        DocType,
        conflict::{Kind, OpenConflict, open},
        testing::{Replica, item, meet},
        write::samples as s,
    },
    role::Role,
};

fn chart(run: impl Fn(&mut Replica)) -> (Replica, Replica) {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    run(&mut a);
    let b = a.fork(2, Role::Doctor);
    (a, b)
}

/// What is open after `a` and `b` met, which must not depend on who hears first.
fn after(mut a: Replica, mut b: Replica) -> Vec<OpenConflict> {
    meet(&mut a, &mut b);
    let found = open(a.kind, &a.doc);
    assert!(found == open(b.kind, &b.doc));
    found
}

fn one(found: &[OpenConflict]) -> (&str, Kind, Option<&str>, bool) {
    assert_eq!(found.len(), 1);
    assert!(!found[0].source.is_empty());
    (found[0].rule, found[0].kind, found[0].stands, found[0].holds)
}

#[test]
fn an_allergy_stands_beside_none_known_and_is_looked_at() {
    for first in [true, false] {
        let (mut a, mut b) = chart(|_| {});
        let (allergy, none) = if first { (&mut a, &mut b) } else { (&mut b, &mut a) };
        allergy.run(&s::allergy(1, "latex"));
        none.run(&s::none_known(2));
        let found = after(a, b);
        assert_eq!(
            one(&found),
            ("none_known_beside_allergy", Kind::Review, Some("allergy"), false)
        );
        assert_eq!(found[0].path[1], item(2).to_string());
        assert_eq!(found[0].related, [["allergies".to_owned(), item(1).to_string()]]);
    }
}

#[test]
fn a_stop_beats_a_change_and_a_person_decides() {
    for first in [true, false] {
        let (mut a, mut b) = chart(|r| r.run(&s::start(4, "lisinopril", "10", None)));
        let (stopper, changer) = if first { (&mut a, &mut b) } else { (&mut b, &mut a) };
        stopper.run(&s::stop(4, "active"));
        changer.run(&s::set_dose(4, "lisinopril", "20", "10"));
        let found = after(a, b);
        assert_eq!(one(&found), ("stop_and_change", Kind::Decision, Some("stopped"), true));
        let status = ["medicines".to_owned(), item(4).to_string(), "status".to_owned()];
        assert_eq!(found[0].path, status);
        assert_eq!(found[0].alternatives[0].value, "stopped");
    }
}

#[test]
fn a_stop_that_saw_the_change_is_no_conflict() {
    let (mut a, b) = chart(|r| r.run(&s::start(4, "lisinopril", "10", None)));
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    a.run(&s::stop(4, "active"));
    assert!(after(a, b).is_empty());
}

fn stopped_and_changed() -> Replica {
    let (mut a, mut b) = chart(|r| r.run(&s::start(4, "lisinopril", "10", None)));
    a.run(&s::stop(4, "active"));
    b.run(&s::set_dose(4, "lisinopril", "20", "10"));
    meet(&mut a, &mut b);
    a
}

#[test]
fn deciding_for_the_stop_closes_it_and_keeps_the_date() {
    let mut a = stopped_and_changed();
    let id = item(4).to_string();
    a.run(&s::decide(9, &["medicines", &id, "status"], "stopped", &["stopped".into()]));
    assert!(open(DocType::Chart, &a.doc).is_empty());
    let view = crate::document::chart::ChartView::read(&a.doc);
    let stop = view.medicines[0].stop.as_ref().unwrap().settled().unwrap();
    assert_eq!(stop.date.as_deref(), Some("2026-11-24"));
    assert_eq!(stop.reason.as_deref(), Some("asked the patient"));
}

#[test]
fn deciding_to_go_on_closes_it_and_takes_the_end_away() {
    let mut a = stopped_and_changed();
    let id = item(4).to_string();
    a.run(&s::decide(9, &["medicines", &id, "status"], "active", &["stopped".into()]));
    assert!(open(DocType::Chart, &a.doc).is_empty());
    let view = crate::document::chart::ChartView::read(&a.doc);
    assert!(view.medicines[0].stop.is_none());
    assert_eq!(view.medicines[0].status.settled().map(String::as_str), Some("active"));
    a.run(&s::set_dose(4, "lisinopril", "40", "20"));
}

#[test]
fn stop_and_hold_are_two_values_and_stopped_stands() {
    let (mut a, mut b) = chart(|r| r.run(&s::start(4, "lisinopril", "10", None)));
    a.run(&s::stop(4, "active"));
    b.run(&s::hold(4, "active"));
    let found = after(a, b);
    assert_eq!(one(&found), ("two_values", Kind::Decision, Some("stopped"), true));
}

#[test]
fn an_active_problem_stands_beside_a_resolved_one() {
    let (mut a, mut b) = chart(|r| {
        r.run(&s::problem(3, "asthma"));
        r.run(&s::problem_status(3, "inactive", "active"));
    });
    a.run(&s::problem_status(3, "resolved", "inactive"));
    b.run(&s::problem_status(3, "active", "inactive"));
    let found = after(a, b);
    assert_eq!(one(&found), ("two_values", Kind::Decision, Some("active"), false));
}

#[test]
fn a_problem_resolved_while_another_edited_it_is_looked_at() {
    for first in [true, false] {
        let (mut a, mut b) = chart(|r| r.run(&s::problem(3, "asthma")));
        let (resolver, editor) = if first { (&mut a, &mut b) } else { (&mut b, &mut a) };
        resolver.run(&s::problem_status(3, "resolved", "active"));
        editor.run(&s::problem_note(3, "worse at night"));
        let found = after(a, b);
        assert_eq!(one(&found), ("resolved_and_edited", Kind::Review, Some("active"), false));
    }
}

#[test]
fn an_edit_that_saw_the_problem_resolved_is_no_conflict() {
    let (mut a, b) = chart(|r| r.run(&s::problem(3, "asthma")));
    a.run(&s::problem_status(3, "resolved", "active"));
    a.run(&s::problem_note(3, "for the record"));
    assert!(after(a, b).is_empty());
}

#[test]
fn two_lines_of_one_product_are_flagged_once() {
    let (mut a, mut b) = chart(|_| {});
    a.run(&s::start(4, "lisinopril", "10", None));
    b.run(&s::start(5, "lisinopril", "20", None));
    let found = after(a, b);
    assert_eq!(one(&found), ("duplicate_therapy", Kind::Review, None, false));
    assert_eq!(found[0].path[1], item(5).to_string());
    assert_eq!(found[0].related, [["medicines".to_owned(), item(4).to_string()]]);
}

#[test]
fn a_stopped_line_is_no_duplicate() {
    let (mut a, mut b) = chart(|r| r.run(&s::start(4, "lisinopril", "10", None)));
    a.run(&s::stop(4, "active"));
    b.run(&s::start(5, "lisinopril", "20", Some("second prescriber")));
    assert!(after(a, b).is_empty());
}

#[test]
fn a_new_allergy_holds_the_line_it_names() {
    let (mut a, mut b) = chart(|_| {});
    a.run(&s::start(4, "penicillin", "250", None));
    b.run(&s::allergy(1, "penicillin"));
    let found = after(a, b);
    assert_eq!(one(&found), ("allergy_match", Kind::Review, None, true));
    assert_eq!(found[0].related, [["allergies".to_owned(), item(1).to_string()]]);
}

#[test]
fn an_allergy_that_was_answered_with_a_reason_does_not_come_back() {
    let (mut a, b) = chart(|r| r.run(&s::allergy(1, "penicillin")));
    a.run(&s::start(4, "penicillin", "250", Some("tolerated")));
    assert!(after(a, b).is_empty());
}

#[test]
fn a_voided_entry_stays_void_and_the_corrector_is_told() {
    for first in [true, false] {
        let (mut a, mut b) = chart(|r| r.run(&s::problem(3, "asthma")));
        let (voider, corrector) = if first { (&mut a, &mut b) } else { (&mut b, &mut a) };
        voider.run(&s::void(DocType::Chart, "problems", 3));
        corrector.run(&s::problem_note(3, "left lung"));
        let found = after(a, b);
        assert_eq!(
            one(&found),
            ("voided_and_changed", Kind::Review, Some("entered-in-error"), false)
        );
    }
}

#[test]
fn a_voided_line_neither_disputes_nor_duplicates() {
    let (mut a, mut b) = chart(|r| r.run(&s::start(4, "lisinopril", "10", None)));
    a.run(&s::set_dose(4, "lisinopril", "20", "10"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    a.run(&s::void(DocType::Chart, "medicines", 4));
    a.run(&s::start(5, "lisinopril", "10", None));
    assert!(open(DocType::Chart, &a.doc).is_empty());
}

#[test]
fn the_same_vaccine_twice_in_a_day_is_looked_at() {
    let mut a = Replica::new(DocType::Encounter, 1, Role::Nurse);
    a.run(&s::visit("visit"));
    let mut b = a.fork(2, Role::Nurse);
    a.run(&s::finding("immunizations", 4, "influenza"));
    b.run(&s::finding("immunizations", 5, "influenza"));
    b.run(&s::finding("immunizations", 6, "tetanus"));
    let found = after(a, b);
    assert_eq!(one(&found), ("duplicate_immunization", Kind::Review, None, false));
    assert_eq!(found[0].related, [["immunizations".to_owned(), item(4).to_string()]]);
}
