//! The messages of the sync protocol, one file a family; maps with integer keys, unknown keys ignored.
//!
//! Conversations: `POST /v1/sync/push` carries HELLO, PUSH... and answers WELCOME, VERDICTS... (first those already
//! settled from `outbox.min_ctr` on, then one VERDICTS a PUSH). `POST /v1/sync/pull` carries HELLO, PULL and streams
//! WELCOME, VERDICTS?, then (GRANT | REVOKE | EPOCH | DOC)... CKPT, again until `more` is false or the budget is spent.
//! The pull carrier takes DIGEST in place of PULL and answers WELCOME, VERDICTS?, DIGEST.
//! `GET /v1/sync/live` speaks the same frames, one a binary message, plus POKE.
//!
//! A document made by intent: the envelope of the [`crate::intent::Ask::DocumentCreate`] names the new document
//! (epoch 0, kind intent, no actor) and comes before its content in counter order.
//! Entries of an `audit` document go up under the document id that enrolment gave and never come down.
//! Rows of a `directory` document are canonical CBOR values of the model's row types, wrapped as bodies; only the newest
//! version of each row is sent.
mod digest;
mod document;
mod hello;
mod push;

pub use digest::{
    BUCKETS, BucketOf, Buckets, Digest, Print, Section, bucket_of, digest16, print_of,
};
pub use document::{
    Author, Checkpoint, DocMode, DocState, Document, Done, Epoch, EpochReason, Grant, GrantReason,
    Item, ItemMeta, Note, Part, Revoke, RevokeHow, flag,
};
pub use hello::{
    Beacon, Hello, Mode, Outbox, Plan, Proof, SchemaRange, SiteSettings, Welcome, hello_digest,
};
pub use push::{
    Deferred, Position, Pull, PullFirst, Push, PushItem, Verdict, VerdictKind, Verdicts, Want,
};

use crate::{frame::FrameError, problem};
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    id::{DocId, GroupId},
};

/// One message. Kinds 0C (FOCUS) and 0D (PRESENCE) are numbered and not yet spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// 01, device to server.
    Hello(Hello),
    /// 02, server to device.
    Welcome(Welcome),
    /// 03, device to server.
    Push(Push),
    /// 04, server to device, only after the durable commit.
    Verdicts(Verdicts),
    /// 05, device to server.
    Pull(Pull),
    /// 06, server to device.
    Document(Document),
    /// 07, server to device; comes before the document's first 06.
    Grant(Grant),
    /// 08, server to device.
    Revoke(Revoke),
    /// 09, server to device; comes before the document's 06 of the new incarnation.
    Epoch(Epoch),
    /// 0A, server to device.
    Checkpoint(Checkpoint),
    /// 0B, server to device; a hint.
    Poke(Poke),
    /// 0E, both ways: what each side holds, compared in three rounds.
    Digest(Digest),
    /// 0F, server to device.
    Problem(Trouble),
}

/// "There is news": may be lost, doubled or merged.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Poke {
    /// Audiences with news, and up to which position.
    #[n(0)]
    pub groups: Vec<PokeGroup>,
    /// Documents of interest with news.
    #[n(1)]
    pub docs: Vec<DocId>,
}

/// News of one audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PokeGroup {
    /// The audience.
    #[n(0)]
    pub group: GroupId,
    /// The newest position.
    #[n(1)]
    pub upto: Position,
}

/// An error of the conversation as a whole; the server closes after a fatal one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Trouble {
    /// [`problem::ErrorCode::number`].
    #[n(0)]
    pub code: u16,
    /// Seconds after which another try makes sense.
    #[n(1)]
    pub retry_after_s: Option<u32>,
    /// What to tell support; no content.
    #[n(2)]
    pub incident: Option<String>,
}

impl Trouble {
    /// The code, or `internal` for one this version does not know.
    #[must_use]
    pub fn error_code(&self) -> problem::ErrorCode {
        problem::ErrorCode::from_number(self.code).unwrap_or(problem::ErrorCode::Internal)
    }
}

impl Message {
    /// Whether the message brings news that the next checkpoint vouches for: its frame bytes are part of what is signed.
    #[must_use]
    pub const fn is_news(&self) -> bool {
        matches!(self, Self::Document(_) | Self::Grant(_) | Self::Revoke(_) | Self::Epoch(_))
    }

    /// The number of the message's kind.
    #[must_use]
    pub const fn kind(&self) -> u8 {
        match self {
            Self::Hello(_) => 0x01,
            Self::Welcome(_) => 0x02,
            Self::Push(_) => 0x03,
            Self::Verdicts(_) => 0x04,
            Self::Pull(_) => 0x05,
            Self::Document(_) => 0x06,
            Self::Grant(_) => 0x07,
            Self::Revoke(_) => 0x08,
            Self::Epoch(_) => 0x09,
            Self::Checkpoint(_) => 0x0a,
            Self::Poke(_) => 0x0b,
            Self::Digest(_) => 0x0e,
            Self::Problem(_) => 0x0f,
        }
    }

    /// The CBOR of the message, before compression.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Hello(m) => cbor::encode(m),
            Self::Welcome(m) => cbor::encode(m),
            Self::Push(m) => cbor::encode(m),
            Self::Verdicts(m) => cbor::encode(m),
            Self::Pull(m) => cbor::encode(m),
            Self::Document(m) => cbor::encode(m),
            Self::Grant(m) => cbor::encode(m),
            Self::Revoke(m) => cbor::encode(m),
            Self::Epoch(m) => cbor::encode(m),
            Self::Checkpoint(m) => cbor::encode(m),
            Self::Poke(m) => cbor::encode(m),
            Self::Digest(m) => cbor::encode(m),
            Self::Problem(m) => cbor::encode(m),
        }
    }

    /// Reads the CBOR of a message of this kind.
    ///
    /// # Errors
    /// [`FrameError::Malformed`] for an unknown kind or a wrong shape, [`FrameError::TooLarge`] for a large HELLO.
    pub fn decode(kind: u8, raw: &[u8]) -> Result<Self, FrameError> {
        fn read<T: for<'b> Decode<'b, ()>>(raw: &[u8]) -> Result<T, FrameError> {
            cbor::decode_lenient(raw).map_err(|e| FrameError::Malformed(e.to_string()))
        }
        Ok(match kind {
            0x01 if raw.len() > crate::limit::HELLO_MAX => {
                return Err(FrameError::TooLarge(crate::limit::HELLO_MAX));
            }
            0x01 => Self::Hello(read(raw)?),
            0x02 => Self::Welcome(read(raw)?),
            0x03 => Self::Push(read(raw)?),
            0x04 => Self::Verdicts(read(raw)?),
            0x05 => Self::Pull(read(raw)?),
            0x06 => Self::Document(read(raw)?),
            0x07 => Self::Grant(read(raw)?),
            0x08 => Self::Revoke(read(raw)?),
            0x09 => Self::Epoch(read(raw)?),
            0x0a => Self::Checkpoint(read(raw)?),
            0x0b => Self::Poke(read(raw)?),
            0x0e => Self::Digest(read(raw)?),
            0x0f => Self::Problem(read(raw)?),
            other => return Err(FrameError::Malformed(format!("unknown kind {other}"))),
        })
    }
}

#[cfg(test)]
mod tests;
