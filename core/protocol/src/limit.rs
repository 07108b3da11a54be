//! Every bound of the wire, in one place; the sync ones are told to the peer in WELCOME.
use minicbor::{Decode, Encode};

/// Raw bytes a frame aims for before it is cut.
pub const FRAME_AIM: usize = 512 * 1024;
/// Most bytes of one frame on the wire.
pub const FRAME_WIRE_MAX: usize = 1024 * 1024;
/// Most bytes of one frame inflated; also the largest snapshot part.
pub const FRAME_RAW_MAX: usize = 4 * 1024 * 1024;
/// Largest zstd window, as a power of two: 4 MiB.
pub const FRAME_WINDOW_LOG: u32 = 22;
/// Most bytes of a HELLO.
pub const HELLO_MAX: usize = 16 * 1024;
/// Most items of one PUSH.
pub const PUSH_ITEMS_MAX: usize = 256;
/// PUSH frames a device may send before it has their verdicts.
pub const PUSH_UNANSWERED_MAX: usize = 4;
/// Most raw bytes of one change.
pub const CHANGE_MAX: usize = 256 * 1024;
/// Most bytes of one entry of a device.
pub const ENTRY_MAX: usize = 64 * 1024;
/// Most bytes of one entry that the server itself imports.
pub const ENTRY_IMPORT_MAX: usize = 1024 * 1024;
/// Most bytes of one intent.
pub const INTENT_MAX: usize = 16 * 1024;
/// Most bytes of a canonical envelope.
pub const ENV_MAX: usize = 1024;
/// Most bytes of a command that travels on request.
pub const COMMAND_MAX: usize = 128 * 1024;
/// Most bytes of a snapshot.
pub const SNAPSHOT_MAX: usize = 4 * 1024 * 1024;
/// Most parts of a snapshot.
pub const SNAPSHOT_PARTS_MAX: u16 = 16;
/// Usual answer to one PULL, in bytes.
pub const PULL_BUDGET: u32 = 8 * 1024 * 1024;
/// Largest answer to one PULL, in bytes.
pub const PULL_BUDGET_MAX: u32 = 64 * 1024 * 1024;
/// Most documents that one PULL names.
pub const PULL_WANT_MAX: usize = 1_000;
/// Most items of a batch.
pub const BATCH_MAX: u8 = 8;
/// Most groups of one device.
pub const GROUPS_MAX: usize = 200;
/// Seconds between polls of a device in use, before jitter.
pub const POLL_S: u64 = 60;
/// Milliseconds within which a HELLO proof is good.
pub const HELLO_PROOF_MS: i64 = 60_000;
/// Device and server clocks further apart than this raise the clock banner.
pub const CLOCK_BANNER_MS: i64 = 120_000;
/// A claimed time this far outside its window marks the item as uncertain.
pub const CLOCK_FLAG_MS: i64 = 300_000;
/// Days a staff device works without contact.
pub const LEASE_STAFF_DAYS: i64 = 30;
/// Days a patient's device works without contact.
pub const LEASE_PATIENT_DAYS: i64 = 90;
/// Days an accepted own item is kept for a restored server.
pub const ACCEPTED_OWN_DAYS: i64 = 30;
/// Most bytes of a JSON body of the REST API and the local door.
pub const JSON_MAX: usize = 256 * 1024;

/// The bounds that WELCOME tells.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Limits {
    /// [`FRAME_AIM`].
    #[n(0)]
    pub frame_aim: u32,
    /// [`FRAME_WIRE_MAX`].
    #[n(1)]
    pub frame_wire_max: u32,
    /// [`PUSH_ITEMS_MAX`].
    #[n(2)]
    pub push_items_max: u32,
    /// [`PUSH_UNANSWERED_MAX`].
    #[n(3)]
    pub push_unanswered_max: u32,
    /// [`CHANGE_MAX`].
    #[n(4)]
    pub change_max: u32,
    /// [`ENTRY_MAX`].
    #[n(5)]
    pub entry_max: u32,
    /// [`INTENT_MAX`].
    #[n(6)]
    pub intent_max: u32,
    /// [`PULL_BUDGET_MAX`].
    #[n(7)]
    pub pull_budget_max: u32,
    /// [`PULL_WANT_MAX`].
    #[n(8)]
    pub pull_want_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        let n = |v: usize| u32::try_from(v).unwrap_or(u32::MAX);
        Self {
            frame_aim: n(FRAME_AIM),
            frame_wire_max: n(FRAME_WIRE_MAX),
            push_items_max: n(PUSH_ITEMS_MAX),
            push_unanswered_max: n(PUSH_UNANSWERED_MAX),
            change_max: n(CHANGE_MAX),
            entry_max: n(ENTRY_MAX),
            intent_max: n(INTENT_MAX),
            pull_budget_max: PULL_BUDGET_MAX,
            pull_want_max: n(PULL_WANT_MAX),
        }
    }
}
