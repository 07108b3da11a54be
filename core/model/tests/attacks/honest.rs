//! Every shape of honest change passes the guard, agrees with the library, and is written back as it came.
use crate::support::{ATTACKER, NONCE, VICTIM, admit, clinic, path, set};
use automerge::{
    ActorId, AutoCommit, ObjType, ROOT, ReadDoc, ScalarValue,
    marks::{ExpandMark, Mark},
    transaction::Transactable,
};
use satchel_model::crdt::{Action, Guarded, Limits, Put, Scalar, guard};

/// Guards every change of the document and compares totals; the number of changes.
fn look(doc: &mut AutoCommit) -> usize {
    doc.commit();
    let changes = doc.get_changes(&[]);
    for change in &changes {
        let bytes = change.raw_bytes().to_vec();
        let guarded = Guarded::new(bytes, &Limits::SERVER).unwrap();
        let header = guarded.header();
        assert_eq!(
            (header.seq, header.start_op, header.ops, header.max_op()),
            (change.seq(), change.start_op().get(), change.len() as u64, change.max_op())
        );
        assert_eq!(header.hash.as_bytes(), &change.hash().0);
    }
    changes.len()
}

/// A library document whose changes carry no time.
fn timeless() -> AutoCommit {
    let mut doc = AutoCommit::new();
    doc.set_actor(ActorId::from([4; 16]));
    doc
}

#[test]
fn text_with_splices_and_marks_passes() {
    let mut doc = timeless();
    let text = doc.put_object(ROOT, "text", ObjType::Text).unwrap();
    doc.splice_text(&text, 0, 0, "the quick brown fox \u{1f98a} jumps").unwrap();
    look(&mut doc);
    doc.splice_text(&text, 4, 6, "slow ").unwrap();
    doc.mark(&text, Mark::new("bold".into(), true, 0, 3), ExpandMark::Both).unwrap();
    look(&mut doc);
    doc.unmark(&text, "bold", 1, 2, ExpandMark::None).unwrap();
    assert_eq!(look(&mut doc), 3);
}

#[test]
fn lists_and_every_kind_of_scalar_pass() {
    let mut doc = timeless();
    let list = doc.put_object(ROOT, "list", ObjType::List).unwrap();
    for (i, value) in (0..30_i64).enumerate() {
        doc.insert(&list, i, value).unwrap();
    }
    doc.delete(&list, 3).unwrap();
    look(&mut doc);
    doc.put(ROOT, "count", ScalarValue::counter(3)).unwrap();
    doc.put(ROOT, "f", 1.5).unwrap();
    doc.put(ROOT, "at", ScalarValue::Timestamp(5)).unwrap();
    doc.put(ROOT, "uint", 7_u64).unwrap();
    doc.put(ROOT, "bytes", ScalarValue::Bytes(vec![1; 300])).unwrap();
    doc.put(ROOT, "none", ()).unwrap();
    doc.put(ROOT, "yes", true).unwrap();
    look(&mut doc);
    doc.increment(ROOT, "count", 2).unwrap();
    doc.delete(ROOT, "f").unwrap();
    assert_eq!(look(&mut doc), 3);
}

#[test]
fn a_put_over_five_concurrent_values_passes() {
    let mut doc = timeless();
    doc.put(ROOT, "count", ScalarValue::counter(3)).unwrap();
    doc.commit();
    let mut forks: Vec<AutoCommit> =
        (10..15).map(|n| doc.fork().with_actor(ActorId::from([n; 16]))).collect();
    for (i, fork) in (0_i64..).zip(forks.iter_mut()) {
        fork.put(ROOT, "dose", i).unwrap();
        fork.put(ROOT, "only this", i).unwrap();
        fork.increment(ROOT, "count", 1).unwrap();
    }
    for fork in &mut forks {
        doc.merge(fork).unwrap();
    }
    assert_eq!(doc.get_all(ROOT, "dose").unwrap().len(), 5);
    doc.put(ROOT, "dose", 99).unwrap();
    look(&mut doc);
    doc.delete(ROOT, "only this").unwrap();
    assert_eq!(look(&mut doc), 8);
}

#[test]
fn a_change_of_twelve_thousand_operations_passes_the_limits_of_the_server() {
    let mut doc = timeless();
    let list = doc.put_object(ROOT, "big", ObjType::List).unwrap();
    let nulls = vec![automerge::hydrate::Value::Scalar(ScalarValue::Null); 12_000];
    doc.splice(&list, 0, 0, nulls).unwrap();
    assert_eq!(look(&mut doc), 1);
    let change = doc.get_changes(&[]).pop().unwrap();
    let device = guard::check(change.raw_bytes(), &Limits::DEVICE);
    assert_eq!(device, Err(guard::GuardError::TooLarge("operations")));
}

#[test]
fn an_edit_of_ours_is_admitted_and_tells_what_it_does() {
    let doc = clinic();
    let change = doc
        .edit_at(
            &doc.heads(),
            ATTACKER,
            NONCE,
            &[
                set(&["meds", "m1", "dose"], "7 mg"),
                Put::Map(path(&["meds", "m2"])),
                set(&["meds", "m2", "dose"], Scalar::Int(3)),
                set(&["meds", "m2", "dose"], Scalar::Int(4)),
                Put::Splice {
                    path: path(&["notes", "n1"]),
                    at: 3,
                    delete: 5,
                    insert: "pain".into(),
                },
                Put::Text(path(&["notes", "n3"]), "\u{e9}t\u{e9}".into()),
            ],
        )
        .unwrap();
    let found = admit(&doc, &change.bytes).unwrap();
    let told: Vec<_> =
        found.iter().map(|o| (o.path.join("/"), o.action.clone(), o.creates_under)).collect();
    let want = [
        ("meds/m1/dose", Action::Set("7 mg".into()), false),
        ("meds/m2", Action::MakeMap, false),
        ("meds/m2/dose", Action::Set(Scalar::Int(3)), true),
        ("meds/m2/dose", Action::Set(Scalar::Int(4)), true),
        ("notes/n1", Action::Splice, false),
        ("notes/n3", Action::MakeText, false),
        ("notes/n3", Action::Splice, true),
    ];
    assert_eq!(told, want.map(|(p, a, c)| (p.to_owned(), a, c)));

    let guarded = Guarded::new(change.bytes, &Limits::DEVICE).unwrap();
    assert_eq!(guarded.header().nonce, Some(NONCE));
    let after = doc.applied(&[guarded]).unwrap();
    assert_eq!(after.text(&["notes", "n1"]), Some("no pain".into()));
    assert_eq!(after.text(&["notes", "n3"]), Some("\u{e9}t\u{e9}".into()));
    assert_eq!(after.value(&["meds", "m2", "dose"]), Some(Scalar::Int(4)));
    assert_eq!(doc.value(&["meds", "m2", "dose"]), None);
}

#[test]
fn concurrent_values_and_their_resolution_are_admitted() {
    let mut doc = clinic();
    let base = doc.heads();
    let change = |actor: u8, dose: &str| {
        let actor = satchel_model::id::ActorId::from_bytes([actor; 16]);
        doc.edit_at(&base, actor, NONCE, &[set(&["meds", "m1", "dose"], dose)]).unwrap()
    };
    let changes = [change(20, "6 mg"), change(21, "7 mg"), change(22, "8 mg")];
    for change in changes {
        admit(&doc, &change.bytes).unwrap();
        doc.apply(&[Guarded::new(change.bytes, &Limits::DEVICE).unwrap()]).unwrap();
    }
    assert_eq!(doc.all(&["meds", "m1", "dose"]).len(), 3);
    // Written by one who has not seen the third value: it stays beside the new one.
    let two =
        [doc.all(&["meds", "m1", "dose"])[0].change, doc.all(&["meds", "m1", "dose"])[1].change];
    let late = doc.edit_at(&two, ATTACKER, NONCE, &[set(&["meds", "m1", "dose"], "9 mg")]).unwrap();
    assert_eq!(admit(&doc, &late.bytes).unwrap().len(), 1);
    doc.apply(&[Guarded::new(late.bytes, &Limits::DEVICE).unwrap()]).unwrap();
    assert_eq!(doc.all(&["meds", "m1", "dose"]).len(), 2);
    doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "10 mg")]).unwrap();
    assert_eq!(doc.all(&["meds", "m1", "dose"]).len(), 1);
}

#[test]
fn notes_written_side_by_side_merge_and_are_admitted() {
    let mut doc = clinic();
    let base = doc.heads();
    let splice = |at, delete, insert: &str| Put::Splice {
        path: path(&["notes", "n1"]),
        at,
        delete,
        insert: insert.into(),
    };
    let a =
        doc.edit_at(&base, ATTACKER, NONCE, &[splice(0, 2, "much"), splice(4, 1, " - ")]).unwrap();
    doc.edit(VICTIM, NONCE, &[splice(8, 0, ", no cough"), splice(0, 0, "today: ")]).unwrap();
    assert_eq!(admit(&doc, &a.bytes).unwrap().len(), 1);
    doc.apply(&[Guarded::new(a.bytes, &Limits::DEVICE).unwrap()]).unwrap();
    let text = doc.text(&["notes", "n1"]).unwrap();
    assert!(text.contains("today: ") && text.contains("much - fever, no cough"), "{text}");
    // And again over the merged text, where deleted characters lie between the living.
    doc.edit(VICTIM, NONCE, &[splice(0, text.chars().count(), "")]).unwrap();
    doc.edit(VICTIM, NONCE, &[splice(0, 0, "new")]).unwrap();
    assert_eq!(doc.text(&["notes", "n1"]), Some("new".into()));
}
