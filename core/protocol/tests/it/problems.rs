//! Errors on the wire: every code as JSON, and what a caller may do about it.
use proptest::prelude::*;
use satchel_protocol::problem::{ErrorCode, Problem, Retry};

#[test]
fn every_code_travels_as_its_word_with_its_retry_class() {
    for code in ErrorCode::ALL {
        let problem = Problem::new(*code);
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(json["code"], code.word());
        assert_eq!(json.as_object().unwrap().len(), 2, "{code}: empty parts are left out");
        assert_eq!(serde_json::from_value::<Problem>(json).unwrap(), problem);
        assert_eq!(problem.to_string(), code.word());
        assert_eq!(Problem::from(*code), problem);
    }
}

#[test]
fn a_status_tells_whose_fault_it_was() {
    for code in ErrorCode::ALL {
        let status = code.status();
        match code.retry() {
            // What is over for good is no server trouble, unless it is our own bug.
            Retry::Never => assert!(status < 500 || *code == ErrorCode::Internal, "{code}"),
            Retry::AfterUnlock => assert!((400..500).contains(&status), "{code}"),
            Retry::Later | Retry::AfterFix => assert!(status >= 400, "{code}"),
        }
        assert!(code.number() > 0 && code.number() < 500, "{code}");
    }
}

#[test]
fn codes_come_in_their_ranges() {
    let in_range = |low: u16, high: u16| {
        ErrorCode::ALL.iter().filter(|c| (low..=high).contains(&c.number())).count()
    };
    assert_eq!(in_range(1, 99), 16);
    assert_eq!(in_range(100, 199), 11);
    assert_eq!(in_range(200, 299), 24);
    assert_eq!(in_range(300, 399), 17);
    assert_eq!(in_range(400, 499), 5);
    assert_eq!(ErrorCode::ALL.len(), 73);
}

#[test]
fn words_are_plain_and_made_for_message_ids() {
    for code in ErrorCode::ALL {
        assert!(code.word().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{code}");
        assert!(!code.word().starts_with('_') && !code.word().ends_with('_'), "{code}");
    }
}

#[test]
fn arguments_seconds_and_incident_travel() {
    let mut problem = Problem::new(ErrorCode::Stale)
        .with("field", "dose")
        .with("current", serde_json::json!([{"value": "5 mg"}]))
        .after(3);
    problem.incident = Some("a1b2".to_owned());
    let json = serde_json::to_string(&problem).unwrap();
    let want = r#"{"code":"stale","args":{"current":[{"value":"5 mg"}],"field":"dose"},"retry":"after_fix","retry_after_s":3,"incident":"a1b2"}"#;
    assert_eq!(json, want);
    assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
}

#[test]
fn the_last_value_of_an_argument_stands() {
    let problem = Problem::new(ErrorCode::Invalid).with("field", "a").with("field", "b");
    assert_eq!(problem.args["field"], "b");
    assert_eq!(problem.args.len(), 1);
}

#[test]
fn what_is_no_problem_is_refused() {
    for text in [
        "{}",
        r#"{"code":"locked"}"#,
        r#"{"retry":"never"}"#,
        r#"{"code":7,"retry":"never"}"#,
        r#"{"code":"LOCKED","retry":"never"}"#,
        r#"{"code":"locked","retry":"sometimes"}"#,
        r#"{"code":"locked","retry":"never","retry_after_s":-1}"#,
        r#""locked""#,
    ] {
        assert!(serde_json::from_str::<Problem>(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_number_and_no_word_is_two_codes(number in any::<u16>(), word in "[a-z_]{0,20}") {
        if let Some(code) = ErrorCode::from_number(number) {
            prop_assert_eq!(code.number(), number);
        }
        if let Some(code) = ErrorCode::from_word(&word) {
            prop_assert_eq!(code.word(), word);
        }
    }

    #[test]
    fn a_problem_with_any_arguments_reads_back(
        code in prop::sample::select(ErrorCode::ALL.to_vec()),
        args in prop::collection::btree_map("[a-z]{1,8}", any::<i64>(), 0..4),
        after in prop::option::of(any::<u32>()),
    ) {
        let mut problem = Problem::new(code);
        for (name, value) in args {
            problem = problem.with(&name, value);
        }
        problem.retry_after_s = after;
        let text = serde_json::to_string(&problem).unwrap();
        prop_assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
    }
}
