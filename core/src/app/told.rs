//! What the engine told last, kept for the chip and for the list of rounds.
use crate::{
    command::chip::Running,
    sync::{Round, Status, conversation::Carrier},
};
use satchel_model::{id::PatientId, time::Timestamp};
use satchel_protocol::command::reply::{RoundKind, SyncRound, SyncRounds};
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Rounds that are remembered.
const ROUNDS_MAX: usize = 20;

/// What is remembered while the app runs.
#[derive(Default)]
pub(super) struct Told(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    running: Running,
    rounds: VecDeque<SyncRound>,
    opened: Option<PatientId>,
}

impl Told {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the chip is made of.
    pub(super) fn running(&self) -> Running {
        self.kept().running
    }

    /// Another vault opens: what was told is not about it. What a person chose stays.
    pub(super) fn forget(&self) {
        let mut kept = self.kept();
        let Running { switched_off, paused, .. } = kept.running;
        *kept = Kept {
            running: Running { switched_off, paused, ..Running::default() },
            ..Kept::default()
        };
    }

    /// The engine's state.
    pub(super) fn status(&self, status: Status, now: Timestamp) {
        let running = &mut self.kept().running;
        match (running.began_at, status.progress) {
            (None, Some(progress)) => {
                (running.began_at, running.began_docs) = (Some(now), progress.docs);
            }
            (_, None) => (running.began_at, running.began_docs) = (None, 0),
            (Some(_), Some(_)) => {}
        }
        running.status = status;
    }

    /// Nothing runs any more.
    pub(super) fn rest(&self) {
        let running = &mut self.kept().running;
        running.status = Status { rounds: running.status.rounds, ..Status::default() };
        running.began_at = None;
    }

    /// A round ended.
    pub(super) fn round(&self, round: &Round, now: Timestamp) {
        let rounds = &mut self.kept().rounds;
        rounds.truncate(ROUNDS_MAX.saturating_sub(1));
        rounds.push_front(SyncRound {
            at: now,
            kind: kind(round),
            up_bytes: round.up,
            down_bytes: round.down,
            items: round.items,
            code: round.code,
        });
    }

    /// The rounds, newest first.
    pub(super) fn rounds(&self) -> SyncRounds {
        SyncRounds { rounds: self.kept().rounds.iter().copied().collect() }
    }

    /// The switch "work offline"; answers whether it moved.
    pub(super) fn switch_off(&self, off: bool) -> bool {
        std::mem::replace(&mut self.kept().running.switched_off, off) != off
    }

    /// Whether the download rests.
    pub(super) fn pause(&self, paused: bool) {
        self.kept().running.paused = paused;
    }

    /// A patient was opened; answers whether another one than before.
    pub(super) fn opened(&self, patient: PatientId) -> bool {
        self.kept().opened.replace(patient) != Some(patient)
    }

    /// Whether the last write found space; answers whether that is news.
    pub(super) fn disk(&self, full: bool) -> bool {
        std::mem::replace(&mut self.kept().running.disk_full, full) != full
    }
}

const fn kind(round: &Round) -> RoundKind {
    match (round.code, round.items, round.carrier) {
        (Some(_), _, _) => RoundKind::Failed,
        (None, 0, _) => RoundKind::Checked,
        (None, _, Carrier::Push) => RoundKind::Sent,
        (None, _, Carrier::Pull | Carrier::Live) => RoundKind::Received,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::Progress;
    use satchel_protocol::problem::ErrorCode;

    const fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    fn round(carrier: Carrier, items: u64, code: Option<ErrorCode>) -> Round {
        Round { carrier, up: 10, down: 20, items, code }
    }

    #[test]
    fn the_last_twenty_rounds_are_kept_newest_first() {
        let told = Told::default();
        for n in 0..25 {
            told.round(&round(Carrier::Push, 1, None), at(n));
        }
        let rounds = told.rounds().rounds;
        assert_eq!(rounds.len(), ROUNDS_MAX);
        assert_eq!((rounds[0].at, rounds[19].at), (at(24), at(5)));
        told.forget();
        assert!(told.rounds().rounds.is_empty());
    }

    #[test]
    fn a_round_is_named_by_what_it_carried() {
        let kind = |carrier, items, code| kind(&round(carrier, items, code));
        assert_eq!(kind(Carrier::Push, 2, None), RoundKind::Sent);
        assert_eq!(kind(Carrier::Pull, 2, None), RoundKind::Received);
        assert_eq!(kind(Carrier::Pull, 0, None), RoundKind::Checked);
        assert_eq!(kind(Carrier::Pull, 2, Some(ErrorCode::Offline)), RoundKind::Failed);
    }

    #[test]
    fn a_download_begins_with_its_first_progress_and_ends_without_one() {
        let told = Told::default();
        let some = Status { progress: Some(Progress::default()), ..Status::default() };
        told.status(some, at(1));
        told.status(some, at(9));
        assert_eq!(told.running().began_at, Some(at(1)));
        told.status(Status::default(), at(10));
        assert_eq!(told.running().began_at, None);
    }

    #[test]
    fn what_a_person_chose_outlives_a_lock_and_what_was_told_does_not() {
        let told = Told::default();
        assert!(told.switch_off(true));
        assert!(!told.switch_off(true));
        told.pause(true);
        assert!(told.disk(true));
        told.status(Status { rounds: 3, ..Status::default() }, at(1));
        told.forget();
        let want = Running { switched_off: true, paused: true, ..Running::default() };
        assert_eq!(told.running(), want);
    }
}
