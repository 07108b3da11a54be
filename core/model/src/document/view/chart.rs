//! The view of `chart`.
use super::{Made, Reader, items};
use crate::{
    crdt::Doc,
    document::{
        decided::Decided,
        register::{Coding, End, Period, Regimen, Resuscitation, Weight},
    },
};

/// An allergy, an intolerance, or the statement that none is known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Allergy {
    /// Id, author, time.
    pub made: Made,
    /// `allergy` or `none_known`.
    pub kind: String,
    /// The substance.
    pub code: Decided<Coding>,
    /// FHIR `clinicalStatus`.
    pub clinical: Option<Decided<String>>,
    /// FHIR `verificationStatus`.
    pub verification: Option<Decided<String>>,
    /// FHIR criticality.
    pub criticality: Option<Decided<String>>,
    /// FHIR categories, joined by a comma.
    pub category: Option<String>,
    /// What happens, in words.
    pub reaction: Option<String>,
    /// `mild`, `moderate` or `severe`.
    pub severity: Option<String>,
    /// FHIR date it began.
    pub onset: Option<String>,
    /// FHIR date it was recorded at the source.
    pub recorded: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Unmodelled remainder, as FHIR JSON.
    pub fhir_rest: Option<String>,
}

/// A problem or diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// Id, author, time.
    pub made: Made,
    /// The problem.
    pub code: Coding,
    /// FHIR `clinicalStatus`.
    pub clinical: Decided<String>,
    /// FHIR `verificationStatus`.
    pub verification: Option<Decided<String>>,
    /// How it ended.
    pub resolved: Option<End>,
    /// FHIR categories, joined by a comma.
    pub category: Option<String>,
    /// How severe.
    pub severity: Option<Coding>,
    /// FHIR date it began.
    pub onset: Option<String>,
    /// FHIR date it was recorded at the source.
    pub recorded: Option<String>,
    /// The encounter document it came up in.
    pub encounter: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Unmodelled remainder, as FHIR JSON.
    pub fhir_rest: Option<String>,
}

/// A medicine line. While regimen or status is disputed nothing may be printed, given or renewed from it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Medicine {
    /// Id, author, time.
    pub made: Made,
    /// How it is taken.
    pub regimen: Decided<Regimen>,
    /// FHIR `MedicationStatement.status`.
    pub status: Decided<String>,
    /// FHIR date it started.
    pub start: Option<Decided<String>>,
    /// How it ended.
    pub stop: Option<Decided<End>>,
    /// Why it is on hold.
    pub hold: Option<String>,
    /// What for.
    pub indication: Option<String>,
    /// Why a warning was overridden.
    pub r#override: Option<String>,
    /// Why it was last changed.
    pub reason: Option<String>,
    /// Who prescribed it, in the source's words.
    pub prescriber: Option<String>,
    /// The encounter document it was ordered in.
    pub encounter: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Unmodelled remainder, as FHIR JSON.
    pub fhir_rest: Option<String>,
}

impl Medicine {
    /// Whether two values of this line stand, so that nothing may be given from it.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.regimen.is_disputed()
            || self.status.is_disputed()
            || self.start.as_ref().is_some_and(Decided::is_disputed)
            || self.stop.as_ref().is_some_and(Decided::is_disputed)
    }
}

/// A warning flag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flag {
    /// Id, author, time.
    pub made: Made,
    /// `isolation`, `risk`, `safety`, `communication` or `other`.
    pub kind: String,
    /// What it warns of.
    pub code: Coding,
    /// `active` or `inactive`.
    pub status: String,
    /// When it holds.
    pub period: Option<Period>,
    /// Remark.
    pub note: Option<String>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Goal {
    /// Id, author, time.
    pub made: Made,
    /// The goal in words.
    pub text: String,
    /// FHIR `Goal.lifecycleStatus`.
    pub status: String,
    /// FHIR date it should be reached.
    pub due: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// A line of family history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FamilyLine {
    /// Id, author, time.
    pub made: Made,
    /// Which relative.
    pub relation: Coding,
    /// What they have or had.
    pub condition: Option<Coding>,
    /// Age or time it began, in words.
    pub onset: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// The clinical summary of one patient.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChartView {
    /// Allergies and the statement that none is known.
    pub allergies: Vec<Allergy>,
    /// Problems.
    pub problems: Vec<Problem>,
    /// Medicine lines.
    pub medicines: Vec<Medicine>,
    /// Flags.
    pub flags: Vec<Flag>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Family history.
    pub family: Vec<FamilyLine>,
    /// What was agreed about resuscitation.
    pub resuscitation: Option<Decided<Resuscitation>>,
    /// The weight doses are computed from.
    pub dosing_weight: Option<Decided<Weight>>,
    /// Paths whose content this version cannot read; it is kept, and shown as such.
    pub unreadable: Vec<String>,
}

impl ChartView {
    /// Reads the document.
    #[must_use]
    pub fn read(doc: &Doc) -> Self {
        let mut bad = Vec::new();
        let allergies = items(doc, "allergies", &mut bad, allergy);
        let problems = items(doc, "problems", &mut bad, problem);
        let medicines = items(doc, "medicines", &mut bad, medicine);
        let flags = items(doc, "flags", &mut bad, |made, r| {
            Some(Flag {
                made,
                kind: r.word("kind")?,
                code: r.group("code")?,
                status: r.word("status")?,
                period: r.group("period"),
                note: r.word("note"),
            })
        });
        let goals = items(doc, "goals", &mut bad, |made, r| {
            Some(Goal {
                made,
                text: r.word("text")?,
                status: r.word("status")?,
                due: r.word("due"),
                note: r.word("note"),
            })
        });
        let family = items(doc, "family", &mut bad, |made, r| {
            Some(FamilyLine {
                made,
                relation: r.group("relation")?,
                condition: r.group("condition"),
                onset: r.word("onset"),
                note: r.word("note"),
            })
        });
        let mut facts = Reader::root(doc, "facts", &mut bad);
        let resuscitation = facts.decided("resuscitation");
        let dosing_weight = facts.decided("dosing_weight");
        Self {
            allergies,
            problems,
            medicines,
            flags,
            goals,
            family,
            resuscitation,
            dosing_weight,
            unreadable: bad,
        }
    }
}

fn allergy(made: Made, r: &mut Reader<'_, '_>) -> Option<Allergy> {
    Some(Allergy {
        made,
        kind: r.word("kind")?,
        code: r.decided("code")?,
        clinical: r.decided_word("clinical"),
        verification: r.decided_word("verification"),
        criticality: r.decided_word("criticality"),
        category: r.word("category"),
        reaction: r.word("reaction"),
        severity: r.word("severity"),
        onset: r.word("onset"),
        recorded: r.word("recorded"),
        note: r.word("note"),
        fhir_rest: r.word("fhir_rest"),
    })
}

fn problem(made: Made, r: &mut Reader<'_, '_>) -> Option<Problem> {
    Some(Problem {
        made,
        code: r.group("code")?,
        clinical: r.decided_word("clinical")?,
        verification: r.decided_word("verification"),
        resolved: r.group("resolved"),
        category: r.word("category"),
        severity: r.group("severity"),
        onset: r.word("onset"),
        recorded: r.word("recorded"),
        encounter: r.word("encounter"),
        note: r.word("note"),
        fhir_rest: r.word("fhir_rest"),
    })
}

fn medicine(made: Made, r: &mut Reader<'_, '_>) -> Option<Medicine> {
    Some(Medicine {
        made,
        regimen: r.decided("regimen")?,
        status: r.decided_word("status")?,
        start: r.decided_word("start"),
        stop: r.decided("stop"),
        hold: r.word("hold"),
        indication: r.word("indication"),
        r#override: r.word("override"),
        reason: r.word("reason"),
        prescriber: r.word("prescriber"),
        encounter: r.word("encounter"),
        note: r.word("note"),
        fhir_rest: r.word("fhir_rest"),
    })
}
