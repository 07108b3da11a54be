//! Pages of the log and findings; whole databases are tampered with in `tests/it/audit.rs`.
use satchel_model::{
    audit::Event,
    id::{Hash, TenantId},
    time::Timestamp,
};
use satchel_server_store::{Position, audit::Indexed};

use super::{log::page, *};

const TENANT: TenantId = TenantId::from_bytes([9; 16]);

/// The places 0 to `n`, each with its leaf at position 10, 20, ...
fn places(n: u8) -> Vec<Indexed> {
    (0..n)
        .map(|i| {
            let id = AuditId::from_bytes([i; 16]);
            let mut event =
                Event::new(id, Timestamp::from_millis(i64::from(i)), TENANT, Kind::RecordRead);
            event.device = Some(DeviceId::from_bytes([3; 16]));
            event.device_ctr = Some(u64::from(i));
            let leaf = leaf::columns(&event, Position { tx: 0, id: 10 * (i64::from(i) + 1) });
            Indexed { idx: u64::from(i), id, hash: leaf.hash, leaf: Some(leaf) }
        })
        .collect()
}

/// Words and places of what a page of `rows` shows, and where it goes on.
fn shown(rows: &[Indexed], to: u64) -> (Vec<(&'static str, Option<u64>)>, u64) {
    let page = page(TENANT, (0, to), None, rows);
    (page.findings.listed.iter().map(|f| (f.what, f.index)).collect(), page.next)
}

#[test]
fn a_whole_page_shows_nothing_and_goes_on_behind_it() {
    let rows = places(5);
    assert_eq!(shown(&rows, 5), (vec![], 5));
    assert_eq!(shown(&rows, 3), (vec![], 3), "rows past the stretch are another's");
    let page = page(TENANT, (0, 5), None, &rows);
    assert_eq!((page.first, page.last.unwrap().id), (Some((0, Position { tx: 0, id: 10 })), 50));
}

#[test]
fn a_lost_place_is_named_by_its_number() {
    let mut rows = places(5);
    rows.remove(2);
    assert_eq!(shown(&rows, 5), (vec![("gap", Some(2))], 5));
    assert_eq!(shown(&places(3), 5), (vec![], 3), "the rest is the next page's");
    assert_eq!(shown(&[], 5), (vec![("gap", Some(0))], 5), "a page of nothing ends the walk");
}

#[test]
fn a_lost_leaf_and_a_changed_one_are_named() {
    let mut rows = places(4);
    rows[1].leaf = None;
    rows[2].hash = Hash::from_bytes([7; 32]);
    assert_eq!(shown(&rows, 4).0, [("leaf_missing", Some(1)), ("hash", Some(2))]);
    let found = page(TENANT, (0, 4), None, &rows).findings.listed;
    assert_eq!(found[0].leaf, Some(rows[1].id));
    assert_eq!((found[1].device_ctr, found[1].leaf), (Some(2), Some(rows[2].id)));
}

#[test]
fn a_column_that_says_other_than_its_leaf_is_found() {
    let edits: [fn(&mut satchel_server_store::audit::Leaf); 6] = [
        |l| l.user = Some(satchel_model::id::UserId::from_bytes([1; 16])),
        |l| l.device_ctr = None,
        |l| l.kind += 1,
        |l| l.at = Timestamp::from_millis(77),
        |l| l.doc = Some(DocId::from_bytes([8; 16])),
        |l| l.tenant = TenantId::from_bytes([8; 16]),
    ];
    for edit in edits {
        let mut rows = places(3);
        edit(rows[1].leaf.as_mut().unwrap());
        assert_eq!(shown(&rows, 3).0, [("columns", Some(1))]);
    }
    let mut rows = places(3);
    rows[1].leaf.as_mut().unwrap().doc = Some(DocId::from_bytes([3; 16]));
    assert_eq!(shown(&rows, 3).0, [], "a device's own audit document");
}

#[test]
fn leaves_in_another_order_than_their_places_are_found() {
    let mut rows = places(4);
    rows[2].leaf.as_mut().unwrap().pos.id = 15;
    assert_eq!(shown(&rows, 4).0, [("order", Some(2))]);
    let rows = places(2);
    let late = page(TENANT, (0, 2), Some(Position { tx: 0, id: 10 }), &rows);
    assert_eq!(late.findings.listed[0].what, "order");
}

#[test]
fn bytes_that_hash_well_and_are_no_event_are_found() {
    let mut rows = places(1);
    let leaf = rows[0].leaf.as_mut().unwrap();
    leaf.leaf = vec![0xff];
    leaf.hash = satchel_model::audit::leaf_hash(&leaf.leaf);
    rows[0].hash = leaf.hash;
    assert_eq!(shown(&rows, 1).0, [("form", Some(0))]);
}

#[test]
fn many_findings_are_counted_and_the_first_ones_listed() {
    let mut all = Findings::default();
    for n in 0..30 {
        let mut one = Findings::default();
        one.push(Finding::at("gap", n));
        all.extend(one);
    }
    assert_eq!((all.count, all.listed.len()), (30, LISTED));
    assert_eq!(all.listed[0].index, Some(0));
}
