//! One script of commands, asked of the device engine and of the server: their answers are equal.
use crate::{
    harness::{Server, on_both},
    laptop::{Laptop, laptop},
    web::{self, Page},
};
use satchel_model::role::Role;
use satchel_protocol::command::{Carriers, Command, Window};
use serde_json::{Value, json};

on_both!(
    phone_and_page_answer_one_script_alike,
    what_a_page_writes_the_clinic_reads,
    a_page_sees_its_own_record_and_nobody_elses,
    what_a_device_refuses_a_page_refuses_in_the_same_words,
);

/// A clinic with one patient who has a phone and a page, and another patient.
struct Clinic {
    doctor: Laptop,
    phone: Laptop,
    patient: Value,
    chart: Value,
    diary: Value,
    stranger: Value,
}

async fn clinic(server: &Server) -> (Clinic, Page<'_>) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [patient, chart, diary] = doctor.patient("Okafor").await;
    let [stranger, ..] = doctor.patient("Stranger").await;
    let item = doctor.medicine(&patient, &chart).await;
    doctor.sync(server).await;
    let page = web::patient(server, &admin, &patient, "pat").await;
    let phone = Laptop::new(server, 9);
    let own = serde_json::from_value(patient.clone()).unwrap();
    let invited = server.invite_patient(&admin, own).await;
    phone.join(&invited.link, "pat2").await.unwrap();
    doctor.dose(&patient, &chart, &item, "850").await;
    doctor.sync(server).await;
    phone.sync(server).await;
    (Clinic { doctor, phone, patient, chart, diary, stranger }, page)
}

fn reading(clinic: &Clinic, item: &Value) -> Value {
    let measured = json!({
        "item": item, "code": { "text": "heart rate" }, "measure": { "value": "68", "unit": "/min" }, "parts": [],
        "effective": "2026-11-24T08:00:00Z", "note": null,
    });
    json!({ "type": "diary_record", "doc": clinic.diary, "patient": clinic.patient, "items": [measured] })
}

fn thread(clinic: &Clinic, ids: [&Value; 3]) -> [Value; 2] {
    let [doc, opened, said] = ids;
    let start = json!({
        "type": "thread_start", "doc": doc, "patient": clinic.patient, "item": opened, "kind": "clinical",
        "subject": "Tablets", "members": [],
    });
    let message = json!({
        "type": "message_send", "doc": doc, "patient": clinic.patient, "item": said,
        "text": "Do I take them with food?", "about": null, "replaces": null,
    });
    [start, message]
}

/// Both answers to one command: values where it was carried out, problems where it was not.
async fn asked(phone: &Laptop, page: &Page<'_>, cmd: &str, args: Value) -> (Value, Value) {
    let device = match phone.say(cmd, args.clone()).await {
        Ok(value) => value,
        Err(problem) => serde_json::to_value(problem).unwrap(),
    };
    let mut answer = page.ask(cmd, args).await;
    let server = if answer.status == 200 { answer.body["value"].take() } else { answer.body };
    (device, server)
}

async fn phone_and_page_answer_one_script_alike(server: &Server) {
    let (clinic, page) = clinic(server).await;
    let [thread_id, opened, said] = clinic.phone.ids().await;
    for write in thread(&clinic, [&thread_id, &opened, &said]) {
        clinic.phone.say("write", write).await.unwrap();
    }
    let [item] = clinic.phone.ids().await;
    clinic.phone.say("write", reading(&clinic, &item)).await.unwrap();
    clinic.phone.sync(server).await;
    clinic.phone.sync(server).await;
    let of = json!({ "patient": clinic.patient });
    let script = [
        ("patient_get", of.clone()),
        ("chart_get", of.clone()),
        ("encounter_list", of.clone()),
        ("observation_list", of.clone()),
        ("diary_get", of.clone()),
        ("thread_list", of.clone()),
        ("other_list", of.clone()),
        ("thread_get", thread_id.clone()),
        ("document_get", clinic.chart.clone()),
        ("document_get", clinic.diary.clone()),
        ("other_get", json!({ "doc": clinic.chart, "item": item })),
        ("directory_list", Value::Null),
        ("diary_get", json!({ "patient": clinic.patient, "limit": 1 })),
        ("patient_get", json!({ "patient": clinic.stranger })),
        ("chart_get", json!({ "patient": clinic.stranger })),
        ("thread_get", clinic.chart.clone()),
    ];
    let mut known: Vec<&str> = Vec::new();
    for (cmd, args) in script {
        let (device, server) = asked(&clinic.phone, &page, cmd, args.clone()).await;
        assert_eq!(device, server, "{cmd} {args}");
        known.push(cmd);
    }
    // A new command for both engines that a patient may ask belongs into the script.
    let rest: Vec<&str> = Command::TABLE
        .iter()
        .filter(|e| e.carriers == Carriers::Both && e.window == Window::Any)
        .map(|e| e.word)
        .filter(|word| !known.contains(word) && !word.starts_with("notice_"))
        .collect();
    assert_eq!(rest, ["new_ids", "write"]);
    assert_eq!(
        page.say("new_ids", json!({ "count": 3 })).await["ids"].as_array().unwrap().len(),
        3
    );
    let (device, server) = asked(&clinic.phone, &page, "new_ids", json!({ "count": 0 })).await;
    assert_eq!(device, server);
}

async fn what_a_page_writes_the_clinic_reads(server: &Server) {
    let (clinic, page) = clinic(server).await;
    let ids = page.say("new_ids", json!({ "count": 4 })).await["ids"].clone();
    let written = page.say("write", reading(&clinic, &ids[0])).await;
    assert_eq!(written["docs"], json!([clinic.diary]));
    for write in thread(&clinic, [&ids[1], &ids[2], &ids[3]]) {
        page.say("write", write).await;
    }
    clinic.doctor.sync(server).await;
    clinic.phone.sync(server).await;
    for machine in [&clinic.doctor, &clinic.phone] {
        let diary = machine.say("diary_get", json!({ "patient": clinic.patient })).await.unwrap();
        assert_eq!(diary["items"][0]["item"], ids[0], "{diary}");
        let thread = machine.say("thread_get", ids[1].clone()).await.unwrap();
        assert!(thread.to_string().contains("with food"), "{thread}");
    }
    let again = page.ask("write", reading(&clinic, &ids[0])).await;
    assert_eq!(again.refusal(), (409, "already_done"), "{}", again.body);
    let verified = satchel_server::audit::verify::report(&server.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn a_page_sees_its_own_record_and_nobody_elses(server: &Server) {
    let (clinic, page) = clinic(server).await;
    let stranger = json!({ "patient": clinic.stranger });
    for cmd in [
        "patient_get",
        "chart_get",
        "encounter_list",
        "observation_list",
        "diary_get",
        "thread_list",
        "other_list",
    ] {
        let answer = page.ask(cmd, stranger.clone()).await;
        assert_eq!(answer.refusal(), (404, "not_found"), "{cmd}");
    }
    assert_eq!(
        page.ask("document_get", clinic.stranger.clone()).await.refusal(),
        (404, "not_found")
    );
    for cmd in ["patient_search", "patient_list", "decision_list", "people_list", "audit_list"] {
        let args = if cmd == "patient_search" { json!({ "query": "o" }) } else { json!({}) };
        let args = if matches!(cmd, "decision_list" | "people_list") { Value::Null } else { args };
        assert_eq!(page.ask(cmd, args).await.refusal(), (403, "wrong_window"), "{cmd}");
    }
    let ids = page.say("new_ids", json!({ "count": 1 })).await["ids"].clone();
    let mut other = reading(&clinic, &ids[0]);
    other["patient"] = clinic.stranger.clone();
    assert_eq!(page.ask("write", other).await.refusal(), (404, "not_found"));
    let before = reads(server).await;
    page.say("chart_get", json!({ "patient": clinic.patient })).await;
    assert_eq!(reads(server).await, before + 1, "each look is in the audit");
}

/// How many looks into a record the audit holds that came through a session of a page.
async fn reads(server: &Server) -> usize {
    use satchel_model::audit::{Event, Kind};
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let zero = satchel_server_store::Position::ZERO;
    let leaves = satchel_server_store::audit::list(&mut tx, app.keys.tenant, None, zero, 2_000);
    let events = leaves.await.unwrap().into_iter().map(|l| Event::from_leaf(&l.leaf).unwrap());
    events.filter(|e| e.kind == Kind::RecordRead && e.session.is_some()).count()
}

async fn what_a_device_refuses_a_page_refuses_in_the_same_words(server: &Server) {
    let (clinic, page) = clinic(server).await;
    let ids = page.say("new_ids", json!({ "count": 2 })).await["ids"].clone();
    let allergy = json!({
        "type": "allergy_add", "doc": clinic.chart, "patient": clinic.patient, "item": ids[0],
        "code": { "text": "latex" }, "verification": "confirmed",
    });
    let mut unknown = reading(&clinic, &ids[1]);
    unknown["doc"] = clinic.chart.clone();
    for write in [allergy, unknown] {
        let (device, server) = asked(&clinic.phone, &page, "write", write.clone()).await;
        assert!(device["code"].is_string(), "{device}");
        assert_eq!(
            (&device["code"], &device["args"]),
            (&server["code"], &server["args"]),
            "{write}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_hears_that_its_record_changed() {
    let server = Server::sqlite().await;
    let (clinic, page) = clinic(&server).await;
    let url = format!("https://{}/api/v1/rpc/events", server.running.addr);
    let request = crate::harness::client().get(url).header("cookie", &page.cookie);
    let mut events = request.send().await.unwrap();
    assert_eq!(events.status().as_u16(), 200);
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    let mut heard = String::from_utf8(events.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    let [item] = clinic.doctor.ids().await;
    let fields = json!({
        "doc": clinic.chart, "patient": clinic.patient, "item": item,
        "code": { "text": "latex" }, "verification": "confirmed",
    });
    clinic.doctor.write("allergy_add", fields).await;
    clinic.doctor.sync(&server).await;
    while !heard.contains("data:") {
        let more = events.chunk().await.unwrap().expect("the page is still open");
        heard.push_str(std::str::from_utf8(&more).unwrap());
    }
    let patient = clinic.patient.as_str().unwrap();
    assert!(heard.contains("\"changed\"") && heard.contains(patient), "{heard}");
    assert!(!heard.contains("latex"));
    drop(events);
    server.stop().await;
}
