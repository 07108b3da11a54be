//! Doctor, health and the admin door inside the process: each finding with its cure.
use std::os::unix::fs::PermissionsExt as _;

use crate::harness::{Server, on_both};
use satchel_server::{
    admin::{Call, Progress, act},
    doctor,
    job::{self, Kinds, runner},
};
use serde_json::{Value, json};

on_both!(a_fresh_server_is_healthy_but_for_its_missing_people, dead_jobs_are_a_warning);

fn check<'v>(report: &'v Value, name: &str) -> &'v Value {
    report["checks"].as_array().unwrap().iter().find(|c| c["name"] == name).unwrap()
}

async fn a_fresh_server_is_healthy_but_for_its_missing_people(server: &Server) {
    let app = &server.running.app;
    let before = doctor::report(app).await;
    assert_eq!(before["status"], "warning", "{before}");
    assert_eq!(check(&before, "people")["health"], "warning");
    let names: Vec<&str> =
        before["checks"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    let want =
        ["folder", "clock", "database", "bus", "schema", "people", "jobs", "documents", "audit"];
    assert_eq!(names, want);
    server.admin().await;
    let after = doctor::report(app).await;
    assert_eq!(after["status"], "good", "{after}");
    assert!(!after.to_string().contains("Riverside"), "no name in a report");
}

async fn dead_jobs_are_a_warning(server: &Server) {
    server.admin().await;
    let app = &server.running.app;
    app.tasks.stopping().cancel();
    let mut tx = app.store.begin().await.unwrap();
    assert!(job::enqueue(app, &mut tx, "test_unknown", None, Vec::new()).await.unwrap());
    tx.commit().await.unwrap();
    for _ in 0..9 {
        runner::round(app, &Kinds::default()).await;
        server.wait_ms(600_000);
    }
    let report = doctor::report(app).await;
    let jobs = check(&report, "jobs");
    assert_eq!(jobs["health"], "warning");
    assert_eq!(jobs["found"], "0 waiting, 0 running, 1 given up");
    assert!(!jobs["cure"].as_str().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn files_open_to_others_and_a_wrong_clock_are_found() {
    let server = Server::sqlite().await;
    let app = &server.running.app;
    let keys = server.dir.path().join("keys.cbor");
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o644)).unwrap();
    let report = doctor::report(app).await;
    assert_eq!(report["status"], "bad");
    assert_eq!(check(&report, "folder")["found"], "open to others: keys.cbor");
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(check(&doctor::report(app).await, "folder")["health"], "good");
    server.wait_ms(-40 * 365 * 86_400_000);
    assert_eq!(check(&doctor::report(app).await, "clock")["health"], "bad");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_call_of_the_admin_door_answers_or_refuses_with_a_code() {
    let server = Server::sqlite().await;
    let app = &server.running.app;
    let perform = async |call: Value| {
        let call: Call = serde_json::from_value(call).unwrap();
        act::perform(app, call, &Progress::default()).await.map_err(|p| p.code.word())
    };
    let health = perform(json!({ "verb": "health" })).await.unwrap();
    assert_eq!((&health["status"], &health["panics"]), (&json!("ok"), &json!(0)));
    let nobody =
        json!({ "verb": "user_deactivate", "user": "0198f0a0-0000-7000-8000-000000000001" });
    assert_eq!(perform(nobody).await.unwrap_err(), "not_found");
    let nothing = json!({
        "verb": "device_revoke", "device": "0198f0a0-0000-7000-8000-000000000001", "reason": "lost",
    });
    assert_eq!(perform(nothing).await.unwrap_err(), "not_found");
    let system = json!({ "verb": "user_invite", "name": "X", "role": "system" });
    assert_eq!(perform(system).await.unwrap_err(), "invalid");
    let bare = json!({ "verb": "user_invite", "name": "X", "role": "patient" });
    assert_eq!(perform(bare).await.unwrap_err(), "invalid");
    let admin = json!({
        "verb": "admin_create", "clinic": "Riverside", "login": "ada", "name": "Ada",
        "password": crate::harness::PASSWORD,
    });
    let made = perform(admin.clone()).await.unwrap();
    assert_eq!(perform(admin).await.unwrap_err(), "login_taken");
    assert!(!app.setup.is_open(), "an administrator exists, so the printed code is over");
    let users = perform(json!({ "verb": "user_list" })).await.unwrap();
    assert_eq!(users[0]["user"], made["user"]);
    let stop = json!({ "verb": "user_deactivate", "user": made["user"] });
    assert_eq!(perform(stop.clone()).await.unwrap()["devices"], json!([]));
    assert_eq!(perform(stop).await.unwrap_err(), "already_done");
    let users = perform(json!({ "verb": "user_list" })).await.unwrap();
    assert_eq!(users[0]["active"], false);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_person_loses_sessions_and_devices_at_once() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let grace = server.staff(&admin, "grace", satchel_model::role::Role::Nurse).await;
    let user = grace.me.user;
    let device = server.enrol(&grace).await;
    let call: Call =
        serde_json::from_value(json!({ "verb": "user_deactivate", "user": user })).unwrap();
    let app = &server.running.app;
    let done = act::perform(app, call, &Progress::default()).await.unwrap();
    assert_eq!(done["devices"], json!([device.id]));
    let dead = server.get("/api/v1/devices", Some(&device.session().access)).await;
    assert_eq!(dead.refusal(), (401, "unauthenticated"));
    let list = server.get("/api/v1/devices", Some(&admin.access)).await;
    assert_eq!(list.body[0]["status"], "revoked");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_worker_vanished_runs_again_when_its_lease_ends() {
    let server = Server::sqlite().await;
    let app = &server.running.app;
    app.tasks.stopping().cancel();
    let mut tx = app.store.begin().await.unwrap();
    job::enqueue(app, &mut tx, "test_again", None, vec![7]).await.unwrap();
    tx.commit().await.unwrap();
    let now = app.now();
    let mut tx = app.store.begin().await.unwrap();
    let claimed =
        satchel_server_store::job::claim(&mut tx, now, now.plus_millis(60_000), 8).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((claimed.len(), claimed[0].payload.as_slice()), (1, &[7_u8][..]));
    let kinds = Kinds::default().with("test_again", async |_, _| Ok(()));
    assert_eq!(runner::round(app, &kinds).await, 0, "it belongs to the other worker");
    server.wait_ms(60_000);
    assert_eq!(runner::round(app, &kinds).await, 1);
    assert_eq!(runner::round(app, &kinds).await, 0);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_hashers_queue_sign_ins_are_put_off_not_hung() {
    let server = Server::start(None, |c| {
        c.settings.hash_queue = 1;
        c.settings.login_per_minute = 1_000;
    })
    .await;
    server.admin().await;
    let tries = (0..24).map(|n| {
        let body = json!({ "login": format!("user{n}"), "password": "not it at all" });
        server.post("/api/v1/sessions", None, body)
    });
    let answers = futures_util::future::join_all(tries).await;
    assert!(answers.iter().any(|a| a.refusal() == (401, "bad_credentials")));
    for answer in &answers {
        match answer.refusal() {
            (401, "bad_credentials") => {}
            (503, "overloaded") => assert!(!answer.header("retry-after").is_empty()),
            other => panic!("{other:?}"),
        }
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_server_has_let_go_of_port_folder_and_socket() {
    let server = Server::sqlite().await;
    let Server { running, dir, .. } = server;
    let addr = running.addr;
    running.shutdown().await;
    assert!(std::net::TcpListener::bind(addr).is_ok());
    assert!(!satchel_server::admin::socket::path(dir.path()).exists());
    let (config, _) = crate::harness::config(dir.path(), None);
    satchel_server::serve(config).await.unwrap().shutdown().await;
}
