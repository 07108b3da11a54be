//! A predecessor that nobody made: the library takes it without a word, and the next save does not load.
use crate::support::{Refused, VICTIM, admit, alone, clinic, dose, forge};
use automerge::legacy::OpId;
use satchel_model::crdt::RefError;

#[test]
fn predecessors_must_be_what_the_parents_show() {
    let doc = clinic();
    let victim = automerge::ActorId::from(VICTIM.as_bytes());
    let dosed = doc.all(&["meds", "m1", "dose"])[0].counter;
    let id = |n| OpId::new(n, &victim);
    let refused = |preds: Vec<OpId>| {
        let evil = forge(&dose(&doc), |x| x.operations[0].pred = preds.into());
        admit(&doc, &evil)
    };
    let wrong = Err(Refused::Reference(RefError::Predecessor));
    assert_eq!(refused(vec![id(77)]), wrong);
    assert_eq!(refused(vec![id(dosed), id(77)]), wrong);
    assert_eq!(refused(vec![]), wrong);
    assert!(refused(vec![id(dosed)]).is_ok());
    let evil = forge(&dose(&doc), |x| x.operations[0].pred = vec![id(77)].into());
    assert_eq!(alone(&doc, &evil), Some((true, Some(false))));
}
