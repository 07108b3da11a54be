//! Step 5: the document's state, epoch and schema, and whether the writer may write it: at receipt, and at the last contact
//! with the server that the item knew of.
use super::{Refusal, Stop, desk::DocWork, envelope::Prepared};
use crate::authz::{self, Facts, Subject};
use satchel_model::{
    document::{DocType, SCHEMA},
    policy::{self, Permit, Write},
    time::Timestamp,
};
use satchel_protocol::{env::Env, problem::ErrorCode, sync::DocState};
use satchel_server_store::document::Document;

/// Oldest schema in which a device may still write a type.
const WRITER_MIN: u16 = 1;

/// Judges document and writer.
/// # Errors
/// [`Stop`]: refused, in review (work made past its lease), or held for a document under repair.
pub fn check(
    item: &Prepared,
    work: Option<&DocWork>,
    facts: &Facts,
    lease_ms: i64,
    times: Times,
) -> Result<Permit<Write>, Stop> {
    let env = &item.env;
    let work = work.ok_or(ErrorCode::ForbiddenDoc)?;
    if env.doc_type != work.row.kind.code() {
        return Err(ErrorCode::ForbiddenDoc.into());
    }
    match work.row.state {
        DocState::Erased => return Err(ErrorCode::Erased.into()),
        DocState::Frozen => return Err(Stop::Held(ErrorCode::FrozenDoc)),
        DocState::Live | DocState::Final => {}
    }
    if work.key.is_none() {
        // Its key is destroyed, whatever the row says: this database is older than the erasure.
        return Err(ErrorCode::Erased.into());
    }
    let right = may(work, facts, times);
    if env.epoch != work.row.epoch {
        // Whoever may not write it at all is told so: what waits for its next incarnation would wait for ever.
        return Err(match right {
            Err(refusal) if !was_in(work, facts, times) => authz::code(refusal).into(),
            Ok(_) | Err(_) => elsewhere(env, &work.row).into(),
        });
    }
    if env.schema < WRITER_MIN {
        return Err(ErrorCode::SchemaTooOld.into());
    }
    if env.schema > SCHEMA {
        return Err(ErrorCode::SchemaTooNew.into());
    }
    person(item, facts)?;
    lease(item, lease_ms)?;
    if work.row.kind == DocType::Audit && work.row.doc.as_bytes() != env.device.as_bytes() {
        return Err(ErrorCode::ForbiddenDoc.into());
    }
    right.map_err(|refusal| {
        let code = authz::code(refusal);
        if was_in(work, facts, times) { Stop::Review(code.into()) } else { code.into() }
    })
}

/// The refusal of an item of another incarnation than the one that is here.
fn elsewhere(env: &Env, row: &Document) -> Refusal {
    // A newer one is not known here, because this database was put back to a state before it. A device too old to write
    // the schema of the one that is here sends the command itself.
    let old = env.epoch < row.epoch && env.schema < row.schema;
    Refusal { code: ErrorCode::EpochOld, detail: old.then(|| "want_cmd".to_owned()) }
}

/// Whether the writer's right was lost after the last contact that the item knew of.
fn was_in(work: &DocWork, facts: &Facts, times: Times) -> bool {
    facts.was_in(&work.groups, &work.former, times.beacon)
}

/// The two moments at which a right must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When the item came.
    pub now: Timestamp,
    /// The newest contact with the server that the device can have had when it made the item.
    pub beacon: Timestamp,
}

/// A right that began after the item was made does not reach back to it.
fn may(work: &DocWork, facts: &Facts, times: Times) -> Result<Permit<Write>, policy::Refusal> {
    let subject = Subject::from(&work.row);
    if facts.memberships.iter().any(|(member, _)| member.since > times.beacon) {
        let earlier = facts.since(times.beacon);
        earlier.write(&subject, &work.groups, times.beacon).map(drop)?;
    }
    facts.write(&subject, &work.groups, times.now)
}

/// The person may work, and acts in the role they have.
/// # Errors
/// `forbidden_doc`.
pub fn person(item: &Prepared, facts: &Facts) -> Result<(), Refusal> {
    if facts.active && item.env.role == facts.role.code() {
        Ok(())
    } else {
        Err(Refusal::at(ErrorCode::ForbiddenDoc, "role"))
    }
}

/// Work made within the lease is taken whenever it comes; what claims to be made after it is for a person to decide.
/// # Errors
/// `lease_over`, in review.
pub fn lease(item: &Prepared, lease_ms: i64) -> Result<(), Stop> {
    if item.env.t_claim > item.beacon_at.plus_millis(lease_ms) {
        return Err(Stop::Review(ErrorCode::LeaseOver.into()));
    }
    Ok(())
}
