//! The one-time code that makes the first administrator: printed once, compared in constant time, good for one use.
use std::sync::{Mutex, MutexGuard, PoisonError};

use satchel_model::{entropy::Entropy, id::Hash};

use crate::code;

/// Lives only in memory: a restart of a server without users prints a fresh one.
#[derive(Default)]
pub struct SetupCode(Mutex<Option<Hash>>);

impl SetupCode {
    /// Makes the code of a server without users; it is returned once, for printing.
    pub fn make(&self, entropy: &dyn Entropy) -> String {
        let text = code::generate(entropy, code::SETUP_GROUPS);
        *self.held() = Some(code::digest(&text));
        text
    }

    /// Whether `typed` is the code, in constant time; `false` where none is open.
    #[must_use]
    pub fn matches(&self, typed: &str) -> bool {
        let digest = code::digest(typed);
        self.held()
            .as_ref()
            .is_some_and(|held| satchel_vault::mac::same(held.as_bytes(), digest.as_bytes()))
    }

    /// Ends the code after it was used.
    pub fn close(&self) {
        *self.held() = None;
    }

    /// Whether a code is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.held().is_some()
    }

    fn held(&self) -> MutexGuard<'_, Option<Hash>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn a_code_opens_until_it_is_closed() {
        let setup = SetupCode::default();
        assert!(!setup.matches(""));
        let text = setup.make(&SeededEntropy::new(3));
        assert!(setup.is_open() && setup.matches(&text.to_lowercase()));
        assert!(!setup.matches("0000-0000-0000"));
        setup.close();
        assert!(!setup.is_open() && !setup.matches(&text));
    }

    #[test]
    fn a_second_code_ends_the_first() {
        let setup = SetupCode::default();
        let entropy = SeededEntropy::new(3);
        let (first, second) = (setup.make(&entropy), setup.make(&entropy));
        assert!(!setup.matches(&first) && setup.matches(&second));
    }
}
