//! Fingerprints of all a reader may see: walked once, then followed from commit to commit.
use crate::{Position, Result, Tx, convert, db::on};
use satchel_model::{
    document::DocType,
    id::{DocId, Fingerprint, GroupId, PatientId},
};
use satchel_protocol::sync::DocState;
use sqlx::QueryBuilder;

/// A document as far as its comparison needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The document.
    pub doc: DocId,
    /// Its type.
    pub kind: DocType,
    /// The patient it is about.
    pub patient: Option<PatientId>,
    /// Its state.
    pub state: DocState,
    /// Its incarnation.
    pub epoch: u32,
    /// Its fingerprint now.
    pub fp: Fingerprint,
    /// Position of its newest item.
    pub last: Position,
    /// The audiences of the reader that see it, in order.
    pub groups: Vec<GroupId>,
}

type Row = (uuid::Uuid, i64, Option<uuid::Uuid>, i64, i64, Vec<u8>, i64, i64, uuid::Uuid);

/// Every document that these groups see, of these types, in order of id.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn seen(tx: &mut Tx, groups: &[GroupId], types: &[DocType]) -> Result<Vec<Seen>> {
    select(tx, groups, types, &[]).await
}

/// The same of these documents alone.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn some(
    tx: &mut Tx,
    groups: &[GroupId],
    types: &[DocType],
    docs: &[DocId],
) -> Result<Vec<Seen>> {
    let mut out = Vec::with_capacity(docs.len());
    for chunk in docs.chunks(1_000) {
        out.extend(select(tx, groups, types, chunk).await?);
    }
    Ok(out)
}

async fn select(
    tx: &mut Tx,
    groups: &[GroupId],
    types: &[DocType],
    only: &[DocId],
) -> Result<Vec<Seen>> {
    if groups.is_empty() || types.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT d.doc, d.type, d.patient, d.state, d.epoch, d.fp, d.last_tx, d.last_id, g.grp \
             FROM doc_grp g JOIN document d ON d.doc = g.doc WHERE g.grp IN (",
        );
        let mut list = q.separated(", ");
        for group in groups {
            list.push_bind(group.uuid());
        }
        q.push(") AND d.state <> 4 AND d.type IN (");
        let mut list = q.separated(", ");
        for kind in types {
            list.push_bind(i64::from(kind.code()));
        }
        q.push(")");
        if !only.is_empty() {
            q.push(" AND g.doc IN (");
            let mut list = q.separated(", ");
            for doc in only {
                list.push_bind(doc.uuid());
            }
            q.push(")");
        }
        q.push(" ORDER BY g.doc, g.grp");
        q.build_query_as().fetch_all(c).await
    })?;
    let mut out: Vec<Seen> = Vec::with_capacity(rows.len());
    for (doc, kind, patient, state, epoch, fp, last_tx, last_id, group) in rows {
        let doc: DocId = doc.into();
        if let Some(held) = out.last_mut().filter(|seen| seen.doc == doc) {
            held.groups.push(group.into());
            continue;
        }
        let corrupt = crate::StoreError::Corrupt;
        let kind = DocType::from_code(convert::small(kind, "document.type")?);
        let state = DocState::from_code(convert::small(state, "document.state")?);
        out.push(Seen {
            doc,
            kind: kind.ok_or(corrupt("document.type"))?,
            patient: patient.map(Into::into),
            state: state.ok_or(corrupt("document.state"))?,
            epoch: convert::small(epoch, "document.epoch")?,
            fp: Fingerprint::from_bytes(convert::fixed(&fp, "document.fp")?),
            last: Position { tx: last_tx, id: last_id },
            groups: vec![group.into()],
        });
    }
    Ok(out)
}

/// One move of a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The document.
    pub doc: DocId,
    /// Before; zeros where it was made.
    pub was: Fingerprint,
    /// After.
    pub fp: Fingerprint,
}

/// The moves after `from` up to `upto`, oldest first, at most `limit`.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn moves(tx: &mut Tx, from: Position, upto: Position, limit: u32) -> Result<Vec<Move>> {
    let sql = "SELECT doc, was, fp FROM fp_log WHERE (pos_tx, pos_id) > ($1, $2)
        AND (pos_tx, pos_id) <= ($3, $4) ORDER BY pos_tx, pos_id, doc LIMIT $5";
    let rows: Vec<(uuid::Uuid, Vec<u8>, Vec<u8>)> = on!(tx, |c| sqlx::query_as(sql)
        .bind(from.tx)
        .bind(from.id)
        .bind(upto.tx)
        .bind(upto.id)
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(doc, was, fp)| {
            Ok(Move {
                doc: doc.into(),
                was: Fingerprint::from_bytes(convert::fixed(&was, "fp_log.was")?),
                fp: Fingerprint::from_bytes(convert::fixed(&fp, "fp_log.fp")?),
            })
        })
        .collect()
}

/// The oldest move that is still there; `None` if there is none.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn oldest(tx: &mut Tx) -> Result<Option<Position>> {
    let sql = "SELECT pos_tx, pos_id FROM fp_log ORDER BY pos_tx, pos_id LIMIT 1";
    let row: Option<(i64, i64)> = on!(tx, |c| sqlx::query_as(sql).fetch_optional(c).await)?;
    Ok(row.map(|(tx, id)| Position { tx, id }))
}

/// Forgets all but the newest `keep` moves; how many went.
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn prune(tx: &mut Tx, keep: u32) -> Result<u64> {
    let sql =
        "SELECT pos_tx, pos_id FROM fp_log ORDER BY pos_tx DESC, pos_id DESC LIMIT 1 OFFSET $1";
    let row: Option<(i64, i64)> =
        on!(&mut *tx, |c| sqlx::query_as(sql).bind(i64::from(keep)).fetch_optional(c).await)?;
    let Some((pos_tx, pos_id)) = row else { return Ok(0) };
    let sql = "DELETE FROM fp_log WHERE (pos_tx, pos_id) <= ($1, $2)";
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(pos_tx)
        .bind(pos_id)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// Notes that a document was made.
pub(crate) async fn made(tx: &mut Tx, doc: DocId, fp: Fingerprint, at: Position) -> Result<()> {
    let sql = "INSERT INTO fp_log (pos_tx, pos_id, doc, was, fp) VALUES ($1, $2, $3, $4, $5)";
    on!(tx, |c| sqlx::query(sql)
        .bind(at.tx)
        .bind(at.id)
        .bind(doc.uuid())
        .bind([0_u8; 16].as_slice())
        .bind(fp.as_bytes().as_slice())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Notes that documents are about to move: document, position, fingerprint after. Those that do not move are passed over.
pub(crate) async fn moving(tx: &mut Tx, moves: &[(DocId, Position, Fingerprint)]) -> Result<()> {
    if moves.is_empty() {
        return Ok(());
    }
    on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "INSERT INTO fp_log (pos_tx, pos_id, doc, was, fp) \
             SELECT v.column1, v.column2, d.doc, d.fp, v.column4 FROM (",
        );
        q.push_values(moves, |mut row, (doc, at, fp)| {
            row.push_bind(at.tx)
                .push_bind(at.id)
                .push_bind(doc.uuid())
                .push_bind(fp.as_bytes().as_slice());
        });
        q.push(
            ") AS v JOIN document AS d ON d.doc = v.column3 WHERE d.fp <> v.column4 \
             ON CONFLICT (pos_tx, pos_id, doc) DO UPDATE SET fp = excluded.fp",
        );
        q.build().execute(c).await.map(drop)
    })?;
    Ok(())
}
