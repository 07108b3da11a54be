//! Who may do what: one pure function, the same on device and server. What is not allowed here is not allowed.
//!
//! [`decide`] alone makes a [`Permit`], and store functions that touch health data take one, so forgetting the
//! check does not compile. What a person may not see is answered as "not found" by callers, never as "forbidden".
//! Path rules ([`crate::document::paths`]) narrow a permit to write further, operation by operation.
use crate::{
    document::DocType,
    id::{DocId, PatientId, TenantId, UserId},
    role::{Purpose, Role},
    time::Timestamp,
};

mod matrix;
mod table;

pub use matrix::matrix;
pub use table::{Rule, rule};

/// Version of the rules; carried by each permit and audit event, raised with every change of the table.
pub const REVISION: u16 = 1;

/// Who asks, with the facts that the caller has proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person, or the tenant where the server acts.
    pub user: UserId,
    /// What the person is.
    pub role: Role,
    /// Where.
    pub tenant: TenantId,
    /// The patient that this person is, or acts for.
    pub patient: Option<PatientId>,
    /// Why.
    pub purpose: Purpose,
    /// The moment to judge at: receipt, or the beacon time of an offline edit.
    pub at: Timestamp,
    /// Whether a reason in words was given and will be audited.
    pub reasoned: bool,
}

impl Actor {
    /// A person with the usual purpose of the role and no reason given.
    #[must_use]
    pub const fn new(user: UserId, role: Role, tenant: TenantId, at: Timestamp) -> Self {
        let purpose = Purpose::usual(role);
        Self { user, role, tenant, patient: None, purpose, at, reasoned: false }
    }
}

/// State of a document, as the server keeps it. Numbered because it is stored.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    minicbor::Encode,
    minicbor::Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Open to changes; for an encounter: a draft.
    #[default]
    #[n(1)]
    Live,
    /// Signed: addenda only.
    #[n(2)]
    Final,
    /// Under repair: nothing is accepted until a person looked.
    #[n(3)]
    Frozen,
    /// Its key is destroyed.
    #[n(4)]
    Erased,
}

impl State {
    /// The number in the database.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Live => 1,
            Self::Final => 2,
            Self::Frozen => 3,
            Self::Erased => 4,
        }
    }

    /// The state with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        [Self::Live, Self::Final, Self::Frozen, Self::Erased].into_iter().find(|s| s.code() == code)
    }
}

/// The strongest stored right that the actor has over the document. Grants are facts; a permit is the conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// The document belongs to the clinic's audience, and so does the actor.
    Clinic,
    /// The document is released to the patient, and the actor is that patient.
    Own,
    /// The patient granted it to this trusted person.
    Trusted {
        /// May write too, where the table lets trusted persons write.
        write: bool,
        /// End of the grant; none: until revoked.
        until: Option<Timestamp>,
    },
    /// The actor takes part in this conversation, or belongs to this audience.
    Member,
    /// Break-glass, until this moment.
    Emergency {
        /// End of the grant.
        until: Timestamp,
    },
}

/// A document, with the facts that the caller has looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource {
    /// Where it belongs.
    pub tenant: TenantId,
    /// Its id.
    pub doc: DocId,
    /// Its type.
    pub kind: DocType,
    /// Whom it is about; none for the clinic's own documents.
    pub patient: Option<PatientId>,
    /// Its state.
    pub state: State,
    /// The actor's stored right; none means no relation.
    pub grant: Option<Grant>,
    /// Whether consent denies this use; deny beats everything but the patient's own access.
    pub denied: bool,
}

/// What is asked for, as a type.
pub trait Action: Copy {
    /// The same as a value.
    const ACT: Act;
}

/// What is asked for, as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// See content.
    Read,
    /// Add or change content.
    Write,
    /// Bring a document into being.
    Create,
    /// Sign a note.
    Sign,
    /// Ask staff for a change.
    Propose,
    /// Administer users, devices and settings.
    Administer,
}

impl Act {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Write, Self::Create, Self::Sign, Self::Propose, Self::Administer];

    /// The stable word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Create => "create",
            Self::Sign => "sign",
            Self::Propose => "propose",
            Self::Administer => "administer",
        }
    }
}

/// Declares the actions as types.
macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident),*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;
        impl Action for $name {
            const ACT: Act = Act::$name;
        }
    )*};
}
actions! {
    /// See content.
    Read,
    /// Add or change content.
    Write,
    /// Bring a document into being.
    Create,
    /// Sign a note.
    Sign,
    /// Ask staff for a change.
    Propose,
    /// Administer users, devices and settings.
    Administer
}

/// What can be asked about: a document, the people and devices, or the audit log.
pub trait Subject {
    /// Which row of the table it is.
    fn area(&self) -> Area;
    /// The tenant it belongs to.
    fn tenant(&self) -> TenantId;
    /// The document's facts, if it is one.
    fn document(&self) -> Option<&Resource>;
    /// The person whose own it is, if it is somebody's.
    fn owner(&self) -> Option<UserId>;
}

/// A row of the table of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// A document that is open.
    Document(DocType),
    /// An encounter that is signed.
    Signed,
    /// Users, sign-ins, invitations.
    Accounts,
    /// Devices.
    Devices,
    /// The audit log.
    Audit,
    /// Changes that wait for a person's decision.
    Review,
}

impl Subject for Resource {
    fn area(&self) -> Area {
        match (self.kind, self.state) {
            (DocType::Encounter, State::Final) => Area::Signed,
            (kind, _) => Area::Document(kind),
        }
    }

    fn tenant(&self) -> TenantId {
        self.tenant
    }

    fn document(&self) -> Option<&Resource> {
        Some(self)
    }

    fn owner(&self) -> Option<UserId> {
        None
    }
}

/// Declares a subject that is no document: it has a tenant and perhaps an owner.
macro_rules! subjects {
    ($($(#[$meta:meta])* $name:ident => $area:expr),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name {
            /// Where it belongs.
            pub tenant: TenantId,
            /// The person whose own it is; none asks about everybody's.
            pub owner: Option<UserId>,
        }

        impl Subject for $name {
            fn area(&self) -> Area {
                $area
            }

            fn tenant(&self) -> TenantId {
                self.tenant
            }

            fn document(&self) -> Option<&Resource> {
                None
            }

            fn owner(&self) -> Option<UserId> {
                self.owner
            }
        }
    )*};
}
subjects! {
    /// Users, sign-ins, invitations.
    Accounts => Area::Accounts,
    /// Devices.
    Devices => Area::Devices,
    /// The audit log.
    Trail => Area::Audit,
    /// Changes that wait for a person's decision.
    ReviewQueue => Area::Review,
}

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
            | Grant::Own
            | Grant::Member
            | Grant::Emergency { .. },
        )
        | None => Err(Refusal::Relation),
    }
}

/// A relation of staff: the clinic's audience, membership, or break-glass while it lasts.
fn related(actor: &Actor, grant: Option<Grant>) -> Result<(), Refusal> {
    match grant {
        Some(Grant::Clinic) if actor.role.is_staff() => Ok(()),
        Some(Grant::Member) => Ok(()),
        Some(Grant::Emergency { until }) if actor.role.is_clinician() => {
            if actor.at < until {
                Ok(())
            } else {
                Err(Refusal::Expired)
            }
        }
        Some(Grant::Clinic | Grant::Own | Grant::Trusted { .. } | Grant::Emergency { .. })
        | None => Err(Refusal::Relation),
    }
}

#[cfg(test)]
mod tests;
