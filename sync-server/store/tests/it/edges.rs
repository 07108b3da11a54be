//! Values at their edges: smallest, largest, empty, every variant, and statements over their portion size.
use crate::{
    harness::{at, device_id, doc, group, hash, on_both, tenant, user},
    samples::{
        accepted, add, asked, chart, enrolled, invited, item, judged, late, next, permit, person,
        signed_in, todo,
    },
};
use satchel_model::{
    document::DocType,
    id::{DekId, ItemId, PatientId},
    policy,
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    env::{ItemClass, ItemKind},
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    Position, Store, actor, change, dek, device, document, grant, import, intent, invitation, job,
    position, review, session, setting, snapshot, user as users, verdict,
};

on_both!(
    every_role_of_a_person_and_a_device_is_kept,
    every_type_and_state_of_a_document_is_kept,
    every_kind_and_class_of_an_item_is_kept,
    every_reason_of_an_audience_is_kept,
    counters_are_kept_up_to_the_largest_of_the_database,
    times_before_and_after_everything_are_kept,
    empty_and_large_bodies_are_kept_byte_for_byte,
    text_of_any_alphabet_is_kept,
    more_items_than_a_statement_takes_are_appended,
    more_documents_than_a_statement_takes_move_on,
    a_request_for_many_ids_is_answered,
    optional_facts_are_kept_both_ways,
    the_newest_verdict_of_a_hash_sent_twice_is_found,
    an_older_snapshot_never_replaces_a_newer_one,
    a_group_of_each_patient_is_its_own,
);

async fn every_role_of_a_person_and_a_device_is_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=9 {
        let role = Role::from_code(n).unwrap();
        let one = person(n, role);
        users::insert(&mut tx, &one).await.unwrap();
        assert_eq!(users::find(&mut tx, user(n)).await.unwrap(), Some(one));
        assert_eq!(users::count(&mut tx, tenant(), role).await.unwrap(), 1);
        let laptop = device::Device { role, ..enrolled(n) };
        device::insert(&mut tx, &laptop).await.unwrap();
        assert_eq!(device::find(&mut tx, device_id(n)).await.unwrap(), Some(laptop));
        let code = invitation::Invitation { role, ..invited(n) };
        invitation::insert(&mut tx, &code).await.unwrap();
        assert_eq!(invitation::find_by_code(&mut tx, &hash(n)).await.unwrap(), Some(code));
    }
}

async fn every_type_and_state_of_a_document_is_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let states = [DocState::Live, DocState::Final, DocState::Frozen, DocState::Erased];
    let mut n = 0;
    for kind in 1..=10 {
        for state in states {
            n += 1;
            let one = document::Document {
                kind: DocType::from_code(kind).unwrap(),
                state,
                hold: n % 2 == 0,
                owner: (n % 3 == 0).then(|| user(n)),
                patient: (n % 5 == 0).then(|| PatientId::from_bytes([n; 16])),
                epoch: u32::from(n),
                schema: u16::from(n),
                ..chart(n, next(&mut tx).await)
            };
            document::insert(&mut tx, &permit(policy::Create, doc(n)), &one).await.unwrap();
            assert_eq!(document::find(&mut tx, doc(n)).await.unwrap(), Some(one));
        }
    }
    assert_eq!(document::count(&mut tx, tenant()).await.unwrap(), (40, 0));
}

async fn every_kind_and_class_of_an_item_is_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let (write, read) = (permit(policy::Write, doc(1)), permit(policy::Read, doc(1)));
    let mut want = Vec::new();
    for kind in [ItemKind::Change, ItemKind::Entry, ItemKind::Intent, ItemKind::Row] {
        for class in [ItemClass::Device, ItemClass::Session, ItemClass::Server] {
            let seq = u64::try_from(want.len()).unwrap() + 1;
            want.push(change::Change { kind, class, ..item(1, seq, next(&mut tx).await) });
        }
    }
    let rows: Vec<_> = want.iter().map(|c| (&write, c.clone())).collect();
    change::append(&mut tx, &rows).await.unwrap();
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 0, to_seq: u64::MAX };
    assert_eq!(change::list(&mut tx, &read, &all).await.unwrap(), want);
    assert_eq!(change::measure(&mut tx, &all).await.unwrap(), (12, 120));
}

async fn every_reason_of_an_audience_is_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let reasons =
        [GrantReason::Team, GrantReason::Proxy, GrantReason::Released, GrantReason::BreakGlass];
    for (reason, n) in reasons.into_iter().zip(1..) {
        let pos = next(&mut tx).await;
        grant::add_document(&mut tx, doc(n), &[(group(1), pos)], reason, at(0)).await.unwrap();
    }
    let end = next(&mut tx).await;
    let span = (Position::ZERO, end);
    let events = grant::events(&mut tx, user(1), &[group(1)], span, 9).await.unwrap();
    assert_eq!(events.iter().map(|e| e.reason).collect::<Vec<_>>(), reasons);
    assert!(events.iter().all(|e| e.user.is_none() && e.doc.is_some()));
}

async fn counters_are_kept_up_to_the_largest_of_the_database(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let largest = u64::try_from(i64::MAX).unwrap();
    for ctr in [0, 1, largest] {
        verdict::insert(&mut tx, &[judged(ctr, accepted())]).await.unwrap();
        intent::insert(&mut tx, &intent::Intent { cmd_kind: u16::MAX, ..asked(ctr) })
            .await
            .unwrap();
    }
    let ctrs: Vec<u64> = verdict::list(&mut tx, device_id(1), 0, 9)
        .await
        .unwrap()
        .iter()
        .map(|v| v.device_ctr)
        .collect();
    assert_eq!(ctrs, [0, 1, largest]);
    let kept = intent::list(&mut tx, device_id(1), largest, 9).await.unwrap();
    assert_eq!((kept.len(), kept[0].cmd_kind), (1, u16::MAX));
    let far = actor::Actor {
        doc: doc(1),
        epoch: u32::MAX,
        actor: item(1, 1, Position::ZERO).actor.unwrap().actor,
        device: device_id(1),
        actor_epoch: u32::MAX,
        last_seq: largest,
    };
    actor::put(&mut tx, &[far]).await.unwrap();
    assert_eq!(actor::list(&mut tx, doc(1), u32::MAX).await.unwrap(), [far]);
    let may = permit(policy::Write, doc(1));
    let pos = Position { tx: i64::MAX, id: i64::MAX };
    let last = change::Change { raw_len: u32::MAX, flags: u32::MAX, ..item(1, largest, pos) };
    change::append(&mut tx, &[(&may, last.clone())]).await.unwrap();
    let end = change::Span { doc: doc(1), epoch: 0, from_seq: largest, to_seq: u64::MAX };
    let read = permit(policy::Read, doc(1));
    assert_eq!(change::list(&mut tx, &read, &end).await.unwrap(), [last]);
}

async fn times_before_and_after_everything_are_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for (ms, n) in [i64::MIN, -1, 0, 1, i64::MAX].into_iter().zip(1..) {
        let time = Timestamp::from_millis(ms);
        let one = users::User { created_at: time, ..person(n, Role::It) };
        users::insert(&mut tx, &one).await.unwrap();
        assert_eq!(users::find(&mut tx, user(n)).await.unwrap(), Some(one));
        let late = review::Review { received_at: time, ..late(n) };
        review::insert(&mut tx, &late).await.unwrap();
    }
    let open = review::ReviewState::Open;
    let first = review::list(&mut tx, tenant(), open, None, 9).await.unwrap();
    let times: Vec<i64> = first.iter().map(|r| r.received_at.millis()).collect();
    assert_eq!(times, [i64::MIN, -1, 0, 1, i64::MAX]);
}

async fn empty_and_large_bodies_are_kept_byte_for_byte(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let (write, read) = (permit(policy::Write, doc(1)), permit(policy::Read, doc(1)));
    let all: Vec<u8> = (0..=255).collect();
    let large = all.repeat(8_192);
    for (body, seq) in [vec![], vec![0], all, large.clone()].into_iter().zip(1..) {
        let pos = next(&mut tx).await;
        let one = change::Change { body: body.clone(), env: body, ..item(1, seq, pos) };
        change::append(&mut tx, &[(&write, one.clone())]).await.unwrap();
        let span = change::Span { doc: doc(1), epoch: 0, from_seq: seq, to_seq: seq };
        assert!(change::list(&mut tx, &read, &span).await.unwrap() == [one], "{seq}");
    }
    let saved = snapshot::Snapshot {
        doc: doc(1),
        epoch: 0,
        upto_seq: 4,
        body: large,
        raw_len: 0,
        sha256: hash(1),
    };
    snapshot::put(&mut tx, std::slice::from_ref(&saved), at(0)).await.unwrap();
    assert!(snapshot::list(&mut tx, &[read]).await.unwrap() == [saved]);
    job::append(&mut tx, &job::Job { payload: vec![], ..todo(1, None) }, at(0)).await.unwrap();
    assert!(job::claim(&mut tx, at(9), at(20), 1).await.unwrap()[0].payload.is_empty());
}

async fn text_of_any_alphabet_is_kept(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for text in ["", " ", "a'b\"c;--", "Zoë 中文 العربية 🩺", "\u{202e}x", "%_\\", "a\nb\tc"]
    {
        setting::put(&mut tx, "t", text, at(0)).await.unwrap();
        assert_eq!(setting::find(&mut tx, "t").await.unwrap().as_deref(), Some(text));
        let one = import::Imported {
            source: text.into(),
            kind: text.into(),
            id: text.into(),
            hash: hash(1),
            doc: doc(1),
            item: None,
        };
        import::put(&mut tx, std::slice::from_ref(&one), at(0)).await.unwrap();
        assert_eq!(import::find(&mut tx, text, text, text).await.unwrap(), Some(one));
        assert_eq!(import::count(&mut tx, text).await.unwrap(), (1, 1));
    }
    assert_eq!(import::remove_document(&mut tx, doc(1)).await.unwrap(), 7);
}

async fn more_items_than_a_statement_takes_are_appended(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let (write, read) = (permit(policy::Write, doc(1)), permit(policy::Read, doc(1)));
    let mut from = 1;
    // One below the portion, the portion, one above it, more than two of them.
    for count in [255_u64, 256, 257, 600] {
        let places = position::take(&mut tx, usize::try_from(count).unwrap()).await.unwrap();
        let rows: Vec<_> =
            (from..).zip(places).map(|(seq, pos)| (&write, item(1, seq, pos))).collect();
        change::append(&mut tx, &rows).await.unwrap();
        let span = change::Span { doc: doc(1), epoch: 0, from_seq: from, to_seq: from + count - 1 };
        let got = change::list(&mut tx, &read, &span).await.unwrap();
        assert_eq!(got.len(), rows.len());
        assert!(got.iter().zip(&rows).all(|(a, (_, b))| a == b));
        from += count;
    }
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: from };
    assert_eq!(change::measure(&mut tx, &all).await.unwrap().0, 1_368);
}

async fn more_documents_than_a_statement_takes_move_on(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let mut documents = Vec::new();
    for n in 0..1_001_u32 {
        let mut id = [9; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        let id = satchel_model::id::DocId::from_bytes(id);
        let one = document::Document { doc: id, ..chart(1, Position { tx: 0, id: 1 }) };
        document::insert(&mut tx, &permit(policy::Create, id), &one).await.unwrap();
        documents.push(document::Document { head_seq: 1, bytes_log: 2, ..one });
    }
    let permits: Vec<_> = documents.iter().map(|d| permit(policy::Write, d.doc)).collect();
    let moves: Vec<_> = documents
        .iter()
        .zip(&permits)
        .map(|(document, permit)| document::Advance { permit, from_seq: 0, document, card: None })
        .collect();
    document::advance(&mut tx, &moves).await.unwrap();
    assert_eq!(document::count(&mut tx, tenant()).await.unwrap(), (1_001, 2_002));
    // One that moved before spoils the whole.
    let again = document::advance(&mut tx, &moves[..1]).await;
    assert!(again.is_err());
}

async fn a_request_for_many_ids_is_answered(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    add(&mut tx, 255).await;
    let ids: Vec<_> = (0..=255).map(doc).collect();
    let found = document::list(&mut tx, &ids).await.unwrap();
    assert_eq!(found.iter().map(|d| d.doc).collect::<Vec<_>>(), [doc(1), doc(255)]);
    let twice = document::list(&mut tx, &[doc(1), doc(1)]).await.unwrap();
    assert_eq!(twice.len(), 1, "asked for twice, answered once");
    assert!(grant::groups_of(&mut tx, &ids).await.unwrap().is_empty());
    let pairs: Vec<_> = (0..=255).map(|n| (doc(n), hash(n))).collect();
    assert!(change::known(&mut tx, &pairs).await.unwrap().is_empty());
    drop(tx);
    let mut tx = store.begin_keys().await.unwrap();
    let keys: Vec<_> = (0..=255).map(|n| DekId::from_bytes([n; 16])).collect();
    assert!(dek::list(&mut tx, &keys).await.unwrap().is_empty());
}

async fn optional_facts_are_kept_both_ways(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let patient = PatientId::from_bytes([3; 16]);
    let full = users::User {
        patient: Some(patient),
        password: Some("$x".into()),
        profile: Some(vec![]),
        active: false,
        ..person(1, Role::Patient)
    };
    users::insert(&mut tx, &full).await.unwrap();
    assert_eq!(users::find(&mut tx, user(1)).await.unwrap(), Some(full));
    let code = invitation::Invitation {
        patient: Some(patient),
        profile: Some(vec![1]),
        created_by: Some(user(1)),
        ..invited(1)
    };
    invitation::insert(&mut tx, &code).await.unwrap();
    assert_eq!(invitation::find_by_code(&mut tx, &hash(1)).await.unwrap(), Some(code));
    let bound = session::Session { device: Some(device_id(1)), ..signed_in(1) };
    session::insert(&mut tx, &bound).await.unwrap();
    assert_eq!(session::find(&mut tx, bound.session).await.unwrap(), Some(bound));
    let laptop = device::Device {
        machine: Some(vec![]),
        label: Some(vec![2]),
        token: Position { tx: 1, id: 2 },
        ctr_hw: 5,
        chain: hash(5),
        beacon_min: at(3),
        incarnation: u32::MAX,
        ..enrolled(1)
    };
    device::insert(&mut tx, &laptop).await.unwrap();
    assert_eq!(device::find(&mut tx, device_id(1)).await.unwrap(), Some(laptop));
    let with = review::Review { cmd: Some(vec![]), ..late(1) };
    review::insert(&mut tx, &with).await.unwrap();
    assert_eq!(review::find(&mut tx, with.item).await.unwrap(), Some(with));
    let brought = import::Imported {
        source: "s".into(),
        kind: "k".into(),
        id: "i".into(),
        hash: hash(1),
        doc: doc(1),
        item: Some(ItemId::from_bytes([0; 16])),
    };
    import::put(&mut tx, std::slice::from_ref(&brought), at(0)).await.unwrap();
    assert_eq!(import::find(&mut tx, "s", "k", "i").await.unwrap(), Some(brought));
}

async fn the_newest_verdict_of_a_hash_sent_twice_is_found(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let same = judged(1, accepted()).hash;
    for (ctr, time) in [(1, 5), (2, 9), (3, 7)] {
        let one = verdict::Verdict { hash: same, at: at(time), ..judged(ctr, accepted()) };
        verdict::insert(&mut tx, &[one]).await.unwrap();
    }
    let found = verdict::find_by_hash(&mut tx, doc(1), &same).await.unwrap().unwrap();
    assert_eq!((found.device_ctr, found.at), (2, at(9)));
}

async fn an_older_snapshot_never_replaces_a_newer_one(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let of = |upto_seq, body| snapshot::Snapshot {
        doc: doc(1),
        epoch: 0,
        upto_seq,
        body,
        raw_len: 1,
        sha256: hash(1),
    };
    let may = [permit(policy::Read, doc(1))];
    snapshot::put(&mut tx, &[of(9, vec![9])], at(0)).await.unwrap();
    snapshot::put(&mut tx, &[of(5, vec![5])], at(1)).await.unwrap();
    assert_eq!(snapshot::list(&mut tx, &may).await.unwrap(), [of(9, vec![9])]);
    // One that is kept already stays as it is.
    snapshot::put(&mut tx, &[of(9, vec![1])], at(2)).await.unwrap();
    assert_eq!(snapshot::list(&mut tx, &may).await.unwrap(), [of(9, vec![9])]);
    // A new incarnation counts from the beginning and is the newest.
    let reborn = snapshot::Snapshot { epoch: 1, ..of(1, vec![7]) };
    snapshot::put(&mut tx, std::slice::from_ref(&reborn), at(3)).await.unwrap();
    assert_eq!(snapshot::list(&mut tx, &may).await.unwrap(), [reborn]);
}

async fn a_group_of_each_patient_is_its_own(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=20 {
        let kind = grant::GroupKind::PatientSelf(PatientId::from_bytes([n; 16]));
        let got = grant::get_group(&mut tx, tenant(), kind, group(n)).await.unwrap();
        assert_eq!(got, group(n));
        assert_eq!(grant::get_group(&mut tx, tenant(), kind, group(99)).await.unwrap(), group(n));
    }
    let unknown = grant::GroupKind::PatientSelf(PatientId::from_bytes([99; 16]));
    assert_eq!(grant::find_group(&mut tx, tenant(), unknown).await.unwrap(), None);
    // The clinic's subject is the tenant: a patient with the same bytes is another group.
    let same = grant::GroupKind::PatientSelf(PatientId::from_bytes(*tenant().as_bytes()));
    let clinic = grant::GroupKind::Clinic;
    assert_eq!(grant::get_group(&mut tx, tenant(), clinic, group(50)).await.unwrap(), group(50));
    assert_eq!(grant::get_group(&mut tx, tenant(), same, group(51)).await.unwrap(), group(51));
}
