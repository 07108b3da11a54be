//! Whom a person looked at last: orders the first download of their next device.
use crate::{Result, Tx, db::on};
use satchel_model::{
    id::{DocId, PatientId, UserId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// Notes that a person opened documents of patients.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn note(tx: &mut Tx, user: UserId, docs: &[DocId], at: Timestamp) -> Result<()> {
    if docs.is_empty() {
        return Ok(());
    }
    on!(tx, |c| {
        let mut q = QueryBuilder::new("INSERT INTO opened (user_id, patient, at) SELECT DISTINCT ");
        q.push_bind(user.uuid());
        q.push(", patient, ").push_bind(at.millis()).push(" FROM document WHERE doc IN (");
        let mut list = q.separated(", ");
        for doc in docs {
            list.push_bind(doc.uuid());
        }
        q.push(") AND patient IS NOT NULL");
        q.push(" ON CONFLICT (user_id, patient) DO UPDATE SET at = excluded.at");
        q.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// The patients that a person opened last, newest first, at most `limit`.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn recent(tx: &mut Tx, user: UserId, limit: u32) -> Result<Vec<PatientId>> {
    let sql = "SELECT patient FROM opened WHERE user_id = $1 ORDER BY at DESC, patient LIMIT $2";
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(user.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}
