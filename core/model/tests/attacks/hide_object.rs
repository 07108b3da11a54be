//! Puts something over a map or a text, so that all below it is out of sight.
use crate::support::{
    ATTACKER, NONCE, Refused, admit, bare, clinic, forge, genesis, honest, library, path, set,
};
use automerge::{
    ObjType, ReadDoc,
    legacy::{ObjectId, OpId, OpType},
};
use satchel_model::crdt::{Put, RefError};

#[test]
fn a_scalar_over_a_line_that_was_seen_is_refused() {
    let doc = clinic();
    let add = honest(&doc, &[Put::Map(path(&["meds", "m2"]))]);
    let ObjectId::Id(_) = library(&add.bytes).decode().operations[0].obj.clone() else {
        panic!("no map")
    };
    // m1 is the first operation of the second change.
    let line = doc.changes()[1].header.start_op;
    let victim = automerge::ActorId::from(crate::support::VICTIM.as_bytes());
    for action in [OpType::Put("gone".into()), OpType::Delete, OpType::Make(ObjType::Map)] {
        let evil = forge(&add, |x| {
            x.operations[0].key = automerge::legacy::Key::Map("m1".into());
            x.operations[0].pred = vec![OpId::new(line, &victim)].into();
            x.operations[0].action = action;
        });
        assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Hides)));
    }
}

#[test]
fn a_second_map_under_the_key_of_a_line_is_refused_though_its_author_claims_not_to_have_seen_the_first()
 {
    let doc = clinic();
    let start = genesis().heads();
    for put in [Put::Map(path(&["meds", "m1"])), set(&["meds", "m1"], "gone")] {
        let blind = doc.edit_at(&start, ATTACKER, NONCE, &[put]).unwrap();
        assert_eq!(admit(&doc, &blind.bytes), Err(Refused::Reference(RefError::Hides)));
    }
    // The library keeps both and shows one: whoever has the higher counter or actor wins.
    let hundred: Vec<Put> = (0..100).map(|n| set(&[&format!("k{n}")], "x")).collect();
    let mut puts = hundred;
    puts.push(Put::Map(path(&["meds", "m1"])));
    let blind = doc.edit_at(&start, ATTACKER, NONCE, &puts).unwrap();
    let mut theirs = bare(&doc);
    theirs.apply_changes([library(&blind.bytes)]).unwrap();
    let (_, meds) = theirs.get(automerge::ROOT, "meds").unwrap().unwrap();
    let (_, line) = theirs.get(&meds, "m1").unwrap().unwrap();
    assert_eq!(theirs.length(&line), 0);
}

#[test]
fn what_a_change_makes_it_cannot_hide_again() {
    let doc = clinic();
    let made = honest(&doc, &[Put::Map(path(&["meds", "m2"])), set(&["meds", "m3"], "x")]);
    let own = OpId::new(made.header.start_op, &automerge::ActorId::from(ATTACKER.as_bytes()));
    let evil = forge(&made, |x| {
        x.operations[1].key = x.operations[0].key.clone();
        x.operations[1].pred = vec![own].into();
    });
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Hides)));
}
