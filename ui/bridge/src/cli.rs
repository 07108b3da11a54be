//! Arguments of `satchel-device`.
use anyhow::{Context as _, Result, bail};
use satchel_protocol::command::Window;
use std::path::PathBuf;

/// What the program was asked to be.
pub(crate) struct Args {
    /// The app's folder.
    pub(crate) dir: PathBuf,
    /// Folder of the file that stands in for a keychain.
    pub(crate) keys: PathBuf,
    /// Which surface asks.
    pub(crate) window: Window,
    /// Sync by itself once a vault is open.
    pub(crate) live: bool,
    /// Speak HTTP on loopback instead of lines.
    pub(crate) listen: bool,
    /// Folder of the built screens, served over loopback.
    #[cfg_attr(
        not(feature = "bridge"),
        expect(
            dead_code,
            reason = "read, and refused with the carrier, where there is no loopback"
        )
    )]
    pub(crate) screens: Option<PathBuf>,
}

/// How it is called.
pub(crate) const HELP: &str = "satchel-device: one Satchel device without a window

  satchel-device --dir FOLDER [--keys FOLDER] [--window any|clinic|patient|admin] [--live]
      reads one JSON command a line, answers one JSON a line
  satchel-device --dir FOLDER --listen [--ui FOLDER] [--live]
      answers HTTP on 127.0.0.1 (built with feature `bridge`); prints {\"addr\":..,\"token\":..}

  --keys  where the device's first factor lies; FOLDER.keys if not given
  --ui    the built screens; open http://ADDR/clinic.html#token=TOKEN
  --live  sync whenever the server can be reached; else only on sync_now

example: echo '{\"cmd\":\"status\"}' | satchel-device --dir /tmp/laptop";

/// Reads the arguments; none if help was asked for.
pub(crate) fn read() -> Result<Option<Args>> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads arguments")]
    let words = std::env::args().skip(1);
    parse(words)
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Args>> {
    let (mut dir, mut keys, mut window) = (None, None, Window::Any);
    let (mut live, mut listen, mut screens) = (false, false, None);
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--dir" => dir = Some(PathBuf::from(value()?)),
            "--keys" => keys = Some(PathBuf::from(value()?)),
            "--window" => {
                let word = serde_json::Value::from(value()?);
                window = serde_json::from_value(word).context("no such window")?;
            }
            "--live" => live = true,
            "--listen" => listen = true,
            "--ui" => screens = Some(PathBuf::from(value()?)),
            "--help" | "-h" => return Ok(None),
            other => bail!("unknown argument {other}; see --help"),
        }
    }
    let dir = dir.context("--dir is needed; see --help")?;
    let keys = keys.unwrap_or_else(|| {
        let mut beside = dir.clone().into_os_string();
        beside.push(".keys");
        PathBuf::from(beside)
    });
    Ok(Some(Args { dir, keys, window, live, listen, screens }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Result<Option<Args>> {
        parse(words.iter().map(|w| (*w).to_owned()))
    }

    #[test]
    fn arguments_are_read_or_refused_in_words() {
        let args = of(&["--dir", "/x/laptop", "--window", "clinic"]).unwrap().unwrap();
        assert_eq!(args.keys, PathBuf::from("/x/laptop.keys"));
        assert_eq!(args.window, Window::Clinic);
        assert!(!args.live && !args.listen);
        assert!(of(&["--help"]).unwrap().is_none());
        assert!(of(&[]).is_err());
        assert!(of(&["--dir"]).is_err());
        assert!(of(&["--dir", "x", "--window", "kitchen"]).is_err());
        assert!(of(&["--dir", "x", "--surprise"]).is_err());
    }

    #[test]
    fn each_window_has_its_word_and_the_last_one_counts() {
        for (word, want) in [
            ("any", Window::Any),
            ("clinic", Window::Clinic),
            ("patient", Window::Patient),
            ("admin", Window::Admin),
        ] {
            assert_eq!(of(&["--dir", "x", "--window", word]).unwrap().unwrap().window, want);
        }
        let twice = ["--dir", "x", "--dir", "y", "--window", "admin", "--window", "any"];
        let args = of(&twice).unwrap().unwrap();
        assert_eq!((args.dir, args.window), (PathBuf::from("y"), Window::Any));
        assert!(of(&["--dir", "x", "--window", "Clinic"]).is_err());
    }

    #[test]
    fn keys_lie_beside_the_folder_unless_said_otherwise() {
        let args = of(&["--dir", "x", "--keys", "/k", "--live", "--listen"]).unwrap().unwrap();
        assert_eq!(args.keys, PathBuf::from("/k"));
        assert!(args.live && args.listen);
        let args = of(&["--dir", "a b/ü"]).unwrap().unwrap();
        assert_eq!(args.keys, PathBuf::from("a b/ü.keys"));
    }

    #[test]
    fn a_refusal_names_the_argument() {
        let said = |words: &[&str]| of(words).err().unwrap().to_string();
        assert_eq!(said(&["--surprise"]), "unknown argument --surprise; see --help");
        assert_eq!(said(&["--keys"]), "--keys needs a value");
        assert_eq!(said(&["--live"]), "--dir is needed; see --help");
    }

    #[test]
    fn help_is_help_wherever_it_stands() {
        assert!(of(&["--dir", "x", "-h"]).unwrap().is_none());
        assert!(of(&["--live", "--help", "--surprise"]).unwrap().is_none());
        for word in ["--dir", "--keys", "--window", "--live", "--listen", "--ui"] {
            assert!(HELP.contains(word), "{word} is not explained");
        }
    }
}
