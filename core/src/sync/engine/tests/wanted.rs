//! What the engine asks for by name.
use super::*;

#[test]
fn news_that_did_not_fit_is_asked_for_anew_once() {
    let mut b = Bench::new();
    let want = Want { doc: DocId::from_bytes([1; 16]), epoch: 0, have_seq: 0 };
    let (conn, ..) = b.wake(Wake::Resume).unwrap();
    b.memory().repair = vec![want];
    assert!(b.pull(conn).is_none(), "it waits a moment first");
    b.now = b.engine.wake_at();
    let (conn, carrier, sent) = b.wake(Wake::Timer).unwrap();
    assert_eq!(carrier, Carrier::Pull);
    assert!(matches!(&sent[1], Message::Pull(p) if p.want == Some(vec![want])));
    b.memory().repair = vec![want];
    // It had its chance: it comes again with the document's next change.
    assert_eq!(b.pull(conn).unwrap().1, Carrier::Live);
}

#[test]
fn an_unreadable_document_is_asked_for_once() {
    let mut b = Bench::new();
    let want = Want { doc: DocId::from_bytes([1; 16]), epoch: 0, have_seq: 0 };
    b.memory().unreadable = vec![want];
    let (conn, _, sent) = b.wake(Wake::Resume).unwrap();
    assert!(matches!(&sent[1], Message::Pull(p) if p.want == Some(vec![want])));
    b.pull(conn);
    b.now = NOW.plus_millis(70_000);
    let (_, _, sent) = b.wake(Wake::Timer).unwrap();
    assert!(matches!(&sent[1], Message::Pull(p) if p.want.is_none()));
}

#[test]
fn what_the_server_lost_is_asked_for_until_it_has_it_again() {
    let mut b = Bench::new();
    let want = Want { doc: DocId::from_bytes([1; 16]), epoch: 0, have_seq: 3 };
    b.memory().strays = vec![want];
    let wanted = |b: &mut Bench, ms| {
        b.now = NOW.plus_millis(ms);
        let (conn, _, sent) = b.wake(Wake::Asked).unwrap();
        b.pull(conn);
        let Message::Pull(pull) = &sent[1] else { panic!("no pull") };
        pull.want.clone()
    };
    assert_eq!(wanted(&mut b, 0), Some(vec![want]));
    assert_eq!(wanted(&mut b, 299_000), None, "not with every poll");
    b.memory().brings = [want.doc].into();
    assert_eq!(wanted(&mut b, 300_000), Some(vec![want]));
    assert_eq!(wanted(&mut b, 900_000), None, "it was told what the server has");
}
