//! The cache of loaded documents is bounded by what they really take, and never answers with an old one.
use crate::{harness::Server, pen::Pen};
use satchel_model::{
    document::{
        DocType, genesis,
        write::{Plan, Planned, Write},
    },
    id::{ActorId, DocId, ItemId, Nonce, PatientId},
    role::Role,
};
use satchel_server::sync::hot::{Hot, HotCache};
use satchel_server_store::document::{self, Document};
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc};

/// Resident memory of this process in bytes.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
}

/// A stored chart's row, to make others after.
async fn pattern(server: &Server) -> Document {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut pen = Pen::enrol(server, &doctor).await;
    let (_, chart, items) = pen.patient("Okafor");
    pen.accepted(items).await;
    let mut tx = server.running.app.store.read().await.unwrap();
    document::find(&mut tx, chart).await.unwrap().unwrap()
}

/// A loaded chart with so many entries, and its row.
fn chart(server: &Server, like: &Document, number: u32, entries: u32) -> (Document, Hot) {
    let entropy = &*server.entropy;
    let id = DocId::from_bytes(*ItemId::new(server.now(), entropy).as_bytes());
    let patient = PatientId::from_bytes(*ItemId::new(server.now(), entropy).as_bytes());
    let mut doc = genesis(DocType::Chart, id, 0);
    let mut bytes = 0;
    for entry in 0..entries {
        let write: Write = serde_json::from_value(json!({
            "type": "allergy_add", "doc": id, "patient": patient, "item": ItemId::new(server.now(), entropy),
            "code": { "text": format!("substance {number} {entry}") }, "verification": "confirmed",
            "note": format!("told on the telephone {entry}, seen on the ward, stable since"),
        }))
        .unwrap();
        let plan = Plan { at: server.now(), by: satchel_model::id::UserId::from_bytes([3; 16]) };
        let Planned::Puts(puts) = write.plan(&doc, 0, &plan).unwrap() else { panic!("an entry") };
        let made = doc.edit(ActorId::from_bytes([7; 16]), Nonce::new(entropy), &puts).unwrap();
        bytes += u64::try_from(made.bytes.len()).unwrap();
    }
    let row = Document {
        doc: id,
        head_seq: u64::from(entries),
        bytes_log: bytes,
        heads: doc.heads(),
        ..like.clone()
    };
    let (epoch, seq) = (row.epoch, row.head_seq);
    (row, Hot { epoch, seq, doc: Arc::new(doc), actors: BTreeMap::new() })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_cache_counts_is_what_its_documents_take() {
    let server = Server::sqlite().await;
    let like = pattern(&server).await;
    // Kept to the end: what an earlier one gave back would be taken again, and so not be seen to be taken.
    let mut kept = Vec::new();
    for (documents, entries) in [(1_000, 4), (150, 80)] {
        let cache = HotCache::new(1 << 30);
        let before = resident();
        for number in 0..documents {
            let (row, hot) = chart(&server, &like, number, entries);
            cache.put(&row, hot);
        }
        let real = resident().saturating_sub(before);
        let (count, counted) = cache.size();
        let counted = u64::try_from(counted).unwrap();
        println!("{count} documents of {entries} entries take {real} bytes, {counted} are counted");
        assert_eq!(count, usize::try_from(documents).unwrap());
        assert!(real < counted * 3 / 2, "the bound would be passed by half");
        assert!(real * 4 > counted, "three quarters of the cache would stay empty");
        kept.push(cache);
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bound_holds_and_a_row_that_moved_on_finds_nothing() {
    let server = Server::sqlite().await;
    let like = pattern(&server).await;
    let cache = HotCache::new(1 << 20);
    let mut rows = Vec::new();
    for number in 0..200 {
        let (row, hot) = chart(&server, &like, number, 4);
        cache.put(&row, hot);
        rows.push(row);
        assert!(cache.size().1 <= 1 << 20);
    }
    assert!(cache.get(&rows[0]).is_none(), "the oldest had to go");
    let last = rows.pop().unwrap();
    assert_eq!(cache.get(&last).map(|hot| hot.seq), Some(4));
    // Another process appended, or made a new incarnation: the row says so, whatever this process holds.
    assert!(cache.get(&Document { head_seq: 5, ..last.clone() }).is_none());
    assert!(cache.get(&Document { epoch: last.epoch + 1, ..last.clone() }).is_none());
    cache.remove(last.doc);
    assert!(cache.get(&last).is_none());
    server.stop().await;
}
