//! Wrong tries: counted before the comparison, then slowed down, then fatal to what can be guessed.
use minicbor::{Decode, Encode};
use satchel_model::time::Timestamp;

/// Tries without a wait.
pub const FREE_TRIES: u32 = 10;
/// At this many wrong tries password, PIN and platform slots are destroyed, if the site's policy says so.
pub const DESTROY_AT: u32 = 20;
/// First wait; doubles with each further try.
const FIRST_WAIT_MS: i64 = 30_000;

/// The counter as the sidecar file and the OS keychain both keep it; the higher one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Tries {
    /// Tries since the last success.
    #[n(0)]
    pub count: u32,
    /// Moment of the latest by the device's clock.
    #[n(1)]
    pub last_at: Timestamp,
}

impl Tries {
    /// One more try; write it durably before the secret is compared.
    #[must_use]
    pub fn counted(self, now: Timestamp) -> Self {
        Self { count: self.count.saturating_add(1), last_at: self.last_at.max(now) }
    }

    /// The worse of two counters, so that putting back an old file wins nothing.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        Self { count: self.count.max(other.count), last_at: self.last_at.max(other.last_at) }
    }

    /// When the next try is allowed: at once for the first ten, then 30 s x 2^n after the latest.
    #[must_use]
    pub fn next_at(self) -> Timestamp {
        let Some(over) = self.count.checked_sub(FREE_TRIES) else {
            return self.last_at;
        };
        let factor = 1_i64.checked_shl(over.min(30)).unwrap_or(i64::MAX);
        self.last_at.plus_millis(FIRST_WAIT_MS.saturating_mul(factor))
    }

    /// Whether the guessable slots are to be destroyed.
    #[must_use]
    pub const fn is_fatal(self) -> bool {
        self.count >= DESTROY_AT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(count: u32) -> Tries {
        Tries { count, last_at: Timestamp::from_millis(1_000) }
    }

    #[test]
    fn ten_tries_are_free_and_then_the_wait_doubles() {
        assert_eq!(at(0).next_at().millis(), 1_000);
        assert_eq!(at(9).next_at().millis(), 1_000);
        assert_eq!(at(10).next_at().millis(), 31_000);
        assert_eq!(at(11).next_at().millis(), 61_000);
        assert_eq!(at(13).next_at().millis(), 241_000);
        assert!(at(u32::MAX).next_at() > at(13).next_at());
    }

    #[test]
    fn the_twentieth_is_fatal() {
        assert!(!at(19).is_fatal());
        assert!(at(20).is_fatal());
    }

    #[test]
    fn a_try_counts_up_and_never_moves_time_back() {
        let next = at(3).counted(Timestamp::from_millis(500));
        assert_eq!(next, Tries { count: 4, last_at: Timestamp::from_millis(1_000) });
        let restored = Tries { count: 0, last_at: Timestamp::from_millis(9) };
        assert_eq!(next.worse(restored), next);
    }
}
