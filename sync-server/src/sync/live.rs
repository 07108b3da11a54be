//! `GET /v1/sync/live`: the same conversation over a WebSocket, one frame a message, and pokes while it is open.
//!
//! A poke is a hint and carries no content: it may be lost, doubled or merged. A socket holds its device, its audiences and
//! one slot of news, newest wins; never a document.
use super::{
    bus::Relay,
    digest, frames,
    hello::{self, Peer},
    limit,
    pull::Walk,
    push,
};
use crate::{http::problem::Failure, state::App};
use axum::{
    body::Bytes,
    extract::{
        State, WebSocketUpgrade,
        ws::{Message as Ws, WebSocket},
    },
    response::Response,
};
use satchel_model::id::{DeviceId, GroupId};
use satchel_protocol::{
    frame,
    limit::FRAME_WIRE_MAX,
    problem::ErrorCode,
    sync::{Hello, Message, Poke, PokeGroup, Pull},
};
use satchel_server_store::Position;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Interval, MissedTickBehavior, interval, timeout},
};

/// Longest wait for a socket that takes nothing.
const SEND_S: u64 = 30;
/// Longest wait for the first message.
const HELLO_S: u64 = 10;

/// What one socket is told next.
#[derive(Default)]
struct Slot {
    news: Mutex<Pending>,
    bell: Notify,
}

#[derive(Default)]
struct Pending {
    groups: BTreeMap<GroupId, Position>,
    stopped: bool,
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes news; the newest position wins.
    fn tell(&self, group: GroupId, upto: Position) {
        let mut pending = self.lock();
        let newest = pending.groups.entry(group).or_default();
        *newest = (*newest).max(upto);
        drop(pending);
        self.bell.notify_one();
    }
}

struct Socket {
    device: DeviceId,
    groups: Vec<GroupId>,
    slot: Arc<Slot>,
}

#[derive(Default)]
struct Open {
    next: u64,
    sockets: BTreeMap<u64, Socket>,
    by_group: BTreeMap<GroupId, BTreeSet<u64>>,
}

/// The open sockets of this process, by audience.
#[derive(Default)]
pub struct Registry {
    open: Mutex<Open>,
    relay: Option<Arc<Relay>>,
}

impl Registry {
    /// Sockets whose news goes through a relay first: to the other processes too, and not before readers see it.
    #[must_use]
    pub fn behind(relay: Arc<Relay>) -> Self {
        Self { open: Mutex::default(), relay: Some(relay) }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells every socket of these audiences, wherever it is, that there is news.
    pub fn poke(&self, news: &BTreeMap<GroupId, Position>) {
        match &self.relay {
            Some(relay) => relay.tell(news),
            None => self.deliver(news),
        }
    }

    /// Tells every socket of these audiences in this process.
    pub fn deliver(&self, news: &BTreeMap<GroupId, Position>) {
        let open = self.lock();
        for (group, upto) in news {
            let ids = open.by_group.get(group).into_iter().flatten();
            for socket in ids.filter_map(|id| open.sockets.get(id)) {
                socket.slot.tell(*group, *upto);
            }
        }
    }

    /// Ends the sockets of a device that was shut out, wherever they are.
    pub fn poke_device(&self, device: DeviceId) {
        self.end(device);
        if let Some(relay) = &self.relay {
            relay.tell_end(device);
        }
    }

    /// Ends the sockets of a device in this process.
    pub fn end(&self, device: DeviceId) {
        for socket in self.lock().sockets.values().filter(|s| s.device == device) {
            socket.slot.lock().stopped = true;
            socket.slot.bell.notify_one();
        }
    }

    /// How many sockets are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lock().sockets.len()
    }

    /// Watches audiences without a socket of a device: for the open pages of a person. `None` if too many are open.
    #[must_use]
    pub fn watch(app: &App, groups: Vec<GroupId>) -> Option<Watch> {
        // No device has this id, so that shutting one out ends nobody's page.
        let (id, slot) = app.live.enter(DeviceId::from_bytes([0; 16]), groups)?;
        Some(Watch { app: App::clone(app), id, slot })
    }

    fn enter(&self, device: DeviceId, groups: Vec<GroupId>) -> Option<(u64, Arc<Slot>)> {
        let mut open = self.lock();
        if open.sockets.len() >= limit::LIVE_SOCKETS {
            return None;
        }
        open.next += 1;
        let id = open.next;
        let slot = Arc::new(Slot::default());
        for group in &groups {
            open.by_group.entry(*group).or_default().insert(id);
        }
        open.sockets.insert(id, Socket { device, groups, slot: Arc::clone(&slot) });
        Some((id, slot))
    }

    fn leave(&self, id: u64) {
        let mut open = self.lock();
        let Some(socket) = open.sockets.remove(&id) else { return };
        for group in socket.groups {
            let empty = open.by_group.get_mut(&group).is_some_and(|ids| {
                ids.remove(&id);
                ids.is_empty()
            });
            if empty {
                open.by_group.remove(&group);
            }
        }
    }
}

/// A watch over audiences, for as long as it lives.
pub struct Watch {
    app: App,
    id: u64,
    slot: Arc<Slot>,
}

impl Watch {
    /// Waits for news. It may be about something that the person has seen already.
    pub async fn news(&self) {
        self.slot.bell.notified().await;
        self.slot.lock().groups.clear();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.app.live.leave(self.id);
    }
}

/// Opens a live socket.
pub async fn handle(State(app): State<App>, upgrade: WebSocketUpgrade) -> Response {
    upgrade
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0)
        .max_message_size(FRAME_WIRE_MAX + frame::HEADER_LEN)
        .max_frame_size(FRAME_WIRE_MAX + frame::HEADER_LEN)
        .on_upgrade(move |socket| async move { talk(app, socket).await })
}

/// Why a socket ends.
enum End {
    /// The device went away, or took nothing for too long.
    Gone,
    /// The server says why.
    Said(Failure),
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        Self::Said(failure)
    }
}

impl From<ErrorCode> for End {
    fn from(code: ErrorCode) -> Self {
        Self::Said(code.into())
    }
}

async fn talk(app: App, mut socket: WebSocket) {
    let end = conversation(&app, &mut socket).await;
    if let Err(End::Said(failure)) = end {
        send(&mut socket, frames::bytes(&[frames::trouble(&failure)])).await.ok();
    }
    socket.send(Ws::Close(None)).await.ok();
}

async fn conversation(app: &App, socket: &mut WebSocket) -> Result<(), End> {
    let first = timeout(Duration::from_secs(HELLO_S), receive(socket)).await;
    let Message::Hello(hello) = first.map_err(|_| ErrorCode::Timeout)?? else {
        return Err(ErrorCode::Malformed.into());
    };
    let peer = hello::check(app, &hello).await?;
    // Before it is greeted: a device that was greeted pulls, and what comes after that pull must find its socket here.
    let entered = app.live.enter(peer.device.device, peer.facts.groups());
    let (id, slot) = entered.ok_or(ErrorCode::Overloaded)?;
    let end = greeted(app, socket, &hello, peer, &slot).await;
    app.live.leave(id);
    end
}

async fn greeted(
    app: &App,
    socket: &mut WebSocket,
    hello: &Hello,
    mut peer: Peer,
    slot: &Slot,
) -> Result<(), End> {
    for message in hello::welcome(app, hello, &peer).await? {
        send(socket, frame::encode(&message)).await?;
    }
    listen(app, socket, &mut peer, slot).await
}

/// Answers what comes and passes pokes on, at most one a second.
async fn listen(
    app: &App,
    socket: &mut WebSocket,
    peer: &mut Peer,
    slot: &Slot,
) -> Result<(), End> {
    let mut poke = ticking(Duration::from_millis(limit::POKE_MS));
    let mut dice = [0];
    app.entropy.fill(&mut dice);
    let mut ping = ticking(ping_every(dice));
    ping.reset();
    let stop = app.tasks.stopping();
    let mut news = false;
    loop {
        tokio::select! {
            () = stop.cancelled() => return Err(ErrorCode::Overloaded.into()),
            message = receive(socket) => answer(app, socket, peer, message?).await?,
            () = slot.bell.notified() => {
                if slot.lock().stopped {
                    return Err(ErrorCode::DeviceRevoked.into());
                }
                news = true;
            }
            _ = poke.tick(), if news => {
                news = false;
                tell(socket, slot).await?;
            }
            _ = ping.tick() => {
                let sent = timeout(Duration::from_secs(SEND_S), socket.send(Ws::Ping(Bytes::new())));
                sent.await.map_err(|_| End::Gone)?.map_err(|_| End::Gone)?;
            }
        }
    }
}

/// Time between pings of one socket: a tenth less up to a tenth more, so that sockets which a restart opened at once do
/// not ping at once for ever.
fn ping_every([dice]: [u8; 1]) -> Duration {
    let usual = limit::PING_S * 1_000;
    Duration::from_millis(usual * 9 / 10 + usual / 5 * u64::from(dice) / 255)
}

fn ticking(every: Duration) -> Interval {
    let mut interval = interval(every);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

async fn tell(socket: &mut WebSocket, slot: &Slot) -> Result<(), End> {
    let groups = std::mem::take(&mut slot.lock().groups);
    let groups: Vec<PokeGroup> = groups
        .into_iter()
        .map(|(group, upto)| PokeGroup { group, upto: hello::position(upto) })
        .collect();
    let poke = Message::Poke(Poke { groups, docs: Vec::new() });
    send(socket, frame::encode(&poke)).await
}

async fn answer(
    app: &App,
    socket: &mut WebSocket,
    peer: &mut Peer,
    message: Message,
) -> Result<(), End> {
    match message {
        Message::Push(items) => {
            let verdicts = push::take(app, peer, items).await;
            send(socket, frame::encode(&Message::Verdicts(verdicts))).await
        }
        Message::Pull(pull) if !peer.is_stopped() => bring(app, socket, peer, pull).await,
        Message::Digest(step) if !peer.is_stopped() => {
            let told = digest::answer(app, peer, step).await?;
            send(socket, frame::encode(&Message::Digest(told))).await
        }
        Message::Pull(_) | Message::Digest(_) => Err(ErrorCode::DeviceRevoked.into()),
        Message::Hello(_)
        | Message::Welcome(_)
        | Message::Verdicts(_)
        | Message::Document(_)
        | Message::Grant(_)
        | Message::Revoke(_)
        | Message::Epoch(_)
        | Message::Checkpoint(_)
        | Message::Poke(_)
        | Message::Problem(_) => Err(ErrorCode::Malformed.into()),
    }
}

async fn bring(app: &App, socket: &mut WebSocket, peer: &Peer, pull: Pull) -> Result<(), End> {
    let mut walk = Walk::new(app, peer.clone(), pull)?;
    while let Some(bytes) = walk.next().await? {
        // One frame a message: the walk's bytes are whole frames, one behind the other.
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let len = frame_len(rest).ok_or(ErrorCode::Internal)?;
            let (one, more) = rest.split_at_checked(len).ok_or(ErrorCode::Internal)?;
            send(socket, one.to_vec()).await?;
            rest = more;
        }
    }
    Ok(())
}

/// Length of the frame at the front, header included.
fn frame_len(bytes: &[u8]) -> Option<usize> {
    let [_, len @ ..] = bytes.first_chunk::<{ frame::HEADER_LEN }>()?;
    usize::try_from(u32::from_le_bytes(*len)).ok()?.checked_add(frame::HEADER_LEN)
}

async fn send(socket: &mut WebSocket, bytes: Vec<u8>) -> Result<(), End> {
    let sent = timeout(Duration::from_secs(SEND_S), socket.send(Ws::Binary(bytes.into()))).await;
    sent.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
}

/// The next message of the device. Text is ignored; pongs keep the socket open.
async fn receive(socket: &mut WebSocket) -> Result<Message, End> {
    loop {
        match socket.recv().await {
            None | Some(Err(_) | Ok(Ws::Close(_))) => return Err(End::Gone),
            Some(Ok(Ws::Text(_) | Ws::Ping(_) | Ws::Pong(_))) => {}
            Some(Ok(Ws::Binary(bytes))) => {
                let (message, used) = frame::decode(&bytes).map_err(|e| frames::code(&e))?;
                if used != bytes.len() {
                    return Err(ErrorCode::Malformed.into());
                }
                return Ok(message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ping_comes_a_tenth_sooner_up_to_a_tenth_later() {
        let ms = |dice| ping_every([dice]).as_millis();
        assert_eq!((ms(0), ms(255)), (49_500, 60_500));
        assert!((54_000..56_000).contains(&ms(128)));
    }

    fn group(n: u8) -> GroupId {
        GroupId::from_bytes([n; 16])
    }

    #[test]
    fn a_poke_reaches_the_sockets_of_its_audience_and_the_newest_position_wins() {
        let registry = Registry::default();
        let device = DeviceId::from_bytes([1; 16]);
        let (id, slot) = registry.enter(device, vec![group(1), group(2)]).unwrap();
        let (_, other) = registry.enter(device, vec![group(3)]).unwrap();
        let at = |id| Position { tx: 0, id };
        registry.poke(&BTreeMap::from([(group(1), at(7))]));
        registry.poke(&BTreeMap::from([(group(1), at(5)), (group(2), at(6))]));
        let want = BTreeMap::from([(group(1), at(7)), (group(2), at(6))]);
        assert_eq!(slot.lock().groups, want);
        assert!(other.lock().groups.is_empty());
        registry.leave(id);
        registry.leave(id);
        registry.poke(&BTreeMap::from([(group(1), at(9))]));
        assert_eq!(slot.lock().groups, want, "it has left");
        assert_eq!(registry.count(), 1);
    }

    #[test]
    fn only_the_sockets_of_the_device_are_stopped() {
        let registry = Registry::default();
        let device = |n| DeviceId::from_bytes([n; 16]);
        let (_, mine) = registry.enter(device(1), vec![group(1)]).unwrap();
        let (_, other) = registry.enter(device(2), vec![group(1)]).unwrap();
        registry.poke_device(device(1));
        assert!(mine.lock().stopped && !other.lock().stopped);
    }

    #[test]
    fn frames_are_cut_by_their_length() {
        assert_eq!(frame_len(&[7, 3, 0, 0, 0, 1, 2, 3]), Some(8));
        assert_eq!(frame_len(&[7, 3, 0, 0]), None);
    }
}
