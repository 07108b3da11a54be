//! A time of its own choosing: the claimed time lives in the signed envelope alone.
use crate::support::{Refused, admit, alone, clinic, dose, forge};
use satchel_model::crdt::GuardError;

#[test]
fn a_change_carries_no_time() {
    let doc = clinic();
    for time in [-62_135_596_800, -1, 1, 1_780_000_000, i64::MAX] {
        let evil = forge(&dose(&doc), |x| x.time = time);
        assert_eq!(
            admit(&doc, &evil),
            Err(Refused::Guard(GuardError::Malformed("time"))),
            "{time}"
        );
    }
    let evil = forge(&dose(&doc), |x| x.time = -62_135_596_800);
    assert_eq!(alone(&doc, &evil), Some((true, Some(true))));
}
