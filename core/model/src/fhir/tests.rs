use super::{input::Input, reading::Reading, *};
use crate::{
    crdt::{Put, Scalar},
    document::entry::Entry,
};
use std::fmt::Write as _;

mod corpus;
mod kinds;
mod person;
mod pointing;
mod raised;
mod reader;
mod samples;
mod second;
mod values;

/// The import's actor and time in these tests.
fn context(known: &dyn Known) -> Context<'_> {
    Context {
        by: UserId::from_bytes([7; 16]),
        at: Timestamp::from_millis(1_700_000_000_000),
        known,
    }
}

fn map_text(text: &str) -> Mapping {
    let reading = Reading::new(vec![Input::read(text, "t.json", "")], "");
    map(&reading, &context(&Nobody))
}

/// A bundle of these resources.
fn bundle(resources: &[&str]) -> String {
    let entries: Vec<_> = resources.iter().map(|r| format!(r#"{{"resource":{r}}}"#)).collect();
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(","))
}

const ANN: &str =
    r#"{"resourceType":"Patient","id":"ann","name":[{"family":"Ode","given":["Ann"]}]}"#;

/// `resource` of patient Ann, with her.
fn with_ann(resource: &str) -> Mapping {
    let mapping = map_text(&bundle(&[ANN, resource]));
    assert_eq!(mapping.report.resources, 2);
    adds_up(&mapping);
    mapping
}

fn adds_up(mapping: &Mapping) {
    let report = &mapping.report;
    let sum = report.mapped + report.kept + report.refused.len();
    assert_eq!(sum, report.resources, "mapped + kept + refused = resources");
    assert_eq!(mapping.outcomes.len(), report.mapped + report.kept);
    for part in mapping.documents.iter().flat_map(|d| &d.parts) {
        assert!(part.resource < mapping.outcomes.len());
    }
}

/// Every put at `root`/*/`name`, as text.
fn values(mapping: &Mapping, root: &str, name: &str) -> Vec<String> {
    let puts = mapping.documents.iter().flat_map(DraftDocument::puts);
    puts.filter_map(|put| {
        let Put::Set(path, Scalar::Str(text)) = put else { return None };
        let here = path.first().is_some_and(|r| r == root);
        (here && path.last().is_some_and(|n| n == name)).then_some(text)
    })
    .collect()
}

fn value(mapping: &Mapping, root: &str, name: &str) -> Option<String> {
    values(mapping, root, name).into_iter().next()
}

fn reasons(mapping: &Mapping) -> Vec<(&str, &str)> {
    mapping.report.refused.iter().map(|r| (r.place.as_str(), r.reason.as_str())).collect()
}

/// The mapping as a person would read it: documents, puts, entries, counts.
fn readable(mapping: &Mapping) -> String {
    let mut out = String::new();
    for draft in &mapping.documents {
        writeln!(out, "== {} {} {}", draft.key, draft.doc_type.name(), draft.doc).unwrap();
        for put in draft.puts() {
            let path = put.path().join("/");
            match put {
                Put::Map(_) => writeln!(out, "{path}").unwrap(),
                Put::Set(_, Scalar::Str(text)) => writeln!(out, "{path} = {text}").unwrap(),
                Put::Set(_, other) => writeln!(out, "{path} = {other:?}").unwrap(),
                Put::Text(..) | Put::Splice { .. } => panic!("imports write no texts"),
            }
        }
        for bytes in draft.entries() {
            let Entry::Resource(kept) = crate::cbor::decode(&bytes).unwrap() else {
                panic!("imports write only resources")
            };
            writeln!(out, "entry {} {} {}", kept.item, kept.kind, kept.json).unwrap();
        }
    }
    let report = &mapping.report;
    let (refused, notes) = (&report.refused, &report.notes);
    writeln!(
        out,
        "== {} resources, {} mapped, {} kept",
        report.resources, report.mapped, report.kept
    )
    .unwrap();
    for one in refused {
        writeln!(out, "refused {} {}", one.place, one.reason).unwrap();
    }
    for one in notes {
        writeln!(out, "note {} {}", one.place, one.reason).unwrap();
    }
    out
}

#[test]
fn a_visit_with_one_of_each_is_mapped_as_recorded() {
    let mapping = map_text(include_str!("tests/visit.json"));
    adds_up(&mapping);
    insta::assert_snapshot!(readable(&mapping));
}

#[test]
fn digits_are_the_ones_in_the_file() {
    let mapping = map_text(include_str!("tests/visit.json"));
    let found = values(&mapping, "observations", "value");
    assert!(found.iter().any(|v| v.contains("\"value\":5.20,")), "{found:?}");
    let parts = value(&mapping, "observations", "components").unwrap();
    assert!(parts.contains("\"value\":124.5010000000,"), "{parts}");
    let regimen = value(&mapping, "medicines", "regimen").unwrap();
    assert!(regimen.contains(r#""dose":"2.0""#), "{regimen}");
    assert!(readable(&mapping).contains("129.160"));
    assert!(value(&mapping, "person", "fhir_rest").unwrap().contains("\"valueDecimal\":1.10"));
}

#[test]
fn mapping_twice_gives_the_same_drafts() {
    let text = include_str!("tests/visit.json");
    assert!(map_text(text) == map_text(text));
}

#[test]
fn every_draft_makes_a_valid_document() {
    let mapping = map_text(include_str!("tests/visit.json"));
    for draft in mapping.documents.iter().filter(|d| d.doc_type.is_crdt() && !d.puts().is_empty()) {
        let mut doc = crate::document::genesis(draft.doc_type, draft.doc, 0);
        let puts = draft.puts();
        let actor = crate::id::ActorId::from_bytes([1; 16]);
        doc.edit(actor, crate::id::Nonce::from_bytes([2; 16]), &puts).unwrap();
        let touched: Vec<_> = puts.iter().map(|p| p.path().clone()).collect();
        crate::document::schema::validate(draft.doc_type, &doc, &touched).unwrap();
    }
}

#[test]
fn no_dosage_says_no_dose_and_never_zero() {
    let mapping = with_ann(
        r#"{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":{"reference":"Patient/ann"},
            "medicationCodeableConcept":{"text":"Aspirin"}}"#,
    );
    assert_eq!(
        value(&mapping, "medicines", "regimen").as_deref(),
        Some(r#"{"product":{"text":"Aspirin"}}"#)
    );
}

#[test]
fn a_taper_is_put_into_words_and_never_becomes_one_dose() {
    let mapping = with_ann(
        r#"{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":{"reference":"Patient/ann"},
            "medicationCodeableConcept":{"text":"Prednisolone"},"dosageInstruction":[
            {"text":"40 mg for 5 days"},{"doseAndRate":[{"doseQuantity":{"value":20,"unit":"mg"}}],"timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}}}]}"#,
    );
    let regimen = value(&mapping, "medicines", "regimen").unwrap();
    assert!(!regimen.contains("\"dose\""), "{regimen}");
    assert!(regimen.contains(r#""text":"40 mg for 5 days / 20 mg; 1/d""#), "{regimen}");
}

#[test]
fn what_must_not_be_given_is_never_a_medicine_line() {
    for part in [r#""intent":"order","doNotPerform":true"#, r#""intent":"proposal""#] {
        let mapping = with_ann(&format!(
            r#"{{"resourceType":"MedicationRequest","id":"m","status":"active",{part},"subject":{{"reference":"Patient/ann"}},"medicationCodeableConcept":{{"text":"Aspirin"}}}}"#
        ));
        assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 1));
        assert!(values(&mapping, "medicines", "regimen").is_empty());
    }
}

#[test]
fn what_was_not_done_is_kept_and_not_listed_as_done() {
    for resource in [
        r#"{"resourceType":"Immunization","id":"i","status":"not-done","patient":{"reference":"Patient/ann"},"vaccineCode":{"text":"x"},"occurrenceDateTime":"2020"}"#,
        r#"{"resourceType":"Procedure","id":"p","status":"not-done","subject":{"reference":"Patient/ann"},"code":{"text":"x"}}"#,
    ] {
        let mapping = with_ann(resource);
        assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 1));
    }
}

#[test]
fn none_known_speaks_of_all_allergies_and_no_drug_allergy_does_not() {
    let allergy = |code: &str| {
        with_ann(&format!(
            r#"{{"resourceType":"AllergyIntolerance","id":"a","patient":{{"reference":"Patient/ann"}},"code":{{"coding":[{{"system":"http://snomed.info/sct","code":"{code}"}}]}}}}"#
        ))
    };
    assert_eq!(value(&allergy("716186003"), "allergies", "kind").as_deref(), Some("none_known"));
    assert_eq!(value(&allergy("373270004"), "allergies", "kind").as_deref(), Some("allergy"));
    assert_eq!(allergy("409137002").report.kept, 1);
}

#[test]
fn an_error_in_the_source_is_marked_as_one() {
    let mapping = with_ann(
        r#"{"resourceType":"Observation","id":"o","status":"entered-in-error","code":{"text":"x"},"subject":{"reference":"Patient/ann"}}"#,
    );
    assert!(value(&mapping, "observations", "entry").unwrap().contains("entered-in-error"));
}

#[test]
fn an_unknown_code_is_no_refusal() {
    let mapping = with_ann(
        r#"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/ann"},"code":{"text":"Gout"},"clinicalStatus":{"coding":[{"code":"smouldering"}]}}"#,
    );
    assert_eq!(value(&mapping, "problems", "clinical").as_deref(), Some("unknown"));
    assert!(value(&mapping, "problems", "fhir_rest").unwrap().contains("smouldering"));
}

#[test]
fn a_restricted_resource_goes_to_the_restricted_section_only() {
    let mapping = with_ann(
        r#"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/ann"},"code":{"text":"HIV"},
            "meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}}"#,
    );
    let kinds: Vec<_> = mapping.documents.iter().map(|d| (d.key, d.parts.len())).collect();
    assert_eq!(kinds, [("admin", 1), ("chart", 0), ("diary", 0), ("sensitive", 1)]);
    assert_eq!(mapping.report.kept, 1);
}

#[test]
fn a_reading_outside_a_visit_is_a_report_of_its_day() {
    let mapping = with_ann(
        r#"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/ann"},"effectiveDateTime":"2020-03-04T10:00:00Z","valueInteger":3}"#,
    );
    assert_eq!(value(&mapping, "encounter", "kind").as_deref(), Some("report"));
    assert_eq!(value(&mapping, "encounter", "start").as_deref(), Some("2020-03-04T10:00:00Z"));
}

#[test]
fn a_visit_of_another_patient_is_not_shared() {
    let bob = r#"{"resourceType":"Patient","id":"bob"}"#;
    let visit = r#"{"resourceType":"Encounter","id":"v","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/bob"}}"#;
    let reading = r#"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/ann"},"encounter":{"reference":"Encounter/v"}}"#;
    let mapping = map_text(&bundle(&[ANN, bob, visit, reading]));
    adds_up(&mapping);
    let (visit, reading) = (&mapping.outcomes[2], &mapping.outcomes[3]);
    assert_ne!(visit.doc, reading.doc);
    assert_ne!(visit.patient, reading.patient);
    assert!(mapping.report.notes.iter().any(|n| n.reason.contains("another patient's")));
}

#[test]
fn records_of_no_patient_are_kept_with_the_only_one_or_with_the_clinic() {
    let place = r#"{"resourceType":"Location","id":"l","name":"Ward"}"#;
    let bob = r#"{"resourceType":"Patient","id":"bob"}"#;
    let one = map_text(&bundle(&[ANN, place]));
    let patient = one.outcomes[1].patient.unwrap();
    assert_eq!(one.outcomes[1].identity.id, format!("l@{patient}"));
    let two = map_text(&bundle(&[ANN, bob, place]));
    assert_eq!(two.outcomes[2].patient, None);
    let none = map_text(place);
    assert_eq!((none.report.kept, none.outcomes[0].patient), (1, None));
}

#[test]
fn provenance_goes_where_its_target_goes() {
    let bob = r#"{"resourceType":"Patient","id":"bob"}"#;
    let seen = r#"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/bob"}}"#;
    let proof =
        r#"{"resourceType":"Provenance","id":"p","target":[{"reference":"Observation/o"}]}"#;
    let mapping = map_text(&bundle(&[ANN, bob, seen, proof]));
    assert_eq!(mapping.outcomes[3].patient, mapping.outcomes[1].patient);
}

#[test]
fn a_dangling_reference_is_kept_and_listed() {
    let mapping = map_text(include_str!("tests/visit.json"));
    let notes: Vec<_> = mapping.report.notes.iter().map(|n| n.reason.as_str()).collect();
    assert!(notes.contains(&"a reference leads nowhere and is kept: Practitioner"), "{notes:?}");
    assert!(value(&mapping, "procedures", "fhir_rest").unwrap().contains("Practitioner/gone"));
}

#[test]
fn a_patient_with_an_odd_member_is_still_a_patient() {
    let text = bundle(&[
        r#"{"resourceType":"Patient","id":"p","birthDate":"17.5.1980","name":"Ann","gender":"f"}"#,
    ]);
    let mapping = map_text(&text);
    assert_eq!((mapping.report.mapped, mapping.report.refused.len()), (1, 0));
    let rest = value(&mapping, "person", "fhir_rest").unwrap();
    assert_eq!(rest, r#"{"birthDate":"17.5.1980","name":"Ann","gender":"f"}"#);
    assert_eq!(mapping.report.notes.len(), 2);
}
