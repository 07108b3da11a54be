//! The address a request came from: the socket's, or what a configured proxy says.
use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::config::network::Network;

/// Most forwarding steps that are looked at.
const HOPS_MAX: usize = 16;

/// The client's address. The header is believed only as far as configured proxies wrote it: read from its end, the
/// first address that is no such proxy is the client.
#[must_use]
pub fn address(peer: SocketAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let trusted = |address: IpAddr| proxies.iter().any(|n| n.holds(address));
    let mut at = peer.ip();
    let steps: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    for step in steps.iter().rev().take(HOPS_MAX) {
        if !trusted(at) {
            break;
        }
        match step.trim().parse() {
            Ok(address) => at = address,
            Err(_) => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::network;

    fn seen(peer: &str, header: &str, proxies: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", header.parse().unwrap());
        let proxies = network::parse_list(proxies).unwrap();
        address(format!("{peer}:1").parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(seen("203.0.113.7", "10.0.0.1", ""), "203.0.113.7");
    }

    #[test]
    fn a_proxy_is_believed_but_what_the_client_wrote_before_it_is_not() {
        assert_eq!(seen("10.0.0.1", "198.51.100.9, 203.0.113.7", "10.0.0.0/8"), "203.0.113.7");
        assert_eq!(seen("10.0.0.1", "203.0.113.7, 10.0.0.2", "10.0.0.0/8"), "203.0.113.7");
    }

    #[test]
    fn nonsense_ends_the_walk() {
        assert_eq!(seen("10.0.0.1", "evil, x", "10.0.0.0/8"), "10.0.0.1");
        let long = vec!["10.0.0.9"; 40].join(",");
        assert_eq!(seen("10.0.0.1", &long, "10.0.0.0/8"), "10.0.0.9");
    }
}
