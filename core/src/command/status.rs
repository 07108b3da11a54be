//! How things stand: the three facts about own changes, the enrolment.
use super::Cx;
use crate::{
    error::CoreError,
    store::{StoreError, conflict, cursor, document, kept, pending, quarantine, search},
};
use satchel_protocol::{
    command::reply::{DeviceFacts, Durability, SyncState},
    join,
};

/// What is saved, sent and elsewhere, and when the server was last reached.
///
/// # Errors
/// [`CoreError::Store`].
pub fn sync_state(cx: Cx<'_>) -> Result<SyncState, CoreError> {
    cx.unlocked.store.read(|read| {
        let place = cursor::get(read)?;
        let waiting = pending::outbox(read)?;
        let reached = kept::reached(read)?;
        Ok(SyncState {
            own: Durability {
                saved: waiting.changes,
                sent: reached.sent,
                elsewhere: reached.elsewhere,
            },
            refused: quarantine::count(read)?,
            audit_waiting: waiting.audit,
            sent_at: place.sent_at,
            pulled_at: place.pulled_at,
            offline_since: place.offline_since,
            documents: document::count(read)?,
            decisions: conflict::decisions(read)?,
            views_behind: document::behind(read)?,
        })
    })
}

/// This enrolment.
///
/// # Errors
/// [`CoreError::Store`].
pub fn device(cx: Cx<'_>) -> Result<DeviceFacts, CoreError> {
    let unlocked = cx.unlocked;
    let found: Result<_, StoreError> = unlocked
        .store
        .read(|read| Ok((cursor::get(read)?, document::count(read)?, search::count(read)?)));
    let (place, documents, patients) = found?;
    Ok(DeviceFacts {
        tenant: unlocked.author.tenant,
        device: unlocked.author.device,
        user: unlocked.author.user,
        server: unlocked.pin.address.clone(),
        server_words: join::words(&unlocked.pin.spki),
        lease_until: place.lease_until,
        server_time: place.beacon_at,
        documents,
        patients,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
