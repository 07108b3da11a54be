//! The entry: one command in, one reply or problem out.
mod check;
mod far;
mod local;
mod online;
mod told;

use crate::{
    changed::{Hub, Listener},
    command::{Coalesced, Cx},
    error::CoreError,
    host::Host,
    session::{
        Unlocked,
        api::{Https, Remote},
        enrol, place, refresh, unlock,
    },
    store::pending,
};
use online::Online;
use satchel_model::{
    entropy::Entropy,
    id::{ItemId, Nonce},
    time::Clock,
};
use satchel_protocol::{
    command::{
        Command, Needs, Reach, Reply, Window,
        args::{Join, SignIn, Unlock, UnlockRecovery},
        event::Topic,
        reply::{Ids, Joined, Me, SessionState, Status},
    },
    problem::{ErrorCode, Problem},
};
use satchel_vault::secret::Password;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use told::Told;

/// Most ids of one answer.
const IDS_MAX: u8 = 64;

/// The engine of one machine. At most one vault is open at a time.
pub struct App {
    host: Arc<dyn Host>,
    dir: PathBuf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    remote: Arc<dyn Remote>,
    hub: Arc<Hub>,
    open: Mutex<Option<Open>>,
    searches: Coalesced,
    told: Arc<Told>,
}

/// An open vault, and its sync where it runs.
struct Open {
    unlocked: Unlocked,
    online: Option<Online>,
}

impl App {
    /// The engine over `dir`, the app's own folder, talking to servers over HTTPS.
    #[must_use]
    pub fn new(
        host: Arc<dyn Host>,
        dir: PathBuf,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self::with_remote(host, dir, clock, entropy, Arc::new(Https))
    }

    /// The engine with another way to servers.
    #[must_use]
    pub fn with_remote(
        host: Arc<dyn Host>,
        dir: PathBuf,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        remote: Arc<dyn Remote>,
    ) -> Self {
        Self {
            host,
            dir,
            clock,
            entropy,
            remote,
            hub: Arc::default(),
            open: Mutex::new(None),
            searches: Coalesced::default(),
            told: Arc::default(),
        }
    }

    /// Hears what becomes old, from now on.
    #[must_use]
    pub fn events(&self) -> Listener {
        self.hub.listen()
    }

    /// Carries out a command of a surface that may ask anything: tests, headless devices.
    ///
    /// # Errors
    /// The problem, as it crosses the door.
    pub async fn dispatch(&self, command: Command) -> Result<Reply, Problem> {
        self.dispatch_from(Window::Any, command).await
    }

    /// Carries out a command that this surface asks.
    ///
    /// # Errors
    /// The problem, as it crosses the door.
    pub async fn dispatch_from(&self, window: Window, command: Command) -> Result<Reply, Problem> {
        let entry = command.entry();
        let done = if fits(window, entry.window) {
            self.carry(command).await
        } else {
            Err(Problem::new(ErrorCode::WrongWindow).into())
        };
        let done = done.map_err(|error| self.problem(entry.word, &error));
        self.mind_space(entry.word, &done);
        done
    }

    /// A write tells whether the disk has space; the chip says so until one succeeds.
    fn mind_space(&self, word: &str, done: &Result<Reply, Problem>) {
        let full = done.as_ref().is_err_and(|problem| problem.code == ErrorCode::StorageFull);
        let wrote = done.is_ok() && matches!(word, "write" | "draft_put" | "quarantine_retry");
        if (full || wrote) && self.told.disk(full) {
            self.hub.tell(vec![Topic::Sync]);
        }
    }

    /// The problem to answer; logged here and nowhere else, with a number to read out where it is our fault.
    fn problem(&self, word: &'static str, error: &CoreError) -> Problem {
        let mut problem = error.problem();
        if problem.code.report() && problem.incident.is_none() {
            let incident: String = Nonce::new(&*self.entropy).to_string().chars().take(8).collect();
            tracing::error!(command = word, code = %problem.code, incident, "command failed");
            problem.incident = Some(incident);
        } else {
            tracing::debug!(command = word, code = %problem.code, "command refused");
        }
        problem
    }

    async fn carry(&self, command: Command) -> Result<Reply, CoreError> {
        let entry = command.entry();
        if entry.needs == Needs::Unlocked {
            let unlocked = self.unlocked()?;
            // Past the lease the vault answers nothing but contact with the server.
            if entry.health || entry.reach == Reach::Local && entry.word == "write" {
                unlocked.check_lease(self.clock.now())?;
            }
        }
        match command {
            Command::Status => Ok(self.status()?.into()),
            Command::Join(asked) => Ok(self.join(asked).await?.into()),
            Command::Unlock(asked) => Ok(self.unlock(asked).await?.into()),
            Command::UnlockRecovery(asked) => Ok(self.unlock_recovery(asked).await?.into()),
            Command::Lock => Ok(self.lock().await?.into()),
            Command::SignIn(asked) => Ok(self.sign_in(asked).await?.into()),
            Command::SyncNow => Ok(self.sync_now().await?.into()),
            Command::SyncCheck => Ok(self.sync_check().await?.into()),
            Command::NewIds(asked) => Ok(self.new_ids(asked.count)?.into()),
            Command::SyncRounds => Ok(self.told.rounds().into()),
            Command::SyncPause(asked) => self.sync_pause(asked.paused),
            Command::NetworkSet(asked) => self.network_set(asked.online).await,
            far if entry.reach == Reach::Server => self.far(&far).await,
            local => self.local(local),
        }
    }

    fn local(&self, command: Command) -> Result<Reply, CoreError> {
        let unlocked = self.unlocked()?;
        let cx = Cx {
            unlocked: &unlocked,
            now: self.clock.now(),
            entropy: &*self.entropy,
            searches: &self.searches,
        };
        let opened = match &command {
            Command::PatientGet(of) | Command::ChartGet(of) => Some(of.patient),
            _ => None,
        };
        let (reply, mut topics) = local::carry(cx, self.told.running(), command)?;
        if opened.is_some_and(|patient| self.told.opened(patient)) {
            // The list of patients opened last.
            topics.push(Topic::Patients);
        }
        if topics.contains(&Topic::Pending) {
            self.nudge();
        }
        self.hub.tell(topics);
        Ok(reply)
    }

    fn state(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open vault.
    ///
    /// # Errors
    /// [`CoreError::Locked`], or [`CoreError::NotJoined`] where there is none to open.
    pub fn unlocked(&self) -> Result<Unlocked, CoreError> {
        if let Some(open) = &*self.state() {
            return Ok(open.unlocked.clone());
        }
        Err(if place::vaults(&self.dir)?.is_empty() {
            CoreError::NotJoined
        } else {
            CoreError::Locked
        })
    }

    fn status(&self) -> Result<Status, CoreError> {
        let vaults = place::vaults(&self.dir)?;
        let me = self.state().as_ref().map(|open| open.unlocked.me());
        let state = match (&me, vaults.is_empty()) {
            (Some(_), _) => SessionState::Unlocked,
            (None, true) => SessionState::NotJoined,
            (None, false) => SessionState::Locked,
        };
        Ok(Status { state, vaults, me, version: env!("CARGO_PKG_VERSION").to_owned() })
    }

    fn unlock_cx(&self) -> unlock::Cx<'_> {
        unlock::Cx { host: &*self.host, now: self.clock.now(), entropy: &*self.entropy }
    }

    async fn join(&self, asked: Join) -> Result<Joined, CoreError> {
        self.close().await?;
        let joined = enrol::join(self.unlock_cx(), &*self.remote, &self.dir, &asked).await?;
        let me = self.enter(joined.unlocked);
        Ok(Joined { me, recovery_code: joined.recovery_code.to_string() })
    }

    async fn unlock(&self, asked: Unlock) -> Result<Me, CoreError> {
        let place = place::choose(&self.dir, asked.vault)?;
        self.close().await?;
        let password = Password::new(asked.password);
        Ok(self.enter(unlock::with_password(self.unlock_cx(), &place, &password)?))
    }

    async fn unlock_recovery(&self, asked: UnlockRecovery) -> Result<Me, CoreError> {
        let place = place::choose(&self.dir, asked.vault)?;
        self.close().await?;
        let password = Password::new(asked.password);
        let unlocked = unlock::with_recovery(self.unlock_cx(), &place, &asked.code, &password)?;
        Ok(self.enter(unlocked))
    }

    fn enter(&self, unlocked: Unlocked) -> Me {
        let me = unlocked.me();
        *self.state() = Some(Open { unlocked, online: None });
        self.hub.tell(vec![Topic::Session]);
        me
    }

    async fn lock(&self) -> Result<Status, CoreError> {
        self.close().await?;
        self.hub.tell(vec![Topic::Session]);
        self.status()
    }

    /// Closes the open vault, if one is: sync ends, the count for the lock screen is written, the keys go.
    async fn close(&self) -> Result<(), CoreError> {
        let Some(open) = self.state().take() else { return Ok(()) };
        if let Some(online) = open.online {
            online.stop().await;
        }
        self.told.forget();
        let waiting = open.unlocked.store.read(pending::waiting)?.changes;
        let place = place::Place::of(&self.dir, open.unlocked.vault);
        // A lock must not fail for want of disk: the count is a courtesy.
        if let Err(error) = place.set_unsent(waiting) {
            tracing::warn!(%error, "the count of unsent changes was not written");
        }
        Ok(())
    }

    async fn sign_in(&self, asked: SignIn) -> Result<Me, CoreError> {
        let unlocked = self.unlocked()?;
        if self.told.running().switched_off {
            return Err(Problem::new(ErrorCode::Offline).into());
        }
        let now = self.clock.now();
        refresh::sign_in(&*self.remote, &unlocked, &asked.password, now).await?;
        let forked = [Some(ErrorCode::ChainFork), Some(ErrorCode::DeviceRevoked)];
        if forked.contains(&self.told.running().status.stopped) {
            // Signed in, so not shut out: two copies of this vault wrote, and this one goes on as another.
            self.become_another(&unlocked).await?;
        }
        self.nudge();
        self.hub.tell(vec![Topic::Session, Topic::Sync]);
        Ok(unlocked.me())
    }

    fn new_ids(&self, count: u8) -> Result<Ids, CoreError> {
        if !(1..=IDS_MAX).contains(&count) {
            return Err(CoreError::Invalid { field: "count", code: "range" });
        }
        let now = self.clock.now();
        Ok(Ids { ids: (0..count).map(|_| ItemId::new(now, &*self.entropy)).collect() })
    }
}

/// Whether a surface may ask what is meant for `wanted`. The console is a staff surface too; what its person may see is
/// for policy to say.
const fn fits(asking: Window, wanted: Window) -> bool {
    matches!(
        (asking, wanted),
        (Window::Any, _)
            | (_, Window::Any)
            | (Window::Clinic, Window::Clinic)
            | (Window::Patient, Window::Patient)
            | (Window::Admin, Window::Admin | Window::Clinic)
    )
}

#[cfg(test)]
mod tests;
