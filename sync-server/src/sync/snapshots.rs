//! Keeps the saved forms of documents fresh beside the pushes, so that a new device waits for none of them.
use super::{
    feed::News,
    full::{self, Way},
    hot, limit,
};
use crate::{
    http::problem::Failure,
    seal,
    state::{App, State},
    task,
};
use satchel_model::id::DocId;
use satchel_server_store::{document, snapshot};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Pause between two rounds.
const PAUSE: Duration = Duration::from_secs(20);
/// Documents saved in one transaction.
const PAGE: u32 = 64;

/// Starts the rounds.
pub fn start(app: &App) {
    let (state, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("snapshots", async move {
        while task::pause(&stop, PAUSE).await {
            if let Err(failure) = round(&state, &stop).await {
                tracing::warn!(code = failure.code().word(), "snapshots wait for the next round");
            }
        }
    });
}

/// Saves every document whose log has grown enough; says how many.
/// # Errors
/// A store failure; a document that does not load is left to repair.
pub async fn round(state: &State, stop: &CancellationToken) -> Result<u64, Failure> {
    let (mut after, mut saved) = (None::<DocId>, 0);
    while !stop.is_cancelled() {
        let mut tx = state.store.read().await?;
        let page = snapshot::stale(&mut tx, limit::SNAPSHOT_ITEMS, after, PAGE).await?;
        drop(tx);
        let Some(last) = page.last().copied() else { break };
        after = Some(last);
        saved += save(state, &page).await?;
    }
    Ok(saved)
}

async fn save(state: &State, docs: &[DocId]) -> Result<u64, Failure> {
    let mut tx = state.store.read().await?;
    let rows = document::list(&mut tx, docs).await?;
    let keys = seal::keys(state, &rows.iter().map(|r| r.dek).collect::<Vec<_>>()).await?;
    let mut made = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|r| r.kind.is_crdt()) {
        let Some(key) = keys.get(&row.dek) else { continue };
        let permit = hot::reading(state, row)?;
        let way = Way { row, key, permit: &permit, card: None, snapshot: None, own: None };
        let news = News { from_seq: 1, to_seq: row.head_seq, lacks: true };
        if let Ok(brought) = full::bring(state, &mut tx, &way, news).await {
            made.extend(brought.made);
        } else {
            tracing::error!(doc = %row.doc, "no snapshot: the document does not load");
        }
    }
    drop(tx);
    let mut tx = state.store.begin().await?;
    snapshot::put(&mut tx, &made, state.now()).await?;
    for one in &made {
        document::set_bytes_full(&mut tx, one.doc, one.raw_len).await?;
    }
    tx.commit().await?;
    Ok(u64::try_from(made.len()).unwrap_or(0))
}
