use super::*;
use crate::{
    crdt::{Guarded, Put},
    id::{ActorId, DocId, Nonce},
};
use automerge::{AutoCommit, ObjType, ROOT, ReadDoc, transaction::Transactable};

fn path(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|p| (*p).to_owned()).collect()
}

fn ours() -> Doc {
    let mut doc = Doc::genesis(&["readings"], 1, DocId::from_bytes([3; 16]), 0);
    let puts =
        [Put::Map(path(&["readings", "a"])), Put::Set(path(&["readings", "a", "n"]), 1_i64.into())];
    doc.edit(ActorId::from_bytes([9; 16]), Nonce::from_bytes([1; 16]), &puts).unwrap();
    doc
}

/// A client of the library, with its own state.
struct Client {
    doc: AutoCommit,
    state: State,
}

impl Client {
    fn new() -> Self {
        let mut doc = AutoCommit::new();
        doc.set_actor(automerge::ActorId::from([5_u8; 16]));
        Self { doc, state: State::new() }
    }

    fn say(&mut self) -> Option<Vec<u8>> {
        self.doc.sync().generate_sync_message(&mut self.state).map(Message::encode)
    }

    fn hear(&mut self, bytes: &[u8]) {
        let message = Message::decode(bytes).unwrap();
        assert_eq!(message.flags, None, "our messages carry no flags");
        self.doc.sync().receive_sync_message(&mut self.state, message).unwrap();
    }

    /// Writes under the item that `ours` made, `long` bytes of it.
    fn write(&mut self, key: &str, long: usize) {
        let (_, readings) = self.doc.get(ROOT, "readings").unwrap().unwrap();
        let item = self.doc.put_object(&readings, key, ObjType::Map).unwrap();
        self.doc.put(&item, "note", "x".repeat(long)).unwrap();
        self.doc.commit();
    }
}

/// Talks until both are silent; the chunks that came up, as they went through the guard.
fn talk(doc: &mut Doc, dialogue: &mut Dialogue, client: &mut Client) -> Vec<Vec<u8>> {
    let mut brought = Vec::new();
    for _ in 0..20 {
        let up = client.say();
        if let Some(up) = &up {
            let said = Said::read(up, &Limits::FOREIGN, false).unwrap();
            for chunk in said.changes() {
                let change = Guarded::new(chunk.clone(), &Limits::FOREIGN).unwrap();
                doc.apply(&[change]).unwrap();
                brought.push(chunk.clone());
            }
            dialogue.hear(doc, said).unwrap();
        }
        let down = dialogue.say(doc).unwrap();
        if let Some(down) = &down {
            client.hear(down);
        }
        if up.is_none() && down.is_none() {
            return brought;
        }
    }
    panic!("they never fell silent");
}

#[test]
fn a_client_and_a_document_become_even_and_fall_silent() {
    let (mut doc, mut client) = (ours(), Client::new());
    let mut dialogue = Dialogue::new(false);
    assert_eq!(talk(&mut doc, &mut dialogue, &mut client).len(), 0);
    assert_eq!(client.doc.keys(client.doc.get(ROOT, "readings").unwrap().unwrap().1).count(), 1);
    client.write("b", 3);
    // What came up is told back, or the client would never know.
    let up = client.say().unwrap();
    let said = Said::read(&up, &Limits::FOREIGN, false).unwrap();
    let change = Guarded::new(said.changes()[0].clone(), &Limits::FOREIGN).unwrap();
    let mut taken = doc.fork();
    taken.apply(&[change]).unwrap();
    let mut told = dialogue.clone();
    told.hear(&taken, said).unwrap();
    client.hear(&told.say(&taken).unwrap().expect("an answer"));
    assert_eq!(client.state.their_heads, Some(client.doc.get_heads()));
    client.write("c", 3);
    (doc, dialogue) = (taken, told);
    let up = talk(&mut doc, &mut dialogue, &mut client);
    assert_eq!((up.len(), up[0][8]), (1, 1));
    assert_eq!(doc.keys(&["readings"]), ["a", "b", "c"]);
    let heads: Vec<_> = client.doc.get_heads().iter().map(|h| h.0).collect();
    assert_eq!(doc.heads().iter().map(|h| *h.as_bytes()).collect::<Vec<_>>(), heads);
    assert_eq!(dialogue.kept().len(), 34);
}

#[test]
fn a_long_change_comes_deflated_and_goes_on_as_it_was_hashed() {
    let (mut doc, mut client) = (ours(), Client::new());
    let mut dialogue = Dialogue::new(false);
    talk(&mut doc, &mut dialogue, &mut client);
    client.write("long", 5_000);
    let mut change = client.doc.get_last_local_change().unwrap();
    let deflated = change.bytes().to_vec();
    assert_eq!(deflated[8], 2, "the library deflates it");
    let mut out = Vec::new();
    take_apart(&deflated, &Limits::FOREIGN, &mut out).unwrap();
    assert_eq!(out, [change.raw_bytes().to_vec()]);
    let up = talk(&mut doc, &mut dialogue, &mut client);
    assert_eq!((up.len(), up[0][8]), (1, 1));
}

#[test]
fn a_dialogue_goes_on_from_what_was_kept() {
    let (mut doc, mut client) = (ours(), Client::new());
    let mut dialogue = Dialogue::new(false);
    talk(&mut doc, &mut dialogue, &mut client);
    let kept = dialogue.kept();
    client.write("later", 3);
    client.state = State::decode(&client.state.encode()).unwrap();
    let mut again = Dialogue::resumed(false, &kept);
    assert_eq!(talk(&mut doc, &mut again, &mut client).len(), 1, "one change, no more");
    for broken in [&[][..], &[1, 2, 3], &[0x43; 5_000]] {
        let mut fresh = Dialogue::resumed(false, broken);
        assert!(fresh.say(&doc).unwrap().is_some());
    }
}

#[test]
fn a_reader_gets_everything_and_brings_nothing() {
    let (doc, mut client) = (ours(), Client::new());
    let mut dialogue = Dialogue::new(true);
    for _ in 0..6 {
        if let Some(up) = client.say() {
            let said = Said::read(&up, &Limits::FOREIGN, true).unwrap();
            assert!(said.changes().is_empty());
            dialogue.hear(&doc, said).unwrap();
        }
        if let Some(down) = dialogue.say(&doc).unwrap() {
            client.hear(&down);
        }
    }
    client.write("mine", 3);
    let up = client.say().unwrap();
    assert_eq!(Said::read(&up, &Limits::FOREIGN, false).unwrap().changes().len(), 1);
    assert!(Said::read(&up, &Limits::FOREIGN, true).unwrap().changes().is_empty());
}

/// A message of these parts of a summary and these changes.
fn message(bloom: &[u8], changes: &[&[u8]]) -> Vec<u8> {
    let short = |n: usize| u8::try_from(n).unwrap();
    let mut out = vec![0x42, 0, 0, 1, 0, short(bloom.len())];
    out.extend(bloom);
    out.push(short(changes.len()));
    for change in changes {
        let mut left = change.len();
        while left >= 0x80 {
            out.push(u8::try_from(left & 0x7f).unwrap() | 0x80);
            left >>= 7;
        }
        out.push(short(left));
        out.extend(*change);
    }
    out
}

fn refused(bytes: &[u8]) -> GuardError {
    Said::read(bytes, &Limits::FOREIGN, false).unwrap_err()
}

#[test]
fn a_summary_that_would_divide_by_zero_or_fill_the_memory_is_refused() {
    assert!(
        Said::read(&message(&[5, 10, 7, 0, 0, 0, 0, 0, 0, 0], &[]), &Limits::FOREIGN, false)
            .is_ok()
    );
    for evil in [
        &[5, 0, 7][..],
        &[5, 10, 0, 0, 0, 0, 0, 0, 0, 0],
        &[5, 10, 33, 0, 0, 0, 0, 0, 0, 0],
        &[5, 10, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 0],
        &[0, 10, 7],
    ] {
        assert_eq!(refused(&message(evil, &[])), GuardError::Malformed("summary"), "{evil:?}");
    }
    let short = message(&[0xff, 0xff, 0xff, 0xff, 0x0f, 10, 7, 0], &[]);
    assert_eq!(refused(&short), GuardError::Malformed("cut short"));
    let longer = message(&[1, 8, 7, 0, 0], &[]);
    assert_eq!(refused(&longer), GuardError::Malformed("bytes behind the summary"));
}

#[test]
fn a_whole_document_and_a_bomb_are_refused() {
    assert_eq!(refused(&message(&[], &[&ours().save()])), GuardError::Malformed("chunk type"));
    let mut bomb = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    let content = vec![0; usize::try_from(Limits::FOREIGN.raw).unwrap() + 1];
    std::io::Write::write_all(&mut bomb, &content).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 400);
    let mut chunk = framed([0; 4], &bomb);
    chunk[8] = 2;
    assert_eq!(refused(&message(&[], &[&chunk])), GuardError::Bomb);
    assert_eq!(refused(&message(&[], &[b"abcd"])), GuardError::Malformed("magic"));
    assert_eq!(refused(&[0x44, 0, 0, 0, 0]), GuardError::Malformed("message version"));
    assert_eq!(refused(&[]), GuardError::Malformed("cut short"));
    assert_eq!(refused(&vec![0; MESSAGE_MAX + 1]), GuardError::TooLarge("message"));
    assert_eq!(
        refused(&[0x42, 0, 0, 0, 0, 1, 0x82, 7]),
        GuardError::Malformed("bytes behind the message")
    );
    assert_eq!(refused(&[0x42, 0, 0, 0, 0, 65]), GuardError::TooLarge("flags"));
    assert_eq!(refused(&[0x42, 0, 0, 0, 0x81, 2]), GuardError::TooLarge("changes"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        for version in VERSIONS {
            let bytes = [&[version][..], &bytes].concat();
            if let Ok(said) = Said::read(&bytes, &Limits::FOREIGN, false) {
                let (doc, mut dialogue) = (ours(), Dialogue::new(false));
                if dialogue.hear(&doc, said).is_ok() {
                    dialogue.say(&doc).unwrap();
                }
            }
        }
    }
}
