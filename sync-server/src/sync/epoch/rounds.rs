//! What happens by itself: logs that have grown too long are compacted, documents are brought to the schema of this
//! program, and keys whose time has come are destroyed.
use std::time::Duration;

use satchel_model::{document::DocType, id::DocId};
use satchel_protocol::{problem::ErrorCode, sync::EpochReason};
use satchel_server_store::{
    change, dek,
    document::{self, TooLong},
    epoch,
};

use super::turn::{Order, turn};
use crate::{
    http::problem::Failure,
    state::{App, State},
    task,
};

/// Pause between two rounds.
const PAUSE: Duration = Duration::from_mins(1);
/// When a log is too long: 8 times the saved document and more than 64 KiB, or more than 5,000 items.
pub const TOO_LONG: TooLong = TooLong { times: 8, bytes: 65_536, items: 5_000 };
/// Documents of one look.
const PAGE: u32 = 64;
/// Keys destroyed at once.
const KEYS: u32 = 256;

/// Starts the rounds.
pub fn start(app: &App) {
    let (state, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("epochs", async move {
        while task::pause(&stop, PAUSE).await {
            if let Err(failure) = round(&state).await {
                tracing::warn!(code = failure.code().word(), "epochs wait for the next round");
            }
        }
    });
}

/// One round; how many documents have another incarnation now.
/// # Errors
/// A store failure. A document that cannot be turned now is passed over.
pub async fn round(state: &State) -> Result<u64, Failure> {
    shred(state).await?;
    Ok(compact(state, &TOO_LONG).await? + migrate(state).await?)
}

/// Compacts every document whose log is too long; how many there were.
/// # Errors
/// A store failure.
pub async fn compact(state: &State, bound: &TooLong) -> Result<u64, Failure> {
    let (mut after, mut done) = (None::<DocId>, 0);
    loop {
        let mut tx = state.store.read().await?;
        let page = document::too_long(&mut tx, bound, after, PAGE).await?;
        tx.rollback().await?;
        let Some(last) = page.last().copied() else { return Ok(done) };
        after = Some(last);
        for doc in page {
            done += one(state, &Order::of(doc, EpochReason::Compaction)).await?;
        }
    }
}

/// Brings every document to the schema of its type; how many there were.
/// # Errors
/// A store failure.
pub async fn migrate(state: &State) -> Result<u64, Failure> {
    let mut done = 0;
    for kind in DocType::ALL {
        let schema = state.sync.shapes.of(kind).schema;
        let mut after = None::<DocId>;
        loop {
            let mut tx = state.store.read().await?;
            let page = document::below_schema(&mut tx, kind, schema, after, PAGE).await?;
            tx.rollback().await?;
            let Some(last) = page.last().copied() else { break };
            after = Some(last);
            for doc in page {
                done += one(state, &Order::of(doc, EpochReason::Migration)).await?;
            }
        }
    }
    Ok(done)
}

/// One document; 1 if it was turned. What a person must do first waits for them, and the round goes on.
async fn one(state: &State, order: &Order) -> Result<u64, Failure> {
    match turn(state, order).await {
        Ok(turned) => {
            let (before, items) = (turned.items_before, turned.items);
            tracing::info!(doc = %order.doc, epoch = turned.epoch, before, items, "a document was rebuilt");
            Ok(1)
        }
        Err(failure) if waits(failure.code()) => {
            tracing::debug!(doc = %order.doc, code = failure.code().word(), "not rebuilt now");
            Ok(0)
        }
        Err(failure) => Err(failure),
    }
}

const fn waits(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Conflict
            | ErrorCode::Finalised
            | ErrorCode::FrozenDoc
            | ErrorCode::Erased
            | ErrorCode::IntentRefused
            | ErrorCode::Internal
            | ErrorCode::NotFound
    )
}

/// Destroys every key that is due and takes what it sealed away; how many incarnations that were. Safe to be cut off
/// anywhere: what is not noted as done is done again.
/// # Errors
/// A store failure.
pub async fn shred(state: &State) -> Result<u64, Failure> {
    let mut done = 0;
    loop {
        let mut tx = state.store.read().await?;
        let due = epoch::due(&mut tx, state.now(), KEYS).await?;
        tx.rollback().await?;
        if due.is_empty() {
            break;
        }
        let now = state.now();
        let mut keys = state.store.begin_keys().await?;
        for ended in &due {
            if ended.reason == EpochReason::Erasure {
                dek::destroy(&mut keys, ended.doc, now).await?;
            } else {
                dek::destroy_one(&mut keys, ended.dek, now).await?;
            }
        }
        keys.commit().await?;
        let mut tx = state.store.begin().await?;
        for ended in &due {
            change::empty(&mut tx, ended.doc, ended.epoch).await?;
            epoch::shredded(&mut tx, ended.doc, ended.epoch, now).await?;
        }
        tx.commit().await?;
        for ended in &due {
            state.sync.keys.remove(ended.dek);
        }
        done += u64::try_from(due.len()).unwrap_or(0);
    }
    if done > 0 {
        state.store.scrub_keys().await?;
    }
    Ok(done)
}
