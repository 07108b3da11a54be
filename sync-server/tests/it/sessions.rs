//! Sign-in, refresh, reuse, sign-out.
use crate::harness::{OTHER, PASSWORD, Server, on_both};
use satchel_model::role::Role;
use satchel_protocol::api::Session;
use serde_json::{Value, json};

on_both!(
    a_password_opens_a_session_and_what_was_wrong_is_not_told,
    refresh_tokens_are_good_once,
    a_token_of_any_earlier_generation_kills_the_family,
    a_lost_answer_is_given_again_to_the_same_device_for_30_seconds,
    signing_out_ends_the_session_at_once,
);

async fn sign_in(server: &Server, login: &str, password: &str) -> crate::harness::Answer {
    let body = json!({ "login": login, "password": password });
    server.post("/api/v1/sessions", None, body).await
}

async fn refresh(server: &Server, body: Value) -> crate::harness::Answer {
    server.post("/api/v1/sessions/refresh", None, body).await
}

async fn works(server: &Server, access: &str) -> bool {
    server.get("/api/v1/devices", Some(access)).await.status == 200
}

async fn a_password_opens_a_session_and_what_was_wrong_is_not_told(server: &Server) {
    server.admin().await;
    let session: Session = sign_in(server, " ADA ", PASSWORD).await.read();
    assert_eq!(session.me.name, "Ada L.");
    assert!(works(server, &session.access).await);
    let wrong = sign_in(server, "ada", OTHER).await;
    let nobody = sign_in(server, "nobody", PASSWORD).await;
    assert_eq!(wrong.refusal(), (401, "bad_credentials"));
    assert_eq!(wrong.body, nobody.body);
    let huge = sign_in(server, "ada", &"x".repeat(5_000)).await;
    assert_eq!(huge.refusal(), (401, "bad_credentials"));
    for _ in 0..3 {
        sign_in(server, "ada", OTHER).await;
    }
    let limited = sign_in(server, "ada", PASSWORD).await;
    assert_eq!(limited.refusal(), (429, "rate_limited"));
    assert_eq!(limited.header("ratelimit-limit"), "5");
    server.wait_ms(180_000);
    assert_eq!(sign_in(server, "ada", PASSWORD).await.status, 200);
}

async fn refresh_tokens_are_good_once(server: &Server) {
    let first = server.admin().await;
    server.wait_ms(600_000);
    assert!(!works(server, &first.access).await, "an access token lives ten minutes");
    let second: Session = refresh(server, json!({ "refresh": first.refresh })).await.read();
    assert_ne!((&second.access, &second.refresh), (&first.access, &first.refresh));
    assert_eq!(second.refresh_until, first.refresh_until, "refreshing does not prolong a family");
    assert!(works(server, &second.access).await);
    let reuse = refresh(server, json!({ "refresh": first.refresh })).await;
    assert_eq!(reuse.refusal(), (401, "token_reused"));
    assert!(!works(server, &second.access).await);
    let dead = refresh(server, json!({ "refresh": second.refresh })).await;
    assert_eq!(dead.refusal(), (401, "unauthenticated"));
    for forged in ["", "00", &"ab".repeat(32)] {
        let answer = refresh(server, json!({ "refresh": forged })).await;
        assert_eq!(answer.refusal(), (401, "unauthenticated"));
    }
}

async fn a_token_of_any_earlier_generation_kills_the_family(server: &Server) {
    let first = server.admin().await;
    let mut latest: Session = refresh(server, json!({ "refresh": first.refresh })).await.read();
    for _ in 0..3 {
        latest = refresh(server, json!({ "refresh": latest.refresh })).await.read();
    }
    let forged = format!("{}{}", first.refresh.get(..32).unwrap(), "00".repeat(16));
    let answer = refresh(server, json!({ "refresh": forged })).await;
    assert_eq!(answer.refusal(), (401, "unauthenticated"));
    assert!(works(server, &latest.access).await, "a guess does not end anybody's session");
    let reuse = refresh(server, json!({ "refresh": first.refresh })).await;
    assert_eq!(reuse.refusal(), (401, "token_reused"));
    assert!(!works(server, &latest.access).await);
}

async fn a_lost_answer_is_given_again_to_the_same_device_for_30_seconds(server: &Server) {
    let admin = server.admin().await;
    let device = server.enrol(&admin).await;
    let token = device.session().refresh.clone();
    let first: Session = refresh(server, device.refresh(&token, server.now())).await.read();
    server.wait_ms(30_000);
    let again: Session = refresh(server, device.refresh(&token, server.now())).await.read();
    assert_eq!((&again.access, &again.refresh), (&first.access, &first.refresh));
    let bare = refresh(server, json!({ "refresh": first.refresh })).await;
    assert_eq!(bare.refusal(), (401, "bad_proof"));
    let thief = crate::harness::Device::fresh(&*server.entropy, server.now());
    let mut proof = thief.refresh(&first.refresh, server.now());
    proof["device"]["device"] = json!(device.id);
    assert_eq!(refresh(server, proof).await.refusal(), (401, "bad_proof"));
    server.wait_ms(1);
    let late = refresh(server, device.refresh(&token, server.now())).await;
    assert_eq!(late.refusal(), (401, "token_reused"));
    assert!(!works(server, &first.access).await);
}

async fn signing_out_ends_the_session_at_once(server: &Server) {
    let session = server.admin().await;
    let out = server.send("DELETE", "/api/v1/sessions/current", Some(&session.access), None).await;
    assert_eq!(out.status, 204);
    let twice =
        server.send("DELETE", "/api/v1/sessions/current", Some(&session.access), None).await;
    assert_eq!(twice.refusal(), (401, "unauthenticated"));
    let dead = refresh(server, json!({ "refresh": session.refresh })).await;
    assert_eq!(dead.refusal(), (401, "unauthenticated"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_ends_after_12_hours_whatever_was_refreshed() {
    let server = Server::sqlite().await;
    let mut session = server.admin().await;
    for _ in 0..11 {
        server.wait_ms(3_600_000);
        session = refresh(&server, json!({ "refresh": session.refresh })).await.read();
    }
    server.wait_ms(3_600_000);
    let over = refresh(&server, json!({ "refresh": session.refresh })).await;
    assert_eq!(over.refusal(), (401, "unauthenticated"));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_can_be_bound_to_an_enrolled_device_of_ones_own() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let device = server.enrol(&admin).await;
    let body = |who: &str, password: &str, at| {
        let proof = device.proof("POST /api/v1/sessions", password, at);
        json!({ "login": who, "password": password, "device": proof })
    };
    let now = server.now();
    let bound = server.post("/api/v1/sessions", None, body("ada", PASSWORD, now)).await;
    assert_eq!(bound.status, 200, "{}", bound.body);
    let skewed =
        server.post("/api/v1/sessions", None, body("ada", PASSWORD, now.plus_millis(60_001)));
    assert_eq!(skewed.await.refusal(), (409, "clock_wrong"));
    let grace = server.staff(device.session(), "grace", Role::Nurse).await;
    assert_eq!(grace.me.role, Role::Nurse.code());
    let foreign = server.post("/api/v1/sessions", None, body("grace", OTHER, now)).await;
    assert_eq!(foreign.refusal(), (401, "unknown_device"));
    server.stop().await;
}
