//! One actor, one number, two contents: replicas that took one each never merge again.
use crate::support::{ATTACKER, NONCE, Refused, admit, clinic, library, put, set};
use automerge::Automerge;
use satchel_model::crdt::{Guarded, Limits, LineageError};

#[test]
fn the_second_content_of_a_number_is_refused_and_the_first_may_come_again() {
    let mut doc = clinic();
    let base = doc.heads();
    let write = |dose: &str| {
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], dose)]).unwrap()
    };
    let (one, two) = (write("1 mg"), write("2 mg"));
    assert_ne!(one.header.hash, two.header.hash);
    let one = Guarded::new(one.bytes, &Limits::DEVICE).unwrap();
    doc.apply(std::slice::from_ref(&one)).unwrap();
    assert_eq!(admit(&doc, &two.bytes), Err(Refused::Lineage(LineageError::Equivocation)));
    let two = Guarded::new(two.bytes, &Limits::DEVICE).unwrap();
    let before = doc.save();
    assert_eq!(doc.apply(&[two]), Err(LineageError::Equivocation.into()));
    assert_eq!(doc.lineage(one.header()), Ok(()));
    doc.apply(&[one]).unwrap();
    assert_eq!(doc.save(), before);
}

#[test]
fn both_in_one_batch_are_refused_as_well() {
    let doc = clinic();
    let write = |dose: &str| {
        let change =
            doc.edit_at(&doc.heads(), ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], dose)]);
        Guarded::new(change.unwrap().bytes, &Limits::DEVICE).unwrap()
    };
    let refused = doc.applied(&[write("1 mg"), write("2 mg")]).unwrap_err();
    assert_eq!(refused, LineageError::Equivocation.into());
}

#[test]
fn the_library_alone_parts_the_replicas() {
    let (one, two) = (put(1, "a", "one").1, put(1, "a", "two").1);
    let (mut x, mut y) = (Automerge::new(), Automerge::new());
    x.apply_changes([library(one.raw_bytes())]).unwrap();
    y.apply_changes([library(two.raw_bytes())]).unwrap();
    assert!(x.merge(&mut y).is_err());
}
