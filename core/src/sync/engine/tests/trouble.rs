//! What ends a conversation: sessions, wrong clocks, revocation, a server that is busy.
use super::*;

#[test]
fn an_ended_session_asks_for_a_token_once_and_goes_on_when_there_is_one() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let refuse = Message::Problem(WireTrouble {
        code: ErrorCode::Unauthenticated.number(),
        retry_after_s: None,
        incident: None,
    });
    let actions = b.feed(conn, &[refuse]);
    assert!(actions.contains(&Action::Refresh));
    assert!(!b.handle(&Input::Wake(Wake::NewWork)).contains(&Action::Refresh));
    assert_eq!(b.wake(Wake::SignedIn).unwrap().1, Carrier::Pull);
}

#[test]
fn a_token_about_to_end_is_renewed_before_it_is_used() {
    let mut b = Bench::new();
    b.memory().access_until = Some(NOW.plus_millis(30_000));
    let actions = b.handle(&Input::Wake(Wake::Resume));
    assert!(actions.contains(&Action::Refresh));
    assert!(opened(actions).is_none());
    b.memory().access_until = Some(NOW.plus_millis(600_000));
    assert!(b.wake(Wake::SignedIn).is_some());
}

#[test]
fn a_fresh_token_is_believed_though_the_clock_says_it_has_ended() {
    let mut b = Bench::new();
    b.memory().access_until = Some(NOW.plus_millis(-86_400_000));
    assert!(b.handle(&Input::Wake(Wake::Resume)).contains(&Action::Refresh));
    let (conn, ..) = b.wake(Wake::SignedIn).unwrap();
    // Refused nevertheless: no loop of refreshing, but patience.
    let actions = b.fail(conn, ErrorCode::Unauthenticated);
    assert!(!actions.contains(&Action::Refresh));
    assert!(b.engine.wake_at() > NOW);
}

#[test]
fn a_device_with_a_wrong_clock_proves_itself_in_the_servers_time() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let theirs = NOW.plus_millis(7_200_000);
    let wrong = Trouble { server_time: Some(theirs), ..Trouble::of(ErrorCode::ClockWrong) };
    let ended = Input::Ended { conn, trouble: Some(wrong) };
    let (conn, _, sent) = opened(b.handle(&ended)).unwrap();
    assert!(matches!(&sent[0], Message::Hello(h) if h.proof.at == theirs));
    assert_eq!(b.engine.status().clock_off_ms, Some(-7_200_000));
    // Refused again at the same time: no hot loop.
    let ended = Input::Ended { conn, trouble: Some(wrong) };
    assert!(opened(b.handle(&ended)).is_none());
}

#[test]
fn a_revoked_device_falls_silent() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1];
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.fail(conn, ErrorCode::DeviceRevoked);
    assert_eq!(b.engine.status().stopped, Some(ErrorCode::DeviceRevoked));
    b.now = NOW.plus_millis(3_600_000);
    assert!(b.wake(Wake::Asked).is_none());
    assert!(b.wake(Wake::SignedIn).is_none());
}

#[test]
fn a_forked_chain_stops_pushes_but_not_pulls() {
    let mut b = Bench::new();
    b.memory().outbox = vec![1];
    b.memory().stop = Some(ErrorCode::ChainFork);
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), verdicts(&[5])]);
    assert_eq!(b.end(conn).unwrap().1, Carrier::Pull);
}

#[test]
fn a_read_only_server_is_read_but_not_written() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::ReadOnly)]);
    b.memory().outbox = vec![1];
    b.checkpoint(conn, false);
    assert_eq!(b.end(conn).unwrap().1, Carrier::Live);
}

#[test]
fn a_full_server_is_left_alone_for_as_long_as_it_asks() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Wait { retry_after_s: 120, place: 7 })]);
    assert!(b.engine.is_idle());
    b.now = NOW.plus_millis(119_000);
    assert!(b.wake(Wake::Timer).is_none());
    b.now = NOW.plus_millis(430_000);
    assert!(b.wake(Wake::Timer).is_some());
}

#[test]
fn a_wipe_order_is_handed_on_and_nothing_more_is_sent() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let actions = b.feed(conn, &[welcome(Mode::Wipe { order: vec![1, 2].into() })]);
    assert!(actions.contains(&Action::Tell(Notice::Wipe(vec![1, 2]))));
    b.checkpoint(conn, false);
    assert!(b.end(conn).is_none());
}
