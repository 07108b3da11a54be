//! Saved, sent, elsewhere: each number moves at its own event and at no other.
use crate::{
    store::{
        cursor, kept,
        pending::{self, PendingState},
    },
    testing::{Machine, at},
};
use satchel_protocol::sync::Position;
use serde_json::{Value, json};

/// A vault with a patient and one medicine line not yet sent.
async fn with_changes(count: usize) -> Machine {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    // What registering left behind is not the subject: take it as sent and known elsewhere.
    settle(&m, Position { tx: 1, id: 1 });
    for _ in 0..count {
        let [item] = m.ids().await;
        let fields = json!({"doc": chart, "patient": patient, "item": item, "code": {"text": "cough"}, "clinical": "active"});
        m.write("problem_add", fields).await.unwrap();
    }
    m
}

async fn own(m: &Machine) -> [u64; 3] {
    let state = m.bare("sync_status").await.unwrap();
    ["saved", "sent", "elsewhere"].map(|word| state["own"][word].as_u64().unwrap())
}

/// All that waits gets a verdict at `position` and is kept for the weeks that follow.
fn settle(m: &Machine, position: Position) {
    let unlocked = m.app.unlocked().unwrap();
    let done: Result<_, crate::store::StoreError> = unlocked.store.write(|tx| {
        for item in pending::after(&tx.read(), 0, 100)? {
            pending::remove(tx, item.ctr)?;
            let line = kept::Kept {
                ctr: item.ctr,
                doc: item.doc,
                env: item.env,
                sig: item.sig,
                body: item.body,
                command: vec![7],
                seq: item.ctr,
                doc_type: item.doc_type,
                position,
                until: at(1_000_000),
                refused: false,
            };
            kept::put(tx, &line)?;
        }
        Ok(())
    });
    done.unwrap();
}

fn seen_elsewhere(m: &Machine, position: Position) {
    let unlocked = m.app.unlocked().unwrap();
    let done: Result<_, crate::store::StoreError> = unlocked.store.write(|tx| {
        let mut place = cursor::get(&tx.read())?;
        place.elsewhere = position;
        cursor::put(tx, &place)
    });
    done.unwrap();
}

#[tokio::test]
async fn a_change_is_saved_when_its_transaction_is_committed() {
    let m = with_changes(0).await;
    let before = own(&m).await;
    assert_eq!(before[0], 0);
    let m = with_changes(3).await;
    assert_eq!(own(&m).await, [3, before[1], before[2]]);
}

#[tokio::test]
async fn a_refused_command_saves_nothing() {
    let m = with_changes(1).await;
    let before = own(&m).await;
    let [nobody, item] = m.ids().await;
    let fields = json!({"doc": nobody, "patient": nobody, "item": item, "code": {"text": "cough"}, "clinical": "active"});
    m.write("problem_add", fields).await.unwrap_err();
    assert_eq!(own(&m).await, before);
}

#[tokio::test]
async fn it_is_sent_when_the_server_has_answered_and_elsewhere_when_another_device_has_it() {
    let m = with_changes(2).await;
    let [saved, sent, elsewhere] = own(&m).await;
    assert_eq!((saved, elsewhere), (2, 0));
    settle(&m, Position { tx: 7, id: 2 });
    assert_eq!(own(&m).await, [0, sent + 2, 0]);
    // A device that is one item short of it does not have it.
    seen_elsewhere(&m, Position { tx: 7, id: 1 });
    assert_eq!(own(&m).await, [0, 2, sent]);
    seen_elsewhere(&m, Position { tx: 7, id: 2 });
    assert_eq!(own(&m).await, [0, 0, sent + 2]);
    seen_elsewhere(&m, Position { tx: 8, id: 0 });
    assert_eq!(own(&m).await, [0, 0, sent + 2]);
}

#[tokio::test]
async fn a_newer_change_begins_at_saved_beside_older_ones() {
    let m = with_changes(1).await;
    settle(&m, Position { tx: 7, id: 2 });
    seen_elsewhere(&m, Position { tx: 7, id: 2 });
    let [_, _, elsewhere] = own(&m).await;
    m.patient("Abel").await;
    let [saved, sent, still] = own(&m).await;
    assert!(saved > 0);
    assert_eq!((sent, still), (0, elsewhere));
}

#[tokio::test]
async fn one_in_flight_is_neither_saved_nor_sent_until_its_verdict_is_written() {
    let m = with_changes(1).await;
    let [_, sent, elsewhere] = own(&m).await;
    let unlocked = m.app.unlocked().unwrap();
    let done: Result<_, crate::store::StoreError> = unlocked.store.write(|tx| {
        for item in pending::after(&tx.read(), 0, 100)? {
            pending::set_state(tx, item.ctr, PendingState::Sent(9))?;
        }
        Ok(())
    });
    done.unwrap();
    assert_eq!(own(&m).await, [0, sent, elsewhere]);
    let held: Result<_, crate::store::StoreError> = unlocked.store.read(pending::sent);
    assert_eq!(held.unwrap(), 1, "it is still here until the feed brings it back");
}

#[tokio::test]
async fn what_was_kept_long_enough_is_counted_no_more() {
    let m = with_changes(1).await;
    settle(&m, Position { tx: 7, id: 2 });
    let unlocked = m.app.unlocked().unwrap();
    let expire = |now: i64| {
        let done: Result<_, crate::store::StoreError> =
            unlocked.store.write(|tx| kept::expire(tx, at(now)));
        done.unwrap();
    };
    let before = own(&m).await;
    expire(1_000_000);
    assert_eq!(own(&m).await, before, "to the last moment it is kept");
    expire(1_000_001);
    assert_eq!(own(&m).await, [0, 0, 0]);
}

#[tokio::test]
async fn the_reading_log_waits_apart_from_changes() {
    let m = with_changes(0).await;
    let before = own(&m).await;
    m.say("patient_search", json!({"query": "oka"})).await.unwrap();
    let state = m.bare("sync_status").await.unwrap();
    assert_eq!(state["audit_waiting"], 1);
    assert_eq!(own(&m).await, before);
    settle(&m, Position { tx: 9, id: 9 });
    assert_eq!(own(&m).await, before, "an entry of the log is no change of anybody's");
}

#[tokio::test]
async fn the_lock_screen_tells_how_much_was_unsent_when_it_closed() {
    let m = with_changes(2).await;
    let locked = m.bare("lock").await.unwrap();
    assert_eq!(locked["vaults"][0]["unsent"], 2);
    m.unlock().await.unwrap();
    settle(&m, Position { tx: 7, id: 2 });
    assert_eq!(m.bare("lock").await.unwrap()["vaults"][0]["unsent"], 0);
    assert_eq!(m.bare("lock").await.unwrap()["me"], Value::Null);
}
