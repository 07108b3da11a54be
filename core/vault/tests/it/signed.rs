//! Signatures, certificates, leases, orders to wipe and server times: each for its own kind, person and moment.
use proptest::prelude::*;
use satchel_model::{
    id::{BeaconId, DeviceId, Hash, PublicKey, Signature, TenantId, UserId},
    time::Timestamp,
};
use satchel_vault::{
    beacon,
    cert::{ALG_ED25519, CertError, DeviceCert, Lease, Signed, Wipe},
    secret::Key32,
    sign::{self, Namespace, SigningKey},
};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&Key32::from_bytes([seed; 32])).expect("a seed makes a key")
}

fn cert(device: u8, expires: i64) -> DeviceCert {
    DeviceCert {
        v: 1,
        tenant: TenantId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([device; 16]),
        user: UserId::from_bytes([3; 16]),
        key: key(device).public(),
        alg: ALG_ED25519,
        created: Timestamp::from_millis(0),
        expires: Timestamp::from_millis(expires),
        capabilities: 0,
        epoch: 0,
    }
}

fn lease(device: u8) -> Lease {
    Lease {
        v: 1,
        tenant: TenantId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([device; 16]),
        user: UserId::from_bytes([3; 16]),
        not_after: Timestamp::from_millis(9),
        server_time: Timestamp::from_millis(5),
    }
}

fn wipe(device: u8) -> Wipe {
    Wipe {
        v: 1,
        tenant: TenantId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([device; 16]),
        issued: Timestamp::from_millis(5),
        reason: 1,
    }
}

const fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 16])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_signature_holds_for_its_bytes_key_and_namespace_alone(
        seed in any::<[u8; 32]>(), bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let key = SigningKey::from_seed(&Key32::from_bytes(seed)).unwrap();
        let signature = key.sign_bytes(Namespace::ENV, &bytes);
        prop_assert_eq!(sign::verify_bytes(Namespace::ENV, &key.public(), &bytes, &signature), Ok(()));
        prop_assert_eq!(key.sign_bytes(Namespace::ENV, &bytes), signature, "Ed25519 draws no randomness");
        let mut bent = *signature.as_bytes();
        bent[at.index(64)] ^= 1 << bit;
        let bent = Signature::from_bytes(bent);
        prop_assert!(sign::verify_bytes(Namespace::ENV, &key.public(), &bytes, &bent).is_err());
        let mut longer = bytes.clone();
        longer.push(0);
        prop_assert!(sign::verify_bytes(Namespace::ENV, &key.public(), &longer, &signature).is_err());
        for other in Namespace::ALL {
            let holds = sign::verify_bytes(other, &key.public(), &bytes, &signature).is_ok();
            prop_assert_eq!(holds, other == Namespace::ENV);
        }
    }

    #[test]
    fn keys_and_signatures_of_strangers_are_refused_without_panic(
        public in any::<[u8; 32]>(), signature in any::<[u8; 32]>(), hash in any::<[u8; 32]>(),
    ) {
        let mut whole = [0; 64];
        whole[..32].copy_from_slice(&signature);
        let got = sign::verify(
            Namespace::CERT,
            &PublicKey::from_bytes(public),
            &Hash::from_bytes(hash),
            &Signature::from_bytes(whole),
        );
        prop_assert!(got.is_err());
    }

    #[test]
    fn signed_bytes_that_were_touched_are_no_certificate_lease_or_wipe(
        at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let tenant = key(2);
        for signed in [cert(4, 100).issue(&tenant), lease(4).issue(&tenant), wipe(4).issue(&tenant)] {
            let mut bent = signed.clone();
            let place = at.index(bent.bytes.len());
            bent.bytes[place] ^= 1 << bit;
            let now = Timestamp::from_millis(1);
            prop_assert_eq!(DeviceCert::check(&bent, &tenant.public(), now), Err(CertError::BadSignature));
            prop_assert_eq!(Lease::check(&bent, &tenant.public(), device(4)), Err(CertError::BadSignature));
            prop_assert_eq!(Wipe::check(&bent, &tenant.public(), device(4)), Err(CertError::BadSignature));
        }
    }

    #[test]
    fn a_server_time_is_known_again_by_its_own_tenant_whatever_it_is(millis in any::<i64>(), at in 0_usize..16, bit in 0_u8..8) {
        let (tenant, mac, signing) = (TenantId::from_bytes([1; 16]), Key32::from_bytes([3; 32]), key(2));
        let made = beacon::issue(Timestamp::from_millis(millis), tenant, &mac, &signing);
        prop_assert_eq!(beacon::check(&made, &signing.public()), Ok(()));
        prop_assert_eq!(beacon::recognise(&made.id, tenant, &mac), Some(Timestamp::from_millis(millis)));
        let mut id = *made.id.as_bytes();
        id[at] ^= 1 << bit;
        prop_assert_eq!(beacon::recognise(&BeaconId::from_bytes(id), tenant, &mac), None);
        prop_assert_eq!(beacon::recognise(&made.id, TenantId::from_bytes([2; 16]), &mac), None);
    }
}

#[test]
fn a_certificate_ends_at_its_moment_and_not_one_millisecond_later() {
    let tenant = key(2);
    let signed = cert(4, 2_000).issue(&tenant);
    for (now, valid) in
        [(i64::MIN, true), (0, true), (1_999, true), (2_000, false), (i64::MAX, false)]
    {
        let got = DeviceCert::check(&signed, &tenant.public(), Timestamp::from_millis(now));
        assert_eq!(got.is_ok(), valid, "{now}");
        assert!(valid || got == Err(CertError::Expired), "{now}");
    }
}

#[test]
fn what_another_tenant_signed_is_nothing_here() {
    let (ours, theirs) = (key(2), key(3));
    let now = Timestamp::from_millis(1);
    let bad = CertError::BadSignature;
    assert_eq!(DeviceCert::check(&cert(4, 9).issue(&theirs), &ours.public(), now), Err(bad));
    assert_eq!(Lease::check(&lease(4).issue(&theirs), &ours.public(), device(4)), Err(bad));
    assert_eq!(Wipe::check(&wipe(4).issue(&theirs), &ours.public(), device(4)), Err(bad));
    // Not even one that a device signs for itself.
    let own = cert(4, 9).issue(&key(4));
    assert_eq!(DeviceCert::check(&own, &ours.public(), now), Err(bad));
}

#[test]
fn an_order_to_wipe_and_a_lease_are_for_one_device_alone() {
    let tenant = key(2);
    for n in 0..8 {
        let (mine, other) = (device(n), device(n.wrapping_add(1)));
        let signed = wipe(n).issue(&tenant);
        assert_eq!(Wipe::check(&signed, &tenant.public(), mine), Ok(wipe(n)));
        let wrong = Wipe::check(&signed, &tenant.public(), other);
        assert_eq!(wrong, Err(CertError::OtherDevice));
        let signed = lease(n).issue(&tenant);
        assert_eq!(Lease::check(&signed, &tenant.public(), mine), Ok(lease(n)));
        let wrong = Lease::check(&signed, &tenant.public(), other);
        assert_eq!(wrong, Err(CertError::OtherDevice));
    }
}

#[test]
fn a_later_version_is_told_apart_from_a_forgery() {
    let tenant = key(2);
    let now = Timestamp::from_millis(1);
    for v in [0, 2, u8::MAX] {
        let signed = DeviceCert { v, ..cert(4, 9) }.issue(&tenant);
        let got = DeviceCert::check(&signed, &tenant.public(), now);
        assert_eq!(got, Err(CertError::UnknownForm), "{v}");
        let signed = Lease { v, ..lease(4) }.issue(&tenant);
        let got = Lease::check(&signed, &tenant.public(), device(4));
        assert_eq!(got, Err(CertError::UnknownForm), "{v}");
    }
}

#[test]
fn well_signed_bytes_of_another_form_are_no_certificate() {
    let tenant = key(2);
    for bytes in [vec![], vec![0x80], vec![0xff; 40], b"{}".to_vec(), vec![0x9f; 2_000]] {
        let sig = tenant.sign_bytes(Namespace::CERT, &bytes);
        let got =
            DeviceCert::check(&Signed { bytes, sig }, &tenant.public(), Timestamp::from_millis(1));
        assert_eq!(got, Err(CertError::UnknownForm));
    }
}
