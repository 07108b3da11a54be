//! Words between programs: calls of IT as JSON, store failures as problems, jobs' waits.
use satchel_model::id::{DeviceId, DocId, PatientId, UserId};
use satchel_protocol::{
    intent::RevokeReason,
    problem::{ErrorCode, Retry},
};
use satchel_server::{admin::Call, http::problem::store_problem};
use satchel_server_store::StoreError;
use std::path::PathBuf;

fn calls() -> Vec<Call> {
    vec![
        Call::Health,
        Call::Doctor,
        Call::AdminCreate {
            clinic: Some("Riverside".into()),
            login: "ada".into(),
            name: "Ada L.".into(),
            password: "correct horse".into(),
        },
        Call::UserList,
        Call::UserInvite {
            name: "Bo".into(),
            role: "patient".into(),
            patient: Some(PatientId::from_bytes([1; 16])),
            hours: Some(24),
        },
        Call::UserDeactivate { user: UserId::from_bytes([2; 16]) },
        Call::DeviceList,
        Call::DeviceRevoke {
            device: DeviceId::from_bytes([3; 16]),
            reason: RevokeReason::Replaced,
        },
        Call::FhirImport { paths: vec![PathBuf::from("/data/x.json")], source: "synthea".into() },
        Call::AuditVerify,
        Call::MigrateStatus,
    ]
}

#[test]
fn every_call_of_it_has_a_frozen_form_and_reads_back() {
    let lines: Vec<String> =
        calls().iter().map(|call| serde_json::to_string(call).unwrap()).collect();
    insta::assert_snapshot!("admin_calls", lines.join("\n"));
    for line in lines {
        let again: Call = serde_json::from_str(&line).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), line);
    }
}

#[test]
fn what_may_be_left_out_of_a_call_is_left_out_and_nothing_else() {
    let optional =
        [("admin_create", "clinic"), ("user_invite", "patient"), ("user_invite", "hours")];
    for call in calls() {
        let json = serde_json::to_value(&call).unwrap();
        let verb = json["verb"].as_str().unwrap().to_owned();
        for key in json.as_object().unwrap().keys() {
            let mut less = json.clone();
            less.as_object_mut().unwrap().remove(key);
            let fine = serde_json::from_value::<Call>(less).is_ok();
            assert_eq!(
                fine,
                optional.contains(&(verb.as_str(), key.as_str())),
                "{verb} without {key}"
            );
        }
    }
}

#[test]
fn only_an_import_may_make_a_folder() {
    let makes: Vec<String> = calls()
        .iter()
        .filter(|c| c.makes_folder())
        .map(|c| serde_json::to_value(c).unwrap()["verb"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(makes, ["fhir_import"]);
}

#[test]
fn every_store_failure_has_its_code_and_tells_no_inside() {
    let io = || std::io::Error::other("secret path");
    for (error, code, retry) in [
        (StoreError::Locked(PathBuf::from("/x")), ErrorCode::InUse, Retry::AfterFix),
        (StoreError::Newer { found: 9, known: 1 }, ErrorCode::NewerVersion, Retry::AfterFix),
        (StoreError::Io { path: PathBuf::from("/x"), source: io() }, ErrorCode::Io, Retry::Later),
        (StoreError::Rows { table: "device", want: 1, got: 0 }, ErrorCode::Internal, Retry::Later),
        (StoreError::Corrupt("document.state"), ErrorCode::Internal, Retry::Later),
        (StoreError::Edited(1), ErrorCode::Internal, Retry::Later),
        (StoreError::Permit(DocId::from_bytes([1; 16])), ErrorCode::Internal, Retry::Later),
    ] {
        let problem = store_problem(&error);
        assert_eq!((problem.code, problem.retry), (code, retry), "{error}");
        assert!(problem.args.is_empty(), "{error}");
        assert!(!error.is_retryable() && !error.is_duplicate() && !error.is_full());
        assert_eq!(error.is_corrupt(), matches!(error, StoreError::Corrupt(_)));
    }
}

#[test]
fn store_failures_say_what_happened_in_one_line() {
    let lines = [
        StoreError::Locked(PathBuf::from("/x")).to_string(),
        StoreError::Newer { found: 9, known: 1 }.to_string(),
        StoreError::Rows { table: "device", want: 1, got: 0 }.to_string(),
        StoreError::Corrupt("document.state").to_string(),
        StoreError::Edited(3).to_string(),
    ];
    assert_eq!(
        lines,
        [
            "/x is in use by another process",
            "schema 9 is newer than 1, the newest this program knows",
            "device: 0 rows met instead of 1",
            "document.state holds an impossible value",
            "migration 3 is not the one that was applied",
        ]
    );
}
