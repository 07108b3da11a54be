//! Names to show for the authors of what came down.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::id::{DeviceId, UserId};

/// Remembers the name behind a device.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, device: DeviceId, user: UserId, label: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO peer_name (device, user, label) VALUES (?1, ?2, ?3) \
               ON CONFLICT (device) DO UPDATE SET user = ?2, label = ?3";
    sql::exactly(tx.sql(), 1, "peer name", sql, params![device.blob(), user.blob(), label])
}

/// The person behind a device and their name.
///
/// # Errors
/// [`StoreError`].
pub fn of_device(
    read: &Read<'_>,
    device: DeviceId,
) -> Result<Option<(UserId, String)>, StoreError> {
    let sql = "SELECT user, label FROM peer_name WHERE device = ?1";
    sql::first(read.0, sql, [device.blob()], |row| Ok((sql::get(row, 0, "user")?, row.get(1)?)))
}

/// A name of a person, from any of their devices.
///
/// # Errors
/// [`StoreError`].
pub fn of_user(read: &Read<'_>, user: UserId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT label FROM peer_name WHERE user = ?1 ORDER BY device DESC LIMIT 1";
    sql::first(read.0, sql, [user.blob()], |row| Ok(row.get(0)?))
}
