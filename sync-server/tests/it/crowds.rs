//! Crowds: two hundred requests at once about one thing.
use crate::harness::{Answer, Device, Server};
use satchel_model::role::Role;
use satchel_protocol::api::Session;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const CROWD: usize = 200;

/// How often each status and code came.
fn tally(answers: &[Answer]) -> BTreeMap<(u16, String), usize> {
    let mut out = BTreeMap::new();
    for answer in answers {
        let (status, code) = answer.refusal();
        *out.entry((status, code.to_owned())).or_default() += 1;
    }
    out
}

/// The same request from everybody at once.
async fn at_once(
    server: &Server,
    path: &str,
    token: Option<&str>,
    body: &serde_json::Value,
) -> Vec<Answer> {
    let all = (0..CROWD).map(|_| server.post(path, token, body));
    futures_util::future::join_all(all).await
}

async fn crowded(postgres: bool) -> Server {
    let url = if postgres { Some(crate::harness::postgres_url().await) } else { None };
    Server::start(url, |c| {
        c.settings.api_per_minute = 100_000;
        c.settings.code_per_quarter_hour = 1_000;
    })
    .await
}

async fn one_of_two_hundred_shuts_a_device_out(server: Server) {
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let device = server.enrol(&nurse).await;
    let path = format!("/api/v1/devices/{}/revoke", device.id);
    let answers = at_once(&server, &path, Some(&admin.access), &json!({ "reason": "lost" })).await;
    let told = tally(&answers);
    assert_eq!(told.get(&(204, "-".to_owned())), Some(&1), "{told:?}");
    let done = told.get(&(409, "already_done".to_owned())).copied().unwrap_or(0);
    let later = told.get(&(503, "overloaded".to_owned())).copied().unwrap_or(0);
    assert_eq!(1 + done + later, CROWD, "{told:?}");
    let token = Some(device.session().access.as_str());
    assert_eq!(server.get("/api/v1/devices", token).await.status, 401);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_hundred_shuts_a_device_out_on_sqlite() {
    one_of_two_hundred_shuts_a_device_out(crowded(false).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_hundred_shuts_a_device_out_on_postgres() {
    one_of_two_hundred_shuts_a_device_out(crowded(true).await).await;
}

async fn two_hundred_refreshes_of_a_device_get_one_pair_of_tokens(server: Server) {
    let admin = server.admin().await;
    let device = server.enrol(&admin).await;
    let body = device.refresh(&device.session().refresh, server.now());
    let answers = at_once(&server, "/api/v1/sessions/refresh", None, &body).await;
    let mut tokens = BTreeSet::new();
    for answer in answers {
        match answer.refusal() {
            (200, _) => {
                let session: Session = answer.read();
                tokens.insert((session.access, session.refresh));
            }
            (409, "conflict") | (503, "overloaded") => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tokens.len(), 1);
    let (access, _) = tokens.first().unwrap();
    assert_eq!(server.get("/api/v1/devices", Some(access)).await.status, 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_refreshes_of_a_device_get_one_pair_of_tokens_on_sqlite() {
    two_hundred_refreshes_of_a_device_get_one_pair_of_tokens(crowded(false).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_refreshes_of_a_device_get_one_pair_of_tokens_on_postgres() {
    two_hundred_refreshes_of_a_device_get_one_pair_of_tokens(crowded(true).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_enrolments_of_one_device_make_one() {
    let server = crowded(false).await;
    let admin = server.admin().await;
    let device = Device::fresh(&*server.entropy, server.now());
    let body = serde_json::to_value(device.enrol(&admin, server.now())).unwrap();
    let answers = at_once(&server, "/api/v1/devices", Some(&admin.access), &body).await;
    let told = tally(&answers);
    assert!(told.get(&(200, "-".to_owned())).is_some_and(|n| *n >= 1), "{told:?}");
    // The first enrolment ends the session that asked for it: who comes later is a stranger, or gets the same device.
    for answer in told.keys() {
        let fine = [(200, "-"), (401, "unauthenticated"), (409, "conflict"), (503, "overloaded")];
        assert!(fine.contains(&(answer.0, answer.1.as_str())), "{told:?}");
    }
    let session: Session = serde_json::from_value(
        answers.iter().find(|a| a.status == 200).unwrap().body["session"].clone(),
    )
    .unwrap();
    let listed = server.get("/api/v1/devices", Some(&session.access)).await;
    assert_eq!(listed.body.as_array().map(Vec::len), Some(1), "{}", listed.body);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_sign_outs_end_one_session() {
    let server = crowded(false).await;
    let admin = server.admin().await;
    let out = (0..CROWD)
        .map(|_| server.send("DELETE", "/api/v1/sessions/current", Some(&admin.access), None));
    let told = tally(&futures_util::future::join_all(out).await);
    assert!(told.contains_key(&(204, "-".to_owned())), "{told:?}");
    let keys: Vec<u16> = told.keys().map(|k| k.0).collect();
    assert!(keys.iter().all(|s| [204, 401, 503].contains(s)), "{told:?}");
    assert_eq!(server.get("/api/v1/devices", Some(&admin.access)).await.status, 401);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_wrong_codes_are_five_tries() {
    let server = Server::sqlite().await;
    server.admin().await;
    let body = json!({ "code": "0000-0000-0000-0000", "login": "x", "password": "y" });
    let answers = at_once(&server, "/api/v1/invitations/accept", None, &body).await;
    let told = tally(&answers);
    assert_eq!(told.get(&(404, "invitation_invalid".to_owned())), Some(&5), "{told:?}");
    assert_eq!(told.get(&(429, "rate_limited".to_owned())), Some(&195), "{told:?}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_invitations_have_two_hundred_codes() {
    let server = crowded(false).await;
    let admin = server.admin().await;
    let body = json!({ "name": "Bo", "role": Role::Nurse.code() });
    let answers = at_once(&server, "/api/v1/invitations", Some(&admin.access), &body).await;
    let made: Vec<&Answer> = answers.iter().filter(|a| a.status == 200).collect();
    let codes: BTreeSet<&str> = made.iter().map(|a| a.body["code"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), made.len());
    assert!(made.len() > CROWD / 2, "{:?}", tally(&answers));
    server.stop().await;
}
