//! Invitations, and the set-up code of a new server: used once, found by the hash of the code.
use crate::{Result, StoreError, Tx, convert, db::on};
use satchel_model::{
    id::{Hash, InvitationId, PatientId, TenantId, UserId},
    role::Role,
    time::Timestamp,
};

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub invitation: InvitationId,
    /// The organisation that invites.
    pub tenant: TenantId,
    /// SHA-256 of the code.
    pub code_hash: Hash,
    /// The role it gives.
    pub role: Role,
    /// The patient it is for, of patients and trusted persons.
    pub patient: Option<PatientId>,
    /// Name and mail, sealed.
    pub profile: Option<Vec<u8>>,
    /// Who invited; `None` for a set-up code.
    pub created_by: Option<UserId>,
    /// When.
    pub created_at: Timestamp,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub revoked_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    invitation_id: uuid::Uuid,
    tenant: uuid::Uuid,
    code_hash: Vec<u8>,
    role: i64,
    patient: Option<uuid::Uuid>,
    profile: Option<Vec<u8>>,
    created_by: Option<uuid::Uuid>,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl TryFrom<Row> for Invitation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            invitation: row.invitation_id.into(),
            tenant: row.tenant.into(),
            code_hash: convert::hash(&row.code_hash, "invitation.code_hash")?,
            role: convert::role(row.role, "invitation.role")?,
            patient: row.patient.map(Into::into),
            profile: row.profile,
            created_by: row.created_by.map(Into::into),
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            used_at: convert::moment(row.used_at),
            revoked_at: convert::moment(row.revoked_at),
        })
    }
}

/// Adds an invitation.
///
/// # Errors
/// Duplicate if the id or the code's hash is taken.
pub async fn insert(tx: &mut Tx, invitation: &Invitation) -> Result<()> {
    let sql = include_str!("sql/invitation_insert.sql");
    on!(tx, |c| sqlx::query(sql)
        .bind(invitation.invitation.uuid())
        .bind(invitation.tenant.uuid())
        .bind(invitation.code_hash.as_bytes().as_slice())
        .bind(i64::from(invitation.role.code()))
        .bind(invitation.patient.map(PatientId::uuid))
        .bind(invitation.profile.as_deref())
        .bind(invitation.created_by.map(UserId::uuid))
        .bind(invitation.created_at.millis())
        .bind(invitation.expires_at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The invitation with this code, whatever its state.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_by_code(tx: &mut Tx, code: &Hash) -> Result<Option<Invitation>> {
    let sql = "SELECT * FROM invitation WHERE code_hash = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(code.as_bytes().as_slice()).fetch_optional(c).await)?;
    row.map(Invitation::try_from).transpose()
}

/// The invitation with this id, whatever its state.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, id: InvitationId) -> Result<Option<Invitation>> {
    let sql = "SELECT * FROM invitation WHERE invitation_id = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(id.uuid()).fetch_optional(c).await)?;
    row.map(Invitation::try_from).transpose()
}

/// Invitations in any state, newest first, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, tenant: TenantId, limit: u32) -> Result<Vec<Invitation>> {
    let sql = "SELECT * FROM invitation WHERE tenant = $1
        ORDER BY created_at DESC, invitation_id DESC LIMIT $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// Uses an invitation up; `false` if it was used, withdrawn or has expired at `at`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn consume(tx: &mut Tx, id: InvitationId, by: UserId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE invitation SET used_at = $3, used_by = $2
        WHERE invitation_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $3";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(id.uuid())
        .bind(by.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Withdraws an invitation; `false` if it was used or withdrawn.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn revoke(tx: &mut Tx, id: InvitationId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE invitation SET revoked_at = $2
        WHERE invitation_id = $1 AND used_at IS NULL AND revoked_at IS NULL";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(id.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}
