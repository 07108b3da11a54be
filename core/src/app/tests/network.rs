//! Working offline by choice, a download that rests, and what the chip says of both.
use crate::testing::Machine;
use satchel_protocol::command::event::{Event, Topic};
use serde_json::{Value, json};

async fn chip(m: &Machine) -> (String, Value) {
    let state = m.bare("sync_status").await.unwrap();
    (state["chip"]["state"].as_str().unwrap().to_owned(), state)
}

#[tokio::test]
async fn who_works_offline_reaches_nobody_until_switched_back() {
    let m = Machine::new();
    m.join().await;
    let off = m.say("network_set", json!({"online": false})).await.unwrap();
    assert_eq!((&off["offline"], &off["chip"]["state"]), (&json!(true), &json!("offline")));
    assert!(off["offline_since"].is_number(), "contact ended now");
    m.clinic.calls.lock().unwrap().clear();
    assert_eq!(Machine::code(m.bare("sync_now").await), "offline");
    assert_eq!(Machine::code(m.say("sign_in", json!({"password": "x"})).await), "offline");
    m.app.go_online().unwrap();
    assert!(m.clinic.calls.lock().unwrap().is_empty());
    let on = m.say("network_set", json!({"online": true})).await.unwrap();
    assert_eq!(on["offline"], false);
    m.bare("lock").await.unwrap();
}

#[tokio::test]
async fn the_switch_outlives_a_lock_and_not_a_new_start() {
    let mut m = Machine::new();
    m.join().await;
    m.say("network_set", json!({"online": false})).await.unwrap();
    m.bare("lock").await.unwrap();
    m.unlock().await.unwrap();
    assert_eq!(chip(&m).await.1["offline"], true);
    m.bare("lock").await.unwrap();
    m.reboot();
    m.unlock().await.unwrap();
    assert_eq!(chip(&m).await.1["offline"], false);
}

#[tokio::test]
async fn what_is_written_offline_waits_and_the_chip_counts_it() {
    let m = Machine::new();
    m.join().await;
    m.say("network_set", json!({"online": false})).await.unwrap();
    m.patient("Okafor").await;
    let (state, all) = chip(&m).await;
    assert_eq!(state, "waiting");
    assert_eq!(all["chip"]["count"], all["own"]["saved"]);
    assert_eq!(all["chip"]["online"], false);
}

#[tokio::test]
async fn moving_the_switch_is_told_once() {
    let m = Machine::new();
    m.join().await;
    let mut events = m.app.events();
    m.say("network_set", json!({"online": true})).await.unwrap();
    m.say("network_set", json!({"online": false})).await.unwrap();
    m.say("network_set", json!({"online": false})).await.unwrap();
    m.bare("lock").await.unwrap();
    assert_eq!(events.next().await, Some(Event::Changed(vec![Topic::Sync])));
    assert_eq!(events.next().await, Some(Event::Changed(vec![Topic::Session])));
}

#[tokio::test]
async fn a_download_rests_until_somebody_asks_for_news() {
    let m = Machine::new();
    m.join().await;
    let state = m.say("sync_pause", json!({"paused": true})).await.unwrap();
    assert_eq!(state["paused"], true);
    assert!(m.bare("sync_now").await.is_err(), "nobody answers");
    assert_eq!(chip(&m).await.1["paused"], false);
}

#[tokio::test]
async fn a_round_that_did_not_come_about_is_listed_with_its_reason() {
    let m = Machine::new();
    m.join().await;
    assert_eq!(m.bare("sync_rounds").await.unwrap()["rounds"], json!([]));
    assert!(m.bare("sync_now").await.is_err());
    let rounds = m.bare("sync_rounds").await.unwrap();
    let last = &rounds["rounds"][0];
    assert_eq!((&last["kind"], &last["code"]), (&json!("failed"), &json!("offline")));
    assert!(last["up_bytes"].as_u64().unwrap() > 0);
    m.bare("lock").await.unwrap();
    m.unlock().await.unwrap();
    assert_eq!(m.bare("sync_rounds").await.unwrap()["rounds"], json!([]), "another session");
}

#[tokio::test]
async fn a_full_disk_shows_until_a_write_finds_space() {
    let m = Machine::new();
    m.join().await;
    m.app.told.disk(true);
    let (state, all) = chip(&m).await;
    assert_eq!((state.as_str(), &all["blocked"]), ("blocked", &json!("storage_full")));
    m.say("draft_put", json!({"key": "k", "body": "b"})).await.unwrap();
    assert_eq!(chip(&m).await.1["blocked"], Value::Null);
}

#[tokio::test]
async fn patients_opened_last_come_first_and_others_not_at_all() {
    let m = Machine::new();
    m.join().await;
    let [okafor, ..] = m.patient("Okafor").await;
    let [abel, ..] = m.patient("Abel").await;
    m.patient("Never").await;
    for patient in [&okafor, &abel] {
        m.clock.advance(1_000);
        m.say("chart_get", json!({"patient": patient})).await.unwrap();
    }
    let names = |list: &Value| {
        let all = list["patients"].as_array().unwrap();
        all.iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&m.bare("recent_list").await.unwrap()), ["Abel, Ada", "Okafor, Ada"]);
    m.clock.advance(1_000);
    let mut events = m.app.events();
    for _ in 0..2 {
        m.say("patient_get", json!({"patient": okafor})).await.unwrap();
    }
    m.bare("lock").await.unwrap();
    m.unlock().await.unwrap();
    assert_eq!(events.next().await, Some(Event::Changed(vec![Topic::Patients])), "told once");
    assert_eq!(events.next().await, Some(Event::Changed(vec![Topic::Session])));
    assert_eq!(names(&m.bare("recent_list").await.unwrap()), ["Okafor, Ada", "Abel, Ada"]);
}
