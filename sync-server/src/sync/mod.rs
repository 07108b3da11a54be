//! Devices: what they send is judged, kept and passed on to whoever may see it.
//!
//! [`push`], [`pull`] and [`live`] are the carriers; each conversation begins with [`hello`]. [`admit`] judges and stores,
//! [`writer`] gathers what SQLite commits together, [`feed`] walks what a device lacks from checkpoint to checkpoint.
//! Nothing here is held for a connection but its groups; documents are held only in the bounded [`hot`] cache.
pub mod admit;
pub mod bus;
pub mod create;
pub mod digest;
pub mod epoch;
pub mod feed;
pub mod frames;
pub mod full;
pub mod guarded;
pub mod hello;
pub mod hot;
pub mod limit;
pub mod line;
pub mod live;
pub mod lru;
pub mod mend;
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
    /// The line before first downloads.
    pub line: line::Line,
    /// Threads that got stuck while judging.
    pub stuck: guarded::Stuck,
    /// Sums of what readers may read.
    pub digests: digest::Digests,
    /// What devices said of themselves.
    pub told: told::Told,
    /// In which schema documents are written anew.
    pub shapes: epoch::shapes::Shapes,
}

impl Core {
    /// Caches as large as `settings` say.
    #[must_use]
    pub fn new(settings: &crate::config::Settings) -> Self {
        Self { docs: hot::HotCache::new(settings.cache_bytes), ..Self::default() }
    }
}
