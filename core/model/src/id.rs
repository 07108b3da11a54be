//! Identifiers: UUIDv7 made where the thing was made, and fixed-size byte strings with a name.
use crate::{entropy::Entropy, time::Timestamp};

/// An identifier's text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct IdError;

/// Declares a newtype over 16 bytes that are a UUIDv7.
macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new identifier: UUIDv7 of `now` and ten random bytes.
            pub fn new(now: Timestamp, entropy: &dyn Entropy) -> Self {
                let mut random = [0; 10];
                entropy.fill(&mut random);
                let ms = u64::try_from(now.millis()).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid().into_bytes())
            }

            /// The identifier whose bytes are these.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes, most significant first.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// The same identifier as a `Uuid`, for database columns.
            #[must_use]
            pub const fn uuid(self) -> uuid::Uuid {
                uuid::Uuid::from_bytes(self.0)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self {
                Self(value.into_bytes())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.uuid().hyphenated().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                uuid::Uuid::try_parse(text).map(Self::from).map_err(|_| IdError)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        bytes_cbor!($name, 16);
    )*};
}

/// Declares a newtype over `N` opaque bytes, shown as lower-case hex.
macro_rules! byte_id {
    ($($(#[$doc:meta])* $name:ident[$len:literal]),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
        pub struct $name([u8; $len]);

        impl $name {
            /// The value whose bytes are these.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// The value whose bytes are these, if there are exactly as many as needed.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let mut out = [0; $len];
                hex::decode_to_slice(text, &mut out).map_err(|_| IdError)?;
                Ok(Self(out))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        bytes_cbor!($name, $len);
    )*};
}

/// CBOR form of a fixed-size byte newtype: one byte string of exactly that length.
macro_rules! bytes_cbor {
    ($name:ident, $len:literal) => {
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                d.bytes()?.try_into().map(Self).map_err(|_| {
                    minicbor::decode::Error::message(concat!("not ", $len, " bytes")).at(at)
                })
            }
        }
    };
}

uuid_id! {
    /// An organisation; every row, key and signature belongs to one.
    TenantId,
    /// A document: the unit of access and of sync.
    DocId,
    /// A patient; equal to the id of the patient's `admin` document.
    PatientId,
    /// One person's enrolment on one machine, with its own key, counter and vault.
    DeviceId,
    /// A person who can sign in, or the tenant itself where the server acts.
    UserId,
    /// An audience that gets pokes.
    GroupId,
    /// A stored right to use a document.
    GrantId,
    /// One entity inside a document: a medicine line, an allergy, a reading.
    ItemId,
    /// A document key, one per (document, epoch), kept in its own store.
    DekId,
    /// A job or outbox row.
    JobId,
    /// An audit event.
    AuditId,
    /// An encrypted device store.
    VaultId,
    /// A sign-in.
    SessionId,
    /// An invitation.
    InvitationId,
    /// A server-decided row.
    RowId,
}

byte_id! {
    /// SHA-256 of something; which something is said by the field that holds it.
    Hash[32],
    /// An Automerge actor, derived from a device key, a document and an epoch.
    ActorId[16],
    /// Random bytes that hide what a hash covers.
    Nonce[16],
    /// An Ed25519 signature.
    Signature[64],
    /// An Ed25519 public key.
    PublicKey[32],
    /// Signed server time: eight bytes of time and eight of HMAC.
    BeaconId[16],
    /// The first half of a SHA-256 over a document's accepted state.
    Fingerprint[16],
}

impl Hash {
    /// The chain start: no envelope before this one.
    pub const ZERO: Self = Self([0; 32]);
}

impl Nonce {
    /// Fresh random bytes.
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(bytes)
    }
}

impl Fingerprint {
    /// The fingerprint of nothing, neutral under [`Fingerprint::xor`].
    pub const ZERO: Self = Self([0; 16]);

    /// The combined fingerprint of two sets; adding the same member twice removes it.
    #[must_use]
    pub fn xor(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a ^= b);
        self
    }
}

impl PatientId {
    /// The patient's `admin` document, which shares the patient's id.
    #[must_use]
    pub const fn admin(self) -> DocId {
        DocId::from_bytes(self.0)
    }
}

impl TenantId {
    /// The actor and device that stand for the server itself in items of class `server` and `session`.
    #[must_use]
    pub const fn as_device(self) -> DeviceId {
        DeviceId::from_bytes(self.0)
    }

    /// The `directory` document, which shares the tenant's id.
    #[must_use]
    pub const fn directory(self) -> DocId {
        DocId::from_bytes(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn an_id_is_a_uuid_version_7_that_sorts_by_time() {
        let e = SeededEntropy::new(1);
        let early = DocId::new(Timestamp::from_millis(1_000), &e);
        let late = DocId::new(Timestamp::from_millis(2_000), &e);
        assert_eq!(early.uuid().get_version_num(), 7);
        assert!(early < late);
        assert_eq!(early.to_string().parse(), Ok(early));
    }

    #[test]
    fn a_byte_string_of_another_length_is_refused() {
        let short = crate::cbor::encode(&minicbor::bytes::ByteVec::from(vec![1; 15]));
        assert!(crate::cbor::decode::<DocId>(&short).is_err());
    }

    #[test]
    fn fingerprints_cancel() {
        let a = Fingerprint::from_bytes([7; 16]);
        assert_eq!(a.xor(a), Fingerprint::ZERO);
    }
}
