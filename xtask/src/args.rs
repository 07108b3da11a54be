//! The command line, read by hand: a parser crate would double the build time of xtask.

use anyhow::{Result, bail};

/// What is left of the command line.
pub(crate) struct Args {
    rest: Vec<String>,
}

impl Args {
    /// The arguments of this process, without its name.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is xtask's cli: the one place that reads arguments"
    )]
    pub(crate) fn from_process() -> Self {
        Self { rest: std::env::args().skip(1).collect() }
    }

    #[cfg(test)]
    pub(crate) fn of(words: &[&str]) -> Self {
        Self { rest: words.iter().map(ToString::to_string).collect() }
    }

    /// The first argument, unless it is a flag.
    pub(crate) fn verb(&mut self) -> Option<String> {
        if self.rest.first().is_none_or(|word| word.starts_with("--")) {
            return None;
        }
        Some(self.rest.remove(0))
    }

    /// Takes `name` out; whether it stood there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|word| word != name);
        self.rest.len() != before
    }

    /// Takes `name VALUE` out.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.rest.iter().position(|word| word == name) else { return Ok(None) };
        if at + 1 >= self.rest.len() {
            bail!("{name} needs a value");
        }
        self.rest.remove(at);
        Ok(Some(self.rest.remove(at)))
    }

    /// Refuses what no one has taken: a mistyped flag must not be ignored.
    pub(crate) fn done(&self) -> Result<()> {
        match self.rest.first() {
            None => Ok(()),
            Some(word) => bail!("unknown argument: {word}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn verb_flags_and_values_are_taken_once() {
        let mut args = Args::of(&["test", "--only", "rust", "--quick"]);
        assert_eq!(args.verb().as_deref(), Some("test"));
        assert!(args.flag("--quick"));
        assert!(!args.flag("--quick"));
        assert_eq!(args.value("--only").unwrap().as_deref(), Some("rust"));
        assert_eq!(args.value("--only").unwrap(), None);
        args.done().unwrap();
    }

    #[test]
    fn a_mistyped_flag_is_refused() {
        assert_eq!(
            Args::of(&["--chekc"]).done().unwrap_err().to_string(),
            "unknown argument: --chekc"
        );
    }

    #[test]
    fn a_value_may_not_be_missing() {
        assert!(Args::of(&["--only"]).value("--only").is_err());
    }

    #[test]
    fn a_leading_flag_is_no_verb() {
        assert_eq!(Args::of(&["--help"]).verb(), None);
    }
}
