//! A document goes on as another incarnation while this device has work that was not sent (invariants I8, I13, I14).
use super::kit::{Device, chart_of, goal};
use satchel_core::{
    store::pending::PendingState,
    sync::{
        Replica as _,
        replica::{Applied, News},
    },
};
use satchel_model::{
    crdt::Doc,
    document::{
        DocType, SCHEMA,
        epoch::{Hands, Plan, build},
        write::Write,
    },
    hash,
    id::{ActorId, BeaconId, DocId, Fingerprint, Hash, ItemId, Nonce, Signature},
    time::Timestamp,
};
use satchel_protocol::{
    env::{Env, ItemKind, Nonced},
    intent::{Ask, Intent},
    problem::ErrorCode,
    sync::{
        Beacon, Checkpoint, DocMode, DocState, Document, Done, Epoch, EpochReason, Position,
        Verdict, VerdictKind,
    },
};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// The server alone writes the next incarnation.
struct Server;

impl Hands for Server {
    fn of(&self, _: ActorId) -> u32 {
        0
    }

    fn actor(&self, _: u32) -> ActorId {
        ActorId::from_bytes([0xee; 16])
    }

    fn nonce(&self) -> Nonce {
        Nonce::from_bytes([7; 16])
    }
}

fn next(old: &Doc, epoch: u32, without: &[ItemId]) -> Doc {
    let without: Vec<_> =
        without.iter().map(|item| vec!["goals".to_owned(), item.to_string()]).collect();
    let plan = Plan {
        kind: DocType::Chart,
        doc: chart_of(1),
        epoch,
        schema: (1, 1),
        lenses: &[],
        without: &without,
    };
    build(old, &plan, &Server).unwrap().doc
}

fn full(doc: &Doc, epoch: u32, schema: u16, to_seq: u64) -> News {
    let id = chart_of(1);
    News::Document(Box::new(Document {
        doc: id,
        doc_type: DocType::Chart.code(),
        patient: Some(super::kit::patient(1)),
        epoch,
        schema,
        state: DocState::Live,
        mode: DocMode::Full,
        from_seq: 1,
        to_seq,
        fp: hash::fingerprint(id, epoch, to_seq, &doc.heads()),
        env_root: Hash::ZERO,
        authors: Vec::new(),
        card: None,
        part: None,
        bytes: doc.save().into(),
        items: Vec::new(),
        notes: Vec::new(),
    }))
}

fn told(from: u32, to: u32, reason: EpochReason) -> News {
    News::Epoch(Epoch { doc: chart_of(1), from, to, reason })
}

fn take(device: &Device, news: Vec<News>) -> Applied {
    let beacon = Beacon {
        id: BeaconId::from_bytes([1; 16]),
        time: NOW,
        sig: Signature::from_bytes([0; 64]),
    };
    let checkpoint = Checkpoint {
        token: vec![1].into(),
        done: Done::default(),
        more: false,
        digest: None::<Fingerprint>,
        beacon,
        position: Position::default(),
        elsewhere: None,
        sig: Signature::from_bytes([0; 64]),
    };
    device.engine.replica().apply_checkpoint(news, &checkpoint, NOW).unwrap()
}

fn verdict(device: &Device, ctr: u64, kind: VerdictKind) -> Verdict {
    let item = device.pending().into_iter().find(|i| i.ctr == ctr);
    Verdict { ctr, hash: item.map_or(Hash::ZERO, |i| i.hash), kind }
}

fn ok(device: &Device, ctr: u64, seq: u64) -> Verdict {
    let pos = Position { tx: 0, id: i64::try_from(ctr).unwrap() };
    verdict(device, ctr, VerdictKind::Ok { seq, pos, result: None })
}

fn no(device: &Device, ctr: u64, code: ErrorCode, detail: Option<&str>) -> Verdict {
    let detail = detail.map(str::to_owned);
    let kind = VerdictKind::Reject { code: code.number(), detail, in_review: false };
    verdict(device, ctr, kind)
}

fn apply(device: &Device, verdicts: &[Verdict]) -> Applied {
    device.engine.replica().apply_verdicts(verdicts, NOW).unwrap()
}

fn add(device: &Device, text: &str) -> ItemId {
    let item = device.item(NOW);
    device.write(&goal(1, item, text), NOW).unwrap();
    item
}

fn has(device: &Device, item: ItemId) -> bool {
    device.goals(chart_of(1)).contains(&item.to_string())
}

/// Chart 1 with one accepted goal in the base (counters 1 and 2) and one that waits (counter 3).
fn one_waits() -> (Device, ItemId, ItemId) {
    let device = Device::new(1);
    let first = add(&device, "accepted");
    let accepted = device.working(chart_of(1));
    apply(&device, &[ok(&device, 1, 0), ok(&device, 2, 1)]);
    take(&device, vec![full(&accepted, 0, SCHEMA, 1)]);
    let second = add(&device, "waits");
    assert_eq!(device.pending().len(), 1);
    (device, first, second)
}

#[test]
fn what_waits_is_written_anew_on_the_next_incarnation_in_one_transaction() {
    let (device, first, second) = one_waits();
    let new = next(&device.base(chart_of(1)), 1, &[]);
    take(&device, vec![told(0, 1, EpochReason::Compaction), full(&new, 1, SCHEMA, 1)]);
    let row = device.row(chart_of(1)).unwrap();
    assert_eq!((row.epoch, row.base_seq), (1, 1));
    assert!(has(&device, first) && has(&device, second), "reads never go back");
    let pending = device.pending();
    let states: Vec<_> = pending.iter().map(|i| (i.ctr, i.epoch, i.state)).collect();
    assert_eq!(states, [(3, 0, PendingState::Dead), (4, 1, PendingState::Saved)]);
    let env = Env::decode(&pending[1].env).unwrap();
    assert_eq!((env.epoch, env.rebased_from), (1, Some(pending[0].hash)));
    assert_eq!(env.actor, Some(device.author.actor(chart_of(1), 1, env.actor_epoch.unwrap())));
    // The old one goes up, because the counter has no holes, and comes back refused.
    let applied = apply(&device, &[no(&device, 3, ErrorCode::EpochOld, None)]);
    assert_eq!((applied.quarantined, device.pending().len()), (0, 1));
    assert!(has(&device, second));
}

#[test]
fn what_was_accepted_in_the_old_one_is_not_written_a_second_time() {
    let (device, _, second) = one_waits();
    let accepted = device.working(chart_of(1));
    apply(&device, &[ok(&device, 3, 2)]);
    let new = next(&accepted, 1, &[]);
    take(&device, vec![told(0, 1, EpochReason::Compaction), full(&new, 1, SCHEMA, 1)]);
    assert!(device.pending().is_empty());
    assert!(has(&device, second));
}

#[test]
fn a_refusal_that_comes_before_the_new_state_waits_for_it() {
    let (device, _, second) = one_waits();
    let third = add(&device, "built on what waits");
    let refused =
        [no(&device, 3, ErrorCode::EpochOld, None), no(&device, 4, ErrorCode::EpochOld, None)];
    let applied = apply(&device, &refused);
    assert_eq!(applied.repair.first().map(|w| (w.doc, w.epoch)), Some((chart_of(1), 0)));
    assert_eq!(applied.quarantined, 0);
    assert!(has(&device, second) && has(&device, third), "shown all the while");
    assert!(device.pending().iter().all(|i| i.state == PendingState::Held));
    let new = next(&device.base(chart_of(1)), 1, &[]);
    take(&device, vec![told(0, 1, EpochReason::Compaction), full(&new, 1, SCHEMA, 1)]);
    assert!(has(&device, second) && has(&device, third));
    let saved: Vec<_> = device
        .pending()
        .iter()
        .filter(|i| i.state == PendingState::Saved)
        .map(|i| i.epoch)
        .collect();
    assert_eq!(saved, [1, 1]);
    // Asked once more, the server says what it had said.
    let again =
        [no(&device, 3, ErrorCode::EpochOld, None), no(&device, 4, ErrorCode::EpochOld, None)];
    apply(&device, &again);
    assert_eq!(device.pending().len(), 2);
    assert!(device.quarantine().is_empty());
}

#[test]
fn an_edit_of_what_was_taken_out_is_put_aside_where_it_is_seen() {
    let (device, first, _) = one_waits();
    let status = Write::EntryVoid(satchel_model::document::write::decide::EntryVoid {
        doc: chart_of(1),
        kind: DocType::Chart,
        patient: super::kit::patient(1),
        root: "goals".to_owned(),
        item: first,
        reason: "wrong".to_owned(),
    });
    device.write(&status, NOW).unwrap();
    let new = next(&device.base(chart_of(1)), 1, &[first]);
    take(&device, vec![told(0, 1, EpochReason::Rectification), full(&new, 1, SCHEMA, 1)]);
    let aside = device.quarantine();
    assert_eq!(aside.len(), 1);
    assert!(!aside[0].command.is_empty(), "it can be copied");
    assert!(!has(&device, first));
}

#[test]
fn two_incarnations_at_once_are_one_step() {
    let (device, first, second) = one_waits();
    let new = next(&next(&device.base(chart_of(1)), 1, &[]), 2, &[]);
    take(&device, vec![told(0, 2, EpochReason::Compaction), full(&new, 2, SCHEMA, 1)]);
    assert_eq!(device.row(chart_of(1)).map(|r| r.epoch), Some(2));
    assert!(has(&device, first) && has(&device, second));
    // A late message about an older incarnation changes nothing (I12).
    let old = next(&device.base(chart_of(1)), 1, &[]);
    take(&device, vec![told(0, 1, EpochReason::Compaction), full(&old, 1, SCHEMA, 1)]);
    assert_eq!(device.row(chart_of(1)).map(|r| r.epoch), Some(2));
}

#[test]
fn the_new_state_comes_with_the_device_killed_at_any_moment() {
    let (device, first, second) = one_waits();
    let new = next(&device.base(chart_of(1)), 1, &[]);
    let device = device.restart();
    take(&device, vec![told(0, 1, EpochReason::Compaction), full(&new, 1, SCHEMA, 1)]);
    let device = device.restart();
    assert!(has(&device, first) && has(&device, second));
}

#[test]
fn a_device_too_old_for_the_schema_hands_its_commands_to_the_server() {
    let (device, first, _) = one_waits();
    let new = next(&device.base(chart_of(1)), 1, &[]);
    take(&device, vec![told(0, 1, EpochReason::Migration), full(&new, 1, SCHEMA + 1, 1)]);
    let pending = device.pending();
    let asks: Vec<_> = pending.iter().filter(|i| i.kind == ItemKind::Intent).collect();
    assert_eq!(asks.len(), 1);
    assert_eq!(asks[0].command, pending[0].command, "the very command");
    let intent = Nonced::<Intent>::decode(&asks[0].body).unwrap().value;
    assert_eq!(intent.ask, Ask::Command { of: pending[0].hash });
    let out = device.engine.replica().outbox_after(3, 10, 100_000).unwrap();
    assert_eq!(out[0].item.cmd.as_ref().map(|c| c.to_vec()), Some(asks[0].command.clone()));
    // It writes no change of its own, so it strips nothing; and it shows what it knows.
    assert!(has(&device, first));
    assert!(pending.iter().all(|i| i.kind == ItemKind::Intent || i.state == PendingState::Dead));
    let applied = apply(&device, &[no(&device, 3, ErrorCode::EpochOld, Some("want_cmd"))]);
    assert_eq!(applied.quarantined, 0);
    apply(&device, &[ok(&device, asks[0].ctr, 0)]);
    assert!(device.pending().is_empty());
}

#[test]
fn a_command_that_the_server_could_not_carry_out_is_put_aside() {
    let (device, ..) = one_waits();
    let new = next(&device.base(chart_of(1)), 1, &[]);
    take(&device, vec![told(0, 1, EpochReason::Migration), full(&new, 1, SCHEMA + 1, 1)]);
    let ask = device.pending().into_iter().find(|i| i.kind == ItemKind::Intent).unwrap();
    apply(&device, &[no(&device, ask.ctr, ErrorCode::Stale, None)]);
    let aside = device.quarantine();
    assert_eq!((aside.len(), aside[0].code.as_str()), (1, "stale"));
    assert_eq!(aside[0].command, ask.command);
}

#[test]
fn an_erased_document_leaves_only_that_something_was_withdrawn() {
    let (device, ..) = one_waits();
    let applied = take(&device, vec![told(0, 1, EpochReason::Erasure)]);
    assert!(applied.shredded);
    assert!(device.row(chart_of(1)).is_none());
    let aside = device.quarantine();
    assert_eq!((aside.len(), aside[0].code.as_str()), (1, "erased"));
    assert!(aside[0].command.is_empty() && aside[0].body.is_empty());
    let waiting: Vec<_> =
        device.pending().iter().filter(|i| i.doc == chart_of(1)).map(|i| i.body.len()).collect();
    assert_eq!(waiting, [0], "its number goes up, its content does not");
    apply(&device, &[no(&device, 3, ErrorCode::Erased, None)]);
    assert!(device.pending().iter().all(|i| i.doc != chart_of(1)));
    assert!(device.row(DocId::from_bytes([0x41; 16])).is_none());
}
