//! Every `value[x]`, every way to leave one out, and every form of date: stored as written or refused, never changed.
use super::*;
use proptest::prelude::*;

/// An Observation of Ann with these further members.
fn observation(members: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","id":"o","status":"final","code":{{"text":"x"}},"subject":{{"reference":"Patient/ann"}}{members}}}"#
    )
}

fn observed(members: &str) -> Mapping {
    with_ann(&observation(members))
}

fn fate(mapping: &Mapping) -> (usize, usize, usize) {
    (mapping.report.mapped, mapping.report.kept, mapping.report.refused.len())
}

/// One value of every type that R4 allows in an Observation.
const EVERY_VALUE: [(&str, &str); 11] = [
    (
        "valueQuantity",
        r#"{"value":5.20,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}"#,
    ),
    ("valueCodeableConcept", r#"{"coding":[{"system":"s","code":"c"}],"text":"Positive"}"#),
    ("valueString", r#""cloudy""#),
    ("valueBoolean", "false"),
    ("valueInteger", "0"),
    ("valueRange", r#"{"low":{"value":1.0},"high":{"value":2.00}}"#),
    ("valueRatio", r#"{"numerator":{"value":1},"denominator":{"value":128}}"#),
    ("valueSampledData", r#"{"origin":{"value":0},"period":10,"dimensions":1,"data":"1 2 E"}"#),
    ("valueTime", r#""10:30:00""#),
    ("valueDateTime", r#""2020-02-29T10:00:00.000+05:30""#),
    ("valuePeriod", r#"{"start":"2020","end":"2021-01"}"#),
];

#[test]
fn every_kind_of_value_is_stored_under_its_own_name_as_written() {
    for (name, json) in EVERY_VALUE {
        let mapping = observed(&format!(r#","{name}":{json}"#));
        assert_eq!(fate(&mapping), (2, 0, 0), "{name}: {:?}", mapping.report);
        let want = format!(r#"{{"{name}":{json}}}"#);
        assert_eq!(value(&mapping, "observations", "value"), Some(want));
        assert_eq!(value(&mapping, "observations", "fhir_rest"), None, "{name} is said twice");
    }
}

#[test]
fn every_kind_of_value_is_kept_in_a_component_too() {
    for (name, json) in EVERY_VALUE {
        let part = format!(r#","component":[{{"code":{{"text":"p"}},"{name}":{json}}}]"#);
        let mapping = observed(&part);
        let want = format!(r#"[{{"code":{{"text":"p"}},"{name}":{json}}}]"#);
        assert_eq!(value(&mapping, "observations", "components"), Some(want), "{name}");
        assert_eq!(value(&mapping, "observations", "value"), None);
    }
}

#[test]
fn a_value_of_another_kind_than_its_name_says_is_refused_with_its_pointer() {
    for (name, wrong) in [
        ("valueQuantity", r#""5 mmol/L""#),
        ("valueQuantity", r#"{"value":"5"}"#),
        ("valueQuantity", r#"{"value":true}"#),
        ("valueQuantity", "[5]"),
        ("valueCodeableConcept", r#""Positive""#),
        ("valueString", "5"),
        ("valueString", "{}"),
        ("valueBoolean", r#""true""#),
        ("valueBoolean", "1"),
        ("valueInteger", r#""3""#),
        ("valueRange", "1"),
        ("valueRatio", r#""1:128""#),
        ("valueSampledData", "[]"),
        ("valueTime", "1030"),
        ("valueDateTime", r#""yesterday""#),
        ("valueDateTime", r#""2021-02-29""#),
        ("valuePeriod", r#""2020""#),
        ("dataAbsentReason", r#""unknown""#),
    ] {
        let mapping = observed(&format!(r#","{name}":{wrong}"#));
        assert_eq!(fate(&mapping), (1, 0, 1), "{name}: {wrong}");
        let place = format!("/entry/1/resource/{name}");
        assert_eq!(reasons(&mapping)[0].0, place, "{wrong}");
    }
}

#[test]
fn a_wrong_value_in_a_component_refuses_the_whole_observation() {
    let mapping = observed(r#","component":[{"code":{"text":"p"},"valueQuantity":"120"}]"#);
    assert_eq!(fate(&mapping), (1, 0, 1));
    assert_eq!(reasons(&mapping)[0].0, "/entry/1/resource/valueQuantity");
    let mapping = observed(r#","component":[{"code":{"text":"p"}},{"valueInteger":1}]"#);
    assert_eq!(reasons(&mapping)[0].0, "/entry/1/resource/component/1/code");
}

#[test]
fn an_absent_value_says_why_and_never_becomes_zero() {
    let reason = r#"{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown"}]}"#;
    let mapping = observed(&format!(r#","dataAbsentReason":{reason}"#));
    let stored = value(&mapping, "observations", "value").unwrap();
    assert_eq!(stored, format!(r#"{{"dataAbsentReason":{reason}}}"#));
    assert!(!stored.contains('0'), "{stored}");
}

#[test]
fn an_observation_without_any_value_has_none() {
    let mapping = observed("");
    assert_eq!(fate(&mapping), (2, 0, 0));
    assert_eq!(value(&mapping, "observations", "value"), None);
    assert_eq!(value(&mapping, "observations", "components"), None);
    let null = observed(r#","valueQuantity":null"#);
    assert_eq!(value(&null, "observations", "value"), None);
}

#[test]
fn a_comparator_and_the_members_of_a_quantity_ride_along() {
    let quantity = r#"{"value":0.10,"comparator":"<","unit":"ng/mL","extension":[{"url":"u","valueDecimal":1.00}]}"#;
    let mapping = observed(&format!(r#","valueQuantity":{quantity}"#));
    assert_eq!(
        value(&mapping, "observations", "value"),
        Some(format!(r#"{{"valueQuantity":{quantity}}}"#))
    );
}

#[test]
fn a_quantity_may_lack_its_number() {
    let mapping = observed(r#","valueQuantity":{"unit":"mg"}"#);
    assert_eq!(fate(&mapping), (2, 0, 0));
    let stored = value(&mapping, "observations", "value");
    assert_eq!(stored.as_deref(), Some(r#"{"valueQuantity":{"unit":"mg"}}"#));
}

#[test]
fn reference_ranges_are_put_into_words_with_their_digits() {
    for (range, words) in [
        (
            r#"{"low":{"value":3.50,"unit":"mmol/L"},"high":{"value":5.10,"unit":"mmol/L"}}"#,
            "3.50 - 5.10 mmol/L",
        ),
        (r#"{"low":{"value":60,"code":"/min"}}"#, ">= 60 /min"),
        (r#"{"high":{"value":5.0,"unit":"mg/L"}}"#, "<= 5.0 mg/L"),
        (r#"{"text":"negative"}"#, "negative"),
        (r#"{"high":{"value":5},"type":{"text":"adult"}}"#, "<= 5 (adult)"),
    ] {
        let mapping = observed(&format!(r#","referenceRange":[{range}]"#));
        assert_eq!(value(&mapping, "observations", "reference_range").as_deref(), Some(words));
        let rest = value(&mapping, "observations", "fhir_rest").unwrap();
        assert!(rest.contains(range), "the range itself comes out again: {rest}");
    }
    let two = observed(r#","referenceRange":[{"text":"a"},{},{"text":"b"}]"#);
    assert_eq!(value(&two, "observations", "reference_range").as_deref(), Some("a; b"));
    assert_eq!(
        value(&observed(r#","referenceRange":[{}]"#), "observations", "reference_range"),
        None
    );
}

#[test]
fn interpretation_and_category_are_codes_and_stay_whole_in_the_rest() {
    let mapping = observed(
        r#","interpretation":[{"coding":[{"code":"H"}]}],"category":[{"coding":[{"code":"laboratory"}]},{"coding":[{"code":"vital-signs"}]}]"#,
    );
    assert_eq!(value(&mapping, "observations", "interpretation").as_deref(), Some("H"));
    let category = value(&mapping, "observations", "category");
    assert_eq!(category.as_deref(), Some("laboratory,vital-signs"));
    let rest = value(&mapping, "observations", "fhir_rest").unwrap();
    assert!(rest.contains(r#""code":"H""#) && rest.contains(r#""code":"laboratory""#), "{rest}");
}

#[test]
fn each_form_of_a_moment_stays_as_written() {
    for date in [
        "2020",
        "2020-02",
        "2020-02-29",
        "2020-02-29T10:00",
        "2020-02-29T10:00:00Z",
        "2020-02-29T10:00:00.120Z",
        "2020-02-29T10:00:00+00:00",
        "2020-02-29T23:59:60-11:30",
        "1850-01-01",
    ] {
        let mapping = observed(&format!(r#","effectiveDateTime":"{date}","issued":"{date}""#));
        assert_eq!(fate(&mapping), (2, 0, 0), "{date}");
        assert_eq!(value(&mapping, "observations", "effective").as_deref(), Some(date));
        assert_eq!(value(&mapping, "observations", "issued").as_deref(), Some(date));
    }
}

#[test]
fn what_is_no_date_keeps_the_resource_word_for_word() {
    for date in [
        "20",
        "2020-2",
        "2020-02-30",
        "2020-13",
        "29.02.2020",
        "2020-02-29 10:00",
        "2020T10:00",
        "2020-02-29T25:00:00Z",
        "2020-02-29T10",
        "２０２０",
        "2020-02-29T10:00:00.Z",
        "today",
    ] {
        let mapping = observed(&format!(r#","effectiveDateTime":"{date}""#));
        assert_eq!(fate(&mapping), (1, 1, 0), "{date}");
        assert!(readable(&mapping).contains(date), "the original is there");
    }
}

#[test]
fn a_moment_comes_from_the_first_member_that_says_one() {
    let instant = observed(r#","effectiveInstant":"2020-01-02T03:04:05.678Z""#);
    let moment = value(&instant, "observations", "effective");
    assert_eq!(moment.as_deref(), Some("2020-01-02T03:04:05.678Z"));
    let period = observed(r#","effectivePeriod":{"start":"2020-01","end":"2020-03"}"#);
    assert_eq!(value(&period, "observations", "effective").as_deref(), Some("2020-01"));
    let rest = value(&period, "observations", "fhir_rest").unwrap();
    assert!(rest.contains("2020-03"), "the end is not lost: {rest}");
    let open = observed(r#","effectivePeriod":{"end":"2020-03"}"#);
    assert_eq!(value(&open, "observations", "effective"), None);
    let timing = observed(r#","effectiveTiming":{"code":{"text":"BID"}}"#);
    assert_eq!(value(&timing, "observations", "effective"), None);
    assert!(value(&timing, "observations", "fhir_rest").unwrap().contains("BID"));
}

#[test]
fn readings_of_one_day_share_a_report_and_those_of_another_do_not() {
    let at = |id: &str, date: &str| {
        observation(&format!(r#","effectiveDateTime":"{date}""#))
            .replace(r#""id":"o""#, &format!(r#""id":"{id}""#))
    };
    let (a, b) = (at("a", "2020-01-01T08:00:00Z"), at("b", "2020-01-01T22:00:00Z"));
    let (c, d) = (at("c", "2020-01-02"), observation(""));
    let mapping = map_text(&bundle(&[ANN, &a, &b, &c, &d]));
    adds_up(&mapping);
    let docs: Vec<_> = mapping.outcomes[1..].iter().map(|o| o.doc).collect();
    assert_eq!(docs[0], docs[1]);
    assert!(docs[2] != docs[0] && docs[3] != docs[0] && docs[3] != docs[2]);
}

/// Digits as a laboratory may write them.
fn digits() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,14})?([eE][+-]?[0-9]{1,2})?"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_digit_of_a_value_is_lost_or_added(one in digits(), two in digits()) {
        let mapping = observed(&format!(
            r#","valueQuantity":{{"value":{one}}},"component":[{{"code":{{"text":"p"}},"valueQuantity":{{"value":{two}}}}}]"#
        ));
        prop_assert_eq!(fate(&mapping), (2, 0, 0));
        let want = format!(r#"{{"valueQuantity":{{"value":{one}}}}}"#);
        prop_assert_eq!(value(&mapping, "observations", "value"), Some(want));
        let parts = value(&mapping, "observations", "components").unwrap();
        let want = format!("\"value\":{two}}}");
        prop_assert!(parts.contains(&want), "{}", parts);
    }

    #[test]
    fn a_day_is_kept_exactly_if_it_exists(y in 1_i16..9999, m in 0_i8..15, d in 0_i8..34) {
        let date = format!("{y:04}-{m:02}-{d:02}");
        let mapping = observed(&format!(r#","effectiveDateTime":"{date}""#));
        let exists = jiff::civil::Date::new(y, m, d).is_ok();
        prop_assert_eq!(mapping.report.mapped, if exists { 2 } else { 1 });
        prop_assert_eq!(value(&mapping, "observations", "effective").is_some(), exists);
        prop_assert!(readable(&mapping).contains(&date));
    }
}
