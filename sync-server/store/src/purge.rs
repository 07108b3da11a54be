//! Purges that devices owe: told with a REVOKE, settled by a signed receipt.
use crate::{Result, Tx, convert, db::on};
use satchel_model::{
    id::{DeviceId, DocId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// A purge that was told to a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purge {
    /// The device.
    pub device: DeviceId,
    /// What it must no longer hold.
    pub doc: DocId,
    /// When it was told first.
    pub told_at: Timestamp,
    /// When its receipt came.
    pub done_at: Option<Timestamp>,
    /// The audit entry that is the receipt.
    pub device_ctr: Option<u64>,
}

/// Notes that a device is told to purge these documents. Told again before the receipt, the first time stays; after it a
/// new purge begins.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn told(tx: &mut Tx, device: DeviceId, docs: &[DocId], at: Timestamp) -> Result<()> {
    let sql = include_str!("sql/purge_told.sql");
    for doc in docs {
        on!(&mut *tx, |c| sqlx::query(sql)
            .bind(device.uuid())
            .bind(doc.uuid())
            .bind(at.millis())
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Notes a receipt: the audit entry `device_ctr` says that the device purged these documents. How many were owed.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn done(
    tx: &mut Tx,
    device: DeviceId,
    docs: &[DocId],
    device_ctr: u64,
    at: Timestamp,
) -> Result<u64> {
    if docs.is_empty() {
        return Ok(0);
    }
    let got = on!(tx, |c| {
        let mut q = QueryBuilder::new("UPDATE purge SET done_at = ");
        q.push_bind(at.millis()).push(", device_ctr = ").push_bind(convert::int(device_ctr));
        q.push(" WHERE done_at IS NULL AND device = ").push_bind(device.uuid());
        q.push(" AND doc IN (");
        let mut list = q.separated(", ");
        for doc in docs {
            list.push_bind(doc.uuid());
        }
        q.push(")");
        q.build().execute(c).await.map(|r| r.rows_affected())
    })?;
    Ok(got)
}

/// The purges of a device, in order of document, at most `limit`.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn list(tx: &mut Tx, device: DeviceId, limit: u32) -> Result<Vec<Purge>> {
    type Row = (uuid::Uuid, i64, Option<i64>, Option<i64>);
    let sql = "SELECT doc, told_at, done_at, device_ctr FROM purge WHERE device = $1 ORDER BY doc LIMIT $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(device.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(doc, told, done, ctr)| {
            Ok(Purge {
                device,
                doc: doc.into(),
                told_at: Timestamp::from_millis(told),
                done_at: convert::moment(done),
                device_ctr: ctr.map(|c| convert::count(c, "purge.device_ctr")).transpose()?,
            })
        })
        .collect()
}

/// How many purges are owed for longer than since `before`.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn owed(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let sql = "SELECT COUNT(*) FROM purge WHERE done_at IS NULL AND told_at <= $1";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql).bind(before.millis()).fetch_one(c).await)?;
    convert::count(n, "purge.count")
}
