//! Configuration: flag over environment over `satchel.toml` over default, each value with its origin.
//!
//! [`table`] is the one list of settings; [`layer`] merges; [`Config`] is the typed result that the rest
//! of the server takes. Nothing else of the server reads the environment.
pub mod layer;
pub mod network;
pub mod table;

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use satchel_model::time::{DAY_MS, HOUR_MS, MINUTE_MS};

pub use layer::{ConfigError, Given, Layers, Origin};

/// The whole configuration of a server process, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of keys, certificate, database and socket.
    pub data_dir: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// `host:port` for invitations, if IT named one.
    pub public_address: Option<String>,
    /// PostgreSQL URL; without it SQLite in `data_dir`.
    pub database: Option<Secret>,
    /// How several processes poke each other.
    pub bus: BusChoice,
    /// Whether other processes may listen on the same port.
    pub reuse_port: bool,
    /// Certificate chain and key, if IT brings its own.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Where the server's own keys lie.
    pub keys_file: PathBuf,
    /// Folder of the built pages; without it those in the program, if any.
    pub ui: Option<PathBuf>,
    /// `error`, `warn`, `info` or `debug`.
    pub log_level: String,
    /// Whether logs are JSON lines.
    pub log_json: bool,
    /// URL of the mail server and the address mail comes from; without it, no e-mail goes out.
    pub mail: Option<(Secret, String)>,
    /// Bounds and site settings.
    pub settings: Settings,
    /// Every value with its origin, for `config show`.
    pub layers: Layers,
}

/// How the processes on one PostgreSQL poke each other; with SQLite there is one process and nothing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BusChoice {
    /// Not at all: there is one.
    Process,
    /// Through the database.
    Postgres,
    /// Through a Redis server at this URL.
    Redis(Secret),
    /// Through a NATS server at this URL.
    Nats(Secret),
}

/// A configured text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text so that it is not printed by accident.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that uses it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Bounds and site settings that IT may set; part of the shared state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Longest time one API request may take, in seconds.
    pub timeout_s: u64,
    /// Largest body of an API request, in bytes.
    pub body_bytes: usize,
    /// Proxies whose forwarding header is believed.
    pub trusted_proxies: Vec<network::Network>,
    /// Sign-in tries for one account from one network in 15 minutes.
    pub login_per_quarter_hour: u32,
    /// Sign-in tries from one network in a minute.
    pub login_per_minute: u32,
    /// Codes tried from one network in 15 minutes.
    pub code_per_quarter_hour: u32,
    /// Requests of one device or person in a minute.
    pub api_per_minute: u32,
    /// Sign-ins that may wait for the password hasher.
    pub hash_queue: usize,
    /// Shortest password, in characters.
    pub password_length_min: usize,
    /// Life of an access token, in milliseconds.
    pub access_ms: i64,
    /// Longest life of a staff sign-in, in milliseconds.
    pub staff_session_ms: i64,
    /// Longest life of a patient's sign-in, in milliseconds.
    pub patient_session_ms: i64,
    /// Active devices one person may have.
    pub devices_per_user: u32,
    /// Life of an invitation, in milliseconds.
    pub invitation_ms: i64,
    /// Lease of a staff device, in milliseconds.
    pub staff_lease_ms: i64,
    /// Lease of a patient's device, in milliseconds.
    pub patient_lease_ms: i64,
    /// Devices that fetch everything at once.
    pub first_downloads: usize,
    /// Changes one device may send in a minute.
    pub items_per_minute: u32,
    /// Bytes of loaded documents that are kept.
    pub cache_bytes: usize,
    /// Longest wait for open requests and tasks at shutdown, in seconds.
    pub shutdown_s: u64,
    /// Where e-mail sends people; empty: nowhere.
    pub mail_link: String,
}

impl Default for Settings {
    /// The defaults of the table.
    fn default() -> Self {
        Layers::merge(&Given::default())
            .map_or_else(|_| Self::fallback(), |l| Self::from_layers(&l))
    }
}

impl Settings {
    /// Only reached if the table's own defaults were wrong, which a test refuses.
    fn fallback() -> Self {
        Self {
            timeout_s: 30,
            body_bytes: 65_536,
            trusted_proxies: Vec::new(),
            login_per_quarter_hour: 5,
            login_per_minute: 20,
            code_per_quarter_hour: 5,
            api_per_minute: 300,
            hash_queue: 200,
            password_length_min: 15,
            access_ms: 10 * MINUTE_MS,
            staff_session_ms: 12 * HOUR_MS,
            patient_session_ms: 30 * DAY_MS,
            devices_per_user: 10,
            invitation_ms: 72 * HOUR_MS,
            staff_lease_ms: 30 * DAY_MS,
            patient_lease_ms: 90 * DAY_MS,
            first_downloads: 16,
            items_per_minute: 20_000,
            cache_bytes: 64 << 20,
            shutdown_s: 10,
            mail_link: String::new(),
        }
    }

    fn from_layers(l: &Layers) -> Self {
        let count = |key| u32::try_from(l.whole(key)).unwrap_or(u32::MAX);
        let size = |key| usize::try_from(l.whole(key)).unwrap_or(usize::MAX);
        let span =
            |key, unit: i64| i64::try_from(l.whole(key)).unwrap_or(i64::MAX).saturating_mul(unit);
        Self {
            timeout_s: l.whole("http.timeout_seconds"),
            body_bytes: size("http.body_kib").saturating_mul(1_024),
            trusted_proxies: network::parse_list(l.text("http.trusted_proxies"))
                .unwrap_or_default(),
            login_per_quarter_hour: count("limit.login_per_quarter_hour"),
            login_per_minute: count("limit.login_per_minute"),
            code_per_quarter_hour: count("limit.code_per_quarter_hour"),
            api_per_minute: count("limit.api_per_minute"),
            hash_queue: size("limit.hash_queue"),
            password_length_min: size("auth.password_length_min"),
            access_ms: span("auth.access_minutes", MINUTE_MS),
            staff_session_ms: span("auth.staff_session_hours", HOUR_MS),
            patient_session_ms: span("auth.patient_session_days", DAY_MS),
            devices_per_user: count("auth.devices_per_user"),
            invitation_ms: span("auth.invitation_hours", HOUR_MS),
            staff_lease_ms: span("lease.staff_days", DAY_MS),
            patient_lease_ms: span("lease.patient_days", DAY_MS),
            first_downloads: size("sync.first_downloads"),
            items_per_minute: count("sync.items_per_minute"),
            cache_bytes: size("sync.cache_mib").saturating_mul(1 << 20),
            shutdown_s: l.whole("shutdown.seconds"),
            mail_link: l.text("mail.link").to_owned(),
        }
    }
}

impl Config {
    /// Turns merged layers into the typed configuration.
    /// # Errors
    /// [`ConfigError::Together`] for a certificate without its key, or the reverse.
    pub fn from_layers(layers: Layers) -> Result<Self, ConfigError> {
        let path = |key| Some(layers.text(key)).filter(|t| !t.is_empty()).map(PathBuf::from);
        let tls = match (path("tls.cert_file"), path("tls.key_file")) {
            (Some(cert), Some(key)) => Some((cert, key)),
            (None, None) => None,
            _ => return Err(ConfigError::Together("tls.cert_file and tls.key_file go together")),
        };
        let data_dir = PathBuf::from(layers.text("data_dir"));
        let text = |key| Some(layers.text(key)).filter(|t| !t.is_empty()).map(str::to_owned);
        let database = text("database.url").map(Secret::new);
        if database.as_ref().is_some_and(|d| !d.expose().starts_with("postgres")) {
            return Err(ConfigError::Together("database.url must begin with postgres://"));
        }
        let mail = match (text("mail.smtp_url"), text("mail.from")) {
            (Some(url), Some(from)) => Some((Secret::new(url), from)),
            (None, None) => None,
            _ => return Err(ConfigError::Together("mail.smtp_url and mail.from go together")),
        };
        let bus = match (layers.text("bus.kind"), text("bus.url").map(Secret::new)) {
            ("redis", Some(url)) if url.expose().starts_with("redis://") => BusChoice::Redis(url),
            ("nats", Some(url)) if url.expose().starts_with("nats://") => BusChoice::Nats(url),
            ("redis" | "nats", _) => {
                let why =
                    "bus.kind redis or nats needs a bus.url that begins with redis:// or nats://";
                return Err(ConfigError::Together(why));
            }
            ("process", None) => BusChoice::Process,
            ("auto" | "postgres", None) => BusChoice::Postgres,
            _ => return Err(ConfigError::Together("bus.url goes with bus.kind redis or nats")),
        };
        Ok(Self {
            bus,
            reuse_port: layers.text("http.reuse_port") == "yes",
            mail,
            ui: path("http.ui_dir"),
            keys_file: path("keys.file").unwrap_or_else(|| data_dir.join("keys.cbor")),
            listen: layers
                .text("listen")
                .parse()
                .unwrap_or_else(|_| SocketAddr::from((Ipv4Addr::UNSPECIFIED, 8443))),
            public_address: text("public_address"),
            database,
            tls,
            log_level: layers.text("log.level").to_owned(),
            log_json: layers.text("log.format") == "json",
            settings: Settings::from_layers(&layers),
            data_dir,
            layers,
        })
    }

    /// Reads everything that counts for this process: these flags, the environment and the configuration file.
    /// # Errors
    /// [`ConfigError`], naming the setting and its origin.
    pub fn load(flags: Vec<(String, String)>, file: Option<&Path>) -> Result<Self, ConfigError> {
        let environment = environment();
        let named = file
            .map(Path::to_path_buf)
            .or_else(|| environment.get("SATCHEL_CONFIG").map(PathBuf::from));
        let file = match named {
            Some(path) => Some(read(&path)?),
            None => ["satchel.toml", "/etc/satchel/satchel.toml"]
                .iter()
                .map(Path::new)
                .find(|p| p.is_file())
                .map(read)
                .transpose()?,
        };
        Self::from_layers(Layers::merge(&Given { flags, environment, file })?)
    }
}

fn read(path: impl AsRef<Path>) -> Result<(String, String), ConfigError> {
    let path = path.as_ref();
    let shown = path.display().to_string();
    std::fs::read_to_string(path)
        .map(|text| (shown.clone(), text))
        .map_err(|e| ConfigError::File { path: shown, reason: e.to_string() })
}

/// The one place that reads the environment.
fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
        .filter(|(k, _)| k.starts_with("SATCHEL_"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(flags: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let flags = flags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::from_layers(Layers::merge(&Given { flags, ..Given::default() })?)
    }

    #[test]
    fn nothing_given_is_a_usable_configuration() {
        let config = with(&[]).unwrap();
        assert_eq!(config.listen.port(), 8443);
        assert_eq!(config.keys_file, PathBuf::from("satchel-data/keys.cbor"));
        assert!(config.database.is_none() && config.tls.is_none());
        assert_eq!(config.settings, Settings::fallback());
        assert_eq!(Settings::default(), Settings::fallback());
    }

    #[test]
    fn a_certificate_needs_its_key() {
        assert!(with(&[("tls.cert_file", "a.pem")]).is_err());
        assert!(with(&[("tls.key_file", "a.pem")]).is_err());
        assert!(
            with(&[("tls.cert_file", "a.pem"), ("tls.key_file", "k.pem")]).unwrap().tls.is_some()
        );
    }

    #[test]
    fn a_mail_server_needs_an_address_to_write_from() {
        let (url, from) = (("mail.smtp_url", "smtps://u:hunter2@h"), ("mail.from", "a@b.example"));
        assert!(with(&[url]).is_err() && with(&[from]).is_err());
        let config = with(&[url, from, ("mail.link", "https://h/")]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
        assert_eq!(config.settings.mail_link, "https://h/");
        assert_eq!(config.mail.unwrap().1, "a@b.example");
        assert!(with(&[]).unwrap().mail.is_none());
    }

    #[test]
    fn a_database_that_is_not_postgresql_is_refused() {
        assert!(with(&[("database.url", "mysql://x")]).is_err());
        let config = with(&[("database.url", "postgres://u:hunter2@h/d")]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
        assert_eq!(config.database.unwrap().expose(), "postgres://u:hunter2@h/d");
    }
}
