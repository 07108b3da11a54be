//! The demo clinic in a folder: a server with made-up people, and machines that have joined it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use satchel_stand::{Door, Opening, Server};
use serde_json::{Value, json};

use crate::story::Programs;

/// A machine of the demo: its name, whose it is, and which surface it shows.
#[derive(Clone, Copy)]
pub(crate) struct Machine {
    pub(crate) name: &'static str,
    pub(crate) login: &'static str,
    pub(crate) window: &'static str,
}

/// The machines that a newcomer meets.
pub(crate) const MACHINES: [Machine; 4] = [
    Machine { name: "laptop-a", login: "weber", window: "clinic" },
    Machine { name: "laptop-b", login: "mensah", window: "clinic" },
    Machine { name: "admin", login: "admin", window: "admin" },
    Machine { name: "phone", login: "amina", window: "patient" },
];

/// A running clinic.
pub(crate) struct House {
    folder: PathBuf,
    device: PathBuf,
    screens: Option<PathBuf>,
    pub(crate) server: Server,
    key: String,
    facts: Value,
}

impl House {
    /// Makes the clinic in `folder`, or opens the one that is there, and starts its server.
    pub(crate) fn open(
        programs: &Programs,
        folder: &Path,
        patients: Option<usize>,
    ) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let mut server = Server::new(programs.server.clone(), folder, None);
        let note = folder.join("clinic.json");
        let mut facts = if note.is_file() {
            serde_json::from_str(&std::fs::read_to_string(&note)?)?
        } else {
            make(&server, patients)?
        };
        let listen =
            facts.get("listen").and_then(Value::as_str).unwrap_or("127.0.0.1:0").to_owned();
        let greeting = server
            .start_at(&listen)
            .context("the server does not start; `cargo xtask demo --clean` begins anew")?;
        if let Some(facts) = facts.as_object_mut() {
            // Machines that have joined know the server by this address: it keeps it.
            facts.insert("listen".to_owned(), json!(server.address()?.to_string()));
        }
        keep(&note, &facts)?;
        let key = greeting.get("spki").and_then(Value::as_str).context("no server key")?.to_owned();
        let device = programs.device.clone();
        Ok(Self { folder: folder.to_path_buf(), device, screens: None, server, key, facts })
    }

    /// The same with the built screens behind every door.
    pub(crate) fn with_screens(mut self, screens: Option<PathBuf>) -> Self {
        self.screens = screens;
        self
    }

    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The password of everybody in it.
    pub(crate) fn password(&self) -> Result<&str> {
        self.facts.get("password").and_then(Value::as_str).context("a clinic without password")
    }

    /// Everybody who can sign in.
    pub(crate) fn people(&self) -> Value {
        self.facts.get("people").cloned().unwrap_or_default()
    }

    /// The folder of a machine.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A link that leads to this server. Who has an account already signs in by it; its code lets nobody new in.
    pub(crate) fn link(&self, through: SocketAddr) -> String {
        format!("satchel://join?a={through}&k={}&c=DEMO", self.key)
    }

    /// Starts a machine's program, whatever state its vault is in.
    pub(crate) fn boot(&self, name: &str, window: &str) -> Result<Door> {
        let folder = self.place(name);
        let opening = Opening {
            program: &self.device,
            folder: &folder,
            window,
            screens: self.screens.as_deref(),
            log: &self.folder.join(format!("{name}.log")),
        };
        Door::open(name, &opening)
    }

    /// Starts a machine that has joined, is unlocked and has downloaded what is its own.
    pub(crate) fn ready(&self, machine: Machine, through: SocketAddr) -> Result<Door> {
        let door = self.boot(machine.name, machine.window)?;
        let status = door.call("status", &Value::Null)?;
        match status.get("state").and_then(Value::as_str) {
            Some("not_joined") => {
                let args = json!({"link": self.link(through), "login": machine.login,
                    "password": self.password()?, "machine": machine.name});
                door.call("join", &args)?;
            }
            Some("locked") => {
                door.call("unlock", &json!({"password": self.password()?}))?;
            }
            Some("unlocked") => {}
            other => bail!("{} stands at {other:?}", machine.name),
        }
        door.sync()?;
        Ok(door)
    }
}

/// A clinic of made-up people; answers how to sign in.
fn make(server: &Server, patients: Option<usize>) -> Result<Value> {
    let mut words = vec!["demo"];
    let count = patients.map(|count| count.to_string());
    if let Some(count) = &count {
        words.extend(["--patients", count]);
    }
    server.verb(&words)
}

#[expect(clippy::disallowed_methods, reason = "a note of the demo about itself, not a record")]
fn keep(note: &Path, facts: &Value) -> Result<()> {
    std::fs::write(note, facts.to_string())
        .with_context(|| format!("cannot write {}", note.display()))
}

#[cfg(test)]
mod tests {
    use super::MACHINES;

    #[test]
    fn the_demo_has_two_laptops_of_two_people_an_administrator_and_a_patient() {
        let clinic: Vec<_> = MACHINES.iter().filter(|one| one.window == "clinic").collect();
        assert_eq!(clinic.len(), 2);
        assert_ne!(clinic[0].login, clinic[1].login);
        for window in ["admin", "patient"] {
            assert_eq!(MACHINES.iter().filter(|one| one.window == window).count(), 1);
        }
    }
}
