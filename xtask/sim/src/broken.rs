//! An invariant that did not hold.

use anyhow::Result;

/// Which one, and what was seen.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) invariant: &'static str,
    pub(crate) what: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is broken: {}", self.invariant, self.what)
    }
}

impl std::error::Error for Broken {}

/// Says that `invariant` must hold; `what` describes what was seen if it does not.
pub(crate) fn hold(
    holds: bool,
    invariant: &'static str,
    what: impl FnOnce() -> String,
) -> Result<()> {
    if holds { Ok(()) } else { Err(Broken { invariant, what: what() }.into()) }
}

/// The invariant that an error names, if it is one of these.
pub(crate) fn named(error: &anyhow::Error) -> &'static str {
    error.downcast_ref::<Broken>().map_or("the run itself", |broken| broken.invariant)
}

#[cfg(test)]
mod tests {
    use super::{hold, named};

    #[test]
    fn a_breach_names_its_invariant_and_what_was_seen() {
        assert!(hold(true, "I1", String::new).is_ok());
        let error = hold(false, "I1", || "an edit is gone".to_owned()).unwrap_err();
        assert_eq!(
            (named(&error), error.to_string().as_str()),
            ("I1", "I1 is broken: an edit is gone")
        );
        assert_eq!(named(&anyhow::anyhow!("other")), "the run itself");
    }
}
