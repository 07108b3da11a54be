//! Users, sessions and invitations.
use crate::harness::{at, device_id, hash, on_both, tenant, user};
use satchel_model::{
    id::{InvitationId, SessionId},
    role::Role,
};
use satchel_server_store::{
    Store,
    invitation::{self, Invitation},
    session::{self, Session},
    user::{self as users, User},
};

on_both!(
    a_person_is_added_once_and_found_by_id_and_login,
    a_person_changes_password_and_is_suspended,
    an_invitation_is_used_once_and_in_time,
    a_session_rotates_once_a_token,
    a_session_is_bound_to_one_device_and_ends_with_it,
);

fn person(n: u8, role: Role) -> User {
    User {
        user: user(n),
        tenant: tenant(),
        role,
        patient: None,
        login_hash: hash(n),
        password: None,
        profile: Some(vec![n]),
        active: true,
        created_at: at(0),
    }
}

async fn a_person_is_added_once_and_found_by_id_and_login(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let (ann, ben) = (person(1, Role::Doctor), person(2, Role::Nurse));
    assert!(users::insert(&mut tx, &ann).await.unwrap());
    assert!(users::insert(&mut tx, &ben).await.unwrap());
    let twin = User { login_hash: hash(1), ..person(3, Role::Nurse) };
    assert!(!users::insert(&mut tx, &twin).await.unwrap(), "the sign-in name is taken");
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert_eq!(users::find(&mut tx, user(1)).await.unwrap(), Some(ann.clone()));
    assert_eq!(users::find(&mut tx, user(3)).await.unwrap(), None);
    let found = users::find_by_login(&mut tx, tenant(), &hash(2)).await.unwrap();
    assert_eq!(found, Some(ben.clone()));
    assert_eq!(users::count(&mut tx, tenant(), Role::Doctor).await.unwrap(), 1);
    assert_eq!(users::count(&mut tx, tenant(), Role::It).await.unwrap(), 0);
    assert_eq!(users::list(&mut tx, tenant(), None, 1).await.unwrap(), vec![ann]);
    assert_eq!(users::list(&mut tx, tenant(), Some(user(1)), 9).await.unwrap(), vec![ben]);
}

async fn a_person_changes_password_and_is_suspended(store: Store) {
    let mut tx = store.begin().await.unwrap();
    users::insert(&mut tx, &person(1, Role::Doctor)).await.unwrap();
    users::set_password(&mut tx, user(1), "$argon2id$x", at(1)).await.unwrap();
    users::set_active(&mut tx, user(1), false, at(2)).await.unwrap();
    let found = users::find(&mut tx, user(1)).await.unwrap().unwrap();
    assert_eq!(found.password.as_deref(), Some("$argon2id$x"));
    assert!(!found.active);
    assert!(users::set_password(&mut tx, user(9), "x", at(1)).await.is_err());
    assert!(users::set_active(&mut tx, user(9), true, at(1)).await.is_err());
}

fn invited(n: u8) -> Invitation {
    Invitation {
        invitation: InvitationId::from_bytes([n; 16]),
        tenant: tenant(),
        code_hash: hash(n),
        role: Role::Nurse,
        patient: None,
        profile: None,
        created_by: Some(user(1)),
        created_at: at(0),
        expires_at: at(10),
        used_at: None,
        revoked_at: None,
    }
}

async fn an_invitation_is_used_once_and_in_time(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=3 {
        invitation::insert(&mut tx, &invited(n)).await.unwrap();
    }
    let id = |n| InvitationId::from_bytes([n; 16]);
    let found = invitation::find_by_code(&mut tx, &hash(1)).await.unwrap();
    assert_eq!(found, Some(invited(1)));
    assert_eq!(invitation::find_by_code(&mut tx, &hash(9)).await.unwrap(), None);

    assert!(invitation::consume(&mut tx, id(1), user(2), at(9)).await.unwrap());
    assert!(!invitation::consume(&mut tx, id(1), user(3), at(9)).await.unwrap(), "twice");
    assert!(!invitation::revoke(&mut tx, id(1), at(9)).await.unwrap(), "used before");
    assert!(!invitation::consume(&mut tx, id(2), user(2), at(10)).await.unwrap(), "expired");
    assert!(invitation::revoke(&mut tx, id(3), at(1)).await.unwrap());
    assert!(!invitation::consume(&mut tx, id(3), user(2), at(2)).await.unwrap(), "withdrawn");
    let used = invitation::find_by_code(&mut tx, &hash(1)).await.unwrap().unwrap();
    assert_eq!(used.used_at, Some(at(9)));
    assert_eq!(invitation::find(&mut tx, id(1)).await.unwrap(), Some(used));
    assert_eq!(invitation::find(&mut tx, id(9)).await.unwrap(), None);
    let newest = invitation::list(&mut tx, tenant(), 2).await.unwrap();
    assert_eq!(newest.iter().map(|i| i.invitation).collect::<Vec<_>>(), [id(3), id(2)]);
    assert_eq!(newest[0].revoked_at, Some(at(1)));
}

fn signed_in(n: u8) -> Session {
    Session {
        session: SessionId::from_bytes([n; 16]),
        user: user(1),
        device: None,
        access_hash: hash(n),
        refresh_hash: hash(n + 100),
        created_at: at(0),
        access_until: at(10),
        refresh_until: at(100),
        ended_at: None,
    }
}

async fn a_session_rotates_once_a_token(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let old = signed_in(1);
    session::insert(&mut tx, &old).await.unwrap();
    assert_eq!(session::find_by_access(&mut tx, &hash(1)).await.unwrap(), Some(old.clone()));
    assert!(!session::extend(&mut tx, old.session, at(10)).await.unwrap(), "never back");
    assert!(session::extend(&mut tx, old.session, at(20)).await.unwrap());
    let longer = session::find(&mut tx, old.session).await.unwrap().unwrap();
    assert_eq!(longer, Session { access_until: at(20), ..old.clone() });
    let new = Session { access_hash: hash(2), refresh_hash: hash(102), ..old.clone() };
    assert!(session::rotate(&mut tx, &hash(101), &new).await.unwrap());
    assert!(!session::rotate(&mut tx, &hash(101), &new).await.unwrap(), "spent");
    assert_eq!(session::find_by_access(&mut tx, &hash(1)).await.unwrap(), None);
    assert_eq!(session::find(&mut tx, old.session).await.unwrap(), Some(new));
    assert_eq!(session::find(&mut tx, SessionId::from_bytes([9; 16])).await.unwrap(), None);
    assert!(session::end(&mut tx, old.session, "reuse", at(5)).await.unwrap());
    assert!(!session::end(&mut tx, old.session, "reuse", at(6)).await.unwrap());
    assert!(!session::rotate(&mut tx, &hash(102), &signed_in(3)).await.unwrap(), "ended");
    assert!(!session::extend(&mut tx, old.session, at(50)).await.unwrap(), "ended");
}

async fn a_session_is_bound_to_one_device_and_ends_with_it(store: Store) {
    let mut tx = store.begin().await.unwrap();
    session::insert(&mut tx, &signed_in(1)).await.unwrap();
    let id = signed_in(1).session;
    session::bind_device(&mut tx, id, device_id(5)).await.unwrap();
    assert!(session::bind_device(&mut tx, id, device_id(6)).await.is_err(), "bound for good");
    assert_eq!(session::end_device(&mut tx, device_id(6), "revoked", at(1)).await.unwrap(), 0);
    assert_eq!(session::end_device(&mut tx, device_id(5), "revoked", at(1)).await.unwrap(), 1);
    let found = session::find_by_access(&mut tx, &hash(1)).await.unwrap().unwrap();
    assert_eq!((found.device, found.ended_at), (Some(device_id(5)), Some(at(1))));
    session::insert(&mut tx, &signed_in(2)).await.unwrap();
    assert_eq!(session::end_user(&mut tx, user(2), "revoked", at(2)).await.unwrap(), 0);
    assert_eq!(session::end_user(&mut tx, user(1), "revoked", at(2)).await.unwrap(), 1);
}
