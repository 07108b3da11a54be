//! The binary: verbs alone with a folder and beside a running server, exit codes, errors with stable codes.
use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::harness::{OTHER, Server};
use satchel_model::role::Role;
use serde_json::{Value, json};

fn satchel(dir: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_satchel"))
        .env_clear()
        .current_dir(dir.parent().unwrap())
        .arg("--data-dir")
        .arg(dir)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A verb that reads nothing closes the pipe at once.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

pub(crate) async fn run(dir: &Path, args: &[&str], input: &str) -> Output {
    let dir = dir.to_path_buf();
    let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
    let input = input.to_owned();
    tokio::task::spawn_blocking(move || {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        satchel(&dir, &args, &input)
    })
    .await
    .unwrap()
}

pub(crate) fn parsed(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(output: &Output, code: &str) {
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        text.starts_with(&format!("error[{code}]")) || text.contains(&format!("\"{code}\"")),
        "{text}"
    );
    assert!(output.stdout.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_made_filled_and_examined_without_a_server() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    refused(&run(&dir, &["user", "list"], "").await, "not_found");
    refused(&run(&dir, &["health"], "").await, "offline");
    let first = parsed(&run(&dir, &["init", "--json"], "").await);
    let again = parsed(&run(&dir, &["init", "--json"], "").await);
    assert_eq!(first, again);
    assert_eq!(first["words"].as_str().unwrap().split(' ').count(), 8);
    let doctor = parsed(&run(&dir, &["doctor", "--json"], "").await);
    assert_eq!(doctor["status"], "warning", "nobody can sign in yet: {doctor}");
    let create = ["admin", "create", "--login", "ada", "--name", "Ada L.", "--json"];
    refused(&run(&dir, &create, "too short\n").await, "weak_password");
    refused(&run(&dir, &create, OTHER).await, "invalid");
    let named = [&create[..], &["--clinic", "Riverside"]].concat();
    let made = parsed(&run(&dir, &named, OTHER).await);
    refused(&run(&dir, &named, OTHER).await, "login_taken");
    let users = parsed(&run(&dir, &["user", "list", "--json"], "").await);
    assert_eq!(users[0]["user"], made["user"]);
    assert_eq!((&users[0]["login"], &users[0]["role"]), (&json!("ada"), &json!("clinic_admin")));
    let doctor = parsed(&run(&dir, &["doctor", "--json"], "").await);
    assert_eq!(doctor["status"], "good", "{doctor}");
    let status = parsed(&run(&dir, &["migrate", "status", "--json"], "").await);
    assert_eq!(status["schema"], status["newest"]);
    let verify = run(&dir, &["audit", "verify", "--json"], "").await;
    assert_eq!(verify.status.code(), Some(0), "{}", String::from_utf8_lossy(&verify.stdout));
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_a_running_server_the_verbs_ask_it() {
    let server = Server::sqlite().await;
    let dir = server.dir.path();
    let admin = server.admin().await;
    let health = parsed(&run(dir, &["health", "--json"], "").await);
    assert_eq!(health["status"], "ok");
    let invite = ["user", "invite", "--name", "Grace H.", "--role", "nurse", "--json"];
    let invited = parsed(&run(dir, &invite, "").await);
    assert_eq!(invited["spki"], json!(server.running.spki));
    let code = invited["code"].as_str().unwrap();
    let grace = server.accept(code, "grace").await.read::<satchel_protocol::api::Session>();
    assert_eq!(grace.me.role, Role::Nurse.code());
    let device = server.enrol(&grace).await;
    let listed = parsed(&run(dir, &["device", "list", "--json"], "").await);
    assert_eq!(listed[0]["device"], json!(device.id));
    let id = device.id.to_string();
    let revoke = ["device", "revoke", &id, "--reason", "lost", "--json"];
    assert_eq!(parsed(&run(dir, &revoke, "").await)["reason"], "lost");
    refused(&run(dir, &revoke, "").await, "already_done");
    let user = grace.me.user.to_string();
    let stop = ["user", "deactivate", &user, "--json"];
    assert_eq!(parsed(&run(dir, &stop, "").await)["devices"], json!([]));
    let body = json!({ "login": "grace", "password": OTHER });
    let refusal = server.post("/api/v1/sessions", None, body).await;
    assert_eq!(refusal.refusal(), (403, "user_inactive"));
    refused(&run(dir, &["init"], "").await, "in_use");
    refused(&run(dir, &["user", "invite", "--name", "X", "--role", "wizard"], "").await, "invalid");
    assert_eq!(server.get("/api/v1/devices", Some(&admin.access)).await.status, 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_tells_where_each_value_came_from() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let file = home.path().join("satchel.toml");
    satchel_server::file::replace(&file, b"[auth]\naccess_minutes = 7\n").unwrap();
    let shown = parsed(&run(&dir, &["config", "show", "--origin", "--json"], "").await);
    assert_eq!(
        shown["auth.access_minutes"],
        json!({ "value": "7", "origin": "file satchel.toml" })
    );
    assert_eq!(shown["data_dir"]["origin"], "flag");
    assert_eq!(shown["listen"]["origin"], "default");
    assert!(run(&dir, &["config", "check"], "").await.status.success());
    refused(
        &run(&dir, &["config", "check", "--set", "auth.access_minutes=99"], "").await,
        "config",
    );
    let reference = run(&dir, &["config", "reference"], "").await;
    let text = String::from_utf8(reference.stdout).unwrap();
    assert_eq!(text.trim_end(), satchel_server::config::table::reference().trim_end());
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_usage_ends_with_2_and_help_with_0() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    assert_eq!(run(&dir, &["nonsense"], "").await.status.code(), Some(2));
    let help = run(&dir, &["device", "revoke", "--help"], "").await;
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:"));
}

/// One raw line to the admin socket and the lines that come back.
async fn knock(server: &Server, line: &[u8]) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let path = satchel_server::admin::socket::path(server.dir.path());
    let mut stream = tokio::net::UnixStream::connect(path).await.unwrap();
    // The server may hang up before it has read everything.
    stream.write_all(line).await.ok();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.ok();
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_socket_answers_line_by_line_and_refuses_nonsense() {
    let server = Server::sqlite().await;
    let text = knock(&server, b"{\"verb\":\"migrate_status\"}\n").await;
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.last().unwrap()["done"]["schema"], lines.last().unwrap()["done"]["newest"]);
    for line in [&b"nonsense\n"[..], b"{\"verb\":\"format_disk\"}\n", b"\n"] {
        let text = knock(&server, line).await;
        assert!(text.contains("\"malformed\""), "{text}");
    }
    let huge = [vec![b'x'; 70 * 1_024], b"\n".to_vec()].concat();
    assert!(!knock(&server, &huge).await.contains("done"));
    assert_eq!(parsed(&run(server.dir.path(), &["health", "--json"], "").await)["status"], "ok");
    server.stop().await;
}
