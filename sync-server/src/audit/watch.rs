//! Proves the audit at the start and every hour, and keeps the outcome for the console.
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use satchel_protocol::command::reply::{AuditState, AuditWord};
use satchel_server_store::audit;

use super::verify::{self, Pace, Report, Status};
use crate::{
    http::problem::Failure,
    state::{App, State},
    task,
};

/// Time between proofs of a long log.
const PAUSE: Duration = Duration::from_hours(1);
/// A log below this many entries is proved in no time, so it is proved more often.
const SHORT: u64 = 10_000;

/// How long a proof holds: an empty log proves nothing, and a short one is soon longer.
const fn pause_after(to_index: Option<u64>) -> Duration {
    match to_index {
        None => Duration::from_secs(5),
        Some(index) if index < SHORT => Duration::from_mins(1),
        Some(_) => PAUSE,
    }
}

/// The last outcome.
pub struct Watch(Mutex<AuditState>);

impl Default for Watch {
    fn default() -> Self {
        let state = AuditWord::Never;
        Self(Mutex::new(AuditState { state, to_index: None, at: None, leaf: None }))
    }
}

impl Watch {
    fn held(&self) -> MutexGuard<'_, AuditState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the audit was proved.
    #[must_use]
    pub fn state(&self) -> AuditState {
        self.held().clone()
    }
}

/// Starts the proofs.
pub fn start(app: &App) {
    let (app, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.clone().spawn("audit-proof", async move {
        loop {
            tokio::select! {
                // A proof reads only: it may end anywhere.
                () = stop.cancelled() => return,
                outcome = prove(&app) => if let Err(failure) = outcome {
                    tracing::warn!(code = failure.code().word(), "the audit was not proved");
                },
            }
            if !task::pause(&stop, pause_after(app.proof.state().to_index)).await {
                return;
            }
        }
    });
}

/// Proves the audit as it stands and keeps the outcome. A proof that cannot be made leaves the last one.
/// # Errors
/// What keeps the database from being read.
pub async fn prove(state: &State) -> Result<(), Failure> {
    let before = state.proof.state();
    state.proof.held().state = AuditWord::Checking;
    match outcome(state).await {
        Ok(told) => {
            *state.proof.held() = told;
            Ok(())
        }
        Err(failure) => {
            *state.proof.held() = before;
            Err(failure)
        }
    }
}

async fn outcome(state: &State) -> Result<AuditState, Failure> {
    let report = verify::prove(state, Pace::Aside).await?;
    let told = told(&report);
    let mut leaf = None;
    if let Some(index) = told.to_index {
        let mut tx = state.store.read().await?;
        let found = audit::indexed(&mut tx, state.keys.tenant, index, 1).await?;
        leaf = found.into_iter().find(|place| place.idx == index).map(|place| place.hash);
    }
    if told.state == AuditWord::Mismatch {
        let what = report.first.as_ref().map_or("-", |first| first.what);
        tracing::error!(what, found = report.found, "the audit does not match");
    }
    Ok(AuditState { at: Some(state.now()), leaf, ..told })
}

/// What the console says of a report. Events written a moment ago wait for their place and are no mismatch.
fn told(report: &Report) -> AuditState {
    let placed = report.events.saturating_sub(report.pending);
    let (state, to_index) = match report.status {
        Status::Intact | Status::Incomplete => (AuditWord::Verified, placed.checked_sub(1)),
        Status::Tampered => {
            (AuditWord::Mismatch, report.first.as_ref().and_then(|first| first.index))
        }
    };
    AuditState { state, to_index, at: None, leaf: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::verify::Finding;

    fn report(status: Status, events: u64, pending: u64, first: Option<Finding>) -> Report {
        let found = u64::from(first.is_some());
        let (devices, links, documents, items) = (0, 0, 0, 0);
        let findings = first.iter().cloned().collect();
        Report { status, events, pending, devices, links, documents, items, found, first, findings }
    }

    #[test]
    fn a_short_log_is_proved_more_often() {
        let [empty, short, long] = [None, Some(9), Some(SHORT)].map(pause_after);
        assert!(empty < short && short < long);
    }

    #[test]
    fn the_console_says_up_to_where_it_matches_or_where_it_does_not() {
        let say = |report| {
            let told = told(&report);
            (told.state, told.to_index)
        };
        assert_eq!(say(report(Status::Intact, 5, 0, None)), (AuditWord::Verified, Some(4)));
        assert_eq!(say(report(Status::Incomplete, 5, 2, None)), (AuditWord::Verified, Some(2)));
        assert_eq!(say(report(Status::Intact, 0, 0, None)), (AuditWord::Verified, None));
        let at = Finding { index: Some(3), ..Finding { what: "hash", ..Finding::default() } };
        let bad = report(Status::Tampered, 5, 0, Some(at));
        assert_eq!(say(bad), (AuditWord::Mismatch, Some(3)));
    }
}
