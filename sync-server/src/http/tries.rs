//! Tries that fail: each is taken before it is made and given back when it succeeds, so that guesses are bounded, also
//! many at once, and honest people who share a network do not use each other's tries up.
use std::{
    collections::HashMap,
    hash::Hash as StdHash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use satchel_model::time::Clock;
use satchel_protocol::problem::{ErrorCode, Problem};

/// Keys after which idle ones are dropped at once.
const KEYS_MAX: usize = 100_000;

/// A bucket of `limit` tries a key that refills evenly over `span_ms` (the generic cell rate algorithm: for each key the
/// moment at which its bucket is full again).
pub struct Tries<K> {
    full_at: Mutex<HashMap<K, i64>>,
    clock: Arc<dyn Clock>,
    limit: u32,
    each_ms: i64,
}

impl<K: StdHash + Eq + Clone> Tries<K> {
    /// `limit` tries in `span_ms` milliseconds.
    #[must_use]
    pub fn new(limit: u32, span_ms: i64, clock: &Arc<dyn Clock>) -> Self {
        let limit = limit.max(1);
        let each_ms = span_ms.checked_div(i64::from(limit)).unwrap_or(1).max(1);
        Self { full_at: Mutex::new(HashMap::new()), clock: Arc::clone(clock), limit, each_ms }
    }

    /// Takes one try of `key`.
    /// # Errors
    /// `rate_limited` with the wait; then nothing was taken.
    pub fn take(&self, key: &K) -> Result<(), Problem> {
        let now = self.clock.now().millis();
        let mut held = self.held();
        if held.len() > KEYS_MAX {
            held.retain(|_, full_at| *full_at > now);
        }
        let full_at = held.get(key).copied().unwrap_or(now).max(now);
        let over = full_at + self.each_ms - now - self.each_ms * i64::from(self.limit);
        if over > 0 {
            let seconds = u32::try_from((over + 999) / 1_000).unwrap_or(u32::MAX);
            let problem = Problem::new(ErrorCode::RateLimited).with("limit", self.limit);
            return Err(problem.after(seconds.max(1)));
        }
        held.insert(key.clone(), full_at + self.each_ms);
        Ok(())
    }

    /// Gives a try back that succeeded.
    pub fn give_back(&self, key: &K) {
        if let Some(full_at) = self.held().get_mut(key) {
            *full_at -= self.each_ms;
        }
    }

    /// Forgets keys whose buckets are full again.
    pub fn trim(&self) {
        let now = self.clock.now().millis();
        self.held().retain(|_, full_at| *full_at > now);
    }

    /// Keys held now.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.held().len()
    }

    fn held(&self) -> MutexGuard<'_, HashMap<K, i64>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::time::ManualClock;

    fn tries(limit: u32) -> (Tries<u8>, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::at(1_000_000));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        (Tries::new(limit, 900_000, &shared), clock)
    }

    #[test]
    fn failures_use_the_bucket_up_and_it_refills_evenly() {
        let (tries, clock) = tries(5);
        for _ in 0..5 {
            tries.take(&1).unwrap();
        }
        let problem = tries.take(&1).unwrap_err();
        assert_eq!((problem.retry_after_s, problem.args["limit"].as_u64()), (Some(180), Some(5)));
        assert!(tries.take(&2).is_ok());
        clock.advance(179_999);
        assert_eq!(tries.take(&1).unwrap_err().retry_after_s, Some(1));
        clock.advance(1);
        assert!(tries.take(&1).is_ok());
        assert!(tries.take(&1).is_err());
    }

    #[test]
    fn successes_cost_nothing_however_many_there_are() {
        let (tries, _clock) = tries(1);
        for _ in 0..20 {
            tries.take(&1).unwrap();
            tries.give_back(&1);
        }
        tries.take(&1).unwrap();
        assert!(tries.take(&1).is_err());
        tries.give_back(&9);
    }

    #[test]
    fn parallel_guesses_are_counted_before_they_are_made() {
        let (tries, _clock) = tries(5);
        let allowed = (0..50).filter(|_| tries.take(&1).is_ok()).count();
        assert_eq!(allowed, 5);
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (tries, clock) = tries(5);
        tries.take(&1).unwrap();
        tries.trim();
        assert_eq!(tries.keys(), 1);
        clock.advance(180_000);
        tries.trim();
        assert_eq!(tries.keys(), 0);
    }
}
