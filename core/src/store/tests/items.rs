use super::{Bench, DEVICE, DOC, OTHER, USER, base, hash, meta, pending};
use crate::store::{
    StoreError, actor,
    actor::Who,
    document::{self, DocRow},
    item, load, pending as outbox,
    pending::PendingState,
    snapshot::{self, Snapshot},
};
use satchel_model::{
    cbor,
    crdt::{Doc, NewChange, Put, Scalar},
    document::{
        DocType,
        entry::{Entry, Message},
        genesis,
    },
    id::{ActorId, ItemId, Nonce},
};
use satchel_protocol::env::{self, ItemKind};

#[test]
fn items_come_in_log_order_and_a_second_copy_changes_nothing() {
    let bench = Bench::new();
    for seq in [2, 1, 3] {
        bench.write(|tx| item::put(tx, DOC, 0, &base(seq, ItemKind::Change)));
    }
    let mut forged = base(2, ItemKind::Entry);
    forged.body = vec![99];
    bench.write(|tx| item::put(tx, DOC, 0, &forged));
    bench.write(|tx| item::put(tx, DOC, 1, &base(1, ItemKind::Row)));
    let all = bench.read(|read| item::after(read, DOC, 0, 0));
    assert_eq!(all, [1, 2, 3].map(|seq| base(seq, ItemKind::Change)));
    assert_eq!(bench.read(|read| item::after(read, DOC, 0, 2)).len(), 1);
    assert_eq!(bench.read(|read| item::after(read, DOC, 1, 0))[0].kind, ItemKind::Row);
    assert!(bench.read(|read| item::after(read, OTHER, 0, 0)).is_empty());
}

#[test]
fn an_item_is_found_by_its_hash_within_its_document() {
    let bench = Bench::new();
    bench.write(|tx| item::put(tx, DOC, 0, &base(4, ItemKind::Change)));
    assert_eq!(bench.read(|read| item::by_hash(read, DOC, hash(4))).unwrap().seq, 4);
    assert!(bench.read(|read| item::by_hash(read, OTHER, hash(4))).is_none());
}

#[test]
fn a_snapshot_makes_changes_forgettable_but_not_entries_and_rows() {
    let bench = Bench::new();
    for (seq, kind) in
        [(1, ItemKind::Change), (2, ItemKind::Entry), (3, ItemKind::Row), (4, ItemKind::Change)]
    {
        bench.write(|tx| item::put(tx, DOC, 0, &base(seq, kind)));
    }
    bench.write(|tx| item::forget(tx, DOC, 3));
    let left = bench.read(|read| item::after(read, DOC, 0, 0));
    assert_eq!(left.iter().map(|i| i.seq).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn who_and_when_is_known_from_the_log_or_from_a_note() {
    let bench = Bench::new();
    bench.write(|tx| item::put(tx, DOC, 0, &base(4, ItemKind::Change)));
    assert_eq!(bench.read(|read| item::meta_of(read, DOC, hash(4))), Some(meta()));
    assert_eq!(bench.read(|read| item::meta_of(read, DOC, hash(5))), None);
    let mut noted = meta();
    noted.role = 4;
    bench.write(|tx| item::put_note(tx, DOC, hash(5), &meta()));
    bench.write(|tx| item::put_note(tx, DOC, hash(5), &noted));
    assert_eq!(bench.read(|read| item::meta_of(read, DOC, hash(5))), Some(noted));
}

#[test]
fn the_stored_form_of_who_and_when_is_frozen() {
    let bytes = meta().encode();
    let mut want = vec![0x87, 0x50];
    want.extend([0x0d; 16]);
    want.push(0x50);
    want.extend([0x0e; 16]);
    want.extend([0x05, 0x19, 0x0b, 0xb8, 0xf6, 0x19, 0x09, 0xc4, 0x01]);
    assert_eq!(bytes, want);
    assert_eq!(item::Meta::decode(&bytes), Some(meta()));
    assert_eq!(item::Meta::decode(&bytes[1..]), None);
}

#[test]
fn only_the_newest_snapshot_is_kept() {
    let bench = Bench::new();
    let old = Snapshot { epoch: 0, upto_seq: 3, body: vec![1; 2_000] };
    let new = Snapshot { epoch: 1, upto_seq: 9, body: vec![2; 10] };
    bench.write(|tx| snapshot::put(tx, DOC, &old));
    assert_eq!(bench.read(|read| snapshot::find(read, DOC)), Some(old));
    bench.write(|tx| snapshot::put(tx, DOC, &new));
    assert_eq!(bench.read(|read| snapshot::find(read, DOC)), Some(new));
    assert_eq!(bench.read(|read| snapshot::find(read, OTHER)), None);
}

#[test]
fn our_actor_begins_at_zero_and_rises_by_one() {
    let bench = Bench::new();
    assert_eq!(bench.read(|read| actor::epoch(read, DOC, 0)), 0);
    assert_eq!(bench.write(|tx| actor::raise(tx, DOC, 0)), 1);
    assert_eq!(bench.write(|tx| actor::raise(tx, DOC, 0)), 2);
    assert_eq!(bench.read(|read| actor::epoch(read, DOC, 1)), 0);
    bench.write(|tx| document::put(tx, &DocRow::new(DOC, 2, None)));
    bench.write(|tx| document::put(tx, &DocRow::new(OTHER, 2, None)));
    bench.write(actor::raise_all);
    assert_eq!(bench.read(|read| actor::epoch(read, DOC, 0)), 3);
    assert_eq!(bench.read(|read| actor::epoch(read, OTHER, 0)), 1);
}

#[test]
fn the_person_behind_an_actor_is_remembered() {
    let bench = Bench::new();
    let id = ActorId::from_bytes([1; 16]);
    let who = Who { device: DEVICE, user: USER, role: 4 };
    bench.write(|tx| actor::put(tx, DOC, id, &Who { role: 5, ..who }));
    bench.write(|tx| actor::put(tx, DOC, id, &who));
    assert_eq!(bench.read(|read| actor::list(read, DOC)), [(id, who)]);
}

/// A change that sets one goal's text.
fn goal(doc: &mut Doc, actor: u8, word: &str) -> NewChange {
    let id = ItemId::from_bytes([actor; 16]).to_string();
    let path = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>();
    let puts = [
        Put::Map(path(&["goals", &id])),
        Put::Set(path(&["goals", &id, "text"]), Scalar::Str(word.into())),
    ];
    let actor = ActorId::from_bytes([actor; 16]);
    doc.edit(actor, Nonce::from_bytes([1; 16]), &puts).unwrap()
}

fn row() -> DocRow {
    DocRow::new(DOC, DocType::Chart.code(), None)
}

#[test]
fn working_is_base_and_what_this_device_adds_without_what_was_refused() {
    let bench = Bench::new();
    let mut doc = genesis(DocType::Chart, DOC, 0);
    let accepted = goal(&mut doc, 1, "walk");
    let own = goal(&mut doc, 2, "swim");
    let dead = goal(&mut doc.fork(), 3, "fly");
    bench.write(|tx| {
        let mut first = base(1, ItemKind::Change);
        (first.hash, first.body) = (accepted.header.hash, accepted.bytes.clone());
        item::put(tx, DOC, 0, &first)?;
        for (ctr, change, state) in [(1, &own, PendingState::Saved), (2, &dead, PendingState::Dead)]
        {
            let mut item = pending(ctr, DOC);
            (item.hash, item.body, item.state) = (change.header.hash, change.bytes.clone(), state);
            outbox::put(tx, &item)?;
        }
        Ok(())
    });
    let base = bench.read(|read| load::base(read, &row()));
    assert_eq!(base.heads(), [accepted.header.hash]);
    let working = bench.read(|read| load::working(read, &row()));
    assert_eq!(working.heads(), [own.header.hash]);
    assert_eq!(working.keys(&["goals"]).len(), 2);
}

#[test]
fn a_base_is_its_snapshot_and_the_items_after_it() {
    let bench = Bench::new();
    let mut doc = genesis(DocType::Chart, DOC, 0);
    goal(&mut doc, 1, "walk");
    let saved = doc.save();
    let later = goal(&mut doc, 2, "swim");
    bench.write(|tx| {
        snapshot::put(tx, DOC, &Snapshot { epoch: 0, upto_seq: 4, body: saved })?;
        let mut item = base(5, ItemKind::Change);
        (item.hash, item.body) = (later.header.hash, later.bytes.clone());
        item::put(tx, DOC, 0, &item)
    });
    let base = bench.read(|read| load::base(read, &row()));
    assert_eq!(base.heads(), doc.heads());
    // A snapshot of another incarnation is not this one's state.
    let other = DocRow { epoch: 1, ..row() };
    assert!(bench.read(|read| load::base(read, &other)).keys(&["goals"]).is_empty());
}

#[test]
fn bytes_that_make_no_document_are_an_error_and_stay() {
    let bench = Bench::new();
    bench.write(|tx| {
        snapshot::put(tx, DOC, &Snapshot { epoch: 0, upto_seq: 1, body: vec![1, 2, 3] })
    });
    let broken = bench.store.read(|read| load::base(read, &row()));
    assert!(matches!(broken.err(), Some(StoreError::Document(_))));
    assert!(bench.read(|read| snapshot::find(read, DOC)).is_some());
}

#[test]
fn entries_are_the_accepted_ones_then_our_own_that_wait() {
    let bench = Bench::new();
    let message = |n: u8| {
        let entry = Entry::Message(Message {
            item: ItemId::from_bytes([n; 16]),
            by: USER,
            at: super::at(i64::from(n)),
            text: "hello".into(),
            about: None,
            replaces: None,
        });
        (cbor::encode(&entry), env::wrap(Nonce::from_bytes([n; 16]), &cbor::encode(&entry)))
    };
    let row = DocRow::new(DOC, DocType::Thread.code(), None);
    bench.write(|tx| {
        let mut mine = pending(1, DOC);
        (mine.kind, mine.body) = (ItemKind::Entry, message(9).1);
        outbox::put(tx, &mine)?;
        let mut theirs = base(1, ItemKind::Entry);
        theirs.body = message(5).1;
        item::put(tx, DOC, 0, &theirs)
    });
    let entries = bench.read(|read| load::entries(read, &row));
    assert_eq!(entries.len(), 2);
    assert_eq!((entries[0].seq, &entries[0].value), (Some(1), &message(5).0));
    assert_eq!((entries[1].seq, &entries[1].value), (None, &message(9).0));
    assert_eq!((entries[0].meta, entries[1].at), (Some(meta()), Some(super::at(1_000))));
    bench.write(|tx| item::put(tx, DOC, 0, &base(2, ItemKind::Entry)));
    let broken = bench.store.read(|read| load::entries(read, &row));
    assert!(matches!(broken.err(), Some(StoreError::Value("entry"))));
}
