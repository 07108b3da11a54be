//! Where this device stands: feed, server time, lease, counter chain, tokens.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::{
    id::{BeaconId, Hash},
    time::{Hlc, Timestamp},
};
use satchel_protocol::sync::Position;

/// The device's place in the feed and what the server last told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Opaque place in the feed; none = nothing downloaded yet.
    pub token: Option<Vec<u8>>,
    /// Incarnation of the server's store.
    pub cluster_epoch: u32,
    /// Newest signed server time seen.
    pub beacon: Option<BeaconId>,
    /// Its moment; never goes back.
    pub beacon_at: Timestamp,
    /// Signed lease, canonical CBOR.
    pub lease: Option<Vec<u8>>,
    /// Moment after which the vault locks; 0 = none yet.
    pub lease_until: Timestamp,
    /// Own items up to here are on other devices.
    pub elsewhere: Position,
    /// Random bytes that the keystore holds too.
    pub incarnation: [u8; 16],
    /// How often the store was found restored or copied.
    pub restored: u32,
    /// Last verdict `ok`.
    pub sent_at: Option<Timestamp>,
    /// Last committed checkpoint.
    pub pulled_at: Option<Timestamp>,
    /// Since when no contact succeeded.
    pub offline_since: Option<Timestamp>,
}

/// The end of this device's counter chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    /// Next counter to give.
    pub next_ctr: u64,
    /// Hash of the newest own envelope.
    pub prev_env: Hash,
    /// Newest hybrid clock value given.
    pub hlc: Hlc,
}

/// Tokens for talking to the server.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    /// Access token.
    pub access: Option<Vec<u8>>,
    /// End of the access token.
    pub access_until: Timestamp,
    /// Single-use refresh token.
    pub refresh: Option<Vec<u8>>,
}

/// Writes the first row, at enrolment.
///
/// # Errors
/// [`StoreError`] if there is one already.
pub fn begin(tx: &mut Tx<'_>, incarnation: [u8; 16]) -> Result<(), StoreError> {
    let sql = "INSERT INTO cursor (one, incarnation, prev_env) VALUES (1, ?1, ?2)";
    sql::exactly(tx.sql(), 1, "cursor begin", sql, params![incarnation, Hash::ZERO.blob()])
}

/// Where the device stands.
///
/// # Errors
/// [`StoreError::Value`] before enrolment.
pub fn get(read: &Read<'_>) -> Result<Cursor, StoreError> {
    let sql = "SELECT token, cluster_epoch, beacon, beacon_at, lease, lease_until, elsewhere_tx, \
               elsewhere_id, incarnation, restored, sent_at, pulled_at, offline_since FROM cursor";
    let moment = |row: &rusqlite::Row<'_>, at| -> Result<Option<Timestamp>, StoreError> {
        Ok(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_millis))
    };
    let found = sql::first(read.0, sql, [], |row| {
        Ok(Cursor {
            token: row.get(0)?,
            cluster_epoch: sql::uint(row, 1, "cluster epoch")?,
            beacon: sql::get_opt(row, 2, "beacon")?,
            beacon_at: Timestamp::from_millis(row.get(3)?),
            lease: row.get(4)?,
            lease_until: Timestamp::from_millis(row.get(5)?),
            elsewhere: Position { tx: row.get(6)?, id: row.get(7)? },
            incarnation: row.get(8)?,
            restored: sql::uint(row, 9, "incarnation")?,
            sent_at: moment(row, 10)?,
            pulled_at: moment(row, 11)?,
            offline_since: moment(row, 12)?,
        })
    })?;
    found.ok_or(StoreError::Value("cursor"))
}

/// Writes all of it but the incarnation and its count. A beacon older than the one held is not taken: server time never goes back.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, c: &Cursor) -> Result<(), StoreError> {
    let held = get(&tx.read())?;
    let newest = if c.beacon_at >= held.beacon_at { c } else { &held };
    let sql = "UPDATE cursor SET token = ?1, cluster_epoch = ?2, beacon = ?3, beacon_at = ?4, lease = ?5, \
               lease_until = ?6, sent_at = ?7, pulled_at = ?8, offline_since = ?9, elsewhere_tx = ?10, \
               elsewhere_id = ?11";
    let params = params![
        c.token,
        c.cluster_epoch,
        newest.beacon.as_ref().map(Blob::blob),
        newest.beacon_at.millis(),
        c.lease,
        c.lease_until.millis(),
        c.sent_at.map(Timestamp::millis),
        c.pulled_at.map(Timestamp::millis),
        c.offline_since.map(Timestamp::millis),
        c.elsewhere.tx,
        c.elsewhere.id
    ];
    sql::exactly(tx.sql(), 1, "cursor put", sql, params)
}

/// Gives a store that was put back or copied another incarnation; the caller writes the same bytes to the keystore.
///
/// # Errors
/// [`StoreError`].
pub fn set_incarnation(tx: &mut Tx<'_>, incarnation: [u8; 16]) -> Result<(), StoreError> {
    let sql = "UPDATE cursor SET incarnation = ?1, restored = restored + 1, renumber = 1";
    sql::exactly(tx.sql(), 1, "incarnation", sql, params![incarnation])
}

/// What the server has judged of this device, as it told last, and whether this store has to go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Judged {
    /// The newest own counter with a verdict; 0 = none.
    pub ctr: u64,
    /// Hash of its envelope.
    pub env: Option<Hash>,
    /// This store was put back or copied: what waits here is written anew behind that counter.
    pub renumber: bool,
}

/// What the server has judged of this device.
///
/// # Errors
/// [`StoreError`].
pub fn judged(read: &Read<'_>) -> Result<Judged, StoreError> {
    let sql = "SELECT judged_ctr, judged_env, renumber FROM cursor";
    let found = sql::first(read.0, sql, [], |row| {
        Ok(Judged {
            ctr: sql::uint(row, 0, "counter")?,
            env: sql::get_opt(row, 1, "envelope hash")?,
            renumber: row.get(2)?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Notes what the server has judged, and whether the renumbering is still due.
///
/// # Errors
/// [`StoreError`].
pub fn set_judged(tx: &mut Tx<'_>, judged: &Judged) -> Result<(), StoreError> {
    let sql = "UPDATE cursor SET judged_ctr = ?1, judged_env = ?2, renumber = ?3";
    let env = judged.env.as_ref().map(Blob::blob);
    let params = params![sql::int(judged.ctr), env, judged.renumber];
    sql::exactly(tx.sql(), 1, "judged", sql, params)
}

/// Counts that the store was found put back, where the keystore could not tell.
///
/// # Errors
/// [`StoreError`].
pub fn count_restored(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let sql = "UPDATE cursor SET restored = restored + 1";
    sql::exactly(tx.sql(), 1, "incarnation", sql, [])
}

/// Changes the incarnation of a store that is still the copy which the keychain knows, so that a copy made before this
/// moment is known as one.
///
/// # Errors
/// [`StoreError`].
pub fn roll_incarnation(tx: &mut Tx<'_>, incarnation: [u8; 16]) -> Result<(), StoreError> {
    let sql = "UPDATE cursor SET incarnation = ?1";
    sql::exactly(tx.sql(), 1, "incarnation", sql, params![incarnation])
}

/// The end of the counter chain.
///
/// # Errors
/// [`StoreError::Value`] before enrolment.
pub fn chain(read: &Read<'_>) -> Result<Chain, StoreError> {
    let found = sql::first(read.0, "SELECT next_ctr, prev_env, hlc FROM cursor", [], |row| {
        Ok(Chain {
            next_ctr: sql::uint(row, 0, "counter")?,
            prev_env: sql::get(row, 1, "envelope hash")?,
            // The 64 bits are kept as they are, in a signed column.
            hlc: Hlc::from_raw(row.get::<_, i64>(2)?.cast_unsigned()),
        })
    })?;
    found.ok_or(StoreError::Value("cursor"))
}

/// Moves the end of the counter chain.
///
/// # Errors
/// [`StoreError`].
pub fn set_chain(tx: &mut Tx<'_>, chain: &Chain) -> Result<(), StoreError> {
    let sql = "UPDATE cursor SET next_ctr = ?1, prev_env = ?2, hlc = ?3";
    let hlc = chain.hlc.raw().cast_signed();
    let params = params![sql::int(chain.next_ctr), chain.prev_env.blob(), hlc];
    sql::exactly(tx.sql(), 1, "chain", sql, params)
}

/// The tokens held.
///
/// # Errors
/// [`StoreError::Value`] before enrolment.
pub fn tokens(read: &Read<'_>) -> Result<Tokens, StoreError> {
    let sql = "SELECT access, access_until, refresh FROM cursor";
    let found = sql::first(read.0, sql, [], |row| {
        Ok(Tokens {
            access: row.get(0)?,
            access_until: Timestamp::from_millis(row.get(1)?),
            refresh: row.get(2)?,
        })
    })?;
    found.ok_or(StoreError::Value("cursor"))
}

/// Stores tokens in place of the old ones.
///
/// # Errors
/// [`StoreError`].
pub fn set_tokens(tx: &mut Tx<'_>, t: &Tokens) -> Result<(), StoreError> {
    let sql = "UPDATE cursor SET access = ?1, access_until = ?2, refresh = ?3";
    let params = params![t.access, t.access_until.millis(), t.refresh];
    sql::exactly(tx.sql(), 1, "tokens", sql, params)
}
