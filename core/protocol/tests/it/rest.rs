//! REST types: each has one frozen JSON form, reads it back, and refuses what lacks a part.
use satchel_model::{
    id::{DeviceId, DocId, Hash, InvitationId, PatientId, PublicKey, Signature, TenantId, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    api::{
        Accept, DeviceLine, DeviceProof, Enrol, Enrolled, Invite, Invited, Me, Refresh, ReviewLine,
        Revoke, Session, Setup, SignIn,
    },
    intent::RevokeReason,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn proof() -> DeviceProof {
    DeviceProof {
        device: DeviceId::from_bytes([1; 16]),
        at: Timestamp::from_millis(1_790_000_000_000),
        sig: Signature::from_bytes([2; 64]),
    }
}

fn me() -> Me {
    Me {
        tenant: TenantId::from_bytes([3; 16]),
        clinic: "Riverside".to_owned(),
        user: UserId::from_bytes([4; 16]),
        name: "Ada L.".to_owned(),
        login: "ada".to_owned(),
        role: 6,
        patient: None,
    }
}

fn session() -> Session {
    Session {
        access: "a".repeat(64),
        access_until: Timestamp::from_millis(1),
        refresh: "b".repeat(64),
        refresh_until: Timestamp::from_millis(2),
        me: me(),
    }
}

/// Reads back what was written, and fails without each of its required parts.
fn check<T: Serialize + DeserializeOwned>(name: &str, value: &T, optional: &[&str]) -> Value {
    let json = serde_json::to_value(value).unwrap();
    let again: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), json, "{name} reads back");
    for key in json.as_object().unwrap().keys() {
        let mut less = json.clone();
        less.as_object_mut().unwrap().remove(key);
        let got = serde_json::from_value::<T>(less);
        assert_eq!(got.is_ok(), optional.contains(&key.as_str()), "{name} without {key}");
    }
    let mut more = json.clone();
    more.as_object_mut().unwrap().insert("from_the_future".to_owned(), Value::Null);
    assert!(serde_json::from_value::<T>(more).is_ok(), "{name} with an unknown part");
    for wrong in [Value::Null, Value::Bool(true), Value::from("text"), Value::Array(vec![])] {
        assert!(serde_json::from_value::<T>(wrong).is_err(), "{name} of another shape");
    }
    json
}

#[test]
fn set_up_and_sign_in_are_frozen() {
    let setup = Setup {
        code: "ABCD-EFGH".to_owned(),
        clinic: "Riverside".to_owned(),
        login: "ada".to_owned(),
        name: "Ada L.".to_owned(),
        password: "correct horse".to_owned(),
    };
    insta::assert_json_snapshot!("rest_setup", check("setup", &setup, &[]));
    let bare = SignIn { login: "ada".to_owned(), password: "p".to_owned(), device: None };
    insta::assert_json_snapshot!("rest_sign_in", check("sign-in", &bare, &[]));
    let bound = SignIn { device: Some(proof()), ..bare };
    insta::assert_json_snapshot!("rest_sign_in_bound", check("sign-in", &bound, &["device"]));
}

#[test]
fn sessions_and_refreshes_are_frozen() {
    insta::assert_json_snapshot!("rest_session", check("session", &session(), &[]));
    insta::assert_json_snapshot!("rest_me", check("me", &me(), &["patient"]));
    let of_patient = Me { patient: Some(PatientId::from_bytes([5; 16])), role: 1, ..me() };
    insta::assert_json_snapshot!("rest_me_patient", check("me", &of_patient, &["patient"]));
    let bare = Refresh { refresh: "b".repeat(64), device: None };
    insta::assert_json_snapshot!("rest_refresh", check("refresh", &bare, &[]));
    let bound = Refresh { device: Some(proof()), ..bare };
    insta::assert_json_snapshot!("rest_refresh_bound", check("refresh", &bound, &["device"]));
}

#[test]
fn invitations_are_frozen() {
    let invite = Invite { name: "Bo".to_owned(), role: 5, patient: None, hours: None };
    insta::assert_json_snapshot!("rest_invite", check("invite", &invite, &["patient", "hours"]));
    let own = Invite {
        role: 1,
        patient: Some(PatientId::from_bytes([5; 16])),
        hours: Some(336),
        ..invite
    };
    insta::assert_json_snapshot!("rest_invite_own", check("invite", &own, &["patient", "hours"]));
    let invited = Invited {
        id: InvitationId::from_bytes([6; 16]),
        link: "satchel://join?a=x:1&k=00&c=A".to_owned(),
        code: "A".to_owned(),
        spki: Hash::from_bytes([7; 32]),
        until: Timestamp::from_millis(8),
    };
    insta::assert_json_snapshot!("rest_invited", check("invited", &invited, &[]));
    let accept = Accept { code: "A".to_owned(), login: "bo".to_owned(), password: "p".to_owned() };
    insta::assert_json_snapshot!("rest_accept", check("accept", &accept, &[]));
}

#[test]
fn enrolment_is_frozen() {
    let enrol = Enrol {
        device: DeviceId::from_bytes([1; 16]),
        public: PublicKey::from_bytes([9; 32]),
        label: "Laptop".to_owned(),
        hardware_bound: true,
        proof: proof(),
    };
    insta::assert_json_snapshot!("rest_enrol", check("enrol", &enrol, &[]));
    let enrolled = Enrolled {
        cert: "01".to_owned(),
        tenant_key: PublicKey::from_bytes([9; 32]),
        lease: "02".to_owned(),
        beacon: "03".to_owned(),
        audit_doc: DocId::from_bytes([10; 16]),
        session: session(),
    };
    insta::assert_json_snapshot!("rest_enrolled", check("enrolled", &enrolled, &[]));
    insta::assert_json_snapshot!("rest_proof", check("proof", &proof(), &[]));
}

#[test]
fn lists_and_orders_about_devices_are_frozen() {
    let line = DeviceLine {
        device: DeviceId::from_bytes([1; 16]),
        user: UserId::from_bytes([4; 16]),
        name: "Ada L.".to_owned(),
        label: "Laptop".to_owned(),
        status: "active".to_owned(),
        last_seen: None,
        unsent: 0,
        lease_until: Timestamp::from_millis(11),
        restored: 0,
    };
    insta::assert_json_snapshot!("rest_device", check("device", &line, &["last_seen"]));
    let seen = DeviceLine { last_seen: Some(Timestamp::from_millis(12)), unsent: 3, ..line };
    insta::assert_json_snapshot!("rest_device_seen", check("device", &seen, &["last_seen"]));
    for reason in [RevokeReason::Lost, RevokeReason::Replaced] {
        check("revoke", &Revoke { reason }, &[]);
    }
    let review = ReviewLine {
        item: Hash::from_bytes([13; 32]),
        device: DeviceId::from_bytes([1; 16]),
        user: UserId::from_bytes([4; 16]),
        doc: DocId::from_bytes([14; 16]),
        doc_type: 2,
        code: "device_revoked".to_owned(),
        state: "open".to_owned(),
        received_at: Timestamp::from_millis(15),
    };
    insta::assert_json_snapshot!("rest_review", check("review", &review, &[]));
}

#[test]
fn ids_of_a_wrong_form_are_refused() {
    let good = serde_json::to_value(proof()).unwrap();
    for (key, wrong) in [
        ("device", Value::from("not-a-uuid")),
        ("device", Value::from(7)),
        ("sig", Value::from("02")),
        ("sig", Value::from("zz".repeat(64))),
        ("at", Value::from("yesterday")),
        ("at", Value::from(1.5)),
    ] {
        let mut bad = good.clone();
        bad[key] = wrong.clone();
        assert!(serde_json::from_value::<DeviceProof>(bad).is_err(), "{key} = {wrong}");
    }
}

#[test]
fn a_role_number_past_a_byte_is_refused() {
    for (role, fine) in [(0, true), (255, true), (256, false), (-1, false)] {
        let text = format!(r#"{{"name":"Bo","role":{role}}}"#);
        assert_eq!(serde_json::from_str::<Invite>(&text).is_ok(), fine, "{role}");
    }
}

#[test]
fn a_proof_is_bound_to_route_secret_and_time() {
    let at = Timestamp::from_millis(1);
    let base = DeviceProof::digest("POST /a", b"secret", at);
    assert_eq!(base, DeviceProof::digest("POST /a", b"secret", at));
    assert_ne!(base, DeviceProof::digest("POST /b", b"secret", at));
    assert_ne!(base, DeviceProof::digest("POST /a", b"other", at));
    assert_ne!(base, DeviceProof::digest("POST /a", b"secret", Timestamp::from_millis(2)));
    // Where one part ends and the next begins is part of what is signed.
    assert_ne!(
        DeviceProof::digest("POST /as", b"ecret", at),
        DeviceProof::digest("POST /a", b"secret", at)
    );
}

#[test]
fn a_proof_and_a_greeting_never_sign_the_same_bytes() {
    let at = Timestamp::from_millis(1);
    let proof = DeviceProof::digest("", b"token", at);
    assert_ne!(proof, satchel_protocol::sync::hello_digest(b"token", at, None));
}
