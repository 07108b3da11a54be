use super::*;
use crate::{
    cbor,
    document::{
        register::{Group, Rest},
        testing::{NOW, Replica, coding, doc_id, item, meet, regimen},
    },
    role::Role,
};

pub(crate) mod samples;

fn chart() -> Replica {
    Replica::new(DocType::Chart, 1, Role::Doctor)
}

fn encounter() -> Replica {
    Replica::new(DocType::Encounter, 1, Role::Nurse)
}

fn rule_of(result: Result<(), WriteError>) -> (&'static str, bool) {
    match result {
        Err(WriteError::Rule { code, may_override, basis }) => {
            assert!(!basis.is_empty());
            (code, may_override)
        }
        other => panic!("no rule: {other:?}"),
    }
}

#[test]
fn there_is_a_sample_of_every_command_and_numbers_do_not_repeat() {
    let sampled: Vec<_> = samples::all().iter().map(|w| (w.kind(), w.name())).collect();
    assert_eq!(sampled, Write::ALL);
    let mut numbers: Vec<_> = Write::ALL.iter().map(|(n, _)| n).collect();
    numbers.dedup();
    assert_eq!(numbers.len(), Write::ALL.len());
}

#[test]
fn every_command_keeps_its_bytes_and_its_json() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for write in samples::all() {
            let bytes = cbor::encode(&write);
            assert_eq!(cbor::decode::<Write>(&bytes).as_ref(), Ok(&write));
            let json = serde_json::to_value(&write).unwrap();
            assert_eq!(json["type"], write.name());
            assert_eq!(serde_json::from_value::<Write>(json.clone()).unwrap(), write);
            let readable = serde_json::to_string_pretty(&json).unwrap();
            insta::assert_snapshot!(write.name(), format!("{readable}\n{}", hex::encode(&bytes)));
        }
    });
}

#[test]
fn a_command_with_a_trailing_or_unknown_part_is_refused() {
    let bytes = cbor::encode(&samples::none_known(1));
    assert!(cbor::decode::<Write>(&[bytes.clone(), vec![0]].concat()).is_err());
    let mut unknown = bytes;
    unknown[2] = 0xff;
    assert!(cbor::decode::<Write>(&unknown).is_err());
    assert!(serde_json::from_str::<Write>(r#"{"type":"rm_rf"}"#).is_err());
}

#[test]
fn a_command_prints_its_kind_and_no_content() {
    for write in samples::all() {
        assert_eq!(format!("{write:?}"), format!("Write({})", write.name()));
    }
}

#[test]
fn a_command_names_one_to_eight_documents() {
    for write in samples::all() {
        let targets = write.targets();
        assert!((1..=TARGETS_MAX).contains(&targets.len()), "{}", write.name());
        assert_eq!(write.doc_type(), Some(targets[0].kind));
    }
}

#[test]
fn a_stop_with_a_note_writes_both_documents() {
    let all = samples::all();
    let stop = all.iter().find(|w| w.name() == "medicine_stop").unwrap();
    let kinds: Vec<_> = stop.targets().iter().map(|t| t.kind).collect();
    assert_eq!(kinds, [DocType::Chart, DocType::Encounter]);
    let mut a = chart();
    a.run(&samples::start(4, "lisinopril", "10", None));
    a.run(stop);
    let note = encounter();
    let Ok(Planned::Puts(puts)) = stop.plan(&note.doc, 1, &note.cx()) else { panic!() };
    assert!(matches!(&puts[4], Put::Text(_, text) if text == "Lisinopril stopped: cough."));
    assert_eq!(stop.plan(&note.doc, 2, &note.cx()), Err(WriteError::Missing));
}

#[test]
fn a_rerun_makes_the_same_items_at_the_same_time() {
    let a = chart();
    let write = samples::start(4, "lisinopril", "10", None);
    let first = write.plan(&a.doc, 0, &a.cx()).unwrap();
    assert_eq!(first, write.plan(&a.doc, 0, &a.cx()).unwrap());
    let Planned::Puts(puts) = first else { panic!() };
    assert_eq!(puts[0].path()[1], item(4).to_string());
    assert_eq!(puts[2], Put::Set(puts[2].path().clone(), NOW.into()));
}

#[test]
fn a_stale_form_is_answered_with_what_stands() {
    let mut a = chart();
    a.run(&samples::start(4, "lisinopril", "10", None));
    a.run(&samples::set_dose(4, "lisinopril", "20", "10"));
    let Err(WriteError::Stale { current }) =
        a.try_run(&samples::set_dose(4, "lisinopril", "15", "10"))
    else {
        panic!("not stale")
    };
    assert_eq!(current.len(), 1);
    assert_eq!(current[0]["dose"], "20");
}

#[test]
fn a_disputed_field_is_stale_for_every_form() {
    let mut a = chart();
    a.run(&samples::start(4, "lisinopril", "10", None));
    let mut b = a.fork(2, Role::Doctor);
    a.run(&samples::set_dose(4, "lisinopril", "20", "10"));
    b.run(&samples::set_dose(4, "lisinopril", "5", "10"));
    meet(&mut a, &mut b);
    for base in ["10", "20", "5"] {
        let Err(WriteError::Stale { current }) =
            a.try_run(&samples::set_dose(4, "lisinopril", "15", base))
        else {
            panic!("not stale")
        };
        assert_eq!(current.len(), 2);
    }
}

#[test]
fn what_is_not_there_is_missing() {
    let mut a = chart();
    assert_eq!(a.try_run(&samples::stop(9, "active")), Err(WriteError::Missing));
    assert_eq!(a.try_run(&samples::problem_note(9, "x")), Err(WriteError::Missing));
    let mut e = encounter();
    assert_eq!(e.try_run(&samples::note_edit(9, 0, "", "", "x")), Err(WriteError::Missing));
}

#[test]
fn an_unknown_word_is_refused_by_its_field() {
    let mut a = chart();
    a.run(&samples::problem(3, "hypertension"));
    assert_eq!(
        a.try_run(&samples::problem_status(3, "gone", "active")),
        Err(WriteError::Invalid { field: "clinical", code: "unknown_code" })
    );
}

#[test]
fn a_stopped_medicine_is_neither_changed_nor_held_nor_stopped_again() {
    let mut a = chart();
    a.run(&samples::start(4, "lisinopril", "10", None));
    a.run(&samples::stop(4, "active"));
    let tries = [
        samples::set_dose(4, "lisinopril", "20", "10"),
        samples::hold(4, "stopped"),
        samples::stop(4, "stopped"),
    ];
    for write in tries {
        assert_eq!(rule_of(a.try_run(&write)), ("medicine_stopped", false), "{write:?}");
    }
    assert_eq!(rule_of(a.try_run(&samples::resume(4, "stopped"))), ("medicine_not_on_hold", false));
}

#[test]
fn a_hold_ends_by_going_on() {
    let mut a = chart();
    a.run(&samples::start(4, "lisinopril", "10", None));
    a.run(&samples::hold(4, "active"));
    assert!(matches!(a.try_run(&samples::resume(4, "active")), Err(WriteError::Stale { .. })));
    a.run(&samples::resume(4, "on-hold"));
    let view = crate::document::chart::ChartView::read(&a.doc);
    assert_eq!(view.medicines[0].status.settled().map(String::as_str), Some("active"));
}

#[test]
fn an_allergy_and_a_duplicate_ask_for_a_reason() {
    let mut a = chart();
    a.run(&samples::allergy(1, "penicillin"));
    let write = samples::start(4, "penicillin", "250", None);
    assert_eq!(rule_of(a.try_run(&write)), ("allergy_match", true));
    a.run(&samples::start(4, "penicillin", "250", Some("tolerated before")));
    a.run(&samples::start(5, "lisinopril", "10", None));
    let twice = samples::start(6, "lisinopril", "10", None);
    assert_eq!(rule_of(a.try_run(&twice)), ("duplicate_therapy", true));
    let blank = samples::start(6, "lisinopril", "10", Some("  "));
    assert_eq!(rule_of(a.try_run(&blank)), ("duplicate_therapy", true));
}

#[test]
fn none_known_is_refused_beside_an_allergy_and_put_aside_by_one() {
    let mut a = chart();
    a.run(&samples::none_known(1));
    assert_eq!(rule_of(a.try_run(&samples::none_known(2))).0, "allergy_none_known_already");
    a.run(&samples::allergy(3, "penicillin"));
    assert_eq!(rule_of(a.try_run(&samples::none_known(4))).0, "allergy_active");
    assert!(crate::document::conflict::open(DocType::Chart, &a.doc).is_empty());
}

#[test]
fn a_voided_item_is_not_edited() {
    let mut a = chart();
    a.run(&samples::problem(3, "hypertension"));
    a.run(&samples::void(DocType::Chart, "problems", 3));
    assert_eq!(rule_of(a.try_run(&samples::problem_note(3, "x"))).0, "entry_void");
    let again = samples::void(DocType::Chart, "problems", 3);
    assert_eq!(rule_of(a.try_run(&again)).0, "entry_void");
}

#[test]
fn only_items_can_be_voided_and_decisions_never() {
    let mut a = chart();
    for root in ["facts", "decisions", "nowhere"] {
        let write = samples::void(DocType::Chart, root, 3);
        assert_eq!(a.try_run(&write), Err(WriteError::Invalid { field: "root", code: "unknown" }));
    }
}

#[test]
fn an_edit_finds_its_place_after_others_wrote() {
    let mut a = encounter();
    a.run(&samples::note_start(1, "Cough for a week."));
    let mut b = a.fork(2, Role::Doctor);
    a.run(&samples::note_edit(1, 0, "", "", "Came with mother. "));
    meet(&mut a, &mut b);
    // The form showed "Cough for a week."; the place is found by what stood before it.
    b.run(&samples::note_edit(1, 5, "Cough", " for", " since"));
    let text = b.doc.text(&["sections", &item(1).to_string(), "text"]).unwrap();
    assert_eq!(text, "Came with mother. Cough since a week.");
}

#[test]
fn an_edit_without_a_certain_place_is_stale() {
    let mut a = encounter();
    a.run(&samples::note_start(1, "aa aa"));
    for write in [
        samples::note_edit(1, 9, "a", "a", "b"),
        samples::note_edit(1, 1, "x", "", "b"),
        samples::note_edit(1, 99, "", "", "b"),
        samples::note_edit(1, 0, "a", "", "b"),
    ] {
        assert!(matches!(a.try_run(&write), Err(WriteError::Stale { .. })));
    }
    a.run(&samples::note_edit(1, 5, "", "", "!"));
    let long = samples::note_edit(1, 40, &"a".repeat(33), "", "b");
    assert_eq!(a.try_run(&long), Err(WriteError::Invalid { field: "before", code: "too_long" }));
}

#[test]
fn places_count_characters_and_not_bytes() {
    let mut a = encounter();
    a.run(&samples::note_start(1, "žába 🐸 skáče"));
    a.run(&samples::note_edit(1, 5, "žába ", "🐸", "frog"));
    let text = a.doc.text(&["sections", &item(1).to_string(), "text"]).unwrap();
    assert_eq!(text, "žába frog skáče");
}

#[test]
fn an_encounter_starts_once_and_an_import_never_by_a_person() {
    let mut a = encounter();
    a.run(&samples::visit("visit"));
    assert_eq!(rule_of(a.try_run(&samples::visit("note"))).0, "encounter_started");
    assert_eq!(
        encounter().try_run(&samples::visit("import")),
        Err(WriteError::Invalid { field: "kind", code: "not_yours" })
    );
    assert_eq!(
        encounter().try_run(&samples::visit("party")),
        Err(WriteError::Invalid { field: "kind", code: "unknown_code" })
    );
}

#[test]
fn readings_keep_every_digit() {
    let mut a = encounter();
    a.run(&Write::VitalsRecord(super::encounter::VitalsRecord {
        doc: doc_id(1),
        patient: crate::document::testing::PATIENT,
        items: vec![samples::measured(2, "72.1000000000000001")],
    }));
    let value = a.doc.value(&["observations", &item(2).to_string(), "value"]).unwrap();
    assert!(value.as_str().unwrap().contains(r#""value":72.1000000000000001}"#));
    let none = Write::VitalsRecord(super::encounter::VitalsRecord {
        doc: doc_id(1),
        patient: crate::document::testing::PATIENT,
        items: vec![],
    });
    assert_eq!(a.try_run(&none), Err(WriteError::Invalid { field: "items", code: "empty" }));
}

#[test]
fn a_finding_goes_under_a_finding_root_only() {
    let mut a = encounter();
    for root in ["sections", "decisions", "nowhere"] {
        assert_eq!(
            a.try_run(&samples::finding(root, 4, "x")),
            Err(WriteError::Invalid { field: "root", code: "unknown" })
        );
    }
}

#[test]
fn entries_of_a_thread_are_checked_and_encoded() {
    let thread = Replica::new(DocType::Thread, 1, Role::Patient);
    let message = |text: String| {
        Write::MessageSend(super::thread::MessageSend {
            doc: doc_id(1),
            patient: crate::document::testing::PATIENT,
            item: item(2),
            text,
            about: None,
            replaces: None,
        })
        .plan(&thread.doc, 0, &thread.cx())
    };
    let Ok(Planned::Entry(bytes)) = message("hello".into()) else { panic!() };
    let entry: crate::document::entry::Entry = cbor::decode(&bytes).unwrap();
    assert_eq!((entry.item(), entry.by()), (item(2), thread.writer.user));
    assert!(message("x".repeat(super::thread::MESSAGE_MAX)).is_ok());
    let refused = |code| Err(WriteError::Invalid { field: "text", code });
    assert_eq!(message("x".repeat(super::thread::MESSAGE_MAX + 1)), refused("too_long"));
    assert_eq!(message(" ".into()), refused("empty"));
}

#[test]
fn unknown_members_of_a_register_ride_along() {
    let mut a = chart();
    let mut wide = regimen("lisinopril", "10");
    wide.rest.insert("schedule".into(), serde_json::json!({"b": 1, "a": [true, null]}));
    let text = wide.to_text();
    assert!(text.contains(r#""schedule":{"a":[true,null],"b":1}"#));
    let back = crate::document::register::Regimen::from_text(&text).unwrap();
    assert_eq!(back, wide);
    a.run(&Write::MedicineStart(medicine::MedicineStart {
        doc: doc_id(1),
        patient: crate::document::testing::PATIENT,
        item: item(4),
        regimen: wide.clone(),
        start: None,
        indication: None,
        note: None,
        override_reason: None,
    }));
    let view = crate::document::chart::ChartView::read(&a.doc);
    assert_eq!(view.medicines[0].regimen.settled(), Some(&wide));
    assert_eq!(coding("a", "b").rest, Rest::new());
}
