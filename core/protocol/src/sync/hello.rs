//! HELLO and WELCOME: who is there, what they hold, what they may do.
use super::Position;
use crate::limit::Limits;
use minicbor::{Decode, Encode, bytes::ByteVec};
use satchel_model::{
    hash,
    id::{BeaconId, DeviceId, Fingerprint, Hash, Signature, UserId},
    time::Timestamp,
};

/// First message of each body or socket.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Hello {
    /// [`crate::version::PROTO`] of the device.
    #[n(0)]
    pub proto: u16,
    /// The device.
    #[n(1)]
    pub device: DeviceId,
    /// Its person.
    #[n(2)]
    pub user: UserId,
    /// The opaque access token of the session, 32 bytes.
    #[n(3)]
    pub access: ByteVec,
    /// Proof that the device key is at hand.
    #[n(4)]
    pub proof: Proof,
    /// [`crate::version::APP`] of the device.
    #[n(5)]
    pub app_ver: u32,
    /// Document types the device reads and writes, with their schema versions.
    #[n(6)]
    pub schemas: Vec<SchemaRange>,
    /// Where its last pass stopped; none on a fresh device.
    #[n(7)]
    pub token: Option<ByteVec>,
    /// Digest of what it holds; none where not computed.
    #[n(8)]
    pub digest: Option<Fingerprint>,
    /// What it has to send.
    #[n(9)]
    pub outbox: Outbox,
    /// Newest beacon it has seen.
    #[n(10)]
    pub beacon: Option<BeaconId>,
    /// How often its store was found restored or copied.
    #[n(11)]
    pub incarnation: u32,
    /// Since when it had no contact, by its own clock.
    #[n(12)]
    pub offline_since: Option<Timestamp>,
}

/// Signature over [`hello_digest`] under the namespace `satchel/hello/v1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Proof {
    /// The device's time; good for [`crate::limit::HELLO_PROOF_MS`].
    #[n(0)]
    pub at: Timestamp,
    /// The signature.
    #[n(1)]
    pub sig: Signature,
}

/// What [`Proof::sig`] signs: token hash, time and beacon (16 zero bytes where there is none).
#[must_use]
pub fn hello_digest(access: &[u8], at: Timestamp, beacon: Option<BeaconId>) -> Hash {
    let token = hash::sha256(&[access]);
    let beacon = beacon.map_or([0; 16], |b| *b.as_bytes());
    hash::sha256(&[token.as_bytes(), &at.millis().to_be_bytes(), &beacon])
}

/// Schema versions of one document type that a device can handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct SchemaRange {
    /// Type number.
    #[n(0)]
    pub doc_type: u16,
    /// Oldest version.
    #[n(1)]
    pub min: u16,
    /// Newest version.
    #[n(2)]
    pub max: u16,
}

/// What waits on the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Outbox {
    /// Items without a verdict.
    #[n(0)]
    pub count: u32,
    /// Their bytes.
    #[n(1)]
    pub bytes: u64,
    /// Lowest counter without a verdict; 0 where nothing waits.
    #[n(2)]
    pub min_ctr: u64,
    /// Highest counter ever given on this device; 0 before the first item.
    #[n(3)]
    pub max_ctr: u64,
}

/// Signed server time; bounds an offline edit from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Beacon {
    /// Time and HMAC.
    #[n(0)]
    pub id: BeaconId,
    /// The server's time.
    #[n(1)]
    pub time: Timestamp,
    /// By the tenant key, namespace `satchel/beacon/v1`.
    #[n(2)]
    pub sig: Signature,
}

/// Whether and how the conversation goes on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Mode {
    /// Both directions.
    #[n(0)]
    Normal,
    /// Nothing may be pushed.
    #[n(1)]
    ReadOnly,
    /// The app is too old for this server.
    #[n(2)]
    UpgradeRequired,
    /// Come back later.
    #[n(3)]
    Wait {
        /// In so many seconds.
        #[n(0)]
        retry_after_s: u32,
        /// Place in line.
        #[n(1)]
        place: u32,
    },
    /// The server was restored to an older state: compare and push what it lacks.
    #[n(4)]
    Reconcile,
    /// A signed order to destroy this vault.
    #[n(5)]
    Wipe {
        /// Canonical CBOR of the order.
        #[n(0)]
        order: ByteVec,
    },
}

/// Settings of the site that a device needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct SiteSettings {
    /// The clinic's name as shown on screen.
    #[n(0)]
    pub name: String,
    /// IANA time zone of the clinic.
    #[n(1)]
    pub zone: String,
}

/// What a pass will bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Plan {
    /// Documents to come.
    #[n(0)]
    pub docs: u32,
    /// Their bytes, before compression; an estimate.
    #[n(1)]
    pub bytes: u64,
    /// Documents to be taken away.
    #[n(2)]
    pub removed: u32,
}

/// The server's answer to HELLO; VERDICTS for every settled counter from `min_ctr` follow it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Welcome {
    /// Number of the conversation, for support.
    #[n(0)]
    pub conn: u64,
    /// Bounds the server enforces.
    #[n(1)]
    pub limits: Limits,
    /// The site.
    #[n(2)]
    pub site: SiteSettings,
    /// The server's time.
    #[n(3)]
    pub server_time: Timestamp,
    /// A fresh beacon.
    #[n(4)]
    pub beacon: Beacon,
    /// A renewed lease: canonical CBOR, signed by the tenant key.
    #[n(5)]
    pub lease: ByteVec,
    /// Oldest app that may write.
    #[n(6)]
    pub min_app_ver: u32,
    /// Incarnation of the server's data.
    #[n(7)]
    pub cluster_epoch: u32,
    /// Counter from which the device shall push.
    #[n(8)]
    pub push_from_ctr: u64,
    /// What a pull would bring.
    #[n(9)]
    pub plan: Plan,
    /// Whether and how to go on.
    #[n(10)]
    pub mode: Mode,
    /// The newest position that another person's or machine's staff device has taken: own items up to here are
    /// *on other devices*. None while this device is alone.
    #[n(11)]
    pub elsewhere: Option<Position>,
    /// Hash of the newest envelope the server judged of this device, the one before `push_from_ctr`: what a store that
    /// was put back from an older copy goes on from. None before the first.
    #[n(12)]
    pub chain: Option<Hash>,
}
