//! The device's own audit log: what was read, searched and exported here, chained and signed like any edit.
use super::Cx;
use crate::{author, error::CoreError, store::Tx};
use satchel_model::{
    audit::Kind,
    document::DocType,
    id::DocId,
    time::{MINUTE_MS, Timestamp},
};
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
    let who = (&*cx.unlocked.author, cx.now, cx.entropy);
    Ok(author::audit::note(tx, who, kind, docs, doc_type)?)
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
