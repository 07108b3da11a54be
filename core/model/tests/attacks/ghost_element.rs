//! A text element that nobody wrote, or that the author has not seen.
use crate::support::{ATTACKER, NONCE, Refused, VICTIM, admit, alone, clinic, forge, honest, path};
use automerge::legacy::{ElementId, Key, OpId};
use satchel_model::crdt::{Put, RefError};

fn splice(at: usize, delete: usize, insert: &str) -> Put {
    Put::Splice { path: path(&["notes", "n1"]), at, delete, insert: insert.into() }
}

fn element(counter: u64) -> Key {
    Key::Seq(ElementId::Id(OpId::new(counter, &automerge::ActorId::from(VICTIM.as_bytes()))))
}

#[test]
fn an_element_nobody_wrote_is_refused() {
    let doc = clinic();
    let evil = forge(&honest(&doc, &[splice(2, 0, "-")]), |x| x.operations[0].key = element(7_777));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
    assert_ne!(alone(&doc, &evil), Some((true, Some(true))));
    let evil = forge(&honest(&doc, &[splice(2, 1, "")]), |x| {
        x.operations[0].key = element(7_777);
        x.operations[0].pred =
            vec![OpId::new(7_777, &automerge::ActorId::from(VICTIM.as_bytes()))].into();
    });
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
}

#[test]
fn an_element_written_elsewhere_than_among_the_ancestors_is_refused() {
    let mut doc = clinic();
    let base = doc.heads();
    let later = doc.edit(VICTIM, NONCE, &[splice(0, 0, "x")]).unwrap();
    let blind = doc.edit_at(&base, ATTACKER, NONCE, &[splice(2, 0, "-")]).unwrap();
    admit(&doc, &blind.bytes).unwrap();
    let evil = forge(&blind, |x| x.operations[0].key = element(later.header.start_op));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
}

#[test]
fn an_element_that_the_change_writes_only_later_is_refused() {
    let doc = clinic();
    let evil = forge(&honest(&doc, &[splice(2, 0, "ab")]), |x| x.operations.swap(0, 1));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
}
