use super::*;
use crate::store::{Store, StoreError};
use satchel_model::document::card::CardIdentifier;

const KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";

fn store(folder: &tempfile::TempDir) -> Store {
    Store::create(&folder.path().join("store.db"), KEY).unwrap()
}

fn card(family: &str, given: &str) -> Card {
    Card {
        names: vec![format!("{family}, {given}")],
        births: vec![],
        genders: vec![],
        identifiers: vec![],
        contacts: vec![],
        active: true,
        deceased: false,
        disputed: false,
    }
}

fn add(store: &Store, n: u8, card: &Card) {
    store.write(|tx| put(tx, doc(n), card, &card.names[0])).unwrap();
}

const fn doc(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn names(store: &Store, query: &str) -> Vec<String> {
    let found: Result<_, StoreError> = store.read(|read| find(read, query, 50));
    found.unwrap().into_iter().map(|f| f.body).collect()
}

#[test]
fn a_patient_is_found_by_the_beginning_of_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    add(&store, 1, &card("Müller", "Anna Maria"));
    add(&store, 2, &card("Mullins", "Zoë"));
    add(&store, 3, &card("O'Brien", "Seán"));
    assert_eq!(names(&store, "mull"), ["Müller, Anna Maria", "Mullins, Zoë"]);
    assert_eq!(names(&store, "maria MÜ"), ["Müller, Anna Maria"]);
    assert_eq!(names(&store, "zoe"), ["Mullins, Zoë"]);
    assert_eq!(names(&store, "o'bri"), ["O'Brien, Seán"]);
    assert_eq!(names(&store, "ller"), [""; 0]);
}

#[test]
fn numbers_dates_and_telephones_find_with_and_without_separators() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let mut a = card("Okafor", "Ada");
    a.births = vec!["1980-05-17".into()];
    a.identifiers = vec![CardIdentifier { system: "s".into(), value: "MRN-00042".into() }];
    a.contacts = vec!["+49 (30) 123-45".into()];
    add(&store, 1, &a);
    for query in ["1980-05-17", "1980", "mrn-00042", "00042", "493012345", "+49 (30) 12"] {
        assert_eq!(names(&store, query), ["Okafor, Ada"], "{query}");
    }
}

#[test]
fn other_scripts_are_found_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    add(&store, 1, &card("शर्मा", "प्रिया"));
    add(&store, 2, &card("الحسن", "ليلى"));
    assert_eq!(names(&store, "शर्मा"), ["शर्मा, प्रिया"]);
    assert_eq!(names(&store, "प्रि"), ["शर्मा, प्रिया"]);
    assert_eq!(names(&store, "الح"), ["الحسن, ليلى"]);
}

#[test]
fn nothing_in_a_query_is_an_operator() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    add(&store, 1, &card("Near", "Not And"));
    for query in ["\"", "*", "()", "near(", "a OR", "words:near", "-near", "^", "\0", "NOT", "a\"b"]
    {
        names(&store, query);
    }
    assert_eq!(names(&store, "NOT AND"), ["Near, Not And"]);
    assert_eq!(names(&store, ""), [""; 0]);
    assert_eq!(names(&store, "  '\" "), [""; 0]);
    assert_eq!(names(&store, &"x ".repeat(10_000)), [""; 0]);
}

#[test]
fn a_renamed_patient_is_found_by_the_new_name_only_and_a_removed_one_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    add(&store, 1, &card("Old", "Name"));
    add(&store, 1, &card("New", "Name"));
    assert_eq!(names(&store, "old"), [""; 0]);
    assert_eq!(names(&store, "new"), ["New, Name"]);
    store.write(|tx| remove(tx, doc(1))).unwrap();
    store.write(|tx| remove(tx, doc(1))).unwrap();
    assert_eq!(names(&store, "new"), [""; 0]);
    let count: Result<_, StoreError> = store.read(count);
    assert_eq!(count.unwrap(), 0);
}

#[test]
fn the_list_goes_by_name_and_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    for (n, family) in [(1, "Cole"), (2, "Adams"), (3, "adams"), (4, "Baker")] {
        add(&store, n, &card(family, "X"));
    }
    let page = |after| {
        let found: Result<_, StoreError> = store.read(|read| list(read, after, 2));
        found.unwrap().into_iter().map(|f| f.doc).collect::<Vec<_>>()
    };
    assert_eq!(page(None), [doc(2), doc(3)]);
    assert_eq!(page(Some(doc(3))), [doc(4), doc(1)]);
    assert_eq!(page(Some(doc(1))), []);
}

#[test]
fn who_was_opened_last_is_found_without_a_walk_over_all_documents() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let plan: Result<Vec<String>, StoreError> = store.read(|read| {
        let sql = concat!("EXPLAIN QUERY PLAN ", include_str!("../sql/search_opened.sql"));
        sql::all(read.0, sql, [20], |row| Ok(row.get(3)?))
    });
    let plan = plan.unwrap();
    assert!(plan.iter().any(|step| step.contains("document_opened")), "{plan:?}");
    // Grouping by patient tempts the planner into the index over patients, which holds everybody.
    assert!(!plan.iter().any(|step| step.contains("document_patient")), "{plan:?}");
}
