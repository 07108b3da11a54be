//! Devices, their verdicts and their intents.
use crate::harness::{at, device_id, doc, hash, on_both, tenant, user};
use satchel_model::{
    id::{Hash, PublicKey, Signature},
    role::Role,
    time::Timestamp,
};
use satchel_server_store::{
    Position, Store, StoreError,
    device::{self, Contact, Device, DeviceStatus},
    intent::{self, Intent},
};

on_both!(
    a_device_is_enrolled_once_and_found,
    a_device_is_stopped_once_and_stays_stopped,
    only_a_blocked_device_is_let_in_again,
    a_chain_moves_on_only_from_where_it_is,
    a_contact_never_moves_the_token_back,
    an_intent_is_kept_once_a_counter,
);

pub(crate) fn enrolled(n: u8) -> Device {
    Device {
        device: device_id(n),
        tenant: tenant(),
        user: user(n),
        role: Role::Doctor,
        machine: Some(vec![1, 2]),
        public: PublicKey::from_bytes([n; 32]),
        cert: vec![n],
        label: None,
        status: DeviceStatus::Active,
        enrolled_at: at(0),
        revoked_at: None,
        reason: None,
        ctr_hw: 0,
        chain: Hash::ZERO,
        beacon_min: Timestamp::from_millis(0),
        incarnation: 0,
        token: Position::ZERO,
        lease_until: at(1_000),
        seen_at: None,
    }
}

async fn a_device_is_enrolled_once_and_found(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in [3, 1, 2] {
        device::insert(&mut tx, &enrolled(n)).await.unwrap();
    }
    assert_eq!(device::find(&mut tx, device_id(2)).await.unwrap(), Some(enrolled(2)));
    assert_eq!(device::find(&mut tx, device_id(9)).await.unwrap(), None);
    let locked = device::lock(&mut tx, &[device_id(3), device_id(9), device_id(1)]).await.unwrap();
    assert_eq!(locked, vec![enrolled(1), enrolled(3)]);
    assert!(device::lock(&mut tx, &[]).await.unwrap().is_empty());
    let all = device::list(&mut tx, tenant(), None, Some(device_id(1)), 9).await.unwrap();
    assert_eq!(all, vec![enrolled(2), enrolled(3)]);
    let mine = device::list(&mut tx, tenant(), Some(user(3)), None, 9).await.unwrap();
    assert_eq!(mine, vec![enrolled(3)]);
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let same_key = Device { device: device_id(8), ..enrolled(1) };
    assert!(device::insert(&mut tx, &same_key).await.unwrap_err().is_duplicate());
}

async fn only_a_blocked_device_is_let_in_again(store: Store) {
    let mut tx = store.begin().await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    assert!(!device::unblock(&mut tx, device_id(1)).await.unwrap(), "it works");
    assert!(!device::unblock(&mut tx, device_id(9)).await.unwrap(), "nobody");
    let id = device_id(1);
    device::stop(&mut tx, id, DeviceStatus::Blocked, "forked", at(1)).await.unwrap();
    assert!(device::unblock(&mut tx, id).await.unwrap());
    assert_eq!(device::find(&mut tx, id).await.unwrap(), Some(enrolled(1)));
    device::stop(&mut tx, id, DeviceStatus::Revoked, "lost", at(2)).await.unwrap();
    assert!(!device::unblock(&mut tx, id).await.unwrap(), "shut out for good");
}

async fn a_device_is_stopped_once_and_stays_stopped(store: Store) {
    let mut tx = store.begin().await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    let stop = DeviceStatus::Blocked;
    assert!(device::stop(&mut tx, device_id(1), stop, "forked", at(1)).await.unwrap());
    assert!(!device::stop(&mut tx, device_id(1), stop, "forked", at(2)).await.unwrap());
    let revoke = DeviceStatus::Revoked;
    assert!(device::stop(&mut tx, device_id(1), revoke, "lost", at(3)).await.unwrap());
    assert!(!device::stop(&mut tx, device_id(1), stop, "forked", at(4)).await.unwrap());
    let found = device::find(&mut tx, device_id(1)).await.unwrap().unwrap();
    assert_eq!(found.status, DeviceStatus::Revoked);
    assert_eq!((found.revoked_at, found.reason.as_deref()), (Some(at(3)), Some("lost")));
    assert!(!device::stop(&mut tx, device_id(9), revoke, "lost", at(3)).await.unwrap());
}

async fn a_chain_moves_on_only_from_where_it_is(store: Store) {
    let mut tx = store.begin().await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    device::advance(&mut tx, device_id(1), 0, 4, &hash(4), at(2)).await.unwrap();
    let found = device::find(&mut tx, device_id(1)).await.unwrap().unwrap();
    assert_eq!((found.ctr_hw, found.chain, found.beacon_min), (4, hash(4), at(2)));
    let late = device::advance(&mut tx, device_id(1), 0, 5, &hash(5), at(2)).await;
    assert!(matches!(late, Err(StoreError::Rows { table: "device", want: 1, got: 0 })));
}

async fn a_contact_never_moves_the_token_back(store: Store) {
    let mut tx = store.begin().await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    device::insert(&mut tx, &enrolled(2)).await.unwrap();
    assert_eq!(device::elsewhere(&mut tx, tenant(), device_id(2)).await.unwrap(), None);
    let contact = |tx, id, n| Contact {
        at: at(n),
        incarnation: 2,
        token: Position { tx, id },
        lease_until: at(2_000),
        beacon_min: at(n),
    };
    device::seen(&mut tx, device_id(1), &contact(5, 9, 1)).await.unwrap();
    device::seen(&mut tx, device_id(1), &contact(5, 8, 2)).await.unwrap();
    device::seen(&mut tx, device_id(1), &contact(4, 99, 3)).await.unwrap();
    let found = device::find(&mut tx, device_id(1)).await.unwrap().unwrap();
    assert_eq!(found.token, Position { tx: 5, id: 9 });
    assert_eq!((found.seen_at, found.incarnation), (Some(at(3)), 2));
    assert_eq!(found.beacon_min, at(3));
    let older = Contact { beacon_min: at(1), ..contact(5, 9, 3) };
    device::seen(&mut tx, device_id(1), &older).await.unwrap();
    let found = device::find(&mut tx, device_id(1)).await.unwrap().unwrap();
    assert_eq!(found.beacon_min, at(3), "a contact is never forgotten");
    device::seen(&mut tx, device_id(1), &contact(6, 1, 4)).await.unwrap();
    let found = device::find(&mut tx, device_id(1)).await.unwrap().unwrap();
    assert_eq!(found.token, Position { tx: 6, id: 1 });
    let other = device::elsewhere(&mut tx, tenant(), device_id(2)).await.unwrap();
    assert_eq!(other, Some(Position { tx: 6, id: 1 }));
    assert!(device::seen(&mut tx, device_id(9), &contact(1, 1, 1)).await.is_err());
}

async fn an_intent_is_kept_once_a_counter(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let asked = |n: u64| Intent {
        device: device_id(1),
        device_ctr: n,
        doc: doc(1),
        cmd_kind: 7,
        env: vec![1],
        sig: Signature::from_bytes([2; 64]),
        body: vec![3],
        received_at: at(1),
    };
    intent::insert(&mut tx, &asked(1)).await.unwrap();
    intent::insert(&mut tx, &asked(3)).await.unwrap();
    assert_eq!(intent::list(&mut tx, device_id(1), 2, 9).await.unwrap(), vec![asked(3)]);
    assert_eq!(intent::list(&mut tx, device_id(2), 0, 9).await.unwrap(), vec![]);
    assert!(intent::insert(&mut tx, &asked(1)).await.unwrap_err().is_duplicate());
}
