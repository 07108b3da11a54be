//! The device's own audit log: what was read, searched and exported here, chained and signed like any edit.
use super::Cx;
use crate::{
    author::{self, NewItem},
    error::CoreError,
    store::{Tx, cursor},
};
use satchel_model::{
    audit::{Event, Kind},
    document::DocType,
    id::{AuditId, DocId, Nonce},
    role::Purpose,
    time::{MINUTE_MS, Timestamp},
};
use satchel_protocol::env::{self, ItemKind};
use std::sync::Mutex;

/// Remembers when a search was last written down: typing a name asks at each letter, and is one act.
#[derive(Default)]
pub struct Coalesced(Mutex<Option<Timestamp>>);

impl Coalesced {
    /// Whether a search at `now` is a new act; then it is remembered.
    fn is_new(&self, now: Timestamp) -> bool {
        let mut last = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_new = last.is_none_or(|at| now.since(at).abs() >= MINUTE_MS);
        if is_new {
            *last = Some(now);
        }
        is_new
    }
}

/// Writes down that documents were used, within the caller's transaction: before the answer leaves.
///
/// # Errors
/// [`CoreError::Store`].
pub(super) fn note(
    tx: &mut Tx<'_>,
    cx: Cx<'_>,
    kind: Kind,
    docs: Vec<DocId>,
    doc_type: Option<DocType>,
) -> Result<(), CoreError> {
    let author = &cx.unlocked.author;
    let place = cursor::get(&tx.read())?;
    let chain = cursor::chain(&tx.read())?;
    let event = Event {
        user: Some(author.user),
        role: Some(author.role),
        device: Some(author.device),
        purpose: Some(Purpose::usual(author.role)),
        docs,
        doc_type,
        offline: place.offline_since.is_some(),
        device_at: Some(cx.now),
        device_ctr: Some(chain.next_ctr),
        prev_env: Some(chain.prev_env),
        ..Event::new(AuditId::new(cx.now, cx.entropy), cx.now, author.tenant, kind)
    };
    let body = env::wrap(Nonce::new(cx.entropy), &event.leaf());
    // The audit document's id is the device's: enrolment made it so.
    let doc = DocId::from_bytes(*author.device.as_bytes());
    let mut item = NewItem::value(doc, DocType::Audit.code(), ItemKind::Entry, body);
    item.purpose = Purpose::usual(author.role);
    author::append(tx, author, cx.now, item)?;
    Ok(())
}

/// Writes down that the list of patients was searched, once a minute at most.
///
/// # Errors
/// [`CoreError::Store`].
pub(super) fn searched(cx: Cx<'_>) -> Result<(), CoreError> {
    if !cx.searches.is_new(cx.now) {
        return Ok(());
    }
    let kind = Some(DocType::Admin);
    cx.unlocked.store.write(|tx| note(tx, cx, Kind::RecordSearched, Vec::new(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_counts_once_a_minute_whichever_way_the_clock_goes() {
        let seen = Coalesced::default();
        let at = |ms| seen.is_new(Timestamp::from_millis(ms));
        assert!(at(1_000_000));
        assert!(!at(1_000_001));
        assert!(!at(1_059_999));
        assert!(at(1_060_000));
        assert!(at(0));
        assert!(!at(1));
    }
}
