//! The bounded check of a change chunk before Automerge sees a byte of it.
//!
//! Walks the chunk once without expanding run lengths: a 113-byte bomb that claims 100 million operations
//! costs microseconds. Totals every column and demands that they agree. What passes is bounded in time and
//! memory for all later steps; whether it is also *true* is for [`super::Doc::lineage`] and
//! [`super::Doc::operations`] to say.
mod column;
mod reader;

use crate::{
    hash,
    id::{ActorId, Hash, Nonce},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use column::{Column, Table};
pub(super) use reader::Reader;

/// Bounds of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the chunk's content.
    pub raw: u64,
    /// Operations.
    pub ops: u64,
    /// Parents.
    pub deps: u64,
    /// Actors named beside the author.
    pub actors: u64,
    /// Bytes of the commit message.
    pub message: u64,
    /// Bytes of one key.
    pub key: u64,
    /// Bytes of one scalar value.
    pub value: u64,
    /// Latest time it may claim, in seconds since 1970; 0 allows none but 0.
    pub time: i64,
}

impl Limits {
    /// For everything that a device sends.
    pub const DEVICE: Self = Self {
        raw: 262_144,
        ops: 5_000,
        deps: 16,
        actors: 64,
        message: 64,
        key: 128,
        value: 65_536,
        time: 0,
    };
    /// For what the server writes itself, imports and the first change of an epoch, and for what it let in before.
    pub const SERVER: Self =
        Self { raw: 4_194_304, ops: 50_000, time: Self::FOREIGN.time, ..Self::DEVICE };
    /// For what a client of another make writes: as a device, but its changes carry a time, up to the year 9999.
    pub const FOREIGN: Self = Self { time: 253_402_300_799, ..Self::DEVICE };
}

/// What a change says about itself; only its shape is proved, not that it is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Automerge's hash of the change: SHA-256 over the chunk behind its checksum.
    pub hash: Hash,
    /// The author.
    pub actor: ActorId,
    /// The author's changes so far, this one included; from 1.
    pub seq: u64,
    /// Counter of the first operation; from 1.
    pub start_op: u64,
    /// Operations; at least 1.
    pub ops: u64,
    /// Parents, ascending.
    pub deps: Vec<Hash>,
    /// Other actors whose operations are named, ascending.
    pub actors: Vec<ActorId>,
    /// The random bytes in the commit message that hide what the hash covers; absent in a computed genesis.
    pub nonce: Option<Nonce>,
}

impl Header {
    /// Counter of the last operation.
    #[must_use]
    pub const fn max_op(&self) -> u64 {
        self.start_op.saturating_add(self.ops).saturating_sub(1)
    }
}

/// Why a chunk does not reach Automerge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// Not one well-formed, uncompressed change; says what is wrong.
    #[error("malformed change: {0}")]
    Malformed(&'static str),
    /// Claims more operations than any honest change can hold.
    #[error("the change claims more than its bytes could honestly hold")]
    Bomb,
    /// Honest in form, but over a limit; names it.
    #[error("too large: {0}")]
    TooLarge(&'static str),
}

/// The largest Lamport counter: Automerge keeps counters in 32 bits and panics near their end.
const COUNTER_MAX: u64 = 0xffff_ffff;

/// Checks one change chunk and returns what it says about itself.
///
/// # Errors
/// [`GuardError`]; the bytes must then go nowhere near Automerge.
pub fn check(chunk: &[u8], limits: &Limits) -> Result<Header, GuardError> {
    let mut outer = Reader::new(chunk);
    if outer.take(4)? != [0x85, 0x6f, 0x4a, 0x83] {
        return Err(GuardError::Malformed("magic"));
    }
    let checksum = outer.take(4)?;
    let hashed = outer.rest();
    // 0 is a document, 2 a deflated change, 3 a bundle: none of them goes up.
    if outer.byte()? != 1 {
        return Err(GuardError::Malformed("chunk type"));
    }
    let length = outer.uleb()?;
    if length > limits.raw {
        return Err(GuardError::TooLarge("change"));
    }
    let body = outer.take(length)?;
    outer.end("bytes behind the chunk")?;

    let mut header = check_body(body, limits)?;
    header.hash = hash::sha256(&[hashed]);
    if header.hash.as_bytes().first_chunk::<4>().map(<[u8; 4]>::as_slice) != Some(checksum) {
        return Err(GuardError::Malformed("checksum"));
    }
    Ok(header)
}

/// Everything but the hash.
fn check_body(body: &[u8], limits: &Limits) -> Result<Header, GuardError> {
    let mut r = Reader::new(body);
    let deps = ascending(r.list(limits.deps, "parents", |r| r.array().map(Hash::from_bytes))?)?;
    let actor = read_actor(&mut r)?;
    let (seq, start_op) = (r.uleb()?, r.uleb()?);
    if seq == 0 || seq > COUNTER_MAX || start_op == 0 {
        return Err(GuardError::Malformed("counter"));
    }
    if !(0..=limits.time).contains(&r.sleb()?) {
        // The claimed time lives in the signed envelope alone.
        return Err(GuardError::Malformed("time"));
    }
    let nonce = read_message(&mut r, limits)?;
    let actors = ascending(r.list(limits.actors, "actors", read_actor)?)?;
    if actors.contains(&actor) {
        return Err(GuardError::Malformed("actor table"));
    }
    let table = Table { actors: count(&actors).saturating_add(1), limits };
    let ops = read_columns(&mut r, &table)?;
    // What would follow is an author footer, which nothing of ours writes or reads.
    r.end("bytes behind the operations")?;
    if start_op.checked_add(ops).is_none_or(|end| end > COUNTER_MAX) {
        return Err(GuardError::Malformed("counter"));
    }
    Ok(Header { hash: Hash::ZERO, actor, seq, start_op, ops, deps, actors, nonce })
}

fn read_actor(r: &mut Reader<'_>) -> Result<ActorId, GuardError> {
    if r.uleb()? != 16 {
        return Err(GuardError::Malformed("actor length"));
    }
    r.array().map(ActorId::from_bytes)
}

fn read_message(r: &mut Reader<'_>, limits: &Limits) -> Result<Option<Nonce>, GuardError> {
    let length = r.uleb()?;
    if length > limits.message {
        return Err(GuardError::TooLarge("message"));
    }
    let message = r.take(length)?;
    std::str::from_utf8(message).map(nonce).map_err(|_| GuardError::Malformed("message"))
}

/// The nonce in a commit message, if it holds just that.
pub(super) fn nonce(message: &str) -> Option<Nonce> {
    STANDARD.decode(message).ok().and_then(|bytes| Nonce::from_slice(&bytes))
}

/// The commit message that carries `nonce`.
pub(super) fn message(nonce: Nonce) -> String {
    STANDARD.encode(nonce.as_bytes())
}

/// Reads the column table and every column; the number of operations.
fn read_columns(r: &mut Reader<'_>, table: &Table<'_>) -> Result<u64, GuardError> {
    let specs = r.list(COLUMNS_MAX, "columns", |r| Ok((r.uleb()?, r.uleb()?)))?;
    let ordered = specs.iter().zip(specs.iter().skip(1)).all(|((a, _), (b, _))| a < b);
    if !ordered {
        return Err(GuardError::Malformed("column order"));
    }
    let mut columns = Vec::with_capacity(specs.len());
    for (spec, length) in specs {
        columns.push(Column::read(spec, r.take(length)?, table)?);
    }
    column::agree(&columns)
}

/// More columns than a change can have.
const COLUMNS_MAX: u64 = 16;

/// The items, if each is greater than the one before: another order is another chunk with the same meaning.
fn ascending<T: Ord>(items: Vec<T>) -> Result<Vec<T>, GuardError> {
    let sorted = items.iter().zip(items.iter().skip(1)).all(|(a, b)| a < b);
    if sorted { Ok(items) } else { Err(GuardError::Malformed("order")) }
}

/// Length of a slice as the guard counts.
fn count<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
