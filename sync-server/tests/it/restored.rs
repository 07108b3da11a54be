//! After an older copy was put back, of the server's database or of a device's store: nothing acknowledged is lost (I1, I4,
//! I8), and nobody fetches everything anew.
use std::{collections::BTreeSet, path::Path, process::Command, sync::Arc};

use crate::{
    epochs::doc,
    harness::{OTHER, Server, on_both, postgres_url},
    laptop::{Laptop, laptop},
};
use satchel_model::{id::Hash, role::Role};
use satchel_protocol::sync::EpochReason;
use satchel_server::sync::epoch::turn::{Order, turn};
use satchel_server_store::Tx;
use serde_json::{Value, json};

on_both!(
    a_laptop_put_back_from_a_copy_loses_nothing_and_says_so,
    two_copies_of_one_laptop_go_on_as_two_after_signing_in,
);

/// The URL of a copy of a PostgreSQL database.
fn copied(of: &str) -> String {
    let (base, from) = of.rsplit_once('/').unwrap();
    let make = format!("CREATE DATABASE {from}_old TEMPLATE {from}");
    for _ in 0..200 {
        let postgres = format!("{base}/postgres");
        let said =
            Command::new("psql").args(["-q", "-d", &postgres, "-c", &make]).output().unwrap();
        if said.status.success() {
            return format!("{base}/{from}_old");
        }
        // The server closes a session a moment after its client did.
        let why = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(why.contains("being accessed"), "{why}");
    }
    panic!("{from} is still in use");
}

/// Rounds after which everybody must hold the same.
const ROUNDS: usize = 8;

async fn add_allergy(laptop: &Laptop, patient: &Value, chart: &Value, what: &str) {
    let [item] = laptop.ids().await;
    let fields = json!({ "doc": chart, "patient": patient, "item": item, "code": { "text": what }, "verification": "confirmed" });
    laptop.write("allergy_add", fields).await;
}

async fn chart_of(laptop: &Laptop, patient: &Value) -> String {
    laptop.say("chart_get", json!({ "patient": patient })).await.unwrap().to_string()
}

/// Hashes of everything accepted.
async fn accepted(server: &Server) -> BTreeSet<Hash> {
    server.settle().await;
    let sql = "SELECT hash FROM change WHERE device_ctr IS NOT NULL";
    let rows: Vec<Vec<u8>> = match server.running.app.store.read().await.unwrap() {
        Tx::Sqlite(mut tx) => sqlx::query_scalar(sql).fetch_all(&mut *tx).await.unwrap(),
        Tx::Postgres(mut tx) => sqlx::query_scalar(sql).fetch_all(&mut *tx).await.unwrap(),
    };
    rows.iter().map(|hash| Hash::from_slice(hash).unwrap()).collect()
}

/// Copies every file of a folder.
fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_files(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The files of the database alone: the server's own keys are no part of a backup of it.
fn copy_database(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    let is_database =
        |name: &str| name.starts_with("satchel.db") || name.starts_with("satchel.keys");
    for entry in std::fs::read_dir(to).unwrap().flatten() {
        if is_database(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    let mut copied = 0;
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        if is_database(&entry.file_name().to_string_lossy()) {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            copied += 1;
        }
    }
    assert!(copied >= 2, "{copied} files in {}", from.display());
}

/// Everybody syncs, in turn, until they hold what the server holds.
async fn settle(server: &Server, laptops: &[&Laptop]) {
    for round in 0..ROUNDS {
        let mut same = true;
        for laptop in laptops {
            server.settle().await;
            let report = laptop.command(json!({ "cmd": "sync_now" })).await;
            assert!(report.is_ok(), "round {round}: {report:?}");
            let state = laptop.command(json!({ "cmd": "sync_status" })).await.unwrap();
            same &= state["own"]["saved"].as_u64() == Some(0) && state["refused"] == 0;
        }
        for laptop in laptops {
            server.settle().await;
            let report = laptop.command(json!({ "cmd": "sync_check" })).await.unwrap();
            assert_eq!(report["compared"], true, "{report}");
            same &= report["fetched"] == 0 && report["damaged"] == 0;
        }
        if same {
            return;
        }
    }
    panic!("not the same after {ROUNDS} rounds");
}

/// Copies the database away: into `kept` on SQLite, else into another database, whose URL this answers.
async fn backed_up(server: Server, url: Option<&String>, kept: &Path) -> (Server, Option<String>) {
    let server = server
        .again(url.cloned(), |dir| {
            if url.is_none() {
                copy_database(dir, kept);
            }
        })
        .await;
    let Some(url) = url else { return (server, None) };
    // A copy needs the database to itself.
    let mut old = None;
    let server = server.again(Some(url.clone()), |_| old = Some(copied(url))).await;
    (server, old)
}

/// Puts the copy back.
async fn put_back(server: Server, old: Option<String>, kept: &Path) -> Server {
    let files = old.is_none();
    server
        .again(old, |dir| {
            if files {
                copy_database(kept, dir);
            }
        })
        .await
}

async fn an_older_database_is_filled_up_by_its_devices(server: Server, url: Option<String>) {
    let backup = tempfile::tempdir().unwrap();
    let admin = server.admin().await;
    let doctor = laptop(&server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(&server, &admin, "nan", Role::Nurse, 2).await;
    let [okafor, okafor_chart, _] = doctor.patient("Okafor").await;
    doctor.sync(&server).await;
    nurse.sync(&server).await;

    let (server, old) = backed_up(server, url.as_ref(), backup.path()).await;

    // What happens after it, and is acknowledged.
    let [tanaka, tanaka_chart, _] = doctor.patient("Tanaka").await;
    add_allergy(&doctor, &okafor, &okafor_chart, "penicillin").await;
    doctor.sync(&server).await;
    doctor.sync(&server).await;
    nurse.sync(&server).await;
    add_allergy(&nurse, &tanaka, &tanaka_chart, "latex").await;
    add_allergy(&nurse, &okafor, &okafor_chart, "nuts").await;
    nurse.sync(&server).await;
    nurse.sync(&server).await;
    doctor.sync(&server).await;
    // Written before the disaster, sent after it.
    add_allergy(&nurse, &tanaka, &tanaka_chart, "eggs").await;
    let before = accepted(&server).await;

    let server = put_back(server, old, backup.path()).await;
    let lost = before.difference(&accepted(&server).await).count();
    assert_eq!(lost, 4, "a registration and three allergies are gone from the database");

    // The nurse comes first: what she wrote builds on what only the doctor can bring back.
    settle(&server, &[&nurse, &doctor]).await;
    let after = accepted(&server).await;
    let gone: Vec<&Hash> = before.difference(&after).collect();
    assert!(gone.is_empty(), "accepted once, and not there: {gone:?}");
    for laptop in [&nurse, &doctor] {
        assert_eq!(laptop.names().await.len(), 2);
        let chart = chart_of(laptop, &tanaka).await;
        assert!(chart.contains("latex") && chart.contains("eggs"), "{chart}");
        let chart = chart_of(laptop, &okafor).await;
        assert!(chart.contains("penicillin") && chart.contains("nuts"), "{chart}");
    }
    let third = laptop(&server, &admin, "new", Role::Doctor, 3).await;
    third.sync(&server).await;
    assert!(chart_of(&third, &tanaka).await.contains("latex"));
    let mut tx = server.running.app.store.read().await.unwrap();
    assert_eq!(satchel_server_store::cluster::epoch(&mut tx).await.unwrap(), 2);
    drop(tx);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_filled_up_by_its_devices_on_sqlite() {
    an_older_database_is_filled_up_by_its_devices(Server::sqlite().await, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_filled_up_by_its_devices_on_postgres() {
    let url = postgres_url().await;
    let server = Server::start(Some(url.clone()), |_| {}).await;
    an_older_database_is_filled_up_by_its_devices(server, Some(url)).await;
}

async fn a_document_rebuilt_since_the_backup_goes_back_with_it(
    server: Server,
    url: Option<String>,
) {
    let backup = tempfile::tempdir().unwrap();
    let admin = server.admin().await;
    let doctor = laptop(&server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(&server, &admin, "nan", Role::Nurse, 2).await;
    let late = laptop(&server, &admin, "lea", Role::Nurse, 3).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    add_allergy(&doctor, &patient, &chart, "penicillin").await;
    let all = [&doctor, &nurse, &late];
    for laptop in all {
        laptop.sync(&server).await;
    }
    let (server, old) = backed_up(server, url.as_ref(), backup.path()).await;

    // Accepted in the incarnation that was.
    add_allergy(&nurse, &patient, &chart, "latex").await;
    nurse.sync(&server).await;
    let order = Order::of(doc(&chart), EpochReason::Compaction);
    assert_eq!(turn(&server.running.app, &order).await.unwrap().epoch, 1);
    for laptop in all {
        laptop.sync(&server).await;
    }
    // Accepted in the one that is lost, and waiting for it.
    add_allergy(&doctor, &patient, &chart, "nuts").await;
    doctor.sync(&server).await;
    nurse.sync(&server).await;
    add_allergy(&nurse, &patient, &chart, "eggs").await;

    let server = put_back(server, old, backup.path()).await;
    for laptop in [&nurse, &doctor] {
        for _ in 0..4 {
            laptop.sync(&server).await;
        }
    }
    nurse.sync(&server).await;
    doctor.sync(&server).await;
    nurse.sync(&server).await;
    for laptop in [&nurse, &doctor] {
        let shown = chart_of(laptop, &patient).await;
        for what in ["penicillin", "latex", "nuts", "eggs"] {
            assert_eq!(shown.matches(what).count(), 1, "{what} in {shown}");
        }
    }
    // Nobody can write into an incarnation that is not there any more: what was written there was carried out again on
    // the one that is, so nothing is left for the person to look at.
    let refused = doctor.command(json!({ "cmd": "quarantine_list" })).await.unwrap();
    assert_eq!(refused["refused"], json!([]));

    // One that was away all the while takes the next incarnation for no other.
    let order = Order::of(doc(&chart), EpochReason::Compaction);
    let again = turn(&server.running.app, &order).await.unwrap();
    assert!(again.epoch > 1, "the lost one had that number: {again:?}");
    for laptop in [&late, &doctor, &nurse] {
        for _ in 0..2 {
            laptop.sync(&server).await;
        }
        let shown = chart_of(laptop, &patient).await;
        assert!(shown.contains("eggs") && shown.contains("latex"), "{shown}");
        server.settle().await;
        let report = laptop.command(json!({ "cmd": "sync_check" })).await.unwrap();
        assert_eq!((&report["compared"], &report["fetched"]), (&json!(true), &json!(0)));
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_rebuilt_since_the_backup_goes_back_with_it_on_sqlite() {
    a_document_rebuilt_since_the_backup_goes_back_with_it(Server::sqlite().await, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_rebuilt_since_the_backup_goes_back_with_it_on_postgres() {
    let url = postgres_url().await;
    let server = Server::start(Some(url.clone()), |_| {}).await;
    a_document_rebuilt_since_the_backup_goes_back_with_it(server, Some(url)).await;
}

/// How often the administrator's list says a device was put back.
async fn restored(server: &Server, admin: &satchel_protocol::api::Session) -> Vec<u64> {
    let list = server.get("/api/v1/devices", Some(&admin.access)).await;
    let lines = list.body.as_array().unwrap().iter();
    lines.map(|line| line["restored"].as_u64().unwrap()).collect()
}

async fn a_laptop_put_back_from_a_copy_loses_nothing_and_says_so(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    // Waits when the copy is made, and is sent before the copy comes back.
    add_allergy(&doctor, &patient, &chart, "penicillin").await;
    doctor.command(json!({ "cmd": "lock" })).await.unwrap();
    let copy = tempfile::tempdir().unwrap();
    copy_files(doctor.folder(), copy.path());
    let unlock = json!({ "cmd": "unlock", "args": { "password": OTHER } });
    doctor.command(unlock.clone()).await.unwrap();
    doctor.sync(server).await;
    add_allergy(&doctor, &patient, &chart, "latex").await;
    doctor.sync(server).await;

    doctor.command(json!({ "cmd": "lock" })).await.unwrap();
    let clock = Arc::clone(&server.clock);
    let back = Laptop::over(clock, 11, Arc::clone(&doctor.host), copy);
    back.command(unlock).await.unwrap();
    let shown = chart_of(&back, &patient).await;
    assert!(shown.contains("penicillin") && !shown.contains("latex"), "{shown}");
    add_allergy(&back, &patient, &chart, "nuts").await;
    settle(server, &[&back, &nurse]).await;
    for laptop in [&back, &nurse] {
        let shown = chart_of(laptop, &patient).await;
        for what in ["penicillin", "latex", "nuts"] {
            assert_eq!(shown.matches(what).count(), 1, "{what} in {shown}");
        }
    }
    assert_eq!(restored(server, &admin).await.iter().sum::<u64>(), 1, "once, for one device");
    let verified = satchel_server::audit::verify::report(&server.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn two_copies_of_one_laptop_go_on_as_two_after_signing_in(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    doctor.command(json!({ "cmd": "lock" })).await.unwrap();
    // The whole machine, keychain and all.
    let copy = tempfile::tempdir().unwrap();
    copy_files(doctor.folder(), copy.path());
    let host = Arc::new(doctor.host.copied());
    let twin = Laptop::over(Arc::clone(&server.clock), 12, host, copy);
    let unlock = json!({ "cmd": "unlock", "args": { "password": OTHER } });
    doctor.command(unlock.clone()).await.unwrap();
    twin.command(unlock).await.unwrap();
    add_allergy(&doctor, &patient, &chart, "penicillin").await;
    add_allergy(&twin, &patient, &chart, "latex").await;
    doctor.sync(server).await;
    let problem = twin.command(json!({ "cmd": "sync_now" })).await.unwrap_err();
    assert!(["chain_fork", "device_revoked"].contains(&problem.code.word()), "{problem:?}");
    let shown = chart_of(&twin, &patient).await;
    assert!(shown.contains("latex"), "what was written stays: {shown}");
    let sign_in = json!({ "cmd": "sign_in", "args": { "password": OTHER } });
    twin.command(sign_in).await.unwrap();
    for _ in 0..3 {
        server.settle().await;
        twin.command(json!({ "cmd": "sync_now" })).await.unwrap();
    }
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    nurse.sync(server).await;
    let shown = chart_of(&nurse, &patient).await;
    assert!(shown.contains("penicillin") && shown.contains("latex"), "{shown}");
    assert!(restored(server, &admin).await.iter().sum::<u64>() >= 1);
}
