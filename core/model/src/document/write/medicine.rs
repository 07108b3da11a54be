//! Commands on the medicine lines of `chart`.
use super::{Plan, Planned, Step, Target, WriteError, base, chart::chart, payload, rule};
use crate::{
    crdt::{Doc, Put, Scalar},
    document::{
        DocType,
        item::{Draft, set, set_group},
        register::Regimen,
    },
    id::{DocId, ItemId, PatientId},
    rule as rules,
};

payload! {
    /// A line in a note that goes with a command on the chart: both arrive, or neither.
    NoteLine {
        /// The encounter document.
        0 doc: DocId,
        /// Id of the new section.
        1 section: ItemId,
        /// Heading.
        2 title: String,
        /// The line.
        3 text: String,
    }
    /// Starts a medicine.
    MedicineStart {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new line.
        2 item: ItemId,
        /// How it is taken, whole.
        3 regimen: Regimen,
        /// FHIR date it starts.
        4 start: Option<String>,
        /// What for.
        5 indication: Option<String>,
        /// Remark.
        6 note: Option<String>,
        /// Why a warning (allergy, duplicate) does not apply.
        7 override_reason: Option<String>,
    }
    /// Changes how a medicine is taken.
    MedicineSetDose {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The line.
        2 item: ItemId,
        /// The new regimen, whole; members the form did not show are carried along.
        3 regimen: Regimen,
        /// The regimen the form showed.
        4 base: Regimen,
        /// Why an unusual dose is right.
        5 override_reason: Option<String>,
        /// Why it was changed, for those who read it later and for a person who must decide between two changes.
        6 reason: Option<String>,
    }
    /// Stops a medicine.
    MedicineStop {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The line.
        2 item: ItemId,
        /// FHIR date of the last dose.
        3 date: String,
        /// Why.
        4 reason: String,
        /// The status the form showed.
        5 base: String,
        /// A line in a note that says so.
        6 note: Option<NoteLine>,
    }
    /// Puts a medicine on hold.
    MedicineHold {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The line.
        2 item: ItemId,
        /// Why.
        3 reason: String,
        /// The status the form showed.
        4 base: String,
    }
    /// Goes on with a medicine that was on hold.
    MedicineResume {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The line.
        2 item: ItemId,
        /// The status the form showed.
        3 base: String,
    }
}

impl Step for MedicineStart {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let reason = self.override_reason.as_deref();
        rules::dose::regimen(&self.regimen, None, reason)?;
        rules::medicine::may_start(doc, &self.regimen.product, reason)?;
        let draft = Draft::new("medicines", self.item, cx.by, cx.at)
            .group("regimen", &self.regimen)
            .set("status", "active")
            .maybe("start", self.start.as_deref())
            .maybe("indication", self.indication.as_deref())
            .maybe("note", self.note.as_deref())
            .maybe("override", reason);
        Ok(Planned::Puts(draft.puts()))
    }
}

/// Refuses to go on with a line that somebody stopped: a stop beats a change.
fn not_stopped(doc: &Doc, id: &str) -> Result<(), WriteError> {
    if rules::medicine::is_stopped(doc, id) {
        return Err(rule("medicine_stopped", rules::medicine::STOP_SOURCE, false));
    }
    Ok(())
}

impl Step for MedicineSetDose {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "medicines", self.item)?;
        let path = ["medicines", &id, "regimen"];
        base::stands(doc, &path, Some(&self.base))?;
        not_stopped(doc, &id)?;
        let reason = self.override_reason.as_deref();
        rules::dose::regimen(&self.regimen, Some(&self.base), reason)?;
        let mut puts = vec![set_group(&path, &self.regimen)];
        puts.extend(reason.map(|r| set(&["medicines", &id, "override"], r)));
        puts.extend(self.why(doc, &id));
        Ok(Planned::Puts(puts))
    }
}

impl MedicineSetDose {
    /// The reason of this change; one of an earlier change does not stay to speak for it.
    fn why(&self, doc: &Doc, id: &str) -> Option<Put> {
        let path = ["medicines", id, "reason"];
        match self.reason.as_deref().filter(|r| !r.trim().is_empty()) {
            Some(reason) => Some(set(&path, reason)),
            None => (!base::values(doc, &path).is_empty()).then(|| set(&path, Scalar::Null)),
        }
    }
}

/// Puts that end a line: status and the end with what its author saw.
pub(super) fn stop_puts(doc: &Doc, id: &str, date: Option<String>, reason: &str) -> Vec<Put> {
    let end = rules::medicine::end(doc, id, date, reason);
    vec![set(&["medicines", id, "status"], "stopped"), set_group(&["medicines", id, "stop"], &end)]
}

impl Step for MedicineStop {
    fn targets(&self) -> Vec<Target> {
        let mut targets = chart(self.doc, self.patient);
        targets.extend(self.note.as_ref().map(|n| Target {
            doc: n.doc,
            kind: DocType::Encounter,
            patient: self.patient,
        }));
        targets
    }

    fn plan(&self, doc: &Doc, target: usize, cx: &Plan) -> Result<Planned, WriteError> {
        if target > 0 {
            let note = self.note.as_ref().ok_or(WriteError::Missing)?;
            let draft = Draft::new("sections", note.section, cx.by, cx.at)
                .set("title", note.title.as_str())
                .text("text", &note.text);
            return Ok(Planned::Puts(draft.puts()));
        }
        let id = base::live(doc, "medicines", self.item)?;
        base::word_stands(doc, &["medicines", &id, "status"], Some(&self.base))?;
        not_stopped(doc, &id)?;
        Ok(Planned::Puts(stop_puts(doc, &id, Some(self.date.clone()), &self.reason)))
    }
}

impl Step for MedicineHold {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "medicines", self.item)?;
        let status = ["medicines", &id, "status"];
        base::word_stands(doc, &status, Some(&self.base))?;
        not_stopped(doc, &id)?;
        Ok(Planned::Puts(vec![
            set(&status, "on-hold"),
            set(&["medicines", &id, "hold"], self.reason.as_str()),
        ]))
    }
}

impl Step for MedicineResume {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "medicines", self.item)?;
        let status = ["medicines", &id, "status"];
        base::word_stands(doc, &status, Some(&self.base))?;
        if self.base != "on-hold" {
            return Err(rule("medicine_not_on_hold", rules::medicine::STOP_SOURCE, false));
        }
        Ok(Planned::Puts(vec![set(&status, "active")]))
    }
}
