//! Small machines of the server against plain reference models, over many random runs.
use axum::http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use satchel_model::time::{Clock, ManualClock};
use satchel_protocol::problem::ErrorCode;
use satchel_server::{
    config::{Settings, network},
    http::{client, rate::Rates, tries::Tries},
    job,
    sync::lru::Lru,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// A cache as a list: newest last.
#[derive(Default)]
struct Plain(Vec<(u8, u32, usize)>);

impl Plain {
    fn get(&mut self, key: u8) -> Option<u32> {
        let at = self.0.iter().position(|e| e.0 == key)?;
        let entry = self.0.remove(at);
        self.0.push(entry);
        Some(entry.1)
    }

    fn put(&mut self, key: u8, value: u32, weight: usize, max: usize) {
        self.0.retain(|e| e.0 != key);
        if weight > max {
            return;
        }
        self.0.push((key, value, weight));
        while self.0.iter().map(|e| e.2).sum::<usize>() > max {
            self.0.remove(0);
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Get(u8),
    Put(u8, u32, usize),
    Remove(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0u8..12).prop_map(Step::Get),
        (0u8..12, any::<u32>(), 0usize..45).prop_map(|(k, v, w)| Step::Put(k, v, w)),
        (0u8..12).prop_map(Step::Remove),
    ]
}

proptest! {
    #[test]
    fn the_cache_keeps_what_a_list_would_keep(steps in prop::collection::vec(step(), 0..200), max in 0usize..100) {
        let (mut lru, mut plain) = (Lru::new(max), Plain::default());
        for step in steps {
            match step {
                Step::Get(key) => prop_assert_eq!(lru.get(key), plain.get(key)),
                Step::Put(key, value, weight) => {
                    lru.put(key, value, weight);
                    plain.put(key, value, weight, max);
                }
                Step::Remove(key) => {
                    lru.remove(key);
                    plain.0.retain(|e| e.0 != key);
                }
            }
            let weight = plain.0.iter().map(|e| e.2).sum::<usize>();
            prop_assert_eq!(lru.size(), (plain.0.len(), weight));
            prop_assert!(weight <= max);
        }
    }

    #[test]
    fn no_span_lets_more_tries_fail_than_twice_its_limit(
        limit in 1u32..8,
        waits in prop::collection::vec(0i64..400_000, 1..80),
    ) {
        let clock = Arc::new(ManualClock::at(1_000_000));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let span = 900_000;
        let tries = Tries::new(limit, span, &shared);
        let mut taken = Vec::new();
        for wait in waits {
            clock.advance(wait);
            let now = clock.now().millis();
            match tries.take(&1_u8) {
                Ok(()) => taken.push(now),
                Err(problem) => {
                    prop_assert_eq!(problem.code, ErrorCode::RateLimited);
                    let after = i64::from(problem.retry_after_s.unwrap());
                    prop_assert!((1..=span / 1_000 / i64::from(limit) + 1).contains(&after));
                }
            }
            // A full bucket and what flows in while it empties.
            let recent = taken.iter().filter(|at| now - **at < span).count();
            prop_assert!(recent <= 2 * usize::try_from(limit).unwrap());
        }
    }

    #[test]
    fn after_the_told_wait_a_try_passes(limit in 1u32..20, spent in 0i64..500_000) {
        let clock = Arc::new(ManualClock::at(1_000_000));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let tries = Tries::new(limit, 900_000, &shared);
        while tries.take(&1_u8).is_ok() {}
        clock.advance(spent);
        while tries.take(&1_u8).is_ok() {}
        let wait = i64::from(tries.take(&1_u8).unwrap_err().retry_after_s.unwrap());
        clock.advance(wait * 1_000);
        prop_assert!(tries.take(&1_u8).is_ok());
    }

    #[test]
    fn tries_given_back_are_as_if_never_taken(limit in 1u32..8, rounds in 1usize..50) {
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(1_000_000));
        let tries = Tries::new(limit, 900_000, &clock);
        for _ in 0..rounds {
            tries.take(&1_u8).unwrap();
            tries.give_back(&1);
        }
        let allowed = (0..50).filter(|_| tries.take(&1_u8).is_ok()).count();
        prop_assert_eq!(allowed, usize::try_from(limit).unwrap());
    }

    #[test]
    fn an_address_is_the_peers_or_one_that_a_believed_proxy_wrote(
        peer in any::<[u8; 4]>(),
        steps in prop::collection::vec(any::<[u8; 4]>(), 0..20),
        trusted in any::<u8>(),
    ) {
        let proxies = network::parse_list(&format!("{trusted}.0.0.0/8")).unwrap();
        let text = steps.iter().map(|s| IpAddr::from(*s).to_string()).collect::<Vec<_>>().join(", ");
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_str(&text).unwrap());
        let socket = SocketAddr::from((peer, 1));
        let got = client::address(socket, &headers, &proxies);
        // From the end, the first that is no believed proxy, sixteen steps at most.
        let mut want = IpAddr::from(peer);
        for step in steps.iter().rev().take(16) {
            if !proxies.iter().any(|p| p.holds(want)) {
                break;
            }
            want = IpAddr::from(*step);
        }
        prop_assert_eq!(got, want);
        prop_assert_eq!(client::address(socket, &headers, &[]), IpAddr::from(peer));
    }

    #[test]
    fn waits_of_a_failing_job_grow_and_stay_bounded(attempts in 0u32..200, now in 0i64..1 << 50) {
        let now = satchel_model::time::Timestamp::from_millis(now);
        let wait = job::again(now, attempts).since(now);
        prop_assert!((1_000..=600_000).contains(&wait));
        prop_assert!(job::again(now, attempts.saturating_add(1)).since(now) >= wait);
    }
}

fn rates(change: impl FnOnce(&mut Settings)) -> (Rates, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(1_000_000));
    let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
    let mut settings = Settings::default();
    change(&mut settings);
    (Rates::new(&settings, &shared), clock)
}

fn ip(n: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, n])
}

/// How many of 400 pass.
fn passed(mut one: impl FnMut() -> bool) -> usize {
    (0..400).filter(|_| one()).count()
}

#[test]
fn each_limit_lets_exactly_its_number_pass_at_once() {
    for limit in [1, 2, 7, 300] {
        let (rates, _) = rates(|s| {
            s.login_per_quarter_hour = limit;
            s.login_per_minute = 10_000;
            s.code_per_quarter_hour = limit;
            s.api_per_minute = limit;
        });
        let want = usize::try_from(limit).unwrap();
        assert_eq!(passed(|| rates.sign_in("ada", ip(1)).is_ok()), want);
        assert_eq!(passed(|| rates.code(ip(1)).is_ok()), want);
        assert_eq!(passed(|| rates.api([1; 16]).is_ok()), want);
        assert_eq!(passed(|| rates.refresh([2; 16]).is_ok()), want);
    }
}

#[test]
fn a_right_password_or_code_gives_its_try_back() {
    let (rates, _) = rates(|s| {
        s.login_per_quarter_hour = 2;
        s.login_per_minute = 10_000;
        s.code_per_quarter_hour = 2;
    });
    for _ in 0..50 {
        rates.sign_in("ada", ip(1)).unwrap();
        rates.signed_in("ada", ip(1));
        rates.code(ip(1)).unwrap();
        rates.code_was_right(ip(1));
    }
    rates.sign_in("ada", ip(1)).unwrap();
    rates.sign_in("ada", ip(1)).unwrap();
    assert_eq!(rates.sign_in("ada", ip(1)).unwrap_err().args["limit"], 2);
}

#[test]
fn a_house_in_version_6_is_one_network() {
    let (rates, _) = rates(|s| s.code_per_quarter_hour = 1);
    let at = |text: &str| text.parse::<IpAddr>().unwrap();
    rates.code(at("2001:db8::1")).unwrap();
    assert!(rates.code(at("2001:db8::ffff:1")).is_err());
    assert!(rates.code(at("2001:db8:0:1::1")).is_ok());
    rates.code(at("192.0.2.7")).unwrap();
    assert!(rates.code(at("::ffff:192.0.2.7")).is_err());
}

#[test]
fn limits_of_nothing_still_let_one_pass() {
    let (rates, clock) = rates(|s| {
        s.login_per_quarter_hour = 0;
        s.code_per_quarter_hour = 0;
        s.api_per_minute = 0;
    });
    assert!(rates.code(ip(1)).is_ok());
    assert!(rates.code(ip(1)).is_err());
    assert!(rates.api([1; 16]).is_ok());
    assert!(rates.api([1; 16]).is_err());
    clock.advance(60_000);
    assert!(rates.api([1; 16]).is_ok());
}

#[test]
fn two_headers_are_read_as_one_list() {
    let proxies = network::parse_list("10.0.0.0/8").unwrap();
    let mut headers = HeaderMap::new();
    headers.append("x-forwarded-for", HeaderValue::from_static("198.51.100.1"));
    headers.append("x-forwarded-for", HeaderValue::from_static("203.0.113.7, 10.0.0.3"));
    let got = client::address("10.0.0.1:9".parse().unwrap(), &headers, &proxies);
    assert_eq!(got, ip_of("203.0.113.7"));
    for text in ["", ",,", " , 10.0.0.2"] {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static(text));
        let got = client::address("10.0.0.1:9".parse().unwrap(), &headers, &proxies);
        let want = if text.contains('2') { "10.0.0.2" } else { "10.0.0.1" };
        assert_eq!(got, ip_of(want), "{text}");
    }
}

fn ip_of(text: &str) -> IpAddr {
    text.parse().unwrap()
}
