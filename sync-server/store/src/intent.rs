//! Intents as they were sent: what a device asked and signed, kept for its chain and the audit.
use crate::{Result, StoreError, Tx, convert, db::on};
use satchel_model::{
    id::{DeviceId, DocId, Signature},
    time::Timestamp,
};

/// An intent a device sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The device.
    pub device: DeviceId,
    /// Its counter.
    pub device_ctr: u64,
    /// The document the envelope names.
    pub doc: DocId,
    /// Command number.
    pub cmd_kind: u16,
    /// Canonical envelope.
    pub env: Vec<u8>,
    /// The device's signature.
    pub sig: Signature,
    /// Sealed body.
    pub body: Vec<u8>,
    /// When the server had it.
    pub received_at: Timestamp,
}

/// Keeps an intent.
///
/// # Errors
/// Duplicate if the counter has one.
pub async fn insert(tx: &mut Tx, intent: &Intent) -> Result<()> {
    let sql = "INSERT INTO intent (device, device_ctr, doc, cmd_kind, env, sig, body, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, |c| sqlx::query(sql)
        .bind(intent.device.uuid())
        .bind(convert::int(intent.device_ctr))
        .bind(intent.doc.uuid())
        .bind(i64::from(intent.cmd_kind))
        .bind(intent.env.as_slice())
        .bind(intent.sig.as_bytes().as_slice())
        .bind(intent.body.as_slice())
        .bind(intent.received_at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The intents of a device from a counter on, in order of counter, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, device: DeviceId, from: u64, limit: u32) -> Result<Vec<Intent>> {
    type Row = (i64, uuid::Uuid, i64, Vec<u8>, Vec<u8>, Vec<u8>, i64);
    let sql = "SELECT device_ctr, doc, cmd_kind, env, sig, body, received_at FROM intent
        WHERE device = $1 AND device_ctr >= $2 ORDER BY device_ctr LIMIT $3";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(device.uuid())
        .bind(convert::int(from))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(ctr, doc, kind, env, sig, body, at)| {
            Ok(Intent {
                device,
                device_ctr: convert::count(ctr, "intent.device_ctr")?,
                doc: doc.into(),
                cmd_kind: convert::small(kind, "intent.cmd_kind")?,
                env,
                sig: Signature::from_slice(&sig).ok_or(StoreError::Corrupt("intent.sig"))?,
                body,
                received_at: Timestamp::from_millis(at),
            })
        })
        .collect()
}
