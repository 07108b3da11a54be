//! Registers under fire: unknown members kept, one text for one value, hostile JSON refused with its reason.
use crate::document::register::{
    Address, Coding, End, Group, Identifier, PersonName, Regimen, Register, RegisterError,
    TEXT_MAX, Telecom, Tick, Weight, json::canonical,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Any JSON without fractions, a few levels deep.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[a-zA-Zäéß \"\\\\/\u{1}\u{7f}\u{2028}😀]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Zé\"]{0,5}", inner, 0..5)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Members that no register of this version knows.
fn unknown() -> impl Strategy<Value = serde_json::Map<String, Value>> {
    prop::collection::btree_map("x_[a-z]{1,6}", value(), 0..5).prop_map(|m| m.into_iter().collect())
}

fn with(known: Value, more: &serde_json::Map<String, Value>) -> String {
    let Value::Object(mut members) = known else { panic!("no object") };
    members.extend(more.clone());
    canonical(&Value::Object(members))
}

fn comes_back<G: Group>(known: Value, more: &serde_json::Map<String, Value>) {
    let text = with(known, more);
    let read = G::from_text(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(read.to_text(), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn canonical_text_is_one_for_equal_values_and_reads_back(value in value()) {
        let text = canonical(&value);
        let back: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&back, &value);
        prop_assert_eq!(canonical(&back), text.clone());
        let pretty: Value = serde_json::from_str(&serde_json::to_string_pretty(&value).unwrap()).unwrap();
        prop_assert_eq!(canonical(&pretty), text);
    }

    #[test]
    fn members_that_nobody_knows_come_out_of_every_register_again(more in unknown()) {
        comes_back::<PersonName>(json!({"family": "Ode", "given": "Ann"}), &more);
        comes_back::<Identifier>(json!({"system": "s", "value": "1"}), &more);
        comes_back::<Telecom>(json!({"system": "phone", "value": "1"}), &more);
        comes_back::<Address>(json!({"lines": []}), &more);
        comes_back::<Coding>(json!({}), &more);
        comes_back::<Regimen>(json!({"product": {"text": "x"}, "dose": "1.50"}), &more);
        comes_back::<End>(json!({}), &more);
        comes_back::<Weight>(json!({"unit": "kg", "value": "70.0"}), &more);
        comes_back::<Tick>(json!({"at": 1, "by": "u", "state": "taken"}), &more);
    }

    #[test]
    fn a_register_whose_keys_are_in_another_order_is_refused(more in unknown()) {
        let text = with(json!({"family": "Ode", "given": "Ann"}), &more);
        let value: Value = serde_json::from_str(&text).unwrap();
        let Value::Object(members) = value else { panic!("no object") };
        let mut sorted: Vec<_> = members.iter().collect();
        sorted.sort_by(|a, b| b.0.cmp(a.0));
        let parts: Vec<_> =
            sorted.iter().map(|(k, v)| format!("{}:{}", Value::from(k.as_str()), canonical(v))).collect();
        let turned = format!("{{{}}}", parts.join(","));
        prop_assert_ne!(&turned, &text);
        prop_assert_eq!(Register::Name.check(&turned), Err(RegisterError::NotCanonical));
    }

    #[test]
    fn no_text_makes_a_register_panic(text in "[\\[\\]{}:,\"a-z0-9. \\\\-]{0,120}") {
        for register in [Register::Name, Register::Regimen, Register::Weight, Register::Any] {
            if register.check(&text).is_ok() && register != Register::Any {
                let value: Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(canonical(&value), text.clone());
            }
        }
    }
}

#[test]
fn hostile_json_is_refused_with_the_reason() {
    let deep = |n: usize| format!("{}1{}", "[".repeat(n), "]".repeat(n));
    for (text, why) in [
        (String::new(), RegisterError::NotJson),
        ("{".into(), RegisterError::NotJson),
        (r#"{"family":"x","given":"y"}}"#.into(), RegisterError::NotJson),
        (r#"{"family":"x","given":"y"},"#.into(), RegisterError::NotJson),
        ("NaN".into(), RegisterError::NotJson),
        (r"{'family':'x'}".into(), RegisterError::NotJson),
        ("{\"family\":\"a\u{1}b\",\"given\":\"\"}".into(), RegisterError::NotJson),
        (r#"{"family":"\ud800","given":""}"#.into(), RegisterError::NotJson),
        (deep(5_000), RegisterError::NotJson),
        (format!("{{\"family\":\"x\",\"given\":{}}}", deep(200)), RegisterError::NotJson),
        (r#" {"family":"x","given":"y"}"#.into(), RegisterError::NotCanonical),
        ("{\"family\":\"x\",\"given\":\"y\"}\n".into(), RegisterError::NotCanonical),
        (r#"{"family":"\u0041","given":"y"}"#.into(), RegisterError::NotCanonical),
        (r#"{"family":"x","family":"x","given":"y"}"#.into(), RegisterError::NotCanonical),
        (r#"{"family":"x","given":"y","n":1.0}"#.into(), RegisterError::NotCanonical),
        (r#"{"family":"x","given":"y","n":1e3}"#.into(), RegisterError::NotCanonical),
        (r#"{"family":"x","given":"y","n":[[-0]]}"#.into(), RegisterError::NotCanonical),
        ("[]".into(), RegisterError::Shape),
        ("null".into(), RegisterError::Shape),
        ("{}".into(), RegisterError::Shape),
        (r#"{"family":7,"given":"y"}"#.into(), RegisterError::Shape),
        (r#"{"family":null,"given":"y"}"#.into(), RegisterError::Shape),
        (r#"{"family":["x"],"given":"y"}"#.into(), RegisterError::Shape),
        (format!("\"{}\"", "x".repeat(TEXT_MAX)), RegisterError::TooLong),
    ] {
        let shown: String = text.chars().take(60).collect();
        assert_eq!(Register::Name.check(&text), Err(why), "{shown}");
    }
}

#[test]
fn a_decimal_inside_a_register_is_text_and_keeps_its_zeros() {
    for dose in ["0", "0.10", "1.50", "2.00", "1e3", "123456789012345678901234567890.123456"] {
        let text = format!(r#"{{"dose":"{dose}","product":{{"text":"x"}}}}"#);
        let read = Regimen::from_text(&text).unwrap();
        assert_eq!(read.dose.as_ref().map(crate::quantity::Decimal::as_str), Some(dose));
        assert_eq!(read.to_text(), text);
    }
    for dose in [r#""""#, r#""1,5""#, r#""1.""#, r#"" 1""#, "1", "null_", r#""NaN""#] {
        let dose = dose.replace("null_", "true");
        let text = format!(r#"{{"dose":{dose},"product":{{"text":"x"}}}}"#);
        assert_eq!(Register::Regimen.check(&text), Err(RegisterError::Shape), "{dose}");
    }
}

#[test]
fn concepts_are_the_same_by_code_else_by_folded_words() {
    let of = |value: Value| Coding::from_text(&canonical(&value)).unwrap();
    for (a, b, same) in [
        (
            json!({"code": "1", "system": "s"}),
            json!({"code": "1", "system": "s", "display": "One"}),
            true,
        ),
        (json!({"code": "1", "system": "s"}), json!({"code": "1"}), false),
        (json!({"code": "1"}), json!({"code": "2"}), false),
        (json!({"text": "Pénicilline"}), json!({"text": " penicilline "}), true),
        (json!({"text": "Penicillin"}), json!({"display": "penicillin", "code": "7"}), true),
        (json!({"text": "Penicillin V"}), json!({"text": "Penicillin G"}), false),
        (json!({"text": "--"}), json!({"text": "--"}), false),
    ] {
        assert_eq!(of(a.clone()).is_same(&of(b.clone())), same, "{a} {b}");
        assert_eq!(of(b.clone()).is_same(&of(a.clone())), same, "{b} {a}");
    }
}
