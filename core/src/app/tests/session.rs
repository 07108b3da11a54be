use crate::testing::{LINK, Machine, PASSWORD};
use satchel_model::time::DAY_MS;
use satchel_protocol::{
    command::event::{Event, Topic},
    problem::ErrorCode,
};
use serde_json::json;

#[tokio::test]
async fn a_machine_joins_locks_and_unlocks() {
    let m = Machine::new();
    assert_eq!(m.bare("status").await.unwrap()["state"], "not_joined");
    let joined = m.join().await;
    assert_eq!(joined["recovery_code"].as_str().unwrap().len(), 26);
    assert_eq!(joined["me"]["role"], "doctor");
    assert_eq!(m.bare("status").await.unwrap()["state"], "unlocked");
    assert_eq!(m.bare("lock").await.unwrap()["state"], "locked");
    assert_eq!(m.unlock().await.unwrap()["name"], "Dr Test");
    let facts = m.bare("device_info").await.unwrap();
    assert_eq!(facts["server"], "https://clinic.example:8443");
    assert_eq!(facts["documents"], 1);
}

#[tokio::test]
async fn every_command_of_an_open_vault_is_refused_before_joining_and_while_locked() {
    let m = Machine::new();
    let table = satchel_protocol::command::Command::TABLE.iter();
    let needy: Vec<_> =
        table.filter(|e| e.needs == satchel_protocol::command::Needs::Unlocked).collect();
    for expected in ["not_joined", "locked"] {
        for entry in &needy {
            let done = match super::everywhere::args(entry.word) {
                None => m.bare(entry.word).await,
                Some(args) => m.say(entry.word, args).await,
            };
            assert_eq!(Machine::code(done), expected, "{}", entry.word);
        }
        m.join().await;
        m.bare("lock").await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_password_opens_nothing_and_after_ten_tries_one_waits() {
    let m = Machine::new();
    m.join().await;
    m.bare("lock").await.unwrap();
    for _ in 0..10 {
        let done = m.say("unlock", json!({"password": "velvet anchor puddle mosaid"})).await;
        assert_eq!(Machine::code(done), "wrong_password");
    }
    let waits = m.unlock().await.unwrap_err();
    assert_eq!((waits.code, waits.retry_after_s), (ErrorCode::RateLimited, Some(30)));
    assert_eq!(m.bare("status").await.unwrap()["state"], "locked");
    m.clock.advance(30_000);
    m.unlock().await.unwrap();
}

#[tokio::test]
async fn a_vault_without_its_slots_or_on_another_machine_stays_shut() {
    let m = Machine::new();
    m.join().await;
    m.bare("lock").await.unwrap();
    m.host.lose_keychain();
    assert_eq!(Machine::code(m.unlock().await), "keychain_lost");
    let slots = m.store().with_file_name("keyslots.cbor");
    std::fs::rename(&slots, slots.with_extension("away")).unwrap();
    assert_eq!(Machine::code(m.unlock().await), "slots_missing");
    std::fs::copy(m.store(), &slots).unwrap();
    assert_eq!(Machine::code(m.unlock().await), "slots_missing");
}

#[tokio::test]
async fn keychain_lost() {
    let m = Machine::new();
    let joined = m.join().await;
    m.patient("Okafor").await;
    m.bare("lock").await.unwrap();
    m.host.lose_keychain();
    assert_eq!(Machine::code(m.unlock().await), "keychain_lost");
    let wrong = json!({"code": "00000000000000000000000000", "password": PASSWORD});
    assert_eq!(Machine::code(m.say("unlock_recovery", wrong).await), "wrong_password");
    let new = "granite otter lantern quartz";
    let args = json!({"code": joined["recovery_code"], "password": new});
    m.say("unlock_recovery", args).await.unwrap();
    // Nothing unsent is lost, and the new password opens from now on.
    assert_eq!(m.bare("sync_status").await.unwrap()["own"]["saved"], 1);
    m.bare("lock").await.unwrap();
    assert_eq!(m.bare("status").await.unwrap()["vaults"][0]["unsent"], 1);
    assert_eq!(Machine::code(m.unlock().await), "wrong_password");
    m.say("unlock", json!({"password": new})).await.unwrap();
}

#[tokio::test]
async fn without_a_keychain_only_a_long_password_will_do() {
    let m = Machine::on(crate::host::MemoryHost::without_keychain());
    let weak = json!({"link": LINK, "login": "test", "password": "vr8#Kq2!mz", "machine": "m"});
    assert_eq!(Machine::code(m.say("join", weak).await), "weak_password");
    // The refusal came before the server heard anything, and left nothing behind.
    assert!(m.clinic.calls.lock().unwrap().is_empty());
    assert_eq!(m.bare("status").await.unwrap()["state"], "not_joined");
    m.join().await;
    m.bare("lock").await.unwrap();
    m.unlock().await.unwrap();
}

#[tokio::test]
async fn a_join_that_fails_says_why_and_leaves_nothing_behind() {
    let m = Machine::new();
    let join =
        |link: &str| json!({"link": link, "login": "test", "password": PASSWORD, "machine": "m"});
    assert_eq!(Machine::code(m.say("join", join("http://clinic")).await), "invalid");
    for code in [
        ErrorCode::InvitationExpired,
        ErrorCode::InvitationInvalid,
        ErrorCode::Offline,
        ErrorCode::WrongServerKey,
        ErrorCode::WrongAddress,
    ] {
        *m.clinic.refuse.lock().unwrap() = Some(code);
        assert_eq!(Machine::code(m.say("join", join(LINK)).await), code.word());
        assert_eq!(m.bare("status").await.unwrap()["state"], "not_joined");
    }
    *m.clinic.refuse.lock().unwrap() = None;
    m.join().await;
}

#[tokio::test]
async fn past_the_lease_the_record_is_shut_until_contact_and_nothing_is_lost() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    m.clock.advance(30 * DAY_MS + 1);
    let done = m.say("chart_get", json!({"patient": patient})).await;
    assert_eq!(Machine::code(done), "lease_over");
    assert_eq!(m.bare("sync_status").await.unwrap()["own"]["saved"], 1);
    m.clock.advance(-DAY_MS);
    m.say("chart_get", json!({"patient": patient})).await.unwrap();
}

#[tokio::test]
async fn sync_without_a_network_says_offline_and_keeps_everything() {
    let m = Machine::new();
    m.join().await;
    m.patient("Okafor").await;
    assert_eq!(Machine::code(m.bare("sync_now").await), "offline");
    let state = m.bare("sync_status").await.unwrap();
    assert_eq!(state["own"]["saved"], 1);
    assert!(state["offline_since"].is_i64());
}

#[tokio::test]
async fn signing_in_again_needs_the_server() {
    let m = Machine::new();
    m.join().await;
    m.say("sign_in", json!({"password": PASSWORD})).await.unwrap();
    *m.clinic.refuse.lock().unwrap() = Some(ErrorCode::BadCredentials);
    let done = m.say("sign_in", json!({"password": "x"})).await;
    assert_eq!(Machine::code(done), "bad_credentials");
}

#[tokio::test]
async fn a_corrupt_store_is_kept_aside_with_its_unsent_work() {
    let m = Machine::new();
    m.join().await;
    m.patient("Okafor").await;
    m.say("draft_put", json!({"key": "note", "body": "half a sentence"})).await.unwrap();
    m.bare("lock").await.unwrap();
    // A broken first page: the key is right, the store is not.
    let mut bytes = std::fs::read(m.store()).unwrap();
    bytes[200..300].fill(0);
    std::fs::File::options().write(true).open(m.store()).unwrap();
    crate::file::replace(&m.store(), &bytes).unwrap();
    let problem = m.unlock().await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::StoreCorrupt);
    assert!(problem.incident.is_some());
    let kept = m.store().with_file_name(problem.args["kept"].as_str().unwrap());
    assert_eq!(std::fs::read(kept).unwrap(), bytes);
    assert!(!m.store().exists());
    assert_eq!(m.bare("status").await.unwrap()["state"], "not_joined");
    m.join().await;
    assert_eq!(m.bare("status").await.unwrap()["vaults"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_restored_copy_of_the_store_gets_new_actors_everywhere() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    m.bare("lock").await.unwrap();
    let old = std::fs::read(m.store()).unwrap();
    m.unlock().await.unwrap();
    m.bare("lock").await.unwrap();
    // The keychain now names another incarnation than the copy holds.
    let key = format!(
        "incarnation-{}",
        m.bare("status").await.unwrap()["vaults"][0]["vault"].as_str().unwrap()
    );
    crate::host::Host::keychain_set(&*m.host, &key, &[9; 16]).unwrap();
    crate::file::replace(&m.store(), &old).unwrap();
    m.unlock().await.unwrap();
    let unlocked = m.app.unlocked().unwrap();
    let place = unlocked.store.read(crate::store::cursor::get).unwrap();
    assert_eq!(place.restored, 1);
    let [item] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": item, "code": {"text": "cough"}, "clinical": "active"});
    m.write("problem_add", fields).await.unwrap();
    let doc = chart.as_str().unwrap().parse().unwrap();
    let epoch = unlocked.store.read(|read| crate::store::actor::epoch(read, doc, 0)).unwrap();
    assert_eq!(epoch, 1);
}

#[tokio::test]
async fn a_vault_that_syncs_by_itself_tells_its_state_and_locks_at_once() {
    let m = Machine::new();
    assert_eq!(m.app.go_online().unwrap_err().problem().code, ErrorCode::NotJoined);
    m.join().await;
    let mut events = m.app.events();
    m.app.go_online().unwrap();
    m.app.go_online().unwrap();
    m.patient("Okafor").await;
    let mut heard = Vec::new();
    while !heard.contains(&Topic::Sync) {
        let Some(Event::Changed(topics)) = events.next().await else { panic!("no event") };
        heard.extend(topics);
    }
    // A person who asks while it runs gets the truth about this very round.
    assert_eq!(Machine::code(m.bare("sync_now").await), "offline");
    assert_eq!(m.bare("lock").await.unwrap()["state"], "locked");
    m.unlock().await.unwrap();
    assert_eq!(m.bare("sync_status").await.unwrap()["own"]["saved"], 1);
}

#[tokio::test]
async fn a_surface_gets_only_what_is_meant_for_it() {
    use satchel_protocol::command::Window;
    for (asking, wanted, fits) in [
        (Window::Any, Window::Admin, true),
        (Window::Patient, Window::Any, true),
        (Window::Clinic, Window::Clinic, true),
        (Window::Patient, Window::Clinic, false),
        (Window::Clinic, Window::Admin, false),
        (Window::Admin, Window::Patient, false),
    ] {
        assert_eq!(crate::app::fits(asking, wanted), fits, "{asking:?} asks {wanted:?}");
    }
}

#[tokio::test]
async fn ids_have_bounds_on_both_sides() {
    let m = Machine::new();
    for (count, fits) in [(0, false), (1, true), (64, true), (65, false)] {
        assert_eq!(m.say("new_ids", json!({"count": count})).await.is_ok(), fits, "{count}");
    }
}

#[tokio::test]
async fn a_broken_page_under_unsent_work_is_noticed_at_unlock_and_the_rest_is_saved() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    for _ in 0..12 {
        let [note, section] = m.ids().await;
        let text = "walks again ".repeat(300);
        let fields = json!({"doc": note, "patient": patient, "section": section, "title": "Review", "text": text});
        m.write("note_start", fields).await.unwrap();
    }
    m.bare("lock").await.unwrap();
    let whole = std::fs::read(m.store()).unwrap();
    let pages = whole.len() / 4_096;
    let mut told = 0;
    for page in (1..pages).step_by(5) {
        let mut bytes = whole.clone();
        bytes[page * 4_096 + 1_000..page * 4_096 + 1_100].fill(0x5a);
        crate::file::replace(&m.store(), &bytes).unwrap();
        match m.unlock().await {
            Ok(_) => {
                m.bare("lock").await.unwrap();
            }
            Err(problem) => {
                assert_eq!(problem.code, ErrorCode::StoreCorrupt, "page {page}");
                let kept = problem.args.get("kept").and_then(|k| k.as_str());
                let kept = kept.unwrap_or_else(|| panic!("page {page}: {problem:?}"));
                let kept = m.store().with_file_name(kept);
                assert_eq!(std::fs::read(kept).unwrap(), bytes, "page {page}");
                told += 1;
            }
        }
        m.clock.advance(1);
    }
    assert!(told > 0, "{told} of {pages} pages were noticed");
}
