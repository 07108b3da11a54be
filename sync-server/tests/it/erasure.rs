//! Erasure: strings planted in every field of a patient's record are nowhere afterwards, and nothing brings them back (I10).
use std::{
    io::Write,
    path::Path,
    sync::{Arc, Mutex},
};

use satchel_model::{id::PatientId, role::Role};
use satchel_protocol::{api::Session, sync::DocState};
use satchel_server::{
    audit::verify,
    seal,
    state::State,
    sync::epoch::{Asker, erase},
};
use satchel_server_store::{Tx, dek, document};
use serde_json::{Value, json};

use crate::{
    epochs::{allergy, doc, row},
    harness::{Server, on_both},
    laptop::{Laptop, laptop},
};

on_both!(
    an_erased_record_is_nowhere_and_never_returns,
    a_legal_hold_refuses_erasure_and_not_care,
    an_open_decision_does_not_keep_a_record_from_being_erased,
);

const CANARY: &str = "kanarienvogel";

/// Everything that was logged.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn listen() -> Logged {
    let logged = Logged::default();
    let writer = logged.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || writer.clone());
    // Another test of this process may listen already.
    subscriber.try_init().ok();
    logged
}

fn holds(bytes: &[u8]) -> bool {
    let lower = bytes.to_ascii_lowercase();
    let wide: Vec<u8> = CANARY.bytes().flat_map(|b| [b, 0]).collect();
    let hex = hex::encode(CANARY);
    [CANARY.as_bytes(), &wide, hex.as_bytes()]
        .iter()
        .any(|needle| lower.windows(needle.len()).any(|w| w == *needle))
}

/// Files below a folder that hold the canary, and how many were looked at.
fn scan(folder: &Path, hits: &mut Vec<String>) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += scan(&path, hits);
        } else if path.is_file() {
            files += 1;
            if holds(&std::fs::read(&path).unwrap()) {
                hits.push(path.display().to_string());
            }
        }
    }
    files
}

/// Tables of PostgreSQL, both schemas, that hold the canary as text.
async fn tables(state: &State) -> Vec<String> {
    let mut hits = Vec::new();
    for keys in [false, true] {
        let mut tx = if keys {
            state.store.begin_keys().await.unwrap()
        } else {
            state.store.begin().await.unwrap()
        };
        let Tx::Postgres(t) = &mut tx else { return hits };
        let names: Vec<String> = sqlx::query_scalar(
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
        )
        .fetch_all(&mut **t)
        .await
        .unwrap();
        assert!(!names.is_empty());
        for name in names {
            let mut q = sqlx::QueryBuilder::new("SELECT x::text FROM \"");
            q.push(&name).push("\" x");
            let rows: Vec<String> = q.build_query_scalar().fetch_all(&mut **t).await.unwrap();
            if rows.iter().any(|row| holds(row.as_bytes())) {
                hits.push(name);
            }
        }
    }
    hits
}

/// Writes the canary into every field that a person can fill.
async fn plant(of: &Laptop) -> [Value; 4] {
    let word = |what: &str| format!("{CANARY}{what}");
    let [patient, chart, _] = of.patient(&word("name")).await;
    let [problem, drug, flag, goal, aunt, note, section, thread, first, second] = of.ids().await;
    let at = |mut fields: Value| {
        fields["doc"] = chart.clone();
        fields["patient"] = patient.clone();
        fields
    };
    let coded = |what: &str| json!({ "text": word(what) });
    allergy(of, &patient, &chart, &word("allergy")).await;
    let writes = [
        (
            "problem_add",
            at(json!({ "item": problem, "code": coded("problem"), "clinical": "active" })),
        ),
        ("problem_set_note", at(json!({ "item": problem, "note": word("note") }))),
        (
            "medicine_start",
            at(
                json!({ "item": drug, "regimen": { "product": coded("drug"), "dose": "5", "unit": "mg" } }),
            ),
        ),
        ("flag_add", at(json!({ "item": flag, "kind": "risk", "code": coded("flag") }))),
        ("goal_add", at(json!({ "item": goal, "text": word("goal") }))),
        (
            "family_add",
            at(json!({ "item": aunt, "relation": coded("aunt"), "condition": coded("family") })),
        ),
        (
            "note_start",
            json!({ "doc": note, "patient": patient, "section": section, "title": word("title"), "text": word("text") }),
        ),
        (
            "thread_start",
            json!({ "doc": thread, "patient": patient, "item": first, "subject": word("subject"), "members": [], "kind": "clinical" }),
        ),
        (
            "message_send",
            json!({ "doc": thread, "patient": patient, "item": second, "text": word("message") }),
        ),
    ];
    for (kind, fields) in writes {
        of.write(kind, fields).await;
    }
    let key = format!("medicine-dose:{}:x", patient.as_str().unwrap());
    of.say("draft_put", json!({ "key": key, "body": word("draft") })).await.unwrap();
    [patient, chart, note, thread]
}

fn why() -> Asker {
    Asker { why: Some("asked for in writing".to_owned()), ..Asker::default() }
}

async fn again(server: &Server) -> Session {
    let body = json!({ "login": "ada", "password": crate::harness::PASSWORD });
    server.post("/api/v1/sessions", None, body).await.read()
}

async fn an_erased_record_is_nowhere_and_never_returns(server: &Server) {
    let logged = listen();
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, note, thread] = plant(&doctor).await;
    assert_eq!(doctor.sync(server).await["refused"], 0);
    nurse.sync(server).await;
    nurse.say("patient_search", json!({ "query": CANARY })).await.unwrap();
    // Work about the patient that the server has not seen yet.
    allergy(&nurse, &patient, &chart, &format!("{CANARY}late")).await;
    let state = &*server.running.app;
    let backup = backup(server);
    let mut wrapped = Vec::new();
    let docs = [&patient, &chart, &note, &thread].map(doc);
    for id in docs {
        let dek = row(state, id).await.dek;
        let mut keys = state.store.begin_keys().await.unwrap();
        wrapped.push(dek::list(&mut keys, &[dek]).await.unwrap().remove(0).wrapped);
    }
    let id: PatientId = serde_json::from_value(patient.clone()).unwrap();
    // Chart, diary, note and conversation, and the record itself.
    assert_eq!(erase::erase_patient(state, id, &why()).await.unwrap(), 5);
    for of in [&doctor, &nurse] {
        of.sync(server).await;
        of.sync(server).await;
        assert_eq!(of.names().await, Vec::<String>::new());
        let found = of.say("patient_search", json!({ "query": CANARY })).await.unwrap();
        assert!(!found.to_string().contains(CANARY), "{found}");
    }
    // What the nurse had not sent is seen to be withdrawn, without its content.
    let aside = nurse.say("quarantine_list", Value::Null).await.unwrap().to_string();
    assert!(aside.contains("erased") && !aside.contains(CANARY), "{aside}");
    let state_of = nurse.say("sync_status", Value::Null).await.unwrap();
    assert_eq!(state_of["waiting"].as_u64().unwrap_or(0), 0, "{state_of}");
    let drafts = doctor.say("draft_list", Value::Null).await.unwrap();
    assert!(!drafts.to_string().contains("medicine-dose"), "{drafts}");
    for id in docs {
        let gone = row(state, id).await;
        assert_eq!((gone.state, gone.head_seq, gone.heads.len()), (DocState::Erased, 0, 0));
        let twice = erase::erase(state, id, &why()).await.unwrap_err();
        assert_eq!(twice.code().word(), "already_done");
    }
    // Database files, their logs, the key store, the devices' files, what was logged.
    let mut hits = Vec::new();
    let files = scan(server.dir.path(), &mut hits)
        + scan(doctor.folder(), &mut hits)
        + scan(nurse.folder(), &mut hits);
    assert!(files > 6, "{files} files");
    assert_eq!(hits, Vec::<String>::new());
    assert_eq!(tables(state).await, Vec::<String>::new());
    tracing::info!("the end of what was logged");
    let lines = logged.0.lock().unwrap().clone();
    assert!(lines.windows(10).any(|w| w == b"the end of"), "the log was listened to");
    assert!(!holds(&lines), "in the log");
    keys_are_gone(server, &wrapped);
    // A device that comes new gets nothing, and the id stays refused.
    let fresh = laptop(server, &again(server).await, "new", Role::Nurse, 3).await;
    fresh.sync(server).await;
    assert_eq!(fresh.names().await, Vec::<String>::new());
    let verified = verify::report(state).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
    restored_stays_unreadable(server, backup, docs).await;
}

/// The wrapped keys are in no file of the key store, its log included.
fn keys_are_gone(server: &Server, wrapped: &[Vec<u8>]) {
    for entry in std::fs::read_dir(server.dir.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for key in wrapped {
                assert!(!key.is_empty());
                let left = bytes.windows(key.len()).any(|w| w == key.as_slice());
                assert!(!left, "a destroyed key is left in {}", path.display());
            }
        }
    }
}

/// A copy of the main database as of now; none on PostgreSQL.
fn backup(server: &Server) -> Option<tempfile::TempDir> {
    let from = server.dir.path();
    from.join("satchel.db").is_file().then(|| {
        let to = tempfile::tempdir().unwrap();
        for name in ["satchel.db", "satchel.db-wal"] {
            if from.join(name).is_file() {
                std::fs::copy(from.join(name), to.path().join(name)).unwrap();
            }
        }
        to
    })
}

/// A copy from before the erasure, beside the key store as it is: the rows are back, their content is not.
async fn restored_stays_unreadable(
    server: &Server,
    backup: Option<tempfile::TempDir>,
    docs: [satchel_model::id::DocId; 4],
) {
    let Some(home) = backup else { return };
    for name in ["satchel.keys", "satchel.keys-wal", "keys.cbor"] {
        let from = server.dir.path().join(name);
        if from.is_file() {
            std::fs::copy(&from, home.path().join(name)).unwrap();
        }
    }
    std::fs::set_permissions(home.path(), std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .unwrap();
    let place = home.path().to_owned();
    let old = Server::start(None, |config| {
        config.keys_file = place.join("keys.cbor");
        config.data_dir = place;
    })
    .await;
    let state = &*old.running.app;
    for id in docs {
        let back = row(state, id).await;
        assert_eq!(back.state, DocState::Live, "the copy is from before");
        assert!(back.head_seq > 0);
        assert!(seal::keys(state, &[back.dek]).await.unwrap().is_empty());
        let mut tx = state.store.read().await.unwrap();
        assert!(document::find(&mut tx, id).await.unwrap().is_some());
    }
    let nurse = laptop(&old, &again(&old).await, "old", Role::Nurse, 9).await;
    nurse.sync(&old).await;
    assert_eq!(nurse.names().await, Vec::<String>::new(), "nothing of it reaches a device");
    let mut hits = Vec::new();
    scan(home.path(), &mut hits);
    assert_eq!(hits, Vec::<String>::new());
    old.stop().await;
}

async fn a_legal_hold_refuses_erasure_and_not_care(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    let state = &*server.running.app;
    erase::hold(state, doc(&chart), true, &why()).await.unwrap();
    let id: PatientId = serde_json::from_value(patient.clone()).unwrap();
    let refused = erase::erase_patient(state, id, &why()).await.unwrap_err();
    assert_eq!(refused.code().word(), "intent_refused");
    assert_eq!(row(state, doc(&patient)).await.state, DocState::Live, "all or nothing");
    allergy(&doctor, &patient, &chart, "latex").await;
    assert_eq!(doctor.sync(server).await["refused"], 0);
    erase::hold(state, doc(&chart), false, &why()).await.unwrap();
    erase::erase(state, doc(&chart), &why()).await.unwrap();
    let erased = erase::hold(state, doc(&chart), true, &why()).await.unwrap_err();
    assert_eq!(erased.code().word(), "erased");
}

async fn an_open_decision_does_not_keep_a_record_from_being_erased(server: &Server) {
    let admin = server.admin().await;
    let one = laptop(server, &admin, "one", Role::Doctor, 1).await;
    let two = laptop(server, &admin, "two", Role::Doctor, 2).await;
    let [patient, chart, _] = one.patient("Okafor").await;
    let item = one.medicine(&patient, &chart).await;
    one.sync(server).await;
    two.sync(server).await;
    one.dose(&patient, &chart, &item, "850").await;
    two.dose(&patient, &chart, &item, "1000").await;
    one.sync(server).await;
    two.sync(server).await;
    let state = &*server.running.app;
    erase::erase(state, doc(&chart), &why()).await.unwrap();
    assert_eq!(row(state, doc(&chart)).await.state, DocState::Erased);
    let mut tx = state.store.read().await.unwrap();
    let kind = satchel_model::audit::Kind::RecordErased.code();
    let (tenant, start) = (state.keys.tenant, satchel_server_store::Position::ZERO);
    let of = Some(doc(&chart));
    let leaves = satchel_server_store::audit::list(&mut tx, tenant, of, start, 500).await.unwrap();
    let told = leaves.iter().filter(|leaf| leaf.kind == kind);
    let events: Vec<_> =
        told.map(|l| satchel_model::audit::Event::from_leaf(&l.leaf).unwrap()).collect();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].code.as_deref(), Some("erasure_undecided"));
    assert_eq!(events[0].reason.as_deref(), Some("asked for in writing"));
    assert!(!events[0].heads_before.is_empty());
}
