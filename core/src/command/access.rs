//! The facts of a decision on this device, and the one call that decides.
use crate::{
    author::Author,
    error::CoreError,
    store::{
        Read, StoreError, cursor,
        document::{self, DocRow, DocState},
        grant,
    },
};
use satchel_model::{
    document::DocType,
    id::{DocId, PatientId},
    policy::{self, Action, Actor, Grant, Permit, Refusal, Resource, State},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::problem::ErrorCode;

/// Number of the reason "break-glass" of a held right.
const BREAK_GLASS: u8 = 4;

/// The person as policy sees them.
#[must_use]
pub const fn actor(author: &Author, now: Timestamp) -> Actor {
    let mut actor = Actor::new(author.user, author.role, author.tenant, now);
    actor.patient = author.patient;
    actor
}

/// A held document as policy sees it.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Value`] for a type this version does not know.
pub fn resource(read: &Read<'_>, author: &Author, row: &DocRow) -> Result<Resource, StoreError> {
    let kind = DocType::from_code(row.doc_type).ok_or(StoreError::Value("document type"))?;
    let held = grant::find(read, row.doc)?;
    Ok(Resource {
        tenant: author.tenant,
        doc: row.doc,
        kind,
        patient: row.patient,
        state: state(row.state),
        grant: right(author, row, held),
        denied: false,
    })
}

/// The right that a held document stands for: it came down because of one, or was made here.
fn right(author: &Author, row: &DocRow, held: Option<grant::Held>) -> Option<Grant> {
    if let Some(held) = held
        && held.reason == BREAK_GLASS
    {
        return held.until.map(|until| Grant::Emergency { until });
    }
    match author.role {
        Role::Patient if row.patient.is_some() && row.patient == author.patient => Some(Grant::Own),
        Role::TrustedPerson => held.map(|held| Grant::Trusted { write: true, until: held.until }),
        role if role.is_staff() => match held.and_then(|held| held.until) {
            Some(end) => Some(Grant::Team { until: Some(end) }),
            None => Some(Grant::Clinic),
        },
        _ => None,
    }
}

/// The document's state in policy's words.
#[must_use]
pub const fn state(state: DocState) -> State {
    match state {
        DocState::Live | DocState::ReadOnly | DocState::Unreadable => State::Live,
        DocState::Final => State::Final,
        DocState::Frozen => State::Frozen,
        DocState::Erased => State::Erased,
    }
}

/// The document, and proof that the person may look into it.
///
/// # Errors
/// [`CoreError::NotFound`] if it is not held or not for this person: the two are not told apart.
pub fn may_read(
    read: &Read<'_>,
    author: &Author,
    doc: DocId,
    now: Timestamp,
) -> Result<(DocRow, Permit<policy::Read>), CoreError> {
    let row = document::find(read, doc)?.ok_or(CoreError::NotFound)?;
    let permit = decide(read, author, &row, policy::Read, now).map_err(|_| CoreError::NotFound)?;
    Ok((row, permit))
}

/// Whether the person may see that this patient exists.
///
/// # Errors
/// [`CoreError::NotFound`] if the patient is not held or not for this person.
pub fn knows(
    read: &Read<'_>,
    author: &Author,
    patient: PatientId,
    now: Timestamp,
) -> Result<(), CoreError> {
    may_read(read, author, DocId::from_bytes(*patient.as_bytes()), now).map(drop)
}

/// Proof that the person may change the document now.
///
/// # Errors
/// [`CoreError::NotFound`] if they may not even look, [`CoreError::Forbidden`] if they may only look,
/// [`CoreError::DocState`] if nobody may now.
pub fn may_write(
    read: &Read<'_>,
    author: &Author,
    row: &DocRow,
    now: Timestamp,
) -> Result<Permit<policy::Write>, CoreError> {
    match row.state {
        DocState::Erased => return Err(CoreError::DocState(ErrorCode::Erased)),
        DocState::Unreadable => return Err(CoreError::DocState(ErrorCode::StoreCorrupt)),
        DocState::ReadOnly => return Err(CoreError::Forbidden("grant")),
        DocState::Live | DocState::Final | DocState::Frozen => {}
    }
    decide(read, author, row, policy::Write, now).map_err(|refused| match refused {
        Refusal::State => CoreError::DocState(ErrorCode::FrozenDoc),
        _ if decide(read, author, row, policy::Read, now).is_ok() => CoreError::Forbidden("role"),
        _ => CoreError::NotFound,
    })
}

/// Proof that the person may bring this document into being.
///
/// # Errors
/// [`CoreError::Forbidden`].
pub fn may_create(
    read: &Read<'_>,
    author: &Author,
    row: &DocRow,
    now: Timestamp,
) -> Result<Permit<policy::Create>, CoreError> {
    decide(read, author, row, policy::Create, now).map_err(|_| CoreError::Forbidden("role"))
}

fn decide<A: Action>(
    read: &Read<'_>,
    author: &Author,
    row: &DocRow,
    action: A,
    now: Timestamp,
) -> Result<Permit<A>, Refusal> {
    let resource = resource(read, author, row).map_err(|_| Refusal::State)?;
    let ends = matches!(
        resource.grant,
        Some(
            Grant::Team { until: Some(_) }
                | Grant::Trusted { until: Some(_), .. }
                | Grant::Emergency { .. }
        )
    );
    // Server time seen counts if the device's clock stands before it: setting a clock back prolongs no right.
    let seen = if ends { cursor::get(read).map_err(|_| Refusal::State)?.beacon_at } else { now };
    policy::decide(&actor(author, now.max(seen)), action, resource)
}

#[cfg(test)]
mod tests;
