//! Many devices at once, and documents that come from the log, a snapshot or memory: always the same.
use std::sync::Arc;

use crate::{
    harness::{Server, on_both},
    signer::Signer,
};
use satchel_model::{
    crdt::Doc,
    document::DocType,
    id::{DocId, Hash, PatientId},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    api::Session,
    sync::{DocMode, PushItem},
};
use satchel_server::sync::snapshots;
use satchel_server_store::{self as store, Position, grant::GroupKind, snapshot::Snapshot};
use tokio::task::JoinSet;

on_both!(
    many_devices_write_one_chart_and_every_change_counts_once,
    two_devices_make_one_document,
    a_document_is_the_same_from_memory_snapshot_and_log,
    a_damaged_snapshot_is_made_anew,
    what_a_person_may_no_longer_see_is_taken_back,
);

/// How many devices write at once.
const DEVICES: usize = 3;
/// How many changes each of them writes.
const CHANGES: usize = 30;

struct Clinic {
    admin: Session,
    first: Signer,
    patient: PatientId,
    chart: DocId,
}

async fn clinic(server: &Server) -> Clinic {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut first = Signer::enrol(server, &doctor).await;
    let (patient, chart, items) = first.register(server.now());
    assert_eq!(first.push(server.now(), &items).await.words(), ["ok"; 4]);
    Clinic { admin, first, patient, chart }
}

/// Another doctor's device. A network may try five codes in a quarter of an hour, so there are few of them.
async fn colleague(server: &Server, admin: &Session, n: usize) -> Signer {
    let session = server.staff(admin, &format!("doc{n}"), Role::Doctor).await;
    Signer::enrol(server, &session).await
}

/// The chart as a fresh device gets it.
async fn fetched(server: &Server, signer: &mut Signer, chart: DocId) -> Doc {
    server.settle().await;
    signer.token = None;
    let pulled = signer.pull(server.now(), None).await;
    let told = pulled.documents.iter().find(|d| d.doc == chart).unwrap();
    assert_eq!(told.mode, DocMode::Full);
    Doc::load(&told.bytes).unwrap()
}

/// The verdicts of items that come again as long as the server has too much to do, as from any device.
async fn settled(signer: &Signer, now: Timestamp, items: &[PushItem]) -> Vec<String> {
    loop {
        let pushed = signer.push(now, items).await;
        if pushed.verdicts.defer.is_none() {
            return pushed.words();
        }
    }
}

async fn many_devices_write_one_chart_and_every_change_counts_once(server: &Server) {
    let Clinic { admin, mut first, patient, chart } = clinic(server).await;
    let mut signers = Vec::new();
    for n in 0..DEVICES {
        signers.push(colleague(server, &admin, n).await);
    }
    let now = server.now();
    let mut running = JoinSet::new();
    for mut signer in signers {
        running.spawn(async move {
            for _ in 0..CHANGES / 3 {
                let items: Vec<_> = (0..3).map(|_| signer.problem(now, chart, patient)).collect();
                settled(&signer, now, &items).await;
                assert_eq!(signer.push(now, &items).await.words(), ["dup"; 3]);
            }
        });
    }
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
    let doc = fetched(server, &mut first, chart).await;
    assert_eq!(doc.keys(&["problems"]).len(), DEVICES * CHANGES);
    let mut tx = server.running.app.store.read().await.unwrap();
    let row = store::document::find(&mut tx, chart).await.unwrap().unwrap();
    assert_eq!(row.head_seq, u64::try_from(DEVICES * CHANGES).unwrap());
    assert_eq!(row.heads, doc.heads());
}

async fn two_devices_make_one_document(server: &Server) {
    let Clinic { admin, first, patient, .. } = clinic(server).await;
    let other = colleague(server, &admin, 1).await;
    let now = server.now();
    let doc: DocId = first.id(now);
    let mut running = JoinSet::new();
    for mut signer in [first, other] {
        running.spawn(async move {
            let item = signer.create(now, doc, DocType::Encounter, patient);
            settled(&signer, now, &[item]).await
        });
    }
    let mut words = Vec::new();
    while let Some(ended) = running.join_next().await {
        words.extend(ended.unwrap());
    }
    words.sort();
    assert_eq!(words, ["intent_refused", "ok"]);
}

async fn a_document_is_the_same_from_memory_snapshot_and_log(server: &Server) {
    let Clinic { mut first, patient, chart, .. } = clinic(server).await;
    let (now, app) = (server.now(), Arc::clone(&server.running.app));
    let add = async |signer: &mut Signer, n: usize| {
        let items: Vec<_> = (0..n).map(|_| signer.problem(now, chart, patient)).collect();
        assert!(signer.push(now, &items).await.words().iter().all(|w| w == "ok"));
    };
    add(&mut first, 5).await;
    let stop = app.tasks.stopping();
    assert!(snapshots::round(&app, &stop).await.unwrap() > 0);
    assert_eq!(snapshots::round(&app, &stop).await.unwrap(), 0, "nothing is stale");
    let memory = fetched(server, &mut first, chart).await;
    app.sync.docs.remove(chart);
    assert_eq!(fetched(server, &mut first, chart).await.heads(), memory.heads());

    // Judged on a snapshot, then on a snapshot and the items after it, then on the log alone.
    app.sync.docs.remove(chart);
    add(&mut first, 2).await;
    app.sync.docs.remove(chart);
    add(&mut first, 2).await;
    let both = fetched(server, &mut first, chart).await;
    let mut tx = app.store.begin().await.unwrap();
    store::snapshot::remove(&mut tx, chart).await.unwrap();
    tx.commit().await.unwrap();
    app.sync.docs.remove(chart);
    let log = fetched(server, &mut first, chart).await;
    assert_eq!((log.heads(), log.save()), (both.heads(), both.save()));
    assert_eq!(log.keys(&["problems"]).len(), 9);
    app.sync.docs.remove(chart);
    add(&mut first, 1).await;
}

async fn a_damaged_snapshot_is_made_anew(server: &Server) {
    let Clinic { mut first, patient, chart, .. } = clinic(server).await;
    let (now, app) = (server.now(), Arc::clone(&server.running.app));
    let item = first.problem(now, chart, patient);
    first.push(now, &[item]).await;
    let bad = Snapshot {
        doc: chart,
        epoch: 0,
        upto_seq: 1,
        body: vec![1, 0, 7, 7, 7],
        raw_len: 5,
        sha256: Hash::ZERO,
    };
    let mut tx = app.store.begin().await.unwrap();
    store::snapshot::put(&mut tx, &[bad], now).await.unwrap();
    tx.commit().await.unwrap();
    app.sync.docs.remove(chart);
    assert_eq!(fetched(server, &mut first, chart).await.keys(&["problems"]).len(), 1);
    app.sync.docs.remove(chart);
    let more = first.problem(now, chart, patient);
    assert_eq!(first.push(now, &[more]).await.words(), ["ok"]);
}

async fn what_a_person_may_no_longer_see_is_taken_back(server: &Server) {
    let Clinic { admin, mut first, patient, chart } = clinic(server).await;
    let mut other = colleague(server, &admin, 1).await;
    let (now, app) = (server.now(), Arc::clone(&server.running.app));
    let item = first.problem(now, chart, patient);
    first.push(now, &[item]).await;
    server.settle().await;
    assert_eq!(other.pull(now, None).await.documents.len(), 4);
    let mut tx = app.store.begin().await.unwrap();
    let tenant = app.keys.tenant;
    let clinic =
        store::grant::find_group(&mut tx, tenant, GroupKind::Clinic).await.unwrap().unwrap();
    let pos: Position = store::position::take(&mut tx, 1).await.unwrap()[0];
    let user = other.device.session().me.user;
    assert!(store::grant::remove_member(&mut tx, clinic, user, pos, now).await.unwrap());
    tx.commit().await.unwrap();
    server.settle().await;
    let unaware = other.problem(now, chart, patient);
    let answer = other.push(now, &[unaware]).await;
    assert_eq!(answer.words(), ["forbidden_doc+review"], "made before the person could know");
    server.wait_ms(1);
    let now = server.now();
    let gone = other.pull(now, None).await;
    assert_eq!((gone.revokes.len(), gone.documents.len()), (4, 0));
    assert!(other.pull(now, None).await.revokes.is_empty(), "told once");
    // Its next edit names a server time after the end: the person could know.
    other.beacon = satchel_server::sync::hello::fresh_beacon(&app, now);
    let late = other.problem(now, chart, patient);
    assert_eq!(other.push(now, &[late]).await.words(), ["forbidden_doc"]);
}
