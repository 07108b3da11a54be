//! Commands of an open vault: each checks who may, does its work in one transaction, and says what became old.
pub mod access;
mod audit;
pub mod chip;
mod directory;
mod draft;
mod pieces;
mod quarantine;
mod read;
mod status;
mod thread;
mod unsent;
pub mod write;

pub use audit::Coalesced;
pub use directory::list as directory;
pub use draft::{get as draft_get, list as draft_list, put as draft_put, remove as draft_remove};
pub use quarantine::{
    discard as quarantine_discard, export as quarantine_export, list as quarantine_list,
    retry as quarantine_retry,
};
pub use read::{
    chart, conflicts, document, list, other, patient, patients_after, patients_matching,
    patients_opened,
};
pub use status::{device, sync_state};
pub use thread::{get as thread_get, recent as thread_recent};

use crate::session::Unlocked;
use satchel_model::{entropy::Entropy, time::Timestamp};
use satchel_protocol::command::event::Topic;

/// What a command works with.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The open vault.
    pub unlocked: &'a Unlocked,
    /// Now, by the device's clock.
    pub now: Timestamp,
    /// Randomness.
    pub entropy: &'a dyn Entropy,
    /// Searches that were audited just now.
    pub searches: &'a Coalesced,
}

/// An answer, and what it made old.
pub struct Done<T> {
    /// The answer.
    pub reply: T,
    /// What became old; empty for a look.
    pub topics: Vec<Topic>,
}

impl<T> Done<T> {
    /// An answer that changed nothing.
    pub const fn look(reply: T) -> Self {
        Self { reply, topics: Vec::new() }
    }
}
