//! Step 3: the device's chain. Counters are dense and each envelope names the one before it.
use satchel_model::id::Hash;

/// Where an item stands to the chain of its device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is the next one.
    Next,
    /// It was judged before: the stored verdict is the answer.
    Repeat,
    /// Items before it are missing here: they come first.
    Gap,
    /// It contradicts the chain: two copies of the device exist.
    Fork,
}

/// Judges an item's counter and predecessor. `known` is the envelope hash stored under the item's counter.
#[must_use]
pub fn link(
    (high_water, chain): (u64, Hash),
    (ctr, prev, env_hash): (u64, Hash, Hash),
    known: Option<Hash>,
) -> Link {
    if ctr == 0 {
        return Link::Fork;
    }
    if ctr <= high_water {
        return if known == Some(env_hash) { Link::Repeat } else { Link::Fork };
    }
    if ctr > high_water.saturating_add(1) {
        return Link::Gap;
    }
    if prev == chain { Link::Next } else { Link::Fork }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Hash = Hash::from_bytes([1; 32]);
    const B: Hash = Hash::from_bytes([2; 32]);

    #[test]
    fn the_first_item_follows_nothing() {
        assert_eq!(link((0, Hash::ZERO), (1, Hash::ZERO, A), None), Link::Next);
        assert_eq!(link((0, Hash::ZERO), (1, B, A), None), Link::Fork);
        assert_eq!(link((0, Hash::ZERO), (0, Hash::ZERO, A), None), Link::Fork);
    }

    #[test]
    fn a_repeat_must_be_the_same_envelope() {
        assert_eq!(link((5, A), (5, B, A), Some(A)), Link::Repeat);
        assert_eq!(link((5, A), (3, B, B), Some(B)), Link::Repeat);
        assert_eq!(link((5, A), (3, B, B), Some(A)), Link::Fork);
        assert_eq!(link((5, A), (3, B, B), None), Link::Fork);
    }

    #[test]
    fn a_gap_waits_and_a_wrong_predecessor_forks() {
        assert_eq!(link((5, A), (6, A, B), None), Link::Next);
        assert_eq!(link((5, A), (7, A, B), None), Link::Gap);
        assert_eq!(link((5, A), (6, B, B), None), Link::Fork);
        assert_eq!(link((u64::MAX, A), (u64::MAX, A, B), None), Link::Fork);
    }
}
