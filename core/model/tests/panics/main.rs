//! Contained panics are silent, and panics elsewhere at the same moment are not. Its own process: the hook that
//! reports panics belongs to the whole process.
#![expect(clippy::unwrap_used, reason = "helpers of a test")]
use automerge::legacy::{ObjectId, OpId};
use satchel_model::{
    crdt::{ApplyError, Doc, Guarded, Limits, Put},
    id::{ActorId, DocId, Nonce},
};
use std::sync::atomic::{AtomicUsize, Ordering};

static REPORTED: AtomicUsize = AtomicUsize::new(0);

/// A change that makes the engine panic when it is applied without having been checked.
fn poison(doc: &Doc) -> Guarded {
    let put = Put::Set(vec!["k".to_owned()], "v".into());
    let actor = ActorId::from_bytes([1; 16]);
    let change = doc.edit_at(&doc.heads(), actor, Nonce::from_bytes([7; 16]), &[put]).unwrap();
    let mut forged = automerge::Change::try_from(change.bytes.as_slice()).unwrap().decode();
    let nobody =
        OpId::new(777, &automerge::ActorId::from(*doc.changes()[0].header.actor.as_bytes()));
    forged.operations[0].obj = ObjectId::Id(nobody);
    let bytes = automerge::Change::from(forged).raw_bytes().to_vec();
    Guarded::new(bytes, &Limits::DEVICE).unwrap()
}

#[test]
fn only_panics_outside_the_engine_are_reported() {
    std::panic::set_hook(Box::new(|_| {
        REPORTED.fetch_add(1, Ordering::SeqCst);
    }));
    let doc = Doc::genesis(&["meds"], 1, DocId::from_bytes([3; 16]), 0);
    let poison = poison(&doc);
    let apply = |doc: &Doc| doc.applied(std::slice::from_ref(&poison)).map(drop);
    let elsewhere = || std::panic::catch_unwind(|| panic!("elsewhere"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope
                .spawn(|| (0..50).for_each(|_| assert_eq!(apply(&doc), Err(ApplyError::Panicked))));
            scope.spawn(|| (0..50).for_each(|_| assert!(elsewhere().is_err())));
        }
    });
    assert_eq!(REPORTED.load(Ordering::SeqCst), 200);
}
