use super::*;
use crate::{
    session::Unlocked,
    store::{
        Store, actor,
        item::{self, BaseItem, Meta},
        peer,
    },
    testing::{Machine, at},
};
use satchel_model::{
    crdt::NewChange,
    document::{
        genesis,
        write::{Plan, Planned, Write},
    },
    id::{ActorId, DeviceId, Hash, ItemId, Nonce, UserId},
};
use satchel_protocol::env::ItemKind;
use serde_json::{Value, json};

const PATIENT: PatientId = PatientId::from_bytes([3; 16]);
const CHART: DocId = DocId::from_bytes([4; 16]);
const ANNA: (DeviceId, UserId) = (DeviceId::from_bytes([21; 16]), UserId::from_bytes([22; 16]));
const BEN: (DeviceId, UserId) = (DeviceId::from_bytes([31; 16]), UserId::from_bytes([32; 16]));

fn line() -> ItemId {
    "0199c82c-c000-7000-8000-000000000001".parse().unwrap()
}

fn regimen(dose: &str) -> Value {
    json!({"product": {"text": "metformin"}, "dose": dose, "unit": "mg"})
}

fn write(kind: &str, mut fields: Value) -> Write {
    fields["type"] = kind.into();
    fields["doc"] = json!(CHART);
    fields["patient"] = json!(PATIENT);
    fields["item"] = json!(line());
    serde_json::from_value(fields).unwrap()
}

fn edit(doc: &mut Doc, who: (DeviceId, UserId), nonce: u8, write: &Write) -> NewChange {
    let plan = Plan { at: at(1_000), by: who.1 };
    let Planned::Puts(puts) = write.plan(doc, 0, &plan).unwrap() else { panic!("an entry") };
    let actor = ActorId::from_bytes(*who.0.as_bytes());
    doc.edit(actor, Nonce::from_bytes([nonce; 16]), &puts).unwrap()
}

/// A chart with one medicine whose dose Anna and Ben changed without seeing each other, as it came down.
fn disputed() -> Vec<(NewChange, (DeviceId, UserId))> {
    let mut anna = genesis(DocType::Chart, CHART, 0);
    let start = write("medicine_start", json!({"regimen": regimen("500")}));
    let first = edit(&mut anna, ANNA, 1, &start);
    let mut ben = anna.fork();
    let set = |dose, reason| {
        let fields = json!({"regimen": regimen(dose), "base": regimen("500"), "reason": reason});
        write("medicine_set_dose", fields)
    };
    let second = edit(&mut anna, ANNA, 2, &set("850", Some("HbA1c 62")));
    let third = edit(&mut ben, BEN, 3, &set("1000", None));
    vec![(first, ANNA), (second, ANNA), (third, BEN)]
}

fn come_down(store: &Store) {
    come_down_from(store, None);
}

/// The same, all of it from `seat` where one is given.
fn come_down_from(store: &Store, seat: Option<DeviceId>) {
    let came: Result<(), StoreError> = store.write(|tx| {
        let mut row = DocRow::new(CHART, DocType::Chart.code(), Some(PATIENT));
        for (seq, (change, who)) in (1..).zip(disputed()) {
            let meta = Meta {
                device: seat.unwrap_or(who.0),
                user: who.1,
                role: 5,
                received_at: Some(at(5_000)),
                beacon_at: Some(at(500)),
                t_claim: at(1_000),
                flags: 0,
            };
            let hash = change.header.hash;
            let item = BaseItem { seq, kind: ItemKind::Change, hash, body: change.bytes, meta };
            item::put(tx, CHART, 0, &item)?;
            row.base_seq = seq;
            let by = actor::Who { device: who.0, user: who.1, role: 5 };
            actor::put(tx, CHART, ActorId::from_bytes(*who.0.as_bytes()), &by)?;
        }
        peer::put(tx, ANNA.0, ANNA.1, "Anna")?;
        row.stale = true;
        document::put(tx, &row)
    });
    came.unwrap();
}

async fn opened() -> (Machine, Unlocked) {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    come_down(&unlocked.store);
    (m, unlocked)
}

#[tokio::test]
async fn a_disputed_dose_shows_both_values_with_authors_and_moments() {
    let (_m, unlocked) = opened().await;
    let made = unlocked.store.write(|tx| catch_up(tx, &unlocked.author, 10)).unwrap();
    assert_eq!(made, 1);
    let rows = unlocked.store.read(|read| view::of_doc(read, CHART)).unwrap();
    let row = rows.iter().find(|r| r.list == "medicines").unwrap();
    assert_eq!(row.item, line());
    let body: Value = serde_json::from_str(&row.body).unwrap();
    let both = body["regimen"]["disputed"].as_array().unwrap();
    let mut doses: Vec<&str> = both.iter().map(|a| a["value"]["dose"].as_str().unwrap()).collect();
    doses.sort_unstable();
    assert_eq!(doses, ["1000", "850"]);
    let anna = both.iter().find(|a| a["value"]["dose"] == "850").unwrap();
    assert_eq!(anna["name"], "Anna");
    assert_eq!(anna["user"], ANNA.1.to_string());
    let moments = [&anna["not_before"], &anna["claimed_at"], &anna["not_after"]];
    assert_eq!(moments, [&json!(500), &json!(1_000), &json!(5_000)]);
    assert_eq!(body["status"], "active");
}

#[tokio::test]
async fn a_disputed_dose_is_one_decision_with_the_texts_that_a_choice_names() {
    let (_m, unlocked) = opened().await;
    unlocked.store.write(|tx| refresh(tx, &unlocked.author, CHART)).unwrap();
    let open = unlocked.store.read(|read| conflict::of_patient(read, PATIENT)).unwrap();
    assert_eq!(open.len(), 1);
    assert!(open[0].decision);
    let path: Vec<String> = serde_json::from_str(&open[0].path).unwrap();
    assert_eq!(path, ["medicines", &line().to_string(), "regimen"]);
    let body: Value = serde_json::from_str(&open[0].body).unwrap();
    assert_eq!(body["holds"], true);
    for alternative in body["alternatives"].as_array().unwrap() {
        let stored: Value = serde_json::from_str(alternative["stored"].as_str().unwrap()).unwrap();
        assert_eq!(stored, alternative["value"]);
    }
}

#[tokio::test]
async fn a_disputed_dose_tells_what_stood_before_and_why_each_changed_it() {
    let (_m, unlocked) = opened().await;
    unlocked.store.write(|tx| refresh(tx, &unlocked.author, CHART)).unwrap();
    let open = unlocked.store.read(|read| conflict::of_patient(read, PATIENT)).unwrap();
    let body: Value = serde_json::from_str(&open[0].body).unwrap();
    assert_eq!(body["label"], "metformin");
    assert_eq!(body["base"]["value"]["dose"], "500");
    assert_eq!(body["base"]["name"], "Anna");
    assert_eq!(body["base"]["claimed_at"], 1_000);
    assert_eq!(body["base"]["made_at"], 1_000);
    assert_eq!(
        serde_json::from_str::<Value>(body["base"]["stored"].as_str().unwrap()).unwrap(),
        body["base"]["value"]
    );
    let all = body["alternatives"].as_array().unwrap();
    let of = |dose: &str| all.iter().find(|a| a["value"]["dose"] == dose).unwrap();
    assert_eq!(of("850")["reason"], "HbA1c 62");
    assert!(of("1000").get("reason").is_none());
    for one in all {
        assert_eq!(one["before"][0]["dose"], "500");
        assert_eq!(one["also"], json!([]));
        assert!(one.get("unsent").is_none());
    }
    assert_eq!((&body["related"], &body["related_labels"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn people_who_write_from_one_device_keep_their_own_names() {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    let named: Result<(), StoreError> =
        unlocked.store.write(|tx| peer::put(tx, BEN.0, BEN.1, "Ben"));
    named.unwrap();
    come_down_from(&unlocked.store, Some(ANNA.0));
    unlocked.store.write(|tx| refresh(tx, &unlocked.author, CHART)).unwrap();
    let open = unlocked.store.read(|read| conflict::of_patient(read, PATIENT)).unwrap();
    let body: Value = serde_json::from_str(&open[0].body).unwrap();
    let name = |dose: &str| {
        let all = body["alternatives"].as_array().unwrap();
        all.iter().find(|a| a["value"]["dose"] == dose).unwrap()["name"].clone()
    };
    assert_eq!((name("850"), name("1000")), (json!("Anna"), json!("Ben")));
}

#[tokio::test]
async fn views_made_twice_are_equal_and_a_settled_dispute_leaves_no_conflict() {
    let (_m, unlocked) = opened().await;
    let (store, author) = (&unlocked.store, &unlocked.author);
    let rows = || {
        store.write(|tx| refresh(tx, author, CHART)).unwrap();
        store.read(|read| view::of_doc(read, CHART)).unwrap()
    };
    assert_eq!(rows(), rows());
    let gone: Result<(), StoreError> = store.write(|tx| {
        document::purge(tx, CHART)?;
        refresh(tx, author, CHART)
    });
    gone.unwrap();
    assert!(store.read(|read| view::of_doc(read, CHART)).unwrap().is_empty());
    assert_eq!(store.read(conflict::decisions).unwrap(), 0);
}

#[tokio::test]
async fn a_document_that_cannot_be_rebuilt_is_marked_and_its_bytes_stay() {
    let (_m, unlocked) = opened().await;
    let store = &unlocked.store;
    let broken: Result<(), StoreError> = store.write(|tx| {
        let meta = item::meta_of(&tx.read(), CHART, disputed()[0].0.header.hash)?.unwrap();
        let body = b"not a change".to_vec();
        let hash = Hash::from_bytes([9; 32]);
        let item = BaseItem { seq: 4, kind: ItemKind::Change, hash, body, meta };
        item::put(tx, CHART, 0, &item)?;
        document::set_stale(tx, CHART, true)
    });
    broken.unwrap();
    store.write(|tx| catch_up(tx, &unlocked.author, 10)).unwrap();
    let row = store.read(|read| document::find(read, CHART)).unwrap().unwrap();
    assert_eq!((row.state, row.stale), (DocState::Unreadable, false));
    assert_eq!(store.read(|read| item::after(read, CHART, 0, 0)).unwrap().len(), 4);
}

#[tokio::test]
async fn a_card_makes_a_patient_findable_before_the_document_is_loaded() {
    let (_m, unlocked) = opened().await;
    let card = Card {
        names: vec!["Okafor, Ada".into()],
        births: vec!["1980".into()],
        genders: vec![],
        identifiers: vec![],
        contacts: vec![],
        active: true,
        deceased: false,
        disputed: false,
    };
    let doc = DocId::from_bytes(*PATIENT.as_bytes());
    unlocked.store.write(|tx| put_card(tx, doc, &cbor::encode(&card))).unwrap();
    let found: Result<_, StoreError> = unlocked.store.read(|read| search::find(read, "oka", 5));
    let line: PatientLine = serde_json::from_str(&found.unwrap()[0].body).unwrap();
    assert_eq!((line.patient, line.name.as_str()), (PATIENT, "Okafor, Ada"));
    let refused = unlocked.store.write(|tx| put_card(tx, doc, b"x"));
    assert!(matches!(refused, Err(StoreError::Value("card"))));
}
