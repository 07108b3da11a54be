//! Request limits in this process: buckets that refill evenly, keyed by network, account or device.
use std::{hash::Hash as StdHash, net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use governor::{
    Quota, RateLimiter, clock as governed, middleware::NoOpMiddleware,
    state::keyed::DefaultKeyedStateStore,
};
use satchel_model::{hash, id::Hash, time::Clock};
use satchel_protocol::problem::{ErrorCode, Problem};

use super::tries::Tries;
use crate::config::{Settings, network};

/// Milliseconds of 15 minutes.
const QUARTER_MS: i64 = 900_000;

/// Keys of one limiter after which idle ones are dropped at once.
const KEYS_MAX: usize = 100_000;

/// Shows the server's clock to governor, so that tests move it.
#[derive(Clone)]
struct Hand(Arc<dyn Clock>);

impl governed::Clock for Hand {
    type Instant = Duration;
    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now().millis()).unwrap_or(0))
    }
}

/// One bucket a key.
struct Limiter<K: StdHash + Eq + Clone> {
    inner: RateLimiter<K, DefaultKeyedStateStore<K>, Hand, NoOpMiddleware<Duration>>,
    hand: Hand,
    limit: u32,
}

impl<K: StdHash + Eq + Clone> Limiter<K> {
    fn new(limit: u32, per: Duration, clock: &Arc<dyn Clock>) -> Self {
        let count = NonZeroU32::new(limit).unwrap_or(NonZeroU32::MIN);
        let each = per.checked_div(count.get()).filter(|d| !d.is_zero());
        let quota = Quota::with_period(each.unwrap_or(Duration::from_millis(1)))
            .unwrap_or(Quota::per_second(count))
            .allow_burst(count);
        let hand = Hand(Arc::clone(clock));
        let inner = RateLimiter::new(quota, DefaultKeyedStateStore::default(), hand.clone());
        Self { inner, hand, limit: count.get() }
    }

    /// Takes `count` from the bucket of `key`, or none; more than a bucket holds is let through once it is full.
    fn take_many(&self, key: &K, count: u32) -> Result<(), Problem> {
        use governed::Clock as _;
        let Some(count) = NonZeroU32::new(count.min(self.limit)) else { return Ok(()) };
        if self.inner.len() > KEYS_MAX {
            self.inner.retain_recent();
        }
        let Ok(outcome) = self.inner.check_key_n(key, count) else { return Ok(()) };
        outcome.map_err(|not_until| {
            let wait = not_until.wait_time_from(self.hand.now());
            let seconds = u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
            Problem::new(ErrorCode::RateLimited).with("limit", self.limit).after(seconds.max(1))
        })
    }

    /// Takes one from the bucket of `key`.
    fn take(&self, key: &K) -> Result<(), Problem> {
        use governed::Clock as _;
        if self.inner.len() > KEYS_MAX {
            self.inner.retain_recent();
        }
        self.inner.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.hand.now());
            let seconds = u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
            Problem::new(ErrorCode::RateLimited).with("limit", self.limit).after(seconds.max(1))
        })
    }
}

/// All limits of the API. Sync has its own, by bytes and changes.
pub struct Rates {
    account: Tries<Hash>,
    code: Tries<IpAddr>,
    network: Limiter<IpAddr>,
    api: Limiter<[u8; 16]>,
    items: Limiter<[u8; 16]>,
}

impl Rates {
    /// The limits that `settings` name, by this clock.
    #[must_use]
    pub fn new(settings: &Settings, clock: &Arc<dyn Clock>) -> Self {
        let minute = Duration::from_mins(1);
        Self {
            account: Tries::new(settings.login_per_quarter_hour, QUARTER_MS, clock),
            code: Tries::new(settings.code_per_quarter_hour, QUARTER_MS, clock),
            network: Limiter::new(settings.login_per_minute, minute, clock),
            api: Limiter::new(settings.api_per_minute, minute, clock),
            items: Limiter::new(settings.items_per_minute, minute, clock),
        }
    }

    /// Takes a sign-in try for `login` from `address`; [`Rates::signed_in`] gives it back. Accounts are never locked:
    /// another network may still try.
    /// # Errors
    /// `rate_limited` with the wait.
    pub fn sign_in(&self, login: &str, address: IpAddr) -> Result<(), Problem> {
        self.network.take(&network::counted(address))?;
        self.account.take(&account(login, address))
    }

    /// The try succeeded.
    pub fn signed_in(&self, login: &str, address: IpAddr) {
        self.account.give_back(&account(login, address));
    }

    /// Takes a try of a set-up or invitation code from `address`; [`Rates::code_was_right`] gives it back.
    /// # Errors
    /// `rate_limited` with the wait.
    pub fn code(&self, address: IpAddr) -> Result<(), Problem> {
        self.code.take(&network::counted(address))
    }

    /// The code was right: a clinic that joins behind one address does not block itself.
    pub fn code_was_right(&self, address: IpAddr) {
        self.code.give_back(&network::counted(address));
    }

    /// One refresh of the session that a token claims.
    /// # Errors
    /// `rate_limited` with the wait.
    pub fn refresh(&self, session: [u8; 16]) -> Result<(), Problem> {
        self.api.take(&session)
    }

    /// One request of a device, or of a person who has none; a clinic behind one address does not block itself.
    /// # Errors
    /// `rate_limited` with the wait.
    pub fn api(&self, who: [u8; 16]) -> Result<(), Problem> {
        self.api.take(&who)
    }

    /// Items that a device sends. Nothing is refused for it: what is too much comes again.
    /// # Errors
    /// `rate_limited` with the wait; then none of them counts.
    pub fn items(&self, device: [u8; 16], count: usize) -> Result<(), Problem> {
        self.items.take_many(&device, u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Forgets keys whose buckets are full again.
    pub fn trim(&self) {
        self.account.trim();
        self.code.trim();
        self.network.inner.retain_recent();
        self.api.inner.retain_recent();
        self.items.inner.retain_recent();
    }

    /// Keys held now, over all limits.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.account.keys() + self.code.keys() + self.network.inner.len() + self.api.inner.len()
    }
}

/// What one account's tries from one network are counted under.
fn account(login: &str, address: IpAddr) -> Hash {
    let place = network::counted(address).to_string();
    let login = hash::sha256(&[login.as_bytes()]);
    hash::sha256(&[login.as_bytes(), place.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::time::ManualClock;

    fn rates() -> (Rates, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::at(1_000_000));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        (Rates::new(&Settings::default(), &shared), clock)
    }

    fn ip(n: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, n])
    }

    #[test]
    fn the_sixth_try_waits_three_minutes_and_then_passes() {
        let (rates, clock) = rates();
        for _ in 0..5 {
            rates.sign_in("ada", ip(1)).unwrap();
        }
        let problem = rates.sign_in("ada", ip(1)).unwrap_err();
        assert_eq!(problem.code, ErrorCode::RateLimited);
        assert_eq!(problem.retry_after_s, Some(180));
        assert_eq!(problem.args["limit"], 5);
        clock.advance(179_000);
        assert!(rates.sign_in("ada", ip(1)).is_err());
        clock.advance(1_000);
        assert!(rates.sign_in("ada", ip(1)).is_ok());
    }

    #[test]
    fn another_network_and_another_account_are_not_held_up() {
        let (rates, _clock) = rates();
        for _ in 0..6 {
            rates.sign_in("ada", ip(1)).unwrap_or_default();
        }
        assert!(rates.sign_in("ada", ip(2)).is_ok());
        assert!(rates.sign_in("grace", ip(1)).is_ok());
    }

    #[test]
    fn one_network_may_try_twenty_times_a_minute_over_all_accounts() {
        let (rates, _clock) = rates();
        for n in 0..20 {
            rates.sign_in(&format!("user{n}"), ip(1)).unwrap();
        }
        assert_eq!(rates.sign_in("another", ip(1)).unwrap_err().retry_after_s, Some(3));
    }

    #[test]
    fn idle_keys_are_forgotten() {
        let (rates, clock) = rates();
        rates.code(ip(1)).unwrap();
        rates.api([1; 16]).unwrap();
        rates.refresh([2; 16]).unwrap();
        assert_eq!(rates.keys(), 3);
        clock.advance(3_600_000);
        rates.trim();
        assert_eq!(rates.keys(), 0);
    }
}
