//! Document keys, wrapped; on the key store alone ([`crate::Store::begin_keys`]).
use crate::{Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DekId, DocId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// A wrapped document key. Prints nothing of the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Dek {
    /// Its id.
    pub id: DekId,
    /// The document it belongs to.
    pub doc: DocId,
    /// The document's incarnation it belongs to.
    pub epoch: u32,
    /// The key under the tenant's key; empty once destroyed.
    pub wrapped: Vec<u8>,
    /// Version of the wrapping key.
    pub kek: u32,
    /// When it was destroyed: nothing under it can be read again.
    pub destroyed_at: Option<Timestamp>,
}

impl std::fmt::Debug for Dek {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dek({})", self.id)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    dek: uuid::Uuid,
    doc: uuid::Uuid,
    epoch: i64,
    wrapped: Vec<u8>,
    kek: i64,
    destroyed_at: Option<i64>,
}

impl TryFrom<Row> for Dek {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.dek.into(),
            doc: row.doc.into(),
            epoch: convert::small(row.epoch, "dek.epoch")?,
            wrapped: row.wrapped,
            kek: convert::small(row.kek, "dek.kek")?,
            destroyed_at: convert::moment(row.destroyed_at),
        })
    }
}

/// Adds keys. Commit them before any document that names them; a key that no document names is harmless.
///
/// # Errors
/// [`StoreError::Database`]; duplicate where an id is taken.
pub async fn insert(tx: &mut Tx, deks: &[Dek], at: Timestamp) -> Result<()> {
    if deks.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO dek (dek, doc, epoch, wrapped, kek, made_at) ";
    on!(tx, |c| {
        let mut q = QueryBuilder::new(sql);
        q.push_values(deks, |mut row, dek| {
            row.push_bind(dek.id.uuid())
                .push_bind(dek.doc.uuid())
                .push_bind(i64::from(dek.epoch))
                .push_bind(dek.wrapped.as_slice())
                .push_bind(i64::from(dek.kek))
                .push_bind(at.millis());
        });
        q.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// The keys with these ids; those that do not exist are missing from the answer.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, ids: &[DekId]) -> Result<Vec<Dek>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT dek, doc, epoch, wrapped, kek, destroyed_at FROM dek WHERE dek IN (";
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new(sql);
        let mut list = q.separated(", ");
        for id in ids {
            list.push_bind(id.uuid());
        }
        q.push(") ORDER BY dek");
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(Dek::try_from).collect()
}

/// Living keys that are not under version `kek`, behind one, in order of id, at most `limit`; locked until the
/// transaction ends.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn stale(tx: &mut Tx, kek: u32, after: Option<DekId>, limit: u32) -> Result<Vec<Dek>> {
    let sql = tx
        .pick(include_str!("sql/dek_stale_sqlite.sql"), include_str!("sql/dek_stale_postgres.sql"));
    let first = DekId::from_bytes([0; 16]);
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(i64::from(kek))
        .bind(after.unwrap_or(first).uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Dek::try_from).collect()
}

/// How many living keys are under each version of the wrapping key, in order of version.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count(tx: &mut Tx) -> Result<Vec<(u32, u64)>> {
    let sql = "SELECT kek, COUNT(*) FROM dek WHERE destroyed_at IS NULL GROUP BY kek ORDER BY kek";
    let rows: Vec<(i64, i64)> = on!(tx, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    let counted = |(kek, n)| Ok((convert::small(kek, "dek.kek")?, convert::count(n, "dek")?));
    rows.into_iter().map(counted).collect()
}

/// Replaces the wrapped form of a key after its wrapping key changed.
///
/// # Errors
/// [`StoreError::Rows`] if the key does not exist or is destroyed.
pub async fn rewrap(tx: &mut Tx, id: DekId, wrapped: &[u8], kek: u32) -> Result<()> {
    let sql = "UPDATE dek SET wrapped = $2, kek = $3 WHERE dek = $1 AND destroyed_at IS NULL";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(id.uuid())
        .bind(wrapped)
        .bind(i64::from(kek))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("dek", 1, got)
}

/// Destroys every key of a document, all incarnations, and says how many there were. What they sealed is gone.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn destroy(tx: &mut Tx, doc: DocId, at: Timestamp) -> Result<u64> {
    let sql =
        "UPDATE dek SET wrapped = $2, destroyed_at = $3 WHERE doc = $1 AND destroyed_at IS NULL";
    let none: &[u8] = &[];
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(doc.uuid())
        .bind(none)
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// Destroys one key; one that is destroyed stays so. What it sealed is gone.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn destroy_one(tx: &mut Tx, id: DekId, at: Timestamp) -> Result<u64> {
    let sql =
        "UPDATE dek SET wrapped = $2, destroyed_at = $3 WHERE dek = $1 AND destroyed_at IS NULL";
    let none: &[u8] = &[];
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(id.uuid())
        .bind(none)
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}
