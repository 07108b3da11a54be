//! A client that talks over standard input and output.

use std::io::{Read, Write};
use std::sync::Arc;

use automerge::transaction::Transactable;
use automerge::{ROOT, ReadDoc};
use futures::StreamExt;
use futures::channel::mpsc::unbounded;
use samod::{BackoffConfig, Repo, Transport, Url};

use crate::{Once, Outcome};

/// One message of standard input; `None` at its end.
fn take() -> Option<std::io::Result<Vec<u8>>> {
    let mut stdin = std::io::stdin().lock();
    let mut length = [0; 4];
    stdin.read_exact(&mut length).ok()?;
    let mut message = vec![0; usize::try_from(u32::from_le_bytes(length)).ok()?];
    Some(stdin.read_exact(&mut message).map(|()| message))
}

fn give(message: &[u8]) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    let length = u32::try_from(message.len()).map_err(std::io::Error::other)?;
    stdout.write_all(&length.to_le_bytes())?;
    stdout.write_all(message)?;
    stdout.flush()
}

/// Writes one tick into the document and waits until the other side has it.
pub(crate) async fn run(document: &str, key: &str, text: &str) -> Outcome<()> {
    let (heard, at_client) = unbounded();
    std::thread::spawn(move || {
        while let Some(message) = take() {
            if heard.unbounded_send(message).is_err() {
                return;
            }
        }
    });
    let (to_server, mut said) = unbounded::<Vec<u8>>();
    std::thread::spawn(move || {
        futures::executor::block_on(async {
            while let Some(message) = said.next().await {
                if give(&message).is_err() {
                    return;
                }
            }
        });
    });
    let repo = Repo::build_tokio().load().await;
    let io = |error: futures::channel::mpsc::SendError| std::io::Error::other(error.to_string());
    let transport = Transport::new(at_client, futures::SinkExt::sink_map_err(to_server, io));
    let once = Once::new(Url::parse("pipe://server")?, transport);
    let dial = repo.dial(BackoffConfig::default(), Arc::new(once))?;
    dial.established().await?;
    let connection = dial.connection_id().ok_or("no connection")?;
    let handle = repo.find(document.parse()?).await?.ok_or("no such document")?;
    handle.with_document(|doc| -> Outcome<()> {
        let (_, ticks) = doc.get(ROOT, "ticks")?.ok_or("no ticks")?;
        let mut change = doc.transaction();
        change.put(&ticks, key, text)?;
        change.commit();
        Ok(())
    })?;
    handle.they_have_our_changes(connection).await;
    dial.close();
    Ok(())
}
