//! Chooses what an edit follows when a document has more heads than one change may name.
//!
//! Many devices that wrote without hearing of each other leave as many heads. An edit must not be impossible
//! for that: it follows some of the heads, provided that at the places it writes they show what all show.
use super::{Doc, Put, change::hash_of};
use crate::id::{ActorId, Hash};
use automerge::{ObjId, ObjType, ReadDoc};

/// At most `max` of `heads`, ascending; `None` if no such choice shows all that stands where `puts` write.
pub(super) fn choose(
    doc: &Doc,
    heads: &[Hash],
    max: u64,
    actor: ActorId,
    puts: &[Put],
) -> Option<Vec<Hash>> {
    let graph = doc.graph();
    let mut needed: Vec<Hash> = puts.iter().flat_map(|put| writers(doc, put)).collect();
    needed.extend(graph.last_change(actor));
    let mut scored: Vec<(usize, Hash)> = Vec::with_capacity(heads.len());
    for head in heads {
        let seen = graph.seen(std::slice::from_ref(head));
        scored.push((needed.iter().filter(|change| graph.saw(&seen, change)).count(), *head));
    }
    scored.sort_unstable_by(|a, b| b.cmp(a));
    let mut chosen: Vec<Hash> =
        scored.into_iter().map(|(_, head)| head).take(usize::try_from(max).unwrap_or(0)).collect();
    chosen.sort_unstable();
    let then = doc.at(&chosen)?;
    let same = then.last_seq(actor) == doc.last_seq(actor)
        && puts.iter().all(|put| shown(doc, put) == shown(&then, put));
    same.then_some(chosen)
}

/// The changes that made what stands along and at the put's path.
fn writers(doc: &Doc, put: &Put) -> Vec<Hash> {
    let path = put.path();
    let prefixes = (1..=path.len()).filter_map(|n| path.get(..n));
    let objects = prefixes.filter_map(|prefix| doc.object(prefix)).map(|(id, _)| id);
    let values = values(doc, put).into_iter();
    objects.chain(values).filter_map(|id| doc.inner.hash_for_opid(&id).map(hash_of)).collect()
}

/// What stands at the put's place: the values of its key, or the characters of its text.
fn values(doc: &Doc, put: &Put) -> Vec<ObjId> {
    let path = put.path();
    if let Some((text, ObjType::Text)) = doc.object(path) {
        return doc.inner.list_range(&text, ..).map(|item| item.id()).collect();
    }
    let Some((key, parents)) = path.split_last() else { return Vec::new() };
    let Some((map, ObjType::Map)) = doc.object(parents) else { return Vec::new() };
    let found = doc.inner.get_all(&map, key.as_str()).unwrap_or_default();
    found.into_iter().map(|(_, id)| id).collect()
}

/// What a reader sees at the put's place, with the map or text that holds it.
fn shown(doc: &Doc, put: &Put) -> (Option<ObjId>, Vec<ObjId>) {
    let holder = put.path().split_last().and_then(|(_, parents)| doc.object(parents));
    (holder.map(|(id, _)| id), values(doc, put))
}
