//! Copies N made-up charts of 41 changes from one samod repository to another inside one process and prints one JSON line.
//!
//! Kind to samod: no TLS, no disk, no encryption, one process. Usage: `peer-samod N`.
//!
//! `peer-samod client DOCUMENT KEY TEXT` is a client instead: it talks over standard input and output (each message behind
//! its length, four bytes, lowest first), opens the document, writes `ticks/KEY` and ends once the other side has it.

mod client;

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use automerge::transaction::Transactable;
use automerge::{Automerge, ObjType, ROOT};
use futures::channel::mpsc::{SendError, UnboundedSender, unbounded};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{SinkExt, StreamExt};
use samod::{BackoffConfig, DialError, Dialer, Repo, ShareConfig, Transport, Url};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A dialer with one connection to give.
struct Once {
    url: Url,
    transport: Mutex<Option<Transport>>,
}

impl Once {
    fn new(url: Url, transport: Transport) -> Self {
        Self { url, transport: Mutex::new(Some(transport)) }
    }
}

impl Dialer for Once {
    type Error = std::io::Error;

    fn url(&self) -> Url {
        self.url.clone()
    }

    fn connect(&self) -> BoxFuture<'static, Result<Transport, DialError<Self::Error>>> {
        let taken = self.transport.lock().ok().and_then(|mut slot| slot.take());
        Box::pin(async move {
            taken.ok_or_else(|| DialError::transient(std::io::Error::other("one connection only")))
        })
    }
}

type Incoming = BoxStream<'static, Result<Vec<u8>, std::io::Error>>;

fn pipe(bytes: &Arc<AtomicU64>) -> (UnboundedSender<Vec<u8>>, Incoming) {
    let (sender, receiver) = unbounded::<Vec<u8>>();
    let bytes = Arc::clone(bytes);
    let counted = receiver.map(move |message| {
        bytes.fetch_add(u64::try_from(message.len()).unwrap_or(0), Relaxed);
        Ok(message)
    });
    (sender, counted.boxed())
}

/// A chart of 41 changes: who it is, then forty entries of five kinds.
fn chart(number: u64) -> Outcome<Automerge> {
    const LISTS: [&str; 5] = ["vitals", "notes", "medicines", "problems", "allergies"];
    let mut doc = Automerge::new();
    let mut first = doc.transaction();
    let who = first.put_object(ROOT, "patient", ObjType::Map)?;
    for field in [
        "family",
        "given",
        "number",
        "birthDate",
        "gender",
        "phone",
        "street",
        "city",
        "country",
        "language",
    ] {
        first.put(&who, field, format!("{field} {number}"))?;
    }
    let lists: Vec<_> = LISTS
        .iter()
        .map(|list| first.put_object(ROOT, *list, ObjType::Map))
        .collect::<Result<_, _>>()?;
    first.commit();
    for entry in 0..40_u64 {
        let kind = usize::try_from(entry % 5)?;
        let mut change = doc.transaction();
        let item = change.put_object(
            &lists[kind],
            format!("{number:012x}-{entry:04x}-7000-8000"),
            ObjType::Map,
        )?;
        change.put(&item, "by", format!("clinician {}", (number + entry) % 20))?;
        change.put(
            &item,
            "at",
            format!("2026-08-{:02}T10:{:02}:00Z", entry % 28 + 1, number % 60),
        )?;
        change.put(&item, "code", format!("{}", 1_000 + (number * 7 + entry) % 4_000))?;
        let text = if kind == 1 {
            format!("seen {number} ").repeat(25)
        } else {
            format!("{} of {number}", LISTS[kind])
        };
        change.put(&item, "text", text)?;
        change.commit();
    }
    Ok(doc)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, document, key, text] = words.as_slice()
        && word == "client"
    {
        return client::run(document, key, text).await;
    }
    let count: u64 = words.first().map_or("1000", String::as_str).parse()?;
    let server = Repo::build_tokio()
        .with_share_policy(ShareConfig::read_write().with_announce(true))
        .load()
        .await;
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(server.create(chart(number)?).await?.document_id().clone());
    }
    let client = Repo::build_tokio().load().await;
    let bytes = Arc::new(AtomicU64::new(0));
    let ((to_server, at_server), (to_client, at_client)) = (pipe(&bytes), pipe(&bytes));
    let url = Url::parse("memory://server")?;
    let io = |error: SendError| std::io::Error::other(error.to_string());

    let start = Instant::now();
    let acceptor = server.make_acceptor(url.clone())?;
    acceptor.accept(Transport::new(at_server, to_client.sink_map_err(io)))?;
    let once = Once::new(url, Transport::new(at_client, to_server.sink_map_err(io)));
    let dial = client.dial(BackoffConfig::default(), Arc::new(once))?;
    dial.established().await?;
    for id in &ids {
        client.find(id.clone()).await?.ok_or("a document did not arrive")?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let mib = f64::from(u32::try_from(bytes.load(Relaxed) >> 10)?) / 1024.0;
    println!("{}", serde_json::json!({"seconds": seconds, "wire_mib": mib, "docs": count}));
    dial.close();
    acceptor.close();
    Ok(())
}
