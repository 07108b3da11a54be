use super::{Bench, DOC, OTHER, PATIENT, at, base, hash, pending, refused};
use crate::store::{
    StoreError, actor, conflict,
    document::{self, DocRow, DocState},
    grant, item, pending as outbox, quarantine, search,
    snapshot::{self, Snapshot},
    view,
};
use satchel_model::id::{ActorId, DocId, Fingerprint};
use satchel_protocol::env::ItemKind;

fn full(doc: DocId) -> DocRow {
    DocRow {
        epoch: 3,
        schema: 2,
        state: DocState::Final,
        base_seq: 9,
        fp: Some(Fingerprint::from_bytes([1; 16])),
        env_root: Some(hash(2)),
        role: Some(5),
        until: Some(at(7)),
        card: Some(vec![8]),
        stale: true,
        ..DocRow::new(doc, 2, Some(PATIENT))
    }
}

#[test]
fn a_document_comes_back_as_written_and_is_replaced_whole() {
    let bench = Bench::new();
    assert_eq!(bench.read(|read| document::find(read, DOC)), None);
    bench.write(|tx| document::put(tx, &full(DOC)));
    assert_eq!(bench.read(|read| document::find(read, DOC)), Some(full(DOC)));
    let plain = DocRow::new(DOC, 1, None);
    bench.write(|tx| document::put(tx, &plain));
    assert_eq!(bench.read(|read| document::find(read, DOC)), Some(plain));
    assert_eq!(bench.read(document::count), 1);
}

#[test]
fn states_have_numbers_and_back() {
    let all = [
        DocState::Live,
        DocState::Final,
        DocState::Frozen,
        DocState::Erased,
        DocState::ReadOnly,
        DocState::Unreadable,
    ];
    for (code, state) in (1..).zip(all) {
        assert_eq!((state.code(), DocState::from_code(code)), (code, Some(state)));
    }
    assert_eq!(DocState::from_code(0), None);
    assert_eq!(DocState::from_code(7), None);
}

#[test]
fn documents_of_a_patient_are_found_by_type_or_all() {
    let bench = Bench::new();
    bench.write(|tx| document::put(tx, &DocRow::new(DOC, 2, Some(PATIENT))));
    bench.write(|tx| document::put(tx, &DocRow::new(OTHER, 3, Some(PATIENT))));
    bench.write(|tx| document::put(tx, &DocRow::new(DocId::from_bytes([99; 16]), 3, None)));
    let found = |kind| {
        let rows = bench.read(|read| document::of_patient(read, PATIENT, kind));
        rows.into_iter().map(|r| r.doc).collect::<Vec<_>>()
    };
    assert_eq!(found(0), [DOC, OTHER]);
    assert_eq!(found(3), [OTHER]);
    assert_eq!(found(4), []);
}

#[test]
fn documents_are_paged_in_order_of_id() {
    let bench = Bench::new();
    for n in [3, 1, 2] {
        bench.write(|tx| document::put(tx, &DocRow::new(DocId::from_bytes([n; 16]), 2, None)));
    }
    let page = |after| {
        let rows = bench.read(|read| document::page(read, after, 2));
        rows.into_iter().map(|r| r.doc.as_bytes()[0]).collect::<Vec<_>>()
    };
    assert_eq!(page(None), [1, 2]);
    assert_eq!(page(Some(DocId::from_bytes([2; 16]))), [3]);
    assert_eq!(page(Some(DocId::from_bytes([3; 16]))), [0; 0]);
}

#[test]
fn lagging_documents_come_by_recent_use() {
    let bench = Bench::new();
    for n in 1..=4 {
        let row = DocRow { stale: n != 4, ..DocRow::new(DocId::from_bytes([n; 16]), 2, None) };
        bench.write(|tx| document::put(tx, &row));
    }
    bench.write(|tx| document::set_opened(tx, DocId::from_bytes([1; 16]), at(5)));
    bench.write(|tx| document::set_opened(tx, DocId::from_bytes([2; 16]), at(9)));
    let lagging = |limit| {
        let rows = bench.read(|read| document::stale(read, limit));
        rows.into_iter().map(|r| r.doc.as_bytes()[0]).collect::<Vec<_>>()
    };
    assert_eq!(lagging(10), [2, 1, 3]);
    assert_eq!(lagging(1), [2]);
    assert_eq!(bench.read(document::behind), 3);
    bench.write(|tx| document::set_stale(tx, DocId::from_bytes([2; 16]), false));
    assert_eq!(lagging(10), [1, 3]);
}

#[test]
fn lagging_documents_that_nobody_opened_come_newest_first() {
    let bench = Bench::new();
    // In the order of their index: by type the second would come first, and every page would sort whatever is left.
    for (n, kind) in [(1, 2), (2, 1), (3, 2)] {
        let row = DocRow { stale: true, ..DocRow::new(DocId::from_bytes([n; 16]), kind, None) };
        bench.write(|tx| document::put(tx, &row));
    }
    let rows = bench.read(|read| document::stale(read, 10));
    assert_eq!(rows.iter().map(|r| r.doc.as_bytes()[0]).collect::<Vec<_>>(), [3, 2, 1]);
}

#[test]
fn a_document_that_is_not_held_cannot_be_marked() {
    let bench = Bench::new();
    let errors = [
        bench.refuses(|tx| document::set_state(tx, DOC, DocState::Frozen)),
        bench.refuses(|tx| document::set_stale(tx, DOC, true)),
        bench.refuses(|tx| document::set_opened(tx, DOC, at(1))),
    ];
    assert!(errors.iter().all(|e| matches!(e, StoreError::Rows(_))));
    bench.write(|tx| document::put(tx, &DocRow::new(DOC, 2, None)));
    bench.write(|tx| document::set_state(tx, DOC, DocState::Frozen));
    assert_eq!(bench.read(|read| document::find(read, DOC)).unwrap().state, DocState::Frozen);
}

#[test]
fn a_purge_takes_what_was_given_and_leaves_what_was_not_sent() {
    let bench = Bench::new();
    bench.write(|tx| {
        document::put(tx, &full(DOC))?;
        item::put(tx, DOC, 3, &base(1, ItemKind::Change))?;
        item::put_note(tx, DOC, hash(9), &super::meta())?;
        snapshot::put(tx, DOC, &Snapshot { epoch: 3, upto_seq: 1, body: vec![1] })?;
        let who = actor::Who { device: super::DEVICE, user: super::USER, role: 5 };
        actor::put(tx, DOC, ActorId::from_bytes([1; 16]), &who)?;
        grant::put(tx, &grant::Held { doc: DOC, role: 5, until: None, reason: 1 })?;
        let row = view::ViewRow {
            list: "medicines".into(),
            item: view::SELF,
            at: at(0),
            body: "{}".into(),
        };
        view::replace(tx, DOC, Some(PATIENT), &[row])?;
        search::put(tx, DOC, &super::shown::card("Okafor, Ada"), "{}")?;
        outbox::put(tx, &pending(1, DOC))?;
        quarantine::put(tx, &refused(2, DOC))
    });
    bench.write(|tx| document::purge(tx, DOC));
    bench.write(|tx| document::purge(tx, DOC));
    assert!(bench.read(|read| document::find(read, DOC)).is_none());
    assert!(bench.read(|read| item::after(read, DOC, 3, 0)).is_empty());
    assert!(bench.read(|read| item::meta_of(read, DOC, hash(9))).is_none());
    assert!(bench.read(|read| snapshot::find(read, DOC)).is_none());
    assert!(bench.read(|read| actor::list(read, DOC)).is_empty());
    assert!(bench.read(|read| grant::find(read, DOC)).is_none());
    assert!(bench.read(|read| view::of_doc(read, DOC)).is_empty());
    assert!(bench.read(|read| conflict::of_doc(read, DOC)).is_empty());
    assert!(bench.read(|read| search::find(read, "okafor", 5)).is_empty());
    assert_eq!(bench.read(|read| outbox::of_doc(read, DOC)).len(), 1);
    assert_eq!(bench.read(quarantine::count), 1);
}

#[test]
fn the_tally_follows_every_way_a_document_comes_changes_and_goes() {
    let bench = Bench::new();
    let told = || bench.read(|read| Ok((document::count(read)?, document::behind(read)?)));
    let stale = |doc, stale| DocRow { stale, ..DocRow::new(doc, 2, Some(PATIENT)) };
    assert_eq!(told(), (0, 0));
    bench.write(|tx| document::put(tx, &stale(DOC, true)));
    bench.write(|tx| document::put(tx, &stale(OTHER, false)));
    assert_eq!(told(), (2, 1));
    bench.write(|tx| document::put(tx, &stale(OTHER, true)));
    assert_eq!(told(), (2, 2));
    bench.write(|tx| document::set_stale(tx, DOC, false));
    bench.write(|tx| document::set_stale(tx, DOC, false));
    assert_eq!(told(), (2, 1));
    bench.write(|tx| document::put(tx, &stale(OTHER, true)));
    assert_eq!(told(), (2, 1));
    bench.write(|tx| document::purge(tx, OTHER));
    bench.write(|tx| document::purge(tx, OTHER));
    assert_eq!(told(), (1, 0));
}
