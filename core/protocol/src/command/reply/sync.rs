//! Answers about sync: how own changes stand, what the chip says, what the last rounds did.
use crate::problem::ErrorCode;
use satchel_model::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The three facts about own changes, each tied to its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Durability {
    /// On this device only: committed to its disk.
    pub saved: u64,
    /// Accepted by the server, not yet known on another device.
    pub sent: u64,
    /// On another device as well.
    pub elsewhere: u64,
}

/// What the chip says, highest first: one of them holds at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ChipState {
    /// Sending stopped; [`SyncState::blocked`] says why.
    Blocked,
    /// Something waits for this person: a decision, or work that was not accepted.
    NeedsYou,
    /// The clinic's records come for the first time.
    FirstDownload,
    /// Changes are on their way.
    Sending,
    /// Changes wait on this device.
    Waiting,
    /// No contact; nothing waits.
    Offline,
    /// In contact, and nothing waits.
    UpToDate,
}

/// Why sending stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BlockCode {
    /// The session ended: sign in.
    SignedOut,
    /// The clinic shut this device out.
    DeviceBlocked,
    /// The clock is far off.
    ClockWrong,
    /// The app is too old for the server.
    AppOld,
    /// The server is too old for this app's data.
    ServerOld,
    /// The disk is full.
    StorageFull,
    /// The keys of this device cannot be opened.
    KeyMissing,
    /// The person is no longer active, or the role or site is not accepted.
    ServerRefused,
    /// A copy does not match.
    Integrity,
    /// The server's key is not the one we know, or the address is no Satchel server.
    Cert,
    /// The person's quota is used up.
    Quota,
    /// The server has too much to do.
    Busy,
}

impl BlockCode {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::SignedOut,
        Self::DeviceBlocked,
        Self::ClockWrong,
        Self::AppOld,
        Self::ServerOld,
        Self::StorageFull,
        Self::KeyMissing,
        Self::ServerRefused,
        Self::Integrity,
        Self::Cert,
        Self::Quota,
        Self::Busy,
    ];
}

/// What the chip shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Chip {
    /// Which words.
    pub state: ChipState,
    /// The number in them: decisions and refused, records that came, changes sent of this batch, changes that wait.
    pub count: u64,
    /// Of how many; 0 where the words name one number only.
    pub of: u64,
    /// Changes not sent: said behind the words of every other state.
    pub unsent: u64,
    /// The time in them: of the last contact.
    pub at: Option<Timestamp>,
    /// Whether the server was reached last time.
    pub online: bool,
}

/// How own changes stand and when the server was last reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncState {
    /// What the chip shows.
    pub chip: Chip,
    /// Why sending stopped.
    pub blocked: Option<BlockCode>,
    /// The three facts.
    pub own: Durability,
    /// Refused changes that a person has to look at.
    pub refused: u64,
    /// Entries of the reading log that wait.
    pub audit_waiting: u64,
    /// Last verdict.
    pub sent_at: Option<Timestamp>,
    /// Last download.
    pub pulled_at: Option<Timestamp>,
    /// Since when no contact succeeded; none = in contact.
    pub offline_since: Option<Timestamp>,
    /// Documents held.
    pub documents: u64,
    /// Decisions that wait for a person.
    pub decisions: u64,
    /// Views that lag behind what was downloaded.
    pub views_behind: u64,
    /// Documents of the download that runs; 0 where none does.
    pub total: u64,
    /// Of these still to come.
    pub left: u64,
    /// Seconds until they are here, where it can be told.
    pub left_seconds: Option<u64>,
    /// The switch "work offline".
    pub offline: bool,
    /// The download rests because a person wants it to.
    pub paused: bool,
    /// When the next try is due, after one that failed.
    pub next_try_at: Option<Timestamp>,
    /// This device's clock minus the server's, in milliseconds, where it is far off: work is kept and marked.
    pub clock_off_ms: Option<i64>,
    /// When the vault locks without contact.
    pub lease_until: Timestamp,
    /// The server's key as words to compare.
    pub server_words: String,
}

/// What one round of sync did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncReport {
    /// Items sent.
    pub pushed: u64,
    /// Of these accepted.
    pub accepted: u64,
    /// Of these refused.
    pub refused: u64,
    /// Documents that came.
    pub documents: u64,
    /// More is to come.
    pub more: bool,
}

/// What looking this copy through found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CopyReport {
    /// Documents read through.
    pub documents: u64,
    /// Of these damaged on this device.
    pub damaged: u64,
    /// Documents that differed from the server's and were fetched anew.
    pub fetched: u64,
    /// Whether the server could be asked; if not, this device alone was looked through.
    pub compared: bool,
}

/// The last rounds, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncRounds {
    /// At most 20.
    pub rounds: Vec<SyncRound>,
}

/// What a round carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Nothing in either direction: a look.
    Checked,
    /// Changes of this device.
    Sent,
    /// Records of the clinic.
    Received,
    /// It did not come about; `code` says why.
    Failed,
}

/// One round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SyncRound {
    /// When it ended.
    pub at: Timestamp,
    /// What it carried.
    pub kind: RoundKind,
    /// Bytes sent.
    pub up_bytes: u64,
    /// Bytes received.
    pub down_bytes: u64,
    /// Changes sent and documents received.
    pub items: u64,
    /// What went wrong.
    pub code: Option<ErrorCode>,
}
