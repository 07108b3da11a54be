//! Background work with a name: started here, counted, told to stop, and joined at shutdown.
use std::{
    collections::BTreeMap,
    future::Future,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::FutureExt as _;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Starts and joins the tasks of one server. Clones share the same tasks.
#[derive(Clone, Default)]
pub struct Tasks(Arc<Inner>);

#[derive(Default)]
struct Inner {
    tracker: TaskTracker,
    stop: CancellationToken,
    running: Mutex<BTreeMap<&'static str, usize>>,
    panics: std::sync::atomic::AtomicU64,
}

impl Tasks {
    /// Starts `work` under `name`. A panic inside is logged with the name and ends that task alone.
    ///
    /// The work must return soon after [`Tasks::stopping`] fires, or shutdown leaves it behind and says so.
    pub fn spawn(&self, name: &'static str, work: impl Future<Output = ()> + Send + 'static) {
        let inner = Arc::clone(&self.0);
        *inner.counts().entry(name).or_default() += 1;
        let guarded = async move {
            if AssertUnwindSafe(work).catch_unwind().await.is_err() {
                inner.panics.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                tracing::error!(task = name, "task panicked");
            }
            let mut counts = inner.counts();
            if let Some(n) = counts.get_mut(name) {
                *n = n.saturating_sub(1);
            }
            counts.retain(|_, n| *n > 0);
        };
        self.0.tracker.spawn(guarded);
    }

    /// Fires when the server is asked to stop; loops select on it.
    #[must_use]
    pub fn stopping(&self) -> CancellationToken {
        self.0.stop.clone()
    }

    /// Names of the tasks that run now, with how many of each.
    #[must_use]
    pub fn running(&self) -> BTreeMap<&'static str, usize> {
        self.0.counts().clone()
    }

    /// How many tasks ended by a panic since the start.
    #[must_use]
    pub fn panics(&self) -> u64 {
        self.0.panics.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Tells every task to stop and waits up to `patience`; the names of those still running come back.
    pub async fn join(&self, patience: Duration) -> Vec<&'static str> {
        self.0.stop.cancel();
        self.0.tracker.close();
        if tokio::time::timeout(patience, self.0.tracker.wait()).await.is_ok() {
            return Vec::new();
        }
        self.running().into_keys().collect()
    }
}

impl Inner {
    fn counts(&self) -> MutexGuard<'_, BTreeMap<&'static str, usize>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits `pause` or until the server stops; `false` says it is stopping.
///
/// The only wait of background loops, so that none of them delays a shutdown.
pub async fn pause(stop: &CancellationToken, pause: Duration) -> bool {
    tokio::time::timeout(pause, stop.cancelled()).await.is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_that_listens_is_joined() {
        let tasks = Tasks::default();
        let stop = tasks.stopping();
        tasks.spawn("listener", async move { stop.cancelled().await });
        assert_eq!(tasks.running().get("listener"), Some(&1));
        assert!(tasks.join(Duration::from_secs(5)).await.is_empty());
        assert!(tasks.running().is_empty());
    }

    #[tokio::test]
    async fn a_panic_ends_one_task_and_is_counted() {
        let tasks = Tasks::default();
        tasks.spawn("faulty", async { panic!("made to fail") });
        assert!(tasks.join(Duration::from_secs(5)).await.is_empty());
        assert_eq!(tasks.panics(), 1);
    }

    #[tokio::test]
    async fn a_task_that_ignores_the_stop_is_named() {
        let tasks = Tasks::default();
        tasks.spawn("deaf", std::future::pending());
        assert_eq!(tasks.join(Duration::from_millis(10)).await, vec!["deaf"]);
    }

    #[tokio::test]
    async fn a_pause_ends_early_when_the_server_stops() {
        let stop = CancellationToken::new();
        assert!(pause(&stop, Duration::from_millis(1)).await);
        stop.cancel();
        assert!(!pause(&stop, Duration::from_hours(1)).await);
    }
}
