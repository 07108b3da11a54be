//! After the server was put back to an older state: what this device holds gives way only to a state that holds all of it.
use super::kit::{Device, TENANT, goal, message, patient, tenant_key, thread_of};
use satchel_core::{
    store::{
        cursor, kept, load,
        pending::{self, PendingState},
    },
    sync::{
        Replica as _,
        replica::{Applied, News},
    },
};
use satchel_model::{
    document::{self, DocType},
    hash,
    id::{DeviceId, DocId, Hash, Nonce, Signature, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, ItemKind},
    problem::ErrorCode,
    sync::{
        Author, Beacon, BucketOf, Checkpoint, DocMode, DocState, Document, Done, Item, ItemMeta,
        Position, Print, Verdict, VerdictKind, Want,
    },
};
use satchel_vault::{beacon, secret::Key32};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// The `n`-th entry of a conversation, written by somebody else.
fn entry(seq: u64) -> Item {
    let nonce = Nonce::from_bytes([u8::try_from(seq).unwrap_or(0); 16]);
    let body = env::wrap(nonce, &[0x61, b'a']);
    Item {
        seq,
        kind: ItemKind::Entry,
        own: false,
        hash: env::item_hash(ItemKind::Entry, &body),
        body: body.into(),
        meta: ItemMeta { author: 0, received_at: NOW, beacon_at: None, t_claim: NOW, flags: 0 },
        rebased_from: None,
    }
}

/// These items of a conversation that holds `to_seq` of them.
fn log(items: Vec<Item>, to_seq: u64) -> News {
    let doc = thread_of(1);
    let heads = document::genesis(DocType::Thread, doc, 0).heads();
    News::Document(Box::new(Document {
        doc,
        doc_type: DocType::Thread.code(),
        patient: Some(patient(1)),
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        mode: DocMode::Log,
        from_seq: 1,
        to_seq,
        fp: hash::fingerprint(doc, 0, to_seq, &heads),
        env_root: Hash::from_bytes([3; 32]),
        authors: vec![Author {
            actor: None,
            device: DeviceId::from_bytes([5; 16]),
            user: UserId::from_bytes([50; 16]),
            role: 5,
        }],
        card: None,
        part: None,
        bytes: Vec::new().into(),
        items,
        notes: Vec::new(),
    }))
}

fn take(device: &Device, news: Vec<News>) -> Applied {
    let made = beacon::issue(NOW, TENANT, &Key32::from_bytes([8; 32]), &tenant_key());
    let checkpoint = Checkpoint {
        token: vec![1].into(),
        done: Done::default(),
        more: false,
        digest: None,
        beacon: Beacon { id: made.id, time: made.time, sig: made.sig },
        position: Position::default(),
        elsewhere: None,
        sig: Signature::from_bytes([0; 64]),
    };
    device.engine.replica().apply_checkpoint(news, &checkpoint, NOW).unwrap()
}

/// The data of the server is that of another incarnation from here on.
fn put_back(device: &Device) {
    let store = device.engine.replica().store();
    store
        .write(|tx| {
            let mut place = cursor::get(&tx.read())?;
            place.cluster_epoch += 1;
            cursor::put(tx, &place)
        })
        .unwrap();
}

fn all_of(doc_type: u16) -> Vec<BucketOf> {
    (0..=u8::MAX).map(|bucket| BucketOf { doc_type, bucket }).collect()
}

/// A device whose goal was accepted by a server that was put back since; its number.
fn accepted_once() -> (Device, u64) {
    let device = Device::new(1);
    device.write(&goal(1, device.item(NOW), "accepted once"), NOW).unwrap();
    let own = device.pending();
    let verdicts: Vec<Verdict> = (0..)
        .zip(&own)
        .map(|(seq, item)| {
            let kind = VerdictKind::Ok { seq, pos: Position::default(), result: None };
            Verdict { ctr: item.ctr, hash: item.hash, kind }
        })
        .collect();
    device.engine.replica().apply_verdicts(&verdicts, NOW).unwrap();
    let ctr = own.last().unwrap().ctr;
    let store = device.engine.replica().store();
    let stored = store.read(|read| kept::after(read, ctr - 1, 1)).unwrap();
    assert_eq!(stored[0].command, own.last().unwrap().command);
    store.write(|tx| pending::set_state(tx, ctr, PendingState::Again)).unwrap();
    (device, ctr)
}

fn refused(device: &Device, ctr: u64, code: ErrorCode) -> Applied {
    let hash = device.pending().iter().find(|i| i.ctr == ctr).unwrap().hash;
    let kind = VerdictKind::Reject { code: code.number(), detail: None, in_review: false };
    device.engine.replica().apply_verdicts(&[Verdict { ctr, hash, kind }], NOW).unwrap()
}

fn held(device: &Device) -> (u64, usize) {
    let row = device.row(thread_of(1)).unwrap();
    let store = device.engine.replica().store();
    (row.base_seq, store.read(|read| load::entries(read, &row)).unwrap().len())
}

#[test]
fn a_conversation_that_went_on_at_a_server_put_back_is_taken() {
    let device = Device::new(1);
    assert_eq!(take(&device, vec![log(vec![entry(1)], 1)]).repair, []);
    put_back(&device);
    assert_eq!(take(&device, vec![log(vec![entry(1), entry(2)], 2)]).repair, []);
    assert_eq!(held(&device), (2, 2));
}

#[test]
fn a_conversation_of_which_the_server_lost_a_part_is_kept() {
    let device = Device::new(1);
    take(&device, vec![log(vec![entry(1), entry(2)], 2)]);
    put_back(&device);
    assert_eq!(take(&device, vec![log(vec![entry(1)], 1)]).repair, []);
    assert_eq!(held(&device), (2, 2));
}

#[test]
fn a_long_conversation_in_several_messages_is_judged_as_one() {
    let device = Device::new(1);
    take(&device, vec![log(vec![entry(1), entry(2)], 2)]);
    put_back(&device);
    let stretches = vec![log(vec![entry(1)], 3), log(vec![entry(2), entry(3)], 3)];
    assert_eq!(take(&device, stretches).repair, []);
    assert_eq!(held(&device), (3, 3));
}

#[test]
fn what_the_server_did_not_have_is_named_to_it_until_it_has_it() {
    let device = Device::new(1);
    take(&device, vec![log(vec![entry(1)], 1)]);
    let strays = || device.engine.replica().facts().unwrap().strays;
    assert_eq!(strays(), []);
    put_back(&device);
    let doc: DocId = thread_of(1);
    let kind = DocType::Thread.code();
    device.engine.replica().differing(7, &all_of(kind), &[]).unwrap();
    assert_eq!(strays(), [Want { doc, epoch: 0, have_seq: 1 }]);
    take(&device, vec![log(vec![entry(1), entry(2)], 2)]);
    assert_eq!(strays(), []);
}

#[test]
fn a_message_that_a_copy_of_this_vault_has_sent_is_not_sent_a_second_time() {
    let device = Device::new(1);
    device.write(&goal(1, device.item(NOW), "a goal"), NOW).unwrap();
    take(&device, vec![log(vec![entry(1)], 1)]);
    device.write(&message(1, device.item(NOW), "once"), NOW).unwrap();
    let own = device.pending().pop().unwrap();
    // The copy wrote it anew, with another nonce and so another hash.
    let (_, value) = env::unwrap(&own.body).unwrap();
    let body = env::wrap(Nonce::from_bytes([9; 16]), value);
    let hash = env::item_hash(ItemKind::Entry, &body);
    let theirs = Item { hash, body: body.into(), ..entry(2) };
    take(&device, vec![log(vec![entry(1), theirs], 2)]);
    let store = device.engine.replica().store();
    store
        .write(|tx| {
            let judged = cursor::Judged { ctr: own.ctr, env: None, renumber: true };
            cursor::set_judged(tx, &judged)
        })
        .unwrap();
    take(&device, Vec::new());
    let waits = |kind| device.pending().iter().filter(|i| i.kind == kind).count();
    assert_eq!((waits(ItemKind::Entry), waits(ItemKind::Change)), (0, 1));
    assert!(device.pending().iter().all(|i| i.state == PendingState::Saved));
    let aside: Vec<String> = device.quarantine().into_iter().map(|q| q.code).collect();
    assert_eq!(aside, [ErrorCode::AlreadyDone.word()]);
    assert_eq!(held(&device), (2, 2));
}

#[test]
fn what_a_server_put_back_refuses_for_good_is_shown_with_its_command() {
    let (device, ctr) = accepted_once();
    let command = device.pending().pop().unwrap().command;
    refused(&device, ctr, ErrorCode::ForbiddenDoc);
    assert!(device.pending().iter().all(|i| i.ctr != ctr));
    let aside = device.quarantine();
    assert_eq!(aside.len(), 1);
    assert_eq!((&*aside[0].code, &aside[0].command), ("forbidden_doc", &command));
    let store = device.engine.replica().store();
    let kept = store.read(|read| kept::after(read, ctr - 1, 1)).unwrap();
    assert!(kept[0].refused && kept[0].body.is_empty() && kept[0].command.is_empty());
}

#[test]
fn what_only_a_lost_incarnation_had_waits_for_the_one_that_is_there() {
    let (device, ctr) = accepted_once();
    let applied = refused(&device, ctr, ErrorCode::EpochOld);
    let doc = super::kit::chart_of(1);
    assert_eq!(applied.repair, [Want { doc, epoch: 0, have_seq: 0 }]);
    let item = device.pending().pop().unwrap();
    assert_eq!((item.ctr, item.state), (ctr, PendingState::Held));
    assert_eq!(device.quarantine(), []);
}

#[test]
fn an_older_incarnation_that_a_comparison_finds_is_taken() {
    let device = Device::new(1);
    take(&device, vec![log(vec![entry(1), entry(2)], 2)]);
    let News::Document(mut next) = log(vec![Item { seq: 1, ..entry(3) }], 1) else {
        panic!("a document")
    };
    let heads = document::genesis(DocType::Thread, next.doc, 1).heads();
    next.epoch = 1;
    next.fp = hash::fingerprint(next.doc, 1, 1, &heads);
    put_back(&device);
    take(&device, vec![News::Document(next)]);
    assert_eq!(device.row(thread_of(1)).unwrap().epoch, 1);
    // Nothing says yet that the server lost it: an older state is old news.
    take(&device, vec![log(vec![entry(1), entry(2)], 2)]);
    assert_eq!(device.row(thread_of(1)).unwrap().epoch, 1);
    let told = Print { doc: thread_of(1), epoch: 0, fp: satchel_model::id::Fingerprint::ZERO };
    let of = all_of(DocType::Thread.code());
    device.engine.replica().differing(7, &of, &[told]).unwrap();
    take(&device, vec![log(vec![entry(1), entry(2)], 2)]);
    assert_eq!((device.row(thread_of(1)).unwrap().epoch, held(&device)), (0, (2, 2)));
}
