//! `cargo xtask sim`: simulated fleets (`--seeds N`), or processes killed for real (`--crash N`), from a release build.

use anyhow::Result;

use crate::args::Args;
use crate::sh;

/// `sim`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let mut words = words(args)?;
    let crash = args.value("--crash")?;
    args.done()?;
    if let Some(points) = crash {
        // By itself, as it is shipped: a build of both would link the device's SQLCipher into it.
        sh::cargo().args(["build", "--release", "--locked", "-p", "satchel-server"]).check()?;
        let satchel = sh::target().join("release").join("satchel").to_string_lossy().into_owned();
        words.extend(["--crash".to_owned(), points, "--satchel".to_owned(), satchel]);
    }
    sh::cargo().args(["build", "--release", "--locked", "-p", "satchel-sim"]).check()?;
    let program = sh::target().join("release").join("satchel-sim");
    sh::Run::new(&program.to_string_lossy()).args(words).check()
}

/// What the simulation itself is told.
fn words(args: &mut Args) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for name in ["--seeds", "--seed", "--plant"] {
        if let Some(value) = args.value(name)? {
            out.extend([name.to_owned(), value]);
        }
    }
    for name in ["--large", "--history"] {
        if args.flag(name) {
            out.push(name.to_owned());
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::args::Args;

    #[test]
    fn what_it_knows_is_passed_on_and_nothing_else_is_taken() {
        let mut args = Args::of(&["--seed", "7", "--large", "--seeds", "3", "--fast"]);
        assert_eq!(words(&mut args).unwrap(), ["--seeds", "3", "--seed", "7", "--large"]);
        assert!(args.done().is_err());
    }
}
