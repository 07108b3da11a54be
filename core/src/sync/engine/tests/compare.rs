//! When the engine compares, what it asks in each round, and when it leaves a copy alone.
use super::*;
use satchel_protocol::sync::{Buckets, Digest, Pull};

/// Sums of a type in which these buckets are not those of the fake, which are all zero.
fn sums(differ: &[usize]) -> Buckets {
    let mut bytes = vec![0; 256 * 8];
    for at in differ {
        bytes[at * 8] = 1;
    }
    Buckets { doc_type: 2, sums: bytes.into() }
}

fn want(n: u8) -> Want {
    Want { doc: satchel_model::id::DocId::from_bytes([n; 16]), epoch: 0, have_seq: 0 }
}

/// An engine that has just found its copy different: the comparison's connection, and what it says.
fn differing() -> (Bench, Conn, Vec<Message>) {
    let mut b = Bench::new();
    b.memory().same = Some(false);
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let (conn, carrier, sent) = b.pull(conn).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    (b, conn, sent)
}

fn answer(b: &mut Bench, conn: Conn, digest: Digest) -> Option<(Conn, Carrier, Vec<Message>)> {
    b.feed(conn, &[welcome(Mode::Normal), Message::Digest(digest)]);
    b.end(conn)
}

fn pulled(sent: &[Message]) -> &Pull {
    let [Message::Hello(_), Message::Pull(pull)] = sent else { panic!("{sent:?}") };
    pull
}

#[test]
fn a_different_copy_is_mended_in_three_rounds() {
    let (mut b, conn, sent) = differing();
    assert!(matches!(&sent[1], Message::Digest(Digest::Mine { .. })), "{sent:?}");
    b.memory().differ = vec![want(1), want(2)];
    let told = Digest::Differ { seed: 7, buckets: vec![sums(&[3, 200])], token: vec![5].into() };
    let (conn, _, sent) = answer(&mut b, conn, told).unwrap();
    let asked = vec![BucketOf { doc_type: 2, bucket: 3 }, BucketOf { doc_type: 2, bucket: 200 }];
    assert_eq!(sent[1], Message::Digest(Digest::Ask { seed: 7, buckets: asked.clone() }));
    let told = Digest::Prints { buckets: asked, prints: Vec::new() };
    let (conn, _, sent) = answer(&mut b, conn, told).unwrap();
    assert_eq!(pulled(&sent).want.as_deref(), Some([want(1), want(2)].as_slice()));
    assert_eq!(pulled(&sent).token, None, "and not from where the comparison was made");
    assert_eq!((b.memory().confirmed, b.engine.status().repaired), (1, 2));
    b.memory().same = Some(true);
    assert_eq!(b.pull(conn).unwrap().1, Carrier::Live, "done");
    assert!(!b.engine.status().comparing);
}

#[test]
fn buckets_that_did_not_fit_are_asked_for_again() {
    let (mut b, conn, _) = differing();
    let told = Digest::Differ { seed: 7, buckets: vec![sums(&[3, 200])], token: vec![5].into() };
    let (conn, ..) = answer(&mut b, conn, told).unwrap();
    let first = vec![BucketOf { doc_type: 2, bucket: 3 }];
    let told = Digest::Prints { buckets: first, prints: Vec::new() };
    let (_, _, sent) = answer(&mut b, conn, told).unwrap();
    let rest = vec![BucketOf { doc_type: 2, bucket: 200 }];
    assert_eq!(sent[1], Message::Digest(Digest::Ask { seed: 7, buckets: rest }));
}

#[test]
fn a_copy_that_stays_different_is_left_alone_for_an_hour() {
    let (mut b, conn, _) = differing();
    let told = Digest::Differ { seed: 7, buckets: vec![sums(&[3])], token: vec![5].into() };
    let (conn, ..) = answer(&mut b, conn, told).unwrap();
    let of = vec![BucketOf { doc_type: 2, bucket: 3 }];
    b.memory().differ = vec![want(1)];
    let told = Digest::Prints { buckets: of, prints: Vec::new() };
    let (conn, ..) = answer(&mut b, conn, told).unwrap();
    assert_eq!(b.pull(conn).unwrap().1, Carrier::Live, "still different, not compared again");
    b.now = NOW.plus_millis(bound_ms() - 1);
    let (conn, _, sent) = b.wake(Wake::Asked).unwrap();
    pulled(&sent);
    assert!(b.pull(conn).is_none());
    b.now = NOW.plus_millis(bound_ms() + 1);
    let (conn, ..) = b.wake(Wake::Asked).unwrap();
    let (_, _, sent) = b.pull(conn).unwrap();
    assert!(matches!(&sent[1], Message::Digest(Digest::Mine { .. })), "{sent:?}");
}

const fn bound_ms() -> i64 {
    crate::sync::bound::REPAIR_AGAIN_MS
}

#[test]
fn news_comes_before_a_comparison_that_it_would_spoil() {
    let (mut b, conn, _) = differing();
    let (conn, _, sent) = answer(&mut b, conn, Digest::Busy).unwrap();
    pulled(&sent);
    let (_, _, sent) = b.pull(conn).unwrap();
    assert!(matches!(&sent[1], Message::Digest(Digest::Mine { .. })), "{sent:?}");
}

#[test]
fn a_restored_server_is_compared_with_before_anything_is_fetched() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.feed(conn, &[welcome(Mode::Reconcile)]);
    let (conn, _, sent) = b.end(conn).unwrap();
    assert!(matches!(&sent[1], Message::Digest(Digest::Mine { .. })), "{sent:?}");
    let told = Digest::Differ { seed: 7, buckets: Vec::new(), token: vec![5].into() };
    b.feed(conn, &[welcome(Mode::Reconcile), Message::Digest(told)]);
    let (conn, _, sent) = b.end(conn).unwrap();
    assert_eq!(pulled(&sent).token, Some(vec![5].into()), "from the moment of the comparison");
    b.feed(conn, &[welcome(Mode::Reconcile)]);
    b.checkpoint(conn, false);
    assert_eq!(b.end(conn).unwrap().1, Carrier::Live);
}

#[test]
fn a_person_may_have_the_copy_compared_at_any_time() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.pull(conn);
    let (conn, _, sent) = b.wake(Wake::Check).unwrap();
    pulled(&sent);
    let (_, _, sent) = b.pull(conn).unwrap();
    assert!(matches!(&sent[1], Message::Digest(Digest::Mine { .. })), "{sent:?}");
}

#[test]
fn a_comparison_that_a_person_asks_for_during_a_pass_is_made_though_the_digest_is_equal() {
    let mut b = Bench::new();
    b.memory().same = Some(true);
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.handle(&Input::Wake(Wake::Check));
    assert!(b.engine.status().comparing);
    // The pass that is under way, and the one that a person's question begins with.
    let (conn, _, sent) = b.pull(conn).unwrap();
    pulled(&sent);
    let (conn, _, sent) = b.pull(conn).unwrap();
    assert!(matches!(&sent[1], Message::Digest(Digest::Mine { .. })), "{sent:?}");
    let told = Digest::Differ { seed: 7, buckets: Vec::new(), token: vec![5].into() };
    answer(&mut b, conn, told);
    // Whoever waits for it would wait for ever.
    let status = b.engine.status();
    assert_eq!((status.comparing, status.comparisons, status.repaired), (false, 1, 0));
}

#[test]
fn the_same_document_twice_is_an_alarm() {
    let (mut b, conn, _) = differing();
    b.memory().differ = vec![want(1)];
    let mut conn = conn;
    for round in 0..2 {
        let told = Digest::Differ { seed: 7, buckets: vec![sums(&[3])], token: vec![5].into() };
        (conn, _, _) = answer(&mut b, conn, told).unwrap();
        let of = vec![BucketOf { doc_type: 2, bucket: 3 }];
        let told = Digest::Prints { buckets: of, prints: Vec::new() };
        let actions = b.feed(conn, &[welcome(Mode::Normal), Message::Digest(told)]);
        let alarm = Action::Tell(Notice::Alarm(ErrorCode::StoreCorrupt));
        assert_eq!(actions.contains(&alarm), round == 1, "round {round}");
        let (pull, ..) = b.end(conn).unwrap();
        b.now = b.now.plus_millis(bound_ms() + 1);
        let next = b.pull(pull);
        if round == 0 {
            (conn, ..) = next.unwrap();
        }
    }
}

#[test]
fn sums_of_a_wrong_size_end_the_comparison() {
    let (mut b, conn, _) = differing();
    let short = Buckets { doc_type: 2, sums: vec![0; 16].into() };
    let told = Digest::Differ { seed: 7, buckets: vec![short], token: vec![5].into() };
    let actions = b.feed(conn, &[welcome(Mode::Normal), Message::Digest(told)]);
    assert!(actions.contains(&Action::Tell(Notice::Alarm(ErrorCode::Malformed))));
    assert!(!b.engine.status().comparing);
}

#[test]
fn a_poke_during_a_pass_brings_another_one() {
    let mut b = Bench::new();
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    let (live, carrier, _) = b.pull(conn).unwrap();
    assert_eq!(carrier, Carrier::Live);
    let (conn, carrier, _) = opened(b.feed(live, &[welcome(Mode::Normal)])).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    b.feed(conn, &[welcome(Mode::Normal)]);
    // After the server fixed what this pass brings.
    b.feed(live, &[Message::Poke(Poke { groups: Vec::new(), docs: Vec::new() })]);
    b.checkpoint(conn, false);
    assert_eq!(b.end(conn).map(|o| o.1), Some(Carrier::Pull));
}
