//! One made-up patient: name, age, address, numbers.
use satchel_model::{
    document::{
        register::{Address, Birth, Identifier, PersonName, Rest, Telecom},
        write::{
            Write,
            admin::{NewAddress, NewIdentifier, NewTelecom, PatientRegister},
        },
    },
    entropy::SeededEntropy,
    id::{DocId, ItemId, PatientId},
    time::{DAY_MS, Timestamp},
};

use super::names::SCRIPTS;

/// System of the demo's record numbers.
pub const NUMBERS: &str = "urn:satchel:demo:record-number";

/// A made-up patient before any care.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub patient: PatientId,
    /// The chart.
    pub chart: DocId,
    /// The diary.
    pub diary: DocId,
    /// Place in the clinic's list, from 0.
    pub index: usize,
    /// Sex at birth, for growth and weight.
    pub female: bool,
    /// When born.
    pub born: Timestamp,
    /// Name.
    pub name: PersonName,
    /// Preferred language.
    pub language: &'static str,
    street: String,
    city: &'static str,
    country: &'static str,
}

/// Mean length of a year.
const YEAR_MS: i64 = 31_556_952_000;

impl Person {
    /// Makes patient number `index` as of `today`.
    #[must_use]
    pub fn make(index: usize, today: Timestamp, dice: &SeededEntropy) -> Self {
        // Six of ten in Latin script, two each in the others.
        let script = match index % 5 {
            1 => &SCRIPTS[1],
            3 => &SCRIPTS[2],
            _ => &SCRIPTS[0],
        };
        let female = dice.below(2) == 0;
        let given = script.given(female, dice);
        let family = script.family(dice);
        let (street, city, country) = script.address(dice);
        let age_days = age_days(dice);
        let made = today.plus_millis(-400 * DAY_MS);
        Self {
            patient: PatientId::new(made, dice),
            chart: DocId::new(made, dice),
            diary: DocId::new(made, dice),
            index,
            female,
            born: today.plus_millis(-age_days * DAY_MS),
            name: PersonName {
                family: family.to_owned(),
                given: given.to_owned(),
                prefix: None,
                suffix: None,
                text: None,
                rest: Rest::new(),
            },
            language: script.language,
            street,
            city,
            country,
        }
    }

    /// Age in whole years at `at`.
    #[must_use]
    pub const fn age(&self, at: Timestamp) -> i64 {
        at.since(self.born) / YEAR_MS
    }

    /// Age in months at `at`.
    #[must_use]
    pub const fn months(&self, at: Timestamp) -> i64 {
        at.since(self.born) / (YEAR_MS / 12)
    }

    /// The command that registers the patient.
    #[must_use]
    pub fn register(&self, made: Timestamp, dice: &SeededEntropy) -> Write {
        let number = format!("D{:05}", self.index + 1);
        let phone = format!("+44 1632 960{:03}", self.index % 1000);
        Write::PatientRegister(PatientRegister {
            patient: self.patient,
            chart: self.chart,
            diary: self.diary,
            name: self.name.clone(),
            birth: Some(Birth { date: date(self.born), estimated: None, rest: Rest::new() }),
            gender: Some(if self.female { "female" } else { "male" }.to_owned()),
            identifiers: vec![NewIdentifier {
                item: ItemId::new(made, dice),
                value: Identifier {
                    system: NUMBERS.to_owned(),
                    value: number,
                    // Each reader has words of their own for the number of a record.
                    kind: None,
                    r#use: None,
                    rest: Rest::new(),
                },
            }],
            telecoms: vec![NewTelecom {
                item: ItemId::new(made, dice),
                value: Telecom {
                    system: "phone".to_owned(),
                    value: phone,
                    r#use: Some("mobile".to_owned()),
                    rank: None,
                    rest: Rest::new(),
                },
            }],
            addresses: vec![NewAddress {
                item: ItemId::new(made, dice),
                value: Address {
                    lines: vec![self.street.clone()],
                    city: Some(self.city.to_owned()),
                    district: None,
                    state: None,
                    postal_code: None,
                    country: Some(self.country.to_owned()),
                    r#use: Some("home".to_owned()),
                    rest: Rest::new(),
                },
            }],
            language: Some(self.language.to_owned()),
        })
    }
}

/// Ages as in a small town's practice: more old people than a pyramid, some newborns.
fn age_days(dice: &SeededEntropy) -> i64 {
    let (from, to) = match dice.below(100) {
        0..6 => (0, 2),
        6..18 => (2, 14),
        18..38 => (14, 40),
        38..66 => (40, 65),
        66..92 => (65, 85),
        _ => (85, 99),
    };
    let span = u64::try_from((to - from) * 365).unwrap_or(0);
    from * 365 + i64::try_from(dice.below(span)).unwrap_or(0)
}

/// The calendar day of a moment, as FHIR writes it.
#[must_use]
pub fn date(at: Timestamp) -> String {
    at.rfc3339().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn ages_are_those_of_people() {
        let dice = SeededEntropy::new(1);
        let ages: Vec<_> = (0..300).map(|i| Person::make(i, TODAY, &dice).age(TODAY)).collect();
        assert!(ages.iter().all(|a| (0..100).contains(a)));
        assert!(ages.iter().any(|a| *a < 2) && ages.iter().any(|a| *a > 80));
    }

    #[test]
    fn the_same_seed_makes_the_same_patient() {
        let make = || Person::make(3, TODAY, &SeededEntropy::new(9));
        assert_eq!(make().patient, make().patient);
        assert_eq!(make().name, make().name);
        assert_eq!(date(TODAY), "2023-11-14");
    }
}
