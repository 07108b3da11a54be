//! Site settings: named JSON values that an administrator may change.
use crate::{Result, Tx, db::on};
use satchel_model::time::Timestamp;

/// The JSON text of a setting; `None` where it was never set.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM setting WHERE name = $1";
    Ok(on!(tx, |c| sqlx::query_scalar(sql).bind(name).fetch_optional(c).await)?)
}

/// Sets a setting.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn put(tx: &mut Tx, name: &str, json: &str, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at";
    on!(tx, |c| sqlx::query(sql)
        .bind(name)
        .bind(json)
        .bind(at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
