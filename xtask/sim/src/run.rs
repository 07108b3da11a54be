//! One seed from its steps to its verdict, and a failing one cut smaller.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use anyhow::Result;

use crate::{
    broken::{Broken, named},
    check,
    plan::{self, Shape, Step},
    plant::Plant,
    template::{self, Template},
    world::World,
};

/// Runs of a failing seed with some of its steps left out.
const SHRINK_MAX: usize = 60;

/// Steps of a small run.
const STEPS: usize = 60;

/// What is run.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) template: &'a Template,
    pub(crate) seed: u64,
    pub(crate) devices: usize,
    pub(crate) plant: Option<Plant>,
}

/// A seed that failed.
pub(crate) struct Failed {
    pub(crate) seed: u64,
    pub(crate) what: String,
    pub(crate) steps: usize,
    pub(crate) of: usize,
    pub(crate) history: Vec<String>,
}

/// A run that ended: what went wrong, if anything, and what had happened.
struct Ended {
    error: Option<anyhow::Error>,
    history: Vec<String>,
}

/// The small run of a seed.
pub(crate) fn small(template: &Template, seed: u64, plant: Option<Plant>) -> Option<Failed> {
    let (case, steps) = drawn(template, seed, plant);
    judged(case, steps)
}

/// What happens in the small run of a seed.
pub(crate) fn history(template: &Template, seed: u64, plant: Option<Plant>) -> Vec<String> {
    let (case, steps) = drawn(template, seed, plant);
    ran(case, &steps).history
}

fn drawn(template: &Template, seed: u64, plant: Option<Plant>) -> (Case<'_>, Vec<Step>) {
    let devices = 3 + usize::try_from(seed % 3).unwrap_or(0);
    let steps = plan::steps(seed, Shape { devices, steps: STEPS });
    (Case { template, seed, devices, plant }, steps)
}

/// Runs steps, and cuts them smaller if they fail.
pub(crate) fn judged(case: Case<'_>, steps: Vec<Step>) -> Option<Failed> {
    let of = steps.len();
    let first = ran(case, &steps);
    let error = first.error?;
    let (steps, ended) = smaller(case, steps, named(&error));
    let history = if ended.history.is_empty() { first.history } else { ended.history };
    let what = ended.error.unwrap_or(error);
    Some(Failed { seed: case.seed, what: format!("{what:#}"), steps: steps.len(), of, history })
}

fn ran(case: Case<'_>, steps: &[Step]) -> Ended {
    let mut history = Vec::new();
    let run = AssertUnwindSafe(|| one(case, steps, &mut history));
    let error = match catch_unwind(run) {
        Ok(done) => done.err(),
        Err(panic) => {
            Some(Broken { invariant: "I11", what: format!("a panic: {}", words(&*panic)) }.into())
        }
    };
    Ended { error, history }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

fn one(case: Case<'_>, steps: &[Step], history: &mut Vec<String>) -> Result<()> {
    let folder = template::folder()?;
    let kind = (case.devices, case.plant);
    let mut world = World::new(case.template, folder.path().to_owned(), case.seed, kind)?;
    let mut work = || -> Result<()> {
        for step in steps {
            world.step(*step)?;
        }
        world.settle()?;
        check::all(&mut world, case.template)
    };
    let done = work();
    history.append(&mut world.history);
    done
}

/// Leaves steps out, half of them, a quarter, one, as long as the same invariant breaks.
fn smaller(case: Case<'_>, mut steps: Vec<Step>, invariant: &'static str) -> (Vec<Step>, Ended) {
    let mut best = Ended { error: None, history: Vec::new() };
    let (mut size, mut tries) = (steps.len().div_ceil(2), 0);
    while size > 0 && tries < SHRINK_MAX {
        let mut at = 0;
        while at < steps.len() && tries < SHRINK_MAX {
            let mut fewer = steps.clone();
            fewer.drain(at..(at + size).min(steps.len()));
            tries += 1;
            let ended = ran(case, &fewer);
            if ended.error.as_ref().is_some_and(|e| named(e) == invariant) {
                (steps, best) = (fewer, ended);
            } else {
                at += size;
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    (steps, best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_seeds_hold() {
        let template = Template::small().unwrap();
        for seed in 1..=6 {
            let failed = small(&template, seed, None);
            assert!(failed.is_none(), "seed {seed}: {}", failed.unwrap().what);
        }
    }

    #[test]
    fn a_seed_happens_the_same_way_again() {
        let template = Template::small().unwrap();
        let case = Case { template: &template, seed: 11, devices: 4, plant: None };
        let steps = plan::steps(11, Shape { devices: 4, steps: STEPS });
        let (first, second) = (ran(case, &steps), ran(case, &steps));
        assert!(!first.history.is_empty());
        assert_eq!(first.history, second.history);
    }

    #[test]
    fn every_planted_bug_is_found_within_thirty_seeds() {
        let template = Template::small().unwrap();
        for (name, plant) in Plant::ALL {
            let caught = (1..=30).any(|seed| {
                let case = Case { template: &template, seed, devices: 4, plant: Some(*plant) };
                let steps = plan::steps(seed, Shape { devices: 4, steps: STEPS });
                ran(case, &steps).error.is_some()
            });
            assert!(caught, "{name} was not found");
        }
    }
}
