//! Incarnations of documents: how they end, what is due, what an erasure leaves.
use satchel_model::{
    document::DocType,
    id::{DekId, Hash},
    policy::{Create, Permit, Write},
};
use satchel_protocol::sync::{DocState, EpochReason};
use satchel_server_store::{
    Position, Store, StoreError, Tx, change, dek,
    document::{self, Document, TooLong, Turn},
    epoch::{self, Ended},
};

use crate::{
    harness::{at, doc, hash, on_both, user},
    samples,
};

on_both!(
    an_incarnation_ends_once_and_is_listed_in_order,
    a_key_is_due_at_its_time_and_once,
    a_document_turns_only_from_where_it_stood,
    an_erased_document_never_turns_again,
    a_log_is_too_long_by_size_or_by_number,
    a_document_below_a_schema_is_found,
    the_items_of_an_incarnation_lose_their_bodies_and_keep_their_envelopes,
);

fn ended(n: u8, epoch: u32, reason: EpochReason) -> Ended {
    Ended {
        doc: doc(n),
        epoch,
        reason,
        schema: 1,
        dek: DekId::from_bytes([n; 16]),
        head_seq: 7,
        heads: vec![hash(1), hash(2)],
        env_root: hash(3),
        user: Some(user(4)),
        ended_at: at(i64::from(epoch)),
        keep_until: None,
        shredded_at: None,
        pos: Position { tx: 0, id: i64::from(epoch) + 1 },
    }
}

async fn an_incarnation_ends_once_and_is_listed_in_order(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let all = [
        ended(1, 0, EpochReason::Compaction),
        ended(1, 1, EpochReason::Migration),
        ended(1, 2, EpochReason::Rectification),
    ];
    for one in [&all[1], &all[0], &all[2]] {
        epoch::insert(&mut tx, one).await.unwrap();
    }
    epoch::insert(&mut tx, &ended(2, 0, EpochReason::Erasure)).await.unwrap();
    assert_eq!(epoch::list(&mut tx, doc(1)).await.unwrap(), all);
    assert!(epoch::list(&mut tx, doc(3)).await.unwrap().is_empty());
    let twice = epoch::insert(&mut tx, &all[0]).await.unwrap_err();
    assert!(twice.is_duplicate(), "{twice}");
}

async fn a_key_is_due_at_its_time_and_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let kept = Ended { keep_until: Some(at(100)), ..ended(1, 0, EpochReason::Compaction) };
    epoch::insert(&mut tx, &kept).await.unwrap();
    epoch::insert(&mut tx, &ended(2, 0, EpochReason::Rectification)).await.unwrap();
    let due = |found: Vec<Ended>| found.into_iter().map(|e| e.doc).collect::<Vec<_>>();
    assert_eq!(due(epoch::due(&mut tx, at(99), 10).await.unwrap()), [doc(2)]);
    assert_eq!(due(epoch::due(&mut tx, at(100), 10).await.unwrap()), [doc(1), doc(2)]);
    epoch::shredded(&mut tx, doc(2), 0, at(50)).await.unwrap();
    assert!(epoch::due(&mut tx, at(99), 10).await.unwrap().is_empty());
    epoch::hasten(&mut tx, doc(1)).await.unwrap();
    assert_eq!(due(epoch::due(&mut tx, at(0), 10).await.unwrap()), [doc(1)]);
    let unknown = epoch::shredded(&mut tx, doc(9), 0, at(50)).await.unwrap_err();
    assert!(matches!(unknown, StoreError::Rows { table: "doc_epoch", .. }));
}

fn permit(row: &Document) -> Permit<Write> {
    samples::permit(Write, row.doc)
}

async fn put(tx: &mut Tx, row: &Document) {
    document::insert(tx, &samples::permit(Create, row.doc), row).await.unwrap();
}

async fn a_document_turns_only_from_where_it_stood(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let row = samples::chart(1, Position { tx: 0, id: 1 });
    put(&mut tx, &row).await;
    let next = Document {
        epoch: 1,
        schema: 2,
        head_seq: 3,
        heads: vec![hash(9)],
        bytes_log: 30,
        bytes_full: 40,
        dek: DekId::from_bytes([8; 16]),
        last: Position { tx: 0, id: 77 },
        ..row.clone()
    };
    let permit = permit(&row);
    let turn = |from| Turn { permit: &permit, from, document: &next, card: Some(b"card") };
    for wrong in [(1, row.head_seq), (0, row.head_seq + 1)] {
        let refused = document::turn(&mut tx, &turn(wrong)).await.unwrap_err();
        assert!(matches!(refused, StoreError::Rows { table: "document", .. }));
    }
    document::turn(&mut tx, &turn((0, row.head_seq))).await.unwrap();
    assert_eq!(document::find(&mut tx, row.doc).await.unwrap(), Some(next.clone()));
    document::set_hold(&mut tx, row.doc, true).await.unwrap();
    assert!(document::find(&mut tx, row.doc).await.unwrap().unwrap().hold);
    let foreign = Document { doc: doc(99), ..next.clone() };
    let other = Turn { permit: &permit, from: (1, 3), document: &foreign, card: None };
    assert!(matches!(document::turn(&mut tx, &other).await, Err(StoreError::Permit(_))));
}

async fn an_erased_document_never_turns_again(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let row = samples::chart(1, Position { tx: 0, id: 1 });
    put(&mut tx, &row).await;
    let permit = permit(&row);
    let gone = Document {
        epoch: 1,
        state: DocState::Erased,
        head_seq: 0,
        heads: Vec::new(),
        env_root: Hash::ZERO,
        ..row.clone()
    };
    let end = Turn { permit: &permit, from: (0, row.head_seq), document: &gone, card: None };
    document::turn(&mut tx, &end).await.unwrap();
    let back = Document { epoch: 2, state: DocState::Live, ..row.clone() };
    let again = Turn { permit: &permit, from: (1, 0), document: &back, card: None };
    assert!(document::turn(&mut tx, &again).await.is_err());
    assert_eq!(change::remove(&mut tx, row.doc).await.unwrap(), 0);
}

async fn a_log_is_too_long_by_size_or_by_number(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let long = Document {
        bytes_log: 90_000,
        bytes_full: 10_000,
        ..samples::chart(1, Position { tx: 0, id: 1 })
    };
    let many = Document { head_seq: 5_001, ..samples::chart(2, Position { tx: 0, id: 2 }) };
    let short = Document {
        bytes_log: 80_000,
        bytes_full: 10_000,
        ..samples::chart(3, Position { tx: 0, id: 3 })
    };
    let signed = Document { state: DocState::Final, ..Document { doc: doc(4), ..many.clone() } };
    let thread = Document { kind: DocType::Thread, ..Document { doc: doc(5), ..many.clone() } };
    for row in [&long, &many, &short, &signed, &thread] {
        put(&mut tx, row).await;
    }
    let bound = TooLong { times: 8, bytes: 65_536, items: 5_000 };
    let found = document::too_long(&mut tx, &bound, None, 10).await.unwrap();
    assert_eq!(found, [long.doc, many.doc]);
    assert_eq!(document::too_long(&mut tx, &bound, Some(long.doc), 10).await.unwrap(), [many.doc]);
    let small = TooLong { bytes: 90_000, ..bound };
    assert_eq!(document::too_long(&mut tx, &small, None, 10).await.unwrap(), [many.doc]);
}

async fn a_document_below_a_schema_is_found(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let row = samples::chart(1, Position { tx: 0, id: 1 });
    put(&mut tx, &row).await;
    let kind = row.kind;
    assert_eq!(document::below_schema(&mut tx, kind, 2, None, 10).await.unwrap(), [row.doc]);
    assert!(document::below_schema(&mut tx, kind, 1, None, 10).await.unwrap().is_empty());
    let mut keys = store.begin_keys().await.unwrap();
    let made = dek::Dek {
        id: DekId::from_bytes([1; 16]),
        doc: row.doc,
        epoch: 0,
        wrapped: vec![1, 2, 3],
        kek: 1,
        destroyed_at: None,
    };
    dek::insert(&mut keys, std::slice::from_ref(&made), at(1)).await.unwrap();
    assert_eq!(dek::destroy_one(&mut keys, made.id, at(2)).await.unwrap(), 1);
    assert_eq!(dek::destroy_one(&mut keys, made.id, at(3)).await.unwrap(), 0);
    let gone = dek::list(&mut keys, &[made.id]).await.unwrap().remove(0);
    assert_eq!((gone.wrapped.len(), gone.destroyed_at), (0, Some(at(2))));
    keys.commit().await.unwrap();
    tx.commit().await.unwrap();
    store.scrub_keys().await.unwrap();
}

async fn the_items_of_an_incarnation_lose_their_bodies_and_keep_their_envelopes(store: Store) {
    let mut tx = store.begin().await.unwrap();
    samples::add(&mut tx, 1).await;
    samples::add(&mut tx, 2).await;
    let mut stored = Vec::new();
    for (n, seq, epoch) in [(1, 1, 0), (1, 2, 1), (2, 3, 0)] {
        let pos = samples::next(&mut tx).await;
        let item = change::Change { epoch, ..samples::item(n, seq, pos) };
        let may = samples::permit(satchel_model::policy::Write, doc(n));
        change::append(&mut tx, &[(&may, item.clone())]).await.unwrap();
        stored.push(item);
    }
    change::empty(&mut tx, doc(1), 0).await.unwrap();
    for (item, is_empty) in stored.iter().zip([true, false, false]) {
        let may = samples::permit(satchel_model::policy::Read, item.doc);
        let span = change::Span { doc: item.doc, epoch: item.epoch, from_seq: 1, to_seq: 9 };
        let mut want = item.clone();
        if is_empty {
            want.body = Vec::new();
        }
        assert_eq!(change::list(&mut tx, &may, &span).await.unwrap(), [want]);
    }
    // Nothing there is nothing to do.
    change::empty(&mut tx, doc(3), 0).await.unwrap();
}
