//! Gives leaves their dense index, beside the transactions that write them: a shared tail in each would make them queue.
//!
//! Woken after commits and by a timer, a bounded batch a transaction. How far it got is noted in the same transaction, so
//! that an index cut off at its end shows; an index shorter than noted stops the task, since going on would cover the cut.
use std::{sync::Arc, time::Duration};

use satchel_model::id::TenantId;
use satchel_protocol::problem::ErrorCode;
use satchel_server_store::{self as store, Position, Tx, audit, setting};
use tokio::sync::Notify;

use crate::{
    http::problem::Failure,
    state::{App, State},
    task,
};

/// Name of the setting that notes how many leaves have an index.
pub const NOTED: &str = "audit_indexed";
/// Leaves of one transaction.
const PAGE: u32 = 2_000;
/// Shortest wait between looks: a burst of commits is one look.
const GAP: Duration = Duration::from_millis(100);
/// Longest wait between looks when nobody calls.
const PAUSE: Duration = Duration::from_secs(2);

/// Wakes the sequencer after a commit that wrote leaves.
#[derive(Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Says that there may be leaves without an index.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Where the index of a tenant ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Places given: the next one is this.
    pub size: u64,
    /// Places given according to the note made with the last ones.
    pub noted: u64,
    /// Position of the last leaf with a place, zero before the first; `None` where that leaf is missing.
    pub pos: Option<Position>,
}

impl End {
    /// Whether the index was cut off, or the leaf at its end taken away.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.size < self.noted || self.pos.is_none()
    }
}

/// Starts the rounds; another node doing the same is harmless, one of the two is refused.
pub fn start(app: &App) {
    let (app, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.clone().spawn("audit-sequencer", async move {
        while !stop.is_cancelled() {
            look(&app).await;
            tokio::select! {
                () = app.sequencer.0.notified() => {}
                _ = task::pause(&stop, PAUSE) => {}
            }
            task::pause(&stop, GAP).await;
        }
        // What was written last gets its place before the process ends.
        look(&app).await;
    });
}

async fn look(state: &State) {
    if let Err(failure) = catch_up(state).await {
        tracing::warn!(code = failure.code().word(), "the audit index waits");
    }
}

/// Where the index of a tenant ends.
/// # Errors
/// A store failure.
pub async fn end(tx: &mut Tx, tenant: TenantId) -> store::Result<End> {
    let noted = setting::find(tx, NOTED).await?.and_then(|n| n.parse().ok()).unwrap_or(0);
    let last = audit::last(tx, tenant).await?;
    Ok(last.map_or(End { size: 0, noted, pos: Some(Position::ZERO) }, |(idx, pos)| End {
        size: idx + 1,
        noted,
        pos,
    }))
}

/// Gives every leaf below the horizon its index, and says how many.
/// # Errors
/// A store failure; or `internal` where the index was cut off: `audit verify` names the place.
pub async fn catch_up(state: &State) -> Result<u64, Failure> {
    let mut total = 0;
    while waiting(state).await? {
        let n = round(state).await?;
        total += n;
        if n == 0 {
            break;
        }
    }
    Ok(total)
}

/// Whether leaves wait, asked of a reader: a look at an idle log costs the writer nothing.
async fn waiting(state: &State) -> Result<bool, Failure> {
    let mut tx = state.store.read().await?;
    let end = end(&mut tx, state.keys.tenant).await?;
    let after = end.pos.unwrap_or_default();
    Ok(!audit::list(&mut tx, state.keys.tenant, None, after, 1).await?.is_empty())
}

async fn round(state: &State) -> Result<u64, Failure> {
    let tenant = state.keys.tenant;
    let mut tx = state.store.begin().await?;
    let end = end(&mut tx, tenant).await?;
    if end.is_cut() {
        tracing::error!(size = end.size, noted = end.noted, "the audit index was cut off");
        return Err(ErrorCode::Internal.into());
    }
    let n = audit::sequence(&mut tx, tenant, PAGE).await?;
    if n > 0 {
        setting::put(&mut tx, NOTED, &(end.size + n).to_string(), state.now()).await?;
        tx.commit().await?;
    }
    Ok(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_shorter_than_noted_or_without_its_last_leaf_is_cut() {
        let end = |size, noted, pos| End { size, noted, pos };
        let pos = Some(Position { tx: 0, id: 7 });
        assert!(!end(0, 0, Some(Position::ZERO)).is_cut());
        assert!(!end(5, 5, pos).is_cut());
        assert!(!end(6, 5, pos).is_cut(), "the note came with an older program");
        assert!(end(4, 5, pos).is_cut());
        assert!(end(0, 5, Some(Position::ZERO)).is_cut());
        assert!(end(5, 5, None).is_cut());
    }
}
