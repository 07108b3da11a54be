//! Enrolment, lists, shutting out.
use crate::harness::{Device, OTHER, Server, on_both};
use satchel_model::{cbor, id::DeviceId, role::Role};
use satchel_protocol::api::{Enrolled, Session};
use satchel_vault::{
    beacon::{self, Beacon},
    cert::{DeviceCert, Lease, Signed},
};
use serde_json::json;

on_both!(
    a_device_gets_certificate_lease_and_beacon,
    a_lost_answer_is_made_up_for_after_a_new_sign_in,
    everybody_sees_their_own_and_administrators_all,
    a_revoked_device_is_out_at_once,
);

fn signed(hex_text: &str) -> Signed {
    cbor::decode(&hex::decode(hex_text).unwrap()).unwrap()
}

async fn a_device_gets_certificate_lease_and_beacon(server: &Server) {
    let admin = server.admin().await;
    let device = server.enrol(&admin).await;
    let enrolled = device.enrolled.as_ref().unwrap();
    let (key, now) = (enrolled.tenant_key, server.now());
    let cert = DeviceCert::check(&signed(&enrolled.cert), &key, now).unwrap();
    assert_eq!((cert.device, cert.user, cert.key), (device.id, admin.me.user, device.public()));
    assert_eq!(cert.expires, now.plus_millis(365 * 86_400_000));
    let lease = Lease::check(&signed(&enrolled.lease), &key, device.id).unwrap();
    assert_eq!(lease.not_after, now.plus_millis(30 * 86_400_000));
    let beacon: Beacon = cbor::decode(&hex::decode(&enrolled.beacon).unwrap()).unwrap();
    assert!(beacon::check(&beacon, &key).is_ok());
    assert_eq!(beacon.time, now);
    assert_eq!(enrolled.audit_doc.as_bytes(), device.id.as_bytes());
    let old = server.get("/api/v1/devices", Some(&admin.access)).await;
    assert_eq!(old.refusal(), (401, "unauthenticated"), "the session that enrolled is over");
    let own = server.get("/api/v1/devices", Some(&device.session().access)).await;
    assert_eq!(own.body[0]["device"], json!(device.id));
    assert_eq!(own.body[0]["label"], "Laptop");
}

async fn a_lost_answer_is_made_up_for_after_a_new_sign_in(server: &Server) {
    let admin = server.admin().await;
    let first = server.enrol(&admin).await;
    let session: Session = {
        let body = json!({ "login": "ada", "password": crate::harness::PASSWORD });
        server.post("/api/v1/sessions", None, body).await.read()
    };
    let body = first.enrol(&session, server.now());
    let again: Enrolled = server.post("/api/v1/devices", Some(&session.access), body).await.read();
    assert_eq!(again.cert, first.enrolled.as_ref().unwrap().cert);
    let nurse = server.staff(&again.session, "nan", Role::Nurse).await;
    let thief = Device::fresh(&*server.entropy, server.now());
    let mut stolen = thief.enrol(&nurse, server.now());
    stolen.device = first.id;
    stolen.proof.device = first.id;
    let refused = server.post("/api/v1/devices", Some(&nurse.access), &stolen).await;
    assert_eq!(refused.refusal(), (409, "conflict"));
    let mut forged = thief.enrol(&nurse, server.now());
    forged.public = first.public();
    let refused = server.post("/api/v1/devices", Some(&nurse.access), &forged).await;
    assert_eq!(refused.refusal(), (401, "bad_proof"));
    let mut nameless = thief.enrol(&nurse, server.now());
    nameless.label = String::new();
    let refused = server.post("/api/v1/devices", Some(&nurse.access), &nameless).await;
    assert_eq!(refused.body["args"]["field"], "label");
    let late = thief.enrol(&nurse, server.now().plus_millis(-60_001));
    let refused = server.post("/api/v1/devices", Some(&nurse.access), &late).await;
    assert_eq!(refused.refusal(), (409, "clock_wrong"));
    assert_eq!(refused.body["args"]["server_time"], server.now().millis());
}

async fn everybody_sees_their_own_and_administrators_all(server: &Server) {
    let admin = server.enrol(&server.admin().await).await;
    let nurse = server.staff(admin.session(), "nan", Role::Nurse).await;
    let nurse = server.enrol(&nurse).await;
    let own = server.get("/api/v1/devices", Some(&nurse.session().access)).await;
    assert_eq!(own.body.as_array().unwrap().len(), 1);
    assert_eq!(own.body[0]["name"], "nan");
    let all = server.get("/api/v1/devices", Some(&admin.session().access)).await;
    assert_eq!(all.body.as_array().unwrap().len(), 2);
    let review = server.get("/api/v1/review", Some(&nurse.session().access)).await;
    assert_eq!((review.status, review.body), (200, json!([])));
    let path = format!("/api/v1/devices/{}/revoke", admin.id);
    let foreign =
        server.post(&path, Some(&nurse.session().access), json!({ "reason": "lost" })).await;
    assert_eq!(foreign.refusal(), (404, "not_found"));
}

async fn a_revoked_device_is_out_at_once(server: &Server) {
    let admin = server.enrol(&server.admin().await).await;
    let nurse = server.staff(admin.session(), "nan", Role::Nurse).await;
    let nurse = server.enrol(&nurse).await;
    let access = &admin.session().access;
    let revoke = |id: String, body| {
        let path = format!("/api/v1/devices/{id}/revoke");
        async move { server.post(&path, Some(access), body).await }
    };
    let done = revoke(nurse.id.to_string(), json!({ "reason": "lost" })).await;
    assert_eq!(done.status, 204, "{}", done.body);
    let dead = server.get("/api/v1/devices", Some(&nurse.session().access)).await;
    assert_eq!(dead.refusal(), (401, "unauthenticated"));
    let refresh = nurse.refresh(&nurse.session().refresh, server.now());
    let dead = server.post("/api/v1/sessions/refresh", None, refresh).await;
    assert_eq!(dead.refusal(), (401, "unauthenticated"));
    let proof = nurse.proof("POST /api/v1/sessions", OTHER, server.now());
    let body = json!({ "login": "nan", "password": OTHER, "device": proof });
    let dead = server.post("/api/v1/sessions", None, body).await;
    assert_eq!(dead.refusal(), (403, "device_revoked"));
    let twice = revoke(nurse.id.to_string(), json!({ "reason": "lost" })).await;
    assert_eq!(twice.refusal(), (409, "already_done"));
    let unknown = DeviceId::new(server.now(), &*server.entropy).to_string();
    assert_eq!(revoke(unknown, json!({ "reason": "lost" })).await.refusal(), (404, "not_found"));
    let nonsense = revoke("nonsense".to_owned(), json!({ "reason": "lost" })).await;
    assert_eq!(nonsense.refusal(), (404, "not_found"));
    let reason = revoke(admin.id.to_string(), json!({ "reason": "bored" })).await;
    assert_eq!(reason.refusal(), (400, "malformed"));
    let list = server.get("/api/v1/devices", Some(access)).await;
    let line =
        list.body.as_array().unwrap().iter().find(|l| l["device"] == json!(nurse.id)).unwrap();
    assert_eq!(line["status"], "revoked");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_eleventh_device_is_one_too_many() {
    let server = Server::start(None, |c| c.settings.devices_per_user = 2).await;
    let admin = server.admin().await;
    let first = server.enrol(&admin).await;
    let second = server.enrol(first.session()).await;
    let third = Device::fresh(&*server.entropy, server.now());
    let ask = third.enrol(second.session(), server.now());
    let refused = server.post("/api/v1/devices", Some(&second.session().access), &ask).await;
    assert_eq!(refused.refusal(), (409, "too_many_devices"));
    let path = format!("/api/v1/devices/{}/revoke", first.id);
    let body = json!({ "reason": "replaced" });
    assert_eq!(server.post(&path, Some(&second.session().access), body).await.status, 204);
    let taken = server.post("/api/v1/devices", Some(&second.session().access), &ask).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    server.stop().await;
}
