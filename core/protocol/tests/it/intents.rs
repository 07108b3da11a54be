//! Intents: every question to the server in its frozen form.
use crate::any;
use proptest::{option, prelude::*};
use satchel_model::{
    cbor,
    id::{DeviceId, DocId, Hash, PatientId},
    time::Timestamp,
};
use satchel_protocol::intent::{Ask, Audience, Intent, RevokeReason};
use std::fmt::Write as _;

fn asks() -> Vec<(&'static str, Ask)> {
    let doc = DocId::from_bytes([1; 16]);
    let patient = Some(PatientId::from_bytes([2; 16]));
    let device = DeviceId::from_bytes([3; 16]);
    let create = |patient, audience| Ask::DocumentCreate { doc, doc_type: 2, patient, audience };
    vec![
        ("create for the clinic", create(patient, Audience::Clinic)),
        ("create for clinic and patient", create(patient, Audience::ClinicAndPatient)),
        ("create about nobody", create(None, Audience::Clinic)),
        ("revoke a lost device", Ask::DeviceRevoke { device, reason: RevokeReason::Lost }),
        ("revoke a replaced one", Ask::DeviceRevoke { device, reason: RevokeReason::Replaced }),
        ("look a patient up", Ask::PatientLookUp { patient: PatientId::from_bytes([2; 16]) }),
        ("carry out a command", Ask::Command { of: Hash::from_bytes([4; 32]) }),
    ]
}

fn any_ask() -> impl Strategy<Value = Ask> {
    let audience = prop_oneof![Just(Audience::Clinic), Just(Audience::ClinicAndPatient)];
    let reason = prop_oneof![Just(RevokeReason::Lost), Just(RevokeReason::Replaced)];
    prop_oneof![
        (any::doc(), any::<u16>(), option::of(any::patient()), audience).prop_map(
            |(doc, doc_type, patient, audience)| Ask::DocumentCreate {
                doc,
                doc_type,
                patient,
                audience
            }
        ),
        any::hash().prop_map(|of| Ask::Command { of }),
        any::patient().prop_map(|patient| Ask::PatientLookUp { patient }),
        (any::device(), reason).prop_map(|(device, reason)| Ask::DeviceRevoke { device, reason }),
    ]
}

proptest! {
    #[test]
    fn every_intent_reads_back_as_itself(
        ask in any_ask(),
        expects in option::of(any::<u64>()),
        not_after in option::of(any::at()),
    ) {
        let intent = Intent { ask, expects, not_after };
        let bytes = cbor::encode(&intent);
        prop_assert_eq!(cbor::decode::<Intent>(&bytes), Ok(intent));
    }

    #[test]
    fn no_bytes_panic_as_an_intent(bytes in any::<Vec<u8>>()) {
        drop(cbor::decode::<Intent>(&bytes));
    }

    #[test]
    fn an_intent_cut_short_is_refused(ask in any_ask(), cut in any::<prop::sample::Index>()) {
        let bytes = cbor::encode(&Intent { ask, expects: None, not_after: None });
        prop_assert!(cbor::decode::<Intent>(&bytes[..cut.index(bytes.len())]).is_err());
    }
}

#[test]
fn every_question_has_one_frozen_form() {
    let mut text = String::new();
    for (name, ask) in asks() {
        let bare = Intent { ask: ask.clone(), expects: None, not_after: None };
        let not_after = Some(Timestamp::from_millis(1_790_000_000_000));
        let bound = Intent { ask, expects: Some(7), not_after };
        for (how, intent) in [("bare", bare), ("bound", bound)] {
            let bytes = cbor::encode(&intent);
            writeln!(text, "{name}, {how}: {}", hex::encode(&bytes)).unwrap();
            assert_eq!(cbor::decode::<Intent>(&bytes), Ok(intent));
        }
    }
    insta::assert_snapshot!("intents", text);
}

#[test]
fn an_unknown_question_is_refused_and_not_guessed() {
    let known = cbor::encode(&Intent { ask: asks()[3].1.clone(), expects: None, not_after: None });
    // Map of 1: 0 -> [2, [...]].
    assert_eq!(known[..4], [0xa1, 0x00, 0x82, 0x02]);
    for number in [0, 3, 23] {
        let mut other = known.clone();
        other[3] = number;
        assert!(cbor::decode::<Intent>(&other).is_err(), "{number}");
    }
}

#[test]
fn an_unknown_audience_or_reason_is_refused() {
    for bytes in [[0x00], [0x03], [0x17]] {
        assert!(cbor::decode::<Audience>(&bytes).is_err());
        assert!(cbor::decode::<RevokeReason>(&bytes).is_err());
    }
    assert_eq!(cbor::decode::<Audience>(&[1]), Ok(Audience::Clinic));
    assert_eq!(cbor::decode::<Audience>(&[2]), Ok(Audience::ClinicAndPatient));
    assert_eq!(cbor::decode::<RevokeReason>(&[1]), Ok(RevokeReason::Lost));
    assert_eq!(cbor::decode::<RevokeReason>(&[2]), Ok(RevokeReason::Replaced));
}

#[test]
fn words_of_audiences_and_reasons_are_frozen() {
    let text = |v: serde_json::Result<String>| v.unwrap();
    assert_eq!(text(serde_json::to_string(&Audience::Clinic)), r#""clinic""#);
    assert_eq!(text(serde_json::to_string(&Audience::ClinicAndPatient)), r#""clinic_and_patient""#);
    assert_eq!(text(serde_json::to_string(&RevokeReason::Lost)), r#""lost""#);
    assert_eq!(text(serde_json::to_string(&RevokeReason::Replaced)), r#""replaced""#);
    assert!(serde_json::from_str::<RevokeReason>(r#""stolen""#).is_err());
    assert!(serde_json::from_str::<Audience>("1").is_err());
}
