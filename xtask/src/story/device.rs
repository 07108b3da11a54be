//! A device of the story: the program `satchel-device` with its own folder, its own keychain and its own cable.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use satchel_stand::{Cable, Process};
use serde_json::{Value, json};

/// One person's machine.
pub(crate) struct Device {
    /// How the story calls it.
    pub(crate) name: String,
    program: PathBuf,
    folder: PathBuf,
    log: PathBuf,
    window: &'static str,
    password: String,
    cable: Cable,
    running: Option<Process>,
}

/// What a device answers when it does not do what was asked: a stable code.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) code: String,
    pub(crate) problem: Value,
}

impl Device {
    /// A fresh machine on a cable to `server`, its program running.
    pub(crate) fn start(
        program: &Path,
        scene: &Path,
        name: &str,
        window: &'static str,
        server: SocketAddr,
    ) -> Result<Self> {
        let mut device = Self {
            name: name.to_owned(),
            program: program.to_path_buf(),
            folder: scene.join(name),
            log: scene.join(format!("{name}.log")),
            window,
            password: format!("{name} keeps four plain words"),
            cable: Cable::to(server)?,
            running: None,
        };
        device.boot()?;
        Ok(device)
    }

    /// Starts the program on the folder that is there.
    pub(crate) fn boot(&mut self) -> Result<()> {
        let args = [
            OsStr::new("--dir"),
            self.folder.as_os_str(),
            OsStr::new("--window"),
            OsStr::new(self.window),
        ];
        self.running = Some(Process::start(&self.name, &self.program, &args, &self.log)?);
        Ok(())
    }

    /// Pulls or plugs its cable.
    pub(crate) fn online(&self, yes: bool) {
        if yes { self.cable.join() } else { self.cable.cut() }
    }

    /// Its cable, to be led to a server that moved.
    pub(crate) fn cable(&self) -> &Cable {
        &self.cable
    }

    /// Where it keeps its store.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// kill -9.
    pub(crate) fn kill(&mut self) {
        self.running = None;
    }

    /// Joins by an invitation's link, through the cable.
    pub(crate) fn join(&mut self, link: &str) -> Result<Value> {
        let (head, rest) = link.split_once("a=").context("a link without address")?;
        let (_, rest) = rest.split_once('&').context("a link without key")?;
        let link = format!("{head}a={}&{rest}", self.cable.address());
        let args = json!({"link": link, "login": self.name, "password": self.password, "machine": self.name});
        self.call("join", args)
    }

    /// Opens the vault.
    pub(crate) fn unlock(&mut self) -> Result<Value> {
        let args = json!({"password": self.password});
        self.call("unlock", args)
    }

    /// Asks for one command; a refusal is an error.
    pub(crate) fn call(&mut self, command: &str, args: Value) -> Result<Value> {
        match self.ask(command, args)? {
            Ok(value) => Ok(value),
            Err(refused) => {
                bail!("{} answers {} to {command}: {}", self.name, refused.code, refused.problem)
            }
        }
    }

    /// Asks for one command where a refusal is an answer too.
    #[expect(clippy::needless_pass_by_value, reason = "callers build it in place")]
    pub(crate) fn ask(&mut self, command: &str, args: Value) -> Result<Result<Value, Refused>> {
        self.begin(command, &args)?;
        self.finish().with_context(|| format!("after {command}"))
    }

    /// Asks without waiting for the answer.
    pub(crate) fn begin(&mut self, command: &str, args: &Value) -> Result<()> {
        let process =
            self.running.as_mut().with_context(|| format!("{} does not run", self.name))?;
        process.say(&if args.is_null() {
            json!({"cmd": command})
        } else {
            json!({"cmd": command, "args": args})
        })
    }

    /// The answer to what was asked last.
    pub(crate) fn finish(&mut self) -> Result<Result<Value, Refused>> {
        let process =
            self.running.as_mut().with_context(|| format!("{} does not run", self.name))?;
        let answer = process.line().with_context(|| format!("see {}", self.log.display()))?;
        match answer.get("code").and_then(Value::as_str) {
            Some(code) => Ok(Err(Refused { code: code.to_owned(), problem: answer.clone() })),
            None => Ok(Ok(answer.get("value").cloned().unwrap_or(Value::Null))),
        }
    }

    /// The answer as it was written, digit by digit: a JSON number read into a float loses its last zeros.
    pub(crate) fn text(&mut self, command: &str, args: &Value) -> Result<String> {
        self.begin(command, args)?;
        let process =
            self.running.as_mut().with_context(|| format!("{} does not run", self.name))?;
        process.text()
    }

    /// Writes the record.
    pub(crate) fn write(&mut self, kind: &str, mut fields: Value) -> Result<Value> {
        fields
            .as_object_mut()
            .context("fields are an object")?
            .insert("type".to_owned(), json!(kind));
        self.call("write", fields)
    }

    /// Fresh ids.
    pub(crate) fn ids<const N: usize>(&mut self) -> Result<[Value; N]> {
        let made = self.call("new_ids", json!({"count": N}))?;
        let ids = made.get("ids").and_then(Value::as_array).cloned().unwrap_or_default();
        ids.try_into().map_err(|got: Vec<Value>| anyhow::anyhow!("{} ids of {N}", got.len()))
    }

    /// Sends and fetches until nothing is left to do; at most `rounds` times.
    pub(crate) fn sync(&mut self, rounds: usize) -> Result<()> {
        for _ in 0..rounds {
            let report = self.call("sync_now", Value::Null)?;
            let waiting = self
                .call("sync_status", Value::Null)?
                .pointer("/own/saved")
                .and_then(Value::as_u64)
                .unwrap_or(0);
            if report.get("more").and_then(Value::as_bool) != Some(true) && waiting == 0 {
                return Ok(());
            }
        }
        bail!("{} still has something to sync after {rounds} rounds", self.name)
    }
}
