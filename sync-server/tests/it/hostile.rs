//! I11 and I12: no bytes make the server panic, and none of them change anything. Random and mutated requests against the
//! whole server in this process: frames that are none, honest ones with bytes turned over, items signed anew around broken
//! envelopes and bodies, tokens, sockets.
use std::{
    panic,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::{SinkExt as _, StreamExt as _};
use satchel_core::sync::transport::client_config;
use satchel_model::{
    document::DocType,
    entropy::{Entropy as _, SeededEntropy},
    id::{DocId, Hash},
    role::Role,
};
use satchel_protocol::{
    env::{Env, ItemKind},
    frame,
    sync::{Message, Pull, Push, PushItem},
};
use satchel_server_store as store;
use tokio_tungstenite::{Connector, connect_async_tls_with_config, tungstenite::Message as Ws};

use crate::{
    harness::Server,
    interop::{Door, open},
    pen::{Pen, code_of},
};

/// Requests of each kind; a longer run is `cargo xtask fuzz`.
const TRIES: usize = 150;
/// Replays the same bytes.
const SEED: u64 = 20_261_124;

/// Numbers from a seed.
struct Dice(SeededEntropy);

impl Dice {
    fn byte(&mut self) -> u8 {
        let mut byte = [0];
        self.0.fill(&mut byte);
        byte[0]
    }

    fn below(&mut self, bound: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        let mut out = vec![0; self.below(most)];
        self.0.fill(&mut out);
        out
    }

    /// The same bytes with some turned over, cut out, doubled or put in.
    fn bent(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(out.len());
            match self.below(5) {
                0 => out.truncate(at),
                1 => out.insert(at.min(out.len()), self.byte()),
                2 => {
                    let from = self.below(out.len());
                    let piece: Vec<u8> = out.iter().skip(from).take(16).copied().collect();
                    out.splice(at..at, piece);
                }
                3 if at < out.len() => out[at] = [0, 1, 0x7f, 0x80, 0xff][self.below(5)],
                _ if at < out.len() => out[at] ^= 1 << self.below(8),
                _ => {}
            }
        }
        out
    }
}

/// Counts panics of this process that nobody contains: the document engine's own are caught and seen as a held item.
fn counted() -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let (seen, before) = (Arc::clone(&count), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        seen.fetch_add(1, Ordering::SeqCst);
        before(info);
    }));
    count
}

/// Everything that an honest device has sent, and what stands after it.
struct Scene<'a> {
    pen: Pen<'a>,
    chart: DocId,
    honest: Vec<PushItem>,
}

async fn scene(server: &Server) -> Scene<'_> {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut pen = Pen::enrol(server, &doctor).await;
    let (patient, chart, mut honest) = pen.patient("Okafor");
    for n in 0..4 {
        honest.push(pen.allergy(patient, chart, &format!("substance {n}")));
    }
    pen.accepted(honest.clone()).await;
    Scene { pen, chart, honest }
}

/// What the record is: heads and length of every document's log.
async fn record(server: &Server) -> Vec<(DocId, u64, Vec<Hash>)> {
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let rows = store::document::page(&mut tx, app.keys.tenant, None, 1_000).await.unwrap();
    rows.into_iter().map(|row| (row.doc, row.head_seq, row.heads)).collect()
}

/// The server answers in its own words whatever it was sent.
fn answered(status: u16, bytes: &[u8], what: &str) {
    let problem = status == 200 || !code_of(bytes).is_empty() && code_of(bytes) != "-";
    assert!(problem && status != 500, "{what}: {status} {}", String::from_utf8_lossy(bytes));
}

async fn frames(scene: &Scene<'_>, dice: &mut Dice) {
    let hello = frame::encode(&Message::Hello(scene.pen.hello()));
    let push = Message::Push(Push { items: scene.honest.clone() });
    let pull = Message::Pull(Pull { token: None, budget: 1_000, first: None, want: None });
    let whole = [hello.clone(), frame::encode(&push)].concat();
    for n in 0..TRIES {
        let (path, bytes) = match n % 6 {
            0 => ("push", dice.bytes(400)),
            1 => ("push", dice.bent(&whole)),
            2 => ("push", [hello.clone(), dice.bent(&frame::encode(&push))].concat()),
            3 => ("push", [hello.clone(), packed(dice)].concat()),
            4 => ("pull", [hello.clone(), dice.bent(&frame::encode(&pull))].concat()),
            _ => ("pull", [dice.bent(&hello), frame::encode(&pull)].concat()),
        };
        let (status, answer) = scene.pen.raw(&format!("/v1/sync/{path}"), bytes.clone()).await;
        answered(status, &answer, &hex::encode(bytes));
    }
}

/// A frame of a random kind around random content that is properly compressed.
fn packed(dice: &mut Dice) -> Vec<u8> {
    let raw = dice.bytes(300);
    let packed = zstd::bulk::compress(&raw, 1).unwrap();
    let length = u32::try_from(packed.len()).unwrap().to_le_bytes();
    [&[dice.byte() % 16][..], &length, &packed].concat()
}

/// Broken envelopes and bodies under signatures that hold: nothing stands between them and the steps of admission.
async fn items(scene: &mut Scene<'_>, dice: &mut Dice) {
    for n in 0..TRIES {
        let at = dice.below(scene.honest.len());
        let (env, body) = (scene.honest[at].env.to_vec(), scene.honest[at].body.to_vec());
        let mut broken = Env::decode(&env).unwrap();
        broken.device_ctr = Some(scene.pen.ctr + 1);
        broken.prev_env_hash = Some(scene.pen.prev);
        let body = if n % 2 == 0 { dice.bent(&body) } else { body };
        bend(&mut broken, dice, scene.chart, &body);
        let item = scene.pen.sign(&broken, body);
        let sent = Message::Push(Push { items: vec![item] });
        let hello = Message::Hello(scene.pen.hello());
        let bytes: Vec<u8> = [hello, sent].iter().flat_map(frame::encode).collect();
        let (status, answer) = scene.pen.raw("/v1/sync/push", bytes).await;
        answered(status, &answer, &format!("{broken:?}"));
        // Whatever became of it, an item that was judged has used its number up.
        let mut tx = scene.pen.server.running.app.store.read().await.unwrap();
        let row = store::device::find(&mut tx, scene.pen.device.id).await.unwrap().unwrap();
        assert_ne!(row.status, store::device::DeviceStatus::Revoked);
        (scene.pen.ctr, scene.pen.prev) = (row.ctr_hw, row.chain);
    }
}

/// Some fields as no honest device would write them; the body's true hash in most cases, so that it is looked into.
fn bend(env: &mut Env, dice: &mut Dice, chart: DocId, body: &[u8]) {
    if dice.below(4) > 0 {
        env.hash = match env.kind {
            ItemKind::Change => satchel_model::hash::sha256(&[body.get(8..).unwrap_or_default()]),
            ItemKind::Entry | ItemKind::Intent | ItemKind::Row => {
                satchel_protocol::env::item_hash(env.kind, body)
            }
        };
    }
    match dice.below(12) {
        0 => env.doc = chart,
        1 => env.doc_type = u16::from(dice.byte()),
        2 => env.epoch = u32::from(dice.byte()),
        3 => env.actor_seq = Some(u64::MAX - u64::from(dice.byte())),
        4 => {
            env.kind =
                [ItemKind::Change, ItemKind::Entry, ItemKind::Intent, ItemKind::Row][dice.below(4)];
        }
        5 => env.role = dice.byte(),
        6 => env.schema = u16::MAX,
        7 => env.t_claim = satchel_model::time::Timestamp::from_millis(i64::MAX),
        8 => env.t_claim = satchel_model::time::Timestamp::from_millis(i64::MIN),
        9 => env.doc_type = DocType::Audit.code(),
        10 => env.actor_epoch = Some(u32::MAX),
        _ => {}
    }
}

/// Noise on the live socket, and on that of other makes.
async fn sockets(scene: &Scene<'_>, dice: &mut Dice) {
    let server = scene.pen.server;
    let hello = frame::encode(&Message::Hello(scene.pen.hello()));
    let recorded: Vec<Vec<u8>> = include_str!("../../../core/protocol/tests/it/interop/frames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| hex::decode(line.split(' ').nth(2)?).ok())
        .collect();
    for n in 0..TRIES / 5 {
        let (mut socket, first) = if n % 2 == 0 {
            let tls = client_config(server.running.app.place.spki, &["http/1.1"]).unwrap();
            let url = format!("wss://{}/v1/sync/live", server.running.addr);
            let tls = Some(Connector::Rustls(Arc::new(tls)));
            let (socket, _) = connect_async_tls_with_config(url, None, true, tls).await.unwrap();
            (socket, hello.clone())
        } else {
            let access = &scene.pen.device.session().access;
            (open(server, Door::Bearer(access)).await.unwrap(), recorded[0].clone())
        };
        let first = if dice.below(3) == 0 { dice.bent(&first) } else { first };
        socket.send(Ws::Binary(first.into())).await.ok();
        for _ in 0..5 {
            let noise = match dice.below(3) {
                0 => dice.bytes(300),
                1 => packed(dice),
                _ => {
                    let at = dice.below(recorded.len());
                    dice.bent(&recorded[at])
                }
            };
            socket.send(Ws::Binary(noise.into())).await.ok();
        }
        socket.send(Ws::Close(None)).await.ok();
        // Until the server has let go of it.
        while let Some(Ok(_)) = socket.next().await {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_message_makes_the_server_panic_or_changes_the_record() {
    println!("seed {SEED}");
    let panics = counted();
    let server = Server::start(None, |c| c.settings.api_per_minute = 1_000_000).await;
    let mut scene = scene(&server).await;
    let mut dice = Dice(SeededEntropy::new(SEED));
    let before = record(&server).await;
    frames(&scene, &mut dice).await;
    sockets(&scene, &mut dice).await;
    // Every item that was ever sent, once more: each has its verdict, and it is the same.
    let again = scene.pen.push(scene.honest.clone()).await;
    assert_eq!(again.len(), scene.honest.len());
    assert_eq!(record(&server).await, before);
    items(&mut scene, &mut dice).await;
    let after = record(&server).await;
    let lost: Vec<_> = before
        .iter()
        .filter(|(doc, seq, _)| !after.iter().any(|(d, s, _)| d == doc && s >= seq))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(panics.load(Ordering::SeqCst), 0);
    // An honest device goes on as if nothing had been.
    let admin = server.post(
        "/api/v1/sessions",
        None,
        serde_json::json!({
            "login": "ada", "password": crate::harness::PASSWORD,
        }),
    );
    let admin = admin.await.read();
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let mut pen = Pen::enrol(&server, &nurse).await;
    let (_, _, items) = pen.patient("Tanaka");
    pen.accepted(items).await;
    server.stop().await;
}
