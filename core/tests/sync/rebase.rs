//! Refusals against a real store: what is in quarantine, what was written anew, what the document shows.
use super::kit::{Device, chart_of, goal, message, patient, thread_of};
use satchel_core::{
    store::pending::PendingState,
    sync::{Replica as _, replica::Applied},
};
use satchel_model::{
    document::write::{Write, admin, encounter, medicine},
    id::{DocId, Hash, ItemId},
    time::Timestamp,
};
use satchel_protocol::{
    env::Env,
    problem::ErrorCode,
    sync::{Position, Verdict, VerdictKind},
};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

fn verdict(device: &Device, ctr: u64, kind: VerdictKind) -> Verdict {
    let item = device.pending().into_iter().find(|i| i.ctr == ctr);
    Verdict { ctr, hash: item.map_or(Hash::ZERO, |i| i.hash), kind }
}

fn ok(device: &Device, ctr: u64, seq: u64) -> Verdict {
    let pos = Position { tx: 0, id: i64::try_from(ctr).unwrap() };
    verdict(device, ctr, VerdictKind::Ok { seq, pos, result: None })
}

fn no(device: &Device, ctr: u64, code: ErrorCode) -> Verdict {
    let reject = VerdictKind::Reject { code: code.number(), detail: None, in_review: false };
    verdict(device, ctr, reject)
}

fn apply(device: &Device, verdicts: &[Verdict]) -> Applied {
    device.engine.replica().apply_verdicts(verdicts, NOW).unwrap()
}

fn add(device: &Device, n: u8, text: &str) -> ItemId {
    let item = device.item(NOW);
    device.write(&goal(n, item, text), NOW).unwrap();
    item
}

/// Counter 1 makes chart 1, then three goals: counters 2, 3, 4.
fn three_goals() -> (Device, [ItemId; 3]) {
    let device = Device::new(1);
    let items = ["one", "two", "three"].map(|text| add(&device, 1, text));
    let accepted = apply(&device, &[ok(&device, 1, 0)]);
    assert_eq!(accepted.settled, 1);
    (device, items)
}

fn has(device: &Device, item: ItemId) -> bool {
    device.goals(chart_of(1)).contains(&item.to_string())
}

fn states(device: &Device) -> Vec<(u64, PendingState)> {
    device.pending().iter().map(|i| (i.ctr, i.state)).collect()
}

#[test]
fn an_accepted_change_is_sent_and_stays_until_the_base_reaches_it() {
    let (device, [one, ..]) = three_goals();
    let applied = apply(&device, &[ok(&device, 2, 1)]);
    assert_eq!(applied.docs.into_iter().collect::<Vec<_>>(), [chart_of(1)]);
    assert_eq!(states(&device)[0], (2, PendingState::Sent(1)));
    assert!(has(&device, one));
    assert!(device.row(chart_of(1)).unwrap().stale);
}

#[test]
fn a_forbidden_change_goes_to_quarantine_and_its_cone_is_written_anew_without_it() {
    let (device, [one, two, three]) = three_goals();
    let applied = apply(&device, &[no(&device, 2, ErrorCode::ForbiddenPath)]);
    assert_eq!((applied.quarantined, applied.settled), (1, 1));
    let refused = device.quarantine();
    assert_eq!(refused.len(), 1);
    assert_eq!((refused[0].ctr, refused[0].code.as_str()), (2, "forbidden_path"));
    assert!(!refused[0].command.is_empty());
    // The old items still go up, the new ones follow them.
    assert_eq!(
        states(&device),
        [
            (3, PendingState::Dead),
            (4, PendingState::Dead),
            (5, PendingState::Saved),
            (6, PendingState::Saved)
        ]
    );
    assert!(!has(&device, one) && has(&device, two) && has(&device, three));
}

#[test]
fn a_rebased_item_has_a_new_actor_epoch_and_names_what_it_replaces() {
    let (device, _) = three_goals();
    let old = device.pending();
    apply(&device, &[no(&device, 2, ErrorCode::ForbiddenPath)]);
    let new = device.pending().into_iter().find(|i| i.ctr == 5).unwrap();
    let (old, new_env) = (&old[1], Env::decode(&new.env).unwrap());
    assert_eq!(new_env.rebased_from, Some(old.hash));
    assert_eq!(new_env.actor_epoch, Some(1));
    assert_eq!(new_env.actor_seq, Some(1));
    assert_eq!(new_env.t_claim, NOW);
    assert_eq!(new.command, old.command);
    assert_eq!(new_env.cmd_hash, Env::decode(&old.env).unwrap().cmd_hash);
}

#[test]
fn the_cones_own_refusals_only_take_the_old_items_away() {
    let (device, [_, two, three]) = three_goals();
    apply(&device, &[no(&device, 2, ErrorCode::ForbiddenPath)]);
    let late = [3, 4].map(|ctr| no(&device, ctr, ErrorCode::DependsOnRejected));
    let applied = apply(&device, &late);
    assert_eq!(applied.quarantined, 0);
    assert_eq!(states(&device), [(5, PendingState::Saved), (6, PendingState::Saved)]);
    assert!(has(&device, two) && has(&device, three));
}

#[test]
fn the_same_verdicts_in_one_frame_give_the_same_end() {
    let (device, [one, two, three]) = three_goals();
    let all = [
        no(&device, 2, ErrorCode::ForbiddenPath),
        no(&device, 3, ErrorCode::DependsOnRejected),
        no(&device, 4, ErrorCode::DependsOnRejected),
    ];
    apply(&device, &all);
    assert_eq!(states(&device), [(5, PendingState::Saved), (6, PendingState::Saved)]);
    assert!(!has(&device, one) && has(&device, two) && has(&device, three));
    // And once more: a frame may come any number of times.
    assert_eq!(apply(&device, &all), Applied::default());
}

#[test]
fn a_gap_is_rebased_silently_and_the_third_refusal_goes_to_quarantine() {
    let (device, [one, two, _]) = three_goals();
    let mut ctr = 2;
    for round in 1..=3_u8 {
        let applied = apply(&device, &[no(&device, ctr, ErrorCode::SeqGap)]);
        assert_eq!(applied.quarantined, usize::from(round == 3));
        for dead in device.pending().iter().filter(|i| i.state == PendingState::Dead) {
            apply(&device, &[no(&device, dead.ctr, ErrorCode::DependsOnRejected)]);
        }
        ctr = device.pending()[0].ctr;
    }
    assert_eq!(device.quarantine()[0].code, "seq_gap");
    assert!(!has(&device, one) && has(&device, two));
}

fn set_gender(device: &Device, gender: &str, base: Option<&str>) {
    let write = Write::AdminSetGender(admin::AdminSetGender {
        patient: patient(1),
        gender: gender.into(),
        base: base.map(Into::into),
    });
    device.write(&write, NOW).unwrap();
}

#[test]
fn a_command_whose_precondition_falls_with_the_refused_one_goes_to_quarantine_too() {
    let device = Device::new(1);
    set_gender(&device, "female", None);
    // This one saw "female", which the server will refuse.
    set_gender(&device, "other", Some("female"));
    apply(&device, &[ok(&device, 1, 0)]);
    let applied = apply(&device, &[no(&device, 2, ErrorCode::Invalid)]);
    assert_eq!(applied.quarantined, 2);
    let codes: Vec<_> = device.quarantine().into_iter().map(|q| (q.ctr, q.code)).collect();
    assert_eq!(codes, [(2, "invalid".to_owned()), (3, "stale".to_owned())]);
    assert_eq!(device.working(patient(1).admin()).value(&["person", "gender"]), None);
}

#[test]
fn other_documents_go_on() {
    let (device, _) = three_goals();
    let elsewhere = add(&device, 2, "other chart");
    apply(&device, &[no(&device, 2, ErrorCode::ForbiddenPath)]);
    let live: Vec<_> = device.pending().into_iter().filter(|i| i.doc == chart_of(2)).collect();
    assert_eq!(live.len(), 2);
    assert!(live.iter().all(|i| i.state == PendingState::Saved));
    assert!(device.goals(chart_of(2)).contains(&elsewhere.to_string()));
}

#[test]
fn messages_do_not_depend_on_a_refused_one() {
    let device = Device::new(1);
    for text in ["first", "second"] {
        device.write(&message(1, device.item(NOW), text), NOW).unwrap();
    }
    apply(&device, &[ok(&device, 1, 0), no(&device, 2, ErrorCode::ForbiddenDoc)]);
    assert_eq!(states(&device), [(3, PendingState::Saved)]);
    assert_eq!(device.quarantine().len(), 1);
    assert_eq!(device.pending()[0].doc, thread_of(1));
}

#[test]
fn a_document_that_may_not_be_made_puts_all_its_commands_aside_and_vanishes() {
    let device = Device::new(1);
    let items = ["one", "two"].map(|text| add(&device, 1, text));
    let applied = apply(&device, &[no(&device, 1, ErrorCode::IntentRefused)]);
    assert_eq!(applied.quarantined, 2);
    let refused = device.quarantine();
    assert!(refused.iter().all(|q| q.code == "intent_refused" && !q.command.is_empty()));
    for (item, refused) in items.iter().zip(&refused) {
        assert!(refused.command.windows(16).any(|w| w == item.as_bytes()));
    }
    assert!(device.row(chart_of(1)).is_none());
    assert_eq!(states(&device), [(2, PendingState::Dead), (3, PendingState::Dead)]);
}

/// A medicine in chart 1 and a note, all accepted; then a stop with a line in the note, as a batch.
fn stopped_with_a_note() -> (Device, DocId) {
    let device = Device::new(1);
    let (line, note) = (device.item(NOW), DocId::from_bytes([0x21; 16]));
    let start = super::model::medicine(1, line);
    device.write(&start, NOW).unwrap();
    let begin = Write::NoteStart(encounter::NoteStart {
        doc: note,
        patient: patient(1),
        section: device.item(NOW),
        title: "Visit".into(),
        text: "text".into(),
        start: Some("2026-01-01T10:00:00Z".into()),
    });
    device.write(&begin, NOW).unwrap();
    apply(&device, &[ok(&device, 1, 0), ok(&device, 2, 1), ok(&device, 3, 0), ok(&device, 4, 1)]);
    let stop = Write::MedicineStop(medicine::MedicineStop {
        doc: chart_of(1),
        patient: patient(1),
        item: line,
        date: "2026-01-02".into(),
        reason: "rash".into(),
        base: "active".into(),
        note: Some(medicine::NoteLine {
            doc: note,
            section: device.item(NOW),
            title: "Stopped".into(),
            text: "because of a rash".into(),
        }),
    });
    device.write(&stop, NOW).unwrap();
    (device, note)
}

#[test]
fn a_refused_batch_is_one_line_and_leaves_neither_half() {
    let (device, note) = stopped_with_a_note();
    let sections = device.working(note).keys(&["sections"]).len();
    // The server names the cause at one partner only.
    let applied = apply(
        &device,
        &[no(&device, 5, ErrorCode::DependsOnRejected), no(&device, 6, ErrorCode::ForbiddenPath)],
    );
    assert_eq!(applied.quarantined, 1);
    assert_eq!(device.quarantine()[0].code, "forbidden_path");
    assert_eq!(device.working(note).keys(&["sections"]).len(), sections - 1);
    assert!(device.pending().iter().all(|i| matches!(i.state, PendingState::Sent(_))));
}

#[test]
fn a_batch_that_is_cured_is_written_anew_whole() {
    let (device, _) = stopped_with_a_note();
    apply(
        &device,
        &[no(&device, 5, ErrorCode::SeqGap), no(&device, 6, ErrorCode::DependsOnRejected)],
    );
    let anew: Vec<_> =
        device.pending().into_iter().filter(|i| i.state == PendingState::Saved).collect();
    assert_eq!(anew.iter().map(|i| i.ctr).collect::<Vec<_>>(), [7, 8]);
    assert!(anew.iter().all(|i| i.batch.is_some_and(|b| b.first == 7 && b.count == 2)));
    assert!(anew.iter().all(|i| i.tries == 1));
}

#[test]
fn a_revoked_device_stops_and_keeps_its_work_in_sight() {
    let (device, [one, ..]) = three_goals();
    let applied = apply(&device, &[no(&device, 2, ErrorCode::DeviceRevoked)]);
    assert_eq!(applied.stop, Some(ErrorCode::DeviceRevoked));
    assert_eq!(states(&device)[0], (2, PendingState::Held));
    assert!(has(&device, one));
    assert!(device.quarantine().is_empty());
}

#[test]
fn a_bad_signature_stops_the_device_and_moves_nothing() {
    let (device, _) = three_goals();
    let before = states(&device);
    let unproved =
        VerdictKind::Reject { code: ErrorCode::BadSig.number(), detail: None, in_review: false };
    let applied = apply(&device, &[Verdict { ctr: 0, hash: Hash::ZERO, kind: unproved }]);
    assert_eq!(applied.stop, Some(ErrorCode::BadSig));
    assert_eq!(applied.alarms, [ErrorCode::BadSig]);
    assert_eq!(states(&device), before);
}

#[test]
fn another_item_under_our_number_is_a_copied_vault() {
    let (device, _) = three_goals();
    let mut foreign = ok(&device, 2, 1);
    foreign.hash = Hash::from_bytes([7; 32]);
    let applied = apply(&device, &[foreign]);
    assert_eq!(applied.stop, Some(ErrorCode::ChainFork));
    assert_eq!(states(&device)[0], (2, PendingState::Saved));
}

#[test]
fn a_held_item_waits_and_its_later_refusal_is_carried_out() {
    let (device, [one, two, _]) = three_goals();
    apply(&device, &[verdict(&device, 2, VerdictKind::Held)]);
    assert_eq!(states(&device)[0], (2, PendingState::Held));
    assert!(has(&device, one));
    apply(&device, &[no(&device, 2, ErrorCode::Invalid)]);
    assert!(!has(&device, one) && has(&device, two));
}

#[test]
fn the_outbox_sends_dead_items_but_not_sent_or_held_ones_and_cuts_no_batch() {
    let (device, _) = stopped_with_a_note();
    let replica = device.engine.replica();
    let ctrs = |items, bytes| -> Vec<u64> {
        replica.outbox_after(0, items, bytes).unwrap().iter().map(|i| i.ctr).collect()
    };
    assert_eq!(ctrs(10, 1 << 20), [5, 6]);
    add(&device, 3, "after the batch");
    assert_eq!(ctrs(10, 1 << 20), [5, 6, 7, 8]);
    // The server takes no part of a batch, so the first one goes up whole whatever the bounds say.
    assert_eq!(ctrs(1, 1 << 20), [5, 6]);
    assert_eq!(ctrs(10, 1), [5, 6]);
    assert_eq!(ctrs(0, 0), [5, 6]);
    assert_eq!(ctrs(3, 1 << 20), [5, 6, 7]);
    // Written anew it goes to the end, behind what was there.
    apply(&device, &[no(&device, 5, ErrorCode::SeqGap), no(&device, 6, ErrorCode::SeqGap)]);
    assert_eq!(ctrs(3, 1 << 20), [7, 8]);
    assert_eq!(ctrs(4, 1 << 20), [7, 8, 9, 10]);
}
