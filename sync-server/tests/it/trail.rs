//! Each act on accounts and devices is in the audit, in order, with who did it and no name or secret.
use crate::harness::{OTHER, Server, on_both};
use satchel_model::{
    audit::{Event, Kind, Outcome, leaf_hash},
    document::DocType,
    role::Role,
};
use satchel_server_store as store;
use serde_json::json;

on_both!(every_act_on_accounts_and_devices_is_in_the_audit);

async fn events(server: &Server) -> Vec<Event> {
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let leaves = store::audit::list(&mut tx, app.keys.tenant, None, store::Position::ZERO, 1_000);
    let leaves = leaves.await.unwrap();
    for leaf in &leaves {
        assert_eq!(leaf.hash, leaf_hash(&leaf.leaf));
        for secret in ["Ada", "grace", "Laptop", "plum", "Riverside"] {
            assert!(!String::from_utf8_lossy(&leaf.leaf).contains(secret), "{secret}");
        }
    }
    leaves.iter().map(|leaf| Event::from_leaf(&leaf.leaf).unwrap()).collect()
}

async fn every_act_on_accounts_and_devices_is_in_the_audit(server: &Server) {
    let admin = server.enrol(&server.admin().await).await;
    let grace = server.staff(admin.session(), "grace", Role::Nurse).await;
    let device = server.enrol(&grace).await;
    let body = json!({ "login": "grace", "password": "wrong" });
    server.post("/api/v1/sessions", None, body).await;
    server.post("/api/v1/sessions", None, json!({ "login": "nobody", "password": "x" })).await;
    let body = json!({ "login": "grace", "password": OTHER });
    let session: satchel_protocol::api::Session =
        server.post("/api/v1/sessions", None, body).await.read();
    server.send("DELETE", "/api/v1/sessions/current", Some(&session.access), None).await;
    let path = format!("/api/v1/devices/{}/revoke", device.id);
    let body = json!({ "reason": "lost" });
    server.post(&path, Some(&admin.session().access), body).await;
    let mut events = events(server).await;
    // Names in the directory: the site, then each of the two people with what made them.
    let named = events.extract_if(.., |e| e.doc_type == Some(DocType::Directory));
    assert_eq!(named.map(|e| e.kind).collect::<Vec<_>>(), [Kind::RecordChanged; 3]);
    events.retain(|e| e.kind != Kind::ServerStarted);
    let kinds: Vec<&str> = events.iter().map(|e| e.kind.name()).collect();
    let want = [
        "tenant_created",
        "device_enrolled",
        "user_invited",
        "user_joined",
        "device_enrolled",
        "session_refused",
        "session_refused",
        "session_opened",
        "session_closed",
        "device_revoked",
    ];
    assert_eq!(kinds, want);
    let refused = &events[5];
    assert_eq!((refused.outcome, refused.user), (Outcome::Refused, Some(grace.me.user)));
    assert_eq!(events[6].user, None, "nobody signed in under that name");
    let revoked = events.last().unwrap();
    assert_eq!((revoked.user, revoked.device), (Some(admin.session().me.user), Some(device.id)));
    assert_eq!((revoked.code.as_deref(), revoked.role), (Some("lost"), Some(Role::ClinicAdmin)));
}
