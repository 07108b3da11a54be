//! The demo clinic: made-up people whose record is written by the same commands as any other.
//!
//! [`Clinic::plan`] is pure: a seed and a moment give the same clinic every time, and a seed alone gives its people the same
//! lives. [`run`] carries it out on a fresh server. Nobody in it exists, and its one password works nowhere else: a server that holds people already is refused.
pub mod body;
pub mod care;
pub mod catalog;
pub mod names;
pub mod person;
pub mod run;

pub mod staff;
pub mod story;

use satchel_model::{entropy::SeededEntropy, time::Timestamp};

use self::{
    care::{Act, Care},
    person::Person,
};

/// How many patients the clinic has.
pub const PATIENTS: usize = 300;
/// The seed of the clinic that the documentation shows.
pub const SEED: u64 = 20_260_601;

/// One patient and all that happened.
pub struct Story {
    /// Who.
    pub person: Person,
    /// Commands in the order given.
    pub acts: Vec<Act>,
}

/// The whole clinic, before it is written.
pub struct Clinic {
    /// Patients in the order of their record numbers.
    pub stories: Vec<Story>,
}

impl Clinic {
    /// The clinic of `seed` as it stands on `today`, with `patients` patients.
    #[must_use]
    pub fn plan(seed: u64, today: Timestamp, patients: usize) -> Self {
        let dice = SeededEntropy::new(seed);
        let mut people: Vec<_> = (0..patients).map(|i| Person::make(i, today, &dice)).collect();
        story::shape(&mut people, today);
        let stories = people.into_iter().enumerate().map(|(index, person)| {
            // Dice of its own for each patient: one more roll for the first does not change the last.
            let own = SeededEntropy::new(seed ^ (0x9e37_79b9 * (index as u64 + 1)));
            let mut care = Care::begin(&person, today, &own);
            care.usual();
            story::tell(index, &mut care, today, &own);
            let acts = care.acts;
            Story { person, acts }
        });
        Self { stories: stories.collect() }
    }
}

#[cfg(test)]
mod tests;
