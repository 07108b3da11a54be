//! A new wrapping key: what was sealed before reads after, the old key opens nothing, a rotation that was stopped goes on.
use crate::{
    harness::{Server, config, on_both},
    pen::Pen,
};
use satchel_model::{
    entropy::SeededEntropy,
    id::{DekId, DocId},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::problem::ErrorCode;
use satchel_server::{
    State,
    admin::Progress,
    keys::{ServerKeys, rotate},
    seal,
};
use satchel_server_store::dek;
use serde_json::json;
use std::{path::Path, time::Duration};

on_both!(
    after_a_rotation_everything_reads_and_the_old_key_opens_nothing,
    a_rotation_that_was_stopped_goes_on_where_it_was,
    a_damaged_key_stays_and_so_does_the_key_that_might_open_it,
    a_process_that_was_not_told_wraps_under_the_new_key_and_reads_what_it_wrapped,
);

fn doc(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

/// The keys of a file as it was, under a name of its own.
fn copied(path: &Path, name: &str) -> ServerKeys {
    let copy = path.with_file_name(name);
    std::fs::copy(path, &copy).unwrap();
    ServerKeys::open(&copy, Timestamp::default(), &SeededEntropy::new(0)).unwrap()
}

/// Every living key of the store.
async fn all(state: &State) -> Vec<dek::Dek> {
    let mut tx = state.store.begin_keys().await.unwrap();
    // No key is under version 0, so all of them are stale to it.
    dek::stale(&mut tx, 0, None, 10_000).await.unwrap()
}

fn opened(keys: &ServerKeys, rows: &[dek::Dek]) -> usize {
    let versions = keys.wrapping.known();
    let opens = |row: &&dek::Dek| {
        versions.iter().any(|v| keys.wrapping.unwrap(*v, row.id, &row.wrapped).is_some())
    };
    rows.iter().filter(opens).count()
}

async fn done(state: &State) -> serde_json::Value {
    rotate::rotate(state, Duration::ZERO, &Progress::default()).await.unwrap()
}

async fn after_a_rotation_everything_reads_and_the_old_key_opens_nothing(server: &Server) {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut pen = Pen::enrol(server, &doctor).await;
    let (patient, chart, items) = pen.patient("Okafor");
    pen.accepted(items).await;
    let state = &*server.running.app;
    let file = server.dir.path().join("keys.cbor");
    let old = copied(&file, "old.cbor");
    let before = all(state).await;
    assert_eq!((opened(&old, &before), before.iter().all(|r| r.kek == 1)), (before.len(), true));

    let told = done(state).await;
    assert_eq!(told["wrapped"], before.len());
    assert_eq!((&told["damaged"], &told["status"]["behind"]), (&json!(0), &json!(0)));
    assert_eq!(
        (&told["status"]["in_use"], &told["status"]["under_way"]),
        (&json!(2), &json!(false))
    );
    let after = all(state).await;
    assert_eq!(after.len(), before.len());
    assert_eq!((opened(&old, &after), opened(&state.keys, &after)), (0, after.len()));
    let now = copied(&file, "now.cbor");
    assert_eq!(opened(&now, &before), 0, "the file has forgotten the old key");

    // What was sealed before: the chart is loaded from its log, by a process that never saw its key.
    state.sync.keys.forget_all();
    state.sync.docs.remove(chart);
    let item = pen.allergy(patient, chart, "penicillin");
    pen.accepted(vec![item]).await;
    let verified = satchel_server::audit::verify::report(state).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
    // And once more: a rotation is nothing special.
    assert_eq!(done(state).await["status"]["in_use"], 3);
}

async fn a_rotation_that_was_stopped_goes_on_where_it_was(server: &Server) {
    let state = &*server.running.app;
    let docs: Vec<DocId> = (1..=20).map(doc).collect();
    let made = seal::fresh_deks(state, &docs, 0).await.unwrap();
    let ids: Vec<DekId> = made.values().copied().collect();
    let keys = seal::keys(state, &ids).await.unwrap();
    assert!(rotate::begin(state).unwrap());
    let (after, first) = rotate::page(state, None, 7).await.unwrap().unwrap();
    assert_eq!((first.wrapped, first.damaged), (7, 0));
    // Here the process is killed. What starts then reads keys of both versions.
    let again = ServerKeys::open(
        &server.dir.path().join("keys.cbor"),
        Timestamp::default(),
        &SeededEntropy::new(0),
    );
    let rows = all(state).await;
    assert_eq!(opened(&again.unwrap(), &rows), rows.len());
    assert_eq!(rows.iter().filter(|r| r.kek == 2).count(), 7);
    state.sync.keys.forget_all();
    let read = seal::keys(state, &ids).await.unwrap();
    assert!(ids.iter().all(|id| read[id].same(&keys[id])));
    let told = rotate::status(state).await.unwrap();
    assert_eq!((&told["under_way"], &told["behind"]), (&json!(true), &json!(rows.len() - 7)));

    assert!(!rotate::begin(state).unwrap(), "no third key while two are in use");
    assert!(rotate::page(state, Some(after), 7).await.unwrap().is_some());
    let told = done(state).await;
    assert_eq!(told["wrapped"], rows.len() - 14);
    assert_eq!(told["status"]["in_file"], json!([2]));
    state.sync.keys.forget_all();
    let read = seal::keys(state, &ids).await.unwrap();
    assert!(ids.iter().all(|id| read[id].same(&keys[id])));
}

async fn a_damaged_key_stays_and_so_does_the_key_that_might_open_it(server: &Server) {
    let state = &*server.running.app;
    let made = seal::fresh_deks(state, &[doc(1), doc(2)], 0).await.unwrap();
    let mut tx = state.store.begin_keys().await.unwrap();
    dek::rewrap(&mut tx, made[&doc(1)], b"no key", 1).await.unwrap();
    tx.commit().await.unwrap();
    let told = done(state).await;
    assert_eq!((&told["damaged"], &told["status"]["behind"]), (&json!(1), &json!(1)));
    assert_eq!(told["status"]["in_file"], json!([1, 2]));
    assert_eq!(told["status"]["under_way"], true);
    // A destroyed one is nobody's business any more.
    let mut tx = state.store.begin_keys().await.unwrap();
    dek::destroy(&mut tx, doc(1), state.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(done(state).await["status"]["in_file"], json!([2]));
}

async fn a_process_that_was_not_told_wraps_under_the_new_key_and_reads_what_it_wrapped(
    server: &Server,
) {
    let state = &*server.running.app;
    let first = seal::fresh_dek(state, doc(1), 0).await.unwrap();
    let keys = seal::keys(state, &[first]).await.unwrap();
    // Another process on the same file, as `beside` makes it: here it is only its keys that matter.
    let (other, _) = config(server.dir.path(), None);
    let theirs = ServerKeys::open(&other.keys_file, Timestamp::default(), &SeededEntropy::new(5));
    let theirs = theirs.unwrap();
    assert_eq!(done(state).await["status"]["in_use"], 2);
    assert_eq!(theirs.wrapping.known(), [1]);
    theirs.look();
    assert_eq!(theirs.wrapping.known(), [2]);
    let rows = all(state).await;
    let row = rows.iter().find(|r| r.id == first).unwrap();
    assert!(theirs.wrapping.unwrap(2, row.id, &row.wrapped).unwrap().same(&keys[&first]));
}

#[tokio::test(flavor = "multi_thread")]
async fn while_one_process_rotates_another_is_told_to_wait() {
    let server = Server::sqlite().await;
    let lock = server.dir.path().join("keys.cbor.lock");
    let held = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(lock);
    let held = held.unwrap();
    held.lock().unwrap();
    let state = &*server.running.app;
    let refused = rotate::rotate(state, Duration::ZERO, &Progress::default()).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InUse);
    assert_eq!(state.keys.wrapping.known(), [1]);
    held.unlock().unwrap();
    done(state).await;
    server.stop().await;
}
