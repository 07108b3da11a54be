//! The view of `encounter`.
use super::{Made, Reader, items};
use crate::{
    crdt::Doc,
    document::{
        decided::Decided,
        register::{Coding, Source},
    },
};

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Participant {
    /// Id, author, time.
    pub made: Made,
    /// Name as shown.
    pub name: String,
    /// In which role.
    pub role: Option<String>,
}

/// A section of text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Section {
    /// Id, author, time.
    pub made: Made,
    /// Heading.
    pub title: String,
    /// FHIR section code.
    pub code: Option<Coding>,
    /// Place among the sections; equal places go by id.
    pub order: i64,
    /// The text.
    pub text: String,
}

/// A finding: observation, procedure, immunization, administration, order, report or attachment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// Id, author, time.
    pub made: Made,
    /// What.
    pub code: Coding,
    /// FHIR status of that resource.
    pub status: Option<String>,
    /// FHIR categories, joined by a comma.
    pub category: Option<String>,
    /// The FHIR value element by its own name, JSON text with every digit.
    pub value: Option<String>,
    /// FHIR `dateTime` it happened.
    pub effective: Option<String>,
    /// FHIR instant it was issued.
    pub issued: Option<String>,
    /// Parts, JSON list.
    pub components: Option<String>,
    /// `H`, `L`, `N` and so on.
    pub interpretation: Option<String>,
    /// Normal range in words.
    pub reference_range: Option<String>,
    /// Results that belong to a report, JSON list of item ids.
    pub results: Option<String>,
    /// Who measured or did it, in the source's words.
    pub performer: Option<String>,
    /// The item this corrects.
    pub replaces: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Unmodelled remainder, as FHIR JSON.
    pub fhir_rest: Option<String>,
}

/// A foreign resource kept word for word.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Other {
    /// Id, author, time.
    pub made: Made,
    /// FHIR resource type.
    pub kind: String,
    /// The resource.
    pub json: String,
}

/// One visit, note, report or import.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EncounterView {
    /// `visit`, `note`, `report` or `import`; none while nobody started it.
    pub kind: Option<String>,
    /// Who started it.
    pub author: Option<String>,
    /// FHIR `Encounter.status`.
    pub status: Option<String>,
    /// FHIR `Encounter.class`.
    pub class: Option<Coding>,
    /// FHIR Encounter.type.
    pub r#type: Option<Coding>,
    /// Title.
    pub title: Option<String>,
    /// FHIR `dateTime` it started.
    pub start: Option<Decided<String>>,
    /// FHIR `dateTime` it ended.
    pub end: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Where it was imported from.
    pub source: Option<Source>,
    /// Unmodelled remainder, as FHIR JSON.
    pub fhir_rest: Option<String>,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Sections in reading order.
    pub sections: Vec<Section>,
    /// Observations.
    pub observations: Vec<Finding>,
    /// Procedures.
    pub procedures: Vec<Finding>,
    /// Immunizations.
    pub immunizations: Vec<Finding>,
    /// Medicines given.
    pub administrations: Vec<Finding>,
    /// Orders.
    pub requests: Vec<Finding>,
    /// Reports.
    pub reports: Vec<Finding>,
    /// Attachments.
    pub attachments: Vec<Finding>,
    /// Foreign resources.
    pub others: Vec<Other>,
    /// Paths whose content this version cannot read; it is kept, and shown as such.
    pub unreadable: Vec<String>,
}

impl EncounterView {
    /// Reads the document.
    #[must_use]
    pub fn read(doc: &Doc) -> Self {
        let mut bad = Vec::new();
        let participants = items(doc, "participants", &mut bad, |made, r| {
            Some(Participant { made, name: r.word("name")?, role: r.word("role") })
        });
        let mut sections = items(doc, "sections", &mut bad, |made, r| {
            Some(Section {
                made,
                title: r.word("title")?,
                code: r.group("code"),
                order: r.int("order").unwrap_or(0),
                text: r.text("text"),
            })
        });
        sections.sort_by_key(|s| (s.order, s.made.id));
        let others = items(doc, "others", &mut bad, |made, r| {
            Some(Other { made, kind: r.word("type")?, json: r.word("json")? })
        });
        let mut findings = |root| items(doc, root, &mut bad, finding);
        let observations = findings("observations");
        let procedures = findings("procedures");
        let immunizations = findings("immunizations");
        let administrations = findings("administrations");
        let requests = findings("requests");
        let reports = findings("reports");
        let attachments = findings("attachments");
        let mut r = Reader::root(doc, "encounter", &mut bad);
        Self {
            kind: r.word("kind"),
            author: r.word("author"),
            status: r.word("status"),
            class: r.group("class"),
            r#type: r.group("type"),
            title: r.word("title"),
            start: r.decided_word("start"),
            end: r.word("end"),
            location: r.word("location"),
            reason: r.word("reason"),
            source: r.group("source"),
            fhir_rest: r.word("fhir_rest"),
            participants,
            sections,
            observations,
            procedures,
            immunizations,
            administrations,
            requests,
            reports,
            attachments,
            others,
            unreadable: bad,
        }
    }
}

fn finding(made: Made, r: &mut Reader<'_, '_>) -> Option<Finding> {
    Some(Finding {
        made,
        code: r.group("code")?,
        status: r.word("status"),
        category: r.word("category"),
        value: r.word("value"),
        effective: r.word("effective"),
        issued: r.word("issued"),
        components: r.word("components"),
        interpretation: r.word("interpretation"),
        reference_range: r.word("reference_range"),
        results: r.word("results"),
        performer: r.word("performer"),
        replaces: r.word("replaces"),
        note: r.word("note"),
        fhir_rest: r.word("fhir_rest"),
    })
}
