//! Whose a resource is: the patient it names, the only patient around, or nobody's in particular.
use super::{
    Context,
    json::Json,
    patient::Subject,
    reading::{Reading, Resource},
    reference::{self, Target},
};
use crate::id::PatientId;
use std::collections::{BTreeMap, BTreeSet};

/// Members that name the patient, the most telling first.
const NAMING: [&str; 5] = ["patient", "subject", "beneficiary", "for", "individual"];

/// Whose a resource is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// One patient's.
    Patient(Subject),
    /// Of no patient: practitioners, places, medicines.
    Clinic,
    /// Names a patient who cannot be found: pointer and reason.
    Lost(String, String),
}

/// Finds owners in one reading.
pub(super) struct Owners<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) cx: &'a Context<'a>,
    pub(super) patients: BTreeMap<usize, Result<Subject, String>>,
}

impl Owners<'_> {
    /// The owner that the resource itself names; `None` if it names nobody.
    pub(super) fn named(&self, resource: &Resource<'_>) -> Option<Owner> {
        let naming = NAMING.into_iter().find_map(|n| Some((n, resource.json.get(n)?)));
        let (name, reference) = naming.filter(|(_, r)| matches!(r, Json::Object(_)))?;
        let lost = |why: &str| Owner::Lost(format!("/{name}"), format!("its patient {why}"));
        Some(match self.reading.index.resolve(reference, &resource.identity.source) {
            Target::Here(number) => match self.patients.get(&number) {
                Some(Ok(subject)) => Owner::Patient(*subject),
                Some(Err(_)) => lost("was refused"),
                None => Owner::Clinic,
            },
            Target::Outside(identity) if identity.kind == "Patient" => {
                match self.cx.known.resource(&identity).and_then(|p| p.patient) {
                    Some(patient) => Owner::Patient(self.known(patient)),
                    None => lost("is neither in these files nor known"),
                }
            }
            Target::Holder(kind, system, value) if kind == "Patient" => {
                match self.cx.known.holder(&system, &value) {
                    Some(holder) => Owner::Patient(self.known(holder.patient)),
                    None => lost("is neither in these files nor known"),
                }
            }
            Target::Outside(_) | Target::Holder(..) => Owner::Clinic,
            Target::Contained(_) => lost("is only described inside it, not a record of its own"),
            Target::Dangling => lost("is not in these files"),
        })
    }

    /// The owner of a resource that is kept: the one named, else the only patient it or its neighbours point at.
    pub(super) fn of(&self, resource: &Resource<'_>) -> Owner {
        match self.named(resource) {
            Some(Owner::Clinic) | None => {}
            Some(named) => return named,
        }
        let mut texts = Vec::new();
        reference::all(&resource.json, &mut texts);
        let mut found = BTreeMap::new();
        for text in texts {
            let Target::Here(number) =
                self.reading.index.resolve_text(text, &resource.identity.source)
            else {
                continue;
            };
            let subject = match (self.patients.get(&number), self.reading.resources.get(number)) {
                (Some(Ok(subject)), _) => Some(*subject),
                (None, Some(near)) => match self.named(near) {
                    Some(Owner::Patient(subject)) => Some(subject),
                    _ => None,
                },
                _ => None,
            };
            found.extend(subject.map(|s| (s.patient, s)));
        }
        match (found.len(), found.into_values().next()) {
            (1, Some(subject)) => Owner::Patient(subject),
            (0, _) => self.only().map_or(Owner::Clinic, Owner::Patient),
            _ => Owner::Clinic,
        }
    }

    /// The one patient of the reading, if there is exactly one.
    fn only(&self) -> Option<Subject> {
        let subjects: Vec<_> = self.patients.values().filter_map(|p| p.as_ref().ok()).collect();
        let distinct: BTreeSet<_> = subjects.iter().map(|s| s.patient).collect();
        subjects.first().filter(|_| distinct.len() == 1).map(|s| **s)
    }

    fn known(&self, patient: PatientId) -> Subject {
        let chart = self.cx.known.chart(patient);
        let chart = chart.unwrap_or_else(|| super::ident::beside(patient, "chart"));
        Subject { patient, chart, standing: super::patient::Standing::Again }
    }
}

/// Whether a label of the resource demands a restricted section.
///
/// HL7 v3 Confidentiality R and V, and the sensitivity policies of v3 `ActCode`.
pub(super) fn is_restricted(json: &Json) -> bool {
    const SENSITIVE: [&str; 19] = [
        "BH", "COGN", "DVD", "EMOTDIS", "ETH", "ETHUD", "GDIS", "HIV", "MH", "OPIOIDUD", "PSY",
        "PSYTHPN", "SDV", "SEX", "SICKLE", "STD", "SUD", "TBOO", "VIO",
    ];
    let labels = json.get("meta").and_then(|m| m.get("security")).map(Json::elements);
    labels.unwrap_or_default().iter().any(|label| {
        let system = label.text("system").unwrap_or_default();
        let code = label.text("code").unwrap_or_default();
        (system.ends_with("v3-Confidentiality") && matches!(code, "R" | "V"))
            || (system.ends_with("v3-ActCode") && SENSITIVE.contains(&code))
    })
}

/// A member that may turn the meaning of the resource round: any `modifierExtension` outside contained resources, or
/// `implicitRules`.
pub(super) fn modifier(json: &Json) -> Option<&'static str> {
    fn inside(json: &Json) -> bool {
        match json {
            Json::Object(members) => members.iter().any(|(name, value)| match name.as_str() {
                "contained" => false,
                "modifierExtension" => true,
                _ => inside(value),
            }),
            Json::List(list) => list.iter().any(inside),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => false,
        }
    }
    if json.get("implicitRules").is_some() {
        return Some("implicitRules");
    }
    inside(json).then_some("a modifierExtension")
}
