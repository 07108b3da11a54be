use super::*;
use crate::{
    session::Unlocked,
    store::StoreError,
    testing::{Machine, at},
};
use satchel_model::id::BeaconId;
use satchel_vault::sign;

const DOC: DocId = DocId::from_bytes([10; 16]);

async fn opened() -> (Machine, Unlocked) {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    (m, unlocked)
}

fn add(unlocked: &Unlocked, ms: i64, item: NewItem) -> PendingItem {
    let added: Result<_, StoreError> =
        unlocked.store.write(|tx| append(tx, &unlocked.author, at(ms), item));
    added.unwrap()
}

fn entry(n: u8) -> NewItem {
    NewItem::value(DOC, 6, ItemKind::Entry, vec![0x82, 0x50, n])
}

#[tokio::test]
async fn an_envelope_says_who_what_and_when_and_links_to_the_one_before() {
    let (_m, unlocked) = opened().await;
    let first = add(&unlocked, 1_000, entry(1));
    let second = add(&unlocked, 900, entry(2));
    let (one, two) = (Env::decode(&first.env).unwrap(), Env::decode(&second.env).unwrap());
    assert_eq!((one.device_ctr, one.prev_env_hash), (Some(1), Some(Hash::ZERO)));
    assert_eq!((two.device_ctr, two.prev_env_hash), (Some(2), Some(one.hash())));
    assert_eq!((one.tenant, one.device), (unlocked.author.tenant, unlocked.author.device));
    assert_eq!((one.user, one.role), (unlocked.author.user, Role::Doctor.code()));
    assert_eq!((one.doc, one.doc_type, one.kind), (DOC, 6, ItemKind::Entry));
    assert_eq!(one.hash, env::item_hash(ItemKind::Entry, &[0x82, 0x50, 1]));
    assert_eq!((one.actor, one.actor_epoch, one.actor_seq), (None, None, None));
    assert_eq!((one.t_claim, one.cmd_kind, one.cmd_hash), (at(1_000), 0, Hash::ZERO));
    // The clock went back, the hybrid clock does not.
    assert!(two.hlc > one.hlc);
    for (item, env) in [(&first, &one), (&second, &two)] {
        let key = unlocked.author.key.public();
        sign::verify(Namespace::ENV, &key, &env.hash(), &item.sig).unwrap();
    }
}

#[tokio::test]
async fn each_envelope_names_the_newest_beacon_and_its_command() {
    let (_m, unlocked) = opened().await;
    let beacon = BeaconId::from_bytes([7; 16]);
    let moved: Result<(), StoreError> = unlocked.store.write(|tx| {
        let mut place = cursor::get(&tx.read())?;
        place.beacon = Some(beacon);
        place.beacon_at = place.beacon_at.plus_millis(1);
        cursor::put(tx, &place)
    });
    moved.unwrap();
    let mut item = entry(1);
    item.command = CommandBytes { kind: 171, bytes: vec![1, 2, 3] };
    item.rebased_from = Some(Hash::from_bytes([4; 32]));
    item.tries = 2;
    let saved = add(&unlocked, 1, item);
    let env = Env::decode(&saved.env).unwrap();
    assert_eq!(env.beacon, Some(beacon));
    assert_eq!((env.cmd_kind, env.cmd_hash), (171, env::cmd_hash(&[1, 2, 3])));
    assert_eq!(env.rebased_from, Some(Hash::from_bytes([4; 32])));
    assert_eq!((saved.cmd_kind, saved.command, saved.tries), (171, vec![1, 2, 3], 2));
}

#[tokio::test]
async fn the_items_of_a_batch_know_the_first_of_them() {
    let (_m, unlocked) = opened().await;
    add(&unlocked, 1, entry(1));
    for index in 0..3 {
        let mut item = entry(index);
        item.batch = Some(Batch { index, count: 3 });
        let saved = add(&unlocked, 1, item);
        let batch = saved.batch.unwrap();
        assert_eq!((batch.first, batch.index, batch.count), (2, index, 3));
    }
}

#[tokio::test]
async fn a_change_names_its_derived_actor() {
    let (_m, unlocked) = opened().await;
    let author = &unlocked.author;
    let actor = author.actor(DOC, 0, 2);
    assert_eq!(actor, satchel_model::actor::derive(&author.key.public(), DOC, 0, 2));
    assert_ne!(actor, author.actor(DOC, 0, 3));
    let mut item = entry(1);
    item.kind = ItemKind::Change;
    item.change = Some(ChangeFacts { actor, actor_epoch: 2, seq: 9 });
    let env = Env::decode(&add(&unlocked, 1, item).env).unwrap();
    assert_eq!((env.actor, env.actor_epoch, env.actor_seq), (Some(actor), Some(2), Some(9)));
}

#[tokio::test]
async fn nothing_is_linked_when_the_transaction_fails() {
    let (_m, unlocked) = opened().await;
    let failed: Result<(), StoreError> = unlocked.store.write(|tx| {
        append(tx, &unlocked.author, at(1), entry(1))?;
        Err(StoreError::Value("test"))
    });
    assert!(failed.is_err());
    assert_eq!(add(&unlocked, 1, entry(2)).ctr, 1);
}

#[tokio::test]
async fn an_enrolment_with_a_role_that_no_person_has_is_not_opened() {
    let (_m, unlocked) = opened().await;
    let mut held = unlocked.store.read(crate::store::identity::find).unwrap().unwrap();
    for role in [0, 77, Role::System.code()] {
        held.role = role;
        assert!(Author::of(&held).is_err(), "{role}");
    }
}
