//! The patients who show a promise of the product: two doses that did not see each other, twins, a likely duplicate.
use satchel_model::{
    document::{
        register::{PersonName, Regimen, Rest},
        write::{
            Write,
            chart::{AllergyAdd, AllergySetCriticality},
            diary::DiaryRecord,
            medicine::{MedicineHold, MedicineSetDose, MedicineStart},
        },
    },
    entropy::SeededEntropy,
    quantity::Decimal,
    time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp},
};

use super::{
    care::{Act, Care},
    catalog::{AILMENTS, Ailment, snomed},
    person::{Person, date},
    staff::{DOCTORS, NURSES, Seat},
};

/// Index of the patient who can sign in and keeps a diary.
pub const SIGNS_IN: usize = 1;
/// Index of the patient whose dose two doctors changed without seeing each other.
pub const TWO_DOSES: usize = 2;
/// Index of the patient whose allergy two people judged differently.
pub const TWO_JUDGEMENTS: usize = 4;
/// Indexes of the twins.
pub const TWINS: [usize; 2] = [5, 6];
/// Indexes of one person registered twice.
pub const DUPLICATE: [usize; 2] = [7, 8];
/// Index of the patient with a note that nobody finished.
pub const OPEN_NOTE: usize = 9;
/// Index of the patient whose medicine is on hold.
pub const ON_HOLD: usize = 10;

/// Gives the patients of the promises their particular lives. Called before care begins.
pub fn shape(people: &mut [Person], today: Timestamp) {
    let years = |n: i64| today.plus_millis(-n * 365 * DAY_MS);
    let name = |family: &str, given: &str| PersonName {
        family: family.to_owned(),
        given: given.to_owned(),
        prefix: None,
        suffix: None,
        text: None,
        rest: Rest::new(),
    };
    for (index, age, female, called) in [
        (SIGNS_IN, 46, true, name("الحداد", "أمينة")),
        (TWO_DOSES, 63, false, name("Castellanos", "Tomás")),
        (TWO_JUDGEMENTS, 34, true, name("Kowalczyk", "Katarzyna")),
        (TWINS[0], 7, true, name("Dubois", "Clara")),
        (TWINS[1], 7, false, name("Dubois", "Luca")),
        (DUPLICATE[0], 58, false, name("Jansen", "Oscar")),
        (DUPLICATE[1], 58, false, name("Janssen", "Oskar")),
        (OPEN_NOTE, 71, true, name("Petrov", "Olive")),
        (ON_HOLD, 77, false, name("Thorne", "Walter")),
    ] {
        if let Some(person) = people.get_mut(index) {
            person.born = years(age);
            person.female = female;
            person.name = called;
            person.language = if index == SIGNS_IN { "ar" } else { "en" };
        }
    }
}

/// What happens to patient `index` besides the usual.
pub fn tell(index: usize, care: &mut Care<'_>, today: Timestamp, dice: &SeededEntropy) {
    match index {
        SIGNS_IN => home_readings(care, today, dice),
        TWO_DOSES => two_doses(care, today),
        TWO_JUDGEMENTS => two_judgements(care, today),
        OPEN_NOTE => {
            let at = today.plus_millis(-26 * HOUR_MS);
            let doc = care.open_visit(at, "Cough for three weeks");
            care.note(doc, at.plus_millis(9 * MINUTE_MS), "Chest clear. Ask about weight loss and");
        }
        ON_HOLD => on_hold(care, today),
        _ => {}
    }
}

/// A fortnight of pressures taken at home, by the patient, who is treated for them.
fn home_readings(care: &mut Care<'_>, today: Timestamp, dice: &SeededEntropy) {
    if let Some(pressure) = ailment("Hypertension").filter(|a| !care.has(a)) {
        care.ail(pressure, today.plus_millis(-300 * DAY_MS));
    }
    for day in (1..=14).rev() {
        let at = today.plus_millis(-day * DAY_MS + 7 * HOUR_MS);
        let record = DiaryRecord {
            doc: care.person.diary,
            patient: care.person.patient,
            items: vec![care.body.home(at, dice)],
        };
        care.acts.push(Act { by: PATIENT, at, write: Write::DiaryRecord(record), unseen: false });
    }
}

/// Seat of the patient who signs in.
pub const PATIENT: Seat = Seat(usize::MAX);

fn ailment(name: &str) -> Option<&'static Ailment> {
    AILMENTS.iter().find(|a| a.name == name)
}

/// A medicine started by the first doctor; answers its command.
fn started(care: &mut Care<'_>, name: &str, at: Timestamp) -> Option<MedicineStart> {
    let ailment = ailment(name)?;
    let start = MedicineStart {
        doc: care.person.chart,
        patient: care.person.patient,
        item: care.item(at),
        regimen: ailment.medicine.as_ref()?.regimen(),
        start: Some(date(at)),
        indication: Some(ailment.name.to_owned()),
        note: None,
        override_reason: Some("given before, see history".to_owned()),
    };
    care.act(DOCTORS[0], at, Write::MedicineStart(start.clone()));
    Some(start)
}

fn with_dose(regimen: &Regimen, dose: &str) -> Regimen {
    Regimen { dose: Decimal::parse(dose).ok(), ..regimen.clone() }
}

/// Two laptops without network: each doctor sees 5 mg and writes another dose.
fn two_doses(care: &mut Care<'_>, today: Timestamp) {
    let Some(start) = started(care, "Hypertension", today.plus_millis(-90 * DAY_MS)) else {
        return;
    };
    let changes = [
        ("10", DOCTORS[0], 30, "BP 158/96, takes 5 mg every day, no swelling"),
        ("2.5", DOCTORS[1], 27, "Both ankles swollen since 2 weeks, BP 128/78 at home"),
    ];
    for (nth, (dose, by, hours, reason)) in changes.into_iter().enumerate() {
        let change = MedicineSetDose {
            doc: start.doc,
            patient: start.patient,
            item: start.item,
            regimen: with_dose(&start.regimen, dose),
            base: start.regimen.clone(),
            override_reason: None,
            reason: Some(reason.to_owned()),
        };
        let at = today.plus_millis(-hours * HOUR_MS);
        care.acts.push(Act { by, at, write: Write::MedicineSetDose(change), unseen: nth == 1 });
    }
}

/// An allergy that the nurse calls high and the doctor low, neither having seen the other.
fn two_judgements(care: &mut Care<'_>, today: Timestamp) {
    let at = today.plus_millis(-60 * DAY_MS);
    let item = care.item(at);
    let (doc, patient) = (care.person.chart, care.person.patient);
    let add = AllergyAdd {
        doc,
        patient,
        item,
        code: snomed("288328004", "Bee venom"),
        verification: "unconfirmed".to_owned(),
        criticality: Some("unable-to-assess".to_owned()),
        reaction: Some("Swelling".to_owned()),
        severity: None,
        onset: None,
        note: None,
    };
    care.act(NURSES[0], at, Write::AllergyAdd(add));
    for (nth, (word, by)) in [("high", NURSES[1]), ("low", DOCTORS[2])].into_iter().enumerate() {
        let set = AllergySetCriticality {
            doc,
            patient,
            item,
            criticality: word.to_owned(),
            base: Some("unable-to-assess".to_owned()),
        };
        let at = today.plus_millis(-20 * HOUR_MS);
        care.acts.push(Act { by, at, write: Write::AllergySetCriticality(set), unseen: nth == 1 });
    }
}

fn on_hold(care: &mut Care<'_>, today: Timestamp) {
    let Some(start) = started(care, "Atrial fibrillation", today.plus_millis(-200 * DAY_MS)) else {
        return;
    };
    let hold = MedicineHold {
        doc: start.doc,
        patient: start.patient,
        item: start.item,
        reason: "Tooth extraction on Thursday".to_owned(),
        base: "active".to_owned(),
    };
    care.act(DOCTORS[1], today.plus_millis(-2 * DAY_MS), Write::MedicineHold(hold));
}
