use super::{Bench, DEVICE, DOC, OTHER, USER, at, hash};
use crate::store::{
    StoreError, cursor,
    cursor::{Chain, Tokens},
    draft,
    grant::{self, Held},
    identity::{self, Identity},
    peer,
};
use satchel_model::{
    id::{BeaconId, Hash, PatientId, PublicKey, TenantId},
    time::Hlc,
};
use satchel_protocol::sync::Position;
use zeroize::Zeroizing;

#[test]
fn a_device_takes_its_place_once() {
    let bench = Bench::bare();
    assert!(matches!(bench.store.read(cursor::get), Err(StoreError::Value("cursor"))));
    assert!(bench.store.read(cursor::chain).is_err());
    assert!(bench.store.read(cursor::tokens).is_err());
    bench.write(|tx| cursor::begin(tx, [1; 16]));
    let place = bench.read(cursor::get);
    assert_eq!((place.token, place.cluster_epoch, place.restored), (None, 0, 0));
    assert_eq!((place.incarnation, place.elsewhere), ([1; 16], Position::default()));
    assert!(matches!(bench.refuses(|tx| cursor::begin(tx, [2; 16])), StoreError::Sql(_)));
}

#[test]
fn the_place_comes_back_as_written() {
    let bench = Bench::new();
    let mut place = bench.read(cursor::get);
    place.token = Some(vec![1, 2]);
    place.cluster_epoch = 7;
    place.beacon = Some(BeaconId::from_bytes([3; 16]));
    place.beacon_at = at(4_000);
    place.lease = Some(vec![5]);
    place.lease_until = at(6_000);
    place.elsewhere = Position { tx: 7, id: 8 };
    place.sent_at = Some(at(9));
    place.pulled_at = Some(at(10));
    place.offline_since = Some(at(11));
    bench.write(|tx| cursor::put(tx, &place));
    assert_eq!(bench.read(cursor::get), place);
}

#[test]
fn server_time_never_goes_back() {
    let bench = Bench::new();
    let mut place = bench.read(cursor::get);
    place.beacon = Some(BeaconId::from_bytes([3; 16]));
    place.beacon_at = at(4_000);
    bench.write(|tx| cursor::put(tx, &place));
    let mut older = place.clone();
    older.beacon = Some(BeaconId::from_bytes([4; 16]));
    older.beacon_at = at(3_999);
    older.cluster_epoch = 5;
    bench.write(|tx| cursor::put(tx, &older));
    let held = bench.read(cursor::get);
    assert_eq!((held.beacon, held.beacon_at, held.cluster_epoch), (place.beacon, at(4_000), 5));
}

#[test]
fn a_new_incarnation_is_counted() {
    let bench = Bench::new();
    bench.write(|tx| cursor::set_incarnation(tx, [2; 16]));
    bench.write(|tx| cursor::set_incarnation(tx, [3; 16]));
    let place = bench.read(cursor::get);
    assert_eq!((place.incarnation, place.restored), ([3; 16], 2));
}

#[test]
fn the_chain_begins_at_one_and_keeps_all_64_bits_of_its_clock() {
    let bench = Bench::new();
    let start = Chain { next_ctr: 1, prev_env: Hash::ZERO, hlc: Hlc::from_raw(0) };
    assert_eq!(bench.read(cursor::chain), start);
    for hlc in [1, u64::MAX >> 1, u64::MAX] {
        let chain = Chain { next_ctr: 9, prev_env: hash(4), hlc: Hlc::from_raw(hlc) };
        bench.write(|tx| cursor::set_chain(tx, &chain));
        assert_eq!(bench.read(cursor::chain), chain);
    }
}

#[test]
fn tokens_are_replaced_whole() {
    let bench = Bench::new();
    assert!(bench.read(cursor::tokens) == Tokens::default());
    let tokens = Tokens { access: Some(vec![1]), access_until: at(5), refresh: Some(vec![2]) };
    bench.write(|tx| cursor::set_tokens(tx, &tokens));
    assert!(bench.read(cursor::tokens) == tokens);
    bench.write(|tx| cursor::set_tokens(tx, &Tokens::default()));
    assert!(bench.read(cursor::tokens).access.is_none());
}

fn identity() -> Identity {
    Identity {
        tenant: TenantId::from_bytes([1; 16]),
        device: DEVICE,
        user: USER,
        role: 5,
        patient: Some(PatientId::from_bytes([2; 16])),
        login: "anna".into(),
        label: "Dr Anna".into(),
        server: "https://clinic.example:8443".into(),
        spki: hash(3),
        seed: Zeroizing::new([4; 32]),
        cert: vec![5],
        tenant_key: PublicKey::from_bytes([6; 32]),
        created_at: at(7),
    }
}

#[test]
fn an_enrolment_is_written_once_and_read_back() {
    let bench = Bench::bare();
    assert!(bench.read(identity::find).is_none());
    bench.write(|tx| identity::put(tx, &identity()));
    let held = bench.read(identity::find).unwrap();
    let want = identity();
    assert_eq!((held.tenant, held.device, held.user), (want.tenant, want.device, want.user));
    assert_eq!((held.role, held.patient, held.login), (want.role, want.patient, want.login));
    assert_eq!((held.label, held.server, held.spki), (want.label, want.server, want.spki));
    assert_eq!((held.seed, held.cert, held.tenant_key), (want.seed, want.cert, want.tenant_key));
    assert_eq!(held.created_at, want.created_at);
    assert!(matches!(bench.refuses(|tx| identity::put(tx, &identity())), StoreError::Sql(_)));
}

#[test]
fn a_key_of_an_unknown_kind_is_not_used() {
    let bench = Bench::bare();
    bench.write(|tx| identity::put(tx, &identity()));
    bench.write(|tx| Ok(tx.sql().execute("UPDATE identity SET alg = 2", [])?));
    assert!(matches!(
        bench.store.read(identity::find).err(),
        Some(StoreError::Value("key algorithm"))
    ));
}

#[test]
fn names_of_authors_are_found_by_device_and_by_person() {
    let bench = Bench::bare();
    assert!(bench.read(|read| peer::of_device(read, DEVICE)).is_none());
    bench.write(|tx| peer::put(tx, DEVICE, USER, "Anna"));
    bench.write(|tx| peer::put(tx, DEVICE, USER, "Dr Anna"));
    let found = bench.read(|read| peer::of_device(read, DEVICE));
    assert_eq!(found, Some((USER, "Dr Anna".to_owned())));
    assert_eq!(bench.read(|read| peer::of_user(read, USER)).as_deref(), Some("Dr Anna"));
}

#[test]
fn a_draft_is_replaced_listed_and_forgotten() {
    let bench = Bench::bare();
    bench.write(|tx| draft::put(tx, "b", "first", at(2)));
    bench.write(|tx| draft::put(tx, "a", "other", at(1)));
    bench.write(|tx| draft::put(tx, "b", "second", at(3)));
    assert_eq!(bench.read(|read| draft::find(read, "b")), Some(("second".to_owned(), at(3))));
    let list = bench.read(draft::list);
    assert_eq!(list, [("a".to_owned(), at(1)), ("b".to_owned(), at(3))]);
    bench.write(|tx| draft::remove(tx, "b"));
    bench.write(|tx| draft::remove(tx, "b"));
    assert_eq!(bench.read(|read| draft::find(read, "b")), None);
}

#[test]
fn a_right_is_replaced_and_taken_away() {
    let bench = Bench::bare();
    let first = Held { doc: DOC, role: 5, until: None, reason: 1 };
    let second = Held { doc: DOC, role: 5, until: Some(at(9)), reason: 4 };
    bench.write(|tx| grant::put(tx, &first));
    assert_eq!(bench.read(|read| grant::find(read, DOC)), Some(first));
    bench.write(|tx| grant::put(tx, &second));
    assert_eq!(bench.read(|read| grant::find(read, DOC)), Some(second));
    assert_eq!(bench.read(|read| grant::find(read, OTHER)), None);
    bench.write(|tx| grant::remove(tx, DOC));
    bench.write(|tx| grant::remove(tx, DOC));
    assert_eq!(bench.read(|read| grant::find(read, DOC)), None);
}
