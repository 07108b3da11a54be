//! A small document with a victim in it, and tools that forge changes to it.
use automerge::{AutoCommit, Automerge, Change, ExpandedChange, transaction::Transactable};
use satchel_model::{
    crdt::{
        Doc, GuardError, Guarded, Limits, LineageError, NewChange, Operation, Put, RefError, Scalar,
    },
    hash,
    id::{ActorId, DocId, Nonce},
};

pub(crate) const VICTIM: ActorId = ActorId::from_bytes([9; 16]);
pub(crate) const ATTACKER: ActorId = ActorId::from_bytes([1; 16]);
pub(crate) const NONCE: Nonce = Nonce::from_bytes([7; 16]);
pub(crate) const DOC: DocId = DocId::from_bytes([3; 16]);
pub(crate) const ROOTS: &[&str] = &["meds", "notes"];

pub(crate) fn path(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|p| (*p).to_owned()).collect()
}

pub(crate) fn set(parts: &[&str], value: impl Into<Scalar>) -> Put {
    Put::Set(path(parts), value.into())
}

pub(crate) fn genesis() -> Doc {
    Doc::genesis(ROOTS, 1, DOC, 0)
}

/// A document in which the victim wrote one medicine and one note.
pub(crate) fn clinic() -> Doc {
    let mut doc = genesis();
    let puts = [
        Put::Map(path(&["meds", "m1"])),
        set(&["meds", "m1", "dose"], "5 mg"),
        set(&["meds", "m1", "status"], "active"),
        Put::Text(path(&["notes", "n1"]), "no fever".to_owned()),
        Put::Text(path(&["notes", "n2"]), "rest".to_owned()),
    ];
    doc.edit(VICTIM, NONCE, &puts).unwrap();
    doc
}

/// The attacker's honest change to `doc`, to be forged.
pub(crate) fn honest(doc: &Doc, puts: &[Put]) -> NewChange {
    doc.edit_at(&doc.heads(), ATTACKER, NONCE, puts).unwrap()
}

/// The attacker's change of the victim's dose.
pub(crate) fn dose(doc: &Doc) -> NewChange {
    honest(doc, &[set(&["meds", "m1", "dose"], "50 mg")])
}

/// `change` with something about it falsified, written as Automerge writes it.
pub(crate) fn forge(change: &NewChange, edit: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = library(&change.bytes).decode();
    edit(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}

/// The change as the library sees it, without any guard.
pub(crate) fn library(bytes: &[u8]) -> Change {
    Change::try_from(bytes).unwrap()
}

/// A bare Automerge document in the state of `doc`.
pub(crate) fn bare(doc: &Doc) -> Automerge {
    Automerge::load(&doc.save()).unwrap()
}

/// Why the pipeline refuses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Guard(GuardError),
    Lineage(LineageError),
    Reference(RefError),
}

/// The whole road of a change from outside, up to where roles and paths would be judged.
pub(crate) fn admit(doc: &Doc, bytes: &[u8]) -> Result<Vec<Operation>, Refused> {
    let guarded = Guarded::new(bytes.to_vec(), &Limits::DEVICE).map_err(Refused::Guard)?;
    doc.lineage(guarded.header()).map_err(Refused::Lineage)?;
    doc.operations(&guarded).map_err(Refused::Reference)
}

/// What a bare Automerge makes of the change: `None` if it panics, else whether it takes it and, if so,
/// whether the next save still loads.
pub(crate) fn alone(doc: &Doc, bytes: &[u8]) -> Option<(bool, Option<bool>)> {
    let mut theirs = bare(doc);
    let taken = quietly(|| theirs.apply_changes([library(bytes)]).is_ok())?;
    let loads = taken.then(|| quietly(|| Automerge::load(&theirs.save()).is_ok()).unwrap_or(false));
    Some((taken, loads))
}

/// The value, or `None` after a panic. The crate's own filter keeps the report off the screen.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// An honest document of the library in which `actor` has put a value.
pub(crate) fn put(actor: u8, key: &str, value: &str) -> (AutoCommit, Change) {
    let mut doc = AutoCommit::new();
    doc.set_actor(automerge::ActorId::from([actor; 16]));
    doc.put(automerge::ROOT, key, value).unwrap();
    let change = {
        doc.commit();
        doc.get_last_local_change().unwrap()
    };
    (doc, change)
}

/// A chunk put together by hand, column by column.
pub(crate) struct Chunk {
    pub(crate) kind: u8,
    pub(crate) deps: Vec<[u8; 32]>,
    pub(crate) seq: u64,
    pub(crate) start_op: u64,
    pub(crate) time: i64,
    pub(crate) message: Vec<u8>,
    pub(crate) actors: Vec<[u8; 16]>,
    pub(crate) columns: Vec<(u64, Vec<u8>)>,
    pub(crate) tail: Vec<u8>,
}

impl Chunk {
    /// The attacker's first change, with these columns.
    pub(crate) fn new(columns: Vec<(u64, Vec<u8>)>) -> Self {
        Self {
            kind: 1,
            deps: Vec::new(),
            seq: 1,
            start_op: 1,
            time: 0,
            message: Vec::new(),
            actors: Vec::new(),
            columns,
            tail: Vec::new(),
        }
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        let mut out = Vec::new();
        uleb(self.deps.len() as u64, &mut out);
        out.extend(self.deps.concat());
        out.push(16);
        out.extend(ATTACKER.as_bytes());
        uleb(self.seq, &mut out);
        uleb(self.start_op, &mut out);
        sleb(self.time, &mut out);
        uleb(self.message.len() as u64, &mut out);
        out.extend(&self.message);
        uleb(self.actors.len() as u64, &mut out);
        for actor in &self.actors {
            out.push(16);
            out.extend(actor);
        }
        uleb(self.columns.len() as u64, &mut out);
        for (spec, bytes) in &self.columns {
            uleb(*spec, &mut out);
            uleb(bytes.len() as u64, &mut out);
        }
        self.columns.iter().for_each(|(_, bytes)| out.extend(bytes));
        out.extend(&self.tail);
        out
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        frame(self.kind, &self.body())
    }
}

/// A chunk of any kind around a body, with the right checksum.
pub(crate) fn frame(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    uleb(body.len() as u64, &mut hashed);
    hashed.extend(body);
    let sum = hash::sha256(&[&hashed]);
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83];
    chunk.extend(&sum.as_bytes()[..4]);
    chunk.extend(hashed);
    chunk
}

pub(crate) fn uleb(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

pub(crate) fn sleb(mut n: i64, out: &mut Vec<u8>) {
    while !(-64..64).contains(&n) {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push((n & 0x7f) as u8);
}

/// Run-length bytes: each part is a count (> 0 repeats, < 0 lists, 0 nulls) and what follows it.
pub(crate) fn runs(parts: &[(i64, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (n, values) in parts {
        sleb(*n, &mut out);
        out.extend(*values);
    }
    out
}

/// Columns of `rows` puts of null at the root, all under key `k`, honest in form.
pub(crate) fn null_puts(rows: i64) -> Vec<(u64, Vec<u8>)> {
    let mut falses = Vec::new();
    uleb(rows as u64, &mut falses);
    vec![
        (0x15, runs(&[(rows, &[1, b'k'])])),
        (0x34, falses),
        (0x42, runs(&[(rows, &[1])])),
        (0x56, runs(&[(rows, &[0])])),
        (0x70, runs(&[(rows, &[0])])),
    ]
}
