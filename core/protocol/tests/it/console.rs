//! One of each command and reply about the clinic itself, for the frozen forms of the door.
use satchel_model::{
    id::{DeviceId, DocId, Hash, InvitationId, ItemId, PatientId, RowId, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    command::{
        Command, Reply,
        args::{
            AuditQuery, DeviceRevoke, InvitationCreate, InvitationOf, NoticePrefsSet, NoticeSeen,
            ReviewSettle,
        },
        reply::{
            AuditEntry, AuditPage, AuditState, AuditWord, Colleague, Device, DeviceState, Devices,
            Directory, Invitation, InvitationOpen, InvitationState, Invitations, Notice,
            NoticePrefs, Notices, People, Person, Place, Review, Reviews, RoundKind, SyncRound,
            SyncRounds,
        },
    },
    problem::ErrorCode,
};

const DEVICE: DeviceId = DeviceId::from_bytes([6; 16]);
const DOC: DocId = DocId::from_bytes([1; 16]);
const INVITATION: InvitationId = InvitationId::from_bytes([9; 16]);
const ITEM: ItemId = ItemId::from_bytes([4; 16]);
const PATIENT: PatientId = PatientId::from_bytes([2; 16]);
const USER: UserId = UserId::from_bytes([5; 16]);
const AT: Timestamp = Timestamp::from_millis(1_790_000_000_000);

/// In the order of the table.
pub(crate) fn commands() -> Vec<Command> {
    vec![
        Command::NoticeList,
        Command::NoticeSeen(NoticeSeen { ids: vec![ITEM] }),
        Command::NoticePrefsGet,
        Command::NoticePrefsSet(NoticePrefsSet {
            in_app: true,
            email: true,
            address: Some("ada@clinic.example".to_owned()),
            quiet_from: Some("21:00".to_owned()),
            quiet_to: None,
            language: Some("fr".to_owned()),
        }),
        Command::PeopleList,
        Command::InvitationList,
        Command::InvitationCreate(InvitationCreate {
            name: "Ben".to_owned(),
            role: "patient".to_owned(),
            patient: Some(PATIENT),
            days: None,
        }),
        Command::InvitationWithdraw(InvitationOf { invitation: INVITATION }),
        Command::DeviceList,
        Command::DeviceRevoke(DeviceRevoke { device: DEVICE, reason: "lost".to_owned() }),
        Command::AuditList(AuditQuery {
            before: Some(41),
            limit: Some(50),
            user: Some(USER),
            patient: None,
            kind: Some("record_read".to_owned()),
        }),
        Command::ReviewList,
        Command::ReviewSettle(ReviewSettle {
            review: ITEM,
            accept: true,
            reason: "asked".to_owned(),
        }),
    ]
}

pub(crate) fn replies() -> Vec<Reply> {
    [people(), log(), notices()].into_iter().flatten().collect()
}

fn people() -> Vec<Reply> {
    let name = || "Ada L.".to_owned();
    let colleague = Colleague { user: USER, name: name(), role: "doctor".to_owned(), active: true };
    let place = Place { id: RowId::from_bytes([7; 16]), name: "North".to_owned() };
    let person = Person {
        user: USER,
        name: name(),
        login: "ada".to_owned(),
        role: "doctor".to_owned(),
        patient: None,
        active: true,
        created_at: AT,
        devices: 2,
    };
    let invitation = Invitation {
        invitation: INVITATION,
        name: "Ben".to_owned(),
        role: "patient".to_owned(),
        patient: Some(PATIENT),
        created_at: AT,
        expires_at: AT,
        state: InvitationState::Open,
    };
    let open = InvitationOpen {
        invitation: INVITATION,
        link: "satchel://join?a=x:1&k=00&c=A".to_owned(),
        words: "acorn apple".to_owned(),
        qr_svg: "<svg/>".to_owned(),
        expires_at: AT,
    };
    vec![
        Directory { people: vec![colleague], places: vec![place] }.into(),
        People { people: vec![person] }.into(),
        Invitations { invitations: vec![invitation] }.into(),
        open.into(),
        Devices { devices: vec![device()] }.into(),
    ]
}

fn device() -> Device {
    Device {
        device: DEVICE,
        user: USER,
        person: "Ada L.".to_owned(),
        machine: "Laptop".to_owned(),
        model: None,
        version: Some("0.1.0".to_owned()),
        created_at: AT,
        last_seen_at: Some(AT),
        unsent: Some(3),
        lease_until: Some(AT),
        state: DeviceState::Active,
        revoked_at: None,
        lost: false,
        restored: 1,
    }
}

fn log() -> Vec<Reply> {
    let entry = AuditEntry {
        index: 40,
        at: AT,
        user: Some(USER),
        person: "Ada L.".to_owned(),
        role: Some("doctor".to_owned()),
        device: Some(DEVICE),
        kind: "record_read".to_owned(),
        patient: Some(PATIENT),
        doc: Some(DOC),
        outcome: "ok".to_owned(),
        detail: std::collections::BTreeMap::from([("docs".to_owned(), 2.into())]),
    };
    let verified = AuditState {
        state: AuditWord::Verified,
        to_index: Some(40),
        at: Some(AT),
        leaf: Some(Hash::from_bytes([8; 32])),
    };
    let review = Review {
        review: ITEM,
        device: DEVICE,
        person: "Ada L.".to_owned(),
        doc: DOC,
        patient: Some(PATIENT),
        patient_name: "Okafor, Ada".to_owned(),
        kind: "medicine_set_dose".to_owned(),
        code: "device_revoked".to_owned(),
        at: AT,
        received_at: AT,
        text: Some("metformin 500 mg".to_owned()),
    };
    vec![
        AuditPage { entries: vec![entry], more: true, verified }.into(),
        Reviews { items: vec![review] }.into(),
    ]
}

fn notices() -> Vec<Reply> {
    let notice = Notice {
        id: ITEM,
        kind: "message_new".to_owned(),
        at: AT,
        doc: Some(DOC),
        patient: Some(PATIENT),
        seen: false,
    };
    let prefs = NoticePrefs {
        in_app: true,
        email: false,
        address: None,
        quiet_from: None,
        quiet_to: None,
        language: "en".to_owned(),
    };
    let round = SyncRound {
        at: AT,
        kind: RoundKind::Failed,
        up_bytes: 1,
        down_bytes: 2,
        items: 3,
        code: Some(ErrorCode::Offline),
    };
    vec![
        Notices { notices: vec![notice], unseen: 1 }.into(),
        prefs.into(),
        SyncRounds { rounds: vec![round] }.into(),
    ]
}
