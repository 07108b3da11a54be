//! A watch over judging: work that does not come to an end is given up, and the document it was about is put under repair.
//!
//! A thread cannot be ended from outside; the one that is stuck is left behind. After [`limit::STUCK_MAX`] of them the
//! process asks to be started anew: each holds a thread and what it had loaded.
use crate::{http::problem::Failure, state::State, sync::limit};
use satchel_model::id::DocId;
use satchel_protocol::problem::ErrorCode;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// The document that work is about at the moment.
#[derive(Clone, Default)]
pub struct Marker(Arc<Mutex<Option<DocId>>>);

impl Marker {
    /// Notes that work on a document begins.
    pub fn note(&self, doc: DocId) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(doc);
    }

    fn last(&self) -> Option<DocId> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many threads were left behind since the start.
#[derive(Default)]
pub struct Stuck(AtomicUsize);

impl Stuck {
    /// The number.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// What became of watched work.
#[derive(Debug, PartialEq, Eq)]
pub enum Watched<T> {
    /// It came to its end.
    Done(T),
    /// It was given up; the document it was about.
    Stuck(Option<DocId>),
}

/// Does CPU work beside the threads that serve requests, for at most `longest`.
/// # Errors
/// `internal` if the work panicked.
pub async fn watched<T: Send + 'static>(
    marker: Marker,
    longest: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Watched<T>, Failure> {
    let work = tokio::task::spawn_blocking(work);
    match tokio::time::timeout(longest, work).await {
        Ok(Ok(done)) => Ok(Watched::Done(done)),
        Ok(Err(_)) => Err(ErrorCode::Internal.into()),
        Err(_) => Ok(Watched::Stuck(marker.last())),
    }
}

/// Puts the document of stuck work under repair, and asks for a new start once too many threads are lost. Nothing of the
/// work may be kept; its transaction must be over.
/// # Errors
/// A store failure; then the next try gets stuck again and comes here again.
pub async fn give_up(state: &State, doc: Option<DocId>) -> Result<(), Failure> {
    let count = state.sync.stuck.0.fetch_add(1, Ordering::Relaxed) + 1;
    tracing::error!(count, "judging got stuck; its thread is left behind");
    if count >= limit::STUCK_MAX {
        tracing::error!(
            count,
            "too many threads are stuck; this process ends and wants to be started anew"
        );
        state.drain.cancel();
    }
    let Some(doc) = doc else { return Ok(()) };
    let mut tx = state.store.begin().await?;
    if satchel_server_store::document::find(&mut tx, doc).await?.is_some() {
        satchel_server_store::document::freeze(&mut tx, doc).await?;
    }
    tx.commit().await?;
    state.sync.docs.remove(doc);
    tracing::error!(%doc, "a document is under repair; what is sent to it is held");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_ends_is_done_and_work_that_does_not_names_its_document() {
        let doc = DocId::from_bytes([3; 16]);
        let marker = Marker::default();
        let done = watched(marker.clone(), Duration::from_secs(5), || 7).await;
        assert_eq!(done.ok(), Some(Watched::Done(7)));
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let inside = marker.clone();
        let stuck = watched(marker, Duration::from_millis(20), move || {
            inside.note(doc);
            wait.recv().ok();
        });
        assert_eq!(stuck.await.ok(), Some(Watched::Stuck(Some(doc))));
        drop(release);
    }

    #[tokio::test]
    async fn a_panic_is_a_failure_and_not_a_stuck_thread() {
        let work = || -> u8 { panic!("made to fail") };
        let failed = watched(Marker::default(), Duration::from_secs(5), work).await;
        assert_eq!(failed.err().map(|f| f.code()), Some(ErrorCode::Internal));
    }
}
