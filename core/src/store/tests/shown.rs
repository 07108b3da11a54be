use super::{Bench, DOC, OTHER, PATIENT, at};
use crate::store::{
    conflict::{self, ConflictRow},
    search,
    view::{self, ViewRow},
};
use satchel_model::{document::card::Card, id::ItemId};

pub(super) fn card(name: &str) -> Card {
    Card {
        names: vec![name.into()],
        births: vec![],
        genders: vec![],
        identifiers: vec![],
        contacts: vec![],
        active: true,
        deceased: false,
        disputed: false,
    }
}

fn line(list: &str, n: u8, ms: i64, body: &str) -> ViewRow {
    ViewRow { list: list.into(), item: ItemId::from_bytes([n; 16]), at: at(ms), body: body.into() }
}

#[test]
fn rows_of_a_document_are_replaced_added_and_taken_away() {
    let bench = Bench::bare();
    let first = [line("a", 1, 1, "{}"), line("b", 2, 2, "{}")];
    bench.write(|tx| view::replace(tx, DOC, Some(PATIENT), &first));
    assert_eq!(bench.read(|read| view::of_doc(read, DOC)), first);
    let second = [line("a", 1, 1, "{\"x\":1}"), line("c", 3, 3, "{}")];
    bench.write(|tx| view::replace(tx, DOC, Some(PATIENT), &second));
    assert_eq!(bench.read(|read| view::of_doc(read, DOC)), second);
    bench.write(|tx| view::replace(tx, DOC, Some(PATIENT), &[]));
    assert!(bench.read(|read| view::of_doc(read, DOC)).is_empty());
}

#[test]
fn things_of_a_patient_come_newest_first_over_documents() {
    let bench = Bench::bare();
    let rows = [line("notes", 1, 10, "{}"), line("notes", 2, 30, "{}"), line("other", 9, 99, "{}")];
    bench.write(|tx| view::replace(tx, DOC, Some(PATIENT), &rows));
    bench.write(|tx| view::replace(tx, OTHER, Some(PATIENT), &[line("notes", 3, 20, "{}")]));
    let found = |limit| {
        let rows = bench.read(|read| view::of_patient(read, PATIENT, "notes", limit));
        rows.into_iter().map(|(doc, row)| (doc, row.at.millis())).collect::<Vec<_>>()
    };
    assert_eq!(found(10), [(DOC, 30), (OTHER, 20), (DOC, 10)]);
    assert_eq!(found(1), [(DOC, 30)]);
}

fn open(path: &str, rule: &str, decision: bool) -> ConflictRow {
    ConflictRow {
        doc: DOC,
        path: path.into(),
        decision,
        patient: Some(PATIENT),
        rule: rule.into(),
        body: "{}".into(),
    }
}

#[test]
fn decisions_come_before_reviews_and_go_when_they_are_settled() {
    let bench = Bench::bare();
    let rows = [open("[\"a\"]", "review", false), open("[\"b\"]", "two_values", true)];
    bench.write(|tx| conflict::replace(tx, DOC, &rows));
    let all = bench.read(|read| conflict::list(read, 10));
    assert_eq!(all.iter().map(|c| c.decision).collect::<Vec<_>>(), [true, false]);
    assert_eq!(bench.read(|read| conflict::of_patient(read, PATIENT)), all);
    assert_eq!(bench.read(|read| conflict::of_doc(read, DOC)), all);
    assert!(bench.read(|read| conflict::of_doc(read, OTHER)).is_empty());
    assert_eq!(bench.read(conflict::decisions), 1);
    assert_eq!(bench.read(|read| conflict::list(read, 1)).len(), 1);
    bench.write(|tx| conflict::replace(tx, DOC, &rows[..1]));
    assert_eq!(bench.read(conflict::decisions), 0);
}

#[test]
fn a_patients_list_row_is_read_by_document() {
    let bench = Bench::bare();
    assert_eq!(bench.read(|read| search::row(read, DOC)), None);
    bench.write(|tx| search::put(tx, DOC, &card("Okafor, Ada"), "{\"x\":1}"));
    assert_eq!(bench.read(|read| search::row(read, DOC)).as_deref(), Some("{\"x\":1}"));
    // The same words again: only the row is written, and it is still found.
    bench.write(|tx| search::put(tx, DOC, &card("Okafor, Ada"), "{\"x\":2}"));
    assert_eq!(bench.read(|read| search::find(read, "ada", 5))[0].body, "{\"x\":2}");
    assert_eq!(bench.read(search::count), 1);
}
