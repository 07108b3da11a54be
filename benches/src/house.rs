//! A running server with an administrator, and invitations to it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use satchel_stand::{Postgres, Server};
use serde_json::Value;

use crate::{Plan, report};

/// Bounds that protect people from each other and would only stop a bench.
const SETTINGS: &[&str] = &[
    "limit.code_per_quarter_hour=1000",
    "limit.login_per_minute=10000",
    "limit.api_per_minute=100000",
    "auth.access_minutes=60",
    "log.level=warn",
];

/// One server on one engine.
pub(crate) struct House {
    pub(crate) server: Server,
    /// Ends with the house.
    pub(crate) cluster: Option<Postgres>,
}

impl House {
    /// A fresh server in `folder` on SQLite.
    pub(crate) fn sqlite(plan: &Plan, folder: &Path) -> Result<Self> {
        Self::open(plan, folder, None)
    }

    /// A fresh server in `folder` on a PostgreSQL of its own.
    pub(crate) fn postgres(plan: &Plan, folder: &Path) -> Result<Self> {
        let cluster = Postgres::start(&folder.join("postgres"))?;
        Self::open(plan, folder, Some(cluster))
    }

    fn open(plan: &Plan, folder: &Path, postgres: Option<Postgres>) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let url = postgres.as_ref().map(|cluster| cluster.url("satchel"));
        let server = Server::new(plan.satchel.clone(), folder, url).with_settings(SETTINGS);
        let mut house = Self { server, cluster: postgres };
        house.server.start()?;
        let password = folder.join("password");
        if !password.exists() {
            report::write(&password, "rivers bend around quiet stones")?;
            let file = password.to_string_lossy().into_owned();
            house.server.verb(&[
                "admin",
                "create",
                "--clinic",
                "Bench",
                "--login",
                "ada",
                "--name",
                "Ada",
                "--password-file",
                &file,
            ])?;
        }
        Ok(house)
    }

    /// Another process on the same PostgreSQL: number `number`, in a folder of its own under `folder`, with the keys and the
    /// certificate of the first.
    pub(crate) fn beside(&self, folder: &Path, number: usize, more: &[String]) -> Result<Server> {
        let cluster = self.cluster.as_ref().context("several processes need PostgreSQL")?;
        let of = |name: &str| self.server.data().join(name).to_string_lossy().into_owned();
        let shared = [
            format!("keys.file={}", of("keys.cbor")),
            format!("tls.cert_file={}", of("tls-cert.pem")),
            format!("tls.key_file={}", of("tls-key.pem")),
        ];
        let settings: Vec<&str> = shared.iter().chain(more).map(String::as_str).collect();
        let own = folder.join(format!("node-{number}"));
        let server = self.server.beside(own, Some(cluster.url("satchel")));
        let mut server = server.with_settings(&settings);
        server.start()?;
        Ok(server)
    }

    /// The link of an invitation for a new person.
    pub(crate) fn invite(&self, name: &str, role: &str) -> Result<String> {
        let invited = self.server.verb(&["user", "invite", "--name", name, "--role", role])?;
        Ok(invited
            .get("link")
            .and_then(Value::as_str)
            .context("an invitation without link")?
            .to_owned())
    }
}

/// The link to another address of the same server.
pub(crate) fn led_to(link: &str, address: std::net::SocketAddr) -> Result<String> {
    let (head, rest) = link.split_once("a=").context("a link without address")?;
    let (_, rest) = rest.split_once('&').context("a link without key")?;
    Ok(format!("{head}a={address}&{rest}"))
}

/// A fresh folder for one run, removed with it.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Result<Self> {
        let path =
            std::env::temp_dir().join(format!("satchel-bench-{name}-{}", std::process::id()));
        if path.exists() {
            std::fs::remove_dir_all(&path)?;
        }
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
