//! One sample of every command, for golden files and coverage of the whole enum.
use super::super::{
    Write, admin as a, chart as c, decide as d, diary as y, encounter as e, medicine as m,
    thread as t,
};
use crate::{
    document::{
        DocType,
        register::{
            Address, Birth, Contact, Deceased, Identifier, PersonName, Rest, Resuscitation,
            Telecom, Weight,
        },
        testing::{PATIENT, coding, doc_id, item, regimen},
    },
    id::UserId,
    quantity::Decimal,
};

const CHART: u8 = 0xc0;
const ENCOUNTER: u8 = 0xe0;
const DIARY: u8 = 0xd0;
const THREAD: u8 = 0xf0;

pub(crate) fn name(family: &str, given: &str) -> PersonName {
    PersonName {
        family: family.into(),
        given: given.into(),
        prefix: None,
        suffix: None,
        text: None,
        rest: Rest::new(),
    }
}

pub(crate) fn birth(date: &str) -> Birth {
    Birth { date: date.into(), estimated: None, rest: Rest::new() }
}

pub(crate) fn identifier(value: &str) -> Identifier {
    Identifier {
        system: "http://example.org/mrn".into(),
        value: value.into(),
        kind: Some("record number".into()),
        r#use: None,
        rest: Rest::new(),
    }
}

fn telecom(value: &str) -> Telecom {
    Telecom {
        system: "phone".into(),
        value: value.into(),
        r#use: Some("mobile".into()),
        rank: Some(1),
        rest: Rest::new(),
    }
}

fn address(line: &str) -> Address {
    Address {
        lines: vec![line.into()],
        city: Some("Springfield".into()),
        district: None,
        state: None,
        postal_code: Some("01101".into()),
        country: Some("US".into()),
        r#use: Some("home".into()),
        rest: Rest::new(),
    }
}

pub(crate) fn weight(value: &str, unit: &str) -> Weight {
    Weight {
        value: Decimal::parse(value).unwrap(),
        unit: unit.into(),
        measured: Some("2026-11-24".into()),
        rest: Rest::new(),
    }
}

pub(crate) fn resuscitation(level: &str) -> Resuscitation {
    Resuscitation { level: level.into(), note: None, date: None, rest: Rest::new() }
}

pub(crate) fn measured(n: u8, value: &str) -> e::Measured {
    e::Measured {
        item: item(n),
        code: coding("8867-4", "Heart rate"),
        measure: Some(e::Measure { value: Decimal::parse(value).unwrap(), unit: "/min".into() }),
        parts: vec![],
        effective: "2026-11-24T06:00:00Z".into(),
        note: None,
    }
}

fn pressure(n: u8) -> e::Measured {
    let part = |code: &str, value: &str| e::Part {
        code: coding(code, code),
        measure: e::Measure { value: Decimal::parse(value).unwrap(), unit: "mm[Hg]".into() },
    };
    e::Measured {
        item: item(n),
        code: coding("85354-9", "Blood pressure"),
        measure: None,
        parts: vec![part("8480-6", "120"), part("8462-4", "80")],
        effective: "2026-11-24T06:00:00Z".into(),
        note: Some("sitting".into()),
    }
}

fn admin() -> Vec<Write> {
    vec![
        Write::PatientRegister(a::PatientRegister {
            patient: PATIENT,
            chart: doc_id(CHART),
            diary: doc_id(DIARY),
            name: name("Okafor", "Ada"),
            birth: Some(birth("1980-05-17")),
            gender: Some("female".into()),
            identifiers: vec![a::NewIdentifier { item: item(1), value: identifier("A-1") }],
            telecoms: vec![a::NewTelecom { item: item(2), value: telecom("+1 555 0100") }],
            addresses: vec![a::NewAddress { item: item(3), value: address("1 Main St") }],
            language: Some("en".into()),
        }),
        Write::AdminSetName(a::AdminSetName {
            patient: PATIENT,
            name: name("Okafor-Lee", "Ada"),
            base: Some(name("Okafor", "Ada")),
        }),
        Write::AdminSetBirth(a::AdminSetBirth {
            patient: PATIENT,
            birth: birth("1980-05-18"),
            base: Some(birth("1980-05-17")),
        }),
        Write::AdminSetGender(a::AdminSetGender {
            patient: PATIENT,
            gender: "other".into(),
            base: Some("female".into()),
        }),
        Write::AdminSetDeceased(a::AdminSetDeceased {
            patient: PATIENT,
            deceased: Deceased {
                deceased: true,
                date: Some("2026-11-01".into()),
                rest: Rest::new(),
            },
            base: None,
        }),
    ]
}

fn contact() -> Vec<Write> {
    vec![
        Write::AdminSetLanguage(a::AdminSetLanguage {
            patient: PATIENT,
            language: "ar".into(),
            interpreter: true,
        }),
        Write::AdminAddTelecom(a::AdminAddTelecom {
            patient: PATIENT,
            telecom: a::NewTelecom { item: item(4), value: telecom("+1 555 0101") },
        }),
        Write::AdminSetTelecom(a::AdminSetTelecom {
            patient: PATIENT,
            item: item(2),
            value: telecom("+1 555 0102"),
        }),
        Write::AdminAddAddress(a::AdminAddAddress {
            patient: PATIENT,
            address: a::NewAddress { item: item(5), value: address("2 Main St") },
        }),
        Write::AdminSetAddress(a::AdminSetAddress {
            patient: PATIENT,
            item: item(3),
            value: address("3 Main St"),
        }),
        Write::AdminAddIdentifier(a::AdminAddIdentifier {
            patient: PATIENT,
            identifier: a::NewIdentifier { item: item(6), value: identifier("B-2") },
        }),
        Write::AdminSetIdentifier(a::AdminSetIdentifier {
            patient: PATIENT,
            item: item(1),
            value: identifier("A-9"),
            base: identifier("A-1"),
        }),
        Write::AdminAddContact(a::AdminAddContact {
            patient: PATIENT,
            item: item(7),
            value: Contact {
                name: "Ben Lee".into(),
                relation: Some("husband".into()),
                phone: Some("+1 555 0199".into()),
                email: None,
                rest: Rest::new(),
            },
        }),
    ]
}

pub(crate) fn allergy(n: u8, code: &str) -> Write {
    Write::AllergyAdd(c::AllergyAdd {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        code: coding(code, code),
        verification: "confirmed".into(),
        criticality: Some("high".into()),
        reaction: Some("hives".into()),
        severity: Some("moderate".into()),
        onset: Some("2019".into()),
        note: None,
    })
}

pub(crate) fn none_known(n: u8) -> Write {
    Write::AllergyNoneKnown(c::AllergyNoneKnown {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
    })
}

pub(crate) fn problem(n: u8, code: &str) -> Write {
    Write::ProblemAdd(c::ProblemAdd {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        code: coding(code, code),
        clinical: "active".into(),
        onset: Some("2020-03".into()),
        note: None,
    })
}

pub(crate) fn problem_status(n: u8, clinical: &str, base: &str) -> Write {
    Write::ProblemSetStatus(c::ProblemSetStatus {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        clinical: clinical.into(),
        ended: Some("2026-11-01".into()),
        base: base.into(),
    })
}

pub(crate) fn problem_note(n: u8, note: &str) -> Write {
    Write::ProblemSetNote(c::ProblemSetNote {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        note: note.into(),
    })
}

pub(crate) fn start(n: u8, product: &str, dose: &str, reason: Option<&str>) -> Write {
    Write::MedicineStart(m::MedicineStart {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        regimen: regimen(product, dose),
        start: Some("2026-11-01".into()),
        indication: Some("hypertension".into()),
        note: None,
        override_reason: reason.map(Into::into),
    })
}

pub(crate) fn set_dose(n: u8, product: &str, dose: &str, base: &str) -> Write {
    Write::MedicineSetDose(m::MedicineSetDose {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        regimen: regimen(product, dose),
        base: regimen(product, base),
        override_reason: None,
        reason: None,
    })
}

pub(crate) fn stop(n: u8, base: &str) -> Write {
    Write::MedicineStop(m::MedicineStop {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        date: "2026-11-24".into(),
        reason: "cough".into(),
        base: base.into(),
        note: None,
    })
}

pub(crate) fn hold(n: u8, base: &str) -> Write {
    Write::MedicineHold(m::MedicineHold {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        reason: "surgery".into(),
        base: base.into(),
    })
}

pub(crate) fn resume(n: u8, base: &str) -> Write {
    Write::MedicineResume(m::MedicineResume {
        doc: doc_id(CHART),
        patient: PATIENT,
        item: item(n),
        base: base.into(),
    })
}

fn chart() -> Vec<Write> {
    let (doc, patient) = (doc_id(CHART), PATIENT);
    vec![
        allergy(1, "penicillin"),
        none_known(2),
        Write::AllergySetStatus(c::AllergySetStatus {
            doc,
            patient,
            item: item(1),
            clinical: "resolved".into(),
            verification: "confirmed".into(),
            base_clinical: Some("active".into()),
            base_verification: Some("confirmed".into()),
        }),
        Write::AllergySetCriticality(c::AllergySetCriticality {
            doc,
            patient,
            item: item(1),
            criticality: "low".into(),
            base: Some("high".into()),
        }),
        problem(3, "hypertension"),
        problem_status(3, "resolved", "active"),
        problem_note(3, "at home only"),
        start(4, "lisinopril", "10", None),
        set_dose(4, "lisinopril", "20", "10"),
        Write::MedicineStop(m::MedicineStop {
            doc,
            patient,
            item: item(4),
            date: "2026-11-24".into(),
            reason: "cough".into(),
            base: "active".into(),
            note: Some(m::NoteLine {
                doc: doc_id(ENCOUNTER),
                section: item(5),
                title: "Plan".into(),
                text: "Lisinopril stopped: cough.".into(),
            }),
        }),
        hold(4, "active"),
        resume(4, "on-hold"),
    ]
}

fn facts() -> Vec<Write> {
    let (doc, patient) = (doc_id(CHART), PATIENT);
    vec![
        Write::DosingWeightSet(c::DosingWeightSet {
            doc,
            patient,
            weight: weight("70.5", "kg"),
            base: None,
            override_reason: None,
        }),
        Write::ResuscitationSet(c::ResuscitationSet {
            doc,
            patient,
            value: resuscitation("full"),
            base: None,
        }),
        Write::FlagAdd(c::FlagAdd {
            doc,
            patient,
            item: item(6),
            kind: "isolation".into(),
            code: coding("contact", "Contact isolation"),
            note: None,
        }),
        Write::FlagSet(c::FlagSet { doc, patient, item: item(6), status: "inactive".into() }),
        Write::GoalAdd(c::GoalAdd {
            doc,
            patient,
            item: item(7),
            text: "Walk 30 minutes a day".into(),
            due: Some("2027".into()),
        }),
        Write::FamilyAdd(c::FamilyAdd {
            doc,
            patient,
            item: item(8),
            relation: coding("MTH", "mother"),
            condition: Some(coding("44054006", "Diabetes")),
            note: None,
        }),
    ]
}

pub(crate) fn note_start(section: u8, text: &str) -> Write {
    Write::NoteStart(e::NoteStart {
        doc: doc_id(ENCOUNTER),
        patient: PATIENT,
        section: item(section),
        title: "History".into(),
        text: text.into(),
        start: Some("2026-11-24T06:00:00Z".into()),
    })
}

pub(crate) fn note_edit(section: u8, at: u32, before: &str, removed: &str, insert: &str) -> Write {
    Write::NoteEdit(e::NoteEdit {
        doc: doc_id(ENCOUNTER),
        patient: PATIENT,
        section: item(section),
        at,
        before: before.into(),
        removed: removed.into(),
        insert: insert.into(),
    })
}

pub(crate) fn visit(kind: &str) -> Write {
    Write::EncounterStart(e::EncounterStart {
        doc: doc_id(ENCOUNTER),
        patient: PATIENT,
        kind: kind.into(),
        start: "2026-11-24T06:00:00+01:00".into(),
        class: Some(coding("AMB", "ambulatory")),
        title: Some("Visit".into()),
        location: Some("Room 2".into()),
        reason: Some("cough".into()),
    })
}

pub(crate) fn finding(root: &str, n: u8, code: &str) -> Write {
    Write::FindingAdd(e::FindingAdd {
        doc: doc_id(ENCOUNTER),
        patient: PATIENT,
        root: root.into(),
        item: item(n),
        code: coding(code, code),
        status: "completed".into(),
        effective: "2026-11-24".into(),
        replaces: None,
        note: None,
    })
}

fn encounter() -> Vec<Write> {
    let (doc, patient) = (doc_id(ENCOUNTER), PATIENT);
    vec![
        visit("visit"),
        Write::EncounterFinish(e::EncounterFinish {
            doc,
            patient,
            end: "2026-11-24T06:20:00+01:00".into(),
        }),
        note_start(1, "Cough for a week."),
        note_edit(1, 5, "Cough", " for", " since"),
        Write::VitalsRecord(e::VitalsRecord {
            doc,
            patient,
            items: vec![measured(2, "72"), pressure(3)],
        }),
        finding("immunizations", 4, "influenza"),
    ]
}

pub(crate) fn tick(n: u8, state: &str) -> Write {
    Write::DiaryTick(y::DiaryTick {
        doc: doc_id(DIARY),
        patient: PATIENT,
        medicine: item(n),
        due: "2026-11-24T08:00".into(),
        state: state.into(),
    })
}

pub(crate) fn home(n: u8, value: &str) -> Write {
    Write::DiaryRecord(y::DiaryRecord {
        doc: doc_id(DIARY),
        patient: PATIENT,
        items: vec![measured(n, value)],
    })
}

pub(crate) fn decide(n: u8, path: &[&str], chosen: &str, seen: &[String]) -> Write {
    Write::ConflictDecide(d::ConflictDecide {
        doc: doc_id(CHART),
        kind: DocType::Chart,
        patient: PATIENT,
        item: item(n),
        path: path.iter().map(|k| (*k).to_owned()).collect(),
        rule: None,
        chosen: chosen.into(),
        seen: seen.to_vec(),
        reason: "asked the patient".into(),
        stop: None,
    })
}

pub(crate) fn void(kind: DocType, root: &str, n: u8) -> Write {
    Write::EntryVoid(d::EntryVoid {
        doc: doc_id(CHART),
        kind,
        patient: PATIENT,
        root: root.into(),
        item: item(n),
        reason: "wrong patient".into(),
    })
}

fn rest() -> Vec<Write> {
    vec![
        home(1, "68"),
        tick(4, "taken"),
        Write::ThreadStart(t::ThreadStart {
            doc: doc_id(THREAD),
            patient: PATIENT,
            item: item(1),
            subject: "Results".into(),
            members: vec![UserId::from_bytes(crate::document::testing::bytes(9))],
            kind: "clinical".into(),
        }),
        Write::MessageSend(t::MessageSend {
            doc: doc_id(THREAD),
            patient: PATIENT,
            item: item(2),
            text: "Your results are normal.".into(),
            about: Some(doc_id(ENCOUNTER)),
            replaces: None,
        }),
        decide(9, &["medicines", &item(4).to_string(), "status"], "active", &["active".into()]),
        void(DocType::Chart, "allergies", 1),
    ]
}

/// One sample of every command, in the order of the numbers.
pub(crate) fn all() -> Vec<Write> {
    [admin(), contact(), chart(), facts(), encounter(), rest()].concat()
}
