//! Where people find this server and by which key they know it: what invitations carry.
use std::net::SocketAddr;

use satchel_model::id::Hash;
use satchel_protocol::join::{self, JoinLink};

/// The address and key hash of this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerPlace {
    /// `host:port`.
    pub address: String,
    /// SHA-256 over the TLS key's `SubjectPublicKeyInfo`.
    pub spki: Hash,
}

impl ServerPlace {
    /// The configured public address, or the one in use: an unspecified address becomes `localhost`.
    #[must_use]
    pub fn new(public: Option<&str>, bound: SocketAddr, spki: Hash) -> Self {
        let address = public.map_or_else(
            || {
                if bound.ip().is_unspecified() {
                    format!("localhost:{}", bound.port())
                } else {
                    bound.to_string()
                }
            },
            str::to_owned,
        );
        Self { address, spki }
    }

    /// The link that carries `code`.
    #[must_use]
    pub fn link(&self, code: &str) -> String {
        JoinLink { address: self.address.clone(), spki: self.spki, code: code.to_owned() }
            .to_string()
    }

    /// The key as words, to be compared by people.
    #[must_use]
    pub fn words(&self) -> String {
        join::words(&self.spki)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_reads_back_as_what_a_device_needs() {
        let spki = Hash::from_bytes([7; 32]);
        let place = ServerPlace::new(None, "0.0.0.0:8443".parse().unwrap(), spki);
        assert_eq!(place.address, "localhost:8443");
        let link: JoinLink = place.link("AB-CD").parse().unwrap();
        assert!(link == JoinLink { address: "localhost:8443".into(), spki, code: "AB-CD".into() });
        let named = ServerPlace::new(Some("clinic.example:1"), "[::1]:2".parse().unwrap(), spki);
        assert_eq!(named.address, "clinic.example:1");
        assert_eq!(ServerPlace::new(None, "[::1]:2".parse().unwrap(), spki).address, "[::1]:2");
        assert_eq!(place.words().split(' ').count(), 8);
    }
}
