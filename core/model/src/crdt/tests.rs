//! Golden bytes, and reading and editing through the public face.
use super::*;
use crate::id::{ActorId, DocId, Hash, Nonce};

const A: ActorId = ActorId::from_bytes([0xaa; 16]);
const B: ActorId = ActorId::from_bytes([0xbb; 16]);
const NONCE: Nonce = Nonce::from_bytes([7; 16]);

fn path(parts: &[&str]) -> Path {
    parts.iter().map(|p| (*p).to_owned()).collect()
}

fn set(parts: &[&str], value: impl Into<Scalar>) -> Put {
    Put::Set(path(parts), value.into())
}

fn genesis() -> Doc {
    Doc::genesis(&["meds", "notes"], 1, DocId::from_bytes([3; 16]), 0)
}

fn line() -> (Doc, NewChange) {
    let mut doc = genesis();
    let puts = [
        Put::Map(path(&["meds", "m1"])),
        set(&["meds", "m1", "dose"], "5 mg"),
        Put::Text(path(&["notes", "n1"]), "no fever".to_owned()),
    ];
    let change = doc.edit(A, NONCE, &puts).unwrap();
    (doc, change)
}

fn take(doc: &mut Doc, change: &NewChange) {
    doc.apply(&[Guarded::new(change.bytes.clone(), &Limits::DEVICE).unwrap()]).unwrap();
}

/// Bytes in lines of 32, as a reviewer can compare them.
fn hexdump(bytes: &[u8]) -> String {
    bytes.chunks(32).map(hex::encode).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_genesis_is_frozen() {
    let doc = genesis();
    let change = doc.changes().remove(0);
    let text = format!(
        "head {}\nchange\n{}\ndocument\n{}",
        doc.heads()[0],
        hexdump(&change.bytes),
        hexdump(&doc.save())
    );
    insta::assert_snapshot!("genesis", text);
}

#[test]
fn a_change_is_frozen() {
    let (_, change) = line();
    let text = format!("{:#?}\n{}", change.header, hexdump(&change.bytes));
    insta::assert_snapshot!("change", text);
}

#[test]
fn puts_are_frozen() {
    let puts = vec![
        Put::Map(path(&["meds", "m1"])),
        Put::Text(path(&["notes", "n1"]), "x".into()),
        set(&["meds", "m1", "dose"], Scalar::Bytes(vec![1, 2])),
        Put::Splice { path: path(&["notes", "n1"]), at: 1, delete: 0, insert: "y".into() },
    ];
    let text = serde_json::to_string_pretty(&puts).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Put>>(&text).unwrap(), puts);
    insta::assert_snapshot!("puts", text);
}

#[test]
fn a_saved_document_loads_with_the_same_heads_and_history() {
    let (doc, change) = line();
    let loaded = Doc::load(&doc.save()).unwrap();
    assert_eq!(loaded.heads(), [change.header.hash]);
    assert_eq!(loaded.change_count(), 2);
    assert_eq!(loaded.change(&change.header.hash), Some(change.clone()));
    assert_eq!(loaded.changes()[1], change);
    assert_eq!(loaded.last_seq(A), 1);
    assert_eq!(loaded.save(), doc.save());
}

#[test]
fn damaged_bytes_are_no_document() {
    let (doc, _) = line();
    let whole = doc.save();
    for at in [0, 4, 9, 40, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        assert!(Doc::load(&damaged).is_err(), "{at}");
    }
    assert_eq!(Doc::load(&whole[..whole.len() - 3]).unwrap_err(), DocError::Unreadable);
    assert!(Doc::load(b"not a document").is_err());
}

#[test]
fn reading_says_what_is_there_and_nothing_else() {
    let (doc, _) = line();
    assert_eq!(doc.value(&["meds", "m1", "dose"]), Some("5 mg".into()));
    assert_eq!(doc.value(&["meds", "m1"]), None);
    assert_eq!(doc.value(&["meds", "m1", "dose", "unit"]), None);
    assert_eq!(doc.value(&[]), None);
    assert_eq!(doc.text(&["notes", "n1"]), Some("no fever".into()));
    assert_eq!(doc.text(&["meds", "m1"]), None);
    assert_eq!(doc.text(&["meds", "m1", "dose"]), None);
    assert_eq!(doc.keys(&["meds"]), ["m1"]);
    assert_eq!(doc.keys(&["notes", "n1"]), Vec::<String>::new());
    assert_eq!(doc.all(&["meds", "m1", "status"]), []);
}

#[test]
fn concurrent_values_come_winner_first_with_their_changes() {
    let (mut doc, base) = line();
    let at = [base.header.hash];
    let a = doc.edit_at(&at, B, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let b = doc.edit(A, NONCE, &[set(&["meds", "m1", "dose"], "7 mg")]).unwrap();
    take(&mut doc, &a);
    let all = doc.all(&["meds", "m1", "dose"]);
    let want = [("6 mg", B, &a), ("7 mg", A, &b)].map(|(value, actor, change)| Valued {
        value: value.into(),
        actor,
        counter: change.header.start_op,
        change: change.header.hash,
    });
    assert_eq!(all, want);
    assert_eq!(doc.value(&["meds", "m1", "dose"]), Some("6 mg".into()));
    assert_eq!(doc.heads().len(), 2);

    let then = doc.at(&at).unwrap();
    assert_eq!(then.value(&["meds", "m1", "dose"]), Some("5 mg".into()));
    assert_eq!(doc.changes_since(&at).len(), 2);
    assert_eq!(doc.changes_since(&doc.heads()), []);
    assert!(doc.knows(&a.header.hash) && !then.knows(&a.header.hash));
    assert!(doc.at(&[Hash::ZERO]).is_none());
    assert_eq!(doc.changes_since(&[Hash::ZERO]).len(), 4);
}

#[test]
fn more_heads_than_one_change_may_name_do_not_stop_an_edit() {
    let (mut doc, base) = line();
    let at = [base.header.hash];
    for n in 0..40_u8 {
        let actor = ActorId::from_bytes([n; 16]);
        let own = format!("of {n}");
        let change = doc.edit_at(&at, actor, NONCE, &[set(&["meds", "m1", &own], "x")]).unwrap();
        take(&mut doc, &change);
    }
    assert_eq!(doc.heads().len(), 40);
    let edit = doc.edit(B, NONCE, &[set(&["meds", "m1", "of 7"], "y")]).unwrap();
    assert_eq!(edit.header.deps.len(), 16);
    assert_eq!(doc.heads().len(), 25);
    assert_eq!(doc.all(&["meds", "m1", "of 7"]).len(), 1);
    // The same author again, and then one more: all heads are one.
    doc.edit(B, NONCE, &[set(&["meds", "m1", "of 8"], "y")]).unwrap();
    assert_eq!(doc.heads().len(), 10);
    assert_eq!(
        doc.edit(B, NONCE, &[set(&["meds", "m1", "of 9"], "y")]).unwrap().header.deps.len(),
        10
    );
    assert_eq!(doc.heads().len(), 1);
}

#[test]
fn a_place_that_too_many_heads_touch_is_told_to_be_crowded() {
    let (mut doc, base) = line();
    let at = [base.header.hash];
    for n in 0..17_u8 {
        let actor = ActorId::from_bytes([n; 16]);
        let change = doc
            .edit_at(&at, actor, NONCE, &[set(&["meds", "m1", "dose"], Scalar::Int(n.into()))])
            .unwrap();
        take(&mut doc, &change);
    }
    let crowded = doc.edit(B, NONCE, &[set(&["meds", "m1", "dose"], "y")]);
    assert_eq!(crowded, Err(EditError::Crowded));
    doc.edit(B, NONCE, &[set(&["meds", "m1", "note"], "y")]).unwrap();
    doc.edit(B, NONCE, &[set(&["meds", "m1", "dose"], "y")]).unwrap();
    assert_eq!(doc.all(&["meds", "m1", "dose"]).len(), 1);
}

#[test]
fn a_panic_of_the_engine_leaves_the_document_as_it_was() {
    use automerge::legacy::{ObjectId, OpId};
    let (mut doc, _) = line();
    let honest =
        doc.edit_at(&doc.heads(), B, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    let mut forged = automerge::Change::try_from(honest.bytes.as_slice()).unwrap().decode();
    forged.operations[0].obj = ObjectId::Id(OpId::new(777, &change::their_actor(A)));
    let forged = automerge::Change::from(forged).raw_bytes().to_vec();
    let forged = Guarded::new(forged, &Limits::DEVICE).unwrap();
    let before = doc.save();
    // Nobody calls this without `operations` before it; if somebody does, the process goes on all the same.
    assert_eq!(doc.apply(std::slice::from_ref(&forged)), Err(ApplyError::Panicked));
    assert_eq!(doc.save(), before);
    assert_eq!(doc.operations(&forged), Err(RefError::Object));
    take(&mut doc, &honest);
    assert_eq!(doc.value(&["meds", "m1", "dose"]), Some("6 mg".into()));
}

#[test]
fn documents_and_changes_can_be_handed_to_other_threads() {
    const fn shared<T: Send + Sync>() {}
    shared::<Doc>();
    shared::<Guarded>();
    shared::<NewChange>();
}

#[test]
fn limits_are_those_of_the_design() {
    let device = Limits::DEVICE;
    assert_eq!((device.raw, device.ops, device.deps, device.actors), (256 << 10, 5_000, 16, 64));
    assert_eq!((device.message, device.key, device.value), (64, 128, 64 << 10));
    assert_eq!(Limits::FOREIGN, Limits { time: 253_402_300_799, ..device });
    assert_eq!(Limits::SERVER, Limits { raw: 4 << 20, ops: 50_000, ..Limits::FOREIGN });
    assert_eq!(device.time, 0);
    assert_eq!((DEPTH_MAX, TEXT_MAX), (8, 64 << 10));
}

#[test]
fn the_server_may_write_more_at_once_than_a_device() {
    let puts: Vec<Put> = (0..6_000_i64).map(|n| set(&["meds", &format!("k{n}")], n)).collect();
    let mut doc = genesis();
    let over = doc.edit(A, NONCE, &puts);
    assert_eq!(over, Err(EditError::Guard(GuardError::TooLarge("operations"))));
    let change = doc.edit_within(A, NONCE, &puts, &Limits::SERVER).unwrap();
    assert_eq!((change.header.ops, doc.keys(&["meds"]).len()), (6_000, 6_000));
}
