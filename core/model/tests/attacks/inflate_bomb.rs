//! A deflated change of a few hundred KiB that inflates to a thousand times as much.
use crate::{
    cost::peak,
    support::{clinic, dose, frame},
};
use automerge::{AutoCommit, ROOT, ScalarValue, transaction::Transactable};
use satchel_model::crdt::{GuardError, Limits, guard};

#[test]
fn a_deflated_change_is_refused_unread() {
    let mut doc = AutoCommit::new();
    doc.put(ROOT, "k", ScalarValue::Bytes(vec![0; 16 << 20])).unwrap();
    doc.commit();
    let mut change = doc.get_changes(&[]).pop().unwrap();
    let bomb = change.bytes().to_vec();
    assert_eq!(bomb[8], 2);
    assert!(bomb.len() < 40_000);
    let (refused, bytes) = peak(|| guard::check(&bomb, &Limits::SERVER));
    assert_eq!(refused, Err(GuardError::Malformed("chunk type")));
    assert!(bytes <= 1_024, "{bytes}");
    // The same, inflated and honest about it.
    let (refused, bytes) = peak(|| guard::check(change.raw_bytes(), &Limits::SERVER));
    assert_eq!(refused, Err(GuardError::TooLarge("change")));
    assert!(bytes <= 1_024, "{bytes}");
}

#[test]
fn even_a_small_deflated_change_is_refused() {
    let honest = dose(&clinic()).bytes;
    let body = &honest[honest.len() - 20..];
    assert_eq!(
        guard::check(&frame(2, body), &Limits::DEVICE),
        Err(GuardError::Malformed("chunk type"))
    );
}
