//! From proved items to durable verdicts. On SQLite one task gathers what waits into one commit, because each commit costs
//! an fsync; on PostgreSQL pushes run beside each other and the engine gathers commits itself.
use super::{
    admit::{
        commit::{self, Done, End},
        desk::{Desk, Outcome},
        judge,
        load::{self, Push},
    },
    hot::Hot,
    limit,
};
use crate::{
    http::problem::Failure,
    state::{App, State},
};
use satchel_protocol::problem::ErrorCode;
use satchel_server_store::document::Document;
use std::sync::{Arc, OnceLock};
use tokio::sync::{mpsc, oneshot};

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

/// The way to the writer task.
#[derive(Default)]
pub struct Door(OnceLock<mpsc::Sender<Waiting>>);

/// Judges a push and makes the result durable.
/// # Errors
/// `overloaded` if too much waits, else a store failure; nothing of the push is stored then.
pub async fn submit(app: &App, push: Push) -> Result<Answer, Failure> {
    if !app.store.has_one_writer() {
        return alone(app, push).await;
    }
    let door = app.sync.writer.0.get_or_init(|| start(app));
    let (answer, verdict) = oneshot::channel();
    door.try_send(Waiting { push, answer }).map_err(|_| ErrorCode::Overloaded)?;
    verdict.await.map_err(|_| ErrorCode::Overloaded)?
}

/// Starts the task that owns all commits of pushes.
fn start(app: &App) -> mpsc::Sender<Waiting> {
    let (sender, mut queue) = mpsc::channel::<Waiting>(limit::WRITER_QUEUE);
    let (state, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("sync-writer", async move {
        loop {
            let first = tokio::select! {
                first = queue.recv() => first,
                () = stop.cancelled() => None,
            };
            let Some(first) = first else { return };
            let mut items = first.push.items.len();
            let mut group = vec![first];
            while items < limit::COMMIT_ITEMS
                && let Ok(next) = queue.try_recv()
            {
                items += next.push.items.len();
                group.push(next);
            }
            together(&state, group).await;
        }
    });
    sender
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
        Err(failure) if pushes.len() == 1 => {
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

/// One push in a transaction of its own; once more if another one made the same document at the same moment.
async fn alone(state: &State, push: Push) -> Result<Answer, Failure> {
    let pushes = Arc::new(vec![push]);
    match one(state, &pushes).await {
        Err(failure)
            if matches!(failure.code(), ErrorCode::Overloaded | ErrorCode::DatabaseDown) =>
        {
            one(state, &pushes).await
        }
        other => other,
    }
}

async fn one(state: &State, push: &Arc<Vec<Push>>) -> Result<Answer, Failure> {
    work(state, push).await?.pop().ok_or_else(|| ErrorCode::Internal.into())
}

/// Judges pushes in one transaction.
async fn work(state: &State, pushes: &Arc<Vec<Push>>) -> Result<Vec<Answer>, Failure> {
    let fresh = load::fresh_keys(state, pushes).await?;
    let mut tx = state.store.begin().await?;
    let desk = load::desk(state, &mut tx, pushes, fresh).await?;
    let (desk, outcomes) = judged(desk, Arc::clone(pushes)).await?;
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

/// Judging is CPU work: it runs beside the threads that serve requests.
async fn judged(mut desk: Desk, pushes: Arc<Vec<Push>>) -> Result<(Desk, Vec<Outcome>), Failure> {
    let work = move || {
        let each = pushes.iter().enumerate();
        let outcomes = each.map(|(i, p)| judge::push(&mut desk, i, p.device, &p.items)).collect();
        (desk, outcomes)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| ErrorCode::Internal.into())
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
