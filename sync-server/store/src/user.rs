//! People who can sign in. Names and mail are sealed; the sign-in name is found by its keyed hash.
use crate::{Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{Hash, PatientId, TenantId, UserId},
    role::Role,
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// A person who can sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub user: UserId,
    /// Their organisation.
    pub tenant: TenantId,
    /// Their role.
    pub role: Role,
    /// The patient they are, or speak for.
    pub patient: Option<PatientId>,
    /// Keyed hash of the folded sign-in name.
    pub login_hash: Hash,
    /// Argon2id PHC string; `None` until set.
    pub password: Option<String>,
    /// Name and mail, sealed.
    pub profile: Option<Vec<u8>>,
    /// Whether they may sign in.
    pub active: bool,
    /// When they were added.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "User({})", self.user)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: uuid::Uuid,
    tenant: uuid::Uuid,
    role: i64,
    patient: Option<uuid::Uuid>,
    login_hash: Vec<u8>,
    password: Option<String>,
    profile: Option<Vec<u8>>,
    status: i64,
    created_at: i64,
}

impl TryFrom<Row> for User {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            user: row.user_id.into(),
            tenant: row.tenant.into(),
            role: convert::role(row.role, "user_account.role")?,
            patient: row.patient.map(Into::into),
            login_hash: convert::hash(&row.login_hash, "user_account.login_hash")?,
            password: row.password,
            profile: row.profile,
            active: row.status == 1,
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// Adds a person; `false` if the sign-in name is taken.
///
/// # Errors
/// Duplicate if the id is taken.
pub async fn insert(tx: &mut Tx, user: &User) -> Result<bool> {
    let sql = include_str!("sql/user_insert.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(user.user.uuid())
        .bind(user.tenant.uuid())
        .bind(i64::from(user.role.code()))
        .bind(user.patient.map(PatientId::uuid))
        .bind(user.login_hash.as_bytes().as_slice())
        .bind(user.password.as_deref())
        .bind(user.profile.as_deref())
        .bind(if user.active { 1_i64 } else { 2 })
        .bind(user.created_at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// The person with this id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, user: UserId) -> Result<Option<User>> {
    let sql = "SELECT * FROM user_account WHERE user_id = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(user.uuid()).fetch_optional(c).await)?;
    row.map(User::try_from).transpose()
}

/// The people with these ids, in order of id; the unknown are missing.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn some(tx: &mut Tx, users: &[UserId]) -> Result<Vec<User>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT * FROM user_account WHERE user_id IN (");
        let mut list = q.separated(", ");
        for user in users {
            list.push_bind(user.uuid());
        }
        q.push(") ORDER BY user_id");
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(User::try_from).collect()
}

/// The person with this sign-in name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_by_login(tx: &mut Tx, tenant: TenantId, login: &Hash) -> Result<Option<User>> {
    let sql = "SELECT * FROM user_account WHERE tenant = $1 AND login_hash = $2";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(login.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    row.map(User::try_from).transpose()
}

/// A page of people in order of id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    after: Option<UserId>,
    limit: u32,
) -> Result<Vec<User>> {
    let sql =
        "SELECT * FROM user_account WHERE tenant = $1 AND user_id > $2 ORDER BY user_id LIMIT $3";
    let first = UserId::from_bytes([0; 16]);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(after.unwrap_or(first).uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(User::try_from).collect()
}

/// People who are this patient or speak for them, active or not, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn of_patient(tx: &mut Tx, patient: PatientId, limit: u32) -> Result<Vec<User>> {
    let sql = "SELECT * FROM user_account WHERE patient = $1 ORDER BY user_id LIMIT $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(patient.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(User::try_from).collect()
}

/// People whose devices wrote in a patient's documents, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn writers(tx: &mut Tx, patient: PatientId, limit: u32) -> Result<Vec<UserId>> {
    let sql = include_str!("sql/user_writers.sql");
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(patient.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// How many people with this role there are.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count(tx: &mut Tx, tenant: TenantId, role: Role) -> Result<u64> {
    let sql = "SELECT COUNT(*) FROM user_account WHERE tenant = $1 AND role = $2";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(tenant.uuid())
        .bind(i64::from(role.code()))
        .fetch_one(c)
        .await)?;
    convert::count(n, "user_account")
}

/// Sets a password.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such person.
pub async fn set_password(tx: &mut Tx, user: UserId, phc: &str, at: Timestamp) -> Result<()> {
    let sql = "UPDATE user_account SET password = $2, changed_at = $3 WHERE user_id = $1";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(user.uuid())
        .bind(phc)
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("user_account", 1, got)
}

/// Lets a person sign in, or stops it.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such person.
pub async fn set_active(tx: &mut Tx, user: UserId, active: bool, at: Timestamp) -> Result<()> {
    let sql = "UPDATE user_account SET status = $2, changed_at = $3 WHERE user_id = $1";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(user.uuid())
        .bind(if active { 1_i64 } else { 2 })
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("user_account", 1, got)
}
