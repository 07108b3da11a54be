//! Time and memory, as this machine tells them.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use satchel_core::clock::SystemClock;
use satchel_model::time::{Clock as _, Timestamp};

/// A stopwatch.
#[derive(Clone, Copy)]
pub(crate) struct Watch(Instant);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "measuring time is what a bench does")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    pub(crate) fn millis(self) -> f64 {
        self.seconds() * 1000.0
    }
}

/// Wall time of this machine.
pub(crate) fn now() -> Timestamp {
    SystemClock.now()
}

/// Peak resident memory of a process in MiB.
pub(crate) fn peak_mib(pid: u32) -> Result<f64> {
    let status =
        std::fs::read_to_string(format!("/proc/{pid}/status")).context("the process is gone")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("no VmHWM")?;
    let kib: f64 = line.split_whitespace().nth(1).context("VmHWM without a number")?.parse()?;
    Ok(kib / 1024.0)
}

/// CPU time of a process so far, in milliseconds: of all its threads that still run.
#[derive(Clone, Copy)]
pub(crate) struct Spent(f64);

impl Spent {
    pub(crate) fn by(pid: u32) -> Result<Self> {
        let threads =
            std::fs::read_dir(format!("/proc/{pid}/task")).context("the process is gone")?;
        let mut nanos = 0.0;
        for thread in threads {
            // A thread may end between the two looks.
            let Ok(text) = std::fs::read_to_string(thread?.path().join("schedstat")) else {
                continue;
            };
            nanos +=
                text.split_whitespace().next().context("no time in schedstat")?.parse::<f64>()?;
        }
        Ok(Self(nanos / 1e6))
    }

    pub(crate) fn since(self, before: Self) -> f64 {
        (self.0 - before.0).max(0.0)
    }
}

/// Forgets a process's peak memory; its memory now, in MiB.
pub(crate) fn peak_mib_anew(pid: u32) -> Result<f64> {
    crate::report::write(std::path::Path::new(&format!("/proc/{pid}/clear_refs")), "5")?;
    peak_mib(pid)
}

/// How far a process has grown over `from` since then, at its peak.
pub(crate) fn grown_mib(pid: u32, from: f64) -> Result<f64> {
    Ok((peak_mib(pid)? - from).max(0.0))
}

/// Time that a person or a network takes; not a wait for something to happen.
#[expect(clippy::disallowed_methods, reason = "a bench paces its clients")]
pub(crate) async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}

/// Work beside what is measured.
#[expect(clippy::disallowed_methods, reason = "a bench has no task register")]
pub(crate) fn beside<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> tokio::task::JoinHandle<T> {
    tokio::spawn(work)
}
