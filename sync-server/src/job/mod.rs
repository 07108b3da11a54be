//! Deferred work: written in the data's transaction, claimed with a lease, retried, and given up in sight.
//!
//! A kind is a stable word and a handler. Handlers are idempotent: a job may run again after a crash or a lost lease.
pub mod runner;

use std::{collections::BTreeMap, sync::Arc};

use futures_util::future::BoxFuture;
use satchel_model::{id::JobId, time::Timestamp};
use satchel_server_store::{self as store, Tx, job::Job};

use crate::state::{App, State};

/// Tries before a job is given up.
pub const ATTEMPTS_MAX: u32 = 8;

/// Why a job is not done; the words are stable and stand in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobError {
    /// It failed; another try may help.
    Failed(&'static str),
    /// No further try can help: it waits for a person.
    Never(&'static str),
    /// It was not its time; this was no try.
    NotYet(Timestamp),
}

/// What carries out one kind of job.
pub type Handler = Arc<dyn Fn(App, Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// The handlers by kind.
#[derive(Clone, Default)]
pub struct Kinds(BTreeMap<&'static str, Handler>);

impl Kinds {
    /// Adds the handler of a kind; the last one added for a kind counts.
    #[must_use]
    pub fn with<F, R>(mut self, kind: &'static str, handler: F) -> Self
    where
        F: Fn(App, Job) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.0.insert(kind, Arc::new(move |app, job| Box::pin(handler(app, job))));
        self
    }

    /// The handler of a kind.
    #[must_use]
    pub fn find(&self, kind: &str) -> Option<Handler> {
        self.0.get(kind).cloned()
    }

    /// The kinds there are.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }
}

/// The kinds that this build carries out. Each belongs to the module that writes its jobs and is registered here.
#[must_use]
pub fn kinds() -> Kinds {
    crate::notice::kinds(Kinds::default())
}

/// Writes a job into the caller's transaction; `false` if one with the same `dedupe` waits already.
/// # Errors
/// A store failure.
pub async fn enqueue(
    state: &State,
    tx: &mut Tx,
    kind: &'static str,
    dedupe: Option<&str>,
    payload: Vec<u8>,
) -> store::Result<bool> {
    let now = state.now();
    let job = Job {
        job: JobId::new(now, &*state.entropy),
        kind: kind.to_owned(),
        dedupe: dedupe.map(str::to_owned),
        payload,
        run_at: now,
        attempts: 0,
        attempts_max: ATTEMPTS_MAX,
    };
    store::job::append(tx, &job, now).await
}

/// When to try again after the `attempts`-th failure: 1 s doubled each time, at most ten minutes.
#[must_use]
pub fn again(now: Timestamp, attempts: u32) -> Timestamp {
    let doublings = attempts.saturating_sub(1).min(16);
    now.plus_millis((1_000_i64 << doublings).min(600_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_ten_minutes() {
        let now = Timestamp::from_millis(0);
        let waits: Vec<i64> =
            [0, 1, 2, 3, 10, 11, 99].into_iter().map(|n| again(now, n).millis()).collect();
        assert_eq!(waits, [1_000, 1_000, 2_000, 4_000, 512_000, 600_000, 600_000]);
    }

    #[test]
    fn a_kind_is_found_by_its_word() {
        let kinds = Kinds::default().with("sweep", async |_, _| Ok(()));
        assert!(kinds.find("sweep").is_some() && kinds.find("other").is_none());
        assert_eq!(kinds.names().collect::<Vec<_>>(), ["sweep"]);
    }
}
