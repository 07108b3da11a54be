//! The kept sums are what a walk gives, whatever happens to documents.
use super::*;
use crate::store::{Store, cursor, document};
use satchel_model::entropy::{Entropy as _, SeededEntropy};
use satchel_protocol::sync::digest16;

const KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("store.db"), KEY).unwrap();
    store.write(|tx| cursor::begin(tx, [1; 16])).unwrap();
    store.write(ensure).unwrap();
    (folder, store)
}

fn row(n: u8, doc_type: u16, fp: Option<u8>) -> document::DocRow {
    let fp = fp.map(|b| Fingerprint::from_bytes([b; 16]));
    document::DocRow {
        fp,
        base_seq: 1,
        ..document::DocRow::new(DocId::from_bytes([n; 16]), doc_type, None)
    }
}

fn agree(store: &Store) -> Vec<Section> {
    let (kept, walk) =
        store.read(|read| Ok::<_, StoreError>((sections(read)?, walked(read)?))).unwrap();
    assert_eq!(kept, walk);
    kept
}

#[test]
fn the_sums_follow_documents_that_come_move_and_go() {
    let (_folder, store) = store();
    assert_eq!(agree(&store), []);
    store.write(|tx| document::put(tx, &row(1, 2, Some(7)))).unwrap();
    store.write(|tx| document::put(tx, &row(2, 2, Some(8)))).unwrap();
    let both = agree(&store);
    assert_eq!(both.len(), 1);
    assert_eq!((both[0].doc_type, both[0].count), (2, 2));
    assert_eq!(both[0].sum, Fingerprint::from_bytes([7 ^ 8; 16]));
    store.write(|tx| document::put(tx, &row(1, 2, Some(9)))).unwrap();
    assert_eq!(agree(&store)[0].sum, Fingerprint::from_bytes([9 ^ 8; 16]));
    store.write(|tx| document::purge(tx, DocId::from_bytes([1; 16]))).unwrap();
    assert_eq!(agree(&store)[0].count, 1);
}

#[test]
fn what_the_server_does_not_compare_is_not_counted() {
    let (_folder, store) = store();
    store.write(|tx| document::put(tx, &row(1, 2, None))).unwrap();
    assert_eq!(agree(&store), [], "made here, not told yet");
    store.write(|tx| document::put(tx, &row(1, 2, Some(3)))).unwrap();
    for state in [DocState::Erased, DocState::ReadOnly, DocState::Unreadable] {
        store.write(|tx| document::set_state(tx, DocId::from_bytes([1; 16]), state)).unwrap();
        assert_eq!(agree(&store), [], "{state:?}");
        store
            .write(|tx| document::set_state(tx, DocId::from_bytes([1; 16]), DocState::Final))
            .unwrap();
        assert_eq!(agree(&store)[0].count, 1);
    }
    store.write(|tx| uncount(tx, DocId::from_bytes([1; 16]))).unwrap();
    assert_eq!(agree(&store), []);
}

#[test]
fn the_sums_hold_over_a_thousand_random_steps() {
    let seed = 20_261_124;
    println!("seed {seed}");
    let entropy = SeededEntropy::new(seed);
    let (_folder, store) = store();
    let draw = |below: u8| {
        let mut byte = [0];
        entropy.fill(&mut byte);
        byte[0] % below
    };
    for _ in 0..1_000 {
        let (n, kind) = (draw(20), u16::from(draw(4)) + 1);
        let doc = DocId::from_bytes([n; 16]);
        store
            .write(|tx| {
                let held = document::find(&tx.read(), doc)?;
                match (draw(5), held) {
                    (0, _) => document::purge(tx, doc),
                    (1, Some(_)) => {
                        let state = DocState::from_code(draw(6) + 1).unwrap();
                        document::set_state(tx, doc, state)
                    }
                    (_, held) => {
                        let kind = held.map_or(kind, |h| h.doc_type);
                        document::put(tx, &row(n, kind, (draw(8) > 0).then(|| draw(250))))
                    }
                }
            })
            .unwrap();
        agree(&store);
    }
}

#[test]
fn a_store_of_an_older_version_makes_its_sums_once() {
    let (_folder, store) = store();
    store.write(|tx| document::put(tx, &row(1, 2, Some(7)))).unwrap();
    let want = digest16(&agree(&store));
    store
        .write(|tx| {
            tx.sql().execute("UPDATE cursor SET digest_made = 0", [])?;
            tx.sql().execute("DELETE FROM digest", [])?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(digest16(&agree(&store)), want, "by a walk");
    store.write(ensure).unwrap();
    assert_eq!(digest16(&agree(&store)), want, "kept again");
}

#[test]
fn a_document_is_of_the_incarnation_of_the_servers_store_in_which_it_was_confirmed() {
    let (_folder, store) = store();
    let docs = [DocId::from_bytes([1; 16]), DocId::from_bytes([2; 16])];
    store.write(|tx| document::put(tx, &row(1, 2, Some(7)))).unwrap();
    store.write(|tx| document::put(tx, &row(2, 2, Some(8)))).unwrap();
    store.write(|tx| confirm_all_but(tx, &[(docs[1], 0)], 3)).unwrap();
    let held = docs.map(|doc| store.read(|read| cluster(read, doc)).unwrap());
    assert_eq!(held, [3, 0]);
}
