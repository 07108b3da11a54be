//! What the windows may do, as it is committed: whatever widens it is seen here.
#![expect(clippy::unwrap_used, reason = "a test harness that cannot go on says so and stops")]
use serde_json::{Value, json};
use std::{fs, path::Path};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn config() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).unwrap()
}

#[test]
fn each_window_has_one_command_and_one_event() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["admin.json", "clinic.json"]);
    for name in ["admin", "clinic"] {
        let capability: Value =
            serde_json::from_str(&read(&format!("capabilities/{name}.json"))).unwrap();
        assert_eq!(capability["identifier"], name);
        assert_eq!(capability["windows"], json!([name]));
        assert_eq!(capability["local"], true);
        assert!(capability.get("remote").is_none(), "no page from elsewhere has a right");
        assert_eq!(
            capability["permissions"],
            json!(["allow-call", "core:event:allow-listen", "core:event:allow-unlisten"])
        );
    }
}

#[test]
fn the_policy_of_the_windows_is_the_one_that_was_agreed_on() {
    let policy = config()["app"]["security"]["csp"].as_str().unwrap().to_owned();
    assert_eq!(
        policy.split("; ").collect::<Vec<_>>(),
        [
            "default-src 'none'",
            "script-src 'self'",
            // The empty string, for Emotion; and the rule that hides the isolation frame.
            "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' \
             'sha256-YEercZJImS+vUX2bz7vkQ0aA4rtBIPLuCEWz+yraQ/g='",
            "img-src 'self' blob: data:",
            "font-src 'self'",
            "connect-src ipc: http://ipc.localhost",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'"
        ]
    );
    // Tauri adds the name of the isolation frame to `default-src`; a `frame-src` of ours would shut it out.
    assert!(!policy.contains("unsafe"));
}

#[test]
fn nothing_that_a_page_could_misuse_is_switched_on() {
    let config = config();
    assert_eq!(config["app"]["withGlobalTauri"], false);
    let security = &config["app"]["security"];
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"], json!({"enable": false, "scope": []}));
    assert_eq!(security["pattern"], json!({"use": "isolation", "options": {"dir": "isolation"}}));
    assert_eq!(security["capabilities"], json!(["clinic", "admin"]));
    assert!(security.get("dangerousDisableAssetCspModification").is_none());
    assert_eq!(config["app"]["windows"], json!([]), "windows are made in Rust, with their guards");
    assert!(config.get("plugins").is_none());
}

#[test]
fn the_isolation_frame_lets_through_what_the_screens_use_and_no_more() {
    let script = read("isolation/isolation.js");
    let known = script.split("new Set([").nth(1).unwrap().split("])").next().unwrap();
    assert_eq!(known, r#""call", "plugin:event|listen", "plugin:event|unlisten""#);
    assert!(script.contains("__TAURI_ISOLATION_HOOK__"));
}
