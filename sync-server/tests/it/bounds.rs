//! What devices and people send at its edges: sign-in names, labels, proofs, tokens and rates.
use crate::harness::{Device, OTHER, Server, on_both};
use satchel_model::role::Role;
use satchel_protocol::api::{Enrolled, Session};
use serde_json::{Value, json};

on_both!(
    sign_in_names_fold_and_hold_no_space,
    labels_are_taken_up_to_120_characters,
    an_enrolment_with_a_foreign_proof_is_refused,
    a_device_enrols_once_and_its_id_and_key_are_its_own,
);

async fn sign_in_names_fold_and_hold_no_space(server: &Server) {
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Bo", Role::Nurse).await;
    let long = "x".repeat(121);
    for login in ["", " ", "a b", "a\tb", "a\u{a0}b", &long] {
        let answer = server.accept(&invited.code, login).await;
        assert_eq!(answer.refusal(), (422, "invalid"), "{login:?}");
        assert_eq!(answer.body["args"]["field"], "login");
    }
    let session: Session = server.accept(&invited.code, " Bo@Example.org ").await.read();
    assert_eq!(session.me.login, "Bo@Example.org");
    for login in ["bo@example.org", "BO@EXAMPLE.ORG", " bo@example.org"] {
        let body = json!({ "login": login, "password": OTHER });
        assert_eq!(server.post("/api/v1/sessions", None, body).await.status, 200, "{login}");
        server.wait_ms(60_000);
    }
    let next = server.invite(&admin, "Twin", Role::Nurse).await;
    let taken = server.accept(&next.code, "bO@eXample.oRg").await;
    assert_eq!(taken.refusal(), (409, "login_taken"));
    let longest = "y".repeat(120);
    assert_eq!(server.accept(&next.code, &longest).await.status, 200);
}

async fn enrol(
    server: &Server,
    session: &Session,
    change: impl FnOnce(&mut Value),
) -> (u16, Value) {
    let device = Device::fresh(&*server.entropy, server.now());
    let mut body = serde_json::to_value(device.enrol(session, server.now())).unwrap();
    change(&mut body);
    let answer = server.post("/api/v1/devices", Some(&session.access), body).await;
    (answer.status, answer.body)
}

async fn labels_are_taken_up_to_120_characters(server: &Server) {
    let mut session = server.admin().await;
    for label in ["", " ", "a\nb", &"x".repeat(121)] {
        let (status, body) = enrol(server, &session, |b| b["label"] = json!(label)).await;
        assert_eq!((status, &body["args"]["field"]), (422, &json!("label")), "{label:?}");
    }
    for label in ["x", " Ward 3 – left ", &"ü".repeat(120)] {
        let (status, body) = enrol(server, &session, |b| b["label"] = json!(label)).await;
        assert_eq!(status, 200, "{body}");
        let enrolled: Enrolled = serde_json::from_value(body).unwrap();
        session = enrolled.session;
        let listed = server.get("/api/v1/devices", Some(&session.access)).await;
        let labels: Vec<&str> =
            listed.body.as_array().unwrap().iter().map(|d| d["label"].as_str().unwrap()).collect();
        assert!(labels.contains(&label.trim()), "{labels:?}");
    }
}

async fn an_enrolment_with_a_foreign_proof_is_refused(server: &Server) {
    let session = server.admin().await;
    let other = Device::fresh(&*server.entropy, server.now());
    let foreign = serde_json::to_value(other.enrol(&session, server.now())).unwrap();
    for part in ["device", "public", "proof"] {
        let (status, body) = enrol(server, &session, |b| b[part] = foreign[part].clone()).await;
        assert_eq!((status, &body["code"]), (401, &json!("bad_proof")), "{part}");
    }
    // A proof over another token: a thief with the body alone enrols nothing.
    let later = other.proof("POST /api/v1/devices", &"ab".repeat(32), server.now());
    let (status, _) = enrol(server, &session, |b| b["proof"] = json!(later)).await;
    assert_eq!(status, 401);
    for (off, want) in [(60_000, 200), (60_001, 409)] {
        let session = server.staff(&session, &format!("n{off}"), Role::Nurse).await;
        let device = Device::fresh(&*server.entropy, server.now());
        let body = device.enrol(&session, server.now().plus_millis(off));
        let answer = server.post("/api/v1/devices", Some(&session.access), body).await;
        assert_eq!(answer.status, want, "{off}: {}", answer.body);
    }
}

async fn a_device_enrols_once_and_its_id_and_key_are_its_own(server: &Server) {
    let admin = server.admin().await;
    let device = server.enrol(&admin).await;
    let nurse = server.staff(device.session(), "nan", Role::Nurse).await;
    // The same device for another person, and the same key under another id.
    let again = device.enrol(&nurse, server.now());
    let answer = server.post("/api/v1/devices", Some(&nurse.access), again).await;
    assert_eq!(answer.refusal(), (409, "conflict"));
    let mut twin = device.enrol(&nurse, server.now());
    twin.device = satchel_model::id::DeviceId::new(server.now(), &*server.entropy);
    twin.proof.device = twin.device;
    let answer = server.post("/api/v1/devices", Some(&nurse.access), twin).await;
    assert_eq!(answer.refusal(), (409, "conflict"));
    let other = Device::fresh(&*server.entropy, server.now());
    let mut stolen_id = other.enrol(&nurse, server.now());
    stolen_id.device = device.id;
    stolen_id.proof.device = device.id;
    let answer = server.post("/api/v1/devices", Some(&nurse.access), stolen_id).await;
    assert_eq!(answer.refusal(), (409, "conflict"));
    // None of it used the nurse's session up.
    assert_eq!(server.get("/api/v1/devices", Some(&nurse.access)).await.body, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_was_shut_out_makes_room_for_another() {
    let server = Server::start(None, |c| c.settings.devices_per_user = 2).await;
    let admin = server.admin().await;
    let first = server.enrol(&admin).await;
    let second = server.enrol(first.session()).await;
    let session = second.session();
    let (status, body) = enrol(&server, session, |_| {}).await;
    assert_eq!(
        (status, &body["code"], &body["args"]["max"]),
        (409, &json!("too_many_devices"), &json!(2))
    );
    let path = format!("/api/v1/devices/{}/revoke", first.id);
    let gone = server.post(&path, Some(&session.access), json!({ "reason": "replaced" })).await;
    assert_eq!(gone.status, 204);
    assert_eq!(enrol(&server, session, |_| {}).await.0, 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_of_every_odd_shape_are_one_and_the_same_refusal() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let good = admin.access.clone();
    let refresh = admin.refresh.clone();
    let (short, long) = (good.get(..63).unwrap().to_owned(), format!("{good}0"));
    let mut bent = good.clone();
    bent.replace_range(0..1, if good.starts_with('0') { "1" } else { "0" });
    for token in ["", "null", "undefined", &short, &long, &bent, &refresh, &"0".repeat(64), "a b"] {
        let answer = server.get("/api/v1/devices", Some(token)).await;
        assert_eq!(answer.refusal(), (401, "unauthenticated"), "{token}");
        assert_eq!(answer.body, json!({ "code": "unauthenticated", "retry": "after_unlock" }));
    }
    assert_eq!(server.get("/api/v1/devices", Some(&good)).await.status, 200);
    // At the end of its life it is over, one millisecond before it is not.
    let left = admin.access_until.since(server.now());
    server.wait_ms(left - 1);
    assert_eq!(server.get("/api/v1/devices", Some(&good)).await.status, 200);
    server.wait_ms(1);
    assert_eq!(server.get("/api/v1/devices", Some(&good)).await.status, 401);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_requests_a_minute_are_ten_and_then_one_every_six_seconds() {
    let server = Server::start(None, |c| c.settings.api_per_minute = 10).await;
    let admin = server.admin().await;
    let ask = || server.get("/api/v1/devices", Some(&admin.access));
    for _ in 0..10 {
        assert_eq!(ask().await.status, 200);
    }
    let limited = ask().await;
    assert_eq!(limited.refusal(), (429, "rate_limited"));
    assert_eq!((limited.header("ratelimit-limit"), limited.header("retry-after")), ("10", "6"));
    assert_eq!(limited.header("ratelimit-remaining"), "0");
    server.wait_ms(5_999);
    assert_eq!(ask().await.status, 429);
    server.wait_ms(1);
    assert_eq!(ask().await.status, 200);
    assert_eq!(ask().await.status, 429);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_ones_own_looks_like_what_does_not_exist() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let device = server.enrol(&nurse).await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let order = json!({ "reason": "lost" });
    let known = format!("/api/v1/devices/{}/revoke", device.id);
    let unknown = "/api/v1/devices/01010101-0101-7101-8101-010101010101/revoke";
    let a = server.post(&known, Some(&doctor.access), &order).await;
    let b = server.post(unknown, Some(&doctor.access), &order).await;
    let c = server.post("/api/v1/devices/nonsense/revoke", Some(&doctor.access), &order).await;
    assert_eq!(a.refusal(), (404, "not_found"));
    assert_eq!(a.body, b.body);
    assert_eq!(a.body, c.body);
    // The device works on, and its own person may shut it out.
    let mine = device.session().access.clone();
    assert_eq!(server.get("/api/v1/devices", Some(&mine)).await.status, 200);
    let own = server.post(&known, Some(&mine), &order).await;
    assert_eq!(own.status, 204);
    assert_eq!(server.get("/api/v1/devices", Some(&mine)).await.refusal().0, 401);
    server.stop().await;
}
