//! What devices said of themselves at their last contact with this process; a restart forgets it, and nothing rests on it.
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use satchel_model::id::DeviceId;

/// Devices remembered; the clinic has fewer.
const DEVICES_MAX: usize = 50_000;

/// Unsent changes by device.
#[derive(Default)]
pub struct Told(Mutex<BTreeMap<DeviceId, u64>>);

impl Told {
    /// Remembers what a device said.
    pub fn note(&self, device: DeviceId, unsent: u64) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= DEVICES_MAX && !held.contains_key(&device) {
            held.pop_first();
        }
        held.insert(device, unsent);
    }

    /// How many changes a device had not sent; `None` if it said nothing since the server started.
    #[must_use]
    pub fn unsent(&self, device: DeviceId) -> Option<u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&device).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_device_counts() {
        let told = Told::default();
        let device = DeviceId::from_bytes([1; 16]);
        assert_eq!(told.unsent(device), None);
        told.note(device, 3);
        told.note(device, 0);
        assert_eq!(told.unsent(device), Some(0));
    }
}
