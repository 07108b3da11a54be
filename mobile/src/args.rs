//! Arguments of `satchel-mobile` on a computer; a phone gives none.
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// What the program was asked to be.
#[derive(Debug, PartialEq, Eq, Default)]
pub(crate) struct Args {
    /// The app's folder; the system's place for it if not given.
    pub(crate) dir: Option<PathBuf>,
    /// Folder of the files that stand in for a keychain.
    pub(crate) keys: Option<PathBuf>,
}

/// How it is called.
pub(crate) const HELP: &str = "satchel-mobile: Satchel for patients, in a window of a phone's size

  satchel-mobile [--dir FOLDER] [--keys FOLDER]

  --dir   where the encrypted record lies; the system's place for app data if not given
  --keys  keep the device's first factor in files of this folder: for demos and tests,
          whoever reads both folders needs only the password

example: satchel-mobile --dir /tmp/phone --keys /tmp/phone.keys";

/// Reads the arguments; none if help was asked for.
pub(crate) fn read() -> Result<Option<Args>> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads arguments")]
    let words = std::env::args().skip(1);
    parse(words)
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Args>> {
    let mut args = Args::default();
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--dir" => args.dir = Some(PathBuf::from(value()?)),
            "--keys" => args.keys = Some(PathBuf::from(value()?)),
            "--help" | "-h" => return Ok(None),
            other => bail!("unknown argument {other}; see --help"),
        }
    }
    Ok(Some(args))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Result<Option<Args>> {
        parse(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn a_phone_gives_no_arguments_and_gets_the_systems_own_places() {
        assert_eq!(of(&[]).unwrap().unwrap(), Args::default());
    }

    #[test]
    fn arguments_are_read_or_refused_in_words() {
        let args = of(&["--dir", "/x", "--keys", "/k"]).unwrap().unwrap();
        assert_eq!((args.dir, args.keys), (Some("/x".into()), Some("/k".into())));
        assert_eq!(of(&["--keys"]).unwrap_err().to_string(), "--keys needs a value");
        assert_eq!(of(&["x"]).unwrap_err().to_string(), "unknown argument x; see --help");
        assert!(of(&["--dir", "x", "-h"]).unwrap().is_none());
    }
}
