//! `POST /v1/sync/pull`: HELLO, PULL, and a streamed answer: WELCOME, then documents up to a checkpoint, again and again.
use super::{
    digest,
    feed::{self, Step},
    frames, full,
    hello::{self, Peer},
    limit, line,
    token::Token,
};
use crate::{
    audit,
    http::problem::Failure,
    state::{App, State as Shared},
};
use axum::{body::Body, extract::State, response::Response};
use futures_util::stream;
use satchel_model::{
    audit::{DOCS_MAX, Event, Kind},
    hash::Hasher,
    id::{AuditId, DocId, Hash},
};
use satchel_protocol::{
    frame,
    limit::{PULL_BUDGET_MAX, PULL_WANT_MAX},
    problem::ErrorCode,
    sync::{Checkpoint, Done, Message, Pull},
};
use satchel_server_store::{document, purge, snapshot};
use satchel_vault::sign::Namespace;
use std::collections::BTreeSet;

/// Answers a pull body with a stream of frames.
/// # Errors
/// What keeps the conversation from beginning; later trouble is the last message of the stream.
pub async fn handle(State(app): State<App>, body: Body) -> Result<Response, Failure> {
    let mut messages = frames::read(body, limit::PULL_BODY).await?.into_iter();
    let (Some(Message::Hello(hello)), Some(asked), None) =
        (messages.next(), messages.next(), messages.next())
    else {
        return Err(ErrorCode::Malformed.into());
    };
    let peer = hello::check(&app, &hello).await?;
    if peer.is_stopped() {
        return Err(ErrorCode::DeviceRevoked.into());
    }
    let pull = match asked {
        Message::Pull(pull) => pull,
        Message::Digest(step) => {
            return Ok(Response::new(Body::from(digest::talk(&app, &hello, &peer, step).await?)));
        }
        _ => return Err(ErrorCode::Malformed.into()),
    };
    let mut welcome = hello::welcome(&app, &hello, &peer).await?;
    let device = peer.device.device;
    let resumed = digest::resumed(&app, &peer, &hello).await?;
    let strays = peer.reconcile && hello.digest.is_some();
    let mut walk = Walk::new(&app, peer, pull)?;
    match resumed {
        Some(token) if walk.token.from < token.from => walk.token = token,
        // It compares first: a whole download would bring what it holds.
        None if strays && walk.is_first() => {
            return Ok(Response::new(Body::from(frames::bytes(&welcome))));
        }
        Some(_) | None => {}
    }
    hello::plan(&mut welcome, feed::planned(&app, &walk.peer, &walk.token).await?);
    if walk.is_first() {
        match line::enter(&app, device, walk.token.pass.is_some()) {
            Ok(place) => walk.place = Some(place),
            Err(wait) => {
                hello::put_off(&mut welcome, wait);
                return Ok(Response::new(Body::from(frames::bytes(&welcome))));
            }
        }
    }
    let welcome = frames::bytes(&welcome);
    let answer = stream::unfold((Some(walk), Some(welcome)), |(walk, welcome)| async move {
        if let Some(bytes) = welcome {
            return Some((Ok::<_, std::convert::Infallible>(bytes), (walk, None)));
        }
        let mut walk = walk?;
        match walk.next().await {
            Ok(Some(bytes)) => Some((Ok(bytes), (Some(walk), None))),
            Ok(None) => None,
            Err(failure) => Some((Ok(frames::bytes(&[frames::trouble(&failure)])), (None, None))),
        }
    });
    Ok(Response::new(Body::from_stream(answer)))
}

/// The answer to one PULL, checkpoint by checkpoint.
pub struct Walk {
    app: App,
    peer: Peer,
    token: Token,
    wants: Option<Vec<satchel_protocol::sync::Want>>,
    first: Option<Vec<DocId>>,
    skip: BTreeSet<DocId>,
    budget: usize,
    spent: usize,
    done: Done,
    ended: bool,
    /// The pass was brought to its end by this answer.
    complete: bool,
    place: Option<line::Place>,
}

impl Walk {
    /// The answer to `pull`.
    /// # Errors
    /// `too_large` for too many wants.
    pub fn new(app: &App, peer: Peer, pull: Pull) -> Result<Self, Failure> {
        let wants = pull.want.filter(|w| !w.is_empty());
        if wants.as_ref().is_some_and(|w| w.len() > PULL_WANT_MAX) {
            return Err(ErrorCode::TooLarge.into());
        }
        let keys = &app.keys;
        let device = peer.device.device;
        let given = pull.token.as_ref();
        let given = given.and_then(|t| Token::decode(t, keys.tenant, device, &keys.token_key));
        let given = given.filter(|t| t.cluster_epoch == peer.cluster_epoch);
        let token = given.unwrap_or_else(|| Token::fresh(keys.tenant, device, peer.cluster_epoch));
        let first = pull.first.map(|f| f.docs.into_iter().take(64).collect::<Vec<_>>());
        let done = token
            .pass
            .as_ref()
            .map_or_else(Done::default, |p| Done { docs: p.docs, bytes: p.bytes });
        Ok(Self {
            app: App::clone(app),
            peer,
            token,
            wants,
            first: first.filter(|f| !f.is_empty()),
            skip: BTreeSet::new(),
            budget: usize::try_from(pull.budget.min(PULL_BUDGET_MAX)).unwrap_or(0),
            spent: 0,
            done,
            ended: false,
            complete: false,
            place: None,
        })
    }

    /// Whether the device fetches everything: it has not confirmed anything yet.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.wants.is_none() && self.token.from == satchel_protocol::sync::Position::default()
    }

    /// The bytes up to the next checkpoint; `None` after the last.
    /// # Errors
    /// A store failure, or `internal` for content that does not open; what was sent before stays good.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        if self.ended {
            return Ok(None);
        }
        if self.place.is_some() {
            self.app.sync.writer.step_back().await;
        }
        let step = if let Some(mut wants) = self.wants.take() {
            let (step, done) = feed::wanted(&self.app, &self.peer, &self.token, &wants).await?;
            // As much as one checkpoint takes; the rest comes before the next.
            let rest = wants.split_off(done.min(wants.len()));
            self.wants = Some(rest).filter(|rest| !rest.is_empty());
            step
        } else if let Some(first) = self.first.take() {
            let step = feed::first(&self.app, &self.peer, &mut self.token, &first).await?;
            self.skip.extend(&step.docs);
            step
        } else {
            let step = feed::next(&self.app, &self.peer, &mut self.token, &self.skip).await?;
            self.ended = self.token.pass.is_none();
            self.complete = self.ended;
            step
        };
        self.spent += step.bytes;
        self.ended |= self.spent >= self.budget;
        self.done.docs += u32::try_from(step.docs.len()).unwrap_or(0);
        self.done.bytes += u64::try_from(step.bytes).unwrap_or(0);
        record(&self.app, &self.peer, &step).await?;
        self.close(step).await.map(Some)
    }

    /// The messages of a step as frames, with the signed checkpoint behind them.
    async fn close(&self, step: Step) -> Result<Vec<u8>, Failure> {
        let app = &self.app;
        let (mut bytes, mut hasher) = (Vec::new(), Hasher::default());
        for message in &step.messages {
            let frame = frame::encode(message);
            // Verdicts may stand between the news; what is signed is the news.
            if message.is_news() {
                hasher.update(&frame);
            }
            bytes.extend(frame);
        }
        let device = self.peer.device.device;
        let mut tx = app.store.read().await?;
        let elsewhere =
            satchel_server_store::device::elsewhere(&mut tx, app.keys.tenant, device).await?;
        let more = self.token.pass.is_some() || self.wants.is_some() || self.first.is_some();
        let upto = feed::stored(self.token.from);
        // Only at the end of a pass: documents that were asked for by name are ahead of the token.
        let digest = if more || !self.complete {
            None
        } else {
            digest::of_checkpoint(app, &mut tx, &self.peer.facts, upto).await?
        };
        drop(tx);
        let mut checkpoint = Checkpoint {
            token: self.token.encode(&app.keys.token_key).into(),
            done: self.done,
            more,
            digest,
            beacon: hello::fresh_beacon(app, app.now()),
            position: self.token.pass.as_ref().map_or(self.token.from, |p| p.target),
            elsewhere: elsewhere.map(hello::position),
            sig: full::UNSIGNED,
        };
        let signed: Hash = checkpoint.digest_for(device, hasher.take());
        checkpoint.sig = app.keys.signing.sign(Namespace::CKPT, &signed);
        bytes.extend(frame::encode(&Message::Checkpoint(checkpoint)));
        Ok(bytes)
    }
}

/// Records who gets which documents before they leave and which purges are owed, and keeps snapshots that were made on the
/// way.
async fn record(state: &Shared, peer: &Peer, step: &Step) -> Result<(), Failure> {
    let purged = step.purged();
    if step.docs.is_empty() && purged.is_empty() {
        return Ok(());
    }
    let now = state.now();
    let mut tx = state.store.begin().await?;
    purge::told(&mut tx, peer.device.device, &purged, now).await?;
    for docs in step.docs.chunks(DOCS_MAX) {
        let id = AuditId::new(now, &*state.entropy);
        let mut event = Event::new(id, now, state.keys.tenant, Kind::RecordDownloaded);
        event.user = Some(peer.facts.user);
        event.role = Some(peer.facts.role);
        event.device = Some(peer.device.device);
        event.purpose = Some(satchel_model::role::Purpose::usual(peer.facts.role));
        event.docs = docs.to_vec();
        audit::leaf::append(&mut tx, &[event]).await?;
    }
    snapshot::put(&mut tx, &step.made, now).await?;
    for made in &step.made {
        document::set_bytes_full(&mut tx, made.doc, made.raw_len).await?;
    }
    tx.commit().await?;
    state.sequencer.ring();
    Ok(())
}
