use crate::{
    store::{
        StoreError,
        pending::{self, PendingState},
    },
    testing::Machine,
};
use satchel_model::id::DocId;
use satchel_protocol::env::ItemKind;
use serde_json::{Value, json};

/// Whether each thing of a list waits, in order.
fn unsent(of: &Value, list: &str) -> Vec<bool> {
    let rows = of["items"].as_array().unwrap().iter().filter(|row| row["list"] == list);
    rows.map(|row| row["unsent"].as_bool().unwrap()).collect()
}

async fn started(m: &Machine, patient: &Value, chart: &Value, name: &str) -> Value {
    let [item] = m.ids().await;
    let regimen = json!({"product": {"text": name}, "dose": "500", "unit": "mg"});
    let fields = json!({"doc": chart, "patient": patient, "item": item, "regimen": regimen});
    m.write("medicine_start", fields).await.unwrap();
    item
}

#[tokio::test]
async fn a_thing_that_only_this_device_holds_is_marked_and_one_that_was_not_touched_is_not() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    started(&m, &patient, &chart, "metformin").await;
    let [problem] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": problem, "code": {"text": "asthma"}, "clinical": "active"});
    m.write("problem_add", fields).await.unwrap();
    let chart_get = async || m.say("chart_get", json!({"patient": patient})).await.unwrap();
    let shown = chart_get().await;
    assert_eq!((unsent(&shown, "medicines"), unsent(&shown, "problems")), (vec![true], vec![true]));
    // The server accepts the first of the two.
    let unlocked = m.app.unlocked().unwrap();
    let doc: DocId = serde_json::from_value(chart.clone()).unwrap();
    let accepted: Result<(), StoreError> = unlocked.store.write(|tx| {
        let waiting = pending::of_doc(&tx.read(), doc)?;
        let first = waiting.iter().find(|p| p.kind == ItemKind::Change).unwrap();
        pending::set_state(tx, first.ctr, PendingState::Sent(1))
    });
    accepted.unwrap();
    let shown = chart_get().await;
    assert_eq!(
        (unsent(&shown, "medicines"), unsent(&shown, "problems")),
        (vec![false], vec![true])
    );
}

#[tokio::test]
async fn a_registered_patient_waits_with_name_and_numbers() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    let open = m.say("patient_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(unsent(&open, "person"), [true]);
    assert_eq!(unsent(&open, "identifiers"), [true]);
}

#[tokio::test]
async fn things_of_a_list_over_documents_are_marked_too() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    let [visit, reading] = m.ids().await;
    let items = json!([{"item": reading, "code": {"code": "8867-4"}, "measure": {"value": "72", "unit": "/min"}, "parts": [], "effective": "2025-10-09T10:00:00Z"}]);
    let fields = json!({"doc": visit, "patient": patient, "items": items});
    m.write("vitals_record", fields).await.unwrap();
    let seen = m.say("observation_list", json!({"patient": patient})).await.unwrap();
    assert_eq!(unsent(&seen, "observations"), [true]);
}
