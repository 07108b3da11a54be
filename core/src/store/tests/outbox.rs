use super::{Bench, DOC, OTHER, at, hash, pending, refused};
use crate::store::{
    StoreError,
    kept::{self, Kept, Reached},
    pending::{self as outbox, Outbox, PendingBatch, PendingState, Waiting},
    quarantine, rescue, sql,
};
use satchel_model::id::Signature;
use satchel_protocol::{env::ItemKind, sync::Position};

#[test]
fn a_pending_item_comes_back_as_it_was_in_every_state() {
    let bench = Bench::new();
    let states =
        [PendingState::Saved, PendingState::Sent(44), PendingState::Held, PendingState::Dead];
    for (ctr, state) in (1..).zip(states) {
        let mut item = pending(ctr, DOC);
        item.state = state;
        item.tries = 2;
        item.kind = if ctr == 2 { ItemKind::Entry } else { ItemKind::Change };
        item.batch = (ctr > 2).then_some(PendingBatch { first: 3, index: 1, count: 2 });
        bench.write(|tx| outbox::put(tx, &item));
        assert_eq!(bench.read(|read| outbox::find(read, ctr)), Some(item));
    }
    assert_eq!(bench.read(|read| outbox::find(read, 99)), None);
}

#[test]
fn a_counter_is_used_once() {
    let bench = Bench::new();
    bench.write(|tx| outbox::put(tx, &pending(1, DOC)));
    assert!(matches!(bench.refuses(|tx| outbox::put(tx, &pending(1, OTHER))), StoreError::Sql(_)));
}

#[test]
fn the_outbox_is_read_in_counter_order_over_all_documents() {
    let bench = Bench::new();
    for (ctr, doc) in [(5, DOC), (3, OTHER), (4, DOC), (9, OTHER)] {
        bench.write(|tx| outbox::put(tx, &pending(ctr, doc)));
    }
    let ctrs = |after, limit| {
        let items = bench.read(|read| outbox::after(read, after, limit));
        items.into_iter().map(|i| i.ctr).collect::<Vec<_>>()
    };
    assert_eq!(ctrs(0, 10), [3, 4, 5, 9]);
    assert_eq!(ctrs(3, 2), [4, 5]);
    assert_eq!(ctrs(9, 10), [0; 0]);
    let of_doc = bench.read(|read| outbox::of_doc(read, DOC));
    assert_eq!(of_doc.iter().map(|i| i.ctr).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn a_batch_is_found_by_its_first_counter_and_holds_nothing_else() {
    let bench = Bench::new();
    for ctr in 1..=6 {
        let mut item = pending(ctr, DOC);
        item.batch = match ctr {
            2..=3 => {
                Some(PendingBatch { first: 2, index: u8::try_from(ctr - 2).unwrap(), count: 2 })
            }
            4..=5 => {
                Some(PendingBatch { first: 4, index: u8::try_from(ctr - 4).unwrap(), count: 2 })
            }
            _ => None,
        };
        bench.write(|tx| outbox::put(tx, &item));
    }
    let batch = |first| {
        let items = bench.read(|read| outbox::of_batch(read, first));
        items.into_iter().map(|i| i.ctr).collect::<Vec<_>>()
    };
    assert_eq!(batch(2), [2, 3]);
    assert_eq!(batch(4), [4, 5]);
    assert_eq!(batch(1), [0; 0]);
}

#[test]
fn an_own_item_is_found_by_document_and_hash() {
    let bench = Bench::new();
    bench.write(|tx| outbox::put(tx, &pending(7, DOC)));
    assert_eq!(bench.read(|read| outbox::by_hash(read, DOC, hash(7))).unwrap().ctr, 7);
    assert!(bench.read(|read| outbox::by_hash(read, OTHER, hash(7))).is_none());
    assert!(bench.read(|read| outbox::by_hash(read, DOC, hash(8))).is_none());
}

#[test]
fn only_an_item_that_is_there_can_move_or_go() {
    let bench = Bench::new();
    bench.write(|tx| outbox::put(tx, &pending(1, DOC)));
    bench.write(|tx| outbox::set_state(tx, 1, PendingState::Sent(12)));
    assert_eq!(bench.read(|read| outbox::find(read, 1)).unwrap().state, PendingState::Sent(12));
    let missing = bench.refuses(|tx| outbox::set_state(tx, 2, PendingState::Held));
    assert!(matches!(missing, StoreError::Rows(_)));
    bench.write(|tx| outbox::remove(tx, 1));
    assert!(matches!(bench.refuses(|tx| outbox::remove(tx, 1)), StoreError::Rows(_)));
}

#[test]
fn the_outbox_counts_what_a_person_calls_their_own_apart() {
    let bench = Bench::new();
    assert_eq!(bench.read(outbox::outbox), Outbox::default());
    let mut intent = pending(1, DOC);
    intent.kind = ItemKind::Intent;
    let change = pending(2, DOC);
    let mut audit = pending(3, OTHER);
    audit.doc_type = 10;
    let mut sent = pending(4, DOC);
    sent.state = PendingState::Sent(9);
    let mut dead = pending(5, DOC);
    dead.state = PendingState::Dead;
    for item in [intent, change, audit, sent, dead] {
        bench.write(|tx| outbox::put(tx, &item));
    }
    let want = Outbox { count: 4, bytes: 20, min_ctr: 1, max_ctr: 5 };
    assert_eq!(bench.read(outbox::outbox), want);
    assert_eq!(bench.read(outbox::waiting), Waiting { changes: 1, audit: 1 });
    assert_eq!(bench.read(outbox::sent), 1);
}

#[test]
fn a_refusal_stays_as_first_learnt_until_a_person_takes_it_away() {
    let bench = Bench::new();
    let first = refused(5, DOC);
    let mut second = refused(5, DOC);
    second.code = "invalid".into();
    for line in [&first, &second, &refused(3, OTHER)] {
        bench.write(|tx| quarantine::put(tx, line));
    }
    let list = bench.read(quarantine::list);
    assert_eq!(list.iter().map(|l| l.ctr).collect::<Vec<_>>(), [3, 5]);
    assert_eq!(list[1], first);
    assert_eq!(bench.read(quarantine::count), 2);
    assert_eq!(bench.read(|read| quarantine::find(read, 5)), Some(first));
    bench.write(|tx| quarantine::remove(tx, 5));
    assert!(matches!(bench.refuses(|tx| quarantine::remove(tx, 5)), StoreError::Rows(_)));
    assert_eq!(bench.read(quarantine::count), 1);
}

#[test]
fn a_repaired_item_clears_exactly_its_own_line() {
    let bench = Bench::new();
    bench.write(|tx| quarantine::put(tx, &refused(5, DOC)));
    bench.write(|tx| quarantine::clear_repaired(tx, OTHER, hash(5)));
    bench.write(|tx| quarantine::clear_repaired(tx, DOC, hash(6)));
    assert_eq!(bench.read(quarantine::count), 1);
    bench.write(|tx| quarantine::clear_repaired(tx, DOC, hash(5)));
    assert_eq!(bench.read(quarantine::count), 0);
}

fn accepted(ctr: u64, position: i64, until: i64) -> Kept {
    Kept {
        ctr,
        doc: DOC,
        env: vec![1],
        sig: Signature::from_bytes([2; 64]),
        body: vec![3],
        command: vec![7],
        seq: ctr,
        doc_type: 2,
        position: Position { tx: 0, id: position },
        until: at(until),
        refused: false,
    }
}

#[test]
fn a_number_that_was_given_twice_hides_no_refused_command() {
    let bench = Bench::new();
    let first = refused(5, DOC);
    let second = quarantine::Refused { hash: hash(6), ..refused(5, OTHER) };
    for line in [&first, &second, &second, &first] {
        bench.write(|tx| quarantine::put(tx, line));
    }
    let list = bench.read(quarantine::list);
    assert_eq!(list.iter().map(|l| l.hash).collect::<Vec<_>>(), [first.hash, second.hash]);
    assert_eq!(list.iter().map(|l| l.ctr).collect::<Vec<_>>(), [5, 1 << 52]);
}

#[test]
fn accepted_items_are_kept_until_their_time() {
    let bench = Bench::new();
    for item in [accepted(2, 20, 100), accepted(1, 10, 50)] {
        bench.write(|tx| kept::put(tx, &item));
    }
    let all = bench.read(|read| kept::after(read, 0, 10));
    assert_eq!(all, [accepted(1, 10, 50), accepted(2, 20, 100)]);
    assert_eq!(bench.read(|read| kept::after(read, 1, 10)).len(), 1);
    bench.write(|tx| kept::expire(tx, at(50)));
    assert_eq!(bench.read(|read| kept::after(read, 0, 10)).len(), 2);
    bench.write(|tx| kept::expire(tx, at(51)));
    assert_eq!(bench.read(|read| kept::after(read, 0, 10)).len(), 1);
}

#[test]
fn a_kept_item_that_the_server_took_again_is_where_it_put_it_last_and_not_lost() {
    let bench = Bench::new();
    let refused = Kept { refused: true, ..accepted(2, 20, 100) };
    for item in [accepted(1, 10, 50), refused.clone()] {
        bench.write(|tx| kept::put(tx, &item));
    }
    bench.write(|tx| kept::lose(tx, 1));
    assert_eq!(bench.read(|read| kept::lost(read, 9)), [(accepted(1, 10, 50), 1)]);
    let again = Kept { seq: 7, env: vec![8], body: vec![9], ..accepted(1, 99, 40) };
    bench.write(|tx| kept::put(tx, &again));
    bench.write(|tx| kept::put(tx, &Kept { refused: false, ..refused.clone() }));
    // What it says and how long it is kept do not change by coming again.
    let moved = Kept { seq: 7, ..accepted(1, 99, 50) };
    assert_eq!(bench.read(|read| kept::after(read, 0, 9)), [moved, refused]);
    assert_eq!(bench.read(|read| kept::lost(read, 9)), []);
}

#[test]
fn sent_and_elsewhere_are_told_apart_by_position() {
    use crate::store::cursor;
    let bench = Bench::new();
    for (ctr, position) in [(1, 10), (2, 20), (3, 30)] {
        bench.write(|tx| kept::put(tx, &accepted(ctr, position, 999)));
    }
    let mut audit = accepted(4, 5, 999);
    audit.doc_type = 10;
    bench.write(|tx| kept::put(tx, &audit));
    assert_eq!(bench.read(kept::reached), Reached { sent: 3, elsewhere: 0 });
    bench.write(|tx| {
        let mut place = cursor::get(&tx.read())?;
        place.elsewhere = Position { tx: 0, id: 20 };
        cursor::put(tx, &place)
    });
    assert_eq!(bench.read(kept::reached), Reached { sent: 1, elsewhere: 2 });
}

#[test]
fn own_work_is_counted_without_reading_the_items() {
    let bench = Bench::new();
    for (sql, index) in [
        (
            concat!("EXPLAIN QUERY PLAN ", include_str!("../sql/kept_reached.sql")),
            "accepted_own_place",
        ),
        (
            concat!("EXPLAIN QUERY PLAN ", include_str!("../sql/pending_waiting.sql")),
            "pending_state",
        ),
    ] {
        let plan: Vec<String> = bench.read(|read| sql::all(read.0, sql, [], |row| Ok(row.get(3)?)));
        let covering = format!("COVERING INDEX {index}");
        assert!(plan.iter().any(|step| step.contains(&covering)), "{plan:?}");
    }
}

#[test]
fn unsent_work_is_read_out_without_the_reading_log() {
    let bench = Bench::new();
    let mut audit = pending(2, OTHER);
    audit.doc_type = 10;
    bench.write(|tx| outbox::put(tx, &pending(1, DOC)));
    bench.write(|tx| outbox::put(tx, &audit));
    bench.write(|tx| quarantine::put(tx, &refused(3, DOC)));
    bench.write(|tx| crate::store::draft::put(tx, "k", "text", at(1)));
    let rescued = rescue::read(bench.store.path(), super::KEY);
    assert_eq!(rescued.commands.iter().map(|c| c.ctr).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(rescued.commands[0].env.as_slice(), [6, 7]);
    assert_eq!(rescued.drafts, [("k".to_owned(), "text".to_owned())]);
    assert!(!rescued.is_empty());
}

#[test]
fn a_file_that_is_no_store_gives_nothing_and_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    crate::file::replace(&path, &[7; 5_000]).unwrap();
    assert!(rescue::read(&path, super::KEY).is_empty());
}
