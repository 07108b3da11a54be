//! The serving process itself: greeting, end by signal, and a start after it was killed.
use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

/// A serving process; killed when dropped.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn start(dir: &Path, args: &[&str]) -> (Process, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_satchel"))
        .env_clear()
        .current_dir(dir.parent().unwrap())
        .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(dir)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Process(child), serde_json::from_str(&line).unwrap())
}

fn signal(process: &Process, name: &str) {
    let pid = process.0.id().to_string();
    assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
}

#[test]
fn serve_greets_as_json_ends_by_signal_and_logs_json_lines() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let (mut process, greeting) = start(&dir, &[]);
    assert_eq!(greeting["setup_code"].as_str().unwrap().len(), 14);
    assert_eq!(greeting["spki"].as_str().unwrap().len(), 64);
    assert_eq!(greeting["listen"], greeting["address"]);
    signal(&process, "TERM");
    assert_eq!(process.0.wait().unwrap().code(), Some(0));
    let mut logs = String::new();
    process.0.stderr.take().unwrap().read_to_string(&mut logs).unwrap();
    let lines: Vec<Value> = logs.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let messages: Vec<&str> = lines.iter().filter_map(|l| l["message"].as_str()).collect();
    assert!(messages.contains(&"serving") && messages.contains(&"stopped"), "{messages:?}");
    assert!(!logs.contains(greeting["setup_code"].as_str().unwrap()));
}

#[test]
fn a_killed_server_starts_again_on_its_folder_with_its_key_and_a_fresh_code() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let (process, first) = start(&dir, &[]);
    signal(&process, "KILL");
    drop(process);
    let (process, second) = start(&dir, &[]);
    assert_eq!(first["spki"], second["spki"]);
    assert_ne!(first["setup_code"], second["setup_code"]);
    drop(process);
}

#[test]
fn a_second_process_on_the_same_folder_is_refused_with_a_stable_code() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let (_process, _) = start(&dir, &[]);
    let second = Command::new(env!("CARGO_BIN_EXE_satchel"))
        .env_clear()
        .args(["serve", "--listen", "127.0.0.1:0", "--set", "log.level=error", "--data-dir"])
        .arg(&dir)
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let text = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(text.contains("error[in_use]"), "{text}");
}
