//! Bounds of the server's side of sync; those of the wire are in satchel-protocol.

/// Bytes of loaded documents kept for the next push.
pub const HOT_BYTES: usize = 64 * 1024 * 1024;
/// Unwrapped document keys kept.
pub const KEYS_CACHED: usize = 20_000;
/// Most bytes of one opened value.
pub const OPENED_MAX: usize = 32 * 1024 * 1024;
/// Items that one commit gathers.
pub const COMMIT_ITEMS: usize = 256;
/// Commits under way at once on PostgreSQL.
pub const COMMIT_LANES: usize = 3;
/// Pushes that wait for the writer before others are put off.
pub const WRITER_QUEUE: usize = 512;
/// Most bytes of one push body: as many frames as a device may send without an answer, and the HELLO.
pub const PUSH_BODY: usize = 5 * 1024 * 1024;
/// Most bytes of one pull body: HELLO and PULL.
pub const PULL_BODY: usize = 128 * 1024;
/// Documents looked at for one checkpoint.
pub const FEED_PAGE: u32 = 128;
/// Patients whose documents come first in a first download.
pub const AHEAD_MAX: u32 = 48;
/// Audience events looked at for one checkpoint.
pub const EVENT_PAGE: u32 = 200;
/// Verdicts that follow a WELCOME.
pub const VERDICTS_PAGE: u32 = 2_000;
/// Raw bytes of one part of a full.
pub const PART_BYTES: usize = 448 * 1024;
/// Seconds a device waits when the server has too much to do.
pub const RETRY_S: u32 = 2;
/// New log items after which a document's saved form is made anew, beside the requests.
pub const SNAPSHOT_ITEMS: u64 = 1;
/// Milliseconds for which a contact is not written down again unless it tells something new.
pub const CONTACT_MS: i64 = 60_000;
/// Devices with an open live socket.
pub const LIVE_SOCKETS: usize = 20_000;
/// Milliseconds between two pokes of one socket.
pub const POKE_MS: u64 = 1_000;
/// Seconds between two pings of one socket.
pub const PING_S: u64 = 55;
/// Devices that keep a place in the line before first downloads.
pub const LINE_MAX: usize = 10_000;
/// Pushes under way from which on first downloads step back.
pub const CROWD: usize = 8;
/// Longest time in milliseconds that one checkpoint of a first download waits for pushes.
pub const STEP_BACK_MS: u64 = 250;
/// Longest time in seconds that judging may take before it counts as stuck; usual are milliseconds.
pub const JUDGE_S: u64 = 5;
/// Stuck threads after which a process ends and wants to be started anew.
pub const STUCK_MAX: usize = 3;
/// Readers whose sums are kept; a few hundred bytes each.
pub const READERS_KNOWN: usize = 10_000;
/// Moves of fingerprints followed at once; past that a walk is cheaper.
pub const MOVES_MAX: u32 = 2_000;
/// Moves of fingerprints kept.
pub const MOVES_KEPT: u32 = 200_000;
/// Sections of one comparison: there are fewer types of documents.
pub const SECTIONS_MAX: usize = 64;
/// Documents told in one frame of a comparison.
pub const PRINTS_MAX: usize = 8_000;
