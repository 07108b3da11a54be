//! The table of codes is complete and never changes by accident.
use super::*;

#[test]
fn the_table_of_codes_is_frozen() {
    let table: Vec<String> = ErrorCode::ALL
        .iter()
        .map(|c| {
            format!("{:>3} {} {} {:?} report={}", c.number(), c, c.status(), c.retry(), c.report())
        })
        .collect();
    insta::assert_snapshot!("error_codes", table.join("\n"));
}

#[test]
fn numbers_and_words_are_unique_and_lead_back() {
    for (i, code) in ErrorCode::ALL.iter().enumerate() {
        assert_eq!(ErrorCode::from_number(code.number()), Some(*code));
        assert_eq!(ErrorCode::from_word(code.word()), Some(*code));
        assert!(
            ErrorCode::ALL[..i].iter().all(|c| c.number() < code.number()),
            "{code} out of order"
        );
        assert!((200..600).contains(&code.status()));
    }
    assert_eq!(ErrorCode::from_number(0), None);
}

#[test]
fn a_problem_travels_as_json() {
    let p = Problem::new(ErrorCode::RateLimited).with("seconds", 5).after(5);
    let json = serde_json::to_string(&p).unwrap();
    assert_eq!(
        json,
        r#"{"code":"rate_limited","args":{"seconds":5},"retry":"later","retry_after_s":5}"#
    );
    assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), p);
    assert!(serde_json::from_str::<Problem>(r#"{"code":"nonsense","retry":"later"}"#).is_err());
}
