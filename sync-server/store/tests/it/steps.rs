//! Life cycles: every legal step of each, and every illegal one refused without a trace.
use crate::{
    harness::{at, device_id, doc, hash, on_both, tenant, user},
    samples::{accepted, add, by_hand, enrolled, invited, judged, late, permit, signed_in, todo},
};
use satchel_model::{policy, role::Role};
use satchel_protocol::{problem::ErrorCode, sync::DocState};
use satchel_server_store::{
    Store, StoreError, Tx,
    device::{self, DeviceStatus},
    document::{self, Advance, Document},
    invitation, job,
    review::{self, ReviewState},
    session, snapshot,
    verdict::{self, Decision},
};

on_both!(
    a_device_goes_from_state_to_state_as_the_table_says,
    a_verdict_is_settled_only_while_it_is_held,
    every_code_of_a_refusal_is_kept,
    a_review_is_decided_only_while_it_waits,
    a_job_obeys_only_while_it_runs,
    an_invitation_ends_in_one_way,
    an_ended_session_stays_ended,
    a_document_goes_from_state_to_state,
    an_erased_document_is_never_frozen,
    a_frozen_or_erased_document_needs_no_snapshot,
);

fn missed<T>(got: Result<T, StoreError>) -> bool {
    got.err().is_some_and(|e| matches!(e, StoreError::Rows { want: 1, got: 0, .. }))
}

async fn a_device_goes_from_state_to_state_as_the_table_says(store: Store) {
    use DeviceStatus::{Active, Blocked, Revoked};
    let legal = [(Active, Blocked), (Active, Revoked), (Blocked, Revoked), (Blocked, Active)];
    let mut n = 0;
    for from in [Active, Blocked, Revoked] {
        for to in [Active, Blocked, Revoked] {
            n += 1;
            let mut tx = store.begin().await.unwrap();
            device::insert(&mut tx, &enrolled(n)).await.unwrap();
            if from != Active {
                assert!(device::stop(&mut tx, device_id(n), from, "first", at(1)).await.unwrap());
            }
            let moved = device::stop(&mut tx, device_id(n), to, "second", at(2)).await.unwrap();
            assert_eq!(moved, legal.contains(&(from, to)), "{from:?} to {to:?}");
            let found = device::find(&mut tx, device_id(n)).await.unwrap().unwrap();
            assert_eq!(found.status, if moved { to } else { from });
            if !moved && from != Active {
                assert_eq!(found.reason.as_deref(), Some("first"), "the first reason stands");
                assert_eq!(found.revoked_at, Some(at(1)));
            }
            tx.commit().await.unwrap();
        }
    }
}

async fn a_verdict_is_settled_only_while_it_is_held(store: Store) {
    let refused = Decision::Refused { code: ErrorCode::Quota, detail: None, in_review: false };
    let held = Decision::Held { code: ErrorCode::FrozenDoc };
    let all = [accepted(), refused, held.clone()];
    let mut ctr = 0;
    for from in &all {
        for to in &all {
            ctr += 1;
            let mut tx = store.begin().await.unwrap();
            verdict::insert(&mut tx, &[judged(ctr, from.clone())]).await.unwrap();
            let got = verdict::settle(&mut tx, device_id(1), ctr, to, at(9)).await;
            let found = verdict::list(&mut tx, device_id(1), ctr, 1).await;
            if *from == held {
                got.unwrap();
                let found = found.unwrap();
                assert_eq!((&found[0].decision, found[0].at), (to, at(9)));
            } else {
                assert!(missed(got), "{from:?} to {to:?}");
                assert_eq!(found.unwrap(), [judged(ctr, from.clone())]);
            }
            tx.commit().await.unwrap();
        }
    }
    let mut tx = store.begin().await.unwrap();
    assert!(missed(verdict::settle(&mut tx, device_id(1), 99, &all[0], at(9)).await));
    assert!(missed(verdict::settle(&mut tx, device_id(2), 1, &all[0], at(9)).await));
}

async fn every_code_of_a_refusal_is_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let mut want = Vec::new();
    for (code, n) in ErrorCode::ALL.iter().zip(1_u64..) {
        let detail = n.is_multiple_of(2).then(|| format!("part {n}"));
        let in_review = n.is_multiple_of(3);
        want.push(judged(2 * n, Decision::Refused { code: *code, detail, in_review }));
        want.push(judged(2 * n + 1, Decision::Held { code: *code }));
    }
    verdict::insert(&mut tx, &want).await.unwrap();
    assert_eq!(verdict::list(&mut tx, device_id(1), 0, 999).await.unwrap(), want);
    for verdict in &want {
        let found = verdict::find_by_hash(&mut tx, doc(1), &verdict.hash).await.unwrap();
        assert_eq!(found.as_ref(), Some(verdict));
    }
    // The same for items in review.
    for (code, n) in ErrorCode::ALL.iter().zip(1_u8..) {
        let review = review::Review { code: *code, ..late(n) };
        review::insert(&mut tx, &review).await.unwrap();
        assert_eq!(review::find(&mut tx, review.item).await.unwrap().unwrap().code, *code);
    }
}

async fn a_review_is_decided_only_while_it_waits(store: Store) {
    use ReviewState::{Accepted, Dismissed, Held, Open};
    let mut n = 0;
    for from in [Open, Held, Accepted, Dismissed] {
        for to in [Open, Held, Accepted, Dismissed] {
            n += 1;
            let mut tx = store.begin().await.unwrap();
            let review = review::Review { state: from, ..late(n) };
            review::insert(&mut tx, &review).await.unwrap();
            let got = review::decide(&mut tx, review.item, to, user(3), at(9)).await;
            let found = review::find(&mut tx, review.item).await;
            if matches!(from, Open | Held) {
                got.unwrap();
                let found = found.unwrap().unwrap();
                assert_eq!((found.state, found.reviewer), (to, Some(user(3))));
            } else {
                assert!(missed(got), "{from:?} to {to:?}");
                assert_eq!(found.unwrap(), Some(review));
            }
            tx.commit().await.unwrap();
        }
    }
    let mut tx = store.begin().await.unwrap();
    assert!(missed(review::decide(&mut tx, late(99).item, Accepted, user(3), at(9)).await));
    assert!(review::find(&mut tx, late(99).item).await.unwrap().is_none());
}

async fn a_job_obeys_only_while_it_runs(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let id = todo(1, None).job;
    assert!(missed(job::finish(&mut tx, id, at(1)).await), "unknown");
    job::append(&mut tx, &todo(1, None), at(0)).await.unwrap();
    assert!(missed(job::finish(&mut tx, id, at(1)).await), "waiting");
    assert!(missed(job::fail(&mut tx, id, "x", at(5), at(1)).await), "waiting");
    job::claim(&mut tx, at(1), at(60), 1).await.unwrap();
    assert_eq!(job::count(&mut tx).await.unwrap(), [0, 1, 0, 0]);
    job::fail(&mut tx, id, "x", at(5), at(2)).await.unwrap();
    assert!(missed(job::fail(&mut tx, id, "x", at(5), at(2)).await), "waiting again");
    job::claim(&mut tx, at(5), at(60), 1).await.unwrap();
    job::fail(&mut tx, id, "x", at(9), at(6)).await.unwrap();
    assert_eq!(job::count(&mut tx).await.unwrap(), [0, 0, 0, 1]);
    assert!(missed(job::finish(&mut tx, id, at(7)).await), "given up");
    assert!(missed(job::fail(&mut tx, id, "x", at(9), at(7)).await), "given up");
    assert!(job::claim(&mut tx, at(999), at(1_000), 9).await.unwrap().is_empty());
}

async fn an_invitation_ends_in_one_way(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=4 {
        invitation::insert(&mut tx, &invited(n)).await.unwrap();
    }
    let id = |n| invited(n).invitation;
    // One millisecond before the end is in time, the end itself is not.
    let end = at(10);
    assert!(!invitation::consume(&mut tx, id(1), user(1), end).await.unwrap());
    assert!(!invitation::consume(&mut tx, id(1), user(1), end.plus_millis(1)).await.unwrap());
    assert!(invitation::consume(&mut tx, id(1), user(1), end.plus_millis(-1)).await.unwrap());
    assert!(!invitation::revoke(&mut tx, id(1), at(1)).await.unwrap(), "used");
    assert!(invitation::revoke(&mut tx, id(2), at(1)).await.unwrap());
    assert!(!invitation::revoke(&mut tx, id(2), at(2)).await.unwrap(), "withdrawn");
    assert!(!invitation::consume(&mut tx, id(2), user(1), at(2)).await.unwrap(), "withdrawn");
    // An expired one may still be withdrawn: nothing was done with it.
    assert!(invitation::revoke(&mut tx, id(3), at(99)).await.unwrap());
    let unknown = invited(77).invitation;
    assert!(!invitation::consume(&mut tx, unknown, user(1), at(1)).await.unwrap());
    assert!(!invitation::revoke(&mut tx, unknown, at(1)).await.unwrap());
    let found = invitation::find_by_code(&mut tx, &hash(2)).await.unwrap().unwrap();
    assert_eq!((found.used_at, found.revoked_at), (None, Some(at(1))));
}

async fn an_ended_session_stays_ended(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = signed_in(1);
    session::insert(&mut tx, &one).await.unwrap();
    assert!(session::end(&mut tx, one.session, "signed_out", at(1)).await.unwrap());
    assert_eq!(session::end_user(&mut tx, one.user, "revoked", at(2)).await.unwrap(), 0);
    assert!(!session::end(&mut tx, one.session, "reuse", at(3)).await.unwrap());
    assert!(!session::rotate(&mut tx, &one.refresh_hash, &signed_in(2)).await.unwrap());
    let found = session::find(&mut tx, one.session).await.unwrap().unwrap();
    assert_eq!((found.ended_at, found.refresh_hash), (Some(at(1)), one.refresh_hash));
    assert!(missed(session::bind_device(&mut tx, signed_in(9).session, device_id(1)).await));
    assert!(!session::end(&mut tx, signed_in(9).session, "x", at(1)).await.unwrap());
}

async fn moved(tx: &mut Tx, to: &Document, from_seq: u64) -> Result<(), StoreError> {
    let permit = permit(policy::Write, to.doc);
    document::advance(tx, &[Advance { permit: &permit, from_seq, document: to, card: None }]).await
}

async fn a_document_goes_from_state_to_state(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = add(&mut tx, 1).await;
    let mut seq = 0;
    for state in [DocState::Final, DocState::Live, DocState::Frozen, DocState::Erased] {
        let next = Document { state, head_seq: seq + 1, ..one.clone() };
        moved(&mut tx, &next, seq).await.unwrap();
        seq += 1;
        let found = document::find(&mut tx, doc(1)).await.unwrap().unwrap();
        assert_eq!((found.state, found.head_seq), (state, seq));
        assert!(missed(moved(&mut tx, &next, seq + 5).await), "not where its log ends");
    }
}

async fn an_erased_document_is_never_frozen(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = add(&mut tx, 1).await;
    document::freeze(&mut tx, doc(1)).await.unwrap();
    document::freeze(&mut tx, doc(1)).await.unwrap();
    moved(&mut tx, &Document { state: DocState::Erased, ..one }, 0).await.unwrap();
    assert!(missed(document::freeze(&mut tx, doc(1)).await));
    let found = document::find(&mut tx, doc(1)).await.unwrap().unwrap();
    assert_eq!(found.state, DocState::Erased);
}

async fn a_frozen_or_erased_document_needs_no_snapshot(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for (n, state) in
        [(1, DocState::Live), (2, DocState::Final), (3, DocState::Frozen), (4, DocState::Erased)]
    {
        let one = add(&mut tx, n).await;
        moved(&mut tx, &Document { state, head_seq: 9, ..one }, 0).await.unwrap();
    }
    assert_eq!(snapshot::stale(&mut tx, 1, None, 9).await.unwrap(), [doc(1), doc(2)]);
    // Threads of entries only have nothing to save: kinds 6 and 10.
    by_hand(&mut tx, "UPDATE document SET type = 6").await;
    assert!(snapshot::stale(&mut tx, 1, None, 9).await.unwrap().is_empty());
    assert_eq!(document::page(&mut tx, tenant(), None, 9).await.unwrap().len(), 4);
    assert_eq!(Role::from_code(9), Some(Role::System));
}
