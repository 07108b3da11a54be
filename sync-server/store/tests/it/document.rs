//! Documents, their logs, snapshots, cards and the feed.
use crate::harness::{at, bytes, device_id, doc, group, hash, on_both, settle, tenant, user};
use satchel_model::{
    document::DocType,
    id::{ActorId, DekId, DocId, Fingerprint, Hash, PatientId, Signature},
    policy::{self, Action, Actor, Permit, Resource, State},
    role::Role,
};
use satchel_protocol::{
    env::{ItemClass, ItemKind},
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    Position, Store, StoreError, Tx,
    actor::{self, Actor as DocActor},
    change::{self, ActorFacts, Change, Known, Span},
    document::{self, Advance, Document, FeedGroup, FeedQuery},
    grant, position,
    snapshot::{self, Snapshot},
};

on_both!(
    a_document_is_added_found_and_moved_on,
    a_permit_of_another_document_is_refused,
    a_log_keeps_its_items_in_order,
    a_log_refuses_every_kind_of_duplicate,
    nulls_never_collide,
    a_stretch_is_cut_at_the_first_number_not_seen,
    actors_move_on,
    the_newest_snapshot_replaces_older_ones,
    documents_without_a_fresh_snapshot_are_named,
    a_card_comes_with_its_document_only,
    the_feed_brings_each_document_once,
    the_feed_brings_everything_of_a_group_joined_since,
    the_newest_position_counts_documents_and_events,
);

fn permit<A: Action>(action: A, id: DocId) -> Permit<A> {
    let server = Actor::new(user(9), Role::System, tenant(), at(0));
    let resource = Resource {
        tenant: tenant(),
        doc: id,
        kind: DocType::Chart,
        patient: None,
        state: State::Live,
        grant: None,
        denied: false,
    };
    policy::decide(&server, action, resource).unwrap()
}

async fn next(tx: &mut Tx) -> Position {
    position::take(tx, 1).await.unwrap()[0]
}

fn blank(n: u8, pos: Position) -> Document {
    Document {
        doc: doc(n),
        tenant: tenant(),
        kind: DocType::Chart,
        patient: Some(PatientId::from_bytes(bytes(200))),
        owner: None,
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        hold: false,
        head_seq: 0,
        heads: vec![hash(1)],
        env_root: Hash::ZERO,
        fp: Fingerprint::from_bytes([n; 16]),
        bytes_log: 0,
        bytes_full: 0,
        dek: DekId::from_bytes([n; 16]),
        last: pos,
        created_at: at(0),
    }
}

async fn add(tx: &mut Tx, n: u8) -> Document {
    let document = blank(n, next(tx).await);
    let may = permit(policy::Create, document.doc);
    document::insert(tx, &may, &document).await.unwrap();
    document
}

async fn advance(
    tx: &mut Tx,
    permit: &Permit<policy::Write>,
    document: &Document,
    card: Option<&[u8]>,
) -> Result<(), StoreError> {
    document::advance(tx, &[Advance { permit, from_seq: 0, document, card }]).await
}

fn item(n: u8, seq: u64, pos: Position) -> Change {
    let b = u8::try_from(seq).unwrap();
    Change {
        doc: doc(n),
        epoch: 0,
        seq,
        kind: ItemKind::Change,
        class: ItemClass::Device,
        hash: hash(b),
        deps: vec![hash(b - 1)],
        actor: Some(ActorFacts {
            actor: ActorId::from_bytes([3; 16]),
            seq,
            start_op: seq * 2,
            max_op: seq * 2 + 1,
        }),
        device: device_id(1),
        device_ctr: Some(seq),
        env: vec![1, b],
        sig: Signature::from_bytes([4; 64]),
        body: vec![5, b],
        raw_len: 10,
        received_at: at(1),
        beacon_at: at(0),
        claimed_at: at(2),
        flags: 1,
        pos,
    }
}

async fn a_document_is_added_found_and_moved_on(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let (one, two) = (add(&mut tx, 1).await, add(&mut tx, 2).await);
    assert_eq!(document::find(&mut tx, doc(1)).await.unwrap(), Some(one.clone()));
    assert_eq!(document::find(&mut tx, doc(9)).await.unwrap(), None);
    let both = document::list(&mut tx, &[doc(2), doc(1), doc(9)]).await.unwrap();
    assert_eq!(both, vec![one.clone(), two.clone()]);
    assert_eq!(document::lock(&mut tx, &[doc(2), doc(1)]).await.unwrap(), both);
    assert!(document::list(&mut tx, &[]).await.unwrap().is_empty());
    assert_eq!(document::page(&mut tx, tenant(), None, 9).await.unwrap(), both);
    assert_eq!(document::page(&mut tx, tenant(), Some(doc(1)), 1).await.unwrap(), both[1..]);
    let patient = PatientId::from_bytes(bytes(200));
    assert_eq!(document::of_patient(&mut tx, patient).await.unwrap(), both);

    let moved = Document {
        state: DocState::Final,
        head_seq: 3,
        heads: vec![hash(1), hash(2)],
        env_root: hash(7),
        fp: Fingerprint::from_bytes([8; 16]),
        bytes_log: 30,
        last: next(&mut tx).await,
        ..one.clone()
    };
    let may = permit(policy::Write, doc(1));
    advance(&mut tx, &may, &moved, Some(&[4])).await.unwrap();
    assert_eq!(document::find(&mut tx, doc(1)).await.unwrap(), Some(moved.clone()));
    document::advance(&mut tx, &[]).await.unwrap();
    let late = advance(&mut tx, &may, &moved, None).await;
    assert!(matches!(late, Err(StoreError::Rows { .. })), "somebody appended in between");
    document::set_bytes_full(&mut tx, doc(1), 99).await.unwrap();
    assert!(document::set_bytes_full(&mut tx, doc(9), 99).await.is_err());
    document::freeze(&mut tx, doc(2)).await.unwrap();
    assert!(document::freeze(&mut tx, doc(9)).await.is_err());
    let frozen = document::find(&mut tx, doc(2)).await.unwrap().unwrap();
    assert_eq!(frozen.state, DocState::Frozen);
    assert_eq!(document::count(&mut tx, tenant()).await.unwrap(), (2, 30));
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let again = document::insert(&mut tx, &permit(policy::Create, doc(1)), &one).await;
    assert!(again.unwrap_err().is_duplicate());
}

async fn a_permit_of_another_document_is_refused(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = add(&mut tx, 1).await;
    let (write, read) = (permit(policy::Write, doc(2)), permit(policy::Read, doc(2)));
    let wrong = |r: Result<(), StoreError>| matches!(r, Err(StoreError::Permit(d)) if d == doc(1));
    assert!(wrong(document::insert(&mut tx, &permit(policy::Create, doc(2)), &one).await));
    assert!(wrong(advance(&mut tx, &write, &one, None).await));
    let pos = next(&mut tx).await;
    assert!(wrong(change::append(&mut tx, &[(&write, item(1, 1, pos))]).await));
    let span = Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: 1 };
    assert!(wrong(change::list(&mut tx, &read, &span).await.map(drop)));
}

async fn a_log_keeps_its_items_in_order(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = position::take(&mut tx, 3).await.unwrap();
    let may = permit(policy::Write, doc(1));
    let items: Vec<Change> = (1_u64..=3).zip(&pos).map(|(seq, pos)| item(1, seq, *pos)).collect();
    let entry = Change {
        kind: ItemKind::Entry,
        class: ItemClass::Server,
        actor: None,
        device_ctr: None,
        deps: vec![],
        ..items[2].clone()
    };
    let rows = [(&may, items[0].clone()), (&may, items[1].clone()), (&may, entry.clone())];
    change::append(&mut tx, &rows).await.unwrap();
    change::append(&mut tx, &[]).await.unwrap();
    let read = permit(policy::Read, doc(1));
    let span = Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: 9 };
    let all = change::list(&mut tx, &read, &span).await.unwrap();
    assert_eq!(all, vec![items[0].clone(), items[1].clone(), entry]);
    let some = Span { from_seq: 2, to_seq: 2, ..span };
    assert_eq!(change::list(&mut tx, &read, &some).await.unwrap(), items[1..2]);
    assert_eq!(change::measure(&mut tx, &span).await.unwrap(), (3, 30));
    let other_epoch = Span { epoch: 1, ..span };
    assert_eq!(change::measure(&mut tx, &other_epoch).await.unwrap(), (0, 0));
    let asked = [(doc(1), hash(2)), (doc(2), hash(2)), (doc(1), hash(9))];
    let known = change::known(&mut tx, &asked).await.unwrap();
    assert_eq!(known, [Known { doc: doc(1), hash: hash(2), seq: 2, pos: pos[1] }]);
    assert!(change::known(&mut tx, &[]).await.unwrap().is_empty());
    let proofs = change::proofs(&mut tx, device_id(1), 2, 9).await.unwrap();
    assert_eq!(proofs.len(), 1);
    assert_eq!((proofs[0].seq, proofs[0].hash, &proofs[0].env), (2, Some(hash(2)), &vec![1, 2]));
}

async fn a_log_refuses_every_kind_of_duplicate(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = next(&mut tx).await;
    let may = permit(policy::Write, doc(1));
    change::append(&mut tx, &[(&may, item(1, 1, pos))]).await.unwrap();
    tx.commit().await.unwrap();
    let fresh = item(1, 2, pos);
    let facts = fresh.actor.unwrap();
    for twin in [
        Change { seq: 1, ..fresh.clone() },
        Change { hash: hash(1), ..fresh.clone() },
        Change { actor: Some(ActorFacts { seq: 1, ..facts }), ..fresh.clone() },
        Change { device_ctr: Some(1), ..fresh.clone() },
    ] {
        let mut tx = store.begin().await.unwrap();
        let refused = change::append(&mut tx, &[(&may, twin)]).await;
        assert!(refused.unwrap_err().is_duplicate());
    }
    let mut tx = store.begin().await.unwrap();
    change::append(&mut tx, &[(&may, fresh)]).await.unwrap();
}

async fn nulls_never_collide(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = position::take(&mut tx, 2).await.unwrap();
    let may = permit(policy::Write, doc(1));
    let server = |seq, pos| Change { actor: None, device_ctr: None, ..item(1, seq, pos) };
    let rows = [(&may, server(1, pos[0])), (&may, server(2, pos[1]))];
    change::append(&mut tx, &rows).await.unwrap();
}

async fn a_stretch_is_cut_at_the_first_number_not_seen(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let may = permit(policy::Write, doc(1));
    let p = |tx, id| Position { tx, id };
    // Number 2 was written by a transaction that began after the one of number 3.
    let rows =
        [(&may, item(1, 1, p(5, 1))), (&may, item(1, 2, p(8, 2))), (&may, item(1, 3, p(6, 3)))];
    change::append(&mut tx, &rows).await.unwrap();
    let mut unseen = async |pos| change::unseen(&mut tx, doc(1), 0, pos).await.unwrap();
    assert_eq!(unseen(Position::ZERO).await, Some(1));
    assert_eq!(unseen(p(5, 1)).await, Some(2));
    assert_eq!(unseen(p(7, 0)).await, Some(2), "3 is seen, and yet 2 comes first");
    assert_eq!(unseen(p(8, 2)).await, None);
}

async fn actors_move_on(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = DocActor {
        doc: doc(1),
        epoch: 0,
        actor: ActorId::from_bytes([1; 16]),
        device: device_id(1),
        actor_epoch: 0,
        last_seq: 1,
    };
    let two = DocActor { actor: ActorId::from_bytes([2; 16]), actor_epoch: 1, ..one };
    actor::put(&mut tx, &[two, one]).await.unwrap();
    actor::put(&mut tx, &[]).await.unwrap();
    let moved = DocActor { last_seq: 7, ..one };
    actor::put(&mut tx, &[moved]).await.unwrap();
    assert_eq!(actor::list(&mut tx, doc(1), 0).await.unwrap(), vec![moved, two]);
    assert!(actor::list(&mut tx, doc(1), 1).await.unwrap().is_empty());
}

fn saved(n: u8, upto_seq: u64) -> Snapshot {
    Snapshot { doc: doc(n), epoch: 0, upto_seq, body: vec![n], raw_len: 5, sha256: hash(n) }
}

async fn the_newest_snapshot_replaces_older_ones(store: Store) {
    let mut tx = store.begin().await.unwrap();
    snapshot::put(&mut tx, &[saved(1, 3), saved(2, 4)], at(0)).await.unwrap();
    snapshot::put(&mut tx, &[saved(1, 8), saved(1, 8)], at(1)).await.unwrap();
    let may =
        [permit(policy::Read, doc(1)), permit(policy::Read, doc(2)), permit(policy::Read, doc(3))];
    assert_eq!(snapshot::list(&mut tx, &may).await.unwrap(), vec![saved(1, 8), saved(2, 4)]);
    assert!(snapshot::list(&mut tx, &[]).await.unwrap().is_empty());
    assert_eq!(snapshot::remove(&mut tx, doc(1)).await.unwrap(), 1);
    assert_eq!(snapshot::remove(&mut tx, doc(1)).await.unwrap(), 0);
    assert_eq!(snapshot::list(&mut tx, &may[..1]).await.unwrap(), vec![]);
}

async fn documents_without_a_fresh_snapshot_are_named(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=3 {
        let document = add(&mut tx, n).await;
        let grown = Document { head_seq: 10, ..document };
        advance(&mut tx, &permit(policy::Write, doc(n)), &grown, None).await.unwrap();
    }
    add(&mut tx, 4).await;
    snapshot::put(&mut tx, &[saved(1, 3), saved(2, 5)], at(0)).await.unwrap();
    assert_eq!(snapshot::stale(&mut tx, 6, None, 9).await.unwrap(), [doc(1), doc(3)]);
    assert_eq!(snapshot::stale(&mut tx, 6, Some(doc(1)), 9).await.unwrap(), [doc(3)]);
    assert_eq!(snapshot::stale(&mut tx, 6, None, 1).await.unwrap(), [doc(1)]);
}

async fn a_card_comes_with_its_document_only(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    add(&mut tx, 2).await;
    let write = permit(policy::Write, doc(1));
    let one = document::find(&mut tx, doc(1)).await.unwrap().unwrap();
    advance(&mut tx, &write, &one, Some(&[9])).await.unwrap();
    advance(&mut tx, &write, &one, None).await.unwrap();
    let may = [permit(policy::Read, doc(1)), permit(policy::Read, doc(2))];
    assert_eq!(document::cards(&mut tx, &may).await.unwrap(), vec![(doc(1), vec![9])]);
    assert!(document::cards(&mut tx, &may[1..]).await.unwrap().is_empty());
    assert!(document::cards(&mut tx, &[]).await.unwrap().is_empty());
}

/// Documents 1 to 3 in group 1, document 2 also in group 2; document 3 moved last.
async fn shared(tx: &mut Tx) -> Position {
    for n in 1..=3 {
        let document = add(tx, n).await;
        let both = [(group(1), document.last), (group(2), next(tx).await)];
        let groups = if n == 2 { &both[..] } else { &both[..1] };
        grant::add_document(tx, doc(n), groups, GrantReason::Team, at(0)).await.unwrap_or_else(
            |e| {
                panic!("{e}");
            },
        );
    }
    let before = next(tx).await;
    let three = document::find(tx, doc(3)).await.unwrap().unwrap();
    let moved = Document { last: next(tx).await, ..three };
    advance(tx, &permit(policy::Write, doc(3)), &moved, None).await.unwrap();
    before
}

async fn the_feed_brings_each_document_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let before = shared(&mut tx).await;
    let cold = [1, 2].map(|n| FeedGroup { group: group(n), from: Position::ZERO });
    let query =
        FeedQuery { groups: &cold, types: &[DocType::Chart], after: None, only: &[], limit: 9 };
    let docs =
        |rows: Vec<document::FeedRow>| rows.iter().map(|r| r.document.doc).collect::<Vec<_>>();
    let rows = document::feed(&mut tx, &query).await.unwrap();
    assert_eq!(docs(rows), [doc(1), doc(2), doc(3)]);
    let tail = FeedQuery { after: Some(doc(1)), ..query.clone() };
    assert_eq!(docs(document::feed(&mut tx, &tail).await.unwrap()), [doc(2), doc(3)]);
    let one = FeedQuery { only: &[doc(3), doc(8)], ..query.clone() };
    assert_eq!(docs(document::feed(&mut tx, &one).await.unwrap()), [doc(3)]);
    let limited = FeedQuery { limit: 1, ..query.clone() };
    assert_eq!(docs(document::feed(&mut tx, &limited).await.unwrap()), [doc(1)]);
    let types = FeedQuery { types: &[DocType::Admin], ..query.clone() };
    assert!(document::feed(&mut tx, &types).await.unwrap().is_empty());
    assert!(
        document::feed(&mut tx, &FeedQuery { groups: &[], ..query.clone() })
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        document::feed(&mut tx, &FeedQuery { types: &[], ..query.clone() })
            .await
            .unwrap()
            .is_empty()
    );

    let warm = [1, 2].map(|n| FeedGroup { group: group(n), from: before });
    let query = FeedQuery { groups: &warm, ..query };
    assert_eq!(docs(document::feed(&mut tx, &query).await.unwrap()), [doc(3)]);
    assert_eq!(document::of_group(&mut tx, group(1), None, 2).await.unwrap(), [doc(1), doc(2)]);
    assert_eq!(document::of_group(&mut tx, group(1), Some(doc(2)), 2).await.unwrap(), [doc(3)]);
}

async fn the_feed_brings_everything_of_a_group_joined_since(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let before = shared(&mut tx).await;
    let groups = [
        FeedGroup { group: group(1), from: before },
        FeedGroup { group: group(2), from: Position::ZERO },
    ];
    let query =
        FeedQuery { groups: &groups, types: &[DocType::Chart], after: None, only: &[], limit: 9 };
    let rows = document::feed(&mut tx, &query).await.unwrap();
    let got: Vec<_> = rows.iter().map(|r| (r.document.doc, r.group)).collect();
    assert_eq!(got, [(doc(2), group(2)), (doc(3), group(1))]);
}

async fn the_newest_position_counts_documents_and_events(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(document::newest(&mut tx).await.unwrap(), Position::ZERO);
    let one = add(&mut tx, 1).await;
    tx.commit().await.unwrap();
    settle(&store).await;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(document::newest(&mut tx).await.unwrap(), one.last);
    let pos = next(&mut tx).await;
    grant::add_document(&mut tx, doc(1), &[(group(1), pos)], GrantReason::Team, at(0))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    settle(&store).await;
    let mut tx = store.read().await.unwrap();
    assert_eq!(document::newest(&mut tx).await.unwrap(), pos);
}
