use super::*;
use crate::{
    session::Unlocked,
    store::identity,
    testing::{Machine, NOW, at},
};
use satchel_model::id::PatientId;
use std::sync::Arc;

const DOC: DocId = DocId::from_bytes([10; 16]);
const PATIENT: PatientId = PatientId::from_bytes([12; 16]);

async fn opened() -> (Machine, Unlocked) {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    (m, unlocked)
}

fn author(unlocked: &Unlocked, role: Role, patient: Option<PatientId>) -> Arc<Author> {
    let mut held = unlocked.store.read(identity::find).unwrap().unwrap();
    (held.role, held.patient) = (role.code(), patient);
    Arc::new(Author::of(&held).unwrap())
}

fn hold(unlocked: &Unlocked, state: DocState) -> DocRow {
    let row = DocRow { state, ..DocRow::new(DOC, DocType::Chart.code(), Some(PATIENT)) };
    unlocked.store.write(|tx| document::put(tx, &row)).unwrap();
    row
}

fn write_code(unlocked: &Unlocked, author: &Author, row: &DocRow) -> &'static str {
    let done = unlocked.store.read(|read| may_write(read, author, row, at(NOW)).map(drop));
    done.map_or_else(|error| error.problem().code.word(), |()| "yes")
}

#[tokio::test]
async fn what_may_not_be_read_looks_like_what_is_not_there() {
    let (_m, unlocked) = opened().await;
    hold(&unlocked, DocState::Live);
    let code = |role, patient| {
        let author = author(&unlocked, role, patient);
        let seen = unlocked.store.read(|read| may_read(read, &author, DOC, at(NOW)).map(drop));
        seen.map_or_else(|error| error.problem().code.word(), |()| "yes")
    };
    assert_eq!(code(Role::Doctor, None), "yes");
    assert_eq!(code(Role::Nurse, None), "yes");
    assert_eq!(code(Role::Patient, Some(PATIENT)), "yes");
    assert_eq!(code(Role::Patient, Some(PatientId::from_bytes([13; 16]))), "not_found");
    assert_eq!(code(Role::Patient, None), "not_found");
    for role in [Role::Reception, Role::ClinicAdmin, Role::It, Role::PrivacyOfficer] {
        assert_eq!(code(role, None), "not_found", "{role:?}");
    }
    let missing = unlocked.store.read(|read| {
        may_read(read, &unlocked.author, DocId::from_bytes([99; 16]), at(NOW)).map(drop)
    });
    assert_eq!(missing.unwrap_err().problem().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_state_that_takes_no_changes_says_which() {
    let (_m, unlocked) = opened().await;
    for (state, code) in [
        (DocState::Live, "yes"),
        (DocState::Frozen, "frozen_doc"),
        (DocState::Erased, "erased"),
        (DocState::ReadOnly, "forbidden"),
        (DocState::Unreadable, "store_corrupt"),
    ] {
        let row = hold(&unlocked, state);
        assert_eq!(write_code(&unlocked, &unlocked.author, &row), code, "{state:?}");
    }
}

#[tokio::test]
async fn who_may_look_and_not_write_is_told_so_and_others_are_told_nothing() {
    let (_m, unlocked) = opened().await;
    let row = hold(&unlocked, DocState::Live);
    let patient = author(&unlocked, Role::Patient, Some(PATIENT));
    assert_eq!(write_code(&unlocked, &patient, &row), "forbidden");
    assert_eq!(write_code(&unlocked, &author(&unlocked, Role::Reception, None), &row), "not_found");
}

#[tokio::test]
async fn a_break_glass_right_ends_at_its_time() {
    let (_m, unlocked) = opened().await;
    let row = hold(&unlocked, DocState::Live);
    let right = grant::Held { doc: DOC, role: 5, until: Some(at(NOW + 5)), reason: BREAK_GLASS };
    unlocked.store.write(|tx| grant::put(tx, &right)).unwrap();
    let seen = |ms| {
        let seen =
            unlocked.store.read(|read| may_read(read, &unlocked.author, DOC, at(ms)).map(drop));
        seen.is_ok()
    };
    assert!(seen(NOW));
    assert!(!seen(NOW + 5));
    assert_eq!(row.doc, DOC);
}

#[tokio::test]
async fn a_trusted_person_needs_a_right_that_lasts() {
    let (_m, unlocked) = opened().await;
    hold(&unlocked, DocState::Live);
    let trusted = author(&unlocked, Role::TrustedPerson, None);
    let seen =
        |ms| unlocked.store.read(|read| may_read(read, &trusted, DOC, at(ms)).map(drop)).is_ok();
    assert!(!seen(NOW));
    let right = grant::Held { doc: DOC, role: 2, until: Some(at(NOW + 5)), reason: 2 };
    unlocked.store.write(|tx| grant::put(tx, &right)).unwrap();
    assert!(seen(NOW));
    assert!(!seen(NOW + 5));
}

#[tokio::test]
async fn only_clinicians_begin_an_encounter() {
    let (_m, unlocked) = opened().await;
    let row = DocRow::new(DOC, DocType::Encounter.code(), Some(PATIENT));
    for role in Role::ALL.into_iter().filter(|r| *r != Role::System) {
        let author = author(&unlocked, role, Some(PATIENT));
        let may = unlocked.store.read(|read| may_create(read, &author, &row, at(NOW)).map(drop));
        assert_eq!(may.is_ok(), role.is_clinician(), "{role:?}");
    }
}

#[tokio::test]
async fn a_type_of_a_newer_version_is_not_for_anybody() {
    let (_m, unlocked) = opened().await;
    let row = DocRow::new(DOC, 77, Some(PATIENT));
    unlocked.store.write(|tx| document::put(tx, &row)).unwrap();
    let seen = unlocked.store.read(|read| may_read(read, &unlocked.author, DOC, at(NOW)).map(drop));
    assert_eq!(seen.unwrap_err().problem().code, ErrorCode::NotFound);
    assert_eq!(write_code(&unlocked, &unlocked.author, &row), "frozen_doc");
}

#[tokio::test]
async fn a_right_of_a_team_ends_at_its_time_and_setting_the_clock_back_prolongs_nothing() {
    let (_m, unlocked) = opened().await;
    hold(&unlocked, DocState::Live);
    let right = grant::Held { doc: DOC, role: 5, until: Some(at(NOW + 5)), reason: 1 };
    unlocked.store.write(|tx| grant::put(tx, &right)).unwrap();
    let seen = |ms| {
        let seen =
            unlocked.store.read(|read| may_read(read, &unlocked.author, DOC, at(ms)).map(drop));
        seen.is_ok()
    };
    assert!(seen(NOW));
    assert!(!seen(NOW + 5));
    let met_server = |ms| {
        unlocked.store.write(|tx| {
            let mut place = cursor::get(&tx.read())?;
            place.beacon_at = at(ms);
            cursor::put(tx, &place)
        })
    };
    met_server(NOW + 5).unwrap();
    assert!(!seen(NOW), "the server's time was seen");
}
