//! The Android project and the window's rights, as they are committed: whatever widens them is seen here.
#![expect(clippy::unwrap_used, reason = "a test harness that cannot go on says so and stops")]
use serde_json::{Value, json};
use std::{fs, path::Path};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The values of an XML attribute, in order.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let mark = format!("{attribute}=\"");
    text.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

const MANIFEST: &str = "gen/android/app/src/main/AndroidManifest.xml";

#[test]
fn the_app_asks_the_phone_for_the_network_and_nothing_else() {
    let manifest = read(MANIFEST);
    let asked: Vec<_> = manifest.lines().filter(|line| line.contains("<uses-permission")).collect();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(values(asked[0], "android:name"), ["android.permission.INTERNET"]);
    assert!(!manifest.contains("<provider"), "other apps get no files of ours");
    assert!(!manifest.contains("<service") && !manifest.contains("<receiver"));
}

#[test]
fn the_vault_stays_out_of_the_phones_backup_and_nothing_travels_in_clear() {
    let manifest = read(MANIFEST);
    assert_eq!(values(&manifest, "android:allowBackup"), ["false"]);
    assert_eq!(values(&manifest, "android:usesCleartextTraffic"), ["${usesCleartextTraffic}"]);
    let gradle = read("gen/android/app/build.gradle.kts");
    let usual = gradle.split("buildTypes").next().unwrap();
    assert!(usual.contains("manifestPlaceholders[\"usesCleartextTraffic\"] = \"false\""));
    let release = gradle.split("getByName(\"release\")").nth(1).unwrap();
    assert!(!release.contains("usesCleartextTraffic"), "a release keeps the usual value");
}

#[test]
fn only_the_launcher_can_start_the_app_from_outside() {
    let manifest = read(MANIFEST);
    assert_eq!(values(&manifest, "android:exported"), ["true"]);
    let names = values(&manifest, "android:name");
    assert_eq!(
        names,
        [
            "android.permission.INTERNET",
            ".MainActivity",
            "android.intent.action.MAIN",
            "android.intent.category.LAUNCHER"
        ]
    );
}

#[test]
fn the_project_is_of_this_app_and_of_the_android_we_support() {
    let gradle = read("gen/android/app/build.gradle.kts");
    for line in [
        "applicationId = \"org.satchel.patient\"",
        "minSdk = 24",
        "compileSdk = 37",
        "rootDirRel = \"../../../\"",
    ] {
        assert!(gradle.contains(line), "{line}");
    }
    let config: Value = serde_json::from_str(&read("tauri.conf.json")).unwrap();
    assert_eq!(config["identifier"], "org.satchel.patient");
}

#[test]
fn the_window_may_do_what_it_could_do_before() {
    let capability: Value = serde_json::from_str(&read("capabilities/patient.json")).unwrap();
    assert_eq!(
        capability["permissions"],
        json!(["allow-call", "core:event:allow-listen", "core:event:allow-unlisten"])
    );
    assert_eq!(capability["windows"], json!(["patient"]));
    assert_eq!(
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities")).unwrap().count(),
        1
    );
}

#[test]
fn phone_and_desktop_share_one_policy_and_one_isolation_frame() {
    let of = |path: &str| -> Value { serde_json::from_str(&read(path)).unwrap() };
    let (phone, desktop) = (of("tauri.conf.json"), of("../desktop/tauri.conf.json"));
    for key in ["csp", "freezePrototype", "assetProtocol", "pattern"] {
        assert_eq!(phone["app"]["security"][key], desktop["app"]["security"][key], "{key}");
    }
    assert_eq!(phone["app"]["withGlobalTauri"], false);
    for file in ["isolation/index.html", "isolation/isolation.js"] {
        assert_eq!(read(file), read(&format!("../desktop/{file}")), "{file}");
    }
}
