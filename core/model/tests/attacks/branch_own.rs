//! An author who leaves its own last change out of the parents: its counters would be used twice.
use crate::support::{ATTACKER, NONCE, Refused, admit, alone, clinic, forge, set};
use satchel_model::crdt::{Guarded, Limits, LineageError};

#[test]
fn a_change_must_have_seen_its_authors_previous_one() {
    let mut doc = clinic();
    let base = doc.heads();
    let first =
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let second =
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "status"], "held")]).unwrap();
    doc.apply(&[Guarded::new(first.bytes, &Limits::DEVICE).unwrap()]).unwrap();
    // Number and counter are as they should be, for one who forgot what it wrote.
    let evil = forge(&second, |x| x.seq = 2);
    assert_eq!(admit(&doc, &evil), Err(Refused::Lineage(LineageError::SeqGap)));
    // The library takes two operations with one id.
    assert_eq!(alone(&doc, &evil).map(|(taken, _)| taken), Some(true));
}
