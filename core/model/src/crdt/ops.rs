//! What a change does, operation by operation, with every reference proved before Automerge applies it.
//!
//! Automerge takes references on trust: an object nobody made panics, a predecessor nobody made is accepted
//! and the next save does not load, a predecessor of another key makes that key's value vanish.
use super::{
    DEPTH_MAX, Doc, Guarded, Path, Scalar, TEXT_MAX,
    change::{actor_of, theirs},
    graph::{Graph, Seen},
};
use crate::id::ActorId;
use automerge::{
    ChangeHash, ObjId, ObjType, ROOT, ReadDoc,
    legacy::{ElementId, Key, ObjectId, Op, OpId, OpType},
};
use std::collections::{HashMap, HashSet};

/// One thing that a change does, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The key written, or the text edited, from the document root.
    pub path: Path,
    /// What happens there.
    pub action: Action,
    /// Whether the map or text that is written to was made by this same change.
    pub creates_under: bool,
}

/// What an operation does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Makes a map.
    MakeMap,
    /// Makes a text.
    MakeText,
    /// Puts a scalar in place of all values there.
    Set(Scalar),
    /// Inserts into a text or takes out of it.
    Splice,
    /// Takes all values of a key away.
    Delete,
    /// Adds to a counter. No document holds counters, so [`Doc::operations`] refuses it.
    Increment,
    /// Marks a range of text. No document holds marks, so [`Doc::operations`] refuses it.
    Mark,
}

/// A reference of the change is false, or it does what no document of ours knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefError {
    /// Names an actor whose changes its parents have not seen.
    #[error("an actor that the parents have not seen")]
    Actor,
    /// Writes into an object that the parents have not seen, or that is none.
    #[error("an object that the parents have not seen")]
    Object,
    /// The key's form does not fit the object, is empty, or lies too deep.
    #[error("a key that does not fit")]
    Key,
    /// The predecessors are not exactly the values that the parents show there.
    #[error("predecessors that the parents do not show")]
    Predecessor,
    /// An element of a text that the parents do not show.
    #[error("a text element that the parents do not show")]
    Element,
    /// Would hide a map or a text behind something else at its key.
    #[error("a map or text is in place")]
    Hides,
    /// A kind of operation, object or value that no document of ours holds.
    #[error("not a kind that documents hold")]
    Unsupported,
    /// The text would be longer than [`TEXT_MAX`].
    #[error("the text grows too long")]
    TooLong,
    /// Automerge panicked while it was asked.
    #[error("the document engine panicked")]
    Panicked,
}

/// An operation's id: (counter, actor) orders values.
type Id = (u64, ActorId);

/// An object that the change writes to.
struct Target {
    id: ObjId,
    kind: ObjType,
    path: Path,
    /// Made by this change, so nothing of it is in the document yet.
    fresh: bool,
    /// Of a text: its elements as the change has them now, and its length.
    text: Option<Text>,
}

struct Text {
    /// Elements that the parents show, ascending.
    shown: Vec<Id>,
    /// Elements that this change wrote; an insertion may stand behind one that it deleted again.
    written: HashSet<Id>,
    /// Elements that this change deleted.
    gone: HashSet<Id>,
}

/// One pass over a change.
struct Pass<'d> {
    doc: &'d Doc,
    graph: &'d Graph,
    seen: Seen,
    deps: Vec<ChangeHash>,
    targets: Vec<Target>,
    index: HashMap<ObjectId, usize>,
    /// Values at keys that this change has written, as it left them.
    written: HashMap<(usize, String), Vec<(Id, bool)>>,
    /// The text that the last operation edited.
    splicing: Option<usize>,
}

/// See [`Doc::operations`].
pub(super) fn operations(doc: &Doc, change: &Guarded) -> Result<Vec<Operation>, RefError> {
    let header = change.header();
    let graph = doc.graph();
    let seen = graph.seen(&header.deps);
    if !header.actors.iter().all(|actor| graph.saw_actor(&seen, *actor)) {
        return Err(RefError::Actor);
    }
    let mut pass = Pass {
        doc,
        graph,
        seen,
        deps: header.deps.iter().map(theirs).collect(),
        targets: Vec::new(),
        index: HashMap::new(),
        written: HashMap::new(),
        splicing: None,
    };
    let mut out: Vec<Operation> = Vec::new();
    for (op, counter) in change.expanded.operations.iter().zip(header.start_op..) {
        out.extend(pass.operation(op, (counter, header.actor))?);
    }
    Ok(out)
}

impl Pass<'_> {
    /// What the operation does; `None` if the one before it told the same of the same text.
    fn operation(&mut self, op: &Op, id: Id) -> Result<Option<Operation>, RefError> {
        let at = self.target(&op.obj)?;
        let target = self.targets.get(at).ok_or(RefError::Object)?;
        let creates_under = target.fresh;
        let before = self.splicing.take();
        match (&op.key, target.kind) {
            (Key::Map(key), ObjType::Map) => {
                let mut path = target.path.clone();
                path.push(key.to_string());
                if key.is_empty() || op.insert || path.len() > DEPTH_MAX {
                    return Err(RefError::Key);
                }
                let action = self.map_operation(op, id, at, key)?;
                self.remember(op, id, &path);
                Ok(Some(Operation { path, action, creates_under }))
            }
            (Key::Seq(element), ObjType::Text) => {
                // A long note is one operation a character; one splice says as much.
                let path = (before != Some(at)).then(|| target.path.clone());
                self.text_operation(op, id, at, element)?;
                self.splicing = Some(at);
                Ok(path.map(|path| Operation { path, action: Action::Splice, creates_under }))
            }
            (Key::Map(_) | Key::Seq(_), ObjType::Map | ObjType::Text) => Err(RefError::Key),
            (_, ObjType::List | ObjType::Table) => Err(RefError::Unsupported),
        }
    }

    /// The object written to, looked up once for each change.
    fn target(&mut self, obj: &ObjectId) -> Result<usize, RefError> {
        if let Some(at) = self.index.get(obj) {
            return Ok(*at);
        }
        let (id, kind, path) = match obj {
            ObjectId::Root => (ROOT, ObjType::Map, Path::new()),
            ObjectId::Id(op) => self.existing(op)?,
        };
        Ok(self.insert(obj.clone(), Target { id, kind, path, fresh: false, text: None }))
    }

    fn insert(&mut self, obj: ObjectId, target: Target) -> usize {
        let at = self.targets.len();
        self.targets.push(target);
        self.index.insert(obj, at);
        at
    }

    /// An object that the parents have seen.
    fn existing(&self, op: &OpId) -> Result<(ObjId, ObjType, Path), RefError> {
        let (counter, actor) = self.seen_id(op).ok_or(RefError::Object)?;
        let id = ObjId::Id(counter, super::change::their_actor(actor), 0);
        let kind = self.doc.inner.object_type(&id).map_err(|_| RefError::Object)?;
        let parents = self.doc.inner.parents(&id).map_err(|_| RefError::Object)?;
        let mut path = Path::new();
        for parent in parents {
            match parent.prop {
                automerge::Prop::Map(key) => path.push(key),
                automerge::Prop::Seq(_) => return Err(RefError::Unsupported),
            }
        }
        path.reverse();
        Ok((id, kind, path))
    }

    /// An operation's id, if the parents have seen that operation.
    fn seen_id(&self, op: &OpId) -> Option<Id> {
        let id = (op.counter(), actor_of(op.actor())?);
        self.graph.saw_op(&self.seen, id.1, id.0).then_some(id)
    }

    fn map_operation(&mut self, op: &Op, id: Id, at: usize, key: &str) -> Result<Action, RefError> {
        let place = (at, key.to_owned());
        let before = match self.written.remove(&place) {
            Some(values) => values,
            None => self.shown(at, key)?,
        };
        if !ids(op).is_some_and(|ids| ids.iter().eq(before.iter().map(|(id, _)| id))) {
            return Err(RefError::Predecessor);
        }
        if before.iter().any(|(_, object)| *object) {
            return Err(RefError::Hides);
        }
        let (action, after) = match &op.action {
            OpType::Make(ObjType::Map) => (Action::MakeMap, vec![(id, true)]),
            OpType::Make(ObjType::Text) => (Action::MakeText, vec![(id, true)]),
            OpType::Put(value) => {
                let value = Scalar::from_automerge(value).ok_or(RefError::Unsupported)?;
                (Action::Set(value), vec![(id, false)])
            }
            // Automerge keeps a delete as a mark on what it deletes; one of nothing would be lost on save.
            OpType::Delete if before.is_empty() => return Err(RefError::Predecessor),
            OpType::Delete => (Action::Delete, Vec::new()),
            OpType::Make(ObjType::List | ObjType::Table)
            | OpType::Increment(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => return Err(RefError::Unsupported),
        };
        self.written.insert(place, after);
        Ok(action)
    }

    /// What stands at a key of an object, as the parents show it: ascending, with whether it is an object.
    fn shown(&self, at: usize, key: &str) -> Result<Vec<(Id, bool)>, RefError> {
        let target = self.targets.get(at).ok_or(RefError::Object)?;
        if target.fresh {
            return Ok(Vec::new());
        }
        // Whoever writes here without having seen a map or a text that stands here now would hide it.
        let now = self.doc.inner.get_all(&target.id, key).map_err(|_| RefError::Key)?;
        if now.iter().any(|(value, _)| value.is_object()) {
            return Err(RefError::Hides);
        }
        let shown = self.doc.inner.get_all_at(&target.id, key, &self.deps);
        let shown = shown.map_err(|_| RefError::Key)?;
        let each = shown.iter().map(|(value, id)| Some((id_of(id)?, value.is_object())));
        each.collect::<Option<Vec<_>>>().ok_or(RefError::Actor)
    }

    /// An object made here can be written to by the operations that follow.
    fn remember(&mut self, op: &Op, id: Id, path: &Path) {
        if let OpType::Make(kind) = op.action {
            let actor = super::change::their_actor(id.1);
            let text = (kind == ObjType::Text).then(Text::empty);
            let target = Target {
                id: ObjId::Id(id.0, actor.clone(), 0),
                kind,
                path: path.clone(),
                fresh: true,
                text,
            };
            self.insert(ObjectId::Id(OpId::new(id.0, &actor)), target);
        }
    }

    fn text_operation(
        &mut self,
        op: &Op,
        id: Id,
        at: usize,
        element: &ElementId,
    ) -> Result<(), RefError> {
        let target = self.targets.get_mut(at).ok_or(RefError::Object)?;
        if target.text.is_none() {
            target.text =
                Some(Text::of(self.doc, &target.id, &self.deps).ok_or(RefError::Element)?);
        }
        let text = target.text.as_mut().ok_or(RefError::Element)?;
        let element = match element {
            ElementId::Head => None,
            ElementId::Id(op) => Some((op.counter(), actor_of(op.actor()).ok_or(RefError::Actor)?)),
        };
        match &op.action {
            OpType::Put(automerge::ScalarValue::Str(s)) if op.insert && s.chars().count() == 1 => {
                if element.is_some_and(|e| !text.knows(&e)) {
                    Err(RefError::Element)
                } else if !op.pred.is_empty() {
                    Err(RefError::Predecessor)
                } else if text.insert(id) > TEXT_MAX {
                    Err(RefError::TooLong)
                } else {
                    Ok(())
                }
            }
            OpType::Delete if !op.insert => {
                let element = element.filter(|e| text.delete(*e)).ok_or(RefError::Element)?;
                let exact = ids(op).is_some_and(|ids| ids == [element]);
                if exact { Ok(()) } else { Err(RefError::Predecessor) }
            }
            OpType::Make(_)
            | OpType::Delete
            | OpType::Increment(_)
            | OpType::Put(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => Err(RefError::Unsupported),
        }
    }
}

impl Text {
    fn empty() -> Self {
        Self { shown: Vec::new(), written: HashSet::new(), gone: HashSet::new() }
    }

    /// The elements that the parents show.
    fn of(doc: &Doc, text: &ObjId, deps: &[ChangeHash]) -> Option<Self> {
        let items = doc.inner.list_range_at(text, .., deps);
        let mut shown = items.map(|item| id_of(&item.id())).collect::<Option<Vec<_>>>()?;
        shown.sort_unstable();
        Some(Self { shown, ..Self::empty() })
    }

    fn knows(&self, element: &Id) -> bool {
        self.written.contains(element) || self.shown.binary_search(element).is_ok()
    }

    /// Writes an element; the text's new length.
    fn insert(&mut self, element: Id) -> usize {
        self.written.insert(element);
        self.shown.len().saturating_add(self.written.len()).saturating_sub(self.gone.len())
    }

    /// Whether the element was there to be deleted.
    fn delete(&mut self, element: Id) -> bool {
        self.knows(&element) && self.gone.insert(element)
    }
}

/// The id of a value, as ours.
fn id_of(id: &ObjId) -> Option<Id> {
    match id {
        ObjId::Root => None,
        ObjId::Id(counter, actor, _) => Some((*counter, actor_of(actor)?)),
    }
}

/// The predecessors of an operation, ascending.
fn ids(op: &Op) -> Option<Vec<Id>> {
    let mut ids = op
        .pred
        .iter()
        .map(|p| Some((p.counter(), actor_of(p.actor())?)))
        .collect::<Option<Vec<_>>>()?;
    ids.sort_unstable();
    Some(ids)
}
