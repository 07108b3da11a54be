//! Each function of the store, on a real encrypted file.
mod documents;
mod erased;
mod items;
mod outbox;
mod places;
mod shown;

use super::{
    Store, StoreError, Tx, cursor,
    item::{BaseItem, Meta},
    pending::{PendingItem, PendingState},
    quarantine::Refused,
};
use satchel_model::{
    id::{DeviceId, DocId, Hash, PatientId, Signature, UserId},
    time::Timestamp,
};
use satchel_protocol::env::ItemKind;

const KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";
const DOC: DocId = DocId::from_bytes([10; 16]);
const OTHER: DocId = DocId::from_bytes([11; 16]);
const PATIENT: PatientId = PatientId::from_bytes([12; 16]);
const DEVICE: DeviceId = DeviceId::from_bytes([13; 16]);
const USER: UserId = UserId::from_bytes([14; 16]);

struct Bench {
    _folder: tempfile::TempDir,
    store: Store,
}

impl Bench {
    /// A new store without an enrolment.
    fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("store.db"), KEY).unwrap();
        Self { _folder: folder, store }
    }

    /// A new store whose device has its place in the feed.
    fn new() -> Self {
        let bench = Self::bare();
        bench.write(|tx| cursor::begin(tx, [1; 16]));
        bench
    }

    fn write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> T {
        self.store.write(work).unwrap()
    }

    fn refuses<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> StoreError {
        self.store.write(work).err().expect("a refusal")
    }

    fn read<T>(&self, work: impl FnOnce(&super::Read<'_>) -> Result<T, StoreError>) -> T {
        self.store.read(work).unwrap()
    }
}

const fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

const fn hash(n: u8) -> Hash {
    Hash::from_bytes([n; 32])
}

fn pending(ctr: u64, doc: DocId) -> PendingItem {
    PendingItem {
        ctr,
        doc,
        doc_type: 2,
        epoch: 0,
        kind: ItemKind::Change,
        hash: hash(u8::try_from(ctr).unwrap()),
        batch: None,
        cmd_kind: 54,
        command: vec![1, 2],
        body: vec![3, 4, 5],
        env: vec![6, 7],
        sig: Signature::from_bytes([8; 64]),
        state: PendingState::Saved,
        tries: 0,
        at: at(1_000),
    }
}

fn refused(ctr: u64, doc: DocId) -> Refused {
    Refused {
        ctr,
        doc,
        doc_type: 2,
        hash: hash(u8::try_from(ctr).unwrap()),
        code: "forbidden_path".into(),
        detail: Some("{}".into()),
        cmd_kind: 54,
        command: vec![1],
        body: vec![2],
        at: at(2_000),
    }
}

fn meta() -> Meta {
    Meta {
        device: DEVICE,
        user: USER,
        role: 5,
        received_at: Some(at(3_000)),
        beacon_at: None,
        t_claim: at(2_500),
        flags: 1,
    }
}

fn base(seq: u64, kind: ItemKind) -> BaseItem {
    let n = u8::try_from(seq).unwrap();
    BaseItem { seq, kind, hash: hash(n), body: vec![n], meta: meta() }
}
