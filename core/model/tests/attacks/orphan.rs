//! The child of a change that was refused: the library queues it without bound, and saves it.
use crate::support::{ATTACKER, NONCE, Refused, admit, alone, clinic, set};
use satchel_model::crdt::LineageError;

#[test]
fn a_child_of_what_is_not_here_is_refused() {
    let doc = clinic();
    let mut elsewhere = doc.fork();
    elsewhere.edit(ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let child = elsewhere.edit(ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "7 mg")]).unwrap();
    assert_eq!(admit(&doc, &child.bytes), Err(Refused::Lineage(LineageError::MissingDep)));
    assert_eq!(alone(&doc, &child.bytes), Some((true, Some(true))));
}

#[test]
fn a_change_without_parents_counts_from_one_and_sees_nothing() {
    let doc = clinic();
    let mut fresh = automerge::AutoCommit::new();
    fresh.set_actor(automerge::ActorId::from(ATTACKER.as_bytes()));
    automerge::transaction::Transactable::put(&mut fresh, automerge::ROOT, "k", 1).unwrap();
    fresh.commit();
    let bytes = fresh.get_last_local_change().unwrap().raw_bytes().to_vec();
    // Honest in itself: it sees an empty document. What it may write is for the path rules.
    assert_eq!(admit(&doc, &bytes).unwrap().len(), 1);
}
