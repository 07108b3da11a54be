use super::*;
use crate::{
    cbor,
    crdt::{Guarded, Limits},
    document::{
        entry::{Entry, Message, ThreadOpened},
        genesis,
        write::{Plan, Planned, Write},
    },
    id::{DocId, Nonce},
};
use serde_json::{Value, json};

const CHART: DocId = DocId::from_bytes([4; 16]);
const ANNA: Who =
    Who { device: DeviceId::from_bytes([21; 16]), user: UserId::from_bytes([22; 16]), role: 4 };

/// Knows Anna by one actor and nobody else.
struct Clinic;

impl Credits for Clinic {
    type Error = &'static str;

    fn credit(&self, actor: ActorId, _: Hash) -> Result<Credit, &'static str> {
        if actor != ActorId::from_bytes([1; 16]) {
            return Ok(Credit::default());
        }
        let times = Times {
            claimed_at: Timestamp::from_millis(5),
            not_before: Some(Timestamp::from_millis(4)),
            not_after: None,
        };
        Ok(Credit { who: Some(ANNA), name: Some("Anna".into()), times: Some(times) })
    }
}

fn edit(doc: &mut Doc, actor: u8, kind: &str, mut fields: Value) {
    fields["type"] = kind.into();
    fields["doc"] = json!(CHART);
    fields["patient"] = json!(DocId::from_bytes([3; 16]));
    fields["item"] = json!("0199c82c-c000-7000-8000-000000000001");
    let write: Write = serde_json::from_value(fields).unwrap();
    let plan = Plan { at: Timestamp::from_millis(1_000), by: ANNA.user };
    let Planned::Puts(puts) = write.plan(doc, 0, &plan).unwrap() else { panic!("an entry") };
    doc.edit(ActorId::from_bytes([actor; 16]), Nonce::from_bytes([actor; 16]), &puts).unwrap();
}

/// Takes over what `from` has and `into` has not.
fn merge(into: &mut Doc, from: &Doc) {
    let news = from.changes_since(&into.heads()).into_iter();
    let news: Vec<Guarded> =
        news.map(|made| Guarded::new(made.bytes, &Limits::SERVER).unwrap()).collect();
    into.apply(&news).unwrap();
}

fn regimen(dose: &str) -> Value {
    json!({ "product": { "text": "metformin" }, "dose": dose, "unit": "mg" })
}

fn dose(dose: &str) -> Value {
    json!({ "regimen": regimen(dose), "base": regimen("500") })
}

#[test]
fn a_value_goes_into_its_row_digit_by_digit() {
    let mut chart = genesis(DocType::Chart, CHART, 0);
    edit(&mut chart, 9, "medicine_start", json!({ "regimen": regimen("2.50") }));
    let shown = of(DocType::Chart, &chart, &Clinic).unwrap();
    let row = &shown.rows[0];
    assert_eq!((row.list.as_str(), shown.rows.len()), ("medicines", 1));
    let body: Value = serde_json::from_str(&row.body).unwrap();
    assert_eq!(body["regimen"]["dose"], "2.50");
    assert_eq!(body["id"], json!(row.item));
    assert!(shown.conflicts.is_empty() && shown.card.is_none());
}

#[test]
fn two_doses_are_told_with_what_is_known_of_each_author() {
    let mut anna = genesis(DocType::Chart, CHART, 0);
    edit(&mut anna, 9, "medicine_start", json!({ "regimen": regimen("500") }));
    let mut ben = anna.fork();
    edit(&mut anna, 1, "medicine_set_dose", dose("850"));
    edit(&mut ben, 2, "medicine_set_dose", dose("1000"));
    merge(&mut anna, &ben);
    let shown = of(DocType::Chart, &anna, &Clinic).unwrap();
    let body: Value = serde_json::from_str(&shown.conflicts[0].body).unwrap();
    assert!(shown.conflicts[0].decision);
    let said = body["alternatives"].as_array().unwrap();
    let of_dose = |d: &str| said.iter().find(|a| a["value"]["dose"] == d).unwrap();
    let known = of_dose("850");
    assert_eq!((&known["name"], &known["role"]), (&json!("Anna"), &json!(4)));
    assert_eq!((&known["claimed_at"], &known["not_before"]), (&json!(5), &json!(4)));
    assert_eq!(known["not_after"], Value::Null);
    let stranger = of_dose("1000");
    assert_eq!(stranger["name"], Value::Null);
    assert!(stranger["stored"].as_str().unwrap().contains("1000"));
    let row: Value = serde_json::from_str(&shown.rows[0].body).unwrap();
    assert_eq!(row["regimen"]["disputed"].as_array().unwrap().len(), 2);
}

#[test]
fn a_look_up_that_fails_fails_the_whole() {
    struct Broken;
    impl Credits for Broken {
        type Error = &'static str;
        fn credit(&self, _: ActorId, _: Hash) -> Result<Credit, &'static str> {
            Err("no store")
        }
    }
    let mut anna = genesis(DocType::Chart, CHART, 0);
    edit(&mut anna, 9, "medicine_start", json!({ "regimen": regimen("500") }));
    assert!(of(DocType::Chart, &anna, &Broken).is_ok(), "one value needs no author");
    let mut ben = anna.fork();
    edit(&mut anna, 1, "medicine_set_dose", dose("850"));
    edit(&mut ben, 2, "medicine_set_dose", dose("1000"));
    merge(&mut anna, &ben);
    assert_eq!(of(DocType::Chart, &anna, &Broken).err(), Some("no store"));
}

#[test]
fn a_conversation_shows_its_messages_and_one_line_for_itself() {
    let at = Timestamp::from_millis;
    let opened = Entry::ThreadOpened(ThreadOpened {
        item: ItemId::from_bytes([1; 16]),
        by: ANNA.user,
        at: at(10),
        kind: "clinical".into(),
        subject: "Tablets".into(),
        members: Vec::new(),
    });
    let message = Entry::Message(Message {
        item: ItemId::from_bytes([2; 16]),
        by: ANNA.user,
        at: at(20),
        text: "A \"quoted\" word".into(),
        about: None,
        replaces: None,
    });
    let (opened, message) = (cbor::encode(&opened), cbor::encode(&message));
    let rows = of_entries(&[
        EntryShown { value: &opened, unsent: false, role: Some(1) },
        EntryShown { value: &[0xff], unsent: false, role: None },
        EntryShown { value: &message, unsent: true, role: Some(4) },
    ]);
    let lists: Vec<_> = rows.iter().map(|r| (r.list.as_str(), r.at.millis())).collect();
    assert_eq!(lists, [("entries", 10), ("entries", 20), ("thread", 20)]);
    let said: Value = serde_json::from_str(&rows[1].body).unwrap();
    assert_eq!((&said["text"], &said["unsent"]), (&json!("A \"quoted\" word"), &json!(true)));
    let whole: Value = serde_json::from_str(&rows[2].body).unwrap();
    assert_eq!((&whole["messages"], rows[2].item), (&json!(1), SELF));
    let opening: Value = serde_json::from_str(&rows[0].body).unwrap();
    let roles = (&opening["role"], &said["role"], &whole["last_role"]);
    assert_eq!(
        roles,
        (&json!(1), &json!(4), &json!(4)),
        "who said it is known by role, also without a name"
    );
}
