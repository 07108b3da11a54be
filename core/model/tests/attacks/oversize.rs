//! Over a limit by one, and exactly at it.
use crate::cost::peak;
use crate::support::{
    ATTACKER, Chunk, NONCE, Refused, VICTIM, admit, clinic, dose, forge, null_puts, path, runs, set,
};
use satchel_model::crdt::{
    EditError, GuardError, Guarded, Limits, Put, RefError, Scalar, TEXT_MAX, guard,
};

fn check(chunk: &Chunk) -> Result<(), GuardError> {
    guard::check(&chunk.bytes(), &Limits::DEVICE).map(drop)
}

#[test]
fn parents_actors_and_message_have_bounds() {
    let mut chunk = Chunk::new(null_puts(1));
    chunk.deps = (0..16).map(|n| [n; 32]).collect();
    assert_eq!(check(&chunk), Ok(()));
    chunk.deps = (0..17).map(|n| [n; 32]).collect();
    assert_eq!(check(&chunk), Err(GuardError::TooLarge("parents")));

    let mut chunk = Chunk::new(null_puts(1));
    chunk.actors = (10..74).map(|n| [n; 16]).collect();
    assert_eq!(check(&chunk), Ok(()));
    chunk.actors = (10..75).map(|n| [n; 16]).collect();
    assert_eq!(check(&chunk), Err(GuardError::TooLarge("actors")));

    let mut chunk = Chunk::new(null_puts(1));
    chunk.message = vec![b'm'; 64];
    assert_eq!(check(&chunk), Ok(()));
    chunk.message.push(b'm');
    assert_eq!(check(&chunk), Err(GuardError::TooLarge("message")));
    chunk.message = vec![0xff];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("message")));
}

#[test]
fn parents_are_ascending_and_named_once() {
    let mut chunk = Chunk::new(null_puts(1));
    chunk.deps = vec![[2; 32], [1; 32]];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("order")));
    chunk.deps = vec![[1; 32], [1; 32]];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("order")));
}

#[test]
fn a_key_has_a_bound() {
    let with = |length: usize| {
        let mut columns = null_puts(1);
        let mut value = Vec::new();
        crate::support::uleb(length as u64, &mut value);
        value.extend(vec![b'k'; length]);
        columns[0].1 = runs(&[(1, &value)]);
        check(&Chunk::new(columns))
    };
    assert_eq!(with(128), Ok(()));
    assert_eq!(with(129), Err(GuardError::TooLarge("key")));
}

#[test]
fn a_value_has_a_bound() {
    let mut doc = clinic();
    let text = |n: usize| "x".repeat(n);
    doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "note"], text(65_536))]).unwrap();
    let over = doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "note"], text(65_537))]);
    assert_eq!(over, Err(EditError::Guard(GuardError::TooLarge("value"))));
    // Many values add up to the change's own bound.
    let puts: Vec<Put> =
        (0..5).map(|n| set(&["meds", "m1", &format!("n{n}")], text(60_000))).collect();
    assert_eq!(
        doc.edit(VICTIM, NONCE, &puts),
        Err(EditError::Guard(GuardError::TooLarge("change")))
    );
}

#[test]
fn a_path_has_a_bound() {
    let mut doc = clinic();
    let deep: Vec<Vec<String>> =
        (2..=8).map(|n| path(&["meds", "a", "b", "c", "d", "e", "f", "g"][..n])).collect();
    let puts: Vec<Put> = deep.iter().cloned().map(Put::Map).collect();
    doc.edit(VICTIM, NONCE, &puts).unwrap();
    let ninth = path(&["meds", "a", "b", "c", "d", "e", "f", "g", "h"]);
    assert_eq!(
        doc.edit(VICTIM, NONCE, &[Put::Map(ninth.clone())]),
        Err(EditError::NoSuchPlace(ninth))
    );
    // Forged: the eighth key becomes the object written to.
    let seventh = doc.edit_at(
        &doc.heads(),
        ATTACKER,
        NONCE,
        &[Put::Map(path(&["meds", "a", "b", "c", "d", "e", "f", "z"]))],
    );
    let made = doc.changes()[2].header.clone();
    let last =
        automerge::legacy::OpId::new(made.max_op(), &automerge::ActorId::from(VICTIM.as_bytes()));
    let evil =
        forge(&seventh.unwrap(), |x| x.operations[0].obj = automerge::legacy::ObjectId::Id(last));
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Key)));
}

#[test]
fn a_text_has_a_bound() {
    let mut doc = clinic();
    let mut length = 0;
    let mut grow = |n: usize| {
        let at = length;
        let grown = doc.edit(
            VICTIM,
            NONCE,
            &[Put::Splice { path: path(&["notes", "n1"]), at, delete: 0, insert: "x".repeat(n) }],
        );
        if grown.is_ok() {
            length += n;
        }
        grown.map(drop)
    };
    // Eight characters are there already.
    let mut left = TEXT_MAX - 8;
    while left > 0 {
        let n = left.min(5_000);
        grow(n).unwrap();
        left -= n;
    }
    assert_eq!(grow(1), Err(EditError::Reference(RefError::TooLong)));
}

#[test]
fn bytes_behind_the_change_are_refused() {
    let doc = clinic();
    let mut long = dose(&doc).bytes;
    long.push(0);
    assert_eq!(
        admit(&doc, &long),
        Err(Refused::Guard(GuardError::Malformed("bytes behind the chunk")))
    );
    let footer = forge(&dose(&doc), |x| x.extra_bytes = vec![1, 1, 7]);
    assert_eq!(
        admit(&doc, &footer),
        Err(Refused::Guard(GuardError::Malformed("bytes behind the operations")))
    );
    let mut chunk = Chunk::new(null_puts(1));
    chunk.tail = vec![0];
    assert_eq!(check(&chunk), Err(GuardError::Malformed("bytes behind the operations")));
}

#[test]
fn every_cut_is_refused() {
    let doc = clinic();
    let whole = dose(&doc).bytes;
    for end in 0..whole.len() {
        assert!(matches!(admit(&doc, &whole[..end]), Err(Refused::Guard(_))), "{end}");
    }
}

#[test]
fn the_largest_change_that_is_let_through_costs_a_bounded_number_of_bytes() {
    let mut doc = clinic();
    let base = doc.heads();
    doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "dose"], "6 mg")]).unwrap();
    // All on keys of their own, made by one who is not up to date: the dearest shape that is honest.
    let puts: Vec<Put> = (0..5_000_i64)
        .map(|n| set(&["meds", "m1", &format!("key {n} of five thousand")], Scalar::Int(n)))
        .collect();
    let change = doc.edit_at(&base, ATTACKER, NONCE, &puts).unwrap();
    assert_eq!(change.header.ops, 5_000);
    let (told, bytes) = peak(|| admit(&doc, &change.bytes).unwrap().len());
    assert_eq!(told, 5_000);
    assert!(bytes <= 8 << 20, "{bytes}");
    let guarded = Guarded::new(change.bytes, &Limits::DEVICE).unwrap();
    let (after, bytes) = peak(|| doc.applied(&[guarded]).unwrap());
    assert!(bytes <= 64 << 20, "{bytes}");
    assert_eq!(after.keys(&["meds", "m1"]).len(), 5_002);
}
