//! The way of news to devices where several processes share one PostgreSQL: held until readers may see it, then told to
//! this process's sockets and, through a bus, to the others'.
//!
//! A poke that comes before the horizon has passed its position would make a device look and find nothing, and nothing
//! would make it look again before the next poll. So news ripens here: the relay asks the database for its horizon while
//! something waits. Everything else is lossy: a bus that is away costs the devices of other processes a minute at most.
use crate::{
    config::BusChoice,
    port::bus::{
        BusError, Carrier, MESSAGE_MAX, nats::Nats, redis::Redis, through_database::ThroughDatabase,
    },
    state::{App, State},
    task,
};
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    entropy::Entropy,
    id::{DeviceId, GroupId},
    time::Timestamp,
};
use satchel_server_store::Position;
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// Time between two looks at the horizon while news waits.
const LOOK: Duration = Duration::from_millis(8);
/// Time between two signs of life.
const BEAT: Duration = Duration::from_secs(20);
/// A process that was not heard for so long is gone.
const GONE_MS: i64 = 70_000;
/// First and longest wait before a bus is tried again.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));
/// Audiences in one message, so that it fits into [`MESSAGE_MAX`].
const GROUPS_MAX: usize = 64;
/// Processes remembered.
const NODES_MAX: usize = 256;

/// One process among those that share a database, for as long as it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct Node(#[n(0)] u64);

impl Node {
    /// A new one.
    #[must_use]
    pub fn fresh(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        Self(u64::from_be_bytes(bytes))
    }
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// What processes tell each other. Empty: a sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Told {
    /// Version of this form.
    #[n(0)]
    v: u8,
    /// Who tells.
    #[n(1)]
    node: Node,
    /// Audiences with news, and up to where.
    #[n(2)]
    news: Vec<(GroupId, i64, i64)>,
    /// Devices that were shut out.
    #[n(3)]
    ended: Vec<DeviceId>,
}

/// News on its way.
#[derive(Default)]
struct Waiting {
    news: BTreeMap<GroupId, Position>,
    ended: BTreeSet<DeviceId>,
    since: Option<Timestamp>,
}

/// The relay of one process.
#[derive(Default)]
pub struct Relay {
    waiting: Mutex<Waiting>,
    bell: Notify,
    nodes: Mutex<BTreeMap<Node, Timestamp>>,
    kind: Mutex<&'static str>,
    connected: AtomicBool,
    sent: AtomicU64,
    heard: AtomicU64,
    lost: AtomicU64,
}

/// How the bus does, for `doctor` and `health`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Stable word.
    pub kind: &'static str,
    /// Whether it hears.
    pub connected: bool,
    /// Other processes heard in the last minute.
    pub others: usize,
    /// Messages published.
    pub sent: u64,
    /// Messages of others.
    pub heard: u64,
    /// Messages that could not be published.
    pub lost: u64,
    /// How long the oldest news has waited to become visible to readers, in milliseconds.
    pub waiting_ms: i64,
}

impl Relay {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes news over; the newest position of an audience wins.
    pub fn tell(&self, news: &BTreeMap<GroupId, Position>) {
        if news.is_empty() {
            return;
        }
        let mut waiting = self.lock();
        for (group, upto) in news {
            let newest = waiting.news.entry(*group).or_default();
            *newest = (*newest).max(*upto);
        }
        drop(waiting);
        self.bell.notify_one();
    }

    /// Takes over that a device was shut out.
    pub fn tell_end(&self, device: DeviceId) {
        self.lock().ended.insert(device);
        self.bell.notify_one();
    }

    /// What readers may see below `horizon`, taken out; the rest goes on waiting.
    fn ripe(&self, horizon: i64, now: Timestamp) -> (BTreeMap<GroupId, Position>, Vec<DeviceId>) {
        let mut waiting = self.lock();
        let all = std::mem::take(&mut waiting.news);
        let (ripe, green) = all.into_iter().partition(|(_, upto)| upto.tx < horizon);
        waiting.news = green;
        waiting.since = if waiting.news.is_empty() { None } else { waiting.since.or(Some(now)) };
        (ripe, std::mem::take(&mut waiting.ended).into_iter().collect())
    }

    fn is_idle(&self) -> bool {
        let waiting = self.lock();
        waiting.news.is_empty() && waiting.ended.is_empty()
    }

    fn note(&self, node: Node, at: Timestamp) {
        let mut nodes = self.nodes.lock().unwrap_or_else(PoisonError::into_inner);
        nodes.retain(|_, seen| at.since(*seen) < GONE_MS);
        if nodes.len() < NODES_MAX {
            nodes.insert(node, at);
        }
    }
}

/// How the bus of this process does.
#[must_use]
pub fn report(state: &State) -> Report {
    let now = state.now();
    let Some(relay) = &state.relay else {
        let (kind, connected) = ("process", true);
        return Report { kind, connected, others: 0, sent: 0, heard: 0, lost: 0, waiting_ms: 0 };
    };
    let nodes = relay.nodes.lock().unwrap_or_else(PoisonError::into_inner);
    let others = nodes.values().filter(|seen| now.since(**seen) < GONE_MS).count();
    let count = |n: &AtomicU64| n.load(Ordering::Relaxed);
    Report {
        kind: *relay.kind.lock().unwrap_or_else(PoisonError::into_inner),
        connected: relay.connected.load(Ordering::Relaxed),
        others,
        sent: count(&relay.sent),
        heard: count(&relay.heard),
        lost: count(&relay.lost),
        waiting_ms: relay.lock().since.map_or(0, |since| now.since(since)),
    }
}

/// Starts the relay; nothing to do where there is one process and every commit shows at once.
pub fn start(app: &App, choice: &BusChoice) {
    let Some(relay) = app.relay.clone() else { return };
    let carrier = carrier(app, choice);
    let kind = carrier.as_ref().map_or("process", |c| c.kind());
    *relay.kind.lock().unwrap_or_else(PoisonError::into_inner) = kind;
    relay.connected.store(carrier.is_none(), Ordering::Relaxed);
    let (state, out) = (App::clone(app), carrier.clone());
    let speaking = Arc::clone(&relay);
    app.tasks.spawn("bus-relay", async move { pass_on(&state, &speaking, out.as_deref()).await });
    if let Some(carrier) = carrier {
        let state = App::clone(app);
        app.tasks.spawn("bus-ear", async move { hear(&state, &relay, &*carrier).await });
    }
}

fn carrier(app: &App, choice: &BusChoice) -> Option<Arc<dyn Carrier>> {
    // One organisation a channel, so that several may share a bus.
    let channel = format!("satchel_{}", app.keys.tenant.uuid().simple());
    let made: Option<Arc<dyn Carrier>> = match choice {
        BusChoice::Process => return None,
        BusChoice::Postgres => Some(Arc::new(ThroughDatabase::new(app.store.clone(), channel))),
        BusChoice::Redis(url) => Redis::new(url.expose(), channel).map(|c| Arc::new(c) as _),
        BusChoice::Nats(url) => Nats::new(url.expose(), channel).map(|c| Arc::new(c) as _),
    };
    if made.is_none() {
        tracing::error!("bus.url is no address; other processes are not told of news");
    }
    made
}

/// Lets news ripen, tells it here and passes it on.
async fn pass_on(state: &State, relay: &Relay, out: Option<&dyn Carrier>) {
    let stop = state.tasks.stopping();
    let mut beat = tokio::time::interval(BEAT);
    while !stop.is_cancelled() {
        tokio::select! {
            () = relay.bell.notified() => {}
            _ = beat.tick() => publish(state, relay, out, &BTreeMap::new(), &[]).await,
            () = stop.cancelled() => return,
        }
        while !relay.is_idle() {
            // A database that does not answer tells no horizon; then a poke too many is better than none.
            let horizon = state.store.horizon().await.unwrap_or(i64::MAX);
            let (news, ended) = relay.ripe(horizon, state.now());
            if !news.is_empty() || !ended.is_empty() {
                state.live.deliver(&news);
                publish(state, relay, out, &news, &ended).await;
            }
            if relay.is_idle() || !task::pause(&stop, LOOK).await {
                break;
            }
        }
    }
}

async fn publish(
    state: &State,
    relay: &Relay,
    out: Option<&dyn Carrier>,
    news: &BTreeMap<GroupId, Position>,
    ended: &[DeviceId],
) {
    let Some(out) = out else { return };
    for message in messages(state.node, news, ended) {
        match out.publish(message).await {
            Ok(()) => relay.sent.fetch_add(1, Ordering::Relaxed),
            Err(error) => {
                tracing::warn!(reason = %error, kind = out.kind(), "other processes were not told of news");
                relay.lost.fetch_add(1, Ordering::Relaxed)
            }
        };
    }
}

/// News as messages of bounded size; a sign of life where there is none.
fn messages(node: Node, news: &BTreeMap<GroupId, Position>, ended: &[DeviceId]) -> Vec<Vec<u8>> {
    let news: Vec<_> = news.iter().map(|(group, upto)| (*group, upto.tx, upto.id)).collect();
    let count = news.len().div_ceil(GROUPS_MAX).max(ended.len().div_ceil(GROUPS_MAX)).max(1);
    let part = |all: usize, i: usize| (i * GROUPS_MAX).min(all)..((i + 1) * GROUPS_MAX).min(all);
    let told = |i: usize| Told {
        v: 1,
        node,
        news: news.get(part(news.len(), i)).unwrap_or_default().to_vec(),
        ended: ended.get(part(ended.len(), i)).unwrap_or_default().to_vec(),
    };
    (0..count).map(|i| cbor::encode(&told(i))).collect()
}

/// Hears the other processes, for ever.
async fn hear(state: &State, relay: &Relay, carrier: &dyn Carrier) {
    let stop = state.tasks.stopping();
    let mut wait = RETRY.0;
    while !stop.is_cancelled() {
        let ended = tokio::select! {
            ended = listen(state, relay, carrier) => ended,
            () = stop.cancelled() => return,
        };
        if relay.connected.swap(false, Ordering::Relaxed) {
            wait = RETRY.0;
        }
        tracing::warn!(reason = %ended, kind = carrier.kind(), "the bus is away; devices of other processes wait for their poll");
        task::pause(&stop, wait).await;
        wait = (wait * 2).min(RETRY.1);
    }
}

/// Hears until the connection breaks.
async fn listen(state: &State, relay: &Relay, carrier: &dyn Carrier) -> BusError {
    let mut ear = match carrier.subscribe().await {
        Ok(ear) => ear,
        Err(error) => return error,
    };
    relay.connected.store(true, Ordering::Relaxed);
    loop {
        match ear.next().await {
            Ok(bytes) => take(state, relay, &bytes),
            Err(error) => return error,
        }
    }
}

/// Takes over what another process told; our own words come back too and are nothing new.
fn take(state: &State, relay: &Relay, bytes: &[u8]) {
    let told: Option<Told> =
        (bytes.len() <= MESSAGE_MAX).then(|| cbor::decode_lenient(bytes).ok()).flatten();
    let Some(told) = told.filter(|t| t.v == 1) else {
        tracing::warn!(bytes = bytes.len(), "a message on the bus cannot be read");
        return;
    };
    if told.node == state.node {
        return;
    }
    relay.heard.fetch_add(1, Ordering::Relaxed);
    relay.note(told.node, state.now());
    let place = |(group, tx, id)| (group, Position { tx, id });
    state.live.deliver(&told.news.into_iter().map(place).collect());
    for device in told.ended {
        state.live.end(device);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(n: u8) -> GroupId {
        GroupId::from_bytes([n; 16])
    }

    fn at(tx: i64, id: i64) -> Position {
        Position { tx, id }
    }

    #[test]
    fn news_waits_until_the_horizon_has_passed_it() {
        let (relay, now) = (Relay::default(), Timestamp::from_millis(5));
        relay.tell(&BTreeMap::from([(group(1), at(10, 3)), (group(2), at(12, 1))]));
        relay.tell(&BTreeMap::from([(group(1), at(9, 9))]));
        assert_eq!(relay.ripe(10, now).0, BTreeMap::new());
        assert_eq!(relay.lock().since, Some(now));
        assert_eq!(relay.ripe(11, now).0, BTreeMap::from([(group(1), at(10, 3))]));
        assert_eq!(relay.ripe(13, now).0, BTreeMap::from([(group(2), at(12, 1))]));
        assert!(relay.is_idle() && relay.lock().since.is_none());
    }

    #[test]
    fn a_device_that_was_shut_out_waits_for_nothing() {
        let relay = Relay::default();
        relay.tell(&BTreeMap::from([(group(1), at(10, 3))]));
        relay.tell_end(DeviceId::from_bytes([7; 16]));
        assert_eq!(relay.ripe(1, Timestamp::default()).1, [DeviceId::from_bytes([7; 16])]);
        assert!(!relay.is_idle(), "the news still waits");
    }

    #[test]
    fn a_message_has_a_frozen_form_and_a_bound() {
        let news = BTreeMap::from([(group(1), at(10, 3))]);
        let made = messages(Node(255), &news, &[DeviceId::from_bytes([2; 16])]);
        let (group, device) = ("01".repeat(16), "02".repeat(16));
        let want = format!("840118ff818350{group}0a038150{device}");
        assert_eq!(made.iter().map(hex::encode).collect::<Vec<_>>(), [want]);
        assert_eq!(hex::encode(&messages(Node(1), &BTreeMap::new(), &[])[0]), "8401018080");
        let many: BTreeMap<_, _> =
            (0..=255).map(|n| (self::group(n), at(i64::MAX, i64::MAX))).collect();
        let devices: Vec<_> = (0..200).map(|n| DeviceId::from_bytes([n; 16])).collect();
        let made = messages(Node(u64::MAX), &many, &devices);
        assert_eq!(made.len(), 4);
        assert!(made.iter().all(|m| m.len() <= MESSAGE_MAX), "{:?}", made[0].len());
        let told: Vec<Told> = made.iter().map(|m| cbor::decode(m).unwrap()).collect();
        assert_eq!(told.iter().map(|t| t.news.len()).sum::<usize>(), 256);
        assert_eq!(told.iter().map(|t| t.ended.len()).sum::<usize>(), 200);
    }

    #[test]
    fn a_process_that_is_silent_is_forgotten() {
        let relay = Relay::default();
        relay.note(Node(1), Timestamp::from_millis(0));
        relay.note(Node(2), Timestamp::from_millis(GONE_MS));
        let nodes = relay.nodes.lock().unwrap();
        assert_eq!(nodes.keys().copied().collect::<Vec<_>>(), [Node(2)]);
    }
}
