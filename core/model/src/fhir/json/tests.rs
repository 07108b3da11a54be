use super::*;

#[test]
fn digits_survive_as_written() {
    for number in ["1.10", "0.0", "-0", "1e-7", "2.8076123857388864", "12345678901234567890123"] {
        let json = parse(&format!("{{\"v\":{number}}}")).unwrap();
        assert_eq!(json.get("v"), Some(&Json::Number(number.to_owned())));
        assert_eq!(json.to_text(), format!("{{\"v\":{number}}}"));
    }
}

#[test]
fn canonical_text_ignores_order_and_spaces_but_not_digits() {
    let a = parse(r#"{"b": 1.0, "a": [true, null, "x"]}"#).unwrap();
    let b = parse(r#"{"a":[true,null,"x"],"b":1.0}"#).unwrap();
    assert_eq!(a.canonical(), r#"{"a":[true,null,"x"],"b":1.0}"#);
    assert_eq!(a.hash(), b.hash());
    assert_ne!(a.hash(), parse(r#"{"a":[true,null,"x"],"b":1.00}"#).unwrap().hash());
    assert_eq!(a.to_text(), r#"{"b":1.0,"a":[true,null,"x"]}"#);
}

#[test]
fn strings_come_back_the_same() {
    let text = r#""a\"b\\c\n\t\u0001é\u00e9\ud83d\ude00/""#;
    let json = parse(text).unwrap();
    assert_eq!(json.as_text(), Some("a\"b\\c\n\t\u{1}éé😀/"));
    assert_eq!(parse(&json.to_text()).unwrap(), json);
}

#[test]
fn a_syntax_error_says_line_and_column_and_no_content() {
    let error = parse("{\"name\": \"Jane\",\n \"birthDate\": 19x4}").unwrap_err();
    assert_eq!(error.place(), "2:17");
    assert!(!error.to_string().contains("Jane"), "{error}");
    assert!(matches!(parse("{\"a\":1"), Err(JsonError::Syntax { line: 1, .. })));
    assert!(matches!(parse("{} {}"), Err(JsonError::Syntax { .. })));
    assert!(matches!(parse(""), Err(JsonError::Syntax { .. })));
}

#[test]
fn a_member_named_twice_is_refused_with_its_pointer() {
    let error = parse(r#"{"a":[{"dose":1,"dose":10}]}"#).unwrap_err();
    assert_eq!(error, JsonError::Twice { pointer: "/a/0/dose".to_owned() });
}

#[test]
fn half_a_surrogate_pair_is_refused_with_its_pointer() {
    let error = parse(r#"{"a":{"b":"\ud800"}}"#).unwrap_err();
    assert_eq!(error.place(), "/a/b");
}

#[test]
fn depth_is_bounded_on_both_sides() {
    let nest = |n: usize| format!("{}0{}", "[".repeat(n), "]".repeat(n));
    assert!(parse(&nest(limit::DEPTH_MAX)).is_ok());
    assert!(matches!(parse(&nest(limit::DEPTH_MAX + 1)), Err(JsonError::Deep { .. })));
    assert!(parse(&nest(100_000)).is_err());
    assert!(parse(&"[".repeat(100_000)).is_err());
}

#[test]
fn the_number_of_values_is_bounded_on_both_sides() {
    let many = |n: usize| format!("[{}]", vec!["0"; n].join(","));
    assert!(parse(&many(limit::VALUES_MAX - 1)).is_ok());
    assert_eq!(parse(&many(limit::VALUES_MAX)), Err(JsonError::Many));
}

#[test]
fn a_number_of_too_many_digits_is_refused() {
    assert!(parse(&"9".repeat(limit::NUMBER_CHARS_MAX)).is_ok());
    assert!(parse(&"9".repeat(limit::NUMBER_CHARS_MAX + 1)).is_err());
}

#[test]
fn pointers_escape_as_rfc_6901_says() {
    let error = parse(r#"{"a/b~c":{"x":1,"x":2}}"#).unwrap_err();
    assert_eq!(error.place(), "/a~1b~0c/x");
}

#[test]
fn the_content_never_prints() {
    assert_eq!(format!("{:?}", parse(r#"{"name":"Jane"}"#).unwrap()), "an object");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        drop(parse(&text));
    }

    #[test]
    fn what_serde_json_writes_is_read_and_written_again(n in 0_i64.., s in "\\PC{0,40}", f in proptest::bool::ANY) {
        let text = serde_json::json!({ "n": n, "s": s, "l": [f, null] }).to_string();
        let json = parse(&text).unwrap();
        proptest::prop_assert_eq!(parse(&json.to_text()).unwrap(), json);
    }
}
