//! The envelope: whatever is signed is what is read, and every fact in it is covered by the hash.
use crate::any;
use proptest::prelude::*;
use satchel_model::{
    cbor::{self, CborError},
    id::{ActorId, BeaconId, DeviceId, DocId, GrantId, Hash, Nonce, TenantId, UserId},
    time::{Hlc, Timestamp},
};
use satchel_protocol::{
    env::{Batch, Env, ItemClass, ItemKind, Nonced, cmd_hash, item_hash, unwrap, wrap},
    limit,
};

fn plain() -> Env {
    Env {
        v: 1,
        tenant: TenantId::from_bytes([1; 16]),
        doc: DocId::from_bytes([2; 16]),
        doc_type: 2,
        epoch: 0,
        kind: ItemKind::Entry,
        hash: Hash::from_bytes([3; 32]),
        actor: None,
        actor_epoch: None,
        actor_seq: None,
        device: DeviceId::from_bytes([4; 16]),
        device_ctr: Some(1),
        prev_env_hash: Some(Hash::ZERO),
        user: UserId::from_bytes([5; 16]),
        role: 5,
        acting_for: None,
        grant: None,
        purpose: 1,
        schema: 1,
        cmd_kind: 0,
        cmd_hash: Hash::ZERO,
        batch: None,
        t_claim: Timestamp::from_millis(6),
        hlc: Hlc::from_raw(7),
        beacon: None,
        rebased_from: None,
        app_ver: 1_000,
    }
}

proptest! {
    #[test]
    fn every_envelope_reads_back_as_itself(env in any::env()) {
        let bytes = env.encode();
        prop_assert_eq!(Env::decode(&bytes), Ok(env.clone()));
        prop_assert!(bytes.len() <= limit::ENV_MAX, "{}", bytes.len());
        prop_assert_eq!(satchel_model::hash::sha256(&[&bytes]), env.hash());
    }

    #[test]
    fn two_envelopes_hash_alike_only_if_they_are_equal(a in any::env(), b in any::env()) {
        prop_assert_eq!(a.hash() == b.hash(), a == b);
    }

    #[test]
    fn an_envelope_cut_short_or_drawn_out_is_refused(env in any::env(), cut in any::<prop::sample::Index>()) {
        let bytes = env.encode();
        prop_assert!(Env::decode(&bytes[..cut.index(bytes.len())]).is_err());
        let mut long = bytes;
        long.push(0xf6);
        prop_assert_eq!(Env::decode(&long), Err(CborError::Trailing));
    }

    #[test]
    fn a_flipped_bit_never_yields_the_same_envelope(
        env in any::env(),
        at in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let mut bytes = env.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(other) = Env::decode(&bytes) {
            prop_assert_ne!(other.hash(), env.hash());
            prop_assert_eq!(other.encode(), bytes);
        }
    }

    #[test]
    fn a_wrapped_value_comes_out_as_it_went_in(nonce in any::<[u8; 16]>(), value in any::<Vec<u64>>()) {
        let nonce = Nonce::from_bytes(nonce);
        let body = wrap(nonce, &cbor::encode(&value));
        let (n, inner) = unwrap(&body).unwrap();
        prop_assert_eq!(n, nonce);
        prop_assert_eq!(cbor::decode::<Vec<u64>>(inner), Ok(value.clone()));
        prop_assert_eq!(Nonced::<Vec<u64>>::decode(&body), Ok(Nonced { nonce, value }));
    }

    #[test]
    fn a_nonce_hides_the_value_from_its_hash(a in any::<[u8; 16]>(), b in any::<[u8; 16]>(), value in any::<u64>()) {
        let body = |n| wrap(Nonce::from_bytes(n), &cbor::encode(&value));
        let equal = item_hash(ItemKind::Entry, &body(a)) == item_hash(ItemKind::Entry, &body(b));
        prop_assert_eq!(equal, a == b);
        prop_assert_eq!(cmd_hash(&body(a)) == cmd_hash(&body(b)), a == b);
    }
}

/// Changes one fact.
type Edit = fn(&mut Env);

#[test]
fn each_of_the_27_facts_changes_the_hash() {
    let edits: [(&str, Edit); 27] = [
        ("v", |e| e.v = 2),
        ("tenant", |e| e.tenant = TenantId::from_bytes([9; 16])),
        ("doc", |e| e.doc = DocId::from_bytes([9; 16])),
        ("doc_type", |e| e.doc_type = 3),
        ("epoch", |e| e.epoch = 1),
        ("kind", |e| e.kind = ItemKind::Intent),
        ("hash", |e| e.hash = Hash::ZERO),
        ("actor", |e| e.actor = Some(ActorId::from_bytes([0; 16]))),
        ("actor_epoch", |e| e.actor_epoch = Some(0)),
        ("actor_seq", |e| e.actor_seq = Some(0)),
        ("device", |e| e.device = DeviceId::from_bytes([9; 16])),
        ("device_ctr", |e| e.device_ctr = None),
        ("prev_env_hash", |e| e.prev_env_hash = None),
        ("user", |e| e.user = UserId::from_bytes([9; 16])),
        ("role", |e| e.role = 4),
        ("acting_for", |e| e.acting_for = Some(UserId::from_bytes([0; 16]))),
        ("grant", |e| e.grant = Some(GrantId::from_bytes([0; 16]))),
        ("purpose", |e| e.purpose = 3),
        ("schema", |e| e.schema = 2),
        ("cmd_kind", |e| e.cmd_kind = 1),
        ("cmd_hash", |e| e.cmd_hash = Hash::from_bytes([9; 32])),
        ("batch", |e| e.batch = Some(Batch { index: 0, count: 2 })),
        ("t_claim", |e| e.t_claim = Timestamp::from_millis(7)),
        ("hlc", |e| e.hlc = Hlc::from_raw(8)),
        ("beacon", |e| e.beacon = Some(BeaconId::from_bytes([0; 16]))),
        ("rebased_from", |e| e.rebased_from = Some(Hash::ZERO)),
        ("app_ver", |e| e.app_ver = 1_001),
    ];
    let base = plain().hash();
    let mut seen = vec![base];
    for (name, edit) in edits {
        let mut env = plain();
        edit(&mut env);
        let hash = env.hash();
        assert!(!seen.contains(&hash), "{name} is not covered");
        seen.push(hash);
    }
    assert_eq!(seen.len(), 28);
}

#[test]
fn a_missing_option_is_null_and_zero_is_not() {
    let mut env = plain();
    env.device_ctr = None;
    let none = env.encode();
    env.device_ctr = Some(0);
    let zero = env.encode();
    assert_eq!(none.len(), zero.len());
    assert_ne!(none, zero);
}

#[test]
fn an_array_of_another_length_is_no_envelope() {
    let bytes = plain().encode();
    assert_eq!(bytes[..2], [0x98, 27]);
    for n in [0, 1, 26, 28] {
        let mut other = bytes.clone();
        other[1] = n;
        assert!(Env::decode(&other).is_err(), "{n}");
    }
}

#[test]
fn an_array_of_no_stated_length_is_no_envelope() {
    let bytes = plain().encode();
    let mut endless = vec![0x9f];
    endless.extend(&bytes[2..]);
    endless.push(0xff);
    assert_eq!(Env::decode(&endless), Err(CborError::NotCanonical));
}

#[test]
fn a_map_a_number_and_nothing_are_no_envelope() {
    for bytes in [&[][..], &[0xa0], &[0x00], &[0xf6], &[0x80], &[0x98]] {
        assert!(Env::decode(bytes).is_err(), "{bytes:02x?}");
    }
}

#[test]
fn kinds_and_classes_keep_their_numbers() {
    for (kind, code) in
        [ItemKind::Change, ItemKind::Entry, ItemKind::Intent, ItemKind::Row].into_iter().zip(1..)
    {
        assert_eq!((kind.code(), ItemKind::from_code(code)), (code, Some(kind)));
        assert_eq!(cbor::encode(&kind), [code]);
    }
    for code in [0, 5, 255] {
        assert_eq!(ItemKind::from_code(code), None);
    }
    for (class, code) in
        [ItemClass::Device, ItemClass::Session, ItemClass::Server].into_iter().zip(1..)
    {
        assert_eq!(class.code(), code);
        assert_eq!(cbor::decode::<ItemClass>(&[code]), Ok(class));
    }
    assert!(cbor::decode::<ItemClass>(&[0]).is_err());
    assert!(cbor::decode::<ItemClass>(&[4]).is_err());
}

#[test]
fn hashes_of_bodies_are_frozen_and_apart_by_kind() {
    let kinds = [ItemKind::Change, ItemKind::Entry, ItemKind::Intent, ItemKind::Row];
    let mut hashes: Vec<String> =
        kinds.iter().map(|k| item_hash(*k, b"body").to_string()).collect();
    hashes.push(cmd_hash(b"body").to_string());
    insta::assert_snapshot!("body_hashes", hashes.join("\n"));
    let before = hashes.len();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), before);
}

#[test]
fn a_body_needs_its_two_bytes_its_nonce_and_a_value() {
    let body = wrap(Nonce::from_bytes([7; 16]), &[0xf6]);
    assert_eq!(body.len(), 19);
    for cut in 0..19 {
        assert!(unwrap(&body[..cut]).is_err(), "{cut}");
    }
    assert_eq!(unwrap(&body), Ok((Nonce::from_bytes([7; 16]), &[0xf6][..])));
    for (at, byte) in [(0, 0x83), (0, 0xa2), (1, 0x4f), (1, 0x51)] {
        let mut other = body.clone();
        other[at] = byte;
        assert!(unwrap(&other).is_err(), "{at} {byte:02x}");
    }
}

#[test]
fn a_nonced_value_with_anything_behind_it_is_refused() {
    let nonced = Nonced { nonce: Nonce::from_bytes([1; 16]), value: 5_u64 };
    let mut bytes = nonced.encode();
    assert_eq!(Nonced::<u64>::decode(&bytes), Ok(nonced));
    bytes.push(0);
    assert_eq!(Nonced::<u64>::decode(&bytes), Err(CborError::Trailing));
    assert!(Nonced::<String>::decode(&bytes[..bytes.len() - 1]).is_err());
}
