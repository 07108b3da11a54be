//! Every writing command: given once, twice, about something unknown, by the wrong person, and while locked.
use crate::{
    author::Author,
    command::{Coalesced, Cx, write},
    session::Unlocked,
    store::identity,
    testing::{Machine, at},
};
use satchel_model::{document::write::Write, entropy::SeededEntropy, role::Role};
use satchel_protocol::command::args::Change;
use serde_json::{Value, json};
use std::sync::Arc;

fn id(n: u16) -> Value {
    json!(format!("0199c82c-c000-7000-8000-00000000{n:04x}"))
}

/// Commands that need more than a chart: they have tests of their own.
const APART: [&str; 3] = ["diary_record", "diary_tick", "conflict_decide"];

/// The commands in an order in which each finds what it builds on.
fn deeds(patient: &Value, chart: &Value) -> Vec<(&'static str, Value)> {
    let mut all = identity_deeds(patient);
    all.extend(chart_deeds(patient, chart));
    all.extend(medicine_deeds(patient, chart));
    all.extend(visit_deeds(patient));
    all.push((
        "entry_void",
        json!({"doc": chart, "kind": "chart", "patient": patient, "root": "goals", "item": id(26), "reason": "wrong patient"}),
    ));
    all
}

fn identity_deeds(patient: &Value) -> Vec<(&'static str, Value)> {
    let name = |given: &str| json!({"family": "Okafor", "given": given});
    let number = |value: &str| json!({"system": "urn:clinic", "value": value});
    let phone = |value: &str| json!({"system": "phone", "value": value});
    let street = |line: &str| json!({"lines": [line]});
    vec![
        (
            "patient_register",
            json!({"patient": id(1), "chart": id(2), "diary": id(3), "name": name("Bo"), "identifiers": [], "telecoms": [], "addresses": []}),
        ),
        (
            "admin_set_name",
            json!({"patient": patient, "name": name("Adaeze"), "base": name("Ada")}),
        ),
        (
            "admin_set_birth",
            json!({"patient": patient, "birth": {"date": "1981"}, "base": {"date": "1980-05-17"}}),
        ),
        ("admin_set_gender", json!({"patient": patient, "gender": "other", "base": "female"})),
        (
            "admin_set_deceased",
            json!({"patient": patient, "deceased": {"deceased": false}, "base": null}),
        ),
        ("admin_set_language", json!({"patient": patient, "language": "ig", "interpreter": true})),
        (
            "admin_add_telecom",
            json!({"patient": patient, "telecom": {"item": id(4), "value": phone("1")}}),
        ),
        ("admin_set_telecom", json!({"patient": patient, "item": id(4), "value": phone("2")})),
        (
            "admin_add_address",
            json!({"patient": patient, "address": {"item": id(5), "value": street("A")}}),
        ),
        ("admin_set_address", json!({"patient": patient, "item": id(5), "value": street("B")})),
        (
            "admin_add_identifier",
            json!({"patient": patient, "identifier": {"item": id(6), "value": number("1")}}),
        ),
        (
            "admin_set_identifier",
            json!({"patient": patient, "item": id(6), "value": number("2"), "base": number("1")}),
        ),
        ("admin_add_contact", json!({"patient": patient, "item": id(7), "value": {"name": "Chi"}})),
    ]
}

fn on(doc: &Value, patient: &Value, mut fields: Value) -> Value {
    fields["doc"] = doc.clone();
    fields["patient"] = patient.clone();
    fields
}

fn chart_deeds(patient: &Value, chart: &Value) -> Vec<(&'static str, Value)> {
    let of = |fields| on(chart, patient, fields);
    vec![
        ("allergy_none_known", of(json!({"item": id(20)}))),
        (
            "allergy_add",
            of(
                json!({"item": id(21), "code": {"text": "penicillin"}, "verification": "confirmed"}),
            ),
        ),
        (
            "allergy_set_status",
            of(
                json!({"item": id(21), "clinical": "inactive", "verification": "confirmed", "base_clinical": "active", "base_verification": "confirmed"}),
            ),
        ),
        (
            "allergy_set_criticality",
            of(json!({"item": id(21), "criticality": "high", "base": null})),
        ),
        (
            "problem_add",
            of(json!({"item": id(22), "code": {"text": "asthma"}, "clinical": "active"})),
        ),
        ("problem_set_note", of(json!({"item": id(22), "note": "since childhood"}))),
        (
            "problem_set_status",
            of(json!({"item": id(22), "clinical": "resolved", "ended": "2025", "base": "active"})),
        ),
        ("dosing_weight_set", of(json!({"weight": {"value": "72", "unit": "kg"}, "base": null}))),
        ("resuscitation_set", of(json!({"value": {"level": "full"}, "base": null}))),
        ("flag_add", of(json!({"item": id(25), "kind": "risk", "code": {"text": "falls"}}))),
        ("flag_set", of(json!({"item": id(25), "status": "inactive"}))),
        ("goal_add", of(json!({"item": id(26), "text": "walk a mile"}))),
        ("family_add", of(json!({"item": id(27), "relation": {"text": "mother"}}))),
    ]
}

fn medicine_deeds(patient: &Value, chart: &Value) -> Vec<(&'static str, Value)> {
    let of = |fields| on(chart, patient, fields);
    let regimen =
        |dose: &str| json!({"product": {"text": "metformin"}, "dose": dose, "unit": "mg"});
    vec![
        ("medicine_start", of(json!({"item": id(30), "regimen": regimen("500")}))),
        (
            "medicine_set_dose",
            of(json!({"item": id(30), "regimen": regimen("850"), "base": regimen("500")})),
        ),
        ("medicine_hold", of(json!({"item": id(30), "reason": "contrast", "base": "active"}))),
        ("medicine_resume", of(json!({"item": id(30), "base": "on-hold"}))),
        (
            "medicine_stop",
            of(json!({"item": id(30), "date": "2025-10-09", "reason": "rash", "base": "active"})),
        ),
    ]
}

fn visit_deeds(patient: &Value) -> Vec<(&'static str, Value)> {
    let of = |doc: u16, fields| on(&id(doc), patient, fields);
    let pulse = json!([{"item": id(43), "code": {"text": "pulse"}, "measure": {"value": "72", "unit": "/min"}, "parts": [], "effective": "2025-10-09"}]);
    vec![
        ("encounter_start", of(40, json!({"kind": "visit", "start": "2025-10-09T09:00:00Z"}))),
        ("vitals_record", of(40, json!({"items": pulse}))),
        (
            "finding_add",
            of(
                40,
                json!({"root": "procedures", "item": id(44), "code": {"text": "dressing"}, "status": "completed", "effective": "2025-10-09"}),
            ),
        ),
        ("encounter_finish", of(40, json!({"end": "2025-10-09T10:00:00Z"}))),
        ("note_start", of(41, json!({"section": id(45), "title": "Review", "text": "Well."}))),
        (
            "note_edit",
            of(
                41,
                json!({"section": id(45), "at": 0, "before": "", "removed": "", "insert": "Very "}),
            ),
        ),
        (
            "thread_start",
            of(
                42,
                json!({"item": id(46), "subject": "Tablets", "members": [], "kind": "clinical"}),
            ),
        ),
        ("message_send", of(42, json!({"item": id(47), "text": "Half or whole?"}))),
    ]
}

/// The same open vault in the hands of another role.
fn in_the_hands_of(unlocked: &Unlocked, role: Role) -> Unlocked {
    let mut held = unlocked.store.read(identity::find).unwrap().unwrap();
    held.role = role.code();
    Unlocked { author: Arc::new(Author::of(&held).unwrap()), ..unlocked.clone() }
}

fn tried(unlocked: &Unlocked, kind: &str, mut fields: Value) -> &'static str {
    fields["type"] = kind.into();
    let change: Change = serde_json::from_value(fields).unwrap();
    let (entropy, searches) = (SeededEntropy::new(77), Coalesced::default());
    let cx = Cx { unlocked, now: at(crate::testing::NOW), entropy: &entropy, searches: &searches };
    match write::change(cx, &change, None) {
        Ok(_) => "done",
        Err(error) => error.problem().code.word(),
    }
}

/// The same command about a patient and documents that nobody knows.
fn elsewhere(fields: &Value) -> Value {
    let mut fields = fields.clone();
    for key in ["doc", "patient"] {
        if fields.get(key).is_some() {
            fields[key] = id(999);
        }
    }
    fields
}

#[tokio::test]
async fn every_write_once_twice_unknown_and_by_the_wrong_person() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let unlocked = m.app.unlocked().unwrap();
    let deeds = deeds(&patient, &chart);
    let mut lines = vec!["command: it, reception, patient; unknown; doctor once, twice".to_owned()];
    for (kind, fields) in &deeds {
        let wrong = [Role::It, Role::Reception, Role::Patient]
            .map(|role| match (role, *kind) {
                // Reception may; it would be done here and not be new below.
                (Role::Reception, kind)
                    if kind.starts_with("admin") || kind.starts_with("patient") =>
                {
                    "may"
                }
                (role, kind) => tried(&in_the_hands_of(&unlocked, role), kind, fields.clone()),
            })
            .join(", ");
        let unknown = match *kind {
            "patient_register" => "none",
            kind => tried(&unlocked, kind, elsewhere(fields)),
        };
        let once = tried(&unlocked, kind, fields.clone());
        let twice = tried(&unlocked, kind, fields.clone());
        lines.push(format!("{kind}: {wrong}; {unknown}; {once}, {twice}"));
    }
    insta::assert_snapshot!("writes", lines.join("\n"));
    let seen: Vec<&str> = deeds.iter().map(|(kind, _)| *kind).chain(APART).collect();
    for (_, word) in Write::ALL {
        assert!(seen.contains(word), "{word} is not tried");
    }
}

#[tokio::test]
async fn every_write_is_refused_while_locked() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    m.bare("lock").await.unwrap();
    for (kind, fields) in deeds(&patient, &chart) {
        assert_eq!(Machine::code(m.write(kind, fields).await), "locked", "{kind}");
    }
}

#[tokio::test]
async fn nothing_of_a_refused_write_is_kept() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let unlocked = m.app.unlocked().unwrap();
    let chain = || unlocked.store.read(crate::store::cursor::chain).unwrap();
    let before = chain();
    for (kind, fields) in deeds(&patient, &chart) {
        if kind != "patient_register" {
            tried(&in_the_hands_of(&unlocked, Role::It), kind, fields.clone());
            tried(&unlocked, kind, elsewhere(&fields));
        }
    }
    assert_eq!(chain(), before);
    assert_eq!(m.bare("device_info").await.unwrap()["documents"], 4);
}

/// A patient's own phone: the record came down, the diary is theirs to begin.
#[tokio::test]
async fn a_patient_writes_their_own_diary_and_nobody_elses() {
    use crate::store::document::{self, DocRow};
    use satchel_model::{
        document::DocType,
        id::{DocId, PatientId},
    };
    let m = Machine::new();
    let own =
        PatientId::from_bytes(*b"\x01\x99\xc8\x2c\xc0\x00\x70\x00\x80\x00\x00\x00\x00\x00\x00\x01");
    *m.clinic.role.lock().unwrap() = Role::Patient;
    *m.clinic.patient.lock().unwrap() = Some(own);
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    let other = PatientId::from_bytes([9; 16]);
    unlocked
        .store
        .write(|tx| {
            for patient in [own, other] {
                let doc = DocId::from_bytes(*patient.as_bytes());
                document::put(tx, &DocRow::new(doc, DocType::Admin.code(), Some(patient)))?;
            }
            Ok::<_, crate::store::StoreError>(())
        })
        .unwrap();
    let reading = |patient: PatientId, doc: u16| {
        let items = json!([{"item": id(doc + 1), "code": {"text": "weight"}, "measure": {"value": "81.40", "unit": "kg"}, "parts": [], "effective": "2025-10-09"}]);
        json!({"doc": id(doc), "patient": patient, "items": items})
    };
    m.write("diary_record", reading(own, 50)).await.unwrap();
    let again = m.write("diary_record", reading(own, 50)).await;
    assert_eq!(Machine::code(again), "already_done");
    let tick = json!({"doc": id(50), "patient": own, "medicine": id(60), "due": "2025-10-09T08:00:00Z", "state": "taken"});
    m.write("diary_tick", tick).await.unwrap();
    assert_eq!(Machine::code(m.write("diary_record", reading(other, 70)).await), "forbidden");
    let shown = m.say("diary_get", json!({"patient": own})).await.unwrap();
    assert_eq!(shown["items"].as_array().unwrap().len(), 2);
    assert_eq!(Machine::code(m.say("diary_get", json!({"patient": other})).await), "not_found");
    let list = m.say("patient_list", json!({})).await.unwrap();
    assert!(list["patients"].as_array().unwrap().is_empty());
}
