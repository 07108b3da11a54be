//! A time of its own choosing: the claimed time lives in the signed envelope alone.
use crate::support::{Refused, admit, alone, clinic, dose, forge};
use satchel_model::crdt::{GuardError, Guarded, Limits};

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

#[test]
fn a_client_of_another_make_may_claim_a_time_of_our_era() {
    let doc = clinic();
    let check = |time| {
        let chunk = forge(&dose(&doc), |x| x.time = time);
        Guarded::new(chunk, &Limits::FOREIGN).map(drop)
    };
    for time in [0, 1_780_000_000, 253_402_300_799] {
        assert_eq!(check(time), Ok(()), "{time}");
    }
    for time in [-62_135_596_800, -1, 253_402_300_800, i64::MAX] {
        assert_eq!(check(time), Err(GuardError::Malformed("time")), "{time}");
    }
}
