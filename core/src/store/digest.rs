//! What is held as accepted, summed by type of document: kept as documents move, so that a comparison costs no walk.
use super::{
    Read, StoreError, Tx,
    document::DocState,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::id::{DocId, Fingerprint};
use satchel_protocol::sync::Section;

/// What a document adds to the sum of its type; none where the server told no fingerprint, or where it does not count
/// the document among what this person may read.
pub type Counted = Option<(u16, Fingerprint)>;

/// Whether a document in this state is compared with the server's.
#[must_use]
pub const fn counts(state: DocState) -> bool {
    match state {
        DocState::Live | DocState::Final | DocState::Frozen => true,
        // One that does not read is asked for anew; the others are not the server's to compare any more.
        DocState::Erased | DocState::ReadOnly | DocState::Unreadable => false,
    }
}

/// What a document adds as it is stored.
///
/// # Errors
/// [`StoreError`].
pub fn of(read: &Read<'_>, doc: DocId) -> Result<Counted, StoreError> {
    let sql =
        "SELECT type, fp FROM document WHERE doc = ?1 AND state IN (1, 2, 3) AND fp IS NOT NULL";
    sql::first(read.0, sql, [doc.blob()], |row| {
        Ok((sql::uint(row, 0, "document type")?, sql::get(row, 1, "fingerprint")?))
    })
}

/// Moves the sums from what a document added to what it adds now.
///
/// # Errors
/// [`StoreError`].
pub fn moved(tx: &mut Tx<'_>, before: Counted, after: Counted) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    if let Some((doc_type, fp)) = before {
        add(tx, doc_type, -1, fp)?;
    }
    if let Some((doc_type, fp)) = after {
        add(tx, doc_type, 1, fp)?;
    }
    Ok(())
}

fn add(tx: &mut Tx<'_>, doc_type: u16, n: i64, fp: Fingerprint) -> Result<(), StoreError> {
    let sql = "SELECT sum FROM digest WHERE type = ?1";
    let held: Option<Fingerprint> =
        sql::first(tx.read().0, sql, [doc_type], |row| sql::get(row, 0, "digest"))?;
    let sum = xor(held.unwrap_or(Fingerprint::ZERO), fp);
    let sql = "INSERT INTO digest (type, n, sum) VALUES (?1, ?2, ?3) \
               ON CONFLICT (type) DO UPDATE SET n = n + ?2, sum = ?3";
    sql::exactly(tx.sql(), 1, "digest", sql, params![doc_type, n, sum.blob()])
}

/// Bit by bit exclusive-or.
#[must_use]
pub fn xor(a: Fingerprint, b: Fingerprint) -> Fingerprint {
    let mut out = *a.as_bytes();
    out.iter_mut().zip(b.as_bytes()).for_each(|(to, from)| *to ^= from);
    Fingerprint::from_bytes(out)
}

/// What is held, by type in order; types of which nothing is held are missing.
///
/// # Errors
/// [`StoreError`].
pub fn sections(read: &Read<'_>) -> Result<Vec<Section>, StoreError> {
    if !made(read)? {
        return walked(read);
    }
    let sql = "SELECT type, n, sum FROM digest WHERE n > 0 ORDER BY type";
    sql::all(read.0, sql, [], |row| {
        Ok(Section {
            doc_type: sql::uint(row, 0, "document type")?,
            count: sql::uint(row, 1, "count")?,
            sum: sql::get(row, 2, "digest")?,
        })
    })
}

fn made(read: &Read<'_>) -> Result<bool, StoreError> {
    let made = sql::first(read.0, "SELECT digest_made FROM cursor", [], |row| Ok(row.get(0)?))?;
    Ok(made.unwrap_or(false))
}

/// The same by a walk over every document: what the kept sums must equal.
///
/// # Errors
/// [`StoreError`].
pub fn walked(read: &Read<'_>) -> Result<Vec<Section>, StoreError> {
    let mut out: Vec<Section> = Vec::new();
    let sql =
        "SELECT type, fp FROM document WHERE state IN (1, 2, 3) AND fp IS NOT NULL ORDER BY type";
    let all: Vec<(u16, Fingerprint)> = sql::all(read.0, sql, [], |row| {
        Ok((sql::uint(row, 0, "document type")?, sql::get(row, 1, "fingerprint")?))
    })?;
    for (doc_type, fp) in all {
        match out.last_mut().filter(|s| s.doc_type == doc_type) {
            Some(section) => {
                section.count = section.count.saturating_add(1);
                section.sum = xor(section.sum, fp);
            }
            None => out.push(Section { doc_type, count: 1, sum: fp }),
        }
    }
    Ok(out)
}

/// Makes the sums from the documents, once for a store of an older version, and whenever the copy is looked through.
///
/// # Errors
/// [`StoreError`].
pub fn make(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let sections = walked(&tx.read())?;
    tx.sql().prepare_cached("DELETE FROM digest")?.execute([])?;
    for s in sections {
        let sql = "INSERT INTO digest (type, n, sum) VALUES (?1, ?2, ?3)";
        sql::exactly(tx.sql(), 1, "digest", sql, params![s.doc_type, s.count, s.sum.blob()])?;
    }
    sql::exactly(tx.sql(), 1, "digest", "UPDATE cursor SET digest_made = 1", [])
}

/// Makes the sums if they never were.
///
/// # Errors
/// [`StoreError`].
pub fn ensure(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    if made(&tx.read())? { Ok(()) } else { make(tx) }
}

/// A counted document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    /// The document.
    pub doc: DocId,
    /// Its type number.
    pub doc_type: u16,
    /// Its incarnation.
    pub epoch: u32,
    /// Newest accepted item held.
    pub base_seq: u64,
    /// The fingerprint told.
    pub fp: Fingerprint,
}

/// The counted documents of one type, in order of id.
///
/// # Errors
/// [`StoreError`].
pub fn prints(read: &Read<'_>, doc_type: u16) -> Result<Vec<Print>, StoreError> {
    let sql = "SELECT doc, epoch, base_seq, fp FROM document \
               WHERE type = ?1 AND state IN (1, 2, 3) AND fp IS NOT NULL ORDER BY doc";
    sql::all(read.0, sql, [doc_type], |row| {
        Ok(Print {
            doc: sql::get(row, 0, "document id")?,
            doc_type,
            epoch: sql::uint(row, 1, "epoch")?,
            base_seq: sql::uint(row, 2, "base seq")?,
            fp: sql::get(row, 3, "fingerprint")?,
        })
    })
}

/// The server does not have the document: it is kept, and compared no more until the server tells of it again.
///
/// # Errors
/// [`StoreError`].
pub fn uncount(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    let before = of(&tx.read(), doc)?;
    moved(tx, before, None)?;
    tx.sql()
        .prepare_cached("UPDATE document SET fp = NULL WHERE doc = ?1")?
        .execute([doc.blob()])?;
    Ok(())
}

/// In which incarnation of the server's store the document's base was last taken or found equal; 0 = not told.
///
/// # Errors
/// [`StoreError`].
pub fn cluster(read: &Read<'_>, doc: DocId) -> Result<u32, StoreError> {
    let sql = "SELECT cluster FROM document WHERE doc = ?1";
    let found = sql::first(read.0, sql, [doc.blob()], |row| sql::uint(row, 0, "cluster epoch"))?;
    Ok(found.unwrap_or(0))
}

/// The incarnation of the server's store that is current, as WELCOME told; 0 before the first.
///
/// # Errors
/// [`StoreError`].
pub fn current(read: &Read<'_>) -> Result<u32, StoreError> {
    let sql = "SELECT cluster_epoch FROM cursor";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "cluster epoch"))?.unwrap_or(0))
}

/// Notes that the document's base is that of this incarnation of the server's store.
///
/// # Errors
/// [`StoreError`].
pub fn confirm(tx: &mut Tx<'_>, doc: DocId, cluster: u32) -> Result<(), StoreError> {
    let sql = "UPDATE document SET cluster = ?2 WHERE doc = ?1 AND cluster <> ?2";
    tx.sql().prepare_cached(sql)?.execute(params![doc.blob(), cluster])?;
    Ok(())
}

/// Notes the same of all documents but these.
///
/// # Errors
/// [`StoreError`].
pub fn confirm_all_but(
    tx: &mut Tx<'_>,
    but: &[(DocId, u32)],
    cluster: u32,
) -> Result<(), StoreError> {
    tx.sql()
        .prepare_cached("UPDATE document SET cluster = ?1 WHERE cluster <> ?1")?
        .execute([cluster])?;
    for (doc, was) in but {
        confirm(tx, *doc, *was)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
