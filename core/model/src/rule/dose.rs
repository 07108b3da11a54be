//! Shape and plausibility of doses, from the facts given alone: there is no table of medicines, so a dose that
//! passes is "not checked" for its medicine, and nothing here says that it is right.
use crate::{
    document::{
        register::{Regimen, Weight},
        write::{WriteError, rule},
    },
    quantity::{Decimal, is_dose_unit},
};
use std::cmp::Ordering;

/// Why a tenfold change is asked about.
pub const TENFOLD_SOURCE: &str = "ISMP List of Error-Prone Abbreviations, Symbols and Dose Designations: a misread decimal point changes a dose tenfold";
/// Why a number needs a unit.
pub const UNIT_SOURCE: &str =
    "FHIR R4 Dosage.doseAndRate and UCUM: an amount means nothing without its unit";
/// Why some weights are asked about.
pub const WEIGHT_SOURCE: &str = "plausibility: outside 0.2 kg to 650 kg, the lightest newborns and the heaviest adults on record";

/// What the facts say about a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing speaks against it; its medicine was not looked up anywhere.
    NotChecked,
    /// Goes on only with a reason.
    Unusual(&'static str, &'static str),
    /// Refused.
    Impossible(&'static str, &'static str),
}

impl Verdict {
    /// The refusal, unless `reason` lifts it.
    ///
    /// # Errors
    /// [`WriteError::Rule`] with the rule and its source.
    pub fn allow(self, reason: Option<&str>) -> Result<(), WriteError> {
        match self {
            Self::NotChecked => Ok(()),
            Self::Unusual(..) if reason.is_some_and(|r| !r.trim().is_empty()) => Ok(()),
            Self::Unusual(code, source) => Err(rule(code, source, true)),
            Self::Impossible(code, source) => Err(rule(code, source, false)),
        }
    }
}

/// Judges `new` alone, and beside the regimen it replaces.
#[must_use]
pub fn judge(new: &Regimen, old: Option<&Regimen>) -> Verdict {
    let (Some(dose), Some(unit)) = (&new.dose, &new.unit) else {
        return if new.dose.is_some() {
            Verdict::Impossible("dose_without_unit", UNIT_SOURCE)
        } else {
            Verdict::NotChecked
        };
    };
    if !dose.is_positive() {
        return Verdict::Impossible("dose_not_positive", UNIT_SOURCE);
    }
    if let Some(old) = old
        && old.unit.as_ref() == Some(unit)
        && old.dose.as_ref().is_some_and(|before| is_tenfold(before, dose))
    {
        return Verdict::Unusual("dose_tenfold", TENFOLD_SOURCE);
    }
    if is_dose_unit(unit) {
        Verdict::NotChecked
    } else {
        Verdict::Unusual("dose_unit_unknown", UNIT_SOURCE)
    }
}

/// Whether one number is ten times the other or more.
fn is_tenfold(a: &Decimal, b: &Decimal) -> bool {
    let (low, high) = if a.cmp_value(b) == Ordering::Less { (a, b) } else { (b, a) };
    low.is_positive() && low.times_ten_to(1).cmp_value(high) != Ordering::Greater
}

/// Lets a regimen pass, or says what speaks against it.
///
/// # Errors
/// [`WriteError::Invalid`] for a regimen without a product, [`WriteError::Rule`] for its dose.
pub fn regimen(
    new: &Regimen,
    old: Option<&Regimen>,
    reason: Option<&str>,
) -> Result<(), WriteError> {
    if new.product.label().trim().is_empty() {
        return Err(WriteError::Invalid { field: "product", code: "empty" });
    }
    judge(new, old).allow(reason)
}

/// Lets a dosing weight pass, or says what speaks against it.
///
/// # Errors
/// [`WriteError::Invalid`] for a unit other than kilogram and gram, [`WriteError::Rule`] for its size.
pub fn weight(new: &Weight, old: Option<&Weight>, reason: Option<&str>) -> Result<(), WriteError> {
    let kilograms = kilograms(new).ok_or(WriteError::Invalid { field: "unit", code: "unknown" })?;
    if !kilograms.is_positive() {
        return Verdict::Impossible("weight_not_positive", WEIGHT_SOURCE).allow(reason);
    }
    let bound = |text| Decimal::parse(text).ok();
    let too_light = bound("0.2").is_some_and(|b| kilograms.cmp_value(&b) == Ordering::Less);
    let too_heavy = bound("650").is_some_and(|b| kilograms.cmp_value(&b) == Ordering::Greater);
    if too_light || too_heavy {
        return Verdict::Unusual("weight_unusual", WEIGHT_SOURCE).allow(reason);
    }
    let jumps = old.and_then(self::kilograms).is_some_and(|before| is_tenfold(&before, &kilograms));
    if jumps { Verdict::Unusual("weight_tenfold", TENFOLD_SOURCE).allow(reason) } else { Ok(()) }
}

fn kilograms(weight: &Weight) -> Option<Decimal> {
    match weight.unit.as_str() {
        "kg" => Some(weight.value.clone()),
        "g" => Some(weight.value.times_ten_to(-3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::regimen as line;
    use crate::document::write::samples::weight as kilo;

    fn with(dose: Option<&str>, unit: Option<&str>) -> Regimen {
        let mut r = line("lisinopril", "10");
        r.dose = dose.map(|d| Decimal::parse(d).unwrap());
        r.unit = unit.map(Into::into);
        r
    }

    fn code(verdict: Verdict) -> (&'static str, bool) {
        match verdict {
            Verdict::NotChecked => ("not_checked", true),
            Verdict::Unusual(code, source) => {
                assert!(!source.is_empty());
                (code, true)
            }
            Verdict::Impossible(code, source) => {
                assert!(!source.is_empty());
                (code, false)
            }
        }
    }

    #[test]
    fn a_dose_is_judged_by_its_shape() {
        for (dose, unit, want) in [
            (Some("10"), Some("mg"), ("not_checked", true)),
            (None, None, ("not_checked", true)),
            (None, Some("mg"), ("not_checked", true)),
            (Some("10"), None, ("dose_without_unit", false)),
            (Some("0"), Some("mg"), ("dose_not_positive", false)),
            (Some("-1"), Some("mg"), ("dose_not_positive", false)),
            (Some("0.0"), Some("mg"), ("dose_not_positive", false)),
            (Some("10"), Some("MG"), ("dose_unit_unknown", true)),
        ] {
            assert_eq!(code(judge(&with(dose, unit), None)), want, "{dose:?} {unit:?}");
        }
    }

    #[test]
    fn a_tenfold_change_is_asked_about_and_a_ninefold_is_not() {
        for (old, new, want) in [
            ("10", "100", "dose_tenfold"),
            ("10", "99.9", "not_checked"),
            ("10", "1.0", "dose_tenfold"),
            ("10", "1.01", "not_checked"),
            ("0.5", "5.000", "dose_tenfold"),
            ("10", "10", "not_checked"),
        ] {
            let verdict = judge(&with(Some(new), Some("mg")), Some(&with(Some(old), Some("mg"))));
            assert_eq!(code(verdict).0, want, "{old} {new}");
        }
        let other_unit = judge(&with(Some("100"), Some("ug")), Some(&with(Some("10"), Some("mg"))));
        assert_eq!(other_unit, Verdict::NotChecked);
        let unstated = judge(&with(Some("100"), Some("mg")), Some(&with(None, None)));
        assert_eq!(unstated, Verdict::NotChecked);
    }

    #[test]
    fn a_reason_lifts_the_unusual_and_never_the_impossible() {
        let jump = with(Some("100"), Some("mg"));
        let old = with(Some("10"), Some("mg"));
        assert_eq!(regimen(&jump, Some(&old), Some("loading dose")), Ok(()));
        for blank in [None, Some(""), Some("  ")] {
            assert!(regimen(&jump, Some(&old), blank).is_err());
        }
        assert!(regimen(&with(Some("0"), Some("mg")), None, Some("because")).is_err());
    }

    #[test]
    fn a_regimen_names_its_product() {
        let mut r = with(Some("1"), Some("mg"));
        r.product.code = Some(" ".into());
        r.product.display = None;
        assert_eq!(
            regimen(&r, None, None),
            Err(WriteError::Invalid { field: "product", code: "empty" })
        );
    }

    #[test]
    fn a_weight_is_plausible_or_explained() {
        let ask = |value: &str, unit: &str, old: Option<&str>| match weight(
            &kilo(value, unit),
            old.map(|o| kilo(o, "kg")).as_ref(),
            None,
        ) {
            Ok(()) => "ok",
            Err(WriteError::Rule { code, .. } | WriteError::Invalid { code, .. }) => code,
            Err(_) => "other",
        };
        assert_eq!(ask("70.5", "kg", None), "ok");
        assert_eq!(ask("0.2", "kg", None), "ok");
        assert_eq!(ask("0.19", "kg", None), "weight_unusual");
        assert_eq!(ask("650", "kg", None), "ok");
        assert_eq!(ask("650.1", "kg", None), "weight_unusual");
        assert_eq!(ask("3400", "g", None), "ok");
        assert_eq!(ask("150", "g", None), "weight_unusual");
        assert_eq!(ask("0", "kg", None), "weight_not_positive");
        assert_eq!(ask("70", "lb", None), "unknown");
        assert_eq!(ask("7", "kg", Some("70")), "weight_tenfold");
        assert_eq!(ask("7.1", "kg", Some("70")), "ok");
        assert_eq!(weight(&kilo("0.1", "kg"), None, Some("fetus")), Ok(()));
    }
}
