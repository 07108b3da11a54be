//! The table of rights: role x area x action. DOMAIN section 2 in code; the printed matrix comes from here.
use super::{Act, Area};
use crate::{document::DocType, role::Role};

/// Under which condition a cell of the table says yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Under none.
    Never,
    /// Under every condition.
    Always,
    /// If it is the actor's own, and released to them.
    Own,
    /// If the patient granted it to this trusted person.
    Granted,
    /// If a relation (clinic, membership, break-glass) leads to it.
    Related,
    /// If the actor takes part in the conversation, or belongs to the audience, by name.
    Member,
    /// If a reason in words is given; it is audited.
    Reasoned,
}

impl Rule {
    /// The stable word in the printed matrix.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "-",
            Self::Always => "yes",
            Self::Own => "own",
            Self::Granted => "granted",
            Self::Related => "related",
            Self::Member => "member",
            Self::Reasoned => "with reason",
        }
    }
}

/// The rule of one cell.
#[must_use]
pub const fn rule(role: Role, area: Area, act: Act) -> Rule {
    match area {
        // The server writes rows, imports and epochs; it decides nothing clinical.
        _ if matches!(role, Role::System) => system(act),
        Area::Document(kind) => document(role, kind, act),
        Area::Signed => signed(role, act),
        Area::Accounts | Area::Devices => people(role, act),
        Area::Audit => audit(role, act),
        Area::Review => review(role, act),
    }
}

const fn system(act: Act) -> Rule {
    match act {
        Act::Read | Act::Write | Act::Create | Act::Administer => Rule::Always,
        Act::Sign | Act::Propose => Rule::Never,
    }
}

const fn document(role: Role, kind: DocType, act: Act) -> Rule {
    match kind {
        DocType::Admin => admin(role, act),
        DocType::Chart => chart(role, act),
        DocType::Encounter => draft(role, act),
        DocType::Careplan => careplan(role, act),
        DocType::Diary => diary(role, act),
        DocType::Thread => thread(role, act),
        DocType::Sensitive => sensitive(role, act),
        DocType::Directory => directory(role, act),
        DocType::Schedule => schedule(role, act),
        // A device writes the audit of its own reads; nobody reads it as a document.
        DocType::Audit => match act {
            Act::Write => Rule::Always,
            Act::Read | Act::Create | Act::Sign | Act::Propose | Act::Administer => Rule::Never,
        },
    }
}

const fn admin(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::Patient, Act::Read | Act::Propose) => Rule::Own,
        (Role::TrustedPerson, Act::Read | Act::Propose) => Rule::Granted,
        (
            Role::Reception | Role::Nurse | Role::Doctor | Role::ClinicAdmin,
            Act::Read | Act::Write | Act::Create,
        )
        | (Role::PrivacyOfficer, Act::Read) => Rule::Related,
        _ => Rule::Never,
    }
}

const fn chart(role: Role, act: Act) -> Rule {
    match (role, act) {
        // Who registers a patient opens the empty chart too, and cannot look into it.
        (Role::Reception | Role::ClinicAdmin, Act::Create)
        | (Role::Nurse | Role::Doctor, Act::Read | Act::Write | Act::Create) => Rule::Related,
        (Role::Patient, Act::Read) => Rule::Own,
        (Role::TrustedPerson, Act::Read) => Rule::Granted,
        (Role::PrivacyOfficer, Act::Read) => Rule::Reasoned,
        _ => Rule::Never,
    }
}

const fn draft(role: Role, act: Act) -> Rule {
    match (role, act) {
        // Released reports reach the patient while still open, because release is per report.
        (Role::Patient, Act::Read) => Rule::Own,
        (Role::TrustedPerson, Act::Read) => Rule::Granted,
        (Role::Nurse | Role::Doctor, Act::Read | Act::Write | Act::Create)
        | (Role::Doctor, Act::Sign) => Rule::Related,
        (Role::PrivacyOfficer, Act::Read) => Rule::Reasoned,
        _ => Rule::Never,
    }
}

const fn signed(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::Patient, Act::Read) => Rule::Own,
        (Role::TrustedPerson, Act::Read) => Rule::Granted,
        // Writing after the signature means addenda: path rules refuse everything else.
        (Role::Nurse | Role::Doctor, Act::Read | Act::Write) | (Role::Doctor, Act::Sign) => {
            Rule::Related
        }
        (Role::PrivacyOfficer, Act::Read) => Rule::Reasoned,
        _ => Rule::Never,
    }
}

const fn careplan(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::Patient, Act::Read) => Rule::Own,
        (Role::TrustedPerson, Act::Read) => Rule::Granted,
        (Role::Nurse | Role::Doctor, Act::Read | Act::Write | Act::Create) => Rule::Related,
        (Role::PrivacyOfficer, Act::Read) => Rule::Reasoned,
        _ => Rule::Never,
    }
}

const fn diary(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::Patient, Act::Read | Act::Write | Act::Create) => Rule::Own,
        (Role::TrustedPerson, Act::Read | Act::Write) => Rule::Granted,
        (Role::Nurse | Role::Doctor, Act::Read)
        | (Role::Reception | Role::Nurse | Role::Doctor | Role::ClinicAdmin, Act::Create) => {
            Rule::Related
        }
        _ => Rule::Never,
    }
}

const fn thread(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::Patient, Act::Read | Act::Write | Act::Create) => Rule::Own,
        (Role::TrustedPerson, Act::Read | Act::Write) => Rule::Granted,
        // Reception takes part in administrative conversations only: nobody adds it to a clinical one.
        (Role::Reception, Act::Read | Act::Write | Act::Create) => Rule::Member,
        (Role::Nurse | Role::Doctor, Act::Read | Act::Write | Act::Create) => Rule::Related,
        _ => Rule::Never,
    }
}

const fn sensitive(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::Patient, Act::Read) => Rule::Own,
        (Role::TrustedPerson, Act::Read) => Rule::Granted,
        // Only those of its audience, named one by one: belonging to the clinic is not enough.
        (Role::Nurse | Role::Doctor, Act::Read | Act::Write) => Rule::Member,
        _ => Rule::Never,
    }
}

const fn directory(role: Role, act: Act) -> Rule {
    match (role, act) {
        (
            Role::Reception
            | Role::Nurse
            | Role::Doctor
            | Role::ClinicAdmin
            | Role::PrivacyOfficer
            | Role::It,
            Act::Read,
        ) => Rule::Related,
        (Role::ClinicAdmin, Act::Administer) => Rule::Always,
        _ => Rule::Never,
    }
}

const fn schedule(role: Role, act: Act) -> Rule {
    match (role, act) {
        (
            Role::Reception | Role::Nurse | Role::Doctor | Role::ClinicAdmin | Role::PrivacyOfficer,
            Act::Read,
        ) => Rule::Related,
        (Role::ClinicAdmin, Act::Administer) => Rule::Always,
        _ => Rule::Never,
    }
}

const fn people(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::ClinicAdmin | Role::It, Act::Read | Act::Write | Act::Create | Act::Administer)
        | (Role::PrivacyOfficer, Act::Read) => Rule::Always,
        // Everybody sees and revokes their own.
        (_, Act::Read | Act::Write) => Rule::Own,
        _ => Rule::Never,
    }
}

const fn audit(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::PrivacyOfficer | Role::ClinicAdmin, Act::Read) => Rule::Always,
        (Role::Patient | Role::Nurse | Role::Doctor, Act::Read) => Rule::Own,
        _ => Rule::Never,
    }
}

const fn review(role: Role, act: Act) -> Rule {
    match (role, act) {
        (Role::ClinicAdmin | Role::PrivacyOfficer, Act::Read | Act::Write) => Rule::Always,
        (Role::Nurse | Role::Doctor, Act::Read) => Rule::Own,
        _ => Rule::Never,
    }
}
