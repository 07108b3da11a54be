//! A counter near the end of its 32 bits: the library takes it, and the next honest edit panics.
use crate::support::{Refused, admit, bare, clinic, dose, forge, library, quietly};
use automerge::{Automerge, ROOT, transaction::Transactable};
use satchel_model::crdt::{GuardError, LineageError};
use std::num::NonZeroU64;

#[test]
fn a_counter_near_the_end_is_refused() {
    let doc = clinic();
    let brick = |start: u64| forge(&dose(&doc), |x| x.start_op = NonZeroU64::new(start).unwrap());
    let evil = brick((1 << 32) - 3);
    assert_eq!(admit(&doc, &evil), Err(Refused::Lineage(LineageError::Lamport)));
    let beyond = brick((1 << 32) - 1);
    assert_eq!(admit(&doc, &beyond), Err(Refused::Guard(GuardError::Malformed("counter"))));

    let mut theirs = bare(&doc);
    theirs.apply_changes([library(&evil)]).unwrap();
    let next = quietly(|| {
        let mut tx = theirs.transaction();
        for n in 0..20 {
            tx.put(ROOT, format!("n{n}"), n).unwrap();
        }
        tx.commit();
        Automerge::load(&theirs.save()).is_ok()
    });
    assert_ne!(next, Some(true));
}
