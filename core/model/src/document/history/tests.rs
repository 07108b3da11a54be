use super::*;
use crate::{
    document::{
        DocType,
        chart::ChartView,
        conflict::{self, OpenConflict},
        testing::{NOW, Replica, item, meet, regimen},
        write::{Write, WriteError, samples as s},
    },
    role::Role,
};

fn because(write: Write, why: &str) -> Write {
    let Write::MedicineSetDose(mut set) = write else { return write };
    set.reason = Some(why.to_owned());
    Write::MedicineSetDose(set)
}

/// Two doctors changed 10 mg without seeing each other; the first also added a problem.
fn disputed() -> (Replica, Replica) {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::start(4, "lisinopril", "10", None));
    let mut b = a.fork(2, Role::Doctor);
    a.run(&because(s::set_dose(4, "lisinopril", "20", "10"), "pressure still high"));
    a.run(&s::problem(6, "38341003"));
    b.run(&s::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    (a, b)
}

fn open(r: &Replica) -> OpenConflict {
    conflict::open(DocType::Chart, &r.doc).remove(0)
}

fn path() -> [String; 3] {
    ["medicines".to_owned(), item(4).to_string(), "regimen".to_owned()]
}

fn keys(path: &[String; 3]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

fn dose(value: &Valued) -> String {
    Regimen::from_text(value.value.as_str().unwrap()).unwrap().dose.unwrap().to_string()
}

fn told(r: &Replica, wanted: &str) -> Behind {
    let (all, path) = (open(r).alternatives, path());
    let one = all.iter().find(|a| a.value.contains(&format!("\"dose\":\"{wanted}\""))).unwrap();
    behind(&r.doc, &keys(&path), one, &all)
}

fn decide(n: u8, r: &mut Replica, wanted: &str) {
    let seen: Vec<String> = open(r).alternatives.into_iter().map(|a| a.value).collect();
    let path = path();
    r.run(&s::decide(n, &keys(&path), &regimen("lisinopril", wanted).to_text(), &seen));
}

#[test]
fn each_value_tells_what_its_author_saw_and_why_they_changed_it() {
    let (a, _) = disputed();
    let first = told(&a, "20");
    assert_eq!(first.before.iter().map(dose).collect::<Vec<_>>(), ["10"]);
    assert_eq!(first.reason.as_deref(), Some("pressure still high"));
    assert_eq!(first.also, [("problems".to_owned(), item(6).to_string())]);
    let second = told(&a, "5");
    assert_eq!(second.before.iter().map(dose).collect::<Vec<_>>(), ["10"]);
    assert_eq!((second.reason, second.also), (None, Vec::new()));
}

#[test]
fn a_reason_speaks_for_its_own_change_only() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::start(4, "lisinopril", "10", None));
    a.run(&because(s::set_dose(4, "lisinopril", "20", "10"), "pressure still high"));
    assert_eq!(ChartView::read(&a.doc).medicines[0].reason.as_deref(), Some("pressure still high"));
    a.run(&because(s::set_dose(4, "lisinopril", "15", "20"), "  "));
    assert_eq!(ChartView::read(&a.doc).medicines[0].reason, None);
}

#[test]
fn two_deciders_who_disagree_make_a_card_that_still_knows_the_agreed_dose() {
    let (mut a, mut b) = disputed();
    decide(7, &mut a, "20");
    decide(8, &mut b, "2.5");
    meet(&mut a, &mut b);
    let found = open(&a);
    assert_eq!(found.alternatives.len(), 2);
    assert_eq!(found.earlier.len(), 2);
    let path = path();
    for one in &found.alternatives {
        let back = base(&a.doc, &keys(&path), &one.change).unwrap();
        assert_eq!(dose(&back), "10");
        let told = behind(&a.doc, &keys(&path), one, &found.alternatives);
        assert_eq!(told.before.len(), 2);
        assert_eq!(told.reason.as_deref(), Some("asked the patient"));
        assert!(told.at.is_some(), "a decision says when");
    }
    let start = base(&a.doc, &keys(&path), &found.alternatives[0].change).unwrap();
    let start =
        Alternative { value: (), actor: start.actor, change: start.change, counter: start.counter };
    assert_eq!(behind(&a.doc, &keys(&path), &start, &[]).at, Some(NOW));
}

#[test]
fn a_first_value_has_nothing_before_it() {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    a.run(&s::start(4, "lisinopril", "10", None));
    let path = path();
    let first = a.doc.all(&keys(&path)).remove(0);
    assert_eq!(base(&a.doc, &keys(&path), &first.change), None);
    let unknown = Hash::from_bytes([9; 32]);
    assert_eq!(base(&a.doc, &keys(&path), &unknown), None);
    let one = Alternative { value: (), actor: first.actor, change: unknown, counter: 1 };
    assert_eq!(behind(&a.doc, &keys(&path), &one, &[]), Behind::default());
}

fn stopped(r: &mut Replica, chosen: &str, keys: &[&str]) -> Result<(), WriteError> {
    let seen: Vec<String> = open(r).alternatives.into_iter().map(|a| a.value).collect();
    let Write::ConflictDecide(mut decide) = s::decide(9, keys, chosen, &seen) else { panic!() };
    decide.stop = Some("2026-11-24".to_owned());
    r.try_run(&Write::ConflictDecide(decide))
}

#[test]
fn stopping_a_disputed_medicine_is_one_change_that_leaves_nothing_open() {
    let (mut a, mut b) = disputed();
    let agreed = regimen("lisinopril", "10").to_text();
    let path = path();
    stopped(&mut a, &agreed, &keys(&path)).unwrap();
    b.pull(&a);
    assert_eq!(conflict::open(DocType::Chart, &b.doc), []);
    let line = &ChartView::read(&b.doc).medicines[0];
    assert_eq!(line.status.settled().map(String::as_str), Some("stopped"));
    assert_eq!(line.regimen.settled().unwrap().dose.clone().unwrap().to_string(), "10");
    let end = line.stop.as_ref().unwrap().settled().unwrap();
    assert_eq!(end.date.as_deref(), Some("2026-11-24"));
    assert_eq!(end.reason.as_deref(), Some("asked the patient"));
}

#[test]
fn a_stop_belongs_to_a_dose_and_a_new_dose_must_be_possible() {
    let (mut a, _) = disputed();
    let path = path();
    let status = ["medicines", path[1].as_str(), "status"];
    let wrong = s::decide(9, &status, "active", &["active".to_owned()]);
    let Write::ConflictDecide(mut wrong) = wrong else { panic!() };
    wrong.stop = Some("2026-11-24".to_owned());
    let refused = a.try_run(&Write::ConflictDecide(wrong)).unwrap_err();
    assert_eq!(refused, WriteError::Invalid { field: "stop", code: "not_here" });
    let seen: Vec<String> = open(&a).alternatives.into_iter().map(|v| v.value).collect();
    let none = regimen("lisinopril", "0").to_text();
    let refused = a.try_run(&s::decide(9, &keys(&path), &none, &seen)).unwrap_err();
    assert!(matches!(refused, WriteError::Rule { code: "dose_not_positive", .. }));
    let loose = s::decide(9, &keys(&path), r#"{"product": {}}"#, &seen);
    let refused = a.try_run(&loose).unwrap_err();
    assert_eq!(refused, WriteError::Invalid { field: "chosen", code: "not_canonical" });
}

#[test]
fn an_item_is_called_by_its_standing_names() {
    let (a, _) = disputed();
    let name = |root: &str, n: u8| label(&a.doc, root, &item(n).to_string());
    assert_eq!(name("medicines", 4), regimen("lisinopril", "1").product.label());
    assert_eq!(name("medicines", 99), "");
    assert!(!name("problems", 6).is_empty());
    assert_eq!(label(&a.doc, "facts", "dosing_weight"), "");
}
