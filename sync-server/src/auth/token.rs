//! Session tokens: 256 bits in hex, of which tables hold only the SHA-256.
//!
//! A refresh token is the session's id and a secret; its successor and its access token follow from it under the
//! server's token key. So the answer to a repeated refresh is the same without being stored, and a token of any
//! earlier generation is recognised as one of its family.
use satchel_model::{
    entropy::Entropy,
    hash,
    id::{Hash, SessionId},
};
use satchel_vault::{mac, secret::Key32};

/// Generations that a family may have: 30 days of refreshes every ten minutes, and some more.
const GENERATIONS_MAX: usize = 5_000;

/// A refresh token that was read or made; proves nothing yet.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The session it claims.
    pub session: SessionId,
    secret: [u8; 16],
}

impl RefreshToken {
    /// The first token of a session.
    #[must_use]
    pub fn first(session: SessionId, entropy: &dyn Entropy) -> Self {
        let mut secret = [0; 16];
        entropy.fill(&mut secret);
        Self { session, secret }
    }

    /// Reads 64 hex digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        let (session, secret) = bytes.split_first_chunk::<16>()?;
        Some(Self { session: SessionId::from_bytes(*session), secret: secret.try_into().ok()? })
    }

    fn bytes(&self) -> [u8; 32] {
        let mut out = [0; 32];
        let parts = self.session.as_bytes().iter().chain(&self.secret);
        out.iter_mut().zip(parts).for_each(|(o, b)| *o = *b);
        out
    }

    /// The token as it is sent.
    #[must_use]
    pub fn text(&self) -> String {
        hex::encode(self.bytes())
    }

    /// What the table holds.
    #[must_use]
    pub fn hash(&self) -> Hash {
        hash::sha256(&[&self.bytes()])
    }

    /// The one token that may replace this one.
    #[must_use]
    pub fn successor(&self, key: &Key32) -> Self {
        let next = mac::hmac_sha256(key, &[b"satchel/refresh/v1", &self.bytes()]);
        Self { session: self.session, secret: hash::first16(next) }
    }

    /// The access token that goes with this refresh token.
    #[must_use]
    pub fn access(&self, key: &Key32) -> AccessToken {
        AccessToken(mac::hmac_sha256(key, &[b"satchel/access/v1", &self.bytes()]))
    }

    /// Whether the token with hash `current` descends from this one: then this one was good once, and is used again.
    #[must_use]
    pub fn precedes(&self, current: &Hash, key: &Key32) -> bool {
        let mut token = self.clone();
        for _ in 0..GENERATIONS_MAX {
            token = token.successor(key);
            if token.hash() == *current {
                return true;
            }
        }
        false
    }
}

/// An access token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessToken(Hash);

impl AccessToken {
    /// Reads 64 hex digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The token as it is sent.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// What the table holds, and what a device proof covers.
    #[must_use]
    pub fn hash(&self) -> Hash {
        hash::sha256(&[self.0.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    fn first() -> RefreshToken {
        RefreshToken::first(SessionId::from_bytes([5; 16]), &SeededEntropy::new(1))
    }

    #[test]
    fn tokens_are_64_hex_digits_and_read_back() {
        let key = Key32::from_bytes([1; 32]);
        let token = first();
        assert_eq!(token.text().len(), 64);
        assert!(RefreshToken::parse(&token.text()) == Some(token.clone()));
        let access = token.access(&key);
        assert!(AccessToken::parse(&access.text()) == Some(access));
        for text in ["", "ab", &"zz".repeat(32), &"ab".repeat(33)] {
            assert!(RefreshToken::parse(text).is_none() && AccessToken::parse(text).is_none());
        }
    }

    #[test]
    fn a_successor_is_the_same_each_time_and_needs_the_servers_key() {
        let (key, other) = (Key32::from_bytes([1; 32]), Key32::from_bytes([2; 32]));
        let token = first();
        assert!(token.successor(&key) == token.successor(&key));
        assert!(token.successor(&key) != token.successor(&other));
        assert!(token.access(&key) != token.access(&other));
        assert!(token.access(&key).hash() != token.successor(&key).access(&key).hash());
    }

    #[test]
    fn any_earlier_generation_is_recognised_and_a_forgery_is_not() {
        let key = Key32::from_bytes([1; 32]);
        let mut current = first();
        for _ in 0..7 {
            current = current.successor(&key);
        }
        assert!(first().precedes(&current.hash(), &key));
        assert!(first().successor(&key).precedes(&current.hash(), &key));
        assert!(!current.precedes(&current.hash(), &key));
        let forged = RefreshToken { session: current.session, secret: [9; 16] };
        assert!(!forged.precedes(&current.hash(), &key));
    }
}
