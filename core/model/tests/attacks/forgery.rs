//! Honest changes with references and actions exchanged at random, written as the library writes them: what is
//! admitted all the same, the library applies without panic, saves, loads to the same heads, and nothing
//! changes but where the told operations say so.
use crate::support::{NONCE, VICTIM, admit, clinic, forge, path, set};
use automerge::{
    ExpandedChange, ObjType, ScalarValue,
    legacy::{ElementId, Key, ObjectId, Op, OpId, OpType},
};
use proptest::{prelude::*, sample::Index};
use satchel_model::{
    crdt::{Doc, Guarded, Limits, NewChange, Put, Scalar},
    id::ActorId,
};

/// One falsification.
#[derive(Debug, Clone)]
enum Lie {
    Object(Index, Index),
    Key(Index, Index),
    Field(Index, &'static str),
    Preds(Index, Index),
    AddPred(Index, Index),
    NoPreds(Index),
    Action(Index, u8),
    Insert(Index),
    Swap(Index, Index),
    Copy(Index, Index),
    Drop(Index),
}

fn a_lie() -> impl Strategy<Value = Lie> {
    let at = any::<Index>;
    let field = prop_oneof![
        Just("dose"),
        Just("status"),
        Just("m1"),
        Just("m2"),
        Just("meds"),
        Just("new")
    ];
    prop_oneof![
        (at(), at()).prop_map(|(a, b)| Lie::Object(a, b)),
        (at(), at()).prop_map(|(a, b)| Lie::Key(a, b)),
        (at(), field).prop_map(|(a, f)| Lie::Field(a, f)),
        (at(), at()).prop_map(|(a, b)| Lie::Preds(a, b)),
        (at(), at()).prop_map(|(a, b)| Lie::AddPred(a, b)),
        at().prop_map(Lie::NoPreds),
        (at(), 0..10_u8).prop_map(|(a, n)| Lie::Action(a, n)),
        at().prop_map(Lie::Insert),
        (at(), at()).prop_map(|(a, b)| Lie::Swap(a, b)),
        (at(), at()).prop_map(|(a, b)| Lie::Copy(a, b)),
        at().prop_map(Lie::Drop),
    ]
}

/// Ids and places that exist somewhere in the document, near misses among them.
struct Pool {
    ids: Vec<OpId>,
    objects: Vec<ObjectId>,
    keys: Vec<Key>,
}

impl Pool {
    fn of(doc: &Doc) -> Self {
        let mut pool =
            Self { ids: Vec::new(), objects: vec![ObjectId::Root], keys: vec![Key::head()] };
        for change in doc.changes() {
            let actor = automerge::ActorId::from(*change.header.actor.as_bytes());
            let ids =
                (change.header.start_op..=change.header.max_op()).map(|n| OpId::new(n, &actor));
            pool.ids.extend(ids);
        }
        pool.objects.extend(pool.ids.iter().cloned().map(ObjectId::Id));
        pool.keys.extend(pool.ids.iter().cloned().map(|id| Key::Seq(ElementId::Id(id))));
        pool
    }
}

fn action(n: u8) -> OpType {
    match n {
        0 => OpType::Make(ObjType::Map),
        1 => OpType::Make(ObjType::Text),
        2 => OpType::Make(ObjType::List),
        3 | 4 => OpType::Delete,
        5 => OpType::Increment(1),
        6 => OpType::Put(ScalarValue::counter(1)),
        7 => OpType::Put("two".into()),
        8 => OpType::Put("x".into()),
        _ => OpType::MarkEnd(true),
    }
}

fn tell(lie: &Lie, change: &mut ExpandedChange, pool: &Pool) {
    let count = change.operations.len();
    let ops = &mut change.operations;
    let op = |at: &Index| at.index(count);
    match lie {
        Lie::Object(at, to) => ops[op(at)].obj = to.get(&pool.objects).clone(),
        Lie::Key(at, to) => ops[op(at)].key = to.get(&pool.keys).clone(),
        Lie::Field(at, to) => ops[op(at)].key = Key::Map((*to).into()),
        Lie::Preds(at, to) => ops[op(at)].pred = vec![to.get(&pool.ids).clone()].into(),
        Lie::AddPred(at, to) => {
            let one = &mut ops[op(at)];
            let mut preds: Vec<OpId> = one.pred.iter().cloned().collect();
            preds.push(to.get(&pool.ids).clone());
            one.pred = preds.into();
        }
        Lie::NoPreds(at) => ops[op(at)].pred = Vec::new().into(),
        Lie::Action(at, n) => ops[op(at)].action = action(*n),
        Lie::Insert(at) => ops[op(at)].insert ^= true,
        Lie::Swap(a, b) => ops.swap(op(a), op(b)),
        Lie::Copy(from, to) => ops[op(to)] = ops[op(from)].clone(),
        Lie::Drop(at) => drop((count > 1).then(|| ops.remove(op(at)))),
    }
}

/// Every place that a reader can see, with what stands there.
fn places(doc: &Doc) -> Vec<(String, String)> {
    let mut out = vec![("schema".to_owned(), format!("{:?}", doc.all(&["schema"])))];
    for root in ["meds", "notes"] {
        for item in doc.keys(&[root]) {
            out.push((format!("{root}/{item}"), format!("{:?}", doc.text(&[root, &item]))));
            let fields = doc.keys(&[root, &item]);
            out.extend(fields.iter().map(|f| {
                (format!("{root}/{item}/{f}"), format!("{:?}", doc.all(&[root, &item, f])))
            }));
        }
    }
    out
}

/// A document with a conflict, a merged note, and an honest change by one who has not seen all of it.
fn scene() -> (Doc, NewChange) {
    let mut doc = clinic();
    let base = doc.heads();
    let splice = |at, delete, insert: &str| Put::Splice {
        path: path(&["notes", "n1"]),
        at,
        delete,
        insert: insert.into(),
    };
    let other = ActorId::from_bytes([30; 16]);
    let aside = doc
        .edit_at(&base, other, NONCE, &[set(&["meds", "m1", "dose"], "6 mg"), splice(3, 1, "a")])
        .unwrap();
    doc.edit(
        VICTIM,
        NONCE,
        &[set(&["meds", "m1", "dose"], "7 mg"), splice(1, 2, "b"), Put::Map(path(&["meds", "m2"]))],
    )
    .unwrap();
    doc.apply(&[Guarded::new(aside.bytes, &Limits::DEVICE).unwrap()]).unwrap();
    let seen = doc.heads();
    doc.edit(VICTIM, NONCE, &[set(&["meds", "m1", "status"], "held"), splice(0, 1, "c")]).unwrap();
    let puts = [
        set(&["meds", "m1", "dose"], "8 mg"),
        set(&["meds", "m1", "status"], Scalar::Null),
        Put::Map(path(&["meds", "m3"])),
        set(&["meds", "m3", "dose"], Scalar::Int(1)),
        set(&["meds", "m3", "dose"], Scalar::Int(2)),
        splice(2, 2, "de"),
        Put::Text(path(&["notes", "n3"]), "fg".into()),
        Put::Splice { path: path(&["notes", "n3"]), at: 1, delete: 1, insert: "h".into() },
    ];
    let change = doc.edit_at(&seen, ActorId::from_bytes([60; 16]), NONCE, &puts).unwrap();
    (doc, change)
}

fn config() -> ProptestConfig {
    ProptestConfig { max_global_rejects: 1 << 20, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_forged_change_is_refused_or_harmless(lies in proptest::collection::vec(a_lie(), 1..5)) {
        let (doc, honest) = scene();
        let mut pool = Pool::of(&doc);
        let own = automerge::ActorId::from([60; 16]);
        pool.ids.extend((honest.header.start_op..=honest.header.max_op()).map(|n| OpId::new(n, &own)));
        let evil = forge(&honest, |x| lies.iter().for_each(|lie| tell(lie, x, &pool)));
        let Ok(told) = admit(&doc, &evil) else { return Ok(()) };
        let guarded = Guarded::new(evil, &Limits::DEVICE).unwrap();
        let after = doc.applied(&[guarded]).unwrap();
        let loaded = Doc::load(&after.save()).unwrap();
        prop_assert_eq!(loaded.heads(), after.heads());
        prop_assert_eq!(places(&loaded), places(&after));
        let told: Vec<String> = told.iter().map(|o| o.path.join("/")).collect();
        let (before, now) = (places(&doc), places(&after));
        for (place, value) in &before {
            let kept = now.iter().any(|(p, v)| p == place && v == value);
            prop_assert!(kept || told.contains(place), "{} changed untold", place);
        }
    }
}

#[test]
fn the_scene_itself_is_honest() {
    let (doc, honest) = scene();
    assert_eq!(doc.all(&["meds", "m1", "dose"]).len(), 2);
    let told = admit(&doc, &honest.bytes).unwrap();
    assert_eq!(told.len(), 8);
    let untouched = forge(&honest, |x| assert!(x.operations.iter().any(|op: &Op| op.insert)));
    assert_eq!(untouched, honest.bytes);
}
