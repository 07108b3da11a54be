//! Commands on `diary`: home readings and taken-ticks.
use super::{
    Plan, Planned, Step, Target, WriteError,
    encounter::{Measured, measured},
    payload,
};
use crate::{
    crdt::Doc,
    document::{DocType, item::set_group, register::Tick},
    id::{DocId, ItemId, PatientId},
};

payload! {
    /// Records readings taken at home.
    DiaryRecord {
        /// The diary.
        0 doc: DocId,
        /// Whose it is.
        1 patient: PatientId,
        /// The readings.
        2 items: Vec<Measured>,
    }
    /// Ticks one due dose as taken or skipped. Two phones that tick the same dose make one tick.
    DiaryTick {
        /// The diary.
        0 doc: DocId,
        /// Whose it is.
        1 patient: PatientId,
        /// The medicine line in the chart.
        2 medicine: ItemId,
        /// Wall time the dose was due: `2026-11-24T08:00`.
        3 due: String,
        /// `taken` or `skipped`.
        4 state: String,
    }
}

fn diary(doc: DocId, patient: PatientId) -> Vec<Target> {
    vec![Target { doc, kind: DocType::Diary, patient }]
}

impl Step for DiaryRecord {
    fn targets(&self) -> Vec<Target> {
        diary(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        if self.items.is_empty() {
            return Err(WriteError::Invalid { field: "items", code: "empty" });
        }
        let puts = self.items.iter().flat_map(|m| measured("readings", m, cx).puts());
        Ok(Planned::Puts(puts.collect()))
    }
}

impl Step for DiaryTick {
    fn targets(&self) -> Vec<Target> {
        diary(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let key = format!("{}@{}", self.medicine, self.due);
        let tick = Tick {
            state: self.state.clone(),
            by: cx.by.to_string(),
            at: cx.at.millis(),
            rest: super::super::register::Rest::new(),
        };
        Ok(Planned::Puts(vec![set_group(&["ticks", &key], &tick)]))
    }
}
