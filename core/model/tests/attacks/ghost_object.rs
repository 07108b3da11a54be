//! A write into an object that nobody made, or that its author has not seen: the library panics.
use crate::support::{
    ATTACKER, NONCE, Refused, VICTIM, admit, alone, clinic, dose, forge, genesis, path, set,
};
use automerge::legacy::{ObjectId, OpId};
use satchel_model::crdt::{Put, RefError};

fn id(actor: satchel_model::id::ActorId, counter: u64) -> ObjectId {
    ObjectId::Id(OpId::new(counter, &automerge::ActorId::from(actor.as_bytes())))
}

#[test]
fn an_object_nobody_made_is_refused() {
    let doc = clinic();
    for counter in [77, 4_000_000_000] {
        let evil = forge(&dose(&doc), |x| x.operations[0].obj = id(VICTIM, counter));
        assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Object)));
    }
    let evil = forge(&dose(&doc), |x| x.operations[0].obj = id(VICTIM, 77));
    assert_eq!(alone(&doc, &evil), None);
}

#[test]
fn a_scalars_id_is_no_object() {
    let doc = clinic();
    // The victim's change begins with the map m1; its dose is the next operation.
    let scalar = doc.all(&["meds", "m1", "dose"])[0].counter;
    let evil = forge(&dose(&doc), |x| x.operations[0].obj = id(VICTIM, scalar));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Object)));
}

#[test]
fn an_object_that_the_change_itself_makes_only_later_is_refused() {
    let doc = clinic();
    let honest = crate::support::honest(
        &doc,
        &[Put::Map(path(&["meds", "m2"])), set(&["meds", "m2", "dose"], "1 mg")],
    );
    let evil = forge(&honest, |x| x.operations.swap(0, 1));
    assert!(matches!(admit(&doc, &evil), Err(Refused::Reference(_))));
}

#[test]
fn an_object_made_elsewhere_than_among_the_ancestors_is_refused() {
    let mut doc = clinic();
    let base = doc.heads();
    doc.edit(VICTIM, NONCE, &[Put::Map(path(&["meds", "m2"]))]).unwrap();
    let made = doc.edit(VICTIM, NONCE, &[set(&["meds", "m2", "dose"], "1 mg")]).unwrap();
    let blind =
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "note"], "1 mg")]).unwrap();
    // The victim is known to the parents, its map m2 is not.
    let evil = forge(&blind, |x| x.operations[0].obj = id(VICTIM, made.header.start_op - 1));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Object)));
    let honest =
        forge(&blind, |x| x.operations[0].key = automerge::legacy::Key::Map("dose2".into()));
    admit(&doc, &honest).unwrap();
    assert_eq!(genesis().change_count(), 1);
}
