//! Condition and `AllergyIntolerance`, as items of `chart`.
use super::{
    json::Json,
    take::{self, Take, Taken, Trouble},
};
use crate::document::{
    chart::{
        ALLERGY_CLINICAL, ALLERGY_VERIFICATION, CRITICALITY, PROBLEM_CLINICAL,
        PROBLEM_VERIFICATION, SEVERITY,
    },
    item::Draft,
    register::{Coding, End, Rest},
};

/// FHIR R4 Condition, as far as `chart.problems` models it.
pub struct Condition {
    /// What it is.
    pub code: Coding,
    /// Clinical status; `unknown` where the source says none or one we do not know.
    pub clinical: &'static str,
    /// Verification status.
    pub verification: Option<&'static str>,
    /// Entered in error in the source.
    pub error: bool,
    /// Category codes.
    pub category: Option<String>,
    /// Severity.
    pub severity: Option<Coding>,
    /// Onset date.
    pub onset: Option<String>,
    /// When it ended.
    pub resolved: Option<End>,
    /// When it was first written down.
    pub recorded: Option<String>,
    /// Notes in words.
    pub note: Option<String>,
    /// What is not modelled.
    pub rest: Option<String>,
}

/// The word of `words` that the concept's code is.
fn known(concept: Option<&Coding>, words: &'static [&'static str]) -> Option<&'static str> {
    let code = concept?.code.as_deref()?;
    words.iter().copied().find(|w| *w == code)
}

/// Whether a verification status says entered in error.
fn is_error(concept: Option<&Coding>) -> bool {
    concept.and_then(|c| c.code.as_deref()) == Some("entered-in-error")
}

/// Takes a status whose stored form is a bare word: spent when it is one code of the expected list and nothing more.
fn status(take: &mut Take<'_>, name: &'static str, system: &str) -> Taken<Option<Coding>> {
    let Some(json) = take.object(name)? else { return Ok(None) };
    let coding = take::concept(name, json)?;
    let bare = Coding { display: None, text: None, ..coding.clone() };
    if coding.system.as_deref() == Some(system)
        && take::write_concept(&bare).canonical() == json.canonical()
    {
        take.spend(name);
    }
    Ok(Some(coding))
}

/// Text of each Annotation, joined by a blank line.
pub(super) fn notes(take: &Take<'_>) -> Taken<Option<String>> {
    let texts: Vec<_> = take.objects("note")?.iter().filter_map(|n| n.text("text")).collect();
    Ok((!texts.is_empty()).then(|| texts.join("\n\n")))
}

/// `start` or `end` of a Period, if it is a date.
pub(super) fn edge(take: &Take<'_>, period: &str, which: &str) -> Taken<Option<String>> {
    let Some(json) = take.object(period)? else { return Ok(None) };
    match json.get(which) {
        None => Ok(None),
        Some(Json::Text(date)) if take::is_date(date) => Ok(Some(date.clone())),
        Some(_) => Err(Trouble::Keep(format!("{period}.{which} is not a FHIR date"))),
    }
}

impl Condition {
    /// Reads a Condition. It may lack a code; then there is nothing to show and it is kept word for word.
    pub(super) fn read(json: &Json) -> Taken<Self> {
        let mut take = Take::resource(json);
        take.spend_reference("subject");
        take.spend_reference("encounter");
        let code = take.concept("code")?.filter(|c| !c.label().is_empty());
        let code = code.ok_or_else(|| Trouble::Keep("a Condition without a code".to_owned()))?;
        let said = status(
            &mut take,
            "clinicalStatus",
            "http://terminology.hl7.org/CodeSystem/condition-clinical",
        )?;
        let sure = status(
            &mut take,
            "verificationStatus",
            "http://terminology.hl7.org/CodeSystem/condition-ver-status",
        )?;
        let onset = take.date("onsetDateTime")?.map(str::to_owned);
        let ended = take.date("abatementDateTime")?.map(str::to_owned);
        let ended = ended.map_or_else(|| edge(&take, "abatementPeriod", "end"), |e| Ok(Some(e)))?;
        Ok(Self {
            code,
            clinical: known(said.as_ref(), PROBLEM_CLINICAL).unwrap_or("unknown"),
            verification: known(sure.as_ref(), PROBLEM_VERIFICATION),
            error: is_error(sure.as_ref()),
            category: take::codes(&take.concepts("category")?),
            severity: take.concept("severity")?,
            onset: onset.map_or_else(|| edge(&take, "onsetPeriod", "start"), |o| Ok(Some(o)))?,
            resolved: ended.map(|date| End {
                date: Some(date),
                reason: None,
                saw: None,
                rest: Rest::new(),
            }),
            recorded: take.date("recordedDate")?.map(str::to_owned),
            note: notes(&take)?,
            rest: take.rest(),
        })
    }

    /// The item's fields.
    pub(super) fn draft(&self, draft: Draft, encounter: Option<&str>) -> Draft {
        draft
            .group("code", &self.code)
            .set("clinical", self.clinical)
            .maybe("verification", self.verification)
            .maybe_group("resolved", self.resolved.as_ref())
            .maybe("category", self.category.as_deref())
            .maybe_group("severity", self.severity.as_ref())
            .maybe("onset", self.onset.as_deref())
            .maybe("recorded", self.recorded.as_deref())
            .maybe("encounter", encounter)
            .maybe("note", self.note.as_deref())
            .maybe("fhir_rest", self.rest.as_deref())
    }
}

/// SNOMED CT "No known allergy": the one code that speaks of every substance.
const NONE_KNOWN: &str = "716186003";

/// SNOMED CT statements that only some kind of allergy is not known: drug, food, environment, latex, animal, insect.
///
/// Each speaks of one kind, and the chart's `none_known` speaks of all: read as that, it would hide a peanut allergy
/// nobody asked about. As an allergy it would warn of nothing. So these are kept word for word.
const NONE_OF_A_KIND: [&str; 6] =
    ["409137002", "429625007", "428607008", "1003774007", "428197003", "428507005"];

/// FHIR R4 `AllergyIntolerance`, as far as `chart.allergies` models it.
pub struct Allergy {
    /// `allergy` or `none_known`.
    pub kind: &'static str,
    /// To what.
    pub code: Coding,
    /// Clinical status.
    pub clinical: Option<&'static str>,
    /// Verification status.
    pub verification: Option<&'static str>,
    /// Entered in error in the source.
    pub error: bool,
    /// Criticality.
    pub criticality: Option<&'static str>,
    /// Category codes.
    pub category: Option<String>,
    /// Manifestations in words.
    pub reaction: Option<String>,
    /// The worst severity of any reaction.
    pub severity: Option<&'static str>,
    /// Onset date.
    pub onset: Option<String>,
    /// When it was first written down.
    pub recorded: Option<String>,
    /// Notes in words.
    pub note: Option<String>,
    /// What is not modelled.
    pub rest: Option<String>,
}

impl Allergy {
    /// Reads an `AllergyIntolerance`.
    pub(super) fn read(json: &Json) -> Taken<Self> {
        let mut take = Take::resource(json);
        take.spend_reference("patient");
        let code = take.concept("code")?.filter(|c| !c.label().is_empty());
        let code = code.ok_or_else(|| Trouble::Keep("an allergy without a code".to_owned()))?;
        let coded = code.code.as_deref().unwrap_or_default();
        if NONE_OF_A_KIND.contains(&coded) {
            let reason = "says that one kind of allergy is not known, which the chart cannot say";
            return Err(Trouble::Keep(reason.to_owned()));
        }
        let kind = if coded == NONE_KNOWN { "none_known" } else { "allergy" };
        let said = status(
            &mut take,
            "clinicalStatus",
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
        )?;
        let sure = status(
            &mut take,
            "verificationStatus",
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
        )?;
        let criticality = take.peek_text("criticality")?;
        let criticality = CRITICALITY.iter().copied().find(|w| Some(*w) == criticality);
        if criticality.is_some() {
            take.spend("criticality");
        }
        let (reaction, severity) = reactions(&take)?;
        let onset = take.date("onsetDateTime")?.map(str::to_owned);
        Ok(Self {
            kind,
            code,
            clinical: known(said.as_ref(), ALLERGY_CLINICAL),
            verification: known(sure.as_ref(), ALLERGY_VERIFICATION),
            error: is_error(sure.as_ref()),
            criticality,
            category: categories(&take)?,
            reaction,
            severity,
            onset: onset.map_or_else(|| edge(&take, "onsetPeriod", "start"), |o| Ok(Some(o)))?,
            recorded: take.date("recordedDate")?.map(str::to_owned),
            note: notes(&take)?,
            rest: take.rest(),
        })
    }

    /// The item's fields.
    pub(super) fn draft(&self, draft: Draft) -> Draft {
        draft
            .set("kind", self.kind)
            .group("code", &self.code)
            .maybe("clinical", self.clinical)
            .maybe("verification", self.verification)
            .maybe("criticality", self.criticality)
            .maybe("category", self.category.as_deref())
            .maybe("reaction", self.reaction.as_deref())
            .maybe("severity", self.severity)
            .maybe("onset", self.onset.as_deref())
            .maybe("recorded", self.recorded.as_deref())
            .maybe("note", self.note.as_deref())
            .maybe("fhir_rest", self.rest.as_deref())
    }
}

/// `AllergyIntolerance.category`: a list of codes, joined.
fn categories(take: &Take<'_>) -> Taken<Option<String>> {
    match take.get("category") {
        None => Ok(None),
        Some(Json::List(list)) => {
            let words: Vec<_> = list.iter().filter_map(Json::as_text).collect();
            Ok((!words.is_empty()).then(|| words.join(",")))
        }
        Some(_) => Err(Trouble::Keep("category should be a list".to_owned())),
    }
}

/// Manifestations in words, and the worst severity.
fn reactions(take: &Take<'_>) -> Taken<(Option<String>, Option<&'static str>)> {
    let mut words = Vec::new();
    let mut worst = None;
    for reaction in take.objects("reaction")? {
        for manifestation in reaction.get("manifestation").map(Json::elements).unwrap_or_default() {
            words.push(take::concept("manifestation", manifestation)?);
        }
        // SEVERITY is in ascending order.
        worst = worst.max(SEVERITY.iter().position(|w| Some(*w) == reaction.text("severity")));
    }
    Ok((take::labels(&words), worst.and_then(|at| SEVERITY.get(at)).copied()))
}
