//! Work that was held, late or on a record that went away: each piece ends where a person can see it.
use std::sync::Arc;

use crate::{
    harness::{PASSWORD, Server, on_both},
    laptop::laptop,
    signer::Signer,
    web::Page,
};
use satchel_model::{
    crdt::{Put, Scalar},
    document::DocType,
    id::{DocId, PatientId},
    role::Role,
};
use satchel_protocol::sync::DocState;
use satchel_server::{audience, audit::verify, sync::mend};
use satchel_server_store::{
    self as store,
    review::{self, ReviewState},
};
use serde_json::{Value, json};

on_both!(
    what_was_held_has_its_verdict_once_the_document_is_well,
    what_was_held_for_nothing_is_refused_for_good,
    a_late_edit_of_one_who_knew_that_the_right_had_ended_is_not_written_anew,
    a_laptop_sends_what_it_wrote_before_it_forgets_a_patient,
);

async fn clinic(server: &Server) -> (satchel_protocol::api::Session, Signer, PatientId, DocId) {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut signer = Signer::enrol(server, &doctor).await;
    let (patient, chart, items) = signer.register(server.now());
    assert_eq!(signer.push(server.now(), &items).await.words(), ["ok"; 4]);
    (admin, signer, patient, chart)
}

async fn freeze(server: &Server, doc: DocId) {
    let mut tx = server.running.app.store.begin().await.unwrap();
    store::document::freeze(&mut tx, doc).await.unwrap();
    tx.commit().await.unwrap();
}

async fn in_review(server: &Server, state: ReviewState) -> usize {
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    review::list(&mut tx, app.keys.tenant, state, None, 99).await.unwrap().len()
}

async fn what_was_held_has_its_verdict_once_the_document_is_well(server: &Server) {
    let (_, mut signer, patient, chart) = clinic(server).await;
    let (now, app) = (server.now(), Arc::clone(&server.running.app));
    freeze(server, chart).await;
    let first = signer.problem(now, chart, patient);
    let second = signer.problem(now, chart, patient);
    let both = [first, second];
    assert_eq!(signer.push(now, &both).await.words(), ["held", "held"]);
    assert_eq!(mend::round(&app).await.unwrap(), 2);
    assert_eq!(mend::round(&app).await.unwrap(), 0, "once");
    assert_eq!(signer.push(now, &both).await.words(), ["dup", "dup"], "the stored verdict is ok");
    assert_eq!(
        (in_review(server, ReviewState::Held).await, in_review(server, ReviewState::Open).await),
        (0, 0)
    );
    let third = signer.problem(now, chart, patient);
    assert_eq!(signer.push(now, &[third]).await.words(), ["ok"], "the chain goes on");
    let mut tx = app.store.read().await.unwrap();
    let row = store::document::find(&mut tx, chart).await.unwrap().unwrap();
    assert_eq!((row.state, row.head_seq), (DocState::Live, 3));
    drop(tx);
    let verified = verify::report(&app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn what_was_held_for_nothing_is_refused_for_good(server: &Server) {
    let (_, mut signer, patient, chart) = clinic(server).await;
    let (now, app) = (server.now(), Arc::clone(&server.running.app));
    freeze(server, chart).await;
    let puts = [Put::Set(vec!["nowhere".into()], Scalar::Int(1))];
    let bad = signer.edit(now, chart, DocType::Chart, &puts);
    let child = signer.problem(now, chart, patient);
    let both = [bad, child];
    assert_eq!(signer.push(now, &both).await.words(), ["held", "held"]);
    assert_eq!(mend::round(&app).await.unwrap(), 2);
    let words = signer.push(now, &both).await.words();
    assert_eq!(words, ["forbidden_path", "depends_on_rejected"]);
    assert_eq!(in_review(server, ReviewState::Held).await, 0);
    assert_eq!(in_review(server, ReviewState::Dismissed).await, 2);
    let verified = verify::report(&app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn a_late_edit_of_one_who_knew_that_the_right_had_ended_is_not_written_anew(server: &Server) {
    let (admin, mut signer, patient, chart) = clinic(server).await;
    let app = Arc::clone(&server.running.app);
    // Another team has the patient now; the doctor hears of it, and then the device is blocked.
    let other = server.staff(&admin, "dana", Role::Doctor).await;
    let mut tx = app.store.begin().await.unwrap();
    let team = audience::make(&app, &mut tx, false, "Diabetes").await.unwrap();
    drop(audience::join(&app, &mut tx, (team, other.me.user), None).await.unwrap());
    drop(audience::assign(&app, &mut tx, (team, patient), true).await.unwrap());
    tx.commit().await.unwrap();
    let first = signer.problem(server.now(), chart, patient);
    server.wait_ms(1_000);
    let now = server.now();
    signer.beacon = satchel_server::sync::hello::fresh_beacon(&app, now);
    let second = signer.problem(now, chart, patient);
    let path = format!("/api/v1/devices/{}/revoke", signer.device.id);
    let done = server.post(&path, Some(&admin.access), json!({ "reason": "lost" })).await;
    assert_eq!(done.status, 204);
    let words = signer.push(now, &[first, second]).await.words();
    assert_eq!(words, ["device_revoked+review"; 2]);
    let page = Page::open(server, "ada", PASSWORD).await;
    let list = page.say("review_list", Value::Null).await;
    let settle = |n: usize| json!({ "review": list["items"][n]["review"], "accept": true, "reason": "seen" });
    let at = |n: usize| list["items"][n]["at"].as_i64().unwrap();
    let (unaware, aware) = if at(0) < at(1) { (0, 1) } else { (1, 0) };
    assert_eq!(page.ask("review_settle", settle(aware)).await.refusal().1, "intent_refused");
    let left = page.say("review_settle", settle(unaware)).await;
    assert_eq!(
        left["items"].as_array().unwrap().len(),
        1,
        "what was written in good faith is taken"
    );
}

async fn a_laptop_sends_what_it_wrote_before_it_forgets_a_patient(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nell", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    nurse.sync(server).await;
    assert_eq!(nurse.names().await.len(), 1);

    let app = Arc::clone(&server.running.app);
    let mut tx = app.store.begin().await.unwrap();
    let people = store::user::list(&mut tx, app.keys.tenant, None, 9).await.unwrap();
    let doc = people.iter().find(|p| p.role == Role::Doctor).unwrap().user;
    let team = audience::make(&app, &mut tx, false, "Diabetes").await.unwrap();
    drop(audience::join(&app, &mut tx, (team, doc), None).await.unwrap());
    let id: PatientId = serde_json::from_value(patient.clone()).unwrap();
    drop(audience::assign(&app, &mut tx, (team, id), true).await.unwrap());
    tx.commit().await.unwrap();

    let [item] = nurse.ids().await;
    let fields = json!({
        "doc": chart, "patient": patient, "item": item, "code": { "text": "latex" }, "verification": "confirmed",
    });
    nurse.write("allergy_add", fields).await;
    nurse.sync(server).await;
    assert_eq!(in_review(server, ReviewState::Open).await, 1, "what was unsent went first");
    nurse.sync(server).await;
    assert!(nurse.names().await.is_empty(), "and then the patient went");
    assert!(nurse.say("chart_get", json!({ "patient": patient })).await.is_err());
    let refused = nurse.say("quarantine_list", Value::Null).await.unwrap();
    let line = &refused["refused"][0];
    assert_eq!((&line["code"], &line["command"]), (&json!("forbidden_doc"), &json!("allergy_add")));
    assert!(line.to_string().contains("latex"), "the author keeps what they wrote");
    nurse.sync(server).await;
    let mut tx = app.store.read().await.unwrap();
    assert_eq!(store::purge::owed(&mut tx, server.now()).await.unwrap(), 0, "with a receipt");
    drop(tx);
    doctor.sync(server).await;
    assert_eq!(doctor.names().await.len(), 1);
}
