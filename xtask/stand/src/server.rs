//! The server of the story: the program `satchel` on a data folder of its own.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{self, Process};

/// A data folder, and the server process on it while one runs.
pub struct Server {
    program: PathBuf,
    folder: PathBuf,
    database: Option<String>,
    settings: Vec<String>,
    log: PathBuf,
    running: Option<(Process, SocketAddr)>,
}

impl Server {
    /// A server that does not run yet; `database` is a PostgreSQL URL, none means SQLite.
    #[must_use]
    pub fn new(program: PathBuf, folder: &Path, database: Option<String>) -> Self {
        Self {
            program,
            folder: folder.join("server"),
            database,
            settings: Vec::new(),
            log: folder.join("server.log"),
            running: None,
        }
    }

    /// The same with settings, each `KEY=VALUE`.
    #[must_use]
    pub fn with_settings(mut self, settings: &[&str]) -> Self {
        self.settings.extend(settings.iter().map(ToString::to_string));
        self
    }

    /// The process id of the running server.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.running.as_ref().map(|(process, _)| process.id())
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.folder
    }

    /// Starts it on a free port; answers what it printed.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn start(&mut self) -> Result<Value> {
        self.start_at("127.0.0.1:0")
    }

    /// The same at an address of the caller's.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn start_at(&mut self, listen: &str) -> Result<Value> {
        let args = self.arguments(&["--json", "serve", "--listen", listen]);
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        let mut process = Process::start("satchel serve", &self.program, &args, &self.log)?;
        let greeting = process.line().with_context(|| format!("see {}", self.log.display()))?;
        let address = greeting
            .get("listen")
            .and_then(Value::as_str)
            .context("the server tells no address")?
            .parse()?;
        self.running = Some((process, address));
        Ok(greeting)
    }

    /// Where it listens.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn address(&self) -> Result<SocketAddr> {
        self.running.as_ref().map(|(_, address)| *address).context("the server does not run")
    }

    /// The process it is.
    /// # Errors
    /// It does not run.
    pub fn pid(&self) -> Result<u32> {
        self.running.as_ref().map(|(process, _)| process.id()).context("the server does not run")
    }

    /// kill -9.
    pub fn kill(&mut self) {
        self.running = None;
    }

    /// Runs a verb of the command line and answers the JSON it printed last.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn verb(&self, words: &[&str]) -> Result<Value> {
        let (code, value) = self.verdict(words)?;
        if code != 0 {
            bail!("satchel {} ended with {code}, see {}", words.join(" "), self.log.display());
        }
        Ok(value)
    }

    /// The same where an exit code other than 0 is an answer too.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn verdict(&self, words: &[&str]) -> Result<(i32, Value)> {
        let mut all = vec!["--json"];
        all.extend(words);
        let args = self.arguments(&all);
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        let (code, printed) = process::run(&self.program, &args, &self.log)?;
        let last = printed.lines().last().unwrap_or("null");
        Ok((
            code,
            serde_json::from_str(last)
                .with_context(|| format!("satchel {} printed no JSON: {last}", words.join(" ")))?,
        ))
    }

    /// One call of the REST interface: `POST` with a body, else `GET`; answers the JSON, a problem included.
    /// The certificate is the server's own, so it is not checked here: devices check its key, people's browsers ask.
    ///
    /// # Errors
    /// What kept it from happening, in words.
    pub fn https(&self, path: &str, access: Option<&str>, body: Option<&Value>) -> Result<Value> {
        let mut words =
            vec!["-sS".to_owned(), "-k".to_owned(), "--max-time".to_owned(), "30".to_owned()];
        if let Some(access) = access {
            words.extend(["-H".to_owned(), format!("Authorization: Bearer {access}")]);
        }
        if let Some(body) = body {
            words.extend(["-H", "Content-Type: application/json", "--data"].map(ToOwned::to_owned));
            words.push(body.to_string());
        }
        words.push(format!("https://{}{path}", self.address()?));
        let args: Vec<&OsStr> = words.iter().map(OsStr::new).collect();
        let (code, text) = process::run(Path::new("curl"), &args, &self.log)?;
        if code != 0 {
            bail!("curl ended with {code}, see {}", self.log.display());
        }
        serde_json::from_str(&text).with_context(|| format!("{path} answered no JSON"))
    }

    /// The same server over another copy of its data.
    #[must_use]
    pub fn beside(&self, folder: PathBuf, database: Option<String>) -> Self {
        Self {
            program: self.program.clone(),
            folder,
            database,
            settings: self.settings.clone(),
            log: self.log.clone(),
            running: None,
        }
    }

    fn arguments(&self, words: &[&str]) -> Vec<String> {
        let mut all: Vec<String> =
            vec!["--data-dir".to_owned(), self.folder.to_string_lossy().into_owned()];
        if let Some(url) = &self.database {
            all.extend(["--database".to_owned(), url.clone()]);
        }
        for setting in &self.settings {
            all.extend(["--set".to_owned(), setting.clone()]);
        }
        all.extend(words.iter().map(ToString::to_string));
        all
    }
}
