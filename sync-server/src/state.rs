//! What every handler and task of the server shares, and the only place that chooses implementations.
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use satchel_model::{
    entropy::Entropy,
    time::{Clock, Timestamp},
};
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_server_store::{self as store, Store, StoreConfig, StoreError};

use tokio_util::sync::CancellationToken;

use crate::{
    audit,
    auth::{password::Hashing, person},
    config::{BusChoice, Config, Secret, Settings},
    directory, file,
    http::{problem::store_problem, rate::Rates},
    job::runner::Bell,
    keys::{KeysError, ServerKeys},
    place::ServerPlace,
    port::mail::{Mailer, Smtp, SmtpError},
    setup::SetupCode,
    sync::{bus, live::Registry},
    task::Tasks,
    tls::{self, Tls, TlsError},
    web,
};

/// The shared state of one server process, handed to handlers as [`App`].
///
/// Holds nothing that another node would need: bounded caches, connections and keys only.
pub struct State {
    /// Tables on SQLite or PostgreSQL.
    pub store: Store,
    /// Where "now" comes from.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub entropy: Arc<dyn Entropy>,
    /// Tenant id, signing key, key-encryption key, token key and pepper.
    pub keys: ServerKeys,
    /// Bounds and site settings that IT may set.
    pub limits: Settings,
    /// Which process this is among those on one database; drawn at the start.
    pub node: bus::Node,
    /// Open live sockets, for pokes.
    pub live: Registry,
    /// The way of news to them and to other processes; `None` where there is one process and nothing to wait for.
    pub relay: Option<Arc<bus::Relay>>,
    /// Caches and writer of the sync side.
    pub sync: crate::sync::Core,
    /// Open sockets of clients of automerge-repo.
    #[cfg(feature = "interop")]
    pub interop: crate::interop::hub::Hub,
    /// Fires when this process should end and be started anew.
    pub drain: CancellationToken,
    /// Background work, joined at shutdown.
    pub tasks: Tasks,
    /// Wakes the job runner after a commit that wrote jobs.
    pub bell: Bell,
    /// Wakes the audit's sequencer after a commit that wrote leaves.
    pub sequencer: audit::sequencer::Bell,
    /// Tells open pages of the console which list is old.
    pub news: web::news::News,
    /// What is known of the audit's proof.
    pub proof: audit::watch::Watch,
    /// Request counters per address, account and device.
    pub rates: Rates,
    /// The bounded password hasher.
    pub hashing: Hashing,
    /// The address and key hash that invitations carry.
    pub place: ServerPlace,
    /// The mail server, where IT named one.
    pub mail: Option<Arc<dyn Mailer>>,
    /// The one-time code that makes the first administrator.
    pub setup: SetupCode,
    /// The data folder.
    pub data_dir: PathBuf,
    /// The built pages.
    pub ui: web::page::Ui,
}

/// How handlers hold the state.
pub type App = Arc<State>;

/// What a server is started with. [`ServeConfig::new`] fills in what nobody named.
#[derive(Clone)]
pub struct ServeConfig {
    /// Folder of keys, certificate, database and socket.
    pub data_dir: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// PostgreSQL URL; without it SQLite in `data_dir`.
    pub database: Option<Secret>,
    /// Where "now" comes from.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub entropy: Arc<dyn Entropy>,
    /// `host:port` for invitations, if IT named one.
    pub public_address: Option<String>,
    /// How several processes poke each other.
    pub bus: BusChoice,
    /// Whether other processes may listen on the same port.
    pub reuse_port: bool,
    /// Certificate chain and key, if IT brings its own.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Where the server's own keys lie.
    pub keys_file: PathBuf,
    /// The mail server, if IT named one.
    pub mail: Option<Arc<dyn Mailer>>,
    /// Bounds and site settings.
    pub settings: Settings,
    /// Folder of the built pages; without it those in the program, if any.
    pub ui: Option<PathBuf>,
}

impl ServeConfig {
    /// A server in `data_dir` with default settings.
    #[must_use]
    pub fn new(
        data_dir: &Path,
        listen: SocketAddr,
        database: Option<String>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            data_dir: data_dir.to_path_buf(),
            listen,
            database: database.map(Secret::new),
            clock,
            entropy,
            public_address: None,
            bus: BusChoice::Postgres,
            reuse_port: false,
            tls: None,
            keys_file: data_dir.join("keys.cbor"),
            mail: None,
            settings: Settings::default(),
            ui: None,
        }
    }

    /// The server that `config` describes, on this machine's clock and randomness.
    /// # Errors
    /// [`SmtpError`] where the mail server's address is none.
    pub fn from_config(
        config: &Config,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, SmtpError> {
        let mail = match &config.mail {
            Some((url, from)) => Some(Arc::new(Smtp::new(url, from)?) as Arc<dyn Mailer>),
            None => None,
        };
        Ok(Self {
            mail,
            data_dir: config.data_dir.clone(),
            listen: config.listen,
            database: config.database.clone(),
            clock,
            entropy,
            public_address: config.public_address.clone(),
            bus: config.bus.clone(),
            reuse_port: config.reuse_port,
            tls: config.tls.clone(),
            keys_file: config.keys_file.clone(),
            settings: config.settings.clone(),
            ui: config.ui.clone(),
        })
    }
}

/// Why a server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error("data folder: {0}")]
    Folder(std::io::Error),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// Certificate or key.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The server's own keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database was asked something at the start and refused.
    #[error("{0}")]
    Asked(Problem),
    /// The admin socket cannot be made.
    #[error("admin socket: {0}")]
    Socket(std::io::Error),
}

impl StartError {
    /// The error as people and programs get it on the command line.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let detail = self.to_string();
        match self {
            Self::Store(error) => store_problem(error).with("detail", detail),
            Self::Asked(problem) => problem.clone(),
            Self::Tls(_) | Self::Keys(_) => Problem::new(ErrorCode::Config).with("detail", detail),
            Self::Folder(_) | Self::Socket(_) => Problem::new(ErrorCode::Io).with("detail", detail),
            Self::Listen(..) => Problem::new(ErrorCode::InUse).with("detail", detail),
        }
    }
}

/// Name of the setting that ties a database to its keys.
const TENANT: &str = "tenant";

impl State {
    /// Opens folder, keys, certificate and database. `bound` is the address in use, or the one configured where nothing
    /// listens (a command that works on the database itself).
    /// # Errors
    /// [`StartError`]; [`StoreError::Locked`] inside it where another process owns the database.
    pub async fn open(config: &ServeConfig, bound: SocketAddr) -> Result<(App, Tls), StartError> {
        file::private_folder(&config.data_dir).map_err(StartError::Folder)?;
        let keys = ServerKeys::open(&config.keys_file, config.clock.now(), &*config.entropy)?;
        let tls = tls::open(config.tls.as_ref(), &config.data_dir)?;
        if config.database.is_none() {
            for name in ["satchel.db", "satchel.keys"] {
                file::private_file(&config.data_dir.join(name)).map_err(StartError::Folder)?;
            }
        }
        let store = Store::open(store_config(config)).await?;
        bind_tenant(&store, &keys, config).await?;
        let relay = (!store.has_one_writer()).then(|| Arc::new(bus::Relay::default()));
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let entropy = Arc::clone(&config.entropy);
        let settings = config.settings.clone();
        let sync = crate::sync::Core::new(&settings);
        let state = Self {
            hashing: Hashing::new(cores, settings.hash_queue, &keys.pepper, entropy),
            rates: Rates::new(&settings, &config.clock),
            place: ServerPlace::new(config.public_address.as_deref(), bound, tls.spki),
            store,
            clock: Arc::clone(&config.clock),
            entropy: Arc::clone(&config.entropy),
            keys,
            limits: settings,
            node: bus::Node::fresh(&*config.entropy),
            live: relay
                .as_ref()
                .map_or_else(Registry::default, |r| Registry::behind(Arc::clone(r))),
            relay,
            sync,
            #[cfg(feature = "interop")]
            interop: crate::interop::hub::Hub::default(),
            drain: CancellationToken::new(),
            tasks: Tasks::default(),
            bell: Bell::default(),
            sequencer: audit::sequencer::Bell::default(),
            mail: config.mail.clone(),
            news: web::news::News::default(),
            proof: audit::watch::Watch::default(),
            setup: SetupCode::default(),
            data_dir: config.data_dir.clone(),
            ui: web::page::Ui::new(config.ui.clone()),
        };
        directory::ensure(&state).await.map_err(|f| StartError::Asked(f.0))?;
        Ok((Arc::new(state), tls))
    }

    /// The current moment by the server's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Makes the set-up code if nobody can sign in yet; it is returned once, for printing.
    /// # Errors
    /// A store failure.
    pub async fn offer_setup(&self) -> Result<Option<String>, StartError> {
        let mut tx = self.store.read().await?;
        let known = person::any(self, &mut tx).await.map_err(|f| StartError::Asked(f.0))?;
        Ok((!known).then(|| self.setup.make(&*self.entropy)))
    }
}

fn store_config(config: &ServeConfig) -> StoreConfig {
    match &config.database {
        Some(url) => StoreConfig::Postgres { url: url.expose().to_owned() },
        None => StoreConfig::Sqlite { path: config.data_dir.join("satchel.db") },
    }
}

/// Refuses a database that was made with other keys: everything in it would be unreadable, and new rows would mix.
async fn bind_tenant(
    store: &Store,
    keys: &ServerKeys,
    config: &ServeConfig,
) -> Result<(), StartError> {
    let ours = serde_json::Value::from(keys.tenant.to_string()).to_string();
    let mut tx = store.begin().await?;
    match store::setting::find(&mut tx, TENANT).await? {
        Some(known) if known == ours => Ok(()),
        Some(_) => Err(KeysError::Other(config.keys_file.clone()).into()),
        None => {
            store::setting::put(&mut tx, TENANT, &ours, config.clock.now()).await?;
            tx.commit().await?;
            Ok(())
        }
    }
}
