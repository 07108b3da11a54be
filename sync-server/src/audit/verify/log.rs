//! The log: a dense index in order of position, and under each place the very leaf it names.
use satchel_model::{
    audit::{Event, leaf_hash},
    id::{DocId, TenantId},
};
use satchel_server_store::{
    self as store, Position,
    audit::{Indexed, Leaf},
};

use super::{Finding, Findings, leaf, pooled};
use crate::{
    audit::sequencer::{self, End},
    http::problem::Failure,
    state::State,
};

/// Places read at once.
const PAGE: u32 = 2_000;
/// Stretches proved side by side.
const LANES: u64 = 4;

/// What the log showed.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub events: u64,
    pub pending: u64,
    pub findings: Findings,
}

/// What one stretch showed.
#[derive(Debug, Default)]
struct Stretch {
    findings: Findings,
    first: Option<(u64, Position)>,
    last: Option<Position>,
}

/// Proves index and leaves of this server's organisation.
/// # Errors
/// What keeps the database from being read.
pub(super) async fn prove(state: &State) -> Result<Log, Failure> {
    let tenant = state.keys.tenant;
    let mut tx = state.store.read().await?;
    let end = match sequencer::end(&mut tx, tenant).await {
        Ok(end) => end,
        Err(error) if error.is_corrupt() => return Ok(unreadable()),
        Err(error) => return Err(error.into()),
    };
    let (leaves, _) = store::audit::count(&mut tx, tenant).await?;
    drop(tx);
    let mut log = Log { events: leaves, ..Log::default() };
    let mut before = None;
    for stretch in stretches(state, end.size).await? {
        if let (Some(a), Some((index, b))) = (before, stretch.first)
            && a >= b
        {
            log.findings.push(Finding::at("order", index));
        }
        before = stretch.last.or(before);
        log.findings.extend(stretch.findings);
    }
    if end.size < end.noted {
        log.findings.push(Finding::at("cut", end.size));
    }
    beyond(state, &end, before.unwrap_or_default(), &mut log).await?;
    Ok(log)
}

fn unreadable() -> Log {
    let mut log = Log::default();
    log.findings.push(Finding::of("unreadable"));
    log
}

/// Proves the places below `size`, cut into lanes.
async fn stretches(state: &State, size: u64) -> Result<Vec<Stretch>, Failure> {
    let each = size.div_ceil(LANES).max(1);
    let lane = |n: u64| stretch(state, (n * each).min(size), ((n + 1) * each).min(size));
    let lanes = futures_util::future::try_join_all((0..LANES).map(lane));
    lanes.await
}

async fn stretch(state: &State, from: u64, to: u64) -> Result<Stretch, Failure> {
    let tenant = state.keys.tenant;
    let mut out = Stretch::default();
    let mut next = from;
    let mut limit = PAGE;
    while next < to {
        let want = limit.min(u32::try_from(to - next).unwrap_or(limit));
        let mut tx = state.store.read().await?;
        let rows = match store::audit::indexed(&mut tx, tenant, next, want).await {
            Ok(rows) => rows,
            Err(error) if error.is_corrupt() && want > 1 => {
                // Somewhere in this page is a value nobody could have written: find it one by one.
                limit = 1;
                continue;
            }
            Err(error) if error.is_corrupt() => {
                out.findings.push(Finding::at("unreadable", next));
                next += 1;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        drop(tx);
        let after = out.last;
        let page = pooled(move || page(tenant, (next, to), after, &rows)).await?;
        out.first = out.first.or(page.first);
        out.last = page.last.or(out.last);
        out.findings.extend(page.findings);
        next = page.next;
        if next.is_multiple_of(u64::from(PAGE)) {
            limit = PAGE;
        }
    }
    Ok(out)
}

/// What one page showed.
pub(super) struct Page {
    pub(super) findings: Findings,
    pub(super) first: Option<(u64, Position)>,
    pub(super) last: Option<Position>,
    pub(super) next: u64,
}

/// Proves the rows of one page: places from `next`, before `to`.
pub(super) fn page(
    tenant: TenantId,
    (from, to): (u64, u64),
    after: Option<Position>,
    rows: &[Indexed],
) -> Page {
    let mut out = Page { findings: Findings::default(), first: None, last: after, next: from };
    for row in rows.iter().filter(|row| row.idx < to) {
        if row.idx != out.next {
            out.findings.push(Finding::at("gap", out.next));
        }
        out.next = row.idx + 1;
        let Some(leaf) = &row.leaf else {
            let missing = Finding { leaf: Some(row.id), ..Finding::at("leaf_missing", row.idx) };
            out.findings.push(missing);
            continue;
        };
        let wrong = wrong(tenant, row, leaf);
        let wrong = wrong.or_else(|| out.last.is_some_and(|p| leaf.pos <= p).then_some("order"));
        if let Some(what) = wrong {
            out.findings.push(Finding {
                leaf: Some(leaf.id),
                device: leaf.device,
                device_ctr: leaf.device_ctr,
                doc: leaf.doc,
                ..Finding::at(what, row.idx)
            });
        }
        out.first = out.first.or(Some((row.idx, leaf.pos)));
        out.last = Some(leaf.pos);
    }
    if rows.iter().all(|row| row.idx >= to) && out.next < to {
        out.findings.push(Finding::at("gap", out.next));
        out.next = to;
    }
    out
}

/// What is wrong with a leaf under its place; `None` if nothing is.
fn wrong(tenant: TenantId, row: &Indexed, leaf: &Leaf) -> Option<&'static str> {
    let hash = leaf_hash(&leaf.leaf);
    if hash != row.hash || hash != leaf.hash {
        return Some("hash");
    }
    columns(tenant, leaf)
}

/// What is wrong with a leaf by itself.
fn columns(tenant: TenantId, leaf: &Leaf) -> Option<&'static str> {
    if leaf_hash(&leaf.leaf) != leaf.hash {
        return Some("hash");
    }
    let Ok(event) = Event::from_leaf(&leaf.leaf) else { return Some("form") };
    if event.tenant != tenant {
        return Some("tenant");
    }
    // What a device tells about itself is found under its own audit document, whatever documents it tells about.
    let own = event.device.filter(|_| event.device_ctr.is_some());
    let own = own.map(|device| DocId::from_bytes(*device.as_bytes()));
    let mut want = leaf::columns(&event, leaf.pos);
    if own.is_some() && leaf.doc == own {
        want.doc = own;
    }
    (want != *leaf).then_some("columns")
}

/// Looks at leaves without a place: those after the last one wait, any other was put in or lost its place.
async fn beyond(state: &State, end: &End, last: Position, log: &mut Log) -> Result<(), Failure> {
    let tenant = state.keys.tenant;
    let mut after = last;
    loop {
        let mut tx = state.store.read().await?;
        let leaves = match store::audit::list(&mut tx, tenant, None, after, PAGE).await {
            Ok(leaves) => leaves,
            Err(error) if error.is_corrupt() => {
                log.findings.push(Finding::of("unreadable"));
                break;
            }
            Err(error) => return Err(error.into()),
        };
        let Some(newest) = leaves.last() else { break };
        after = newest.pos;
        log.pending += u64::try_from(leaves.len()).unwrap_or(0);
        for leaf in &leaves {
            if let Some(what) = columns(tenant, leaf) {
                log.findings.push(Finding { leaf: Some(leaf.id), ..Finding::of(what) });
            }
        }
    }
    // Leaves written while this ran count as waiting: only too many of them are a sign.
    if log.events > end.size.saturating_add(log.pending) || log.findings.count > 0 {
        let mut tx = state.store.read().await?;
        let foreign = store::audit::unindexed(&mut tx, tenant, last, 100).await;
        match foreign {
            Ok(ids) => {
                for id in ids {
                    log.findings.push(Finding { leaf: Some(id), ..Finding::of("no_place") });
                }
            }
            Err(error) if error.is_corrupt() => log.findings.push(Finding::of("unreadable")),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
