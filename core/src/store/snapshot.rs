//! The accepted state of a document as downloaded in one piece, compressed by this device.
use super::{
    Read, StoreError, Tx,
    sql::{self, Blob},
};
use rusqlite::params;
use satchel_model::id::DocId;
use satchel_protocol::limit;

/// Smaller bodies are stored plain: compressing them saves less than it costs.
const PLAIN_MAX: usize = 512;
const PLAIN: u8 = 0;
const ZSTD: u8 = 1;

/// A downloaded state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The document's incarnation.
    pub epoch: u32,
    /// The newest item it holds.
    pub upto_seq: u64,
    /// An Automerge document, uncompressed.
    pub body: Vec<u8>,
}

/// Stores the newest state, in place of an older one.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &mut Tx<'_>, doc: DocId, snapshot: &Snapshot) -> Result<(), StoreError> {
    let sql = "INSERT INTO snapshot (doc, epoch, upto_seq, body) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (doc) DO UPDATE SET epoch = ?2, upto_seq = ?3, body = ?4";
    let body = pack(&snapshot.body);
    let params = params![doc.blob(), snapshot.epoch, sql::int(snapshot.upto_seq), body];
    sql::exactly(tx.sql(), 1, "snapshot put", sql, params)
}

/// The stored state of a document, if one was downloaded.
///
/// # Errors
/// [`StoreError::Value`] if it does not unpack.
pub fn find(read: &Read<'_>, doc: DocId) -> Result<Option<Snapshot>, StoreError> {
    let sql = "SELECT epoch, upto_seq, body FROM snapshot WHERE doc = ?1";
    sql::first(read.0, sql, [doc.blob()], |row| {
        let body = row.get_ref(2)?.as_blob().map_err(|_| StoreError::Value("snapshot"))?;
        Ok(Snapshot {
            epoch: sql::uint(row, 0, "epoch")?,
            upto_seq: sql::uint(row, 1, "snapshot seq")?,
            body: unpack(body)?,
        })
    })
}

fn pack(body: &[u8]) -> Vec<u8> {
    let packed = (body.len() > PLAIN_MAX).then(|| zstd::bulk::compress(body, 1).ok()).flatten();
    let (tag, bytes) = match &packed {
        Some(packed) => (ZSTD, packed.as_slice()),
        None => (PLAIN, body),
    };
    let mut out = Vec::with_capacity(bytes.len() + 1);
    out.push(tag);
    out.extend_from_slice(bytes);
    out
}

fn unpack(stored: &[u8]) -> Result<Vec<u8>, StoreError> {
    // Parts are joined before they are stored, so a state may be as large as all its parts.
    let most = limit::SNAPSHOT_MAX * usize::from(limit::SNAPSHOT_PARTS_MAX);
    match stored.split_first() {
        Some((&PLAIN, body)) => Ok(body.to_vec()),
        // The size in the frame's header is ours; a damaged one is an error, not an allocation.
        Some((&ZSTD, body)) => zstd::zstd_safe::get_frame_content_size(body)
            .ok()
            .flatten()
            .and_then(|size| usize::try_from(size).ok())
            .filter(|size| *size <= most)
            .and_then(|size| zstd::bulk::decompress(body, size).ok())
            .ok_or(StoreError::Value("snapshot")),
        _ => Err(StoreError::Value("snapshot")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_comes_back_equal_whatever_its_size() {
        for size in [0, 1, PLAIN_MAX, PLAIN_MAX + 1, 200_000] {
            let body: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
            assert_eq!(unpack(&pack(&body)).unwrap(), body, "{size} bytes");
        }
        assert!(pack(&vec![7; 200_000]).len() < 2_000);
    }

    #[test]
    fn a_damaged_state_is_an_error_not_an_empty_document() {
        assert!(unpack(&[]).is_err());
        assert!(unpack(&[9, 1, 2]).is_err());
        let mut packed = pack(&vec![7; 200_000]);
        packed.truncate(20);
        assert!(unpack(&packed).is_err());
    }
}
