//! Devices: what they send is judged, kept and passed on to whoever may see it.
//!
//! [`push`], [`pull`] and [`live`] are the carriers; each conversation begins with [`hello`]. [`admit`] judges and stores,
//! [`writer`] gathers what SQLite commits together, [`feed`] walks what a device lacks from checkpoint to checkpoint.
//! Nothing here is held for a connection but its groups; documents are held only in the bounded [`hot`] cache.
pub mod admit;
pub mod create;
pub mod feed;
pub mod frames;
pub mod full;
pub mod hello;
pub mod hot;
pub mod limit;
pub mod live;
pub mod lru;
pub mod pull;
pub mod push;
pub mod saved;
pub mod snapshots;
pub mod token;
pub mod told;
pub mod writer;

/// What the sync side of one process shares: bounded caches and the way to the writer.
#[derive(Default)]
pub struct Core {
    /// Loaded documents.
    pub docs: hot::HotCache,
    /// Unwrapped document keys.
    pub keys: crate::seal::KeyCache,
    /// The gatherer of commits; started by the first push.
    pub writer: writer::Door,
    /// What devices said of themselves.
    pub told: told::Told,
}
