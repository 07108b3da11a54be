//! The engine over a replica that only remembers: what it opens, when, and what it makes of answers.
mod compare;
mod rounds;
mod trouble;
mod wanted;

use super::*;
use crate::{
    store::StoreError,
    sync::replica::{Applied, Facts, News, OutItem},
};
use satchel_model::{
    entropy::SeededEntropy,
    hash::Hasher,
    id::{DeviceId, Fingerprint, Hash, Signature, TenantId, UserId},
};
use satchel_protocol::{
    frame::{self, Splitter},
    limit::Limits,
    sync::{
        Beacon, BucketOf, Checkpoint, DocMode, DocState, Document, Done, Message, Mode, Outbox,
        Plan, Poke, Position, Print, PushItem, Section, Trouble as WireTrouble, Verdict,
        VerdictKind, Verdicts, Welcome,
    },
};
use satchel_vault::{
    beacon,
    cert::Lease,
    secret::Key32,
    sign::{Namespace, SigningKey},
};
use std::{cell::RefCell, collections::BTreeSet};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);
const DEVICE: DeviceId = DeviceId::from_bytes([2; 16]);

fn tenant() -> SigningKey {
    SigningKey::from_seed(&Key32::from_bytes([9; 32])).unwrap()
}

#[derive(Default)]
struct Memory {
    outbox: Vec<u64>,
    checkpoints: usize,
    news: usize,
    verdicts: usize,
    lost: usize,
    welcomes: usize,
    access_until: Option<Timestamp>,
    repair: Vec<Want>,
    unreadable: Vec<Want>,
    strays: Vec<Want>,
    /// What the next checkpoint brings.
    brings: BTreeSet<DocId>,
    stop: Option<ErrorCode>,
    /// What the next checkpoint's digest says of this copy.
    same: Option<bool>,
    /// What a comparison finds.
    differ: Vec<Want>,
    confirmed: usize,
}

#[derive(Default)]
struct Fake(RefCell<Memory>);

impl Replica for Fake {
    fn facts(&self) -> Result<Facts, StoreError> {
        let access_until = self.0.borrow().access_until;
        Ok(Facts {
            device: DEVICE,
            user: UserId::from_bytes([3; 16]),
            tenant_key: tenant().public(),
            access: Some(vec![1; 32]),
            access_until: access_until.unwrap_or(Timestamp::from_millis(i64::MAX)),
            token: None,
            outbox: Outbox::default(),
            beacon: None,
            incarnation: 0,
            offline_since: None,
            unreadable: self.0.borrow().unreadable.clone(),
            strays: self.0.borrow().strays.clone(),
            digest: None,
        })
    }

    fn prove(&self, _: &Hash) -> Signature {
        Signature::from_bytes([0; 64])
    }

    fn outbox_after(&self, ctr: u64, items: usize, _: usize) -> Result<Vec<OutItem>, StoreError> {
        let memory = self.0.borrow();
        let after = memory.outbox.iter().filter(|c| **c > ctr).take(items);
        Ok(after
            .map(|ctr| OutItem {
                ctr: *ctr,
                item: PushItem {
                    env: vec![1].into(),
                    sig: Signature::from_bytes([0; 64]),
                    body: vec![2].into(),
                    cmd: None,
                },
            })
            .collect())
    }

    fn apply_welcome(
        &self,
        _: &Welcome,
        _: Option<&Lease>,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        self.0.borrow_mut().welcomes += 1;
        Ok(())
    }

    fn apply_verdicts(&self, verdicts: &[Verdict], _: Timestamp) -> Result<Applied, StoreError> {
        let mut memory = self.0.borrow_mut();
        memory.verdicts += verdicts.len();
        memory.outbox.retain(|ctr| !verdicts.iter().any(|v| v.ctr == *ctr));
        Ok(Applied { settled: verdicts.len(), stop: memory.stop, ..Applied::default() })
    }

    fn apply_checkpoint(
        &self,
        news: Vec<News>,
        _: &Checkpoint,
        _: Timestamp,
    ) -> Result<Applied, StoreError> {
        let mut memory = self.0.borrow_mut();
        memory.checkpoints += 1;
        memory.news += news.len();
        let (repair, same) = (std::mem::take(&mut memory.repair), memory.same);
        Ok(Applied { docs: memory.brings.clone(), repair, same, ..Applied::default() })
    }

    fn sections(&self) -> Result<Vec<Section>, StoreError> {
        Ok(Vec::new())
    }
    fn buckets(&self, _: u64, _: u16) -> Result<Vec<u64>, StoreError> {
        Ok(vec![0; 256])
    }
    fn differing(&self, _: u64, _: &[BucketOf], _: &[Print]) -> Result<Vec<Want>, StoreError> {
        Ok(self.0.borrow().differ.clone())
    }
    fn confirm(&self, _: &[Want]) -> Result<(), StoreError> {
        self.0.borrow_mut().confirmed += 1;
        Ok(())
    }
    fn lost_contact(&self, _: Timestamp) -> Result<(), StoreError> {
        self.0.borrow_mut().lost += 1;
        Ok(())
    }
}

/// An engine with its replica's memory, virtual time and what it did last.
struct Bench {
    engine: Engine<Fake>,
    entropy: SeededEntropy,
    now: Timestamp,
    stream: Hasher,
}

impl Bench {
    fn new() -> Self {
        Self {
            engine: Engine::new(Fake::default()),
            entropy: SeededEntropy::new(1),
            now: NOW,
            stream: Hasher::default(),
        }
    }

    fn memory(&self) -> std::cell::RefMut<'_, Memory> {
        self.engine.replica().0.borrow_mut()
    }

    fn handle(&mut self, input: &Input<'_>) -> Vec<Action> {
        self.engine.handle(input, self.now, &self.entropy)
    }

    fn wake(&mut self, why: Wake) -> Option<(Conn, Carrier, Vec<Message>)> {
        let actions = self.handle(&Input::Wake(why));
        opened(actions)
    }

    fn feed(&mut self, conn: Conn, messages: &[Message]) -> Vec<Action> {
        let bytes: Vec<u8> = messages.iter().flat_map(frame::encode).collect();
        for news in messages.iter().filter(|m| m.is_news()) {
            self.stream.update(&frame::encode(news));
        }
        self.handle(&Input::Bytes { conn, bytes: &bytes })
    }

    fn checkpoint(&mut self, conn: Conn, more: bool) -> Vec<Action> {
        let stream = self.stream.take();
        let frame = frame::encode(&Message::Checkpoint(signed(stream, more)));
        self.handle(&Input::Bytes { conn, bytes: &frame })
    }

    fn end(&mut self, conn: Conn) -> Option<(Conn, Carrier, Vec<Message>)> {
        opened(self.handle(&Input::Ended { conn, trouble: None }))
    }

    fn fail(&mut self, conn: Conn, code: ErrorCode) -> Vec<Action> {
        let trouble = Some(Trouble::of(code));
        self.handle(&Input::Ended { conn, trouble })
    }

    /// One pull from its opening to its end; answers what is opened next.
    fn pull(&mut self, conn: Conn) -> Option<(Conn, Carrier, Vec<Message>)> {
        self.feed(conn, &[welcome(Mode::Normal)]);
        self.checkpoint(conn, false);
        self.end(conn)
    }
}

fn opened(actions: Vec<Action>) -> Option<(Conn, Carrier, Vec<Message>)> {
    actions.into_iter().find_map(|action| match action {
        Action::Open { conn, carrier, body } => Some((conn, carrier, split(&body))),
        Action::Close { .. } | Action::Refresh | Action::Tell(_) => None,
    })
}

fn split(body: &[u8]) -> Vec<Message> {
    let mut splitter = Splitter::default();
    splitter.push(body);
    std::iter::from_fn(|| splitter.next_frame().unwrap().map(|(m, _)| m)).collect()
}

fn beacon() -> Beacon {
    let key = Key32::from_bytes([8; 32]);
    let made = beacon::issue(NOW, TenantId::from_bytes([9; 16]), &key, &tenant());
    Beacon { id: made.id, time: made.time, sig: made.sig }
}

fn welcome(mode: Mode) -> Message {
    Message::Welcome(Welcome {
        conn: 1,
        limits: Limits::default(),
        site: SiteSettings::default(),
        server_time: NOW,
        beacon: beacon(),
        lease: Vec::new().into(),
        min_app_ver: 0,
        cluster_epoch: 0,
        push_from_ctr: 1,
        plan: Plan::default(),
        mode,
        elsewhere: None,
        chain: None,
    })
}

fn signed(stream: Hash, more: bool) -> Checkpoint {
    let mut checkpoint = Checkpoint {
        token: vec![1].into(),
        done: Done { docs: 1, bytes: 2 },
        more,
        digest: None,
        beacon: beacon(),
        position: Position::default(),
        elsewhere: None,
        sig: Signature::from_bytes([0; 64]),
    };
    checkpoint.sig = tenant().sign(Namespace::CKPT, &checkpoint.digest_for(DEVICE, stream));
    checkpoint
}

fn verdicts(ctrs: &[u64]) -> Message {
    let ok = |ctr: &u64| Verdict {
        ctr: *ctr,
        hash: Hash::ZERO,
        kind: VerdictKind::Ok { seq: 1, pos: Position::default(), result: None },
    };
    let verdicts = ctrs.iter().map(ok).collect();
    Message::Verdicts(Verdicts { verdicts, ctr_hw: 0, defer: None })
}

#[test]
fn an_empty_outbox_begins_with_a_pull_and_then_listens() {
    let mut b = Bench::new();
    let (conn, carrier, sent) = b.wake(Wake::Resume).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    assert!(matches!(sent.as_slice(), [Message::Hello(_), Message::Pull(_)]));
    let (_, carrier, sent) = b.pull(conn).unwrap();
    assert_eq!(carrier, Carrier::Live);
    assert!(matches!(sent.as_slice(), [Message::Hello(_)]));
    assert_eq!(b.memory().checkpoints, 1);
}

#[test]
fn pushes_come_before_pulls_and_their_answer_asks_for_a_pull() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1, 2];
    let (conn, carrier, sent) = b.wake(Wake::Resume).unwrap();
    assert_eq!(carrier, Carrier::Push);
    assert!(matches!(sent.as_slice(), [Message::Hello(_), Message::Push(p)] if p.items.len() == 2));
    b.feed(conn, &[welcome(Mode::Normal), verdicts(&[1, 2])]);
    let (_, carrier, _) = b.end(conn).unwrap();
    assert_eq!(carrier, Carrier::Pull);
}

#[test]
fn at_most_four_frames_go_unanswered() {
    let mut b = Bench::new();
    b.memory().outbox = (1..=2_000).collect();
    let (_, _, sent) = b.wake(Wake::Resume).unwrap();
    let sizes: Vec<_> = sent
        .iter()
        .filter_map(|m| if let Message::Push(p) = m { Some(p.items.len()) } else { None })
        .collect();
    assert_eq!(sizes, [256; 4]);
}

#[test]
fn a_push_that_settles_nothing_is_not_repeated_at_once() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1];
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal)]);
    assert!(b.end(conn).is_none());
    assert!(b.engine.wake_at() > NOW);
}

#[test]
fn a_cut_answer_keeps_its_checkpoints_and_resumes() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal)]);
    b.checkpoint(conn, true);
    b.handle(&Input::Bytes { conn, bytes: &[6, 200, 0] });
    assert!(b.end(conn).is_none());
    assert_eq!(b.memory().checkpoints, 1);
    assert_eq!(b.memory().lost, 0);
    b.now = b.engine.wake_at();
    assert_eq!(b.wake(Wake::Timer).unwrap().1, Carrier::Pull);
}

#[test]
fn a_pass_with_more_to_bring_goes_on_at_once() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal)]);
    b.checkpoint(conn, true);
    assert_eq!(b.end(conn).unwrap().1, Carrier::Pull);
}

#[test]
fn news_without_a_good_signature_is_never_applied() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal)]);
    let forged = signed(Hash::from_bytes([7; 32]), false);
    let bytes = frame::encode(&Message::Checkpoint(forged));
    let actions = b.handle(&Input::Bytes { conn, bytes: &bytes });
    assert!(actions.contains(&Action::Close { conn }));
    assert_eq!(b.memory().checkpoints, 0);
    assert_eq!(b.engine.status().trouble, Some(ErrorCode::WrongServerKey));
}

#[test]
fn all_news_since_the_last_checkpoint_is_signed_and_nothing_else() {
    let mut b = Bench::new();
    let revoke = |n| {
        let how = satchel_protocol::sync::RevokeHow::Purge;
        let doc = DocId::from_bytes([n; 16]);
        Message::Revoke(satchel_protocol::sync::Revoke { doc, how })
    };
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), revoke(1), verdicts(&[]), revoke(2)]);
    b.checkpoint(conn, true);
    b.feed(conn, &[revoke(3)]);
    b.checkpoint(conn, true);
    assert_eq!(b.memory().checkpoints, 2);
    assert_eq!(b.memory().news, 3);
    // One piece of news less than was signed.
    b.stream.update(&frame::encode(&revoke(4)));
    b.checkpoint(conn, false);
    assert_eq!(b.engine.replica().0.borrow().checkpoints, 2);
}

#[test]
fn a_beacon_of_somebody_else_ends_the_conversation() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let Message::Welcome(mut forged) = welcome(Mode::Normal) else { panic!("a WELCOME") };
    forged.beacon.time = NOW.plus_millis(1);
    b.feed(conn, &[Message::Welcome(forged)]);
    assert_eq!(b.memory().welcomes, 0);
    assert_eq!(b.engine.status().trouble, Some(ErrorCode::WrongServerKey));
}

#[test]
fn a_server_that_does_not_greet_first_is_none() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[verdicts(&[1])]);
    assert_eq!(b.memory().verdicts, 0);
    assert_eq!(b.engine.status().trouble, Some(ErrorCode::Malformed));
}

#[test]
fn a_poke_brings_a_pull() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let (live, ..) = b.pull(conn).unwrap();
    let (conn, carrier, _) = opened(b.feed(live, &[welcome(Mode::Normal)])).unwrap();
    assert!(b.engine.status().live);
    assert_eq!(carrier, Carrier::Pull, "what happened before the socket was open");
    assert!(b.pull(conn).is_none());
    b.now = NOW.plus_millis(2_000);
    let poke = Message::Poke(Poke { groups: Vec::new(), docs: Vec::new() });
    let (_, carrier, _) = opened(b.feed(live, &[poke])).unwrap();
    assert_eq!(carrier, Carrier::Pull);
}

#[test]
fn a_lost_poke_is_made_up_by_a_poll_within_a_minute_and_a_bit() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let (live, ..) = b.pull(conn).unwrap();
    let (conn, ..) = opened(b.feed(live, &[welcome(Mode::Normal)])).unwrap();
    b.pull(conn);
    let wait = b.engine.wake_at().since(NOW);
    assert!((54_000..=66_000).contains(&wait), "{wait}");
    b.now = b.engine.wake_at();
    assert_eq!(b.wake(Wake::Timer).unwrap().1, Carrier::Pull);
}

#[test]
fn a_dead_server_is_tried_again_by_the_timer_without_a_new_write() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1];
    let mut waits = Vec::new();
    let (mut conn, ..) = b.wake(Wake::Resume).unwrap();
    for _ in 0..12 {
        b.fail(conn, ErrorCode::Offline);
        let wait = b.engine.wake_at().since(b.now);
        waits.push(wait);
        b.now = b.engine.wake_at();
        let Some((next, carrier, _)) = b.wake(Wake::Timer) else { continue };
        assert_eq!(carrier, Carrier::Push);
        conn = next;
    }
    assert!(waits.iter().all(|w| (1..=300_000).contains(w)), "{waits:?}");
    assert!(!b.engine.status().online);
    assert!(b.memory().lost > 0);
}

#[test]
fn a_clock_far_off_is_told() {
    let mut b = Bench::new();
    b.now = NOW.plus_millis(121_000);
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal)]);
    assert_eq!(b.engine.status().clock_off_ms, Some(121_000));
}

#[test]
fn bytes_of_a_dropped_connection_change_nothing() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.fail(conn, ErrorCode::Offline);
    b.feed(conn, &[welcome(Mode::Normal)]);
    assert_eq!(b.memory().welcomes, 0);
}

#[test]
fn a_clock_that_is_set_back_by_days_does_not_silence_the_device() {
    let mut b = Bench::new();
    b.now = NOW.plus_millis(3 * satchel_model::time::DAY_MS);
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.fail(conn, ErrorCode::Offline);
    b.now = NOW;
    b.memory().outbox = vec![1];
    assert_eq!(b.wake(Wake::Timer).unwrap().1, Carrier::Push);
}
