//! Lists in pages: pages of any size give the same rows as one large page, each once, in the same order.
use crate::{
    harness::{at, device_id, doc, group, on_both, settle, tenant, user},
    samples::{
        accepted, add, asked, chart, commit, enrolled, item, judged, late, leaf, next, permit,
        person, todo,
    },
};
use satchel_model::{
    document::DocType,
    id::{AuditId, DeviceId, DocId, ItemId, TenantId, UserId},
    policy,
    role::Role,
    time::Timestamp,
};
use satchel_protocol::sync::GrantReason;
use satchel_server_store::{
    Position, Store, StoreError, Tx, audit, change, device,
    document::{self, FeedGroup, FeedQuery},
    grant, intent, job, outbox, review, snapshot, user as users, verdict,
};

on_both!(
    people_come_in_pages,
    devices_come_in_pages,
    documents_come_in_pages,
    documents_of_a_group_come_in_pages,
    documents_without_a_snapshot_come_in_pages,
    verdicts_intents_and_proofs_come_in_pages,
    reviews_of_one_moment_come_in_pages,
    the_audit_log_comes_in_pages,
    the_feed_comes_in_pages_through_overlapping_groups,
    events_of_an_audience_come_in_pages,
    effects_and_jobs_are_taken_in_portions,
    a_limit_of_nothing_gives_nothing,
    another_clinic_sees_none_of_it,
);

const COUNT: u8 = 7;
/// One, some, all but one, all, more than all.
const SIZES: [u32; 5] = [1, 2, 6, 7, 8];

async fn people_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in (1..=COUNT).rev() {
        users::insert(&mut tx, &person(n, Role::Nurse)).await.unwrap();
    }
    for size in SIZES {
        let (mut seen, mut after) = (Vec::<UserId>::new(), None);
        loop {
            let page = users::list(&mut tx, tenant(), after, size).await.unwrap();
            assert!(page.len() <= usize::try_from(size).unwrap());
            let Some(last) = page.last() else { break };
            after = Some(last.user);
            seen.extend(page.iter().map(|u| u.user));
        }
        assert_eq!(seen, (1..=COUNT).map(user).collect::<Vec<_>>(), "pages of {size}");
    }
}

/// Devices in pages of `size`, one after the other.
async fn device_pages(tx: &mut Tx, of: Option<UserId>, size: u32) -> Vec<DeviceId> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = device::list(tx, tenant(), of, after, size).await.unwrap();
        let Some(last) = page.last() else { return seen };
        after = Some(last.device);
        seen.extend(page.iter().map(|d| d.device));
    }
}

async fn devices_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in (1..=COUNT).rev() {
        device::insert(&mut tx, &enrolled(n)).await.unwrap();
    }
    for (of, want) in [(None, (1..=COUNT).collect::<Vec<_>>()), (Some(user(1)), vec![1, 4, 7])] {
        let want: Vec<_> = want.into_iter().map(device_id).collect();
        for size in SIZES {
            assert_eq!(device_pages(&mut tx, of, size).await, want, "pages of {size}");
        }
    }
}

async fn documents_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in (1..=COUNT).rev() {
        add(&mut tx, n).await;
    }
    for size in SIZES {
        let (mut seen, mut after) = (Vec::<DocId>::new(), None);
        loop {
            let page = document::page(&mut tx, tenant(), after, size).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.doc);
            seen.extend(page.iter().map(|d| d.doc));
        }
        assert_eq!(seen, (1..=COUNT).map(doc).collect::<Vec<_>>(), "pages of {size}");
    }
}

/// Documents of a group in pages of `size`, one after the other.
async fn group_pages(tx: &mut Tx, of: u8, size: u32) -> Vec<DocId> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = document::of_group(tx, group(of), after, size).await.unwrap();
        let Some(last) = page.last() else { return seen };
        after = Some(*last);
        seen.extend(page);
    }
}

async fn documents_of_a_group_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in (1..=COUNT).rev() {
        let seen_by = [(group(1 + n % 2), next(&mut tx).await)];
        grant::add_document(&mut tx, doc(n), &seen_by, GrantReason::Team, at(0)).await.unwrap();
    }
    for (of, want) in [(1, vec![2, 4, 6]), (2, vec![1, 3, 5, 7]), (3, vec![])] {
        let want: Vec<_> = want.into_iter().map(doc).collect();
        for size in SIZES {
            assert_eq!(group_pages(&mut tx, of, size).await, want, "group {of}, pages of {size}");
        }
    }
}

async fn documents_without_a_snapshot_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=COUNT {
        let grown = document::Document { head_seq: 5, ..chart(n, next(&mut tx).await) };
        document::insert(&mut tx, &permit(policy::Create, doc(n)), &grown).await.unwrap();
    }
    for size in SIZES {
        let (mut seen, mut after) = (Vec::<DocId>::new(), None);
        loop {
            let page = snapshot::stale(&mut tx, 5, after, size).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(*last);
            seen.extend(page);
        }
        assert_eq!(seen, (1..=COUNT).map(doc).collect::<Vec<_>>(), "pages of {size}");
    }
    // Exactly so many items are enough, one more are not.
    assert!(snapshot::stale(&mut tx, 6, None, 9).await.unwrap().is_empty());
}

async fn verdicts_intents_and_proofs_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let may = permit(policy::Write, doc(1));
    let want: Vec<u64> = (1..=u64::from(COUNT)).collect();
    for n in want.iter().rev() {
        verdict::insert(&mut tx, &[judged(*n, accepted())]).await.unwrap();
        intent::insert(&mut tx, &asked(*n)).await.unwrap();
        let pos = next(&mut tx).await;
        change::append(&mut tx, &[(&may, item(1, *n, pos))]).await.unwrap();
        review::insert(&mut tx, &late(u8::try_from(*n).unwrap())).await.unwrap();
    }
    for size in SIZES {
        let mut seen: [Vec<u64>; 4] = Default::default();
        let mut from = 1;
        while from <= u64::from(COUNT) {
            let id = device_id(1);
            let verdicts = verdict::list(&mut tx, id, from, size).await.unwrap();
            let intents = intent::list(&mut tx, id, from, size).await.unwrap();
            let proofs = change::proofs(&mut tx, id, from, size).await.unwrap();
            let reviews = review::proofs(&mut tx, id, from, size).await.unwrap();
            seen[0].extend(verdicts.iter().map(|v| v.device_ctr));
            seen[1].extend(intents.iter().map(|i| i.device_ctr));
            seen[2].extend(proofs.iter().map(|p| p.device_ctr));
            seen[3].extend(reviews.iter().map(|p| p.device_ctr));
            from = verdicts.last().unwrap().device_ctr + 1;
        }
        for list in seen {
            assert_eq!(list, want, "pages of {size}");
        }
    }
    for from in [u64::from(COUNT) + 1, u64::MAX] {
        assert!(verdict::list(&mut tx, device_id(1), from, 9).await.unwrap().is_empty());
        assert!(intent::list(&mut tx, device_id(1), from, 9).await.unwrap().is_empty());
        assert!(change::proofs(&mut tx, device_id(1), from, 9).await.unwrap().is_empty());
        assert!(review::proofs(&mut tx, device_id(1), from, 9).await.unwrap().is_empty());
    }
}

async fn reviews_of_one_moment_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in (1..=COUNT).rev() {
        // Three moments, several items in each.
        let received_at = at(i64::from(n / 3));
        let review = review::Review { received_at, ..late(n) };
        assert!(review::insert(&mut tx, &review).await.unwrap());
    }
    for size in SIZES {
        let (mut seen, mut after) = (Vec::<ItemId>::new(), None);
        loop {
            let open = review::ReviewState::Open;
            let page = review::list(&mut tx, tenant(), open, after, size).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.received_at, last.item));
            seen.extend(page.iter().map(|r| r.item));
        }
        assert_eq!(seen, (1..=COUNT).map(|n| late(n).item).collect::<Vec<_>>(), "{size}");
    }
}

async fn the_audit_log_comes_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let mut leaves = Vec::new();
    for n in (1..=COUNT).rev() {
        leaves.push(leaf(n, next(&mut tx).await));
    }
    audit::append(&mut tx, &leaves).await.unwrap();
    tx.commit().await.unwrap();
    settle(&store).await;
    let want: Vec<AuditId> = leaves.iter().map(|l| l.id).collect();

    let mut tx = store.begin().await.unwrap();
    for size in SIZES {
        let (mut seen, mut after) = (Vec::<AuditId>::new(), Position::ZERO);
        loop {
            let page = audit::list(&mut tx, tenant(), None, after, size).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.pos;
            seen.extend(page.iter().map(|l| l.id));
        }
        assert_eq!(seen, want, "pages of {size}");
    }
    // The index is given in portions and read in portions.
    assert_eq!(audit::sequence(&mut tx, tenant(), 0).await.unwrap(), 0);
    for (portion, want) in [(1, 1), (2, 2), (3, 3), (4, 1), (9, 0)] {
        assert_eq!(audit::sequence(&mut tx, tenant(), portion).await.unwrap(), want);
    }
    for size in SIZES {
        let (mut seen, mut from) = (Vec::<AuditId>::new(), 0);
        loop {
            let page = audit::indexed(&mut tx, tenant(), from, size).await.unwrap();
            let Some(last) = page.last() else { break };
            from = last.idx + 1;
            seen.extend(page.iter().map(|i| i.id));
        }
        assert_eq!(seen, want, "pages of {size}");
    }
}

async fn the_feed_comes_in_pages_through_overlapping_groups(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in (1..=COUNT).rev() {
        let document = add(&mut tx, n).await;
        let mut seen_by = vec![(group(1), document.last)];
        if n % 2 == 0 {
            seen_by.push((group(2), next(&mut tx).await));
        }
        grant::add_document(&mut tx, doc(n), &seen_by, GrantReason::Team, at(0)).await.unwrap();
    }
    let cold = [1, 2].map(|n| FeedGroup { group: group(n), from: Position::ZERO });
    // A page cuts between two audiences of one document, which then comes in both pages' first or last place:
    // `after` skips it. So the pages of one are the hardest.
    for size in SIZES {
        let (mut seen, mut after) = (Vec::<DocId>::new(), None);
        loop {
            let query = FeedQuery {
                groups: &cold,
                types: &[DocType::Chart],
                after,
                only: &[],
                limit: size,
            };
            let page = document::feed(&mut tx, &query).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.document.doc);
            seen.extend(page.iter().map(|r| r.document.doc));
        }
        assert_eq!(seen, (1..=COUNT).map(doc).collect::<Vec<_>>(), "pages of {size}");
    }
}

async fn events_of_an_audience_come_in_pages(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let mut places = Vec::new();
    for n in 1..=COUNT {
        let pos = next(&mut tx).await;
        places.push(pos);
        let seen_by = [(group(1), pos)];
        grant::add_document(&mut tx, doc(n), &seen_by, GrantReason::Released, at(0)).await.unwrap();
    }
    let end = places[usize::from(COUNT) - 1];
    for size in SIZES {
        let (mut seen, mut from) = (Vec::new(), Position::ZERO);
        loop {
            let span = (from, end);
            let page = grant::events(&mut tx, user(1), &[group(1)], span, size).await.unwrap();
            let Some(last) = page.last() else { break };
            from = last.pos;
            seen.extend(page.iter().map(|e| e.pos));
        }
        assert_eq!(seen, places, "pages of {size}");
    }
    // A span is open at its beginning and closed at its end.
    let mut of = async |from: usize, upto: usize| {
        let span = (places[from], places[upto]);
        grant::events(&mut tx, user(1), &[group(1)], span, 99).await.unwrap().len()
    };
    assert_eq!(of(0, 0).await, 0);
    assert_eq!(of(0, 1).await, 1);
    assert_eq!(of(1, 0).await, 0);
}

async fn effects_and_jobs_are_taken_in_portions(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=COUNT {
        let effect =
            outbox::Effect { pos: next(&mut tx).await, topic: "poke".into(), payload: vec![n] };
        outbox::append(&mut tx, &effect).await.unwrap();
        job::append(&mut tx, &todo(n, None), at(0)).await.unwrap();
    }
    tx.commit().await.unwrap();
    settle(&store).await;
    let mut tx = store.begin().await.unwrap();
    let mut seen = Vec::new();
    loop {
        let portion = outbox::list(&mut tx, 3).await.unwrap();
        assert!(portion.len() <= 3);
        if portion.is_empty() {
            break;
        }
        for effect in portion {
            outbox::remove(&mut tx, effect.pos).await.unwrap();
            seen.extend(effect.payload);
        }
    }
    assert_eq!(seen, (1..=COUNT).collect::<Vec<_>>());
    let mut done = Vec::new();
    for want in [3, 3, 1, 0] {
        let portion = job::claim(&mut tx, at(99), at(200), 3).await.unwrap();
        assert_eq!(portion.len(), want);
        done.extend(portion.into_iter().flat_map(|j| j.payload));
    }
    assert_eq!(done, (1..=COUNT).collect::<Vec<_>>());
}

async fn a_limit_of_nothing_gives_nothing(store: Store) {
    let mut tx = store.begin().await.unwrap();
    users::insert(&mut tx, &person(1, Role::Nurse)).await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    add(&mut tx, 1).await;
    job::append(&mut tx, &todo(1, None), at(0)).await.unwrap();
    verdict::insert(&mut tx, &[judged(1, accepted())]).await.unwrap();
    assert!(users::list(&mut tx, tenant(), None, 0).await.unwrap().is_empty());
    assert!(device::list(&mut tx, tenant(), None, None, 0).await.unwrap().is_empty());
    assert!(document::page(&mut tx, tenant(), None, 0).await.unwrap().is_empty());
    assert!(job::claim(&mut tx, at(9), at(20), 0).await.unwrap().is_empty());
    assert!(verdict::list(&mut tx, device_id(1), 0, 0).await.unwrap().is_empty());
    assert!(outbox::list(&mut tx, 0).await.unwrap().is_empty());
    assert_eq!(job::count(&mut tx).await.unwrap(), [1, 0, 0, 0]);
}

async fn another_clinic_sees_none_of_it(store: Store) {
    let other = TenantId::from_bytes([0xee; 16]);
    let rows: Result<(), StoreError> = commit(&store, async |tx| {
        users::insert(tx, &person(1, Role::Nurse)).await?;
        device::insert(tx, &enrolled(1)).await?;
        add(tx, 1).await;
        review::insert(tx, &late(1)).await?;
        let pos = next(tx).await;
        audit::append(tx, &[leaf(1, pos)]).await
    })
    .await;
    rows.unwrap();
    settle(&store).await;
    let mut tx = store.begin().await.unwrap();
    assert!(users::list(&mut tx, other, None, 9).await.unwrap().is_empty());
    assert!(
        users::find_by_login(&mut tx, other, &person(1, Role::Nurse).login_hash)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(users::count(&mut tx, other, Role::Nurse).await.unwrap(), 0);
    assert!(device::list(&mut tx, other, None, None, 9).await.unwrap().is_empty());
    assert!(document::page(&mut tx, other, None, 9).await.unwrap().is_empty());
    assert_eq!(document::count(&mut tx, other).await.unwrap(), (0, 0));
    let open = review::ReviewState::Open;
    let from = Some((Timestamp::from_millis(0), ItemId::from_bytes([0; 16])));
    assert!(review::list(&mut tx, other, open, from, 9).await.unwrap().is_empty());
    assert!(audit::list(&mut tx, other, None, Position::ZERO, 9).await.unwrap().is_empty());
    assert_eq!(audit::sequence(&mut tx, other, 9).await.unwrap(), 0);
    assert_eq!(audit::sequence(&mut tx, tenant(), 9).await.unwrap(), 1);
    assert!(audit::indexed(&mut tx, other, 0, 9).await.unwrap().is_empty());
}
