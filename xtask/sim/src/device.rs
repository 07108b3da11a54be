//! A device of a run: the real store, commands and engine, on a clock of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result, anyhow};
use satchel_core::{
    author::{self, ChangeFacts, CommandBytes, NewItem},
    command::{self, Coalesced, Cx},
    error::CoreError,
    session::{Unlocked, unlock},
    store::{
        Store, StoreError, cursor,
        document::{self, DocRow},
        load, pending, quarantine,
    },
    sync::{Action, Engine, Input, StoreReplica},
};
use satchel_model::{
    crdt::Doc,
    document::{
        self as model,
        write::{Plan, Planned, Write},
    },
    entropy::{Entropy, SeededEntropy},
    id::{DeviceId, DocId, Hash, Nonce, PatientId, UserId, VaultId},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    command::args::Change,
    env::{self, ItemKind, Nonced},
    intent::{Ask, Audience, Intent},
};

/// The key of every store of a run.
pub(crate) const KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";

/// Who works on a device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who {
    pub(crate) user: UserId,
    pub(crate) device: DeviceId,
    pub(crate) role: Role,
    pub(crate) patient: Option<PatientId>,
}

/// A command that was saved.
pub(crate) struct Issued {
    pub(crate) cmd_hash: Hash,
    /// Documents it writes.
    pub(crate) docs: Vec<DocId>,
}

/// A document that the device asked for.
pub(crate) struct Asked {
    pub(crate) doc: DocId,
    pub(crate) doc_type: u16,
    pub(crate) patient: Option<PatientId>,
    pub(crate) audience: Audience,
}

/// What one write brought.
#[derive(Default)]
pub(crate) struct Saved {
    pub(crate) commands: Vec<Issued>,
    pub(crate) asked: Vec<Asked>,
    /// Why nothing was saved.
    pub(crate) refused: Option<String>,
}

struct Open {
    unlocked: Unlocked,
    engine: Engine<StoreReplica>,
}

/// One device.
pub(crate) struct Device {
    pub(crate) who: Who,
    file: PathBuf,
    /// What the machine's keychain holds: it does not travel with a copied file.
    pub(crate) keychain: Option<[u8; 16]>,
    pub(crate) entropy: Arc<SeededEntropy>,
    open: Option<Open>,
    /// Device clock minus server clock.
    pub(crate) skew_ms: i64,
    /// No link before this moment of the server's.
    pub(crate) cut_until: Timestamp,
    /// Where a copy of the store lies, and how many commands had been given by then.
    pub(crate) copy: Option<(PathBuf, usize)>,
    /// Shut out at the server.
    pub(crate) revoked: bool,
    /// A second machine works, or worked, with the same vault; or an older state of it was put back.
    pub(crate) split: bool,
    /// The newest base seen of each document, by epoch and number.
    pub(crate) seen: BTreeMap<DocId, (u32, u64)>,
    /// Documents that went back since the server was put back: each may once, when the device hears of it.
    pub(crate) back: BTreeSet<DocId>,
    searches: Coalesced,
}

impl Device {
    /// The device whose store lies at `file`.
    pub(crate) fn open(
        who: Who,
        file: PathBuf,
        keychain: Option<[u8; 16]>,
        seed: u64,
    ) -> Result<Self> {
        let mut device = Self {
            who,
            file,
            keychain,
            entropy: Arc::new(SeededEntropy::new(seed)),
            open: None,
            skew_ms: 0,
            cut_until: Timestamp::from_millis(i64::MIN),
            copy: None,
            revoked: false,
            split: false,
            seen: BTreeMap::new(),
            back: BTreeSet::new(),
            searches: Coalesced::default(),
        };
        device.start()?;
        Ok(device)
    }

    fn start(&mut self) -> Result<()> {
        let store = Store::open(&self.file, KEY).context("device store")?;
        let unlocked = Unlocked::over(VaultId::from_bytes([1; 16]), store)
            .map_err(|e| anyhow!("a vault that does not open: {e}"))?;
        // As unlocking does it: another incarnation each time, so that an older copy is known as one.
        let held = unlocked.store.read(cursor::get)?.incarnation;
        let mut fresh = [0; 16];
        self.entropy.fill(&mut fresh);
        if self.keychain == Some(held) {
            unlocked.store.write(|tx| cursor::roll_incarnation(tx, fresh))?;
        } else {
            unlock::another_copy(&unlocked.store, fresh)?;
        }
        self.keychain = Some(fresh);
        let engine = Engine::new(StoreReplica::new(
            Arc::clone(&unlocked.store),
            Arc::clone(&unlocked.author),
            unlocked.tenant_key,
            Arc::<SeededEntropy>::clone(&self.entropy),
        ));
        self.open = Some(Open { unlocked, engine });
        Ok(())
    }

    fn at(&self) -> Result<&Open> {
        self.open.as_ref().context("the device is off")
    }

    pub(crate) fn store(&self) -> Result<&Store> {
        Ok(&self.at()?.unlocked.store)
    }

    /// The device's own time.
    pub(crate) const fn time(&self, server: Timestamp) -> Timestamp {
        server.plus_millis(self.skew_ms)
    }

    /// The process ends, in whatever state it is.
    pub(crate) fn stop(&mut self) {
        self.open = None;
    }

    /// The process dies and starts again: only the file remains.
    pub(crate) fn restart(&mut self) -> Result<()> {
        self.stop();
        self.start()
    }

    /// The person signs in again on a device that another copy of its vault has overtaken: it goes on as another one.
    pub(crate) fn become_another(&mut self) -> Result<()> {
        self.keychain = None;
        self.restart()
    }

    /// Copies the store away.
    pub(crate) fn copy_to(&mut self, to: &Path) -> Result<()> {
        self.stop();
        std::fs::copy(&self.file, to)?;
        self.start()
    }

    /// Puts a copy in the place of the store; the keychain stays as it is.
    pub(crate) fn put_back(&mut self, from: &Path) -> Result<()> {
        self.stop();
        for more in ["-wal", "-shm"] {
            let mut name = self.file.clone().into_os_string();
            name.push(more);
            // Most of the time there is none.
            std::fs::remove_file(name).ok();
        }
        std::fs::copy(from, &self.file)?;
        self.seen.clear();
        self.start()
    }

    pub(crate) fn handle(&mut self, input: &Input<'_>, now: Timestamp) -> Result<Vec<Action>> {
        let entropy = Arc::clone(&self.entropy);
        let open = self.open.as_mut().context("the device is off")?;
        Ok(open.engine.handle(input, now, &*entropy))
    }

    /// Why the device does not send.
    pub(crate) fn stopped(&self) -> Result<Option<satchel_protocol::problem::ErrorCode>> {
        Ok(self.at()?.engine.status().stopped)
    }

    /// Gives a command as the app does; nothing if it is refused on the spot.
    pub(crate) fn write(&self, write: &Write, now: Timestamp) -> Result<Saved> {
        let open = self.at()?;
        let entropy: &dyn Entropy = &*self.entropy;
        let cx = Cx { unlocked: &open.unlocked, now, entropy, searches: &self.searches };
        let change = Change { write: write.clone(), draft: None };
        let done = match command::write::change(cx, &change, None) {
            Ok(done) => done,
            Err(CoreError::Store(error)) => return Err(error.into()),
            Err(CoreError::Internal(what)) => return Err(anyhow!("{what}")),
            // A person is told on the spot; nothing was saved.
            Err(other) => {
                let refused = Some(other.to_string());
                return Ok(Saved { refused, ..Saved::default() });
            }
        };
        self.saved(&done.reply.ctrs)
    }

    fn saved(&self, ctrs: &[u64]) -> Result<Saved> {
        let mut out = Saved::default();
        for ctr in ctrs {
            let item = self.store()?.read(|read| pending::find(read, *ctr))?;
            let item = item.context("a saved item that is not there")?;
            if item.kind == ItemKind::Intent {
                out.asked.extend(asked(&item.body)?);
                continue;
            }
            let cmd_hash = env::cmd_hash(&item.command);
            match out.commands.iter_mut().find(|c| c.cmd_hash == cmd_hash) {
                Some(command) => command.docs.push(item.doc),
                None => out.commands.push(Issued { cmd_hash, docs: vec![item.doc] }),
            }
        }
        Ok(out)
    }

    /// Signs and saves a command without asking whether its person may give it.
    pub(crate) fn force(&self, write: &Write, now: Timestamp) -> Result<Saved> {
        let open = self.at()?;
        let author = &open.unlocked.author;
        let Some(target) = write.targets().first().copied() else { return Ok(Saved::default()) };
        let bytes = Nonced { nonce: Nonce::new(&*self.entropy), value: write.clone() }.encode();
        let command = CommandBytes { kind: write.kind(), bytes };
        let ctr = open.unlocked.store.write(|tx| -> Result<Option<u64>> {
            let held = document::find(&tx.read(), target.doc)?;
            let row = held.unwrap_or_else(|| {
                DocRow::new(target.doc, target.kind.code(), Some(target.patient))
            });
            let mut doc = load::working(&tx.read(), &row)
                .unwrap_or_else(|_| model::genesis(target.kind, row.doc, row.epoch));
            let plan = Plan { at: now, by: author.user };
            let Ok(Planned::Puts(puts)) = write.plan(&doc, 0, &plan) else { return Ok(None) };
            let actor_epoch = satchel_core::store::actor::epoch(&tx.read(), row.doc, row.epoch)?;
            let actor = author.actor(row.doc, row.epoch, actor_epoch);
            let Ok(made) = doc.edit(actor, Nonce::new(&*self.entropy), &puts) else {
                return Ok(None);
            };
            let mut item = NewItem::value(row.doc, row.doc_type, ItemKind::Change, made.bytes);
            item.hash = made.header.hash;
            item.epoch = row.epoch;
            item.command = command.clone();
            item.change = Some(ChangeFacts { actor, actor_epoch, seq: made.header.seq });
            document::put(tx, &row)?;
            Ok(Some(author::append(tx, author, now, item)?.ctr))
        })?;
        self.saved(&ctr.into_iter().collect::<Vec<_>>())
    }

    /// Everything that waits, dead items too.
    pub(crate) fn pending(&self) -> Result<Vec<pending::PendingItem>> {
        Ok(self.store()?.read(|read| pending::after(read, 0, 100_000))?)
    }

    pub(crate) fn quarantine(&self) -> Result<Vec<quarantine::Refused>> {
        Ok(self.store()?.read(quarantine::list)?)
    }

    /// Every document held.
    pub(crate) fn rows(&self) -> Result<Vec<DocRow>> {
        Ok(self.store()?.read(|read| document::page(read, None, 100_000))?)
    }

    /// A document as its person sees it.
    pub(crate) fn working(&self, row: &DocRow) -> Result<Doc, StoreError> {
        let open = self.open.as_ref().ok_or(StoreError::Missing)?;
        open.unlocked.store.read(|read| load::working(read, row))
    }

    /// A document as the server accepted it.
    pub(crate) fn base(&self, row: &DocRow) -> Result<Doc, StoreError> {
        let open = self.open.as_ref().ok_or(StoreError::Missing)?;
        open.unlocked.store.read(|read| load::base(read, row))
    }
}

/// The document that an intent asks for.
fn asked(body: &[u8]) -> Result<Option<Asked>> {
    let intent =
        Nonced::<Intent>::decode(body).map_err(|_| anyhow!("an intent that cannot be read"))?;
    Ok(match intent.value.ask {
        Ask::DocumentCreate { doc, doc_type, patient, audience } => {
            Some(Asked { doc, doc_type, patient, audience })
        }
        _ => None,
    })
}
