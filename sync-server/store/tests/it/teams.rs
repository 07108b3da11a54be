//! Teams, ends of memberships, owed purges, what was opened last, and the end of a repair.
use crate::{
    harness::{at, device_id, doc, group, hash, on_both, tenant, user},
    samples::{chart, late, permit},
};
use satchel_model::{
    id::{GroupId, PatientId},
    policy,
    role::Role,
};
use satchel_protocol::{
    problem::ErrorCode,
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    Position, Store, Tx, document,
    grant::{self, GroupKind, Member},
    opened, position, purge,
    review::{self, Review, ReviewState},
    team,
};

on_both!(
    every_kind_of_group_comes_back_as_it_was_made,
    teams_are_named_and_listed_with_how_much_is_in_them,
    a_membership_past_its_end_counts_as_left_before_it_is_taken_out,
    a_document_that_left_a_group_is_known_by_the_last_time,
    a_purge_is_owed_from_the_first_word_to_the_receipt,
    whom_a_person_opened_last_comes_first,
    what_was_held_ends_once,
    a_repaired_document_is_open_again_once,
);

async fn next(tx: &mut Tx) -> Position {
    position::take(tx, 1).await.unwrap()[0]
}

async fn member(tx: &mut Tx, grp: GroupId, n: u8, until: Option<i64>) {
    let since_pos = next(tx).await;
    let until = until.map(at);
    let (user, role, since) = (user(n), Role::Nurse, at(0));
    let member = Member { group: grp, user, role, since, until, since_pos };
    grant::add_member(tx, &member, GrantReason::Team).await.unwrap();
}

async fn every_kind_of_group_comes_back_as_it_was_made(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let patient = PatientId::from_bytes([4; 16]);
    let kinds = [
        GroupKind::Clinic,
        GroupKind::PatientSelf(patient),
        GroupKind::CareTeam(group(3)),
        GroupKind::Ward(group(4)),
        GroupKind::BreakGlass(patient),
        GroupKind::LookUp(patient),
    ];
    for (n, kind) in (1..).zip(kinds) {
        assert_eq!(grant::get_group(&mut tx, tenant(), kind, group(n)).await.unwrap(), group(n));
        assert_eq!(grant::find_group(&mut tx, tenant(), kind).await.unwrap(), Some(group(n)));
        let found = team::group(&mut tx, tenant(), group(n)).await.unwrap();
        assert_eq!(found, Some((kind, None)));
        member(&mut tx, group(n), 1, None).await;
    }
    assert_eq!(team::group(&mut tx, tenant(), group(9)).await.unwrap(), None);
    let mine = grant::memberships(&mut tx, user(1), at(1)).await.unwrap();
    assert_eq!(mine.iter().map(|(_, kind)| *kind).collect::<Vec<_>>(), kinds);
    assert_eq!(kinds.map(GroupKind::is_team), [false, false, true, true, false, false]);
}

async fn teams_are_named_and_listed_with_how_much_is_in_them(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let (team, ward) = (GroupKind::CareTeam(group(1)), GroupKind::Ward(group(2)));
    for (n, kind) in [(1, team), (2, ward), (3, GroupKind::Clinic)] {
        grant::get_group(&mut tx, tenant(), kind, group(n)).await.unwrap();
    }
    team::set_name(&mut tx, group(2), &[9]).await.unwrap();
    assert!(team::set_name(&mut tx, group(9), &[9]).await.is_err());
    member(&mut tx, group(2), 1, None).await;
    member(&mut tx, group(2), 2, Some(5)).await;
    let pos = next(&mut tx).await;
    grant::add_document(&mut tx, doc(1), &[(group(2), pos)], GrantReason::Team, at(0))
        .await
        .unwrap();
    let want = vec![(group(1), team, None, 0, 0), (group(2), ward, Some(vec![9]), 2, 1)];
    assert_eq!(team::teams(&mut tx, tenant(), 9).await.unwrap(), want);
    assert_eq!(team::teams(&mut tx, tenant(), 1).await.unwrap(), want[..1]);
    let people = team::members(&mut tx, group(2), at(4), 9).await.unwrap();
    assert_eq!(people, [(user(1), None), (user(2), Some(at(5)))]);
    assert_eq!(team::members(&mut tx, group(2), at(5), 9).await.unwrap().len(), 1);
    assert_eq!(grant::audience_of(&mut tx, doc(1)).await.unwrap(), [(group(2), ward)]);
    assert!(grant::audience_of(&mut tx, doc(2)).await.unwrap().is_empty());
}

async fn a_membership_past_its_end_counts_as_left_before_it_is_taken_out(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in [1, 2] {
        let kind = GroupKind::CareTeam(group(n));
        grant::get_group(&mut tx, tenant(), kind, group(n)).await.unwrap();
    }
    member(&mut tx, group(1), 1, Some(5)).await;
    member(&mut tx, group(2), 1, None).await;
    member(&mut tx, group(2), 2, Some(3)).await;
    assert!(grant::ended(&mut tx, at(2), 9).await.unwrap().is_empty());
    let both = [(group(2), user(2), at(3)), (group(1), user(1), at(5))];
    assert_eq!(grant::ended(&mut tx, at(5), 9).await.unwrap(), both);
    assert_eq!(grant::ended(&mut tx, at(5), 1).await.unwrap(), both[..1]);
    assert!(grant::left(&mut tx, user(1), at(4)).await.unwrap().is_empty());
    assert_eq!(grant::left(&mut tx, user(1), at(5)).await.unwrap(), [(group(1), at(5))]);
    let pos = next(&mut tx).await;
    assert!(grant::remove_member(&mut tx, group(1), user(1), pos, at(5)).await.unwrap());
    assert_eq!(grant::left(&mut tx, user(1), at(6)).await.unwrap(), [(group(1), at(5))]);
    let of_both = grant::left_by(&mut tx, &[user(1), user(2)], at(6)).await.unwrap();
    assert_eq!(of_both, [(user(1), group(1), at(5)), (user(2), group(2), at(3))]);
    assert!(grant::left_by(&mut tx, &[], at(6)).await.unwrap().is_empty());
    assert_eq!(grant::ended(&mut tx, at(5), 9).await.unwrap(), both[..1]);
}

async fn a_document_that_left_a_group_is_known_by_the_last_time(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for time in [1, 2] {
        let pos = next(&mut tx).await;
        grant::add_document(&mut tx, doc(1), &[(group(1), pos)], GrantReason::Team, at(0))
            .await
            .unwrap();
        let pos = next(&mut tx).await;
        grant::remove_document(&mut tx, doc(1), group(1), pos, at(time)).await.unwrap();
    }
    let gone = grant::departed(&mut tx, &[doc(1), doc(2)]).await.unwrap();
    assert_eq!(gone, [(doc(1), group(1), at(2))]);
    assert!(grant::departed(&mut tx, &[]).await.unwrap().is_empty());
}

async fn a_purge_is_owed_from_the_first_word_to_the_receipt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let device = device_id(1);
    purge::told(&mut tx, device, &[doc(1), doc(2)], at(1)).await.unwrap();
    purge::told(&mut tx, device, &[doc(1)], at(2)).await.unwrap();
    purge::told(&mut tx, device, &[], at(2)).await.unwrap();
    purge::told(&mut tx, device_id(2), &[doc(1)], at(3)).await.unwrap();
    let owed = [(0, 0), (1, 2), (3, 3)];
    for (time, count) in owed {
        assert_eq!(purge::owed(&mut tx, at(time)).await.unwrap(), count, "{time}");
    }
    assert_eq!(purge::done(&mut tx, device, &[doc(1), doc(9)], 7, at(4)).await.unwrap(), 1);
    assert_eq!(purge::done(&mut tx, device, &[doc(1)], 8, at(5)).await.unwrap(), 0, "once");
    assert_eq!(purge::done(&mut tx, device, &[], 8, at(5)).await.unwrap(), 0);
    let list = purge::list(&mut tx, device, 9).await.unwrap();
    assert_eq!(
        (list[0].told_at, list[0].done_at, list[0].device_ctr),
        (at(1), Some(at(4)), Some(7))
    );
    assert_eq!((list[1].doc, list[1].done_at), (doc(2), None));
    assert_eq!(purge::list(&mut tx, device, 1).await.unwrap(), list[..1]);
    // Given and taken away once more: owed once more.
    purge::told(&mut tx, device, &[doc(1)], at(6)).await.unwrap();
    let again = purge::list(&mut tx, device, 1).await.unwrap()[0];
    assert_eq!((again.told_at, again.done_at, again.device_ctr), (at(6), None, None));
}

async fn whom_a_person_opened_last_comes_first(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let mut patients = Vec::new();
    for n in [1, 2, 3] {
        let pos = next(&mut tx).await;
        let mut row = chart(n, pos);
        row.patient = (n != 3).then(|| PatientId::from_bytes([n; 16]));
        patients.extend(row.patient);
        document::insert(&mut tx, &permit(policy::Create, doc(n)), &row).await.unwrap();
    }
    opened::note(&mut tx, user(1), &[doc(1), doc(2), doc(3), doc(9)], at(1)).await.unwrap();
    opened::note(&mut tx, user(1), &[doc(1)], at(2)).await.unwrap();
    opened::note(&mut tx, user(2), &[doc(2)], at(3)).await.unwrap();
    opened::note(&mut tx, user(2), &[], at(3)).await.unwrap();
    assert_eq!(opened::recent(&mut tx, user(1), 9).await.unwrap(), patients);
    assert_eq!(opened::recent(&mut tx, user(1), 1).await.unwrap(), patients[..1]);
    assert_eq!(opened::recent(&mut tx, user(2), 9).await.unwrap(), patients[1..]);
    assert!(opened::recent(&mut tx, user(3), 9).await.unwrap().is_empty());
}

async fn what_was_held_ends_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in [1, 2] {
        let held = Review { state: ReviewState::Held, ..late(n) };
        assert!(review::insert(&mut tx, &held).await.unwrap());
    }
    let one = late(1);
    let key = |r: &Review| (r.device, r.device_ctr, r.env_hash);
    let done = ReviewState::Accepted;
    review::settle_held(&mut tx, key(&one), done, None, at(8)).await.unwrap();
    assert!(review::settle_held(&mut tx, key(&one), done, None, at(8)).await.is_err());
    let ended = review::find(&mut tx, one.item).await.unwrap().unwrap();
    assert_eq!((ended.state, ended.code), (done, one.code));
    assert_eq!((ended.reviewer, ended.decided_at), (None, Some(at(8))));
    let (two, code) = (late(2), Some(ErrorCode::Malformed));
    let wrong = (two.device, two.device_ctr, hash(77));
    assert!(review::settle_held(&mut tx, wrong, ReviewState::Open, code, at(8)).await.is_err());
    review::settle_held(&mut tx, key(&two), ReviewState::Open, code, at(8)).await.unwrap();
    let open = review::find(&mut tx, two.item).await.unwrap().unwrap();
    assert_eq!((open.state, open.code), (ReviewState::Open, ErrorCode::Malformed));
    assert_eq!(open.decided_at, None, "a person decides");
}

async fn a_repaired_document_is_open_again_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let pos = next(&mut tx).await;
    document::insert(&mut tx, &permit(policy::Create, doc(1)), &chart(1, pos)).await.unwrap();
    assert!(document::thaw(&mut tx, doc(1)).await.is_err(), "it is not under repair");
    document::freeze(&mut tx, doc(1)).await.unwrap();
    document::thaw(&mut tx, doc(1)).await.unwrap();
    let row = document::find(&mut tx, doc(1)).await.unwrap().unwrap();
    assert_eq!(row.state, DocState::Live);
    assert!(document::thaw(&mut tx, doc(1)).await.is_err());
    assert!(document::thaw(&mut tx, doc(9)).await.is_err());
}
