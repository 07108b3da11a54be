//! Notices, the choices of people, and jobs as a person looks at them.
use crate::{
    harness::{at, bytes, doc, on_both, user},
    samples::{chart, enrolled, item, permit, person},
};
use satchel_model::{
    id::{ItemId, JobId, PatientId},
    policy::{Create, Write},
    role::Role,
};
use satchel_server_store::{
    Position, Store, StoreError, change, device, document,
    job::{self, Job, JobState},
    notice::{self, Choice, Mail, Notice, NoticeKind},
    user::{self as users, User},
};

on_both!(
    a_notice_is_added_once_and_seen_once,
    notices_are_listed_newest_first_and_for_their_person_only,
    the_mail_of_a_notice_goes_from_state_to_state,
    a_choice_is_kept_in_place_of_the_older_one,
    a_job_whose_last_worker_was_lost_is_given_up,
    a_job_given_up_gets_all_its_tries_again,
    a_postponed_job_loses_no_try,
    jobs_are_listed_by_state,
    a_job_is_buried_only_while_it_runs,
    who_is_near_a_patient_is_found,
);

fn news(n: u8) -> Notice {
    Notice {
        notice: ItemId::from_bytes([n; 16]),
        user: user(1),
        kind: NoticeKind::Message,
        doc: doc(n),
        patient: None,
        at: at(i64::from(n)),
        seen_at: None,
        mail: Mail::Waiting,
    }
}

async fn a_notice_is_added_once_and_seen_once(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert!(notice::insert(&mut tx, &news(1), "one").await.unwrap());
    assert!(!notice::insert(&mut tx, &news(2), "one").await.unwrap(), "the same stretch of time");
    assert_eq!(notice::unseen(&mut tx, user(1)).await.unwrap(), 1);
    assert!(!notice::see(&mut tx, user(2), news(1).notice, at(9)).await.unwrap(), "not theirs");
    assert!(notice::see(&mut tx, user(1), news(1).notice, at(9)).await.unwrap());
    assert!(!notice::see(&mut tx, user(1), news(1).notice, at(10)).await.unwrap(), "seen before");
    assert_eq!(notice::unseen(&mut tx, user(1)).await.unwrap(), 0);
    let found = notice::find(&mut tx, news(1).notice).await.unwrap().unwrap();
    assert_eq!(found, Notice { seen_at: Some(at(9)), ..news(1) });
    assert_eq!(notice::find(&mut tx, news(2).notice).await.unwrap(), None);
}

async fn notices_are_listed_newest_first_and_for_their_person_only(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let about = Notice {
        patient: Some(PatientId::from_bytes([9; 16])),
        kind: NoticeKind::Reading,
        ..news(2)
    };
    let other = Notice { user: user(2), ..news(3) };
    for (n, it) in [news(1), about.clone(), other].iter().enumerate() {
        assert!(notice::insert(&mut tx, it, &n.to_string()).await.unwrap());
    }
    assert_eq!(notice::list(&mut tx, user(1), 9).await.unwrap(), [about.clone(), news(1)]);
    assert_eq!(notice::list(&mut tx, user(1), 1).await.unwrap(), [about]);
    assert!(notice::list(&mut tx, user(7), 9).await.unwrap().is_empty());
}

async fn the_mail_of_a_notice_goes_from_state_to_state(store: Store) {
    let mut tx = store.begin().await.unwrap();
    notice::insert(&mut tx, &news(1), "one").await.unwrap();
    for mail in [Mail::Sent, Mail::HeldBack, Mail::GivenUp, Mail::None, Mail::Waiting] {
        notice::set_mail(&mut tx, news(1).notice, mail).await.unwrap();
        let found = notice::find(&mut tx, news(1).notice).await.unwrap().unwrap();
        assert_eq!(found.mail, mail);
    }
    let unknown = notice::set_mail(&mut tx, news(2).notice, Mail::Sent).await;
    assert!(matches!(unknown, Err(StoreError::Rows { want: 1, got: 0, .. })));
}

async fn a_choice_is_kept_in_place_of_the_older_one(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(notice::choice(&mut tx, user(1)).await.unwrap(), None);
    let first = Choice { in_app: true, email: false, quiet: None, contact: None };
    notice::put_choice(&mut tx, user(1), &first, at(1)).await.unwrap();
    assert_eq!(notice::choice(&mut tx, user(1)).await.unwrap(), Some(first));
    let quiet = Some((0, 1_439));
    let second = Choice { in_app: false, email: true, quiet, contact: Some(vec![1, 2]) };
    notice::put_choice(&mut tx, user(1), &second, at(2)).await.unwrap();
    assert_eq!(notice::choice(&mut tx, user(1)).await.unwrap(), Some(second));
    assert_eq!(notice::choice(&mut tx, user(2)).await.unwrap(), None);
}

fn todo(n: u8) -> Job {
    Job {
        job: JobId::from_bytes([n; 16]),
        kind: "mail".into(),
        dedupe: Some(n.to_string()),
        payload: vec![n],
        run_at: at(0),
        attempts: 0,
        attempts_max: 2,
    }
}

async fn a_job_whose_last_worker_was_lost_is_given_up(store: Store) {
    let mut tx = store.begin().await.unwrap();
    job::append(&mut tx, &todo(1), at(0)).await.unwrap();
    for n in 1..=2 {
        let claimed = job::claim(&mut tx, at(10 * n), at(10 * n + 10), 1).await.unwrap();
        assert_eq!(claimed.iter().map(|j| i64::from(j.attempts)).collect::<Vec<_>>(), [n]);
    }
    assert!(job::claim(&mut tx, at(30), at(40), 1).await.unwrap().is_empty(), "no third try");
    let dead = job::list(&mut tx, Some(JobState::Dead), 9).await.unwrap();
    assert_eq!((dead.len(), dead[0].code.as_deref()), (1, Some("worker_lost")));
    assert!(
        job::append(&mut tx, &Job { job: JobId::from_bytes([2; 16]), ..todo(1) }, at(31))
            .await
            .unwrap()
    );
}

async fn a_job_given_up_gets_all_its_tries_again(store: Store) {
    let mut tx = store.begin().await.unwrap();
    job::append(&mut tx, &todo(1), at(0)).await.unwrap();
    assert!(!job::retry(&mut tx, todo(1).job, at(1)).await.unwrap(), "it waits");
    for n in 1..=2 {
        job::claim(&mut tx, at(10 * n), at(99), 1).await.unwrap();
        job::fail(&mut tx, todo(1).job, "refused", at(10 * n), at(10 * n)).await.unwrap();
    }
    assert!(job::retry(&mut tx, todo(1).job, at(50)).await.unwrap());
    assert!(!job::retry(&mut tx, todo(2).job, at(50)).await.unwrap(), "unknown");
    assert!(job::claim(&mut tx, at(49), at(99), 1).await.unwrap().is_empty());
    assert_eq!(job::claim(&mut tx, at(50), at(99), 1).await.unwrap()[0].attempts, 1);
}

async fn a_postponed_job_loses_no_try(store: Store) {
    let mut tx = store.begin().await.unwrap();
    job::append(&mut tx, &todo(1), at(0)).await.unwrap();
    let waiting = job::postpone(&mut tx, todo(1).job, at(9), at(1)).await;
    assert!(matches!(waiting, Err(StoreError::Rows { .. })), "it does not run");
    job::claim(&mut tx, at(1), at(60), 1).await.unwrap();
    job::postpone(&mut tx, todo(1).job, at(9), at(2)).await.unwrap();
    assert!(job::claim(&mut tx, at(8), at(60), 1).await.unwrap().is_empty());
    assert_eq!(job::claim(&mut tx, at(9), at(60), 1).await.unwrap()[0].attempts, 1);
}

async fn jobs_are_listed_by_state(store: Store) {
    let mut tx = store.begin().await.unwrap();
    for n in 1..=3 {
        job::append(&mut tx, &todo(n), at(i64::from(n))).await.unwrap();
    }
    let claimed = job::claim(&mut tx, at(5), at(60), 2).await.unwrap();
    job::finish(&mut tx, claimed[0].job, at(6)).await.unwrap();
    let states = async |tx: &mut _, state| {
        let lines = job::list(tx, state, 9).await.unwrap();
        lines.iter().map(|l| (l.job.as_bytes()[0], l.state.name())).collect::<Vec<_>>()
    };
    assert_eq!(states(&mut tx, None).await, [(2, "running"), (3, "waiting")]);
    assert_eq!(states(&mut tx, Some(JobState::Done)).await, [(1, "done")]);
    assert_eq!(states(&mut tx, Some(JobState::Waiting)).await, [(3, "waiting")]);
    assert!(states(&mut tx, Some(JobState::Dead)).await.is_empty());
    let line = &job::list(&mut tx, Some(JobState::Running), 1).await.unwrap()[0];
    assert_eq!((line.kind.as_str(), line.attempts, line.code.as_deref()), ("mail", 1, None));
    assert_eq!((line.run_at, line.created_at), (at(0), at(2)));
}

async fn a_job_is_buried_only_while_it_runs(store: Store) {
    let mut tx = store.begin().await.unwrap();
    job::append(&mut tx, &todo(1), at(0)).await.unwrap();
    let waiting = job::bury(&mut tx, todo(1).job, "refused", at(1)).await;
    assert!(matches!(waiting, Err(StoreError::Rows { want: 1, got: 0, .. })));
    job::claim(&mut tx, at(1), at(60), 1).await.unwrap();
    job::bury(&mut tx, todo(1).job, "refused", at(2)).await.unwrap();
    let dead = &job::list(&mut tx, Some(JobState::Dead), 9).await.unwrap()[0];
    assert_eq!((dead.attempts, dead.code.as_deref()), (1, Some("refused")));
}

async fn who_is_near_a_patient_is_found(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let patient = PatientId::from_bytes(bytes(200));
    for n in 1..=3 {
        users::insert(&mut tx, &person(n, Role::Doctor)).await.unwrap();
    }
    let own = User { patient: Some(patient), ..person(4, Role::Patient) };
    users::insert(&mut tx, &own).await.unwrap();
    let found = users::of_patient(&mut tx, patient, 9).await.unwrap();
    assert_eq!(found.iter().map(|u| u.user).collect::<Vec<_>>(), [user(4)]);
    assert!(users::writers(&mut tx, patient, 9).await.unwrap().is_empty());

    let pos = Position { tx: 0, id: 1 };
    document::insert(&mut tx, &permit(Create, doc(1)), &chart(1, pos)).await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    let write = permit(Write, doc(1));
    change::append(&mut tx, &[(&write, item(1, 1, pos))]).await.unwrap();
    assert_eq!(users::writers(&mut tx, patient, 9).await.unwrap(), [user(1)]);
    assert!(users::writers(&mut tx, PatientId::from_bytes([1; 16]), 9).await.unwrap().is_empty());
}
