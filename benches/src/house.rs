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
    _postgres: Option<Postgres>,
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
        let mut house = Self { server, _postgres: postgres };
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
