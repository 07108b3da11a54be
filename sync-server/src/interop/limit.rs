//! Bounds of the conversations with clients of automerge-repo.
use satchel_model::time::MINUTE_MS;

/// How long a ticket is good.
pub const TICKET_MS: i64 = MINUTE_MS;
/// How long a conversation about a document lasts without a word.
pub const IDLE_MS: i64 = 30_000;
/// Seconds between two pings; clients that hear none for long connect anew.
pub const PING_S: u64 = 5;
/// Longest wait for the first message, in seconds.
pub const JOIN_S: u64 = 10;
/// Longest wait for a socket that takes nothing, in seconds.
pub const SEND_S: u64 = 30;
/// Documents that one socket may talk about.
pub const DOCS_MAX: usize = 256;
/// Open sockets of one person on this node.
pub const SOCKETS_MAX: usize = 8;
/// Most bytes of a message that is passed on and not stored.
pub const EPHEMERAL_MAX: usize = 4_096;
/// Messages to be passed on that wait for one socket; more are lost.
pub const EPHEMERAL_QUEUE: usize = 16;
/// Sessions of one client that are remembered, to pass nothing on twice.
pub const SESSIONS_MAX: usize = 64;
