//! A document: loading, saving, and taking in changes that were checked.
use super::{
    Guarded, Header, LineageError, NewChange, Operation, RefError,
    change::{hash_of, their_actor, theirs},
    contain::contained,
    graph::Graph,
    ops,
};
use crate::{
    hash,
    id::{DocId, Hash},
};
use automerge::{Automerge, LoadOptions, ObjType, ROOT, SaveOptions, TextEncoding};
use automerge::{
    ReadDoc,
    transaction::{CommitOptions, Transactable},
};
use std::sync::OnceLock;

/// Why bytes are not a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocError {
    /// Damaged, cut short, or not a document.
    #[error("not a readable document")]
    Unreadable,
    /// Automerge panicked over it.
    #[error("the document engine panicked")]
    Panicked,
}

/// Why changes were not taken in; the document is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// A change does not fit onto what is there: it would have waited in a queue, or split the document.
    #[error(transparent)]
    Lineage(#[from] LineageError),
    /// Automerge refused it.
    #[error("the document engine refused the change")]
    Refused,
    /// Automerge panicked over it: the document is to be frozen and the bytes kept.
    #[error("the document engine panicked")]
    Panicked,
}

/// A document: the state that a set of changes makes, and those changes.
///
/// Positions in texts count Unicode scalar values (`char`) on every platform.
#[derive(Debug)]
pub struct Doc {
    pub(super) inner: Automerge,
    /// Built when first asked for: most documents are only read.
    graph: OnceLock<Graph>,
}

impl Doc {
    pub(super) const fn from_inner(inner: Automerge) -> Self {
        Self { inner, graph: OnceLock::new() }
    }

    pub(super) fn empty() -> Automerge {
        Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint)
    }

    /// The computed first state: the same bytes on every replica, so it is never sent.
    ///
    /// One change of the document's genesis actor: an empty map at each of `roots`, in ascending order,
    /// then the scalar `schema`.
    #[must_use]
    pub fn genesis(roots: &[&str], schema: u16, doc: DocId, epoch: u32) -> Self {
        let mut inner = Self::empty();
        inner.set_actor(their_actor(hash::genesis_actor(doc, epoch)));
        let mut names = roots.to_vec();
        names.sort_unstable();
        names.dedup();
        let mut tx = inner.transaction();
        // Automerge refuses a put only for a foreign object or a wrong kind of key; the root takes any name.
        let refused = names.iter().any(|name| tx.put_object(ROOT, *name, ObjType::Map).is_err())
            || tx.put(ROOT, SCHEMA, i64::from(schema)).is_err();
        debug_assert!(!refused, "the root takes any name");
        tx.commit_with(CommitOptions::default().with_time(0));
        Self::from_inner(inner)
    }

    /// Reads a saved document. Only for bytes that we saved or whose signature was checked: a document has
    /// no guard, and hostile bytes can exhaust memory.
    ///
    /// # Errors
    /// [`DocError`]; keep the bytes and rebuild from changes.
    pub fn load(bytes: &[u8]) -> Result<Self, DocError> {
        let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
        #[expect(clippy::disallowed_methods, reason = "the one place that loads, contained")]
        let loaded = contained(|| Automerge::load_with_options(bytes, options));
        loaded
            .map_err(|_| DocError::Panicked)?
            .map(Self::from_inner)
            .map_err(|_| DocError::Unreadable)
    }

    /// The document as bytes: one chunk, not deflated, without changes that wait for a parent.
    ///
    /// Replicas with equal heads hold the same, but not the same bytes: changes are listed as they came.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.inner.save_with_options(SaveOptions { deflate: false, retain_orphans: false })
    }

    /// Hashes of the changes that no other change has seen, ascending.
    #[must_use]
    pub fn heads(&self) -> Vec<Hash> {
        self.inner.get_heads().into_iter().map(hash_of).collect()
    }

    /// An equal document that goes its own way.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { inner: self.inner.clone(), graph: self.graph.clone() }
    }

    pub(super) fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| Graph::of(&self.inner))
    }

    /// Whether the change is part of this document.
    #[must_use]
    pub fn knows(&self, change: &Hash) -> bool {
        self.graph().knows(change)
    }

    /// How many changes `actor` has made here; 0 if none.
    #[must_use]
    pub fn last_seq(&self, actor: crate::id::ActorId) -> u64 {
        self.graph().last_seq(actor)
    }

    /// The highest operation counter that a change with these parents has seen; `None` if one is missing.
    #[must_use]
    pub fn deps_max_op(&self, deps: &[Hash]) -> Option<u64> {
        self.graph().max_op(deps)
    }

    /// How many changes the document holds, the genesis included.
    #[must_use]
    pub fn change_count(&self) -> usize {
        self.graph().len()
    }

    /// One change of this document.
    #[must_use]
    pub fn change(&self, hash: &Hash) -> Option<NewChange> {
        self.inner.get_change_by_hash(&theirs(hash)).as_ref().and_then(NewChange::of)
    }

    /// All changes, parents first, the genesis among them.
    #[must_use]
    pub fn changes(&self) -> Vec<NewChange> {
        self.changes_since(&[])
    }

    /// The changes that `heads` have not seen, parents first; heads that are not known here are ignored.
    #[must_use]
    pub fn changes_since(&self, heads: &[Hash]) -> Vec<NewChange> {
        let heads: Vec<_> = heads.iter().filter(|h| self.knows(h)).map(theirs).collect();
        self.inner.get_changes(&heads).iter().filter_map(NewChange::of).collect()
    }

    /// The document as `heads` saw it; `None` if one of them is not known here.
    #[must_use]
    pub fn at(&self, heads: &[Hash]) -> Option<Self> {
        let heads: Vec<_> = heads.iter().map(theirs).collect();
        contained(|| self.inner.fork_at(&heads)).ok()?.ok().map(Self::from_inner)
    }

    /// Whether a change fits onto the changes that are here: parents present, the author's number next,
    /// counter exact. A change that is already here fits.
    ///
    /// # Errors
    /// [`LineageError`].
    pub fn lineage(&self, header: &Header) -> Result<(), LineageError> {
        self.graph().fits(header)
    }

    /// What the change does, in order, once each of its references is proved. Call [`Doc::lineage`] first, and
    /// not for a change that is already here: what it made would be in its own way.
    ///
    /// Authorise these and never a diff: a put that loses at once is invisible in a diff and can win later.
    /// Neighbouring operations on one text come as one [`super::Action::Splice`].
    ///
    /// # Errors
    /// [`RefError`]: a false reference, which would panic or spoil the document if it were applied.
    pub fn operations(&self, change: &Guarded) -> Result<Vec<Operation>, RefError> {
        contained(|| ops::operations(self, change)).map_err(|_| RefError::Panicked)?
    }

    /// The document with these changes, in their order; `self` stays as it is.
    ///
    /// # Errors
    /// [`ApplyError`].
    pub fn applied(&self, changes: &[Guarded]) -> Result<Self, ApplyError> {
        let mut graph = self.graph().clone();
        let mut fresh = Vec::with_capacity(changes.len());
        for change in changes {
            if graph.knows(&change.header().hash) {
                continue;
            }
            graph.fits(change.header())?;
            graph.add(change.header());
            fresh.push(change.change.clone());
        }
        let inner = contained(|| {
            let mut inner = self.inner.clone();
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that applies, behind the guard"
            )]
            inner.apply_changes(fresh).map(|()| inner)
        });
        let inner = inner.map_err(|_| ApplyError::Panicked)?.map_err(|_| ApplyError::Refused)?;
        Ok(Self { inner, graph: OnceLock::from(graph) })
    }

    /// Takes these changes in; all or none.
    ///
    /// # Errors
    /// [`ApplyError`]; the document is then as it was.
    pub fn apply(&mut self, changes: &[Guarded]) -> Result<(), ApplyError> {
        *self = self.applied(changes)?;
        Ok(())
    }
}

/// Root key of the schema number that the document's epoch was born with.
const SCHEMA: &str = "schema";
