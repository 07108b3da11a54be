//! Running other programs, and where things lie.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The root of this clone.
pub(crate) fn root() -> PathBuf {
    // Cargo says at run time where it runs the package. What was compiled in may be another checkout's path, where two
    // share a target folder: cargo finds the program fresh and does not build it again.
    let here = env("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}

/// An environment variable; empty counts as unset.
#[expect(clippy::disallowed_methods, reason = "xtask's one door to the environment")]
pub(crate) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Cargo's target folder: `CARGO_TARGET_DIR`, else `target` in the clone.
pub(crate) fn target() -> PathBuf {
    env("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where setup puts prebuilt checking tools.
pub(crate) fn tools_bin() -> PathBuf {
    target().join("xtask-tools").join("bin")
}

/// Whether `program` can be found, setup's own folder included.
pub(crate) fn has(program: &str) -> bool {
    path().is_some_and(|all| std::env::split_paths(&all).any(|dir| dir.join(program).is_file()))
}

/// `PATH` with setup's folder behind: what the machine brings wins.
fn path() -> Option<OsString> {
    let mut all: Vec<PathBuf> = std::env::split_paths(&env("PATH")?).collect();
    all.push(tools_bin());
    all.push(PathBuf::from("/usr/sbin"));
    std::env::join_paths(all).ok()
}

/// When the youngest file under `folder` was written; none if there is no such folder.
pub(crate) fn newest(folder: &Path) -> Result<Option<std::time::SystemTime>> {
    let mut newest = None;
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            let facts = entry.metadata()?;
            if facts.is_dir() {
                open.push(entry.path());
            } else {
                newest = newest.max(facts.modified().ok());
            }
        }
    }
    Ok(newest)
}

/// One program with its arguments, run in the clone's root without stdin.
pub(crate) struct Run {
    command: Command,
    shown: String,
}

impl Run {
    pub(crate) fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root()).stdin(Stdio::null());
        if let Some(path) = path() {
            command.env("PATH", path);
        }
        Self { command, shown: program.to_owned() }
    }

    pub(crate) fn args<S: AsRef<str>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.command.arg(arg.as_ref());
            self.shown.push(' ');
            self.shown.push_str(arg.as_ref());
        }
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// The same with `folder` before everything in `PATH`.
    pub(crate) fn first_in_path(mut self, folder: &Path) -> Self {
        let rest = path().unwrap_or_default();
        let all = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&rest));
        if let Ok(all) = std::env::join_paths(all) {
            self.command.env("PATH", all);
        }
        self
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Runs it with its output shown.
    pub(crate) fn check(mut self) -> Result<()> {
        crate::out::say(&format!("$ {}", self.shown));
        let status =
            self.command.status().with_context(|| format!("cannot start `{}`", self.shown))?;
        if status.success() { Ok(()) } else { bail!("`{}` ended with {status}", self.shown) }
    }

    /// Runs it and gives back its stdout; its stderr is shown only when it fails.
    pub(crate) fn output(mut self) -> Result<String> {
        let done =
            self.command.output().with_context(|| format!("cannot start `{}`", self.shown))?;
        if !done.status.success() {
            bail!(
                "`{}` ended with {}\n{}",
                self.shown,
                done.status,
                String::from_utf8_lossy(&done.stderr)
            );
        }
        String::from_utf8(done.stdout).with_context(|| format!("`{}` printed no UTF-8", self.shown))
    }

    /// Whether it ends well, and all it says on both streams; nothing is shown.
    pub(crate) fn said(mut self) -> Result<(bool, String)> {
        let done =
            self.command.output().with_context(|| format!("cannot start `{}`", self.shown))?;
        let said = [done.stdout, done.stderr].map(|b| String::from_utf8_lossy(&b).into_owned());
        Ok((done.status.success(), said.concat()))
    }

    /// Starts it beside others, with all it says in the file `log`; [`Begun::end`] waits for it.
    pub(crate) fn begin(mut self, log: &Path) -> Result<Begun> {
        // A pipe that nobody reads meanwhile would stop it.
        #[expect(clippy::disallowed_methods, reason = "the log of this run, no state")]
        let file = std::fs::File::create(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        self.command.stdout(file.try_clone()?).stderr(file);
        let child =
            self.command.spawn().with_context(|| format!("cannot start `{}`", self.shown))?;
        Ok(Begun { child, shown: self.shown, log: log.to_path_buf() })
    }

    /// Whether it ends well; nothing is shown.
    pub(crate) fn quiet(mut self) -> bool {
        self.command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// A program that runs beside others.
pub(crate) struct Begun {
    child: std::process::Child,
    shown: String,
    log: PathBuf,
}

impl Begun {
    /// Waits for it: whether it ended well, and all it said.
    pub(crate) fn end(mut self) -> Result<(bool, String)> {
        let status = self.child.wait().with_context(|| format!("lost `{}`", self.shown))?;
        let said = std::fs::read(&self.log)
            .with_context(|| format!("cannot read {}", self.log.display()))?;
        Ok((status.success(), String::from_utf8_lossy(&said).into_owned()))
    }
}

/// `cargo` as it was called, so that a toolchain chosen outside stays chosen.
pub(crate) fn cargo() -> Run {
    Run::new(&env("CARGO").unwrap_or_else(|| "cargo".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Run, has, root};

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }

    #[test]
    fn the_newest_file_is_found_however_deep_it_lies() {
        let here = root().join("xtask");
        assert!(super::newest(&here.join("src")).unwrap() <= super::newest(&here).unwrap());
        assert_eq!(super::newest(&here.join("no such folder")).unwrap(), None);
    }

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        assert!(
            Run::new("false").output().unwrap_err().to_string().starts_with("`false` ended with")
        );
    }

    #[test]
    fn a_missing_program_is_told() {
        assert!(has("sh"));
        assert!(!has("no-such-program"));
    }
}
