use super::*;
use crate::{
    crdt::Scalar,
    document::{
        testing::{PATIENT, Replica, coding, doc_id, item, meet, regimen},
        view::chart::ChartView,
        write::{Write, chart as c, medicine as m},
    },
    role::Role,
};
use std::{cell::Cell, collections::BTreeMap};

/// Two people; the server is hand 0.
struct Two(Cell<u8>);

impl Hands for Two {
    fn of(&self, actor: ActorId) -> u32 {
        match actor.as_bytes().first() {
            Some(1) => 1,
            Some(2) => 2,
            _ => 0,
        }
    }

    fn actor(&self, hand: u32) -> ActorId {
        ActorId::from_bytes([u8::try_from(hand).unwrap() + 0x50; 16])
    }

    fn nonce(&self) -> Nonce {
        self.0.set(self.0.get() + 1);
        Nonce::from_bytes([self.0.get(); 16])
    }
}

fn plan(without: &[Path]) -> Plan<'_> {
    Plan { kind: DocType::Chart, doc: doc_id(1), epoch: 1, schema: (1, 1), lenses: &[], without }
}

fn made(old: &Doc, plan: &Plan<'_>) -> Result<Built, EpochError> {
    build(old, plan, &Two(Cell::new(0)))
}

fn allergy(n: u8, words: &str) -> Write {
    Write::AllergyAdd(c::AllergyAdd {
        doc: doc_id(0xc0),
        patient: PATIENT,
        item: item(n),
        code: coding(words, words),
        verification: "confirmed".into(),
        criticality: Some("high".into()),
        reaction: None,
        severity: None,
        onset: None,
        note: None,
    })
}

fn start(n: u8, product: &str) -> Write {
    Write::MedicineStart(m::MedicineStart {
        doc: doc_id(0xc0),
        patient: PATIENT,
        item: item(n),
        regimen: regimen(product, "500"),
        start: None,
        indication: None,
        note: None,
        override_reason: None,
    })
}

fn dose(n: u8, from: &str, to: &str) -> Write {
    Write::MedicineSetDose(m::MedicineSetDose {
        doc: doc_id(0xc0),
        patient: PATIENT,
        item: item(n),
        regimen: regimen("metformin", to),
        base: regimen("metformin", from),
        override_reason: None,
        reason: None,
    })
}

/// A chart that two people wrote.
fn chart() -> (Replica, Replica) {
    let mut a = Replica::new(DocType::Chart, 1, Role::Doctor);
    let mut b = a.fork(2, Role::Nurse);
    a.run(&start(10, "metformin"));
    b.run(&allergy(20, "penicillin"));
    meet(&mut a, &mut b);
    a.run(&dose(10, "500", "850"));
    meet(&mut a, &mut b);
    (a, b)
}

fn key(n: u8) -> String {
    item(n).to_string()
}

#[test]
fn the_next_incarnation_shows_the_same_with_the_same_authors() {
    let (a, _) = chart();
    let built = made(&a.doc, &plan(&[])).unwrap();
    let (old, new) = (a.doc.tree(), built.doc.tree());
    assert!(old.shows(&new));
    assert_eq!(ChartView::read(&a.doc), ChartView::read(&built.doc));
    let medicine = key(10);
    let hands = Two(Cell::new(0));
    for (path, node) in old.places() {
        if let (Node::Value(_, was), Some(Node::Value(_, is))) = (node, new.get(&path))
            && path.len() > 1
        {
            assert_eq!(hands.actor(hands.of(*was)), *is, "{path:?}");
        }
    }
    assert!(built.doc.change_count() < a.doc.change_count() + 3);
    let by = new.get(&["medicines", medicine.as_str(), "by"]);
    assert!(matches!(by, Some(Node::Value(Scalar::Str(_), actor)) if *actor == hands.actor(1)));
}

#[test]
fn its_changes_alone_make_it_again() {
    let (a, _) = chart();
    let built = made(&a.doc, &plan(&[])).unwrap();
    let mut again = crate::document::genesis(DocType::Chart, doc_id(1), 1);
    for written in &built.changes {
        let guarded = crate::crdt::Guarded::new(written.change.bytes.clone(), &Limits::SERVER);
        again.apply(&[guarded.unwrap()]).unwrap();
    }
    assert_eq!(again.heads(), built.doc.heads());
    assert_eq!(built.changes.first().map(|w| w.hand), Some(0), "maps come first");
}

#[test]
fn nothing_is_built_while_a_person_must_decide() {
    let (mut a, mut b) = chart();
    a.run(&dose(10, "850", "1000"));
    b.writer.role = Role::Doctor;
    b.run(&dose(10, "850", "700"));
    meet(&mut a, &mut b);
    let refused = made(&a.doc, &plan(&[])).unwrap_err();
    assert!(matches!(&refused, EpochError::Undecided(path) if path[0] == "medicines"), "{refused}");
    // With the whole line left out nothing is chosen in silence.
    let without = [vec!["medicines".to_owned(), key(10)]];
    assert!(made(&a.doc, &plan(&without)).is_ok());
}

#[test]
fn what_is_left_out_is_in_no_byte_of_the_next_incarnation() {
    let (mut a, _) = chart();
    a.run(&allergy(21, "strawberry"));
    let holds = |doc: &Doc| doc.save().windows(10).any(|w| w == b"strawberry");
    assert!(holds(&a.doc));
    let without = [vec!["allergies".to_owned(), key(21)]];
    let built = made(&a.doc, &plan(&without)).unwrap();
    assert!(!holds(&built.doc));
    assert!(built.doc.value(&["allergies", &key(20), "by"]).is_some(), "the other one stays");
    let nowhere = [vec!["allergies".to_owned(), key(99)]];
    assert!(matches!(made(&a.doc, &plan(&nowhere)), Err(EpochError::Nowhere(_))));
}

#[test]
fn a_key_that_no_schema_knows_is_carried_along() {
    let (mut a, _) = chart();
    let path = vec!["allergies".to_owned(), key(20), "from_the_future".to_owned()];
    a.force(&[Put::Set(path.clone(), "kept".into())]);
    let built = made(&a.doc, &plan(&[])).unwrap();
    assert!(
        matches!(built.doc.tree().get(&path), Some(Node::Value(Scalar::Str(s), _)) if s == "kept")
    );
}

#[test]
fn a_lens_gives_the_new_shape_and_the_new_schema() {
    fn up(tree: &mut Tree) {
        if let Some(node) = tree.take(&["facts"]) {
            tree.0.insert("facts_2".to_owned(), node);
        }
        tree.0.entry("facts".to_owned()).or_insert_with(|| Node::Map(BTreeMap::new()));
    }
    let (mut a, _) = chart();
    a.force(&[Put::Set(vec!["facts".to_owned(), "x".to_owned()], "1".into())]);
    let lens = Lens { kind: DocType::Chart, from: 1, up, down: |_| {} };
    let lenses = [lens];
    let plan = Plan { schema: (1, 2), lenses: &lenses, ..plan(&[]) };
    let built = made(&a.doc, &plan).unwrap();
    assert_eq!(built.doc.value(&["schema"]), Some(Scalar::Int(2)));
    assert_eq!(built.doc.value(&["facts_2", "x"]), Some("1".into()));
    assert_eq!(built.doc.value(&["facts", "x"]), None);
    let far = Plan { schema: (1, 3), ..plan };
    assert_eq!(made(&a.doc, &far).unwrap_err(), EpochError::Lens);
}

#[test]
fn a_long_text_is_written_in_pieces_and_stands_whole() {
    let text: String = ('a'..='z').cycle().take(TEXT * 2 + 7).collect();
    let mut a = Replica::new(DocType::Encounter, 1, Role::Doctor);
    let at = |f: &str| vec!["sections".to_owned(), key(1), f.to_owned()];
    a.force(&[Put::Map(vec!["sections".to_owned(), key(1)])]);
    a.force(&[Put::Text(at("text"), String::new())]);
    for (n, piece) in text.as_bytes().chunks(4_000).enumerate() {
        let insert = String::from_utf8(piece.to_vec()).unwrap();
        a.force(&[Put::Splice { path: at("text"), at: n * 4_000, delete: 0, insert }]);
    }
    let plan = Plan { kind: DocType::Encounter, ..plan(&[]) };
    let built = made(&a.doc, &plan).unwrap();
    assert_eq!(built.doc.text(&["sections", &key(1), "text"]), Some(text));
}

#[test]
fn a_document_without_content_has_an_incarnation_without_a_change() {
    let empty = crate::document::genesis(DocType::Chart, doc_id(1), 0);
    let built = made(&empty, &plan(&[])).unwrap();
    assert!(built.changes.is_empty());
    assert_eq!(built.doc.heads(), crate::document::genesis(DocType::Chart, doc_id(1), 1).heads());
}

#[test]
fn portions_hold_what_one_change_can_and_keep_the_order() {
    let puts: Vec<Put> = (0..=OPS * 2).map(|n| Put::Map(vec![n.to_string()])).collect();
    let portions = packed(puts.clone());
    assert_eq!(portions.iter().map(Vec::len).collect::<Vec<_>>(), [OPS, OPS, 1]);
    assert_eq!(portions.concat(), puts);
    assert!(packed(Vec::new()).is_empty());
}
