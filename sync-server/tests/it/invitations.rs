//! Invitations: who may make which, what the link carries, one use, an end.
use crate::harness::{OTHER, Server, on_both};
use satchel_model::{id::PatientId, role::Role};
use satchel_protocol::{api::Session, join::JoinLink};
use serde_json::json;

on_both!(
    an_invitation_is_good_once_and_carries_address_and_key,
    an_invitation_ends_in_time,
    a_patient_is_invited_for_one_record,
    only_those_who_may_invite_do,
);

async fn an_invitation_is_good_once_and_carries_address_and_key(server: &Server) {
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace H.", Role::Doctor).await;
    let link: JoinLink = invited.link.parse().unwrap();
    assert_eq!(link.address, server.running.addr.to_string());
    assert_eq!(link.spki, server.running.spki);
    assert_eq!(link.code, invited.code);
    let session: Session = server.accept(&invited.code.to_lowercase(), "grace").await.read();
    assert_eq!((session.me.name.as_str(), session.me.role), ("Grace H.", Role::Doctor.code()));
    let again = server.accept(&invited.code, "grace2").await;
    assert_eq!(again.refusal(), (404, "invitation_invalid"));
    let unknown = server.accept("0000-0000-0000-0000", "x").await;
    assert_eq!(unknown.refusal(), (404, "invitation_invalid"));
    let next = server.invite(&admin, "Other", Role::Nurse).await;
    let taken = server.accept(&next.code, " ADA").await;
    assert_eq!(taken.refusal(), (409, "login_taken"));
    let joined = server.accept(&next.code, "other").await;
    assert_eq!(joined.status, 200, "a refused try does not use the code up: {}", joined.body);
    for _ in 0..3 {
        assert_eq!(server.accept(&next.code, "x").await.refusal(), (404, "invitation_invalid"));
    }
    assert_eq!(server.accept(&next.code, "x").await.refusal(), (429, "rate_limited"));
}

async fn an_invitation_ends_in_time(server: &Server) {
    let admin = server.admin().await;
    let body = json!({ "name": "G", "role": Role::Nurse.code(), "hours": 1 });
    let invited = server.post("/api/v1/invitations", Some(&admin.access), body).await;
    assert_eq!(invited.body["until"], server.now().millis() + 3_600_000);
    let code = invited.body["code"].as_str().unwrap().to_owned();
    server.wait_ms(3_600_000);
    assert_eq!(server.accept(&code, "grace").await.refusal(), (410, "invitation_expired"));
}

async fn a_patient_is_invited_for_one_record(server: &Server) {
    let admin = server.admin().await;
    let patient = PatientId::new(server.now(), &*server.entropy);
    let invited = server.invite_patient(&admin, patient).await;
    let session: Session = server.accept(&invited.code, "pat").await.read();
    assert_eq!(session.me.patient, Some(patient));
    assert_eq!(session.refresh_until, server.now().plus_millis(30 * 86_400_000));
    let ask = |body| server.post("/api/v1/invitations", Some(&admin.access), body);
    let without = ask(json!({ "name": "P", "role": Role::Patient.code() })).await;
    assert_eq!(without.body["args"]["field"], "patient");
    let staff = ask(json!({ "name": "P", "role": Role::Nurse.code(), "patient": patient })).await;
    assert_eq!(staff.body["args"]["field"], "patient");
    for role in [0, 9, 77] {
        let answer = ask(json!({ "name": "P", "role": role })).await;
        assert!(matches!(answer.refusal(), (422, "invalid") | (403, "forbidden")), "{role}");
    }
    for (hours, status) in [(0, 422), (720, 200), (721, 422)] {
        let answer = ask(json!({ "name": "P", "role": 4, "hours": hours })).await;
        assert_eq!(answer.status, status, "{hours}");
    }
}

async fn only_those_who_may_invite_do(server: &Server) {
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let ask = |token: String, role: Role| {
        let body = json!({ "name": "X", "role": role.code() });
        async move { server.post("/api/v1/invitations", Some(&token), body).await }
    };
    let refused = ask(nurse.access.clone(), Role::Nurse).await;
    assert_eq!(refused.refusal(), (403, "forbidden"));
    let patient = PatientId::new(server.now(), &*server.entropy);
    assert!(!server.invite_patient(&nurse, patient).await.code.is_empty());
    assert_eq!(ask("ab".repeat(32), Role::Nurse).await.refusal(), (401, "unauthenticated"));
    let weak = json!({ "code": "x", "login": "y", "password": OTHER });
    let weak = server.post("/api/v1/invitations/accept", None, weak).await;
    assert_eq!(weak.refusal(), (404, "invitation_invalid"));
}
