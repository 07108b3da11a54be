//! A document goes on as another incarnation under the real device engine: nothing that was written is lost (I8, I13, I14).
use satchel_model::{
    document::{DocType, SCHEMA},
    id::DocId,
    role::Role,
};
use satchel_protocol::sync::EpochReason;
use satchel_server::{
    audit::verify,
    state::State,
    sync::epoch::{
        rounds,
        shapes::Shape,
        turn::{Order, Turned, turn},
    },
};
use satchel_server_store::{
    change::{self, Span},
    dek, document, epoch,
};
use serde_json::{Value, json};

use crate::{
    harness::{Server, on_both},
    laptop::{Laptop, laptop},
};

on_both!(
    a_compacted_chart_goes_on_and_no_command_is_lost,
    an_open_decision_puts_a_compaction_off,
    what_was_entered_for_the_wrong_patient_is_taken_out_for_good,
    a_message_in_the_wrong_conversation_is_taken_out_and_the_others_stay,
    a_device_too_old_for_a_schema_has_its_commands_carried_out,
    a_key_whose_time_has_come_is_destroyed_even_after_a_crash,
    a_log_that_has_grown_too_long_is_compacted_by_itself,
);

pub(crate) fn doc(value: &Value) -> DocId {
    serde_json::from_value(value.clone()).unwrap()
}

pub(crate) async fn row(state: &State, doc: DocId) -> document::Document {
    let mut tx = state.store.read().await.unwrap();
    document::find(&mut tx, doc).await.unwrap().unwrap()
}

async fn turned(server: &Server, chart: &Value, reason: EpochReason) -> Turned {
    turn(&server.running.app, &Order::of(doc(chart), reason)).await.unwrap()
}

pub(crate) async fn allergy(of: &Laptop, patient: &Value, chart: &Value, text: &str) -> Value {
    let [item] = of.ids().await;
    let fields = json!({
        "doc": chart, "patient": patient, "item": item, "code": { "text": text },
        "verification": "confirmed",
    });
    of.write("allergy_add", fields).await;
    item
}

pub(crate) async fn chart_text(of: &Laptop, patient: &Value) -> String {
    of.say("chart_get", json!({ "patient": patient })).await.unwrap().to_string()
}

async fn quarantined(of: &Laptop) -> Vec<Value> {
    let list = of.say("quarantine_list", Value::Null).await.unwrap();
    list["refused"].as_array().unwrap().clone()
}

async fn nothing_waits(of: &Laptop) {
    assert_eq!(quarantined(of).await, Vec::<Value>::new());
    let state = of.say("sync_status", Value::Null).await.unwrap();
    assert_eq!(state["waiting"].as_u64().unwrap_or(0), 0, "{state}");
}

async fn intact(server: &Server) {
    let verified = verify::report(&server.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

/// A doctor and a nurse who hold one chart with a medicine in it.
async fn two(server: &Server) -> (Laptop, Laptop, [Value; 3], Value) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let ids = doctor.patient("Okafor").await;
    let item = doctor.medicine(&ids[0], &ids[1]).await;
    assert_eq!(doctor.sync(server).await["refused"], 0);
    nurse.sync(server).await;
    (doctor, nurse, ids, item)
}

async fn a_compacted_chart_goes_on_and_no_command_is_lost(server: &Server) {
    let (doctor, nurse, [patient, chart, _], item) = two(server).await;
    for n in 0..20 {
        allergy(&nurse, &patient, &chart, &format!("thing {n}")).await;
    }
    nurse.sync(server).await;
    doctor.sync(server).await;
    // Work that the server has not seen when the document turns.
    doctor.dose(&patient, &chart, &item, "850").await;
    allergy(&nurse, &patient, &chart, "while away").await;
    let done = turned(server, &chart, EpochReason::Compaction).await;
    assert_eq!(done.epoch, 1);
    assert!(done.items < done.items_before, "{done:?}");
    for _ in 0..2 {
        for of in [&doctor, &nurse] {
            of.sync(server).await;
        }
    }
    for of in [&doctor, &nurse] {
        of.sync(server).await;
        nothing_waits(of).await;
        let shown = chart_text(of, &patient).await;
        for text in ["thing 0", "thing 19", "while away", "850", "metformin"] {
            assert!(shown.contains(text), "{text}: {shown}");
        }
    }
    assert_eq!(row(&server.running.app, doc(&chart)).await.epoch, 1);
    // Once more, with the very same laptops, and for one that was never here.
    assert_eq!(turned(server, &chart, EpochReason::Compaction).await.epoch, 2);
    let admin = server
        .post(
            "/api/v1/sessions",
            None,
            json!({ "login": "ada", "password": crate::harness::PASSWORD }),
        )
        .await;
    let fresh = laptop(server, &admin.read(), "new", Role::Nurse, 3).await;
    fresh.sync(server).await;
    nurse.sync(server).await;
    assert_eq!(chart_text(&fresh, &patient).await, chart_text(&nurse, &patient).await);
    intact(server).await;
}

async fn an_open_decision_puts_a_compaction_off(server: &Server) {
    let (doctor, _, [patient, chart, _], item) = two(server).await;
    let admin = server
        .post(
            "/api/v1/sessions",
            None,
            json!({ "login": "ada", "password": crate::harness::PASSWORD }),
        )
        .await;
    let other = laptop(server, &admin.read(), "two", Role::Doctor, 4).await;
    other.sync(server).await;
    doctor.dose(&patient, &chart, &item, "850").await;
    other.dose(&patient, &chart, &item, "1000").await;
    doctor.sync(server).await;
    other.sync(server).await;
    let refused = turn(&server.running.app, &Order::of(doc(&chart), EpochReason::Compaction)).await;
    assert_eq!(refused.unwrap_err().code().word(), "conflict");
    assert_eq!(row(&server.running.app, doc(&chart)).await.epoch, 0);
    // A round passes it over and does not stop at it.
    let bound = document::TooLong { times: 0, bytes: 0, items: 0 };
    rounds::compact(&server.running.app, &bound).await.unwrap();
    assert_eq!(row(&server.running.app, doc(&chart)).await.epoch, 0);
    assert!(row(&server.running.app, doc(&patient)).await.epoch > 0, "the others were turned");
}

async fn what_was_entered_for_the_wrong_patient_is_taken_out_for_good(server: &Server) {
    let (doctor, nurse, [patient, chart, _], _) = two(server).await;
    let item = allergy(&nurse, &patient, &chart, "somebody elses").await;
    allergy(&nurse, &patient, &chart, "their own").await;
    nurse.sync(server).await;
    doctor.sync(server).await;
    // The doctor edits what is about to go, and something else.
    let void = json!({
        "doc": chart, "kind": "chart", "patient": patient, "root": "allergies", "item": item,
        "reason": "not theirs",
    });
    doctor.write("entry_void", void).await;
    allergy(&doctor, &patient, &chart, "seen today").await;
    let state = &*server.running.app;
    let before = row(state, doc(&chart)).await;
    let key: String = serde_json::from_value(item).unwrap();
    let order = Order {
        places: vec![vec!["allergies".to_owned(), key]],
        ..Order::of(doc(&chart), EpochReason::Rectification)
    };
    assert_eq!(turn(state, &order).await.unwrap().epoch, 1);
    doctor.sync(server).await;
    doctor.sync(server).await;
    nurse.sync(server).await;
    for of in [&doctor, &nurse] {
        let shown = chart_text(of, &patient).await;
        assert!(!shown.contains("somebody elses"), "{shown}");
        assert!(shown.contains("their own") && shown.contains("seen today"), "{shown}");
    }
    let aside = quarantined(&doctor).await;
    assert_eq!(aside.len(), 1, "{aside:?}");
    // The key of the old log is destroyed, and what it sealed is not there any more.
    let mut keys = state.store.begin_keys().await.unwrap();
    let old = dek::list(&mut keys, &[before.dek]).await.unwrap().remove(0);
    assert!(old.wrapped.is_empty() && old.destroyed_at.is_some());
    drop(keys);
    let permit = satchel_server::sync::hot::reading(state, &before).unwrap();
    let span = Span { doc: before.doc, epoch: 0, from_seq: 1, to_seq: before.head_seq };
    let mut tx = state.store.read().await.unwrap();
    let items = change::list(&mut tx, &permit, &span).await.unwrap();
    assert!(!items.is_empty() && items.iter().all(|i| i.body.is_empty()));
    drop(tx);
    let nowhere = turn(state, &order).await.unwrap_err();
    assert_eq!(nowhere.code().word(), "not_found");
    intact(server).await;
}

async fn a_message_in_the_wrong_conversation_is_taken_out_and_the_others_stay(server: &Server) {
    let (doctor, nurse, [patient, ..], _) = two(server).await;
    let [thread, opened, first, second] = doctor.ids().await;
    let start = json!({
        "doc": thread, "patient": patient, "item": opened, "kind": "clinical", "subject": "Tablets",
        "members": [],
    });
    doctor.write("thread_start", start).await;
    for (item, text) in [(first, "meant for another"), (second, "twice a day")] {
        let said = json!({
            "doc": thread, "patient": patient, "item": item, "text": text, "about": null,
            "replaces": null,
        });
        doctor.write("message_send", said).await;
    }
    doctor.sync(server).await;
    nurse.sync(server).await;
    let state = &*server.running.app;
    let held = row(state, doc(&thread)).await;
    let permit = satchel_server::sync::hot::reading(state, &held).unwrap();
    let span = Span { doc: held.doc, epoch: 0, from_seq: 2, to_seq: 2 };
    let mut tx = state.store.read().await.unwrap();
    let wrong = change::list(&mut tx, &permit, &span).await.unwrap().remove(0).hash;
    drop(tx);
    let order = Order { items: vec![wrong], ..Order::of(held.doc, EpochReason::Rectification) };
    assert_eq!(turn(state, &order).await.unwrap().items, 2);
    for of in [&doctor, &nurse] {
        of.sync(server).await;
        let shown = of.say("thread_get", thread.clone()).await.unwrap().to_string();
        assert!(!shown.contains("meant for another"), "{shown}");
        assert!(shown.contains("twice a day") && shown.contains("Tablets"), "{shown}");
    }
    intact(server).await;
}

async fn a_device_too_old_for_a_schema_has_its_commands_carried_out(server: &Server) {
    let (doctor, nurse, [patient, chart, _], _) = two(server).await;
    allergy(&nurse, &patient, &chart, "before the new shape").await;
    let state = &*server.running.app;
    let lens = satchel_model::document::lens::Lens {
        kind: DocType::Chart,
        from: SCHEMA,
        up: |tree| {
            let at = satchel_model::id::ActorId::from_bytes([0; 16]);
            let note = satchel_model::crdt::Node::Value("kept".into(), at);
            if let Some(satchel_model::crdt::Node::Map(facts)) = tree.0.get_mut("facts") {
                facts.insert("of_the_new_shape".to_owned(), note);
            }
        },
        down: |tree| drop(tree.take(&["facts", "of_the_new_shape"])),
    };
    let lenses: &'static [satchel_model::document::lens::Lens] = Box::leak(Box::new([lens]));
    state.sync.shapes.set(DocType::Chart, Shape { schema: SCHEMA + 1, lenses });
    assert_eq!(rounds::migrate(state).await.unwrap(), 1);
    let stored = row(state, doc(&chart)).await;
    assert_eq!((stored.epoch, stored.schema), (1, SCHEMA + 1));
    // What waited, and what is written once the device knows that it is too old.
    nurse.sync(server).await;
    nurse.sync(server).await;
    allergy(&nurse, &patient, &chart, "after the new shape").await;
    for _ in 0..2 {
        nurse.sync(server).await;
        doctor.sync(server).await;
    }
    for of in [&doctor, &nurse] {
        let shown = chart_text(of, &patient).await;
        assert!(shown.contains("before the new shape"), "{shown}");
        assert!(shown.contains("after the new shape"), "{shown}");
        nothing_waits(of).await;
    }
    // No device stripped what it does not know.
    let row = row(state, doc(&chart)).await;
    let keys = satchel_server::seal::keys(state, &[row.dek]).await.unwrap();
    let mut tx = state.store.read().await.unwrap();
    let hot = satchel_server::sync::hot::load(state, &mut tx, &row, &keys[&row.dek]).await.unwrap();
    assert_eq!(hot.doc.value(&["facts", "of_the_new_shape"]), Some("kept".into()));
    drop(tx);
    intact(server).await;
}

async fn a_key_whose_time_has_come_is_destroyed_even_after_a_crash(server: &Server) {
    let (_, _, [_, chart, _], _) = two(server).await;
    let state = &*server.running.app;
    let before = row(state, doc(&chart)).await;
    turned(server, &chart, EpochReason::Compaction).await;
    assert_eq!(rounds::shred(state).await.unwrap(), 0, "kept as long as records are");
    let mut tx = state.store.read().await.unwrap();
    let ended = epoch::list(&mut tx, before.doc).await.unwrap();
    assert_eq!((ended.len(), ended[0].dek, ended[0].shredded_at), (1, before.dek, None));
    drop(tx);
    // As after a crash between the end and the key: the table says what is still to be done.
    let mut tx = state.store.begin().await.unwrap();
    epoch::hasten(&mut tx, before.doc).await.unwrap();
    tx.commit().await.unwrap();
    server.settle().await;
    assert_eq!(rounds::shred(state).await.unwrap(), 1);
    assert_eq!(rounds::shred(state).await.unwrap(), 0);
    assert!(satchel_server::seal::keys(state, &[before.dek]).await.unwrap().is_empty());
    let now = row(state, doc(&chart)).await;
    assert_eq!(satchel_server::seal::keys(state, &[now.dek]).await.unwrap().len(), 1);
}

async fn a_log_that_has_grown_too_long_is_compacted_by_itself(server: &Server) {
    let (doctor, _, [patient, chart, _], _) = two(server).await;
    for n in 0..5 {
        allergy(&doctor, &patient, &chart, &format!("n{n}")).await;
    }
    doctor.sync(server).await;
    let state = &*server.running.app;
    assert_eq!(rounds::round(state).await.unwrap(), 0, "not long yet");
    let bound = document::TooLong { times: 8, bytes: 65_536, items: 5 };
    assert_eq!(rounds::compact(state, &bound).await.unwrap(), 1);
    assert_eq!(row(state, doc(&chart)).await.epoch, 1);
    assert_eq!(rounds::compact(state, &bound).await.unwrap(), 0, "it is short now");
    doctor.sync(server).await;
    assert!(chart_text(&doctor, &patient).await.contains("n4"));
}
