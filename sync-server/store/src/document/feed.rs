//! What is new for a reader.
use super::{COLUMNS, Document, Row};
use crate::{Position, Result, Tx, db::on};
use satchel_model::{
    document::DocType,
    id::{DocId, GroupId},
};
use sqlx::QueryBuilder;

/// One audience of a reader, with the position after which its documents are news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedGroup {
    /// The audience.
    pub group: GroupId,
    /// Documents that moved after this are news; [`Position::ZERO`] for a group joined since.
    pub from: Position,
}

/// What a reader asks of the feed.
#[derive(Debug, Clone)]
pub struct FeedQuery<'a> {
    /// Their audiences.
    pub groups: &'a [FeedGroup],
    /// Types they may read.
    pub types: &'a [DocType],
    /// Only documents after this one.
    pub after: Option<DocId>,
    /// Only these documents; empty: any.
    pub only: &'a [DocId],
    /// At most so many.
    pub limit: u32,
}

/// A document with news for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// The document.
    pub document: Document,
    /// The audience through which it comes.
    pub group: GroupId,
    /// When the newest of the audiences came to see it: a right that came anew is told, and may last longer than the others.
    pub since: Position,
}

#[derive(sqlx::FromRow)]
struct FeedColumns {
    grp: uuid::Uuid,
    since_tx: i64,
    since_id: i64,
    #[sqlx(flatten)]
    row: Row,
}

/// The documents with news for a reader, in order of id; one that comes through several audiences comes once. A page may
/// hold fewer than its limit and not be the last: the last one is empty.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn feed(tx: &mut Tx, query: &FeedQuery<'_>) -> Result<Vec<FeedRow>> {
    if query.groups.is_empty() || query.types.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<FeedColumns> = on!(tx, |c| {
        let mut q = QueryBuilder::new("");
        push_feed(&mut q, query);
        q.build_query_as().fetch_all(c).await
    })?;
    let is_full = rows.len() >= usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut out: Vec<FeedRow> = Vec::with_capacity(rows.len());
    for columns in rows {
        let document = Document::try_from(columns.row)?;
        let since = Position { tx: columns.since_tx, id: columns.since_id };
        match out.last_mut() {
            Some(last) if last.document.doc == document.doc => last.since = last.since.max(since),
            _ => out.push(FeedRow { document, group: columns.grp.into(), since }),
        }
    }
    // A full page may end between two audiences of its last document: that one begins the next page.
    if is_full && query.groups.len() > 1 && out.len() > 1 {
        out.pop();
    }
    Ok(out)
}

/// Writes the statement of [`feed`]. What moved is gathered first where little did, through the index on positions. A
/// reader who lacks everything walks each group in order of document and takes the first of all: over groups in one
/// condition the engines would sort all that is left for every page, and a first download would cost its square.
fn push_feed<'a, DB>(q: &mut QueryBuilder<DB>, query: &FeedQuery<'a>)
where
    DB: sqlx::Database,
    uuid::Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    i64: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    if query.groups.iter().any(|g| g.from == Position::ZERO) {
        q.push("SELECT * FROM (");
        for (i, group) in query.groups.iter().enumerate() {
            q.push(if i == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            q.push("SELECT m.grp, m.since_tx, m.since_id, ").push(COLUMNS);
            q.push(" FROM doc_grp m JOIN document d ON d.doc = m.doc WHERE ");
            push_group(q, group);
            push_filter(q, query);
            q.push(" ORDER BY m.doc LIMIT ").push_bind(i64::from(query.limit));
            q.push(") AS g").push(i);
        }
        q.push(") AS m ORDER BY doc, grp LIMIT ").push_bind(i64::from(query.limit));
        return;
    }
    q.push("WITH moved AS MATERIALIZED (SELECT m.* FROM doc_grp m WHERE ");
    for (i, group) in query.groups.iter().enumerate() {
        q.push(if i == 0 { "(" } else { " OR (" });
        push_group(q, group);
        q.push(")");
    }
    q.push(") SELECT m.grp, m.since_tx, m.since_id, ").push(COLUMNS);
    q.push(" FROM moved m JOIN document d ON d.doc = m.doc WHERE TRUE");
    push_filter(q, query);
    q.push(" ORDER BY m.doc, m.grp LIMIT ").push_bind(i64::from(query.limit));
}

fn push_group<'a, DB>(q: &mut QueryBuilder<DB>, group: &FeedGroup)
where
    DB: sqlx::Database,
    uuid::Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    i64: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    q.push("m.grp = ").push_bind(group.group.uuid());
    if group.from != Position::ZERO {
        q.push(" AND (m.last_tx, m.last_id) > (").push_bind(group.from.tx);
        q.push(", ").push_bind(group.from.id).push(")");
    }
}

fn push_filter<'a, DB>(q: &mut QueryBuilder<DB>, query: &FeedQuery<'a>)
where
    DB: sqlx::Database,
    uuid::Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    i64: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    q.push(" AND d.type IN (");
    let mut types = q.separated(", ");
    for kind in query.types {
        types.push_bind(i64::from(kind.code()));
    }
    q.push(")");
    if let Some(after) = query.after {
        q.push(" AND m.doc > ").push_bind(after.uuid());
    }
    if !query.only.is_empty() {
        q.push(" AND m.doc IN (");
        let mut only = q.separated(", ");
        for doc in query.only {
            only.push_bind(doc.uuid());
        }
        q.push(")");
    }
}
