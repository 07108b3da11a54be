//! Who may do what over the REST API: every role against every session route, as one golden table.
use std::fmt::Write as _;

use crate::harness::Server;
use satchel_model::{id::PatientId, role::Role};
use satchel_protocol::api::Session;
use serde_json::{Value, json};

/// Roles that people can have.
const ROLES: [Role; 8] = [
    Role::Patient,
    Role::TrustedPerson,
    Role::Reception,
    Role::Nurse,
    Role::Doctor,
    Role::ClinicAdmin,
    Role::PrivacyOfficer,
    Role::It,
];

async fn person(server: &Server, admin: &Session, role: Role, patient: PatientId) -> Session {
    let mut body = json!({ "name": role.name(), "role": role.code() });
    if !role.is_staff() {
        body["patient"] = json!(patient);
    }
    let invited = server.post("/api/v1/invitations", Some(&admin.access), body).await;
    let code = invited.body["code"].as_str().unwrap().to_owned();
    server.accept(&code, role.name()).await.read()
}

fn outcome(status: u16, body: &Value) -> String {
    match body["code"].as_str() {
        Some(code) => format!("{status} {code}"),
        None => status.to_string(),
    }
}

async fn invites(server: &Server, session: &Session, patient: PatientId) -> String {
    let mut allowed = Vec::new();
    for role in ROLES {
        let mut body = json!({ "name": "X", "role": role.code() });
        if !role.is_staff() {
            body["patient"] = json!(patient);
        }
        let answer = server.post("/api/v1/invitations", Some(&session.access), body).await;
        match answer.refusal() {
            (200, _) => allowed.push(role.name()),
            refused => assert_eq!(refused, (403, "forbidden"), "{role:?}"),
        }
    }
    if allowed.is_empty() { "nobody".to_owned() } else { allowed.join(" ") }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_each_role_may_do_is_the_committed_table() {
    let server = Server::start(None, |c| {
        c.settings.api_per_minute = 10_000;
        c.settings.devices_per_user = 100;
    })
    .await;
    let admin = server.enrol(&server.admin().await).await;
    let patient = PatientId::new(server.now(), &*server.entropy);
    let mut table = String::from("role | invites | sees devices | revokes another's | review\n");
    for role in ROLES {
        let session = person(&server, admin.session(), role, patient).await;
        let own = server.enrol(&session).await;
        let access = own.session().access.clone();
        let invites = invites(&server, own.session(), patient).await;
        let devices = server.get("/api/v1/devices", Some(&access)).await;
        let lines = devices.body.as_array().unwrap();
        let all = lines.iter().any(|line| line["device"] == json!(admin.id));
        let victim = server.enrol(&sign_in_again(&server).await).await;
        let path = format!("/api/v1/devices/{}/revoke", victim.id);
        let revoked = server.post(&path, Some(&access), json!({ "reason": "replaced" })).await;
        let review = server.get("/api/v1/review", Some(&access)).await;
        let sees = if all { "everybody's" } else { "own" };
        let revoked = outcome(revoked.status, &revoked.body);
        let review = outcome(review.status, &review.body);
        let name = role.name();
        writeln!(table, "{name} | {invites} | {sees} | {revoked} | {review}").unwrap();
        server.wait_ms(60_000);
    }
    insta::assert_snapshot!("rest_rights", table);
    server.stop().await;
}

/// A fresh session of the first administrator, for one more device.
async fn sign_in_again(server: &Server) -> Session {
    let body = json!({ "login": "ada", "password": crate::harness::PASSWORD });
    server.post("/api/v1/sessions", None, body).await.read()
}
