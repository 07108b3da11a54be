//! Tells resources of other FHIR versions by what only they contain, so that they are refused in words.
//!
//! Reading an STU3 or R5 resource as R4 would drop or misread clinical content in silence: `notGiven`, `notDone`,
//! a `clinicalStatus` in another place. Source: the "differences from R3/R4" tables of the R4 and R5 resource pages.
use super::json::Json;

/// Types that only R5 has.
const ONLY_R5: [&str; 20] = [
    "ActorDefinition",
    "ArtifactAssessment",
    "BiologicallyDerivedProductDispense",
    "ConditionDefinition",
    "DeviceAssociation",
    "DeviceDispense",
    "DeviceUsage",
    "EncounterHistory",
    "FormularyItem",
    "GenomicStudy",
    "ImagingSelection",
    "InventoryItem",
    "InventoryReport",
    "MolecularDefinition",
    "NutritionIntake",
    "NutritionProduct",
    "Permission",
    "Requirements",
    "TestPlan",
    "Transport",
];

/// Types that R4 no longer has.
const BEFORE_R4: [&str; 18] = [
    "BodySite",
    "Conformance",
    "DataElement",
    "DeviceComponent",
    "DeviceUseRequest",
    "DiagnosticOrder",
    "EligibilityRequest",
    "EligibilityResponse",
    "ExpansionProfile",
    "ImagingManifest",
    "ImagingObjectSelection",
    "MedicationOrder",
    "Order",
    "OrderResponse",
    "ProcedureRequest",
    "ProcessRequest",
    "ReferralRequest",
    "Sequence",
];

/// Members that betray another version: type, member, version, and what the value must be for that to hold.
const MARKS: &[(&str, &str, Version, Is)] = &[
    ("AllergyIntolerance", "clinicalStatus", Version::Before, Is::Text),
    ("AllergyIntolerance", "substance", Version::Before, Is::Object),
    ("AllergyIntolerance", "assertedDate", Version::Before, Is::Any),
    ("AllergyIntolerance", "type", Version::Later, Is::Object),
    ("AllergyIntolerance", "participant", Version::Later, Is::Any),
    ("Condition", "clinicalStatus", Version::Before, Is::Text),
    ("Condition", "context", Version::Before, Is::Object),
    ("Condition", "assertedDate", Version::Before, Is::Any),
    ("Condition", "participant", Version::Later, Is::Any),
    ("DiagnosticReport", "context", Version::Before, Is::Object),
    ("DiagnosticReport", "image", Version::Before, Is::Any),
    ("Encounter", "reason", Version::Before, Is::Concepts),
    ("Encounter", "indication", Version::Before, Is::Any),
    ("Encounter", "class", Version::Before, Is::Text),
    ("Encounter", "class", Version::Later, Is::List),
    ("Encounter", "actualPeriod", Version::Later, Is::Any),
    ("Encounter", "admission", Version::Later, Is::Any),
    ("Immunization", "notGiven", Version::Before, Is::Any),
    ("Immunization", "wasNotGiven", Version::Before, Is::Any),
    ("Immunization", "date", Version::Before, Is::Any),
    ("Immunization", "basedOn", Version::Later, Is::Any),
    ("MedicationRequest", "context", Version::Before, Is::Object),
    ("MedicationRequest", "medication", Version::Later, Is::Any),
    ("MedicationStatement", "taken", Version::Before, Is::Any),
    ("MedicationStatement", "wasNotTaken", Version::Before, Is::Any),
    ("MedicationStatement", "medication", Version::Later, Is::Any),
    ("MedicationStatement", "adherence", Version::Later, Is::Any),
    ("Observation", "context", Version::Before, Is::Object),
    ("Observation", "related", Version::Before, Is::Any),
    ("Observation", "comments", Version::Before, Is::Any),
    ("Observation", "triggeredBy", Version::Later, Is::Any),
    ("Patient", "animal", Version::Before, Is::Any),
    ("Patient", "careProvider", Version::Before, Is::Any),
    ("Procedure", "notDone", Version::Before, Is::Any),
    ("Procedure", "notPerformed", Version::Before, Is::Any),
    ("Procedure", "context", Version::Before, Is::Object),
    ("Procedure", "occurrenceDateTime", Version::Later, Is::Any),
    ("Procedure", "occurrencePeriod", Version::Later, Is::Any),
    ("Procedure", "reported", Version::Later, Is::Any),
];

#[derive(Clone, Copy)]
enum Version {
    Before,
    Later,
}

#[derive(Clone, Copy)]
enum Is {
    Any,
    Text,
    Object,
    List,
    /// A list of `CodeableConcepts`.
    Concepts,
}

impl Is {
    fn holds(self, value: &Json) -> bool {
        match self {
            Self::Any => true,
            Self::Text => matches!(value, Json::Text(_)),
            Self::Object => matches!(value, Json::Object(_)),
            Self::List => matches!(value, Json::List(_)),
            Self::Concepts => value
                .elements()
                .iter()
                .any(|c| c.get("coding").is_some() || c.get("text").is_some()),
        }
    }
}

/// Where and why `resource` is of another version than R4; `None` if nothing says so.
///
/// The pair is a JSON pointer inside the resource and the reason in words.
#[must_use]
pub(super) fn foreign(kind: &str, resource: &Json) -> Option<(String, String)> {
    if ONLY_R5.contains(&kind) {
        return Some((String::new(), format!("{kind} is a type of FHIR R5: only R4 is read")));
    }
    if BEFORE_R4.contains(&kind) {
        return Some((
            String::new(),
            format!("{kind} is a type of FHIR before R4: only R4 is read"),
        ));
    }
    if let Some(said) = stated(resource) {
        return Some(said);
    }
    MARKS.iter().find_map(|(of, member, version, is)| {
        let hit = *of == kind && resource.get(member).is_some_and(|v| is.holds(v));
        hit.then(|| {
            let version = match version {
                Version::Before => "a version before R4 (STU3 or DSTU2)",
                Version::Later => "R5",
            };
            let reason =
                format!("{kind}.{member} is written as in FHIR {version}: only R4 is read");
            (format!("/{member}"), reason)
        })
    })
}

/// A version said outright: `fhirVersion`, or a core profile of another version in `meta.profile`.
fn stated(resource: &Json) -> Option<(String, String)> {
    if let Some(said) = resource.text("fhirVersion")
        && !said.starts_with("4.0")
    {
        let reason = format!("says FHIR version {}: only R4 (4.0) is read", word(said));
        return Some(("/fhirVersion".to_owned(), reason));
    }
    let profiles = resource.get("meta").and_then(|m| m.get("profile")).map(Json::elements)?;
    profiles.iter().enumerate().find_map(|(index, profile)| {
        let text = profile.as_text()?;
        let rest = text.strip_prefix("http://hl7.org/fhir/")?;
        let number = rest.split('/').next().filter(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        let after = rest.split_once('|').map(|(_, version)| version);
        let said = number.or(after)?;
        let core = rest
            .strip_prefix(number.unwrap_or_default())
            .is_some_and(|r| r.trim_start_matches('/').starts_with("StructureDefinition/"));
        (core && !said.starts_with("4.0")).then(|| {
            let reason = format!("its profile is of FHIR version {}: only R4 is read", word(said));
            (format!("/meta/profile/{index}"), reason)
        })
    })
}

/// A word of a foreign file that is safe to repeat: at most 32 characters of letters, digits, dot and hyphen.
#[must_use]
pub(super) fn word(text: &str) -> String {
    let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let word: String = text.chars().filter(safe).take(32).collect();
    if word.is_empty() { "(none)".to_owned() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::parse;

    fn verdict(kind: &str, text: &str) -> Option<String> {
        foreign(kind, &parse(text).unwrap()).map(|(place, _)| place)
    }

    #[test]
    fn types_of_other_versions_are_told() {
        assert_eq!(verdict("MedicationOrder", "{}"), Some(String::new()));
        assert_eq!(verdict("InventoryItem", "{}"), Some(String::new()));
        assert_eq!(verdict("Observation", "{}"), None);
    }

    #[test]
    fn a_status_in_the_old_place_is_told() {
        let old = verdict("Condition", r#"{"clinicalStatus":"active"}"#);
        assert_eq!(old.as_deref(), Some("/clinicalStatus"));
        assert_eq!(
            verdict("Condition", r#"{"clinicalStatus":{"coding":[{"code":"active"}]}}"#),
            None
        );
    }

    #[test]
    fn an_r5_class_list_and_an_r4_class_coding_differ() {
        assert!(verdict("Encounter", r#"{"class":[{"coding":[]}]}"#).is_some());
        assert_eq!(verdict("Encounter", r#"{"class":{"code":"AMB"}}"#), None);
        assert!(verdict("Encounter", r#"{"class":"ambulatory"}"#).is_some());
    }

    #[test]
    fn a_vaccine_not_given_in_stu3_is_never_read_as_given() {
        let (place, reason) =
            foreign("Immunization", &parse(r#"{"notGiven":true,"status":"completed"}"#).unwrap())
                .unwrap();
        assert_eq!(place, "/notGiven");
        assert_eq!(
            reason,
            "Immunization.notGiven is written as in FHIR a version before R4 (STU3 or DSTU2): only R4 is read"
        );
    }

    #[test]
    fn a_profile_of_another_version_is_told_and_an_r4_one_is_not() {
        let profile = |p: &str| verdict("Patient", &format!(r#"{{"meta":{{"profile":["{p}"]}}}}"#));
        assert!(profile("http://hl7.org/fhir/3.0/StructureDefinition/Patient").is_some());
        assert!(profile("http://hl7.org/fhir/StructureDefinition/Patient|5.0.0").is_some());
        assert_eq!(profile("http://hl7.org/fhir/StructureDefinition/Patient|4.0.1"), None);
        assert_eq!(
            profile("http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|6.1.0"),
            None
        );
        assert_eq!(profile("http://hl7.org/fhir/StructureDefinition/bp"), None);
    }

    #[test]
    fn words_of_a_foreign_file_are_cut_down() {
        assert_eq!(word("his\u{1b}[31m<b>tory"), "his31mbtory");
        assert_eq!(word("\u{202e}"), "(none)");
        assert_eq!(word(&"x".repeat(99)).len(), 32);
    }
}
