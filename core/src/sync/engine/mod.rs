//! The engine of one device's sync: what has happened in, what to do out. It reads no clock, draws no randomness and
//! opens no connection by itself.
//!
//! One conversation moves data at a time: pushes before pulls, both over HTTP; the live socket only listens for pokes.
//! A lost poke is made up by a poll a minute.
mod act;
mod back;
mod repair;
mod round;
mod stray;

use self::{repair::Repair, stray::Strays};
use super::{
    conversation::{Carrier, Conversation},
    replica::Replica,
    schedule::Schedule,
};
use satchel_model::{entropy::Entropy, id::DocId, time::Timestamp};
use satchel_protocol::{
    problem::ErrorCode,
    sync::{SiteSettings, Want},
};
use std::collections::BTreeSet;

/// Names one opened connection.
pub type Conn = u32;

/// Why the engine looks up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The time of [`Engine::wake_at`] has come.
    Timer,
    /// The network is back.
    Online,
    /// The app came to the front or was unlocked.
    Resume,
    /// Something was saved on this device.
    NewWork,
    /// A person asked to sync now.
    Asked,
    /// There is a fresh access token.
    SignedIn,
    /// A person lets the download rest; what was written here is still sent.
    Pause,
    /// The download goes on.
    Unpause,
    /// This copy is to be compared with the server's.
    Check,
}

/// What has happened.
pub enum Input<'a> {
    /// A reason to look up.
    Wake(Wake),
    /// Bytes of an answer.
    Bytes {
        /// The connection.
        conn: Conn,
        /// The bytes, cut anywhere.
        bytes: &'a [u8],
    },
    /// An answer or a connection ended.
    Ended {
        /// The connection.
        conn: Conn,
        /// None if it ended as it should.
        trouble: Option<Trouble>,
    },
    /// No fresh access token could be had.
    Unrefreshed(ErrorCode),
}

/// Why a connection ended badly, as far as the carrier knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trouble {
    /// The reason.
    pub code: ErrorCode,
    /// Seconds after which the server wants to be asked again.
    pub retry_after_s: Option<u32>,
    /// The server's time, where it refused ours.
    pub server_time: Option<Timestamp>,
}

impl Trouble {
    /// A trouble with nothing more to say.
    #[must_use]
    pub const fn of(code: ErrorCode) -> Self {
        Self { code, retry_after_s: None, server_time: None }
    }
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Open a connection and send these bytes.
    Open {
        /// Its name.
        conn: Conn,
        /// How it travels.
        carrier: Carrier,
        /// HELLO and what follows it in the same flight.
        body: Vec<u8>,
    },
    /// Drop a connection.
    Close {
        /// Its name.
        conn: Conn,
    },
    /// Get a fresh access token, then wake the engine with [`Wake::SignedIn`].
    Refresh,
    /// Tell the app.
    Tell(Notice),
}

/// What the app is told.
#[derive(Debug, PartialEq, Eq)]
pub enum Notice {
    /// Documents changed: their views are to be rebuilt.
    Changed(Vec<DocId>),
    /// Commands went to quarantine.
    Quarantined(usize),
    /// A refusal that is our bug or an attack.
    Alarm(ErrorCode),
    /// The server's order to destroy this vault, not yet verified: canonical CBOR of the signed order.
    Wipe(Vec<u8>),
    /// Settings of the site.
    Site(SiteSettings),
    /// The state to show.
    Status(Status),
    /// A round ended.
    Round(Round),
    /// This copy was compared with the server's: so many documents are asked for anew.
    Compared(usize),
}

/// What one round carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// How it travelled.
    pub carrier: Carrier,
    /// Bytes sent.
    pub up: u64,
    /// Bytes received.
    pub down: u64,
    /// Verdicts, or documents.
    pub items: u64,
    /// What went wrong.
    pub code: Option<ErrorCode>,
}

/// How the device stands with its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts for screens, each true or not by itself")]
pub struct Status {
    /// The last conversation succeeded.
    pub online: bool,
    /// A conversation is under way.
    pub working: bool,
    /// How often work has ended, well or badly: a waiter compares it, for a short round may begin and end unseen.
    pub rounds: u32,
    /// The live socket is open.
    pub live: bool,
    /// The device must not send: why.
    pub stopped: Option<ErrorCode>,
    /// Why the last conversation failed.
    pub trouble: Option<ErrorCode>,
    /// The pass under way.
    pub progress: Option<Progress>,
    /// Items of the push under way that have their verdict.
    pub sent: Option<u32>,
    /// When the next try is due, after one that failed.
    pub retry_at: Option<Timestamp>,
    /// Device clock minus server clock in milliseconds, where it is far off.
    pub clock_off_ms: Option<i64>,
    /// A comparison with the server's copy is due or under way.
    pub comparing: bool,
    /// How many comparisons came to an end, since the engine began.
    pub comparisons: u32,
    /// Documents that they found different.
    pub repaired: u32,
}

/// How far a pass has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Documents done.
    pub docs: u32,
    /// Documents planned.
    pub docs_planned: u32,
    /// Bytes done, before compression.
    pub bytes: u64,
    /// Bytes planned; an estimate.
    pub bytes_planned: u64,
}

/// Now, and where chance comes from.
#[derive(Clone, Copy)]
struct Cx<'a> {
    now: Timestamp,
    entropy: &'a dyn Entropy,
}

/// A conversation under way.
struct Talk {
    conn: Conn,
    conversation: Conversation,
    /// Verdicts settled, or checkpoints committed, so far.
    gained: usize,
    /// Documents brought so far.
    brought: u32,
    more: bool,
    /// It compares; it fetches nothing.
    compares: bool,
    /// Bytes sent and received.
    up: usize,
    down: usize,
}

/// The engine of one device.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and any may hold")]
pub struct Engine<R> {
    replica: R,
    bulk: Option<Talk>,
    live: Option<Talk>,
    bulk_schedule: Schedule,
    live_schedule: Schedule,
    /// No push before this moment: the server asked to wait, or takes nothing.
    push_at: Timestamp,
    /// The next poll.
    poll_at: Timestamp,
    pull_wanted: bool,
    paused: bool,
    signed_out: bool,
    refreshing: bool,
    /// A token that was just got is believed until then, whatever this device's clock says of its end.
    trusted_until: Timestamp,
    /// This device's time when something last happened, to notice a clock that was set back.
    looked_at: Timestamp,
    /// Server clock minus device clock, where the server refused ours: proofs are made in its time.
    skew_ms: i64,
    want: Vec<Want>,
    /// Unreadable documents that were asked for since the engine began: each once, or it would be sent for ever.
    retried: BTreeSet<DocId>,
    strays: Strays,
    repair: Repair,
    /// How many of `want` the pull under way asked for.
    asked: usize,
    next_conn: Conn,
    wake_at: Timestamp,
    status: Status,
    told: Option<Status>,
}

impl<R: Replica> Engine<R> {
    /// An engine that has everything before it: wake it with [`Wake::Resume`].
    pub fn new(replica: R) -> Self {
        let always = Timestamp::from_millis(i64::MIN);
        Self {
            replica,
            bulk: None,
            live: None,
            bulk_schedule: Schedule::default(),
            live_schedule: Schedule::default(),
            push_at: always,
            poll_at: always,
            pull_wanted: true,
            paused: false,
            signed_out: false,
            refreshing: false,
            trusted_until: always,
            looked_at: always,
            skew_ms: 0,
            want: Vec::new(),
            retried: BTreeSet::new(),
            strays: Strays::default(),
            repair: Repair::default(),
            asked: 0,
            next_conn: 1,
            wake_at: always,
            status: Status::default(),
            told: None,
        }
    }

    /// The store behind the engine.
    pub const fn replica(&self) -> &R {
        &self.replica
    }

    /// The state to show.
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Whether nothing is under way.
    pub const fn is_idle(&self) -> bool {
        self.bulk.is_none()
    }

    /// When to wake the engine with [`Wake::Timer`] if nothing else happens before.
    pub const fn wake_at(&self) -> Timestamp {
        self.wake_at
    }
}

#[cfg(test)]
mod tests;
