use crate::testing::{Machine, NOW};
use satchel_model::role::Role;
use satchel_protocol::{command::event::Event, command::event::Topic, problem::ErrorCode};
use serde_json::{Value, json};

fn regimen(dose: &str) -> Value {
    json!({"product": {"text": "metformin"}, "dose": dose, "unit": "mg", "frequency": "2/d"})
}

async fn medicine(m: &Machine, patient: &Value, chart: &Value) -> Value {
    let [item] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": item, "regimen": regimen("500")});
    m.write("medicine_start", fields).await.unwrap();
    item
}

fn rows<'v>(of: &'v Value, list: &str) -> Vec<&'v Value> {
    of["items"].as_array().unwrap().iter().filter(|row| row["list"] == list).collect()
}

#[tokio::test]
async fn a_registered_patient_is_found_listed_and_opened() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    m.patient("Abel").await;
    let found = m.say("patient_search", json!({"query": "oka ada"})).await.unwrap();
    assert_eq!(found["patients"].as_array().unwrap().len(), 1);
    assert_eq!(found["patients"][0]["patient"], patient);
    assert_eq!(found["patients"][0]["name"], "Okafor, Ada");
    let list = m.say("patient_list", json!({"limit": 1})).await.unwrap();
    assert_eq!(list["more"], true);
    assert_eq!(list["patients"][0]["name"], "Abel, Ada");
    let after = list["patients"][0]["patient"].clone();
    let list = m.say("patient_list", json!({"after": after})).await.unwrap();
    assert_eq!(list["patients"][0]["patient"], patient);
    let open = m.say("patient_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(rows(&open, "person")[0]["body"]["birth"]["date"], "1980-05-17");
    assert_eq!(rows(&open, "identifiers")[0]["body"]["value"]["value"], "Okafor-0042");
}

#[tokio::test]
async fn a_dose_is_changed_shown_and_a_stale_form_is_told_what_stands() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let item = medicine(&m, &patient, &chart).await;
    let set = |dose: &str, base: &str| json!({"doc": chart, "patient": patient, "item": item, "regimen": regimen(dose), "base": regimen(base)});
    let written = m.write("medicine_set_dose", set("850", "500")).await.unwrap();
    assert_eq!(written["docs"], json!([chart]));
    let shown = m.say("chart_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(rows(&shown, "medicines")[0]["body"]["regimen"]["dose"], "850");
    assert_eq!(shown["unsent"], 2);
    let stale = m.write("medicine_set_dose", set("1000", "500")).await.unwrap_err();
    assert_eq!(stale.code, ErrorCode::Stale);
    assert_eq!(stale.args["current"][0]["dose"], "850");
    let shown = m.say("chart_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(rows(&shown, "medicines")[0]["body"]["regimen"]["dose"], "850");
}

#[tokio::test]
async fn notes_vitals_and_messages_show_where_they_belong() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    let [note, section, visit, reading, thread, first, second] = m.ids().await;
    let fields = json!({"doc": note, "patient": patient, "section": section, "title": "Review", "text": "Walks again.", "start": "2025-10-09T09:00:00Z"});
    m.write("note_start", fields).await.unwrap();
    let items = json!([{"item": reading, "code": {"code": "8867-4"}, "measure": {"value": "72.50", "unit": "/min"}, "parts": [], "effective": "2025-10-09T10:00:00Z"}]);
    let fields = json!({"doc": visit, "patient": patient, "items": items});
    m.write("vitals_record", fields).await.unwrap();
    let fields = json!({"doc": thread, "patient": patient, "item": first, "subject": "Tablets", "members": [], "kind": "clinical"});
    m.write("thread_start", fields).await.unwrap();
    m.clock.advance(1_000);
    let fields =
        json!({"doc": thread, "patient": patient, "item": second, "text": "Half or whole?"});
    m.write("message_send", fields).await.unwrap();
    let of = json!({"patient": patient});
    let list = m.say("encounter_list", of.clone()).await.unwrap();
    let docs: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|i| &i["doc"]).collect();
    assert_eq!(docs, [&visit, &note]);
    let open = m.say("document_get", note).await.unwrap();
    assert_eq!(rows(&open, "sections")[0]["body"]["text"], "Walks again.");
    assert_eq!((&open["state"], &open["unsent"]), (&json!("live"), &json!(1)));
    // As text: reading it into a number would lose the last digit, which is exactly what must not happen before.
    let seen = m.text("observation_list", of.clone()).await;
    assert!(seen.contains("72.50"), "{seen}");
    let threads = m.say("thread_list", of).await.unwrap();
    assert_eq!(threads["items"][0]["body"]["subject"], "Tablets");
    assert_eq!(threads["items"][0]["body"]["messages"], 1);
    let open = m.say("thread_get", thread).await.unwrap();
    assert_eq!(open["entries"][1]["body"]["text"], "Half or whole?");
    assert_eq!(open["entries"][1]["at"], NOW + 1_000);
}

#[tokio::test]
async fn conversations_of_all_patients_come_newest_first_with_their_names() {
    let m = Machine::new();
    m.join().await;
    assert_eq!(m.bare("thread_recent").await.unwrap(), json!({"threads": [], "more": false}));
    let mut threads = Vec::new();
    for family in ["Okafor", "Adeyemi"] {
        let [patient, ..] = m.patient(family).await;
        let [thread, first, second] = m.ids().await;
        let fields = json!({"doc": thread, "patient": patient, "item": first, "subject": family, "members": [], "kind": "clinical"});
        m.write("thread_start", fields).await.unwrap();
        m.clock.advance(1_000);
        threads.push((patient, thread, second));
    }
    let (patient, thread, item) = &threads[0];
    let fields = json!({"doc": thread, "patient": patient, "item": item, "text": "Half or whole?"});
    m.write("message_send", fields).await.unwrap();
    let list = m.bare("thread_recent").await.unwrap();
    let lines: Vec<_> = list["threads"].as_array().unwrap().iter().collect();
    let names: Vec<_> = lines.iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert!(names[0].contains("Okafor") && names[1].contains("Adeyemi"), "{names:?}");
    assert_eq!((&lines[0]["patient"], &lines[0]["row"]["doc"]), (patient, thread));
    assert_eq!(lines[0]["row"]["body"]["messages"], 1);
    assert_eq!(list["more"], false);
}

#[tokio::test]
async fn the_same_command_twice_is_told_apart_from_a_new_one() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let [item] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": item, "code": {"text": "cough"}, "clinical": "active"});
    m.write("problem_add", fields.clone()).await.unwrap();
    assert_eq!(Machine::code(m.write("problem_add", fields).await), "already_done");
    let shown = m.say("chart_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(rows(&shown, "problems").len(), 1);
}

#[tokio::test]
async fn what_is_not_there_and_whose_patient_is_not_there_look_alike() {
    let m = Machine::new();
    m.join().await;
    let [nobody, doc] = m.ids().await;
    for word in
        ["patient_get", "chart_get", "encounter_list", "diary_get", "thread_list", "other_list"]
    {
        let done = m.say(word, json!({"patient": nobody})).await;
        assert_eq!(Machine::code(done), "not_found", "{word}");
    }
    for word in ["document_get", "thread_get"] {
        assert_eq!(Machine::code(m.say(word, doc.clone()).await), "not_found", "{word}");
    }
    assert_eq!(
        Machine::code(m.say("other_get", json!({"doc": doc, "item": doc})).await),
        "not_found"
    );
    let fields = json!({"doc": doc, "patient": nobody, "section": doc, "title": "t", "text": "x"});
    assert_eq!(Machine::code(m.write("note_start", fields).await), "not_found");
}

#[tokio::test]
async fn a_nurse_may_not_prescribe_and_reception_does_not_see_the_chart() {
    for (role, read, write) in
        [(Role::Nurse, None, "forbidden"), (Role::Reception, Some("not_found"), "not_found")]
    {
        let m = Machine::new();
        *m.clinic.role.lock().unwrap() = role;
        m.join().await;
        let [patient, chart, _] = m.patient("Okafor").await;
        let shown = m.say("chart_get", json!({"patient": patient})).await;
        assert_eq!(shown.err().map(|p| p.code.word()), read, "{role:?}");
        let [item] = m.ids().await;
        let fields =
            json!({"doc": chart, "patient": patient, "item": item, "regimen": regimen("500")});
        assert_eq!(Machine::code(m.write("medicine_start", fields).await), write, "{role:?}");
    }
}

#[tokio::test]
async fn a_patient_registers_nobody() {
    let m = Machine::new();
    *m.clinic.role.lock().unwrap() = Role::Patient;
    m.join().await;
    let [patient, chart, diary] = m.ids().await;
    let fields = json!({"patient": patient, "chart": chart, "diary": diary, "name": {"family": "F", "given": "G"},
        "identifiers": [], "telecoms": [], "addresses": []});
    assert_eq!(Machine::code(m.write("patient_register", fields).await), "forbidden");
    assert_eq!(m.bare("sync_status").await.unwrap()["own"]["saved"], 0);
}

#[tokio::test]
async fn a_stop_with_its_line_in_a_note_is_one_batch_over_two_documents() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let item = medicine(&m, &patient, &chart).await;
    let [note, section] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": item, "date": "2025-10-09", "reason": "rash",
        "base": "active", "base_regimen": regimen("500"),
        "note": {"doc": note, "section": section, "title": "Stopped", "text": "Metformin stopped: rash."}});
    let written = m.write("medicine_stop", fields).await.unwrap();
    assert_eq!(written["docs"], json!([chart, note]));
    let unlocked = m.app.unlocked().unwrap();
    let ctrs: Vec<u64> = serde_json::from_value(written["ctrs"].clone()).unwrap();
    let last = *ctrs.last().unwrap();
    let items =
        unlocked.store.read(|read| crate::store::pending::of_batch(read, last - 1)).unwrap();
    assert_eq!(items.iter().map(|i| i.batch.unwrap().index).collect::<Vec<_>>(), [0, 1]);
    assert!(items.iter().all(|i| i.batch.unwrap().count == 2));
}

#[tokio::test]
async fn a_draft_goes_with_its_command_and_stays_with_a_refused_one() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    m.say("draft_put", json!({"key": "problem", "body": "cou"})).await.unwrap();
    let [item] = m.ids().await;
    let mut fields = json!({"doc": chart, "patient": patient, "item": item, "code": {"text": "cough"}, "clinical": "so so", "draft": "problem"});
    m.write("problem_add", fields.clone()).await.unwrap_err();
    assert_eq!(m.say("draft_get", json!("problem")).await.unwrap()["body"], "cou");
    fields["clinical"] = json!("active");
    m.write("problem_add", fields).await.unwrap();
    assert_eq!(m.say("draft_get", json!("problem")).await.unwrap()["body"], Value::Null);
}

#[tokio::test]
async fn drafts_have_bounds_on_both_sides() {
    let m = Machine::new();
    m.join().await;
    let put = |key: usize, body: usize| json!({"key": "k".repeat(key), "body": "b".repeat(body)});
    assert_eq!(Machine::code(m.say("draft_put", put(0, 1)).await), "invalid");
    m.say("draft_put", put(200, 128 * 1024)).await.unwrap();
    assert_eq!(Machine::code(m.say("draft_put", put(201, 1)).await), "invalid");
    assert_eq!(Machine::code(m.say("draft_put", put(1, 128 * 1024 + 1)).await), "too_large");
    assert_eq!(m.bare("draft_list").await.unwrap()["drafts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_full_disk_refuses_the_change_and_keeps_the_draft() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    m.say("draft_put", json!({"key": "note", "body": "typed"})).await.unwrap();
    let unlocked = m.app.unlocked().unwrap();
    unlocked.store.limit_pages(1).unwrap();
    let [note, section] = m.ids().await;
    let fields = json!({"doc": note, "patient": patient, "section": section, "title": "t", "text": "x".repeat(4_000), "draft": "note"});
    assert_eq!(Machine::code(m.write("note_start", fields.clone()).await), "storage_full");
    unlocked.store.limit_pages(1_000_000).unwrap();
    assert_eq!(m.say("draft_get", json!("note")).await.unwrap()["body"], "typed");
    m.write("note_start", fields).await.unwrap();
}

#[tokio::test]
async fn what_was_answered_survives_a_crash() {
    let mut m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let item = medicine(&m, &patient, &chart).await;
    // Dropped without lock or close, as the process would be.
    m.reboot();
    assert_eq!(m.bare("status").await.unwrap()["state"], "locked");
    m.unlock().await.unwrap();
    let shown = m.say("chart_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(rows(&shown, "medicines")[0]["item"], item);
    let [next] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": next, "code": {"text": "cough"}, "clinical": "active"});
    m.write("problem_add", fields).await.unwrap();
}

#[tokio::test]
async fn every_look_is_an_entry_of_the_devices_own_log() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    let waiting =
        || async { m.bare("sync_status").await.unwrap()["audit_waiting"].as_u64().unwrap() };
    let before = waiting().await;
    for (word, args) in [
        ("patient_get", json!({"patient": patient})),
        ("chart_get", json!({"patient": patient})),
        ("encounter_list", json!({"patient": patient})),
        ("diary_get", json!({"patient": patient})),
        ("thread_list", json!({"patient": patient})),
        ("document_get", patient.clone()),
    ] {
        let was = waiting().await;
        m.say(word, args).await.unwrap();
        assert_eq!(waiting().await, was + 1, "{word}");
    }
    m.say("patient_search", json!({"query": "a"})).await.unwrap();
    m.say("patient_search", json!({"query": "ad"})).await.unwrap();
    assert_eq!(waiting().await, before + 7);
}

#[tokio::test]
async fn items_are_chained_dense_and_signed() {
    use satchel_protocol::env::Env;
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    medicine(&m, &patient, &chart).await;
    let unlocked = m.app.unlocked().unwrap();
    let items = unlocked.store.read(|read| crate::store::pending::after(read, 0, 100)).unwrap();
    let mut before = satchel_model::id::Hash::ZERO;
    for (n, item) in (1..).zip(&items) {
        let env = Env::decode(&item.env).unwrap();
        assert_eq!((item.ctr, env.device_ctr, env.prev_env_hash), (n, Some(n), Some(before)));
        assert_eq!(env.hash, item.hash);
        before = env.hash();
        let key = unlocked.author.key.public();
        satchel_vault::sign::verify(satchel_vault::sign::Namespace::ENV, &key, &before, &item.sig)
            .unwrap();
    }
    // Three documents asked for, one identity, one medicine.
    assert_eq!(items.len(), 5);
}

#[tokio::test]
async fn a_change_is_told_to_listeners_after_it_is_saved() {
    let m = Machine::new();
    m.join().await;
    let mut events = m.app.events();
    let [patient, ..] = m.patient("Okafor").await;
    let Some(Event::Changed(topics)) = events.next().await else { panic!("no event") };
    let patient = patient.as_str().unwrap().parse().unwrap();
    for topic in [Topic::Patients, Topic::Patient(patient), Topic::Pending] {
        assert!(topics.contains(&topic), "{topic:?}");
    }
}
