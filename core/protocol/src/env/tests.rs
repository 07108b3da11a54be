//! The envelope is frozen by a golden file; every field matters.
use super::*;

fn sample() -> Env {
    Env {
        v: 1,
        tenant: TenantId::from_bytes([1; 16]),
        doc: DocId::from_bytes([2; 16]),
        doc_type: 2,
        epoch: 0,
        kind: ItemKind::Change,
        hash: Hash::from_bytes([3; 32]),
        actor: Some(ActorId::from_bytes([4; 16])),
        actor_epoch: Some(0),
        actor_seq: Some(7),
        device: DeviceId::from_bytes([5; 16]),
        device_ctr: Some(41),
        prev_env_hash: Some(Hash::from_bytes([6; 32])),
        user: UserId::from_bytes([7; 16]),
        role: 5,
        acting_for: None,
        grant: None,
        purpose: 1,
        schema: 1,
        cmd_kind: 31,
        cmd_hash: Hash::from_bytes([8; 32]),
        batch: Some(Batch { index: 0, count: 2 }),
        t_claim: Timestamp::from_millis(1_790_000_000_000),
        hlc: Hlc::from_raw(1_790_000_000_000 << 16),
        beacon: Some(BeaconId::from_bytes([9; 16])),
        app_ver: 1_000,
        rebased_from: None,
    }
}

#[test]
fn the_envelope_has_one_frozen_form() {
    let env = sample();
    let bytes = env.encode();
    insta::assert_snapshot!(
        "env_v1",
        format!("{env:#?}\n{}\nhash {}", hex::encode(&bytes), env.hash())
    );
    assert_eq!(Env::decode(&bytes), Ok(env));
}

#[test]
fn every_unused_field_is_written_as_null() {
    let mut env = sample();
    (env.batch, env.beacon, env.actor) = (None, None, None);
    let bytes = env.encode();
    // 27 values, whatever is null: 0x98 0x1b.
    assert_eq!(bytes.first_chunk::<2>(), Some(&[0x98, 27]));
    assert!(bytes.ends_with(&[0xf6, 0xf6, 0x19, 0x03, 0xe8]));
    assert_eq!(Env::decode(&bytes), Ok(env));
}

#[test]
fn an_envelope_that_is_not_canonical_is_refused() {
    let mut bytes = sample().encode();
    bytes.push(0);
    assert_eq!(Env::decode(&bytes), Err(CborError::Trailing));
    let mut long = sample().encode();
    // The version written in two bytes.
    long.splice(2..3, [0x18, 1]);
    assert_eq!(Env::decode(&long), Err(CborError::NotCanonical));
}

#[test]
fn each_kind_hashes_apart() {
    let body = wrap(Nonce::from_bytes([1; 16]), &[0x01]);
    assert_ne!(item_hash(ItemKind::Entry, &body), item_hash(ItemKind::Intent, &body));
    assert_ne!(item_hash(ItemKind::Entry, &body), cmd_hash(&body));
    for code in 0..=u8::MAX {
        assert!(ItemKind::from_code(code).is_none_or(|k| k.code() == code));
    }
}

#[test]
fn a_wrapped_value_comes_out_again() {
    let nonce = Nonce::from_bytes([1; 16]);
    let body = wrap(nonce, &cbor::encode(&"tea"));
    assert_eq!(body, Nonced { nonce, value: "tea".to_owned() }.encode());
    let (n, value) = unwrap(&body).unwrap();
    assert_eq!((n, cbor::decode::<String>(value)), (nonce, Ok("tea".into())));
    assert!(unwrap(&body[..18]).is_err());
    assert!(unwrap(&[]).is_err());
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        drop((Env::decode(&bytes), unwrap(&bytes)));
    }
}
