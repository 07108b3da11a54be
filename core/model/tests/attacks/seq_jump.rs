//! A number that skips ahead: the library panics.
use crate::support::{Refused, admit, alone, clinic, dose, forge};
use satchel_model::crdt::LineageError;

#[test]
fn a_jump_of_the_authors_number_is_a_gap() {
    let doc = clinic();
    for seq in [2, 7, 4_000_000_000] {
        let evil = forge(&dose(&doc), |x| x.seq = seq);
        assert_eq!(admit(&doc, &evil), Err(Refused::Lineage(LineageError::SeqGap)));
    }
    let evil = forge(&dose(&doc), |x| x.seq = 7);
    assert_eq!(alone(&doc, &evil), None);
}

#[test]
fn a_number_of_zero_is_refused_by_the_guard() {
    let doc = clinic();
    let evil = forge(&dose(&doc), |x| x.seq = 0);
    assert!(matches!(admit(&doc, &evil), Err(Refused::Guard(_))));
}
