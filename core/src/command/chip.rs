//! What the sync chip says: one state out of what the store holds and what the engine last told.
use crate::sync::Status;
use satchel_model::time::Timestamp;
use satchel_protocol::{
    command::reply::{BlockCode, Chip, ChipState},
    problem::ErrorCode,
};

/// Documents that must have come before the time of the rest is told.
const RATE_DOCS_MIN: u64 = 20;

/// What the app knows of sync besides the store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Running {
    /// What the engine last told; its default where it never ran.
    pub status: Status,
    /// When the download that runs began.
    pub began_at: Option<Timestamp>,
    /// Documents that had come by then: a download that goes on after a cut has not brought them at this pace.
    pub began_docs: u32,
    /// A person works offline by choice.
    pub switched_off: bool,
    /// The download rests by choice.
    pub paused: bool,
    /// The last write found no space.
    pub disk_full: bool,
}

/// What the chip is computed from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the app knows.
    pub running: Running,
    /// Changes that wait.
    pub waiting: u64,
    /// Refused ones that a person has to look at.
    pub refused: u64,
    /// Decisions that this person can take.
    pub decisions: u64,
    /// Documents held.
    pub documents: u64,
    /// Last verdict or download.
    pub contact_at: Option<Timestamp>,
    /// Since when no contact succeeded.
    pub offline_since: Option<Timestamp>,
}

/// A download that runs or rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Download {
    /// Documents there will be.
    pub total: u64,
    /// Of these still to come.
    pub left: u64,
    /// More comes than was held: the clinic's records come for the first time.
    pub first: bool,
}

/// Why sending stopped, if it did.
#[must_use]
pub fn block(facts: &Facts) -> Option<BlockCode> {
    let status = &facts.running.status;
    if facts.running.disk_full {
        return Some(BlockCode::StorageFull);
    }
    status.stopped.and_then(reason).or_else(|| status.trouble.and_then(reason))
}

/// The reason that a code stands for; none for what a wait or a network cures.
const fn reason(code: ErrorCode) -> Option<BlockCode> {
    use ErrorCode as E;
    match code {
        E::Unauthenticated | E::BadCredentials | E::TokenReused | E::LeaseOver => {
            Some(BlockCode::SignedOut)
        }
        E::DeviceRevoked | E::UnknownDevice | E::ChainFork | E::BadProof | E::TooManyDevices => {
            Some(BlockCode::DeviceBlocked)
        }
        E::ClockWrong => Some(BlockCode::ClockWrong),
        E::UpgradeRequired | E::SchemaTooOld => Some(BlockCode::AppOld),
        E::SchemaTooNew | E::NewerVersion => Some(BlockCode::ServerOld),
        E::StorageFull => Some(BlockCode::StorageFull),
        E::KeychainLost | E::SlotsMissing => Some(BlockCode::KeyMissing),
        E::UserInactive | E::Forbidden => Some(BlockCode::ServerRefused),
        E::StoreCorrupt | E::FrozenDoc => Some(BlockCode::Integrity),
        E::WrongServerKey | E::WrongAddress => Some(BlockCode::Cert),
        E::Quota => Some(BlockCode::Quota),
        E::RateLimited | E::Overloaded | E::DatabaseDown | E::Internal | E::Malformed => {
            Some(BlockCode::Busy)
        }
        _ => None,
    }
}

/// The download that runs or rests; all zero where none does.
#[must_use]
pub fn download(facts: &Facts) -> Download {
    let Some(progress) = facts.running.status.progress else { return Download::default() };
    let (planned, done) = (u64::from(progress.docs_planned), u64::from(progress.docs));
    let left = planned.saturating_sub(done);
    let held = facts.documents.saturating_sub(done);
    Download {
        total: facts.documents.saturating_add(left),
        left,
        first: left > 0 && planned > held,
    }
}

/// Seconds until the rest is here, at the pace so far.
#[must_use]
pub fn left_seconds(facts: &Facts, now: Timestamp) -> Option<u64> {
    let (began, progress) = (facts.running.began_at?, facts.running.status.progress?);
    let done = u64::from(progress.docs.saturating_sub(facts.running.began_docs));
    if done < RATE_DOCS_MIN || facts.running.paused {
        return None;
    }
    let spent = u64::try_from(now.since(began)).ok()?;
    let left = download(facts).left;
    spent.saturating_mul(left).checked_div(done).map(|ms| ms.div_ceil(1_000))
}

/// The chip: the highest state that holds.
#[must_use]
pub fn chip(facts: &Facts) -> Chip {
    let status = &facts.running.status;
    let offline = facts.running.switched_off || facts.offline_since.is_some();
    let of = download(facts);
    let needs = facts.decisions.saturating_add(facts.refused);
    let say = |state, count, of| Chip {
        state,
        count,
        of,
        unsent: facts.waiting,
        at: facts.contact_at,
        online: !offline && (status.online || facts.contact_at.is_some()),
    };
    if block(facts).is_some() {
        return say(ChipState::Blocked, 0, 0);
    }
    if needs > 0 {
        return say(ChipState::NeedsYou, needs, 0);
    }
    if of.first && !offline {
        return say(ChipState::FirstDownload, of.total.saturating_sub(of.left), of.total);
    }
    match status.sent {
        Some(sent) if !offline && facts.waiting > 0 => {
            let sent = u64::from(sent);
            say(ChipState::Sending, sent, sent.saturating_add(facts.waiting))
        }
        _ if facts.waiting > 0 => say(ChipState::Waiting, facts.waiting, 0),
        _ if offline || facts.contact_at.is_none() => say(ChipState::Offline, 0, 0),
        _ => say(ChipState::UpToDate, 0, 0),
    }
}

#[cfg(test)]
mod tests;
