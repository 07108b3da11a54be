//! The next incarnation of a document, built from what the one before shows.
//!
//! What shows is written anew on a fresh genesis: first all maps, then each person's values in changes of an actor of
//! their own, so that who wrote what stays to be seen. Values that had lost, and the order of changes, stay behind in the
//! old log. Where two values stand undecided nothing is built: that would choose in silence.
use super::{
    DocType,
    conflict::{self, Kind},
    lens::{self, Lens},
};
use crate::{
    crdt::{Doc, EditError, Limits, NewChange, Node, Path, Put, Tree},
    id::{ActorId, DocId, Nonce},
};
use std::collections::BTreeMap;

/// Operations of one change, by estimate; well below what the server's own changes may hold.
const OPS: usize = 20_000;
/// Bytes of one change, by estimate.
const BYTES: usize = 1_000_000;
/// Characters written while a text is made; the rest follows as splices.
const TEXT: usize = 10_000;

/// What is to be built.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The document's type.
    pub kind: DocType,
    /// The document.
    pub doc: DocId,
    /// The new incarnation.
    pub epoch: u32,
    /// The schema of the old one, and that of the new one.
    pub schema: (u16, u16),
    /// The lenses between the two.
    pub lenses: &'a [Lens],
    /// Places that are left out, with all that is in them.
    pub without: &'a [Path],
}

/// Who writes the new incarnation: hand 0 is the server, the others are the people whose values it holds.
pub trait Hands {
    /// The hand of somebody who wrote in the old one.
    fn of(&self, actor: ActorId) -> u32;
    /// The actor that a hand writes as.
    fn actor(&self, hand: u32) -> ActorId;
    /// A fresh nonce.
    fn nonce(&self) -> Nonce;
}

/// A change of the new incarnation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// In whose name.
    pub hand: u32,
    /// The change.
    pub change: NewChange,
}

/// The new incarnation.
#[derive(Debug)]
pub struct Built {
    /// Its state.
    pub doc: Doc,
    /// The changes that make it, in order.
    pub changes: Vec<Written>,
}

/// Why there is no new incarnation; the old one goes on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EpochError {
    /// Two values stand that a person must decide between.
    #[error("a decision is open at {}", .0.join("/"))]
    Undecided(Path),
    /// A place to be left out is not there.
    #[error("nothing stands at {}", .0.join("/"))]
    Nowhere(Path),
    /// No lens leads to the wanted schema.
    #[error("no lens leads there")]
    Lens,
    /// The new one could not be written.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The new one does not show what it should: a bug of ours, told and not carried out.
    #[error("the new state differs: {0}")]
    Differs(&'static str),
}

/// Builds the next incarnation of `old` and proves that it shows the same but for what was intended.
///
/// # Errors
/// [`EpochError`]; nothing has changed then.
pub fn build(old: &Doc, plan: &Plan<'_>, hands: &dyn Hands) -> Result<Built, EpochError> {
    let open = conflict::open(plan.kind, old);
    let waits = |c: &&conflict::OpenConflict| c.kind == Kind::Decision && is_kept(plan, c);
    if let Some(undecided) = open.iter().find(waits) {
        return Err(EpochError::Undecided(undecided.path.clone()));
    }
    let mut tree = old.tree();
    for path in plan.without {
        tree.take(path).ok_or_else(|| EpochError::Nowhere(path.clone()))?;
    }
    let (from, to) = plan.schema;
    if !lens::bring(plan.lenses, plan.kind, &mut tree, from, to) {
        return Err(EpochError::Lens);
    }
    // The genesis says the schema itself.
    tree.take(&["schema"]);
    let mut doc = super::genesis_of(plan.kind, to, plan.doc, plan.epoch);
    let changes = write(&mut doc, &tree, hands)?;
    prove(&doc, &tree, plan, &open)?;
    Ok(Built { doc, changes })
}

/// Whether nothing that an open question is about is left out.
fn is_kept(plan: &Plan<'_>, open: &conflict::OpenConflict) -> bool {
    let mut paths = std::iter::once(&open.path).chain(&open.related);
    !paths.any(|path| plan.without.iter().any(|gone| path.starts_with(gone)))
}

/// Writes everything that `tree` shows into `doc`.
fn write(doc: &mut Doc, tree: &Tree, hands: &dyn Hands) -> Result<Vec<Written>, EpochError> {
    let mut by_hand: BTreeMap<u32, Vec<Put>> = BTreeMap::new();
    let mut tails: Vec<(u32, Put)> = Vec::new();
    let roots = doc.tree();
    for (path, node) in tree.places() {
        match node {
            Node::Map(_) if roots.get(&path).is_some() => {}
            Node::Map(_) => by_hand.entry(0).or_default().push(Put::Map(path)),
            Node::Value(value, actor) => {
                by_hand.entry(hands.of(*actor)).or_default().push(Put::Set(path, value.clone()));
            }
            Node::Text(text, actor) => {
                let hand = hands.of(*actor);
                let (head, rest) = cut(text);
                tails.extend(rest.into_iter().map(|(at, insert)| {
                    (hand, Put::Splice { path: path.clone(), at, delete: 0, insert })
                }));
                by_hand.entry(hand).or_default().push(Put::Text(path, head));
            }
        }
    }
    // The server's own come first: all maps are there before anything is put into them.
    let mut out = Vec::new();
    for (hand, puts) in by_hand {
        for puts in packed(puts) {
            out.push(one(doc, hand, &puts, hands)?);
        }
    }
    for (hand, put) in tails {
        out.push(one(doc, hand, &[put], hands)?);
    }
    Ok(out)
}

fn one(doc: &mut Doc, hand: u32, puts: &[Put], hands: &dyn Hands) -> Result<Written, EpochError> {
    let change = doc.edit_within(hands.actor(hand), hands.nonce(), puts, &Limits::SERVER)?;
    Ok(Written { hand, change })
}

/// The beginning of a text, and what follows it with its place.
fn cut(text: &str) -> (String, Vec<(usize, String)>) {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces = chars.chunks(TEXT).map(|piece| piece.iter().collect::<String>());
    let head = pieces.next().unwrap_or_default();
    let places = (1_usize..).map(|n| n.saturating_mul(TEXT));
    (head, places.zip(pieces).collect())
}

/// Puts in portions that one change can hold, in their order.
fn packed(puts: Vec<Put>) -> Vec<Vec<Put>> {
    let mut out: Vec<Vec<Put>> = Vec::new();
    let (mut ops, mut bytes) = (usize::MAX, 0_usize);
    for put in puts {
        let (more_ops, more_bytes) = weight(&put);
        ops = ops.saturating_add(more_ops);
        bytes = bytes.saturating_add(more_bytes);
        if ops > OPS || bytes > BYTES {
            (ops, bytes) = (more_ops, more_bytes);
            out.push(Vec::new());
        }
        if let Some(last) = out.last_mut() {
            last.push(put);
        }
    }
    out
}

fn weight(put: &Put) -> (usize, usize) {
    let key = put.path().last().map_or(0, String::len).saturating_add(16);
    match put {
        Put::Map(_) => (1, key),
        Put::Set(_, value) => {
            let len = value.as_str().map(str::len).or_else(|| value.as_bytes().map(<[u8]>::len));
            (1, key.saturating_add(len.unwrap_or(8)))
        }
        Put::Text(_, text) | Put::Splice { insert: text, .. } => {
            (text.chars().count().saturating_add(1), text.len().saturating_mul(3))
        }
    }
}

/// The new state survives a save, shows what it should, and has the same open questions.
fn prove(
    doc: &Doc,
    tree: &Tree,
    plan: &Plan<'_>,
    before: &[conflict::OpenConflict],
) -> Result<(), EpochError> {
    let again = Doc::load(&doc.save()).map_err(|_| EpochError::Differs("it does not load"))?;
    if again.heads() != doc.heads() {
        return Err(EpochError::Differs("heads after a save"));
    }
    let mut shown = again.tree();
    shown.take(&["schema"]);
    let mut wanted = tree.clone();
    let empty = super::genesis_of(plan.kind, plan.schema.1, plan.doc, plan.epoch).tree();
    for (root, node) in empty.0 {
        if matches!(node, Node::Map(_)) {
            wanted.0.entry(root).or_insert(node);
        }
    }
    if !shown.shows(&wanted) {
        return Err(EpochError::Differs("content"));
    }
    let told = |c: &conflict::OpenConflict| {
        let mut values: Vec<String> = c.alternatives.iter().map(|a| a.value.clone()).collect();
        values.sort();
        (c.path.clone(), c.rule, values)
    };
    let before: Vec<_> = before.iter().filter(|c| is_kept(plan, c)).map(told).collect();
    let open = conflict::open(plan.kind, doc);
    let after: Vec<_> = open.iter().filter(|c| is_kept(plan, c)).map(told).collect();
    if plan.schema.0 == plan.schema.1 && before != after {
        return Err(EpochError::Differs("open questions"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
