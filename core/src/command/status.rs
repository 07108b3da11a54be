//! How things stand: the three facts about own changes, the enrolment.
use super::{
    Cx,
    chip::{self, Facts, Running},
};
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
pub fn sync_state(cx: Cx<'_>, running: Running) -> Result<SyncState, CoreError> {
    // Who cannot decide is not asked to.
    let decides = cx.unlocked.author.role.is_staff();
    cx.unlocked.store.read(|read| {
        let place = cursor::get(read)?;
        let waiting = pending::waiting(read)?;
        let reached = kept::reached(read)?;
        let facts = Facts {
            running,
            waiting: waiting.changes,
            refused: quarantine::count(read)?,
            decisions: if decides { conflict::decisions(read)? } else { 0 },
            documents: document::count(read)?,
            contact_at: place.sent_at.max(place.pulled_at),
            offline_since: place.offline_since,
        };
        let coming = chip::download(&facts);
        Ok(SyncState {
            chip: chip::chip(&facts),
            blocked: chip::block(&facts),
            own: Durability {
                saved: waiting.changes,
                sent: reached.sent,
                elsewhere: reached.elsewhere,
            },
            refused: facts.refused,
            audit_waiting: waiting.audit,
            sent_at: place.sent_at,
            pulled_at: place.pulled_at,
            offline_since: place.offline_since,
            documents: facts.documents,
            decisions: facts.decisions,
            views_behind: document::behind(read)?,
            total: coming.total,
            left: coming.left,
            left_seconds: chip::left_seconds(&facts, cx.now),
            offline: running.switched_off,
            paused: running.paused,
            next_try_at: running.status.retry_at,
            clock_off_ms: running.status.clock_off_ms,
            lease_until: place.lease_until,
            server_words: join::words(&cx.unlocked.pin.spki),
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
