//! Chance from a seed: the same seed draws the same numbers, whatever the machine does.

use satchel_model::entropy::SeededEntropy;

/// A sequence of draws.
pub(crate) struct Chance(SeededEntropy);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    /// A number in `0..bound`.
    pub(crate) fn below(&self, bound: u64) -> u64 {
        self.0.below(bound)
    }

    /// Whether something happens that happens `n` times in a hundred.
    pub(crate) fn percent(&self, n: u64) -> bool {
        self.below(100) < n
    }

    /// An index into something with `len` parts.
    pub(crate) fn index(&self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// One of these; none of nothing.
    pub(crate) fn pick<'a, T>(&self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.index(of.len()))
    }

    /// A seed for something that draws by itself.
    pub(crate) fn seed(&self) -> u64 {
        self.0.next_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn a_seed_draws_the_same_again() {
        let draws = |seed| {
            let chance = Chance::new(seed);
            (0..20).map(|_| chance.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draws(4), draws(4));
        assert_ne!(draws(4), draws(5));
    }

    #[test]
    fn nothing_is_picked_from_nothing() {
        assert_eq!(Chance::new(1).pick::<u8>(&[]), None);
        assert_eq!(Chance::new(1).pick(&[7]), Some(&7));
    }
}
