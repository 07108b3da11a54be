//! Two hundred at once: what is unique is given once, and what counts loses nothing.
use crate::{
    harness::{at, device_id, doc, group, hash, on_both, settle, tenant, user},
    samples::{
        accepted, add, commit, enrolled, invited, item, judged, late, next, permit, person,
        signed_in, todo,
    },
};
use satchel_model::{
    document::DocType,
    id::{Hash, SessionId},
    policy,
    role::Role,
};
use satchel_protocol::{problem::ErrorCode, sync::GrantReason};
use satchel_server_store::{
    Position, Store, StoreError, change, device,
    document::{self, Advance, FeedGroup, FeedQuery},
    grant, invitation, job, position, review, session, setting, user as users,
    verdict::{self, Decision},
};
use std::collections::BTreeSet;

on_both!(
    one_of_two_hundred_gets_a_sign_in_name,
    one_of_two_hundred_uses_an_invitation,
    one_of_two_hundred_rotates_a_refresh_token,
    one_of_two_hundred_enrols_a_key,
    one_of_two_hundred_makes_a_group_and_all_learn_its_id,
    one_of_two_hundred_moves_a_chain_on,
    one_of_two_hundred_writes_a_counters_verdict,
    one_of_two_hundred_settles_a_held_verdict,
    one_of_two_hundred_keeps_an_item_for_review,
    one_of_two_hundred_plans_a_job,
    every_job_is_claimed_by_one_worker,
    two_hundred_writers_of_a_document_give_a_dense_log,
    two_hundred_positions_are_all_different,
    the_last_of_two_hundred_settings_stands_whole,
    a_reader_of_the_feed_misses_none_of_two_hundred_documents,
);

const TASKS: u8 = 200;

/// Runs a task a number at once and gathers what they brought.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    task: impl Fn(u8) -> F,
) -> Vec<T> {
    let mut set = tokio::task::JoinSet::new();
    for n in 0..TASKS {
        set.spawn(task(n));
    }
    set.join_all().await
}

fn won(results: &[Result<bool, StoreError>]) -> usize {
    for result in results {
        if let Err(error) = result {
            panic!("{error}");
        }
    }
    results.iter().filter(|r| matches!(r, Ok(true))).count()
}

/// Winners where losing is a duplicate.
fn first(results: &[Result<(), StoreError>]) -> usize {
    for result in results {
        if let Err(error) = result {
            assert!(error.is_duplicate() || error.is_retryable(), "{error}");
        }
    }
    results.iter().filter(|r| r.is_ok()).count()
}

async fn one_of_two_hundred_gets_a_sign_in_name(store: Store) {
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                let me = users::User { login_hash: hash(7), ..person(n, Role::Nurse) };
                users::insert(tx, &me).await
            })
            .await
        }
    })
    .await;
    assert_eq!(won(&results), 1);
    let mut tx = store.read().await.unwrap();
    assert_eq!(users::count(&mut tx, tenant(), Role::Nurse).await.unwrap(), 1);
}

async fn one_of_two_hundred_uses_an_invitation(store: Store) {
    commit(&store, async |tx| invitation::insert(tx, &invited(1)).await).await.unwrap();
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                invitation::consume(tx, invited(1).invitation, user(n), at(1)).await
            })
            .await
        }
    })
    .await;
    assert_eq!(won(&results), 1);
}

async fn one_of_two_hundred_rotates_a_refresh_token(store: Store) {
    let old = signed_in(255);
    commit(&store, async |tx| session::insert(tx, &old).await).await.unwrap();
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                let mut fresh = [n; 32];
                fresh[0] = 0xfe;
                let mut access = fresh;
                access[0] = 0xfd;
                let to = session::Session {
                    access_hash: Hash::from_bytes(access),
                    refresh_hash: Hash::from_bytes(fresh),
                    ..signed_in(255)
                };
                session::rotate(tx, &signed_in(255).refresh_hash, &to).await
            })
            .await
        }
    })
    .await;
    assert_eq!(won(&results), 1);
}

async fn one_of_two_hundred_enrols_a_key(store: Store) {
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                let twin = device::Device { public: enrolled(1).public, ..enrolled(n) };
                device::insert(tx, &twin).await
            })
            .await
        }
    })
    .await;
    assert_eq!(first(&results), 1);
    let mut tx = store.read().await.unwrap();
    assert_eq!(device::list(&mut tx, tenant(), None, None, 999).await.unwrap().len(), 1);
}

async fn one_of_two_hundred_makes_a_group_and_all_learn_its_id(store: Store) {
    let ids = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                grant::get_group(tx, tenant(), grant::GroupKind::Clinic, group(n)).await
            })
            .await
            .unwrap()
        }
    })
    .await;
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1);
}

async fn one_of_two_hundred_moves_a_chain_on(store: Store) {
    commit(&store, async |tx| device::insert(tx, &enrolled(1)).await).await.unwrap();
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            let to = u64::from(n) + 1;
            let moved = commit(&store, async |tx| {
                device::advance(tx, device_id(1), 0, to, &hash(n), at(0)).await
            })
            .await;
            (n, moved)
        }
    })
    .await;
    let winners: Vec<u8> = results.iter().filter_map(|(n, r)| r.is_ok().then_some(*n)).collect();
    assert_eq!(winners.len(), 1);
    for (_, result) in &results {
        assert!(matches!(result, Ok(()) | Err(StoreError::Rows { table: "device", .. })));
    }
    let mut tx = store.read().await.unwrap();
    let found = device::find(&mut tx, device_id(1)).await.unwrap().unwrap();
    assert_eq!((found.ctr_hw, found.chain), (u64::from(winners[0]) + 1, hash(winners[0])));
}

async fn one_of_two_hundred_writes_a_counters_verdict(store: Store) {
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            let detail = Some(format!("{n}"));
            let decision = Decision::Refused { code: ErrorCode::Quota, detail, in_review: false };
            commit(&store, async |tx| verdict::insert(tx, &[judged(1, decision)]).await).await
        }
    })
    .await;
    assert_eq!(first(&results), 1);
}

async fn one_of_two_hundred_settles_a_held_verdict(store: Store) {
    let held = judged(1, Decision::Held { code: ErrorCode::FrozenDoc });
    commit(&store, async |tx| verdict::insert(tx, &[held]).await).await.unwrap();
    let results = at_once(|_| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                verdict::settle(tx, device_id(1), 1, &accepted(), at(2)).await
            })
            .await
        }
    })
    .await;
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1);
    let lost = |r: &Result<(), StoreError>| {
        matches!(r, Ok(()) | Err(StoreError::Rows { table: "verdict", want: 1, got: 0 }))
    };
    assert!(results.iter().all(lost));
}

async fn one_of_two_hundred_keeps_an_item_for_review(store: Store) {
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| {
                let same = review::Review { item: late(n).item, ..late(1) };
                review::insert(tx, &same).await
            })
            .await
        }
    })
    .await;
    assert_eq!(won(&results), 1);
}

async fn one_of_two_hundred_plans_a_job(store: Store) {
    let results = at_once(|n| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| job::append(tx, &todo(n, Some("doc 1")), at(0)).await).await
        }
    })
    .await;
    assert_eq!(won(&results), 1);
    let mut tx = store.read().await.unwrap();
    assert_eq!(job::count(&mut tx).await.unwrap(), [1, 0, 0, 0]);
}

async fn every_job_is_claimed_by_one_worker(store: Store) {
    commit(&store, async |tx| {
        for n in 0..TASKS {
            job::append(tx, &todo(n, None), at(0)).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let claimed = at_once(|_| {
        let store = store.clone();
        async move {
            commit(&store, async |tx| job::claim(tx, at(999), at(2_000), 3).await).await.unwrap()
        }
    })
    .await;
    let mut seen: Vec<u8> = claimed.into_iter().flatten().flat_map(|j| j.payload).collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..TASKS).collect::<Vec<_>>());
    let mut tx = store.read().await.unwrap();
    assert_eq!(job::count(&mut tx).await.unwrap(), [0, 200, 0, 0]);
}

/// Appends one item to document 1 as admission does: lock, number, append, advance.
async fn append_one(store: &Store, n: u8) -> Result<u64, StoreError> {
    commit(store, async |tx| {
        let locked = document::lock(tx, &[doc(1)]).await?;
        let before = &locked[0];
        let seq = before.head_seq + 1;
        let pos = next(tx).await;
        let mut change = item(1, seq, pos);
        (change.device, change.device_ctr) = (device_id(n), Some(1));
        let may = permit(policy::Write, doc(1));
        change::append(tx, &[(&may, change)]).await?;
        let after = document::Document { head_seq: seq, last: pos, ..before.clone() };
        let moved =
            Advance { permit: &may, from_seq: before.head_seq, document: &after, card: None };
        document::advance(tx, &[moved]).await?;
        Ok(seq)
    })
    .await
}

async fn two_hundred_writers_of_a_document_give_a_dense_log(store: Store) {
    commit(&store, async |tx| Ok(add(tx, 1).await)).await.unwrap();
    let mut seqs: Vec<u64> = at_once(|n| {
        let store = store.clone();
        async move { append_one(&store, n).await.unwrap() }
    })
    .await;
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=u64::from(TASKS)).collect::<Vec<_>>());
    let mut tx = store.read().await.unwrap();
    let found = document::find(&mut tx, doc(1)).await.unwrap().unwrap();
    assert_eq!(found.head_seq, u64::from(TASKS));
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: 999 };
    assert_eq!(change::measure(&mut tx, &all).await.unwrap(), (200, 2_000));
}

async fn two_hundred_positions_are_all_different(store: Store) {
    let taken = at_once(|_| {
        let store = store.clone();
        async move { commit(&store, async |tx| position::take(tx, 3).await).await.unwrap() }
    })
    .await;
    for three in &taken {
        assert!(three.is_sorted() && three.len() == 3);
    }
    let all: BTreeSet<Position> = taken.into_iter().flatten().collect();
    assert_eq!(all.len(), 600);
    assert!(all.iter().map(|p| p.id).collect::<BTreeSet<_>>().len() == 600);
}

async fn the_last_of_two_hundred_settings_stands_whole(store: Store) {
    let texts = at_once(|n| {
        let store = store.clone();
        async move {
            let text = format!("{{\"n\":\"{}\"}}", "x".repeat(usize::from(n)));
            let put = commit(&store, async |tx| setting::put(tx, "site", &text, at(0)).await).await;
            put.unwrap();
            text
        }
    })
    .await;
    let mut tx = store.read().await.unwrap();
    let stands = setting::find(&mut tx, "site").await.unwrap().unwrap();
    assert!(texts.contains(&stands));
    assert_eq!(SessionId::from_bytes([0; 16]).as_bytes().len(), 16);
}

/// New documents after `from`, as a reader that keeps only the newest position it was shown.
async fn news(store: &Store, from: Position) -> (Vec<u8>, Position) {
    let mut tx = store.read().await.unwrap();
    let horizon = position::horizon(&mut tx).await.unwrap();
    let groups = [FeedGroup { group: group(1), from }];
    let query =
        FeedQuery { groups: &groups, types: &[DocType::Chart], after: None, only: &[], limit: 999 };
    let rows = document::feed(&mut tx, &query).await.unwrap();
    // A reader looks at nothing whose transaction may still have neighbours to come.
    let seen: Vec<_> = rows.into_iter().filter(|r| r.document.last.tx < horizon).collect();
    let last = seen.iter().map(|r| r.document.last).max().unwrap_or(from);
    (seen.iter().map(|r| r.document.doc.as_bytes()[0]).collect(), last)
}

async fn a_reader_of_the_feed_misses_none_of_two_hundred_documents(store: Store) {
    let mut writers = tokio::task::JoinSet::new();
    for n in 0..TASKS {
        let store = store.clone();
        writers.spawn(async move {
            commit(&store, async |tx| {
                let document = add(tx, n).await;
                let seen_by = [(group(1), document.last)];
                grant::add_document(tx, doc(n), &seen_by, GrantReason::Team, at(0)).await
            })
            .await
            .unwrap();
        });
    }
    let (mut seen, mut from) = (BTreeSet::new(), Position::ZERO);
    while !writers.is_empty() {
        let (docs, upto) = news(&store, from).await;
        assert!(upto >= from);
        seen.extend(docs);
        from = upto;
        while writers.try_join_next().is_some() {}
        tokio::task::yield_now().await;
    }
    settle(&store).await;
    seen.extend(news(&store, from).await.0);
    assert_eq!(seen, (0..TASKS).collect());
}
