//! Where the story plays: a folder, a server on one engine, and who has joined.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use satchel_stand::{Postgres, Server};
use serde_json::{Value, json};

use super::build::Programs;
use super::device::Device;

/// The administrator's password.
pub(crate) const PASSWORD: &str = "rivers bend around quiet stones";

/// The server's database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Its name for people.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// One run on one engine. Everything it started ends with it.
pub(crate) struct Scene {
    pub(crate) engine: Engine,
    pub(crate) server: Server,
    pub(crate) postgres: Option<Postgres>,
    quick: bool,
    folder: PathBuf,
    device: PathBuf,
}

impl Scene {
    /// A fresh folder, and with PostgreSQL a fresh cluster.
    pub(crate) fn open(programs: &Programs, engine: Engine) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!(
            "satchel-story-{}-{}",
            engine.name().to_lowercase(),
            std::process::id()
        ));
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let postgres = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Postgres::start(&folder.join("postgres"))?),
        };
        let url = postgres.as_ref().map(|postgres| postgres.url("satchel"));
        let server = Server::new(programs.server.clone(), &folder, url);
        Ok(Self {
            engine,
            server,
            postgres,
            folder,
            device: programs.device.clone(),
            quick: programs.quick,
        })
    }

    /// Whether a fifth of the bundles is enough.
    pub(crate) fn is_quick(&self) -> bool {
        self.quick
    }

    /// The folder of this run; it stays when a step fails, so that its logs can be read.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A new machine that has joined as `role`; `patient` for a patient's own.
    pub(crate) fn join(&mut self, name: &str, role: &str, patient: Option<&str>) -> Result<Device> {
        let mut words = vec!["user", "invite", "--name", name, "--role", role];
        if let Some(patient) = patient {
            words.extend(["--patient", patient]);
        }
        let invited = self.server.verb(&words)?;
        let link =
            invited.get("link").and_then(Value::as_str).context("an invitation without link")?;
        let window = if patient.is_some() { "patient" } else { "clinic" };
        let mut device =
            Device::start(&self.device, &self.folder, name, window, self.server.address()?)?;
        device.join(link)?;
        Ok(device)
    }

    /// What waits on the server for a person to decide, as the administrator sees it.
    pub(crate) fn reviews(&self) -> Result<Value> {
        let signed_in = self.server.https(
            "/api/v1/sessions",
            None,
            Some(&json!({"login": "ada", "password": PASSWORD})),
        )?;
        let access = signed_in
            .get("access")
            .and_then(Value::as_str)
            .with_context(|| format!("no session: {signed_in}"))?;
        self.server.https("/api/v1/review", Some(access), None)
    }

    /// Removes the folder of a run that held.
    pub(crate) fn close(self) {
        let folder = self.folder.clone();
        drop(self);
        drop(std::fs::remove_dir_all(folder));
    }
}
