//! What the engine tells of its rounds, and a download that rests.
use super::*;

#[test]
fn a_round_is_counted_when_work_ends_well_or_badly() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    assert_eq!(b.engine.status().rounds, 0);
    b.fail(conn, ErrorCode::Offline);
    assert_eq!(b.engine.status().rounds, 1);
    let (conn, ..) = b.wake(Wake::Asked).unwrap();
    b.pull(conn);
    assert_eq!(b.engine.status().rounds, 2);
}

#[test]
fn the_status_is_told_once_for_each_change() {
    let mut b = Bench::new();
    let told = |actions: &[Action]| {
        actions.iter().filter(|a| matches!(a, Action::Tell(Notice::Status(_)))).count()
    };
    let first = b.handle(&Input::Wake(Wake::Resume));
    assert_eq!(told(&first), 1);
    assert_eq!(told(&b.handle(&Input::Wake(Wake::NewWork))), 0);
}

fn rounds(actions: &[Action]) -> Vec<Round> {
    let round = |action: &Action| match action {
        Action::Tell(Notice::Round(round)) => Some(*round),
        _ => None,
    };
    actions.iter().filter_map(round).collect()
}

#[test]
fn a_download_that_rests_is_cut_and_begins_again_only_when_wanted() {
    let mut b = Bench::new();
    let (conn, carrier, _) = b.wake(Wake::Resume).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    b.feed(conn, &[welcome(Mode::Normal)]);
    let actions = b.handle(&Input::Wake(Wake::Pause));
    assert!(actions.contains(&Action::Close { conn }));
    assert!(b.engine.status().progress.is_some(), "how far it came is still shown");
    b.now = b.now.plus_millis(120_000);
    let next = b.wake(Wake::Timer).map(|(_, carrier, _)| carrier);
    assert_ne!(next, Some(Carrier::Pull));
    let (_, carrier, _) = b.wake(Wake::Unpause).unwrap();
    assert_eq!(carrier, Carrier::Pull);
}

#[test]
fn what_was_written_here_is_sent_while_the_download_rests() {
    let mut b = Bench::new();
    b.handle(&Input::Wake(Wake::Pause));
    b.memory().outbox = vec![1];
    let (conn, carrier, _) = b.wake(Wake::NewWork).unwrap();
    assert_eq!(carrier, Carrier::Push);
    assert_eq!(b.engine.status().sent, Some(0));
    b.fail(conn, ErrorCode::Offline);
    assert_eq!(b.engine.status().sent, None);
}

#[test]
fn who_asks_for_news_ends_the_rest() {
    let mut b = Bench::new();
    b.handle(&Input::Wake(Wake::Pause));
    let (_, carrier, _) = b.wake(Wake::Asked).unwrap();
    assert_eq!(carrier, Carrier::Pull);
}

/// A document as the feed brings it, without items.
fn brought(n: u8) -> Message {
    Message::Document(Document {
        doc: DocId::from_bytes([n; 16]),
        doc_type: 2,
        patient: None,
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        mode: DocMode::Log,
        from_seq: 1,
        to_seq: 0,
        fp: Fingerprint::from_bytes([0; 16]),
        env_root: Hash::ZERO,
        authors: Vec::new(),
        card: None,
        part: None,
        bytes: Vec::new().into(),
        items: Vec::new(),
        notes: Vec::new(),
    })
}

#[test]
fn a_pass_of_several_rounds_adds_up_and_each_round_tells_its_own() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), brought(1), brought(2)]);
    b.checkpoint(conn, true);
    let actions = b.handle(&Input::Ended { conn, trouble: None });
    assert_eq!(rounds(&actions)[0].items, 2);
    let (conn, carrier, _) = opened(actions).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    b.feed(conn, &[welcome(Mode::Normal), brought(3)]);
    b.checkpoint(conn, true);
    assert_eq!(b.engine.status().progress.map(|p| p.docs), Some(3));
    assert_eq!(rounds(&b.handle(&Input::Ended { conn, trouble: None }))[0].items, 1);
}

#[test]
fn each_round_tells_what_it_carried_and_what_went_wrong() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Normal), brought(1)]);
    b.checkpoint(conn, false);
    let told = rounds(&b.handle(&Input::Ended { conn, trouble: None }));
    assert_eq!(told.len(), 1);
    assert!(told[0].up > 0 && told[0].down > 0, "{told:?}");
    assert_eq!((told[0].carrier, told[0].items, told[0].code), (Carrier::Pull, 1, None));

    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let told = rounds(&b.fail(conn, ErrorCode::Overloaded));
    assert_eq!((told[0].down, told[0].code), (0, Some(ErrorCode::Overloaded)));
    let retry_at = b.engine.status().retry_at.unwrap();
    assert!(retry_at > b.now, "the next try is told");
    b.now = retry_at;
    let (conn, ..) = b.wake(Wake::Timer).unwrap();
    b.pull(conn);
    assert_eq!(b.engine.status().retry_at, None);
}
