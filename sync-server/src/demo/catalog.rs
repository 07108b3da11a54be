//! What ails made-up patients and what they take for it: common problems with their usual medicines.
//!
//! SNOMED CT codes are those seen in public sample data. Doses are ordinary adult doses, so that screens look right;
//! nothing here is advice.
use satchel_model::{
    document::register::{Coding, Regimen, Rest},
    quantity::Decimal,
};

const SNOMED: &str = "http://snomed.info/sct";
const LOINC: &str = "http://loinc.org";
const CVX: &str = "http://hl7.org/fhir/sid/cvx";

/// A problem, who gets it, and what is taken for it.
pub struct Ailment {
    /// SNOMED CT code.
    pub code: &'static str,
    /// Its words.
    pub name: &'static str,
    /// From this age on.
    pub from_age: i64,
    /// Up to this age.
    pub to_age: i64,
    /// How many of a hundred people of that age have it here.
    pub percent: u64,
    /// The medicine, if one is usual.
    pub medicine: Option<Drug>,
    /// What the visit note says.
    pub note: &'static str,
    /// Raised blood pressure that comes down over the visits.
    pub pressure: bool,
}

/// A medicine as it is usually taken.
pub struct Drug {
    /// Product in words.
    pub name: &'static str,
    /// Amount, exact text; empty: none stated.
    pub dose: &'static str,
    /// UCUM unit.
    pub unit: &'static str,
    /// Route in words.
    pub route: &'static str,
    /// How often.
    pub frequency: &'static str,
    /// Taken only if needed, for this.
    pub as_needed: Option<&'static str>,
}

const fn drug(
    name: &'static str,
    dose: (&'static str, &'static str),
    route: &'static str,
    frequency: &'static str,
) -> Drug {
    Drug { name, dose: dose.0, unit: dose.1, route, frequency, as_needed: None }
}

const fn needed(
    name: &'static str,
    dose: (&'static str, &'static str),
    frequency: &'static str,
    why: &'static str,
) -> Drug {
    Drug { name, dose: dose.0, unit: dose.1, route: "oral", frequency, as_needed: Some(why) }
}

const fn ailment(
    code: &'static str,
    name: &'static str,
    ages: (i64, i64),
    percent: u64,
    medicine: Option<Drug>,
    note: &'static str,
) -> Ailment {
    Ailment {
        code,
        name,
        from_age: ages.0,
        to_age: ages.1,
        percent,
        medicine,
        note,
        pressure: false,
    }
}

/// Common problems.
pub const AILMENTS: [Ailment; 16] = [
    Ailment {
        pressure: true,
        ..ailment(
            "38341003",
            "Hypertension",
            (40, 110),
            42,
            Some(drug("Amlodipine 5 mg tablet", ("5", "mg"), "oral", "1/d")),
            "Home readings reviewed. Takes the tablet every morning. No ankle swelling.",
        )
    },
    ailment(
        "44054006",
        "Type 2 diabetes mellitus",
        (35, 110),
        16,
        Some(drug("Metformin 500 mg tablet", ("500", "mg"), "oral", "2/d")),
        "Diet and activity discussed. Feet checked, sensation intact.",
    ),
    ailment(
        "55822004",
        "Hyperlipidaemia",
        (40, 110),
        24,
        Some(drug("Atorvastatin 20 mg tablet", ("20", "mg"), "oral", "1/d")),
        "No muscle pain. Repeat lipids in six months.",
    ),
    ailment(
        "195967001",
        "Asthma",
        (4, 60),
        11,
        Some(Drug {
            name: "Salbutamol 100 microgram inhaler",
            dose: "200",
            unit: "ug",
            route: "inhaled",
            frequency: "up to 4/d",
            as_needed: Some("wheeze"),
        }),
        "Uses the reliever twice a week. Technique checked.",
    ),
    ailment(
        "13645005",
        "Chronic obstructive lung disease",
        (50, 110),
        8,
        Some(drug("Tiotropium 18 microgram capsule", ("18", "ug"), "inhaled", "1/d")),
        "Walks two streets before resting. Offered help to stop smoking.",
    ),
    ailment(
        "40930008",
        "Hypothyroidism",
        (25, 110),
        7,
        Some(drug("Levothyroxine 50 microgram tablet", ("50", "ug"), "oral", "1/d")),
        "Feels well. Takes the tablet before breakfast.",
    ),
    ailment(
        "235595009",
        "Gastro-oesophageal reflux",
        (20, 110),
        12,
        Some(drug("Omeprazole 20 mg capsule", ("20", "mg"), "oral", "1/d")),
        "Heartburn settled. Try every second day.",
    ),
    ailment(
        "35489007",
        "Depressive disorder",
        (16, 90),
        9,
        Some(drug("Sertraline 50 mg tablet", ("50", "mg"), "oral", "1/d")),
        "Sleeping better. No thoughts of self-harm. Next visit in four weeks.",
    ),
    ailment(
        "396275006",
        "Osteoarthritis",
        (50, 110),
        22,
        Some(needed("Paracetamol 500 mg tablet", ("1000", "mg"), "up to 4/d", "pain")),
        "Right knee worse on stairs. Exercises shown.",
    ),
    ailment(
        "37796009",
        "Migraine",
        (12, 60),
        8,
        Some(needed("Sumatriptan 50 mg tablet", ("50", "mg"), "up to 2/d", "migraine")),
        "Two attacks a month. Keeps a diary.",
    ),
    ailment(
        "87522002",
        "Iron deficiency anaemia",
        (15, 55),
        6,
        Some(drug("Ferrous fumarate 210 mg tablet", ("210", "mg"), "oral", "2/d")),
        "Less tired. Stool dark, explained.",
    ),
    ailment(
        "61582004",
        "Allergic rhinitis",
        (6, 50),
        13,
        Some(drug("Cetirizine 10 mg tablet", ("10", "mg"), "oral", "1/d")),
        "Sneezing in spring. Antihistamine helps.",
    ),
    ailment(
        "49436004",
        "Atrial fibrillation",
        (60, 110),
        9,
        Some(drug("Apixaban 5 mg tablet", ("5", "mg"), "oral", "2/d")),
        "Pulse irregular, rate controlled. No bleeding.",
    ),
    ailment(
        "24079001",
        "Atopic dermatitis",
        (0, 14),
        12,
        Some(Drug {
            name: "Hydrocortisone 1 % cream",
            dose: "",
            unit: "",
            route: "on the skin",
            frequency: "2/d",
            as_needed: None,
        }),
        "Flexures dry. Emollient first, cream in flares.",
    ),
    ailment(
        "65363002",
        "Otitis media",
        (1, 8),
        9,
        None,
        "Left drum red, no discharge. Watch and wait, come back if fever.",
    ),
    ailment(
        "271737000",
        "Anaemia",
        (70, 110),
        5,
        None,
        "Mild, stable. Repeat count in three months.",
    ),
];

/// Substances some patients react to, with how.
pub const ALLERGENS: [(&str, &str, &str, &str, &str); 6] = [
    ("764146007", "Penicillin", "high", "Rash and swelling of the lips", "severe"),
    ("387406002", "Sulfonamide", "low", "Rash", "mild"),
    ("762952008", "Peanut", "high", "Wheeze", "severe"),
    ("1003755004", "Latex", "low", "Itching", "mild"),
    ("288328004", "Bee venom", "high", "Swelling of the arm", "moderate"),
    ("387458008", "Aspirin", "low", "Stomach ache", "mild"),
];

/// Childhood vaccines: CVX code, words, age in months when given.
pub const VACCINES: [(&str, &str, i64); 6] = [
    ("146", "DTaP-IPV-Hib-HepB", 2),
    ("133", "Pneumococcal conjugate PCV 13", 2),
    ("116", "Rotavirus, pentavalent", 3),
    ("146", "DTaP-IPV-Hib-HepB", 4),
    ("03", "Measles, mumps and rubella", 12),
    ("21", "Varicella", 15),
];

/// A concept of SNOMED CT.
#[must_use]
pub fn snomed(code: &str, name: &str) -> Coding {
    coding(SNOMED, code, name)
}

/// A concept of LOINC.
#[must_use]
pub fn loinc(code: &str, name: &str) -> Coding {
    coding(LOINC, code, name)
}

/// A vaccine.
#[must_use]
pub fn vaccine(code: &str, name: &str) -> Coding {
    coding(CVX, code, name)
}

/// Words without a code.
#[must_use]
pub fn words(text: &str) -> Coding {
    Coding {
        system: None,
        code: None,
        display: None,
        text: Some(text.to_owned()),
        rest: Rest::new(),
    }
}

fn coding(system: &str, code: &str, name: &str) -> Coding {
    Coding {
        system: Some(system.to_owned()),
        code: Some(code.to_owned()),
        display: Some(name.to_owned()),
        text: Some(name.to_owned()),
        rest: Rest::new(),
    }
}

impl Drug {
    /// The regimen of a medicine line.
    #[must_use]
    pub fn regimen(&self) -> Regimen {
        let dose = Decimal::parse(self.dose).ok();
        Regimen {
            product: words(self.name),
            unit: dose.as_ref().map(|_| self.unit.to_owned()),
            dose,
            route: Some(self.route.to_owned()),
            frequency: Some(self.frequency.to_owned()),
            timing: None,
            as_needed: self.as_needed.map(str::to_owned),
            duration: None,
            text: None,
            rest: Rest::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dose_has_a_unit_we_know() {
        for ailment in &AILMENTS {
            let Some(drug) = &ailment.medicine else { continue };
            let regimen = drug.regimen();
            assert_eq!(regimen.dose.is_some(), regimen.unit.is_some(), "{}", drug.name);
            if let Some(unit) = &regimen.unit {
                assert!(satchel_model::quantity::is_dose_unit(unit), "{unit}");
            }
        }
    }

    #[test]
    fn ages_and_shares_are_possible() {
        for ailment in &AILMENTS {
            assert!(
                ailment.from_age < ailment.to_age && ailment.percent <= 100,
                "{}",
                ailment.name
            );
        }
    }
}
