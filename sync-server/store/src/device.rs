//! Enrolled devices: key, state, and how far their counters and tokens are.
use crate::{Position, Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DeviceId, Hash, PublicKey, TenantId, UserId},
    role::Role,
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// Whether a device may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceStatus {
    /// It may.
    Active,
    /// It was shut out; what it still sends goes to review.
    Revoked,
    /// Its chain forked: somebody cloned it. What it sends goes to review until a person enrols it anew.
    Blocked,
}

impl DeviceStatus {
    const fn code(self) -> i64 {
        match self {
            Self::Active => 1,
            Self::Revoked => 2,
            Self::Blocked => 3,
        }
    }

    fn from_code(code: i64) -> Result<Self> {
        match code {
            1 => Ok(Self::Active),
            2 => Ok(Self::Revoked),
            3 => Ok(Self::Blocked),
            _ => Err(StoreError::Corrupt("device.status")),
        }
    }
}

/// An enrolled device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub device: DeviceId,
    /// Its organisation.
    pub tenant: TenantId,
    /// The one person whose vault it is.
    pub user: UserId,
    /// That person's role when the certificate was made.
    pub role: Role,
    /// Groups the vaults of one machine.
    pub machine: Option<Vec<u8>>,
    /// Its key.
    pub public: PublicKey,
    /// Its certificate as signed.
    pub cert: Vec<u8>,
    /// Sealed label for people.
    pub label: Option<Vec<u8>>,
    /// Whether it may work.
    pub status: DeviceStatus,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// When it was revoked or blocked.
    pub revoked_at: Option<Timestamp>,
    /// Why, as a stable word.
    pub reason: Option<String>,
    /// Highest counter with a verdict; 0 = none.
    pub ctr_hw: u64,
    /// Hash of the envelope with that counter.
    pub chain: Hash,
    /// A higher counter must carry a beacon at least this new.
    pub beacon_min: Timestamp,
    /// How often its store was found restored or copied, as last told.
    pub incarnation: u32,
    /// Position it has confirmed.
    pub token: Position,
    /// Until when it may work without contact.
    pub lease_until: Timestamp,
    /// Last contact.
    pub seen_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    device: uuid::Uuid,
    tenant: uuid::Uuid,
    user_id: uuid::Uuid,
    role: i64,
    machine: Option<Vec<u8>>,
    #[sqlx(rename = "pub")]
    public: Vec<u8>,
    cert: Vec<u8>,
    label: Option<Vec<u8>>,
    status: i64,
    enrolled_at: i64,
    revoked_at: Option<i64>,
    reason: Option<String>,
    ctr_hw: i64,
    chain: Vec<u8>,
    beacon_min: i64,
    incarnation: i64,
    token_tx: i64,
    token_id: i64,
    lease_until: i64,
    seen_at: Option<i64>,
}

impl TryFrom<Row> for Device {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            device: row.device.into(),
            tenant: row.tenant.into(),
            user: row.user_id.into(),
            role: convert::role(row.role, "device.role")?,
            machine: row.machine,
            public: PublicKey::from_bytes(convert::fixed(&row.public, "device.pub")?),
            cert: row.cert,
            label: row.label,
            status: DeviceStatus::from_code(row.status)?,
            enrolled_at: Timestamp::from_millis(row.enrolled_at),
            revoked_at: convert::moment(row.revoked_at),
            reason: row.reason,
            ctr_hw: convert::count(row.ctr_hw, "device.ctr_hw")?,
            chain: convert::hash(&row.chain, "device.chain")?,
            beacon_min: Timestamp::from_millis(row.beacon_min),
            incarnation: convert::small(row.incarnation, "device.incarnation")?,
            token: Position { tx: row.token_tx, id: row.token_id },
            lease_until: Timestamp::from_millis(row.lease_until),
            seen_at: convert::moment(row.seen_at),
        })
    }
}

/// Enrols a device.
///
/// # Errors
/// Duplicate if the id or the key is enrolled already.
pub async fn insert(tx: &mut Tx, device: &Device) -> Result<()> {
    let sql = include_str!("sql/device_insert.sql");
    on!(tx, |c| sqlx::query(sql)
        .bind(device.device.uuid())
        .bind(device.tenant.uuid())
        .bind(device.user.uuid())
        .bind(i64::from(device.role.code()))
        .bind(device.machine.as_deref())
        .bind(device.public.as_bytes().as_slice())
        .bind(device.cert.as_slice())
        .bind(device.label.as_deref())
        .bind(device.status.code())
        .bind(device.enrolled_at.millis())
        .bind(convert::int(device.ctr_hw))
        .bind(device.chain.as_bytes().as_slice())
        .bind(device.beacon_min.millis())
        .bind(i64::from(device.incarnation))
        .bind(device.token.tx)
        .bind(device.token.id)
        .bind(device.lease_until.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The device with this id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, device: DeviceId) -> Result<Option<Device>> {
    let sql = "SELECT * FROM device WHERE device = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(device.uuid()).fetch_optional(c).await)?;
    row.map(Device::try_from).transpose()
}

/// The devices with these ids in order of id, locked until the transaction ends; the unknown are missing.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn lock(tx: &mut Tx, ids: &[DeviceId]) -> Result<Vec<Device>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tail = tx.pick(") ORDER BY device", ") ORDER BY device FOR UPDATE");
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT * FROM device WHERE device IN (");
        let mut list = q.separated(", ");
        for id in ids {
            list.push_bind(id.uuid());
        }
        q.push(tail);
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(Device::try_from).collect()
}

/// A page of devices in order of id: of one person, or of all.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    user: Option<UserId>,
    after: Option<DeviceId>,
    limit: u32,
) -> Result<Vec<Device>> {
    let sql = "SELECT * FROM device WHERE tenant = $1 AND ($2 = 0 OR user_id = $3) AND device > $4
        ORDER BY device LIMIT $5";
    let nobody = UserId::from_bytes([0; 16]);
    let first = DeviceId::from_bytes([0; 16]);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(i64::from(user.is_some()))
        .bind(user.unwrap_or(nobody).uuid())
        .bind(after.unwrap_or(first).uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Device::try_from).collect()
}

/// Shuts a device out, or blocks it; `false` if it was not active.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn stop(
    tx: &mut Tx,
    device: DeviceId,
    status: DeviceStatus,
    reason: &str,
    at: Timestamp,
) -> Result<bool> {
    // A blocked device may still be revoked; a revoked one stays so.
    let sql = "UPDATE device SET status = $2, reason = $3, revoked_at = $4
        WHERE device = $1 AND status <> 2 AND status <> $2";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .bind(status.code())
        .bind(reason)
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Lets a device that was blocked by a forked chain work again; `false` if it is not blocked.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn unblock(tx: &mut Tx, device: DeviceId) -> Result<bool> {
    let sql = "UPDATE device SET status = 1, reason = NULL, revoked_at = NULL
        WHERE device = $1 AND status = 3";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Moves the chain of a device on to its newest judged item.
///
/// # Errors
/// [`StoreError::Rows`] if the chain is not at `from` any more: somebody else judged in between.
pub async fn advance(
    tx: &mut Tx,
    device: DeviceId,
    from: u64,
    to: u64,
    chain: &Hash,
    beacon_min: Timestamp,
) -> Result<()> {
    let sql = "UPDATE device SET ctr_hw = $3, chain = $4, beacon_min = $5 WHERE device = $1 AND ctr_hw = $2";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .bind(convert::int(from))
        .bind(convert::int(to))
        .bind(chain.as_bytes().as_slice())
        .bind(beacon_min.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("device", 1, got)
}

/// What a contact tells about a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// When.
    pub at: Timestamp,
    /// How often its store was found restored or copied.
    pub incarnation: u32,
    /// Position it has confirmed; an older one than stored is ignored.
    pub token: Position,
    /// New end of its lease.
    pub lease_until: Timestamp,
    /// Newest beacon that every later item must know of; an older one than stored is ignored.
    pub beacon_min: Timestamp,
}

/// Notes a contact.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such device.
pub async fn seen(tx: &mut Tx, device: DeviceId, contact: &Contact) -> Result<()> {
    let sql = include_str!("sql/device_seen.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(device.uuid())
        .bind(contact.at.millis())
        .bind(i64::from(contact.incarnation))
        .bind(contact.token.tx)
        .bind(contact.token.id)
        .bind(contact.lease_until.millis())
        .bind(contact.beacon_min.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("device", 1, got)
}

/// The newest position that a device of other staff, or on another machine, has confirmed; `None` if there is none.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn elsewhere(
    tx: &mut Tx,
    tenant: TenantId,
    device: DeviceId,
) -> Result<Option<Position>> {
    let sql = include_str!("sql/device_elsewhere.sql");
    let row: Option<(i64, i64)> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(device.uuid())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(tx, id)| Position { tx, id }))
}
