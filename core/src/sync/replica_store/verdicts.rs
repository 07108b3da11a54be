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
    if matches!(item.kind, ItemKind::Change | ItemKind::Entry) {
        keep(tx, cx, &item, place)?;
    }
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

fn keep(tx: &mut Tx<'_>, cx: &Cx<'_>, item: &PendingItem, place: Place) -> Result<(), StoreError> {
    let days = limit::ACCEPTED_OWN_DAYS.saturating_mul(DAY_MS);
    kept::put(
        tx,
        &Kept {
            ctr: item.ctr,
            doc: item.doc,
            env: item.env.clone(),
            sig: item.sig,
            body: item.body.clone(),
            seq: place.seq,
            doc_type: item.doc_type,
            position: place.position,
            until: cx.now.plus_millis(days),
        },
    )
}

fn hold(tx: &mut Tx<'_>, v: &Verdict, out: &mut Applied) -> Result<(), StoreError> {
    if let Some(item) = pending_of(tx, v, out)?
        && item.state == PendingState::Saved
    {
        out.settled = out.settled.saturating_add(1);
        out.docs.insert(item.doc);
        pending::set_state(tx, item.ctr, PendingState::Held)?;
    }
    Ok(())
}
