//! Conversations.
use super::{Cx, access, audit, read};
use crate::error::CoreError;
use satchel_model::{audit::Kind, document::DocType, id::DocId};
use satchel_protocol::command::reply::ThreadOpen;

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
