//! Ids and numbers to columns and back.
use super::StoreError;
use satchel_model::id::{
    ActorId, BeaconId, DeviceId, DocId, Fingerprint, Hash, ItemId, PatientId, PublicKey, Signature,
    TenantId, UserId,
};

/// A value that is stored as a blob of fixed width.
pub(super) trait Blob: Sized {
    /// The bytes as stored.
    fn blob(&self) -> &[u8];
    /// The value of stored bytes, if they have the right width.
    fn from_blob(bytes: &[u8]) -> Option<Self>;
}

macro_rules! blob {
    ($($name:ident),*) => {$(
        impl Blob for $name {
            fn blob(&self) -> &[u8] {
                self.as_bytes()
            }
            fn from_blob(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self::from_bytes)
            }
        }
    )*};
}

blob!(
    ActorId,
    BeaconId,
    DeviceId,
    DocId,
    Fingerprint,
    Hash,
    ItemId,
    PatientId,
    PublicKey,
    Signature,
    TenantId,
    UserId
);

/// Column `at` of `row` as a fixed-width value; `what` names it in the error.
pub(super) fn get<T: Blob>(
    row: &rusqlite::Row<'_>,
    at: usize,
    what: &'static str,
) -> Result<T, StoreError> {
    let bytes = row.get_ref(at)?.as_blob().map_err(|_| StoreError::Value(what))?;
    T::from_blob(bytes).ok_or(StoreError::Value(what))
}

/// Column `at` of `row` as a fixed-width value or null.
pub(super) fn get_opt<T: Blob>(
    row: &rusqlite::Row<'_>,
    at: usize,
    what: &'static str,
) -> Result<Option<T>, StoreError> {
    let bytes = row.get_ref(at)?.as_blob_or_null().map_err(|_| StoreError::Value(what))?;
    bytes.map(|b| T::from_blob(b).ok_or(StoreError::Value(what))).transpose()
}

/// Column `at` of `row` as an unsigned number.
pub(super) fn uint<T: TryFrom<i64>>(
    row: &rusqlite::Row<'_>,
    at: usize,
    what: &'static str,
) -> Result<T, StoreError> {
    T::try_from(row.get::<_, i64>(at)?).map_err(|_| StoreError::Value(what))
}

/// A counter as SQLite keeps it; counters of ours never reach 2^63.
pub(super) fn int(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// All rows of a statement, each made by `each`.
pub(super) fn all<T>(
    connection: &rusqlite::Connection,
    sql: &'static str,
    params: impl rusqlite::Params,
    each: impl Fn(&rusqlite::Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(each(row)?);
    }
    Ok(out)
}

/// The first row of a statement, if there is one.
pub(super) fn first<T>(
    connection: &rusqlite::Connection,
    sql: &'static str,
    params: impl rusqlite::Params,
    each: impl Fn(&rusqlite::Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(each).transpose()
}

/// Runs a statement and demands how many rows it touched.
pub(super) fn exactly(
    connection: &rusqlite::Connection,
    rows: usize,
    what: &'static str,
    sql: &'static str,
    params: impl rusqlite::Params,
) -> Result<(), StoreError> {
    let touched = connection.prepare_cached(sql)?.execute(params)?;
    if touched == rows { Ok(()) } else { Err(StoreError::Rows(what)) }
}
