//! Claims due jobs and carries them out, a few at a time, until the server stops.
use std::{sync::Arc, time::Duration};

use satchel_server_store::{self as store, job::Job};
use tokio::sync::Notify;

use super::{JobError, Kinds, again};
use crate::{
    state::App,
    task::{self, Tasks},
};

/// Jobs claimed at once.
const BATCH: u32 = 8;
/// Time a claimed job belongs to its worker; it is stopped a little earlier.
const LOCK_MS: i64 = 60_000;
/// Longest time one job may run.
const RUN: Duration = Duration::from_secs(50);
/// Longest wait between looks when nobody calls.
const LOOK: Duration = Duration::from_secs(5);

/// Wakes the runner after a commit that wrote jobs.
#[derive(Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Says that there may be work.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Starts the runner.
pub fn start(app: &App, tasks: &Tasks, kinds: Kinds, bell: Bell) {
    let app = App::clone(app);
    let stop = tasks.stopping();
    tasks.spawn("jobs", async move {
        while !stop.is_cancelled() {
            let done = round(&app, &kinds).await;
            if done == 0 {
                tokio::select! {
                    () = bell.0.notified() => {}
                    _ = task::pause(&stop, LOOK) => {}
                }
            }
        }
    });
}

/// Claims due jobs and carries them out; how many there were. A store failure counts as none and is logged.
pub async fn round(app: &App, kinds: &Kinds) -> usize {
    let jobs = match claim(app).await {
        Ok(jobs) => jobs,
        Err(error) => {
            tracing::warn!(reason = %error, "jobs could not be claimed");
            return 0;
        }
    };
    let count = jobs.len();
    for job in jobs {
        let (id, kind) = (job.job, job.kind.clone());
        let outcome = carry_out(app, kinds, job.clone()).await;
        if let Err(error) = settle(app, &job, outcome).await {
            // The lease ends by itself and the job runs again: it is idempotent.
            tracing::warn!(job = %id, kind, reason = %error, "a job could not be settled");
        }
    }
    count
}

async fn claim(app: &App) -> store::Result<Vec<Job>> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let jobs = store::job::claim(&mut tx, now, now.plus_millis(LOCK_MS), BATCH).await?;
    tx.commit().await?;
    Ok(jobs)
}

async fn carry_out(app: &App, kinds: &Kinds, job: Job) -> Result<(), JobError> {
    let handler = kinds.find(&job.kind).ok_or(JobError::Failed("unknown_kind"))?;
    let work = std::panic::AssertUnwindSafe(handler(App::clone(app), job));
    let caught = futures_util::FutureExt::catch_unwind(work);
    match tokio::time::timeout(RUN, caught).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(JobError::Failed("panic")),
        Err(_) => Err(JobError::Failed("timeout")),
    }
}

async fn settle(app: &App, job: &Job, outcome: Result<(), JobError>) -> store::Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    match outcome {
        Ok(()) => store::job::finish(&mut tx, job.job, now).await?,
        Err(JobError::NotYet(again)) => {
            store::job::postpone(&mut tx, job.job, again, now).await?;
        }
        Err(JobError::Never(code)) => {
            let (kind, attempt) = (job.kind.as_str(), job.attempts);
            tracing::error!(job = %job.job, kind, code, attempt, "job given up");
            store::job::bury(&mut tx, job.job, code, now).await?;
        }
        Err(JobError::Failed(code)) => {
            let (kind, attempt) = (job.kind.as_str(), job.attempts);
            if attempt >= job.attempts_max {
                tracing::error!(job = %job.job, kind, code, attempt, "job given up");
            } else {
                tracing::warn!(job = %job.job, kind, code, attempt, "job failed");
            }
            store::job::fail(&mut tx, job.job, code, again(now, attempt), now).await?;
        }
    }
    tx.commit().await
}
