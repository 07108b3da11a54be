//! Fingerprints: what a reader's groups see, and how it moves.
use crate::{
    harness::{at, doc, group, on_both, settle},
    samples::{chart, next, permit},
};
use satchel_model::{
    document::DocType,
    id::Fingerprint,
    policy::{Create, Write},
};
use satchel_protocol::sync::GrantReason;
use satchel_server_store::{
    Position, Store,
    digest::{self, Move},
    document::{self, Advance, FeedGroup, FeedQuery},
    grant, plan,
};

on_both!(
    each_document_is_seen_once_with_the_groups_that_see_it,
    every_move_of_a_fingerprint_is_logged_in_order,
    old_moves_may_be_forgotten,
    what_is_ahead_is_counted_before_it_is_fetched,
);

const TYPES: &[DocType] = &[DocType::Chart, DocType::Admin];

fn fp(n: u8) -> Fingerprint {
    Fingerprint::from_bytes([n; 16])
}

/// Two charts: 1 for the groups 1 and 2, 2 for group 2.
async fn filled(store: &Store) {
    for (n, groups) in [(1, &[1_u8, 2][..]), (2, &[2])] {
        let mut tx = store.begin().await.unwrap();
        let mut seen = Vec::new();
        for g in groups {
            seen.push((group(*g), next(&mut tx).await));
        }
        let row = document::Document { fp: fp(n), ..chart(n, seen.last().unwrap().1) };
        document::insert(&mut tx, &permit(Create, row.doc), &row).await.unwrap();
        grant::add_document(&mut tx, row.doc, &seen, GrantReason::Team, at(0)).await.unwrap();
        tx.commit().await.unwrap();
    }
    settle(store).await;
}

async fn moved(store: &Store, n: u8, to: u8) {
    let mut tx = store.begin().await.unwrap();
    let old = document::find(&mut tx, doc(n)).await.unwrap().unwrap();
    let last = next(&mut tx).await;
    let new = document::Document { fp: fp(to), head_seq: old.head_seq + 1, last, ..old.clone() };
    let permit = permit(Write, doc(n));
    let one = Advance { permit: &permit, from_seq: old.head_seq, document: &new, card: None };
    document::advance(&mut tx, &[one]).await.unwrap();
    tx.commit().await.unwrap();
    settle(store).await;
}

async fn each_document_is_seen_once_with_the_groups_that_see_it(store: Store) {
    filled(&store).await;
    let mut tx = store.read().await.unwrap();
    let all = digest::seen(&mut tx, &[group(1), group(2)], TYPES).await.unwrap();
    let told: Vec<_> = all.iter().map(|s| (s.doc, s.fp, s.groups.len())).collect();
    assert_eq!(told, [(doc(1), fp(1), 2), (doc(2), fp(2), 1)]);
    let one = digest::seen(&mut tx, &[group(1)], TYPES).await.unwrap();
    assert_eq!(one.iter().map(|s| s.doc).collect::<Vec<_>>(), [doc(1)]);
    let none = digest::seen(&mut tx, &[], TYPES).await.unwrap();
    assert!(none.is_empty());
    assert!(digest::seen(&mut tx, &[group(1)], &[]).await.unwrap().is_empty());
    assert!(digest::seen(&mut tx, &[group(1)], &[DocType::Diary]).await.unwrap().is_empty());
    let some = digest::some(&mut tx, &[group(1), group(2)], TYPES, &[doc(2), doc(9)]).await;
    assert_eq!(some.unwrap().iter().map(|s| s.doc).collect::<Vec<_>>(), [doc(2)]);
    assert!(digest::some(&mut tx, &[group(2)], TYPES, &[]).await.unwrap().is_empty());
}

async fn every_move_of_a_fingerprint_is_logged_in_order(store: Store) {
    filled(&store).await;
    let mut tx = store.read().await.unwrap();
    let before = document::newest(&mut tx).await.unwrap();
    let made = digest::moves(&mut tx, Position::ZERO, before, 9).await.unwrap();
    let born = |n| Move { doc: doc(n), was: Fingerprint::ZERO, fp: fp(n) };
    assert_eq!(made, [born(1), born(2)]);
    drop(tx);
    moved(&store, 1, 7).await;
    moved(&store, 2, 2).await;
    moved(&store, 1, 8).await;
    let mut tx = store.read().await.unwrap();
    let now = document::newest(&mut tx).await.unwrap();
    let log = digest::moves(&mut tx, before, now, 9).await.unwrap();
    let step = |was, to| Move { doc: doc(1), was: fp(was), fp: fp(to) };
    assert_eq!(log, [step(1, 7), step(7, 8)], "what does not move is not told");
    assert_eq!(digest::moves(&mut tx, before, now, 1).await.unwrap(), [step(1, 7)]);
    assert!(digest::moves(&mut tx, now, now, 9).await.unwrap().is_empty());
}

async fn old_moves_may_be_forgotten(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(digest::oldest(&mut tx).await.unwrap(), None);
    assert_eq!(digest::prune(&mut tx, 0).await.unwrap(), 0);
    tx.commit().await.unwrap();
    filled(&store).await;
    moved(&store, 1, 7).await;
    let mut tx = store.begin().await.unwrap();
    assert!(digest::oldest(&mut tx).await.unwrap().is_some());
    assert_eq!(digest::prune(&mut tx, 3).await.unwrap(), 0, "no more than are kept");
    assert_eq!(digest::prune(&mut tx, 1).await.unwrap(), 2);
    let now = Position { tx: i64::MAX, id: i64::MAX };
    let left = digest::moves(&mut tx, Position::ZERO, now, 9).await.unwrap();
    assert_eq!(left, [Move { doc: doc(1), was: fp(1), fp: fp(7) }]);
}

async fn what_is_ahead_is_counted_before_it_is_fetched(store: Store) {
    filled(&store).await;
    let mut tx = store.read().await.unwrap();
    let from = document::newest(&mut tx).await.unwrap();
    let query = |groups, after| FeedQuery { groups, types: TYPES, after, only: &[], limit: 1 };
    let all = [1, 2].map(|g| FeedGroup { group: group(g), from: Position::ZERO });
    let ahead = plan::ahead(&mut tx, &query(&all, None)).await.unwrap();
    assert_eq!(ahead.docs, 2, "one that comes through two groups comes once");
    assert_eq!(plan::ahead(&mut tx, &query(&all, Some(doc(1)))).await.unwrap().docs, 1);
    assert_eq!(plan::ahead(&mut tx, &query(&[], None)).await.unwrap(), plan::Ahead::default());
    drop(tx);
    moved(&store, 2, 9).await;
    let mut tx = store.read().await.unwrap();
    let late = [1, 2].map(|g| FeedGroup { group: group(g), from });
    assert_eq!(plan::ahead(&mut tx, &query(&late, None)).await.unwrap().docs, 1);
}
