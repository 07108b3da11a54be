//! Step 5: the document's state, epoch and schema, and whether the writer may write it, at receipt.
use super::{Refusal, Stop, desk::DocWork, envelope::Prepared};
use crate::authz::{self, Facts, Subject};
use satchel_model::{
    document::{DocType, SCHEMA},
    id::GroupId,
    policy::{Permit, Write},
    time::Timestamp,
};
use satchel_protocol::{problem::ErrorCode, sync::DocState};

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
    now: Timestamp,
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
    if env.epoch < work.row.epoch {
        return Err(ErrorCode::EpochOld.into());
    }
    if env.epoch > work.row.epoch {
        return Err(Refusal::at(ErrorCode::Malformed, "epoch").into());
    }
    if env.schema < WRITER_MIN {
        return Err(ErrorCode::SchemaTooOld.into());
    }
    if env.schema > SCHEMA {
        return Err(ErrorCode::SchemaTooNew.into());
    }
    person(item, facts)?;
    lease(item, lease_ms)?;
    let subject = Subject::from(&work.row);
    if work.row.kind == DocType::Audit && work.row.doc.as_bytes() != env.device.as_bytes() {
        return Err(ErrorCode::ForbiddenDoc.into());
    }
    facts.write(&subject, &work.groups, now).map_err(|refusal| {
        let code = authz::code(refusal);
        if was_in(item, work, facts) { Stop::Review(code.into()) } else { code.into() }
    })
}

/// Whether the writer belonged to an audience of the document and did not know yet that this had ended: what was made in
/// good faith is for a person to decide.
fn was_in(item: &Prepared, work: &DocWork, facts: &Facts) -> bool {
    let unaware =
        |(group, at): &(GroupId, Timestamp)| work.groups.contains(group) && item.beacon_at <= *at;
    facts.left.iter().any(unaware)
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
