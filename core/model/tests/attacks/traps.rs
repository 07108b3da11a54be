//! What Automerge's local editing does that admission refuses, and how the wrapper keeps clear of it.
use crate::support::{
    ATTACKER, DOC, NONCE, ROOTS, VICTIM, bare, clinic, genesis, library, path, set,
};
use automerge::{
    Author, Automerge, ObjType, PatchLog, ROOT, ReadDoc, SaveOptions, ScalarValue,
    transaction::Transactable,
};
use satchel_model::{
    crdt::{Doc, EditError, Guarded, Limits, LineageError, Put, Scalar},
    id::ActorId,
};

#[test]
fn an_edit_at_old_heads_keeps_the_actor_and_counts_from_those_heads() {
    let mut doc = clinic();
    let base = doc.heads();
    for n in 0..3 {
        doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], Scalar::Int(n))]).unwrap();
    }
    let start = doc.deps_max_op(&base).unwrap() + 1;

    // The library's own way: another actor, and a counter over the whole document.
    let mut theirs = bare(&doc);
    theirs.set_actor(automerge::ActorId::from([2; 16]));
    theirs.transaction().commit();
    let heads: Vec<_> = base.iter().map(|h| automerge::ChangeHash(*h.as_bytes())).collect();
    let mut tx = theirs.transaction_at(PatchLog::inactive(), &heads).unwrap();
    tx.put(ROOT, "late", "form").unwrap();
    let hash = tx.commit().0.unwrap();
    let change = theirs.get_change_by_hash(&hash).unwrap();
    assert_ne!(change.start_op().get(), start);
    let guarded = Guarded::new(change.raw_bytes().to_vec(), &Limits::DEVICE);
    // It also stamps the time of day only when asked to, so what refuses it is the counter.
    assert_eq!(doc.lineage(guarded.unwrap().header()), Err(LineageError::Lamport));

    let ours =
        doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "late form")]).unwrap();
    assert_eq!((ours.header.actor, ours.header.start_op, ours.header.seq), (ATTACKER, start, 1));
    assert_eq!(ours.header.deps, base);
    doc.apply(&[Guarded::new(ours.bytes, &Limits::DEVICE).unwrap()]).unwrap();
    assert_eq!(doc.all(&["meds", "m1", "dose"]).len(), 2);
}

#[test]
fn an_actor_used_after_the_heads_cannot_edit_at_them() {
    let mut doc = clinic();
    let base = doc.heads();
    doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let late = doc.edit_at(&base, VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "7 mg")]);
    assert_eq!(late, Err(EditError::ActorUsed));
    let nowhere = [satchel_model::id::Hash::ZERO];
    assert_eq!(doc.edit_at(&nowhere, ATTACKER, NONCE, &[]), Err(EditError::UnknownHead));
}

#[test]
fn the_author_footer_is_not_usable() {
    let mut doc = Automerge::new().with_author(Some(Author::from(vec![7_u8; 16])));
    let before = doc.get_actor().clone();
    for n in 0..2 {
        let mut tx = doc.transaction();
        tx.put(ROOT, "n", n).unwrap();
        tx.commit();
    }
    let authors: Vec<bool> = doc.get_changes(&[]).iter().map(|c| c.author().is_some()).collect();
    assert_eq!(authors, [true, false]);
    doc.set_author(Some(Author::from(vec![8_u8; 16])));
    assert_ne!(doc.get_actor(), &before);
}

#[test]
fn two_devices_that_make_one_key_would_hide_a_map_so_the_second_is_refused() {
    // The library keeps both maps and shows one.
    let mut a = Automerge::new();
    let mut b = a.fork();
    for (doc, key) in [(&mut a, "from a"), (&mut b, "from b")] {
        let mut tx = doc.transaction();
        let map = tx.put_object(ROOT, "meds", ObjType::Map).unwrap();
        tx.put(&map, key, 1).unwrap();
        tx.commit();
    }
    a.merge(&mut b).unwrap();
    let (_, map) = a.get(ROOT, "meds").unwrap().unwrap();
    assert_eq!((a.get_all(ROOT, "meds").unwrap().len(), a.length(&map)), (2, 1));

    let mut doc = clinic();
    let taken = doc.edit(ATTACKER, NONCE, &[Put::Map(path(&["meds", "m1"]))]);
    assert_eq!(taken, Err(EditError::Taken(path(&["meds", "m1"]))));
}

#[test]
fn a_genesis_is_the_same_everywhere_and_names_its_document_and_epoch() {
    assert_eq!(genesis().save(), Doc::genesis(&["notes", "meds"], 1, DOC, 0).save());
    assert_ne!(genesis().heads(), Doc::genesis(ROOTS, 1, DOC, 1).heads());
    assert_ne!(genesis().heads(), Doc::genesis(ROOTS, 2, DOC, 0).heads());
    assert_eq!(genesis().value(&["schema"]), Some(Scalar::Int(1)));
    assert_eq!(genesis().keys(&[]), ["meds", "notes", "schema"]);
}

#[test]
fn a_change_without_its_parent_never_waits_in_a_queue() {
    let mut doc = clinic();
    let first = doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let second = doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "7 mg")]).unwrap();

    // The library queues it, keeps it on save, and drops it at the next edit by the same actor.
    let mut theirs = bare(&clinic());
    theirs.apply_changes([library(&second.bytes)]).unwrap();
    let with = theirs.save_with_options(SaveOptions { deflate: false, retain_orphans: true });
    let without = theirs.save_with_options(SaveOptions { deflate: false, retain_orphans: false });
    assert!(with.len() > without.len());

    let mut ours = clinic();
    let guard = |c: &satchel_model::crdt::NewChange| {
        Guarded::new(c.bytes.clone(), &Limits::DEVICE).unwrap()
    };
    let refused = ours.apply(&[guard(&second)]).unwrap_err();
    assert_eq!(refused, LineageError::MissingDep.into());
    assert_eq!(ours.heads(), clinic().heads());
    ours.apply(&[guard(&first), guard(&second)]).unwrap();
    assert_eq!(ours.heads(), doc.heads());
    assert_eq!(ours.save(), doc.save());
}

#[test]
fn a_fork_does_not_share_what_comes_after() {
    let doc = clinic();
    let mut fork = doc.fork();
    fork.edit(ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    assert_eq!(doc.last_seq(ATTACKER), 0);
    assert_eq!(fork.last_seq(ATTACKER), 1);
    assert_eq!(doc.value(&["meds", "m1", "dose"]), Some("5 mg".into()));
}

#[test]
fn a_text_counts_unicode_scalar_values() {
    let mut doc = genesis();
    doc.edit(VICTIM, NONCE, &[Put::Text(path(&["notes", "n"]), "a\u{1f98a}b".into())]).unwrap();
    let splice =
        |at, delete| Put::Splice { path: path(&["notes", "n"]), at, delete, insert: "-".into() };
    doc.edit(VICTIM, NONCE, &[splice(1, 1)]).unwrap();
    assert_eq!(doc.text(&["notes", "n"]), Some("a-b".into()));
    assert_eq!(
        doc.edit(VICTIM, NONCE, &[splice(3, 1)]),
        Err(EditError::Position(path(&["notes", "n"])))
    );
    doc.edit(VICTIM, NONCE, &[splice(3, 0)]).unwrap();
    assert_eq!(doc.text(&["notes", "n"]), Some("a-b-".into()));
}

#[test]
fn a_put_of_what_stands_there_changes_nothing() {
    let mut doc = clinic();
    let same = doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "5 mg")]);
    assert_eq!(same, Err(EditError::Nothing));
    assert_eq!(doc.edit(VICTIM, NONCE, &[]), Err(EditError::Nothing));
}

#[test]
fn a_half_made_edit_leaves_no_trace() {
    let mut doc = clinic();
    let before = doc.save();
    let puts = [set(&["meds", "m1", "dose"], "6 mg"), set(&["meds", "nobody", "dose"], "7 mg")];
    let refused = doc.edit(VICTIM, NONCE, &puts);
    assert_eq!(refused, Err(EditError::NoSuchPlace(path(&["meds", "nobody", "dose"]))));
    assert_eq!(doc.save(), before);
    let over = doc.edit(VICTIM, NONCE, &[set(&["meds", "m1"], "gone")]);
    assert_eq!(over, Err(EditError::Taken(path(&["meds", "m1"]))));
    assert_eq!(doc.edit(VICTIM, NONCE, &[set(&[], "x")]), Err(EditError::NoSuchPlace(vec![])));
}

#[test]
fn a_counter_near_the_end_of_its_range_does_not_panic_an_edit() {
    let mut theirs = Automerge::new();
    theirs.set_actor(automerge::ActorId::from([4; 16]));
    let mut tx = theirs.transaction();
    tx.put(ROOT, "k", ScalarValue::Null).unwrap();
    tx.commit();
    let change = theirs.get_changes(&[]).pop().unwrap();
    let mut expanded = change.decode();
    expanded.start_op = std::num::NonZeroU64::new((1 << 32) - 3).unwrap();
    let mut poisoned = Automerge::new();
    poisoned.apply_changes([automerge::Change::from(expanded)]).unwrap();
    let mut doc = Doc::load(&poisoned.save()).unwrap();
    let puts: Vec<Put> = (0..20).map(|n| set(&[&format!("n{n}")], Scalar::Int(n))).collect();
    let edit = doc.edit(ActorId::from_bytes([5; 16]), NONCE, &puts);
    assert!(edit.is_err(), "{edit:?}");
}
