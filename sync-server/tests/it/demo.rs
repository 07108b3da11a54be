//! The demo clinic on a real server: its people sign in, and a laptop shows its patients.
use crate::{
    harness::{Server, on_both},
    laptop::laptop,
};
use satchel_model::role::Role;
use satchel_protocol::problem::ErrorCode;
use satchel_server::demo::{Clinic, SEED, run};
use serde_json::{Value, json};

on_both!(the_demo_clinic_opens_to_its_people);

async fn the_demo_clinic_opens_to_its_people(server: &Server) {
    let app = &server.running.app;
    let clinic = Clinic::plan(SEED, server.now(), 12);
    let made = run::make(app, &clinic, &mut |_, _| {}).await.unwrap();
    assert_eq!((made.patients, made.people.len()), (12, 12));
    let logins: Vec<_> = made.people.iter().map(|(login, ..)| login.as_str()).collect();
    assert!(logins.contains(&"weber") && logins.contains(&"amina"), "{logins:?}");
    for login in ["weber", "it", "amina"] {
        let body = json!({ "login": login, "password": made.password });
        let answer = server.post("/api/v1/sessions", None, body).await;
        assert_eq!(answer.status, 200, "{login}: {}", answer.body);
    }
    let body = json!({ "login": "admin", "password": made.password });
    let admin = server.post("/api/v1/sessions", None, body).await.read();
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    doctor.sync(server).await;
    let names = doctor.names().await;
    assert_eq!(names.len(), 12, "{names:?}");
    assert!(names.iter().any(|n| n.starts_with("الحداد")), "{names:?}");
    let open = doctor.say("decision_list", Value::Null).await.unwrap().to_string();
    assert!(open.contains("2.5") && open.contains("10"), "two doses wait for a person: {open}");
    server.settle().await;
    let verified = satchel_server::audit::verify::report(app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
    // Made-up people do not move in a second time.
    let again = run::make(app, &clinic, &mut |_, _| {}).await.err().unwrap();
    assert_eq!(again.0.code, ErrorCode::AlreadyDone);
}
