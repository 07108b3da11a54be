//! Every command of the table in every state of the session: what is refused, and with which word.
use crate::testing::{LINK, Machine, PASSWORD};
use satchel_model::time::DAY_MS;
use satchel_protocol::command::{Carriers, Command, Entry, Needs, Reach, Window};
use serde_json::{Value, json};

const ID: &str = "01890000-0000-7000-8000-000000000001";

/// Arguments that are well formed and name nothing that exists.
pub(super) fn args(word: &str) -> Option<Value> {
    Some(match word {
        "status" | "lock" | "device_info" | "sync_now" | "sync_check" | "sync_status"
        | "quarantine_list" | "draft_list" | "sync_rounds" | "recent_list" | "thread_recent"
        | "directory_list" | "notice_list" | "notice_prefs_get" | "people_list"
        | "invitation_list" | "device_list" | "review_list" => {
            return None;
        }
        "join" => json!({"link": LINK, "login": "test", "password": PASSWORD, "machine": "m"}),
        "unlock" | "sign_in" => json!({"password": PASSWORD}),
        "unlock_recovery" => json!({"code": "0".repeat(26), "password": PASSWORD}),
        "new_ids" => json!({"count": 1}),
        "patient_search" => json!({"query": "x"}),
        "patient_list" | "audit_list" => json!({}),
        "document_get" | "thread_get" => json!(ID),
        "other_get" => json!({"doc": ID, "item": ID}),
        "decision_list" => Value::Null,
        "write" => {
            json!({"type": "problem_set_note", "doc": ID, "patient": ID, "item": ID, "note": "n"})
        }
        "quarantine_retry" | "quarantine_discard" | "quarantine_export" => {
            json!({"ctr": 1, "confirm": true})
        }
        "draft_put" => json!({"key": "k", "body": "b"}),
        "draft_get" | "draft_remove" => json!("k"),
        "sync_pause" => json!({"paused": false}),
        "network_set" => json!({"online": true}),
        "notice_seen" => json!({"ids": [ID]}),
        "notice_prefs_set" => json!({"in_app": true, "email": false}),
        "invitation_create" => json!({"name": "n", "role": "nurse"}),
        "invitation_withdraw" => json!({"invitation": ID}),
        "device_revoke" => json!({"device": ID, "reason": "r"}),
        "review_settle" => json!({"review": ID, "accept": false, "reason": "r"}),
        _ => json!({"patient": ID}),
    })
}

fn command(word: &str) -> Command {
    let whole = match args(word) {
        None => json!({"cmd": word}),
        Some(args) => json!({"cmd": word, "args": args}),
    };
    serde_json::from_value(whole).unwrap_or_else(|e| panic!("{word}: {e}"))
}

/// What a command answers: nothing if it was done, else the word of the refusal.
async fn answer(m: &Machine, window: Window, word: &str) -> Option<&'static str> {
    m.app.dispatch_from(window, command(word)).await.err().map(|problem| problem.code.word())
}

/// Whether only the server answers it: the made-up clinic has no engine.
fn far(entry: &Entry) -> bool {
    entry.carriers == Carriers::Both && entry.reach == Reach::Server
}

/// What a locked vault says to this surface.
const fn closed(window: Window, entry: &Entry) -> &'static str {
    if crate::app::fits(window, entry.window) { "locked" } else { "wrong_window" }
}

fn table(wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
    Command::TABLE.iter().copied().filter(wanted).collect()
}

#[tokio::test]
async fn what_needs_a_vault_says_so_before_one_is_joined() {
    let m = Machine::new();
    for entry in table(|e| e.needs != Needs::Nothing) {
        assert_eq!(answer(&m, Window::Any, entry.word).await, Some("not_joined"), "{}", entry.word);
    }
    for word in ["status", "lock", "new_ids"] {
        assert_eq!(answer(&m, Window::Any, word).await, None, "{word}");
    }
}

#[tokio::test]
async fn what_needs_an_open_vault_says_locked_and_the_rest_is_answered() {
    let m = Machine::new();
    m.join().await;
    m.bare("lock").await.unwrap();
    for window in [Window::Any, Window::Clinic, Window::Patient, Window::Admin] {
        for entry in table(|e| e.needs == Needs::Unlocked) {
            let want = closed(window, &entry);
            assert_eq!(answer(&m, window, entry.word).await, Some(want), "{}", entry.word);
        }
        for word in ["status", "lock", "new_ids"] {
            assert_eq!(answer(&m, window, word).await, None, "{word}");
        }
    }
}

#[tokio::test]
async fn a_command_for_another_surface_is_refused_before_it_is_looked_at() {
    let windows = [Window::Any, Window::Clinic, Window::Patient, Window::Admin];
    for (a, asking) in windows.into_iter().enumerate() {
        for (w, wanted) in windows.into_iter().enumerate() {
            // The console is a staff surface: it may ask what the clinic's may.
            let want = a == 0 || w == 0 || a == w || (a == 3 && w == 1);
            assert_eq!(crate::app::fits(asking, wanted), want, "{asking:?} asks {wanted:?}");
        }
    }
    let m = Machine::new();
    m.join().await;
    for entry in table(|e| e.needs == Needs::Unlocked && e.word != "sync_now") {
        for window in windows {
            let refused = answer(&m, window, entry.word).await == Some("wrong_window");
            assert_eq!(refused, !crate::app::fits(window, entry.window), "{}", entry.word);
        }
    }
}

#[tokio::test]
async fn past_the_lease_all_health_data_and_all_writing_is_shut_and_nothing_else() {
    let m = Machine::new();
    m.join().await;
    m.clock.advance(30 * DAY_MS + 1);
    for entry in table(|e| e.needs == Needs::Unlocked && e.word != "sync_now") {
        let shut = entry.health || entry.word == "write";
        let said = answer(&m, Window::Any, entry.word).await;
        assert_eq!(said == Some("lease_over"), shut, "{}: {said:?}", entry.word);
    }
}

#[tokio::test]
async fn what_names_nothing_that_exists_is_not_found_or_empty_and_never_an_error_of_ours() {
    let m = Machine::new();
    m.join().await;
    for entry in table(|e| e.needs == Needs::Unlocked && e.word != "sync_now") {
        let said = answer(&m, Window::Any, entry.word).await;
        let want = match entry.word {
            "device_info" | "sign_in" | "sync_check" | "sync_status" | "patient_search"
            | "patient_list" | "decision_list" | "quarantine_list" | "draft_put" | "draft_get"
            | "draft_list" | "draft_remove" | "sync_rounds" | "sync_pause" | "network_set"
            | "recent_list" | "thread_recent" | "directory_list" => None,
            // Something answers that is no engine of ours.
            _ if far(&entry) => Some("wrong_address"),
            _ => Some("not_found"),
        };
        assert_eq!(said, want, "{}", entry.word);
    }
}

#[tokio::test]
async fn a_refusal_carries_no_incident_unless_it_is_our_fault() {
    let m = Machine::new();
    for entry in table(|e| e.needs == Needs::Unlocked) {
        let problem = m.app.dispatch(command(entry.word)).await.unwrap_err();
        assert_eq!(problem.incident, None, "{}", entry.word);
    }
}

#[tokio::test]
async fn each_reply_is_of_the_type_that_the_table_says() {
    let m = Machine::new();
    m.join().await;
    for entry in table(|e| e.word != "sync_now" && e.word != "lock") {
        if let Ok(reply) = m.app.dispatch(command(entry.word)).await {
            assert_eq!(reply.name(), entry.reply, "{}", entry.word);
            let shown = format!("{reply:?}");
            assert_eq!(shown, format!("Reply({})", entry.reply), "an answer never prints itself");
        }
    }
}

#[tokio::test]
async fn a_second_vault_on_one_machine_does_not_open_the_first() {
    let m = Machine::new();
    m.join().await;
    m.patient("Okafor").await;
    m.join().await;
    let status = m.bare("status").await.unwrap();
    let vaults = status["vaults"].as_array().unwrap();
    assert_eq!(vaults.len(), 2);
    let found = m.say("patient_search", json!({"query": "okafor"})).await.unwrap();
    assert_eq!(found["patients"], json!([]));
    m.bare("lock").await.unwrap();
    // With two vaults the person says whose.
    assert!(m.unlock().await.is_err());
    let first = vaults.iter().find(|v| v["vault"] != status["me"]["vault"]).unwrap();
    let asked = json!({"password": PASSWORD, "vault": first["vault"]});
    m.say("unlock", asked).await.unwrap();
    let found = m.say("patient_search", json!({"query": "okafor"})).await.unwrap();
    assert_eq!(found["patients"].as_array().unwrap().len(), 1);
}
