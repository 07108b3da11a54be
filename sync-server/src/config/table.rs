//! The one table of settings: parsing, checking, `config reference` and the docs all read it.

/// What a setting's text must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A file or folder.
    Path,
    /// `host:port` to listen on; port 0 takes a free one.
    Socket,
    /// A whole number within these bounds, both included.
    Whole {
        /// Smallest allowed value.
        min: u64,
        /// Largest allowed value.
        max: u64,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Networks such as `10.0.0.0/8`, separated by commas.
    Networks,
}

/// One setting: its name in `satchel.toml`, its default, and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Dotted name, as in the file.
    pub key: &'static str,
    /// What the text must look like.
    pub kind: Kind,
    /// Value where nobody says otherwise; empty means "not set".
    pub default: &'static str,
    /// Never printed; also read from the file that `<ENV>_FILE` names.
    pub secret: bool,
    /// Meaning and unit, in one sentence.
    pub doc: &'static str,
}

impl Setting {
    /// The environment variable: `SATCHEL_` and the key in capitals.
    #[must_use]
    pub fn env(&self) -> String {
        format!("SATCHEL_{}", self.key.replace('.', "_").to_uppercase())
    }
}

const fn whole(min: u64, max: u64) -> Kind {
    Kind::Whole { min, max }
}

const fn plain(key: &'static str, kind: Kind, default: &'static str, doc: &'static str) -> Setting {
    Setting { key, kind, default, secret: false, doc }
}

/// Every setting, in the order of the reference.
pub const SETTINGS: &[Setting] = &[
    plain(
        "data_dir",
        Kind::Path,
        "satchel-data",
        "Folder of keys, certificate, SQLite database and admin socket; made with mode 0700.",
    ),
    plain(
        "listen",
        Kind::Socket,
        "0.0.0.0:8443",
        "Address and port for devices and people, TLS 1.3 only.",
    ),
    plain(
        "public_address",
        Kind::Text,
        "",
        "host:port that invitations carry; without it, the host name and the port in use.",
    ),
    Setting {
        key: "database.url",
        kind: Kind::Text,
        default: "",
        secret: true,
        doc: "PostgreSQL URL (postgres://user:password@host/name); without it, SQLite in data_dir.",
    },
    plain(
        "tls.cert_file",
        Kind::Path,
        "",
        "PEM certificate chain; without it, a self-signed one is made and pinned by devices.",
    ),
    plain("tls.key_file", Kind::Path, "", "PEM private key that belongs to tls.cert_file."),
    plain(
        "keys.file",
        Kind::Path,
        "",
        "File of the server's own keys, mode 0600; without it, keys.cbor in data_dir.",
    ),
    plain(
        "log.level",
        Kind::Choice(&["error", "warn", "info", "debug"]),
        "info",
        "Least important event that is logged.",
    ),
    plain(
        "log.format",
        Kind::Choice(&["json", "text"]),
        "json",
        "json for collectors, text for a terminal.",
    ),
    plain(
        "http.timeout_seconds",
        whole(1, 300),
        "30",
        "Longest time one request may take, sync streams apart.",
    ),
    plain(
        "http.body_kib",
        whole(4, 1_024),
        "64",
        "Largest body of an API request in KiB; sync has its own limits.",
    ),
    plain(
        "http.ui_dir",
        Kind::Path,
        "",
        "Folder of the built pages for patients and the console; without it those that are part of the program.",
    ),
    plain(
        "http.trusted_proxies",
        Kind::Networks,
        "",
        "Networks whose X-Forwarded-For is believed; without it, none is.",
    ),
    Setting {
        key: "mail.smtp_url",
        kind: Kind::Text,
        default: "",
        secret: true,
        doc: "Mail server: smtps://user:password@host, or smtp://host?tls=required; without it, no e-mail goes out.",
    },
    plain(
        "mail.from",
        Kind::Text,
        "",
        "Address that e-mail comes from, such as Clinic <news@clinic.example>.",
    ),
    plain("mail.link", Kind::Text, "", "Address that e-mail sends people to; without it, none."),
    plain(
        "limit.login_per_quarter_hour",
        whole(1, 1_000),
        "5",
        "Sign-in tries for one account from one network in 15 minutes.",
    ),
    plain(
        "limit.login_per_minute",
        whole(1, 10_000),
        "20",
        "Sign-in tries from one network in a minute.",
    ),
    plain(
        "limit.code_per_quarter_hour",
        whole(1, 1_000),
        "5",
        "Set-up and invitation codes tried from one network in 15 minutes.",
    ),
    plain(
        "limit.api_per_minute",
        whole(10, 100_000),
        "300",
        "Requests of one device or person in a minute.",
    ),
    plain(
        "limit.hash_queue",
        whole(1, 10_000),
        "200",
        "Sign-ins that may wait for the password hasher; more get 503.",
    ),
    plain("auth.password_length_min", whole(15, 128), "15", "Shortest password in characters."),
    plain("auth.access_minutes", whole(1, 60), "10", "Life of an access token."),
    plain(
        "auth.staff_session_hours",
        whole(1, 168),
        "12",
        "Longest life of a staff sign-in, refreshes included.",
    ),
    plain(
        "auth.patient_session_days",
        whole(1, 90),
        "30",
        "Longest life of a patient's sign-in, refreshes included.",
    ),
    plain("auth.devices_per_user", whole(1, 100), "10", "Active devices one person may have."),
    plain("auth.invitation_hours", whole(1, 720), "72", "Life of an invitation."),
    plain("lease.staff_days", whole(1, 30), "30", "Days a staff device may work without contact."),
    plain(
        "lease.patient_days",
        whole(1, 90),
        "90",
        "Days a patient's device may work without contact.",
    ),
    plain(
        "bus.kind",
        Kind::Choice(&["auto", "process", "postgres", "redis", "nats"]),
        "auto",
        "How processes on one PostgreSQL poke each other: auto is postgres (good for up to 3 processes), on SQLite process.",
    ),
    Setting {
        key: "bus.url",
        kind: Kind::Text,
        default: "",
        secret: true,
        doc: "redis://user:password@host:port or nats://user:password@host:port, in a network of its own; carries ids and positions, never content.",
    },
    plain(
        "http.reuse_port",
        Kind::Choice(&["no", "yes"]),
        "no",
        "yes lets several processes listen on one port of one machine; the system deals connections out.",
    ),
    plain(
        "sync.first_downloads",
        whole(1, 1_000),
        "16",
        "Devices that fetch everything at once in one process; more wait in line and are told their place.",
    ),
    plain(
        "sync.items_per_minute",
        whole(256, 1_000_000),
        "20000",
        "Changes one device may send in a minute; the rest is put off, never refused.",
    ),
    plain(
        "sync.cache_mib",
        whole(1, 65_536),
        "64",
        "Memory in MiB for loaded documents that wait for the next change.",
    ),
    plain(
        "shutdown.seconds",
        whole(1, 300),
        "10",
        "Longest wait for open requests and tasks at shutdown.",
    ),
];

/// The setting with this key.
#[must_use]
pub fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.key == key)
}

/// The reference as Markdown: one row a setting. `docs` and `config reference` print this.
#[must_use]
pub fn reference() -> String {
    let head = "# Configuration reference\n\n\
         Precedence: flag, environment, `satchel.toml`, default. Any setting is also a flag: `--set KEY=VALUE`.\n\
         A secret is better given as a file: the variable with `_FILE` at its end names it.\n\n\
         | key | environment | default | form | meaning |\n|---|---|---|---|---|\n";
    std::iter::once(head.to_owned()).chain(SETTINGS.iter().map(row)).collect()
}

fn row(s: &Setting) -> String {
    let default = if s.default.is_empty() { "-".to_owned() } else { format!("`{}`", s.default) };
    let secret = if s.secret { " Secret." } else { "" };
    let (key, env, form, doc) = (s.key, s.env(), form(s.kind), s.doc);
    format!("| `{key}` | `{env}` | {default} | {form} | {doc}{secret} |\n")
}

/// A setting's form in words.
#[must_use]
pub fn form(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Path => "path".to_owned(),
        Kind::Socket => "host:port".to_owned(),
        Kind::Whole { min, max } => format!("{min} to {max}"),
        Kind::Choice(words) => words.join(", "),
        Kind::Networks => "networks".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_is_the_committed_one() {
        insta::assert_snapshot!("reference", reference());
    }

    #[test]
    fn every_key_is_named_once() {
        let mut keys: Vec<_> = SETTINGS.iter().map(|s| s.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), SETTINGS.len());
        assert_eq!(find("database.url").map(Setting::env).as_deref(), Some("SATCHEL_DATABASE_URL"));
        assert!(find("database").is_none());
    }
}
