//! Open conflicts: what a person has to decide, and what is only to be looked at.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::id::{DocId, PatientId};

/// One open conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRow {
    /// The document.
    pub doc: DocId,
    /// The place, keys as a JSON array.
    pub path: String,
    /// True: two values stand and a person must choose. False: to be reviewed.
    pub decision: bool,
    /// The patient.
    pub patient: Option<PatientId>,
    /// The rule that raised it.
    pub rule: String,
    /// Alternatives and authors, JSON.
    pub body: String,
}

/// Replaces the open conflicts of a document.
///
/// # Errors
/// [`StoreError`].
pub fn replace(tx: &mut Tx<'_>, doc: DocId, rows: &[ConflictRow]) -> Result<(), StoreError> {
    tx.sql().prepare_cached("DELETE FROM conflict WHERE doc = ?1")?.execute([doc.blob()])?;
    let sql = "INSERT INTO conflict (doc, path, kind, patient, rule, body) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
    for r in rows {
        tx.sql().prepare_cached(sql)?.execute(params![
            doc.blob(),
            r.path,
            if r.decision { 1 } else { 2 },
            r.patient.as_ref().map(Blob::blob),
            r.rule,
            r.body
        ])?;
    }
    Ok(())
}

fn row(row: &rusqlite::Row<'_>) -> Result<ConflictRow, StoreError> {
    Ok(ConflictRow {
        doc: sql::get(row, 0, "document id")?,
        path: row.get(1)?,
        decision: row.get::<_, i64>(2)? == 1,
        patient: sql::get_opt(row, 3, "patient id")?,
        rule: row.get(4)?,
        body: row.get(5)?,
    })
}

/// Open conflicts of all patients, decisions first, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn list(read: &Read<'_>, limit: u32) -> Result<Vec<ConflictRow>, StoreError> {
    let sql = "SELECT doc, path, kind, patient, rule, body FROM conflict \
               ORDER BY kind, doc, path, rule LIMIT ?1";
    sql::all(read.0, sql, [limit], row)
}

/// Open conflicts of one patient, decisions first.
///
/// # Errors
/// [`StoreError`].
pub fn of_patient(read: &Read<'_>, patient: PatientId) -> Result<Vec<ConflictRow>, StoreError> {
    let sql = "SELECT doc, path, kind, patient, rule, body FROM conflict \
               WHERE patient = ?1 ORDER BY kind, doc, path, rule";
    sql::all(read.0, sql, [patient.blob()], row)
}

/// Open conflicts of one document, decisions first.
///
/// # Errors
/// [`StoreError`].
pub fn of_doc(read: &Read<'_>, doc: DocId) -> Result<Vec<ConflictRow>, StoreError> {
    let sql = "SELECT doc, path, kind, patient, rule, body FROM conflict \
               WHERE doc = ?1 ORDER BY kind, path, rule";
    sql::all(read.0, sql, [doc.blob()], row)
}

/// How many decisions are open.
///
/// # Errors
/// [`StoreError`].
pub fn decisions(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM conflict WHERE kind = 1";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "count"))?.unwrap_or(0))
}
