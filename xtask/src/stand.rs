//! `cargo xtask stand`: the demo clinic on real processes, driven by JSON lines on stdin, for tests in a browser.
//!
//! The first line it prints tells the machines; each line it reads is one order, answered by one line. It ends, with
//! everything it started, when its stdin does.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use satchel_stand::{Cable, Door};
use serde_json::{Value, json};

use crate::args::Args;
use crate::demo::{House, MACHINES, Machine, found};
use crate::{node, out};

/// Patients of a stand, where nobody says otherwise: enough for lists that scroll.
const PATIENTS: usize = 40;

/// `stand --folder FOLDER [--patients N] [--only NAME,NAME]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let folder = PathBuf::from(args.value("--folder")?.context("stand needs --folder")?);
    let patients = args.value("--patients")?.map_or(Ok(PATIENTS), |count| count.parse())?;
    let only = args.value("--only")?;
    args.done()?;
    let wanted = |machine: &Machine| {
        only.as_ref().is_none_or(|only| only.split(',').any(|name| name == machine.name))
    };
    let house = House::open(&found(false)?.programs, &folder, Some(patients))?
        .with_screens(Some(node::dir().join("dist")));
    let mut stand = Stand { house, machines: BTreeMap::new() };
    for machine in MACHINES.into_iter().filter(wanted) {
        stand.add(machine)?;
    }
    out::say(&stand.facts()?.to_string());
    for line in std::io::stdin().lock().lines() {
        let order: Value = serde_json::from_str(&line?).context("an order that is no JSON")?;
        let answer =
            stand.carry_out(&order).unwrap_or_else(|error| json!({"error": format!("{error:#}")}));
        out::say(&answer.to_string());
    }
    Ok(())
}

struct Stand {
    house: House,
    machines: BTreeMap<String, OnCable>,
}

/// A machine with a cable of its own to the server.
struct OnCable {
    window: String,
    cable: Cable,
    door: Option<Door>,
}

impl Stand {
    fn add(&mut self, machine: Machine) -> Result<()> {
        let cable = Cable::to(self.house.server.address()?)?;
        let door = self.house.ready(machine, cable.address())?;
        let one = OnCable { window: machine.window.to_owned(), cable, door: Some(door) };
        self.machines.insert(machine.name.to_owned(), one);
        Ok(())
    }

    fn facts(&self) -> Result<Value> {
        let machines: BTreeMap<&String, Value> =
            self.machines.iter().map(|(name, one)| (name, one.facts())).collect();
        Ok(json!({
            "machines": machines,
            "people": self.house.people(),
            "password": self.house.password()?,
            "folder": self.house.folder(),
        }))
    }

    fn carry_out(&mut self, order: &Value) -> Result<Value> {
        let text = |key: &str| {
            order
                .get(key)
                .and_then(Value::as_str)
                .with_context(|| format!("an order without {key}"))
        };
        match text("do")? {
            "new" => self.fresh(text("name")?, text("window")?),
            "kill" => {
                self.machine(text("name")?)?.door = None;
                Ok(json!({}))
            }
            "boot" => self.boot(text("name")?),
            "cut" => {
                self.machine(text("name")?)?.cable.cut();
                Ok(json!({}))
            }
            "plug" => {
                self.machine(text("name")?)?.cable.join();
                Ok(json!({}))
            }
            "stop-server" => {
                self.house.server.kill();
                Ok(json!({}))
            }
            "start-server" => self.start_server(),
            "verb" => self.verb(order),
            other => bail!("no such order: {other}"),
        }
    }

    /// A machine that has joined nothing yet, and a link that leads it here.
    fn fresh(&mut self, name: &str, window: &str) -> Result<Value> {
        let cable = Cable::to(self.house.server.address()?)?;
        let link = self.house.link(cable.address());
        let door = self.house.boot(name, window)?;
        let one = OnCable { window: window.to_owned(), cable, door: Some(door) };
        let mut facts = one.facts();
        if let Some(facts) = facts.as_object_mut() {
            facts.insert("link".to_owned(), json!(link));
        }
        self.machines.insert(name.to_owned(), one);
        Ok(facts)
    }

    /// Starts the program of a machine that was killed; its vault is locked then.
    fn boot(&mut self, name: &str) -> Result<Value> {
        let window = self.machine(name)?.window.clone();
        let door = self.house.boot(name, &window)?;
        let one = self.machine(name)?;
        one.door = Some(door);
        Ok(one.facts())
    }

    fn start_server(&mut self) -> Result<Value> {
        self.house.server.start()?;
        let address = self.house.server.address()?;
        for one in self.machines.values() {
            one.cable.lead_to(address);
        }
        Ok(json!({}))
    }

    /// A verb of the server's command line; invitations are led through the cable of `name`.
    fn verb(&mut self, order: &Value) -> Result<Value> {
        let words =
            order.get("words").and_then(Value::as_array).context("an order without words")?;
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        self.house.server.verb(&words)
    }

    fn machine(&mut self, name: &str) -> Result<&mut OnCable> {
        self.machines.get_mut(name).with_context(|| format!("no machine {name}"))
    }
}

impl OnCable {
    fn facts(&self) -> Value {
        let cable = self.cable.address().to_string();
        match &self.door {
            None => json!({ "cable": cable }),
            Some(door) => json!({
                "url": door.url(&format!("{}.html", self.window)),
                "address": door.address().to_string(),
                "token": door.token(),
                "cable": cable,
            }),
        }
    }
}
