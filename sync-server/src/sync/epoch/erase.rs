//! Erasure: the content of a document is gone for ever, everywhere, and its id answers `erased`.
use satchel_model::{
    audit::Kind,
    document::{
        DocType,
        conflict::{self, Kind as Weight},
    },
    id::{DocId, Fingerprint, Hash, PatientId},
};
use satchel_protocol::{
    problem::{ErrorCode, Problem},
    sync::{DocState, EpochReason},
};
use satchel_server_store::{
    Tx, actor, change,
    document::{self, Document, Turn},
    epoch::{self, Ended},
    grant, interop, notice, position,
    review::{self, ReviewState},
    snapshot,
    verdict::{self, Decision},
};

use super::{Asker, event, rounds};
use crate::{
    audit::leaf,
    authz::{Facts, Subject},
    http::problem::Failure,
    seal,
    state::State,
    sync::hot,
};

/// Items in review that one erasure settles; more come with its next try.
const HELD_MAX: u32 = 10_000;

/// Erases a document.
///
/// # Errors
/// `not_found`, `already_done`, `intent_refused` with detail `legal_hold`; nothing was done then.
pub async fn erase(state: &State, doc: DocId, asker: &Asker) -> Result<(), Failure> {
    let mut tx = state.store.begin().await?;
    let row = document::lock(&mut tx, &[doc]).await?.pop().ok_or(ErrorCode::NotFound)?;
    may_erase(&row)?;
    let undecided = undecided(state, &mut tx, &row).await;
    held(&mut tx, state, doc).await?;
    let birth = position::take(&mut tx, 1).await?.first().copied().unwrap_or_default();
    let ended = Ended {
        doc,
        epoch: row.epoch,
        reason: EpochReason::Erasure,
        schema: row.schema,
        dek: row.dek,
        head_seq: row.head_seq,
        heads: Vec::new(),
        env_root: Hash::ZERO,
        user: asker.user,
        ended_at: state.now(),
        keep_until: None,
        shredded_at: None,
        pos: birth,
    };
    epoch::hasten(&mut tx, doc).await?;
    epoch::insert(&mut tx, &ended).await?;
    change::remove(&mut tx, doc).await?;
    actor::remove(&mut tx, doc).await?;
    snapshot::remove(&mut tx, doc).await?;
    review::remove(&mut tx, doc).await?;
    notice::remove(&mut tx, doc).await?;
    interop::forget(&mut tx, doc).await?;
    tombstone(state, &mut tx, &row, birth).await?;
    let mut event = event(state, Kind::RecordErased, asker, &row, EpochReason::Erasure);
    if undecided {
        // Both values are gone with everything else: that there was something to decide is what can be kept.
        event.code = Some("erasure_undecided".to_owned());
    }
    leaf::append(&mut tx, &[event]).await?;
    let groups = grant::groups_of(&mut tx, &[doc]).await?;
    tx.commit().await?;
    state.sync.docs.remove(doc);
    rounds::shred(state).await?;
    let news = groups.into_iter().map(|(_, group)| (group, birth)).collect();
    state.live.poke(&news);
    state.sequencer.ring();
    Ok(())
}

/// Erases everything about a patient, the record itself last. What is on legal hold refuses the whole.
///
/// # Errors
/// As [`erase`]; what was erased before a failure stays erased, and the next call goes on.
pub async fn erase_patient(
    state: &State,
    patient: PatientId,
    asker: &Asker,
) -> Result<u64, Failure> {
    let mut tx = state.store.read().await?;
    let mut rows = document::of_patient(&mut tx, patient).await?;
    tx.rollback().await?;
    rows.retain(|row| row.state != DocState::Erased);
    if rows.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    for row in &rows {
        may_erase(row)?;
    }
    rows.sort_by_key(|row| row.kind == DocType::Admin);
    for row in &rows {
        erase(state, row.doc, asker).await?;
    }
    Ok(u64::try_from(rows.len()).unwrap_or(0))
}

/// Sets or lifts a legal hold.
///
/// # Errors
/// `not_found`, `erased`.
pub async fn hold(state: &State, doc: DocId, hold: bool, asker: &Asker) -> Result<(), Failure> {
    let mut tx = state.store.begin().await?;
    let row = document::lock(&mut tx, &[doc]).await?.pop().ok_or(ErrorCode::NotFound)?;
    if row.state == DocState::Erased {
        return Err(ErrorCode::Erased.into());
    }
    document::set_hold(&mut tx, doc, hold).await?;
    let mut event = event(state, Kind::HoldChanged, asker, &row, EpochReason::Erasure);
    event.code = Some(if hold { "hold" } else { "released" }.to_owned());
    event.heads_before.clear();
    leaf::append(&mut tx, &[event]).await?;
    tx.commit().await?;
    state.sequencer.ring();
    Ok(())
}

fn may_erase(row: &Document) -> Result<(), Failure> {
    if row.state == DocState::Erased {
        return Err(ErrorCode::AlreadyDone.into());
    }
    if row.hold {
        return Err(Problem::new(ErrorCode::IntentRefused).with("detail", "legal_hold").into());
    }
    if row.patient.is_none() {
        // The clinic's own documents and the devices' audit are no patient's to have erased.
        return Err(Problem::new(ErrorCode::IntentRefused).with("detail", "type").into());
    }
    Ok(())
}

/// Whether a decision was open. A document that does not load has none that anybody could see.
async fn undecided(state: &State, tx: &mut Tx, row: &Document) -> bool {
    if !row.kind.is_crdt() || row.state == DocState::Frozen {
        return false;
    }
    let Ok(mut keys) = seal::keys(state, &[row.dek]).await else { return false };
    let Some(key) = keys.remove(&row.dek) else { return false };
    let loaded = hot::load(state, tx, row, &key).await;
    loaded.is_ok_and(|hot| {
        conflict::open(row.kind, &hot.doc).iter().any(|c| c.kind == Weight::Decision)
    })
}

/// What was held for the document gets its final answer.
async fn held(tx: &mut Tx, state: &State, doc: DocId) -> Result<(), Failure> {
    for item in review::undecided(tx, doc, HELD_MAX).await? {
        if item.state == ReviewState::Held {
            let decision =
                Decision::Refused { code: ErrorCode::Erased, detail: None, in_review: false };
            verdict::settle(tx, item.device, item.device_ctr, &decision, state.now()).await?;
        }
    }
    Ok(())
}

/// The row that answers `erased` from now on.
async fn tombstone(
    state: &State,
    tx: &mut Tx,
    row: &Document,
    birth: satchel_server_store::Position,
) -> Result<(), Failure> {
    let server = Facts::server(state.keys.tenant);
    let live = Document { state: DocState::Live, ..row.clone() };
    let permit = server.write(&Subject::from(&live), &[], state.now());
    let permit = permit.map_err(|_| ErrorCode::Internal)?;
    let epoch = row.epoch + 1;
    let gone = Document {
        epoch,
        state: DocState::Erased,
        head_seq: 0,
        heads: Vec::new(),
        env_root: Hash::ZERO,
        // What was erased counts in no comparison any more.
        fp: Fingerprint::ZERO,
        bytes_log: 0,
        bytes_full: 0,
        last: birth,
        ..row.clone()
    };
    let from = (row.epoch, row.head_seq);
    Ok(document::turn(tx, &Turn { permit: &permit, from, document: &gone, card: None }).await?)
}
