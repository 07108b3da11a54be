//! Text typed so far: it outlives crash, lock, lease and a full disk, and only its own key finds it.
use crate::testing::{Machine, NOW};
use satchel_model::time::DAY_MS;
use serde_json::{Value, json};

async fn joined() -> Machine {
    let m = Machine::new();
    m.join().await;
    m
}

async fn body(m: &Machine, key: &str) -> Value {
    m.say("draft_get", json!(key)).await.unwrap()["body"].clone()
}

#[tokio::test]
async fn each_text_survives_crash_and_lock_letter_by_letter() {
    let mut m = joined().await;
    let texts =
        ["", "Walks again.", "ليلى: ٢ مغ\r\n\tनोट 😀", "'); DROP TABLE draft; --", "\u{0}\u{feff}"];
    for (n, text) in texts.iter().enumerate() {
        m.say("draft_put", json!({"key": format!("note/{n}"), "body": text})).await.unwrap();
    }
    for crash in [true, false] {
        if crash {
            m.reboot();
        } else {
            m.bare("lock").await.unwrap();
        }
        m.unlock().await.unwrap();
        for (n, text) in texts.iter().enumerate() {
            assert_eq!(body(&m, &format!("note/{n}")).await, *text, "{n} crash: {crash}");
        }
    }
}

#[tokio::test]
async fn drafts_are_listed_oldest_first_by_when_they_were_last_typed_in() {
    let m = joined().await;
    for key in ["b", "a", "c"] {
        m.say("draft_put", json!({"key": key, "body": "x"})).await.unwrap();
        m.clock.advance(1_000);
    }
    m.say("draft_put", json!({"key": "b", "body": "xy"})).await.unwrap();
    let list = m.bare("draft_list").await.unwrap();
    let want = json!([
        {"key": "a", "at": NOW + 1_000}, {"key": "c", "at": NOW + 2_000}, {"key": "b", "at": NOW + 3_000}
    ]);
    assert_eq!(list["drafts"], want);
    assert_eq!(body(&m, "b").await, "xy");
}

#[tokio::test]
async fn only_its_own_key_finds_or_removes_a_draft() {
    let m = joined().await;
    for key in ["note", "Note", "note ", "nöte", "%", "note/*"] {
        m.say("draft_put", json!({"key": key, "body": key})).await.unwrap();
    }
    m.say("draft_remove", json!("note")).await.unwrap();
    m.say("draft_remove", json!("note")).await.unwrap();
    m.say("draft_remove", json!("never there")).await.unwrap();
    assert_eq!(body(&m, "note").await, Value::Null);
    for key in ["Note", "note ", "nöte", "%", "note/*"] {
        assert_eq!(body(&m, key).await, key);
    }
}

#[tokio::test]
async fn a_full_disk_refuses_the_longer_text_and_keeps_the_shorter_one() {
    let m = joined().await;
    m.say("draft_put", json!({"key": "note", "body": "short"})).await.unwrap();
    let unlocked = m.app.unlocked().unwrap();
    unlocked.store.limit_pages(1).unwrap();
    let long = json!({"key": "note", "body": "x".repeat(100_000)});
    assert_eq!(Machine::code(m.say("draft_put", long.clone()).await), "storage_full");
    unlocked.store.limit_pages(1_000_000).unwrap();
    assert_eq!(body(&m, "note").await, "short");
    m.say("draft_put", long).await.unwrap();
    assert_eq!(body(&m, "note").await.as_str().unwrap().len(), 100_000);
}

#[tokio::test]
async fn past_the_lease_one_can_still_type_but_not_look() {
    let m = joined().await;
    m.clock.advance(30 * DAY_MS + 1);
    m.say("draft_put", json!({"key": "note", "body": "still typing"})).await.unwrap();
    assert_eq!(Machine::code(m.say("draft_get", json!("note")).await), "lease_over");
    assert_eq!(m.bare("draft_list").await.unwrap()["drafts"].as_array().unwrap().len(), 1);
    m.clock.advance(-DAY_MS);
    assert_eq!(body(&m, "note").await, "still typing");
}

#[tokio::test]
async fn a_draft_is_no_change_and_waits_for_nobody() {
    let m = joined().await;
    m.say("draft_put", json!({"key": "note", "body": "x"})).await.unwrap();
    let state = m.bare("sync_status").await.unwrap();
    assert_eq!(state["own"], json!({"saved": 0, "sent": 0, "elsewhere": 0}));
    assert_eq!(state["audit_waiting"], 0);
}

#[tokio::test]
async fn a_command_that_crashes_before_its_answer_leaves_draft_or_change_but_never_neither() {
    let mut m = joined().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    m.say("draft_put", json!({"key": "problem", "body": "cough"})).await.unwrap();
    let [item] = m.ids().await;
    let fields = json!({"type": "problem_add", "doc": chart, "patient": patient, "item": item,
        "code": {"text": "cough"}, "clinical": "active", "draft": "problem"});
    // Begun and never awaited to its end: dropped at its first pause, if it has one.
    drop(m.say("write", fields));
    m.reboot();
    m.unlock().await.unwrap();
    let kept = body(&m, "problem").await == "cough";
    let shown = m.say("chart_get", json!({"patient": patient})).await.unwrap().to_string();
    assert_ne!(kept, shown.contains("\"text\":\"cough\""));
}
