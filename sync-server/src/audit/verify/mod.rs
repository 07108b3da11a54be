//! Proves the audit: leaves, index, the chain of each device, and the log of each document with its contents.
//!
//! Pages are read in small transactions and checked in the thread pool, so memory does not grow with the log. It proves
//! that nothing was changed, left out or put in by somebody who cannot also forge hashes consistently; until signed
//! checkpoints leave the machine, only this server vouches for the whole.
mod chain;
mod items;
mod log;

use std::time::Duration;

use satchel_model::{
    audit::{Kind, Outcome},
    id::{AuditId, DeviceId, DocId},
    time::Timestamp,
};
use serde::Serialize;
use serde_json::Value;

use super::{leaf, sequencer};
use crate::{http::problem::Failure, state::State, task};

/// Findings listed; the rest is only counted.
const LISTED: usize = 20;

/// Something that does not fit, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Finding {
    /// Stable word of what is wrong.
    pub what: &'static str,
    /// Place in the organisation's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
    /// The leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaf: Option<AuditId>,
    /// The device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// The device's counter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_ctr: Option<u64>,
    /// The document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<DocId>,
    /// Number in the document's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
}

impl Finding {
    const fn at(what: &'static str, index: u64) -> Self {
        Self { index: Some(index), ..Self::of(what) }
    }

    const fn chain(what: &'static str, device: DeviceId, ctr: u64) -> Self {
        Self { device: Some(device), device_ctr: Some(ctr), ..Self::of(what) }
    }

    const fn of(what: &'static str) -> Self {
        Self { what, index: None, leaf: None, device: None, device_ctr: None, doc: None, seq: None }
    }
}

/// Findings in the order in which they were met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    listed: Vec<Finding>,
    count: u64,
}

impl Findings {
    fn push(&mut self, finding: Finding) {
        self.count += 1;
        if self.listed.len() < LISTED {
            self.listed.push(finding);
        }
    }

    fn extend(&mut self, other: Self) {
        self.count += other.count;
        let room = LISTED.saturating_sub(self.listed.len());
        self.listed.extend(other.listed.into_iter().take(room));
    }
}

/// How the proof ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything fits.
    Intact,
    /// Something was changed, left out or put in.
    Tampered,
    /// Nothing is wrong as far as could be seen, and not all could be seen.
    Incomplete,
}

/// What was proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How it ended.
    pub status: Status,
    /// Events in the log.
    pub events: u64,
    /// Events that have no place in the index yet.
    pub pending: u64,
    /// Devices.
    pub devices: u64,
    /// Links of their chains.
    pub links: u64,
    /// Documents.
    pub documents: u64,
    /// Signed items in their logs.
    pub items: u64,
    /// Things that do not fit.
    pub found: u64,
    /// The first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Finding>,
    /// The first ones: of the log, then of devices, then of documents.
    pub findings: Vec<Finding>,
}

/// How a proof shares the machine with everybody's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Somebody waits for it: as many things side by side as the database is read by at once.
    Whole,
    /// It runs by itself: one thing at a time, and after each step a rest as long as the step. Whoever syncs meanwhile
    /// finds readers and a processor free.
    Aside,
}

/// Things proved side by side when somebody waits.
const LANES: usize = 4;
/// The longest rest.
const REST: Duration = Duration::from_secs(1);

impl Pace {
    const fn lanes(self) -> usize {
        match self {
            Self::Whole => LANES,
            Self::Aside => 1,
        }
    }

    /// The rest after a step that began at `since`.
    async fn rest(self, state: &State, since: Timestamp) {
        if self == Self::Aside {
            let took = u64::try_from(state.now().since(since)).unwrap_or(0);
            let took = Duration::from_millis(took);
            // A server that stops drops the whole proof.
            task::pause(&state.tasks.stopping(), took.min(REST)).await;
        }
    }
}

/// Proves the audit as it stands. Writes nothing.
/// # Errors
/// What keeps the database from being read; a tampered audit is no error.
pub async fn prove(state: &State, pace: Pace) -> Result<Report, Failure> {
    let log = log::prove(state).await?;
    let chains = chain::prove(state, pace).await?;
    let mut findings = log.findings;
    findings.extend(chains.findings);
    let logs = items::prove(state, pace).await?;
    findings.extend(logs.findings);
    let status = match (findings.count, log.pending) {
        (0, 0) => Status::Intact,
        (0, _) => Status::Incomplete,
        _ => Status::Tampered,
    };
    Ok(Report {
        status,
        events: log.events,
        pending: log.pending,
        devices: chains.devices,
        links: chains.links,
        documents: logs.documents,
        items: logs.items,
        found: findings.count,
        first: findings.listed.first().cloned(),
        findings: findings.listed,
    })
}

/// Proves the audit for IT: events written a moment ago get their place first, and that it was proved is itself an event.
/// # Errors
/// What keeps the database from being read; a tampered audit is no error.
pub async fn report(state: &State) -> Result<Value, Failure> {
    if let Err(failure) = sequencer::catch_up(state).await {
        // A cut index stops the sequencer; the proof below names the place.
        tracing::warn!(code = failure.code().word(), "the index is proved as it stands");
    }
    let report = prove(state, Pace::Whole).await?;
    note(state, &report).await?;
    serde_json::to_value(&report).map_err(|_| satchel_protocol::problem::ErrorCode::Internal.into())
}

async fn note(state: &State, report: &Report) -> Result<(), Failure> {
    let mut event = leaf::event(state, Kind::AuditVerified);
    if let Some(first) = &report.first {
        event.outcome = Outcome::Failed;
        event.code = Some(first.what.to_owned());
    }
    let mut tx = state.store.begin().await?;
    leaf::append(&mut tx, &[event]).await?;
    tx.commit().await?;
    state.sequencer.ring();
    Ok(())
}

/// Runs a check of one page in the thread pool.
async fn pooled<T: Send + 'static>(
    check: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(check).await;
    done.map_err(|_| satchel_protocol::problem::ErrorCode::Internal.into())
}

#[cfg(test)]
mod tests;
