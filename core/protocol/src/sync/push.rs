//! PUSH, VERDICTS and PULL.
use crate::problem::ErrorCode;
use minicbor::{Decode, Encode, bytes::ByteVec};
use satchel_model::id::{DocId, Hash, Signature};

/// A place in the server's feed; ordered by both numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(array)]
pub struct Position {
    /// Transaction id on PostgreSQL, 0 on SQLite.
    #[n(0)]
    pub tx: i64,
    /// Ascending number.
    #[n(1)]
    pub id: i64,
}

/// Items strictly in device counter order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Push {
    /// At most [`crate::limit::PUSH_ITEMS_MAX`].
    #[n(0)]
    pub items: Vec<PushItem>,
}

/// One item on its way up.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PushItem {
    /// Canonical bytes of [`crate::env::Env`].
    #[n(0)]
    pub env: ByteVec,
    /// Signature by the device key, namespace `satchel/env/v1`.
    #[n(1)]
    pub sig: Signature,
    /// A raw change chunk, or `[nonce, value]`.
    #[n(2)]
    pub body: ByteVec,
    /// The canonical command, only where the server asked for it.
    #[n(3)]
    pub cmd: Option<ByteVec>,
}

/// Answers to pushed items.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Verdicts {
    /// In device counter order.
    #[n(0)]
    pub verdicts: Vec<Verdict>,
    /// High water: every counter up to here is settled or held.
    #[n(1)]
    pub ctr_hw: u64,
    /// Set where items were not taken at all and must come again.
    #[n(2)]
    pub defer: Option<Deferred>,
}

/// Items from a counter on were not taken; nothing of them is stored.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Deferred {
    /// First counter to send again.
    #[n(0)]
    pub from_ctr: u64,
    /// [`ErrorCode::number`] of the reason.
    #[n(1)]
    pub code: u16,
    /// Seconds to wait.
    #[n(2)]
    pub retry_after_s: u32,
}

/// The answer to one item. A final one for (device, counter) never changes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Verdict {
    /// The device's counter; 0 where the envelope could not be read or its signature not proved.
    #[n(0)]
    pub ctr: u64,
    /// The item's hash.
    #[n(1)]
    pub hash: Hash,
    /// What became of it.
    #[n(2)]
    pub kind: VerdictKind,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum VerdictKind {
    /// Accepted and durable.
    #[n(0)]
    Ok {
        /// Its number in the document's log.
        #[n(0)]
        seq: u64,
        /// Its place in the feed.
        #[n(1)]
        pos: Position,
        /// What an intent brought: canonical CBOR.
        #[n(2)]
        result: Option<ByteVec>,
    },
    /// It was accepted before.
    #[n(1)]
    Dup {
        /// Its number in the document's log.
        #[n(0)]
        seq: u64,
        /// Its place in the feed.
        #[n(1)]
        pos: Position,
    },
    /// Refused, for ever.
    #[n(2)]
    Reject {
        /// [`ErrorCode::number`].
        #[n(0)]
        code: u16,
        /// Path, field or the like; never content.
        #[n(1)]
        detail: Option<String>,
        /// Kept on the server for a person to decide.
        #[n(2)]
        in_review: bool,
    },
    /// Kept on the server; the final verdict follows.
    #[n(3)]
    Held,
}

impl VerdictKind {
    /// The code of a refusal, `internal` for one this version does not know; `None` for the others.
    #[must_use]
    pub fn error_code(&self) -> Option<ErrorCode> {
        match self {
            Self::Reject { code, .. } => {
                Some(ErrorCode::from_number(*code).unwrap_or(ErrorCode::Internal))
            }
            Self::Ok { .. } | Self::Dup { .. } | Self::Held => None,
        }
    }
}

/// Asks for what is new.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Pull {
    /// The token of the last checkpoint; none on a fresh device.
    #[n(0)]
    pub token: Option<ByteVec>,
    /// Bytes wanted at most.
    #[n(1)]
    pub budget: u32,
    /// What to send first.
    #[n(2)]
    pub first: Option<PullFirst>,
    /// Documents to send whatever the token says: repair.
    #[n(3)]
    pub want: Option<Vec<Want>>,
}

/// What the person looks at now.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PullFirst {
    /// At most 64 documents.
    #[n(0)]
    pub docs: Vec<DocId>,
}

/// One document to be repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Want {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// The epoch held.
    #[n(1)]
    pub epoch: u32,
    /// The log number held; 0 for nothing.
    #[n(2)]
    pub have_seq: u64,
}
