//! When to try next: full-jitter backoff, woken by timer, reconnect, resume and new work.
use super::bound::{BACKOFF_MAX_MS, BACKOFF_MIN_MS, HERD_MS};
use satchel_model::{entropy::Entropy, time::Timestamp};

/// The wait of one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    failures: u32,
    tried_at: Option<Timestamp>,
    next_at: Timestamp,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { failures: 0, tried_at: None, next_at: Timestamp::from_millis(i64::MIN) }
    }
}

impl Schedule {
    /// Whether a try is due.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        now >= self.next_at
    }

    /// When the next try is due.
    #[must_use]
    pub const fn next_at(&self) -> Timestamp {
        self.next_at
    }

    /// Failures since the last success.
    #[must_use]
    pub const fn failures(&self) -> u32 {
        self.failures
    }

    /// A try begins.
    pub const fn begun(&mut self, now: Timestamp) {
        self.tried_at = Some(now);
    }

    /// The try failed: the next is due after a random part of a span that doubles from 1 s to 5 min, but not before
    /// `at_least_s` seconds, which the server may have asked for.
    pub fn failed(&mut self, now: Timestamp, at_least_s: Option<u32>, entropy: &dyn Entropy) {
        let span = BACKOFF_MIN_MS
            .saturating_mul(1_i64.checked_shl(self.failures.min(20)).unwrap_or(i64::MAX))
            .min(BACKOFF_MAX_MS);
        self.failures = self.failures.saturating_add(1);
        let asked = i64::from(at_least_s.unwrap_or(0)).saturating_mul(1_000);
        // A tenth of a second at least: full jitter may draw zero, and a refused connection costs nothing to repeat.
        let wait = asked.saturating_add(below(entropy, span).max(100));
        self.next_at = now.plus_millis(wait);
    }

    /// An open socket was cut: everybody else's may have been at the same moment, because a server went away. The next
    /// try is due after a random part of [`HERD_MS`], so that a clinic comes back over two minutes and not in one second.
    pub fn cut(&mut self, now: Timestamp, at_least_s: Option<u32>, entropy: &dyn Entropy) {
        let asked = i64::from(at_least_s.unwrap_or(0)).saturating_mul(1_000);
        let wait = asked.saturating_add(below(entropy, HERD_MS).max(100));
        self.next_at = now.plus_millis(wait);
    }

    /// The try succeeded.
    pub const fn succeeded(&mut self, now: Timestamp) {
        self.failures = 0;
        self.next_at = now;
    }

    /// The network came back or the app came to the front: try now.
    pub const fn hurried(&mut self, now: Timestamp) {
        self.next_at = now;
    }

    /// There is new work: try soon, yet never sooner than a second after the last try, so that typing does not
    /// hammer a server that is down.
    pub fn nudged(&mut self, now: Timestamp) {
        let soonest = self.tried_at.map_or(now, |at| at.plus_millis(BACKOFF_MIN_MS).max(now));
        self.next_at = self.next_at.min(soonest);
    }
}

/// A number in `0..bound`, uneven by less than one in a million for the bounds used here.
pub(super) fn below(entropy: &dyn Entropy, bound: i64) -> i64 {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    let drawn = i64::from_le_bytes(bytes) & i64::MAX;
    drawn.checked_rem(bound).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    #[test]
    fn a_fresh_schedule_is_due() {
        assert!(Schedule::default().is_due(NOW));
    }

    #[test]
    fn waits_are_drawn_from_a_span_that_doubles_to_five_minutes() {
        for seed in 0..50 {
            let entropy = SeededEntropy::new(seed);
            let mut schedule = Schedule::default();
            for failure in 0..12_u32 {
                schedule.failed(NOW, None, &entropy);
                let wait = schedule.next_at().since(NOW);
                let span = (1_000_i64 << failure).min(300_000);
                assert!((100..span.max(101)).contains(&wait), "{failure}: {wait}");
            }
        }
    }

    #[test]
    fn the_server_may_ask_for_more_patience() {
        let mut schedule = Schedule::default();
        schedule.failed(NOW, Some(120), &SeededEntropy::new(1));
        assert!(schedule.next_at().since(NOW) >= 120_000);
    }

    #[test]
    fn sockets_that_are_cut_at_once_come_back_over_two_minutes() {
        let mut waits: Vec<i64> = (0..1_000)
            .map(|seed| {
                let mut schedule = Schedule::default();
                schedule.cut(NOW, None, &SeededEntropy::new(seed));
                schedule.next_at().since(NOW)
            })
            .collect();
        waits.sort_unstable();
        assert!(waits.iter().all(|wait| (100..120_000).contains(wait)));
        // Evenly: a tenth of them in each tenth of the span, give or take.
        for tenth in 0..10_i64 {
            let within = tenth * 12_000..(tenth + 1) * 12_000;
            let count = waits.iter().filter(|wait| within.contains(wait)).count();
            assert!((60..140).contains(&count), "{tenth}: {count}");
        }
    }

    #[test]
    fn success_forgets_the_failures() {
        let mut schedule = Schedule::default();
        schedule.failed(NOW, None, &SeededEntropy::new(1));
        schedule.succeeded(NOW);
        assert_eq!(schedule.failures(), 0);
        assert!(schedule.is_due(NOW));
    }

    #[test]
    fn a_new_write_brings_the_try_forward_but_not_to_less_than_a_second() {
        let mut schedule = Schedule::default();
        schedule.begun(NOW);
        for _ in 0..9 {
            schedule.failed(NOW, None, &SeededEntropy::new(3));
        }
        schedule.nudged(NOW);
        assert_eq!(schedule.next_at(), NOW.plus_millis(1_000));
        schedule.nudged(NOW.plus_millis(5_000));
        assert_eq!(schedule.next_at(), NOW.plus_millis(1_000));
    }

    #[test]
    fn a_reconnect_tries_at_once() {
        let mut schedule = Schedule::default();
        schedule.failed(NOW, Some(600), &SeededEntropy::new(1));
        schedule.hurried(NOW);
        assert!(schedule.is_due(NOW));
    }
}
