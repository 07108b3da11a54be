//! People and places of the clinic, as the server last told them: the names behind `by`.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
    view::{self, ViewRow},
};
use rusqlite::params;
use satchel_model::{
    id::{DocId, ItemId, TenantId, UserId},
    row::{Content, Person, Place, Row},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// The list of people.
const PEOPLE: &str = "people";
/// The list of places.
const PLACES: &str = "places";

/// The newest version of each row as it is shown.
#[must_use]
pub fn shown(rows: &[Row]) -> Vec<ViewRow> {
    let mut newest: BTreeMap<(&str, ItemId), &Row> = BTreeMap::new();
    for row in rows {
        let list = match row.content {
            Content::Person(_) => PEOPLE,
            Content::Place(_) => PLACES,
        };
        let held = newest.entry((list, ItemId::from_bytes(*row.id.as_bytes()))).or_insert(row);
        if row.replaces(held) {
            *held = row;
        }
    }
    let shown = |((list, item), row): ((&str, ItemId), &Row)| {
        let body = match &row.content {
            Content::Person(person) => serde_json::to_string(person),
            Content::Place(place) => serde_json::to_string(place),
        };
        let body = body.unwrap_or_default();
        ViewRow { list: list.to_owned(), item, at: Timestamp::default(), body }
    };
    newest.into_iter().map(shown).collect()
}

/// Makes the rows the ones shown. Where a name changed, decisions that name people are told anew.
///
/// # Errors
/// [`StoreError`].
pub fn learn(tx: &mut Tx<'_>, doc: DocId, rows: &[Row]) -> Result<(), StoreError> {
    let before = view::of_doc(&tx.read(), doc)?;
    view::replace(tx, doc, None, &shown(rows))?;
    if view::of_doc(&tx.read(), doc)? != before {
        let sql = "UPDATE document SET stale = 1 WHERE doc IN (SELECT doc FROM conflict)";
        tx.sql().prepare_cached(sql)?.execute([])?;
    }
    Ok(())
}

/// The name of a person of the clinic; it stays when they leave.
///
/// # Errors
/// [`StoreError`].
pub fn name(read: &Read<'_>, tenant: TenantId, user: UserId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT body FROM view_item WHERE doc = ?1 AND list = ?2 AND item = ?3";
    let doc = tenant.directory();
    let body: Option<String> =
        sql::first(read.0, sql, params![doc.blob(), PEOPLE, user.blob()], |row| Ok(row.get(0)?))?;
    body.map(|body| parsed::<Person>(&body).map(|person| person.name)).transpose()
}

/// Everybody of the clinic, those who left included, in order of id.
///
/// # Errors
/// [`StoreError`].
pub fn people(read: &Read<'_>, tenant: TenantId) -> Result<Vec<Person>, StoreError> {
    let rows = view::of_doc(read, tenant.directory())?;
    rows.iter().filter(|row| row.list == PEOPLE).map(|row| parsed(&row.body)).collect()
}

/// The clinic's places with their ids, in order of id.
///
/// # Errors
/// [`StoreError`].
pub fn places(read: &Read<'_>, tenant: TenantId) -> Result<Vec<(ItemId, Place)>, StoreError> {
    let rows = view::of_doc(read, tenant.directory())?;
    let places = rows.iter().filter(|row| row.list == PLACES);
    places.map(|row| Ok((row.item, parsed(&row.body)?))).collect()
}

fn parsed<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Value("directory row"))
}
