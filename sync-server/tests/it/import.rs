//! FHIR into a real server, on both engines: counts, repetition, change, broken input, and what a laptop then shows.
use std::path::{Path, PathBuf};

use crate::{
    cli::{parsed, run},
    harness::{Server, on_both},
    laptop::laptop,
};
use satchel_model::role::Role;
use satchel_server::fhir::{Import, summary::Summary};
use serde_json::json;
use tokio_util::sync::CancellationToken;

on_both!(
    an_import_counts_everything_and_a_second_changes_nothing,
    a_laptop_shows_what_was_imported,
    a_changed_resource_is_a_new_version,
    a_broken_file_stops_nothing_and_leaves_nothing_behind,
    an_import_that_was_stopped_goes_on,
    an_ndjson_set_finds_its_patients,
    one_number_in_two_systems_is_one_patient,
    records_of_no_patient_are_kept_for_the_clinic,
    what_is_labelled_restricted_reaches_no_laptop,
);

const VISIT: &str = include_str!("../../../core/model/src/fhir/tests/visit.json");

#[expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]
fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

async fn import(server: &Server, paths: &[PathBuf]) -> Summary {
    let import = Import { paths: paths.to_vec(), source: String::new() };
    import.run(&server.running.app, &CancellationToken::new(), &mut |_| {}).await.unwrap()
}

fn counts(summary: &Summary) -> [u64; 5] {
    assert_eq!(summary.mapped + summary.kept + summary.refused, summary.resources);
    [summary.resources, summary.mapped, summary.kept, summary.refused, summary.unchanged]
}

async fn intact(server: &Server) {
    server.settle().await;
    let verified = satchel_server::audit::verify::report(&server.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn an_import_counts_everything_and_a_second_changes_nothing(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    let file = put(folder.path(), "visit.json", VISIT);
    assert_eq!(counts(&import(server, std::slice::from_ref(&file)).await), [13, 10, 3, 0, 0]);
    let documents = count(server).await;
    server.wait_ms(60_000);
    let again = import(server, &[file.clone(), file]).await;
    assert_eq!(counts(&again), [26, 20, 6, 0, 26]);
    assert_eq!(again.patients(), 1);
    assert_eq!(count(server).await, documents, "no document more, no byte more");
    intact(server).await;
}

/// Documents and bytes of their logs.
async fn count(server: &Server) -> (u64, u64) {
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    satchel_server_store::document::count(&mut tx, app.keys.tenant).await.unwrap()
}

async fn a_laptop_shows_what_was_imported(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    import(server, &[put(folder.path(), "visit.json", VISIT)]).await;
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    doctor.sync(server).await;
    assert_eq!(doctor.names().await, ["Haddad, Amina Nour"]);
    let list = doctor.say("patient_list", json!({})).await.unwrap();
    let patient = &list["patients"][0]["patient"];
    let chart = doctor.say("chart_get", json!({ "patient": patient })).await.unwrap().to_string();
    for said in ["Asthma", "Penicillin", "Salbutamol", "every 4 h"] {
        assert!(chart.contains(said), "{said}: {chart}");
    }
    let open = doctor.say("decision_list", serde_json::Value::Null).await.unwrap();
    assert!(!open.to_string().contains("Salbutamol"), "an import asks for no decision: {open}");
}

async fn a_changed_resource_is_a_new_version(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    import(server, &[put(folder.path(), "visit.json", VISIT)]).await;
    let changed = VISIT.replace("worse in spring", "worse in autumn").replace("129.160", "129.170");
    let again = import(server, &[put(folder.path(), "visit.json", &changed)]).await;
    assert_eq!(counts(&again), [13, 10, 3, 0, 11]);
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    doctor.sync(server).await;
    let list = doctor.say("patient_list", json!({})).await.unwrap();
    let patient = &list["patients"][0]["patient"];
    let chart = doctor.say("chart_get", json!({ "patient": patient })).await.unwrap().to_string();
    assert!(chart.contains("worse in autumn") && !chart.contains("worse in spring"), "{chart}");
    intact(server).await;
}

async fn a_broken_file_stops_nothing_and_leaves_nothing_behind(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    let (half, _) = VISIT.split_at(VISIT.len() / 2);
    put(folder.path(), "a-broken.json", half);
    put(folder.path(), "b-good.json", VISIT);
    put(folder.path(), "c-old.json", r#"{"resourceType":"MedicationOrder","id":"x"}"#);
    put(folder.path(), "README", "not FHIR");
    let summary = import(server, &[folder.path().to_owned()]).await;
    assert_eq!(counts(&summary), [15, 10, 3, 2, 0]);
    assert_eq!((summary.files, summary.patients()), (3, 1));
    let first = &summary.refusals[0];
    assert!(first.file.ends_with("a-broken.json"));
    assert!(
        first.place.split_once(':').is_some_and(|(line, _)| line.parse::<u32>().is_ok()),
        "{first:?}"
    );
    assert!(summary.refusals[1].reason.contains("only R4 is read"));
}

async fn an_import_that_was_stopped_goes_on(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..3 {
        let text =
            VISIT.replace("amina", &format!("amina{n}")).replace("MRN-0042", &format!("MRN-1{n}2"));
        // Every id of each bundle is its own.
        let text =
            text.replace("\"id\": \"", &format!("\"id\": \"{n}-")).replace("{n}-{n}-", "{n}-");
        let text = text.replace("Patient/amina", &format!("Patient/{n}-amina"));
        put(folder.path(), &format!("{n}.json"), &text);
    }
    let stop = CancellationToken::new();
    let import = Import { paths: vec![folder.path().to_owned()], source: String::new() };
    let app = &server.running.app;
    let first = import
        .run(app, &stop, &mut |p| {
            if p.files == 1 {
                stop.cancel();
            }
        })
        .await
        .unwrap();
    assert_eq!((first.files, first.unchanged), (1, 0));
    let second = import.run(app, &CancellationToken::new(), &mut |_| {}).await.unwrap();
    assert_eq!(second.files, 3);
    assert_eq!(second.unchanged, first.mapped + first.kept, "what was taken is not taken again");
    assert_eq!(second.patients(), 3);
}

async fn an_ndjson_set_finds_its_patients(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    let reading = |n: u32| {
        format!(
            r#"{{"resourceType":"Observation","id":"o{n}","status":"final","code":{{"text":"Pulse"}},"subject":{{"reference":"Patient/p{}"}},"effectiveDateTime":"2024-01-0{}","valueInteger":{n}}}"#,
            n % 2,
            1 + n % 5
        )
    };
    let lines: Vec<_> = (0..20).map(reading).collect();
    put(folder.path(), "AObservation.ndjson", &format!("{}\nnot json\n", lines.join("\n")));
    put(
        folder.path(),
        "Patient.ndjson",
        "{\"resourceType\":\"Patient\",\"id\":\"p0\"}\n{\"resourceType\":\"Patient\",\"id\":\"p1\"}\n",
    );
    let summary = import(server, &[folder.path().to_owned()]).await;
    assert_eq!(counts(&summary), [23, 22, 0, 1, 0]);
    assert!(summary.refusals[0].place.starts_with("line 21 "), "{:?}", summary.refusals);
    assert_eq!(import(server, &[folder.path().to_owned()]).await.unchanged, 22);
}

async fn one_number_in_two_systems_is_one_patient(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    let patient = |base: &str, given: &str| {
        let text = format!(
            r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"fullUrl":"https://{base}/fhir/Patient/1","resource":
            {{"resourceType":"Patient","id":"1","identifier":[{{"system":"urn:national","value":"77-401"}}],
            "name":[{{"family":"Ode","given":["{given}"]}}],"birthDate":"1990-02-03"}}}}]}}"#
        );
        put(folder.path(), &format!("{base}.json"), &text)
    };
    let (one, two, other) = (patient("one", "Ann"), patient("two", "Ann"), patient("three", "Ben"));
    assert_eq!(import(server, &[one]).await.patients(), 1);
    import(server, &[two]).await;
    let third = import(server, &[other]).await;
    assert!(third.notes.keys().any(|reason| reason.contains("two people")), "{:?}", third.notes);
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    doctor.sync(server).await;
    let mut names = doctor.names().await;
    names.sort();
    assert_eq!(names, ["Ode, Ann", "Ode, Ben"]);
}

async fn records_of_no_patient_are_kept_for_the_clinic(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"resourceType":"Location","id":"ward","name":"Ward 2"}"#;
    let file = put(folder.path(), "location.json", text);
    assert_eq!(counts(&import(server, std::slice::from_ref(&file)).await), [1, 0, 1, 0, 0]);
    assert_eq!(import(server, &[file]).await.unchanged, 1);
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let report = doctor.sync(server).await;
    assert_eq!(report["refused"], 0, "a document of no patient harms no device: {report}");
    assert!(doctor.names().await.is_empty());
}

async fn what_is_labelled_restricted_reaches_no_laptop(server: &Server) {
    let folder = tempfile::tempdir().unwrap();
    let label = r#""meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}"#;
    let entry = |id: &str, said: &str, more: &str| {
        format!(
            r#"{{"resource":{{"resourceType":"Condition","id":"{id}","code":{{"text":"{said}"}},"subject":{{"reference":"Patient/a"}}{more}}}}}"#
        )
    };
    let text = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{{"resourceType":"Patient","id":"a","name":[{{"family":"Ode"}}]}}}},{},{}]}}"#,
        entry("open", "Gout", ""),
        entry("closed", "Restricted matter", &format!(",{label}"))
    );
    let summary = import(server, &[put(folder.path(), "r.json", &text)]).await;
    assert_eq!(counts(&summary), [3, 2, 1, 0, 0]);
    assert_eq!(count(server).await.0, 5, "directory, admin, chart, diary, restricted section");
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    assert_eq!(doctor.sync(server).await["refused"], 0);
    let list = doctor.say("patient_list", json!({})).await.unwrap();
    let patient = &list["patients"][0]["patient"];
    let chart = doctor.say("chart_get", json!({ "patient": patient })).await.unwrap().to_string();
    assert!(chart.contains("Gout") && !chart.contains("Restricted matter"), "{chart}");
    intact(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_imports_alone_and_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let file = put(folder.path(), "visit.json", VISIT).display().to_string();
    let broken = put(folder.path(), "broken.json", "{").display().to_string();
    let dir = folder.path().join("data");
    let ran = run(&dir, &["fhir", "import", &file, "--json"], "").await;
    let counts = parsed(&ran);
    assert_eq!((counts["mapped"].as_u64(), counts["unchanged"].as_u64()), (Some(10), Some(0)));
    let ran = run(&dir, &["fhir", "import", &file, &broken, "--json"], "").await;
    assert_eq!(ran.status.code(), Some(1), "something was refused");
    let lines = String::from_utf8(ran.stdout).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["refused"]["pointer"], "1:1");
    assert_eq!((lines[1]["refused"].as_u64(), lines[1]["unchanged"].as_u64()), (Some(1), Some(13)));
    let server = Server::sqlite().await;
    let ran = run(server.dir.path(), &["fhir", "import", &file, "--json"], "").await;
    assert_eq!(parsed(&ran)["mapped"], 10, "the running server did it");
    server.stop().await;
}
