//! The view of `diary`.
use super::{Made, items};
use crate::{
    crdt::Doc,
    document::register::{Coding, Group, Tick},
};

/// A reading taken at home.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// Id, author, time.
    pub made: Made,
    /// What was measured.
    pub code: Coding,
    /// The FHIR value element by its own name, or `components`; JSON text with every digit.
    pub value: String,
    /// FHIR `dateTime` it was measured.
    pub effective: String,
    /// With what.
    pub method: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// A filled-in questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answers {
    /// Id, author, time.
    pub made: Made,
    /// Which questionnaire.
    pub questionnaire: String,
    /// The answers, JSON text.
    pub value: String,
    /// FHIR `dateTime` it was filled in.
    pub effective: String,
}

/// A due dose that was ticked; two phones that ticked it made one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ticked {
    /// The medicine line in the chart.
    pub medicine: String,
    /// Wall time the dose was due.
    pub due: String,
    /// What was ticked, by whom, when; of two the newest, the other in history.
    pub tick: Tick,
}

/// What a patient or trusted person recorded at home.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DiaryView {
    /// Readings.
    pub readings: Vec<Reading>,
    /// Questionnaires.
    pub answers: Vec<Answers>,
    /// Ticks, by medicine and due time.
    pub ticks: Vec<Ticked>,
    /// Paths whose content this version cannot read; it is kept, and shown as such.
    pub unreadable: Vec<String>,
}

impl DiaryView {
    /// Reads the document.
    #[must_use]
    pub fn read(doc: &Doc) -> Self {
        let mut bad = Vec::new();
        let readings = items(doc, "readings", &mut bad, |made, r| {
            Some(Reading {
                made,
                code: r.group("code")?,
                value: r.word("value")?,
                effective: r.word("effective")?,
                method: r.word("method"),
                note: r.word("note"),
            })
        });
        let answers = items(doc, "answers", &mut bad, |made, r| {
            Some(Answers {
                made,
                questionnaire: r.word("questionnaire")?,
                value: r.word("value")?,
                effective: r.word("effective")?,
            })
        });
        let mut ticks = Vec::new();
        for key in doc.keys(&["ticks"]) {
            match ticked(doc, &key) {
                Some(tick) => ticks.push(tick),
                None => bad.push(format!("ticks/{key}")),
            }
        }
        Self { readings, answers, ticks, unreadable: bad }
    }
}

fn ticked(doc: &Doc, key: &str) -> Option<Ticked> {
    let (medicine, due) = key.split_once('@')?;
    let tick = Tick::from_text(doc.value(&["ticks", key])?.as_str()?).ok()?;
    Some(Ticked { medicine: medicine.to_owned(), due: due.to_owned(), tick })
}
