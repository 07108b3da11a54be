//! What each target does with its bytes. A promise that does not hold is a panic.
//!
//! Time is bounded from outside: an input that takes long is a finding of the runner.
use std::sync::OnceLock;

use minicbor::{Decode, Encode};
use satchel_model::{
    audit::Event,
    crdt::{Dialogue, Doc, GuardError, Guarded, Limits, Put, RefError, Said, guard},
    document::entry::Entry,
    fhir::{
        Context, Nobody,
        input::{Input, Layout, layout},
        map,
        reading::Reading,
    },
    hash,
    id::{ActorId, DeviceId, DocId, Nonce, TenantId, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, Env, Nonced},
    frame,
    intent::Intent,
    interop,
};
use satchel_vault::{mac, secret::Key32};

use super::token::Token;

/// One target.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its corpus.
pub const ALL: [(&str, Target); 7] = [
    ("apply", apply),
    ("envelope", envelope),
    ("fhir", fhir),
    ("frame", frame),
    ("guard", guard),
    ("interop", interop),
    ("token", token),
];

/// A change chunk around a body, with the checksum that belongs to it: no fuzzer would find that.
#[must_use]
pub fn framed(body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![1];
    let mut left = body.len();
    while left >= 0x80 {
        hashed.push(u8::try_from(left & 0x7f).unwrap_or(0) | 0x80);
        left >>= 7;
    }
    hashed.push(u8::try_from(left).unwrap_or(0));
    hashed.extend(body);
    let sum = hash::sha256(&[&hashed]);
    let checksum = sum.as_bytes().iter().take(4).copied();
    [0x85, 0x6f, 0x4a, 0x83].into_iter().chain(checksum).chain(hashed).collect()
}

/// The guard against Automerge itself: what it lets pass parses without a panic, to the totals that it told.
pub fn guard(data: &[u8]) {
    drop(guard::check(data, &Limits::SERVER));
    let chunk = framed(data);
    for limits in [Limits::DEVICE, Limits::FOREIGN, Limits::SERVER] {
        let Ok(header) = guard::check(&chunk, &limits) else { continue };
        match Guarded::new(chunk.clone(), &limits) {
            Ok(guarded) => assert_eq!(guarded.header(), &header),
            Err(error) => assert!(
                matches!(error, GuardError::Malformed("parse" | "not as Automerge writes it")),
                "the guard let it pass: {error}"
            ),
        }
    }
}

/// A small record that changes are written onto.
#[must_use]
pub fn record() -> Doc {
    static RECORD: OnceLock<Doc> = OnceLock::new();
    let doc = RECORD.get_or_init(|| {
        let mut doc = Doc::genesis(&["meds", "notes"], 1, DocId::from_bytes([3; 16]), 0);
        let path = |parts: &[&str]| parts.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let set = |parts: &[&str], value: &str| Put::Set(path(parts), value.into());
        let puts = [
            Put::Map(path(&["meds", "m1"])),
            set(&["meds", "m1", "dose"], "5 mg"),
            set(&["meds", "m1", "status"], "active"),
            Put::Text(path(&["notes", "n1"]), "no fever".to_owned()),
            Put::Text(path(&["notes", "n2"]), "rest".to_owned()),
        ];
        let made = doc.edit(ActorId::from_bytes([9; 16]), Nonce::from_bytes([7; 16]), &puts);
        assert!(made.is_ok(), "the record is honest");
        doc
    });
    doc.fork()
}

/// What passed guard, lineage and references is taken in, and the document saves and loads as it was.
pub fn apply(data: &[u8]) {
    let Ok(change) = Guarded::new(framed(data), &Limits::DEVICE) else { return };
    let doc = record();
    if doc.lineage(change.header()).is_err() || doc.knows(&change.header().hash) {
        return;
    }
    let ops = doc.operations(&change);
    assert_ne!(ops.as_ref().err(), Some(&RefError::Panicked));
    if ops.is_err() {
        return;
    }
    let after = doc.applied(&[change]);
    assert!(after.is_ok(), "proved, and yet not taken");
    let Ok(after) = after else { return };
    let loaded = Doc::load(&after.save());
    assert!(loaded.is_ok(), "what was saved does not load");
    assert_eq!(loaded.map(|d| d.heads()).unwrap_or_default(), after.heads());
}

/// An envelope has one form; bodies never panic.
pub fn envelope(data: &[u8]) {
    if let Ok(env) = Env::decode(data) {
        assert_eq!(env.encode(), data);
    }
    if let Ok((nonce, value)) = env::unwrap(data) {
        assert_eq!(env::wrap(nonce, value), data);
    }
    body::<Intent>(data);
    body::<Entry>(data);
    body::<Event>(data);
}

fn body<T: Encode<()> + for<'b> Decode<'b, ()>>(data: &[u8]) {
    drop(Nonced::<T>::decode(data));
}

/// A frame as it is, and one whose content is these bytes: what is read is written so that it reads alike.
pub fn frame(data: &[u8]) {
    drop(frame::decode(data));
    let Some((kind, raw)) = data.split_first() else { return };
    let packed = zstd::bulk::compress(raw, 1).unwrap_or_default();
    let length = u32::try_from(packed.len()).unwrap_or(0).to_le_bytes();
    let bytes = [&[*kind][..], &length, &packed].concat();
    if let Ok((message, used)) = frame::decode(&bytes) {
        assert_eq!(used, bytes.len());
        let again = frame::decode(&frame::encode(&message));
        assert_eq!(again.map(|(m, _)| m), Ok(message));
    }
}

/// A feed token under the right tag, and as it is.
pub fn token(data: &[u8]) {
    let (tenant, device) = (TenantId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
    let key = Key32::from_bytes([7; 32]);
    drop(Token::decode(data, tenant, device, &key));
    let tag = mac::hmac_sha256(&key, &[b"satchel/token/v1", data]);
    let bytes: Vec<u8> = data.iter().chain(tag.as_bytes().iter().take(16)).copied().collect();
    if let Some(token) = Token::decode(&bytes, tenant, device, &key) {
        assert_eq!(token.encode(&key), bytes);
    }
}

/// FHIR in: nothing is lost and nothing is counted twice.
pub fn fhir(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let inputs = match layout(first) {
        Layout::Whole => vec![Input::read(text, "f", "")],
        Layout::Lines => text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Input::read(line, "f", "line "))
            .collect(),
    };
    let reading = Reading::new(inputs, "fuzz");
    drop(reading.wants());
    let (by, at) = (UserId::from_bytes([8; 16]), Timestamp::from_millis(1_790_000_000_000));
    let mapping = map(&reading, &Context { by, at, known: &Nobody });
    let report = &mapping.report;
    assert_eq!(report.mapped + report.kept + report.refused.len(), report.resources);
    assert_eq!(mapping.outcomes.len(), report.mapped + report.kept);
}

/// A message of an automerge-repo client, and its bytes as Automerge's own sync message.
pub fn interop(data: &[u8]) {
    said(data);
    let Ok(message) = interop::Message::read(data) else { return };
    assert_eq!(interop::Message::read(&message.write()).as_ref(), Ok(&message));
    if let interop::Message::Sync(carried) | interop::Message::Request(carried) = &message {
        said(&carried.data);
        assert_eq!(interop::id::parse(&interop::id::text(carried.doc)), Some(carried.doc));
    }
}

fn said(data: &[u8]) {
    let Ok(said) = Said::read(data, &Limits::FOREIGN, false) else { return };
    let mut doc = record();
    for chunk in said.changes() {
        if let Ok(change) = Guarded::new(chunk.clone(), &Limits::FOREIGN)
            && doc.lineage(change.header()).is_ok()
            && doc.operations(&change).is_ok()
        {
            assert!(doc.apply(&[change]).is_ok(), "proved, and yet not taken");
        }
    }
    let mut dialogue = Dialogue::new(false);
    if dialogue.hear(&doc, said).is_ok() {
        assert!(dialogue.say(&doc).is_ok(), "heard, and then panicked");
        drop(Dialogue::resumed(false, &dialogue.kept()));
    }
}
