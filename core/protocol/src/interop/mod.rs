//! What clients of automerge-repo speak over a WebSocket: one binary message is one CBOR map with text keys.
//!
//! Reading is lenient, for what their encoders write: lengths in any width, keys in any order, unknown keys, `undefined` or
//! null for what is absent, whole numbers as floats, a document by its bytes. Writing is plain. Every bound of [`limit`]
//! holds on the way in. What the bytes of a `sync` mean is for `satchel_model::crdt` to say.
mod float;
pub mod id;
mod read;
mod write;

use satchel_model::{
    cbor::{self, CborError},
    id::DocId,
};
use std::collections::BTreeMap;

/// Bounds of these messages.
pub mod limit {
    /// Most bytes of one message.
    pub const MESSAGE_MAX: usize = 1_048_576 + 4_096;
    /// Most bytes of a peer's name.
    pub const PEER_MAX: usize = 128;
    /// Most bytes of the name of a store.
    pub const STORAGE_MAX: usize = 64;
    /// Most bytes of any other text.
    pub const TEXT_MAX: usize = 1_024;
    /// Most entries of a list.
    pub const LIST_MAX: usize = 64;
}

/// The only version of the protocol.
pub const VERSION: &str = "1";

/// What a peer says about itself when it joins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Name of its store, if it keeps what it learns.
    pub storage: Option<String>,
    /// Whether it forgets everything when it goes.
    pub ephemeral: bool,
}

/// Who a message is from, and for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Name of the peer that wrote it.
    pub sender: String,
    /// Name of the peer it is for; empty where the client names none.
    pub target: String,
}

/// Bytes about one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// From whom, for whom.
    pub route: Route,
    /// The document.
    pub doc: DocId,
    /// An Automerge sync message; never empty.
    pub data: Vec<u8>,
}

/// The heads of one store, as its peer tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreHeads {
    /// Heads, base64 as they came.
    pub heads: Vec<String>,
    /// Milliseconds since 1970 by that peer's clock; 0 for what is no whole number.
    pub timestamp: u64,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The client's first.
    Join {
        /// Its name.
        sender: String,
        /// About itself.
        metadata: Metadata,
        /// Versions it speaks; absent means [`VERSION`].
        versions: Vec<String>,
    },
    /// The server's answer.
    Peer {
        /// The server, and the client it answers.
        route: Route,
        /// About itself.
        metadata: Metadata,
        /// The version both will speak.
        version: String,
    },
    /// The first about a document that the client lacks.
    Request(Carried),
    /// About a document.
    Sync(Carried),
    /// The document does not exist, or not for this client.
    Unavailable {
        /// From whom, for whom.
        route: Route,
        /// The document.
        doc: DocId,
    },
    /// Passed on to whoever has the document open, and stored nowhere.
    Ephemeral {
        /// From whom, for whom. A message passed on keeps its author.
        route: Route,
        /// The document.
        doc: DocId,
        /// Number of the message in its author's session.
        count: u64,
        /// The author's session.
        session: String,
        /// CBOR that nobody here reads.
        data: Vec<u8>,
    },
    /// What went wrong.
    Error {
        /// For a person who reads logs.
        message: String,
        /// From whom.
        sender: Option<String>,
        /// For whom.
        target: Option<String>,
    },
    /// The client goes.
    Leave {
        /// Its name.
        sender: String,
    },
    /// Stores whose heads the client would like to hear of.
    RemoteSubscription {
        /// From whom, for whom.
        route: Route,
        /// To begin.
        add: Vec<String>,
        /// To end.
        remove: Vec<String>,
    },
    /// Heads of stores elsewhere.
    RemoteHeads {
        /// From whom, for whom.
        route: Route,
        /// The document.
        doc: DocId,
        /// By store.
        heads: BTreeMap<String, StoreHeads>,
    },
}

impl Message {
    /// Reads one message.
    ///
    /// # Errors
    /// [`CborError`] for what is none of these messages, or is over a bound.
    pub fn read(bytes: &[u8]) -> Result<Self, CborError> {
        if bytes.len() > limit::MESSAGE_MAX {
            return Err(CborError::Malformed("too long".to_owned()));
        }
        cbor::decode_lenient(bytes)
    }

    /// The message as bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The peer that wrote it; `None` where nobody is named.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        match self {
            Self::Join { sender, .. } | Self::Leave { sender } => Some(sender),
            Self::Error { sender, .. } => sender.as_deref(),
            Self::Request(carried) | Self::Sync(carried) => Some(&carried.route.sender),
            Self::Peer { route, .. }
            | Self::Unavailable { route, .. }
            | Self::Ephemeral { route, .. }
            | Self::RemoteSubscription { route, .. }
            | Self::RemoteHeads { route, .. } => Some(&route.sender),
        }
    }
}
