//! A delete of nothing: the library keeps it only as a mark on what it deletes, so it is lost on save.
use crate::support::{Refused, admit, alone, clinic, forge, honest, set};
use automerge::legacy::OpType;
use satchel_model::crdt::{Action, RefError};

#[test]
fn a_delete_of_nothing_is_refused() {
    let doc = clinic();
    let fresh = honest(&doc, &[set(&["meds", "m1", "note"], "x")]);
    let evil = forge(&fresh, |x| x.operations[0].action = OpType::Delete);
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));
    assert_ne!(alone(&doc, &evil), Some((true, Some(true))));
}

#[test]
fn a_delete_of_a_value_is_told_as_one() {
    let doc = clinic();
    let deleted = forge(&crate::support::dose(&doc), |x| x.operations[0].action = OpType::Delete);
    let told = admit(&doc, &deleted).unwrap();
    assert_eq!((told.len(), &told[0].action), (1, &Action::Delete));
    assert_eq!(told[0].path.join("/"), "meds/m1/dose");
    assert_eq!(alone(&doc, &deleted), Some((true, Some(true))));
}
