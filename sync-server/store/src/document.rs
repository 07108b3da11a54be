//! Documents: state, heads, counters and places in the feed. Their content is in [`crate::change`] and [`crate::snapshot`].
mod feed;

use crate::{
    Position, Result, StoreError, Tx, convert,
    db::on,
    digest,
    error::met,
    permit::{self, CreatePermit, ReadPermit, WritePermit},
};
use satchel_model::{
    document::DocType,
    id::{DekId, DocId, Fingerprint, GroupId, Hash, PatientId, TenantId, UserId},
    time::Timestamp,
};
use satchel_protocol::sync::DocState;
use sqlx::QueryBuilder;

pub use self::feed::{FeedGroup, FeedQuery, FeedRow, feed};

/// A document without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub doc: DocId,
    /// Its organisation.
    pub tenant: TenantId,
    /// Its type.
    pub kind: DocType,
    /// The patient it is about.
    pub patient: Option<PatientId>,
    /// The person it belongs to (audit: of the device); `None`: nobody.
    pub owner: Option<UserId>,
    /// Its incarnation.
    pub epoch: u32,
    /// Schema the epoch was born with.
    pub schema: u16,
    /// Its life.
    pub state: DocState,
    /// Legal hold: refuses erasure.
    pub hold: bool,
    /// Highest number of its log; 0 = only the computed genesis.
    pub head_seq: u64,
    /// Sorted heads; of a document that holds only entries, empty.
    pub heads: Vec<Hash>,
    /// Running hash over the accepted envelopes.
    pub env_root: Hash,
    /// Fingerprint of the accepted state.
    pub fp: Fingerprint,
    /// Sum of raw item bytes.
    pub bytes_log: u64,
    /// Size of the last full made; 0 = none yet.
    pub bytes_full: u64,
    /// Its key.
    pub dek: DekId,
    /// Position of the newest item, and of the creation while there is none.
    pub last: Position,
    /// When it was made.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "d.doc, d.tenant, d.type, d.patient, d.owner, d.epoch, d.schema, d.state, d.hold, d.head_seq, d.heads, d.env_root, d.fp, d.bytes_log, d.bytes_full, d.dek, d.last_tx, d.last_id, d.created_at";

const ADVANCE: &str = "UPDATE document AS d SET state = v.column3, head_seq = v.column4, heads = v.column5, env_root = v.column6, fp = v.column7, bytes_log = v.column8, last_tx = v.column9, last_id = v.column10, card = COALESCE(v.column11, d.card) FROM (";

#[derive(sqlx::FromRow)]
struct Row {
    doc: uuid::Uuid,
    tenant: uuid::Uuid,
    #[sqlx(rename = "type")]
    kind: i64,
    patient: Option<uuid::Uuid>,
    owner: Option<uuid::Uuid>,
    epoch: i64,
    schema: i64,
    state: i64,
    hold: i64,
    head_seq: i64,
    heads: Vec<u8>,
    env_root: Vec<u8>,
    fp: Vec<u8>,
    bytes_log: i64,
    bytes_full: i64,
    dek: uuid::Uuid,
    last_tx: i64,
    last_id: i64,
    created_at: i64,
}

impl TryFrom<Row> for Document {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let kind = convert::small(row.kind, "document.type")?;
        let state = convert::small(row.state, "document.state")?;
        Ok(Self {
            doc: row.doc.into(),
            tenant: row.tenant.into(),
            kind: DocType::from_code(kind).ok_or(StoreError::Corrupt("document.type"))?,
            patient: row.patient.map(Into::into),
            owner: row.owner.map(Into::into),
            epoch: convert::small(row.epoch, "document.epoch")?,
            schema: convert::small(row.schema, "document.schema")?,
            state: DocState::from_code(state).ok_or(StoreError::Corrupt("document.state"))?,
            hold: row.hold != 0,
            head_seq: convert::count(row.head_seq, "document.head_seq")?,
            heads: convert::split(&row.heads, "document.heads")?,
            env_root: convert::hash(&row.env_root, "document.env_root")?,
            fp: Fingerprint::from_bytes(convert::fixed(&row.fp, "document.fp")?),
            bytes_log: convert::count(row.bytes_log, "document.bytes_log")?,
            bytes_full: convert::count(row.bytes_full, "document.bytes_full")?,
            dek: row.dek.into(),
            last: Position { tx: row.last_tx, id: row.last_id },
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// Adds a document; its key must be committed in the key store.
///
/// # Errors
/// Duplicate if the id is taken; [`StoreError::Permit`] if the permit is for another document.
pub async fn insert(tx: &mut Tx, permit: &CreatePermit, document: &Document) -> Result<()> {
    permit::covers(permit, document.doc)?;
    let sql = include_str!("sql/document_insert.sql");
    on!(&mut *tx, |c| sqlx::query(sql)
        .bind(document.doc.uuid())
        .bind(document.tenant.uuid())
        .bind(i64::from(document.kind.code()))
        .bind(document.patient.map(PatientId::uuid))
        .bind(document.owner.map(UserId::uuid))
        .bind(i64::from(document.epoch))
        .bind(i64::from(document.schema))
        .bind(i64::from(document.state.code()))
        .bind(i64::from(document.hold))
        .bind(convert::int(document.head_seq))
        .bind(convert::join(&document.heads))
        .bind(document.env_root.as_bytes().as_slice())
        .bind(document.fp.as_bytes().as_slice())
        .bind(convert::int(document.bytes_log))
        .bind(convert::int(document.bytes_full))
        .bind(document.dek.uuid())
        .bind(document.last.tx)
        .bind(document.last.id)
        .bind(document.created_at.millis())
        .execute(c)
        .await
        .map(drop))?;
    digest::made(tx, document.doc, document.fp, document.last).await
}

/// The document with this id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, doc: DocId) -> Result<Option<Document>> {
    Ok(select(tx, &[doc], ") ORDER BY d.doc").await?.pop())
}

/// The documents with these ids in order of id; the unknown are missing.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, docs: &[DocId]) -> Result<Vec<Document>> {
    select(tx, docs, ") ORDER BY d.doc").await
}

/// The documents with these ids in order of id, locked until the transaction ends; the unknown are missing.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn lock(tx: &mut Tx, docs: &[DocId]) -> Result<Vec<Document>> {
    let tail = tx.pick(") ORDER BY d.doc", ") ORDER BY d.doc FOR UPDATE");
    select(tx, docs, tail).await
}

async fn select(tx: &mut Tx, docs: &[DocId], tail: &'static str) -> Result<Vec<Document>> {
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT ");
        q.push(COLUMNS).push(" FROM document d WHERE d.doc IN (");
        let mut list = q.separated(", ");
        for doc in docs {
            list.push_bind(doc.uuid());
        }
        q.push(tail);
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(Document::try_from).collect()
}

/// The documents of a patient in order of type and id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn of_patient(tx: &mut Tx, patient: PatientId) -> Result<Vec<Document>> {
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT ");
        q.push(COLUMNS).push(" FROM document d WHERE d.patient = ").push_bind(patient.uuid());
        q.push(" ORDER BY d.type, d.doc");
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(Document::try_from).collect()
}

/// A page of a tenant's documents in order of id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn page(
    tx: &mut Tx,
    tenant: TenantId,
    after: Option<DocId>,
    limit: u32,
) -> Result<Vec<Document>> {
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT ");
        q.push(COLUMNS).push(" FROM document d WHERE d.tenant = ").push_bind(tenant.uuid());
        if let Some(after) = after {
            q.push(" AND d.doc > ").push_bind(after.uuid());
        }
        q.push(" ORDER BY d.doc LIMIT ").push_bind(i64::from(limit));
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter().map(Document::try_from).collect()
}

/// How many documents a tenant has, and how many bytes their logs hold.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn count(tx: &mut Tx, tenant: TenantId) -> Result<(u64, u64)> {
    let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(bytes_log), 0) AS BIGINT) FROM document WHERE tenant = $1";
    let (n, bytes): (i64, i64) =
        on!(tx, |c| sqlx::query_as(sql).bind(tenant.uuid()).fetch_one(c).await)?;
    Ok((convert::count(n, "document")?, convert::count(bytes, "document.bytes_log")?))
}

/// A document after new items, with the permit and what it stood at before.
pub struct Advance<'a> {
    /// Somebody decided that it may be written.
    pub permit: &'a WritePermit,
    /// Where its log ended.
    pub from_seq: u64,
    /// State, heads, counters and position now.
    pub document: &'a Document,
    /// A new sealed list row; `None` leaves the old one.
    pub card: Option<&'a [u8]>,
}

/// Writes state, heads, counters, card and position of documents after new items, and moves them on in the feeds of all
/// their groups.
///
/// # Errors
/// [`StoreError::Rows`] if somebody else appended to one of them in between; [`StoreError::Permit`] if a permit is for
/// another document.
pub async fn advance(tx: &mut Tx, moves: &[Advance<'_>]) -> Result<()> {
    for one in moves {
        permit::covers(one.permit, one.document.doc)?;
    }
    // SQLite takes at most 32,766 values a statement.
    for rows in moves.chunks(1_000) {
        let prints = rows.iter().map(|m| (m.document.doc, m.document.last, m.document.fp));
        digest::moving(tx, &prints.collect::<Vec<_>>()).await?;
        let got = on!(&mut *tx, |c| {
            let mut q = QueryBuilder::new(ADVANCE);
            q.push_values(rows, |mut row, m| {
                row.push_bind(m.document.doc.uuid())
                    .push_bind(convert::int(m.from_seq))
                    .push_bind(i64::from(m.document.state.code()))
                    .push_bind(convert::int(m.document.head_seq))
                    .push_bind(convert::join(&m.document.heads))
                    .push_bind(m.document.env_root.as_bytes().as_slice())
                    .push_bind(m.document.fp.as_bytes().as_slice())
                    .push_bind(convert::int(m.document.bytes_log))
                    .push_bind(m.document.last.tx)
                    .push_bind(m.document.last.id)
                    .push_bind(m.card);
            });
            q.push(") AS v WHERE d.doc = v.column1 AND d.head_seq = v.column2");
            q.build().execute(c).await.map(|r| r.rows_affected())
        })?;
        met("document", u64::try_from(rows.len()).unwrap_or(u64::MAX), got)?;
        on!(&mut *tx, |c| {
            let mut q = QueryBuilder::new(
                "UPDATE doc_grp AS g SET last_tx = v.column2, last_id = v.column3 FROM (",
            );
            q.push_values(rows, |mut row, m| {
                row.push_bind(m.document.doc.uuid())
                    .push_bind(m.document.last.tx)
                    .push_bind(m.document.last.id);
            });
            q.push(") AS v WHERE g.doc = v.column1");
            q.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// A document as its next incarnation.
pub struct Turn<'a> {
    /// Somebody decided that it may be written.
    pub permit: &'a WritePermit,
    /// Incarnation and log end that it had.
    pub from: (u32, u64),
    /// The row as it is now.
    pub document: &'a Document,
    /// Its sealed list row; `None` for none.
    pub card: Option<&'a [u8]>,
}

/// Writes a document's next incarnation, or its erasure, and moves it on in the feeds of all its groups.
///
/// # Errors
/// [`StoreError::Rows`] if it was written in between or is erased; [`StoreError::Permit`] for another's permit.
pub async fn turn(tx: &mut Tx, turn: &Turn<'_>) -> Result<()> {
    let (row, (epoch, head_seq)) = (turn.document, turn.from);
    permit::covers(turn.permit, row.doc)?;
    digest::moving(tx, &[(row.doc, row.last, row.fp)]).await?;
    let sql = include_str!("sql/document_turn.sql");
    let got = on!(&mut *tx, |c| sqlx::query(sql)
        .bind(row.doc.uuid())
        .bind(i64::from(epoch))
        .bind(convert::int(head_seq))
        .bind(i64::from(row.epoch))
        .bind(i64::from(row.schema))
        .bind(i64::from(row.state.code()))
        .bind(convert::int(row.head_seq))
        .bind(convert::join(&row.heads))
        .bind(row.env_root.as_bytes().as_slice())
        .bind(row.fp.as_bytes().as_slice())
        .bind(convert::int(row.bytes_log))
        .bind(convert::int(row.bytes_full))
        .bind(row.dek.uuid())
        .bind(turn.card)
        .bind(row.last.tx)
        .bind(row.last.id)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("document", 1, got)?;
    let sql = "UPDATE doc_grp SET last_tx = $2, last_id = $3 WHERE doc = $1";
    on!(tx, |c| sqlx::query(sql)
        .bind(row.doc.uuid())
        .bind(row.last.tx)
        .bind(row.last.id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Sets or lifts the legal hold of a document, which refuses erasure and nothing else.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such document.
pub async fn set_hold(tx: &mut Tx, doc: DocId, hold: bool) -> Result<()> {
    let sql = "UPDATE document SET hold = $2 WHERE doc = $1";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(doc.uuid())
        .bind(i64::from(hold))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("document", 1, got)
}

/// When a log has grown too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// So many times the saved document,
    pub times: u32,
    /// and more bytes than this;
    pub bytes: u64,
    /// or more items than this.
    pub items: u64,
}

/// Open documents whose log has grown too long, after one, in order, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn too_long(
    tx: &mut Tx,
    bound: &TooLong,
    after: Option<DocId>,
    limit: u32,
) -> Result<Vec<DocId>> {
    let sql = include_str!("sql/document_long.sql");
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(after.unwrap_or(DocId::from_bytes([0; 16])).uuid())
        .bind(i64::from(bound.times))
        .bind(convert::int(bound.bytes))
        .bind(convert::int(bound.items))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Open documents of a type whose incarnation was born with a schema below `schema`, in order, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn below_schema(
    tx: &mut Tx,
    kind: DocType,
    schema: u16,
    after: Option<DocId>,
    limit: u32,
) -> Result<Vec<DocId>> {
    let sql = "SELECT doc FROM document WHERE doc > $1 AND type = $2 AND schema < $3 AND state = 1
        ORDER BY doc LIMIT $4";
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(after.unwrap_or(DocId::from_bytes([0; 16])).uuid())
        .bind(i64::from(kind.code()))
        .bind(i64::from(schema))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Puts a document under repair: nothing is taken until a person looked.
///
/// # Errors
/// [`StoreError::Rows`] if it does not exist or is erased.
pub async fn freeze(tx: &mut Tx, doc: DocId) -> Result<()> {
    let sql = "UPDATE document SET state = 3 WHERE doc = $1 AND state <> 4";
    let got =
        on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(|r| r.rows_affected()))?;
    met("document", 1, got)
}

/// Opens a document that was under repair and loads again.
///
/// # Errors
/// [`StoreError::Rows`] if it is not under repair.
pub async fn thaw(tx: &mut Tx, doc: DocId) -> Result<()> {
    let sql = "UPDATE document SET state = 1 WHERE doc = $1 AND state = 3";
    let got =
        on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(|r| r.rows_affected()))?;
    met("document", 1, got)
}

/// Notes the size of a full, for choosing between full and log.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such document.
pub async fn set_bytes_full(tx: &mut Tx, doc: DocId, bytes: u64) -> Result<()> {
    let sql = "UPDATE document SET bytes_full = $2 WHERE doc = $1";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(doc.uuid())
        .bind(convert::int(bytes))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("document", 1, got)
}

/// The sealed list rows of documents, in order of document; those without one are missing.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn cards(tx: &mut Tx, permits: &[ReadPermit]) -> Result<Vec<(DocId, Vec<u8>)>> {
    if permits.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(uuid::Uuid, Vec<u8>)> = on!(tx, |c| {
        let mut q =
            QueryBuilder::new("SELECT doc, card FROM document WHERE card IS NOT NULL AND doc IN (");
        let mut list = q.separated(", ");
        for permit in permits {
            list.push_bind(permit.doc().uuid());
        }
        q.push(") ORDER BY doc");
        q.build_query_as().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(doc, card)| (doc.into(), card)).collect())
}

/// The documents that a group sees, after one, in order, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn of_group(
    tx: &mut Tx,
    group: GroupId,
    after: Option<DocId>,
    limit: u32,
) -> Result<Vec<DocId>> {
    let sql = "SELECT doc FROM doc_grp WHERE grp = $1 AND doc > $2 ORDER BY doc LIMIT $3";
    let first = DocId::from_bytes([0; 16]);
    let rows: Vec<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(group.uuid())
        .bind(after.unwrap_or(first).uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The newest position of any document or audience event that a reader may look at.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn newest(tx: &mut Tx) -> Result<Position> {
    let horizon = crate::position::horizon(tx).await?;
    let sql = include_str!("sql/position_newest.sql");
    let row: Option<(i64, i64)> =
        on!(tx, |c| sqlx::query_as(sql).bind(horizon).fetch_optional(c).await)?;
    Ok(row.map_or(Position::ZERO, |(tx, id)| Position { tx, id }))
}
