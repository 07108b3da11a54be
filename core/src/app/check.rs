//! "Check this copy": every document is read through, then the whole is compared with the server's, and what is damaged
//! or differs is fetched anew. What waits to be sent is left alone.
use super::{App, online};
use crate::{
    error::CoreError,
    session::Unlocked,
    store::{
        Read, Store, StoreError, digest,
        document::{self, DocRow, DocState},
        load,
    },
    sync::{Status, Wake},
};
use satchel_model::id::DocId;
use satchel_protocol::command::reply::CopyReport;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// Documents read in one transaction.
const PAGE: u32 = 64;
/// Longest wait for an engine to begin: one that has nothing to do, or may not, does not.
const BEGIN_MS_MAX: u64 = 10_000;
/// Longest wait for the comparison and what it fetches.
const COMPARE_MS_MAX: u64 = 600_000;

impl App {
    /// Looks this copy through and mends it.
    pub(super) async fn sync_check(&self) -> Result<CopyReport, CoreError> {
        let unlocked = self.unlocked()?;
        let store = Arc::clone(&unlocked.store);
        let looked = tokio::task::spawn_blocking(move || look_through(&store)).await;
        let (documents, damaged) =
            looked.map_err(|_| CoreError::Internal("looking the copy through"))??;
        let mut report = CopyReport { documents, damaged, fetched: 0, compared: false };
        if self.told.running().switched_off {
            return Ok(report);
        }
        let running = self.state().as_ref().and_then(|open| {
            let online = open.online.as_ref()?;
            Some((online.handle(), online.status()))
        });
        let (before, after) = if let Some((handle, status)) = running {
            let before = *status.borrow();
            handle.wake(Wake::Check);
            (before, compared(status, before).await)
        } else {
            self.once(&unlocked).await?
        };
        if let Some(status) = after.filter(|s| s.trouble.is_none() && s.stopped.is_none()) {
            report.compared = true;
            report.fetched = u64::from(status.repaired.saturating_sub(before.repaired));
        }
        Ok(report)
    }

    /// The same with an engine that runs only for it.
    async fn once(&self, unlocked: &Unlocked) -> Result<(Status, Option<Status>), CoreError> {
        let online: online::Online = self.start(unlocked)?;
        online.handle().wake(Wake::Check);
        let before = Status::default();
        let after = compared(online.status(), before).await;
        online.stop().await;
        Ok((before, after))
    }
}

/// The state once the comparison is over and what it asked for is here; none if it did not come about.
async fn compared(mut status: watch::Receiver<Status>, before: Status) -> Option<Status> {
    let failed = |s: &Status| s.trouble.is_some() || s.stopped.is_some();
    let began =
        |s: &Status| s.working || s.rounds != before.rounds || (failed(s) && !failed(&before));
    let wait = Duration::from_millis(BEGIN_MS_MAX);
    tokio::time::timeout(wait, status.wait_for(began)).await.ok()?.ok()?;
    let over = |s: &Status| {
        let done = s.comparisons != before.comparisons && !s.comparing;
        !s.working && (done || failed(s))
    };
    let wait = Duration::from_millis(COMPARE_MS_MAX);
    tokio::time::timeout(wait, status.wait_for(over)).await.ok()?.ok().map(|s| *s)
}

/// Whether the bytes of a document make it.
fn reads(read: &Read<'_>, row: &DocRow) -> Result<bool, StoreError> {
    match load::base(read, row) {
        Ok(_) => Ok(true),
        Err(StoreError::Document(_) | StoreError::Value(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Reads every document that is compared with the server; one whose bytes do not make it is marked, so that it is asked
/// for anew. Answers how many there are and how many are damaged.
fn look_through(store: &Store) -> Result<(u64, u64), StoreError> {
    let (mut count, mut bad, mut after) = (0_u64, Vec::new(), None);
    loop {
        let page = store.read(|read| {
            let rows = document::page(read, after, PAGE)?;
            let last = rows.last().map(|row| row.doc);
            let mut broken: Vec<DocId> = Vec::new();
            let mut seen = 0_u64;
            for row in rows.iter().filter(|r| r.base_seq > 0 && digest::counts(r.state)) {
                seen = seen.saturating_add(1);
                broken.extend((!reads(read, row)?).then_some(row.doc));
            }
            Ok::<_, StoreError>((last, seen, broken))
        })?;
        let (last, seen, broken) = page;
        count = count.saturating_add(seen);
        bad.extend(broken);
        if last.is_none() {
            break;
        }
        after = last;
    }
    let damaged = u64::try_from(bad.len()).unwrap_or(u64::MAX);
    store.write(|tx| {
        for doc in bad {
            tracing::warn!(%doc, "does not read: asked for anew");
            document::set_state(tx, doc, DocState::Unreadable)?;
        }
        digest::make(tx)
    })?;
    Ok((count, damaged))
}
