//! A device and the server compare what they hold: equal copies cost one round trip, different ones three rounds whose bytes
//! follow the difference (I4), and what waits on the device is left alone.
use crate::{
    harness::{Server, on_both},
    laptop::{Laptop, laptop},
};
use satchel_model::{document::DocType, role::Role};
use satchel_server_store::{self as store, Tx};
use serde_json::{Value, json};

on_both!(
    equal_copies_are_told_by_every_checkpoint_without_a_walk,
    what_a_pass_never_brought_is_found_and_fetched,
    what_one_may_not_read_any_more_is_taken_back_when_compared,
    what_waits_is_untouched_by_a_comparison,
);

async fn check(server: &Server, laptop: &Laptop) -> Value {
    server.settle().await;
    laptop.command(json!({ "cmd": "sync_check" })).await.unwrap()
}

/// Runs a statement by hand.
async fn run(server: &Server, sql: &'static str, id: Option<uuid::Uuid>) -> u64 {
    let mut tx = server.running.app.store.begin().await.unwrap();
    let rows = match &mut tx {
        Tx::Sqlite(t) => {
            let q = sqlx::query(sql);
            let q = if let Some(id) = id { q.bind(id) } else { q };
            q.execute(&mut **t).await.unwrap().rows_affected()
        }
        Tx::Postgres(t) => {
            let q = sqlx::query(sql);
            let q = if let Some(id) = id { q.bind(id) } else { q };
            q.execute(&mut **t).await.unwrap().rows_affected()
        }
    };
    tx.commit().await.unwrap();
    rows
}

fn id(value: &Value) -> uuid::Uuid {
    value.as_str().unwrap().parse().unwrap()
}

async fn equal_copies_are_told_by_every_checkpoint_without_a_walk(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    doctor.patient("Okafor").await;
    doctor.sync(server).await;
    nurse.sync(server).await;
    let (walks, _) = server.running.app.sync.digests.counts();
    for family in ["Tanaka", "Silva", "Novak"] {
        let [patient, chart, _] = doctor.patient(family).await;
        doctor.medicine(&patient, &chart).await;
        doctor.sync(server).await;
        nurse.sync(server).await;
    }
    doctor.sync(server).await;
    let (after, differed) = server.running.app.sync.digests.counts();
    assert_eq!((after - walks, differed), (0, 0), "followed from commit to commit");
    for laptop in [&doctor, &nurse] {
        let report = check(server, laptop).await;
        assert_eq!((&report["fetched"], &report["compared"]), (&json!(0), &json!(true)));
        assert_eq!(report["damaged"], 0);
        assert!(report["documents"].as_u64().unwrap() >= 8, "{report}");
    }
    assert_eq!(server.running.app.sync.digests.counts().1, 0, "no copy was found different");
}

async fn what_a_pass_never_brought_is_found_and_fetched(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    nurse.sync(server).await;
    let item = doctor.medicine(&patient, &chart).await;
    doctor.sync(server).await;
    // A lost event: the feed has forgotten that the chart moved.
    let sql = "UPDATE doc_grp SET last_tx = since_tx, last_id = since_id WHERE doc = $1";
    assert!(run(server, sql, Some(id(&chart))).await > 0);
    // Something else moves, so that a pass ends with a digest.
    doctor.patient("Tanaka").await;
    doctor.sync(server).await;
    for _ in 0..3 {
        nurse.sync(server).await;
    }
    let shown = nurse.say("chart_get", json!({ "patient": patient })).await.unwrap();
    assert!(shown.to_string().contains(item.as_str().unwrap()), "{shown}");
    assert_eq!(server.running.app.sync.digests.counts().1, 1, "counted");
    let report = check(server, &nurse).await;
    assert_eq!(report["fetched"], 0, "mended for good: {report}");
}

async fn what_one_may_not_read_any_more_is_taken_back_when_compared(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    doctor.patient("Tanaka").await;
    doctor.sync(server).await;
    nurse.sync(server).await;
    // A lost revocation: the chart left its audience without an event (I6).
    assert!(run(server, "DELETE FROM doc_grp WHERE doc = $1", Some(id(&chart))).await > 0);
    let report = check(server, &nurse).await;
    assert_eq!((&report["fetched"], &report["compared"]), (&json!(1), &json!(true)));
    nurse.sync(server).await;
    let gone = nurse.say("chart_get", json!({ "patient": patient })).await;
    let shown = gone.map_or_else(|p| p.code.word().to_owned(), |v| v.to_string());
    assert!(!shown.contains("metformin"), "{shown}");
    let report = check(server, &nurse).await;
    assert_eq!(report["fetched"], 0, "{report}");
    let mut tx = server.running.app.store.read().await.unwrap();
    let doc: satchel_model::id::DocId = id(&chart).into();
    let row = store::document::find(&mut tx, doc).await.unwrap().unwrap();
    assert_eq!(row.kind, DocType::Chart, "the server still has it");
}

async fn what_waits_is_untouched_by_a_comparison(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    let item = doctor.medicine(&patient, &chart).await;
    doctor.sync(server).await;
    nurse.sync(server).await;
    doctor.dose(&patient, &chart, &item, "850").await;
    doctor.sync(server).await;
    let sql = "UPDATE doc_grp SET last_tx = since_tx, last_id = since_id WHERE doc = $1";
    assert!(run(server, sql, Some(id(&chart))).await > 0);
    // The nurse works offline: what she writes waits through the comparison and is sent by it.
    let [note] = nurse.ids().await;
    let fields = json!({ "doc": chart, "patient": patient, "item": note, "code": { "text": "nuts" }, "verification": "confirmed" });
    nurse.write("allergy_add", fields).await;
    let report = check(server, &nurse).await;
    assert_eq!(report["compared"], true, "{report}");
    for _ in 0..3 {
        nurse.sync(server).await;
        doctor.sync(server).await;
    }
    for laptop in [&nurse, &doctor] {
        let shown =
            laptop.say("chart_get", json!({ "patient": patient })).await.unwrap().to_string();
        assert!(shown.contains("nuts") && shown.contains("850"), "{shown}");
    }
    let state = nurse.command(json!({ "cmd": "sync_status" })).await.unwrap();
    assert_eq!((&state["refused"], &state["own"]["saved"]), (&json!(0), &json!(0)));
}
