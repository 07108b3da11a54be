//! Verdicts: what was accepted is remembered, what was refused is rebased or put aside.
use crate::{
    store::{
        StoreError, Tx, cursor, document, kept,
        kept::Kept,
        pending::{self, PendingItem, PendingState},
        quarantine,
    },
    sync::{
        rebase::{self, Cx, Refusal},
        replica::Applied,
        verdict,
    },
};
use satchel_model::{document::DocType, time::DAY_MS};
use satchel_protocol::{
    env::ItemKind,
    limit,
    problem::ErrorCode,
    sync::{Position, Verdict, VerdictKind},
};

/// Where the server put an accepted item.
#[derive(Clone, Copy)]
struct Place {
    seq: u64,
    position: Position,
}

/// Applies verdicts in the caller's transaction.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    verdicts: &[Verdict],
) -> Result<Applied, StoreError> {
    let mut out = Applied::default();
    let mut refusals = Vec::new();
    let mut accepted = false;
    for v in verdicts {
        match &v.kind {
            VerdictKind::Ok { seq, pos, .. } | VerdictKind::Dup { seq, pos } => {
                let place = Place { seq: *seq, position: *pos };
                accepted |= accept(tx, cx, v, place, &mut out)?;
            }
            VerdictKind::Held => hold(tx, v, &mut out)?,
            VerdictKind::Reject { detail, .. } => {
                let code = v.kind.error_code().unwrap_or(ErrorCode::Internal);
                if v.ctr == 0 || verdict::is_unproved(code) {
                    // Nothing is stored there and the counter stands: sending it again would only fail again.
                    out.alarms.push(code);
                    out.stop = Some(code);
                } else {
                    remember(tx, cx, v)?;
                    refusals.push(Refusal { ctr: v.ctr, code, detail: detail.clone() });
                }
            }
        }
    }
    rebase::refuse(tx, cx, &refusals, &mut out)?;
    if accepted {
        let mut place = cursor::get(&tx.read())?;
        place.sent_at = Some(cx.now);
        cursor::put(tx, &place)?;
    }
    for doc in &out.docs {
        if document::find(&tx.read(), *doc)?.is_some() {
            document::set_stale(tx, *doc, true)?;
        }
    }
    Ok(out)
}

/// Whether the verdict is about an item that is still pending; answers the item.
fn pending_of(
    tx: &Tx<'_>,
    v: &Verdict,
    out: &mut Applied,
) -> Result<Option<PendingItem>, StoreError> {
    let Some(item) = pending::find(&tx.read(), v.ctr)? else { return Ok(None) };
    if item.hash == v.hash {
        return Ok(Some(item));
    }
    if cursor::judged(&tx.read())?.renumber {
        // Known already: what waits here gets new numbers.
        return Ok(None);
    }
    // Another item under our number: two copies of this vault have written.
    out.alarms.push(ErrorCode::ChainFork);
    out.stop = Some(ErrorCode::ChainFork);
    Ok(None)
}

fn accept(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    v: &Verdict,
    place: Place,
    out: &mut Applied,
) -> Result<bool, StoreError> {
    let Some(item) = pending_of(tx, v, out)? else { return Ok(false) };
    if matches!(item.state, PendingState::Sent(_)) {
        return Ok(false);
    }
    out.settled = out.settled.saturating_add(1);
    out.docs.insert(item.doc);
    if item.state == PendingState::Dead {
        // Given up too early: what it was built on was refused, yet the server could do without it.
        quarantine::clear_repaired(tx, item.doc, item.hash)?;
    }
    keep(tx, cx, &item, Some(place))?;
    // Audit entries and intents never come down, and a document that is not held gets no base.
    let comes_down = item.kind != ItemKind::Intent && item.doc_type != DocType::Audit.code();
    let base = document::find(&tx.read(), item.doc)?.map(|row| row.base_seq);
    if comes_down && base.is_some_and(|seq| seq < place.seq) {
        pending::set_state(tx, item.ctr, PendingState::Sent(place.seq))?;
    } else {
        pending::remove(tx, item.ctr)?;
    }
    Ok(true)
}

/// Remembers a refused item by its number alone: a server that was put back takes no number without the one before.
fn remember(tx: &mut Tx<'_>, cx: &Cx<'_>, v: &Verdict) -> Result<(), StoreError> {
    let item = pending::find(&tx.read(), v.ctr)?;
    match item {
        Some(item) if item.hash == v.hash && item.state != PendingState::Again => {
            keep(tx, cx, &item, None)
        }
        Some(_) | None => Ok(()),
    }
}

/// Keeps a settled item for a server that is put back to an older state: where it was put, or none for a refused one.
fn keep(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    item: &PendingItem,
    place: Option<Place>,
) -> Result<(), StoreError> {
    let days = limit::ACCEPTED_OWN_DAYS.saturating_mul(DAY_MS);
    kept::put(
        tx,
        &Kept {
            ctr: item.ctr,
            doc: item.doc,
            env: item.env.clone(),
            sig: item.sig,
            body: place.map_or_else(Vec::new, |_| item.body.clone()),
            command: place.map_or_else(Vec::new, |_| item.command.clone()),
            seq: place.map_or(0, |p| p.seq),
            doc_type: item.doc_type,
            position: place.map_or_else(Position::default, |p| p.position),
            until: cx.now.plus_millis(days),
            refused: place.is_none(),
        },
    )
}

fn hold(tx: &mut Tx<'_>, v: &Verdict, out: &mut Applied) -> Result<(), StoreError> {
    if let Some(item) = pending_of(tx, v, out)?
        && matches!(item.state, PendingState::Saved | PendingState::Again)
    {
        out.settled = out.settled.saturating_add(1);
        out.docs.insert(item.doc);
        pending::set_state(tx, item.ctr, PendingState::Held)?;
    }
    Ok(())
}
