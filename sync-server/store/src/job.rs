//! Deferred work: written with the data, claimed by one worker at a time, tried again until it gives up.
use crate::{Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{id::JobId, time::Timestamp};

/// Work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub job: JobId,
    /// Stable word: what work.
    pub kind: String,
    /// While one with this value waits or runs, no second is added.
    pub dedupe: Option<String>,
    /// Canonical CBOR; ids and counters only.
    pub payload: Vec<u8>,
    /// Not before.
    pub run_at: Timestamp,
    /// Tries so far.
    pub attempts: u32,
    /// Tries at most.
    pub attempts_max: u32,
}

#[derive(sqlx::FromRow)]
struct Row {
    job: uuid::Uuid,
    kind: String,
    dedupe: Option<String>,
    payload: Vec<u8>,
    run_at: i64,
    attempts: i64,
    attempts_max: i64,
}

impl TryFrom<Row> for Job {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            job: row.job.into(),
            kind: row.kind,
            dedupe: row.dedupe,
            payload: row.payload,
            run_at: Timestamp::from_millis(row.run_at),
            attempts: convert::small(row.attempts, "job.attempts")?,
            attempts_max: convert::small(row.attempts_max, "job.attempts_max")?,
        })
    }
}

/// Adds a job; `false` if one with the same `dedupe` waits or runs.
///
/// # Errors
/// Duplicate if the id is taken.
pub async fn append(tx: &mut Tx, job: &Job, at: Timestamp) -> Result<bool> {
    let sql = include_str!("sql/job_insert.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(job.job.uuid())
        .bind(job.kind.as_str())
        .bind(job.dedupe.as_deref())
        .bind(job.payload.as_slice())
        .bind(job.run_at.millis())
        .bind(i64::from(job.attempts_max))
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Claims due jobs, at most `limit`, until `lock_until`: then another worker may claim them.
///
/// A job whose worker was lost on its last try is given up here with the word `worker_lost`: one that ends the process
/// must not do so for ever.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn claim(
    tx: &mut Tx,
    at: Timestamp,
    lock_until: Timestamp,
    limit: u32,
) -> Result<Vec<Job>> {
    let lost = include_str!("sql/job_lost.sql");
    on!(&mut *tx, |c| sqlx::query(lost).bind(at.millis()).execute(c).await.map(drop))?;
    let sql = tx
        .pick(include_str!("sql/job_claim_sqlite.sql"), include_str!("sql/job_claim_postgres.sql"));
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(at.millis())
        .bind(lock_until.millis())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    let mut jobs: Vec<Job> = rows.into_iter().map(Job::try_from).collect::<Result<_>>()?;
    jobs.sort_by_key(|j| (j.run_at, j.job));
    Ok(jobs)
}

/// Ends a claimed job.
///
/// # Errors
/// [`StoreError::Rows`] if it is not running.
pub async fn finish(tx: &mut Tx, job: JobId, at: Timestamp) -> Result<()> {
    // dedupe is cleared: the next one of its kind may be added.
    let sql = "UPDATE job SET state = 3, dedupe = NULL, lock_until = NULL, changed_at = $2 WHERE job = $1 AND state = 2";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(job.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("job", 1, got)
}

/// Notes that a claimed job failed with a stable word: it waits until `again`, or is given up after its last try.
///
/// # Errors
/// [`StoreError::Rows`] if it is not running.
pub async fn fail(
    tx: &mut Tx,
    job: JobId,
    code: &str,
    again: Timestamp,
    at: Timestamp,
) -> Result<()> {
    let sql = include_str!("sql/job_fail.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(job.uuid())
        .bind(code)
        .bind(again.millis())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("job", 1, got)
}

/// Gives up a claimed job at once: no further try can help.
///
/// # Errors
/// [`StoreError::Rows`] if it is not running.
pub async fn bury(tx: &mut Tx, job: JobId, code: &str, at: Timestamp) -> Result<()> {
    let sql = include_str!("sql/job_bury.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(job.uuid())
        .bind(code)
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("job", 1, got)
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its time.
    Waiting,
    /// A worker has it.
    Running,
    /// Carried out.
    Done,
    /// Given up: waits for a person.
    Dead,
}

impl JobState {
    const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::Dead];

    const fn code(self) -> i64 {
        match self {
            Self::Waiting => 1,
            Self::Running => 2,
            Self::Done => 3,
            Self::Dead => 4,
        }
    }

    /// The stable word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

/// A job as a person looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobLine {
    /// Its id.
    pub job: JobId,
    /// Stable word: what work.
    pub kind: String,
    /// Where it stands.
    pub state: JobState,
    /// Not before.
    pub run_at: Timestamp,
    /// Tries so far.
    pub attempts: u32,
    /// Stable word of the last failure.
    pub code: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

type LineRow = (uuid::Uuid, String, i64, i64, i64, Option<String>, i64);

impl TryFrom<LineRow> for JobLine {
    type Error = StoreError;

    fn try_from((job, kind, state, run_at, attempts, code, created_at): LineRow) -> Result<Self> {
        Ok(Self {
            job: job.into(),
            kind,
            state: JobState::ALL
                .into_iter()
                .find(|s| s.code() == state)
                .ok_or(StoreError::Corrupt("job.state"))?,
            run_at: Timestamp::from_millis(run_at),
            attempts: convert::small(attempts, "job.attempts")?,
            code,
            created_at: Timestamp::from_millis(created_at),
        })
    }
}

/// Jobs in one state, or all that are not done, the oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, state: Option<JobState>, limit: u32) -> Result<Vec<JobLine>> {
    let sql = include_str!("sql/job_list.sql");
    let rows: Vec<LineRow> = on!(tx, |c| sqlx::query_as(sql)
        .bind(state.map_or(0, JobState::code))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(JobLine::try_from).collect()
}

/// Gives a job that was given up all its tries again; `false` if it is not given up.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn retry(tx: &mut Tx, job: JobId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE job SET state = 1, attempts = 0, run_at = $2, changed_at = $2 WHERE job = $1 AND state = 4";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(job.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Puts a claimed job back until `again` without counting the try: it was not its time.
///
/// # Errors
/// [`StoreError::Rows`] if it is not running.
pub async fn postpone(tx: &mut Tx, job: JobId, again: Timestamp, at: Timestamp) -> Result<()> {
    let sql = include_str!("sql/job_postpone.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(job.uuid())
        .bind(again.millis())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("job", 1, got)
}

/// How many jobs wait, run, are done and are given up.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count(tx: &mut Tx) -> Result<[u64; 4]> {
    let sql = "SELECT state, COUNT(*) FROM job GROUP BY state ORDER BY state";
    let rows: Vec<(i64, i64)> = on!(tx, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    let mut out = [0; 4];
    for (state, n) in rows {
        let slot: usize = convert::small(state - 1, "job.state")?;
        *out.get_mut(slot).ok_or(StoreError::Corrupt("job.state"))? = convert::count(n, "job")?;
    }
    Ok(out)
}
