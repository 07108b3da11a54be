//! The cluster epoch: raised when the server was restored to an older state, so that devices notice.
use crate::{Result, Tx, convert, db::on};
use satchel_model::time::Timestamp;

/// The current cluster epoch, from 1.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn epoch(tx: &mut Tx) -> Result<u32> {
    let sql = "SELECT MAX(epoch) FROM cluster";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?;
    convert::small(n, "cluster.epoch")
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
