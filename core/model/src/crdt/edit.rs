//! Local edits: targeted puts that become one change, checked as the server will check it.
use super::{
    Doc, GuardError, Guarded, Limits, LineageError, NewChange, Path, Put, RefError,
    change::their_actor, contain::contained, crowd, guard,
};
use crate::id::{ActorId, Hash, Nonce};
use automerge::{
    Automerge, AutomergeError, ObjId, ObjType, ReadDoc,
    transaction::{CommitOptions, Transactable, Transaction},
};

/// Why an edit was not made; the document is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Nothing was asked for, or all of it stands there already.
    #[error("nothing changes")]
    Nothing,
    /// No map or text is there, or a path is empty or too deep.
    #[error("no such place: {}", .0.join("/"))]
    NoSuchPlace(Path),
    /// A map or text was to be made where something is, or a scalar put over a map or text.
    #[error("the key is taken: {}", .0.join("/"))]
    Taken(Path),
    /// The part to be replaced is not within the text.
    #[error("not within the text: {}", .0.join("/"))]
    Position(Path),
    /// A head to start from is not here.
    #[error("an unknown head")]
    UnknownHead,
    /// The actor wrote changes that those heads have not seen; take a new actor epoch.
    #[error("the actor is used up at these heads")]
    ActorUsed,
    /// More changes stand side by side here than one change may follow, and too many of them touch this place.
    /// Any edit elsewhere, by anyone, draws some of them together.
    #[error("too many concurrent changes at this place")]
    Crowded,
    /// The change is over a limit.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// The change would not be taken by others.
    #[error(transparent)]
    Reference(#[from] RefError),
    /// The change would not fit.
    #[error(transparent)]
    Lineage(#[from] LineageError),
    /// Automerge refused or panicked.
    #[error("the document engine failed")]
    Engine,
}

impl Doc {
    /// Makes one change of these puts and takes it in. Its time is 0 and its message the nonce, which hides
    /// what its hash covers.
    ///
    /// # Errors
    /// [`EditError`]; limits are [`Limits::DEVICE`].
    pub fn edit(
        &mut self,
        actor: ActorId,
        nonce: Nonce,
        puts: &[Put],
    ) -> Result<NewChange, EditError> {
        self.edit_within(actor, nonce, puts, &Limits::DEVICE)
    }

    /// [`Doc::edit`] under other limits; for what the server writes itself.
    ///
    /// # Errors
    /// [`EditError`].
    pub fn edit_within(
        &mut self,
        actor: ActorId,
        nonce: Nonce,
        puts: &[Put],
        limits: &Limits,
    ) -> Result<NewChange, EditError> {
        let heads = self.heads();
        if u64::try_from(heads.len()).unwrap_or(u64::MAX) > limits.deps {
            // More heads than one change may name: it sees some of them, and so makes them one.
            let some = crowd::choose(self, &heads, limits.deps, actor, puts);
            let then = some.and_then(|heads| self.at(&heads));
            let change = then.ok_or(EditError::Crowded)?.edit_within(actor, nonce, puts, limits)?;
            let guarded = Guarded::new(change.bytes.clone(), limits)?;
            *self = self.applied(&[guarded]).map_err(|_| EditError::Engine)?;
            return Ok(change);
        }
        let change = make(&self.inner, actor, nonce, puts)?;
        // The copy in `make` is thrown away: what a device holds is always what these checks let through.
        let guarded = Guarded::new(change.bytes.clone(), limits)?;
        self.lineage(guarded.header())?;
        self.operations(&guarded)?;
        *self = self.applied(&[guarded]).map_err(|_| EditError::Engine)?;
        Ok(change)
    }

    /// A change made as if only `heads` were known, for a form that was opened then. The document stays as it
    /// is; take the change in like any other. `actor` must be new, or unused beyond `heads`.
    ///
    /// # Errors
    /// [`EditError`].
    pub fn edit_at(
        &self,
        heads: &[Hash],
        actor: ActorId,
        nonce: Nonce,
        puts: &[Put],
    ) -> Result<NewChange, EditError> {
        // Not Automerge's `transaction_at`: it changes the actor and counts from the whole document.
        let mut then = self.at(heads).ok_or(EditError::UnknownHead)?;
        if then.last_seq(actor) != self.last_seq(actor) {
            return Err(EditError::ActorUsed);
        }
        then.edit(actor, nonce, puts)
    }
}

/// The change that `puts` make of a copy of `inner`.
fn make(
    inner: &Automerge,
    actor: ActorId,
    nonce: Nonce,
    puts: &[Put],
) -> Result<NewChange, EditError> {
    let made = contained(|| {
        let mut copy = inner.clone();
        copy.set_actor(their_actor(actor));
        let mut tx = copy.transaction();
        puts.iter().try_for_each(|put| write(&mut tx, put))?;
        let options = CommitOptions::default().with_time(0).with_message(guard::message(nonce));
        if tx.pending_ops() == 0 {
            return Err(EditError::Nothing);
        }
        let hash = tx.commit_with(options).0;
        let change = hash.and_then(|hash| copy.get_change_by_hash(&hash));
        change.as_ref().and_then(NewChange::of).ok_or(EditError::Engine)
    });
    made.map_err(|_| EditError::Engine)?
}

fn write(tx: &mut Transaction<'_>, put: &Put) -> Result<(), EditError> {
    let place = || EditError::NoSuchPlace(put.path().clone());
    let (key, parents) = put.path().split_last().ok_or_else(place)?;
    if put.path().len() > super::DEPTH_MAX || key.is_empty() {
        return Err(place());
    }
    let map = find(tx, parents, ObjType::Map).ok_or_else(place)?;
    match put {
        Put::Map(path) => make_object(tx, &map, path, ObjType::Map).map(drop),
        Put::Text(path, text) => {
            let id = make_object(tx, &map, path, ObjType::Text)?;
            tx.splice_text(&id, 0, 0, text).map_err(failed)
        }
        Put::Set(path, value) => {
            let there = tx.get_all(&map, key.as_str()).map_err(failed)?;
            if there.iter().any(|(value, _)| value.is_object()) {
                return Err(EditError::Taken(path.clone()));
            }
            let value = automerge::ScalarValue::from(value);
            let shows = there.last().and_then(|(shown, _)| shown.as_scalar());
            if there.len() > 1 && shows == Some(&value) {
                // Automerge would answer the winner's own value by deleting the losers, and a delete is no choice: it
                // is refused by everybody. Another value between makes it a put over all of them.
                let other = if value == automerge::ScalarValue::Null {
                    automerge::ScalarValue::Boolean(false)
                } else {
                    automerge::ScalarValue::Null
                };
                tx.put(&map, key.as_str(), other).map_err(failed)?;
            }
            tx.put(&map, key.as_str(), value).map_err(failed)
        }
        Put::Splice { path, at, delete, insert } => {
            let id = find(tx, path, ObjType::Text).ok_or_else(place)?;
            let outside = || EditError::Position(path.clone());
            let count = isize::try_from(*delete).map_err(|_| outside())?;
            let within = at.checked_add(*delete).is_some_and(|end| end <= tx.length(&id));
            if !within {
                return Err(outside());
            }
            tx.splice_text(&id, *at, count, insert).map_err(failed)
        }
    }
}

/// Makes an object at a key that holds nothing.
fn make_object(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    path: &Path,
    kind: ObjType,
) -> Result<ObjId, EditError> {
    let key = path.last().map(String::as_str).unwrap_or_default();
    let there = tx.get(map, key).map_err(failed)?;
    if there.is_some() {
        return Err(EditError::Taken(path.clone()));
    }
    tx.put_object(map, key, kind).map_err(failed)
}

/// The object of `kind` at `path`, made in this edit or before.
fn find(tx: &Transaction<'_>, path: &[String], kind: ObjType) -> Option<ObjId> {
    let start = (automerge::ROOT, ObjType::Map);
    let found = path.iter().try_fold(start, |(at, held), key| {
        let value = (held == ObjType::Map).then(|| tx.get(&at, key.as_str()))?;
        match value.ok().flatten()? {
            (automerge::Value::Object(kind), id) => Some((id, kind)),
            (automerge::Value::Scalar(_), _) => None,
        }
    });
    found.filter(|(_, held)| *held == kind).map(|(id, _)| id)
}

fn failed(_: AutomergeError) -> EditError {
    EditError::Engine
}
