//! Groups, members and the events of both.
use crate::harness::{at, doc, group, on_both, tenant, user};
use satchel_model::{id::PatientId, role::Role};
use satchel_protocol::sync::GrantReason;
use satchel_server_store::{
    Position, Store, Tx,
    grant::{self, AccessKind, GroupKind, Member},
    position,
};

on_both!(
    a_group_is_made_once_a_subject,
    members_come_and_go_with_events,
    documents_join_and_leave_with_events,
);

async fn next(tx: &mut Tx) -> Position {
    position::take(tx, 1).await.unwrap()[0]
}

async fn a_group_is_made_once_a_subject(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let me = GroupKind::PatientSelf(PatientId::from_bytes([4; 16]));
    let clinic = GroupKind::Clinic;
    assert_eq!(grant::find_group(&mut tx, tenant(), clinic).await.unwrap(), None);
    assert_eq!(grant::get_group(&mut tx, tenant(), clinic, group(1)).await.unwrap(), group(1));
    assert_eq!(grant::get_group(&mut tx, tenant(), clinic, group(2)).await.unwrap(), group(1));
    assert_eq!(grant::get_group(&mut tx, tenant(), me, group(3)).await.unwrap(), group(3));
    assert_eq!(grant::find_group(&mut tx, tenant(), me).await.unwrap(), Some(group(3)));
}

async fn members_come_and_go_with_events(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let joined = |n, until, since_pos| Member {
        group: group(n),
        user: user(1),
        role: Role::Nurse,
        since: at(0),
        until,
        since_pos,
    };
    grant::get_group(&mut tx, tenant(), GroupKind::Clinic, group(1)).await.unwrap();
    let me = GroupKind::PatientSelf(PatientId::from_bytes([4; 16]));
    grant::get_group(&mut tx, tenant(), me, group(2)).await.unwrap();
    let one = joined(1, None, next(&mut tx).await);
    let two = joined(2, Some(at(50)), next(&mut tx).await);
    grant::add_member(&mut tx, &one, GrantReason::Team).await.unwrap();
    grant::add_member(&mut tx, &two, GrantReason::BreakGlass).await.unwrap();
    assert_eq!(
        grant::memberships(&mut tx, user(1), at(49)).await.unwrap(),
        vec![(one, GroupKind::Clinic), (two, me)]
    );
    assert_eq!(
        grant::memberships(&mut tx, user(1), at(50)).await.unwrap(),
        vec![(one, GroupKind::Clinic)]
    );
    assert!(grant::memberships(&mut tx, user(2), at(0)).await.unwrap().is_empty());
    let other = Member { user: user(3), since_pos: next(&mut tx).await, ..one };
    grant::add_member(&mut tx, &other, GrantReason::Team).await.unwrap();
    let of = [user(3), user(2), user(1)];
    assert_eq!(
        grant::memberships_of(&mut tx, &of, at(49)).await.unwrap(),
        [(one, GroupKind::Clinic), (two, me), (other, GroupKind::Clinic)]
    );
    assert_eq!(
        grant::memberships_of(&mut tx, &of, at(50)).await.unwrap(),
        [(one, GroupKind::Clinic), (other, GroupKind::Clinic)]
    );
    assert!(grant::memberships_of(&mut tx, &[], at(0)).await.unwrap().is_empty());
    let left = next(&mut tx).await;
    assert!(grant::remove_member(&mut tx, group(1), user(1), left, at(5)).await.unwrap());
    assert!(!grant::remove_member(&mut tx, group(1), user(1), left, at(6)).await.unwrap());
    assert_eq!(grant::left(&mut tx, user(1), at(9)).await.unwrap(), [(group(1), at(5))]);
    assert_eq!(grant::left(&mut tx, user(2), at(9)).await.unwrap(), []);

    let span = (Position::ZERO, left);
    let events = grant::events(&mut tx, user(1), &[], span, 9).await.unwrap();
    let kinds: Vec<_> = events.iter().map(|e| (e.kind, e.group, e.reason)).collect();
    let want = [
        (AccessKind::MemberAdded, group(1), GrantReason::Team),
        (AccessKind::MemberAdded, group(2), GrantReason::BreakGlass),
        (AccessKind::MemberRemoved, group(1), GrantReason::Team),
    ];
    assert_eq!(kinds, want);
    let tail = grant::events(&mut tx, user(1), &[], (two.since_pos, left), 9).await.unwrap();
    assert_eq!(tail, events[2..]);
    assert!(grant::events(&mut tx, user(2), &[], span, 9).await.unwrap().is_empty());
}

async fn documents_join_and_leave_with_events(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let (a, b) = (next(&mut tx).await, next(&mut tx).await);
    let seen_by = [(group(1), a), (group(2), b)];
    grant::add_document(&mut tx, doc(7), &seen_by, GrantReason::Team, at(1)).await.unwrap();
    let c = next(&mut tx).await;
    grant::add_document(&mut tx, doc(8), &[(group(1), c)], GrantReason::Team, at(1)).await.unwrap();
    let groups = grant::groups_of(&mut tx, &[doc(7), doc(8), doc(9)]).await.unwrap();
    assert_eq!(groups, [(doc(7), group(1)), (doc(7), group(2)), (doc(8), group(1))]);
    assert!(grant::groups_of(&mut tx, &[]).await.unwrap().is_empty());
    let d = next(&mut tx).await;
    grant::remove_document(&mut tx, doc(7), group(2), d, at(2)).await.unwrap();
    assert!(grant::remove_document(&mut tx, doc(7), group(2), d, at(2)).await.is_err());

    let events = grant::events(&mut tx, user(1), &[group(2)], (a, d), 9).await.unwrap();
    let kinds: Vec<_> = events.iter().map(|e| (e.kind, e.doc, e.pos)).collect();
    let want = [
        (AccessKind::DocumentAdded, Some(doc(7)), b),
        (AccessKind::DocumentRemoved, Some(doc(7)), d),
    ];
    assert_eq!(kinds, want);
}
