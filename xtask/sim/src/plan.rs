//! What happens in a run: a list of steps, drawn from the seed before anything runs, so that it can be cut smaller.

use satchel_model::time::{DAY_MS, HOUR_MS, MINUTE_MS};

use crate::chance::Chance;

/// One thing that happens. `dice` decides the rest of it, so that a step is the same with fewer steps around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A person gives a command.
    Write { device: usize, dice: u64 },
    /// A device that leaves its own checks out writes what its person may not.
    Rogue { device: usize, dice: u64 },
    /// A device looks up and talks to the server over a bad link.
    Sync { device: usize, dice: u64 },
    /// Time passes.
    Pass { ms: i64 },
    /// A device's process dies and starts again.
    Crash { device: usize },
    /// The server's process dies and starts again.
    ServerCrash,
    /// A device's clock is set wrong by so much.
    Skew { device: usize, ms: i64 },
    /// A device's store is copied away.
    Copy { device: usize },
    /// The copy is put back in its place.
    PutBack { device: usize },
    /// The copy begins to work on another machine beside the first.
    Clone { device: usize },
    /// A device is shut out.
    Revoke { device: usize },
    /// A person leaves the clinic's audience.
    Leave { device: usize },
    /// And comes back.
    Join { device: usize },
    /// The link of a device is cut for so long.
    Partition { device: usize, ms: i64 },
    /// A body that was lost on the way arrives after all.
    Late,
    /// Bodies that the server had before arrive again.
    Replay { dice: u64 },
    /// The server's data is copied away.
    Backup,
    /// The copy is put back: the server forgets what came after it.
    Restore,
    /// A document is rebuilt and goes on as another incarnation.
    Compact { dice: u64 },
    /// A document is erased for ever.
    Erase { dice: u64 },
}

/// How a run is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Devices that work.
    pub(crate) devices: usize,
    /// Steps.
    pub(crate) steps: usize,
}

/// The steps of a seed.
pub(crate) fn steps(seed: u64, shape: Shape) -> Vec<Step> {
    let chance = Chance::new(seed ^ 0x9a11_ed00);
    (0..shape.steps).map(|_| step(&chance, shape.devices)).collect()
}

fn step(chance: &Chance, devices: usize) -> Step {
    let device = chance.index(devices);
    let dice = chance.seed();
    match chance.below(100) {
        0..=35 => Step::Write { device, dice },
        36..=37 => Step::Rogue { device, dice },
        38..=68 => Step::Sync { device, dice },
        69..=70 => Step::Compact { dice },
        71 => rare(chance, dice),
        72..=78 => Step::Pass { ms: pause(chance) },
        79..=82 => Step::Crash { device },
        83..=84 => Step::ServerCrash,
        85..=86 => Step::Skew { device, ms: skew(chance) },
        87..=88 => Step::Copy { device },
        89 => Step::PutBack { device },
        90 => Step::Clone { device },
        91 if dice.is_multiple_of(2) => Step::Revoke { device },
        91 => Step::Leave { device },
        92..=94 => Step::Join { device },
        95..=96 => Step::Partition { device, ms: pause(chance) },
        97..=98 => Step::Late,
        _ => Step::Replay { dice },
    }
}

/// What a clinic sees once in years.
fn rare(chance: &Chance, dice: u64) -> Step {
    match chance.below(4) {
        0 | 1 => Step::Backup,
        2 => Step::Restore,
        _ => Step::Erase { dice },
    }
}

fn pause(chance: &Chance) -> i64 {
    let span = *chance.pick(&[2_000, MINUTE_MS, 10 * MINUTE_MS, 8 * HOUR_MS]).unwrap_or(&MINUTE_MS);
    1 + i64::try_from(chance.below(span.unsigned_abs())).unwrap_or(0)
}

/// Up to three days, either way; one time in three right.
fn skew(chance: &Chance) -> i64 {
    if chance.percent(33) {
        return 0;
    }
    i64::try_from(chance.below(6 * DAY_MS.unsigned_abs())).unwrap_or(0) - 3 * DAY_MS
}

/// A month of a large clinic: every device works and talks on its own days, and some things go wrong.
pub(crate) fn month(seed: u64, devices: usize, days: usize) -> Vec<Step> {
    let chance = Chance::new(seed ^ 0x30_da15);
    let mut out = Vec::new();
    for _ in 0..days {
        for device in 0..devices {
            if chance.percent(40) {
                out.push(Step::Write { device, dice: chance.seed() });
            }
            if chance.percent(45) {
                out.push(Step::Sync { device, dice: chance.seed() });
            }
            if chance.percent(1) {
                out.push(step(&chance, devices));
            }
            out.push(Step::Pass { ms: DAY_MS / i64::try_from(devices).unwrap_or(1) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Shape, Step, month, steps};
    use satchel_model::time::DAY_MS;

    #[test]
    fn a_seed_plans_the_same_steps_again() {
        let shape = Shape { devices: 4, steps: 50 };
        assert_eq!(steps(3, shape), steps(3, shape));
        assert_ne!(steps(3, shape), steps(4, shape));
        assert_eq!(steps(3, shape).len(), 50);
    }

    #[test]
    fn clocks_go_wrong_by_three_days_at_most() {
        let all: Vec<i64> = (0..200)
            .flat_map(|seed| steps(seed, Shape { devices: 2, steps: 60 }))
            .filter_map(|s| if let Step::Skew { ms, .. } = s { Some(ms) } else { None })
            .collect();
        assert!(all.iter().all(|ms| ms.abs() <= 3 * DAY_MS));
        assert!(all.iter().any(|ms| *ms < -2 * DAY_MS) && all.iter().any(|ms| *ms > 2 * DAY_MS));
    }

    #[test]
    fn a_month_has_its_days() {
        let passed: i64 =
            month(1, 10, 30).iter().map(|s| if let Step::Pass { ms } = s { *ms } else { 0 }).sum();
        assert!(passed >= 29 * DAY_MS);
    }
}
