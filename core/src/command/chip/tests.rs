use super::*;
use crate::sync::Progress;
use satchel_protocol::command::reply::BlockCode;

const AT: Timestamp = Timestamp::from_millis(1_000_000);

/// In contact, nothing waits.
fn calm() -> Facts {
    let status = Status { online: true, ..Status::default() };
    Facts {
        running: Running { status, ..Running::default() },
        documents: 3_800,
        contact_at: Some(AT),
        ..Facts::default()
    }
}

fn loading() -> Facts {
    let mut facts = calm();
    facts.documents = 1_240;
    facts.running.status.progress =
        Some(Progress { docs: 1_240, docs_planned: 3_800, ..Progress::default() });
    facts
}

/// What makes a calm device another one.
type Change<'a> = &'a dyn Fn(&mut Facts);

fn state(facts: &Facts) -> ChipState {
    chip(facts).state
}

#[test]
fn each_state_holds_when_its_facts_do_and_goes_when_they_go() {
    let blocked = |f: &mut Facts| f.running.status.stopped = Some(ErrorCode::DeviceRevoked);
    let needs = |f: &mut Facts| f.decisions = 2;
    let refused = |f: &mut Facts| f.refused = 1;
    let waiting = |f: &mut Facts| f.waiting = 3;
    let sending = |f: &mut Facts| (f.waiting, f.running.status.sent) = (3, Some(1));
    let offline = |f: &mut Facts| f.offline_since = Some(AT);
    let switched = |f: &mut Facts| f.running.switched_off = true;
    let never = |f: &mut Facts| f.contact_at = None;
    let table: [(Change<'_>, ChipState); 8] = [
        (&blocked, ChipState::Blocked),
        (&needs, ChipState::NeedsYou),
        (&refused, ChipState::NeedsYou),
        (&sending, ChipState::Sending),
        (&waiting, ChipState::Waiting),
        (&offline, ChipState::Offline),
        (&switched, ChipState::Offline),
        (&never, ChipState::Offline),
    ];
    assert_eq!(state(&calm()), ChipState::UpToDate);
    assert_eq!(state(&loading()), ChipState::FirstDownload);
    for (with, want) in table {
        let mut facts = calm();
        with(&mut facts);
        assert_eq!(state(&facts), want);
    }
}

#[test]
fn a_higher_state_hides_a_lower_one_but_never_what_waits() {
    let mut facts = loading();
    facts.waiting = 4;
    facts.running.status.sent = Some(0);
    assert_eq!((state(&facts), chip(&facts).unsent), (ChipState::FirstDownload, 4));
    facts.decisions = 1;
    assert_eq!((state(&facts), chip(&facts).unsent), (ChipState::NeedsYou, 4));
    facts.running.status.trouble = Some(ErrorCode::Quota);
    assert_eq!((state(&facts), chip(&facts).unsent), (ChipState::Blocked, 4));
    facts.running.status.trouble = None;
    facts.decisions = 0;
    facts.offline_since = Some(AT);
    assert_eq!((state(&facts), chip(&facts).unsent), (ChipState::Waiting, 4));
}

#[test]
fn the_numbers_are_those_of_the_words() {
    let chip_of = |facts: &Facts| (chip(facts).count, chip(facts).of);
    assert_eq!(chip_of(&loading()), (1_240, 3_800));
    let mut facts = calm();
    (facts.decisions, facts.refused) = (2, 1);
    assert_eq!(chip_of(&facts), (3, 0));
    let mut facts = calm();
    (facts.waiting, facts.running.status.sent) = (5, Some(7));
    assert_eq!(chip_of(&facts), (7, 12));
    facts.running.status.sent = None;
    assert_eq!(chip_of(&facts), (5, 0));
    assert_eq!(chip(&calm()).at, Some(AT));
}

#[test]
fn every_reason_can_be_reached_and_left() {
    let codes = [
        (BlockCode::SignedOut, ErrorCode::Unauthenticated),
        (BlockCode::DeviceBlocked, ErrorCode::DeviceRevoked),
        (BlockCode::ClockWrong, ErrorCode::ClockWrong),
        (BlockCode::AppOld, ErrorCode::UpgradeRequired),
        (BlockCode::ServerOld, ErrorCode::SchemaTooNew),
        (BlockCode::StorageFull, ErrorCode::StorageFull),
        (BlockCode::KeyMissing, ErrorCode::KeychainLost),
        (BlockCode::ServerRefused, ErrorCode::UserInactive),
        (BlockCode::Integrity, ErrorCode::StoreCorrupt),
        (BlockCode::Cert, ErrorCode::WrongServerKey),
        (BlockCode::Quota, ErrorCode::Quota),
        (BlockCode::Busy, ErrorCode::Overloaded),
    ];
    assert_eq!(codes.map(|(block, _)| block), BlockCode::ALL);
    for (want, code) in codes {
        let mut facts = calm();
        facts.running.status.trouble = Some(code);
        assert_eq!((block(&facts), state(&facts)), (Some(want), ChipState::Blocked), "{code}");
        facts.running.status.trouble = None;
        facts.running.status.stopped = Some(code);
        assert_eq!(block(&facts), Some(want), "{code}");
        facts.running.status.stopped = None;
        assert_eq!((block(&facts), state(&facts)), (None, ChipState::UpToDate), "{code}");
    }
}

#[test]
fn what_a_network_or_a_wait_cures_stops_nothing() {
    for code in [ErrorCode::Offline, ErrorCode::Timeout, ErrorCode::SeqGap, ErrorCode::EpochOld] {
        let mut facts = calm();
        facts.running.status.trouble = Some(code);
        assert_eq!(block(&facts), None, "{code}");
    }
}

#[test]
fn a_full_disk_stops_everything_until_there_is_space() {
    let mut facts = calm();
    facts.running.disk_full = true;
    assert_eq!(block(&facts), Some(BlockCode::StorageFull));
    facts.running.disk_full = false;
    assert_eq!(block(&facts), None);
}

#[test]
fn a_few_new_records_are_no_first_download() {
    let mut facts = calm();
    facts.documents = 3_805;
    facts.running.status.progress =
        Some(Progress { docs: 5, docs_planned: 40, ..Progress::default() });
    assert_eq!(state(&facts), ChipState::UpToDate);
    assert_eq!(download(&facts), Download { total: 3_840, left: 35, first: false });
}

#[test]
fn the_time_left_follows_the_pace_and_is_not_guessed_early() {
    let mut facts = loading();
    facts.running.began_at = Some(AT);
    // 1,240 records took 124 s; 2,560 are left.
    assert_eq!(left_seconds(&facts, AT.plus_millis(124_000)), Some(256));
    facts.running.paused = true;
    assert_eq!(left_seconds(&facts, AT.plus_millis(124_000)), None);
    facts.running.paused = false;
    facts.running.status.progress =
        Some(Progress { docs: 19, docs_planned: 3_800, ..Progress::default() });
    assert_eq!(left_seconds(&facts, AT.plus_millis(124_000)), None);
    assert_eq!(left_seconds(&calm(), AT), None);
}
