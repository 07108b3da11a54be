//! Documents that the server did not have after it was put back: each is asked for by name until the server has it again
//! and says what it is, or that it is not for this person any more. A right that ended meanwhile names only what is there.
use crate::sync::bound;
use satchel_model::{id::DocId, time::Timestamp};
use satchel_protocol::sync::Want;
use std::collections::BTreeSet;

/// What was asked for and told.
#[derive(Default)]
pub(super) struct Strays {
    /// Not asked for before this moment.
    not_before: Option<Timestamp>,
    asked: BTreeSet<DocId>,
    told: BTreeSet<DocId>,
}

impl Strays {
    /// What of `held` is to be asked for now.
    pub(super) fn due(&mut self, held: &[Want], now: Timestamp) -> Vec<Want> {
        if held.is_empty() || self.not_before.is_some_and(|at| now < at) {
            return Vec::new();
        }
        self.not_before = Some(now.plus_millis(bound::STRAY_AGAIN_MS));
        let open: Vec<Want> =
            held.iter().filter(|w| !self.told.contains(&w.doc)).copied().collect();
        self.asked.extend(open.iter().map(|w| w.doc));
        open
    }

    /// News of these documents came. One that was asked for is told of from here on like every other.
    pub(super) fn came(&mut self, docs: &BTreeSet<DocId>) {
        let (asked, told) = (&mut self.asked, &mut self.told);
        told.extend(docs.iter().filter(|doc| asked.remove(doc)));
    }

    /// A clock that is set back puts nothing off.
    pub(super) fn hurried(&mut self) {
        self.not_before = None;
    }
}
