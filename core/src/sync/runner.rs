//! Drives the engine of a real device: opens what it asks for, feeds it what comes, and stops when told.
use super::{
    bound,
    conversation::Carrier,
    engine::{Action, Conn, Engine, Input, Notice, Trouble, Wake},
    replica::Replica,
    transport::Transport,
};
use futures_util::{StreamExt as _, future::BoxFuture};
use satchel_model::{entropy::Entropy, time::Clock};
use satchel_protocol::problem::ErrorCode;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{
    sync::mpsc,
    task::{AbortHandle, JoinSet},
};
use tokio_util::sync::CancellationToken;

/// Wakes that may wait; more say nothing new.
const WAKES_MAX: usize = 16;

/// Where fresh access tokens come from.
pub trait Session: Send + Sync {
    /// Trades the refresh token for a new access token and stores both.
    ///
    /// # Errors
    /// [`ErrorCode::Offline`] if the server cannot be reached; any other if the person must sign in.
    fn refresh(&self) -> BoxFuture<'static, Result<(), ErrorCode>>;
}

/// What a runner needs.
pub struct Parts<R> {
    /// The device's store.
    pub replica: R,
    /// The way to the server.
    pub transport: Arc<dyn Transport>,
    /// The login.
    pub session: Arc<dyn Session>,
    /// The device's clock.
    pub clock: Arc<dyn Clock>,
    /// The device's randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Hears every notice, in order; must not block.
    pub tell: Arc<dyn Fn(Notice) + Send + Sync>,
}

/// Wakes and stops a runner. Dropping every copy does not stop it; [`Handle::stop`] does.
#[derive(Clone)]
pub struct Handle {
    wakes: mpsc::Sender<Wake>,
    stop: CancellationToken,
}

impl Handle {
    /// Wakes the engine. Says nothing new if enough wakes wait already.
    pub fn wake(&self, why: Wake) {
        if self.wakes.try_send(why).is_err() {
            tracing::trace!(?why, "the engine has enough to look at");
        }
    }

    /// Ends the runner; connections are dropped, what was committed stays.
    pub fn stop(&self) {
        self.stop.cancel();
    }
}

/// What connection tasks report.
enum Event {
    Bytes(Conn, Vec<u8>),
    Ended(Conn, Option<Trouble>),
    Refreshed(Result<(), ErrorCode>),
}

/// The running engine of one device.
pub struct Runner<R> {
    parts: Parts<Arc<R>>,
    wakes: mpsc::Receiver<Wake>,
    stop: CancellationToken,
    events: (mpsc::Sender<Event>, mpsc::Receiver<Event>),
    tasks: JoinSet<()>,
    open: BTreeMap<Conn, AbortHandle>,
}

impl<R: Replica + Send + Sync + 'static> Runner<R> {
    /// A runner and its handle; nothing happens until [`Runner::run`] is polled.
    #[must_use]
    pub fn new(parts: Parts<R>) -> (Self, Handle) {
        let (sender, wakes) = mpsc::channel(WAKES_MAX);
        let stop = CancellationToken::new();
        let handle = Handle { wakes: sender, stop: stop.clone() };
        let Parts { replica, transport, session, clock, entropy, tell } = parts;
        let replica = Arc::new(replica);
        let runner = Self {
            parts: Parts { replica, transport, session, clock, entropy, tell },
            wakes,
            stop,
            events: mpsc::channel(bound::CHUNKS_MAX),
            tasks: JoinSet::new(),
            open: BTreeMap::new(),
        };
        (runner, handle)
    }

    /// Runs until the handle stops it. Begins by syncing.
    pub async fn run(mut self) {
        let mut engine = Engine::new(Arc::clone(&self.parts.replica));
        let mut next = Some(Happened::Wake(Wake::Resume));
        loop {
            let event = match next.take() {
                Some(event) => event,
                None => match self.wait(&engine).await {
                    Some(event) => event,
                    None => break,
                },
            };
            let Some((back, actions)) = self.think(engine, event).await else { break };
            engine = back;
            for action in actions {
                self.act(action);
            }
        }
        self.tasks.shutdown().await;
    }

    /// The next thing that happens; none if the runner is to stop.
    async fn wait(&mut self, engine: &Engine<Arc<R>>) -> Option<Happened> {
        let now = self.parts.clock.now();
        let wait = u64::try_from(engine.wake_at().since(now)).unwrap_or(0).max(1);
        let timer = tokio::time::timeout(Duration::from_millis(wait), std::future::pending::<()>());
        tokio::select! {
            biased;
            () = self.stop.cancelled() => None,
            Some(event) = self.events.1.recv() => Some(Happened::Event(event)),
            // None: nobody can wake or stop it any more, the app is gone.
            wake = self.wakes.recv() => wake.map(Happened::Wake),
            _ = timer => Some(Happened::Wake(Wake::Timer)),
        }
    }

    /// One step of the engine, off the async threads: it reads and writes the store.
    async fn think(
        &mut self,
        mut engine: Engine<Arc<R>>,
        event: Happened,
    ) -> Option<(Engine<Arc<R>>, Vec<Action>)> {
        if let Happened::Event(Event::Ended(conn, _)) = &event {
            self.open.remove(conn);
        }
        while self.tasks.try_join_next().is_some() {}
        let (clock, entropy) = (Arc::clone(&self.parts.clock), Arc::clone(&self.parts.entropy));
        let step = tokio::task::spawn_blocking(move || {
            let now = clock.now();
            let input = match &event {
                Happened::Wake(why) => Input::Wake(*why),
                Happened::Event(Event::Bytes(conn, bytes)) => Input::Bytes { conn: *conn, bytes },
                Happened::Event(Event::Ended(conn, trouble)) => {
                    Input::Ended { conn: *conn, trouble: *trouble }
                }
                Happened::Event(Event::Refreshed(Ok(()))) => Input::Wake(Wake::SignedIn),
                Happened::Event(Event::Refreshed(Err(code))) => Input::Unrefreshed(*code),
            };
            let actions = engine.handle(&input, now, &*entropy);
            (engine, actions)
        });
        match step.await {
            Ok(done) => Some(done),
            Err(error) => {
                tracing::error!(%error, "the sync engine ended");
                None
            }
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Open { conn, carrier, body } => {
                let opened = self.parts.transport.open(carrier, body);
                let events = self.events.0.clone();
                let task = self.tasks.spawn(forward(conn, carrier, opened, events));
                self.open.insert(conn, task);
            }
            Action::Close { conn } => {
                if let Some(task) = self.open.remove(&conn) {
                    task.abort();
                }
            }
            Action::Refresh => {
                let refresh = self.parts.session.refresh();
                let events = self.events.0.clone();
                self.tasks.spawn(async move {
                    report(&events, Event::Refreshed(refresh.await)).await;
                });
            }
            Action::Tell(notice) => (self.parts.tell)(notice),
        }
    }
}

/// What the runner waits for.
enum Happened {
    Wake(Wake),
    Event(Event),
}

/// Feeds what a connection brings to the runner; the bounded channel slows the server down to the pace of the store.
async fn forward(
    conn: Conn,
    carrier: Carrier,
    opened: BoxFuture<'static, Result<super::transport::Incoming, Trouble>>,
    events: mpsc::Sender<Event>,
) {
    let mut incoming = match opened.await {
        Ok(incoming) => incoming,
        Err(trouble) => return report(&events, Event::Ended(conn, Some(trouble))).await,
    };
    tracing::debug!(conn, ?carrier, "answer begins");
    while let Some(chunk) = incoming.next().await {
        match chunk {
            Ok(bytes) => report(&events, Event::Bytes(conn, bytes)).await,
            Err(trouble) => return report(&events, Event::Ended(conn, Some(trouble))).await,
        }
    }
    report(&events, Event::Ended(conn, None)).await;
}

async fn report(events: &mpsc::Sender<Event>, event: Event) {
    if events.send(event).await.is_err() {
        tracing::trace!("the runner has stopped");
    }
}

#[cfg(test)]
mod tests;
