//! Care teams and wards as they are listed and named.
use crate::{Result, Tx, convert, db::on, error::met, grant::GroupKind};
use satchel_model::{
    id::{GroupId, TenantId, UserId},
    time::Timestamp,
};

/// A group with its kind and sealed name; `None` if there is no such group.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn group(
    tx: &mut Tx,
    tenant: TenantId,
    id: GroupId,
) -> Result<Option<(GroupKind, Option<Vec<u8>>)>> {
    let sql = "SELECT kind, subject, name FROM grp WHERE tenant = $1 AND grp = $2";
    let row: Option<(i64, uuid::Uuid, Option<Vec<u8>>)> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(id.uuid())
        .fetch_optional(c)
        .await)?;
    row.map(|(kind, subject, name)| Ok((GroupKind::from_columns(kind, subject)?, name))).transpose()
}

/// A group as it is listed: id, kind, sealed name, members, documents.
pub type Listed = (GroupId, GroupKind, Option<Vec<u8>>, u64, u64);

/// The care teams and wards, in order of id, at most `limit`.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn teams(tx: &mut Tx, tenant: TenantId, limit: u32) -> Result<Vec<Listed>> {
    type Row = (uuid::Uuid, i64, uuid::Uuid, Option<Vec<u8>>, i64, i64);
    let sql = include_str!("sql/teams.sql");
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(tenant.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(grp, kind, subject, name, members, docs)| {
            let kind = GroupKind::from_columns(kind, subject)?;
            let members = convert::count(members, "grp.members")?;
            Ok((grp.into(), kind, name, members, convert::count(docs, "grp.docs")?))
        })
        .collect()
}

/// Names a group; `name` is sealed.
///
/// # Errors
/// [`crate::StoreError::Rows`] if there is no such group.
pub async fn set_name(tx: &mut Tx, id: GroupId, name: &[u8]) -> Result<()> {
    let sql = "UPDATE grp SET name = $2 WHERE grp = $1";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(id.uuid())
        .bind(name)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("grp", 1, got)
}

/// The people in a group at `at`, in order of id, at most `limit`.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn members(
    tx: &mut Tx,
    group: GroupId,
    at: Timestamp,
    limit: u32,
) -> Result<Vec<(UserId, Option<Timestamp>)>> {
    let sql = "SELECT user_id, until_at FROM grp_member
        WHERE grp = $1 AND (until_at IS NULL OR until_at > $2) ORDER BY user_id LIMIT $3";
    let rows: Vec<(uuid::Uuid, Option<i64>)> = on!(tx, |c| sqlx::query_as(sql)
        .bind(group.uuid())
        .bind(at.millis())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|(user, until)| (user.into(), convert::moment(until))).collect())
}
