//! The signed envelope of one item, and how items and commands are hashed.
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor::{self, CborError},
    hash,
    id::{ActorId, BeaconId, DeviceId, DocId, GrantId, Hash, Nonce, TenantId, UserId},
    time::{Hlc, Timestamp},
};

/// What an item of a document's log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum ItemKind {
    /// An Automerge change chunk.
    #[n(1)]
    Change,
    /// An immutable value; a correction is a new entry.
    #[n(2)]
    Entry,
    /// A command that only the server answers.
    #[n(3)]
    Intent,
    /// A version of a row that the server decided.
    #[n(4)]
    Row,
}

impl ItemKind {
    /// The number on the wire and in tables.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Change => 1,
            Self::Entry => 2,
            Self::Intent => 3,
            Self::Row => 4,
        }
    }

    /// The kind with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Change),
            2 => Some(Self::Entry),
            3 => Some(Self::Intent),
            4 => Some(Self::Row),
            _ => None,
        }
    }
}

/// Who signed an item; stored beside it, not part of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum ItemClass {
    /// A device, with its own key.
    #[n(1)]
    Device,
    /// The server, for a signed-in browser.
    #[n(2)]
    Session,
    /// The server itself: rows, imports, items authored again after review.
    #[n(3)]
    Server,
}

impl ItemClass {
    /// The number in tables.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Device => 1,
            Self::Session => 2,
            Self::Server => 3,
        }
    }
}

/// Place of an item among those of one command over several documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Batch {
    /// 0-based place, in device counter order.
    #[n(0)]
    pub index: u8,
    /// How many items belong together, 2 to [`crate::limit::BATCH_MAX`].
    #[n(1)]
    pub count: u8,
}

/// The signed facts about one item, version 1: a canonical CBOR array of 27 values, null where unused.
///
/// Signature: Ed25519 by the device key over `"satchel/env/v1"` followed by [`Env::hash`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Env {
    /// Envelope version, [`crate::version::ENV`].
    #[n(0)]
    pub v: u8,
    /// The organisation.
    #[n(1)]
    pub tenant: TenantId,
    /// The document.
    #[n(2)]
    pub doc: DocId,
    /// The document's type number.
    #[n(3)]
    pub doc_type: u16,
    /// The document's incarnation.
    #[n(4)]
    pub epoch: u32,
    /// What the item is.
    #[n(5)]
    pub kind: ItemKind,
    /// Automerge's change hash, or [`item_hash`] of the body.
    #[n(6)]
    pub hash: Hash,
    /// The derived actor; only for changes.
    #[n(7)]
    pub actor: Option<ActorId>,
    /// Which incarnation of the device's actor in this document; only for changes.
    #[n(8)]
    pub actor_epoch: Option<u32>,
    /// The change's sequence number under its actor; only for changes.
    #[n(9)]
    pub actor_seq: Option<u64>,
    /// The device, or the tenant's id where the server signs.
    #[n(10)]
    pub device: DeviceId,
    /// Dense counter over all items of the device, from 1; null where the server signs.
    #[n(11)]
    pub device_ctr: Option<u64>,
    /// [`Env::hash`] of the device's previous item, [`Hash::ZERO`] for the first; null where the server signs.
    #[n(12)]
    pub prev_env_hash: Option<Hash>,
    /// The person who acted.
    #[n(13)]
    pub user: UserId,
    /// The person role in which they acted.
    #[n(14)]
    pub role: u8,
    /// The person on whose behalf they acted.
    #[n(15)]
    pub acting_for: Option<UserId>,
    /// The grant they relied on, such as a break-glass.
    #[n(16)]
    pub grant: Option<GrantId>,
    /// Purpose of use.
    #[n(17)]
    pub purpose: u8,
    /// Schema version of the document type that the writer used.
    #[n(18)]
    pub schema: u16,
    /// Number of the command; 0 where no command stands behind the item.
    #[n(19)]
    pub cmd_kind: u16,
    /// [`cmd_hash`] of the nonce and the command; [`Hash::ZERO`] where there is none.
    #[n(20)]
    pub cmd_hash: Hash,
    /// Set where one command wrote several items.
    #[n(21)]
    pub batch: Option<Batch>,
    /// The device's own clock; for display only.
    #[n(22)]
    pub t_claim: Timestamp,
    /// Hybrid clock; orders one device's items.
    #[n(23)]
    pub hlc: Hlc,
    /// The newest beacon the device had seen; null where the server signs.
    #[n(24)]
    pub beacon: Option<BeaconId>,
    /// The item that this one replaces after a rebase.
    #[n(25)]
    pub rebased_from: Option<Hash>,
    /// The writing app, [`crate::version::APP`]. Last, because it is never null: an encoder drops nulls at the end,
    /// and the array is to have one length.
    #[n(26)]
    pub app_ver: u32,
}

impl Env {
    /// The canonical bytes, which are what is hashed and signed.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// [`CborError`] if the bytes are not the one encoding of an envelope.
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        cbor::decode(bytes)
    }

    /// SHA-256 over [`Env::encode`]: the link of the device's chain and what is signed.
    #[must_use]
    pub fn hash(&self) -> Hash {
        hash::sha256(&[&self.encode()])
    }
}

/// Hash of an entry, intent or row body (with its nonce); changes use Automerge's own hash.
#[must_use]
pub fn item_hash(kind: ItemKind, body: &[u8]) -> Hash {
    hash::sha256(&[b"satchel/body/v1", &[kind.code()], body])
}

/// Hash of a command body (with its nonce), as [`Env::cmd_hash`] holds it.
#[must_use]
pub fn cmd_hash(command: &[u8]) -> Hash {
    hash::sha256(&[b"satchel/cmd/v1", command])
}

/// A value with random bytes in front, so that a stolen hash of a short value cannot be guessed.
///
/// The form of entry, intent and row bodies and of stored commands: canonical CBOR `[nonce(16), value]`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Nonced<T> {
    /// Fresh random bytes.
    #[n(0)]
    pub nonce: Nonce,
    /// The value itself.
    #[n(1)]
    pub value: T,
}

impl<T: Encode<()> + for<'b> Decode<'b, ()>> Nonced<T> {
    /// The canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// [`CborError`] if the bytes are not the one encoding of such a value.
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        cbor::decode(bytes)
    }
}

/// `[nonce, value]` around bytes that already are the canonical CBOR of one value.
#[must_use]
pub fn wrap(nonce: Nonce, value: &[u8]) -> Vec<u8> {
    let mut out = vec![0x82];
    out.extend(cbor::encode(&nonce));
    out.extend_from_slice(value);
    out
}

/// The nonce and the CBOR bytes of the value inside a body made by [`wrap`].
///
/// The value's bytes are checked when they are decoded.
///
/// # Errors
/// [`CborError::Malformed`] if the bytes do not begin like a body.
pub fn unwrap(body: &[u8]) -> Result<(Nonce, &[u8]), CborError> {
    let shape = || CborError::Malformed("not [nonce, value]".into());
    match body.split_first_chunk::<18>() {
        Some(([0x82, 0x50, nonce @ ..], value)) if !value.is_empty() => {
            Ok((Nonce::from_bytes(*nonce), value))
        }
        _ => Err(shape()),
    }
}

#[cfg(test)]
mod tests;
