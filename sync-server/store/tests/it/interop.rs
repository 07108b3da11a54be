//! What is kept of automerge-repo clients.
use crate::harness::{at, doc, hash, on_both, user};
use satchel_model::id::{ActorId, SessionId};
use satchel_server_store::{Store, interop};

on_both!(
    a_clients_state_is_kept_by_person_store_and_document,
    an_actor_belongs_to_whoever_used_it_first,
    a_ticket_is_good_once_and_for_its_time,
    a_forgotten_document_leaves_nothing,
);

async fn a_clients_state_is_kept_by_person_store_and_document(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let key = (user(1), "store-a", doc(1));
    interop::put_state(&mut tx, key, &[1, 2], at(1)).await.unwrap();
    interop::put_state(&mut tx, key, &[3], at(2)).await.unwrap();
    interop::put_state(&mut tx, (user(1), "store-b", doc(1)), &[4], at(2)).await.unwrap();
    let found = |k| (k, Some(vec![3_u8]));
    let (key, want) = found(key);
    assert_eq!(interop::find_state(&mut tx, key).await.unwrap(), want);
    for other in [(user(2), "store-a", doc(1)), (user(1), "store-a", doc(2))] {
        assert_eq!(interop::find_state(&mut tx, other).await.unwrap(), None);
    }
    assert_eq!(interop::count_states(&mut tx).await.unwrap(), 2);
}

async fn an_actor_belongs_to_whoever_used_it_first(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let actor = ActorId::from_bytes([5; 16]);
    let place = (doc(1), 0, actor);
    assert_eq!(interop::find_actor(&mut tx, doc(1), 0, actor).await.unwrap(), None);
    assert_eq!(interop::bind_actor(&mut tx, place, user(1), at(1)).await.unwrap(), user(1));
    assert_eq!(interop::bind_actor(&mut tx, place, user(2), at(2)).await.unwrap(), user(1));
    assert_eq!(interop::find_actor(&mut tx, doc(1), 0, actor).await.unwrap(), Some(user(1)));
    let elsewhere = (doc(2), 0, actor);
    assert_eq!(interop::bind_actor(&mut tx, elsewhere, user(2), at(2)).await.unwrap(), user(2));
}

async fn a_ticket_is_good_once_and_for_its_time(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let session = SessionId::from_bytes([9; 16]);
    for n in 1..=3 {
        let until = at(60 + i64::from(n));
        interop::put_ticket(&mut tx, &hash(n), session, until, at(0)).await.unwrap();
    }
    assert_eq!(interop::take_ticket(&mut tx, &hash(1), at(60)).await.unwrap(), Some(session));
    assert_eq!(interop::take_ticket(&mut tx, &hash(1), at(60)).await.unwrap(), None, "twice");
    assert_eq!(interop::take_ticket(&mut tx, &hash(2), at(62)).await.unwrap(), None, "over");
    assert_eq!(interop::take_ticket(&mut tx, &hash(9), at(1)).await.unwrap(), None, "unknown");
    interop::put_ticket(&mut tx, &hash(4), session, at(500), at(100)).await.unwrap();
    assert_eq!(interop::take_ticket(&mut tx, &hash(3), at(1)).await.unwrap(), None, "swept");
}

async fn a_forgotten_document_leaves_nothing(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let actor = ActorId::from_bytes([5; 16]);
    for n in 1..=2 {
        interop::put_state(&mut tx, (user(1), "s", doc(n)), &[n], at(1)).await.unwrap();
        interop::bind_actor(&mut tx, (doc(n), 0, actor), user(1), at(1)).await.unwrap();
    }
    interop::forget(&mut tx, doc(1)).await.unwrap();
    assert_eq!(interop::find_state(&mut tx, (user(1), "s", doc(1))).await.unwrap(), None);
    assert_eq!(interop::find_actor(&mut tx, doc(1), 0, actor).await.unwrap(), None);
    assert_eq!(interop::find_state(&mut tx, (user(1), "s", doc(2))).await.unwrap(), Some(vec![2]));
    assert_eq!(interop::find_actor(&mut tx, doc(2), 0, actor).await.unwrap(), Some(user(1)));
}
