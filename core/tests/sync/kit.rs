//! A device of the tests: a real store in a temporary folder, an author, the engine over both.
use satchel_core::{
    author::{self, Author, ChangeFacts, CommandBytes, NewItem},
    store::{
        Store, StoreError, Tx, actor, cursor,
        document::{self as held, DocRow},
        identity::{self, Identity},
        load, pending, quarantine,
    },
    sync::{Engine, StoreReplica},
};
use satchel_model::{
    crdt::Doc,
    document::{
        DocType,
        write::{Plan, Planned, Write, chart, thread},
    },
    entropy::{Entropy, SeededEntropy},
    id::{DeviceId, DocId, Hash, ItemId, Nonce, PatientId, PublicKey, TenantId, UserId},
    role::{Purpose, Role},
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, Batch, ItemKind, Nonced},
    intent::{Ask, Audience, Intent},
};
use satchel_vault::{secret::Key32, sign::SigningKey};
use std::{path::PathBuf, sync::Arc};
use zeroize::Zeroizing;

pub(crate) const TENANT: TenantId = TenantId::from_bytes([9; 16]);
const KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";

pub(crate) fn tenant_key() -> SigningKey {
    SigningKey::from_seed(&Key32::from_bytes([9; 32])).unwrap()
}

pub(crate) fn patient(n: u8) -> PatientId {
    PatientId::from_bytes([n; 16])
}

/// The chart of patient `n`.
pub(crate) const fn chart_of(n: u8) -> DocId {
    DocId::from_bytes([0x40 | n; 16])
}

/// The conversation about patient `n`.
pub(crate) fn thread_of(n: u8) -> DocId {
    DocId::from_bytes([0x80 | n; 16])
}

pub(crate) struct Device {
    folder: tempfile::TempDir,
    seed: [u8; 32],
    pub(crate) id: DeviceId,
    pub(crate) user: UserId,
    pub(crate) entropy: Arc<SeededEntropy>,
    pub(crate) store: Arc<Store>,
    pub(crate) author: Arc<Author>,
    pub(crate) engine: Engine<StoreReplica>,
}

fn folder() -> tempfile::TempDir {
    // Memory where there is some: each commit syncs, and a fleet commits thousands of times.
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

impl Device {
    pub(crate) fn new(n: u8) -> Self {
        let folder = folder();
        let (id, user) = (DeviceId::from_bytes([n; 16]), UserId::from_bytes([100 + n; 16]));
        let seed = [n; 32];
        let store = Store::create(&folder.path().join("store.db"), KEY).unwrap();
        store
            .write(|tx| {
                identity::put(tx, &person(id, user, seed))?;
                cursor::begin(tx, [n; 16])?;
                let access = Some(vec![n; 32]);
                let access_until = Timestamp::from_millis(i64::MAX);
                cursor::set_tokens(tx, &cursor::Tokens { access, access_until, refresh: None })
            })
            .unwrap();
        let entropy = Arc::new(SeededEntropy::new(u64::from(n)));
        Self::over(folder, seed, (id, user), store, entropy)
    }

    fn over(
        folder: tempfile::TempDir,
        seed: [u8; 32],
        (id, user): (DeviceId, UserId),
        store: Store,
        entropy: Arc<SeededEntropy>,
    ) -> Self {
        let store = Arc::new(store);
        let author = Arc::new(Author::of(&person(id, user, seed)).unwrap());
        let engine = Engine::new(StoreReplica::new(
            Arc::clone(&store),
            Arc::clone(&author),
            tenant_key().public(),
            Arc::clone(&entropy) as Arc<dyn Entropy>,
        ));
        Self { folder, seed, id, user, entropy, store, author, engine }
    }

    /// The process dies and starts again: only the store remains.
    pub(crate) fn restart(self) -> Self {
        let Self { folder, seed, id, user, entropy, store, author, engine } = self;
        drop((engine, author));
        drop(Arc::into_inner(store).expect("nobody else holds the store"));
        let store = Store::open(&folder.path().join("store.db"), KEY).unwrap();
        Self::over(folder, seed, (id, user), store, entropy)
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.author.key.public()
    }

    pub(crate) fn item(&self, now: Timestamp) -> ItemId {
        ItemId::new(now, &*self.entropy)
    }

    /// Runs a command as the app does: all its items in one transaction, documents made by intent first.
    pub(crate) fn write(&self, write: &Write, now: Timestamp) -> Result<(), Refused> {
        self.store.write(|tx| self.write_in(tx, write, now))
    }

    fn write_in(&self, tx: &mut Tx<'_>, write: &Write, now: Timestamp) -> Result<(), Refused> {
        let bytes = Nonced { nonce: Nonce::new(&*self.entropy), value: write.clone() }.encode();
        let command = CommandBytes { kind: write.kind(), bytes };
        let targets = write.targets();
        let count = u8::try_from(targets.len()).unwrap();
        for target in &targets {
            if held::find(&tx.read(), target.doc)?.is_none() {
                self.create(tx, target.doc, target.kind, target.patient, now)?;
            }
        }
        for (index, target) in targets.iter().enumerate() {
            let row = held::find(&tx.read(), target.doc)?.ok_or(Refused::NoDocument)?;
            let mut doc = load::working(&tx.read(), &row)?;
            let plan = Plan { at: now, by: self.user };
            let planned = write.plan(&doc, index, &plan).map_err(|_| Refused::Precondition)?;
            let mut item = self.planned(tx, &row, &mut doc, planned)?;
            item.command = command.clone();
            item.batch = (count > 1).then(|| Batch { index: u8::try_from(index).unwrap(), count });
            author::append(tx, &self.author, now, item)?;
        }
        Ok(())
    }

    fn planned(
        &self,
        tx: &mut Tx<'_>,
        row: &DocRow,
        doc: &mut Doc,
        planned: Planned,
    ) -> Result<NewItem, Refused> {
        let nonce = Nonce::new(&*self.entropy);
        match planned {
            Planned::Entry(value) => {
                Ok(NewItem::value(row.doc, row.doc_type, ItemKind::Entry, env::wrap(nonce, &value)))
            }
            Planned::Puts(puts) => {
                let actor_epoch = actor::epoch(&tx.read(), row.doc, row.epoch)?;
                let actor = self.author.actor(row.doc, row.epoch, actor_epoch);
                let made = doc.edit(actor, nonce, &puts).map_err(|_| Refused::Precondition)?;
                let mut item = NewItem::value(row.doc, row.doc_type, ItemKind::Change, made.bytes);
                item.hash = made.header.hash;
                item.change = Some(ChangeFacts { actor, actor_epoch, seq: made.header.seq });
                Ok(item)
            }
        }
    }

    fn create(
        &self,
        tx: &mut Tx<'_>,
        doc: DocId,
        kind: DocType,
        patient: PatientId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        held::put(tx, &DocRow::new(doc, kind.code(), Some(patient)))?;
        let ask = Ask::DocumentCreate {
            doc,
            doc_type: kind.code(),
            patient: Some(patient),
            audience: Audience::Clinic,
        };
        let intent = Intent { ask, expects: None, not_after: None };
        let body = Nonced { nonce: Nonce::new(&*self.entropy), value: intent }.encode();
        let mut item = NewItem::value(doc, kind.code(), ItemKind::Intent, body);
        item.purpose = Purpose::Treatment;
        author::append(tx, &self.author, now, item)?;
        Ok(())
    }

    pub(crate) fn row(&self, doc: DocId) -> Option<DocRow> {
        self.store.read(|read| held::find(read, doc)).unwrap()
    }

    pub(crate) fn working(&self, doc: DocId) -> Doc {
        let row = self.row(doc).unwrap();
        self.store.read(|read| load::working(read, &row)).unwrap()
    }

    pub(crate) fn base(&self, doc: DocId) -> Doc {
        let row = self.row(doc).unwrap();
        self.store.read(|read| load::base(read, &row)).unwrap()
    }

    pub(crate) fn pending(&self) -> Vec<pending::PendingItem> {
        self.store.read(|read| pending::after(read, 0, 10_000)).unwrap()
    }

    pub(crate) fn quarantine(&self) -> Vec<quarantine::Refused> {
        self.store.read(quarantine::list).unwrap()
    }

    pub(crate) fn goals(&self, doc: DocId) -> Vec<String> {
        self.working(doc).keys(&["goals"])
    }
}

fn person(device: DeviceId, user: UserId, seed: [u8; 32]) -> Identity {
    Identity {
        tenant: TENANT,
        device,
        user,
        role: Role::Doctor.code(),
        patient: None,
        login: "doctor".into(),
        label: "Doctor".into(),
        server: "https://localhost:1".into(),
        spki: Hash::ZERO,
        seed: Zeroizing::new(seed),
        cert: Vec::new(),
        tenant_key: tenant_key().public(),
        created_at: Timestamp::from_millis(0),
    }
}

/// Why a command of the tests wrote nothing.
#[derive(Debug)]
pub(crate) enum Refused {
    Store(#[expect(dead_code, reason = "shown when a test fails")] StoreError),
    Precondition,
    NoDocument,
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A command that can always run again.
pub(crate) fn goal(n: u8, item: ItemId, text: &str) -> Write {
    Write::GoalAdd(chart::GoalAdd {
        doc: chart_of(n),
        patient: patient(n),
        item,
        text: text.into(),
        due: None,
    })
}

/// A command that gives an entry.
pub(crate) fn message(n: u8, item: ItemId, text: &str) -> Write {
    Write::MessageSend(thread::MessageSend {
        doc: thread_of(n),
        patient: patient(n),
        item,
        text: text.into(),
        about: None,
        replaces: None,
    })
}
