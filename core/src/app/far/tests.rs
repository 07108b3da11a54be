use super::*;
use crate::testing::Machine;
use satchel_model::id::Hash;
use satchel_protocol::command::event::Event;
use serde_json::{Value, json};

fn people() -> Value {
    json!({"reply": "people", "value": {"people": []}})
}

fn devices() -> Value {
    json!({"reply": "devices", "value": {"devices": []}})
}

fn answers(m: &Machine, all: Vec<Result<Value, ErrorCode>>) {
    *m.clinic.far.lock().unwrap() = all;
}

async fn joined() -> Machine {
    let m = Machine::new();
    m.join().await;
    m.clinic.calls.lock().unwrap().clear();
    m
}

fn calls(m: &Machine) -> Vec<&'static str> {
    m.clinic.calls.lock().unwrap().clone()
}

#[tokio::test]
async fn a_command_goes_as_it_is_with_this_devices_session() {
    let m = joined().await;
    answers(&m, vec![Ok(people())]);
    let said = m.bare("people_list").await.unwrap();
    assert_eq!(said, json!({"people": []}));
    let asked = m.clinic.asked.lock().unwrap().clone();
    let bearer = Some(Hash::from_bytes([1; 32]).to_string());
    assert_eq!(asked, [(bearer, json!({"cmd": "people_list"}))]);
}

#[tokio::test]
async fn a_refusal_comes_back_as_it_is_and_is_not_tried_again() {
    let m = joined().await;
    for code in [ErrorCode::Forbidden, ErrorCode::Offline, ErrorCode::Overloaded] {
        answers(&m, vec![Err(code), Ok(people())]);
        assert_eq!(Machine::code(m.bare("people_list").await), code.word());
        assert_eq!(m.clinic.far.lock().unwrap().len(), 1, "asked once: {code}");
    }
}

#[tokio::test]
async fn an_ended_session_is_made_anew_once() {
    let m = joined().await;
    answers(&m, vec![Err(ErrorCode::Unauthenticated), Ok(people())]);
    m.bare("people_list").await.unwrap();
    assert_eq!(calls(&m), ["/api/v1/rpc", "/api/v1/sessions/refresh", "/api/v1/rpc"]);
    answers(&m, vec![Err(ErrorCode::Unauthenticated), Err(ErrorCode::Unauthenticated)]);
    assert_eq!(Machine::code(m.bare("people_list").await), "unauthenticated");
}

#[tokio::test]
async fn a_session_past_its_time_is_made_anew_before_anything_is_asked() {
    let m = joined().await;
    m.clock.advance(600_001);
    answers(&m, vec![Ok(people())]);
    m.bare("people_list").await.unwrap();
    assert_eq!(calls(&m), ["/api/v1/sessions/refresh", "/api/v1/rpc"]);
}

#[tokio::test]
async fn an_answer_of_another_kind_is_none_of_ours() {
    let m = joined().await;
    answers(&m, vec![Ok(devices()), Ok(json!({"hello": 1}))]);
    for _ in 0..2 {
        assert_eq!(Machine::code(m.bare("people_list").await), "wrong_address");
    }
}

#[tokio::test]
async fn an_act_tells_what_it_made_old_and_a_refused_one_does_not() {
    let m = joined().await;
    let mut events = m.app.events();
    let revoke = json!({"device": "01890000-0000-7000-8000-000000000001", "reason": "lost"});
    answers(&m, vec![Err(ErrorCode::Forbidden), Ok(devices())]);
    assert!(m.say("device_revoke", revoke.clone()).await.is_err());
    m.say("device_revoke", revoke).await.unwrap();
    let want = Event::Changed(vec![Topic::People, Topic::Devices, Topic::Audit]);
    assert_eq!(events.next().await, Some(want));
}

#[tokio::test]
async fn who_works_offline_asks_nobody() {
    let m = joined().await;
    m.say("network_set", json!({"online": false})).await.unwrap();
    assert_eq!(Machine::code(m.bare("people_list").await), "offline");
    assert!(calls(&m).is_empty());
}
