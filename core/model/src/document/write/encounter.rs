//! Commands on `encounter`: visits, notes, vital signs and other findings.
use super::{Plan, Planned, Step, Target, WriteError, base, payload, rule};
use crate::{
    crdt::{Doc, Put},
    document::{
        DocType,
        encounter::{FINDING_ROOTS, quantity_json},
        item::{Draft, path, set, set_group},
        register::{Coding, Group},
    },
    id::{DocId, ItemId, PatientId},
    quantity::Decimal,
};

payload! {
    /// A number with its UCUM unit.
    Measure {
        /// Exact decimal.
        0 value: Decimal,
        /// UCUM code.
        1 unit: String,
    }
    /// One part of a reading, as the two pressures of a blood pressure.
    Part {
        /// What was measured.
        0 code: Coding,
        /// The number.
        1 measure: Measure,
    }
    /// One reading: a number, or parts, or words.
    Measured {
        /// Id of the new item.
        0 item: ItemId,
        /// What was measured.
        1 code: Coding,
        /// The number, if it is one.
        2 measure: Option<Measure>,
        /// The parts, if it has any.
        3 parts: Vec<Part>,
        /// FHIR `dateTime` it was measured.
        4 effective: String,
        /// Remark.
        5 note: Option<String>,
    }
    /// Starts a visit, note or report in a new document.
    EncounterStart {
        /// The new document.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// `visit`, `note` or `report`; `import` is the server's.
        2 kind: String,
        /// FHIR `dateTime` of the start.
        3 start: String,
        /// FHIR `Encounter.class`, in words or code.
        4 class: Option<Coding>,
        /// Title.
        5 title: Option<String>,
        /// Where.
        6 location: Option<String>,
        /// Why.
        7 reason: Option<String>,
    }
    /// Ends a visit.
    EncounterFinish {
        /// The document.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// FHIR `dateTime` of the end.
        2 end: String,
    }
    /// Adds a section of text; in an empty document it starts a note.
    NoteStart {
        /// The document.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new section.
        2 section: ItemId,
        /// Heading.
        3 title: String,
        /// First text.
        4 text: String,
        /// FHIR `dateTime`, if this starts the note.
        5 start: Option<String>,
    }
    /// Changes text where people may be writing together.
    NoteEdit {
        /// The document.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The section.
        2 section: ItemId,
        /// Characters (Unicode scalar values) before the edit.
        3 at: u32,
        /// Up to 32 characters that stood right before the edit, to find the place again.
        4 before: String,
        /// The text taken out, as it was.
        5 removed: String,
        /// The text put in.
        6 insert: String,
    }
    /// Records vital signs.
    VitalsRecord {
        /// The document; an empty one becomes a note of vital signs.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The readings.
        2 items: Vec<Measured>,
    }
    /// Records a procedure, immunization, administration, order or other finding in words and code.
    FindingAdd {
        /// The document.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Root it goes under, one of the finding roots of `encounter`.
        2 root: String,
        /// Id of the new item.
        3 item: ItemId,
        /// What.
        4 code: Coding,
        /// FHIR status of that resource.
        5 status: String,
        /// FHIR `dateTime` it happened.
        6 effective: String,
        /// The item this corrects, if it does.
        7 replaces: Option<ItemId>,
        /// Remark.
        8 note: Option<String>,
    }
}

fn encounter(doc: DocId, patient: PatientId) -> Vec<Target> {
    vec![Target { doc, kind: DocType::Encounter, patient }]
}

/// The draft of one reading.
pub(super) fn measured(root: &str, m: &Measured, cx: &Plan) -> Draft {
    let parts: Vec<String> = m
        .parts
        .iter()
        .map(|p| {
            let quantity = quantity_json(&p.measure.value, &p.measure.unit);
            format!(r#"{{"code":{},{quantity}}}"#, p.code.to_text())
        })
        .collect();
    let mut draft = Draft::new(root, m.item, cx.by, cx.at)
        .group("code", &m.code)
        .set("effective", m.effective.as_str())
        .maybe("note", m.note.as_deref());
    if let Some(measure) = &m.measure {
        let value = format!("{{{}}}", quantity_json(&measure.value, &measure.unit));
        draft = draft.set("value", value.as_str());
    }
    if parts.is_empty() {
        return draft;
    }
    let all = format!("[{}]", parts.join(","));
    // A diary reading holds its parts in the value, for its table has no further columns.
    if root == "readings" {
        draft.set("value", format!(r#"{{"components":{all}}}"#).as_str())
    } else {
        draft.set("components", all.as_str())
    }
}

/// The puts that start a document, if nobody did.
fn opening(doc: &Doc, kind: &str, start: &str, cx: &Plan) -> Vec<Put> {
    if doc.value(&["encounter", "kind"]).is_some() {
        return Vec::new();
    }
    vec![
        set(&["encounter", "kind"], kind),
        set(&["encounter", "author"], cx.by.to_string().as_str()),
        set(&["encounter", "status"], "in-progress"),
        set(&["encounter", "start"], start),
    ]
}

impl Step for EncounterStart {
    fn targets(&self) -> Vec<Target> {
        encounter(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        if self.kind == "import" {
            return Err(WriteError::Invalid { field: "kind", code: "not_yours" });
        }
        let mut puts = opening(doc, &self.kind, &self.start, cx);
        if puts.is_empty() {
            return Err(rule("encounter_started", "record keeping: one start per document", false));
        }
        puts.extend(self.class.as_ref().map(|c| set_group(&["encounter", "class"], c)));
        puts.extend(self.title.as_deref().map(|t| set(&["encounter", "title"], t)));
        puts.extend(self.location.as_deref().map(|l| set(&["encounter", "location"], l)));
        puts.extend(self.reason.as_deref().map(|r| set(&["encounter", "reason"], r)));
        Ok(Planned::Puts(puts))
    }
}

impl Step for EncounterFinish {
    fn targets(&self) -> Vec<Target> {
        encounter(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        doc.value(&["encounter", "kind"]).ok_or(WriteError::Missing)?;
        Ok(Planned::Puts(vec![
            set(&["encounter", "status"], "finished"),
            set(&["encounter", "end"], self.end.as_str()),
        ]))
    }
}

impl Step for NoteStart {
    fn targets(&self) -> Vec<Target> {
        encounter(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let start = self.start.clone().unwrap_or_else(|| cx.at.rfc3339());
        let mut puts = opening(doc, "note", &start, cx);
        let order = i64::try_from(doc.keys(&["sections"]).len()).unwrap_or(i64::MAX);
        let draft = Draft::new("sections", self.section, cx.by, cx.at)
            .set("title", self.title.as_str())
            .set("order", order)
            .text("text", &self.text);
        puts.extend(draft.puts());
        Ok(Planned::Puts(puts))
    }
}

/// Characters of context that [`NoteEdit`] carries at most.
pub const CONTEXT_MAX: usize = 32;

impl Step for NoteEdit {
    fn targets(&self) -> Vec<Target> {
        encounter(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        if self.before.chars().count() > CONTEXT_MAX {
            return Err(WriteError::Invalid { field: "before", code: "too_long" });
        }
        let id = base::live(doc, "sections", self.section)?;
        let text = doc.text(&["sections", &id, "text"]).ok_or(WriteError::Missing)?;
        let at = self.place(&text).ok_or_else(|| WriteError::Stale {
            current: vec![serde_json::Value::from(text.as_str())],
        })?;
        Ok(Planned::Puts(vec![Put::Splice {
            path: path(&["sections", &id, "text"]),
            at,
            delete: self.removed.chars().count(),
            insert: self.insert.clone(),
        }]))
    }
}

impl NoteEdit {
    /// Where the edit belongs in `text` now: where it was made, or the only place with the same surroundings.
    fn place(&self, text: &str) -> Option<usize> {
        let needle = format!("{}{}", self.before, self.removed);
        let context = self.before.chars().count();
        let at = usize::try_from(self.at).ok()?;
        let from = at.checked_sub(context)?;
        let here: String = text.chars().skip(from).take(needle.chars().count()).collect();
        if here == needle && text.chars().count() >= at {
            return Some(at);
        }
        if needle.is_empty() {
            return None;
        }
        let mut places = text.match_indices(&needle);
        let (byte, _) = places.next()?;
        if places.next().is_some() {
            return None;
        }
        text.get(..byte)?.chars().count().checked_add(context)
    }
}

impl Step for VitalsRecord {
    fn targets(&self) -> Vec<Target> {
        encounter(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let first =
            self.items.first().ok_or(WriteError::Invalid { field: "items", code: "empty" })?;
        let mut puts = opening(doc, "note", &first.effective, cx);
        for item in &self.items {
            let draft = measured("observations", item, cx)
                .set("category", "vital-signs")
                .set("status", "final");
            puts.extend(draft.puts());
        }
        Ok(Planned::Puts(puts))
    }
}

impl Step for FindingAdd {
    fn targets(&self) -> Vec<Target> {
        encounter(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        if !FINDING_ROOTS.contains(&self.root.as_str()) {
            return Err(WriteError::Invalid { field: "root", code: "unknown" });
        }
        let mut puts = opening(doc, "note", &self.effective, cx);
        let replaces = self.replaces.map(|i| i.to_string());
        let draft = Draft::new(&self.root, self.item, cx.by, cx.at)
            .group("code", &self.code)
            .set("status", self.status.as_str())
            .set("effective", self.effective.as_str())
            .maybe("replaces", replaces.as_deref())
            .maybe("note", self.note.as_deref());
        puts.extend(draft.puts());
        Ok(Planned::Puts(puts))
    }
}
