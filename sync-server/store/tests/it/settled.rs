//! Verdicts and reviews.
use crate::harness::{at, device_id, doc, hash, on_both, tenant, user};
use satchel_model::id::{DekId, ItemId, Signature};
use satchel_protocol::problem::ErrorCode;
use satchel_server_store::{
    Position, Store,
    review::{self, Review, ReviewState},
    verdict::{self, Decision, Verdict},
};

on_both!(
    a_verdict_is_kept_once_a_counter,
    a_held_verdict_is_settled_once,
    a_review_is_listed_and_decided_once,
    what_nobody_decided_about_a_document_comes_in_order_of_arrival,
);

fn judged(n: u64, decision: Decision) -> Verdict {
    let b = u8::try_from(n).unwrap();
    Verdict {
        device: device_id(1),
        device_ctr: n,
        env_hash: hash(b + 50),
        doc: doc(1),
        hash: hash(b),
        decision,
        at: at(1),
    }
}

fn ok() -> Decision {
    Decision::Ok { seq: 4, pos: Position { tx: 2, id: 3 }, result: Some(vec![9]) }
}

fn refused() -> Decision {
    let code = ErrorCode::ForbiddenPath;
    Decision::Refused { code, detail: Some("medicines".into()), in_review: true }
}

async fn a_verdict_is_kept_once_a_counter(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let all = [
        judged(1, ok()),
        judged(2, refused()),
        judged(3, Decision::Held { code: ErrorCode::FrozenDoc }),
    ];
    verdict::insert(&mut tx, &all).await.unwrap();
    verdict::insert(&mut tx, &[]).await.unwrap();
    assert_eq!(verdict::list(&mut tx, device_id(1), 1, 9).await.unwrap(), all);
    assert_eq!(verdict::list(&mut tx, device_id(1), 2, 1).await.unwrap(), all[1..2]);
    let found = verdict::find_by_hash(&mut tx, doc(1), &hash(2)).await.unwrap();
    assert_eq!(found.as_ref(), Some(&all[1]));
    assert_eq!(verdict::find_by_hash(&mut tx, doc(2), &hash(2)).await.unwrap(), None);
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let again = verdict::insert(&mut tx, &[judged(1, refused())]).await;
    assert!(again.unwrap_err().is_duplicate());
}

async fn a_held_verdict_is_settled_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let held = judged(1, Decision::Held { code: ErrorCode::FrozenDoc });
    verdict::insert(&mut tx, &[held, judged(2, ok())]).await.unwrap();
    verdict::settle(&mut tx, device_id(1), 1, &ok(), at(9)).await.unwrap();
    let found = verdict::list(&mut tx, device_id(1), 1, 1).await.unwrap();
    assert_eq!((&found[0].decision, found[0].at), (&ok(), at(9)));
    assert!(verdict::settle(&mut tx, device_id(1), 1, &refused(), at(9)).await.is_err());
    assert!(verdict::settle(&mut tx, device_id(1), 2, &refused(), at(9)).await.is_err(), "final");
}

fn late(n: u8) -> Review {
    Review {
        item: ItemId::from_bytes([n; 16]),
        tenant: tenant(),
        device: device_id(1),
        device_ctr: u64::from(n),
        doc: doc(1),
        dek: DekId::from_bytes([1; 16]),
        key_doc: doc(1),
        env: vec![1],
        env_hash: hash(n),
        sig: Signature::from_bytes([3; 64]),
        body: vec![n],
        cmd: Some(vec![2]),
        code: ErrorCode::DeviceRevoked,
        state: ReviewState::Open,
        received_at: at(i64::from(n)),
        reviewer: None,
        decided_at: None,
    }
}

async fn a_review_is_listed_and_decided_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in [2, 1, 3] {
        assert!(review::insert(&mut tx, &late(n)).await.unwrap());
    }
    let open = ReviewState::Open;
    let all = review::list(&mut tx, tenant(), open, None, 9).await.unwrap();
    assert_eq!(all, vec![late(1), late(2), late(3)]);
    let after = Some((late(1).received_at, late(1).item));
    assert_eq!(review::list(&mut tx, tenant(), open, after, 1).await.unwrap(), vec![late(2)]);
    assert_eq!(review::find(&mut tx, late(3).item).await.unwrap(), Some(late(3)));
    let of_doc = review::of_doc(&mut tx, doc(1), device_id(1), 2).await.unwrap();
    assert_eq!(of_doc, vec![late(1), late(2)]);
    assert_eq!(review::of_doc(&mut tx, doc(2), device_id(1), 9).await.unwrap(), vec![]);
    assert_eq!(review::of_doc(&mut tx, doc(1), device_id(2), 9).await.unwrap(), vec![]);
    let proofs = review::proofs(&mut tx, device_id(1), 2, 9).await.unwrap();
    assert_eq!(proofs.iter().map(|p| p.device_ctr).collect::<Vec<_>>(), [2, 3]);

    let done = ReviewState::Dismissed;
    review::decide(&mut tx, late(1).item, done, user(4), at(9)).await.unwrap();
    assert!(review::decide(&mut tx, late(1).item, done, user(4), at(9)).await.is_err());
    let decided = review::find(&mut tx, late(1).item).await.unwrap().unwrap();
    assert_eq!((decided.reviewer, decided.decided_at), (Some(user(4)), Some(at(9))));
    assert_eq!(review::list(&mut tx, tenant(), done, None, 9).await.unwrap(), vec![decided]);
    let same = Review { item: ItemId::from_bytes([9; 16]), ..late(2) };
    assert!(!review::insert(&mut tx, &same).await.unwrap(), "the same envelope");
    let fork = Review { env_hash: hash(99), ..same };
    assert!(review::insert(&mut tx, &fork).await.unwrap(), "another envelope, same counter");
}

async fn what_nobody_decided_about_a_document_comes_in_order_of_arrival(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let elsewhere = Review { doc: doc(2), ..late(5) };
    let (held, dismissed) = (
        Review { state: ReviewState::Held, ..late(2) },
        Review { state: ReviewState::Dismissed, ..late(4) },
    );
    let accepted = Review { state: ReviewState::Accepted, ..late(1) };
    for one in [&late(3), &held, &dismissed, &accepted, &elsewhere] {
        assert!(review::insert(&mut tx, one).await.unwrap());
    }
    assert_eq!(review::undecided(&mut tx, doc(1), 9).await.unwrap(), [held.clone(), late(3)]);
    assert_eq!(review::undecided(&mut tx, doc(1), 1).await.unwrap(), [held]);
    assert_eq!(review::undecided(&mut tx, doc(1), 0).await.unwrap(), []);
    assert_eq!(review::undecided(&mut tx, doc(3), 9).await.unwrap(), []);
}
