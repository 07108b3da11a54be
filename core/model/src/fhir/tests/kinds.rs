//! Each resource type: as little as it may say, as much as it can, and what must never be read as treatment.
use super::*;

const SUBJECT: &str = r#""subject":{"reference":"Patient/ann"}"#;

fn resource(kind: &str, members: &str) -> String {
    format!(r#"{{"resourceType":"{kind}","id":"r",{members}}}"#)
}

/// The least that each mapped type must say, and where its item goes.
fn least() -> Vec<(&'static str, &'static str, String)> {
    let of = |kind: &'static str, root: &'static str, members: String| (kind, root, members);
    vec![
        of("Condition", "problems", format!(r#"{SUBJECT},"code":{{"text":"Gout"}}"#)),
        of(
            "AllergyIntolerance",
            "allergies",
            r#""patient":{"reference":"Patient/ann"},"code":{"text":"Latex"}"#.to_owned(),
        ),
        of(
            "MedicationRequest",
            "medicines",
            format!(
                r#"{SUBJECT},"status":"active","intent":"order","medicationCodeableConcept":{{"text":"Aspirin"}}"#
            ),
        ),
        of(
            "MedicationStatement",
            "medicines",
            format!(r#"{SUBJECT},"status":"active","medicationCodeableConcept":{{"text":"Aspirin"}}"#),
        ),
        of(
            "Observation",
            "observations",
            format!(r#"{SUBJECT},"status":"final","code":{{"text":"Pulse"}}"#),
        ),
        of(
            "Procedure",
            "procedures",
            format!(r#"{SUBJECT},"status":"completed","code":{{"text":"Suture"}}"#),
        ),
        of(
            "Immunization",
            "immunizations",
            r#""patient":{"reference":"Patient/ann"},"status":"completed","vaccineCode":{"text":"Tetanus"},"occurrenceString":"as a child""#
                .to_owned(),
        ),
        of(
            "DiagnosticReport",
            "reports",
            format!(r#"{SUBJECT},"status":"final","code":{{"text":"Panel"}}"#),
        ),
    ]
}

#[test]
fn the_least_of_each_type_is_mapped_to_one_item_with_its_source() {
    for (kind, root, members) in least() {
        let mapping = with_ann(&resource(kind, &members));
        assert_eq!((mapping.report.mapped, mapping.report.kept), (2, 0), "{kind}");
        assert_eq!(mapping.report.refused, [], "{kind}");
        let from = value(&mapping, root, "source").unwrap();
        assert!(from.contains(&format!(r#""id":"r","kind":"{kind}""#)), "{from}");
        let code = if root == "medicines" { "regimen" } else { "code" };
        assert_eq!(values(&mapping, root, code).len(), 1, "{kind}");
    }
}

#[test]
fn what_no_type_knows_rides_along_and_comes_out_as_written() {
    let extra = r#""extension":[{"url":"http://x","valueDecimal":1.50}],"_status":{"id":"s"},"unheardOf":{"deep":[1,{"a":null}]}"#;
    for (kind, root, members) in least() {
        let mapping = with_ann(&resource(kind, &format!("{members},{extra}")));
        assert_eq!((mapping.report.mapped, mapping.report.kept), (2, 0), "{kind}");
        let rest = value(&mapping, root, "fhir_rest").unwrap();
        assert!(rest.contains(extra), "{kind}: {rest}");
    }
}

#[test]
fn an_unknown_modifier_anywhere_keeps_every_type_word_for_word() {
    for (kind, root, members) in least() {
        for modifier in [
            r#""modifierExtension":[{"url":"http://x/negated","valueBoolean":true}]"#,
            r#""modifierExtension":[]"#,
            r#""implicitRules":"http://x/rules""#,
            r#""note":[{"text":"n","modifierExtension":[{"url":"u"}]}]"#,
        ] {
            let mapping = with_ann(&resource(kind, &format!("{members},{modifier}")));
            assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 1), "{kind} {modifier}");
            assert!(values(&mapping, root, "source").is_empty(), "{kind}");
            assert!(readable(&mapping).contains("entry "), "{kind}");
            let notes = &mapping.report.notes;
            assert!(notes.iter().any(|n| n.reason.starts_with("kept word for word: has ")));
        }
    }
}

#[test]
fn a_modifier_inside_a_contained_resource_is_not_the_outer_ones() {
    let mapping = with_ann(&resource(
        "Condition",
        &format!(
            r#"{SUBJECT},"code":{{"text":"Gout"}},"contained":[{{"resourceType":"Basic","id":"b","modifierExtension":[{{}}]}}]"#
        ),
    ));
    assert_eq!((mapping.report.mapped, mapping.report.kept), (2, 0));
    assert!(value(&mapping, "problems", "fhir_rest").unwrap().contains("modifierExtension"));
}

#[test]
fn a_sensitive_label_keeps_every_type_out_of_the_open_record() {
    for (kind, root, members) in least() {
        for label in [
            r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"V"}"#,
            r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}"#,
        ] {
            let meta = format!(r#""meta":{{"security":[{{"code":"N"}},{label}]}}"#);
            let mapping = with_ann(&resource(kind, &format!("{members},{meta}")));
            let at = mapping.documents.iter().find(|d| d.doc == mapping.outcomes[1].doc).unwrap();
            assert_eq!((at.key, at.entries().len()), ("sensitive", 1), "{kind}");
            assert!(values(&mapping, root, "source").is_empty(), "{kind}");
        }
    }
}

#[test]
fn a_harmless_label_changes_nothing() {
    for label in [
        r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}"#,
        r#"{"system":"http://other","code":"R"}"#,
        r#"{"code":"PSY"}"#,
        "7",
    ] {
        let mapping = with_ann(&resource(
            "Condition",
            &format!(r#"{SUBJECT},"code":{{"text":"Gout"}},"meta":{{"security":[{label}]}}"#),
        ));
        assert_eq!(mapping.report.mapped, 2, "{label}");
    }
}

#[test]
fn each_type_marked_as_an_error_is_visible_as_one() {
    for (kind, root, members) in least() {
        let marked = match kind {
            "Condition" | "AllergyIntolerance" => format!(
                r#"{members},"verificationStatus":{{"coding":[{{"code":"entered-in-error"}}]}}"#
            ),
            _ => {
                let word = ["active", "final", "completed"]
                    .iter()
                    .find(|w| members.contains(&format!(r#""status":"{w}""#)))
                    .unwrap();
                members.replace(&format!(r#""status":"{word}""#), r#""status":"entered-in-error""#)
            }
        };
        let mapping = with_ann(&resource(kind, &marked));
        assert_eq!(mapping.report.mapped, 2, "{kind}");
        let mark = value(&mapping, root, "entry").unwrap();
        assert!(mark.contains(r#""status":"entered-in-error""#), "{kind}: {mark}");
        let plain = with_ann(&resource(kind, &members));
        assert_eq!(value(&plain, root, "entry"), None, "{kind}");
    }
}

#[test]
fn a_full_allergy_keeps_both_statuses_and_the_worst_reaction() {
    let mapping = with_ann(&resource(
        "AllergyIntolerance",
        r#""patient":{"reference":"Patient/ann"},"code":{"coding":[{"system":"s","code":"91936005","display":"Penicillin"}]},
            "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},
            "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"confirmed"}]},
            "criticality":"high","category":["medication","biologic"],"onsetDateTime":"2001","recordedDate":"2002-03",
            "reaction":[{"severity":"mild","manifestation":[{"text":"Rash"}]},{"severity":"severe","manifestation":[{"text":"Wheeze"},{"text":"Shock"}]}],
            "note":[{"text":"ask again"},{"text":"asked"}]"#,
    ));
    for (field, want) in [
        ("kind", "allergy"),
        ("clinical", "active"),
        ("verification", "confirmed"),
        ("criticality", "high"),
        ("category", "medication,biologic"),
        ("severity", "severe"),
        ("onset", "2001"),
        ("recorded", "2002-03"),
        ("note", "ask again\n\nasked"),
    ] {
        assert_eq!(value(&mapping, "allergies", field).as_deref(), Some(want), "{field}");
    }
    let reaction = value(&mapping, "allergies", "reaction").unwrap();
    for word in ["Rash", "Wheeze", "Shock"] {
        assert!(reaction.contains(word), "{reaction}");
    }
}

#[test]
fn a_severity_nobody_defined_counts_as_none() {
    let mapping = with_ann(&resource(
        "AllergyIntolerance",
        r#""patient":{"reference":"Patient/ann"},"code":{"text":"Latex"},"reaction":[{"severity":"fatal-ish","manifestation":[{"text":"Rash"}]}]"#,
    ));
    assert_eq!(value(&mapping, "allergies", "severity"), None);
    assert!(value(&mapping, "allergies", "fhir_rest").unwrap().contains("fatal-ish"));
}

#[test]
fn a_full_condition_keeps_its_dates_and_its_visit() {
    let visit = resource(
        "Encounter",
        &format!(r#"{SUBJECT},"status":"finished","class":{{"code":"AMB"}}"#),
    )
    .replace(r#""id":"r""#, r#""id":"v""#);
    let condition = resource(
        "Condition",
        &format!(
            r#"{SUBJECT},"encounter":{{"reference":"Encounter/v"}},"code":{{"text":"Fracture"}},"severity":{{"text":"Severe"}},
            "clinicalStatus":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}}]}},
            "verificationStatus":{{"coding":[{{"code":"confirmed"}}]}},
            "onsetPeriod":{{"start":"2019-05"}},"abatementDateTime":"2019-07-01","recordedDate":"2019-05-02T08:00:00+02:00""#
        ),
    );
    let mapping = map_text(&bundle(&[ANN, &visit, &condition]));
    adds_up(&mapping);
    for (field, want) in [
        ("clinical", "resolved"),
        ("verification", "confirmed"),
        ("onset", "2019-05"),
        ("resolved", r#"{"date":"2019-07-01"}"#),
        ("recorded", "2019-05-02T08:00:00+02:00"),
        ("severity", r#"{"text":"Severe"}"#),
    ] {
        assert_eq!(value(&mapping, "problems", field).as_deref(), Some(want), "{field}");
    }
    let at = value(&mapping, "problems", "encounter").unwrap();
    assert_eq!(at, mapping.outcomes[1].doc.to_string());
}

#[test]
fn each_status_of_a_request_becomes_the_lines_own_word() {
    for (code, intent, want) in [
        ("active", "order", "active"),
        ("active", "plan", "intended"),
        ("on-hold", "order", "on-hold"),
        ("cancelled", "order", "not-taken"),
        ("completed", "order", "completed"),
        ("stopped", "order", "stopped"),
        ("stopped", "plan", "stopped"),
        ("draft", "order", "intended"),
        ("unknown", "order", "unknown"),
        ("invented", "order", "unknown"),
    ] {
        let mapping = with_ann(&resource(
            "MedicationRequest",
            &format!(
                r#"{SUBJECT},"status":"{code}","intent":"{intent}","medicationCodeableConcept":{{"text":"x"}}"#
            ),
        ));
        assert_eq!(value(&mapping, "medicines", "status").as_deref(), Some(want), "{code}");
        let rest = value(&mapping, "medicines", "fhir_rest").unwrap();
        assert!(rest.contains(&format!(r#""status":"{code}""#)), "{rest}");
    }
}

#[test]
fn a_single_plain_dose_is_coded_with_its_digits() {
    let mapping = with_ann(&resource(
        "MedicationRequest",
        &format!(
            r#"{SUBJECT},"status":"active","intent":"order","medicationCodeableConcept":{{"text":"x"}},
            "dosageInstruction":[{{"route":{{"text":"oral"}},"doseAndRate":[{{"doseQuantity":{{"value":2.50,"code":"mg"}}}}],
            "timing":{{"repeat":{{"frequency":3,"period":1,"periodUnit":"d","when":["PCM"],"boundsDuration":{{"value":10,"unit":"d"}}}}}},"asNeededBoolean":true}}]"#
        ),
    ));
    let regimen = value(&mapping, "medicines", "regimen").unwrap();
    assert_eq!(
        regimen,
        r#"{"as_needed":"as needed","dose":"2.50","duration":"10 d","frequency":"3/d","product":{"text":"x"},"route":"oral","timing":"PCM","unit":"mg"}"#
    );
}

#[test]
fn a_dose_that_is_more_than_a_number_is_only_words() {
    for (dosage, words) in [
        (
            r#"{"doseAndRate":[{"doseRange":{"low":{"value":1.0,"unit":"mg"},"high":{"value":2.0,"unit":"mg"}}}]}"#,
            "1.0 mg - 2.0 mg",
        ),
        (r#"{"doseAndRate":[{"doseRange":{"high":{"value":2,"unit":"mg"}}}]}"#, "? - 2 mg"),
        (r#"{"doseAndRate":[{"doseQuantity":{"value":5,"unit":"mg","comparator":"<"}}]}"#, "5 mg"),
        (
            r#"{"doseAndRate":[{"doseQuantity":{"value":5,"unit":"mg"},"rateQuantity":{"value":1,"unit":"mL/h"}}]}"#,
            "5 mg",
        ),
        (
            r#"{"doseAndRate":[{"doseQuantity":{"value":1,"unit":"mg"}},{"doseQuantity":{"value":2,"unit":"mg"}}]}"#,
            "1 mg; 2 mg",
        ),
    ] {
        let mapping = with_ann(&resource(
            "MedicationRequest",
            &format!(
                r#"{SUBJECT},"status":"active","intent":"order","medicationCodeableConcept":{{"text":"x"}},"dosageInstruction":[{dosage}]"#
            ),
        ));
        let regimen = value(&mapping, "medicines", "regimen").unwrap();
        assert!(!regimen.contains("\"dose\""), "{regimen}");
        assert!(regimen.contains(&format!(r#""text":"{words}""#)), "{regimen}");
    }
}

#[test]
fn a_maximum_stands_in_the_words_beside_the_coded_dose() {
    let mapping = with_ann(&resource(
        "MedicationRequest",
        &format!(
            r#"{SUBJECT},"status":"active","intent":"order","medicationCodeableConcept":{{"text":"x"}},"dosageInstruction":[
            {{"doseAndRate":[{{"doseQuantity":{{"value":500,"unit":"mg"}}}}],"maxDosePerPeriod":{{"numerator":{{"value":4,"unit":"g"}},"denominator":{{"value":1,"unit":"d"}}}}}}]"#
        ),
    ));
    let regimen = value(&mapping, "medicines", "regimen").unwrap();
    assert!(regimen.contains(r#""dose":"500""#), "{regimen}");
    assert!(regimen.contains("max 4 g / 1 d"), "{regimen}");
}

#[test]
fn frequencies_read_as_people_say_them_and_ranges_are_not_guessed() {
    for (repeat, want) in [
        (r#""frequency":2,"period":1,"periodUnit":"d""#, Some("2/d")),
        (r#""period":8,"periodUnit":"h""#, Some("every 8 h")),
        (r#""frequency":1,"period":4,"periodUnit":"h""#, Some("every 4 h")),
        (r#""frequency":2,"period":3,"periodUnit":"d""#, Some("2 per 3 d")),
        (r#""frequency":1,"frequencyMax":2,"period":1,"periodUnit":"d""#, None),
        (r#""frequency":1,"period":4,"periodMax":6,"periodUnit":"h""#, None),
        (r#""frequency":1,"periodUnit":"d""#, None),
        (r#""frequency":"2","period":"1","periodUnit":"d""#, None),
    ] {
        let mapping = with_ann(&resource(
            "MedicationStatement",
            &format!(
                r#"{SUBJECT},"status":"active","medicationCodeableConcept":{{"text":"x"}},"dosage":[{{"timing":{{"repeat":{{{repeat}}}}}}}]"#
            ),
        ));
        let regimen = value(&mapping, "medicines", "regimen").unwrap();
        let said = want.map(|w| format!(r#""frequency":"{w}""#));
        match said {
            Some(said) => assert!(regimen.contains(&said), "{regimen}"),
            None => assert!(!regimen.contains("frequency"), "{regimen}"),
        }
    }
}

#[test]
fn a_statement_with_an_end_says_when_and_why() {
    let mapping = with_ann(&resource(
        "MedicationStatement",
        &format!(
            r#"{SUBJECT},"status":"stopped","medicationCodeableConcept":{{"text":"x"}},"effectivePeriod":{{"start":"2019","end":"2020-05"}},
            "statusReason":[{{"text":"cough"}}],"reasonCode":[{{"text":"blood pressure"}}]"#
        ),
    ));
    assert_eq!(value(&mapping, "medicines", "start").as_deref(), Some("2019"));
    let stop = value(&mapping, "medicines", "stop").unwrap();
    assert_eq!(stop, r#"{"date":"2020-05","reason":"cough"}"#);
    assert_eq!(value(&mapping, "medicines", "indication").as_deref(), Some("blood pressure"));
}

#[test]
fn an_encounter_is_the_head_of_its_own_document() {
    let mapping = with_ann(&resource(
        "Encounter",
        &format!(
            r#"{SUBJECT},"status":"finished","class":{{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"}},
            "type":[{{"text":"Check-up"}}],"period":{{"start":"2020-01-01T10:00:00Z","end":"2020-01-01T10:30:00Z"}},
            "location":[{{"location":{{"display":"Room 2"}}}}],"reasonCode":[{{"text":"Cough"}}],
            "participant":[{{"individual":{{"display":"Dr Bo"}},"type":[{{"text":"primary performer"}}]}},{{"type":[{{"text":"nobody"}}]}}]"#
        ),
    ));
    for (field, want) in [
        ("kind", "visit"),
        ("status", "finished"),
        ("title", "Check-up"),
        ("start", "2020-01-01T10:00:00Z"),
        ("end", "2020-01-01T10:30:00Z"),
        ("location", "Room 2"),
        ("reason", "Cough"),
    ] {
        assert_eq!(value(&mapping, "encounter", field).as_deref(), Some(want), "{field}");
    }
    assert_eq!(values(&mapping, "participants", "name"), ["Dr Bo"]);
    assert_eq!(values(&mapping, "participants", "role"), ["primary performer"]);
    let error = resource(
        "Encounter",
        &format!(r#"{SUBJECT},"status":"entered-in-error","class":{{"code":"AMB"}}"#),
    );
    assert_eq!(with_ann(&error).report.kept, 1);
}

#[test]
fn a_report_names_its_results_by_the_items_they_became() {
    let reading =
        resource("Observation", &format!(r#"{SUBJECT},"status":"final","code":{{"text":"K"}}"#))
            .replace(r#""id":"r""#, r#""id":"o""#);
    let report = resource(
        "DiagnosticReport",
        &format!(
            r#"{SUBJECT},"status":"final","code":{{"text":"Panel"}},"conclusion":"normal","effectiveDateTime":"2020",
            "result":[{{"reference":"Observation/o"}},{{"reference":"urn:uuid:gone"}}]"#
        ),
    );
    let mapping = map_text(&bundle(&[ANN, &reading, &report]));
    adds_up(&mapping);
    let item = mapping.outcomes[1].identity.item();
    assert_eq!(value(&mapping, "reports", "results"), Some(format!(r#"["{item}"]"#)));
    assert_eq!(value(&mapping, "reports", "note").as_deref(), Some("normal"));
    assert!(mapping.report.notes.iter().any(|n| n.reason.contains("leads nowhere")));
}

#[test]
fn a_weak_or_missing_vaccine_dose_is_never_listed_as_given() {
    for (members, kept) in [
        (r#""status":"completed","isSubpotent":true"#, 1),
        (r#""status":"not-done""#, 1),
        (r#""status":"completed","isSubpotent":false"#, 0),
    ] {
        let mapping = with_ann(&resource(
            "Immunization",
            &format!(
                r#""patient":{{"reference":"Patient/ann"}},{members},"vaccineCode":{{"text":"x"}},"occurrenceDateTime":"2020-05-05""#
            ),
        ));
        assert_eq!(mapping.report.kept, kept, "{members}");
        assert_eq!(values(&mapping, "immunizations", "status").len(), 1 - kept, "{members}");
    }
}

#[test]
fn every_type_nobody_models_is_kept_whole_with_its_patient() {
    for kind in ["Claim", "CarePlan", "Goal", "ImagingStudy", "Consent", "Zebra", "Binary"] {
        let text = format!(
            r#"{{"resourceType":"{kind}","id":"r","patient":{{"reference":"Patient/ann"}},"amount":10.00,"status":"any"}}"#
        );
        let mapping = with_ann(&text);
        assert_eq!((mapping.report.mapped, mapping.report.kept), (1, 1), "{kind}");
        assert_eq!(mapping.outcomes[1].patient, mapping.outcomes[0].patient, "{kind}");
        assert!(readable(&mapping).contains(&text), "{kind} comes out as it went in");
    }
}
