//! Random changes, honest and damaged: what the guard lets through, the library parses to the same totals;
//! what the pipeline admits, the library applies, saves and loads to the same heads.
use crate::{
    cost::peak,
    support::{ATTACKER, NONCE, Refused, VICTIM, admit, bare, clinic, dose, frame, path, set},
};
use automerge::{Automerge, ROOT, ReadDoc, transaction::Transactable};
use proptest::prelude::*;
use satchel_model::{
    crdt::{Doc, Guarded, Limits, NewChange, Put, Scalar, guard},
    id::ActorId,
};

/// What one of three authors does next.
#[derive(Debug, Clone)]
struct Step {
    author: u8,
    /// How many changes back the author's knowledge ends; the author has a fresh actor there.
    behind: usize,
    puts: Vec<Put>,
}

fn a_put() -> impl Strategy<Value = Put> {
    let line = prop_oneof![Just("m1"), Just("m2"), Just("m3")];
    let field = prop_oneof![Just("dose"), Just("status"), Just("note")];
    let value = prop_oneof![
        any::<i64>().prop_map(Scalar::Int),
        any::<bool>().prop_map(Scalar::Bool),
        ".{0,20}".prop_map(Scalar::Str),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(Scalar::Bytes),
        Just(Scalar::Null),
    ];
    let note = prop_oneof![Just("n1"), Just("n2"), Just("n3")];
    prop_oneof![
        1 => line.clone().prop_map(|l| Put::Map(path(&["meds", l]))),
        4 => (line, field, value).prop_map(|(l, f, v)| Put::Set(path(&["meds", l, f]), v)),
        1 => (note.clone(), ".{0,30}").prop_map(|(n, t)| Put::Text(path(&["notes", n]), t)),
        3 => (note, 0..9_usize, 0..4_usize, ".{0,6}")
            .prop_map(|(n, at, delete, insert)| Put::Splice { path: path(&["notes", n]), at, delete, insert }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..3_u8, 0..4_usize, proptest::collection::vec(a_put(), 1..6));
    let step = step.prop_map(|(author, behind, puts)| Step { author, behind, puts });
    proptest::collection::vec(step, 1..10)
}

/// The change of a step, made with what its author knew; puts that do not apply there are left out.
fn make(doc: &Doc, step: &Step, turn: usize) -> Option<NewChange> {
    let known = doc.changes();
    let at = known.len().saturating_sub(step.behind).max(2);
    let heads = [known[at - 1].header.hash];
    let actor = ActorId::from_bytes([step.author + 20 + (turn as u8) * 3; 16]);
    let puts: Vec<Put> = step
        .puts
        .iter()
        .filter(|p| doc.edit_at(&heads, actor, NONCE, &[(*p).clone()]).is_ok())
        .cloned()
        .collect();
    doc.edit_at(&heads, actor, NONCE, &puts).ok()
}

proptest! {
    #![proptest_config(quarter())]

    #[test]
    fn every_honest_change_is_admitted_and_comes_back_from_a_save(steps in steps()) {
        let mut doc = clinic();
        for (turn, step) in steps.iter().enumerate() {
            let Some(change) = make(&doc, step, turn) else { continue };
            match admit(&doc, &change.bytes) {
                Ok(told) => prop_assert!(!told.is_empty()),
                // Two authors made the same line: the second is refused, as it must be.
                Err(Refused::Reference(satchel_model::crdt::RefError::Hides)) => continue,
                Err(other) => prop_assert!(false, "{other:?}"),
            }
            let guarded = Guarded::new(change.bytes.clone(), &Limits::DEVICE).unwrap();
            prop_assert_eq!(guarded.header(), &change.header);
            let library = crate::support::library(&change.bytes);
            prop_assert_eq!(guarded.header().ops, library.len() as u64);
            prop_assert_eq!(guarded.header().max_op(), library.max_op());
            doc.apply(&[guarded]).unwrap();
        }
        let loaded = Doc::load(&doc.save()).unwrap();
        prop_assert_eq!(loaded.heads(), doc.heads());
        prop_assert_eq!(loaded.save(), doc.save());
        prop_assert_eq!(loaded.changes(), doc.changes());
        // Rebuilt from its changes it is the same again.
        let mut rebuilt = crate::support::genesis();
        let all: Vec<_> = doc.changes().into_iter().map(|c| Guarded::new(c.bytes, &Limits::DEVICE).unwrap()).collect();
        rebuilt.apply(&all).unwrap();
        // Not the same bytes: a save lists changes in the order in which they came.
        prop_assert_eq!(rebuilt.heads(), doc.heads());
        prop_assert_eq!(shown(&rebuilt), shown(&doc));
    }

    #[test]
    fn what_the_librarys_own_editing_does_with_our_kinds_is_admitted(rounds in rounds()) {
        let mut doc = clinic();
        let mut free = bare(&doc);
        for (turn, (back, strokes)) in rounds.iter().enumerate() {
            let known = doc.changes();
            let at = known.len().saturating_sub(*back).max(2);
            let head = automerge::ChangeHash(*known[at - 1].header.hash.as_bytes());
            let mut fork = free.fork_at(&[head]).unwrap();
            fork.set_actor(automerge::ActorId::from([turn as u8 + 40; 16]));
            let Some(change) = scribble(&mut fork, strokes) else { continue };
            let told = admit(&doc, change.raw_bytes());
            prop_assert!(told.is_ok(), "{:?}", told);
            let guarded = Guarded::new(change.raw_bytes().to_vec(), &Limits::DEVICE).unwrap();
            doc.apply(&[guarded]).unwrap();
            free.apply_changes([change]).unwrap();
        }
        let loaded = Doc::load(&doc.save()).unwrap();
        prop_assert_eq!(loaded.heads(), doc.heads());
        prop_assert_eq!(shown(&loaded), shown(&doc));
        prop_assert_eq!(loaded.save(), free.save_nocompress());
    }

    #[test]
    fn a_damaged_change_is_refused_or_harmless(steps in steps(), flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut doc = clinic();
        let mut last = dose(&doc);
        for (turn, step) in steps.iter().take(3).enumerate() {
            if let Some(change) = make(&doc, step, turn) {
                if admit(&doc, &change.bytes).is_ok() && turn < 2 {
                    doc.apply(&[Guarded::new(change.bytes.clone(), &Limits::DEVICE).unwrap()]).unwrap();
                }
                last = change;
            }
        }
        // Damage behind the chunk's header, with the checksum made right again.
        let body_at = last.bytes.len() - body_length(&last.bytes);
        let mut body = last.bytes[body_at..].to_vec();
        for (at, byte) in flips {
            let at = at.index(body.len());
            body[at] = byte;
        }
        let evil = frame(1, &body);
        let (verdict, bytes) = peak(|| admit(&doc, &evil));
        prop_assert!(bytes <= 8 << 20, "{} bytes", bytes);
        if verdict.is_ok() {
            let guarded = Guarded::new(evil, &Limits::DEVICE).unwrap();
            let after = doc.applied(&[guarded]).unwrap();
            let loaded = Doc::load(&after.save()).unwrap();
            prop_assert_eq!(loaded.heads(), after.heads());
        }
    }

    #[test]
    fn what_the_guard_lets_through_the_library_parses_to_the_same_totals(
        columns in proptest::collection::vec((prop::sample::select(vec![0x01_u64, 0x02, 0x11, 0x13, 0x15, 0x34, 0x42, 0x56, 0x57, 0x70, 0x71, 0x73, 0x94, 0xa5]), proptest::collection::vec(0..8_u8, 0..12)), 1..8),
        rows in 1..6_i64,
    ) {
        let mut all = crate::support::null_puts(rows);
        for (spec, bytes) in columns {
            all.retain(|(s, _)| *s != spec);
            all.push((spec, bytes));
        }
        all.sort();
        let chunk = crate::support::Chunk::new(all).bytes();
        let (verdict, bytes) = peak(|| guard::check(&chunk, &Limits::DEVICE));
        prop_assert!(bytes <= 16_384, "{} bytes", bytes);
        if let Ok(header) = verdict {
            // Within the guard's bounds the library may refuse or panic, but not run away.
            let (parsed, bytes) = peak(|| Guarded::new(chunk.clone(), &Limits::DEVICE));
            prop_assert!(bytes <= 8 << 20, "{} bytes", bytes);
            if let Ok(parsed) = parsed {
                prop_assert_eq!(parsed.header(), &header);
                prop_assert_eq!(crate::support::library(&chunk).len() as u64, header.ops);
            }
        }
    }

    #[test]
    fn no_bytes_panic_the_guard(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (_, held) = peak(|| guard::check(&bytes, &Limits::DEVICE).is_ok());
        prop_assert!(held <= 16_384);
        let (_, held) = peak(|| guard::check(&frame(1, &bytes), &Limits::DEVICE).is_ok());
        prop_assert!(held <= 16_384);
    }
}

/// A stroke of the library's own editing on the clinic's document: puts and deletes of fields, splices.
#[derive(Debug, Clone)]
enum Stroke {
    Put(&'static str, i64),
    Delete(&'static str),
    Splice(usize, isize, String),
}

fn rounds() -> impl Strategy<Value = Vec<(usize, Vec<Stroke>)>> {
    let field = prop_oneof![Just("dose"), Just("status"), Just("note"), Just("other")];
    let stroke = prop_oneof![
        (field.clone(), any::<i64>()).prop_map(|(f, n)| Stroke::Put(f, n)),
        field.prop_map(Stroke::Delete),
        (0..9_usize, 0..5_isize, ".{0,5}").prop_map(|(at, n, s)| Stroke::Splice(at, n, s)),
    ];
    proptest::collection::vec((0..4_usize, proptest::collection::vec(stroke, 1..8)), 1..8)
}

/// The change that these strokes make; `None` if they make none.
fn scribble(doc: &mut Automerge, strokes: &[Stroke]) -> Option<automerge::Change> {
    let (_, meds) = doc.get(ROOT, "meds").unwrap()?;
    let (_, line) = doc.get(&meds, "m1").unwrap()?;
    let (_, notes) = doc.get(ROOT, "notes").unwrap()?;
    let (_, note) = doc.get(&notes, "n1").unwrap()?;
    let mut tx = doc.transaction();
    for stroke in strokes {
        match stroke {
            Stroke::Put(field, n) => tx.put(&line, *field, *n).unwrap(),
            Stroke::Delete(field) => tx.delete(&line, *field).unwrap(),
            Stroke::Splice(at, n, text) => {
                let length = tx.length(&note);
                let at = (*at).min(length);
                let n = (*n).min(isize::try_from(length - at).unwrap());
                tx.splice_text(&note, at, n, text).unwrap();
            }
        }
    }
    if tx.pending_ops() == 0 {
        return None;
    }
    let hash = tx.commit().0?;
    doc.get_change_by_hash(&hash)
}

/// A quarter of the usual number of cases, which `PROPTEST_CASES` raises: each case here is a whole document.
fn quarter() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(4), ..usual }
}

/// All that a reader can see.
fn shown(doc: &Doc) -> Vec<String> {
    let mut out = Vec::new();
    for line in doc.keys(&["meds"]) {
        for field in doc.keys(&["meds", &line]) {
            out.push(format!("{line}/{field} {:?}", doc.all(&["meds", &line, &field])));
        }
    }
    out.extend(
        doc.keys(&["notes"]).iter().map(|note| format!("{note} {:?}", doc.text(&["notes", note]))),
    );
    out
}

/// Bytes behind the header of a chunk.
fn body_length(chunk: &[u8]) -> usize {
    let digits = chunk[9..].iter().take_while(|b| **b & 0x80 != 0).count() + 1;
    chunk.len() - 9 - digits
}

#[test]
fn the_authors_of_these_tests_are_told_apart() {
    assert_ne!(ATTACKER, VICTIM);
    assert!(admit(&clinic(), &dose(&clinic()).bytes).is_ok());
    assert!(clinic().edit_at(&clinic().heads(), ATTACKER, NONCE, &[set(&["x"], "y")]).is_ok());
}
