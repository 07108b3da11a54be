//! Rows of charts, timelines and lists, as screens paint them.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{DocId, ItemId, PatientId},
    time::Timestamp,
};

pub use satchel_model::document::rows::{SELF, ViewRow};

/// Replaces the rows of a document; rows that did not change are not written again.
///
/// # Errors
/// [`StoreError`].
pub fn replace(
    tx: &mut Tx<'_>,
    doc: DocId,
    patient: Option<PatientId>,
    rows: &[ViewRow],
) -> Result<(), StoreError> {
    let mut old: std::collections::BTreeMap<(String, ItemId), ViewRow> =
        of_doc(&tx.read(), doc)?.into_iter().map(|r| ((r.list.clone(), r.item), r)).collect();
    let put = "INSERT INTO view_item (doc, list, item, patient, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
               ON CONFLICT (doc, list, item) DO UPDATE SET patient = ?4, at = ?5, body = ?6";
    for r in rows {
        if old.remove(&(r.list.clone(), r.item)).as_ref() == Some(r) {
            continue;
        }
        let params = params![
            doc.blob(),
            r.list,
            r.item.blob(),
            patient.as_ref().map(Blob::blob),
            r.at.millis(),
            r.body
        ];
        sql::exactly(tx.sql(), 1, "view row", put, params)?;
    }
    let gone = "DELETE FROM view_item WHERE doc = ?1 AND list = ?2 AND item = ?3";
    for (list, item) in old.into_keys() {
        sql::exactly(tx.sql(), 1, "view row", gone, params![doc.blob(), list, item.blob()])?;
    }
    Ok(())
}

fn row(row: &rusqlite::Row<'_>) -> Result<ViewRow, StoreError> {
    Ok(ViewRow {
        list: row.get(0)?,
        item: sql::get(row, 1, "item id")?,
        at: Timestamp::from_millis(row.get(2)?),
        body: row.get(3)?,
    })
}

/// Summary rows of conversations, the one written to last first, with document and patient.
///
/// # Errors
/// [`StoreError`].
pub fn threads(
    read: &Read<'_>,
    limit: u32,
) -> Result<Vec<(DocId, PatientId, ViewRow)>, StoreError> {
    // The list's name stands in the text, so that the partial index is used.
    let sql = "SELECT list, item, at, body, doc, patient FROM view_item \
               WHERE list = 'thread' AND patient IS NOT NULL ORDER BY at DESC LIMIT ?1";
    sql::all(read.0, sql, params![limit], |r| {
        Ok((sql::get(r, 4, "document id")?, sql::get(r, 5, "patient id")?, row(r)?))
    })
}

/// All rows of a document, by list, then id.
///
/// # Errors
/// [`StoreError`].
pub fn of_doc(read: &Read<'_>, doc: DocId) -> Result<Vec<ViewRow>, StoreError> {
    let sql = "SELECT list, item, at, body FROM view_item WHERE doc = ?1 ORDER BY list, item";
    sql::all(read.0, sql, [doc.blob()], row)
}

/// Rows of one list of a patient over all documents, newest first, with their document, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn of_patient(
    read: &Read<'_>,
    patient: PatientId,
    list: &str,
    limit: u32,
) -> Result<Vec<(DocId, ViewRow)>, StoreError> {
    let sql = "SELECT list, item, at, body, doc FROM view_item \
               WHERE patient = ?1 AND list = ?2 ORDER BY at DESC, doc DESC, item DESC LIMIT ?3";
    sql::all(read.0, sql, params![patient.blob(), list, limit], |r| {
        Ok((sql::get(r, 4, "document id")?, row(r)?))
    })
}
