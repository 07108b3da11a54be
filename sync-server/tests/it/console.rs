//! The console's commands: who may ask them, and what they answer and do.
use crate::{
    harness::{Answer, OTHER, PASSWORD, Server, on_both},
    laptop::laptop,
    web::Page,
};
use satchel_model::role::Role;
use satchel_protocol::{api::Session, command::Command};
use serde_json::{Value, json};

on_both!(
    each_command_is_for_its_roles_and_refused_to_all_others,
    an_invitation_is_made_listed_and_taken_back,
    devices_are_listed_with_what_they_said_and_shut_out_with_a_reason,
    the_audit_is_listed_filtered_and_known_to_be_whole,
    a_late_edit_is_written_anew_for_its_author,
    a_late_edit_is_declined_with_a_reason,
    a_late_edit_that_stands_against_a_newer_value_becomes_a_decision,
);

const NOTHING: &str = "0198f0a0-0000-7000-8000-000000000001";

/// Arguments with which a command is well formed and finds nothing.
fn args(word: &str) -> Value {
    match word {
        "invitation_create" => json!({ "name": "N", "role": "it" }),
        "invitation_withdraw" => json!({ "invitation": NOTHING }),
        "device_revoke" => json!({ "device": NOTHING, "reason": "lost in a taxi" }),
        "audit_list" => json!({}),
        "review_settle" => json!({ "review": NOTHING, "accept": false, "reason": "not needed" }),
        _ => Value::Null,
    }
}

/// Who may ask a command of the console.
fn allowed(word: &str, role: Role) -> bool {
    use Role::{ClinicAdmin, It, PrivacyOfficer};
    match word {
        "people_list" | "invitation_list" | "device_list" => {
            matches!(role, ClinicAdmin | It | PrivacyOfficer)
        }
        "invitation_create" | "invitation_withdraw" | "device_revoke" => {
            matches!(role, ClinicAdmin | It)
        }
        "audit_list" | "review_list" | "review_settle" => {
            matches!(role, ClinicAdmin | PrivacyOfficer)
        }
        other => panic!("{other} is new: say who may ask it"),
    }
}

async fn ask(server: &Server, session: &Session, cmd: &str, args: Value) -> Answer {
    let body = json!({ "cmd": cmd, "args": args });
    server.post("/api/v1/rpc", Some(&session.access), body).await
}

async fn each_command_is_for_its_roles_and_refused_to_all_others(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [patient, ..] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    let patient = serde_json::from_value(patient).unwrap();
    let invited = server.invite_patient(&admin, patient).await;
    let own: Session = server.accept(&invited.code, "pat").await.read();
    let mut people = vec![(Role::ClinicAdmin, admin.clone()), (Role::Patient, own)];
    for (role, login) in [
        (Role::Reception, "rita"),
        (Role::Nurse, "nell"),
        (Role::Doctor, "dora"),
        (Role::PrivacyOfficer, "priya"),
        (Role::It, "ivan"),
    ] {
        people.push((role, server.staff(&admin, login, role).await));
    }
    let console = Command::TABLE
        .iter()
        .filter(|entry| entry.window == satchel_protocol::command::Window::Admin);
    let mut asked = 0;
    for entry in console {
        for (role, session) in &people {
            let answer = ask(server, session, entry.word, args(entry.word)).await;
            let refused = matches!(answer.refusal(), (403, "forbidden" | "wrong_window"));
            assert_eq!(
                !refused,
                allowed(entry.word, *role),
                "{role:?} {} {}",
                entry.word,
                answer.body
            );
            asked += 1;
        }
    }
    assert_eq!(asked, 9 * 7);
    // What only the device answers is not here, and clinical looks of staff are for the app.
    let answer = ask(server, &admin, "lock", Value::Null).await;
    assert_eq!(answer.refusal(), (404, "not_found"));
    let answer = ask(server, &people[4].1, "patient_get", json!({ "patient": patient })).await;
    assert_eq!(answer.refusal(), (403, "forbidden"));
    assert_eq!(answer.body["args"]["lift"], "app");
    let answer = server.post("/api/v1/rpc", Some(&admin.access), json!({ "cmd": "nothing" })).await;
    assert_eq!(answer.refusal(), (400, "malformed"));
}

async fn an_invitation_is_made_listed_and_taken_back(server: &Server) {
    server.admin().await;
    let page = Page::open(server, "ada", PASSWORD).await;
    let made =
        page.say("invitation_create", json!({ "name": "Grace", "role": "nurse", "days": 3 })).await;
    assert!(made["link"].as_str().unwrap().starts_with("satchel://join?"));
    assert_eq!(made["words"].as_str().unwrap().split(' ').count(), 8);
    assert!(made["qr_svg"].as_str().unwrap().starts_with("<svg"));
    assert_eq!(made["expires_at"], json!(server.now().plus_millis(3 * 86_400_000)));
    let list = page.say("invitation_list", Value::Null).await;
    let line = &list["invitations"][0];
    assert_eq!(
        (&line["name"], &line["role"], &line["state"]),
        (&json!("Grace"), &json!("nurse"), &json!("open"))
    );
    assert!(line.get("link").is_none(), "the link is shown once");
    let of = json!({ "invitation": made["invitation"] });
    let list = page.say("invitation_withdraw", of.clone()).await;
    assert_eq!(list["invitations"][0]["state"], "withdrawn");
    assert_eq!(page.ask("invitation_withdraw", of).await.refusal(), (409, "already_done"));
    let code = made["link"].as_str().unwrap().rsplit_once("c=").unwrap().1.to_owned();
    assert_eq!(server.accept(&code, "grace").await.refusal().1, "invitation_invalid");
    for (field, value) in
        [("role", json!("queen")), ("days", json!(31)), ("patient", json!(NOTHING))]
    {
        let mut asked = json!({ "name": "P", "role": "patient" });
        asked[field] = value;
        let answer = page.ask("invitation_create", asked).await;
        assert_eq!((answer.refusal().1, &answer.body["args"]["field"]), ("invalid", &json!(field)));
    }
}

async fn devices_are_listed_with_what_they_said_and_shut_out_with_a_reason(server: &Server) {
    let admin = server.admin().await;
    let nurse = laptop(server, &admin, "nell", Role::Nurse, 1).await;
    nurse.patient("Okafor").await;
    nurse.sync(server).await;
    let page = Page::open(server, "ada", PASSWORD).await;
    let devices = page.say("device_list", Value::Null).await;
    let line = &devices["devices"][0];
    assert_eq!((&line["person"], &line["machine"]), (&json!("nell"), &json!("laptop")));
    assert_eq!((&line["state"], &line["lost"]), (&json!("active"), &json!(false)));
    assert!(line["unsent"].is_u64() && line["last_seen_at"].is_i64(), "{line}");
    let gone = json!({ "device": line["device"], "reason": "left on the 14 bus" });
    let list = page.say("device_revoke", gone.clone()).await;
    assert_eq!(list["devices"][0]["state"], "revoked");
    assert_eq!(list["devices"][0]["revoked_at"], json!(server.now()));
    assert_eq!(page.ask("device_revoke", gone).await.refusal(), (409, "already_done"));
    let blank = json!({ "device": line["device"], "reason": "  " });
    assert_eq!(page.ask("device_revoke", blank).await.refusal().1, "invalid");
    let audit = page.say("audit_list", json!({ "kind": "device_revoked" })).await;
    settle_index(server).await;
    let audit = if audit["entries"].as_array().unwrap().is_empty() {
        page.say("audit_list", json!({ "kind": "device_revoked" })).await
    } else {
        audit
    };
    assert_eq!(audit["entries"][0]["detail"]["reason"], "left on the 14 bus");
    assert_eq!(audit["entries"][0]["person"], "Ada L.");
}

async fn settle_index(server: &Server) {
    server.settle().await;
    satchel_server::audit::sequencer::catch_up(&server.running.app).await.unwrap();
}

async fn the_audit_is_listed_filtered_and_known_to_be_whole(server: &Server) {
    let admin = server.admin().await;
    let nurse = laptop(server, &admin, "nell", Role::Nurse, 1).await;
    let [patient, ..] = nurse.patient("Okafor").await;
    nurse.patient("Stranger").await;
    nurse.sync(server).await;
    settle_index(server).await;
    satchel_server::audit::watch::prove(&server.running.app).await.unwrap();
    let page = Page::open(server, "ada", PASSWORD).await;
    let first = page.say("audit_list", json!({ "limit": 3 })).await;
    let index = |page: &Value, n: usize| page["entries"][n]["index"].as_u64().unwrap();
    assert_eq!((first["entries"].as_array().unwrap().len(), &first["more"]), (3, &json!(true)));
    assert!(index(&first, 0) > index(&first, 1) && index(&first, 1) > index(&first, 2));
    let next = page.say("audit_list", json!({ "limit": 3, "before": index(&first, 2) })).await;
    assert_eq!(index(&next, 0) + 1, index(&first, 2), "no entry is left out");
    assert_eq!(first["verified"]["state"], "verified", "{}", first["verified"]);
    assert_eq!(first["verified"]["at"], json!(server.now()));
    assert!(first["verified"]["leaf"].is_string() && first["verified"]["to_index"].is_u64());
    let about = page.say("audit_list", json!({ "patient": patient, "limit": 200 })).await;
    let about = about["entries"].as_array().unwrap();
    assert!(
        !about.is_empty()
            && about.iter().all(|e| e["patient"] == patient || e["detail"]["docs"].is_u64()),
        "{about:?}"
    );
    assert!(about.iter().any(|e| e["person"] == "nell" && e["kind"] == "record_changed"));
    let people = page.say("people_list", Value::Null).await;
    let nell = people["people"].as_array().unwrap().iter().find(|p| p["login"] == "nell").unwrap();
    let hers = page.say("audit_list", json!({ "user": nell["user"], "limit": 200 })).await;
    let hers = hers["entries"].as_array().unwrap();
    assert!(!hers.is_empty() && hers.iter().all(|e| e["user"] == nell["user"]));
    let wrong = page.ask("audit_list", json!({ "kind": "nothing" })).await;
    assert_eq!(wrong.refusal().1, "invalid");
}

/// A nurse's laptop that is shut out with one edit on it that was not sent; what it was about.
async fn late(
    server: &Server,
    admin: &Session,
    edit: &str,
) -> (crate::laptop::Laptop, Value, Value) {
    let nurse = laptop(server, admin, "nell", Role::Nurse, 1).await;
    let [patient, chart, _] = nurse.patient("Okafor").await;
    nurse.sync(server).await;
    let [item] = nurse.ids().await;
    let fields = json!({
        "doc": chart, "patient": patient, "item": item, "code": { "text": edit }, "verification": "confirmed",
    });
    nurse.write("allergy_add", fields).await;
    let info = nurse.say("device_info", Value::Null).await.unwrap();
    let path = format!("/api/v1/devices/{}/revoke", info["device"].as_str().unwrap());
    let done = server.post(&path, Some(&admin.access), json!({ "reason": "lost" })).await;
    assert_eq!(done.status, 204);
    nurse.say("sync_now", Value::Null).await.ok();
    (nurse, patient, chart)
}

async fn a_late_edit_is_written_anew_for_its_author(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 2).await;
    let (_nurse, patient, chart) = late(server, &admin, "latex").await;
    let page = Page::open(server, "ada", PASSWORD).await;
    let list = page.say("review_list", Value::Null).await;
    let line = list["items"][0].clone();
    assert_eq!((&line["doc"], &line["patient"]), (&chart, &patient));
    assert_eq!((&line["person"], &line["patient_name"]), (&json!("nell"), &json!("Okafor, Ada")));
    assert_eq!((&line["kind"], &line["code"]), (&json!("allergy_add"), &json!("device_revoked")));
    assert!(!list.to_string().contains("latex"), "who decides here need not see the record");
    let asked =
        json!({ "review": line["review"], "accept": true, "reason": "seen with the nurse" });
    let list = page.say("review_settle", asked.clone()).await;
    assert_eq!(list["items"], json!([]));
    assert_eq!(page.ask("review_settle", asked).await.refusal(), (409, "already_done"));
    doctor.sync(server).await;
    let shown = doctor.say("chart_get", json!({ "patient": patient })).await.unwrap();
    let allergy =
        shown["items"].as_array().unwrap().iter().find(|i| i["list"] == "allergies").unwrap();
    assert_eq!(allergy["body"]["code"]["text"], "latex");
    let people = page.say("people_list", Value::Null).await;
    let id = |login: &str| {
        let people = people["people"].as_array().unwrap();
        people.iter().find(|p| p["login"] == login).unwrap()["user"].clone()
    };
    assert_eq!(allergy["body"]["by"], id("nell"), "entered by the nurse");
    settle_index(server).await;
    let audit = page.say("audit_list", json!({ "kind": "review_decided" })).await;
    let entry = &audit["entries"][0];
    assert_eq!((&entry["user"], &entry["detail"]["acting_for"]), (&id("ada"), &id("nell")));
    assert_eq!(
        (&entry["detail"]["code"], &entry["detail"]["reason"]),
        (&json!("accepted"), &json!("seen with the nurse"))
    );
    let verified = satchel_server::audit::verify::report(&server.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn a_late_edit_is_declined_with_a_reason(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 2).await;
    let (_nurse, patient, _) = late(server, &admin, "latex").await;
    let page = Page::open(server, "ada", PASSWORD).await;
    let line = page.say("review_list", Value::Null).await["items"][0].clone();
    let blank = json!({ "review": line["review"], "accept": false, "reason": "" });
    assert_eq!(page.ask("review_settle", blank).await.refusal().1, "invalid");
    let asked = json!({ "review": line["review"], "accept": false, "reason": "entered twice" });
    assert_eq!(page.say("review_settle", asked).await["items"], json!([]));
    doctor.sync(server).await;
    let shown = doctor.say("chart_get", json!({ "patient": patient })).await.unwrap();
    assert!(!shown.to_string().contains("latex"));
    settle_index(server).await;
    let audit = page.say("audit_list", json!({ "kind": "review_decided" })).await;
    assert_eq!(audit["entries"][0]["detail"]["code"], "dismissed");
}

async fn a_late_edit_that_stands_against_a_newer_value_becomes_a_decision(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 2).await;
    let other = laptop(server, &admin, "dan", Role::Doctor, 3).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    let item = doctor.medicine(&patient, &chart).await;
    doctor.sync(server).await;
    other.sync(server).await;
    other.dose(&patient, &chart, &item, "850").await;
    doctor.dose(&patient, &chart, &item, "1000").await;
    doctor.sync(server).await;
    let info = other.say("device_info", Value::Null).await.unwrap();
    let path = format!("/api/v1/devices/{}/revoke", info["device"].as_str().unwrap());
    server.post(&path, Some(&admin.access), json!({ "reason": "lost" })).await;
    other.say("sync_now", Value::Null).await.ok();
    let page = Page::open(server, "ada", PASSWORD).await;
    let line = page.say("review_list", Value::Null).await["items"][0].clone();
    let asked = json!({ "review": line["review"], "accept": true, "reason": "asked both" });
    page.say("review_settle", asked).await;
    doctor.sync(server).await;
    let open = doctor.say("decision_list", Value::Null).await.unwrap().to_string();
    assert!(open.contains("850") && open.contains("1000"), "{open}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_lets_their_own_late_work_pass() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let own = laptop(&server, &admin, "boss", Role::ClinicAdmin, 1).await;
    let [patient, ..] = own.patient("Okafor").await;
    own.sync(&server).await;
    let fields = json!({ "patient": patient, "gender": "male", "base": "female" });
    own.write("admin_set_gender", fields).await;
    let info = own.say("device_info", Value::Null).await.unwrap();
    let path = format!("/api/v1/devices/{}/revoke", info["device"].as_str().unwrap());
    server.post(&path, Some(&admin.access), json!({ "reason": "lost" })).await;
    own.say("sync_now", Value::Null).await.ok();
    let page = Page::open(&server, "boss", OTHER).await;
    let line = page.say("review_list", Value::Null).await["items"][0].clone();
    let asked = json!({ "review": line["review"], "accept": true, "reason": "mine" });
    assert_eq!(page.ask("review_settle", asked).await.refusal(), (403, "forbidden"));
    server.stop().await;
}
