//! What happened to a made-up patient: problems, medicines, allergies, visits with readings and notes, vaccines.
use satchel_model::{
    document::{
        register::{Rest, Weight},
        write::{
            Write,
            chart::{AllergyAdd, AllergyNoneKnown, DosingWeightSet, ProblemAdd},
            encounter::{EncounterFinish, EncounterStart, FindingAdd, NoteStart, VitalsRecord},
            medicine::MedicineStart,
        },
    },
    entropy::SeededEntropy,
    id::{DocId, ItemId},
    quantity::Decimal,
    time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp},
};

use super::{
    body::Body,
    catalog::{AILMENTS, ALLERGENS, Ailment, VACCINES, snomed, vaccine, words},
    names::one_of,
    person::{Person, date},
    staff::{DOCTORS, NURSES, RECEPTION, Seat},
};

/// One command of a member of staff, in the order in which they were given.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who gave it.
    pub by: Seat,
    /// When.
    pub at: Timestamp,
    /// What.
    pub write: Write,
    /// Given on another laptop that had not seen the act before it.
    pub unseen: bool,
}

/// Commands about one patient, earliest first.
pub struct Care<'a> {
    /// The patient.
    pub person: &'a Person,
    /// Their build.
    pub body: Body,
    /// Commands so far.
    pub acts: Vec<Act>,
    dice: &'a SeededEntropy,
    today: Timestamp,
    doctor: Seat,
    nurse: Seat,
}

impl<'a> Care<'a> {
    /// Registers the patient; everything else comes after.
    #[must_use]
    pub fn begin(person: &'a Person, today: Timestamp, dice: &'a SeededEntropy) -> Self {
        let raised = ailments(person, today).iter().any(|a| a.pressure);
        let body = Body::draw(person, raised, dice);
        let doctor = one_of(&DOCTORS, dice).unwrap_or_default();
        let nurse = one_of(&NURSES, dice).unwrap_or_default();
        let mut care = Self { person, body, acts: Vec::new(), dice, today, doctor, nurse };
        let made = today.plus_millis(-400 * DAY_MS);
        let front = one_of(&RECEPTION, dice).unwrap_or_default();
        care.act(front, made, person.register(made, dice));
        care
    }

    /// The usual course: allergies, problems with their medicines, visits, vaccines.
    pub fn usual(&mut self) {
        let first = self.today.plus_millis(-380 * DAY_MS + self.roll(40) * DAY_MS);
        self.allergy(first);
        let found = ailments(self.person, self.today);
        for ailment in &found {
            self.ail(ailment, first);
        }
        if self.person.age(self.today) < 12 {
            self.dosing_weight(first.plus_millis(HOUR_MS));
            self.vaccines();
        }
        let visits = 1 + self.roll(3) + i64::try_from(found.len().min(2)).unwrap_or(0);
        for visit in 0..visits {
            let at = first.plus_millis(visit * (360 / visits) * DAY_MS + self.roll(8) * HOUR_MS);
            let ailment = found.get(usize::try_from(visit).unwrap_or(0) % found.len().max(1));
            self.visit(visit, at, ailment.copied());
        }
    }

    /// Adds a command.
    pub fn act(&mut self, by: Seat, at: Timestamp, write: Write) {
        self.acts.push(Act { by, at, write, unseen: false });
    }

    /// A fresh item id.
    #[must_use]
    pub fn item(&self, at: Timestamp) -> ItemId {
        ItemId::new(at, self.dice)
    }

    /// A fresh document id.
    #[must_use]
    pub fn doc(&self, at: Timestamp) -> DocId {
        DocId::new(at, self.dice)
    }

    fn roll(&self, below: u64) -> i64 {
        i64::try_from(self.dice.below(below)).unwrap_or(0)
    }

    fn allergy(&mut self, at: Timestamp) {
        let (doc, patient, item) = (self.person.chart, self.person.patient, self.item(at));
        if self.roll(100) < 78 {
            let none = AllergyNoneKnown { doc, patient, item };
            self.act(self.nurse, at, Write::AllergyNoneKnown(none));
            return;
        }
        let Some((code, name, criticality, reaction, severity)) = one_of(&ALLERGENS, self.dice)
        else {
            return;
        };
        let add = AllergyAdd {
            doc,
            patient,
            item,
            code: snomed(code, name),
            verification: "confirmed".to_owned(),
            criticality: Some(criticality.to_owned()),
            reaction: Some(reaction.to_owned()),
            severity: Some(severity.to_owned()),
            onset: None,
            note: None,
        };
        self.act(self.nurse, at, Write::AllergyAdd(add));
    }

    /// Whether chance gave the patient this problem.
    #[must_use]
    pub fn has(&self, ailment: &Ailment) -> bool {
        ailments(self.person, self.today).iter().any(|a| a.name == ailment.name)
    }

    /// A problem and the medicine for it, noted by the doctor.
    pub fn ail(&mut self, ailment: &Ailment, at: Timestamp) {
        let years = (self.person.age(at) - ailment.from_age).clamp(0, 15);
        let began = at.plus_millis(-(self.roll(365) + 365 * self.dice_years(years)) * DAY_MS);
        let problem = ProblemAdd {
            doc: self.person.chart,
            patient: self.person.patient,
            item: self.item(at),
            code: snomed(ailment.code, ailment.name),
            clinical: "active".to_owned(),
            onset: Some(date(began)),
            note: None,
        };
        self.act(self.doctor, at, Write::ProblemAdd(problem));
        let Some(drug) = &ailment.medicine else { return };
        let start = MedicineStart {
            doc: self.person.chart,
            patient: self.person.patient,
            item: self.item(at),
            regimen: drug.regimen(),
            start: Some(date(at)),
            indication: Some(ailment.name.to_owned()),
            note: None,
            override_reason: None,
        };
        self.act(self.doctor, at.plus_millis(MINUTE_MS), Write::MedicineStart(start));
    }

    fn dice_years(&self, years: i64) -> i64 {
        self.roll(u64::try_from(years + 1).unwrap_or(1))
    }

    fn dosing_weight(&mut self, at: Timestamp) {
        let text = self.body.weight(self.person, at);
        let Ok(value) = Decimal::parse(&text) else { return };
        let weight =
            Weight { value, unit: "kg".to_owned(), measured: Some(date(at)), rest: Rest::new() };
        let set = DosingWeightSet {
            doc: self.person.chart,
            patient: self.person.patient,
            weight,
            base: None,
            override_reason: None,
        };
        self.act(self.nurse, at, Write::DosingWeightSet(set));
    }

    /// A visit: readings by the nurse, a note by the doctor, ended.
    pub fn visit(&mut self, number: i64, at: Timestamp, about: Option<&Ailment>) {
        let doc = self.open_visit(at, about.map_or("Check-up", |a| a.name));
        let items = self.body.readings(self.person, number, at, self.dice);
        let patient = self.person.patient;
        let vitals = VitalsRecord { doc, patient, items };
        self.act(self.nurse, at.plus_millis(4 * MINUTE_MS), Write::VitalsRecord(vitals));
        let text = about.map_or("Feels well. Nothing found. Vaccines up to date.", |a| a.note);
        self.note(doc, at.plus_millis(12 * MINUTE_MS), text);
        let end = at.plus_millis(18 * MINUTE_MS);
        let finish = EncounterFinish { doc, patient, end: end.rfc3339() };
        self.act(self.doctor, end, Write::EncounterFinish(finish));
    }

    /// Starts a visit and leaves it open.
    pub fn open_visit(&mut self, at: Timestamp, title: &str) -> DocId {
        let doc = self.doc(at);
        let start = EncounterStart {
            doc,
            patient: self.person.patient,
            kind: "visit".to_owned(),
            start: at.rfc3339(),
            class: Some(words("Ambulatory")),
            title: Some(title.to_owned()),
            location: Some(format!("Room {}", 1 + self.roll(6))),
            reason: Some(title.to_owned()),
        };
        self.act(self.nurse, at, Write::EncounterStart(start));
        doc
    }

    /// A section of text in a visit.
    pub fn note(&mut self, doc: DocId, at: Timestamp, text: &str) {
        let note = NoteStart {
            doc,
            patient: self.person.patient,
            section: self.item(at),
            title: "Assessment and plan".to_owned(),
            text: text.to_owned(),
            start: None,
        };
        self.act(self.doctor, at, Write::NoteStart(note));
    }

    fn vaccines(&mut self) {
        for (code, name, month) in VACCINES {
            let at = self.person.born.plus_millis(month * 31 * DAY_MS);
            if at.since(self.today) > -2 * DAY_MS || self.roll(10) == 0 {
                continue;
            }
            let entered = at.max(self.today.plus_millis(-379 * DAY_MS));
            let add = FindingAdd {
                doc: self.doc(entered),
                patient: self.person.patient,
                root: "immunizations".to_owned(),
                item: self.item(entered),
                code: vaccine(code, name),
                status: "completed".to_owned(),
                effective: date(at),
                replaces: None,
                note: None,
            };
            self.act(self.nurse, entered, Write::FindingAdd(add));
        }
    }
}

/// How many bytes of an id tell the moment of its making (RFC 9562, version 7).
const ID_MOMENT_BYTES: usize = 6;

/// What this person has, by age and chance. The dice are seeded by the patient, so that asking twice gives one answer.
fn ailments(person: &Person, today: Timestamp) -> Vec<&'static Ailment> {
    // An id begins with the moment of its making: the same seed would give other lives a millisecond later.
    let drawn = person.patient.as_bytes().iter().skip(ID_MOMENT_BYTES);
    let seed = drawn.fold(0_u64, |n, b| n.wrapping_mul(257).wrapping_add((*b).into()));
    let own = SeededEntropy::new(seed);
    let age = person.age(today);
    let fits = |a: &&Ailment| (a.from_age..=a.to_age).contains(&age);
    AILMENTS.iter().filter(fits).filter(|a| own.below(100) < a.percent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn cared(index: usize, age: i64) -> Vec<Act> {
        let dice = SeededEntropy::new(index as u64 + 1);
        let mut person = Person::make(index, TODAY, &dice);
        person.born = TODAY.plus_millis(-age * 366 * DAY_MS);
        let mut care = Care::begin(&person, TODAY, &dice);
        care.usual();
        care.acts
    }

    #[test]
    fn a_patient_is_registered_before_anything_else() {
        let acts = cared(1, 50);
        assert_eq!(acts[0].write.name(), "patient_register");
        assert!(acts.len() > 5);
        assert!(acts.iter().all(|a| a.at <= TODAY));
    }

    #[test]
    fn who_has_diabetes_takes_metformin_and_nobody_takes_it_without() {
        let mut both = 0;
        for index in 0..80 {
            let names: Vec<_> = cared(index, 60)
                .into_iter()
                .map(|a| match a.write {
                    Write::ProblemAdd(p) => p.code.label().to_owned(),
                    Write::MedicineStart(m) => m.regimen.product.label().to_owned(),
                    other => other.name().to_owned(),
                })
                .collect();
            let sick = names.contains(&"Type 2 diabetes mellitus".to_owned());
            assert_eq!(sick, names.contains(&"Metformin 500 mg tablet".to_owned()));
            both += usize::from(sick);
        }
        assert!(both > 3, "{both}");
    }

    #[test]
    fn a_toddler_has_vaccines_and_a_dosing_weight_and_no_hypertension() {
        let acts = cared(4, 3);
        let count = |name: &str| acts.iter().filter(|a| a.write.name() == name).count();
        assert!(count("finding_add") >= 3);
        assert_eq!(count("dosing_weight_set"), 1);
        assert!(
            !acts.iter().any(
                |a| matches!(&a.write, Write::ProblemAdd(p) if p.code.label() == "Hypertension")
            )
        );
    }
}
