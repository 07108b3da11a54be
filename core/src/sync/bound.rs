//! Bounds of the device's side that no peer is told.

/// Most bytes of news held in memory between two checkpoints: the largest snapshot and a margin.
pub const NEWS_BYTES_MAX: usize = 68 * 1024 * 1024;
/// A copy that stays different after it was mended is not compared again by itself for so long, in milliseconds.
pub const REPAIR_AGAIN_MS: i64 = 3_600_000;
/// What the server did not have after it was put back is asked for again after so long, in milliseconds.
pub const STRAY_AGAIN_MS: i64 = 300_000;
/// First wait after a failure, in milliseconds.
pub const BACKOFF_MIN_MS: i64 = 1_000;
/// Longest wait after failures, in milliseconds.
pub const BACKOFF_MAX_MS: i64 = 300_000;
/// Span over which live sockets come back that were cut at once, in milliseconds.
pub const HERD_MS: i64 = 120_000;
/// Refusals after which a command is not tried again by itself.
pub const TRIES_MAX: u8 = 3;
/// Documents that are asked for anew in one pull.
pub const WANT_MAX: usize = 1_000;
/// An access token that ends within this many milliseconds is renewed first.
pub const ACCESS_MARGIN_MS: i64 = 30_000;
/// So long a token that was just got is believed, in milliseconds; half of what the server gives it.
pub const ACCESS_TRUST_MS: i64 = 300_000;
/// A clock that moved by less than this, in milliseconds, is not worth another try at once.
pub const SKEW_STEP_MS: i64 = 30_000;
/// Longest wait for bytes of a running answer, in seconds; a server that is silent for longer is gone.
pub const SILENCE_S: u64 = 60;
/// Longest wait for a connection, in seconds.
pub const CONNECT_S: u64 = 15;
/// Chunks of an answer that wait to be read.
pub const CHUNKS_MAX: usize = 8;
