//! What a foreign resource became: the identity table that makes a second import change nothing.
use crate::{Result, StoreError, Tx, convert, db::on};
use satchel_model::{
    id::{DocId, Hash, ItemId},
    time::Timestamp,
};

/// A resource of a foreign system and what it became here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Stable name of where it came from.
    pub source: String,
    /// Its type there.
    pub kind: String,
    /// Its id there.
    pub id: String,
    /// Of the resource as imported: equal means unchanged.
    pub hash: Hash,
    /// The document it became part of.
    pub doc: DocId,
    /// The entity inside; `None`: the document itself.
    pub item: Option<ItemId>,
}

type Row = (Vec<u8>, uuid::Uuid, Option<uuid::Uuid>);

/// What a resource became; `None` if it is new.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, source: &str, kind: &str, id: &str) -> Result<Option<Imported>> {
    let sql = "SELECT hash, doc, item FROM import WHERE source = $1 AND type = $2 AND id = $3";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(source).bind(kind).bind(id).fetch_optional(c).await)?;
    row.map(|(hash, doc, item)| {
        Ok(Imported {
            source: source.to_owned(),
            kind: kind.to_owned(),
            id: id.to_owned(),
            hash: convert::hash(&hash, "import.hash")?,
            doc: doc.into(),
            item: item.map(Into::into),
        })
    })
    .transpose()
}

/// Notes what resources became; one that was known keeps its document and takes the new hash and item.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn put(tx: &mut Tx, resources: &[Imported], at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO import (source, type, id, hash, doc, item, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (source, type, id) DO UPDATE
        SET hash = excluded.hash, item = excluded.item, imported_at = excluded.imported_at";
    for r in resources {
        on!(&mut *tx, |c| sqlx::query(sql)
            .bind(r.source.as_str())
            .bind(r.kind.as_str())
            .bind(r.id.as_str())
            .bind(r.hash.as_bytes().as_slice())
            .bind(r.doc.uuid())
            .bind(r.item.map(ItemId::uuid))
            .bind(at.millis())
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// How many resources of a source are known, and how many documents they became.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count(tx: &mut Tx, source: &str) -> Result<(u64, u64)> {
    let sql = "SELECT COUNT(*), COUNT(DISTINCT doc) FROM import WHERE source = $1";
    let (n, docs): (i64, i64) = on!(tx, |c| sqlx::query_as(sql).bind(source).fetch_one(c).await)?;
    Ok((convert::count(n, "import")?, convert::count(docs, "import")?))
}

/// Forgets what became of resources in a document, when it is erased; says how many.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove_document(tx: &mut Tx, doc: DocId) -> Result<u64> {
    let sql = "DELETE FROM import WHERE doc = $1";
    let got: std::result::Result<u64, sqlx::Error> =
        on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(|r| r.rows_affected()));
    got.map_err(StoreError::from)
}
