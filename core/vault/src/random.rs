//! The operating system's randomness, the one source behind every real key.
use ring::rand::{SecureRandom, SystemRandom};
use satchel_model::entropy::Entropy;

/// Randomness of the operating system. Made once by `main`, passed down everywhere.
pub struct OsEntropy(SystemRandom);

impl OsEntropy {
    /// The source; opens nothing, the first draw may block until the machine has gathered enough.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this type is what the ban on ambient randomness points to"
    )]
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for OsEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for OsEntropy {
    fn fill(&self, out: &mut [u8]) {
        if self.0.fill(out).is_err() {
            // A process without randomness must not go on: its next key would be guessable.
            std::process::abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        let (mut a, mut b) = ([0; 32], [0; 32]);
        OsEntropy::default().fill(&mut a);
        OsEntropy::new().fill(&mut b);
        assert_ne!(a, b);
        assert_ne!(a, [0; 32]);
    }
}
