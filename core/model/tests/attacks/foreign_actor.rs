//! The victim's actor with the victim's next number: the library takes it, and refuses the victim ever after.
use crate::support::{DOC, NONCE, Refused, VICTIM, admit, alone, clinic, dose, forge, set};
use satchel_model::{
    actor,
    crdt::{Guarded, Limits, LineageError},
    id::PublicKey,
};

#[test]
fn an_actor_can_be_checked_against_the_key_that_signed() {
    let (mine, theirs) = (PublicKey::from_bytes([1; 32]), PublicKey::from_bytes([2; 32]));
    let doc = clinic();
    let victim = actor::derive(&theirs, DOC, 0, 0);
    let evil = forge(&dose(&doc), |x| x.actor_id = automerge::ActorId::from(victim.as_bytes()));
    let header = satchel_model::crdt::guard::check(&evil, &Limits::DEVICE).unwrap();
    assert_eq!(header.actor, victim);
    assert!((0..4).all(|epoch| actor::derive(&mine, DOC, 0, epoch) != header.actor));
}

#[test]
fn what_got_through_all_the_same_shows_as_two_contents_of_one_number() {
    let doc = clinic();
    let evil = forge(&dose(&doc), |x| {
        x.actor_id = automerge::ActorId::from(VICTIM.as_bytes());
        x.seq = 2;
    });
    assert_eq!(alone(&doc, &evil), Some((true, Some(true))));
    // The victim's own next change, made before it could know.
    let mut at_home = clinic();
    let own = at_home.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let taken = doc.applied(&[Guarded::new(evil, &Limits::DEVICE).unwrap()]).unwrap();
    assert_eq!(admit(&taken, &own.bytes), Err(Refused::Lineage(LineageError::Equivocation)));
}
