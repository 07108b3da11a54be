//! Step 6: a change builds only on accepted changes, and its numbers are exactly the next ones.
use super::{Refusal, Stop, desk::Desk};
use satchel_model::{
    crdt::{Doc, Guarded, LineageError},
    id::{DeviceId, DocId},
};
use satchel_protocol::{env::Env, problem::ErrorCode};

/// Judges a change's parents and numbers.
/// # Errors
/// `depends_on_rejected` if a parent was refused, else `missing_dep`, `seq_gap`, `lamport`, `equivocation`;
/// `actor_mismatch` if an older incarnation of the device's actor writes again.
pub fn check(desk: &Desk, env: &Env, doc: &Doc, change: &Guarded) -> Result<(), Stop> {
    incarnation(desk, env.doc, env.device, env.actor_epoch.unwrap_or(0))?;
    let refused = |code: ErrorCode| {
        let orphan = change.header().deps.iter().any(|d| desk.refused.contains(&(env.doc, *d)));
        if orphan { ErrorCode::DependsOnRejected.into() } else { Refusal::from(code) }
    };
    doc.lineage(change.header()).map_err(|error| refused(code(&error)).into())
}

/// The code under which a change that does not fit is refused.
#[must_use]
pub const fn code(error: &LineageError) -> ErrorCode {
    match error {
        LineageError::MissingDep => ErrorCode::MissingDep,
        LineageError::SeqGap => ErrorCode::SeqGap,
        LineageError::Lamport => ErrorCode::Lamport,
        LineageError::Equivocation => ErrorCode::Equivocation,
    }
}

/// A device that began a new actor in a document never goes back to an older one.
fn incarnation(desk: &Desk, doc: DocId, device: DeviceId, epoch: u32) -> Result<(), Refusal> {
    let newest = desk.docs.get(&doc).and_then(|work| {
        work.actors.values().filter(|a| a.device == device).map(|a| a.actor_epoch).max()
    });
    if newest.is_some_and(|newest| epoch < newest) {
        return Err(Refusal::at(ErrorCode::ActorMismatch, "actor_epoch"));
    }
    Ok(())
}
