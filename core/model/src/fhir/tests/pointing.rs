//! References: each form finds its target across a whole bundle, and what is not found is listed.
use super::*;
use proptest::prelude::*;

/// Entries as (fullUrl, resource).
fn entries(all: &[(&str, &str)]) -> String {
    let one =
        |(url, resource): &(&str, &str)| format!(r#"{{"fullUrl":"{url}","resource":{resource}}}"#);
    let entries: Vec<_> = all.iter().map(one).collect();
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(","))
}

const PATIENT: &str =
    r#"{"resourceType":"Patient","id":"ann","identifier":[{"system":"urn:mrn","value":"A-177"}]}"#;

fn condition(subject: &str) -> String {
    format!(
        r#"{{"resourceType":"Condition","id":"c","subject":{subject},"code":{{"text":"Gout"}}}}"#
    )
}

#[test]
fn each_form_of_reference_leads_to_the_patient() {
    let url = "https://h/fhir/Patient/ann";
    for subject in [
        r#"{"reference":"Patient/ann"}"#,
        r#"{"reference":"Patient/ann/_history/7"}"#,
        r#"{"reference":"https://h/fhir/Patient/ann"}"#,
        r#"{"reference":"https://h/fhir/Patient/ann/_history/2"}"#,
        r#"{"reference":"Patient?identifier=urn:mrn|A-177"}"#,
        r#"{"reference":"Patient?identifier=urn%3Amrn%7CA-177"}"#,
        r#"{"identifier":{"system":"urn:mrn","value":"A-177"}}"#,
        r#"{"type":"Patient","identifier":{"system":"urn:mrn","value":"A-177"}}"#,
    ] {
        let text = entries(&[(url, PATIENT), ("https://h/fhir/Condition/c", &condition(subject))]);
        let mapping = map_text(&text);
        adds_up(&mapping);
        assert_eq!(mapping.report.mapped, 2, "{subject}: {:?}", mapping.report);
        assert_eq!(mapping.report.notes, [], "{subject}");
        assert_eq!(mapping.outcomes[1].patient, mapping.outcomes[0].patient);
    }
    let text = entries(&[
        ("urn:uuid:1", PATIENT),
        ("urn:uuid:2", &condition(r#"{"reference":"urn:uuid:1"}"#)),
    ]);
    assert_eq!(map_text(&text).report.mapped, 2);
}

#[test]
fn order_in_the_file_does_not_matter() {
    let reference = condition(r#"{"reference":"Patient/ann"}"#);
    let (first, last) =
        (map_text(&bundle(&[PATIENT, &reference])), map_text(&bundle(&[&reference, PATIENT])));
    assert_eq!(first.report.mapped, 2);
    assert_eq!(last.report.mapped, 2);
    assert_eq!(first.documents, {
        let mut documents = last.documents;
        for part in documents.iter_mut().flat_map(|d| &mut d.parts) {
            part.resource = 1 - part.resource;
        }
        documents
    });
}

#[test]
fn a_reference_that_cannot_be_a_patient_refuses_what_needs_one() {
    for (subject, reason) in [
        (r#"{"reference":"Patient/bob"}"#, "its patient is neither in these files nor known"),
        (
            r#"{"reference":"https://other/Patient/ann"}"#,
            "its patient is neither in these files nor known",
        ),
        (
            r#"{"reference":"Patient?identifier=urn:mrn|B-1"}"#,
            "its patient is neither in these files nor known",
        ),
        (r#"{"reference":"Patient?name=Ann"}"#, "its patient is not in these files"),
        (r#"{"reference":"urn:uuid:9"}"#, "its patient is not in these files"),
        (r#"{"reference":"ann"}"#, "its patient is not in these files"),
        (r#"{"reference":""}"#, "its patient is not in these files"),
        (r#"{"display":"Ann"}"#, "its patient is not in these files"),
        ("{}", "its patient is not in these files"),
        (r#""Patient/ann""#, "names no patient"),
        ("[]", "names no patient"),
    ] {
        let mapping = map_text(&bundle(&[PATIENT, &condition(subject)]));
        adds_up(&mapping);
        let place = "/entry/1/resource/subject";
        assert_eq!(reasons(&mapping), [(place, reason)], "{subject}");
    }
}

#[test]
fn a_subject_that_is_no_patient_keeps_the_resource() {
    let group = r#"{"resourceType":"Group","id":"g"}"#;
    let mapping = map_text(&bundle(&[PATIENT, group, &condition(r#"{"reference":"Group/g"}"#)]));
    adds_up(&mapping);
    assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 2));
}

#[test]
fn a_contained_medicine_is_read_and_a_missing_one_keeps_the_line() {
    let line = |inside: &str| {
        format!(
            r##"{{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":{{"reference":"Patient/ann"}},
            "medicationReference":{{"reference":"#med"}},"contained":[{inside}]}}"##
        )
    };
    let found =
        with_ann(&line(r#"{"resourceType":"Medication","id":"med","code":{"text":"Warfarin"}}"#));
    let regimen = value(&found, "medicines", "regimen").unwrap();
    assert_eq!(regimen, r#"{"product":{"text":"Warfarin"}}"#);
    assert!(value(&found, "medicines", "fhir_rest").unwrap().contains("contained"));
    let lost = with_ann(&line(r#"{"resourceType":"Medication","id":"other"}"#));
    assert_eq!((lost.report.mapped, lost.report.kept), (1, 1));
    let notes: Vec<_> = lost.report.notes.iter().map(|n| n.reason.as_str()).collect();
    assert!(notes.iter().any(|n| n.contains("leads nowhere")), "{notes:?}");
}

#[test]
fn every_dangling_reference_is_listed_and_none_prints_what_it_says() {
    let mapping = with_ann(
        r##"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/ann"},"code":{"text":"Gout"},
            "recorder":{"reference":"Practitioner/secret-name"},"asserter":{"reference":"urn:uuid:gone"},
            "evidence":[{"detail":[{"reference":"#nothing"},{"reference":"Observation?code=x"}]}]}"##,
    );
    let notes: Vec<_> = mapping.report.notes.iter().map(|n| n.reason.as_str()).collect();
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes.iter().all(|n| n.starts_with("a reference leads nowhere and is kept: ")));
    assert!(!notes.iter().any(|n| n.contains("secret")), "{notes:?}");
    let rest = value(&mapping, "problems", "fhir_rest").unwrap();
    for kept in ["Practitioner/secret-name", "urn:uuid:gone", "#nothing", "Observation?code=x"] {
        assert!(rest.contains(kept), "{rest}");
    }
}

#[test]
fn resources_that_point_at_each_other_do_no_harm() {
    let a = r#"{"resourceType":"Basic","id":"a","subject":{"reference":"Basic/b"}}"#;
    let b = r#"{"resourceType":"Basic","id":"b","subject":{"reference":"Basic/a"},"author":{"reference":"Basic/b"}}"#;
    let mapping = map_text(&bundle(&[a, b]));
    adds_up(&mapping);
    assert_eq!((mapping.report.kept, mapping.report.refused.len()), (2, 0));
}

#[test]
fn resources_of_other_versions_are_refused_in_words_and_the_rest_stays() {
    for (resource, word) in [
        (
            r#"{"resourceType":"MedicationOrder","patient":{"reference":"Patient/ann"}}"#,
            "before R4",
        ),
        (r#"{"resourceType":"InventoryItem"}"#, "R5"),
        (
            r#"{"resourceType":"Condition","clinicalStatus":"active","subject":{"reference":"Patient/ann"},"code":{"text":"x"}}"#,
            "before R4",
        ),
        (
            r#"{"resourceType":"Immunization","notGiven":false,"status":"completed","patient":{"reference":"Patient/ann"}}"#,
            "before R4",
        ),
        (
            r#"{"resourceType":"AllergyIntolerance","type":{"coding":[]},"patient":{"reference":"Patient/ann"},"code":{"text":"x"}}"#,
            "R5",
        ),
        (r#"{"resourceType":"Basic","fhirVersion":"5.0.0"}"#, "5.0.0"),
        (
            r#"{"resourceType":"Basic","meta":{"profile":["http://hl7.org/fhir/StructureDefinition/Basic|3.0.2"]}}"#,
            "3.0.2",
        ),
    ] {
        let mapping = with_ann(resource);
        assert_eq!((mapping.report.mapped, mapping.report.refused.len()), (1, 1), "{resource}");
        let reason = reasons(&mapping)[0].1;
        assert!(reason.contains("only R4") && reason.contains(word), "{reason}");
    }
}

/// A reference of some form to one of four names.
fn reference() -> impl Strategy<Value = String> {
    let forms = prop::sample::select(vec![
        "Patient/N",
        "urn:uuid:N",
        "https://h/fhir/Patient/N",
        "Encounter/N",
        "#N",
        "N",
        "Patient?identifier=s|N",
    ]);
    (forms, 0..4_u8).prop_map(|(form, n)| form.replace('N', &n.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn random_webs_of_references_are_counted_alike_and_mapped_alike(
        people in 0..3_u8,
        web in prop::collection::vec((reference(), reference(), 0..5_usize), 1..12),
        turn in 0..12_usize,
    ) {
        let kinds = ["Condition", "Observation", "Encounter", "Claim", "Provenance"];
        let mut all: Vec<(String, String)> = (0..people).map(|n| {
            (format!("urn:uuid:{n}"), format!(r#"{{"resourceType":"Patient","id":"{n}","identifier":[{{"system":"s","value":"{n}"}}]}}"#))
        }).collect();
        for (at, (subject, encounter, kind)) in web.iter().enumerate() {
            all.push((format!("urn:uuid:r{at}"), format!(
                r#"{{"resourceType":"{}","id":"r{at}","status":"final","class":{{"code":"AMB"}},"code":{{"text":"x"}},"subject":{{"reference":"{subject}"}},"encounter":{{"reference":"{encounter}"}}}}"#,
                kinds[*kind]
            )));
        }
        let text = |all: &[(String, String)]| {
            let pairs: Vec<_> = all.iter().map(|(u, r)| (u.as_str(), r.as_str())).collect();
            entries(&pairs)
        };
        let one = map_text(&text(&all));
        adds_up(&one);
        prop_assert_eq!(one.report.resources, all.len());
        prop_assert!(map_text(&text(&all)) == one);
        let rotation = turn % all.len();
        all.rotate_left(rotation);
        let other = map_text(&text(&all));
        adds_up(&other);
        let counts = |m: &Mapping| (m.report.mapped, m.report.kept, m.report.refused.len(), m.report.notes.len());
        prop_assert_eq!(counts(&one), counts(&other), "the order of a file changes no fate");
        let fates = |m: &Mapping| {
            let mut fates: Vec<_> = m.outcomes.iter().map(|o| (o.identity.clone(), o.doc, o.patient, o.kept)).collect();
            fates.sort();
            fates
        };
        prop_assert_eq!(fates(&one), fates(&other));
    }
}
