//! A put on one key that names another key's value as what it replaces: that value vanishes.
use crate::support::{Refused, VICTIM, admit, bare, clinic, dose, forge, honest, library, set};
use automerge::{ReadDoc, legacy::OpId};
use satchel_model::crdt::RefError;

#[test]
fn a_predecessor_of_another_key_is_refused() {
    let doc = clinic();
    let status = doc.all(&["meds", "m1", "status"])[0].counter;
    let victim = automerge::ActorId::from(VICTIM.as_bytes());
    let preds = || vec![OpId::new(status, &victim)];
    let evil = forge(&dose(&doc), |x| x.operations[0].pred = preds().into());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));
    // On a key that is free, too.
    let fresh = honest(&doc, &[set(&["meds", "m1", "note"], "x")]);
    let evil = forge(&fresh, |x| x.operations[0].pred = preds().into());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));

    let mut theirs = bare(&doc);
    theirs.apply_changes([library(&evil)]).unwrap();
    let (_, meds) = theirs.get(automerge::ROOT, "meds").unwrap().unwrap();
    let (_, line) = theirs.get(&meds, "m1").unwrap().unwrap();
    assert_eq!(theirs.get(&line, "status").unwrap(), None);
}
