use super::*;
use crate::fhir::json::parse;

fn taken(text: &str, run: impl FnOnce(&mut Take<'_>)) -> Option<String> {
    let json = parse(text).unwrap();
    let mut take = Take::resource(&json);
    run(&mut take);
    take.rest()
}

#[test]
fn a_plain_concept_is_spent_and_a_second_coding_stays() {
    let plain = r#"{"code":{"coding":[{"system":"s","code":"c","display":"d"}],"text":"t"}}"#;
    assert_eq!(taken(plain, |t| drop(t.concept("code"))), None);
    let two = r#"{"code":{"coding":[{"code":"a"},{"code":"b"}]}}"#;
    assert_eq!(taken(two, |t| drop(t.concept("code"))).as_deref(), Some(two));
}

#[test]
fn the_coding_that_the_author_selected_leads() {
    let json = parse(r#"{"coding":[{"code":"a"},{"code":"b","userSelected":true}]}"#).unwrap();
    assert_eq!(concept("code", &json).unwrap().code.as_deref(), Some("b"));
    let json = parse(r#"{"coding":[{"display":"x"},{"code":"b"}]}"#).unwrap();
    assert_eq!(concept("code", &json).unwrap().code.as_deref(), Some("b"));
    let json = parse(r#"{"text":"only words"}"#).unwrap();
    assert_eq!(concept("code", &json).unwrap().label(), "only words");
}

#[test]
fn what_is_left_keeps_order_and_digits() {
    let text = r#"{"resourceType":"X","id":"1","z":1.10,"status":"final","a":[{"b":0.0}]}"#;
    let rest = taken(text, |t| drop(t.text("status")));
    assert_eq!(rest.as_deref(), Some(r#"{"z":1.10,"a":[{"b":0.0}]}"#));
}

#[test]
fn a_required_member_is_refused_when_missing_or_of_another_kind() {
    let json = parse(r#"{"status":5,"code":"x"}"#).unwrap();
    let mut take = Take::resource(&json);
    assert_eq!(
        take.need_text("status"),
        Err(Trouble::Refuse("/status".into(), "status should be a string, but is a number".into()))
    );
    assert!(matches!(take.need_concept("code"), Err(Trouble::Refuse(p, _)) if p == "/code"));
    assert!(matches!(take.need_text("intent"), Err(Trouble::Refuse(p, _)) if p == "/intent"));
}

#[test]
fn a_required_member_that_is_only_an_extension_keeps_the_resource() {
    let json = parse(r#"{"_status":{"extension":[]}}"#).unwrap();
    assert!(matches!(Take::resource(&json).need_text("status"), Err(Trouble::Keep(_))));
}

#[test]
fn an_optional_member_of_another_kind_keeps_the_resource() {
    let json = parse(r#"{"onsetDateTime":1,"note":{},"category":[1],"on":"yes","e":""}"#).unwrap();
    let mut take = Take::resource(&json);
    assert!(matches!(take.date("onsetDateTime"), Err(Trouble::Keep(_))));
    assert!(matches!(take.objects("note"), Err(Trouble::Keep(_))));
    assert!(matches!(take.objects("category"), Err(Trouble::Keep(_))));
    assert!(matches!(take.bool("on"), Err(Trouble::Keep(_))));
    assert!(matches!(take.text("e"), Err(Trouble::Keep(_))));
}

#[test]
fn a_reference_that_says_more_than_where_it_points_stays() {
    let bare = r#"{"subject":{"reference":"Patient/1"}}"#;
    assert_eq!(taken(bare, |t| t.spend_reference("subject")), None);
    let named = r#"{"subject":{"reference":"Patient/1","display":"Ann"}}"#;
    assert_eq!(taken(named, |t| t.spend_reference("subject")).as_deref(), Some(named));
}

#[test]
fn fhir_dates_are_told_from_other_text() {
    for good in [
        "1980",
        "1980-05",
        "1980-05-17",
        "2020-02-29",
        "1973-09-11T20:55:11+00:00",
        "2011-08-23T20:55:11.524-05:00",
        "2011-08-23T20:55:11Z",
        "2011-08-23T20:55",
        "2016-12-31T23:59:60Z",
    ] {
        assert!(is_date(good), "{good}");
    }
    for bad in [
        "",
        "80",
        "1980-13",
        "2019-02-29",
        "1980-5-17",
        "17.05.1980",
        "1980-05-17T",
        "1980-05T10:00",
        "1980-05-17T25:00:00Z",
        "1980-05-17T10",
        "1980-05-17T10:00:00+5",
        "1980-05-17T10:00:00.Z",
        "1980-05-17Tab:cd",
    ] {
        assert!(!is_date(bad), "{bad}");
    }
}
