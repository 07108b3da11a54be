//! A device without a store: joins, signs, pushes. What is left when only the server is to be measured.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use futures_util::StreamExt as _;
use satchel_core::session::api::{self, Https, Pin};
use satchel_core::sync::conversation::Carrier;
use satchel_core::sync::transport::{Server, Transport as _};
use satchel_model::crdt::NewChange;
use satchel_model::document::{DocType, SCHEMA};
use satchel_model::id::{ActorId, BeaconId, DeviceId, DocId, Hash, Nonce, TenantId, UserId};
use satchel_model::role::{Purpose, Role};
use satchel_model::time::Hlc;
use satchel_model::{actor, cbor, hash};
use satchel_protocol::api::{Accept, DeviceProof, Enrol, Enrolled, Session};
use satchel_protocol::env::{Env, ItemKind, cmd_hash, item_hash};
use satchel_protocol::frame::{self, Splitter};
use satchel_protocol::join::JoinLink;
use satchel_protocol::sync::{
    Beacon, Hello, Message, Mode, Outbox, Proof, Pull, Push, PushItem, Verdict, VerdictKind,
    hello_digest,
};
use satchel_protocol::{limit, version};
use satchel_vault::random::OsEntropy;
use satchel_vault::sign::{Namespace, SigningKey};

use crate::attack::Header;
use crate::measure;

/// One enrolled key.
pub(crate) struct Light {
    server: Server,
    key: SigningKey,
    tenant: TenantId,
    device: DeviceId,
    user: UserId,
    role: u8,
    access: Vec<u8>,
    beacon: BeaconId,
    next: u64,
    previous: Hash,
    hlc: Hlc,
    entropy: OsEntropy,
}

/// A change that was made, and the command behind it.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) actor: ActorId,
    pub(crate) made: &'a NewChange,
    pub(crate) kind: u16,
    pub(crate) command: &'a [u8],
}

impl Light {
    /// Joins by an invitation's link.
    pub(crate) async fn join(link: &str, login: &str) -> Result<Self> {
        let entropy = OsEntropy::new();
        let link: JoinLink = link.parse()?;
        let pin = Pin { address: format!("https://{}", link.address), spki: link.spki };
        let accept = Accept {
            code: link.code,
            login: login.to_owned(),
            password: format!("{login} keeps four plain words"),
        };
        let session: Session =
            api::ask(&Https, &pin, "/api/v1/invitations/accept", None, &accept).await?;
        let key = SigningKey::generate(&entropy).ok().context("no key")?;
        let (now, device) = (measure::now(), DeviceId::new(measure::now(), &entropy));
        let digest = DeviceProof::digest("POST /api/v1/devices", session.access.as_bytes(), now);
        let proof = DeviceProof { device, at: now, sig: key.sign(Namespace::PROOF, &digest) };
        let enrol = Enrol {
            device,
            public: key.public(),
            label: login.to_owned(),
            hardware_bound: false,
            proof,
        };
        let enrolled: Enrolled =
            api::ask(&Https, &pin, "/api/v1/devices", Some(session.access), &enrol).await?;
        let beacon: Beacon = cbor::decode(&api::bytes(&enrolled.beacon)?)?;
        let me = &enrolled.session.me;
        Ok(Self {
            server: Server::new(&pin.address, pin.spki)
                .map_err(|trouble| anyhow::anyhow!("{:?}", trouble.code))?,
            key,
            tenant: me.tenant,
            device,
            user: me.user,
            role: me.role,
            access: api::token(&enrolled.session.access)?,
            beacon: beacon.id,
            next: 1,
            previous: Hash::ZERO,
            hlc: Hlc::from_raw(0),
            entropy,
        })
    }

    pub(crate) fn user(&self) -> UserId {
        self.user
    }

    pub(crate) fn nonce(&self) -> Nonce {
        Nonce::new(&self.entropy)
    }

    /// Our actor in a document.
    pub(crate) fn actor(&self, doc: DocId) -> ActorId {
        actor::derive(&self.key.public(), doc, 0, 0)
    }

    /// An intent or entry as the next link of the chain.
    pub(crate) fn value(
        &mut self,
        doc: DocId,
        kind: DocType,
        item: ItemKind,
        body: Vec<u8>,
    ) -> PushItem {
        let mut env = self.envelope(doc, kind);
        (env.kind, env.hash) = (item, item_hash(item, &body));
        self.sign(&env, body)
    }

    /// A change as the next link of the chain.
    pub(crate) fn change(&mut self, doc: DocId, kind: DocType, change: Change<'_>) -> PushItem {
        let mut env = self.envelope(doc, kind);
        (env.kind, env.hash) = (ItemKind::Change, change.made.header.hash);
        (env.actor, env.actor_epoch, env.actor_seq) =
            (Some(change.actor), Some(0), Some(change.made.header.seq));
        (env.cmd_kind, env.cmd_hash) = (change.kind, cmd_hash(change.command));
        self.sign(&env, change.made.bytes.clone())
    }

    /// A change whose envelope says what `header` says, be it true or not, as the next link of the chain.
    pub(crate) fn forged(
        &mut self,
        doc: DocId,
        kind: DocType,
        bytes: Vec<u8>,
        header: &Header,
    ) -> PushItem {
        let mut env = self.envelope(doc, kind);
        (env.kind, env.hash) = (ItemKind::Change, header.hash);
        (env.actor, env.actor_epoch, env.actor_seq) =
            (Some(header.actor), Some(0), Some(header.seq));
        self.sign(&env, bytes)
    }

    /// Where the chain stands, to go [`Light::back`] to when an item used no number up.
    pub(crate) fn mark(&self) -> (u64, Hash) {
        (self.next, self.previous)
    }

    pub(crate) fn back(&mut self, (next, previous): (u64, Hash)) {
        (self.next, self.previous) = (next, previous);
    }

    fn envelope(&mut self, doc: DocId, kind: DocType) -> Env {
        let now = measure::now();
        self.hlc = self.hlc.next(now);
        let purpose = Role::from_code(self.role).map_or(Purpose::Treatment, Purpose::usual);
        Env {
            v: version::ENV,
            tenant: self.tenant,
            doc,
            doc_type: kind.code(),
            epoch: 0,
            kind: ItemKind::Entry,
            hash: Hash::ZERO,
            actor: None,
            actor_epoch: None,
            actor_seq: None,
            device: self.device,
            device_ctr: Some(self.next),
            prev_env_hash: Some(self.previous),
            user: self.user,
            role: self.role,
            acting_for: None,
            grant: None,
            purpose: purpose.code(),
            schema: SCHEMA,
            cmd_kind: 0,
            cmd_hash: Hash::ZERO,
            batch: None,
            t_claim: now,
            hlc: self.hlc,
            beacon: Some(self.beacon),
            app_ver: version::APP,
            rebased_from: None,
        }
    }

    fn sign(&mut self, env: &Env, body: Vec<u8>) -> PushItem {
        let bytes = env.encode();
        let digest = hash::sha256(&[&bytes]);
        self.previous = digest;
        self.next += 1;
        PushItem {
            env: bytes.into(),
            sig: self.key.sign(Namespace::ENV, &digest),
            body: body.into(),
            cmd: None,
        }
    }

    /// Pushes `items` in one request, in frames of at most `PUSH_ITEMS_MAX`; every one of them must be accepted.
    pub(crate) async fn push(&self, items: Vec<PushItem>, first: u64) -> Result<()> {
        let wanted = items.len();
        let mut body = frame::encode(&Message::Hello(self.hello(wanted, first)));
        let mut items = items.into_iter().peekable();
        while items.peek().is_some() {
            let push = Push { items: items.by_ref().take(limit::PUSH_ITEMS_MAX).collect() };
            body.extend(frame::encode(&Message::Push(push)));
        }
        let mut incoming = self
            .server
            .open(Carrier::Push, body)
            .await
            .map_err(|trouble| anyhow::anyhow!("{:?}", trouble.code))?;
        let (mut splitter, mut accepted) = (Splitter::default(), 0);
        while let Some(bytes) = incoming.next().await {
            splitter.push(&bytes.map_err(|trouble| anyhow::anyhow!("{:?}", trouble.code))?);
            while let Some((message, _)) = splitter.next_frame()? {
                accepted += settled(message, first)?;
            }
        }
        ensure!(accepted == wanted, "{accepted} of {wanted} items were accepted");
        Ok(())
    }

    /// The body of a push: HELLO, then `messages`, whose first item has the counter `first`.
    pub(crate) fn body(&self, messages: Vec<Message>, first: u64) -> Vec<u8> {
        let hello = Message::Hello(self.hello(messages.len(), first));
        std::iter::once(hello).chain(messages).flat_map(|m| frame::encode(&m)).collect()
    }

    /// Sends a body as it is; whatever comes back.
    pub(crate) async fn offer(&self, body: Vec<u8>) -> Result<Vec<u8>> {
        let opened = self.server.open(Carrier::Push, body).await;
        let mut incoming = match opened {
            Ok(incoming) => incoming,
            Err(trouble) => {
                let code = trouble.code.word();
                return Ok(serde_json::json!({ "code": code }).to_string().into_bytes());
            }
        };
        let mut out = Vec::new();
        while let Some(bytes) = incoming.next().await {
            out.extend(bytes.map_err(|trouble| anyhow::anyhow!("{:?}", trouble.code))?);
        }
        Ok(out)
    }

    /// Fetches everything this device may see, and keeps nothing of it.
    pub(crate) async fn download(&self) -> Result<Got> {
        let (mut got, mut token) = (Got::default(), None);
        loop {
            let part = self.pulled(token.clone()).await?;
            got.docs += part.docs;
            if let Some(seconds) = part.wait {
                got.waits += 1;
                measure::pause(Duration::from_secs(u64::from(seconds))).await;
                continue;
            }
            token = part.token;
            if !part.more {
                return Ok(got);
            }
        }
    }

    /// The answer to one PULL.
    async fn pulled(&self, token: Option<Vec<u8>>) -> Result<Part> {
        let token = token.map(Into::into);
        let pull = Pull { token, budget: limit::PULL_BUDGET_MAX, first: None, want: None };
        let mut body = frame::encode(&Message::Hello(self.hello(0, 0)));
        body.extend(frame::encode(&Message::Pull(pull)));
        let opened = self.server.open(Carrier::Pull, body).await;
        let mut incoming = opened.map_err(|trouble| anyhow::anyhow!("{:?}", trouble.code))?;
        let (mut splitter, mut part) = (Splitter::default(), Part::default());
        while let Some(bytes) = incoming.next().await {
            splitter.push(&bytes.map_err(|trouble| anyhow::anyhow!("{:?}", trouble.code))?);
            while let Some((message, _)) = splitter.next_frame()? {
                part.take(message)?;
            }
        }
        Ok(part)
    }

    /// The counter of the next item.
    pub(crate) fn counter(&self) -> u64 {
        self.next
    }

    fn hello(&self, count: usize, first: u64) -> Hello {
        let now = measure::now();
        let digest = hello_digest(&self.access, now, Some(self.beacon));
        Hello {
            proto: version::PROTO,
            device: self.device,
            user: self.user,
            access: self.access.clone().into(),
            proof: Proof { at: now, sig: self.key.sign(Namespace::HELLO, &digest) },
            app_ver: version::APP,
            schemas: Vec::new(),
            token: None,
            digest: None,
            outbox: Outbox {
                count: u32::try_from(count).unwrap_or(u32::MAX),
                bytes: 0,
                min_ctr: first,
                max_ctr: self.next - 1,
            },
            beacon: Some(self.beacon),
            incarnation: 0,
            offline_since: None,
        }
    }
}

/// What a download brought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Got {
    /// Documents, a part of one counting as one.
    pub(crate) docs: usize,
    /// How often the device was told to wait in line.
    pub(crate) waits: usize,
}

/// What one answer brought.
#[derive(Default)]
struct Part {
    docs: usize,
    wait: Option<u32>,
    token: Option<Vec<u8>>,
    more: bool,
}

impl Part {
    fn take(&mut self, message: Message) -> Result<()> {
        match message {
            Message::Welcome(told) => {
                if let Mode::Wait { retry_after_s, .. } = told.mode {
                    self.wait = Some(retry_after_s);
                }
            }
            Message::Document(_) => self.docs += 1,
            Message::Checkpoint(told) => {
                (self.token, self.more) = (Some(told.token.to_vec()), told.more);
            }
            Message::Problem(trouble) => bail!("the server answered {:?}", trouble.error_code()),
            _ => {}
        }
        Ok(())
    }
}

/// How many items from counter `first` on a message of the answer accepts.
fn settled(message: Message, first: u64) -> Result<usize> {
    match message {
        Message::Verdicts(verdicts) => {
            if let Some(defer) = verdicts.defer {
                bail!("the server deferred from {} on, code {}", defer.from_ctr, defer.code);
            }
            let ours = verdicts
                .verdicts
                .into_iter()
                .filter(|verdict| verdict.ctr == 0 || verdict.ctr >= first);
            ours.map(accepted).sum()
        }
        Message::Problem(trouble) => bail!("the server answered {:?}", trouble.error_code()),
        _ => Ok(0),
    }
}

fn accepted(verdict: Verdict) -> Result<usize> {
    match verdict.kind {
        VerdictKind::Ok { .. } | VerdictKind::Dup { .. } => Ok(1),
        VerdictKind::Reject { code, detail, .. } => {
            bail!("item {} refused: {code} {detail:?}", verdict.ctr)
        }
        VerdictKind::Held => bail!("item {} held", verdict.ctr),
    }
}
