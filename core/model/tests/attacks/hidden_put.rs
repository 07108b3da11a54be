//! A put that loses at once: a diff shows no value of it, yet it stays and can win later.
use crate::support::{NONCE, admit, bare, clinic, library, set};
use satchel_model::{
    crdt::{Action, Guarded, Limits},
    id::ActorId,
};

#[test]
fn a_put_that_loses_at_once_is_told_like_any_other() {
    let mut doc = clinic();
    let base = doc.heads();
    let winner = ActorId::from_bytes([200; 16]);
    let loser = ActorId::from_bytes([0; 16]);
    let hidden =
        doc.edit_at(&base, loser, NONCE, &[set(&["meds", "m1", "dose"], "500 mg")]).unwrap();
    doc.edit(winner, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();

    let mut theirs = bare(&doc);
    let before = theirs.get_heads();
    theirs.apply_changes([library(&hidden.bytes)]).unwrap();
    let diff = theirs.diff(&before, &theirs.get_heads());
    assert!(diff.iter().all(|p| !format!("{:?}", p.action).contains("500")));

    let told = admit(&doc, &hidden.bytes).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].path.join("/"), "meds/m1/dose");
    assert_eq!(told[0].action, Action::Set("500 mg".into()));

    doc.apply(&[Guarded::new(hidden.bytes.clone(), &Limits::DEVICE).unwrap()]).unwrap();
    let all = doc.all(&["meds", "m1", "dose"]);
    let values: Vec<_> = all.iter().map(|v| (v.value.clone(), v.actor, v.change)).collect();
    assert_eq!(values.len(), 2);
    assert_eq!(values[0], ("6 mg".into(), winner, values[0].2));
    assert_eq!(values[1], ("500 mg".into(), loser, hidden.header.hash));
    assert_eq!(doc.value(&["meds", "m1", "dose"]), Some("6 mg".into()));
}
