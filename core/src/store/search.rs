//! Finding patients by name, number, birth date or telephone; paints lists without loading a document.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{document::card::Card, id::DocId, text};

/// Longest query looked at, in characters.
pub const QUERY_MAX: usize = 200;
/// Most words of a query.
const WORDS_MAX: usize = 8;
/// Most matches that are sorted; beyond it the first found are.
const SORTED_MAX: u32 = 400;

/// A patient found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The admin document.
    pub doc: DocId,
    /// The list row, JSON.
    pub body: String,
}

/// Stores the list row of a patient and makes it findable.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, doc: DocId, card: &Card, body: &str) -> Result<(), StoreError> {
    let (sort, words) = (sort_key(card), card.search_text());
    let birth = card.births.first().cloned().unwrap_or_default();
    if let Some((id, old)) = row_of(&tx.read(), doc)? {
        let sql =
            "UPDATE view_patient SET sort = ?2, birth = ?3, body = ?4, words = ?5 WHERE id = ?1";
        let params = params![id, sort, birth, body, words];
        sql::exactly(tx.sql(), 1, "patient row", sql, params)?;
        if old == words {
            return Ok(());
        }
        unindex(tx, id, &old)?;
        return index(tx, id, &words);
    }
    let sql =
        "INSERT INTO view_patient (doc, sort, birth, body, words) VALUES (?1, ?2, ?3, ?4, ?5)";
    let params = params![doc.blob(), sort, birth, body, words];
    sql::exactly(tx.sql(), 1, "patient row", sql, params)?;
    let id = tx.sql().last_insert_rowid();
    index(tx, id, &words)
}

/// Takes a patient out of list and search; absent is fine.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    if let Some((id, old)) = row_of(&tx.read(), doc)? {
        unindex(tx, id, &old)?;
        sql::exactly(tx.sql(), 1, "patient row", "DELETE FROM view_patient WHERE id = ?1", [id])?;
    }
    Ok(())
}

/// Writes the search index anew, so that words of those taken out are in no part of it any more.
///
/// # Errors
/// [`StoreError`].
pub fn rewrite(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.sql().prepare_cached("INSERT INTO search (search) VALUES ('optimize')")?.execute([])?;
    Ok(())
}

fn row_of(read: &Read<'_>, doc: DocId) -> Result<Option<(i64, String)>, StoreError> {
    let sql = "SELECT id, words FROM view_patient WHERE doc = ?1";
    sql::first(read.0, sql, [doc.blob()], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn index(tx: &mut Tx<'_>, id: i64, words: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO search (rowid, words) VALUES (?1, ?2)";
    sql::exactly(tx.sql(), 1, "search row", sql, params![id, words])
}

fn unindex(tx: &mut Tx<'_>, id: i64, words: &str) -> Result<(), StoreError> {
    // An index over foreign content must be told what it held.
    let sql = "INSERT INTO search (search, rowid, words) VALUES ('delete', ?1, ?2)";
    tx.sql().prepare_cached(sql)?.execute(params![id, words])?;
    Ok(())
}

/// Patients that match every word of `query` at the start of one of theirs, by name, at most `limit`.
///
/// A query without a letter or digit finds nobody.
///
/// # Errors
/// [`StoreError`].
pub fn find(read: &Read<'_>, query: &str, limit: u32) -> Result<Vec<Found>, StoreError> {
    let Some(query) = match_text(query) else { return Ok(Vec::new()) };
    let sql = include_str!("sql/search_find.sql");
    sql::all(read.0, sql, params![query, SORTED_MAX, limit], |row| {
        Ok(Found { doc: sql::get(row, 0, "document id")?, body: row.get(1)? })
    })
}

/// Patients in order of name after the given one, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn list(read: &Read<'_>, after: Option<DocId>, limit: u32) -> Result<Vec<Found>, StoreError> {
    let sql = include_str!("sql/search_list.sql");
    let after = after.map_or_else(Vec::new, |doc| doc.as_bytes().to_vec());
    sql::all(read.0, sql, params![after, limit], |row| {
        Ok(Found { doc: sql::get(row, 0, "document id")?, body: row.get(1)? })
    })
}

/// Patients of whom a document was opened here, the last one first, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn opened(read: &Read<'_>, limit: u32) -> Result<Vec<Found>, StoreError> {
    let sql = include_str!("sql/search_opened.sql");
    sql::all(read.0, sql, params![limit], |row| {
        Ok(Found { doc: sql::get(row, 0, "document id")?, body: row.get(1)? })
    })
}

/// The list row of one patient, JSON.
///
/// # Errors
/// [`StoreError`].
pub fn row(read: &Read<'_>, doc: DocId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT body FROM view_patient WHERE doc = ?1";
    sql::first(read.0, sql, [doc.blob()], |row| Ok(row.get(0)?))
}

/// How many patients are listed.
///
/// # Errors
/// [`StoreError`].
pub fn count(read: &Read<'_>) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM view_patient";
    Ok(sql::first(read.0, sql, [], |row| sql::uint(row, 0, "count"))?.unwrap_or(0))
}

/// The main name, folded; the id breaks ties in SQL.
fn sort_key(card: &Card) -> String {
    card.names.first().map(|name| text::fold(name)).unwrap_or_default()
}

/// The query as the index understands it: each word quoted, so nothing in it is an operator, and open at its end.
fn match_text(query: &str) -> Option<String> {
    let query: String = text::fold(&query.chars().take(QUERY_MAX).collect::<String>());
    let words: Vec<String> = query
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS_MAX)
        .map(|word| format!("\"{}\" *", word.replace('"', "\"\"").replace('\0', "")))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests;
