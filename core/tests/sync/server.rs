//! A server in memory: chain, lineage, epochs of actors, verdicts that never change, a feed with tokens. It checks
//! what the real one checks of order and signatures and nothing of clinical content; refusals are drawn by chance.
use super::kit::{TENANT, tenant_key};
use satchel_model::{
    actor,
    crdt::{Doc, Guarded, Limits, LineageError},
    document::{self, DocType},
    entropy::SeededEntropy,
    hash::{self, Hasher},
    id::{DeviceId, DocId, Hash, PatientId, PublicKey, Signature, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, Env, ItemKind, Nonced},
    frame::{self, Splitter},
    intent::{Ask, Intent},
    limit::Limits as WireLimits,
    problem::ErrorCode,
    sync::{
        Author, Checkpoint, Deferred, DocMode, DocState, Document, Done, Grant, GrantReason, Hello,
        Item, ItemMeta, Message, Mode, Plan, Position, Pull, Push, PushItem, SiteSettings, Verdict,
        VerdictKind, Verdicts, Welcome, hello_digest,
    },
};
use satchel_vault::{
    beacon, cert,
    secret::Key32,
    sign::{self, Namespace, SigningKey},
};
use std::collections::{BTreeMap, BTreeSet};

struct Logged {
    seq: u64,
    pos: i64,
    kind: ItemKind,
    hash: Hash,
    body: Vec<u8>,
    device: DeviceId,
    user: UserId,
    role: u8,
    rebased_from: Option<Hash>,
}

struct Held {
    kind: DocType,
    patient: Option<PatientId>,
    doc: Doc,
    log: Vec<Logged>,
    refused: BTreeSet<Hash>,
}

#[derive(Default)]
struct Peer {
    key: Option<PublicKey>,
    ctr_hw: u64,
    chain: Option<Hash>,
    verdicts: BTreeMap<u64, Verdict>,
}

/// What the server refuses although nothing is wrong with it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Moods {
    /// Changes and entries refused for their content, in a hundred.
    pub(crate) forbidden: u64,
    /// Pushes of which the rest is deferred, in a hundred.
    pub(crate) deferred: u64,
    /// Documents sent whole although the log would do, in a hundred.
    pub(crate) full: u64,
    /// Documents whose making is refused, in a hundred.
    pub(crate) uncreated: u64,
}

pub(crate) struct Server {
    signing: SigningKey,
    token_key: Key32,
    docs: BTreeMap<DocId, Held>,
    peers: BTreeMap<DeviceId, Peer>,
    pos: i64,
    pub(crate) moods: Moods,
    chance: SeededEntropy,
    pub(crate) accepted: BTreeSet<Hash>,
}

/// Where a pass stands: it covers `from < pos <= target` and has done the documents up to `after`.
#[derive(Clone, Copy, Default)]
struct Token {
    from: i64,
    target: i64,
    after: [u8; 16],
    under_way: bool,
}

impl Token {
    fn encode(self) -> Vec<u8> {
        let mut out = self.from.to_be_bytes().to_vec();
        out.extend(self.target.to_be_bytes());
        out.extend(self.after);
        out.push(u8::from(self.under_way));
        out
    }

    fn decode(bytes: &[u8]) -> Self {
        Self {
            from: i64::from_be_bytes(bytes[..8].try_into().unwrap()),
            target: i64::from_be_bytes(bytes[8..16].try_into().unwrap()),
            after: bytes[16..32].try_into().unwrap(),
            under_way: bytes[32] == 1,
        }
    }
}

impl Server {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            signing: tenant_key(),
            token_key: Key32::from_bytes([8; 32]),
            docs: BTreeMap::new(),
            peers: BTreeMap::new(),
            pos: 0,
            moods: Moods::default(),
            chance: SeededEntropy::new(seed),
            accepted: BTreeSet::new(),
        }
    }

    pub(crate) fn enrol(&mut self, device: DeviceId, key: PublicKey) {
        self.peers.insert(device, Peer { key: Some(key), ..Peer::default() });
    }

    pub(crate) fn doc(&self, doc: DocId) -> Option<&Doc> {
        self.docs.get(&doc).map(|d| &d.doc)
    }

    pub(crate) fn docs(&self) -> Vec<DocId> {
        self.docs.keys().copied().collect()
    }

    pub(crate) fn entries(&self, doc: DocId) -> Vec<&[u8]> {
        let log = self.docs.get(&doc).map(|d| d.log.as_slice()).unwrap_or_default();
        log.iter().filter(|l| l.kind == ItemKind::Entry).map(|l| l.body.as_slice()).collect()
    }

    fn draw(&self, in_hundred: u64) -> bool {
        self.chance.below(100) < in_hundred
    }

    /// Answers one body of frames.
    pub(crate) fn answer(&mut self, body: &[u8], now: Timestamp) -> Vec<u8> {
        let mut splitter = Splitter::default();
        splitter.push(body);
        let Some((Message::Hello(hello), _)) = splitter.next_frame().unwrap() else {
            panic!("a body begins with HELLO");
        };
        self.check_hello(&hello);
        let mut out = frame::encode(&Message::Welcome(self.welcome(&hello, now)));
        let settled = self.settled(&hello);
        if !settled.verdicts.is_empty() {
            out.extend(frame::encode(&Message::Verdicts(settled)));
        }
        while let Some((message, _)) = splitter.next_frame().unwrap() {
            match message {
                Message::Push(push) => {
                    let verdicts = self.push(hello.device, push);
                    out.extend(frame::encode(&Message::Verdicts(verdicts)));
                }
                Message::Pull(pull) => self.pull(&hello, &pull, now, &mut out),
                other => panic!("unexpected {}", other.kind()),
            }
        }
        out
    }

    fn check_hello(&self, hello: &Hello) {
        let key = self.peers[&hello.device].key.unwrap();
        let digest = hello_digest(&hello.access, hello.proof.at, hello.beacon);
        sign::verify(Namespace::HELLO, &key, &digest, &hello.proof.sig).expect("a good proof");
    }

    fn beacon(&self, now: Timestamp) -> satchel_protocol::sync::Beacon {
        let made = beacon::issue(now, TENANT, &self.token_key, &self.signing);
        satchel_protocol::sync::Beacon { id: made.id, time: made.time, sig: made.sig }
    }

    fn welcome(&self, hello: &Hello, now: Timestamp) -> Welcome {
        let lease = cert::Lease {
            v: 1,
            tenant: TENANT,
            device: hello.device,
            user: hello.user,
            not_after: now.plus_millis(1_000_000_000),
            server_time: now,
        };
        let lease = satchel_model::cbor::encode(&lease.issue(&self.signing));
        Welcome {
            conn: 1,
            limits: WireLimits::default(),
            site: SiteSettings { name: "Clinic".into(), zone: "UTC".into() },
            server_time: now,
            beacon: self.beacon(now),
            lease: lease.into(),
            min_app_ver: 0,
            cluster_epoch: 1,
            push_from_ctr: self.peers[&hello.device].ctr_hw + 1,
            plan: Plan::default(),
            mode: Mode::Normal,
            elsewhere: None,
            chain: self.peers[&hello.device].chain,
        }
    }

    fn settled(&self, hello: &Hello) -> Verdicts {
        let peer = &self.peers[&hello.device];
        let from = hello.outbox.min_ctr;
        let verdicts = if from == 0 {
            Vec::new()
        } else {
            peer.verdicts.range(from..).map(|(_, v)| v.clone()).collect()
        };
        Verdicts { verdicts, ctr_hw: peer.ctr_hw, defer: None }
    }

    fn push(&mut self, device: DeviceId, push: Push) -> Verdicts {
        let mut out = Vec::new();
        let mut items = push.items.into_iter().peekable();
        while let Some(item) = items.next() {
            let env = Env::decode(&item.env).expect("a canonical envelope");
            let ctr = env.device_ctr.unwrap();
            if self.draw(self.moods.deferred) && ctr > self.peers[&device].ctr_hw {
                let defer = Deferred {
                    from_ctr: ctr,
                    code: ErrorCode::Overloaded.number(),
                    retry_after_s: 1,
                };
                let ctr_hw = self.peers[&device].ctr_hw;
                return Verdicts { verdicts: out, ctr_hw, defer: Some(defer) };
            }
            if let Some(known) = self.peers[&device].verdicts.get(&ctr) {
                assert_eq!(known.hash, env.hash, "one counter, one item");
                out.push(known.clone());
                continue;
            }
            let mut group = vec![(item, env)];
            let count = group[0].1.batch.map_or(1, |b| usize::from(b.count));
            while group.len() < count {
                let item = items.next().expect("a batch is not cut");
                let env = Env::decode(&item.env).unwrap();
                group.push((item, env));
            }
            out.extend(self.group(device, &group));
        }
        Verdicts { verdicts: out, ctr_hw: self.peers[&device].ctr_hw, defer: None }
    }

    /// Judges one item, or all of a batch or none.
    fn group(&mut self, device: DeviceId, group: &[(PushItem, Env)]) -> Vec<Verdict> {
        let mut refusal = None;
        for (item, env) in group {
            self.link(device, item, env);
            refusal = refusal.or_else(|| self.judge(item, env).err());
        }
        let mut out = Vec::new();
        for (item, env) in group {
            let kind = match refusal {
                Some(code) => self.refuse(env, code),
                None => self.accept(item, env),
            };
            let verdict = Verdict { ctr: env.device_ctr.unwrap(), hash: env.hash, kind };
            let peer = self.peers.get_mut(&device).unwrap();
            assert!(peer.verdicts.insert(verdict.ctr, verdict.clone()).is_none());
            out.push(verdict);
        }
        out
    }

    fn refuse(&mut self, env: &Env, code: ErrorCode) -> VerdictKind {
        if let Some(held) = self.docs.get_mut(&env.doc) {
            held.refused.insert(env.hash);
        }
        VerdictKind::Reject { code: code.number(), detail: None, in_review: false }
    }

    /// Signature and chain, which no honest device ever gets wrong.
    fn link(&mut self, device: DeviceId, item: &PushItem, env: &Env) {
        let peer = self.peers.get_mut(&device).unwrap();
        let key = peer.key.unwrap();
        let digest = hash::sha256(&[&item.env]);
        sign::verify(Namespace::ENV, &key, &digest, &item.sig).expect("a good signature");
        assert_eq!(env.device_ctr.unwrap(), peer.ctr_hw + 1, "the counter is dense");
        assert_eq!(env.prev_env_hash.unwrap(), peer.chain.unwrap_or(Hash::ZERO), "the chain holds");
        peer.ctr_hw += 1;
        peer.chain = Some(digest);
        if env.kind == ItemKind::Change {
            let n = env.actor_epoch.unwrap();
            assert_eq!(env.actor, Some(actor::derive(&key, env.doc, env.epoch, n)));
        } else {
            assert_eq!(env::item_hash(env.kind, &item.body), env.hash);
        }
    }

    fn judge(&self, item: &PushItem, env: &Env) -> Result<(), ErrorCode> {
        if env.kind == ItemKind::Intent {
            return if self.draw(self.moods.uncreated) {
                Err(ErrorCode::IntentRefused)
            } else {
                Ok(())
            };
        }
        let Some(held) = self.docs.get(&env.doc) else { return Err(ErrorCode::DependsOnRejected) };
        if env.kind == ItemKind::Change {
            let guarded =
                Guarded::new(item.body.to_vec(), &Limits::DEVICE).expect("an honest change");
            let header = guarded.header();
            assert_eq!(header.hash, env.hash);
            if header.deps.iter().any(|d| held.refused.contains(d)) {
                return Err(ErrorCode::DependsOnRejected);
            }
            held.doc.lineage(header).map_err(|e| match e {
                LineageError::MissingDep => ErrorCode::MissingDep,
                LineageError::SeqGap => ErrorCode::SeqGap,
                LineageError::Lamport => ErrorCode::Lamport,
                LineageError::Equivocation => ErrorCode::Equivocation,
            })?;
            held.doc.operations(&guarded).expect("true references");
        }
        if self.draw(self.moods.forbidden) { Err(ErrorCode::ForbiddenPath) } else { Ok(()) }
    }

    fn accept(&mut self, item: &PushItem, env: &Env) -> VerdictKind {
        self.pos += 1;
        let pos = Position { tx: 0, id: self.pos };
        if env.kind == ItemKind::Intent {
            let intent = Nonced::<Intent>::decode(&item.body).unwrap().value;
            if let Ask::DocumentCreate { doc, doc_type, patient, .. } = intent.ask {
                let kind = DocType::from_code(doc_type).unwrap();
                let fresh = Held {
                    kind,
                    patient,
                    doc: document::genesis(kind, doc, 0),
                    log: Vec::new(),
                    refused: BTreeSet::new(),
                };
                self.docs.entry(doc).or_insert(fresh);
            }
            return VerdictKind::Ok { seq: 0, pos, result: None };
        }
        let held = self.docs.get_mut(&env.doc).unwrap();
        if env.kind == ItemKind::Change {
            let guarded = Guarded::new(item.body.to_vec(), &Limits::DEVICE).unwrap();
            held.doc.apply(&[guarded]).expect("judged before");
        }
        let seq = held.log.last().map_or(1, |l| l.seq + 1);
        held.log.push(Logged {
            seq,
            pos: self.pos,
            kind: env.kind,
            hash: env.hash,
            body: item.body.to_vec(),
            device: env.device,
            user: env.user,
            role: env.role,
            rebased_from: env.rebased_from,
        });
        self.accepted.insert(env.hash);
        VerdictKind::Ok { seq, pos, result: None }
    }

    fn pull(&self, hello: &Hello, pull: &Pull, now: Timestamp, out: &mut Vec<u8>) {
        let mut token = pull.token.as_ref().map_or_else(Token::default, |t| Token::decode(t));
        if !token.under_way {
            token = Token { from: token.target, target: self.pos, after: [0; 16], under_way: true };
        }
        let wanted = pull.want.iter().flatten().map(|w| w.doc);
        let mut frames: Vec<(Option<DocId>, Vec<Message>)> =
            wanted.filter_map(|d| Some((None, self.whole(d)?))).collect();
        for (doc, _) in self.docs.range(DocId::from_bytes(token.after)..) {
            if *doc.as_bytes() == token.after && token.after != [0; 16] {
                continue;
            }
            let full = self.draw(self.moods.full);
            if let Some(news) = self.news(
                *doc,
                Reach { device: hello.device, from: token.from, target: token.target, full },
            ) {
                frames.push((Some(*doc), news));
            }
        }
        let last = frames.len().saturating_sub(1);
        if frames.is_empty() {
            frames.push((None, Vec::new()));
        }
        let mut stream = Hasher::default();
        for (i, (doc, news)) in frames.into_iter().enumerate() {
            for message in news {
                let bytes = frame::encode(&message);
                stream.update(&bytes);
                out.extend(bytes);
            }
            if let Some(doc) = doc {
                token.after = *doc.as_bytes();
            }
            if i >= last {
                token = Token { under_way: false, ..token };
            }
            let checkpoint = self.checkpoint(hello.device, token, i < last, now, stream.take());
            out.extend(frame::encode(&Message::Checkpoint(checkpoint)));
        }
    }

    fn checkpoint(
        &self,
        device: DeviceId,
        token: Token,
        more: bool,
        now: Timestamp,
        stream: Hash,
    ) -> Checkpoint {
        let mut checkpoint = Checkpoint {
            token: token.encode().into(),
            done: Done::default(),
            more,
            digest: None,
            beacon: self.beacon(now),
            position: Position { tx: 0, id: token.target },
            elsewhere: None,
            sig: Signature::from_bytes([0; 64]),
        };
        checkpoint.sig = self.signing.sign(Namespace::CKPT, &checkpoint.digest_for(device, stream));
        checkpoint
    }

    /// What is new of a document within reach.
    fn news(&self, doc: DocId, reach: Reach) -> Option<Vec<Message>> {
        let Reach { device, from, target, full } = reach;
        let held = self.docs.get(&doc)?;
        let upto: Vec<&Logged> = held.log.iter().filter(|l| l.pos <= target).collect();
        let fresh: Vec<&&Logged> = upto.iter().filter(|l| l.pos > from).collect();
        let last = upto.last()?;
        if fresh.is_empty() {
            return None;
        }
        // A full is the state of now, so it is only sent where the pass reaches it.
        let full = full && last.seq == held.log.last()?.seq;
        let sent: Vec<&Logged> = if full {
            upto.iter().filter(|l| l.kind != ItemKind::Change).copied().collect()
        } else {
            fresh.iter().map(|l| **l).collect()
        };
        let grant = Message::Grant(Grant {
            doc,
            epoch: 0,
            role: 5,
            until: None,
            reason: GrantReason::Team,
            grant: None,
        });
        let message = document(device, doc, held, &sent, full);
        Some(vec![grant, Message::Document(message)])
    }

    /// A document for a device that cannot join its news: with all bodies, its own too.
    fn whole(&self, doc: DocId) -> Option<Vec<Message>> {
        let device = DeviceId::from_bytes([0; 16]);
        self.news(doc, Reach { device, from: 0, target: i64::MAX, full: true })
    }
}

/// Which part of a log is sent to whom: `from < pos <= target`.
#[derive(Clone, Copy)]
struct Reach {
    device: DeviceId,
    from: i64,
    target: i64,
    full: bool,
}

fn document(device: DeviceId, doc: DocId, held: &Held, sent: &[&Logged], full: bool) -> Document {
    let authors = sent
        .iter()
        .map(|l| Author { actor: None, device: l.device, user: l.user, role: l.role })
        .collect();
    let items = sent.iter().enumerate().map(|(i, l)| item(device, i, l)).collect();
    let last = held.log.last().map_or(0, |l| l.seq);
    let to_seq = if full { last } else { sent.last().map_or(0, |l| l.seq) };
    let heads = if to_seq == last { held.doc.heads() } else { heads_at(doc, held, to_seq) };
    let bytes = if full && held.kind != DocType::Thread { held.doc.save() } else { Vec::new() };
    Document {
        doc,
        doc_type: held.kind.code(),
        patient: held.patient,
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        mode: if full { DocMode::Full } else { DocMode::Log },
        from_seq: if full { 1 } else { sent.first().map_or(1, |l| l.seq) },
        to_seq,
        fp: hash::fingerprint(doc, 0, to_seq, &heads),
        env_root: Hash::ZERO,
        authors,
        card: None,
        part: None,
        bytes: bytes.into(),
        items,
        notes: Vec::new(),
    }
}

/// The heads of an earlier state.
fn heads_at(id: DocId, held: &Held, seq: u64) -> Vec<Hash> {
    let mut doc = document::genesis(held.kind, id, 0);
    let then = held.log.iter().filter(|l| l.seq <= seq && l.kind == ItemKind::Change);
    let changes: Vec<_> =
        then.map(|l| Guarded::new(l.body.clone(), &Limits::DEVICE).unwrap()).collect();
    doc.apply(&changes).unwrap();
    doc.heads()
}

fn item(device: DeviceId, index: usize, l: &Logged) -> Item {
    let own = l.device == device;
    Item {
        seq: l.seq,
        kind: l.kind,
        own,
        hash: l.hash,
        body: if own { Vec::new().into() } else { l.body.clone().into() },
        meta: ItemMeta {
            author: u32::try_from(index).unwrap(),
            received_at: Timestamp::from_millis(l.pos),
            beacon_at: None,
            t_claim: Timestamp::from_millis(0),
            flags: 0,
        },
        rebased_from: l.rebased_from,
    }
}
