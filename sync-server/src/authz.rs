//! The server's only caller of the policy: gathers what is known about a person and a document, and asks.
use satchel_model::{
    document::DocType,
    id::{DocId, GroupId, PatientId, TenantId, UserId},
    policy::{self, Act, Area, Create, Grant, Permit, Read, Refusal, Resource, Rule, State, Write},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    problem::ErrorCode,
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    Tx,
    document::Document,
    grant::{self, GroupKind, Membership},
    user,
};

use crate::http::problem::Failure;

/// What is known about a person at one moment.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The person.
    pub user: UserId,
    /// The organisation.
    pub tenant: TenantId,
    /// Their role.
    pub role: Role,
    /// The patient they are, or speak for.
    pub patient: Option<PatientId>,
    /// Whether they may work at all.
    pub active: bool,
    /// The audiences they are in.
    pub memberships: Vec<Membership>,
    /// The audiences they were taken out of, each with the last time.
    pub left: Vec<(GroupId, Timestamp)>,
}

/// A document to be judged: stored, or about to be made.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Its id.
    pub doc: DocId,
    /// Its type.
    pub kind: DocType,
    /// The patient it is about.
    pub patient: Option<PatientId>,
    /// Its state.
    pub state: DocState,
}

impl From<&Document> for Subject {
    fn from(row: &Document) -> Self {
        Self { doc: row.doc, kind: row.kind, patient: row.patient, state: row.state }
    }
}

/// Gathers what is known about a person at `at`; `None` for nobody.
/// # Errors
/// A store failure.
pub async fn facts(tx: &mut Tx, user: UserId, at: Timestamp) -> Result<Option<Facts>, Failure> {
    Ok(facts_of(tx, &[user], at).await?.pop())
}

/// Gathers what is known about several people at `at`, in order of id; nobody is missing but those who do not exist.
/// Asked together, because each question of its own is a way to the database and back.
/// # Errors
/// A store failure.
pub async fn facts_of(tx: &mut Tx, users: &[UserId], at: Timestamp) -> Result<Vec<Facts>, Failure> {
    let people = user::some(tx, users).await?;
    let memberships = grant::memberships_of(tx, users, at).await?;
    let left = grant::left_by(tx, users, at).await?;
    let facts = |person: user::User| Facts {
        user: person.user,
        tenant: person.tenant,
        role: person.role,
        patient: person.patient,
        active: person.active,
        memberships: memberships.iter().filter(|(m, _)| m.user == person.user).copied().collect(),
        left: left
            .iter()
            .filter(|(user, ..)| *user == person.user)
            .map(|(_, group, at)| (*group, *at))
            .collect(),
    };
    Ok(people.into_iter().map(facts).collect())
}

impl Facts {
    /// The server itself, as an actor.
    #[must_use]
    pub fn server(tenant: TenantId) -> Self {
        Self {
            user: UserId::from_bytes(*tenant.as_bytes()),
            tenant,
            role: Role::System,
            patient: None,
            active: true,
            memberships: Vec::new(),
            left: Vec::new(),
        }
    }

    fn actor(&self, at: Timestamp) -> policy::Actor {
        let actor = policy::Actor::new(self.user, self.role, self.tenant, at);
        policy::Actor { patient: self.patient, ..actor }
    }

    /// The strongest right over a document that `groups` see: one without an end before one that ends, the later end
    /// before the earlier, the person's own and the clinic's before a team's, anything before break-glass.
    fn grant(&self, groups: &[GroupId]) -> Option<Grant> {
        let through = self.memberships.iter().filter(|(member, _)| groups.contains(&member.group));
        let strength = |(member, kind): &&Membership| {
            let rank = match kind {
                GroupKind::Clinic | GroupKind::PatientSelf(_) => 2,
                GroupKind::CareTeam(_) | GroupKind::Ward(_) | GroupKind::LookUp(_) => 1,
                GroupKind::BreakGlass(_) => 0_u8,
            };
            (member.until.is_none(), rank, member.until)
        };
        let (member, kind) = through.max_by_key(strength)?;
        match (kind, self.role) {
            (GroupKind::Clinic, _) => Some(Grant::Clinic),
            (GroupKind::PatientSelf(_), Role::TrustedPerson) => {
                Some(Grant::Trusted { write: true, until: member.until })
            }
            (GroupKind::PatientSelf(_), _) => Some(Grant::Own),
            (GroupKind::CareTeam(_) | GroupKind::Ward(_) | GroupKind::LookUp(_), _) => {
                Some(Grant::Team { until: member.until })
            }
            // Without an end it is no break-glass.
            (GroupKind::BreakGlass(_), _) => member.until.map(|until| Grant::Emergency { until }),
        }
    }

    /// End and reason of the right through `groups`, as they are told to a device.
    #[must_use]
    pub fn told(&self, groups: &[GroupId]) -> (Option<Timestamp>, GrantReason) {
        match self.grant(groups) {
            Some(Grant::Own) => (None, GrantReason::Released),
            Some(Grant::Trusted { until, .. }) => (until, GrantReason::Proxy),
            Some(Grant::Emergency { until }) => (Some(until), GrantReason::BreakGlass),
            Some(Grant::Team { until }) => (until, GrantReason::Team),
            Some(Grant::Clinic | Grant::Member) | None => (None, GrantReason::Team),
        }
    }

    /// Whether the person and a document were in one audience and this ended, for one of them, no earlier than `beacon`: what
    /// they wrote without knowing of the end was written in good faith.
    #[must_use]
    pub fn was_in(
        &self,
        groups: &[GroupId],
        former: &[(GroupId, Timestamp)],
        beacon: Timestamp,
    ) -> bool {
        let unaware = |(_, at): &&(GroupId, Timestamp)| beacon <= *at;
        let went = |group: &GroupId| former.iter().filter(unaware).any(|(g, _)| g == group);
        let saw = |group: &GroupId| groups.contains(group) || went(group);
        let still_in = self.memberships.iter().any(|(member, _)| went(&member.group));
        still_in || self.left.iter().filter(unaware).any(|(group, _)| saw(group))
    }

    /// The same person as of an earlier moment: without what they came into since.
    #[must_use]
    pub fn since(&self, at: Timestamp) -> Self {
        let memberships = self.memberships.iter().filter(|(m, _)| m.since <= at);
        Self { memberships: memberships.copied().collect(), ..self.clone() }
    }

    fn resource(&self, subject: &Subject, groups: &[GroupId]) -> Resource {
        Resource {
            tenant: self.tenant,
            doc: subject.doc,
            kind: subject.kind,
            patient: subject.patient,
            state: match subject.state {
                DocState::Live => State::Live,
                DocState::Final => State::Final,
                DocState::Frozen => State::Frozen,
                DocState::Erased => State::Erased,
            },
            grant: self.grant(groups),
            denied: false,
        }
    }

    /// Whether the person may read a document that `groups` see.
    /// # Errors
    /// [`Refusal`]; answered as "no such document".
    pub fn read(
        &self,
        subject: &Subject,
        groups: &[GroupId],
        at: Timestamp,
    ) -> Result<Permit<Read>, Refusal> {
        policy::decide(&self.actor(at), Read, self.resource(subject, groups))
    }

    /// Whether the person may write to a document that `groups` see.
    /// # Errors
    /// [`Refusal`]; answered as "no such document".
    pub fn write(
        &self,
        subject: &Subject,
        groups: &[GroupId],
        at: Timestamp,
    ) -> Result<Permit<Write>, Refusal> {
        policy::decide(&self.actor(at), Write, self.resource(subject, groups))
    }

    /// Whether the person may make a document that `groups` will see.
    /// # Errors
    /// [`Refusal`].
    pub fn create(
        &self,
        subject: &Subject,
        groups: &[GroupId],
        at: Timestamp,
    ) -> Result<Permit<Create>, Refusal> {
        policy::decide(&self.actor(at), Create, self.resource(subject, groups))
    }

    /// The types of which the person may read at least some documents without giving a reason.
    #[must_use]
    pub fn readable(&self) -> Vec<DocType> {
        let reads = |kind: &DocType| match policy::rule(self.role, Area::Document(*kind), Act::Read)
        {
            Rule::Always | Rule::Own | Rule::Granted | Rule::Related | Rule::Member => true,
            Rule::Never | Rule::Reasoned => false,
        };
        DocType::ALL.into_iter().filter(reads).collect()
    }

    /// The audiences in which the person is.
    #[must_use]
    pub fn groups(&self) -> Vec<GroupId> {
        self.memberships.iter().map(|(member, _)| member.group).collect()
    }
}

/// The code under which a refusal to write is told: what one may not see does not exist.
#[must_use]
pub const fn code(refusal: Refusal) -> ErrorCode {
    match refusal {
        Refusal::State => ErrorCode::FrozenDoc,
        Refusal::Tenant
        | Refusal::Role
        | Refusal::Relation
        | Refusal::Expired
        | Refusal::Consent
        | Refusal::Reason => ErrorCode::ForbiddenDoc,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_server_store::{Position, grant::Member};

    fn person(role: Role, kind: GroupKind) -> Facts {
        let member = Member {
            group: GroupId::from_bytes([1; 16]),
            user: UserId::from_bytes([2; 16]),
            role,
            since: Timestamp::default(),
            until: None,
            since_pos: Position::ZERO,
        };
        Facts {
            user: member.user,
            tenant: TenantId::from_bytes([3; 16]),
            role,
            patient: Some(PatientId::from_bytes([4; 16])),
            active: true,
            memberships: vec![(member, kind)],
            left: Vec::new(),
        }
    }

    fn chart() -> Subject {
        Subject {
            doc: DocId::from_bytes([5; 16]),
            kind: DocType::Chart,
            patient: Some(PatientId::from_bytes([4; 16])),
            state: DocState::Live,
        }
    }

    #[test]
    fn a_right_needs_a_group_that_sees_the_document() {
        let (seen, other) = ([GroupId::from_bytes([1; 16])], [GroupId::from_bytes([9; 16])]);
        let nurse = person(Role::Nurse, GroupKind::Clinic);
        let at = Timestamp::default();
        assert!(nurse.write(&chart(), &seen, at).is_ok());
        assert_eq!(nurse.write(&chart(), &other, at).err(), Some(Refusal::Relation));
        let reception = person(Role::Reception, GroupKind::Clinic);
        assert_eq!(reception.read(&chart(), &seen, at).err(), Some(Refusal::Role));
        assert!(reception.create(&chart(), &seen, at).is_ok());
        let patient = person(Role::Patient, GroupKind::PatientSelf(PatientId::from_bytes([4; 16])));
        assert!(patient.read(&chart(), &seen, at).is_ok());
        assert!(patient.write(&chart(), &seen, at).is_err());
        let foreign = Subject { patient: Some(PatientId::from_bytes([8; 16])), ..chart() };
        assert!(patient.read(&foreign, &seen, at).is_err(), "another patient's document");
    }

    #[test]
    fn the_strongest_of_several_rights_counts() {
        let (team, clinic) = (GroupId::from_bytes([1; 16]), GroupId::from_bytes([6; 16]));
        let mut doctor = person(Role::Doctor, GroupKind::LookUp(PatientId::from_bytes([4; 16])));
        let end = Timestamp::from_millis(9);
        doctor.memberships[0].0.until = Some(end);
        assert_eq!(doctor.told(&[team]), (Some(end), GrantReason::Team));
        let mut lasting = doctor.memberships[0];
        lasting.0.group = clinic;
        lasting.0.until = None;
        lasting.1 = GroupKind::Clinic;
        doctor.memberships.insert(0, lasting);
        assert_eq!(doctor.told(&[team, clinic]), (None, GrantReason::Team));
        assert_eq!(doctor.told(&[team]), (Some(end), GrantReason::Team));
        assert!(doctor.read(&chart(), &[team], Timestamp::from_millis(8)).is_ok());
        assert_eq!(doctor.read(&chart(), &[team], end).err(), Some(Refusal::Expired));
        let mut glass = person(Role::Doctor, GroupKind::BreakGlass(PatientId::from_bytes([4; 16])));
        assert!(glass.read(&chart(), &[team], Timestamp::default()).is_err(), "without an end");
        glass.memberships[0].0.until = Some(end);
        assert_eq!(glass.told(&[team]), (Some(end), GrantReason::BreakGlass));
    }

    #[test]
    fn a_right_that_came_later_is_none_of_an_earlier_moment() {
        let seen = [GroupId::from_bytes([1; 16])];
        let mut nurse = person(Role::Nurse, GroupKind::CareTeam(seen[0]));
        let at = Timestamp::from_millis(5);
        nurse.memberships[0].0.since = at;
        assert!(nurse.since(at).write(&chart(), &seen, at).is_ok());
        let before = nurse.since(Timestamp::from_millis(4));
        assert_eq!(before.write(&chart(), &seen, at).err(), Some(Refusal::Relation));
    }

    #[test]
    fn reception_and_it_are_sent_no_charts() {
        let types = |role| person(role, GroupKind::Clinic).readable();
        assert!(types(Role::Doctor).contains(&DocType::Chart));
        assert!(!types(Role::Reception).contains(&DocType::Chart));
        assert!(types(Role::Reception).contains(&DocType::Admin));
        assert!(!types(Role::It).contains(&DocType::Admin));
        for role in [Role::Patient, Role::Doctor, Role::PrivacyOfficer, Role::It] {
            assert!(!types(role).contains(&DocType::Audit), "{role:?}");
        }
    }

    #[test]
    fn a_frozen_document_is_told_apart_from_a_forbidden_one() {
        assert_eq!(code(Refusal::State), ErrorCode::FrozenDoc);
        assert_eq!(code(Refusal::Role), ErrorCode::ForbiddenDoc);
        assert_eq!(code(Refusal::Consent), ErrorCode::ForbiddenDoc);
    }
}
