//! Facts that a decision is made from: who asks, what about, and which stored right leads there.
use crate::{
    document::DocType,
    id::{DocId, PatientId, TenantId, UserId},
    role::{Purpose, Role},
    time::Timestamp,
};

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
    /// A care team, a ward, or a look-up: the actor and the document are both in it.
    Team {
        /// End of the membership; none: until removed.
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
