//! What people write: commands made from what their device shows them.

use anyhow::Result;
use satchel_core::store::document::DocRow;
use satchel_model::{
    document::{DocType, write::Write},
    entropy::Entropy as _,
    id::{DocId, ItemId, PatientId},
    role::Role,
    time::Timestamp,
};
use serde_json::{Value, json};

use crate::{chance::Chance, device::Device};

/// A patient that every run begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patient {
    pub(crate) id: PatientId,
    pub(crate) chart: DocId,
    pub(crate) diary: DocId,
}

/// What a command should leave behind once it is accepted, where that can be said in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    /// A value in a document.
    Value { doc: DocId, path: [String; 3], value: String },
    /// A text in a document.
    Text { doc: DocId, path: [String; 3], part: String },
    /// An entry of a log.
    Entry { doc: DocId, item: ItemId },
    /// It may be overwritten by later ones.
    None,
}

/// A command and what it should leave behind.
pub(crate) struct Work {
    pub(crate) write: Write,
    pub(crate) fact: Fact,
}

struct Desk<'a> {
    device: &'a Device,
    chance: &'a Chance,
    now: Timestamp,
    rows: Vec<DocRow>,
}

/// A command that a person with this device may think of; none if they see nothing to write about.
pub(crate) fn think(device: &Device, chance: &Chance, now: Timestamp) -> Result<Option<Work>> {
    let desk = Desk { device, chance, now, rows: device.rows()? };
    let work = match device.who.role {
        Role::Doctor | Role::Nurse => desk.clinical(),
        Role::Patient => desk.patient(),
        _ => desk.desk_work(),
    };
    let Some((json, fact)) = work else { return Ok(None) };
    Ok(Some(Work { write: serde_json::from_value(json)?, fact }))
}

/// A command that its person may never give: somebody who is no clinician writes into a chart.
pub(crate) fn forbidden(device: &Device, patient: Patient, now: Timestamp) -> Result<Write> {
    let item = fresh(device, now);
    Ok(serde_json::from_value(json!({
        "type": "goal_add", "doc": patient.chart, "patient": patient.id, "item": item,
        "text": "not theirs to write", "due": null,
    }))?)
}

fn fresh(device: &Device, now: Timestamp) -> ItemId {
    ItemId::new(now, &*device.entropy)
}

impl Desk<'_> {
    fn of(&self, kind: DocType) -> Vec<&DocRow> {
        self.rows.iter().filter(|r| r.doc_type == kind.code()).collect()
    }

    fn one(&self, kind: DocType) -> Option<(&DocRow, PatientId)> {
        let rows = self.of(kind);
        let row = *self.chance.pick(&rows)?;
        Some((row, row.patient?))
    }

    fn item(&self) -> ItemId {
        fresh(self.device, self.now)
    }

    fn word(&self) -> String {
        let mut bytes = [0; 4];
        self.device.entropy.fill(&mut bytes);
        format!("word {}", hex::encode(bytes))
    }

    fn clinical(&self) -> Option<(Value, Fact)> {
        match self.chance.below(20) {
            0..=4 => self.goal(),
            5..=7 => self.problem(),
            8 => self.problem_status(),
            9..=10 => self.medicine_start(),
            11..=12 => self.medicine_dose(),
            13 => self.medicine_stop(),
            14..=15 => self.note(),
            16..=17 => self.message(),
            18 => self.gender(),
            _ => Some(self.register()),
        }
    }

    fn patient(&self) -> Option<(Value, Fact)> {
        if self.chance.percent(50) { self.message() } else { self.diary() }
    }

    fn desk_work(&self) -> Option<(Value, Fact)> {
        if self.chance.percent(70) { self.gender() } else { Some(self.register()) }
    }

    fn goal(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Chart)?;
        let (item, text) = (self.item(), self.word());
        let path = ["goals".to_owned(), item.to_string(), "text".to_owned()];
        let fact = Fact::Value { doc: row.doc, path, value: text.clone() };
        Some((
            json!({"type": "goal_add", "doc": row.doc, "patient": patient, "item": item, "text": text, "due": null}),
            fact,
        ))
    }

    fn problem(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Chart)?;
        let (item, text) = (self.item(), self.word());
        let path = ["problems".to_owned(), item.to_string(), "note".to_owned()];
        let fact = Fact::Value { doc: row.doc, path, value: text.clone() };
        Some((
            json!({"type": "problem_add", "doc": row.doc, "patient": patient, "item": item,
                "code": {"text": "cough"}, "clinical": "active", "note": text}),
            fact,
        ))
    }

    /// A decision over a line that others may decide about too.
    fn problem_status(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Chart)?;
        let doc = self.device.working(row).ok()?;
        let keys = doc.keys(&["problems"]);
        let id = self.chance.pick(&keys)?;
        let base = doc.value(&["problems", id, "clinical"])?;
        let to = self.chance.pick(&["resolved", "inactive", "active"])?;
        Some((
            json!({"type": "problem_set_status", "doc": row.doc, "patient": patient, "item": id,
                "clinical": to, "base": base.as_str()?}),
            Fact::None,
        ))
    }

    fn medicine_start(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Chart)?;
        let product = self.chance.pick(&["metformin", "amoxicillin", "salbutamol"])?;
        Some((
            json!({"type": "medicine_start", "doc": row.doc, "patient": patient, "item": self.item(),
                "regimen": regimen(product, "500")}),
            Fact::None,
        ))
    }

    fn medicine_dose(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Chart)?;
        let doc = self.device.working(row).ok()?;
        let keys = doc.keys(&["medicines"]);
        let id = self.chance.pick(&keys)?;
        let product = self.chance.pick(&["metformin", "amoxicillin", "salbutamol"])?;
        let base = self.chance.pick(&["500", "850"])?;
        let dose = self.chance.pick(&["850", "1000"])?;
        Some((
            json!({"type": "medicine_set_dose", "doc": row.doc, "patient": patient, "item": id,
                "regimen": regimen(product, dose), "base": regimen(product, base)}),
            Fact::None,
        ))
    }

    /// A batch: the line in the chart and a section in a note, both or neither.
    fn medicine_stop(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Chart)?;
        let doc = self.device.working(row).ok()?;
        let keys = doc.keys(&["medicines"]);
        let id = self.chance.pick(&keys)?;
        let (section, text) = (self.item(), self.word());
        let notes = self.of(DocType::Encounter);
        let notes: Vec<_> = notes.into_iter().filter(|r| r.patient == Some(patient)).collect();
        let note = match self.chance.pick(&notes) {
            Some(note) if self.chance.percent(60) => note.doc,
            _ => DocId::from_bytes(*self.item().as_bytes()),
        };
        let path = ["sections".to_owned(), section.to_string(), "text".to_owned()];
        Some((
            json!({"type": "medicine_stop", "doc": row.doc, "patient": patient, "item": id,
                "date": "2026-01-02", "reason": "rash", "base": "active",
                "note": {"doc": note, "section": section, "title": "Stopped", "text": text}}),
            Fact::Text { doc: note, path, part: text },
        ))
    }

    fn note(&self) -> Option<(Value, Fact)> {
        if self.chance.percent(40) {
            return self.note_edit();
        }
        let (_, patient) = self.one(DocType::Chart)?;
        let doc = DocId::from_bytes(*self.item().as_bytes());
        let (section, text) = (self.item(), self.word());
        let path = ["sections".to_owned(), section.to_string(), "text".to_owned()];
        Some((
            json!({"type": "note_start", "doc": doc, "patient": patient, "section": section,
                "title": "Visit", "text": text, "start": "2026-01-02T10:00:00Z"}),
            Fact::Text { doc, path, part: text },
        ))
    }

    /// Words put in front of a text that others may be writing in.
    fn note_edit(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Encounter)?;
        let doc = self.device.working(row).ok()?;
        let keys = doc.keys(&["sections"]);
        let id = self.chance.pick(&keys)?;
        doc.text(&["sections", id, "text"])?;
        let text = format!("{} ", self.word());
        let path = ["sections".to_owned(), id.clone(), "text".to_owned()];
        Some((
            json!({"type": "note_edit", "doc": row.doc, "patient": patient, "section": id,
                "at": 0, "before": "", "removed": "", "insert": text}),
            Fact::Text { doc: row.doc, path, part: text },
        ))
    }

    fn message(&self) -> Option<(Value, Fact)> {
        let item = self.item();
        let threads = self.of(DocType::Thread);
        if let Some(row) = self.chance.pick(&threads).filter(|_| self.chance.percent(75)) {
            return Some((
                json!({"type": "message_send", "doc": row.doc, "patient": row.patient?, "item": item,
                    "text": self.word(), "about": null, "replaces": null}),
                Fact::Entry { doc: row.doc, item },
            ));
        }
        let (_, patient) = self.one(DocType::Admin)?;
        let doc = DocId::from_bytes(*self.item().as_bytes());
        Some((
            json!({"type": "thread_start", "doc": doc, "patient": patient, "item": item,
                "subject": "A question", "members": [], "kind": "clinical"}),
            Fact::Entry { doc, item },
        ))
    }

    fn gender(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Admin)?;
        let doc = self.device.working(row).ok()?;
        let base = doc.value(&["person", "gender"]);
        let base = base.as_ref().and_then(|v| v.as_str());
        let to = self.chance.pick(&["female", "male", "other"])?;
        Some((
            json!({"type": "admin_set_gender", "patient": patient, "gender": to, "base": base}),
            Fact::None,
        ))
    }

    fn register(&self) -> (Value, Fact) {
        let id = || PatientId::from_bytes(*self.item().as_bytes());
        let (patient, name) = (id(), self.word());
        (
            json!({"type": "patient_register", "patient": patient, "chart": self.item(), "diary": self.item(),
                "name": {"family": name, "given": "Ada"}, "birth": {"date": "1980-05-17"},
                "gender": "female", "identifiers": [], "telecoms": [], "addresses": [], "language": null}),
            Fact::None,
        )
    }

    fn diary(&self) -> Option<(Value, Fact)> {
        let (row, patient) = self.one(DocType::Diary)?;
        let (item, text) = (self.item(), self.word());
        let path = ["readings".to_owned(), item.to_string(), "note".to_owned()];
        let fact = Fact::Value { doc: row.doc, path, value: text.clone() };
        Some((
            json!({"type": "diary_record", "doc": row.doc, "patient": patient, "items": [{
                "item": item, "code": {"text": "weight"}, "measure": null, "parts": [],
                "effective": "2026-01-02T10:00:00Z", "note": text}]}),
            fact,
        ))
    }
}

fn regimen(product: &str, dose: &str) -> Value {
    json!({"product": {"text": product}, "dose": dose, "unit": "mg", "frequency": "2/d"})
}

/// A new patient of a run's beginning.
pub(crate) fn register(patient: Patient, name: &str) -> Result<Write> {
    Ok(serde_json::from_value(json!({"type": "patient_register", "patient": patient.id,
        "chart": patient.chart, "diary": patient.diary, "name": {"family": name, "given": "Ada"},
        "birth": {"date": "1980-05-17"}, "gender": "female", "identifiers": [], "telecoms": [],
        "addresses": [], "language": null}))?)
}
