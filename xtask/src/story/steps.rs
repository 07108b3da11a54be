//! Counting what held.

use anyhow::Result;

use crate::out;

/// The steps of a story so far.
#[derive(Default)]
pub(crate) struct Steps {
    held: usize,
    failed: usize,
    part: String,
}

impl Steps {
    /// Names the part that the next steps belong to.
    pub(crate) fn part(&mut self, name: &str) {
        name.clone_into(&mut self.part);
        out::step(name);
    }

    /// Runs one step and prints it as verified. `work` answers what was seen.
    pub(crate) fn step<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<(T, String)>,
    ) -> Result<T> {
        let from = clock();
        match work() {
            Ok((value, seen)) => {
                self.held += 1;
                out::say(&format!(
                    "held {:>2}  {name}: {seen} ({:.1} s)",
                    self.held,
                    from.elapsed().as_secs_f64()
                ));
                Ok(value)
            }
            Err(error) => {
                self.failed += 1;
                out::say(&format!("FAILED   {name}: {error:#}"));
                Err(error.context(format!("{}: {name}", self.part)))
            }
        }
    }

    /// The closing line, and whether all held.
    pub(crate) fn close(&self) -> bool {
        out::say(&format!("story: {} steps held, {} failed", self.held, self.failed));
        self.failed == 0 && self.held > 0
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells a person how long a step took; nothing depends on it"
)]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn a_story_without_steps_did_not_hold() {
        assert!(!Steps::default().close());
    }

    #[test]
    fn one_failure_fails_the_story_and_names_the_step() {
        let mut steps = Steps::default();
        steps.part("SQLite");
        assert_eq!(steps.step("first", || Ok((7, "seen".to_owned()))).unwrap(), 7);
        assert!(steps.close());
        let error = steps.step::<()>("second", || anyhow::bail!("gone")).unwrap_err();
        assert_eq!(format!("{error:#}"), "SQLite: second: gone");
        assert!(!steps.close());
    }
}
