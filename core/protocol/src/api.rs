//! REST types for people: set-up, sign-in, invitations, enrolment, devices, review. JSON, `/api/v1`, errors as
//! [`crate::problem::Problem`].
use crate::intent::RevokeReason;
use satchel_model::{
    id::{DeviceId, DocId, Hash, InvitationId, PatientId, PublicKey, Signature, TenantId, UserId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/setup`: the first admin, once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The one-time code that the server printed.
    pub code: String,
    /// The clinic's name.
    pub clinic: String,
    /// The admin's sign-in name.
    pub login: String,
    /// The admin's name as shown.
    pub name: String,
    /// The admin's password.
    pub password: String,
}

/// `POST /api/v1/sessions`: sign in with a password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The sign-in name.
    pub login: String,
    /// The password.
    pub password: String,
    /// The enrolled device the session is for; none before enrolment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceProof>,
}

/// Proof that the device key is at hand: Ed25519, namespace `satchel/proof/v1`, over [`DeviceProof::digest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceProof {
    /// The device.
    pub device: DeviceId,
    /// Its time; good for [`crate::limit::HELLO_PROOF_MS`].
    pub at: Timestamp,
    /// The signature.
    pub sig: Signature,
}

impl DeviceProof {
    /// What is signed: method and path, the hash of the secret in the body (token or password), the time.
    #[must_use]
    pub fn digest(method_path: &str, secret: &[u8], at: Timestamp) -> Hash {
        use satchel_model::hash::sha256;
        let (route, secret) = (sha256(&[method_path.as_bytes()]), sha256(&[secret]));
        sha256(&[route.as_bytes(), secret.as_bytes(), &at.millis().to_be_bytes()])
    }
}

/// A session: the answer to sign-in, refresh, set-up and an accepted invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Opaque access token, 64 hex digits; `Authorization: Bearer`.
    pub access: String,
    /// When it ends.
    pub access_until: Timestamp,
    /// Opaque single-use refresh token, 64 hex digits.
    pub refresh: String,
    /// When the family of refresh tokens ends.
    pub refresh_until: Timestamp,
    /// Who signed in.
    pub me: Me,
}

/// The person behind a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The organisation.
    pub tenant: TenantId,
    /// The clinic's name.
    pub clinic: String,
    /// The person.
    pub user: UserId,
    /// The name as shown.
    pub name: String,
    /// The sign-in name.
    pub login: String,
    /// Number of the person role.
    pub role: u8,
    /// The patient whose record is the person's own.
    pub patient: Option<PatientId>,
}

/// `POST /api/v1/sessions/refresh`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refresh {
    /// The refresh token.
    pub refresh: String,
    /// Needed where the session is bound to a device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceProof>,
}

/// `POST /api/v1/invitations`: an admin invites a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The name as shown.
    pub name: String,
    /// Number of the person role.
    pub role: u8,
    /// For a patient's sign-in: whose record is their own.
    #[serde(default)]
    pub patient: Option<PatientId>,
    /// Hours the invitation is good for; 72 where absent, 1 to 336.
    #[serde(default)]
    pub hours: Option<u32>,
}

/// The invitation that was made; the link carries all a device needs to know and trust the server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Its id.
    pub id: InvitationId,
    /// `satchel://join?...` with address, SHA-256 of the server's SPKI and the code; shown once.
    pub link: String,
    /// The code alone, for typing.
    pub code: String,
    /// SHA-256 of the server's public key (SPKI).
    pub spki: Hash,
    /// When it ends.
    pub until: Timestamp,
}

/// `POST /api/v1/invitations/accept`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    /// The code.
    pub code: String,
    /// The sign-in name the person chooses.
    pub login: String,
    /// The password the person chooses.
    pub password: String,
}

/// `POST /api/v1/devices`: enrols the calling person's new device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// The id the device made for itself.
    pub device: DeviceId,
    /// Its public key.
    pub public: PublicKey,
    /// The machine's name as shown in lists.
    pub label: String,
    /// Whether a keychain secret is part of the vault's slots.
    pub hardware_bound: bool,
    /// By the new key, namespace `satchel/proof/v1`, over [`DeviceProof::digest`] with the access token.
    pub proof: DeviceProof,
}

/// The enrolled device; byte strings are hex.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// Canonical CBOR of the certificate, signed by the tenant key.
    pub cert: String,
    /// The tenant's public key.
    pub tenant_key: PublicKey,
    /// Canonical CBOR of the first lease.
    pub lease: String,
    /// Canonical CBOR of the first beacon ([`crate::sync::Beacon`]).
    pub beacon: String,
    /// The device's own audit document (type 10).
    pub audit_doc: DocId,
    /// A session bound to the device; the one used to enrol is over.
    pub session: Session,
}

/// One line of `GET /api/v1/devices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLine {
    /// The device.
    pub device: DeviceId,
    /// Its person.
    pub user: UserId,
    /// The person's name.
    pub name: String,
    /// The machine's name.
    pub label: String,
    /// `active`, `revoked` or `blocked`.
    pub status: String,
    /// Last contact.
    pub last_seen: Option<Timestamp>,
    /// Items it said were waiting at last contact.
    pub unsent: u32,
    /// When its lease ends.
    pub lease_until: Timestamp,
    /// How often its store was found put back from a copy, or copied.
    pub restored: u32,
}

/// `POST /api/v1/devices/{id}/revoke`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoke {
    /// Why.
    pub reason: RevokeReason,
}

/// One line of `GET /api/v1/review`: an item kept for a person to decide; no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLine {
    /// The item's hash.
    pub item: Hash,
    /// The device that sent it.
    pub device: DeviceId,
    /// Its person.
    pub user: UserId,
    /// The document it is for.
    pub doc: DocId,
    /// The document's type number.
    pub doc_type: u16,
    /// Why it waits: an error code's word.
    pub code: String,
    /// `open`, `accepted` or `refused`.
    pub state: String,
    /// When the server had it.
    pub received_at: Timestamp,
}
