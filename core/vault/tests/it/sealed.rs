//! Sealed bodies and wrapped keys: they open in their own place and nowhere else.
use proptest::prelude::*;
use satchel_model::{
    entropy::SeededEntropy,
    id::{DekId, DocId, Hash, TenantId},
};
use satchel_vault::{
    dek::{self, UnwrapError},
    kdf, mac,
    seal::{self, Aad, Purpose, SealError},
    secret::{HighEntropy, Key32},
    token,
};

const PURPOSES: [Purpose; 6] =
    [Purpose::Body, Purpose::Snapshot, Purpose::Card, Purpose::Row, Purpose::View, Purpose::Review];

fn place() -> impl Strategy<Value = Aad> {
    let ids = (any::<[u8; 16]>(), any::<[u8; 16]>(), any::<[u8; 32]>());
    (prop::sample::select(PURPOSES.to_vec()), ids, any::<u32>(), any::<u64>()).prop_map(
        |(purpose, (tenant, doc, hash), epoch, seq)| Aad {
            purpose,
            tenant: TenantId::from_bytes(tenant),
            doc: DocId::from_bytes(doc),
            epoch,
            seq,
            hash: Hash::from_bytes(hash),
        },
    )
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_sealed_comes_back_and_is_not_in_the_clear(
        key in any::<[u8; 32]>(), aad in place(), nonce in any::<[u8; 12]>(), plain in body(),
    ) {
        let key = Key32::from_bytes(key);
        let sealed = seal::seal(&key, &aad, nonce, &plain);
        prop_assert_eq!(sealed.len(), plain.len() + 30);
        prop_assert_eq!(seal::open(&key, &aad, &sealed), Ok(plain.clone()));
        let clear = plain.len() >= 8 && sealed.windows(plain.len()).any(|w| w == plain);
        prop_assert!(!clear);
        prop_assert_eq!(seal::seal(&key, &aad, nonce, &plain), sealed, "the same in, the same out");
    }

    #[test]
    fn in_any_other_place_it_stays_shut(
        key in any::<[u8; 32]>(), aad in place(), other in place(), plain in body(),
    ) {
        prop_assume!(aad != other);
        let key = Key32::from_bytes(key);
        let sealed = seal::seal(&key, &aad, [7; 12], &plain);
        for mixed in [
            other,
            Aad { purpose: other.purpose, ..aad },
            Aad { tenant: other.tenant, ..aad },
            Aad { doc: other.doc, ..aad },
            Aad { epoch: other.epoch, ..aad },
            Aad { seq: other.seq, ..aad },
            Aad { hash: other.hash, ..aad },
        ] {
            prop_assert_eq!(seal::open(&key, &mixed, &sealed).is_ok(), mixed == aad);
        }
    }

    #[test]
    fn a_changed_bit_a_cut_or_a_longer_body_does_not_open(
        aad in place(), plain in body(), at in any::<prop::sample::Index>(), bit in 0_u8..8, more in 1_usize..9,
    ) {
        let key = Key32::from_bytes([3; 32]);
        let sealed = seal::seal(&key, &aad, [7; 12], &plain);
        let mut bent = sealed.clone();
        bent[at.index(sealed.len())] ^= 1 << bit;
        prop_assert!(seal::open(&key, &aad, &bent).is_err());
        prop_assert!(seal::open(&key, &aad, &sealed[..at.index(sealed.len())]).is_err());
        let longer = [sealed.as_slice(), &vec![0; more]].concat();
        prop_assert_eq!(seal::open(&key, &aad, &longer), Err(SealError::Unopened));
    }

    #[test]
    fn bytes_of_strangers_never_open_and_never_panic(aad in place(), bytes in body()) {
        prop_assert!(seal::open(&Key32::from_bytes([3; 32]), &aad, &bytes).is_err());
        let id = DekId::from_bytes([1; 16]);
        prop_assert!(dek::unwrap(&Key32::from_bytes([3; 32]), id, &bytes).is_err());
    }

    #[test]
    fn a_wrapped_key_opens_under_its_own_id_alone(
        kek in any::<[u8; 32]>(), key in any::<[u8; 32]>(), id in any::<[u8; 16]>(), other in any::<[u8; 16]>(), seed in any::<u64>(),
    ) {
        let (kek, key) = (Key32::from_bytes(kek), Key32::from_bytes(key));
        let wrapped = dek::wrap(&kek, DekId::from_bytes(id), &key, &SeededEntropy::new(seed));
        prop_assert!(dek::unwrap(&kek, DekId::from_bytes(id), &wrapped).unwrap().same(&key));
        if id != other {
            let got = dek::unwrap(&kek, DekId::from_bytes(other), &wrapped);
            prop_assert_eq!(got.err(), Some(UnwrapError));
        }
        prop_assert!(!wrapped.windows(32).any(|w| w == key.expose()));
    }

    #[test]
    fn a_label_and_an_id_do_not_run_into_each_other(seed in any::<u64>()) {
        let kek = Key32::from_bytes([1; 32]);
        let wrapped = dek::wrap_secret(&kek, "ab", b"c", &[9; 32], &SeededEntropy::new(seed));
        prop_assert!(dek::unwrap_secret(&kek, "ab", b"c", &wrapped).is_ok());
        prop_assert!(dek::unwrap_secret(&kek, "a", b"bc", &wrapped).is_err());
        prop_assert!(dek::unwrap_secret(&kek, "abc", b"", &wrapped).is_err());
    }

    #[test]
    fn keys_of_different_labels_or_secrets_differ(
        secret in any::<[u8; 32]>(), other in any::<[u8; 32]>(), label in "[a-z/]{1,12}", more in "[a-z/]{1,12}",
    ) {
        let key = Key32::from_bytes(secret);
        prop_assert!(kdf::hkdf(&key, &label).same(&kdf::hkdf(&key, &label)));
        prop_assert_eq!(kdf::hkdf(&key, &label).same(&kdf::hkdf(&key, &more)), label == more);
        let same = kdf::hkdf(&key, &label).same(&kdf::hkdf(&Key32::from_bytes(other), &label));
        prop_assert_eq!(same, secret == other);
        prop_assert!(kdf::hkdf_secret(&HighEntropy::from(&key), &label).same(&kdf::hkdf(&key, &label)));
    }

    #[test]
    fn a_mac_is_of_the_joined_parts_and_checks_at_any_fair_length(
        key in any::<[u8; 32]>(), a in body(), b in body(), cut in 0_usize..33,
    ) {
        let key = Key32::from_bytes(key);
        let tag = mac::hmac_sha256(&key, &[&a, &b]);
        prop_assert_eq!(tag, mac::hmac_sha256(&key, &[&[a.as_slice(), &b].concat()]));
        prop_assert_eq!(mac::verify(&key, &[&a, &b], &tag.as_bytes()[..cut.min(32)]), cut >= 8);
        prop_assert_eq!(mac::same(&a, &b), a == b);
    }
}

#[test]
fn a_short_secret_is_never_wrapped_into_a_usable_one() {
    let kek = Key32::from_bytes([1; 32]);
    for length in [0, 1, 15, 16, 17, 64] {
        let wrapped = dek::wrap_secret(&kek, "x", b"i", &vec![7; length], &SeededEntropy::new(1));
        assert_eq!(dek::unwrap_secret(&kek, "x", b"i", &wrapped).is_ok(), length >= 16, "{length}");
    }
    let wrapped = dek::wrap_secret(&kek, "dek", &[3; 16], &[7; 31], &SeededEntropy::new(1));
    assert!(dek::unwrap(&kek, DekId::from_bytes([3; 16]), &wrapped).is_err(), "not a whole key");
}

#[test]
fn digits_of_a_code_are_all_equally_likely() {
    let code = token::random_digits(&SeededEntropy::new(11), 20_000);
    for digit in '0'..='9' {
        let count = code.matches(digit).count();
        // Six standard deviations of a fair die with ten faces.
        assert!((1_745..=2_255).contains(&count), "{digit}: {count}");
    }
}
