//! Conversations.
use super::{Cx, access, audit, read};
use crate::{error::CoreError, store::view, view as views};
use satchel_model::{audit::Kind, document::DocType, id::DocId};
use satchel_protocol::command::reply::{ThreadLine, ThreadOpen, Threads};

/// Most conversations of one answer.
const RECENT_MAX: usize = 200;

/// One conversation with its entries in order.
///
/// # Errors
/// [`CoreError::NotFound`] if it is none, not held, or not for this person.
pub fn get(cx: Cx<'_>, doc: DocId) -> Result<ThreadOpen, CoreError> {
    cx.unlocked.store.write(|tx| {
        let (row, permit) = access::may_read(&tx.read(), &cx.unlocked.author, doc, cx.now)?;
        if row.doc_type != DocType::Thread.code() {
            return Err(CoreError::NotFound);
        }
        read::fresh(tx, cx, &row)?;
        let mut entries = read::rows(&tx.read(), &permit, doc)?;
        entries.retain(|entry| entry.list == "entries");
        entries.sort_by_key(|entry| (entry.at, entry.item));
        audit::note(tx, cx, Kind::RecordRead, vec![doc], Some(DocType::Thread))?;
        Ok(ThreadOpen { doc, entries })
    })
}

/// Conversations about all patients, the one written to last first.
///
/// # Errors
/// [`CoreError::Store`].
pub fn recent(cx: Cx<'_>) -> Result<Threads, CoreError> {
    cx.unlocked.store.write(|tx| {
        views::catch_up(tx, &cx.unlocked.author, views::CATCH_UP_MAX)?;
        let limit = u32::try_from(RECENT_MAX).unwrap_or(u32::MAX).saturating_add(1);
        let mut found = view::threads(&tx.read(), limit)?;
        let more = found.len() > RECENT_MAX;
        found.truncate(RECENT_MAX);
        let mut threads = Vec::with_capacity(found.len());
        for (doc, patient, row) in found {
            if access::may_read(&tx.read(), &cx.unlocked.author, doc, cx.now).is_ok() {
                let name = read::name(&tx.read(), Some(patient))?;
                threads.push(ThreadLine { patient, name, row: read::item_row(doc, row)? });
            }
        }
        let docs: Vec<DocId> = threads.iter().map(|line| line.row.doc).collect();
        if !docs.is_empty() {
            audit::note(tx, cx, Kind::RecordRead, docs, Some(DocType::Thread))?;
        }
        Ok(Threads { threads, more })
    })
}
