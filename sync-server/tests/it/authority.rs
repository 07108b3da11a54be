//! Rights as the server gathers them: every role, type and relation against the table of the model.
use crate::harness::{Server, on_both};
use satchel_model::{
    document::DocType,
    id::{DocId, GroupId, PatientId, TenantId, UserId},
    policy::{self, Act, Area, Refusal, Rule},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{problem::ErrorCode, sync::DocState};
use satchel_server::authz::{self, Facts, Subject};
use satchel_server_store::{
    Position,
    grant::{self, GroupKind, Member},
    position,
};

on_both!(rights_come_from_the_store_and_end_in_time);

const AT: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn tenant() -> TenantId {
    TenantId::from_bytes([1; 16])
}

fn patient() -> PatientId {
    PatientId::from_bytes([2; 16])
}

fn group() -> GroupId {
    GroupId::from_bytes([3; 16])
}

fn member(role: Role, until: Option<Timestamp>) -> Member {
    Member {
        group: group(),
        user: UserId::from_bytes([4; 16]),
        role,
        since: Timestamp::from_millis(0),
        until,
        since_pos: Position::ZERO,
    }
}

fn person(role: Role, kind: Option<GroupKind>) -> Facts {
    Facts {
        user: UserId::from_bytes([4; 16]),
        tenant: tenant(),
        role,
        patient: (!role.is_staff() && role != Role::System).then(patient),
        active: true,
        memberships: kind.map(|k| (member(role, None), k)).into_iter().collect(),
        left: Vec::new(),
    }
}

fn subject(kind: DocType, state: DocState) -> Subject {
    Subject { doc: DocId::from_bytes([5; 16]), kind, patient: Some(patient()), state }
}

/// What the person may do to a live document: read, write, create.
fn may(facts: &Facts, kind: DocType, groups: &[GroupId]) -> [bool; 3] {
    let live = subject(kind, DocState::Live);
    [
        facts.read(&live, groups, AT).is_ok(),
        facts.write(&live, groups, AT).is_ok(),
        facts.create(&live, groups, AT).is_ok(),
    ]
}

fn rules(role: Role, kind: DocType) -> [Rule; 3] {
    [Act::Read, Act::Write, Act::Create].map(|act| policy::rule(role, Area::Document(kind), act))
}

#[test]
fn without_an_audience_nobody_gets_anything_that_needs_a_relation() {
    for role in Role::ALL.into_iter().filter(|r| *r != Role::System) {
        for kind in DocType::ALL {
            for groups in [&[][..], &[group()][..]] {
                let got = may(&person(role, None), kind, groups);
                let want = rules(role, kind).map(|rule| rule == Rule::Always);
                assert_eq!(got, want, "{role:?} {kind:?}");
            }
        }
    }
}

#[test]
fn an_audience_that_does_not_see_the_document_is_none() {
    let other = GroupId::from_bytes([9; 16]);
    for role in Role::ALL.into_iter().filter(|r| *r != Role::System) {
        for kind in DocType::ALL {
            let in_one = person(role, Some(GroupKind::Clinic));
            assert_eq!(may(&in_one, kind, &[other]), may(&person(role, None), kind, &[]));
        }
    }
}

#[test]
fn staff_in_the_clinics_audience_get_what_the_table_calls_related() {
    for role in Role::ALL.into_iter().filter(|r| r.is_staff()) {
        let facts = person(role, Some(GroupKind::Clinic));
        for kind in DocType::ALL {
            let got = may(&facts, kind, &[group()]);
            let want = rules(role, kind);
            for (got, rule) in got.into_iter().zip(want).filter(|(_, r)| *r != Rule::Member) {
                let related = matches!(rule, Rule::Always | Rule::Related);
                assert_eq!(got, related, "{role:?} {kind:?} {rule:?}");
            }
        }
    }
}

#[test]
fn a_patient_gets_their_own_and_never_another_patients() {
    let own = GroupKind::PatientSelf(patient());
    let facts = person(Role::Patient, Some(own));
    for kind in DocType::ALL {
        let got = may(&facts, kind, &[group()]);
        for (got, rule) in got.into_iter().zip(rules(Role::Patient, kind)) {
            if matches!(rule, Rule::Own | Rule::Always) {
                assert!(got, "{kind:?}");
            }
            if matches!(rule, Rule::Never | Rule::Related | Rule::Granted | Rule::Reasoned) {
                assert!(!got, "{kind:?}");
            }
        }
        let another = Subject {
            patient: Some(PatientId::from_bytes([8; 16])),
            ..subject(kind, DocState::Live)
        };
        let refused = facts.read(&another, &[group()], AT).is_err();
        assert_eq!(refused, rules(Role::Patient, kind)[0] != Rule::Always, "{kind:?}");
    }
}

#[test]
fn nothing_is_written_to_a_frozen_or_erased_document_whoever_asks() {
    for role in Role::ALL {
        let facts = match role {
            Role::System => Facts::server(tenant()),
            Role::Patient | Role::TrustedPerson => {
                person(role, Some(GroupKind::PatientSelf(patient())))
            }
            _ => person(role, Some(GroupKind::Clinic)),
        };
        for kind in DocType::ALL {
            for state in [DocState::Frozen, DocState::Erased] {
                let got = facts.write(&subject(kind, state), &[group()], AT);
                assert!(got.is_err(), "{role:?} {kind:?} {state:?}");
            }
            let erased = facts.read(&subject(kind, DocState::Erased), &[group()], AT);
            assert!(erased.is_err(), "{role:?} {kind:?}");
        }
    }
}

#[test]
fn the_server_reads_writes_and_makes_every_live_document() {
    let server = Facts::server(tenant());
    for kind in DocType::ALL {
        assert_eq!(may(&server, kind, &[]), [true; 3], "{kind:?}");
    }
    assert_eq!(server.groups(), []);
    assert_eq!(server.user.as_bytes(), tenant().as_bytes());
}

#[test]
fn types_that_are_sent_are_those_with_any_rule_but_never_and_reasoned() {
    for role in Role::ALL {
        let facts = person(role, Some(GroupKind::Clinic));
        let readable = facts.readable();
        for kind in DocType::ALL {
            let rule = policy::rule(role, Area::Document(kind), Act::Read);
            let sent = !matches!(rule, Rule::Never | Rule::Reasoned);
            assert_eq!(readable.contains(&kind), sent, "{role:?} {kind:?}");
        }
        assert!(readable.is_sorted_by_key(|k| k.code()));
    }
}

#[test]
fn every_refusal_but_of_state_looks_like_a_document_that_is_not_there() {
    for refusal in [
        Refusal::Tenant,
        Refusal::Role,
        Refusal::Relation,
        Refusal::Expired,
        Refusal::Consent,
        Refusal::Reason,
    ] {
        assert_eq!(authz::code(refusal), ErrorCode::ForbiddenDoc);
        assert_eq!(authz::code(refusal).status(), 404);
    }
    assert_eq!(authz::code(Refusal::State), ErrorCode::FrozenDoc);
}

async fn rights_come_from_the_store_and_end_in_time(server: &Server) {
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let app = &server.running.app;
    let mut tx = app.store.begin().await.unwrap();
    let now = server.now();
    let facts = authz::facts(&mut tx, nurse.me.user, now).await.unwrap().unwrap();
    assert_eq!((facts.role, facts.active, facts.patient), (Role::Nurse, true, None));
    assert_eq!(facts.memberships.len(), 1);
    assert_eq!(facts.memberships[0].1, GroupKind::Clinic);
    let clinic = facts.groups();
    assert!(facts.read(&subject(DocType::Chart, DocState::Live), &clinic, now).is_ok());
    let nobody = UserId::from_bytes([9; 16]);
    assert!(authz::facts(&mut tx, nobody, now).await.unwrap().is_none());

    // A right that ends is over at its moment, not after it.
    let guest = GroupKind::PatientSelf(patient());
    let id = grant::get_group(&mut tx, nurse.me.tenant, guest, group()).await.unwrap();
    let since_pos = position::take(&mut tx, 1).await.unwrap()[0];
    let until = now.plus_millis(1_000);
    let ends =
        Member { user: nurse.me.user, group: id, since_pos, ..member(Role::Nurse, Some(until)) };
    grant::add_member(&mut tx, &ends, satchel_protocol::sync::GrantReason::BreakGlass)
        .await
        .unwrap();
    for (ms, count) in [(0, 2), (999, 2), (1_000, 1), (1_001, 1)] {
        let at = now.plus_millis(ms);
        let facts = authz::facts(&mut tx, nurse.me.user, at).await.unwrap().unwrap();
        assert_eq!(facts.memberships.len(), count, "{ms}");
    }
    satchel_server_store::user::set_active(&mut tx, nurse.me.user, false, now).await.unwrap();
    let facts = authz::facts(&mut tx, nurse.me.user, now).await.unwrap().unwrap();
    assert!(!facts.active);
}
