//! `satchel keys status|rotate`: a new key for wrapping document keys. No sealed content is touched: each document key is
//! wrapped anew, and once none is left under the old wrapping key, that is forgotten.
//!
//! Order: the new key is durable in the file before anything is wrapped under it; then, after as long as another process
//! may take to commit a key under the old one, page by page in transactions of their own. Killed anywhere, the next
//! `rotate` goes on: the file holds both keys, each row says which one opens it.
use std::time::Duration;

use satchel_model::{audit::Kind, id::DekId};
use satchel_protocol::problem::ErrorCode;
use satchel_server_store::{Tx, dek};
use satchel_vault::dek as wrapping;
use serde_json::{Value, json};

use crate::{admin::Progress, audit, http::problem::Failure, state::State, task};

/// Keys of one transaction.
const PAGE: u32 = 500;
/// Longest life of a transaction on the key store, with a margin: the store ends those that stand longer.
pub const GRACE: Duration = Duration::from_secs(15);

/// What a rotation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rotated {
    /// Keys wrapped anew.
    pub wrapped: u64,
    /// Keys that no known wrapping key opens; while there is one, the old wrapping key stays.
    pub damaged: u64,
}

/// How many keys each wrapping key holds, and which are in the file.
/// # Errors
/// A store failure.
pub async fn status(state: &State) -> Result<Value, Failure> {
    let mut tx = state.store.begin_keys().await?;
    let held = dek::count(&mut tx).await?;
    tx.rollback().await?;
    let known = state.keys.wrapping.known();
    let newest = known.last().copied().unwrap_or(0);
    let behind: u64 = held.iter().filter(|(v, _)| *v != newest).map(|(_, n)| n).sum();
    let by: Vec<Value> =
        held.iter().map(|(version, keys)| json!({ "version": version, "keys": keys })).collect();
    let under_way = known.len() > 1 || behind > 0;
    Ok(
        json!({ "in_use": newest, "in_file": known, "wrapped": by, "behind": behind, "under_way": under_way }),
    )
}

/// Begins a rotation, or goes on with one that was stopped, and sees it to its end.
/// # Errors
/// `in_use` while another process rotates, `io` for a file that cannot be written, a store failure.
pub async fn rotate(state: &State, grace: Duration, progress: &Progress) -> Result<Value, Failure> {
    let _alone = state.keys.alone()?;
    let fresh = begin(state)?;
    if fresh && !state.store.has_one_writer() {
        task::pause(&state.tasks.stopping(), grace).await;
    }
    let mut total = Rotated::default();
    let mut after = None;
    while let Some((last, done)) = page(state, after, PAGE).await? {
        after = Some(last);
        total.wrapped += done.wrapped;
        total.damaged += done.damaged;
        progress.tell(json!({ "wrapped": total.wrapped, "damaged": total.damaged }));
        if state.tasks.stopping().is_cancelled() {
            return Err(ErrorCode::Overloaded.into());
        }
    }
    if total.damaged == 0 {
        state.keys.retire()?;
    }
    note(state).await?;
    let told = status(state).await?;
    Ok(json!({ "wrapped": total.wrapped, "damaged": total.damaged, "status": told }))
}

/// Puts a new key into the file, unless one is there that is not in use everywhere yet; whether it did.
/// # Errors
/// `io` for a file that cannot be read or written.
pub fn begin(state: &State) -> Result<bool, Failure> {
    state.keys.reload()?;
    if state.keys.wrapping.known().len() > 1 {
        return Ok(false);
    }
    state.keys.add(&*state.entropy)?;
    Ok(true)
}

/// Wraps the next keys behind `after` that are not under the newest key; `None` once there is none, else the last one's
/// id and what was done.
/// # Errors
/// A store failure; nothing of the page is kept then.
pub async fn page(
    state: &State,
    after: Option<DekId>,
    limit: u32,
) -> Result<Option<(DekId, Rotated)>, Failure> {
    let (newest, kek) = state.keys.wrapping.newest().ok_or(ErrorCode::Internal)?;
    let mut tx: Tx = state.store.begin_keys().await?;
    let rows = dek::stale(&mut tx, newest, after, limit).await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(None) };
    let mut done = Rotated::default();
    for row in &rows {
        let Some(key) = state.keys.wrapping.unwrap(row.kek, row.id, &row.wrapped) else {
            tracing::error!(version = row.kek, "a document key does not unwrap and stays as it is");
            done.damaged += 1;
            continue;
        };
        let wrapped = wrapping::wrap(&kek, row.id, &key, &*state.entropy);
        dek::rewrap(&mut tx, row.id, &wrapped, newest).await?;
        done.wrapped += 1;
    }
    tx.commit().await?;
    Ok(Some((last, done)))
}

async fn note(state: &State) -> Result<(), Failure> {
    let now = state.now();
    let id = satchel_model::id::AuditId::new(now, &*state.entropy);
    let event = satchel_model::audit::Event::new(id, now, state.keys.tenant, Kind::KeysRotated);
    let mut tx = state.store.begin().await?;
    audit::leaf::append(&mut tx, &[event]).await?;
    tx.commit().await?;
    state.sequencer.ring();
    Ok(())
}
