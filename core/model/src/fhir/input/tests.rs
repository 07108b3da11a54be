use super::*;

fn refusal(text: &str) -> (String, String) {
    let input = Input::read(text, "f.json", "");
    assert!(input.entries.is_empty());
    assert_eq!(input.refused.len(), 1);
    let one = input.refused.first().unwrap();
    assert_eq!(one.file, "f.json");
    (one.place.clone(), one.reason.clone())
}

#[test]
fn a_single_resource_is_one_entry_at_the_top() {
    let input = Input::read(r#"{"resourceType":"Patient","id":"a"}"#, "f.json", "");
    let entry = input.entries.first().unwrap();
    assert_eq!(
        (entry.kind.as_str(), entry.id.as_deref(), entry.place.as_str()),
        ("Patient", Some("a"), "")
    );
}

#[test]
fn each_kind_of_bundle_is_taken_apart() {
    for kind in BUNDLES {
        let text = format!(
            r#"{{"entry":[{{"fullUrl":"urn:uuid:1","resource":{{"resourceType":"Patient"}}}}],"type":"{kind}","resourceType":"Bundle"}}"#
        );
        let input = Input::read(&text, "f", "");
        let entry = input.entries.first().unwrap();
        assert_eq!(entry.place, "/entry/0/resource");
        assert_eq!(entry.full_url.as_deref(), Some("urn:uuid:1"));
        assert_eq!(entry.id, None);
    }
}

#[test]
fn a_bundle_of_another_type_is_refused_in_words() {
    let (place, reason) = refusal(r#"{"resourceType":"Bundle","type":"history","entry":[]}"#);
    assert_eq!(place, "/type");
    assert!(reason.starts_with("a Bundle of type history holds nothing to import"), "{reason}");
    assert_eq!(refusal(r#"{"resourceType":"Bundle"}"#).0, "/type");
}

#[test]
fn an_empty_bundle_holds_nothing_and_is_no_error() {
    let input = Input::read(r#"{"resourceType":"Bundle","type":"batch"}"#, "f", "");
    assert!(input.entries.is_empty() && input.refused.is_empty());
}

#[test]
fn what_is_no_fhir_is_refused_with_its_place() {
    assert_eq!(refusal("").0, "1:1");
    assert_eq!(refusal("  \n").1, "the file is empty");
    assert!(refusal("<Patient/>").1.starts_with("looks like XML"));
    assert!(refusal("[1,2]").1.starts_with("not FHIR"));
    assert!(refusal("{\"a\":1}").1.contains("no resourceType"));
    assert_eq!(refusal(r#"{"resourceType":5}"#).0, "/resourceType");
    assert_eq!(refusal(r#"{"resourceType":""}"#).0, "/resourceType");
    assert_eq!(refusal(r#"{"resourceType":"Patient","id":{}}"#).0, "/id");
    assert_eq!(refusal(r#"{"resourceType":"Bundle","type":"batch","entry":{}}"#).0, "/entry");
    assert_eq!(refusal("{\"resourceType\":\"Patient\",\n\"id\":}").0, "2:6");
}

#[test]
fn a_bad_entry_does_not_stop_the_rest() {
    let text = r#"{"resourceType":"Bundle","type":"collection","entry":[7,{"resource":[]},{"request":{"method":"DELETE","url":"Patient/1"}},{"resource":{"resourceType":"Patient","id":"ok"}}]}"#;
    let input = Input::read(text, "f", "");
    let places: Vec<_> = input.refused.iter().map(|r| r.place.as_str()).collect();
    assert_eq!(places, ["/entry/0", "/entry/1/resource"]);
    assert_eq!(input.notes.first().map(|n| n.place.as_str()), Some("/entry/2"));
    assert_eq!(input.entries.first().and_then(|e| e.id.as_deref()), Some("ok"));
}

#[test]
fn entries_are_bounded_on_both_sides() {
    let bundle = |n: usize| {
        let entries = vec![r#"{"resource":{"resourceType":"Basic"}}"#; n].join(",");
        format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{entries}]}}"#)
    };
    assert_eq!(Input::read(&bundle(limit::ENTRIES_MAX), "f", "").entries.len(), limit::ENTRIES_MAX);
    assert_eq!(refusal(&bundle(limit::ENTRIES_MAX + 1)).0, "/entry");
}

#[test]
fn a_resource_too_large_is_refused_alone() {
    let fat = "x".repeat(limit::RESOURCE_BYTES_MAX);
    let text = format!(
        r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"resource":{{"resourceType":"Binary","data":"{fat}"}}}},{{"resource":{{"resourceType":"Patient"}}}}]}}"#
    );
    let input = Input::read(&text, "f", "");
    assert_eq!((input.entries.len(), input.refused.len()), (1, 1));
}

#[test]
fn ndjson_is_told_by_its_first_line_and_places_name_the_line() {
    assert_eq!(layout(r#"{"resourceType":"Patient"}"#), Layout::Lines);
    assert_eq!(layout("\u{feff}{}"), Layout::Lines);
    assert_eq!(layout("{"), Layout::Whole);
    assert_eq!(layout(r#"{"resourceType": "Bundle","#), Layout::Whole);
    assert_eq!(layout("[{}]"), Layout::Whole);
    let input = Input::read(r#"{"resourceType":"Patient","id":9}"#, "p.ndjson", "line 7 ");
    assert_eq!(input.refused.first().map(|r| r.place.as_str()), Some("line 7 /id"));
}

#[test]
fn a_byte_order_mark_is_no_error() {
    assert_eq!(Input::read("\u{feff}{\"resourceType\":\"Patient\"}", "f", "").entries.len(), 1);
}
