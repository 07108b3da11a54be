//! A document goes on as another incarnation: what is told ahead of its content, and what the old one leaves behind.
use crate::{
    store::{
        StoreError, Tx, document, draft, item, kept,
        pending::{self, PendingState},
        quarantine, search,
    },
    sync::{rebase::Cx, replica::Applied},
};
use satchel_model::{document::DocType, id::DocId};
use satchel_protocol::{
    problem::ErrorCode,
    sync::{Epoch, EpochReason},
};

/// Takes an announcement in. The swap itself comes with the content; an erasure has none.
pub(super) fn told(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    told: Epoch,
    out: &mut Applied,
) -> Result<(), StoreError> {
    match told.reason {
        EpochReason::Compaction | EpochReason::Migration => Ok(()),
        EpochReason::Rectification => {
            // What was taken out is not to be had from this device either.
            tx.shred()?;
            kept::forget(tx, told.doc)
        }
        EpochReason::Erasure => erased(tx, cx, told.doc, out),
    }
}

/// Takes the accepted items and the saved state of the incarnation that ended away.
pub(super) fn forget(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    item::forget_all(tx, doc)
}

/// Takes everything of a document away that says what was in it. What waits still goes up, because the counter has no
/// holes, but without its content; the person sees that it was withdrawn.
fn erased(tx: &mut Tx<'_>, cx: &Cx<'_>, doc: DocId, out: &mut Applied) -> Result<(), StoreError> {
    tx.shred()?;
    for own in pending::of_doc(&tx.read(), doc)? {
        let waits = matches!(own.state, PendingState::Saved | PendingState::Held);
        if waits && !own.command.is_empty() {
            let line = quarantine::Refused {
                ctr: own.ctr,
                doc,
                doc_type: own.doc_type,
                hash: own.hash,
                code: ErrorCode::Erased.word().to_owned(),
                detail: None,
                cmd_kind: own.cmd_kind,
                command: Vec::new(),
                body: Vec::new(),
                at: cx.now,
            };
            quarantine::put(tx, &line)?;
            out.quarantined = out.quarantined.saturating_add(1);
        }
        match own.state {
            PendingState::Sent(_) => pending::remove(tx, own.ctr)?,
            PendingState::Saved | PendingState::Held | PendingState::Dead | PendingState::Again => {
                pending::empty(tx, own.ctr)?;
            }
        }
    }
    quarantine::empty(tx, doc)?;
    kept::forget(tx, doc)?;
    let names = names(tx, doc)?;
    draft::forget(tx, &names)?;
    document::purge(tx, doc)?;
    search::rewrite(tx)?;
    out.docs.insert(doc);
    out.shredded = true;
    Ok(())
}

/// The ids by which screens name what they keep about a document: its own, and the patient's where it is the record
/// that their forms write to.
fn names(tx: &Tx<'_>, doc: DocId) -> Result<Vec<String>, StoreError> {
    let mut out = vec![doc.to_string()];
    if let Some(row) = document::find(&tx.read(), doc)? {
        let main = [DocType::Admin.code(), DocType::Chart.code()].contains(&row.doc_type);
        out.extend(row.patient.filter(|_| main).map(|patient| patient.to_string()));
    }
    Ok(out)
}
