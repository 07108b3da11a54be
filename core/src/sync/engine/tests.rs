//! The engine over a replica that only remembers: what it opens, when, and what it makes of answers.
mod compare;

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
fn an_ended_session_asks_for_a_token_once_and_goes_on_when_there_is_one() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let refuse = Message::Problem(WireTrouble {
        code: ErrorCode::Unauthenticated.number(),
        retry_after_s: None,
        incident: None,
    });
    let actions = b.feed(conn, &[refuse]);
    assert!(actions.contains(&Action::Refresh));
    assert!(!b.handle(&Input::Wake(Wake::NewWork)).contains(&Action::Refresh));
    assert_eq!(b.wake(Wake::SignedIn).unwrap().1, Carrier::Pull);
}

#[test]
fn a_token_about_to_end_is_renewed_before_it_is_used() {
    let mut b = Bench::new();
    b.memory().access_until = Some(NOW.plus_millis(30_000));
    let actions = b.handle(&Input::Wake(Wake::Resume));
    assert!(actions.contains(&Action::Refresh));
    assert!(opened(actions).is_none());
    b.memory().access_until = Some(NOW.plus_millis(600_000));
    assert!(b.wake(Wake::SignedIn).is_some());
}

#[test]
fn a_fresh_token_is_believed_though_the_clock_says_it_has_ended() {
    let mut b = Bench::new();
    b.memory().access_until = Some(NOW.plus_millis(-86_400_000));
    assert!(b.handle(&Input::Wake(Wake::Resume)).contains(&Action::Refresh));
    let (conn, ..) = b.wake(Wake::SignedIn).unwrap();
    // Refused nevertheless: no loop of refreshing, but patience.
    let actions = b.fail(conn, ErrorCode::Unauthenticated);
    assert!(!actions.contains(&Action::Refresh));
    assert!(b.engine.wake_at() > NOW);
}

#[test]
fn a_device_with_a_wrong_clock_proves_itself_in_the_servers_time() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let theirs = NOW.plus_millis(7_200_000);
    let wrong = Trouble { server_time: Some(theirs), ..Trouble::of(ErrorCode::ClockWrong) };
    let ended = Input::Ended { conn, trouble: Some(wrong) };
    let (conn, _, sent) = opened(b.handle(&ended)).unwrap();
    assert!(matches!(&sent[0], Message::Hello(h) if h.proof.at == theirs));
    assert_eq!(b.engine.status().clock_off_ms, Some(-7_200_000));
    // Refused again at the same time: no hot loop.
    let ended = Input::Ended { conn, trouble: Some(wrong) };
    assert!(opened(b.handle(&ended)).is_none());
}

#[test]
fn a_revoked_device_falls_silent() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1];
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.fail(conn, ErrorCode::DeviceRevoked);
    assert_eq!(b.engine.status().stopped, Some(ErrorCode::DeviceRevoked));
    b.now = NOW.plus_millis(3_600_000);
    assert!(b.wake(Wake::Asked).is_none());
    assert!(b.wake(Wake::SignedIn).is_none());
}

#[test]
fn a_forked_chain_stops_pushes_but_not_pulls() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1];
    b.memory().stop = Some(ErrorCode::ChainFork);
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), verdicts(&[5])]);
    assert_eq!(b.end(conn).unwrap().1, Carrier::Pull);
}

#[test]
fn a_read_only_server_is_read_but_not_written() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::ReadOnly)]);
    b.memory().outbox = vec![1];
    b.checkpoint(conn, false);
    assert_eq!(b.end(conn).unwrap().1, Carrier::Live);
}

#[test]
fn a_full_server_is_left_alone_for_as_long_as_it_asks() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Wait { retry_after_s: 120, place: 7 })]);
    assert!(b.engine.is_idle());
    b.now = NOW.plus_millis(119_000);
    assert!(b.wake(Wake::Timer).is_none());
    b.now = NOW.plus_millis(430_000);
    assert!(b.wake(Wake::Timer).is_some());
}

#[test]
fn a_wipe_order_is_handed_on_and_nothing_more_is_sent() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let actions = b.feed(conn, &[welcome(Mode::Wipe { order: vec![1, 2].into() })]);
    assert!(actions.contains(&Action::Tell(Notice::Wipe(vec![1, 2]))));
    b.checkpoint(conn, false);
    assert!(b.end(conn).is_none());
}

#[test]
fn news_that_did_not_fit_is_asked_for_anew_once() {
    let mut b = Bench::new();
    let want = Want { doc: DocId::from_bytes([1; 16]), epoch: 0, have_seq: 0 };
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.memory().repair = vec![want];
    assert!(b.pull(conn).is_none(), "it waits a moment first");
    b.now = b.engine.wake_at();
    let (conn, carrier, sent) = b.wake(Wake::Timer).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    assert!(matches!(&sent[1], Message::Pull(p) if p.want == Some(vec![want])));
    b.memory().repair = vec![want];
    // It had its chance: it comes again with the document's next change.
    assert_eq!(b.pull(conn).unwrap().1, Carrier::Live);
}

#[test]
fn an_unreadable_document_is_asked_for_once() {
    let mut b = Bench::new();
    let want = Want { doc: DocId::from_bytes([1; 16]), epoch: 0, have_seq: 0 };
    b.memory().unreadable = vec![want];
    let (conn, _, sent) = b.wake(Wake::Resume).unwrap();
    assert!(matches!(&sent[1], Message::Pull(p) if p.want == Some(vec![want])));
    b.pull(conn);
    b.now = NOW.plus_millis(70_000);
    let (_, _, sent) = b.wake(Wake::Timer).unwrap();
    assert!(matches!(&sent[1], Message::Pull(p) if p.want.is_none()));
}

#[test]
fn what_the_server_lost_is_asked_for_until_it_has_it_again() {
    let mut b = Bench::new();
    let want = Want { doc: DocId::from_bytes([1; 16]), epoch: 0, have_seq: 3 };
    b.memory().strays = vec![want];
    let wanted = |b: &mut Bench, ms| {
        b.now = NOW.plus_millis(ms);
        let (conn, _, sent) = b.wake(Wake::Asked).unwrap();
        b.pull(conn);
        let Message::Pull(pull) = &sent[1] else { panic!("no pull") };
        pull.want.clone()
    };
    assert_eq!(wanted(&mut b, 0), Some(vec![want]));
    assert_eq!(wanted(&mut b, 299_000), None, "not with every poll");
    b.memory().brings = [want.doc].into();
    assert_eq!(wanted(&mut b, 300_000), Some(vec![want]));
    assert_eq!(wanted(&mut b, 900_000), None, "it was told what the server has");
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
fn a_round_is_counted_when_work_ends_well_or_badly() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    assert_eq!(b.engine.status().rounds, 0);
    b.fail(conn, ErrorCode::Offline);
    assert_eq!(b.engine.status().rounds, 1);
    let (conn, ..) = b.wake(Wake::Asked).unwrap();
    b.pull(conn);
    assert_eq!(b.engine.status().rounds, 2);
}

#[test]
fn the_status_is_told_once_for_each_change() {
    let mut b = Bench::new();
    let told = |actions: &[Action]| {
        actions.iter().filter(|a| matches!(a, Action::Tell(Notice::Status(_)))).count()
    };
    let first = b.handle(&Input::Wake(Wake::Resume));
    assert_eq!(told(&first), 1);
    assert_eq!(told(&b.handle(&Input::Wake(Wake::NewWork))), 0);
}

fn rounds(actions: &[Action]) -> Vec<Round> {
    let round = |action: &Action| match action {
        Action::Tell(Notice::Round(round)) => Some(*round),
        _ => None,
    };
    actions.iter().filter_map(round).collect()
}

#[test]
fn a_download_that_rests_is_cut_and_begins_again_only_when_wanted() {
    let mut b = Bench::new();
    let (conn, carrier, _) = b.wake(Wake::Resume).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    b.feed(conn, &[welcome(Mode::Normal)]);
    let actions = b.handle(&Input::Wake(Wake::Pause));
    assert!(actions.contains(&Action::Close { conn }));
    assert!(b.engine.status().progress.is_some(), "how far it came is still shown");
    b.now = b.now.plus_millis(120_000);
    let next = b.wake(Wake::Timer).map(|(_, carrier, _)| carrier);
    assert_ne!(next, Some(Carrier::Pull));
    let (_, carrier, _) = b.wake(Wake::Unpause).unwrap();
    assert_eq!(carrier, Carrier::Pull);
}

#[test]
fn what_was_written_here_is_sent_while_the_download_rests() {
    let mut b = Bench::new();
    b.handle(&Input::Wake(Wake::Pause));
    b.memory().outbox = vec![1];
    let (conn, carrier, _) = b.wake(Wake::NewWork).unwrap();
    assert_eq!(carrier, Carrier::Push);
    assert_eq!(b.engine.status().sent, Some(0));
    b.fail(conn, ErrorCode::Offline);
    assert_eq!(b.engine.status().sent, None);
}

#[test]
fn who_asks_for_news_ends_the_rest() {
    let mut b = Bench::new();
    b.handle(&Input::Wake(Wake::Pause));
    let (_, carrier, _) = b.wake(Wake::Asked).unwrap();
    assert_eq!(carrier, Carrier::Pull);
}

/// A document as the feed brings it, without items.
fn brought(n: u8) -> Message {
    Message::Document(Document {
        doc: DocId::from_bytes([n; 16]),
        doc_type: 2,
        patient: None,
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        mode: DocMode::Log,
        from_seq: 1,
        to_seq: 0,
        fp: Fingerprint::from_bytes([0; 16]),
        env_root: Hash::ZERO,
        authors: Vec::new(),
        card: None,
        part: None,
        bytes: Vec::new().into(),
        items: Vec::new(),
        notes: Vec::new(),
    })
}

#[test]
fn a_pass_of_several_rounds_adds_up_and_each_round_tells_its_own() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), brought(1), brought(2)]);
    b.checkpoint(conn, true);
    let actions = b.handle(&Input::Ended { conn, trouble: None });
    assert_eq!(rounds(&actions)[0].items, 2);
    let (conn, carrier, _) = opened(actions).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    b.feed(conn, &[welcome(Mode::Normal), brought(3)]);
    b.checkpoint(conn, true);
    assert_eq!(b.engine.status().progress.map(|p| p.docs), Some(3));
    assert_eq!(rounds(&b.handle(&Input::Ended { conn, trouble: None }))[0].items, 1);
}

#[test]
fn each_round_tells_what_it_carried_and_what_went_wrong() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), brought(1)]);
    b.checkpoint(conn, false);
    let told = rounds(&b.handle(&Input::Ended { conn, trouble: None }));
    assert_eq!(told.len(), 1);
    assert!(told[0].up > 0 && told[0].down > 0, "{told:?}");
    assert_eq!((told[0].carrier, told[0].items, told[0].code), (Carrier::Pull, 1, None));

    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let told = rounds(&b.fail(conn, ErrorCode::Overloaded));
    assert_eq!((told[0].down, told[0].code), (0, Some(ErrorCode::Overloaded)));
    let retry_at = b.engine.status().retry_at.unwrap();
    assert!(retry_at > b.now, "the next try is told");
    b.now = retry_at;
    let (conn, ..) = b.wake(Wake::Timer).unwrap();
    b.pull(conn);
    assert_eq!(b.engine.status().retry_at, None);
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
