//! The end of a right on this device: own work goes first, then all that is held of the document goes in one transaction,
//! with a signed receipt in the device's audit. Refused commands stay in sight until a person settles them.
use crate::{
    author,
    store::{
        StoreError, Tx, cursor,
        document::{self, DocState},
        leaving,
        pending::{self, PendingState},
    },
    sync::{rebase::Cx, replica::Applied},
};
use satchel_model::audit::{DOCS_MAX, Kind};
use satchel_protocol::sync::{Revoke, RevokeHow};

/// The server takes a right away. What is unsent keeps the document, not to be changed any more, until it is sent.
pub(super) fn revoked(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    revoke: Revoke,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let held = document::find(&tx.read(), revoke.doc)?.is_some();
    if revoke.how == RevokeHow::Purge {
        // Purged below, or when the last own item on it is sent. Also a document that is not held is told of with a
        // receipt: the server waits for one.
        leaving::put(tx, revoke.doc, cx.now)?;
    }
    if held {
        document::set_state(tx, revoke.doc, DocState::ReadOnly)?;
    }
    out.docs.insert(revoke.doc);
    Ok(())
}

/// Purges what has nothing of its own left to send: documents that were taken away, and those whose right has run out.
pub(super) fn finish(tx: &mut Tx<'_>, cx: &Cx<'_>, out: &mut Applied) -> Result<(), StoreError> {
    // Server time seen counts if the device's clock stands before it: setting a clock back prolongs no right.
    let latest = cx.now.max(cursor::get(&tx.read())?.beacon_at);
    for doc in leaving::expired(&tx.read(), latest)? {
        leaving::put(tx, doc, cx.now)?;
        if document::find(&tx.read(), doc)?.is_some() {
            document::set_state(tx, doc, DocState::ReadOnly)?;
        }
    }
    let mut gone = Vec::new();
    for doc in leaving::list(&tx.read())? {
        let own = pending::of_doc(&tx.read(), doc)?;
        if own.iter().any(|i| matches!(i.state, PendingState::Saved | PendingState::Again)) {
            continue;
        }
        for item in own.iter().filter(|i| matches!(i.state, PendingState::Sent(_))) {
            pending::remove(tx, item.ctr)?;
        }
        document::purge(tx, doc)?;
        // What waited for the document's next incarnation learns once more why it was refused, and is then put aside.
        for item in own.iter().filter(|i| i.state == PendingState::Held) {
            pending::set_state(tx, item.ctr, PendingState::Saved)?;
        }
        leaving::remove(tx, doc)?;
        out.docs.insert(doc);
        gone.push(doc);
    }
    for docs in gone.chunks(DOCS_MAX) {
        let who = (cx.author, cx.now, cx.entropy);
        author::audit::note(tx, who, Kind::RecordPurged, docs.to_vec(), None)?;
    }
    Ok(())
}
