//! A whole document, a bundle or noise in place of a change.
use crate::support::{Refused, admit, clinic, frame};
use automerge::Automerge;
use satchel_model::crdt::{GuardError, Limits, guard};

#[test]
fn only_a_change_is_a_change() {
    let doc = clinic();
    let wrong = Err(Refused::Guard(GuardError::Malformed("chunk type")));
    assert_eq!(admit(&doc, &doc.save()), wrong);
    for kind in [0, 2, 3, 4, 255] {
        assert_eq!(admit(&doc, &frame(kind, &[0; 40])), wrong);
    }
    assert_eq!(guard::check(&[0; 64], &Limits::DEVICE), Err(GuardError::Malformed("magic")));
    assert_eq!(guard::check(&[], &Limits::DEVICE), Err(GuardError::Malformed("cut short")));
    // The library would take the document.
    assert!(Automerge::new().load_incremental(&doc.save()).is_ok());
}

#[test]
fn two_changes_in_one_are_refused() {
    let doc = clinic();
    let one = crate::support::dose(&doc).bytes;
    let two = [one.clone(), one].concat();
    assert_eq!(
        admit(&doc, &two),
        Err(Refused::Guard(GuardError::Malformed("bytes behind the chunk")))
    );
}
