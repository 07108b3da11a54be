//! Path rules: which role may do what at which place of a document, judged per decoded operation before it is applied.
//!
//! **Why operations and not a diff:** a losing concurrent put is invisible in a diff and can win later.
//! Strict on purpose: what is unknown is refused, for loosening later is free and tightening later is not.
use super::{
    DocType,
    entry::Entry,
    merge::field_of,
    register::{self, Group, Register, Tick},
    schema::Value,
};
use crate::{
    crdt::{Action, Doc, Operation, Scalar},
    id::{ItemId, UserId},
    policy::State,
    role::Role,
};

mod table;

pub use table::{Deed, ENTRIES, EntryRule, Place, entry_rule, matrix};

/// Why an operation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PathRefusal {
    /// This role may not do this here, or nobody may.
    #[error("not allowed at this path")]
    ForbiddenPath,
    /// The note is signed: make an addendum.
    #[error("the document is final")]
    Finalised,
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    /// Person role.
    pub role: Role,
    /// The person.
    pub user: UserId,
}

/// Longest key of a keyed root, in bytes.
pub const KEY_MAX: usize = 100;

/// Judges one operation by document type, state, role, path and action.
///
/// Owner and first-writer rules need the document: use [`allow_all`] for a whole change.
/// # Errors
/// [`PathRefusal`].
pub fn allow(kind: DocType, state: State, role: Role, op: &Operation) -> Result<(), PathRefusal> {
    match state {
        State::Live => {}
        State::Final => return Err(PathRefusal::Finalised),
        State::Frozen | State::Erased => return Err(PathRefusal::ForbiddenPath),
    }
    let (Some(place), Some(deed)) = (Place::of(kind, &op.path), Deed::of(op)) else {
        return Err(PathRefusal::ForbiddenPath);
    };
    let key = op.path.get(1).map_or("", String::as_str);
    let is_named = match place {
        Place::Item(_) => is_item_key(key),
        Place::Key(_) => (1..=KEY_MAX).contains(&key.len()),
        Place::Field(..) => true,
    };
    if is_named && place.takes(deed) && place.is_for(role) {
        Ok(())
    } else {
        Err(PathRefusal::ForbiddenPath)
    }
}

/// A new item's key is the text of a fresh UUIDv7, written in the one usual way.
fn is_item_key(key: &str) -> bool {
    key.parse::<ItemId>().is_ok_and(|id| id.to_string() == key && id.uuid().get_version_num() == 7)
}

/// Judges all operations of one change beside the document they were written on.
///
/// Beyond [`allow`]: items are made under keys nobody used; an author names nobody but themself; a diary entry is
/// voided by its author alone; only the server starts an import.
/// # Errors
/// [`PathRefusal`] of the first operation that is refused.
pub fn allow_all(
    kind: DocType,
    state: State,
    writer: &Writer,
    base: &Doc,
    ops: &[Operation],
) -> Result<(), PathRefusal> {
    for op in ops {
        allow(kind, state, writer.role, op)?;
        let path: Vec<&str> = op.path.iter().map(String::as_str).collect();
        if !is_free(base, &path, op) || !is_own(kind, writer, base, &path, op) {
            return Err(PathRefusal::ForbiddenPath);
        }
    }
    Ok(())
}

/// New items lie where nothing was. Fields written once need no question here: their item is new.
fn is_free(base: &Doc, path: &[&str], op: &Operation) -> bool {
    op.action != Action::MakeMap || (base.keys(path).is_empty() && base.all(path).is_empty())
}

/// Whoever is named as author is the writer; a patient voids only what they wrote.
fn is_own(kind: DocType, writer: &Writer, base: &Doc, path: &[&str], op: &Operation) -> bool {
    if writer.role == Role::System {
        return true;
    }
    let Action::Set(value) = &op.action else { return true };
    let Some(field) = field_of(kind, path) else { return false };
    if path == ["encounter", "kind"] && value.as_str() == Some("import") {
        return false;
    }
    let me = writer.user.to_string();
    let names_me = match field.value {
        Value::Author => value.as_str() == Some(&me),
        Value::Register(Register::Entry) => {
            group::<register::Entry>(value).is_some_and(|e| e.by == me)
        }
        Value::Register(Register::Tick) => group::<Tick>(value).is_some_and(|t| t.by == me),
        // The source of an import is the server's to say.
        Value::Register(Register::Source) => false,
        Value::Text
        | Value::Str(_)
        | Value::Code(_)
        | Value::Date
        | Value::Instant
        | Value::Bool
        | Value::Int
        | Value::User
        | Value::Id
        | Value::Register(_) => true,
    };
    names_me && (kind != DocType::Diary || op.creates_under || is_author(base, path, &me))
}

fn group<G: Group>(value: &Scalar) -> Option<G> {
    G::from_text(value.as_str()?).ok()
}

/// Whether `me` made the item at `path`; keyed roots have no author to ask.
fn is_author(base: &Doc, path: &[&str], me: &str) -> bool {
    match path {
        [root, id, _] => base.value(&[root, id, "by"]).is_some_and(|by| by.as_str() == Some(me)),
        _ => true,
    }
}

/// Judges a log entry by document type, state and writer.
///
/// # Errors
/// [`PathRefusal::ForbiddenPath`]; the author an entry names must be the writer.
pub fn allow_entry(
    kind: DocType,
    state: State,
    writer: &Writer,
    entry: &Entry,
) -> Result<(), PathRefusal> {
    let open = state == State::Live || (state == State::Final && kind != DocType::Thread);
    let fits = entry_rule(kind, entry)
        .is_some_and(|rule| writer.role == Role::System || rule.writers.contains(&writer.role));
    let own = writer.role == Role::System || entry.by() == writer.user;
    if open && fits && own { Ok(()) } else { Err(PathRefusal::ForbiddenPath) }
}

#[cfg(test)]
mod tests;
