//! Weights, heights, pressures of made-up bodies: near the middle of published tables, each a little off, and steady.
use satchel_model::{
    document::write::encounter::{Measure, Measured, Part},
    entropy::SeededEntropy,
    id::ItemId,
    quantity::Decimal,
    time::Timestamp,
};

use super::{catalog::loinc, person::Person};

/// Age in months, weight in hectograms, height in millimetres: about the median of the WHO growth standards.
const GROWTH: [(i64, i64, i64); 14] = [
    (0, 34, 500),
    (3, 62, 610),
    (6, 78, 670),
    (12, 95, 755),
    (24, 121, 870),
    (36, 142, 955),
    (60, 182, 1095),
    (84, 228, 1215),
    (120, 320, 1380),
    (144, 400, 1490),
    (168, 500, 1600),
    (192, 580, 1670),
    (216, 640, 1700),
    (1300, 760, 1710),
];

/// A body that keeps its build: so many percent heavier or taller than the middle.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    weight: i64,
    height: i64,
    systolic: i64,
    pulse: i64,
}

impl Body {
    /// Draws a build; `raised` starts with a high blood pressure.
    #[must_use]
    pub fn draw(person: &Person, raised: bool, dice: &SeededEntropy) -> Self {
        let around = |middle: i64, spread: u64| {
            middle - i64::try_from(spread).unwrap_or(0)
                + i64::try_from(dice.below(2 * spread + 1)).unwrap_or(0)
        };
        let (weight, height) = if person.female { (96, 98) } else { (104, 102) };
        Self {
            weight: around(weight, 12),
            height: around(height, 3),
            systolic: if raised { around(158, 8) } else { around(121, 9) },
            pulse: around(72, 9),
        }
    }

    /// Weight in hectograms and height in millimetres at `at`.
    fn size(self, person: &Person, at: Timestamp) -> (i64, i64) {
        let months = person.months(at).clamp(0, 1299);
        let above = GROWTH.iter().position(|(m, ..)| *m > months).unwrap_or(1).max(1);
        let (Some(low), Some(high)) = (GROWTH.get(above - 1), GROWTH.get(above)) else {
            return (700, 1700);
        };
        let part = |from: i64, to: i64| from + (to - from) * (months - low.0) / (high.0 - low.0);
        (part(low.1, high.1) * self.weight / 100, part(low.2, high.2) * self.height / 100)
    }

    /// Weight in kilograms with one digit.
    #[must_use]
    pub fn weight(self, person: &Person, at: Timestamp) -> String {
        tenths(self.size(person, at).0)
    }

    /// The readings of visit number `visit` (0 is the first), earlier visits having brought a high pressure down.
    #[must_use]
    pub fn readings(
        self,
        person: &Person,
        visit: i64,
        at: Timestamp,
        dice: &SeededEntropy,
    ) -> Vec<Measured> {
        let jitter = i64::try_from(dice.below(7)).unwrap_or(0) - 3;
        let (weight, height) = self.size(person, at);
        let mut out = vec![
            reading(at, dice, ("29463-7", "Body weight"), &tenths(weight), "kg"),
            reading(
                at,
                dice,
                ("8867-4", "Heart rate"),
                &(self.pulse + jitter + child_pulse(person, at)).to_string(),
                "/min",
            ),
        ];
        if person.age(at) < 18 {
            out.push(reading(at, dice, ("8302-2", "Body height"), &tenths(height), "cm"));
        }
        if person.age(at) >= 14 {
            let above = (self.systolic - 130).max(0);
            // Each visit takes a third of what is too much.
            let left = (0..visit.min(6)).fold(above, |left, _| left * 2 / 3);
            let systolic = self.systolic - above + left + jitter;
            out.push(pressure(at, dice, systolic, systolic * 5 / 8 + 2));
        }
        if dice.below(3) == 0 {
            let tenth = 364 + i64::try_from(dice.below(8)).unwrap_or(0);
            out.push(reading(at, dice, ("8310-5", "Body temperature"), &tenths(tenth), "Cel"));
        }
        out
    }

    /// A reading of blood pressure taken at home.
    #[must_use]
    pub fn home(self, at: Timestamp, dice: &SeededEntropy) -> Measured {
        let systolic = 128 + i64::try_from(dice.below(13)).unwrap_or(0);
        pressure(at, dice, systolic, systolic * 5 / 8 + self.pulse % 3)
    }
}

/// How much faster a child's heart beats.
fn child_pulse(person: &Person, at: Timestamp) -> i64 {
    (12 - person.age(at)).max(0) * 4
}

/// A number of tenths as decimal text.
fn tenths(n: i64) -> String {
    format!("{}.{}", n / 10, n % 10)
}

fn measure(value: &str, unit: &str) -> Option<Measure> {
    Decimal::parse(value).ok().map(|value| Measure { value, unit: unit.to_owned() })
}

fn reading(
    at: Timestamp,
    dice: &SeededEntropy,
    code: (&str, &str),
    value: &str,
    unit: &str,
) -> Measured {
    Measured {
        item: ItemId::new(at, dice),
        code: loinc(code.0, code.1),
        measure: measure(value, unit),
        parts: Vec::new(),
        effective: at.rfc3339(),
        note: None,
    }
}

fn pressure(at: Timestamp, dice: &SeededEntropy, systolic: i64, diastolic: i64) -> Measured {
    let part = |code, name, value: i64| {
        measure(&value.to_string(), "mm[Hg]")
            .map(|measure| Part { code: loinc(code, name), measure })
    };
    Measured {
        item: ItemId::new(at, dice),
        code: loinc("85354-9", "Blood pressure"),
        measure: None,
        parts: [
            part("8480-6", "Systolic blood pressure", systolic),
            part("8462-4", "Diastolic blood pressure", diastolic),
        ]
        .into_iter()
        .flatten()
        .collect(),
        effective: at.rfc3339(),
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::time::DAY_MS;

    const TODAY: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn person(age_days: i64) -> Person {
        let mut person = Person::make(0, TODAY, &SeededEntropy::new(1));
        person.born = TODAY.plus_millis(-age_days * DAY_MS);
        person
    }

    fn kilograms(age_days: i64) -> f64 {
        let person = person(age_days);
        Body::draw(&person, false, &SeededEntropy::new(2)).weight(&person, TODAY).parse().unwrap()
    }

    #[test]
    fn children_grow_and_adults_stay() {
        assert!((2.5..4.5).contains(&kilograms(1)));
        assert!((7.0..12.0).contains(&kilograms(365)));
        assert!((24.0..42.0).contains(&kilograms(3650)));
        assert!((50.0..95.0).contains(&kilograms(14_600)));
    }

    fn systolic(visit: i64) -> i64 {
        let person = person(20_000);
        let body = Body::draw(&person, true, &SeededEntropy::new(3));
        let readings = body.readings(&person, visit, TODAY, &SeededEntropy::new(4));
        let pressure = readings.iter().find(|m| !m.parts.is_empty()).unwrap();
        pressure.parts[0].measure.value.as_str().parse().unwrap()
    }

    #[test]
    fn a_high_pressure_comes_down_over_the_visits() {
        let trend: Vec<_> = (0..5).map(systolic).collect();
        assert!(trend.windows(2).all(|w| w[0] >= w[1]), "{trend:?}");
        assert!(trend[0] > 145 && trend[4] < 140, "{trend:?}");
    }

    #[test]
    fn small_children_get_a_height_and_no_cuff() {
        let child = person(900);
        let body = Body::draw(&child, false, &SeededEntropy::new(2));
        let codes: Vec<_> = body
            .readings(&child, 0, TODAY, &SeededEntropy::new(2))
            .into_iter()
            .filter_map(|m| m.code.code)
            .collect();
        assert!(codes.contains(&"8302-2".to_owned()));
        assert!(!codes.contains(&"85354-9".to_owned()));
    }
}
