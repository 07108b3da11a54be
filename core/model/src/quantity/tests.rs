use super::*;
use std::cmp::Ordering;

fn d(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn every_digit_is_kept() {
    for text in
        ["0", "-0", "1.50", "0.010", "123456789012345678901234567890.123456", "1e3", "2.5E-7"]
    {
        assert_eq!(d(text).to_string(), text);
    }
    assert_eq!(d("1.50").parts(), (150, 2));
    assert_eq!(d("-2.5e3").parts(), (-25, -2));
}

#[test]
fn what_is_not_a_decimal_is_refused() {
    for text in [
        "", "-", ".5", "5.", "01", "+1", "1,5", " 1", "1 ", "NaN", "1e", "1e+", "1e100", "0x1",
        "1e3.5", "--1", "١",
    ] {
        assert_eq!(Decimal::parse(text), Err(DecimalError), "{text}");
    }
}

#[test]
fn the_number_of_digits_has_a_bound() {
    assert!(Decimal::parse(&"9".repeat(DIGITS_MAX)).is_ok());
    assert_eq!(Decimal::parse(&"9".repeat(DIGITS_MAX + 1)), Err(DecimalError));
}

#[test]
fn values_compare_by_value_and_writing_by_writing() {
    assert_ne!(d("1.50"), d("1.5"));
    for (a, b, want) in [
        ("1.50", "1.5", Ordering::Equal),
        ("10", "9.99", Ordering::Greater),
        ("-10", "9", Ordering::Less),
        ("-10", "-9", Ordering::Less),
        ("0.0", "-0", Ordering::Equal),
        ("1e3", "1000", Ordering::Equal),
        ("1e99", "1e-99", Ordering::Greater),
    ] {
        assert_eq!(d(a).cmp_value(&d(b)), want, "{a} {b}");
    }
    assert_eq!(d("2.5").times_ten_to(1).cmp_value(&d("25")), Ordering::Equal);
}

#[test]
fn units_are_case_sensitive() {
    assert!(is_dose_unit("mg") && !is_dose_unit("MG") && !is_dose_unit(""));
}

proptest::proptest! {
    #[test]
    fn comparison_agrees_with_integers(a in -1_000_000i64..1_000_000, b in -1_000_000i64..1_000_000) {
        let want = a.cmp(&b);
        proptest::prop_assert_eq!(d(&a.to_string()).cmp_value(&d(&b.to_string())), want);
        let scaled = d(&format!("{a}.000"));
        proptest::prop_assert_eq!(scaled.cmp_value(&d(&b.to_string())), want);
    }
}

#[test]
fn the_bounds_of_a_decimal_have_two_sides() {
    let nines = "9".repeat(DIGITS_MAX);
    for (text, fits) in [
        (nines.clone(), true),
        (format!("-{nines}"), true),
        (format!("{nines}0"), false),
        (format!("0.{nines}"), true),
        (format!("0.{nines}9"), false),
        // Zeros before the first digit carry nothing, but they do not go on for ever.
        (format!("0.{}1", "0".repeat(DIGITS_MAX)), true),
        (format!("0.{}1", "0".repeat(2 * DIGITS_MAX)), false),
        ("1e99".into(), true),
        ("1e-99".into(), true),
        ("1e+99".into(), true),
        ("1e099".into(), false),
        ("1e1000".into(), false),
        (format!("1e{}", "9".repeat(10_000)), false),
        ("1".repeat(100_000), false),
    ] {
        let shown: String = text.chars().take(50).collect();
        assert_eq!(Decimal::parse(&text).is_ok(), fits, "{shown}");
    }
}

#[test]
fn digits_of_other_scripts_are_no_digits_here() {
    for text in
        ["１", "٣", "३", "1\u{200b}", "\u{2212}1", "1\u{a0}000", "1_000", "1.5\n", "½", "1e\u{661}"]
    {
        assert_eq!(Decimal::parse(text), Err(DecimalError), "{text}");
    }
}

#[test]
fn zero_is_not_positive_however_it_is_written() {
    for text in ["0", "-0", "0.000", "0e5", "-0.0e-9"] {
        assert!(!d(text).is_positive(), "{text}");
        assert_eq!(d(text).cmp_value(&d("0")), Ordering::Equal, "{text}");
    }
    assert!(d("0.0000000001").is_positive());
    assert!(!d("-1e-99").is_positive());
}

#[test]
fn json_and_cbor_hold_the_text_and_refuse_the_rest() {
    let one = d("1.500");
    assert_eq!(serde_json::to_string(&one).unwrap(), "\"1.500\"");
    assert_eq!(serde_json::from_str::<Decimal>("\"1.500\"").unwrap(), one);
    for wrong in ["1.5", "\"1,5\"", "\"\"", "null", "[]"] {
        assert!(serde_json::from_str::<Decimal>(wrong).is_err(), "{wrong}");
    }
    let bytes = crate::cbor::encode(&one);
    assert_eq!(crate::cbor::decode::<Decimal>(&bytes), Ok(one));
    assert!(crate::cbor::decode::<Decimal>(&crate::cbor::encode(&"x")).is_err());
    assert!(crate::cbor::decode::<Decimal>(&crate::cbor::encode(&7_u8)).is_err());
}

#[test]
fn moving_the_point_moves_the_value_and_only_that() {
    for (text, power, want) in [
        ("2.5", 3, "2500"),
        ("2.5", -1, "0.25"),
        ("-7", 2, "-700"),
        ("0", 50, "0"),
        ("1", 0, "1.0"),
    ] {
        assert_eq!(
            d(text).times_ten_to(power).cmp_value(&d(want)),
            Ordering::Equal,
            "{text} {power}"
        );
    }
    // At the edge of what a power can be nothing wraps round.
    assert_eq!(d("1").times_ten_to(i32::MAX).cmp_value(&d("1e99")), Ordering::Greater);
    assert_eq!(d("1").times_ten_to(i32::MIN + 1).cmp_value(&d("1e-99")), Ordering::Less);
}

#[test]
fn each_dose_unit_is_listed_once() {
    let mut all = DOSE_UNITS.to_vec();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), DOSE_UNITS.len());
    for unit in ["mcg", "tablet", "IU", "cc", " mg", "mg ", "мг"] {
        assert!(!is_dose_unit(unit), "{unit} is ambiguous or no UCUM code");
    }
}

/// A decimal as text, of any form that is allowed.
fn written() -> impl proptest::strategy::Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?"
}

proptest::proptest! {
    #[test]
    fn whatever_is_allowed_is_written_again_as_it_was(text in written()) {
        let decimal = d(&text);
        proptest::prop_assert_eq!(decimal.as_str(), text.as_str());
        proptest::prop_assert_eq!(text.parse::<Decimal>(), Ok(decimal.clone()));
        let (mantissa, scale) = decimal.parts();
        let again = d(&format!("{mantissa}")).times_ten_to(-scale);
        proptest::prop_assert_eq!(again.cmp_value(&decimal), Ordering::Equal);
    }

    #[test]
    fn comparison_is_an_order(a in written(), b in written(), c in written()) {
        let (a, b, c) = (d(&a), d(&b), d(&c));
        proptest::prop_assert_eq!(a.cmp_value(&b), b.cmp_value(&a).reverse());
        if a.cmp_value(&b).is_le() && b.cmp_value(&c).is_le() {
            proptest::prop_assert!(a.cmp_value(&c).is_le());
        }
        proptest::prop_assert_eq!(a.cmp_value(&a), Ordering::Equal);
    }

    #[test]
    fn trailing_zeros_change_the_writing_and_not_the_value(a in -99_999_i64..99_999, zeros in 1_usize..9) {
        let (plain, padded) = (d(&format!("{a}.5")), d(&format!("{a}.5{}", "0".repeat(zeros))));
        proptest::prop_assert_eq!(plain.cmp_value(&padded), Ordering::Equal);
        proptest::prop_assert_ne!(plain, padded);
    }

    #[test]
    fn no_text_makes_parsing_panic(text in "\\PC{0,40}") {
        if let Ok(decimal) = Decimal::parse(&text) {
            proptest::prop_assert_eq!(decimal.as_str(), text.as_str());
        }
    }
}
