//! DOC, GRANT, REVOKE and CKPT: what comes down.
use super::{Beacon, Position};
use crate::env::ItemKind;
use minicbor::{Decode, Encode, bytes::ByteVec};
use satchel_model::{
    cbor, hash,
    id::{
        ActorId, BeaconId, DeviceId, DocId, Fingerprint, GrantId, Hash, PatientId, Signature,
        UserId,
    },
    time::Timestamp,
};

/// Life of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum DocState {
    /// Open.
    #[n(1)]
    Live,
    /// Signed: only addenda.
    #[n(2)]
    Final,
    /// Under repair: nothing is taken, bytes are kept.
    #[n(3)]
    Frozen,
    /// Gone for ever; the id refuses resurrection.
    #[n(4)]
    Erased,
}

impl DocState {
    /// The number in tables.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Live => 1,
            Self::Final => 2,
            Self::Frozen => 3,
            Self::Erased => 4,
        }
    }

    /// The state with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Live),
            2 => Some(Self::Final),
            3 => Some(Self::Frozen),
            4 => Some(Self::Erased),
            _ => None,
        }
    }
}

/// How a document comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum DocMode {
    /// One saved Automerge document in [`Document::bytes`], plus entries and rows as items.
    #[n(1)]
    Full,
    /// The items after what the device holds.
    #[n(2)]
    Log,
}

/// News of one document: frame kind 06.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Document {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its type number.
    #[n(1)]
    pub doc_type: u16,
    /// The patient it is about.
    #[n(2)]
    pub patient: Option<PatientId>,
    /// Its incarnation.
    #[n(3)]
    pub epoch: u32,
    /// The schema its epoch was born with.
    #[n(4)]
    pub schema: u16,
    /// Its life.
    #[n(5)]
    pub state: DocState,
    /// How it comes.
    #[n(6)]
    pub mode: DocMode,
    /// First log number covered; 1 for a full.
    #[n(7)]
    pub from_seq: u64,
    /// Last log number covered.
    #[n(8)]
    pub to_seq: u64,
    /// Fingerprint of the accepted state at `to_seq`.
    #[n(9)]
    pub fp: Fingerprint,
    /// Running hash over the document's envelopes at `to_seq`.
    #[n(10)]
    pub env_root: Hash,
    /// Who wrote: each item's and note's `author` is an index here. A full lists every actor of the document.
    #[n(11)]
    pub authors: Vec<Author>,
    /// Canonical list row of an `admin` document.
    #[n(12)]
    pub card: Option<ByteVec>,
    /// Set where the bytes of a full are spread over several frames.
    #[n(13)]
    pub part: Option<Part>,
    /// The saved document; empty in mode log.
    #[n(14)]
    pub bytes: ByteVec,
    /// Items in log order.
    #[n(15)]
    pub items: Vec<Item>,
    /// Facts about changes inside `bytes` that stand in an open conflict.
    #[n(16)]
    pub notes: Vec<Note>,
}

/// One piece of a large full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Part {
    /// 0-based.
    #[n(0)]
    pub i: u16,
    /// How many there are.
    #[n(1)]
    pub n: u16,
}

/// Who wrote an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Author {
    /// The actor, for changes.
    #[n(0)]
    pub actor: Option<ActorId>,
    /// The device, or the tenant's id.
    #[n(1)]
    pub device: DeviceId,
    /// The person.
    #[n(2)]
    pub user: UserId,
    /// The person role they acted in.
    #[n(3)]
    pub role: u8,
}

/// One item on its way down.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Item {
    /// Number in the document's log.
    #[n(0)]
    pub seq: u64,
    /// What it is.
    #[n(1)]
    pub kind: ItemKind,
    /// The receiving device wrote it: no body, `hash` names it.
    #[n(2)]
    pub own: bool,
    /// The item's hash.
    #[n(3)]
    pub hash: Hash,
    /// The bytes; empty where `own`.
    #[n(4)]
    pub body: ByteVec,
    /// Who and when.
    #[n(5)]
    pub meta: ItemMeta,
    /// The item that this one replaces after a rebase or review.
    #[n(6)]
    pub rebased_from: Option<Hash>,
}

/// Who wrote an item and between which moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct ItemMeta {
    /// Index into [`Document::authors`].
    #[n(0)]
    pub author: u32,
    /// The server had it then: not written later.
    #[n(1)]
    pub received_at: Timestamp,
    /// Time of the newest beacon the device had seen: not written earlier.
    #[n(2)]
    pub beacon_at: Option<Timestamp>,
    /// What the device's clock said.
    #[n(3)]
    pub t_claim: Timestamp,
    /// Bits of [`flag`].
    #[n(4)]
    pub flags: u32,
}

/// Bits of [`ItemMeta::flags`].
pub mod flag {
    /// The claimed time lies outside its window.
    pub const TIME_UNCERTAIN: u32 = 1;
    /// Imported, not signed here.
    pub const IMPORTED: u32 = 2;
    /// Entered by one person, accepted by another after review.
    pub const REAUTHORED: u32 = 4;
}

/// Facts about one change inside a full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Note {
    /// The change.
    #[n(0)]
    pub change: Hash,
    /// Who and when.
    #[n(1)]
    pub meta: ItemMeta,
}

/// Why a document may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum GrantReason {
    /// Member of an audience.
    #[n(1)]
    Team,
    /// Trusted person.
    #[n(2)]
    Proxy,
    /// Released to the patient.
    #[n(3)]
    Released,
    /// Emergency access.
    #[n(4)]
    BreakGlass,
}

/// A document becomes visible: frame kind 07.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Grant {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// Its incarnation.
    #[n(1)]
    pub epoch: u32,
    /// The person role that the right gives.
    #[n(2)]
    pub role: u8,
    /// When the right ends.
    #[n(3)]
    pub until: Option<Timestamp>,
    /// Why.
    #[n(4)]
    pub reason: GrantReason,
    /// The stored right, where there is a single one.
    #[n(5)]
    pub grant: Option<GrantId>,
}

/// What becomes of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum RevokeHow {
    /// Delete it, and say so.
    #[n(1)]
    Purge,
    /// Keep it, write no more.
    #[n(2)]
    ReadOnly,
}

/// A document is taken away: frame kind 08.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Revoke {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// What becomes of the copy.
    #[n(1)]
    pub how: RevokeHow,
}

/// Why a document has a new incarnation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum EpochReason {
    /// Its log had grown too long.
    #[n(1)]
    Compaction,
    /// Its schema has a new shape.
    #[n(2)]
    Migration,
    /// Content that belongs to somebody else was taken out.
    #[n(3)]
    Rectification,
    /// It is gone for ever; a [`Revoke`] with [`RevokeHow::Purge`] follows and no content.
    #[n(4)]
    Erasure,
}

impl EpochReason {
    /// The number in tables.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Compaction => 1,
            Self::Migration => 2,
            Self::Rectification => 3,
            Self::Erasure => 4,
        }
    }

    /// The reason with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Compaction),
            2 => Some(Self::Migration),
            3 => Some(Self::Rectification),
            4 => Some(Self::Erasure),
            _ => None,
        }
    }

    /// The stable word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Compaction => "compaction",
            Self::Migration => "migration",
            Self::Rectification => "rectification",
            Self::Erasure => "erasure",
        }
    }
}

/// A document goes on as another incarnation: frame kind 09. Its content as a full follows, unless it was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Epoch {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// The oldest incarnation that the device may hold.
    #[n(1)]
    pub from: u32,
    /// The incarnation that counts now.
    #[n(2)]
    pub to: u32,
    /// Why the newest one came.
    #[n(3)]
    pub reason: EpochReason,
}

/// What a pass has brought so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Done {
    /// Documents.
    #[n(0)]
    pub docs: u32,
    /// Bytes before compression.
    #[n(1)]
    pub bytes: u64,
}

/// Everything since the last one becomes durable in one transaction: frame kind 0A.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Checkpoint {
    /// Where to go on.
    #[n(0)]
    pub token: ByteVec,
    /// Progress of the pass.
    #[n(1)]
    pub done: Done,
    /// The pass has more to bring.
    #[n(2)]
    pub more: bool,
    /// Digest of what the device should now hold; only at the end of a pass that nothing overtook.
    #[n(3)]
    pub digest: Option<Fingerprint>,
    /// A fresh beacon.
    #[n(4)]
    pub beacon: Beacon,
    /// The newest position the pass covers.
    #[n(5)]
    pub position: Position,
    /// As in WELCOME: own items up to here are on other devices.
    #[n(6)]
    pub elsewhere: Option<Position>,
    /// By the tenant key, namespace `satchel/ckpt/v1`, over [`Checkpoint::digest_for`].
    #[n(7)]
    pub sig: Signature,
}

impl Checkpoint {
    /// What the signature covers: the device, every field before the signature, and the hash of the bytes of all DOC,
    /// GRANT, REVOKE and EPOCH frames since the previous checkpoint, headers included. POKE and PROBLEM frames bring no content
    /// and may stand between them.
    #[must_use]
    pub fn digest_for(&self, device: DeviceId, stream: Hash) -> Hash {
        let mut unsigned = self.clone();
        unsigned.sig = Signature::from_bytes([0; 64]);
        hash::sha256(&[device.as_bytes(), stream.as_bytes(), &cbor::encode(&unsigned)])
    }
}

impl Beacon {
    /// What a beacon's signature covers.
    #[must_use]
    pub fn digest(id: BeaconId, time: Timestamp) -> Hash {
        hash::sha256(&[id.as_bytes(), &time.millis().to_be_bytes()])
    }
}
