//! What automerge-repo clients and servers were recorded saying, and what we write.
use satchel_model::id::DocId;
use satchel_protocol::interop::{Carried, Message, Metadata, Route, StoreHeads, id, limit};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fmt::Write as _};

const FRAMES: &str = include_str!("interop/frames.txt");

fn bytes(data: &[u8]) -> Value {
    json!(format!("h'{}'", hex::encode(data)))
}

/// A message as the recording shows it.
fn shown(message: &Message) -> Value {
    let about = |m: &Metadata| match &m.storage {
        Some(storage) => json!({"storageId": storage, "isEphemeral": m.ephemeral}),
        None => json!({"isEphemeral": m.ephemeral}),
    };
    let carried = |kind: &str, c: &Carried| {
        json!({"type": kind, "senderId": c.route.sender, "targetId": c.route.target,
            "documentId": id::text(c.doc), "data": bytes(&c.data)})
    };
    match message {
        Message::Join { sender, metadata, versions } => json!({"type": "join", "senderId": sender,
            "peerMetadata": about(metadata), "supportedProtocolVersions": versions}),
        Message::Peer { route, metadata, version } => {
            json!({"type": "peer", "senderId": route.sender,
            "targetId": route.target, "peerMetadata": about(metadata), "selectedProtocolVersion": version})
        }
        Message::Request(c) => carried("request", c),
        Message::Sync(c) => carried("sync", c),
        Message::Ephemeral { route, doc, count, session, data } => json!({"type": "ephemeral",
            "senderId": route.sender, "targetId": route.target, "documentId": id::text(*doc),
            "count": count, "sessionId": session, "data": bytes(data)}),
        Message::RemoteSubscription { route, add, remove } => {
            let mut out = json!({"type": "remote-subscription-change", "senderId": route.sender,
                "targetId": route.target, "add": add});
            if !remove.is_empty() {
                out["remove"] = json!(remove);
            }
            out
        }
        other => json!(format!("not in the recording: {other:?}")),
    }
}

/// The recorded value without what was undefined.
fn defined(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, v)| v != "<undefined>");
            Value::Object(kept.map(|(k, v)| (k, defined(v))).collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// Bytes of each recorded frame and what it says.
fn recorded() -> Vec<(Vec<u8>, Value)> {
    let lines: Vec<&str> = FRAMES.lines().filter(|l| !l.starts_with('#')).collect();
    lines
        .chunks_exact(2)
        .map(|pair| {
            let hex_of = pair[0].split(' ').nth(2).unwrap();
            (hex::decode(hex_of).unwrap(), defined(serde_json::from_str(pair[1]).unwrap()))
        })
        .collect()
}

#[test]
fn every_recorded_frame_is_read_as_it_was_meant() {
    let frames = recorded();
    assert_eq!(frames.len(), 40);
    for (bytes, want) in frames {
        let message = Message::read(&bytes).unwrap();
        assert_eq!(shown(&message), want);
        assert_eq!(
            Message::read(&message.write()),
            Ok(message),
            "and written so that it reads alike"
        );
    }
}

#[test]
fn a_frame_cut_short_or_followed_by_more_is_refused() {
    for (bytes, _) in recorded() {
        for n in 0..bytes.len() {
            assert!(Message::read(&bytes[..n]).is_err(), "cut at {n}");
        }
        assert!(Message::read(&[&bytes[..], &[0]].concat()).is_err());
    }
}

fn route() -> Route {
    Route { sender: "a".into(), target: "b".into() }
}

fn every() -> Vec<Message> {
    let doc = DocId::from_bytes([7; 16]);
    let heads = StoreHeads { heads: vec!["aGVhZA==".into()], timestamp: 1_790_000_000_000 };
    let carried = Carried { route: route(), doc, data: vec![0x42, 0, 0, 0, 0] };
    let metadata = Metadata { storage: Some("s".into()), ephemeral: false };
    vec![
        Message::Join {
            sender: "a".into(),
            metadata: metadata.clone(),
            versions: vec!["1".into()],
        },
        Message::Peer { route: route(), metadata, version: "1".into() },
        Message::Request(carried.clone()),
        Message::Sync(carried),
        Message::Unavailable { route: route(), doc },
        Message::Ephemeral { route: route(), doc, count: 3, session: "x".into(), data: vec![1] },
        Message::Error { message: "no".into(), sender: None, target: Some("b".into()) },
        Message::Leave { sender: "a".into() },
        Message::RemoteSubscription { route: route(), add: vec!["s".into()], remove: Vec::new() },
        Message::RemoteHeads { route: route(), doc, heads: BTreeMap::from([("s".into(), heads)]) },
    ]
}

#[test]
fn every_message_is_written_in_one_form() {
    let mut text = String::new();
    for message in every() {
        let bytes = message.write();
        assert_eq!(Message::read(&bytes).as_ref(), Ok(&message));
        writeln!(text, "{message:?}\n{}", hex::encode(bytes)).unwrap();
    }
    insta::assert_snapshot!("interop", text);
}

/// A map of these pairs, each written already.
fn map(pairs: &[&[u8]]) -> Vec<u8> {
    let mut out = vec![0xb9, 0, u8::try_from(pairs.len() / 2).unwrap()];
    out.extend(pairs.concat());
    out
}

fn word(text: &str) -> Vec<u8> {
    [&[0x60 | u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

#[test]
fn what_other_encoders_write_is_read_alike() {
    let (kind, ephemeral) = (word("type"), word("ephemeral"));
    let (sender, a, document) = (word("senderId"), word("a"), word("documentId"));
    let id = [&[0x50][..], &[7; 16]].concat();
    let three = [&[0xfb][..], &3.0_f64.to_be_bytes()].concat();
    let odd = map(&[
        &word("data"),
        &[0xd8, 0x40, 0x41, 9],
        &word("count"),
        &three,
        &word("sessionId"),
        &word("x"),
        &document,
        &id,
        &sender,
        &a,
        &word("targetId"),
        &[0xf6],
        &word("more"),
        &[0x82, 1, 2],
        &[5],
        &[6],
        &kind,
        &ephemeral,
    ]);
    let want = Message::Ephemeral {
        route: Route { sender: "a".into(), target: String::new() },
        doc: DocId::from_bytes([7; 16]),
        count: 3,
        session: "x".into(),
        data: vec![9],
    };
    assert_eq!(Message::read(&odd), Ok(want));
    let join = map(&[
        &kind,
        &word("join"),
        &sender,
        &a,
        &word("metadata"),
        &map(&[&word("isEphemeral"), &[0xf5]]),
    ]);
    let versions = vec!["1".to_owned()];
    let metadata = Metadata { storage: None, ephemeral: true };
    assert_eq!(Message::read(&join), Ok(Message::Join { sender: "a".into(), metadata, versions }));
}

#[test]
fn each_text_and_list_may_be_as_long_as_its_bound() {
    let join = |peer: usize, storage: usize, versions: usize| {
        let metadata = Metadata { storage: Some("s".repeat(storage)), ephemeral: false };
        let versions = vec!["1".to_owned(); versions];
        Message::read(&Message::Join { sender: "p".repeat(peer), metadata, versions }.write())
            .is_ok()
    };
    assert!(join(limit::PEER_MAX, limit::STORAGE_MAX, limit::LIST_MAX));
    assert!(!join(limit::PEER_MAX + 1, 1, 1) && !join(0, 1, 1));
    assert!(!join(1, limit::STORAGE_MAX + 1, 1));
    assert!(!join(1, 1, limit::LIST_MAX + 1));
    assert!(Message::read(&vec![0; limit::MESSAGE_MAX + 1]).is_err());
}

#[test]
fn what_is_missing_or_empty_is_refused() {
    let carried = |data: Vec<u8>| {
        Message::Sync(Carried { route: route(), doc: DocId::from_bytes([7; 16]), data })
    };
    assert!(Message::read(&carried(vec![1]).write()).is_ok());
    assert!(Message::read(&carried(Vec::new()).write()).is_err(), "no data");
    let (kind, sender) = (word("type"), word("senderId"));
    for wrong in [
        map(&[]),
        map(&[&kind, &word("sync"), &sender, &word("a")]),
        map(&[&kind, &word("novel"), &sender, &word("a")]),
        map(&[&kind, &word("leave")]),
        map(&[&sender, &word("a")]),
        map(&[
            &kind,
            &word("doc-unavailable"),
            &sender,
            &word("a"),
            &word("documentId"),
            &word("zz"),
        ]),
    ] {
        assert!(Message::read(&wrong).is_err(), "{}", hex::encode(wrong));
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), at in 0..40_usize) {
        drop(Message::read(&bytes));
        let (mut frame, _) = recorded().swap_remove(at);
        for (i, byte) in bytes.iter().enumerate() {
            let place = (i * 37 + usize::from(*byte)) % frame.len();
            frame[place] ^= byte;
            if let Ok(message) = Message::read(&frame) {
                proptest::prop_assert_eq!(Message::read(&message.write()), Ok(message));
            }
        }
    }
}
