//! Who may do what: one pure function, the same on device and server. What is not allowed here is not allowed.
//!
//! [`decide`] alone makes a [`Permit`], and store functions that touch health data take one, so forgetting the
//! check does not compile. What a person may not see is answered as "not found" by callers, never as "forbidden".
//! Path rules ([`crate::document::paths`]) narrow a permit to write further, operation by operation.
use crate::{
    document::DocType,
    id::{DocId, UserId},
    role::{Purpose, Role},
    time::Timestamp,
};

mod act;
mod facts;
mod matrix;
mod table;

pub use act::{Act, Action, Administer, Create, Propose, Read, Sign, Write};
pub use facts::{
    Accounts, Actor, Area, Devices, Grant, Resource, ReviewQueue, State, Subject, Trail,
};
pub use matrix::matrix;
pub use table::{Rule, rule};

/// Version of the rules; carried by each permit and audit event, raised with every change of the table.
pub const REVISION: u16 = 1;

/// Why something is not allowed. Callers answer all of them alike to the person, and tell them apart in the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Another organisation's.
    #[error("another tenant")]
    Tenant,
    /// This role never may.
    #[error("not for this role")]
    Role,
    /// No stored right leads to it.
    #[error("no relation")]
    Relation,
    /// The right has ended.
    #[error("the right has ended")]
    Expired,
    /// Consent denies it.
    #[error("consent denies it")]
    Consent,
    /// Needs a reason in words.
    #[error("needs a reason")]
    Reason,
    /// The document's state does not allow it.
    #[error("not in this state")]
    State,
}

/// Proof that [`decide`] said yes to one action on one resource. Cannot be made, copied or stored otherwise.
#[derive(Debug)]
#[must_use]
pub struct Permit<A, R = Resource> {
    action: std::marker::PhantomData<A>,
    resource: R,
    actor: Actor,
}

impl<A, R> Permit<A, R> {
    /// What it is about.
    pub const fn resource(&self) -> &R {
        &self.resource
    }

    /// Who was permitted, at which moment and for which purpose.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Why.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.actor.purpose
    }

    /// The version of the rules that decided.
    #[must_use]
    pub const fn revision(&self) -> u16 {
        REVISION
    }
}

impl<A> Permit<A, Resource> {
    /// The document.
    #[must_use]
    pub const fn doc(&self) -> DocId {
        self.resource.doc
    }
}

/// Decides whether `actor` may do `action` to `resource`.
///
/// # Errors
/// [`Refusal`] with the first thing that speaks against it.
pub fn decide<A: Action, R: Subject>(
    actor: &Actor,
    _: A,
    resource: R,
) -> Result<Permit<A, R>, Refusal> {
    judge(actor, A::ACT, &resource)?;
    Ok(Permit { action: std::marker::PhantomData, resource, actor: *actor })
}

/// The decision without the proof.
fn judge(actor: &Actor, act: Act, resource: &impl Subject) -> Result<(), Refusal> {
    if actor.tenant != resource.tenant() {
        return Err(Refusal::Tenant);
    }
    let rule = table::rule(actor.role, resource.area(), act);
    if rule == Rule::Never {
        return Err(Refusal::Role);
    }
    match resource.document() {
        Some(document) => judge_document(actor, act, rule, document),
        None => judge_ownership(actor, rule, resource.owner()),
    }
}

fn judge_ownership(actor: &Actor, rule: Rule, owner: Option<UserId>) -> Result<(), Refusal> {
    match rule {
        Rule::Always => Ok(()),
        Rule::Own if owner == Some(actor.user) => Ok(()),
        Rule::Own | Rule::Related | Rule::Granted | Rule::Member | Rule::Never => {
            Err(Refusal::Relation)
        }
        Rule::Reasoned if actor.reasoned => Ok(()),
        Rule::Reasoned => Err(Refusal::Reason),
    }
}

fn judge_document(actor: &Actor, act: Act, rule: Rule, document: &Resource) -> Result<(), Refusal> {
    if document.state == State::Erased || (document.state == State::Frozen && act != Act::Read) {
        return Err(Refusal::State);
    }
    let own = actor.role == Role::Patient && actor.patient == document.patient;
    if document.denied && !own && actor.role != Role::System {
        return Err(Refusal::Consent);
    }
    match rule {
        Rule::Never => Err(Refusal::Role),
        Rule::Always => Ok(()),
        Rule::Own => own_document(actor, document),
        Rule::Granted => trusted(actor, act, document.grant),
        Rule::Related => related(actor, document.grant),
        Rule::Member if document.grant == Some(Grant::Member) => Ok(()),
        Rule::Member => Err(Refusal::Relation),
        Rule::Reasoned if actor.reasoned => Ok(()),
        Rule::Reasoned => Err(Refusal::Reason),
    }
}

/// The patient's own document, and released to the patient.
fn own_document(actor: &Actor, document: &Resource) -> Result<(), Refusal> {
    let is_theirs = actor.patient.is_some() && actor.patient == document.patient;
    match document.grant {
        Some(Grant::Own) if is_theirs => Ok(()),
        Some(Grant::Member) if is_theirs && document.kind == DocType::Thread => Ok(()),
        _ => Err(Refusal::Relation),
    }
}

fn trusted(actor: &Actor, act: Act, grant: Option<Grant>) -> Result<(), Refusal> {
    match grant {
        Some(Grant::Trusted { until: Some(end), .. }) if actor.at >= end => Err(Refusal::Expired),
        Some(Grant::Trusted { write, .. }) if act == Act::Read || write => Ok(()),
        Some(
            Grant::Trusted { .. }
            | Grant::Clinic
            | Grant::Team { .. }
            | Grant::Own
            | Grant::Member
            | Grant::Emergency { .. },
        )
        | None => Err(Refusal::Relation),
    }
}

/// A relation of staff: the clinic's audience, a team or membership, or break-glass while it lasts.
fn related(actor: &Actor, grant: Option<Grant>) -> Result<(), Refusal> {
    let within = |until: Timestamp| {
        if actor.at < until { Ok(()) } else { Err(Refusal::Expired) }
    };
    match grant {
        Some(Grant::Clinic | Grant::Team { until: None }) if actor.role.is_staff() => Ok(()),
        Some(Grant::Team { until: Some(until) }) if actor.role.is_staff() => within(until),
        Some(Grant::Member) => Ok(()),
        Some(Grant::Emergency { until }) if actor.role.is_clinician() => within(until),
        Some(
            Grant::Clinic
            | Grant::Team { .. }
            | Grant::Own
            | Grant::Trusted { .. }
            | Grant::Emergency { .. },
        )
        | None => Err(Refusal::Relation),
    }
}

#[cfg(test)]
mod tests;
