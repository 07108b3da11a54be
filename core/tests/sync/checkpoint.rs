//! Checkpoints against a real store: joined whole or asked for anew, never half.
use super::kit::{Device, TENANT, chart_of, goal, patient, tenant_key};
use satchel_core::sync::{
    Replica as _,
    replica::{Applied, News},
};
use satchel_model::{
    actor,
    crdt::{Doc, NewChange},
    document::{self, DocType, write::Plan},
    hash,
    id::{DeviceId, DocId, Hash, Nonce, PublicKey, Signature, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    env::ItemKind,
    sync::{
        Author, Checkpoint, DocMode, DocState, Document, Done, Grant, GrantReason, Item, ItemMeta,
        Part, Position, Revoke, RevokeHow, Want,
    },
};
use satchel_vault::{beacon, secret::Key32};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// Changes of somebody else on chart 1, as the server would have accepted them.
struct Other {
    doc: Doc,
    made: Vec<NewChange>,
}

impl Other {
    fn new() -> Self {
        Self { doc: document::genesis(DocType::Chart, chart_of(1), 0), made: Vec::new() }
    }

    fn goal(&mut self, device: &Device) {
        let write = goal(1, device.item(NOW), "theirs");
        let plan = Plan { at: NOW, by: UserId::from_bytes([50; 16]) };
        let document::write::Planned::Puts(puts) = write.plan(&self.doc, 0, &plan).unwrap() else {
            panic!("a goal is puts");
        };
        let actor = actor::derive(&PublicKey::from_bytes([5; 32]), chart_of(1), 0, 0);
        let nonce = Nonce::new(&*device.entropy);
        self.made.push(self.doc.edit(actor, nonce, &puts).unwrap());
    }

    /// The log from `from` on, the `n`-th change being item `n`.
    fn log(&self, from: usize) -> Document {
        let items = self.made.iter().enumerate().skip(from - 1);
        Document {
            mode: DocMode::Log,
            from_seq: from as u64,
            items: items.map(|(i, made)| item(i as u64 + 1, made)).collect(),
            ..self.news()
        }
    }

    fn full(&self) -> Document {
        Document { mode: DocMode::Full, bytes: self.doc.save().into(), ..self.news() }
    }

    fn news(&self) -> Document {
        let to_seq = self.made.len() as u64;
        Document {
            doc: chart_of(1),
            doc_type: DocType::Chart.code(),
            patient: Some(patient(1)),
            epoch: 0,
            schema: 1,
            state: DocState::Live,
            mode: DocMode::Log,
            from_seq: 1,
            to_seq,
            fp: hash::fingerprint(chart_of(1), 0, to_seq, &self.doc.heads()),
            env_root: Hash::from_bytes([3; 32]),
            authors: vec![Author {
                actor: None,
                device: DeviceId::from_bytes([5; 16]),
                user: UserId::from_bytes([50; 16]),
                role: 5,
            }],
            card: None,
            part: None,
            bytes: Vec::new().into(),
            items: Vec::new(),
            notes: Vec::new(),
        }
    }
}

fn item(seq: u64, made: &NewChange) -> Item {
    Item {
        seq,
        kind: ItemKind::Change,
        own: false,
        hash: made.header.hash,
        body: made.bytes.clone().into(),
        meta: ItemMeta { author: 0, received_at: NOW, beacon_at: None, t_claim: NOW, flags: 0 },
        rebased_from: None,
    }
}

fn checkpoint(token: u8) -> Checkpoint {
    let made = beacon::issue(NOW, TENANT, &Key32::from_bytes([8; 32]), &tenant_key());
    Checkpoint {
        token: vec![token].into(),
        done: Done::default(),
        more: false,
        digest: None,
        beacon: satchel_protocol::sync::Beacon { id: made.id, time: made.time, sig: made.sig },
        position: Position::default(),
        elsewhere: None,
        sig: Signature::from_bytes([0; 64]),
    }
}

fn take(device: &Device, news: Vec<News>, token: u8) -> Applied {
    device.engine.replica().apply_checkpoint(news, &checkpoint(token), NOW).unwrap()
}

fn of(document: Document) -> News {
    News::Document(Box::new(document))
}

fn token(device: &Device) -> Option<Vec<u8>> {
    device.engine.replica().facts().unwrap().token
}

const AGAIN: Want = Want { doc: chart_id(), epoch: 0, have_seq: 0 };

const fn chart_id() -> DocId {
    DocId::from_bytes([0x41; 16])
}

#[test]
fn a_log_joins_and_the_token_moves_with_it() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    other.goal(&device);
    let applied = take(&device, vec![of(other.log(1))], 7);
    assert_eq!(applied.docs.into_iter().collect::<Vec<_>>(), [chart_of(1)]);
    assert!(applied.repair.is_empty());
    assert_eq!(token(&device), Some(vec![7]));
    let row = device.row(chart_of(1)).unwrap();
    assert_eq!((row.base_seq, row.stale, row.patient), (2, true, Some(patient(1))));
    assert_eq!(device.base(chart_of(1)).heads(), other.doc.heads());
    assert!(row.fp.is_some(), "so the base was compared with it");
}

#[test]
fn a_log_that_leads_to_another_state_than_told_is_asked_for_anew() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    let mut news = other.log(1);
    news.fp = satchel_model::id::Fingerprint::from_bytes([1; 16]);
    assert_eq!(take(&device, vec![of(news)], 1).repair, [AGAIN]);
    // The whole document cures it.
    assert!(take(&device, vec![of(other.full())], 2).repair.is_empty());
    assert_eq!(device.base(chart_of(1)).heads(), other.doc.heads());
}

#[test]
fn a_full_that_is_another_state_than_told_does_not_load_and_is_named() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    let mut news = other.full();
    news.fp = satchel_model::id::Fingerprint::from_bytes([1; 16]);
    take(&device, vec![of(news)], 1);
    let row = device.row(chart_of(1)).unwrap();
    let loaded = device.store.read(|read| satchel_core::store::load::base(read, &row));
    assert!(matches!(loaded, Err(satchel_core::store::StoreError::Document(_))));
    // The views find it so and mark it; from then on it is asked for.
    let unreadable = satchel_core::store::document::DocState::Unreadable;
    device
        .store
        .write(|tx| satchel_core::store::document::set_state(tx, chart_of(1), unreadable))
        .unwrap();
    assert_eq!(device.engine.replica().facts().unwrap().unreadable, [AGAIN]);
}

#[test]
fn a_log_that_comes_twice_or_overlaps_changes_nothing() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    take(&device, vec![of(other.log(1))], 1);
    other.goal(&device);
    let applied = take(&device, vec![of(other.log(1)), of(other.log(1))], 2);
    assert!(applied.repair.is_empty());
    assert_eq!(device.base(chart_of(1)).heads(), other.doc.heads());
}

#[test]
fn a_gap_is_asked_for_anew_and_leaves_the_document_as_it_is() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    take(&device, vec![of(other.log(1))], 1);
    let held = device.base(chart_of(1)).heads();
    other.goal(&device);
    other.goal(&device);
    let applied = take(&device, vec![of(other.log(3))], 2);
    assert_eq!(applied.repair, [AGAIN]);
    assert!(applied.docs.is_empty());
    assert_eq!(device.base(chart_of(1)).heads(), held);
    // Other news of the same stretch is kept, so the token moves.
    assert_eq!(token(&device), Some(vec![2]));
}

#[test]
fn an_item_that_is_not_what_its_hash_says_is_not_taken() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    other.goal(&device);
    let bends: [fn(&mut Document); 4] = [
        |d| d.items[1].hash = Hash::ZERO,
        |d| d.items[1].body[20] ^= 1,
        |d| d.items[1].meta.author = 9,
        |d| d.items.swap(0, 1),
    ];
    for bend in bends {
        let mut news = other.log(1);
        bend(&mut news);
        assert_eq!(take(&device, vec![of(news)], 1).repair, [AGAIN]);
        assert!(device.row(chart_of(1)).is_none());
    }
}

#[test]
fn a_change_without_its_parent_is_not_taken() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    other.goal(&device);
    let mut news = other.log(1);
    news.items.remove(0);
    assert_eq!(take(&device, vec![of(news)], 1).repair, [AGAIN]);
}

#[test]
fn a_full_replaces_what_was_held_and_a_log_goes_on_from_it() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    take(&device, vec![of(other.log(1))], 1);
    other.goal(&device);
    assert!(take(&device, vec![of(other.full())], 2).repair.is_empty());
    assert_eq!(device.row(chart_of(1)).unwrap().base_seq, 2);
    other.goal(&device);
    assert!(take(&device, vec![of(other.log(3))], 3).repair.is_empty());
    assert_eq!(device.base(chart_of(1)).heads(), other.doc.heads());
}

#[test]
fn a_full_in_parts_is_joined_and_one_without_all_parts_is_asked_for_anew() {
    let mut other = Other::new();
    let device = Device::new(1);
    for _ in 0..3 {
        other.goal(&device);
    }
    let whole = other.full();
    let third = whole.bytes.len() / 3;
    let parts: Vec<News> = (0..3_usize)
        .map(|i| {
            let end = if i == 2 { whole.bytes.len() } else { (i + 1) * third };
            let bytes = whole.bytes[i * third..end].to_vec().into();
            let part = Some(Part { i: u16::try_from(i).unwrap(), n: 3 });
            of(Document { bytes, part, ..whole.clone() })
        })
        .collect();
    let lacking = vec![of(Document { part: Some(Part { i: 0, n: 3 }), ..whole.clone() })];
    assert_eq!(take(&device, lacking, 1).repair, [AGAIN]);
    assert!(device.row(chart_of(1)).is_none());
    assert!(take(&device, parts, 2).repair.is_empty());
    assert_eq!(device.base(chart_of(1)).heads(), other.doc.heads());
}

#[test]
fn own_items_come_by_name_and_leave_pending() {
    let device = Device::new(1);
    device.write(&goal(1, device.item(NOW), "mine"), NOW).unwrap();
    let own = device.pending().into_iter().find(|i| i.kind == ItemKind::Change).unwrap();
    let verdicts: Vec<_> = device
        .pending()
        .iter()
        .map(|i| satchel_protocol::sync::Verdict {
            ctr: i.ctr,
            hash: i.hash,
            kind: satchel_protocol::sync::VerdictKind::Ok {
                seq: 1,
                pos: Position::default(),
                result: None,
            },
        })
        .collect();
    device.engine.replica().apply_verdicts(&verdicts, NOW).unwrap();
    let mut news = Other::new().news();
    news.to_seq = 1;
    news.fp = {
        let mut doc = Other::new().doc;
        let body = own.body.clone();
        let own = satchel_model::crdt::Guarded::new(body, &satchel_model::crdt::Limits::DEVICE);
        doc.apply(&[own.unwrap()]).unwrap();
        hash::fingerprint(chart_of(1), 0, 1, &doc.heads())
    };
    news.items = vec![Item {
        own: true,
        body: Vec::new().into(),
        hash: own.hash,
        ..item(1, &NewChange { bytes: Vec::new(), header: header_of(&own.body) })
    }];
    assert!(take(&device, vec![of(news.clone())], 1).repair.is_empty());
    assert!(device.pending().is_empty());
    assert!(device.base(chart_of(1)).knows(&own.hash));
    // On a device that lost its store, the same news cannot be joined.
    let other = Device::new(2);
    assert_eq!(take(&other, vec![of(news)], 1).repair, [AGAIN]);
}

fn header_of(body: &[u8]) -> satchel_model::crdt::Header {
    satchel_model::crdt::guard::check(body, &satchel_model::crdt::Limits::DEVICE).unwrap()
}

const DAY: i64 = 86_400_000;

fn right(until: Option<Timestamp>) -> News {
    News::Grant(Grant {
        doc: chart_of(1),
        epoch: 0,
        role: 4,
        until,
        reason: GrantReason::Team,
        grant: None,
    })
}

const PURGE: News = News::Revoke(Revoke { doc: chart_of(1), how: RevokeHow::Purge });

/// The receipts that wait to be sent: the documents each of them names.
fn receipts(device: &Device) -> Vec<Vec<DocId>> {
    let own = DocId::from_bytes(*device.id.as_bytes());
    let entry = |item: &satchel_core::store::pending::PendingItem| {
        let (_, leaf) = satchel_protocol::env::unwrap(&item.body).unwrap();
        let event = satchel_model::audit::Event::from_leaf(leaf).unwrap();
        assert_eq!(event.kind, satchel_model::audit::Kind::RecordPurged);
        event.docs
    };
    device.pending().iter().filter(|i| i.doc == own).map(entry).collect()
}

fn accept(device: &Device, ctr: u64, kind: satchel_protocol::sync::VerdictKind) -> Applied {
    let hash = device.pending().iter().find(|i| i.ctr == ctr).unwrap().hash;
    let verdict = satchel_protocol::sync::Verdict { ctr, hash, kind };
    device.engine.replica().apply_verdicts(&[verdict], NOW).unwrap()
}

#[test]
fn what_is_unsent_goes_before_the_document_does() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    take(&device, vec![right(Some(NOW.plus_millis(DAY))), of(other.log(1))], 1);
    let row = device.row(chart_of(1)).unwrap();
    assert_eq!((row.role, row.until), (Some(4), Some(NOW.plus_millis(DAY))));
    device.write(&goal(1, device.item(NOW), "unsent"), NOW).unwrap();
    let ctr = device.pending()[0].ctr;
    take(&device, vec![PURGE], 2);
    let row = device.row(chart_of(1)).unwrap();
    assert_eq!(row.state, satchel_core::store::document::DocState::ReadOnly);
    assert_eq!((device.pending().len(), receipts(&device).len()), (1, 0));
    // Sent and accepted: now all of it goes, with one receipt.
    let pos = Position { tx: 0, id: 9 };
    let ok = satchel_protocol::sync::VerdictKind::Ok { seq: 2, pos, result: None };
    let applied = accept(&device, ctr, ok);
    assert!(applied.docs.contains(&chart_of(1)));
    assert!(device.row(chart_of(1)).is_none());
    assert_eq!(receipts(&device), [vec![chart_of(1)]]);
    assert_eq!(device.pending().len(), 1, "nothing but the receipt waits");
}

#[test]
fn what_is_refused_at_the_end_of_a_right_stays_with_its_author() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    take(&device, vec![right(None), of(other.log(1))], 1);
    device.write(&goal(1, device.item(NOW), "unsent"), NOW).unwrap();
    let ctr = device.pending()[0].ctr;
    take(&device, vec![PURGE], 2);
    let code = satchel_protocol::problem::ErrorCode::ForbiddenDoc.number();
    let kind = satchel_protocol::sync::VerdictKind::Reject { code, detail: None, in_review: true };
    accept(&device, ctr, kind);
    assert!(device.row(chart_of(1)).is_none());
    assert_eq!(device.quarantine().len(), 1);
    assert_eq!(receipts(&device), [vec![chart_of(1)]]);
}

#[test]
fn a_right_given_anew_keeps_the_document() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    take(&device, vec![right(None), of(other.log(1))], 1);
    take(&device, vec![PURGE, right(None), of(other.full())], 2);
    let row = device.row(chart_of(1)).unwrap();
    assert_eq!(row.state, satchel_core::store::document::DocState::Live);
    assert!(receipts(&device).is_empty());
}

#[test]
fn a_purge_of_what_is_not_held_has_its_receipt_too() {
    let device = Device::new(1);
    take(&device, vec![PURGE], 1);
    assert_eq!(receipts(&device), [vec![chart_of(1)]]);
    take(&device, vec![PURGE], 2);
    assert_eq!(receipts(&device).len(), 2, "told again, answered again");
}

#[test]
fn a_right_ends_by_itself_also_while_nobody_can_be_reached() {
    let (device, mut other) = (Device::new(1), Other::new());
    other.goal(&device);
    let end = NOW.plus_millis(DAY);
    take(&device, vec![right(Some(end)), of(other.log(1))], 1);
    let replica = device.engine.replica();
    replica.lost_contact(end.plus_millis(-1)).unwrap();
    assert!(device.row(chart_of(1)).is_some());
    replica.lost_contact(end).unwrap();
    assert!(device.row(chart_of(1)).is_none());
    assert_eq!(receipts(&device), [vec![chart_of(1)]]);
}

#[test]
fn a_read_only_copy_stays_so_until_a_new_grant() {
    let (device, mut other) = (Device::new(1), Other::new());
    let state = |d: &Device| d.row(chart_of(1)).unwrap().state;
    other.goal(&device);
    take(&device, vec![of(other.log(1))], 1);
    let revoke = Revoke { doc: chart_of(1), how: RevokeHow::ReadOnly };
    other.goal(&device);
    take(&device, vec![News::Revoke(revoke), of(other.log(2))], 2);
    assert_eq!(state(&device), satchel_core::store::document::DocState::ReadOnly);
    let grant = Grant {
        doc: chart_of(1),
        epoch: 0,
        role: 4,
        until: None,
        reason: GrantReason::Team,
        grant: None,
    };
    take(&device, vec![News::Grant(grant)], 3);
    assert_eq!(state(&device), satchel_core::store::document::DocState::Live);
}
