//! Content at rest: it opens in its own place, under its own key, for whoever holds a permit, and nowhere else.
use crate::harness::{Server, on_both};
use satchel_model::{
    document::DocType,
    id::{DekId, DocId, Hash},
    policy::{Permit, Read},
};
use satchel_protocol::{problem::ErrorCode, sync::DocState};
use satchel_server::{
    authz::{Facts, Subject},
    seal::{self, Place},
    state::State,
};
use satchel_server_store::dek;
use satchel_vault::seal::Purpose;

on_both!(
    content_opens_in_its_own_place_alone,
    a_key_is_made_kept_and_gone_once_destroyed,
    content_of_every_size_comes_back_whole,
    damaged_content_is_told_as_damage_and_never_as_content,
    content_past_its_bound_is_damage_and_never_cut,
);

fn doc(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn permit(state: &State, doc: DocId) -> Permit<Read> {
    let subject = Subject { doc, kind: DocType::Chart, patient: None, state: DocState::Live };
    Facts::server(state.keys.tenant).read(&subject, &[], state.now()).unwrap()
}

fn place(state: &State) -> Place {
    Place {
        purpose: Purpose::Body,
        tenant: state.keys.tenant,
        doc: doc(1),
        epoch: 0,
        seq: 7,
        hash: Hash::from_bytes([3; 32]),
    }
}

async fn key_of(state: &State, doc: DocId) -> (DekId, seal::DocKey) {
    let id = seal::fresh_dek(state, doc, 0).await.unwrap();
    let key = seal::keys(state, &[id]).await.unwrap().remove(&id).unwrap();
    (id, key)
}

async fn content_opens_in_its_own_place_alone(server: &Server) {
    let state = &*server.running.app;
    let (_, key) = key_of(state, doc(1)).await;
    let here = place(state);
    let sealed = seal::close(state, &key, &here, b"penicillin");
    let may = permit(state, doc(1));
    assert_eq!(seal::open(&may, &key, &here, &sealed).unwrap(), b"penicillin");
    assert!(!sealed.windows(10).any(|w| w == b"penicillin"));
    let elsewhere = [
        Place { purpose: Purpose::Snapshot, ..here },
        Place { purpose: Purpose::Card, ..here },
        Place { purpose: Purpose::Review, ..here },
        Place { tenant: satchel_model::id::TenantId::from_bytes([9; 16]), ..here },
        Place { epoch: 1, ..here },
        Place { seq: 8, ..here },
        Place { hash: Hash::ZERO, ..here },
    ];
    for wrong in elsewhere {
        let got = seal::open(&may, &key, &wrong, &sealed);
        assert_eq!(got.unwrap_err().code(), ErrorCode::Internal, "{wrong:?}");
    }
    // A permit of another document opens nothing, nor does a place in another one.
    let other = permit(state, doc(2));
    assert_eq!(seal::open(&other, &key, &here, &sealed).unwrap_err().code(), ErrorCode::Internal);
    let moved = Place { doc: doc(2), ..here };
    assert_eq!(seal::open(&other, &key, &moved, &sealed).unwrap_err().code(), ErrorCode::Internal);
    let (_, foreign) = key_of(state, doc(1)).await;
    assert_eq!(seal::open(&may, &foreign, &here, &sealed).unwrap_err().code(), ErrorCode::Internal);
    // The same content twice is two different texts.
    assert_ne!(seal::close(state, &key, &here, b"penicillin"), sealed);
}

async fn a_key_is_made_kept_and_gone_once_destroyed(server: &Server) {
    let state = &*server.running.app;
    let made = seal::fresh_deks(state, &[doc(1), doc(2)], 3).await.unwrap();
    assert_eq!(made.keys().copied().collect::<Vec<_>>(), [doc(1), doc(2)]);
    assert!(seal::fresh_deks(state, &[], 0).await.unwrap().is_empty());
    let ids: Vec<DekId> = made.values().copied().collect();
    let unknown = DekId::from_bytes([9; 16]);
    let keys = seal::keys(state, &[ids[0], unknown, ids[1]]).await.unwrap();
    assert_eq!(keys.len(), 2, "an unknown one is missing, not an error");
    assert!(!keys[&ids[0]].same(&keys[&ids[1]]));
    assert!(seal::keys(state, &[]).await.unwrap().is_empty());

    let mut tx = state.store.begin_keys().await.unwrap();
    let rows = dek::list(&mut tx, &ids).await.unwrap();
    assert!(rows.iter().all(|r| r.epoch == 3 && r.destroyed_at.is_none()));
    let raw = keys[&ids[0]].expose().to_vec();
    assert!(rows.iter().all(|r| !r.wrapped.windows(32).any(|w| w == raw)), "keys lie wrapped");
    assert_eq!(dek::destroy(&mut tx, doc(1), state.now()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let mut tx = state.store.begin_keys().await.unwrap();
    let rows = dek::list(&mut tx, &ids).await.unwrap();
    let gone: Vec<bool> = rows.iter().map(|r| r.wrapped.is_empty()).collect();
    assert_eq!(rows.iter().map(|r| r.doc == doc(1)).collect::<Vec<_>>(), gone);
}

async fn content_of_every_size_comes_back_whole(server: &Server) {
    let state = &*server.running.app;
    let (_, key) = key_of(state, doc(1)).await;
    let (here, may) = (place(state), permit(state, doc(1)));
    for len in [0, 1, 255, 256, 65_536, 4 << 20] {
        let plain: Vec<u8> = (0..len).map(|n: usize| n.to_le_bytes()[0]).collect();
        let sealed = seal::close(state, &key, &here, &plain);
        assert!(seal::open(&may, &key, &here, &sealed).unwrap() == plain, "{len} bytes");
    }
}

async fn damaged_content_is_told_as_damage_and_never_as_content(server: &Server) {
    let state = &*server.running.app;
    let (_, key) = key_of(state, doc(1)).await;
    let (here, may) = (place(state), permit(state, doc(1)));
    let sealed = seal::close(state, &key, &here, b"penicillin");
    for at in 0..sealed.len() {
        let mut bent = sealed.clone();
        bent[at] ^= 0x40;
        assert!(seal::open(&may, &key, &here, &bent).is_err(), "byte {at}");
        assert!(seal::open(&may, &key, &here, &sealed[..at]).is_err(), "cut at {at}");
    }
    let mut long = sealed.clone();
    long.push(0);
    assert!(seal::open(&may, &key, &here, &long).is_err());
    // What opens and does not unpack is damage too.
    let aad = satchel_vault::seal::Aad {
        purpose: here.purpose,
        tenant: here.tenant,
        doc: here.doc,
        epoch: here.epoch,
        seq: here.seq,
        hash: here.hash,
    };
    let unpacked = satchel_vault::seal::seal(&key, &aad, [0; 12], b"not packed at all");
    assert_eq!(seal::open(&may, &key, &here, &unpacked).unwrap_err().code(), ErrorCode::Internal);
}

async fn content_past_its_bound_is_damage_and_never_cut(server: &Server) {
    let state = &*server.running.app;
    let (_, key) = key_of(state, doc(1)).await;
    let (here, may, bound) = (place(state), permit(state, doc(1)), 32 << 20);
    let opened = |size: usize| {
        let sealed = seal::close(state, &key, &here, &vec![7; size]);
        seal::open(&may, &key, &here, &sealed).map(|plain| plain.len())
    };
    assert_eq!(opened(bound).unwrap(), bound);
    assert_eq!(opened(bound + 1).unwrap_err().0.code, ErrorCode::Internal);
}
