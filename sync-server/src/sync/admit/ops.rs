//! Step 7: what a change does, operation by operation with every reference proved, and whether its writer may do that.
//!
//! Never a diff: a put that loses at once is invisible there and can win later.
use super::{Refusal, Stop};
use satchel_model::{
    crdt::{Doc, Guarded, Path, RefError},
    document::{
        DocType,
        entry::Entry,
        paths::{self, PathRefusal, Writer},
    },
    policy::State,
};
use satchel_protocol::{problem::ErrorCode, sync::DocState};

/// The state as the path rules know it.
const fn state(state: DocState) -> State {
    match state {
        DocState::Live => State::Live,
        DocState::Final => State::Final,
        DocState::Frozen => State::Frozen,
        DocState::Erased => State::Erased,
    }
}

/// Judges every operation of a change and returns the paths it touches.
/// # Errors
/// `malformed` for a false reference, `forbidden_path`, `finalised`; held where the engine panicked.
pub fn change(
    kind: DocType,
    life: DocState,
    writer: &Writer,
    doc: &Doc,
    change: &Guarded,
) -> Result<Vec<Path>, Stop> {
    let ops = doc.operations(change).map_err(|error| match error {
        RefError::Panicked => Stop::Held(ErrorCode::FrozenDoc),
        RefError::TooLong => Refusal::at(ErrorCode::TooLarge, "text").into(),
        RefError::Actor
        | RefError::Object
        | RefError::Key
        | RefError::Predecessor
        | RefError::Element
        | RefError::Hides
        | RefError::Unsupported => Refusal::at(ErrorCode::Malformed, "reference").into(),
    })?;
    paths::allow_all(kind, state(life), writer, doc, &ops).map_err(refused)?;
    Ok(ops.into_iter().map(|op| op.path).collect())
}

/// Judges an entry.
/// # Errors
/// `forbidden_path`, `finalised`.
pub fn entry(kind: DocType, life: DocState, writer: &Writer, entry: &Entry) -> Result<(), Stop> {
    paths::allow_entry(kind, state(life), writer, entry).map_err(refused)
}

fn refused(refusal: PathRefusal) -> Stop {
    match refusal {
        PathRefusal::ForbiddenPath => ErrorCode::ForbiddenPath.into(),
        PathRefusal::Finalised => ErrorCode::Finalised.into(),
    }
}
