//! The first administrator.
use crate::harness::{PASSWORD, Server, on_both};
use satchel_model::role::Role;
use serde_json::json;

on_both!(
    the_printed_code_makes_one_administrator_and_no_second,
    a_refused_set_up_leaves_the_code_good
);

async fn the_printed_code_makes_one_administrator_and_no_second(server: &Server) {
    let session = server.admin().await;
    assert_eq!(session.me.role, Role::ClinicAdmin.code());
    assert_eq!((session.me.clinic.as_str(), session.me.login.as_str()), ("Riverside", "ada"));
    assert_eq!(session.access.len(), 64);
    assert_eq!(session.access_until, server.now().plus_millis(600_000));
    assert_eq!(session.refresh_until, server.now().plus_millis(12 * 3_600_000));
    let again = server.post("/api/v1/setup", None, server.setup_body()).await;
    assert_eq!(again.refusal(), (403, "setup_code_invalid"));
    let devices = server.get("/api/v1/devices", Some(&session.access)).await;
    assert_eq!((devices.status, devices.body), (200, json!([])));
}

async fn a_refused_set_up_leaves_the_code_good(server: &Server) {
    let tried = |change: serde_json::Value| {
        let mut body = server.setup_body();
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        server.post("/api/v1/setup", None, body)
    };
    let wrong = tried(json!({ "code": "0000-0000-0000" })).await;
    assert_eq!(wrong.refusal(), (403, "setup_code_invalid"));
    let weak = tried(json!({ "password": "riversideriverside" })).await;
    assert_eq!(weak.refusal(), (422, "weak_password"));
    assert_eq!(weak.body["args"]["reason"], "guessable");
    let short = tried(json!({ "password": "short" })).await;
    assert_eq!(short.body["args"], json!({ "reason": "too_short", "min": 15 }));
    let nameless = tried(json!({ "name": " " })).await;
    assert_eq!(nameless.refusal(), (422, "invalid"));
    assert_eq!(nameless.body["args"]["field"], "name");
    let lower = server.running.setup_code.as_ref().unwrap().to_lowercase().replace('-', " ");
    let right = tried(json!({ "code": lower })).await;
    assert_eq!(right.status, 200, "{}", right.body);
    for _ in 0..4 {
        assert_eq!(tried(json!({})).await.refusal(), (403, "setup_code_invalid"));
    }
    let limited = tried(json!({})).await;
    assert_eq!(limited.refusal(), (429, "rate_limited"));
    assert_eq!(limited.header("retry-after"), "180");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_people_offers_no_code_after_a_restart() {
    let server = Server::sqlite().await;
    server.admin().await;
    let Server { running, dir, .. } = server;
    let spki = running.spki;
    running.shutdown().await;
    let (config, _) = crate::harness::config(dir.path(), None);
    let again = satchel_server::serve(config).await.unwrap();
    assert_eq!(again.setup_code, None);
    assert_eq!(again.spki, spki);
    again.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_set_ups_at_once_make_one_administrator() {
    let server = Server::postgres().await;
    let mut other = server.setup_body();
    other["login"] = "eve".into();
    let (a, b) = tokio::join!(
        server.post("/api/v1/setup", None, server.setup_body()),
        server.post("/api/v1/setup", None, other),
    );
    let mut seen = [a.status, b.status];
    seen.sort_unstable();
    assert_eq!(seen, [200, 403]);
    let eve =
        server.post("/api/v1/sessions", None, json!({ "login": "eve", "password": PASSWORD }));
    let ada =
        server.post("/api/v1/sessions", None, json!({ "login": "ada", "password": PASSWORD }));
    let (eve, ada) = tokio::join!(eve, ada);
    assert_eq!(eve.status + ada.status, 200 + 401);
    server.stop().await;
}
