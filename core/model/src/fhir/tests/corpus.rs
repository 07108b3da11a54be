//! Malformed input: each is refused with its place and costs nothing else.
use super::*;

fn refused(resource: &str) -> (String, String) {
    let mapping = with_ann(resource);
    assert_eq!(mapping.report.refused.len(), 1, "{resource}: {:?}", mapping.report);
    let (place, reason) = reasons(&mapping)[0];
    let place = place.strip_prefix("/entry/1/resource").unwrap_or(place);
    (place.to_owned(), reason.to_owned())
}

#[test]
fn required_members_that_are_missing_or_wrong_are_refused_with_their_pointer() {
    let subject = r#""subject":{"reference":"Patient/ann"}"#;
    for (resource, place) in [
        (format!(r#"{{"resourceType":"Observation","code":{{"text":"x"}},{subject}}}"#), "/status"),
        (format!(r#"{{"resourceType":"Observation","status":"final",{subject}}}"#), "/code"),
        (format!(r#"{{"resourceType":"Observation","status":"final","code":"x",{subject}}}"#), "/code"),
        (format!(r#"{{"resourceType":"Observation","status":["final"],"code":{{"text":"x"}},{subject}}}"#), "/status"),
        (format!(r#"{{"resourceType":"MedicationRequest","status":"active","intent":"order",{subject}}}"#), ""),
        (format!(r#"{{"resourceType":"MedicationRequest","status":"active","medicationCodeableConcept":{{"text":"x"}},{subject}}}"#), "/intent"),
        (format!(r#"{{"resourceType":"Encounter","status":"finished",{subject}}}"#), "/class"),
        (format!(r#"{{"resourceType":"Encounter","class":{{"code":"AMB"}},{subject}}}"#), "/status"),
        (format!(r#"{{"resourceType":"Procedure","code":{{"text":"x"}},{subject}}}"#), "/status"),
        (format!(r#"{{"resourceType":"DiagnosticReport","status":"final",{subject}}}"#), "/code"),
        (r#"{"resourceType":"Immunization","status":"completed","patient":{"reference":"Patient/ann"},"occurrenceDateTime":"2020"}"#.to_owned(), "/vaccineCode"),
        (r#"{"resourceType":"Immunization","status":"completed","patient":{"reference":"Patient/ann"},"vaccineCode":{"text":"x"}}"#.to_owned(), "/occurrenceDateTime"),
    ] {
        assert_eq!(refused(&resource).0, place, "{resource}");
    }
}

#[test]
fn a_number_written_as_a_string_is_refused_and_never_read() {
    let (place, reason) = refused(
        r#"{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/ann"},"valueQuantity":{"value":"7,5"}}"#,
    );
    assert_eq!(
        (place.as_str(), reason.as_str()),
        ("/valueQuantity", "valueQuantity cannot be an object")
    );
}

#[test]
fn two_values_in_one_observation_are_refused() {
    let (place, _) = refused(
        r#"{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/ann"},"valueInteger":1,"valueString":"2"}"#,
    );
    assert_eq!(place, "/value");
}

#[test]
fn a_clinical_resource_without_its_patient_is_refused() {
    for (subject, place) in [
        ("", "/subject"),
        (r#","subject":{"reference":"Patient/nobody"}"#, "/subject"),
        (r#","subject":{"reference":"urn:uuid:1"}"#, "/subject"),
        (
            r##","subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p"}]"##,
            "/subject",
        ),
        (r#","subject":{"display":"Ann"}"#, "/subject"),
    ] {
        let text = format!(
            r#"{{"resourceType":"Observation","status":"final","code":{{"text":"x"}}{subject}}}"#
        );
        assert_eq!(refused(&text).0, place, "{text}");
    }
}

#[test]
fn a_claim_whose_patient_is_missing_is_refused_too() {
    let (place, reason) =
        refused(r#"{"resourceType":"Claim","patient":{"reference":"Patient/nobody"}}"#);
    assert_eq!(
        (place.as_str(), reason.as_str()),
        ("/patient", "its patient is neither in these files nor known")
    );
}

#[test]
fn other_versions_are_refused_in_words() {
    let (place, reason) = refused(
        r#"{"resourceType":"Condition","clinicalStatus":"active","code":{"text":"x"},"subject":{"reference":"Patient/ann"}}"#,
    );
    assert_eq!(place, "/clinicalStatus");
    assert!(reason.contains("only R4 is read"), "{reason}");
}

#[test]
fn optional_members_of_the_wrong_shape_keep_the_resource_word_for_word() {
    for member in
        [r#""onsetDateTime":"spring""#, r#""note":"x""#, r#""category":{}"#, r#""severity":[]"#]
    {
        let text = format!(
            r#"{{"resourceType":"Condition","id":"c","code":{{"text":"x"}},"subject":{{"reference":"Patient/ann"}},{member}}}"#
        );
        let mapping = with_ann(&text);
        assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 1), "{member}");
    }
}

#[test]
fn a_value_too_long_for_its_field_keeps_the_resource() {
    let long = "x".repeat(70_000);
    let mapping = with_ann(&format!(
        r#"{{"resourceType":"Observation","id":"o","status":"final","code":{{"text":"x"}},"subject":{{"reference":"Patient/ann"}},"valueString":"{long}"}}"#
    ));
    assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 1));
}

#[test]
fn what_is_too_large_to_keep_is_refused_and_the_bound_has_two_sides() {
    let claim = |bytes: usize| {
        let head = r#"{"resourceType":"Claim","patient":{"reference":"Patient/ann"},"x":""#;
        format!("{head}{}\"}}", "x".repeat(bytes - head.len() - 2))
    };
    assert_eq!(with_ann(&claim(limit::KEPT_BYTES_MAX)).report.kept, 1);
    assert_eq!(refused(&claim(limit::KEPT_BYTES_MAX + 1)).0, "");
}

#[test]
fn a_broken_text_is_one_refusal_with_line_and_column() {
    let mapping = map_text("{\"resourceType\":\"Bundle\",\n\"type\":\"batch\",\n\"entry\":[{]}");
    adds_up(&mapping);
    assert_eq!((mapping.report.resources, mapping.documents.len()), (1, 0));
    assert_eq!(reasons(&mapping)[0].0, "3:11");
}

#[test]
fn a_member_named_twice_refuses_that_resource_alone() {
    let (place, reason) =
        refused(r#"{"resourceType":"Basic","id":"b","code":{"text":"a","text":"b"}}"#);
    assert_eq!((place.as_str(), reason.as_str()), ("/code/text", "the member is named twice"));
}

#[test]
fn a_repetition_brings_nothing_and_still_counts() {
    let claim = r#"{"resourceType":"Claim","id":"c","patient":{"reference":"Patient/ann"}}"#;
    let mapping = map_text(&bundle(&[ANN, claim, claim]));
    adds_up(&mapping);
    assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 2));
    assert_eq!(mapping.documents.iter().map(|d| d.entries().len()).sum::<usize>(), 1);
}

/// A resource type, mostly one that is mapped.
fn kinds() -> impl proptest::strategy::Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "Patient",
        "Observation",
        "Condition",
        "Encounter",
        "Procedure",
        "Immunization",
        "MedicationRequest",
        "MedicationStatement",
        "DiagnosticReport",
        "AllergyIntolerance",
        "Claim",
        "Practitioner",
        "MedicationOrder",
    ])
}

/// A member, right or wrong.
fn members() -> impl proptest::strategy::Strategy<Value = Vec<&'static str>> {
    proptest::sample::subsequence(
        vec![
            r#""status":"final""#,
            r#""intent":"order""#,
            r#""code":{"text":"x"}"#,
            r#""vaccineCode":{"text":"x"}"#,
            r#""subject":{"reference":"Patient/0"}"#,
            r#""patient":{"reference":"Patient/0"}"#,
            r#""class":{"code":"AMB"}"#,
            r#""encounter":{"reference":"Encounter/1"}"#,
            r#""occurrenceDateTime":"2020""#,
            r#""medicationCodeableConcept":{"text":"m"}"#,
            r#""valueQuantity":{"value":1.50}"#,
            r#""modifierExtension":[{}]"#,
            r#""note":7"#,
            r#""meta":null"#,
            r#""identifier":[{"system":"s","value":"abc"}]"#,
        ],
        0..15,
    )
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
    #[test]
    fn whatever_a_bundle_holds_the_counts_add_up(
        parts in proptest::collection::vec((kinds(), 0..6_u8, members()), 0..20)
    ) {
        let resources: Vec<_> = parts.iter().map(|(kind, id, members)| {
            let all: Vec<_> = members.iter().map(|m| format!(",{m}")).collect();
            format!(r#"{{"resourceType":"{kind}","id":"{id}"{}}}"#, all.concat())
        }).collect();
        let texts: Vec<_> = resources.iter().map(String::as_str).collect();
        let mapping = map_text(&bundle(&texts));
        adds_up(&mapping);
        proptest::prop_assert_eq!(mapping.report.resources, parts.len());
        for draft in &mapping.documents {
            for put in draft.puts() {
                proptest::prop_assert!(super::super::fit::fits(draft.doc_type, &put));
            }
        }
    }

    #[test]
    fn no_text_panics(text in "[\\[\\]{}:,\"a-z0-9. ]{0,300}") {
        adds_up(&map_text(&text));
    }
}
