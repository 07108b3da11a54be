//! Arguments of `satchel-desktop`.
use crate::surface::Surface;
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// What the program was asked to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Args {
    /// The app's folder; the system's place for it if not given.
    pub(crate) dir: Option<PathBuf>,
    /// Folder of the files that stand in for a keychain; the system's keychain if not given.
    pub(crate) keys: Option<PathBuf>,
    /// File with the password that opens the vault at the start.
    pub(crate) unlock: Option<PathBuf>,
    /// The window to open.
    pub(crate) surface: Surface,
}

/// How it is called.
pub(crate) const HELP: &str = "satchel-desktop: Satchel for the clinic

  satchel-desktop [--surface clinic|admin] [--dir FOLDER] [--keys FOLDER [--unlock FILE]]

  --surface  the window to open: the clinic's (if not given) or the administrator's
  --dir      where the encrypted records lie; the system's place for app data if not given
  --keys     keep the device's first factor in files of this folder, not in the system's keychain:
             for demos and tests, whoever reads both folders needs only the password
  --unlock   open the vault at once with the password in FILE; only beside --keys

example: satchel-desktop --surface admin";

/// Reads the arguments; none if help was asked for.
pub(crate) fn read() -> Result<Option<Args>> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads arguments")]
    let words = std::env::args().skip(1);
    parse(words)
}

/// The same of any words: a second start hands its own over.
pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Args>> {
    let mut args = Args { dir: None, keys: None, unlock: None, surface: Surface::Clinic };
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--dir" => args.dir = Some(PathBuf::from(value()?)),
            "--keys" => args.keys = Some(PathBuf::from(value()?)),
            "--unlock" => args.unlock = Some(PathBuf::from(value()?)),
            "--surface" => {
                let name = value()?;
                args.surface = Surface::named(&name)
                    .with_context(|| format!("no surface {name}: there is clinic and admin"))?;
            }
            "--help" | "-h" => return Ok(None),
            other => bail!("unknown argument {other}; see --help"),
        }
    }
    if args.unlock.is_some() && args.keys.is_none() {
        bail!("--unlock is for demos and tests: it needs --keys");
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
    fn without_arguments_the_clinic_opens_in_the_systems_own_places() {
        let args = of(&[]).unwrap().unwrap();
        assert_eq!(args, Args { dir: None, keys: None, unlock: None, surface: Surface::Clinic });
    }

    #[test]
    fn arguments_are_read_or_refused_in_words() {
        let args = of(&["--dir", "/x", "--keys", "/k", "--surface", "admin"]).unwrap().unwrap();
        assert_eq!(args.dir, Some(PathBuf::from("/x")));
        assert_eq!(args.keys, Some(PathBuf::from("/k")));
        assert_eq!(args.surface, Surface::Admin);
        let said = |words: &[&str]| of(words).unwrap_err().to_string();
        assert_eq!(said(&["--dir"]), "--dir needs a value");
        assert_eq!(said(&["--unlock", "f"]), "--unlock is for demos and tests: it needs --keys");
        assert!(of(&["--unlock", "f", "--keys", "k"]).is_ok());
        assert_eq!(said(&["--surprise"]), "unknown argument --surprise; see --help");
        assert_eq!(
            said(&["--surface", "patient"]),
            "no surface patient: there is clinic and admin"
        );
    }

    #[test]
    fn help_explains_every_argument() {
        assert!(of(&["--dir", "x", "--help"]).unwrap().is_none());
        assert!(of(&["-h"]).unwrap().is_none());
        for word in ["--dir", "--keys", "--unlock", "--surface"] {
            assert!(HELP.contains(word), "{word} is not explained");
        }
    }
}
