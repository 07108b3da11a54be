//! One exchange with the server over one carrier: from HELLO to the end of the answer.
use super::{
    bound,
    replica::{Applied, Facts, News, Replica},
};
use crate::store::StoreError;
use satchel_model::{
    document::{DocType, SCHEMA},
    hash::Hasher,
    time::Timestamp,
};
use satchel_protocol::{
    frame::{self, FrameError, Splitter},
    limit,
    problem::ErrorCode,
    sync::{
        Beacon, Checkpoint, Deferred, Digest, Hello, Message, Mode, Position, Proof, Pull, Push,
        SchemaRange, Want, Welcome, hello_digest,
    },
    version,
};
use satchel_vault::{
    cert::{Lease, Signed},
    sign::{self, Namespace},
};

/// How a conversation travels; the frames are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Carrier {
    /// `POST /v1/sync/push`: items up, verdicts down.
    Push,
    /// `POST /v1/sync/pull`: news down.
    Pull,
    /// `GET /v1/sync/live`: a socket that stays open for pokes.
    Live,
}

/// Why a conversation cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum TalkError {
    /// The peer does not speak our protocol.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A signature of the server does not hold: not our server, or altered on the way.
    #[error("the server's signature on {0} does not hold")]
    Signature(&'static str),
    /// A message that has no place here, or more than is allowed between two checkpoints.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
    /// The server ended the conversation.
    #[error("the server answered {code:?}")]
    Refused {
        /// Its reason.
        code: ErrorCode,
        /// Seconds after which another try makes sense.
        retry_after_s: Option<u32>,
    },
    /// The device's own store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a received message meant for the engine.
#[derive(Debug)]
pub enum Heard {
    /// The server greeted.
    Welcome(Box<Welcome>),
    /// Verdicts were applied.
    Verdicts {
        /// What they brought about.
        applied: Applied,
        /// Set if the rest must come again.
        defer: Option<Deferred>,
    },
    /// A checkpoint was committed.
    Checkpoint {
        /// What it brought about.
        applied: Applied,
        /// Whether the pass has more to bring.
        more: bool,
        /// Documents that it brought.
        docs: u32,
        /// Their bytes, before compression.
        bytes: u64,
        /// Own items up to here are on other devices.
        elsewhere: Option<Position>,
    },
    /// There is news.
    Poke,
    /// The server's part of a comparison.
    Compared(Digest),
}

/// What a conversation is about.
pub struct Purpose {
    /// How it travels.
    pub carrier: Carrier,
    /// Documents to be asked for anew.
    pub want: Vec<Want>,
    /// A step of a comparison, in place of asking for news.
    pub compare: Option<Digest>,
    /// Where to go on, in place of where the last pass stopped.
    pub token: Option<Vec<u8>>,
}

/// One conversation.
pub struct Conversation {
    carrier: Carrier,
    facts: Facts,
    splitter: Splitter,
    /// The frame bytes of all news since the last checkpoint.
    stream: Hasher,
    greeted: bool,
    news: Vec<News>,
    news_bytes: usize,
}

impl Conversation {
    /// Opens a conversation: the state and the bytes to send. For a push those hold up to four frames of items; for
    /// an empty outbox, none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begin(
        replica: &dyn Replica,
        purpose: &Purpose,
        now: Timestamp,
    ) -> Result<(Self, Vec<u8>), StoreError> {
        let facts = replica.facts()?;
        let mut out = frame::encode(&Message::Hello(hello(replica, &facts, now)));
        match purpose.carrier {
            Carrier::Push => {
                for push in pushes(replica)? {
                    out.extend(frame::encode(&Message::Push(push)));
                }
            }
            Carrier::Pull if purpose.compare.is_some() => {
                let step = purpose.compare.clone().map(Message::Digest);
                out.extend(step.iter().flat_map(frame::encode));
            }
            Carrier::Pull => {
                let want = (!purpose.want.is_empty())
                    .then(|| purpose.want.iter().take(bound::WANT_MAX).copied().collect());
                let pull = Pull {
                    token: purpose.token.clone().or_else(|| facts.token.clone()).map(Into::into),
                    budget: limit::PULL_BUDGET,
                    first: None,
                    want,
                };
                out.extend(frame::encode(&Message::Pull(pull)));
            }
            Carrier::Live => {}
        }
        let conversation = Self {
            carrier: purpose.carrier,
            facts,
            splitter: Splitter::default(),
            stream: Hasher::default(),
            greeted: false,
            news: Vec::new(),
            news_bytes: 0,
        };
        Ok((conversation, out))
    }

    /// How it travels.
    #[must_use]
    pub const fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// Whether the server has greeted.
    #[must_use]
    pub const fn greeted(&self) -> bool {
        self.greeted
    }

    /// Whether the answer ended between frames, with nothing that still waits for its checkpoint.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.greeted && self.splitter.is_empty() && self.news.is_empty()
    }

    /// Takes bytes in and applies what is complete.
    ///
    /// # Errors
    /// [`TalkError`]; what was committed before stays, the rest comes again.
    pub fn receive(
        &mut self,
        replica: &dyn Replica,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Vec<Heard>, TalkError> {
        self.splitter.push(bytes);
        let mut heard = Vec::new();
        while let Some((message, frame)) = self.splitter.next_frame()? {
            // What a checkpoint vouches for; greetings, verdicts and pokes may come in between on one connection.
            if message.is_news() {
                self.stream.update(&frame);
            }
            if let Some(what) = self.hear(replica, message, frame.len(), now)? {
                heard.push(what);
            }
        }
        Ok(heard)
    }

    fn hear(
        &mut self,
        replica: &dyn Replica,
        message: Message,
        size: usize,
        now: Timestamp,
    ) -> Result<Option<Heard>, TalkError> {
        let greeting = matches!(message, Message::Welcome(_) | Message::Problem(_));
        if !self.greeted && !greeting {
            return Err(TalkError::Unexpected("message before WELCOME"));
        }
        match message {
            Message::Welcome(welcome) => self.welcome(replica, welcome, now).map(Some),
            Message::Verdicts(v) => {
                let applied = replica.apply_verdicts(&v.verdicts, now)?;
                Ok(Some(Heard::Verdicts { applied, defer: v.defer }))
            }
            Message::Document(document) => {
                self.keep(News::Document(Box::new(document)), size).map(|()| None)
            }
            Message::Grant(grant) => self.keep(News::Grant(grant), size).map(|()| None),
            Message::Revoke(revoke) => self.keep(News::Revoke(revoke), size).map(|()| None),
            Message::Epoch(epoch) => self.keep(News::Epoch(epoch), size).map(|()| None),
            Message::Checkpoint(checkpoint) => self.checkpoint(replica, &checkpoint, now).map(Some),
            Message::Poke(_) => Ok(Some(Heard::Poke)),
            Message::Digest(digest) => Ok(Some(Heard::Compared(digest))),
            Message::Problem(trouble) => Err(TalkError::Refused {
                code: trouble.error_code(),
                retry_after_s: trouble.retry_after_s,
            }),
            Message::Hello(_) | Message::Push(_) | Message::Pull(_) => {
                Err(TalkError::Unexpected("message of a device"))
            }
        }
    }

    fn welcome(
        &mut self,
        replica: &dyn Replica,
        mut welcome: Welcome,
        now: Timestamp,
    ) -> Result<Heard, TalkError> {
        if self.greeted {
            return Err(TalkError::Unexpected("second WELCOME"));
        }
        if self.carrier == Carrier::Live {
            // A push beside it may have settled more since this was written.
            welcome.push_from_ctr = 0;
        }
        self.check_beacon(&welcome.beacon)?;
        // A site without leases sends none; a lease that does not verify is no lease.
        let lease = if welcome.lease.is_empty() {
            None
        } else {
            let signed: Signed = satchel_model::cbor::decode(&welcome.lease)
                .map_err(|_| TalkError::Signature("the lease"))?;
            let lease = Lease::check(&signed, &self.facts.tenant_key, self.facts.device);
            Some(lease.map_err(|_| TalkError::Signature("the lease"))?)
        };
        replica.apply_welcome(&welcome, lease.as_ref(), now)?;
        self.greeted = true;
        if let Mode::Wait { retry_after_s, .. } = welcome.mode {
            let retry_after_s = Some(retry_after_s);
            return Err(TalkError::Refused { code: ErrorCode::Overloaded, retry_after_s });
        }
        Ok(Heard::Welcome(Box::new(welcome)))
    }

    fn keep(&mut self, news: News, size: usize) -> Result<(), TalkError> {
        self.news_bytes = self.news_bytes.saturating_add(size);
        if self.news_bytes > bound::NEWS_BYTES_MAX {
            return Err(TalkError::Unexpected("amount of news without a checkpoint"));
        }
        self.news.push(news);
        Ok(())
    }

    fn checkpoint(
        &mut self,
        replica: &dyn Replica,
        checkpoint: &Checkpoint,
        now: Timestamp,
    ) -> Result<Heard, TalkError> {
        let digest = checkpoint.digest_for(self.facts.device, self.stream.take());
        sign::verify(Namespace::CKPT, &self.facts.tenant_key, &digest, &checkpoint.sig)
            .map_err(|_| TalkError::Signature("a checkpoint"))?;
        self.check_beacon(&checkpoint.beacon)?;
        let news = std::mem::take(&mut self.news);
        self.news_bytes = 0;
        let (docs, bytes) = brought(&news);
        let applied = replica.apply_checkpoint(news, checkpoint, now)?;
        Ok(Heard::Checkpoint {
            applied,
            more: checkpoint.more,
            docs,
            bytes,
            elsewhere: checkpoint.elsewhere,
        })
    }

    fn check_beacon(&self, beacon: &Beacon) -> Result<(), TalkError> {
        let digest = Beacon::digest(beacon.id, beacon.time);
        sign::verify(Namespace::BEACON, &self.facts.tenant_key, &digest, &beacon.sig)
            .map_err(|_| TalkError::Signature("a beacon"))
    }
}

/// How many documents news brings, and their bytes before compression.
fn brought(news: &[News]) -> (u32, u64) {
    let (mut docs, mut bytes, mut last) = (0_u32, 0_u64, None);
    for one in news {
        let News::Document(document) = one else { continue };
        // The parts of a large one follow each other.
        if last.replace(document.doc) != Some(document.doc) {
            docs = docs.saturating_add(1);
        }
        let items: usize = document.items.iter().map(|i| i.body.len()).sum();
        let size = document.bytes.len().saturating_add(items);
        bytes = bytes.saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
    }
    (docs, bytes)
}

fn hello(replica: &dyn Replica, facts: &Facts, now: Timestamp) -> Hello {
    let access = facts.access.clone().unwrap_or_default();
    let digest = hello_digest(&access, now, facts.beacon);
    let schemas =
        DocType::ALL.map(|t| SchemaRange { doc_type: t.code(), min: SCHEMA, max: SCHEMA });
    Hello {
        proto: version::PROTO,
        device: facts.device,
        user: facts.user,
        access: access.into(),
        proof: Proof { at: now, sig: replica.prove(&digest) },
        app_ver: version::APP,
        schemas: schemas.to_vec(),
        token: facts.token.clone().map(Into::into),
        digest: facts.digest,
        outbox: facts.outbox,
        beacon: facts.beacon,
        incarnation: facts.incarnation,
        offline_since: facts.offline_since,
    }
}

/// The first items of the outbox as frames: as many as may go unanswered.
fn pushes(replica: &dyn Replica) -> Result<Vec<Push>, StoreError> {
    let mut out = Vec::new();
    let mut after = 0;
    while out.len() < limit::PUSH_UNANSWERED_MAX {
        let items = replica.outbox_after(after, limit::PUSH_ITEMS_MAX, limit::FRAME_AIM)?;
        let Some(last) = items.last() else { break };
        after = last.ctr;
        out.push(Push { items: items.into_iter().map(|i| i.item).collect() });
    }
    Ok(out)
}
