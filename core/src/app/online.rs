//! The app's side of sync: one runner for an open vault, its notices turned into fresh views and events.
use super::{App, told::Told};
use crate::{
    changed::Hub,
    error::CoreError,
    host::HostError,
    session::{Unlocked, place::Place, refresh::Refresher, unlock},
    store::{Read, Store, StoreError, document, pending, quarantine},
    sync::{
        Notice, Status, StoreReplica, Wake, replica_store,
        runner::{Handle, Parts, Runner},
    },
    view,
};
use satchel_model::{document::DocType, id::DocId, time::Clock};
use satchel_protocol::{
    command::{Command, Reply, event::Topic, reply::SyncReport},
    problem::{ErrorCode, Problem},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::watch, task::JoinSet};

/// Longest wait for one round that a person asked for.
const ROUND_MS_MAX: u64 = 600_000;
/// Longest wait for a running engine to begin a round.
const BEGIN_MS_MAX: u64 = 10_000;
/// Most documents whose views are made anew before a round is answered. The rest follows in the background, in the
/// next round, or when it is opened.
const ROUND_VIEWS_MAX: u32 = 128;

/// Most documents that are named one by one when they changed.
const NAMED_MAX: usize = 256;

/// Sync of one open vault.
pub(super) struct Online {
    handle: Handle,
    tasks: JoinSet<()>,
    status: watch::Receiver<Status>,
    docs: Arc<AtomicU64>,
}

impl Online {
    /// Wakes the engine.
    pub(super) fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// What the engine tells of itself.
    pub(super) fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Ends sync: connections are dropped, what was committed stays.
    pub(super) async fn stop(mut self) {
        self.handle.stop();
        while self.tasks.join_next().await.is_some() {}
    }
}

impl App {
    /// Starts to sync whenever there is a way to the server, until the vault is locked. Needs a Tokio runtime.
    ///
    /// # Errors
    /// [`CoreError::Locked`], or a server address that cannot be used.
    pub fn go_online(&self) -> Result<(), CoreError> {
        let unlocked = self.unlocked()?;
        let running = self.told.running();
        if running.switched_off || self.state().as_ref().is_some_and(|open| open.online.is_some()) {
            return Ok(());
        }
        let mut online = self.start(&unlocked)?;
        let views = keep_views(unlocked, Arc::clone(&self.hub), online.status.clone());
        online.tasks.spawn(views);
        if running.paused {
            online.handle.wake(Wake::Pause);
        }
        if let Some(open) = &mut *self.state() {
            open.online = Some(online);
        }
        Ok(())
    }

    pub(super) fn start(&self, unlocked: &Unlocked) -> Result<Online, CoreError> {
        let transport = self.remote.transport(&unlocked.pin)?;
        let replica = StoreReplica::new(
            Arc::clone(&unlocked.store),
            Arc::clone(&unlocked.author),
            unlocked.tenant_key,
            Arc::clone(&self.entropy),
        );
        let session = Refresher {
            remote: Arc::clone(&self.remote),
            unlocked: unlocked.clone(),
            clock: Arc::clone(&self.clock),
        };
        let (tell_status, status) = watch::channel(Status::default());
        let docs = Arc::new(AtomicU64::new(0));
        let ear = Ear {
            store: Arc::clone(&unlocked.store),
            hub: Arc::clone(&self.hub),
            told: Arc::clone(&self.told),
            clock: Arc::clone(&self.clock),
            docs: Arc::clone(&docs),
            status: tell_status,
        };
        let (runner, handle) = Runner::new(Parts {
            replica,
            transport,
            session: Arc::new(session),
            clock: Arc::clone(&self.clock),
            entropy: Arc::clone(&self.entropy),
            tell: Arc::new(move |notice| ear.heard(notice)),
        });
        let mut tasks = JoinSet::new();
        tasks.spawn(runner.run());
        Ok(Online { handle, tasks, status, docs })
    }

    /// Tells a running sync that there is something new to send.
    pub(super) fn nudge(&self) {
        if let Some(online) = self.state().as_ref().and_then(|open| open.online.as_ref()) {
            online.handle.wake(Wake::NewWork);
        }
    }

    /// Works offline, or no longer; sync that ran before goes on.
    pub(super) async fn network_set(&self, online: bool) -> Result<Reply, CoreError> {
        let unlocked = self.unlocked()?;
        if self.told.switch_off(!online) {
            if online {
                self.go_online()?;
            } else {
                self.go_offline(&unlocked).await?;
            }
            self.hub.tell(vec![Topic::Sync]);
        }
        self.local(Command::SyncStatus)
    }

    async fn go_offline(&self, unlocked: &Unlocked) -> Result<(), CoreError> {
        let ran = self.state().as_mut().and_then(|open| open.online.take());
        if let Some(ran) = ran {
            ran.stop().await;
        }
        let now = self.clock.now();
        unlocked.store.write(|tx| replica_store::lost_contact(tx, now))?;
        self.told.rest();
        Ok(())
    }

    /// Goes on as another copy of the vault: what waits is written anew behind what the server has.
    pub(super) async fn become_another(&self, unlocked: &Unlocked) -> Result<(), CoreError> {
        let ran = self.state().as_mut().and_then(|open| open.online.take());
        let runs = ran.is_some();
        if let Some(ran) = ran {
            ran.stop().await;
        }
        let mut fresh = [0; 16];
        self.entropy.fill(&mut fresh);
        unlock::another_copy(&unlocked.store, fresh)?;
        let place = Place::of(&self.dir, unlocked.vault);
        match self.host.keychain_set(&place.incarnation(), &fresh) {
            Ok(()) | Err(HostError::NoKeychain) => {}
            Err(error) => return Err(error.into()),
        }
        self.told.rest();
        if runs { self.go_online() } else { Ok(()) }
    }

    /// Lets the download rest, or goes on with it.
    pub(super) fn sync_pause(&self, paused: bool) -> Result<Reply, CoreError> {
        self.unlocked()?;
        self.told.pause(paused);
        if let Some(online) = self.state().as_ref().and_then(|open| open.online.as_ref()) {
            online.handle.wake(if paused { Wake::Pause } else { Wake::Unpause });
        }
        self.hub.tell(vec![Topic::Sync]);
        self.local(Command::SyncStatus)
    }

    /// One round: sends what waits, fetches what is new, makes views current.
    pub(super) async fn sync_now(&self) -> Result<SyncReport, CoreError> {
        let unlocked = self.unlocked()?;
        if self.told.running().switched_off {
            return Err(Problem::new(ErrorCode::Offline).into());
        }
        self.told.pause(false);
        let before = standing(&unlocked)?;
        let running = self.state().as_ref().and_then(|open| {
            let online = open.online.as_ref()?;
            Some((online.handle.clone(), online.status.clone(), Arc::clone(&online.docs)))
        });
        let (status, docs) = if let Some((handle, status, docs)) = running {
            let seen = docs.load(Ordering::SeqCst);
            let rounds = status.borrow().rounds;
            handle.wake(Wake::Asked);
            let status = settled(status, rounds).await?;
            (status, docs.load(Ordering::SeqCst).saturating_sub(seen))
        } else {
            // A fresh runner begins by syncing; it ends with the round.
            let online = self.start(&unlocked)?;
            let status = first(online.status.clone()).await;
            let docs = online.docs.load(Ordering::SeqCst);
            online.stop().await;
            (status?, docs)
        };
        if let Some(code) = status.stopped.or(status.trouble) {
            return Err(Problem::new(code).into());
        }
        let mut left = ROUND_VIEWS_MAX;
        while left > 0 {
            let made = catch_up(&unlocked)?;
            if made == 0 {
                break;
            }
            left = left.saturating_sub(made);
        }
        self.hub.tell(vec![Topic::Sync, Topic::Pending, Topic::Decisions]);
        Ok(report(&before, &standing(&unlocked)?, docs))
    }
}

/// What is old of documents that changed.
fn topics(read: &Read<'_>, docs: &[DocId]) -> Result<Vec<Topic>, StoreError> {
    let mut topics = vec![Topic::Patients, Topic::Decisions, Topic::Pending];
    for doc in docs {
        topics.push(Topic::Document(*doc));
        if let Some(row) = document::find(read, *doc)? {
            topics.extend(row.patient.map(Topic::Patient));
            if row.doc_type == DocType::Directory.code() {
                topics.push(Topic::Directory);
            }
        }
    }
    Ok(topics)
}

/// Hears the engine.
struct Ear {
    store: Arc<Store>,
    hub: Arc<Hub>,
    told: Arc<Told>,
    clock: Arc<dyn Clock>,
    docs: Arc<AtomicU64>,
    status: watch::Sender<Status>,
}

impl Ear {
    /// Documents changed: answers about them and about their patients are old. Of very many, everything is.
    fn changed(&self, docs: &[DocId]) {
        let named = (docs.len() <= NAMED_MAX).then(|| self.store.read(|read| topics(read, docs)));
        match named {
            Some(Ok(topics)) => self.hub.tell(topics),
            Some(Err(_)) | None => self.hub.lose(),
        }
    }

    /// What the engine told, as events and state. Must not block.
    fn heard(&self, notice: Notice) {
        match notice {
            Notice::Changed(changed) => {
                let count = u64::try_from(changed.len()).unwrap_or(0);
                self.docs.fetch_add(count, Ordering::SeqCst);
                self.changed(&changed);
            }
            Notice::Quarantined(_) => self.hub.tell(vec![Topic::Quarantine, Topic::Pending]),
            Notice::Alarm(code) => {
                tracing::error!(%code, "the server refused what it should not have");
            }
            Notice::Wipe(_) => {
                tracing::error!("an order to wipe came; this version only locks out");
            }
            Notice::Site(_) => {}
            Notice::Compared(0) => tracing::debug!("this copy is the server's"),
            Notice::Compared(documents) => {
                tracing::warn!(documents, "this copy differed: what differs is fetched anew");
            }
            Notice::Round(round) => self.told.round(&round, self.clock.now()),
            Notice::Status(now) => {
                self.told.status(now, self.clock.now());
                self.status.send_replace(now);
                self.hub.tell(vec![Topic::Sync]);
            }
        }
    }
}

/// Makes lagging views anew whenever the engine rests, so that it never waits for them.
async fn keep_views(unlocked: Unlocked, hub: Arc<Hub>, mut status: watch::Receiver<Status>) {
    while status.changed().await.is_ok() {
        while !status.borrow_and_update().working {
            // Locking must not wait for views: the next unlock or opening makes them.
            if status.has_changed().is_err() {
                return;
            }
            let at = unlocked.clone();
            let made = tokio::task::spawn_blocking(move || catch_up(&at)).await;
            match made {
                Ok(Ok(0)) => break,
                Ok(Ok(_)) => hub.tell(vec![Topic::Patients, Topic::Decisions]),
                Ok(Err(error)) => {
                    tracing::error!(%error, "views could not be made anew");
                    break;
                }
                Err(error) => {
                    tracing::error!(%error, "making views anew ended");
                    return;
                }
            }
        }
    }
}

fn catch_up(unlocked: &Unlocked) -> Result<u32, StoreError> {
    if unlocked.store.read(|read| document::stale(read, 1))?.is_empty() {
        return Ok(0);
    }
    unlocked.store.write(|tx| view::catch_up(tx, &unlocked.author, view::CATCH_UP_MAX))
}

/// The state after the engine worked and rests again. An engine that does not even begin is asked no longer than
/// [`BEGIN_MS_MAX`]: it has nothing to do, or says why it cannot.
async fn settled(mut status: watch::Receiver<Status>, rounds: u32) -> Result<Status, CoreError> {
    // A short round may begin and end between two looks: then its count shows it.
    let begin = status.wait_for(|s| s.working || s.rounds != rounds);
    if let Ok(Err(_)) = tokio::time::timeout(Duration::from_millis(BEGIN_MS_MAX), begin).await {
        return Err(CoreError::Locked);
    }
    let rest = status.wait_for(|s| !s.working);
    match tokio::time::timeout(Duration::from_millis(ROUND_MS_MAX), rest).await {
        Ok(done) => done.map(|s| *s).map_err(|_| CoreError::Locked),
        Err(_) => Err(Problem::new(ErrorCode::Timeout).into()),
    }
}

/// The same for an engine that was just started: it tells trouble of this round only.
async fn first(mut status: watch::Receiver<Status>) -> Result<Status, CoreError> {
    let told = |s: &Status| s.working || s.rounds > 0 || s.trouble.is_some() || s.stopped.is_some();
    let begun = *status.wait_for(told).await.map_err(|_| CoreError::Locked)?;
    if begun.working { settled(status, 0).await } else { Ok(begun) }
}

/// What waits and what was refused at one moment.
struct Standing {
    waiting: u64,
    refused: u64,
}

fn standing(unlocked: &Unlocked) -> Result<Standing, StoreError> {
    unlocked.store.read(|read| {
        Ok(Standing { waiting: pending::outbox(read)?.count, refused: quarantine::count(read)? })
    })
}

const fn report(before: &Standing, after: &Standing, docs: u64) -> SyncReport {
    let pushed = before.waiting.saturating_sub(after.waiting);
    let refused = after.refused.saturating_sub(before.refused);
    SyncReport {
        pushed,
        accepted: pushed.saturating_sub(refused),
        refused,
        documents: docs,
        more: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Machine;
    use satchel_protocol::command::event::Event;

    fn ear(m: &Machine) -> Ear {
        Ear {
            store: m.app.unlocked().unwrap().store,
            hub: Arc::clone(&m.app.hub),
            told: Arc::clone(&m.app.told),
            clock: Arc::clone(&m.app.clock),
            docs: Arc::default(),
            status: watch::channel(Status::default()).0,
        }
    }

    #[tokio::test]
    async fn what_came_down_makes_answers_about_its_patient_old() {
        let m = Machine::new();
        m.join().await;
        let [patient, chart, _] = m.patient("Okafor").await;
        let chart: DocId = chart.as_str().unwrap().parse().unwrap();
        let patient = patient.as_str().unwrap().parse().unwrap();
        let mut events = m.app.events();
        ear(&m).heard(Notice::Changed(vec![chart]));
        let Some(Event::Changed(topics)) = events.next().await else { panic!("an event") };
        for topic in [Topic::Document(chart), Topic::Patient(patient), Topic::Patients] {
            assert!(topics.contains(&topic), "{topic:?} of {topics:?}");
        }
    }

    #[tokio::test]
    async fn very_many_documents_make_everything_old_at_once() {
        let m = Machine::new();
        m.join().await;
        let mut events = m.app.events();
        let doc = |n: usize| DocId::from_bytes([u8::try_from(n % 256).unwrap(); 16]);
        ear(&m).heard(Notice::Changed((0..NAMED_MAX).map(doc).collect()));
        assert!(matches!(events.next().await, Some(Event::Changed(_))));
        ear(&m).heard(Notice::Changed((0..=NAMED_MAX).map(doc).collect()));
        assert_eq!(events.next().await, Some(Event::Lost));
    }
}
