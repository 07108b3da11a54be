use super::*;
use crate::{
    id::{PatientId, TenantId},
    time::Timestamp,
};

const T: TenantId = TenantId::from_bytes([1; 16]);
const ME: UserId = UserId::from_bytes([2; 16]);
const PATIENT: PatientId = PatientId::from_bytes([3; 16]);
const NOW: Timestamp = Timestamp::from_millis(1_000);
const LATER: Timestamp = Timestamp::from_millis(1_001);

/// The right person of a role: relation, reason and patient as that role has them.
const fn right(role: Role) -> Actor {
    let mut actor = Actor::new(ME, role, T, NOW);
    actor.reasoned = true;
    if matches!(role, Role::Patient) {
        actor.patient = Some(PATIENT);
    }
    actor
}

const fn usual_grant(role: Role, kind: DocType) -> Option<Grant> {
    match role {
        Role::Reception | Role::Nurse | Role::Doctor
            if matches!(kind, DocType::Thread | DocType::Sensitive) =>
        {
            Some(Grant::Member)
        }
        Role::Patient => Some(Grant::Own),
        Role::TrustedPerson => Some(Grant::Trusted { write: true, until: Some(LATER) }),
        Role::System => None,
        Role::Reception
        | Role::Nurse
        | Role::Doctor
        | Role::ClinicAdmin
        | Role::PrivacyOfficer
        | Role::It => Some(Grant::Clinic),
    }
}

const fn document(kind: DocType, state: State, grant: Option<Grant>) -> Resource {
    Resource {
        tenant: T,
        doc: DocId::from_bytes([4; 16]),
        kind,
        patient: Some(PATIENT),
        state,
        grant,
        denied: false,
    }
}

/// Every cell that is about documents: role, type, state, action.
fn cells() -> Vec<(Role, DocType, State, Act)> {
    let mut out = Vec::new();
    for role in Role::ALL {
        for kind in DocType::ALL {
            for state in [State::Live, State::Final] {
                out.extend(Act::ALL.map(|act| (role, kind, state, act)));
            }
        }
    }
    out
}

fn cell_rule(role: Role, resource: &Resource, act: Act) -> Rule {
    rule(role, resource.area(), act)
}

#[test]
fn the_right_person_may_in_every_cell_that_is_not_never() {
    for (role, kind, state, act) in cells() {
        let resource = document(kind, state, usual_grant(role, kind));
        let rule = cell_rule(role, &resource, act);
        let answer = judge(&right(role), act, &resource);
        let want = if rule == Rule::Never { Err(Refusal::Role) } else { Ok(()) };
        assert_eq!(answer, want, "{} {} {state:?} {}", role.name(), kind.name(), act.name());
    }
}

#[test]
fn the_wrong_person_is_refused_in_every_cell() {
    for (role, kind, state, act) in cells() {
        let resource = document(kind, state, usual_grant(role, kind));
        let at = format!("{} {} {state:?} {}", role.name(), kind.name(), act.name());
        let mut elsewhere = right(role);
        elsewhere.tenant = TenantId::from_bytes([9; 16]);
        assert_eq!(judge(&elsewhere, act, &resource), Err(Refusal::Tenant), "{at}");
        let wrong = match cell_rule(role, &resource, act) {
            Rule::Never => judge(&right(role), act, &resource),
            Rule::Always => Err(Refusal::Role),
            Rule::Own => {
                let mut other = right(role);
                other.patient = Some(PatientId::from_bytes([8; 16]));
                judge(&other, act, &resource)
            }
            Rule::Granted | Rule::Related | Rule::Member => {
                judge(&right(role), act, &document(kind, state, None))
            }
            Rule::Reasoned => {
                let mut silent = right(role);
                silent.reasoned = false;
                judge(&silent, act, &resource)
            }
        };
        assert!(wrong.is_err(), "{at}");
    }
}

#[test]
fn the_cells_are_those_of_the_domain() {
    use DocType::{Admin, Chart, Diary, Encounter, Thread};
    let may = |role, kind, state, act| {
        judge(&right(role), act, &document(kind, state, usual_grant(role, kind))).is_ok()
    };
    let live = |role, kind, act| may(role, kind, State::Live, act);
    // admin
    assert!(live(Role::Patient, Admin, Act::Read) && live(Role::Patient, Admin, Act::Propose));
    assert!(!live(Role::Patient, Admin, Act::Write));
    assert!(live(Role::Reception, Admin, Act::Write));
    assert!(!live(Role::PrivacyOfficer, Admin, Act::Write) && !live(Role::It, Admin, Act::Read));
    // chart
    assert!(!live(Role::Reception, Chart, Act::Read) && !live(Role::ClinicAdmin, Chart, Act::Read));
    assert!(live(Role::Nurse, Chart, Act::Write) && !live(Role::Patient, Chart, Act::Write));
    assert!(live(Role::PrivacyOfficer, Chart, Act::Read));
    // encounter
    assert!(live(Role::Doctor, Encounter, Act::Sign) && !live(Role::Nurse, Encounter, Act::Sign));
    assert!(may(Role::Nurse, Encounter, State::Final, Act::Write));
    assert!(!live(Role::Reception, Encounter, Act::Read));
    // diary, thread
    assert!(live(Role::Patient, Diary, Act::Write) && !live(Role::Doctor, Diary, Act::Write));
    assert!(live(Role::Doctor, Diary, Act::Read) && !live(Role::Reception, Diary, Act::Read));
    assert!(live(Role::Patient, Thread, Act::Write) && !live(Role::ClinicAdmin, Thread, Act::Read));
    // IT sees no clinical document
    for kind in [Admin, Chart, Encounter, Diary, Thread, DocType::Careplan, DocType::Sensitive] {
        assert!(Act::ALL.into_iter().all(|act| !live(Role::It, kind, act)), "{}", kind.name());
    }
}

#[test]
fn belonging_to_the_clinic_opens_no_restricted_document_and_no_conversation_to_reception() {
    for (role, kind) in [
        (Role::Doctor, DocType::Sensitive),
        (Role::Nurse, DocType::Sensitive),
        (Role::Reception, DocType::Thread),
    ] {
        let clinic = document(kind, State::Live, Some(Grant::Clinic));
        assert_eq!(judge(&right(role), Act::Read, &clinic), Err(Refusal::Relation));
        let glass = document(kind, State::Live, Some(Grant::Emergency { until: LATER }));
        assert_eq!(judge(&right(role), Act::Read, &glass), Err(Refusal::Relation));
    }
}

#[test]
fn an_expired_grant_is_refused_at_its_very_end() {
    let trusted =
        |until| document(DocType::Chart, State::Live, Some(Grant::Trusted { write: false, until }));
    let actor = right(Role::TrustedPerson);
    assert_eq!(judge(&actor, Act::Read, &trusted(None)), Ok(()));
    assert_eq!(judge(&actor, Act::Read, &trusted(Some(LATER))), Ok(()));
    assert_eq!(judge(&actor, Act::Read, &trusted(Some(NOW))), Err(Refusal::Expired));
    let glass = |until| document(DocType::Chart, State::Live, Some(Grant::Emergency { until }));
    assert_eq!(judge(&right(Role::Doctor), Act::Read, &glass(LATER)), Ok(()));
    assert_eq!(judge(&right(Role::Doctor), Act::Read, &glass(NOW)), Err(Refusal::Expired));
    assert_eq!(judge(&right(Role::PrivacyOfficer), Act::Read, &glass(NOW)), Ok(()));
}

#[test]
fn a_team_relates_staff_while_the_membership_lasts_and_nobody_else() {
    let team = |until| document(DocType::Chart, State::Live, Some(Grant::Team { until }));
    let nurse = right(Role::Nurse);
    assert_eq!(judge(&nurse, Act::Write, &team(None)), Ok(()));
    assert_eq!(judge(&nurse, Act::Write, &team(Some(LATER))), Ok(()));
    assert_eq!(judge(&nurse, Act::Read, &team(Some(NOW))), Err(Refusal::Expired));
    for role in [Role::Patient, Role::TrustedPerson, Role::It] {
        assert!(judge(&right(role), Act::Read, &team(None)).is_err(), "{}", role.name());
    }
    // A team opens no conversation to reception and no restricted document to anybody.
    for (role, kind) in [(Role::Reception, DocType::Thread), (Role::Doctor, DocType::Sensitive)] {
        let other = document(kind, State::Live, Some(Grant::Team { until: None }));
        assert_eq!(judge(&right(role), Act::Read, &other), Err(Refusal::Relation));
    }
}

#[test]
fn a_trusted_person_writes_only_what_was_granted_for_writing() {
    let diary =
        |write| document(DocType::Diary, State::Live, Some(Grant::Trusted { write, until: None }));
    let actor = right(Role::TrustedPerson);
    assert_eq!(judge(&actor, Act::Write, &diary(true)), Ok(()));
    assert_eq!(judge(&actor, Act::Write, &diary(false)), Err(Refusal::Relation));
    assert_eq!(judge(&actor, Act::Read, &diary(false)), Ok(()));
}

#[test]
fn consent_denies_everybody_but_the_patient_and_the_server() {
    for role in [Role::Nurse, Role::Doctor, Role::PrivacyOfficer, Role::TrustedPerson] {
        let mut resource = document(DocType::Chart, State::Live, usual_grant(role, DocType::Chart));
        resource.denied = true;
        assert_eq!(judge(&right(role), Act::Read, &resource), Err(Refusal::Consent));
    }
    let mut own = document(DocType::Chart, State::Live, Some(Grant::Own));
    own.denied = true;
    assert_eq!(judge(&right(Role::Patient), Act::Read, &own), Ok(()));
    assert_eq!(judge(&right(Role::System), Act::Read, &own), Ok(()));
}

#[test]
fn a_frozen_document_is_read_and_an_erased_one_is_not() {
    let doctor = right(Role::Doctor);
    let in_state = |state| document(DocType::Chart, state, Some(Grant::Clinic));
    assert_eq!(judge(&doctor, Act::Read, &in_state(State::Frozen)), Ok(()));
    assert_eq!(judge(&doctor, Act::Write, &in_state(State::Frozen)), Err(Refusal::State));
    for act in [Act::Read, Act::Write] {
        assert_eq!(judge(&doctor, act, &in_state(State::Erased)), Err(Refusal::State));
        assert_eq!(judge(&right(Role::System), act, &in_state(State::Erased)), Err(Refusal::State));
    }
}

#[test]
fn a_patient_reads_what_is_released_and_nobody_elses() {
    let patient = right(Role::Patient);
    let report = |grant| document(DocType::Encounter, State::Live, grant);
    assert_eq!(judge(&patient, Act::Read, &report(Some(Grant::Own))), Ok(()));
    assert_eq!(judge(&patient, Act::Read, &report(None)), Err(Refusal::Relation));
    assert_eq!(judge(&patient, Act::Read, &report(Some(Grant::Member))), Err(Refusal::Relation));
    let thread = document(DocType::Thread, State::Live, Some(Grant::Member));
    assert_eq!(judge(&patient, Act::Write, &thread), Ok(()));
    let mut nobody = patient;
    nobody.patient = None;
    let mut unbound = report(Some(Grant::Own));
    unbound.patient = None;
    assert_eq!(judge(&nobody, Act::Read, &unbound), Err(Refusal::Relation));
}

#[test]
fn people_and_devices_belong_to_themselves_and_to_those_who_run_the_clinic() {
    let own = Devices { tenant: T, owner: Some(ME) };
    let others = Devices { tenant: T, owner: Some(UserId::from_bytes([7; 16])) };
    let all = Devices { tenant: T, owner: None };
    for role in [Role::Patient, Role::Nurse, Role::Reception] {
        assert!(decide(&right(role), Write, own).is_ok());
        assert_eq!(decide(&right(role), Read, others).unwrap_err(), Refusal::Relation);
        assert_eq!(decide(&right(role), Administer, own).unwrap_err(), Refusal::Role);
    }
    for role in [Role::ClinicAdmin, Role::It] {
        assert!(decide(&right(role), Administer, all).is_ok());
    }
    assert!(decide(&right(Role::PrivacyOfficer), Read, all).is_ok());
    assert_eq!(decide(&right(Role::PrivacyOfficer), Write, all).unwrap_err(), Refusal::Relation);
    let elsewhere = Accounts { tenant: TenantId::from_bytes([9; 16]), owner: None };
    assert_eq!(decide(&right(Role::It), Read, elsewhere).unwrap_err(), Refusal::Tenant);
}

#[test]
fn the_audit_and_the_review_have_their_readers() {
    let trail = |owner| Trail { tenant: T, owner };
    assert!(decide(&right(Role::PrivacyOfficer), Read, trail(None)).is_ok());
    assert!(decide(&right(Role::Doctor), Read, trail(Some(ME))).is_ok());
    assert_eq!(decide(&right(Role::Doctor), Read, trail(None)).unwrap_err(), Refusal::Relation);
    assert_eq!(decide(&right(Role::It), Read, trail(None)).unwrap_err(), Refusal::Role);
    assert_eq!(decide(&right(Role::ClinicAdmin), Write, trail(None)).unwrap_err(), Refusal::Role);
    let queue = ReviewQueue { tenant: T, owner: None };
    assert!(decide(&right(Role::ClinicAdmin), Write, queue).is_ok());
    assert_eq!(decide(&right(Role::Nurse), Read, queue).unwrap_err(), Refusal::Relation);
    assert_eq!(decide(&right(Role::Reception), Read, queue).unwrap_err(), Refusal::Role);
}

#[test]
fn a_permit_says_what_for_whom_and_by_which_rules() {
    let resource = document(DocType::Chart, State::Live, Some(Grant::Clinic));
    let permit = decide(&right(Role::Doctor), Read, resource).unwrap();
    assert_eq!(permit.doc(), resource.doc);
    assert_eq!(*permit.resource(), resource);
    assert_eq!(permit.actor().user, ME);
    assert_eq!((permit.purpose(), permit.revision()), (Purpose::Treatment, REVISION));
}

#[test]
fn states_have_frozen_numbers() {
    let all = [State::Live, State::Final, State::Frozen, State::Erased];
    assert_eq!(all.map(State::code), [1, 2, 3, 4]);
    for state in all {
        assert_eq!(State::from_code(state.code()), Some(state));
        assert_eq!(crate::cbor::encode(&state), [state.code()]);
    }
    assert_eq!(State::from_code(0), None);
}

#[test]
fn the_printed_matrix_names_every_area_and_role() {
    let text = matrix();
    insta::assert_snapshot!("matrix", text);
    for (_, name) in matrix::AREAS {
        assert!(text.contains(&format!("\n| {name} |")), "{name}");
    }
    for role in Role::ALL {
        assert!(text.contains(role.name()));
    }
    let lines: Vec<_> = text.lines().filter(|l| l.starts_with('|')).collect();
    assert_eq!(lines.len(), matrix::AREAS.len() + 2);
    assert!(lines.iter().all(|l| l.matches('|').count() == Role::ALL.len() + 2));
}
