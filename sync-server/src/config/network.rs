//! Address ranges: which proxies are believed, and which addresses count as one network.
use std::net::IpAddr;

/// An address range such as `10.0.0.0/8`; one address is a range of full length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    bits: u32,
}

/// Every address as 128 bits; version 4 in its mapped place, so that one comparison serves both.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

fn keep(bits: u32) -> u128 {
    u128::MAX.checked_shl(128 - bits.min(128)).unwrap_or(0)
}

impl Network {
    /// Reads `address` or `address/bits`; `None` if it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.trim().parse().ok()?;
        let (width, offset) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let bits = bits.map_or(Some(width), |b| b.trim().parse().ok().filter(|n| *n <= width))?;
        let bits = bits + offset;
        Some(Self { base: number(address) & keep(bits), bits })
    }

    /// Whether `address` lies in this range.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        number(address) & keep(self.bits) == self.base
    }
}

/// Reads ranges separated by commas; `None` if one of them is not a range.
#[must_use]
pub fn parse_list(text: &str) -> Option<Vec<Network>> {
    text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(Network::parse).collect()
}

/// The network that limits count for `address`: the address itself, or its /64 in version 6.
#[must_use]
pub fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6((u128::from(v6) & keep(64)).into()), IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_holds_its_own_addresses_alone() {
        let ten = Network::parse("10.0.0.0/8").unwrap();
        assert!(ten.holds(ip("10.255.0.1")));
        assert!(ten.holds(ip("::ffff:10.1.1.1")));
        assert!(!ten.holds(ip("11.0.0.0")));
        assert!(Network::parse("0.0.0.0/0").unwrap().holds(ip("203.0.113.9")));
        assert!(!Network::parse("0.0.0.0/0").unwrap().holds(ip("2001:db8::1")));
        assert!(Network::parse("::/0").unwrap().holds(ip("2001:db8::1")));
        assert!(Network::parse("2001:db8::/32").unwrap().holds(ip("2001:db8:ffff::1")));
        assert!(!Network::parse("192.0.2.1").unwrap().holds(ip("192.0.2.2")));
    }

    #[test]
    fn what_is_not_a_range_is_refused() {
        for text in ["", "x", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0"] {
            assert_eq!(Network::parse(text), None, "{text}");
        }
        assert_eq!(parse_list("10.0.0.0/8, nonsense"), None);
        assert_eq!(parse_list("").map(|v| v.len()), Some(0));
        assert_eq!(parse_list("10.0.0.0/8, ::1").map(|v| v.len()), Some(2));
    }

    #[test]
    fn version_6_counts_by_its_64_bit_network() {
        assert_eq!(counted(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
        assert_eq!(counted(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
        assert_eq!(counted(ip("192.0.2.1")), ip("192.0.2.1"));
    }
}
