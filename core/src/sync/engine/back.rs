//! A clock that is set back while the engine runs.
use super::Engine;
use crate::sync::{bound, replica::Replica};
use satchel_model::time::Timestamp;

impl<R: Replica> Engine<R> {
    /// What was planned by a clock that ran days ahead would not come for days once it is set right: it is due now.
    pub(super) fn notice_set_back(&mut self, now: Timestamp) {
        let went_back = self.looked_at.since(now) >= bound::SKEW_STEP_MS;
        self.looked_at = now;
        if !went_back {
            return;
        }
        self.bulk_schedule.hurried(now);
        self.live_schedule.hurried(now);
        self.strays.hurried();
        self.push_at = self.push_at.min(now);
        self.poll_at = self.poll_at.min(now);
        // Believed until a moment of the old clock, a token that has ended would not be renewed until then.
        self.trusted_until = self.trusted_until.min(now);
    }
}
