//! Two requests at once: each single-use thing is used once.
use crate::harness::{OTHER, Server, on_both};
use satchel_model::role::Role;
use satchel_protocol::api::Session;
use serde_json::json;

on_both!(
    an_invitation_accepted_twice_at_once_makes_one_person,
    a_device_that_refreshes_twice_at_once_gets_one_answer,
    a_sign_in_name_taken_twice_at_once_is_given_once,
);

async fn an_invitation_accepted_twice_at_once_makes_one_person(server: &Server) {
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace", Role::Nurse).await;
    let (a, b) =
        tokio::join!(server.accept(&invited.code, "one"), server.accept(&invited.code, "two"));
    let mut seen = [a.status, b.status];
    seen.sort_unstable();
    assert_eq!(seen, [200, 404], "{} {}", a.body, b.body);
    let mut found = 0;
    for login in ["one", "two"] {
        let body = json!({ "login": login, "password": OTHER });
        found += u32::from(server.post("/api/v1/sessions", None, body).await.status == 200);
    }
    assert_eq!(found, 1);
}

async fn a_device_that_refreshes_twice_at_once_gets_one_answer(server: &Server) {
    let admin = server.admin().await;
    let device = server.enrol(&admin).await;
    let token = &device.session().refresh;
    let body = device.refresh(token, server.now());
    let (a, b) = tokio::join!(
        server.post("/api/v1/sessions/refresh", None, &body),
        server.post("/api/v1/sessions/refresh", None, &body),
    );
    let (a, b): (Session, Session) = (a.read(), b.read());
    assert_eq!((&a.access, &a.refresh), (&b.access, &b.refresh));
    assert_eq!(server.get("/api/v1/devices", Some(&a.access)).await.status, 200);
}

async fn a_sign_in_name_taken_twice_at_once_is_given_once(server: &Server) {
    let admin = server.admin().await;
    let first = server.invite(&admin, "One", Role::Nurse).await;
    let second = server.invite(&admin, "Two", Role::Nurse).await;
    let (a, b) =
        tokio::join!(server.accept(&first.code, "same"), server.accept(&second.code, "SAME"));
    let mut seen = [a.status, b.status];
    seen.sort_unstable();
    assert_eq!(seen, [200, 409], "{} {}", a.body, b.body);
}
