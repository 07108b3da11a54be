//! The vocabulary of the audit log: what happened, by whom, to what. No clinical value, no token, no name.
//!
//! The leaf is the canonical CBOR of an [`Event`]; its index in the log is given later, outside of the leaf.
use crate::{
    cbor,
    document::DocType,
    hash,
    id::{AuditId, DeviceId, DocId, Hash, Nonce, SessionId, TenantId, UserId},
    role::{Purpose, Role},
    time::Timestamp,
};
use minicbor::{Decode, Encode};

/// Declares the kinds of event from one table: number, variant, word, FHIR action letter.
macro_rules! kinds {
    ($($n:literal $variant:ident $word:literal $act:ident $(#[$meta:meta])*,)*) => {
        /// What happened. Numbers are part of hashed bytes and never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize, serde::Deserialize)]
        #[cbor(index_only)]
        pub enum Kind {
            $(
                #[doc = concat!("`", $word, "`")]
                #[n($n)]
                #[serde(rename = $word)]
                $variant,
            )*
        }

        impl Kind {
            /// Every kind, in the order of its number.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The number in hashed bytes.
            #[must_use]
            pub const fn code(self) -> u16 {
                match self { $(Self::$variant => $n,)* }
            }

            /// The stable word, as in JSON, exports and filters.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What it does to the record, in FHIR `AuditEvent`'s letters.
            #[must_use]
            pub const fn act(self) -> Act {
                match self { $(Self::$variant => Act::$act,)* }
            }
        }
    };
}

kinds! {
    1 RecordRead "record_read" Read,
    2 RecordChanged "record_changed" Update,
    3 RecordCreated "record_created" Create,
    4 RecordDownloaded "record_downloaded" Read,
    5 RecordSearched "record_searched" Execute,
    6 RecordPrinted "record_printed" Read,
    7 RecordExported "record_exported" Read,
    8 ChangeRefused "change_refused" Execute,
    9 ChangeHeld "change_held" Execute,
    10 ReviewDecided "review_decided" Update,
    11 ConflictDecided "conflict_decided" Update,
    12 AccessRefused "access_refused" Execute,
    13 RecordPurged "record_purged" Execute,
    14 PatientLookedUp "patient_looked_up" Execute,
    15 RecordRebuilt "record_rebuilt" Update,
    16 RecordErased "record_erased" Update,
    17 HoldChanged "hold_changed" Update,
    20 SessionOpened "session_opened" Execute,
    21 SessionRefused "session_refused" Execute,
    22 SessionClosed "session_closed" Execute,
    23 SessionReused "session_reused" Execute,
    24 PasswordChanged "password_changed" Update,
    25 VaultUnlocked "vault_unlocked" Execute,
    26 VaultLocked "vault_locked" Execute,
    30 UserInvited "user_invited" Create,
    31 UserJoined "user_joined" Create,
    32 UserChanged "user_changed" Update,
    40 DeviceEnrolled "device_enrolled" Create,
    41 DeviceRevoked "device_revoked" Update,
    42 DeviceChainBroken "device_chain_broken" Execute,
    43 DeviceClockOff "device_clock_off" Execute,
    50 GrantGiven "grant_given" Create,
    51 GrantRevoked "grant_revoked" Update,
    52 RecordReleased "record_released" Update,
    53 GlassBroken "glass_broken" Execute,
    60 TenantCreated "tenant_created" Create,
    61 SettingsChanged "settings_changed" Update,
    62 KeysRotated "keys_rotated" Update,
    63 BackupMade "backup_made" Execute,
    64 ServerStarted "server_started" Execute,
    70 AuditVerified "audit_verified" Execute,
    71 AuditExported "audit_exported" Read,
    80 ImportStarted "import_started" Execute,
    81 ImportFinished "import_finished" Execute,
}

impl Kind {
    /// The kind with this number.
    #[must_use]
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }
}

/// FHIR `AuditEvent.action`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize, serde::Deserialize,
)]
#[cbor(index_only)]
pub enum Act {
    /// `C`
    #[n(1)]
    #[serde(rename = "C")]
    Create,
    /// `R`
    #[n(2)]
    #[serde(rename = "R")]
    Read,
    /// `U`
    #[n(3)]
    #[serde(rename = "U")]
    Update,
    /// `E`
    #[n(5)]
    #[serde(rename = "E")]
    Execute,
}

/// How it ended.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize, serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    #[n(0)]
    Done,
    /// It was refused by a rule.
    #[n(4)]
    Refused,
    /// It failed.
    #[n(8)]
    Failed,
}

/// Most documents that one event lists; a larger download writes several events.
pub const DOCS_MAX: usize = 500;

/// Longest reason, in characters.
pub const REASON_MAX: usize = 1_000;

/// One event. Fields that do not apply are none.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct Event {
    /// Its id.
    #[n(0)]
    pub id: AuditId,
    /// When the writer of the log saw it.
    #[n(1)]
    pub at: Timestamp,
    /// Whether that clock was known to be in step.
    #[n(2)]
    pub clock_sure: bool,
    /// Where.
    #[n(3)]
    pub tenant: TenantId,
    /// What happened.
    #[n(4)]
    pub kind: Kind,
    /// How it ended.
    #[n(5)]
    pub outcome: Outcome,
    /// Who did it; none for the server itself or an unknown caller.
    #[n(6)]
    pub user: Option<UserId>,
    /// The person it was done for.
    #[n(7)]
    pub acting_for: Option<UserId>,
    /// As what.
    #[n(8)]
    pub role: Option<Role>,
    /// From which device.
    #[n(9)]
    pub device: Option<DeviceId>,
    /// In which sign-in.
    #[n(10)]
    pub session: Option<SessionId>,
    /// From which address.
    #[n(11)]
    pub address: Option<String>,
    /// Why, as a class.
    #[n(12)]
    pub purpose: Option<Purpose>,
    /// Why, in words; needed by some rights.
    #[n(13)]
    pub reason: Option<String>,
    /// The patient's pseudonym; its mapping dies at erasure.
    #[n(14)]
    pub patient: Option<Nonce>,
    /// Documents it concerns, at most [`DOCS_MAX`].
    #[n(15)]
    pub docs: Vec<DocId>,
    /// Their type, if they have one.
    #[n(16)]
    pub doc_type: Option<DocType>,
    /// Heads before a change.
    #[n(17)]
    pub heads_before: Vec<Hash>,
    /// Heads after it.
    #[n(18)]
    pub heads_after: Vec<Hash>,
    /// Stable code of a refusal or failure.
    #[n(19)]
    pub code: Option<String>,
    /// Id of the request or trace.
    #[n(20)]
    pub request: Option<Nonce>,
    /// Whether the device had no contact when it happened.
    #[n(21)]
    pub offline: bool,
    /// The device's own claim of the time.
    #[n(22)]
    pub device_at: Option<Timestamp>,
    /// Place in the device's chain.
    #[n(23)]
    pub device_ctr: Option<u64>,
    /// The chain's previous envelope.
    #[n(24)]
    pub prev_env: Option<Hash>,
    /// Version of the rules that decided.
    #[n(25)]
    pub policy: u16,
}

impl Event {
    /// An event with what every event has; everything else none, done, clock not vouched for.
    #[must_use]
    pub const fn new(id: AuditId, at: Timestamp, tenant: TenantId, kind: Kind) -> Self {
        Self {
            id,
            at,
            clock_sure: false,
            tenant,
            kind,
            outcome: Outcome::Done,
            user: None,
            acting_for: None,
            role: None,
            device: None,
            session: None,
            address: None,
            purpose: None,
            reason: None,
            patient: None,
            docs: Vec::new(),
            doc_type: None,
            heads_before: Vec::new(),
            heads_after: Vec::new(),
            code: None,
            request: None,
            offline: false,
            device_at: None,
            device_ctr: None,
            prev_env: None,
            policy: crate::policy::REVISION,
        }
    }

    /// The leaf's bytes: canonical CBOR.
    #[must_use]
    pub fn leaf(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The event whose leaf this is.
    ///
    /// # Errors
    /// [`cbor::CborError`] if the bytes are not the one encoding of an event.
    pub fn from_leaf(leaf: &[u8]) -> Result<Self, cbor::CborError> {
        cbor::decode(leaf)
    }
}

/// Hash of a leaf in the log's tree (RFC 6962 section 2.1): SHA-256 over 0x00 and the leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    hash::sha256(&[&[0], leaf])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Event {
        let mut event = Event::new(
            AuditId::from_bytes([1; 16]),
            Timestamp::from_millis(1_795_500_000_000),
            TenantId::from_bytes([2; 16]),
            Kind::RecordChanged,
        );
        event.clock_sure = true;
        event.outcome = Outcome::Refused;
        event.user = Some(UserId::from_bytes([3; 16]));
        event.role = Some(Role::Doctor);
        event.device = Some(DeviceId::from_bytes([4; 16]));
        event.session = Some(SessionId::from_bytes([5; 16]));
        event.address = Some("192.0.2.1".into());
        event.purpose = Some(Purpose::Treatment);
        event.reason = Some("second opinion".into());
        event.patient = Some(Nonce::from_bytes([6; 16]));
        event.docs = vec![DocId::from_bytes([7; 16])];
        event.doc_type = Some(DocType::Chart);
        event.heads_before = vec![Hash::from_bytes([8; 32])];
        event.heads_after = vec![Hash::from_bytes([9; 32])];
        event.code = Some("forbidden_path".into());
        event.request = Some(Nonce::from_bytes([10; 16]));
        event.offline = true;
        event.device_at = Some(Timestamp::from_millis(1_795_400_000_000));
        event.device_ctr = Some(42);
        event.prev_env = Some(Hash::from_bytes([11; 32]));
        event
    }

    fn bare() -> Event {
        Event::new(
            AuditId::from_bytes([1; 16]),
            Timestamp::from_millis(0),
            TenantId::from_bytes([2; 16]),
            Kind::ServerStarted,
        )
    }

    #[test]
    fn a_leaf_goes_out_and_comes_back_and_its_bytes_are_frozen() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("golden");
        settings.set_prepend_module_to_snapshot(false);
        for (name, event) in [("audit_full", full()), ("audit_bare", bare())] {
            let leaf = event.leaf();
            assert_eq!(Event::from_leaf(&leaf), Ok(event.clone()));
            let readable = serde_json::to_string_pretty(&event).unwrap();
            let hash = leaf_hash(&leaf);
            settings.bind(|| {
                insta::assert_snapshot!(
                    name,
                    format!("{readable}\n{}\n{hash}", hex::encode(&leaf))
                );
            });
        }
    }

    #[test]
    fn a_flipped_bit_of_a_leaf_changes_its_hash() {
        let mut leaf = full().leaf();
        let before = leaf_hash(&leaf);
        leaf[10] ^= 1;
        assert_ne!(leaf_hash(&leaf), before);
        // The hash of a leaf is not the hash of its bytes: RFC 6962 keeps leaves and nodes apart.
        assert_ne!(leaf_hash(&leaf), hash::sha256(&[&leaf]));
    }

    #[test]
    fn kinds_have_frozen_numbers_and_words() {
        let mut lines = Vec::new();
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(*kind));
            assert_eq!(cbor::encode(kind), cbor::encode(&kind.code()));
            let json = serde_json::to_string(kind).unwrap();
            assert_eq!(json, format!("\"{}\"", kind.name()));
            let act = serde_json::to_string(&kind.act()).unwrap();
            lines.push(format!("{} {} {act}", kind.code(), kind.name()));
        }
        assert_eq!(Kind::from_code(0), None);
        insta::assert_snapshot!("kinds", lines.join("\n"));
    }
}
