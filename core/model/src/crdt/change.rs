//! A change: as it comes from outside, proved in form, and as it leaves a document.
use super::{
    contain::contained,
    guard::{self, GuardError, Header, Limits},
};
use crate::id::{ActorId, Hash};

/// A change that passed the guard and that Automerge parses to the same totals.
///
/// Its form is proved and its cost is bounded; whether it is true and allowed is not yet known.
#[derive(Debug, Clone)]
pub struct Guarded {
    header: Header,
    bytes: Vec<u8>,
    pub(super) change: automerge::Change,
    pub(super) expanded: automerge::ExpandedChange,
}

impl Guarded {
    /// Checks a chunk, then lets Automerge parse it.
    ///
    /// The chunk must be byte for byte what Automerge itself writes for these operations: a document stores
    /// operations, not chunks, and one that cannot be written back as it came spoils the next save.
    ///
    /// # Errors
    /// [`GuardError`] of the guard; [`GuardError::Malformed`] if Automerge cannot parse it, panics, or writes
    /// it otherwise.
    pub fn new(bytes: Vec<u8>, limits: &Limits) -> Result<Self, GuardError> {
        let header = guard::check(&bytes, limits)?;
        let (change, expanded) =
            contained(|| parse(&bytes)).map_err(|_| GuardError::Malformed("parser panicked"))??;
        let same = header.hash == hash_of(change.hash())
            && Some(header.actor) == actor_of(change.actor_id())
            && header.seq == change.seq()
            && header.start_op == change.start_op().get()
            && usize::try_from(header.ops) == Ok(change.len());
        if same {
            Ok(Self { header, bytes, change, expanded })
        } else {
            Err(GuardError::Malformed("totals differ"))
        }
    }

    /// What the change says about itself.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The chunk.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Parses and writes back; both only behind the guard and inside a contained call.
fn parse(bytes: &[u8]) -> Result<(automerge::Change, automerge::ExpandedChange), GuardError> {
    let change = automerge::Change::try_from(bytes).map_err(|_| GuardError::Malformed("parse"))?;
    let expanded = change.decode();
    if automerge::Change::from(expanded.clone()).raw_bytes() == bytes {
        Ok((change, expanded))
    } else {
        Err(GuardError::Malformed("not as Automerge writes it"))
    }
}

/// A change taken from a document of ours: made here, or accepted before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange {
    /// The chunk: type 1, never deflated.
    pub bytes: Vec<u8>,
    /// What it says about itself.
    pub header: Header,
}

impl NewChange {
    pub(super) fn of(change: &automerge::Change) -> Option<Self> {
        let mut deps: Vec<Hash> = change.deps().iter().map(|h| hash_of(*h)).collect();
        deps.sort_unstable();
        let header = Header {
            hash: hash_of(change.hash()),
            actor: actor_of(change.actor_id())?,
            seq: change.seq(),
            start_op: change.start_op().get(),
            ops: u64::try_from(change.len()).unwrap_or(u64::MAX),
            deps,
            actors: change.other_actor_ids().iter().filter_map(actor_of).collect(),
            nonce: change.message().and_then(guard::nonce),
        };
        Some(Self { bytes: change.raw_bytes().to_vec(), header })
    }
}

/// Automerge's hash as ours.
pub(super) const fn hash_of(hash: automerge::ChangeHash) -> Hash {
    Hash::from_bytes(hash.0)
}

/// Our hash as Automerge's.
pub(super) const fn theirs(hash: &Hash) -> automerge::ChangeHash {
    automerge::ChangeHash(*hash.as_bytes())
}

/// Automerge's actor as ours; `None` unless it has exactly 16 bytes.
pub(super) fn actor_of(actor: &automerge::ActorId) -> Option<ActorId> {
    ActorId::from_slice(actor.to_bytes())
}

/// Our actor as Automerge's.
pub(super) fn their_actor(actor: ActorId) -> automerge::ActorId {
    automerge::ActorId::from(actor.as_bytes())
}
