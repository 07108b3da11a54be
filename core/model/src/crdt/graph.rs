//! Which changes a document has, and which of them a change has seen.
use super::{
    change::{actor_of, hash_of},
    guard::Header,
};
use crate::id::{ActorId, Hash};
use std::collections::HashMap;

/// Why a change does not fit onto the changes that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineageError {
    /// A parent is not there.
    #[error("a parent is missing")]
    MissingDep,
    /// The author's numbers are not dense, or the change has not seen its author's previous one.
    #[error("the author's numbers have a gap")]
    SeqGap,
    /// The first operation's counter is not one more than the highest counter of the parents.
    #[error("the first operation has the wrong counter")]
    Lamport,
    /// The author already wrote another change with this number.
    #[error("two changes of one author have the same number")]
    Equivocation,
}

/// One change.
#[derive(Debug, Clone, Copy)]
struct Node {
    hash: Hash,
    actor: usize,
    max_op: u64,
    /// Where its parents lie in [`Graph::parents`].
    parents: (usize, usize),
}

/// The changes of a document in an order in which parents come first.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    parents: Vec<usize>,
    index: HashMap<Hash, usize>,
    actor_index: HashMap<ActorId, usize>,
    /// For each actor its changes, in order: the change numbered `seq` is at `seq - 1`.
    by_actor: Vec<Vec<usize>>,
}

/// What a set of parents has seen: for each actor how many changes.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    counts: Vec<usize>,
    /// For each change whether it is among those seen.
    marked: Vec<bool>,
}

impl Graph {
    /// The graph of a document.
    pub(super) fn of(doc: &automerge::Automerge) -> Self {
        let mut graph = Self::default();
        for meta in doc.get_changes_meta(&[]) {
            // Our documents hold actors of 16 bytes only; another one has no business being asked about.
            let Some(actor) = actor_of(&meta.actor) else { continue };
            let deps: Vec<Hash> = meta.deps.iter().map(|h| hash_of(*h)).collect();
            graph.push(hash_of(meta.hash), actor, meta.max_op, &deps);
        }
        graph
    }

    pub(super) fn add(&mut self, header: &Header) {
        self.push(header.hash, header.actor, header.max_op(), &header.deps);
    }

    fn push(&mut self, hash: Hash, actor: ActorId, max_op: u64, deps: &[Hash]) {
        let from = self.parents.len();
        self.parents.extend(deps.iter().filter_map(|dep| self.index.get(dep)));
        let at = self.nodes.len();
        let fresh = self.by_actor.len();
        let actor = *self.actor_index.entry(actor).or_insert(fresh);
        if actor == fresh {
            self.by_actor.push(Vec::new());
        }
        if let Some(changes) = self.by_actor.get_mut(actor) {
            changes.push(at);
        }
        self.nodes.push(Node { hash, actor, max_op, parents: (from, self.parents.len()) });
        self.index.insert(hash, at);
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn knows(&self, hash: &Hash) -> bool {
        self.index.contains_key(hash)
    }

    pub(super) fn last_seq(&self, actor: ActorId) -> u64 {
        let changes = self.actor_index.get(&actor).and_then(|at| self.by_actor.get(*at));
        changes.map_or(0, |c| u64::try_from(c.len()).unwrap_or(u64::MAX))
    }

    /// The newest change of `actor`, if it made any.
    pub(super) fn last_change(&self, actor: ActorId) -> Option<Hash> {
        let changes = self.actor_index.get(&actor).and_then(|at| self.by_actor.get(*at))?;
        changes.last().and_then(|at| self.nodes.get(*at)).map(|node| node.hash)
    }

    /// Highest operation counter below `deps`; `None` if one of them is not there.
    pub(super) fn max_op(&self, deps: &[Hash]) -> Option<u64> {
        let node = |dep| self.index.get(dep).and_then(|at| self.nodes.get(*at));
        deps.iter().try_fold(0, |max: u64, dep| node(dep).map(|n| max.max(n.max_op)))
    }

    /// What a change with these parents has seen; parents that are not there count for nothing.
    pub(super) fn seen(&self, deps: &[Hash]) -> Seen {
        let mut marked = vec![false; self.nodes.len()];
        let mut counts = vec![0_usize; self.by_actor.len()];
        for at in deps.iter().filter_map(|dep| self.index.get(dep)) {
            set(&mut marked, *at);
        }
        // Parents lie before their children, so one sweep from the end reaches every ancestor.
        for (at, node) in self.nodes.iter().enumerate().rev() {
            if marked.get(at) != Some(&true) {
                continue;
            }
            if let Some(n) = counts.get_mut(node.actor) {
                *n = n.saturating_add(1);
            }
            let parents = self.parents.get(node.parents.0..node.parents.1).unwrap_or_default();
            for parent in parents {
                set(&mut marked, *parent);
            }
        }
        Seen { counts, marked }
    }

    /// Whether this change is among those seen.
    pub(super) fn saw(&self, seen: &Seen, change: &Hash) -> bool {
        self.index.get(change).and_then(|at| seen.marked.get(*at)) == Some(&true)
    }

    /// Whether `actor` had any change among those seen.
    pub(super) fn saw_actor(&self, seen: &Seen, actor: ActorId) -> bool {
        self.count(seen, actor) > 0
    }

    /// Whether the operation numbered `counter` of `actor` was among those seen.
    pub(super) fn saw_op(&self, seen: &Seen, actor: ActorId, counter: u64) -> bool {
        let last = self.count(seen, actor).checked_sub(1);
        let changes = self.actor_index.get(&actor).and_then(|at| self.by_actor.get(*at));
        let node =
            changes.zip(last).and_then(|(c, last)| c.get(last)).and_then(|at| self.nodes.get(*at));
        node.is_some_and(|n| counter <= n.max_op)
    }

    fn count(&self, seen: &Seen, actor: ActorId) -> usize {
        let at = self.actor_index.get(&actor);
        at.and_then(|at| seen.counts.get(*at)).copied().unwrap_or(0)
    }

    /// Whether a change fits; one that is already there does.
    pub(super) fn fits(&self, header: &Header) -> Result<(), LineageError> {
        if self.knows(&header.hash) {
            return Ok(());
        }
        let max_op = self.max_op(&header.deps).ok_or(LineageError::MissingDep)?;
        let last = self.last_seq(header.actor);
        if header.seq <= last {
            return Err(LineageError::Equivocation);
        }
        if header.seq != last.saturating_add(1) {
            return Err(LineageError::SeqGap);
        }
        if header.start_op != max_op.saturating_add(1) {
            return Err(LineageError::Lamport);
        }
        // Else the change would use its author's counters a second time.
        let own = self.count(&self.seen(&header.deps), header.actor);
        if u64::try_from(own) == Ok(last) { Ok(()) } else { Err(LineageError::SeqGap) }
    }
}

fn set(marks: &mut [bool], at: usize) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ActorId = ActorId::from_bytes([1; 16]);
    const B: ActorId = ActorId::from_bytes([2; 16]);

    fn hash(n: u8) -> Hash {
        Hash::from_bytes([n; 32])
    }

    fn header(n: u8, actor: ActorId, seq: u64, start_op: u64, deps: &[u8]) -> Header {
        let deps = deps.iter().map(|n| hash(*n)).collect();
        Header {
            hash: hash(n),
            actor,
            seq,
            start_op,
            ops: 10,
            deps,
            actors: Vec::new(),
            nonce: None,
        }
    }

    /// 1 (A) with two children: 2 (A) and 3 (B); 4 (B) has seen both.
    fn diamond() -> Graph {
        let mut graph = Graph::default();
        graph.add(&header(1, A, 1, 1, &[]));
        graph.add(&header(2, A, 2, 11, &[1]));
        graph.add(&header(3, B, 1, 11, &[1]));
        graph.add(&header(4, B, 2, 21, &[2, 3]));
        graph
    }

    #[test]
    fn what_was_seen_is_the_ancestors_and_nothing_beside_them() {
        let graph = diamond();
        let seen = graph.seen(&[hash(3)]);
        let saw: Vec<bool> = (1..=4).map(|n| graph.saw(&seen, &hash(n))).collect();
        assert_eq!(saw, [true, false, true, false]);
        assert!(graph.saw_op(&seen, A, 10) && !graph.saw_op(&seen, A, 11));
        assert!(graph.saw_op(&seen, B, 20) && !graph.saw_op(&seen, B, 21));
        assert!(graph.saw_actor(&seen, B) && !graph.saw_actor(&graph.seen(&[hash(2)]), B));
        let all = graph.seen(&[hash(4)]);
        assert!((1..=4).all(|n| graph.saw(&all, &hash(n))));
        assert!(!graph.saw_actor(&graph.seen(&[]), A));
    }

    #[test]
    fn counters_come_from_the_parents_alone() {
        let graph = diamond();
        assert_eq!(graph.max_op(&[]), Some(0));
        assert_eq!(graph.max_op(&[hash(1)]), Some(10));
        assert_eq!(graph.max_op(&[hash(2), hash(3)]), Some(20));
        assert_eq!(graph.max_op(&[hash(4), hash(9)]), None);
        assert_eq!((graph.last_seq(A), graph.last_seq(ActorId::from_bytes([7; 16]))), (2, 0));
    }

    #[test]
    fn each_way_not_to_fit_has_its_name() {
        let graph = diamond();
        assert_eq!(graph.fits(&header(5, A, 3, 31, &[4])), Ok(()));
        assert_eq!(graph.fits(&header(2, A, 2, 11, &[1])), Ok(()));
        assert_eq!(graph.fits(&header(5, A, 3, 31, &[9])), Err(LineageError::MissingDep));
        assert_eq!(graph.fits(&header(5, A, 2, 31, &[4])), Err(LineageError::Equivocation));
        assert_eq!(graph.fits(&header(5, A, 4, 31, &[4])), Err(LineageError::SeqGap));
        assert_eq!(graph.fits(&header(5, A, 3, 30, &[4])), Err(LineageError::Lamport));
        assert_eq!(graph.fits(&header(5, A, 3, 32, &[4])), Err(LineageError::Lamport));
        // 3 has not seen 2, A's own last change.
        assert_eq!(graph.fits(&header(5, A, 3, 21, &[3])), Err(LineageError::SeqGap));
    }
}
