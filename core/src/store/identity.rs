//! Who this vault belongs to, written once at enrolment.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{DeviceId, Hash, PatientId, PublicKey, TenantId, UserId},
    time::Timestamp,
};
use zeroize::Zeroizing;

/// Algorithm number of an Ed25519 seed.
const ED25519: u8 = 1;

/// The enrolment of one person on this machine. Holds the signing seed, so it neither prints nor clones.
pub struct Identity {
    /// The organisation.
    pub tenant: TenantId,
    /// This enrolment.
    pub device: DeviceId,
    /// The person.
    pub user: UserId,
    /// Their person role number.
    pub role: u8,
    /// Their own patient id, where they are a patient.
    pub patient: Option<PatientId>,
    /// Their sign-in name.
    pub login: String,
    /// Their display name.
    pub label: String,
    /// The server's address, `https://host:port`.
    pub server: String,
    /// SHA-256 of the server's public key info.
    pub spki: Hash,
    /// The signing seed.
    pub seed: Zeroizing<[u8; 32]>,
    /// Device certificate, canonical CBOR.
    pub cert: Vec<u8>,
    /// The tenant's public key.
    pub tenant_key: PublicKey,
    /// Device clock at enrolment.
    pub created_at: Timestamp,
}

/// Writes the enrolment.
///
/// # Errors
/// [`StoreError`] if there is one already.
pub fn put(tx: &mut Tx<'_>, i: &Identity) -> Result<(), StoreError> {
    let sql = include_str!("sql/identity_put.sql");
    let params = params![
        i.tenant.blob(),
        i.device.blob(),
        i.user.blob(),
        i.role,
        i.patient.as_ref().map(Blob::blob),
        i.login,
        i.label,
        i.server,
        i.spki.blob(),
        ED25519,
        i.seed.as_slice(),
        i.cert,
        i.tenant_key.blob(),
        i.created_at.millis()
    ];
    sql::exactly(tx.sql(), 1, "identity", sql, params)
}

/// The enrolment, once there is one.
///
/// # Errors
/// [`StoreError::Value`] for a key of an unknown kind.
pub fn find(read: &Read<'_>) -> Result<Option<Identity>, StoreError> {
    let sql = include_str!("sql/identity_find.sql");
    sql::first(read.0, sql, [], |row| {
        if row.get::<_, u8>(9)? != ED25519 {
            return Err(StoreError::Value("key algorithm"));
        }
        Ok(Identity {
            tenant: sql::get(row, 0, "tenant")?,
            device: sql::get(row, 1, "device")?,
            user: sql::get(row, 2, "user")?,
            role: sql::uint(row, 3, "role")?,
            patient: sql::get_opt(row, 4, "patient")?,
            login: row.get(5)?,
            label: row.get(6)?,
            server: row.get(7)?,
            spki: sql::get(row, 8, "server key")?,
            seed: Zeroizing::new(row.get(10)?),
            cert: row.get(11)?,
            tenant_key: sql::get(row, 12, "tenant key")?,
            created_at: Timestamp::from_millis(row.get(13)?),
        })
    })
}
