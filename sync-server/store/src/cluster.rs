//! The cluster epoch: raised when the server was restored to an older state, so that devices notice.
use crate::{Position, Result, Tx, convert, db::on};
use satchel_model::{
    id::{DeviceId, TenantId},
    time::Timestamp,
};

/// The current cluster epoch, from 1.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn epoch(tx: &mut Tx) -> Result<u32> {
    let sql = "SELECT MAX(epoch) FROM cluster";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?;
    convert::small(n, "cluster.epoch")
}

/// What a greeting tells a device of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// The current cluster epoch.
    pub epoch: u32,
    /// JSON of the asked setting, if it is set.
    pub setting: Option<String>,
    /// As [`crate::device::elsewhere`].
    pub elsewhere: Option<Position>,
}

/// Epoch, one setting and how far other devices are, in one statement: every conversation begins with all of them.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn greeting(
    tx: &mut Tx,
    tenant: TenantId,
    device: DeviceId,
    setting: &str,
) -> Result<Greeting> {
    type Row = (i64, Option<String>, Option<i64>, Option<i64>);
    let sql = include_str!("sql/greeting.sql");
    let (epoch, setting, at, id): Row = on!(tx, |c| sqlx::query_as(sql)
        .bind(setting)
        .bind(tenant.uuid())
        .bind(device.uuid())
        .fetch_one(c)
        .await)?;
    Ok(Greeting {
        epoch: convert::small(epoch, "cluster.epoch")?,
        setting,
        elsewhere: at.zip(id).map(|(tx, id)| Position { tx, id }),
    })
}

/// Raises the epoch after a restore and returns the new one: every token before it is void.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn raise(tx: &mut Tx, at: Timestamp) -> Result<u32> {
    let sql = "INSERT INTO cluster (epoch, since_at) SELECT MAX(epoch) + 1, $1 FROM cluster RETURNING epoch";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql).bind(at.millis()).fetch_one(c).await)?;
    convert::small(n, "cluster.epoch")
}
