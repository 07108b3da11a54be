//! The whole table at once: what each attack costs in memory, from its first byte to the refusal, on a record of a usual
//! size. The time is measured by the bench `admission`; here only what is the same on every machine.
use automerge::legacy::{ObjectId, OpId};
use satchel_model::{
    crdt::{Doc, Put},
    id::ActorId,
};

use crate::{
    cost::peak,
    support::{
        ATTACKER, Chunk, NONCE, VICTIM, admit, clinic, dose, forge, frame, null_puts, path, set,
    },
};

/// The bound of the design.
const MEMORY_MAX: usize = 8 * 1024 * 1024;

/// A record of 200 changes.
fn record() -> Doc {
    let mut doc = clinic();
    for n in 0..200 {
        let key = format!("e{n}");
        let puts = [Put::Map(path(&["meds", &key])), set(&["meds", &key, "note"], "x".repeat(80))];
        doc.edit(VICTIM, NONCE, &puts).unwrap();
    }
    doc
}

fn attacks(doc: &Doc) -> Vec<(&'static str, Vec<u8>)> {
    let victim = automerge::ActorId::from(VICTIM.as_bytes());
    let id = |counter| OpId::new(counter, &victim);
    let forged = |edit: &dyn Fn(&mut automerge::ExpandedChange)| forge(&dose(doc), |x| edit(x));
    let status = doc.all(&["meds", "m1", "status"])[0].counter;
    let start = |n: u64| forge(&dose(doc), |x| x.start_op = std::num::NonZeroU64::new(n).unwrap());
    let mut unequal = null_puts(10);
    unequal[1].1.clone_from(&null_puts(11)[1].1);
    let base = clinic().heads();
    let unseen = doc.edit_at(&base, ATTACKER, NONCE, &[set(&["meds", "e1", "note"], "y")]);
    assert!(unseen.is_err(), "there is no such place at the start");
    vec![
        ("rle_bomb 2 M", Chunk::new(null_puts(2_000_000)).bytes()),
        ("rle_bomb 20 M", Chunk::new(null_puts(20_000_000)).bytes()),
        ("rle_bomb 100 M", Chunk::new(null_puts(100_000_000)).bytes()),
        ("unequal_columns", Chunk::new(unequal).bytes()),
        ("inflate_bomb", frame(2, &vec![0; 250_000])),
        ("stray_chunk", doc.save()),
        ("year_one", forged(&|x| x.time = -62_135_596_800)),
        ("seq_jump", forged(&|x| x.seq = 7)),
        ("startop_forged", start((1 << 31) - 5)),
        ("startop_brick", start((1 << 32) - 3)),
        ("orphan", forged(&|x| x.deps = vec![automerge::ChangeHash([9; 32])])),
        ("equivocation", forged(&|x| x.actor_id = victim.clone())),
        ("ghost_object", forged(&|x| x.operations[0].obj = ObjectId::Id(id(4_000_000_000)))),
        ("ghost_predecessor", forged(&|x| x.operations[0].pred = vec![id(4_000_000_000)].into())),
        ("cross_key", forged(&|x| x.operations[0].pred = vec![id(status)].into())),
        ("ghost_actor", {
            let ghost = automerge::ActorId::from([7_u8; 16]);
            forged(&|x| x.operations[0].obj = ObjectId::Id(OpId::new(3, &ghost)))
        }),
    ]
}

#[test]
fn every_attack_is_refused_within_the_bound_of_memory() {
    let doc = record();
    // What is built once for a document is no cost of an attack.
    assert_eq!(doc.last_seq(ActorId::from_bytes([1; 16])), 0);
    let mut worst = ("", 0);
    for (name, bytes) in attacks(&doc) {
        let (refused, held) = peak(|| admit(&doc, &bytes).is_err());
        assert!(refused, "{name}");
        assert!(held <= MEMORY_MAX, "{name}: {held} bytes");
        if held > worst.1 {
            worst = (name, held);
        }
    }
    println!("worst: {} with {} KiB", worst.0, worst.1 / 1024);
}
