//! Jobs, outbox, imports, settings, cluster epoch and keys.
use crate::harness::{at, doc, hash, on_both, settle};
use satchel_model::id::{DekId, ItemId, JobId};
use satchel_server_store::{
    Position, Store, cluster,
    dek::{self, Dek},
    import::{self, Imported},
    job::{self, Job},
    outbox::{self, Effect},
    position, setting,
};

on_both!(
    a_job_waits_runs_fails_and_is_given_up,
    a_job_with_the_same_purpose_waits_once,
    a_job_of_a_dead_worker_is_claimed_again,
    an_effect_stays_until_it_is_removed,
    an_import_knows_what_it_brought,
    a_setting_is_replaced,
    a_restore_raises_the_cluster_epoch,
    keys_under_an_older_wrapping_key_are_found_page_by_page,
    a_key_is_wrapped_anew_and_destroyed_for_good,
);

fn todo(n: u8, dedupe: Option<&str>) -> Job {
    Job {
        job: JobId::from_bytes([n; 16]),
        kind: "snapshot".into(),
        dedupe: dedupe.map(Into::into),
        payload: vec![n],
        run_at: at(i64::from(n)),
        attempts: 0,
        attempts_max: 2,
    }
}

async fn a_job_waits_runs_fails_and_is_given_up(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert!(job::append(&mut tx, &todo(1, None), at(0)).await.unwrap());
    assert!(job::append(&mut tx, &todo(2, None), at(0)).await.unwrap());
    assert!(job::claim(&mut tx, at(0), at(60), 9).await.unwrap().is_empty(), "not due");
    let claimed = job::claim(&mut tx, at(5), at(60), 9).await.unwrap();
    let want = [Job { attempts: 1, ..todo(1, None) }, Job { attempts: 1, ..todo(2, None) }];
    assert_eq!(claimed, want);
    job::finish(&mut tx, claimed[0].job, at(6)).await.unwrap();
    assert!(job::finish(&mut tx, claimed[0].job, at(6)).await.is_err(), "not running");
    job::fail(&mut tx, claimed[1].job, "timeout", at(10), at(6)).await.unwrap();
    assert!(job::claim(&mut tx, at(9), at(60), 9).await.unwrap().is_empty(), "waits");
    assert_eq!(job::claim(&mut tx, at(10), at(60), 9).await.unwrap()[0].attempts, 2);
    job::fail(&mut tx, claimed[1].job, "timeout", at(20), at(11)).await.unwrap();
    assert!(job::claim(&mut tx, at(99), at(100), 9).await.unwrap().is_empty(), "given up");
    assert_eq!(job::count(&mut tx).await.unwrap(), [0, 0, 1, 1]);
}

async fn a_job_with_the_same_purpose_waits_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert!(job::append(&mut tx, &todo(1, Some("doc 1")), at(0)).await.unwrap());
    assert!(!job::append(&mut tx, &todo(2, Some("doc 1")), at(0)).await.unwrap());
    assert!(job::append(&mut tx, &todo(3, Some("doc 2")), at(0)).await.unwrap());
    let claimed = job::claim(&mut tx, at(1), at(60), 9).await.unwrap();
    job::finish(&mut tx, claimed[0].job, at(2)).await.unwrap();
    assert!(job::append(&mut tx, &todo(4, Some("doc 1")), at(0)).await.unwrap(), "after the end");
}

async fn a_job_of_a_dead_worker_is_claimed_again(store: Store) {
    let mut tx = store.begin().await.unwrap();
    job::append(&mut tx, &todo(1, None), at(0)).await.unwrap();
    assert_eq!(job::claim(&mut tx, at(1), at(60), 1).await.unwrap().len(), 1);
    assert!(job::claim(&mut tx, at(59), at(99), 1).await.unwrap().is_empty());
    assert_eq!(job::claim(&mut tx, at(60), at(99), 1).await.unwrap()[0].attempts, 2);
}

async fn an_effect_stays_until_it_is_removed(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let pos = position::take(&mut tx, 2).await.unwrap();
    let effect = |i: usize| Effect { pos: pos[i], topic: "poke".into(), payload: vec![1] };
    outbox::append(&mut tx, &effect(1)).await.unwrap();
    outbox::append(&mut tx, &effect(0)).await.unwrap();
    tx.commit().await.unwrap();
    settle(&store).await;

    let mut tx = store.begin().await.unwrap();
    assert_eq!(outbox::list(&mut tx, 9).await.unwrap(), vec![effect(0), effect(1)]);
    outbox::remove(&mut tx, pos[0]).await.unwrap();
    assert!(outbox::remove(&mut tx, pos[0]).await.is_err());
    assert_eq!(outbox::list(&mut tx, 9).await.unwrap(), vec![effect(1)]);
    assert!(outbox::remove(&mut tx, Position::ZERO).await.is_err());
}

async fn an_import_knows_what_it_brought(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = Imported {
        source: "synthea".into(),
        kind: "Condition".into(),
        id: "c1".into(),
        hash: hash(1),
        doc: doc(1),
        item: Some(ItemId::from_bytes([4; 16])),
    };
    let whole = Imported { kind: "Patient".into(), id: "p1".into(), item: None, ..one.clone() };
    import::put(&mut tx, &[one.clone(), whole.clone()], at(0)).await.unwrap();
    let found = import::find(&mut tx, "synthea", "Condition", "c1").await.unwrap();
    assert_eq!(found, Some(one.clone()));
    assert_eq!(import::find(&mut tx, "synthea", "Condition", "c2").await.unwrap(), None);
    let newer = Imported { hash: hash(2), item: None, ..one.clone() };
    import::put(&mut tx, std::slice::from_ref(&newer), at(1)).await.unwrap();
    let found = import::find(&mut tx, "synthea", "Condition", "c1").await.unwrap();
    assert_eq!(found, Some(newer));
    assert_eq!(import::count(&mut tx, "synthea").await.unwrap(), (2, 1));
    assert_eq!(import::count(&mut tx, "other").await.unwrap(), (0, 0));
    assert_eq!(import::remove_document(&mut tx, doc(1)).await.unwrap(), 2);
    assert_eq!(import::remove_document(&mut tx, doc(1)).await.unwrap(), 0);
}

async fn a_setting_is_replaced(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(setting::find(&mut tx, "site").await.unwrap(), None);
    setting::put(&mut tx, "site", "{\"zone\":\"UTC\"}", at(0)).await.unwrap();
    setting::put(&mut tx, "site", "{}", at(1)).await.unwrap();
    assert_eq!(setting::find(&mut tx, "site").await.unwrap().as_deref(), Some("{}"));
}

async fn a_restore_raises_the_cluster_epoch(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(cluster::epoch(&mut tx).await.unwrap(), 1);
    let nothing = cluster::Greeting { epoch: 1, setting: None, elsewhere: None };
    let me = crate::harness::device_id(1);
    let greeting = cluster::greeting(&mut tx, crate::harness::tenant(), me, "site").await;
    assert_eq!(greeting.unwrap(), nothing);
    setting::put(&mut tx, "site", "{}", at(1)).await.unwrap();
    let greeting = cluster::greeting(&mut tx, crate::harness::tenant(), me, "site").await;
    assert_eq!(greeting.unwrap().setting.as_deref(), Some("{}"));
    assert_eq!(cluster::raise(&mut tx, at(1)).await.unwrap(), 2);
    assert_eq!(cluster::epoch(&mut tx).await.unwrap(), 2);
}

async fn a_key_is_wrapped_anew_and_destroyed_for_good(store: Store) {
    let mut tx = store.begin_keys().await.unwrap();
    let key = |n: u8| Dek {
        id: DekId::from_bytes([n; 16]),
        doc: doc(1),
        epoch: 0,
        wrapped: vec![n; 60],
        kek: 1,
        destroyed_at: None,
    };
    dek::insert(&mut tx, &[key(2), key(1)], at(0)).await.unwrap();
    dek::insert(&mut tx, &[], at(0)).await.unwrap();
    let ids = [key(1).id, key(2).id, key(9).id];
    assert_eq!(dek::list(&mut tx, &ids).await.unwrap(), vec![key(1), key(2)]);
    assert!(dek::list(&mut tx, &[]).await.unwrap().is_empty());
    dek::rewrap(&mut tx, key(1).id, &[5], 2).await.unwrap();
    let found = dek::list(&mut tx, &[key(1).id]).await.unwrap();
    assert_eq!((found[0].wrapped.as_slice(), found[0].kek), (&[5][..], 2));

    assert_eq!(dek::destroy(&mut tx, doc(1), at(3)).await.unwrap(), 2);
    assert_eq!(dek::destroy(&mut tx, doc(1), at(4)).await.unwrap(), 0);
    let found = dek::list(&mut tx, &[key(2).id]).await.unwrap();
    assert!(found[0].wrapped.is_empty());
    assert_eq!(found[0].destroyed_at, Some(at(3)));
    assert!(dek::rewrap(&mut tx, key(1).id, &[5], 3).await.is_err(), "gone");
}

async fn keys_under_an_older_wrapping_key_are_found_page_by_page(store: Store) {
    let mut tx = store.begin_keys().await.unwrap();
    let key = |n: u8, kek: u32| Dek {
        id: DekId::from_bytes([n; 16]),
        doc: doc(n),
        epoch: 0,
        wrapped: vec![n; 60],
        kek,
        destroyed_at: None,
    };
    assert!(dek::count(&mut tx).await.unwrap().is_empty());
    let rows = [key(1, 1), key(2, 2), key(3, 1), key(4, 1), key(5, 1)];
    dek::insert(&mut tx, &rows, at(0)).await.unwrap();
    dek::destroy(&mut tx, doc(4), at(1)).await.unwrap();
    assert_eq!(dek::count(&mut tx).await.unwrap(), [(1, 3), (2, 1)]);
    assert_eq!(dek::stale(&mut tx, 2, None, 2).await.unwrap(), [key(1, 1), key(3, 1)]);
    assert_eq!(dek::stale(&mut tx, 2, Some(key(3, 1).id), 2).await.unwrap(), [key(5, 1)]);
    assert!(dek::stale(&mut tx, 2, Some(key(5, 1).id), 2).await.unwrap().is_empty());
}
