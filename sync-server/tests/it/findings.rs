//! `satchel doctor`: each thing that can be wrong is found, named and given a cure, and nothing else is.
use crate::harness::{START_MS, Server, on_both};
use satchel_model::time::Timestamp;
use satchel_server::doctor;
use serde_json::{Value, json};
use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};

on_both!(a_clock_before_its_time_is_bad, a_database_that_does_not_answer_is_bad,);

async fn report(server: &Server) -> Value {
    doctor::report(&server.running.app).await
}

fn check<'a>(report: &'a Value, name: &str) -> &'a Value {
    let found = report["checks"].as_array().unwrap().iter().find(|c| c["name"] == name);
    found.unwrap_or_else(|| panic!("no check {name}: {report}"))
}

async fn a_clock_before_its_time_is_bad(server: &Server) {
    server.admin().await;
    server.wait_ms(1_767_225_599_999 - START_MS);
    let bad = report(server).await;
    assert_eq!((&bad["status"], &check(&bad, "clock")["health"]), (&json!("bad"), &json!("bad")));
    assert_eq!(check(&bad, "clock")["found"], "2025-12-31T23:59:59.999Z");
    server.wait_ms(1);
    assert_eq!(check(&report(server).await, "clock")["health"], "good");
    let far = 1_767_225_600_000 + 20 * 365 * 86_400_000;
    server.wait_ms(far - server.now().millis());
    assert_eq!(check(&report(server).await, "clock")["health"], "good");
    server.wait_ms(1);
    assert_eq!(check(&report(server).await, "clock")["health"], "bad");
    assert_eq!(server.now(), Timestamp::from_millis(far + 1));
}

async fn a_database_that_does_not_answer_is_bad(server: &Server) {
    server.running.app.store.close().await;
    let report = report(server).await;
    assert_eq!(report["status"], "bad");
    let database = check(&report, "database");
    assert_eq!(database["health"], "bad");
    assert!(database["cure"].as_str().unwrap().contains("database.url"));
    assert_eq!(check(&report, "tables")["health"], "bad");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_open_to_others_is_bad_and_named() {
    let server = Server::sqlite().await;
    server.admin().await;
    for name in ["keys.cbor", "tls-key.pem", "satchel.db", "satchel.keys", "admin.sock"] {
        let path = server.dir.path().join(name);
        let open = |mode| std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        for mode in [0o640, 0o604, 0o601] {
            open(mode);
            let report = report(&server).await;
            let folder = check(&report, "folder");
            assert_eq!(folder["health"], "bad", "{name} {mode:o}");
            assert_eq!(folder["found"], format!("open to others: {name}"));
            assert!(folder["cure"].as_str().unwrap().contains("chmod 600"));
        }
        open(0o600);
        assert_eq!(check(&report(&server).await, "folder")["health"], "good", "{name}");
    }
    std::fs::set_permissions(server.dir.path(), Permissions::from_mode(0o750)).unwrap();
    let report = report(&server).await;
    assert_eq!(check(&report, "folder")["found"], "open to others: the folder");
    server.stop().await;
}
