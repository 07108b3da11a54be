//! `MedicationRequest` and `MedicationStatement`, as medicine lines of `chart`.
use super::{
    json::Json,
    problem::{edge, notes},
    reading::{Reading, Resource},
    take::{self, Take, Taken, Trouble},
};
use crate::{
    document::{
        item::Draft,
        register::{Coding, End, Regimen, Rest},
    },
    quantity::Decimal,
};

/// One line of medicine, from either resource.
pub struct Medicine {
    /// Product and how it is taken.
    pub regimen: Regimen,
    /// Status of the line.
    pub status: &'static str,
    /// Entered in error in the source.
    pub error: bool,
    /// From when.
    pub start: Option<String>,
    /// Until when, and why it ended.
    pub stop: Option<End>,
    /// What for, in words.
    pub indication: Option<String>,
    /// Who ordered it, in words.
    pub prescriber: Option<String>,
    /// Notes in words.
    pub note: Option<String>,
    /// What is not modelled.
    pub rest: Option<String>,
}

/// `MedicationRequest.status` (R4) to the status of a medicine line.
///
/// `cancelled` means withdrawn before anything was given; `draft` means not ordered yet.
fn request_status(code: &str) -> &'static str {
    match code {
        "active" => "active",
        "on-hold" => "on-hold",
        "stopped" => "stopped",
        "completed" => "completed",
        "cancelled" => "not-taken",
        "draft" => "intended",
        _ => "unknown",
    }
}

/// `MedicationStatement.status` (R4); the line's words are the same.
fn statement_status(code: &str) -> &'static str {
    crate::document::chart::MEDICINE_STATUS
        .iter()
        .copied()
        .find(|w| *w == code)
        .unwrap_or("unknown")
}

impl Medicine {
    /// Reads a `MedicationRequest`.
    ///
    /// Proposals and options are not treatment, and "do not give" is its opposite: those are kept word for word.
    pub(super) fn request(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        take.spend_reference("subject");
        take.spend_reference("encounter");
        let intent = take.need_text("intent")?;
        if matches!(intent, "proposal" | "option") {
            return Err(Trouble::Keep(format!("a MedicationRequest that is a mere {intent}")));
        }
        if take.bool("doNotPerform")? == Some(true) {
            return Err(Trouble::Keep("says that the medicine must not be given".to_owned()));
        }
        let code = take.need_text("status")?;
        let planned = intent == "plan" && code == "active";
        let status = if planned { "intended" } else { request_status(code) };
        let regimen = regimen(reading, resource, &take, "dosageInstruction")?;
        let dosages = take.objects("dosageInstruction")?;
        let bounds =
            dosages.first().and_then(|d| d.get("timing")?.get("repeat")?.get("boundsPeriod"));
        let begun = bounds.and_then(|b| b.text("start")).filter(|d| take::is_date(d));
        let authored = take.date("authoredOn")?;
        let why =
            take.object("statusReason")?.map(|r| take::concept("statusReason", r)).transpose()?;
        let ends = matches!(status, "stopped" | "completed" | "not-taken");
        let end = End {
            date: None,
            reason: why.map(|c| c.label().to_owned()).filter(|r| !r.is_empty()),
            saw: None,
            rest: Rest::new(),
        };
        let prescriber = take.object("requester")?.and_then(|r| reading.label(resource, r));
        let mut line = Self {
            regimen,
            status,
            error: code == "entered-in-error",
            start: begun.or(authored).map(str::to_owned),
            stop: (ends && end.reason.is_some()).then_some(end),
            indication: indication(reading, resource, &take)?,
            prescriber,
            note: notes(&take)?,
            rest: None,
        };
        line.rest = Some(unsaid(&take, &["status", "intent", "doNotPerform", "authoredOn"]));
        Ok(line)
    }

    /// Reads a `MedicationStatement`.
    pub(super) fn statement(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        take.spend_reference("subject");
        let code = take.need_text("status")?;
        let status = statement_status(code);
        let regimen = regimen(reading, resource, &take, "dosage")?;
        let moment = take.date("effectiveDateTime")?.map(str::to_owned);
        let start =
            moment.map_or_else(|| edge(&take, "effectivePeriod", "start"), |m| Ok(Some(m)))?;
        let until = edge(&take, "effectivePeriod", "end")?;
        let why = take::labels(&take.concepts("statusReason")?);
        let ends = until.is_some() || why.is_some();
        let mut line = Self {
            regimen,
            status,
            error: code == "entered-in-error",
            start,
            stop: ends.then(|| End { date: until, reason: why, saw: None, rest: Rest::new() }),
            indication: indication(reading, resource, &take)?,
            prescriber: None,
            note: notes(&take)?,
            rest: None,
        };
        line.rest = Some(unsaid(&take, &["status", "effectiveDateTime"]));
        Ok(line)
    }

    /// The item's fields.
    pub(super) fn draft(&self, draft: Draft, encounter: Option<&str>) -> Draft {
        draft
            .group("regimen", &self.regimen)
            .set("status", self.status)
            .maybe("start", self.start.as_deref())
            .maybe_group("stop", self.stop.as_ref())
            .maybe("indication", self.indication.as_deref())
            .maybe("prescriber", self.prescriber.as_deref())
            .maybe("encounter", encounter)
            .maybe("note", self.note.as_deref())
            .maybe("fhir_rest", self.rest.as_deref())
    }
}

/// The rest of a medicine, with `names` put back: which resource a line came from decides how they are written again.
fn unsaid(take: &Take<'_>, names: &[&str]) -> String {
    let back = names.iter().filter_map(|n| Some(((*n).to_owned(), take.get(n)?.clone())));
    let mut members: Vec<_> = back.collect();
    let rest = take.rest().and_then(|r| super::json::parse(&r).ok());
    members.extend(rest.iter().flat_map(Json::members).cloned());
    Json::Object(members).to_text()
}

/// What it is for: `reasonCode`, else what `reasonReference` points at.
fn indication(
    reading: &Reading<'_>,
    resource: &Resource<'_>,
    take: &Take<'_>,
) -> Taken<Option<String>> {
    let said = take::labels(&take.concepts("reasonCode")?);
    let pointed = reading.labels(resource, take.objects("reasonReference")?);
    Ok(said.or(pointed))
}

/// The medicine itself: the concept, or what the reference points at.
fn product(reading: &Reading<'_>, resource: &Resource<'_>, take: &Take<'_>) -> Taken<Coding> {
    if let Some(concept) = take.object("medicationCodeableConcept")? {
        let coding = take::concept("medicationCodeableConcept", concept)?;
        if !coding.label().is_empty() {
            return Ok(coding);
        }
    }
    let Some(reference) = take.object("medicationReference")? else {
        take.present("medicationCodeableConcept").map_err(|_| {
            let reason =
                "medicationCodeableConcept or medicationReference is required, but missing";
            Trouble::Refuse(String::new(), reason.to_owned())
        })?;
        return Err(Trouble::Keep("a medicine without a name".to_owned()));
    };
    let code = reading.target(resource, reference).and_then(|m| m.get("code"));
    let coding = code.map(|c| take::concept("code", c)).transpose()?;
    let named = coding.filter(|c| !c.label().is_empty()).or_else(|| {
        let text = Some(reading.label(resource, reference)?);
        Some(Coding { text, ..take::empty_coding() })
    });
    named.ok_or_else(|| Trouble::Keep("the medicine it points at cannot be found".to_owned()))
}

/// The regimen, one register. Without dosage it says "dose not stated" by having none, never 0.
///
/// Only a single dosage with a single dose is coded. Anything more (a taper, a range, a maximum) is put into words, for a
/// number without the rest of its instruction would be another treatment.
fn regimen(
    reading: &Reading<'_>,
    resource: &Resource<'_>,
    take: &Take<'_>,
    member: &str,
) -> Taken<Regimen> {
    let mut regimen = Regimen {
        product: product(reading, resource, take)?,
        dose: None,
        unit: None,
        route: None,
        frequency: None,
        timing: None,
        as_needed: None,
        duration: None,
        text: None,
        rest: Rest::new(),
    };
    let dosages = take.objects(member)?;
    match dosages {
        [] => {}
        [one] => fill(&mut regimen, one)?,
        many => {
            let words: Vec<_> = many.iter().map(words).filter(|w| !w.is_empty()).collect();
            regimen.text = Some(words.join(" / ")).filter(|t| !t.is_empty());
        }
    }
    Ok(regimen)
}

/// Fills the parts of a regimen from its only dosage.
fn fill(regimen: &mut Regimen, dosage: &Json) -> Taken<()> {
    let concept = |name: &str| dosage.get(name).map(|c| take::concept(name, c)).transpose();
    regimen.route = concept("route")?.map(|c| c.label().to_owned()).filter(|r| !r.is_empty());
    let rates = dosage.get("doseAndRate").map(Json::elements).unwrap_or_default();
    let quantity = match rates {
        [one] if one.get("rateQuantity").or(one.get("rateRatio")).is_none() => {
            one.get("doseQuantity")
        }
        _ => None,
    };
    let plain = quantity.filter(|q| q.get("comparator").is_none());
    if let Some(Json::Number(digits)) = plain.and_then(|q| q.get("value")) {
        let decimal = Decimal::parse(digits);
        regimen.dose =
            Some(decimal.map_err(|_| Trouble::Keep("a dose with too many digits".to_owned()))?);
        regimen.unit = plain.and_then(|q| q.text("code").or(q.text("unit"))).map(str::to_owned);
    }
    let repeat = dosage.get("timing").and_then(|t| t.get("repeat"));
    regimen.frequency = frequency(dosage).or_else(|| {
        let code = dosage.get("timing").and_then(|t| t.get("code"));
        code.and_then(|c| take::concept("timing.code", c).ok()).map(|c| c.label().to_owned())
    });
    regimen.timing = repeat.and_then(when);
    regimen.duration = repeat.and_then(|r| r.get("boundsDuration")).and_then(amount);
    regimen.as_needed = match (concept("asNeededCodeableConcept")?, dosage.get("asNeededBoolean")) {
        (Some(reason), _) => Some(reason.label().to_owned()),
        (None, Some(Json::Bool(true))) => Some("as needed".to_owned()),
        _ => None,
    };
    let dose_unsaid = !rates.is_empty() && regimen.dose.is_none();
    let instruction = ["text", "patientInstruction"].iter().find_map(|n| dosage.text(n));
    let more =
        dosage.get("maxDosePerPeriod").is_some() || dosage.get("additionalInstruction").is_some();
    if instruction.is_some() || dose_unsaid || more {
        regimen.text = Some(words(dosage)).filter(|t| !t.is_empty());
    }
    Ok(())
}

/// How often: `2/d`, `every 4 h`, `2 per 3 d`.
fn frequency(dosage: &Json) -> Option<String> {
    let repeat = dosage.get("timing")?.get("repeat")?;
    let number = |name: &str| match repeat.get(name) {
        Some(Json::Number(digits)) => Some(digits.as_str()),
        _ => None,
    };
    let (times, period, unit) =
        (number("frequency"), number("period")?, repeat.text("periodUnit")?);
    if number("frequencyMax").is_some() || number("periodMax").is_some() {
        return None;
    }
    Some(match (times.unwrap_or("1"), period) {
        (times, "1") => format!("{times}/{unit}"),
        ("1", period) => format!("every {period} {unit}"),
        (times, period) => format!("{times} per {period} {unit}"),
    })
}

/// Times of day and events, joined.
fn when(repeat: &Json) -> Option<String> {
    let list = |name: &str| repeat.get(name).map(Json::elements).unwrap_or_default();
    let all = ["timeOfDay", "when", "dayOfWeek"].into_iter().flat_map(list);
    let said: Vec<_> = all.filter_map(Json::as_text).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// A Quantity in words: digits as written, and the unit.
fn amount(quantity: &Json) -> Option<String> {
    let Some(Json::Number(digits)) = quantity.get("value") else { return None };
    let unit = quantity.text("unit").or(quantity.text("code")).unwrap_or_default();
    Some(format!("{digits} {unit}").trim_end().to_owned())
}

/// One dosage in words: the author's, else what its parts say; digits as written.
fn words(dosage: &Json) -> String {
    let mut said: Vec<String> = Vec::new();
    if let Some(text) = dosage.text("text") {
        said.push(text.to_owned());
    } else {
        for rate in dosage.get("doseAndRate").map(Json::elements).unwrap_or_default() {
            said.extend(rate.get("doseQuantity").and_then(amount));
            if let Some(range) = rate.get("doseRange") {
                let edge =
                    |n: &str| range.get(n).and_then(amount).unwrap_or_else(|| "?".to_owned());
                said.push(format!("{} - {}", edge("low"), edge("high")));
            }
        }
        said.extend(frequency(dosage));
        said.extend(dosage.get("timing").and_then(|t| t.get("repeat")).and_then(when));
    }
    said.extend(dosage.text("patientInstruction").map(str::to_owned));
    for extra in dosage.get("additionalInstruction").map(Json::elements).unwrap_or_default() {
        said.extend(
            take::concept("additionalInstruction", extra).ok().map(|c| c.label().to_owned()),
        );
    }
    if let Some(most) = dosage.get("maxDosePerPeriod") {
        let side = |n: &str| most.get(n).and_then(amount).unwrap_or_else(|| "?".to_owned());
        said.push(format!("max {} / {}", side("numerator"), side("denominator")));
    }
    said.retain(|w| !w.is_empty());
    said.join("; ")
}
