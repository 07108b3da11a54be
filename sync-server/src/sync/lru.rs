//! A map that forgets what was used longest ago once its weights pass a bound.
use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

/// Values by key, bounded by the sum of their weights.
pub struct Lru<K, V> {
    entries: HashMap<K, Entry<V>>,
    // Keys by the tick of their last use: the first one goes first.
    order: BTreeMap<u64, K>,
    tick: u64,
    weight: usize,
    weight_max: usize,
}

struct Entry<V> {
    value: V,
    weight: usize,
    tick: u64,
}

impl<K: Hash + Eq + Copy, V: Clone> Lru<K, V> {
    /// An empty map whose weights may sum up to `weight_max`.
    #[must_use]
    pub fn new(weight_max: usize) -> Self {
        Self { entries: HashMap::new(), order: BTreeMap::new(), tick: 0, weight: 0, weight_max }
    }

    /// The value of `key`, which counts as a use.
    pub fn get(&mut self, key: K) -> Option<V> {
        let entry = self.entries.get_mut(&key)?;
        self.tick += 1;
        self.order.remove(&entry.tick);
        entry.tick = self.tick;
        self.order.insert(self.tick, key);
        Some(entry.value.clone())
    }

    /// Puts a value in place of an older one and forgets what no longer fits. One heavier than the bound is not kept.
    pub fn put(&mut self, key: K, value: V, weight: usize) {
        self.remove(key);
        if weight > self.weight_max {
            return;
        }
        self.tick += 1;
        self.weight += weight;
        self.order.insert(self.tick, key);
        self.entries.insert(key, Entry { value, weight, tick: self.tick });
        while self.weight > self.weight_max {
            let Some((_, oldest)) = self.order.pop_first() else { return };
            if let Some(entry) = self.entries.remove(&oldest) {
                self.weight -= entry.weight;
            }
        }
    }

    /// Forgets `key`.
    pub fn remove(&mut self, key: K) {
        if let Some(entry) = self.entries.remove(&key) {
            self.order.remove(&entry.tick);
            self.weight -= entry.weight;
        }
    }

    /// How many values are held, and their weight.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.entries.len(), self.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut lru = Lru::new(30);
        for key in 1..=3 {
            lru.put(key, key * 10, 10);
        }
        assert_eq!(lru.get(1), Some(10));
        lru.put(4, 40, 10);
        assert_eq!(lru.get(2), None);
        assert_eq!((lru.get(1), lru.get(3), lru.get(4)), (Some(10), Some(30), Some(40)));
        assert_eq!(lru.size(), (3, 30));
    }

    #[test]
    fn a_new_value_takes_the_place_and_weight_of_the_old_one() {
        let mut lru = Lru::new(30);
        lru.put(1, 'a', 20);
        lru.put(1, 'b', 5);
        assert_eq!((lru.get(1), lru.size()), (Some('b'), (1, 5)));
        lru.put(1, 'c', 31);
        assert_eq!((lru.get(1), lru.size()), (None, (0, 0)));
        lru.remove(9);
        assert_eq!(lru.size(), (0, 0));
    }

    #[test]
    fn a_value_as_heavy_as_the_bound_stays() {
        let mut lru = Lru::new(30);
        lru.put(1, (), 1);
        lru.put(2, (), 30);
        assert_eq!((lru.get(1), lru.get(2)), (None, Some(())));
    }
}
