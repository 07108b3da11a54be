//! Replaces a value that its author has never seen: the loser of a conflict would vanish unread.
use crate::support::{ATTACKER, NONCE, Refused, VICTIM, admit, alone, clinic, forge, set};
use automerge::legacy::OpId;
use satchel_model::crdt::RefError;

#[test]
fn a_value_outside_the_ancestors_cannot_be_replaced() {
    let mut doc = clinic();
    let base = doc.heads();
    let newer = doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let blind =
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "50 mg")]).unwrap();
    admit(&doc, &blind.bytes).unwrap();
    let victim = automerge::ActorId::from(VICTIM.as_bytes());
    let evil = forge(&blind, |x| {
        x.operations[0].pred = vec![OpId::new(newer.header.start_op, &victim)].into();
    });
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));
    assert_eq!(alone(&doc, &evil).map(|(taken, _)| taken), Some(true));
}
