//! Names an actor from outside the document, or one that its parents have not seen.
use crate::support::{ATTACKER, NONCE, Refused, VICTIM, admit, clinic, dose, forge, set};
use automerge::legacy::{ObjectId, OpId};
use satchel_model::{
    crdt::{GuardError, RefError},
    id::ActorId,
};

#[test]
fn an_actor_outside_the_document_is_refused() {
    let doc = clinic();
    let nobody = automerge::ActorId::from([8; 16]);
    let evil = forge(&dose(&doc), |x| x.operations[0].obj = ObjectId::Id(OpId::new(2, &nobody)));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Actor)));
    let evil = forge(&dose(&doc), |x| x.operations[0].pred = vec![OpId::new(2, &nobody)].into());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Actor)));
}

#[test]
fn an_actor_that_the_parents_have_not_seen_is_refused() {
    let mut doc = clinic();
    let base = doc.heads();
    let other = ActorId::from_bytes([6; 16]);
    let theirs = doc.edit(other, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let blind =
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "7 mg")]).unwrap();
    let pred = OpId::new(theirs.header.start_op, &automerge::ActorId::from(other.as_bytes()));
    let evil = forge(&blind, |x| x.operations[0].pred = vec![pred].into());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Actor)));
    assert_eq!(blind.header.actors, [VICTIM]);
}

#[test]
fn an_actor_table_with_the_author_or_with_a_repeat_is_refused() {
    let mut chunk = crate::support::Chunk::new(crate::support::null_puts(1));
    chunk.actors = vec![[5; 16], [6; 16]];
    let check = |c: &crate::support::Chunk| {
        satchel_model::crdt::guard::check(&c.bytes(), &satchel_model::crdt::Limits::DEVICE)
            .map(|h| h.actors.len())
    };
    assert_eq!(check(&chunk), Ok(2));
    chunk.actors = vec![[6; 16], [5; 16]];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("order")));
    chunk.actors = vec![[5; 16], [5; 16]];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("order")));
    chunk.actors = vec![*ATTACKER.as_bytes()];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("actor table")));
}
