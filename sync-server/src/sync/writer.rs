//! From proved items to durable verdicts. A lane gathers what waits into one commit, because each commit costs an fsync and
//! each statement a way to the database and back. SQLite has one writer and one lane; on PostgreSQL a few lanes run beside
//! each other, so that one judges while another waits for the disk. Several processes may do so on one database.
use super::{
    admit::{
        commit::{self, Done, End},
        desk::{Desk, Outcome},
        judge,
        load::{self, Push},
    },
    guarded::{self, Watched},
    hot::Hot,
    limit,
};
use crate::{
    http::problem::Failure,
    state::{App, State},
};
use satchel_protocol::problem::ErrorCode;
use satchel_server_store::document::Document;
use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Mutex, Notify, mpsc, oneshot};

/// What became of one push.
pub struct Answer {
    /// Ends of the items that were judged, in order.
    pub ends: Vec<End>,
    /// First counter that was not taken, and why.
    pub defer: Option<(u64, ErrorCode)>,
}

struct Waiting {
    push: Push,
    answer: oneshot::Sender<Result<Answer, Failure>>,
}

/// The way to the lanes.
#[derive(Default)]
pub struct Door {
    lanes: OnceLock<mpsc::Sender<Waiting>>,
    under_way: AtomicUsize,
    calm: Notify,
}

impl Door {
    /// Waits a moment while many pushes are under way: for work that can wait, such as first downloads.
    pub async fn step_back(&self) {
        let longest = Duration::from_millis(limit::STEP_BACK_MS);
        let calm = self.calm.notified();
        if self.under_way.load(Ordering::Relaxed) > limit::CROWD {
            // Late or not: the download goes on.
            tokio::time::timeout(longest, calm).await.ok();
        }
    }

    fn begin(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(self)
    }
}

/// A push between its arrival and its answer.
struct UnderWay<'a>(&'a Door);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if self.0.under_way.fetch_sub(1, Ordering::Relaxed) <= limit::CROWD + 1 {
            self.0.calm.notify_waiters();
        }
    }
}

/// Judges a push and makes the result durable.
/// # Errors
/// `overloaded` if too much waits, else a store failure; nothing of the push is stored then.
pub async fn submit(app: &App, push: Push) -> Result<Answer, Failure> {
    let _under_way = app.sync.writer.begin();
    let door = app.sync.writer.lanes.get_or_init(|| start(app));
    let (answer, verdict) = oneshot::channel();
    door.try_send(Waiting { push, answer }).map_err(|_| ErrorCode::Overloaded)?;
    verdict.await.map_err(|_| ErrorCode::Overloaded)?
}

/// Starts the lanes that make all commits of pushes.
fn start(app: &App) -> mpsc::Sender<Waiting> {
    let (sender, queue) = mpsc::channel::<Waiting>(limit::WRITER_QUEUE);
    let queue = Arc::new(Mutex::new(queue));
    let lanes = if app.store.has_one_writer() { 1 } else { limit::COMMIT_LANES };
    for _ in 0..lanes {
        let (state, stop, queue) = (App::clone(app), app.tasks.stopping(), Arc::clone(&queue));
        app.tasks.spawn("sync-writer", async move {
            // Nothing is gathered once the door is gone, which ends the lane as well.
            while let Some(group) = stop.run_until_cancelled(gather(&queue)).await
                && !group.is_empty()
            {
                together(&state, group).await;
            }
        });
    }
    sender
}

/// What waits, at least one push unless the door is gone; the lane that waits here holds the queue alone.
async fn gather(queue: &Mutex<mpsc::Receiver<Waiting>>) -> Vec<Waiting> {
    let mut queue = queue.lock().await;
    let Some(first) = queue.recv().await else { return Vec::new() };
    let mut items = first.push.items.len();
    let mut group = vec![first];
    while items < limit::COMMIT_ITEMS
        && let Ok(next) = queue.try_recv()
    {
        items += next.push.items.len();
        group.push(next);
    }
    group
}

/// Commits a group; if that fails, each push on its own, so that one bad one harms no other.
async fn together(state: &State, group: Vec<Waiting>) {
    let (pushes, answers): (Vec<Push>, Vec<_>) =
        group.into_iter().map(|w| (w.push, w.answer)).unzip();
    let pushes = Arc::new(pushes);
    match work(state, &pushes).await {
        Ok(all) => {
            for (answer, result) in answers.into_iter().zip(all) {
                // A device that went away gets its verdicts at the next contact.
                answer.send(Ok(result)).ok();
            }
        }
        Err(failure) if pushes.len() == 1 && !is_worth_another_try(state, &failure) => {
            for answer in answers {
                answer.send(Err(failure.clone())).ok();
            }
        }
        Err(_) => {
            let pushes = Arc::into_inner(pushes).unwrap_or_default();
            for (push, answer) in pushes.into_iter().zip(answers) {
                answer.send(one(state, &Arc::new(vec![push])).await).ok();
            }
        }
    }
}

/// Whether another transaction may have made the same document or group at the same moment; the next look finds it there.
fn is_worth_another_try(state: &State, failure: &Failure) -> bool {
    let passing = matches!(failure.code(), ErrorCode::Overloaded | ErrorCode::DatabaseDown);
    passing && (!state.store.has_one_writer() || failure.code() == ErrorCode::Overloaded)
}

async fn one(state: &State, push: &Arc<Vec<Push>>) -> Result<Answer, Failure> {
    work(state, push).await?.pop().ok_or_else(|| ErrorCode::Internal.into())
}

/// Judges pushes in one transaction.
async fn work(state: &State, pushes: &Arc<Vec<Push>>) -> Result<Vec<Answer>, Failure> {
    let fresh = load::fresh_keys(state, pushes).await?;
    let mut tx = state.store.begin().await?;
    let desk = load::desk(state, &mut tx, pushes, fresh).await?;
    let (desk, outcomes) = match judged(desk, Arc::clone(pushes)).await? {
        Watched::Done(judgement) => judgement,
        Watched::Stuck(doc) => {
            tx.rollback().await?;
            guarded::give_up(state, doc).await?;
            // Every push comes again: the sick document holds what is sent to it then, the others go their way.
            return Err(ErrorCode::Overloaded.into());
        }
    };
    let defers: Vec<_> = outcomes.iter().map(|o| o.defer).collect();
    let done = commit::write(state, &mut tx, desk, pushes, outcomes).await?;
    tx.commit().await?;
    // Looking for work takes the one writer: only where there is some.
    if done.jobs {
        state.bell.ring();
    }
    let ends = after(state, done);
    Ok(ends.into_iter().zip(defers).map(|(ends, defer)| Answer { ends, defer }).collect())
}

/// What a judgement brought.
type Judgement = (Desk, Vec<Outcome>);

/// Judging is CPU work: it runs beside the threads that serve requests, and is given up where it does not end.
async fn judged(mut desk: Desk, pushes: Arc<Vec<Push>>) -> Result<Watched<Judgement>, Failure> {
    let marker = desk.marker.clone();
    let work = move || {
        let each = pushes.iter().enumerate();
        let outcomes = each.map(|(i, push)| judge::any(&mut desk, i, push)).collect();
        (desk, outcomes)
    };
    guarded::watched(marker, Duration::from_secs(limit::JUDGE_S), work).await
}

/// What follows a commit: caches, pokes.
fn after(state: &State, done: Done) -> Vec<Vec<End>> {
    for doc in done.frozen {
        tracing::error!(%doc, "a document is under repair; what is sent to it is held");
        state.sync.docs.remove(doc);
    }
    for (row, hot) in done.hot {
        keep(state, &row, hot);
    }
    done.told.tell(state);
    for device in done.revoked {
        state.live.poke_device(device);
    }
    state.live.poke(&done.news);
    state.sequencer.ring();
    done.ends
}

fn keep(state: &State, row: &Document, hot: Hot) {
    state.sync.docs.put(row, hot);
}
