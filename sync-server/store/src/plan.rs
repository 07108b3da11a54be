//! How much a pass will bring, told before it begins.
use crate::{Position, Result, Tx, convert, db::on, document::FeedQuery};
use sqlx::QueryBuilder;

/// What is ahead of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ahead {
    /// Documents.
    pub docs: u64,
    /// Their bytes before compression; an estimate.
    pub bytes: u64,
}

/// What a feed would bring from here on; [`FeedQuery::only`] and [`FeedQuery::limit`] are not looked at.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn ahead(tx: &mut Tx, query: &FeedQuery<'_>) -> Result<Ahead> {
    if query.groups.is_empty() || query.types.is_empty() {
        return Ok(Ahead::default());
    }
    // What is fetched whole is as large as its saved form; of what is held an item or two are new.
    let cold = query.groups.iter().all(|g| g.from == Position::ZERO);
    let size = if cold {
        "CASE WHEN d.bytes_full > 0 THEN d.bytes_full ELSE d.bytes_log END"
    } else {
        "d.bytes_log / CASE WHEN d.head_seq > 0 THEN d.head_seq ELSE 1 END"
    };
    let (docs, bytes): (i64, i64) = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT COUNT(*), CAST(COALESCE(SUM(");
        q.push(size).push("), 0) AS BIGINT) FROM document d WHERE d.state <> 4 AND d.type IN (");
        let mut types = q.separated(", ");
        for kind in query.types {
            types.push_bind(i64::from(kind.code()));
        }
        q.push(") AND d.doc IN (SELECT doc FROM doc_grp WHERE (");
        for (i, group) in query.groups.iter().enumerate() {
            q.push(if i == 0 { "(grp = " } else { " OR (grp = " }).push_bind(group.group.uuid());
            if group.from != Position::ZERO {
                q.push(" AND (last_tx, last_id) > (").push_bind(group.from.tx);
                q.push(", ").push_bind(group.from.id).push(")");
            }
            q.push(")");
        }
        q.push(")");
        if let Some(after) = query.after {
            q.push(" AND doc > ").push_bind(after.uuid());
        }
        q.push(")");
        q.build_query_as().fetch_one(c).await
    })?;
    Ok(Ahead { docs: convert::count(docs, "document")?, bytes: convert::count(bytes, "document")? })
}
