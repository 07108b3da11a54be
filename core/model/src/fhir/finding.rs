//! Observation, Procedure, Immunization and `DiagnosticReport`, as findings of an `encounter`.
use super::{
    json::Json,
    problem::{edge, notes},
    reading::{Reading, Resource},
    reference::Target,
    take::{self, Take, Taken, Trouble},
};
use crate::document::{
    item::Draft,
    register::{Coding, Group},
};

/// One finding, from any of the four resources.
pub struct Finding {
    /// Root of the `encounter` document it goes under.
    pub root: &'static str,
    /// What was found or done.
    pub code: Coding,
    /// FHIR status, as written.
    pub status: String,
    /// Entered in error in the source.
    pub error: bool,
    /// Category codes.
    pub category: Option<String>,
    /// `value[x]` and `dataAbsentReason` under their FHIR names, every digit kept.
    pub value: Option<String>,
    /// When it holds for.
    pub effective: Option<String>,
    /// When it was released.
    pub issued: Option<String>,
    /// Components: code as a register, the other members as in FHIR.
    pub components: Option<String>,
    /// Interpretation codes.
    pub interpretation: Option<String>,
    /// Reference ranges in words.
    pub reference_range: Option<String>,
    /// Ids of the observations that a report joins, as a JSON list.
    pub results: Option<String>,
    /// Who did it, in words.
    pub performer: Option<String>,
    /// Notes in words.
    pub note: Option<String>,
    /// What is not modelled.
    pub rest: Option<String>,
}

impl Finding {
    fn new(root: &'static str, code: Coding, status: &str) -> Self {
        Self {
            root,
            code,
            status: status.to_owned(),
            error: status == "entered-in-error",
            category: None,
            value: None,
            effective: None,
            issued: None,
            components: None,
            interpretation: None,
            reference_range: None,
            results: None,
            performer: None,
            note: None,
            rest: None,
        }
    }

    /// Reads an Observation.
    pub(super) fn observation(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        place(&mut take, "subject");
        let code = take.need_concept("code")?;
        let mut finding = Self::new("observations", code, take.need_text("status")?);
        finding.category = take::codes(&take.concepts("category")?);
        finding.value = value(&mut take)?;
        finding.components = components(&mut take)?;
        finding.effective = effective(&mut take)?;
        finding.issued = take.date("issued")?.map(str::to_owned);
        finding.interpretation = take::codes(&take.concepts("interpretation")?);
        finding.reference_range = ranges(&take)?;
        finding.performer = reading.labels(resource, take.objects("performer")?);
        finding.note = notes(&take)?;
        finding.rest = take.rest();
        Ok(finding)
    }

    /// Reads a Procedure. One that was not done is kept word for word: a list of procedures would show it as done.
    pub(super) fn procedure(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        place(&mut take, "subject");
        let status = take.need_text("status")?;
        if status == "not-done" {
            return Err(Trouble::Keep("a procedure that was not done".to_owned()));
        }
        let code = take.concept("code")?.filter(|c| !c.label().is_empty());
        let code = code.ok_or_else(|| Trouble::Keep("a procedure without a code".to_owned()))?;
        let mut finding = Self::new("procedures", code, status);
        finding.category = match take.object("category")? {
            Some(json) => take::codes(&[take::concept("category", json)?]),
            None => None,
        };
        let moment = take.date("performedDateTime")?.map(str::to_owned);
        finding.effective =
            moment.map_or_else(|| edge(&take, "performedPeriod", "start"), |m| Ok(Some(m)))?;
        let actors = take.objects("performer")?.iter().filter_map(|p| p.get("actor"));
        let actors: Vec<Json> = actors.cloned().collect();
        finding.performer = reading.labels(resource, &actors);
        finding.note = notes(&take)?;
        finding.rest = take.rest();
        Ok(finding)
    }

    /// Reads an Immunization. One not done, or too weak to count, is kept word for word for the same reason.
    pub(super) fn immunization(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        place(&mut take, "patient");
        let status = take.need_text("status")?;
        if status == "not-done" {
            return Err(Trouble::Keep("a vaccine that was not given".to_owned()));
        }
        if take.bool("isSubpotent")? == Some(true) {
            return Err(Trouble::Keep("a vaccine dose too weak to count".to_owned()));
        }
        let code = take.need_concept("vaccineCode")?;
        if take.get("occurrenceString").is_none() {
            take.present("occurrenceDateTime")?;
        }
        let mut finding = Self::new("immunizations", code, status);
        finding.effective = take.date("occurrenceDateTime")?.map(str::to_owned);
        finding.issued = take.date("recorded")?.map(str::to_owned);
        let actors = take.objects("performer")?.iter().filter_map(|p| p.get("actor"));
        let actors: Vec<Json> = actors.cloned().collect();
        finding.performer = reading.labels(resource, &actors);
        finding.note = notes(&take)?;
        finding.rest = take.rest();
        Ok(finding)
    }

    /// Reads a `DiagnosticReport`; its results stay items of their own and are named by id.
    pub(super) fn report(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        place(&mut take, "subject");
        let code = take.need_concept("code")?;
        let mut finding = Self::new("reports", code, take.need_text("status")?);
        finding.category = take::codes(&take.concepts("category")?);
        finding.effective = effective(&mut take)?;
        finding.issued = take.date("issued")?.map(str::to_owned);
        let mut found = Vec::new();
        for result in take.objects("result")? {
            let item = match reading.index.resolve(result, &resource.identity.source) {
                Target::Here(number) => reading.resources.get(number).map(|r| r.identity.item()),
                Target::Outside(identity) => Some(identity.item()),
                Target::Holder(..) | Target::Contained(_) | Target::Dangling => None,
            };
            found.extend(item.map(|i| Json::Text(i.to_string())));
        }
        finding.results = (!found.is_empty()).then(|| Json::List(found).to_text());
        finding.performer = reading.labels(resource, take.objects("performer")?);
        finding.note = take.text("conclusion")?.map(str::to_owned);
        finding.rest = take.rest();
        Ok(finding)
    }

    /// The item's fields.
    pub(super) fn draft(&self, draft: Draft) -> Draft {
        draft
            .set("code", self.code.to_text())
            .set("status", self.status.as_str())
            .maybe("category", self.category.as_deref())
            .maybe("value", self.value.as_deref())
            .maybe("effective", self.effective.as_deref())
            .maybe("issued", self.issued.as_deref())
            .maybe("components", self.components.as_deref())
            .maybe("interpretation", self.interpretation.as_deref())
            .maybe("reference_range", self.reference_range.as_deref())
            .maybe("results", self.results.as_deref())
            .maybe("performer", self.performer.as_deref())
            .maybe("note", self.note.as_deref())
            .maybe("fhir_rest", self.rest.as_deref())
    }
}

/// Patient and encounter are said by the document that holds the item.
fn place(take: &mut Take<'_>, subject: &'static str) {
    take.spend_reference(subject);
    take.spend_reference("encounter");
}

/// `effectiveDateTime`, `effectiveInstant`, or the start of `effectivePeriod`.
fn effective(take: &mut Take<'_>) -> Taken<Option<String>> {
    if let Some(moment) = take.date("effectiveDateTime")? {
        return Ok(Some(moment.to_owned()));
    }
    if let Some(moment) = take.peek_text("effectiveInstant")?.filter(|m| take::is_date(m)) {
        return Ok(Some(moment.to_owned()));
    }
    edge(take, "effectivePeriod", "start")
}

/// Every name of Observation.value[x] in R4.
const VALUES: [&str; 11] = [
    "valueQuantity",
    "valueCodeableConcept",
    "valueString",
    "valueBoolean",
    "valueInteger",
    "valueRange",
    "valueRatio",
    "valueSampledData",
    "valueTime",
    "valueDateTime",
    "valuePeriod",
];

/// The value as one JSON object under its FHIR name, with `dataAbsentReason` beside it; spent.
fn value(take: &mut Take<'_>) -> Taken<Option<String>> {
    let mut members = Vec::new();
    for name in VALUES.into_iter().chain(["dataAbsentReason"]) {
        let Some(json) = take.get(name) else { continue };
        fits(name, json)?;
        members.push((name.to_owned(), json.clone()));
        take.spend(name);
    }
    let values = members.iter().filter(|(n, _)| n != "dataAbsentReason").count();
    if values > 1 {
        return Err(Trouble::Refuse(
            "/value".to_owned(),
            "two values in one Observation".to_owned(),
        ));
    }
    Ok((!members.is_empty()).then(|| Json::Object(members).to_text()))
}

/// Checks that a value has the JSON kind of its type, and a number where its type has one.
fn fits(name: &str, json: &Json) -> Taken<()> {
    let bad = || Trouble::Refuse(format!("/{name}"), format!("{name} cannot be {}", json.kind()));
    let ok = match name {
        "valueString" | "valueTime" => matches!(json, Json::Text(_)),
        "valueDateTime" => json.as_text().is_some_and(take::is_date),
        "valueBoolean" => matches!(json, Json::Bool(_)),
        "valueInteger" => matches!(json, Json::Number(_)),
        "valueQuantity" => {
            matches!(json, Json::Object(_))
                && json.get("value").is_none_or(|v| matches!(v, Json::Number(_)))
        }
        _ => matches!(json, Json::Object(_)),
    };
    if ok { Ok(()) } else { Err(bad()) }
}

/// Components as `[{"code":register, ..members as in FHIR}]`; spent if each code is said whole by its register.
fn components(take: &mut Take<'_>) -> Taken<Option<String>> {
    let list = take.objects("component")?;
    let mut out = Vec::with_capacity(list.len());
    let mut whole = true;
    for (index, component) in list.iter().enumerate() {
        let Some(json) = component.get("code") else {
            let reason = "code is required, but missing".to_owned();
            return Err(Trouble::Refuse(format!("/component/{index}/code"), reason));
        };
        let code = take::concept("component.code", json)?;
        whole &= take::write_concept(&code).canonical() == json.canonical();
        let register = super::json::parse(&code.to_text()).unwrap_or(Json::Null);
        let mut members = vec![("code".to_owned(), register)];
        for (name, value) in component.members().iter().filter(|(n, _)| n != "code") {
            if VALUES.contains(&name.as_str()) {
                fits(name, value)?;
            }
            members.push((name.clone(), value.clone()));
        }
        out.push(Json::Object(members));
    }
    if whole {
        take.spend("component");
    }
    Ok((!out.is_empty()).then(|| Json::List(out).to_text()))
}

/// Reference ranges in words: `3.5 - 5.1 mmol/L`, `< 5 mg/L`, with what they are for.
fn ranges(take: &Take<'_>) -> Taken<Option<String>> {
    let mut said = Vec::new();
    for range in take.objects("referenceRange")? {
        let side = |name: &str| match range.get(name).and_then(|q| q.get("value")) {
            Some(Json::Number(digits)) => Some(digits.as_str()),
            _ => None,
        };
        let unit = ["low", "high"].iter().find_map(|n| {
            let quantity = range.get(n)?;
            quantity.text("unit").or(quantity.text("code"))
        });
        let numbers = match (side("low"), side("high")) {
            (Some(low), Some(high)) => format!("{low} - {high}"),
            (Some(low), None) => format!(">= {low}"),
            (None, Some(high)) => format!("<= {high}"),
            (None, None) => range.text("text").unwrap_or_default().to_owned(),
        };
        let kind = range.get("type").map(|t| take::concept("type", t)).transpose()?;
        let kind =
            kind.map(|k| format!("({})", k.label())).filter(|k| k != "()").unwrap_or_default();
        let parts = [numbers.as_str(), unit.unwrap_or_default(), kind.as_str()];
        let words: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        said.push(words.join(" "));
    }
    said.retain(|s| !s.is_empty());
    Ok((!said.is_empty()).then(|| said.join("; ")))
}
