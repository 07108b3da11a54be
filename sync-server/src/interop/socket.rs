//! `GET /v1/interop`: one client's socket. Messages are answered one by one, in order.
use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        State, WebSocketUpgrade,
        ws::{Message as Ws, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::request::Parts,
    response::Response,
};
use satchel_model::id::DocId;
use satchel_protocol::{
    interop::{self as wire, Message, Metadata, Route, limit::MESSAGE_MAX},
    problem::ErrorCode,
};
use satchel_server_store as store;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::{
    access,
    dialogue::{Reply, Talks, Who},
    hub::Place,
    limit, peer, storage,
};
use crate::{
    auth::session::Caller,
    authz,
    http::problem::Failure,
    state::App,
    sync::live::{Registry, Watch},
};

/// Milliseconds in which news is gathered.
const NEWS_MS: u64 = 250;

/// Opens a client's socket.
/// # Errors
/// `unauthenticated`, `forbidden`, `rate_limited`; `malformed` for a request that asks for no socket.
pub async fn handle(
    State(app): State<App>,
    mut parts: Parts,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Failure> {
    let caller = access::connecting(&app, &mut parts).await?;
    let upgrade = upgrade.map_err(|_| ErrorCode::Malformed)?;
    Ok(upgrade
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0)
        .max_message_size(MESSAGE_MAX)
        .max_frame_size(MESSAGE_MAX)
        .on_upgrade(move |mut socket| async move {
            if let Err(End::Said(code)) = conversation(&app, &caller, &mut socket).await {
                let message = code.word().to_owned();
                let sender = Some(peer(app.keys.tenant));
                let last = Message::Error { message, sender, target: None };
                send(&mut socket, last.write()).await.ok();
            }
            socket.send(Ws::Close(None)).await.ok();
        }))
}

/// Why a socket ends.
enum End {
    /// The client went away, took nothing for too long, or came back on another socket.
    Gone,
    /// The server says why.
    Said(ErrorCode),
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        Self::Said(failure.code())
    }
}

impl From<ErrorCode> for End {
    fn from(code: ErrorCode) -> Self {
        Self::Said(code)
    }
}

/// One client that has joined.
struct Line<'a> {
    app: &'a App,
    caller: &'a Caller,
    me: String,
    peer: String,
    storage: Option<String>,
    talks: Talks,
    /// Newest number passed on, by the client's session.
    passed: BTreeMap<String, u64>,
}

async fn conversation(app: &App, caller: &Caller, socket: &mut WebSocket) -> Result<(), End> {
    let first = timeout(Duration::from_secs(limit::JOIN_S), receive(socket)).await;
    let Message::Join { sender, metadata, versions } = first.map_err(|_| ErrorCode::Timeout)??
    else {
        return Err(ErrorCode::Malformed.into());
    };
    if !versions.iter().any(|v| v == wire::VERSION) {
        return Err(ErrorCode::UpgradeRequired.into());
    }
    let mut tx = app.store.read().await.map_err(Failure::from)?;
    let cluster = store::cluster::epoch(&mut tx).await.map_err(Failure::from)?;
    let facts = authz::facts(&mut tx, caller.user, app.now()).await?.filter(|f| f.active);
    drop(tx);
    let groups = facts.ok_or(ErrorCode::Unauthenticated)?.groups();
    let mut place = app.interop.enter(caller.user, &sender).ok_or(ErrorCode::RateLimited)?;
    let watch = Registry::watch(app, groups).ok_or(ErrorCode::Overloaded)?;
    let me = peer(app.keys.tenant);
    let answer = Message::Peer {
        route: Route { sender: me.clone(), target: sender.clone() },
        metadata: Metadata { storage: Some(storage(app.keys.tenant, cluster)), ephemeral: false },
        version: wire::VERSION.to_owned(),
    };
    send(socket, answer.write()).await?;
    let mut line = Line {
        app,
        caller,
        me,
        peer: sender,
        storage: metadata.storage.filter(|_| !metadata.ephemeral),
        talks: Talks::default(),
        passed: BTreeMap::new(),
    };
    let end = line.listen(socket, &mut place, &watch).await;
    let who = Who { state: app, caller, storage: line.storage.as_deref() };
    line.talks.rest(&who, true).await?;
    end
}

impl Line<'_> {
    async fn listen(
        &mut self,
        socket: &mut WebSocket,
        place: &mut Place,
        watch: &Watch,
    ) -> Result<(), End> {
        let mut ping = interval(Duration::from_secs(limit::PING_S));
        let mut looks = interval(Duration::from_millis(NEWS_MS));
        for ticking in [&mut ping, &mut looks] {
            ticking.set_missed_tick_behavior(MissedTickBehavior::Delay);
        }
        let stop = self.app.tasks.stopping();
        let mut news = false;
        loop {
            tokio::select! {
                () = stop.cancelled() => return Err(ErrorCode::Overloaded.into()),
                () = place.end.cancelled() => return Err(End::Gone),
                message = receive(socket) => {
                    let message = message?;
                    access::standing(self.app, self.caller.session).await?;
                    self.answer(socket, place, message).await?;
                }
                Some(passed) = place.heard.recv() => self.pass(socket, &passed).await?,
                () = watch.news() => news = true,
                _ = looks.tick(), if news => {
                    news = false;
                    self.news(socket, place).await?;
                }
                _ = ping.tick() => {
                    access::standing(self.app, self.caller.session).await?;
                    let who = Who { state: self.app, caller: self.caller, storage: self.storage.as_deref() };
                    self.talks.rest(&who, false).await?;
                    ping_once(socket).await?;
                }
            }
        }
    }

    async fn answer(
        &mut self,
        socket: &mut WebSocket,
        place: &Place,
        message: Message,
    ) -> Result<(), End> {
        if let Message::Ephemeral { route, doc, count, session, data } = message {
            // A client echoes what was passed on to it: foreign ones go no further.
            let mine = route.sender == self.peer && data.len() <= limit::EPHEMERAL_MAX;
            if mine && self.talks.has(doc) && self.is_fresh(&session, count) {
                let route = Route { sender: route.sender, target: String::new() };
                place.pass_on(doc, Message::Ephemeral { route, doc, count, session, data });
            }
            return Ok(());
        }
        if matches!(message, Message::Error { .. }) {
            return Ok(());
        }
        if message.sender() != Some(&self.peer) {
            return Err(ErrorCode::Malformed.into());
        }
        match message {
            Message::Request(carried) | Message::Sync(carried) => {
                let doc = carried.doc;
                let who =
                    Who { state: self.app, caller: self.caller, storage: self.storage.as_deref() };
                let reply = self.talks.hear(&who, carried).await?;
                place.follow(doc, self.talks.has(doc));
                self.reply(socket, doc, reply).await
            }
            Message::Leave { .. } => Err(End::Gone),
            Message::Join { .. } | Message::Peer { .. } => Err(ErrorCode::Malformed.into()),
            // Nothing is announced here, neither documents nor the heads of other stores.
            Message::Unavailable { .. }
            | Message::RemoteSubscription { .. }
            | Message::RemoteHeads { .. }
            | Message::Ephemeral { .. }
            | Message::Error { .. } => Ok(()),
        }
    }

    /// Whether a message of a session was not passed on before; the number is noted.
    fn is_fresh(&mut self, session: &str, count: u64) -> bool {
        let full = self.passed.len() >= limit::SESSIONS_MAX;
        match self.passed.get_mut(session) {
            Some(newest) if *newest >= count => false,
            Some(newest) => {
                *newest = count;
                true
            }
            None if full => false,
            None => {
                self.passed.insert(session.to_owned(), count);
                true
            }
        }
    }

    /// Gives the client what another one passed on, if its person may still see the document.
    async fn pass(&mut self, socket: &mut WebSocket, passed: &Arc<Message>) -> Result<(), End> {
        let Message::Ephemeral { route, doc, count, session, data } = &**passed else {
            return Ok(());
        };
        let who = Who { state: self.app, caller: self.caller, storage: self.storage.as_deref() };
        if !self.talks.may_hear(&who, *doc).await? {
            return Ok(());
        }
        let copy = Message::Ephemeral {
            route: Route { sender: route.sender.clone(), target: self.peer.clone() },
            doc: *doc,
            count: *count,
            session: session.clone(),
            data: data.clone(),
        };
        send(socket, copy.write()).await
    }

    async fn news(&mut self, socket: &mut WebSocket, place: &Place) -> Result<(), End> {
        let who = Who { state: self.app, caller: self.caller, storage: self.storage.as_deref() };
        for (doc, reply) in self.talks.news(&who).await? {
            place.follow(doc, self.talks.has(doc));
            self.reply(socket, doc, reply).await?;
        }
        Ok(())
    }

    async fn reply(&self, socket: &mut WebSocket, doc: DocId, reply: Reply) -> Result<(), End> {
        let route = Route { sender: self.me.clone(), target: self.peer.clone() };
        let message = match reply {
            Reply::Silent => return Ok(()),
            Reply::Say(data) => Message::Sync(wire::Carried { route, doc, data }),
            Reply::Unavailable => Message::Unavailable { route, doc },
            Reply::Over(code) => Message::Error {
                message: format!("{}: {}", code.word(), wire::id::text(doc)),
                sender: Some(route.sender),
                target: Some(route.target),
            },
        };
        send(socket, message.write()).await
    }
}

async fn ping_once(socket: &mut WebSocket) -> Result<(), End> {
    let sent = socket.send(Ws::Ping(Bytes::new()));
    let sent = timeout(Duration::from_secs(limit::SEND_S), sent).await;
    sent.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
}

async fn send(socket: &mut WebSocket, bytes: Vec<u8>) -> Result<(), End> {
    let sent = socket.send(Ws::Binary(bytes.into()));
    let sent = timeout(Duration::from_secs(limit::SEND_S), sent).await;
    sent.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
}

/// The client's next message. Text is ignored; pongs keep the socket open.
async fn receive(socket: &mut WebSocket) -> Result<Message, End> {
    loop {
        match socket.recv().await {
            None | Some(Err(_) | Ok(Ws::Close(_))) => return Err(End::Gone),
            Some(Ok(Ws::Text(_) | Ws::Ping(_) | Ws::Pong(_))) => {}
            Some(Ok(Ws::Binary(bytes))) => {
                return Message::read(&bytes).map_err(|_| ErrorCode::Malformed.into());
            }
        }
    }
}
