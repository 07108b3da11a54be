//! Which patient a Patient resource is: known by its source, known by a trusted identifier, or new.
use super::{
    Context, Holder,
    ident::LOCAL,
    json::Json,
    reading::{Reading, Resource, trusted},
};
use crate::{
    id::{DocId, PatientId},
    text,
};
use std::collections::BTreeMap;

/// What tells two people apart who share a number. Empty means unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Birth date as written.
    pub birth: String,
    /// First given name.
    pub given: String,
}

impl Person {
    /// Whether the two cannot be one person: other birth dates, or other first names.
    ///
    /// Family names change with marriage and are not asked. Twins share a birth date and, in some systems, an insurance
    /// number, but no first name. Where it holds, both are kept: a record split in two is mended, a record of two is not.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let fold = |t: &str| text::words(t).into_iter().next().unwrap_or_default();
        let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        // A partial date agrees with every date it begins.
        let births = !self.birth.starts_with(&other.birth) && !other.birth.starts_with(&self.birth);
        births || differ(&fold(&self.given), &fold(&other.given))
    }

    /// The person of a Patient resource.
    pub(super) fn of(json: &Json) -> Self {
        let names = json.get("name").map(Json::elements).unwrap_or_default();
        let official = names.iter().find(|n| n.text("use") == Some("official"));
        let name = official.or_else(|| names.first());
        let given = name.and_then(|n| n.get("given")).map(Json::elements).unwrap_or_default();
        Self {
            birth: json.text("birthDate").unwrap_or_default().to_owned(),
            given: given.first().and_then(Json::as_text).unwrap_or_default().to_owned(),
        }
    }
}

/// A patient that resources of this reading belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    /// The patient.
    pub(super) patient: PatientId,
    /// The patient's chart.
    pub(super) chart: DocId,
    /// How the Patient resource stands to what is known.
    pub(super) standing: Standing,
}

/// How a Patient resource stands to what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody known: documents are made.
    New,
    /// Imported before from the same source.
    Again,
    /// Somebody known from elsewhere, by a trusted identifier.
    Matched,
}

/// By number of the Patient resource: who it is, or why it is refused.
pub(super) type Decided = BTreeMap<usize, Result<Subject, String>>;

/// Decides who each Patient of the reading is.
///
/// Answers, by number of the resource, the subject or the reason it is refused, and remarks by number.
pub(super) fn decide(reading: &Reading<'_>, cx: &Context<'_>) -> (Decided, Vec<(usize, String)>) {
    let mut notes = Vec::new();
    let mut out = Decided::new();
    let mut seen: BTreeMap<(String, String), Holder> = BTreeMap::new();
    for (number, resource) in reading.resources.iter().enumerate() {
        if resource.entry.kind != "Patient" {
            continue;
        }
        if let Some(first) = resource.repeats.and_then(|n| out.get(&n).cloned()) {
            out.insert(number, first);
            continue;
        }
        let person = Person::of(&resource.json);
        let subject = who(resource, &person, cx, &seen).map(|(patient, standing, note)| {
            notes.extend(note.map(|n| (number, n)));
            let chart = cx.known.chart(patient);
            let chart = chart.unwrap_or_else(|| super::ident::beside(patient, "chart"));
            Subject { patient, chart, standing }
        });
        if let Ok(subject) = &subject {
            for key in trusted(&resource.json) {
                let holder = Holder { patient: subject.patient, person: person.clone() };
                seen.entry(key).or_insert(holder);
            }
        }
        out.insert(number, subject);
    }
    (out, notes)
}

type Who = (PatientId, Standing, Option<String>);

fn who(
    resource: &Resource<'_>,
    person: &Person,
    cx: &Context<'_>,
    seen: &BTreeMap<(String, String), Holder>,
) -> Result<Who, String> {
    let placed = cx.known.resource(&resource.identity).and_then(|p| p.patient);
    if let Some(patient) = placed {
        let bare = resource.identity.source == LOCAL
            && uuid::Uuid::try_parse(&resource.identity.id).is_err();
        let other = cx.known.person(patient).is_some_and(|known| known.contradicts(person));
        if bare && other {
            let reason = "this id belongs to another person here already: name the source of these files with --source";
            return Err(reason.to_owned());
        }
        return Ok((patient, Standing::Again, None));
    }
    let mut note = None;
    for (system, value) in trusted(&resource.json) {
        let known = cx.known.holder(&system, &value);
        let Some(holder) = known.or_else(|| seen.get(&(system, value)).cloned()) else { continue };
        if !holder.person.contradicts(person) {
            return Ok((holder.patient, Standing::Matched, note));
        }
        note = Some("shares a number with a patient of another birth date or first name: kept as two people".to_owned());
    }
    Ok((resource.identity.patient(), Standing::New, note))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(birth: &str, given: &str) -> Person {
        Person { birth: birth.into(), given: given.into() }
    }

    #[test]
    fn twins_and_other_birth_dates_are_other_people() {
        let ann = person("1980-05-17", "Ann");
        assert!(ann.contradicts(&person("1980-05-17", "Beth")));
        assert!(ann.contradicts(&person("1980-05-18", "Ann")));
        assert!(ann.contradicts(&person("1981", "Ann")));
    }

    #[test]
    fn what_is_unknown_or_partial_contradicts_nothing() {
        let ann = person("1980-05-17", "Ann Mary");
        for same in [person("1980", "ann"), person("", ""), person("1980-05-17", "ÁNN")] {
            assert!(!ann.contradicts(&same));
            assert!(!same.contradicts(&ann));
        }
    }
}
