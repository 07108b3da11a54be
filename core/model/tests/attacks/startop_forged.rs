//! A counter far ahead wins every conflict for ever; the library takes it.
use crate::support::{Refused, admit, alone, clinic, dose, forge};
use satchel_model::crdt::LineageError;
use std::num::NonZeroU64;

#[test]
fn a_counter_must_be_one_more_than_its_parents_show() {
    let doc = clinic();
    let honest = dose(&doc);
    let right = honest.header.start_op;
    for start in [1, right - 1, right + 1, (1 << 31) - 5, (1 << 31) + 1] {
        let evil = forge(&honest, |x| x.start_op = NonZeroU64::new(start).unwrap());
        assert_eq!(admit(&doc, &evil), Err(Refused::Lineage(LineageError::Lamport)), "{start}");
    }
    admit(&doc, &honest.bytes).unwrap();
    let evil = forge(&honest, |x| x.start_op = NonZeroU64::new((1 << 31) - 5).unwrap());
    assert_eq!(alone(&doc, &evil), Some((true, Some(true))));
}

#[test]
fn a_parent_left_out_lowers_what_the_counter_must_be() {
    let mut doc = clinic();
    let early = dose(&doc);
    doc.edit(crate::support::VICTIM, crate::support::NONCE, &[crate::support::set(&["x"], "y")])
        .unwrap();
    // Late, but truly without having seen the rest: fine.
    admit(&doc, &early.bytes).unwrap();
    // Claims to have seen all, with the counter of one who has not.
    let heads = doc.heads();
    let evil = forge(&early, |x| {
        x.deps = heads.iter().map(|h| automerge::ChangeHash(*h.as_bytes())).collect();
    });
    assert_eq!(admit(&doc, &evil), Err(Refused::Lineage(LineageError::Lamport)));
}
