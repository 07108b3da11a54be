//! The same thing twice: a duplicate is told as one and nothing of the second stays; what is idempotent changes nothing.
use crate::{
    harness::{at, device_id, doc, group, hash, on_both, tenant, user},
    samples::{
        accepted, add, asked, chart, commit, enrolled, invited, item, judged, leaf, next, permit,
        person, signed_in, todo,
    },
};
use satchel_model::{id::DekId, policy, role::Role};
use satchel_protocol::sync::GrantReason;
use satchel_server_store::{
    Position, Store, StoreError, actor, audit, change, cluster, dek, device, document, grant,
    import, intent, invitation, job, outbox, position, session, setting, snapshot, user as users,
    verdict,
};

on_both!(
    a_row_with_a_taken_id_is_a_duplicate,
    a_row_with_a_taken_hash_is_a_duplicate,
    a_key_is_added_once,
    a_group_takes_a_person_and_a_document_once,
    half_a_batch_never_stays,
    what_may_be_put_twice_changes_nothing,
    a_rolled_back_position_leaves_no_row_behind,
);

fn duplicate<T>(got: Result<T, StoreError>) -> bool {
    got.err().is_some_and(|e| e.is_duplicate() && !e.is_retryable() && !e.is_corrupt())
}

async fn a_row_with_a_taken_id_is_a_duplicate(store: Store) {
    commit(&store, async |tx| {
        users::insert(tx, &person(1, Role::Nurse)).await?;
        session::insert(tx, &signed_in(1)).await?;
        invitation::insert(tx, &invited(1)).await?;
        device::insert(tx, &enrolled(1)).await?;
        add(tx, 1).await;
        intent::insert(tx, &asked(1)).await?;
        verdict::insert(tx, &[judged(1, accepted())]).await?;
        job::append(tx, &todo(1, None), at(0)).await?;
        let pos = next(tx).await;
        audit::append(tx, &[leaf(1, pos)]).await?;
        let effect = outbox::Effect { pos, topic: "poke".into(), payload: vec![] };
        outbox::append(tx, &effect).await
    })
    .await
    .unwrap();
    let again = users::User { login_hash: hash(2), ..person(1, Role::Nurse) };
    assert!(duplicate(commit(&store, async |tx| users::insert(tx, &again).await).await));
    let again = session::Session { session: signed_in(1).session, ..signed_in(2) };
    assert!(duplicate(commit(&store, async |tx| session::insert(tx, &again).await).await));
    let again = invitation::Invitation { invitation: invited(1).invitation, ..invited(2) };
    assert!(duplicate(commit(&store, async |tx| invitation::insert(tx, &again).await).await));
    let again = device::Device { device: device_id(1), ..enrolled(2) };
    assert!(duplicate(commit(&store, async |tx| device::insert(tx, &again).await).await));
    let again = chart(1, Position::ZERO);
    let may = permit(policy::Create, doc(1));
    assert!(duplicate(commit(&store, async |tx| document::insert(tx, &may, &again).await).await));
    assert!(duplicate(commit(&store, async |tx| intent::insert(tx, &asked(1)).await).await));
    let again = [judged(1, accepted())];
    assert!(duplicate(commit(&store, async |tx| verdict::insert(tx, &again).await).await));
    let again = todo(1, None);
    assert!(duplicate(commit(&store, async |tx| job::append(tx, &again, at(0)).await).await));
    let again = commit(&store, async |tx| {
        let pos = next(tx).await;
        audit::append(tx, &[leaf(1, pos)]).await
    });
    assert!(duplicate(again.await));
}

async fn a_row_with_a_taken_hash_is_a_duplicate(store: Store) {
    let mut place = Position::ZERO;
    commit(&store, async |tx| {
        session::insert(tx, &signed_in(1)).await?;
        session::insert(tx, &signed_in(2)).await?;
        invitation::insert(tx, &invited(1)).await?;
        place = next(tx).await;
        audit::append(tx, &[leaf(1, place)]).await
    })
    .await
    .unwrap();
    let same_access = session::Session { access_hash: signed_in(1).access_hash, ..signed_in(3) };
    assert!(duplicate(commit(&store, async |tx| session::insert(tx, &same_access).await).await));
    let same_refresh = session::Session { refresh_hash: signed_in(1).refresh_hash, ..signed_in(3) };
    assert!(duplicate(commit(&store, async |tx| session::insert(tx, &same_refresh).await).await));
    let into_another = session::Session { access_hash: signed_in(2).access_hash, ..signed_in(1) };
    let rotated = commit(&store, async |tx| {
        session::rotate(tx, &signed_in(1).refresh_hash, &into_another).await
    });
    assert!(duplicate(rotated.await));
    let same_code = invitation::Invitation { code_hash: invited(1).code_hash, ..invited(2) };
    assert!(duplicate(commit(&store, async |tx| invitation::insert(tx, &same_code).await).await));
    let same_place = leaf(2, place);
    assert!(duplicate(commit(&store, async |tx| audit::append(tx, &[same_place]).await).await));
    let mut tx = store.read().await.unwrap();
    assert_eq!(session::find(&mut tx, signed_in(1).session).await.unwrap(), Some(signed_in(1)));
    assert_eq!(audit::count(&mut tx, tenant()).await.unwrap(), (1, 0));
}

async fn a_key_is_added_once(store: Store) {
    let key = |n| dek::Dek {
        id: DekId::from_bytes([n; 16]),
        doc: doc(1),
        epoch: 0,
        wrapped: vec![n],
        kek: 1,
        destroyed_at: None,
    };
    let mut tx = store.begin_keys().await.unwrap();
    dek::insert(&mut tx, &[key(1)], at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin_keys().await.unwrap();
    assert!(duplicate(dek::insert(&mut tx, &[key(2), key(1)], at(0)).await));
    drop(tx);
    let mut tx = store.begin_keys().await.unwrap();
    let ids = [key(1).id, key(2).id];
    assert_eq!(dek::list(&mut tx, &ids).await.unwrap(), [key(1)], "nothing of the second try");
    let unknown = dek::rewrap(&mut tx, key(2).id, &[1], 2).await;
    assert!(matches!(unknown, Err(StoreError::Rows { table: "dek", want: 1, got: 0 })));
    assert_eq!(dek::destroy(&mut tx, doc(2), at(0)).await.unwrap(), 0);
}

async fn a_group_takes_a_person_and_a_document_once(store: Store) {
    let member = |pos| grant::Member {
        group: group(1),
        user: user(1),
        role: Role::Nurse,
        since: at(0),
        until: None,
        since_pos: pos,
    };
    let why = GrantReason::Team;
    commit(&store, async |tx| {
        let pos = next(tx).await;
        grant::add_member(tx, &member(pos), why).await?;
        let seen_by = [(group(1), next(tx).await)];
        grant::add_document(tx, doc(1), &seen_by, why, at(0)).await
    })
    .await
    .unwrap();
    let again = commit(&store, async |tx| {
        let pos = next(tx).await;
        grant::add_member(tx, &member(pos), why).await
    });
    assert!(duplicate(again.await));
    let again = commit(&store, async |tx| {
        let seen_by = [(group(2), next(tx).await), (group(1), next(tx).await)];
        grant::add_document(tx, doc(1), &seen_by, why, at(0)).await
    });
    assert!(duplicate(again.await));
    let mut tx = store.begin().await.unwrap();
    let groups = grant::groups_of(&mut tx, &[doc(1)]).await.unwrap();
    assert_eq!(groups, [(doc(1), group(1))], "group 2 came with the second try only");
    let end = next(&mut tx).await;
    let span = (Position::ZERO, end);
    let events = grant::events(&mut tx, user(1), &[group(1), group(2)], span, 9).await.unwrap();
    assert_eq!(events.len(), 2, "no event of a refused try");
    // Who left may join again.
    assert!(grant::remove_member(&mut tx, group(1), user(1), end, at(1)).await.unwrap());
    let pos = next(&mut tx).await;
    grant::add_member(&mut tx, &member(pos), why).await.unwrap();
    assert_eq!(
        grant::memberships(&mut tx, user(1), at(2)).await.unwrap().len(),
        0,
        "no such group row"
    );
}

async fn half_a_batch_never_stays(store: Store) {
    commit(&store, async |tx| {
        add(tx, 1).await;
        let pos = next(tx).await;
        change::append(tx, &[(&permit(policy::Write, doc(1)), item(1, 2, pos))]).await
    })
    .await
    .unwrap();
    let may = permit(policy::Write, doc(1));
    let again = commit(&store, async |tx| {
        let places = position::take(tx, 2).await?;
        // The first is new, the second is not.
        let rows = [(&may, item(1, 1, places[0])), (&may, item(1, 2, places[1]))];
        change::append(tx, &rows).await
    });
    assert!(duplicate(again.await));
    let verdicts = [judged(5, accepted()), judged(5, accepted())];
    assert!(duplicate(commit(&store, async |tx| verdict::insert(tx, &verdicts).await).await));
    let mut tx = store.read().await.unwrap();
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 0, to_seq: 9 };
    assert_eq!(change::measure(&mut tx, &all).await.unwrap().0, 1);
    assert!(verdict::list(&mut tx, device_id(1), 0, 9).await.unwrap().is_empty());
}

async fn what_may_be_put_twice_changes_nothing(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for _ in 0..3 {
        setting::put(&mut tx, "site", "{}", at(0)).await.unwrap();
        let one = actor::Actor {
            doc: doc(1),
            epoch: 0,
            actor: item(1, 1, Position::ZERO).actor.unwrap().actor,
            device: device_id(1),
            actor_epoch: 3,
            last_seq: 7,
        };
        actor::put(&mut tx, &[one]).await.unwrap();
        assert_eq!(actor::list(&mut tx, doc(1), 0).await.unwrap(), [one]);
        let brought = import::Imported {
            source: "s".into(),
            kind: "k".into(),
            id: "i".into(),
            hash: hash(1),
            doc: doc(1),
            item: None,
        };
        import::put(&mut tx, &[brought.clone(), brought], at(0)).await.unwrap();
        assert_eq!(import::count(&mut tx, "s").await.unwrap(), (1, 1));
        snapshot::put(&mut tx, &[], at(0)).await.unwrap();
        import::put(&mut tx, &[], at(0)).await.unwrap();
        audit::append(&mut tx, &[]).await.unwrap();
        device::seen(
            &mut tx,
            device_id(1),
            &device::Contact {
                at: at(1),
                incarnation: 0,
                token: Position::ZERO,
                lease_until: at(2),
                beacon_min: at(0),
            },
        )
        .await
        .unwrap_err();
    }
    // A known resource keeps its document, whatever comes later.
    let moved = import::Imported {
        source: "s".into(),
        kind: "k".into(),
        id: "i".into(),
        hash: hash(2),
        doc: doc(2),
        item: None,
    };
    import::put(&mut tx, &[moved], at(1)).await.unwrap();
    let found = import::find(&mut tx, "s", "k", "i").await.unwrap().unwrap();
    assert_eq!((found.doc, found.hash), (doc(1), hash(2)));
}

async fn a_rolled_back_position_leaves_no_row_behind(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    assert_eq!(cluster::raise(&mut tx, at(0)).await.unwrap(), 2);
    job::append(&mut tx, &todo(1, Some("one")), at(0)).await.unwrap();
    tx.rollback().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(document::find(&mut tx, doc(1)).await.unwrap(), None);
    assert_eq!(cluster::epoch(&mut tx).await.unwrap(), 1);
    assert_eq!(job::count(&mut tx).await.unwrap(), [0; 4]);
    assert!(job::append(&mut tx, &todo(2, Some("one")), at(0)).await.unwrap());
}
