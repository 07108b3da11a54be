//! The device of the crash loop, in a process of its own: it writes and sends until it is killed.

use std::{collections::VecDeque, path::Path, sync::Arc};

use anyhow::{Context as _, Result, anyhow, ensure};
use futures_util::StreamExt as _;
use satchel_core::{
    clock::SystemClock,
    command::{self, Coalesced, Cx},
    session::Unlocked,
    store::{Store, document, load, quarantine},
    sync::{
        Action, Engine, Input, StoreReplica, Wake,
        conversation::Carrier,
        engine::Trouble,
        transport::{Server, Transport as _},
    },
};
use satchel_model::{
    document::{DocType, write::Write},
    id::{Hash, ItemId, PatientId},
    time::Clock as _,
};
use satchel_protocol::{command::args::Change, problem::ErrorCode};
use satchel_vault::random::OsEntropy;
use serde_json::json;
use tokio::runtime::Runtime;

use crate::{chance::Chance, check, device::KEY, say};

/// Patients that edits are spread over.
const PATIENTS: usize = 16;
/// Rounds after which everything must be sent.
const ROUNDS_MAX: usize = 200;

struct Child {
    unlocked: Unlocked,
    engine: Engine<StoreReplica>,
    server: Server,
    runtime: Runtime,
}

/// `child --store FILE --server URL --spki HEX --seed N [--finish]`.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let value = |name: &str| {
        let at = words.iter().position(|w| w == name);
        at.and_then(|at| words.get(at + 1)).with_context(|| format!("{name} is missing"))
    };
    let spki: [u8; 32] =
        hex::decode(value("--spki")?)?.try_into().map_err(|_| anyhow!("a key hash"))?;
    let store = Store::open(Path::new(value("--store")?), KEY)?;
    let unlocked = Unlocked::over(satchel_model::id::VaultId::from_bytes([1; 16]), store)
        .map_err(|e| anyhow!("{e}"))?;
    let engine = Engine::new(StoreReplica::new(
        Arc::clone(&unlocked.store),
        Arc::clone(&unlocked.author),
        unlocked.tenant_key,
        Arc::new(OsEntropy::new()),
    ));
    let server = Server::new(value("--server")?, Hash::from_bytes(spki))
        .map_err(|t| anyhow!("{}", t.code.word()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut child = Child { unlocked, engine, server, runtime };
    if words.iter().any(|w| w == "--finish") {
        return child.finish();
    }
    let chance = Chance::new(value("--seed")?.parse()?);
    loop {
        child.write(&chance)?;
        if chance.percent(40) {
            child.sync();
        }
    }
}

impl Child {
    /// Saves an edit and says so: what is said must last.
    fn write(&self, chance: &Chance) -> Result<()> {
        let now = SystemClock.now();
        let rows = self.unlocked.store.read(|read| document::page(read, None, 10_000))?;
        let admins: Vec<_> = rows.iter().filter(|r| r.doc_type == DocType::Admin.code()).collect();
        let item = ItemId::new(now, &OsEntropy::new());
        let write: Write = match chance.pick(&admins).filter(|_| admins.len() >= PATIENTS) {
            Some(row) => serde_json::from_value(json!({
                "type": "admin_add_telecom", "patient": row.patient,
                "telecom": {"item": item, "value": {"system": "phone", "value": "555"}}}))?,
            None => serde_json::from_value(json!({
                "type": "patient_register", "patient": PatientId::new(now, &OsEntropy::new()),
                "chart": ItemId::new(now, &OsEntropy::new()), "diary": ItemId::new(now, &OsEntropy::new()),
                "name": {"family": "Okafor", "given": "Ada"}, "birth": {"date": "1980-05-17"},
                "gender": "female", "identifiers": [], "addresses": [], "language": null,
                "telecoms": [{"item": item, "value": {"system": "phone", "value": "555"}}]}))?,
        };
        let searches = Coalesced::default();
        let cx =
            Cx { unlocked: &self.unlocked, now, entropy: &OsEntropy::new(), searches: &searches };
        let done = command::write::change(cx, &Change { write, draft: None }, None);
        done.map_err(|e| anyhow!("{e}"))?;
        say(&format!("saved {item}"));
        Ok(())
    }

    fn handle(&mut self, input: &Input<'_>) -> Vec<Action> {
        self.engine.handle(input, SystemClock.now(), &OsEntropy::new())
    }

    /// Sends and fetches, as far as the server is there.
    fn sync(&mut self) {
        let mut actions: VecDeque<Action> = self.handle(&Input::Wake(Wake::Asked)).into();
        while let Some(action) = actions.pop_front() {
            let Action::Open { conn, carrier, body } = action else { continue };
            let trouble = if carrier == Carrier::Live {
                Some(Trouble::of(ErrorCode::Offline))
            } else {
                self.carry(conn, carrier, body, &mut actions)
            };
            actions.extend(self.handle(&Input::Ended { conn, trouble }));
        }
    }

    fn carry(
        &mut self,
        conn: u32,
        carrier: Carrier,
        body: Vec<u8>,
        actions: &mut VecDeque<Action>,
    ) -> Option<Trouble> {
        let mut incoming = match self.runtime.block_on(self.server.open(carrier, body)) {
            Ok(incoming) => incoming,
            Err(trouble) => return Some(trouble),
        };
        while let Some(chunk) = self.runtime.block_on(incoming.next()) {
            match chunk {
                Ok(bytes) => actions.extend(self.handle(&Input::Bytes { conn, bytes: &bytes })),
                Err(trouble) => return Some(trouble),
            }
        }
        None
    }

    /// Sends everything, fetches everything, and says what is here.
    fn finish(&mut self) -> Result<()> {
        for round in 0..ROUNDS_MAX {
            self.sync();
            let waits = self
                .unlocked
                .store
                .read(|read| satchel_core::store::pending::after(read, 0, 100_000))?;
            let still = waits.iter().any(|i| check::waits(i.state));
            let code = self.engine.status().trouble;
            if !still && code.is_none() && round > 1 {
                return self.show();
            }
        }
        let status = self.engine.status();
        ensure!(false, "not everything was sent: {:?} {:?}", status.trouble, status.stopped);
        Ok(())
    }

    fn show(&self) -> Result<()> {
        let refused = self.unlocked.store.read(quarantine::list)?;
        say(&format!("refused {}", refused.len()));
        for row in self.unlocked.store.read(|read| document::page(read, None, 10_000))? {
            if row.doc_type == DocType::Admin.code() {
                let doc = self.unlocked.store.read(|read| load::base(read, &row))?;
                doc.keys(&["telecoms"]).iter().for_each(|item| say(&format!("seen {item}")));
            }
        }
        Ok(())
    }
}
