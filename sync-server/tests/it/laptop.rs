//! The real device engine against the real server over TLS, pinned: joining, sending, seeing, being shut out.
use std::sync::Arc;

use crate::harness::{OTHER, Server, on_both};
use satchel_core::{app::App, host::MemoryHost};
use satchel_model::{
    entropy::SeededEntropy,
    id::PatientId,
    role::Role,
    time::{DAY_MS, ManualClock},
};
use satchel_protocol::{api::Session, command::Command, problem::Problem};
use serde_json::{Value, json};

on_both!(
    what_one_laptop_writes_the_other_reads,
    two_doses_given_apart_become_one_decision,
    a_phone_holds_its_own_patient_and_no_other,
    a_late_edit_of_a_lost_laptop_waits_for_review,
);

/// A machine with the device engine.
pub(crate) struct Laptop {
    pub(crate) app: App,
    clock: Arc<ManualClock>,
    pub(crate) host: Arc<MemoryHost>,
    folder: tempfile::TempDir,
}

impl Laptop {
    pub(crate) fn new(server: &Server, seed: u64) -> Self {
        Self::at(Arc::clone(&server.clock), seed)
    }

    fn at(clock: Arc<ManualClock>, seed: u64) -> Self {
        Self::over(clock, seed, Arc::default(), tempfile::tempdir().unwrap())
    }

    /// The machine with this keychain and this disk.
    pub(crate) fn over(
        clock: Arc<ManualClock>,
        seed: u64,
        host: Arc<MemoryHost>,
        folder: tempfile::TempDir,
    ) -> Self {
        let app = App::new(
            Arc::<MemoryHost>::clone(&host),
            folder.path().to_owned(),
            Arc::<ManualClock>::clone(&clock),
            Arc::new(SeededEntropy::new(seed)),
        );
        Self { app, clock, host, folder }
    }

    /// Where this machine keeps its files.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) async fn command(&self, command: Value) -> Result<Value, Problem> {
        let command: Command = serde_json::from_value(command).unwrap();
        let reply = self.app.dispatch(command).await?;
        let mut json = serde_json::to_value(&reply).unwrap();
        Ok(json["value"].take())
    }

    pub(crate) async fn say(&self, cmd: &str, args: Value) -> Result<Value, Problem> {
        self.command(json!({ "cmd": cmd, "args": args })).await
    }

    pub(crate) async fn join(&self, link: &str, login: &str) -> Result<Value, Problem> {
        let args = json!({ "link": link, "login": login, "password": OTHER, "machine": "laptop" });
        self.say("join", args).await
    }

    /// One round of sync, once the server shows what others sent.
    pub(crate) async fn sync(&self, server: &Server) -> Value {
        server.settle().await;
        self.command(json!({ "cmd": "sync_now" })).await.unwrap()
    }

    pub(crate) async fn write(&self, kind: &str, mut fields: Value) -> Value {
        fields["type"] = kind.into();
        self.say("write", fields).await.unwrap()
    }

    pub(crate) async fn ids<const N: usize>(&self) -> [Value; N] {
        let made = self.say("new_ids", json!({ "count": N })).await.unwrap();
        made["ids"].as_array().unwrap().clone().try_into().unwrap()
    }

    /// A new patient: (patient, chart, diary).
    pub(crate) async fn patient(&self, family: &str) -> [Value; 3] {
        let [patient, chart, diary, number] = self.ids().await;
        let number = json!({ "item": number, "value": { "system": "urn:mrn", "value": family } });
        let fields = json!({
            "patient": patient, "chart": chart, "diary": diary,
            "name": { "family": family, "given": "Ada" },
            "birth": { "date": "1980-05-17" }, "gender": "female",
            "identifiers": [number], "telecoms": [], "addresses": [], "language": null,
        });
        self.write("patient_register", fields).await;
        [patient, chart, diary]
    }

    pub(crate) async fn medicine(&self, patient: &Value, chart: &Value) -> Value {
        let [item] = self.ids().await;
        let fields =
            json!({ "doc": chart, "patient": patient, "item": item, "regimen": regimen("500") });
        self.write("medicine_start", fields).await;
        item
    }

    pub(crate) async fn dose(&self, patient: &Value, chart: &Value, item: &Value, dose: &str) {
        let fields = json!({
            "doc": chart, "patient": patient, "item": item,
            "regimen": regimen(dose), "base": regimen("500"),
        });
        self.write("medicine_set_dose", fields).await;
    }

    pub(crate) async fn names(&self) -> Vec<String> {
        let list = self.say("patient_list", json!({})).await.unwrap();
        let names = list["patients"].as_array().unwrap().iter();
        names.map(|p| p["name"].as_str().unwrap().to_owned()).collect()
    }
}

fn regimen(dose: &str) -> Value {
    json!({ "product": { "text": "metformin" }, "dose": dose, "unit": "mg", "frequency": "2/d" })
}

/// A laptop of a new member of staff.
pub(crate) async fn laptop(
    server: &Server,
    admin: &Session,
    login: &str,
    role: Role,
    seed: u64,
) -> Laptop {
    let invited = server.invite(admin, login, role).await;
    let laptop = Laptop::new(server, seed);
    laptop.join(&invited.link, login).await.unwrap();
    laptop
}

async fn what_one_laptop_writes_the_other_reads(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    let report = doctor.sync(server).await;
    assert_eq!(report["refused"], 0, "{report}");
    nurse.sync(server).await;
    assert_eq!(nurse.names().await, ["Okafor, Ada"]);
    let [item] = nurse.ids().await;
    let code = json!({ "text": "penicillin" });
    let fields = json!({ "doc": chart, "patient": patient, "item": item, "code": code, "verification": "confirmed" });
    nurse.write("allergy_add", fields).await;
    assert_eq!(nurse.sync(server).await["refused"], 0);
    doctor.sync(server).await;
    let shown = doctor.say("chart_get", json!({ "patient": patient })).await.unwrap();
    assert!(shown.to_string().contains("penicillin"), "{shown}");
    let state = doctor.command(json!({ "cmd": "sync_status" })).await.unwrap();
    assert_eq!(state["waiting"].as_u64().unwrap_or(0), 0, "{state}");
    let verified = satchel_server::audit::verify::report(&server.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
}

async fn two_doses_given_apart_become_one_decision(server: &Server) {
    let admin = server.admin().await;
    let one = laptop(server, &admin, "one", Role::Doctor, 1).await;
    let two = laptop(server, &admin, "two", Role::Doctor, 2).await;
    let [patient, chart, _] = one.patient("Okafor").await;
    let item = one.medicine(&patient, &chart).await;
    one.sync(server).await;
    two.sync(server).await;
    one.dose(&patient, &chart, &item, "850").await;
    two.dose(&patient, &chart, &item, "1000").await;
    assert_eq!(one.sync(server).await["refused"], 0);
    assert_eq!(two.sync(server).await["refused"], 0);
    one.sync(server).await;
    for (name, laptop) in [("one", &one), ("two", &two)] {
        let open = laptop.say("decision_list", Value::Null).await.unwrap();
        let text = open.to_string();
        assert!(
            text.contains("850") && text.contains("1000"),
            "both values stand on {name}: {text}"
        );
    }
}

async fn a_phone_holds_its_own_patient_and_no_other(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [own, ..] = doctor.patient("Okafor").await;
    doctor.patient("Stranger").await;
    doctor.sync(server).await;
    let own: PatientId = serde_json::from_value(own).unwrap();
    let invited = server.invite_patient(&admin, own).await;
    let phone = Laptop::new(server, 3);
    phone.join(&invited.link, "pat").await.unwrap();
    phone.sync(server).await;
    assert_eq!(phone.names().await, ["Okafor, Ada"]);
}

async fn a_late_edit_of_a_lost_laptop_waits_for_review(server: &Server) {
    let admin = server.admin().await;
    let nurse = laptop(server, &admin, "nan", Role::Nurse, 1).await;
    let [patient, chart, _] = nurse.patient("Okafor").await;
    nurse.sync(server).await;
    let [item] = nurse.ids().await;
    let fields = json!({ "doc": chart, "patient": patient, "item": item, "code": { "text": "latex" }, "verification": "confirmed" });
    nurse.write("allergy_add", fields).await;
    let info = nurse.command(json!({ "cmd": "device_info" })).await.unwrap();
    let path = format!("/api/v1/devices/{}/revoke", info["device"].as_str().unwrap());
    let done = server.post(&path, Some(&admin.access), json!({ "reason": "lost" })).await;
    assert_eq!(done.status, 204, "{}", done.body);
    // The laptop may or may not be told what became of it; the server must have the edit, unaccepted.
    nurse.command(json!({ "cmd": "sync_now" })).await.ok();
    let review = server.get("/api/v1/review", Some(&admin.access)).await;
    let lines = review.body.as_array().unwrap();
    assert_eq!(lines.len(), 1, "{}", review.body);
    assert_eq!((&lines[0]["doc"], &lines[0]["code"]), (&chart, &json!("device_revoked")));
    assert_eq!(lines[0]["device"], info["device"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_names_another_key_is_refused_before_anything_is_sent() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace", Role::Nurse).await;
    let link = invited.link.replace(&server.running.spki.to_string(), &"ab".repeat(32));
    let laptop = Laptop::new(&server, 1);
    let problem = laptop.join(&link, "grace").await.unwrap_err();
    assert_eq!(problem.code.word(), "wrong_server_key");
    assert!(laptop.join(&invited.link, "grace").await.is_ok(), "the invitation was not used up");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_invitation_says_so_on_the_laptop() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace", Role::Nurse).await;
    server.wait_ms(72 * 3_600_000);
    let problem = Laptop::new(&server, 1).join(&invited.link, "grace").await.unwrap_err();
    assert_eq!(problem.code.word(), "invitation_expired");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_whose_clock_is_two_days_off_is_told_and_joins_once_it_is_set() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace", Role::Nurse).await;
    let clock = Arc::new(ManualClock::at(crate::harness::START_MS + 2 * DAY_MS));
    let laptop = Laptop::at(clock, 1);
    let problem = laptop.join(&invited.link, "grace").await.unwrap_err();
    assert_eq!(problem.code.word(), "clock_wrong");
    laptop.clock.advance(-2 * DAY_MS);
    laptop.join(&invited.link, "grace").await.unwrap();
    server.stop().await;
}
