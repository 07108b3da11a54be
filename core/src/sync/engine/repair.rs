//! Comparing this copy with the server's, and asking for what differs: three rounds, whose bytes follow the difference.
//! Nothing pending is touched, and the whole is never fetched again.
use super::{Action, Cx, Engine, Notice};
use crate::{
    store::StoreError,
    sync::{bound, replica::Replica},
};
use satchel_model::{id::DocId, time::Timestamp};
use satchel_protocol::{
    problem::ErrorCode,
    sync::{BUCKETS, BucketOf, Buckets, Digest, Want},
};
use std::collections::BTreeSet;

/// Comparisons put off because there was news, before this one is left for another time.
const BUSY_MAX: u8 = 3;

/// Where a comparison stands.
#[derive(Default)]
pub(super) struct Repair {
    /// One is due.
    wanted: bool,
    /// A person waits for it.
    asked_for: bool,
    /// The server was put back to an older state: compare before the next pass, and go on from that moment.
    reconcile: bool,
    /// None by itself before this moment.
    not_before: Option<Timestamp>,
    ask: Option<Ask>,
    /// Found so far.
    found: Vec<Want>,
    /// Where the next pull goes on.
    token: Option<Vec<u8>>,
    busy: u8,
    /// Documents asked for anew since the copy was last found equal.
    mended: BTreeSet<DocId>,
}

/// Buckets whose documents are to be told.
struct Ask {
    seed: u64,
    buckets: Vec<BucketOf>,
    token: Vec<u8>,
}

impl Repair {
    /// Whether a comparison comes before anything is fetched.
    pub(super) const fn is_first(&self) -> bool {
        self.wanted && self.reconcile
    }

    /// Whether a comparison is due.
    pub(super) const fn is_due(&self) -> bool {
        self.wanted
    }

    /// Where the next pull goes on, if not where the last pass stopped.
    pub(super) fn token(&self) -> Option<Vec<u8>> {
        self.token.clone()
    }

    /// A person wants a comparison, in which the server looks at everything that it holds for them.
    pub(super) fn ask_for(&mut self) {
        self.asked_for = true;
        self.want();
    }

    /// A comparison is due.
    fn want(&mut self) {
        self.wanted = true;
        self.busy = 0;
    }

    /// The comparison came to an end, well or badly.
    fn over(&mut self) {
        (self.wanted, self.asked_for) = (false, false);
    }

    /// The server was put back to an older state.
    pub(super) fn reconcile(&mut self) {
        if !self.reconcile {
            self.reconcile = true;
            self.want();
        }
    }

    /// A checkpoint was committed, with what its digest says of this copy. The server tells digests from what it knows of
    /// the last one, so a person who asks is not answered by it.
    pub(super) fn committed(&mut self, same: Option<bool>, now: Timestamp) {
        self.token = None;
        match same {
            Some(true) if self.asked_for => {}
            Some(true) => {
                (self.wanted, self.not_before, self.ask) = (false, None, None);
                self.mended.clear();
            }
            Some(false) if self.not_before.is_none_or(|at| now >= at) => self.want(),
            Some(false) | None => {}
        }
        self.reconcile &= self.wanted;
    }
}

impl<R: Replica> Engine<R> {
    /// The next step of the comparison, as it goes up.
    pub(super) fn compare_step(&self) -> Result<Digest, StoreError> {
        Ok(match &self.repair.ask {
            Some(Ask { seed, buckets, .. }) => {
                Digest::Ask { seed: *seed, buckets: buckets.clone() }
            }
            None => Digest::Mine { sections: self.replica.sections()? },
        })
    }

    /// What the server answered.
    pub(super) fn compared(&mut self, told: Digest, cx: Cx<'_>, out: &mut Vec<Action>) {
        let done = match told {
            Digest::Busy => {
                self.put_off(cx);
                Ok(())
            }
            Digest::Differ { seed, buckets, token } => {
                self.sums(seed, &buckets, token.into(), cx, out)
            }
            Digest::Prints { buckets, prints } => self.prints(&buckets, &prints, cx, out),
            // What only a device says.
            Digest::Mine { .. } | Digest::Ask { .. } => {
                self.give_up(cx, out);
                Ok(())
            }
        };
        if let Err(error) = done {
            self.status.trouble = Some(super::act::store_code(&error));
            self.bulk_schedule.failed(cx.now, None, cx.entropy);
        }
    }

    /// News waits: it comes first.
    fn put_off(&mut self, cx: Cx<'_>) {
        self.pull_wanted = true;
        self.repair.busy = self.repair.busy.saturating_add(1);
        if self.repair.busy > BUSY_MAX {
            self.repair.over();
            self.status.comparisons = self.status.comparisons.saturating_add(1);
            self.repair.not_before = Some(cx.now.plus_millis(bound::REPAIR_AGAIN_MS));
        }
    }

    fn give_up(&mut self, cx: Cx<'_>, out: &mut Vec<Action>) {
        self.repair.over();
        self.status.comparisons = self.status.comparisons.saturating_add(1);
        self.repair.ask = None;
        self.repair.not_before = Some(cx.now.plus_millis(bound::REPAIR_AGAIN_MS));
        out.push(Action::Tell(Notice::Alarm(ErrorCode::Malformed)));
    }

    /// Level 2: which buckets differ.
    fn sums(
        &mut self,
        seed: u64,
        told: &[Buckets],
        token: Vec<u8>,
        cx: Cx<'_>,
        out: &mut Vec<Action>,
    ) -> Result<(), StoreError> {
        let mut differ = Vec::new();
        for theirs in told {
            let ours = self.replica.buckets(seed, theirs.doc_type)?;
            let sums: Vec<u64> = theirs
                .sums
                .chunks_exact(8)
                .filter_map(|b| b.try_into().ok().map(u64::from_le_bytes))
                .collect();
            if sums.len() != BUCKETS || ours.len() != BUCKETS {
                self.give_up(cx, out);
                return Ok(());
            }
            let places = (0..=u8::MAX).zip(sums.iter().zip(&ours)).filter(|(_, (a, b))| a != b);
            let doc_type = theirs.doc_type;
            differ.extend(places.map(|(bucket, _)| BucketOf { doc_type, bucket }));
        }
        self.repair.found.clear();
        if differ.is_empty() {
            return self.found_all(token, cx, out);
        }
        tracing::warn!(buckets = differ.len(), "this copy differs from the server's");
        self.repair.ask = Some(Ask { seed, buckets: differ, token });
        Ok(())
    }

    /// Level 3: which documents differ.
    fn prints(
        &mut self,
        of: &[BucketOf],
        told: &[satchel_protocol::sync::Print],
        cx: Cx<'_>,
        out: &mut Vec<Action>,
    ) -> Result<(), StoreError> {
        let Some(mut ask) = self.repair.ask.take() else { return Ok(()) };
        let asked: Vec<BucketOf> = ask.buckets.iter().filter(|b| of.contains(b)).copied().collect();
        if asked.is_empty() {
            self.give_up(cx, out);
            return Ok(());
        }
        let found = self.replica.differing(ask.seed, &asked, told)?;
        self.repair.found.extend(found);
        ask.buckets.retain(|b| !asked.contains(b));
        if ask.buckets.is_empty() {
            return self.found_all(ask.token, cx, out);
        }
        self.repair.ask = Some(ask);
        Ok(())
    }

    /// All differences are known: they are asked for in the next pull.
    fn found_all(
        &mut self,
        token: Vec<u8>,
        cx: Cx<'_>,
        out: &mut Vec<Action>,
    ) -> Result<(), StoreError> {
        let mut found = std::mem::take(&mut self.repair.found);
        self.replica.confirm(&found)?;
        self.repair.over();
        self.status.comparisons = self.status.comparisons.saturating_add(1);
        // More than one pull may name: the next digest tells of the rest at once.
        let cut = found.len() > bound::WANT_MAX;
        found.truncate(bound::WANT_MAX);
        let again = cx.now.plus_millis(bound::REPAIR_AGAIN_MS);
        self.repair.not_before = (!cut).then_some(again);
        if self.repair.reconcile {
            self.repair.token = Some(token);
            self.pull_wanted = true;
        }
        if found.iter().any(|w| self.repair.mended.contains(&w.doc)) {
            // Twice the same one: what mends it once does not hold.
            out.push(Action::Tell(Notice::Alarm(ErrorCode::StoreCorrupt)));
        }
        self.repair.mended.extend(found.iter().map(|w| w.doc));
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        self.status.repaired = self.status.repaired.saturating_add(count);
        out.push(Action::Tell(Notice::Compared(found.len())));
        self.pull_wanted |= !found.is_empty();
        for want in found {
            self.want_anew(want);
        }
        Ok(())
    }
}
