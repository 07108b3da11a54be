//! Golden files: the stored and signed forms, readable and in hex. A change here is a change of format.
use crate::{
    beacon,
    cert::{ALG_ED25519, DeviceCert, Lease, Signed, Wipe},
    dek, kdf,
    keyring::Vmk,
    keyslot::{NewPassword, SlotFile, create_password_slot, create_recovery},
    seal::{self, Aad, Purpose},
    secret::{Key32, Password},
    sign::SigningKey,
};
use satchel_model::{
    cbor,
    entropy::SeededEntropy,
    id::{DekId, DeviceId, DocId, Hash, PublicKey, TenantId, UserId, VaultId},
    time::Timestamp,
};
use std::fmt::Debug;

fn tenant() -> TenantId {
    TenantId::from_bytes([1; 16])
}

fn signing() -> SigningKey {
    SigningKey::from_seed(&Key32::from_bytes([2; 32])).unwrap()
}

fn shown(value: &dyn Debug, bytes: &[u8]) -> String {
    format!("{value:#?}\n\n{}", hex::encode(bytes))
}

#[test]
fn the_slot_file() {
    let entropy = SeededEntropy::new(1);
    let vault = VaultId::from_bytes([3; 16]);
    let vmk = Vmk::generate(&entropy);
    let mut file = SlotFile::new(vault);
    let new = NewPassword {
        vault,
        password: &Password::from("velvet-anchor-41-puddle"),
        device_secret: Some(&Key32::from_bytes([4; 32])),
        params: kdf::FLOOR,
    };
    file.put(create_password_slot(&new, &vmk, &entropy).unwrap());
    let (slot, code) = create_recovery(vault, &vmk, &entropy);
    file.put(slot);
    let bytes = file.encode();
    let slots: Vec<String> = file
        .slots
        .iter()
        .map(|s| format!("{:?} {:?} device bound: {}", s.kind, s.params, s.device_bound))
        .collect();
    let text = format!(
        "recovery code {}\n{}\n{}\n\n{}",
        *code.reveal(),
        file.vault,
        slots.join("\n"),
        hex::encode(bytes)
    );
    insta::assert_snapshot!("slot_file", text);
}

#[test]
fn a_sealed_body_and_a_wrapped_key() {
    let aad = Aad {
        purpose: Purpose::Body,
        tenant: tenant(),
        doc: DocId::from_bytes([2; 16]),
        epoch: 3,
        seq: 4,
        hash: Hash::from_bytes([5; 32]),
    };
    let key = Key32::from_bytes([6; 32]);
    let sealed = seal::seal(&key, &aad, [7; 12], b"body");
    let wrapped = dek::wrap(&key, DekId::from_bytes([8; 16]), &key, &SeededEntropy::new(1));
    insta::assert_snapshot!("sealed", shown(&aad, &sealed));
    insta::assert_snapshot!("wrapped_key", hex::encode(wrapped));
}

#[test]
fn certificate_lease_and_wipe() {
    let (device, user) = (DeviceId::from_bytes([2; 16]), UserId::from_bytes([3; 16]));
    let cert = DeviceCert {
        v: 1,
        tenant: tenant(),
        device,
        user,
        key: PublicKey::from_bytes([4; 32]),
        alg: ALG_ED25519,
        created: Timestamp::from_millis(1_700_000_000_000),
        expires: Timestamp::from_millis(1_731_536_000_000),
        capabilities: 0,
        epoch: 0,
    };
    let lease = Lease {
        v: 1,
        tenant: tenant(),
        device,
        user,
        not_after: Timestamp::from_millis(1_702_592_000_000),
        server_time: Timestamp::from_millis(1_700_000_000_000),
    };
    let wipe = Wipe {
        v: 1,
        tenant: tenant(),
        device,
        issued: Timestamp::from_millis(1_700_000_000_000),
        reason: 1,
    };
    let text = |value: &dyn Debug, signed: &Signed| shown(value, &cbor::encode(signed));
    insta::assert_snapshot!("cert", text(&cert, &cert.issue(&signing())));
    insta::assert_snapshot!("lease", text(&lease, &lease.issue(&signing())));
    insta::assert_snapshot!("wipe", text(&wipe, &wipe.issue(&signing())));
}

#[test]
fn a_beacon() {
    let time = Timestamp::from_millis(1_700_000_000_000);
    let beacon = beacon::issue(time, tenant(), &Key32::from_bytes([9; 32]), &signing());
    insta::assert_snapshot!("beacon", shown(&beacon, &cbor::encode(&beacon)));
}
