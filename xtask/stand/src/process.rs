//! A program of the story: started with its pipes, spoken to line by line, killed for real.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A running program.
pub struct Process {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Process {
    /// Starts `program`; its stderr goes to `log`.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn start(name: &str, program: &Path, args: &[&OsStr], log: &Path) -> Result<Self> {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("cannot open {}", log.display()))?;
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().context("a program without stdout")?;
        Ok(Self { name: name.to_owned(), child, stdin, stdout: BufReader::new(stdout) })
    }

    /// The next line it prints, as JSON.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn line(&mut self) -> Result<Value> {
        let line = self.text()?;
        serde_json::from_str(&line)
            .with_context(|| format!("{} printed no JSON: {}", self.name, line.trim()))
    }

    /// The next line it prints, digit by digit.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn text(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stdout.read_line(&mut line)? == 0 {
            bail!("{} ended without an answer", self.name);
        }
        Ok(line)
    }

    /// Says one line.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn say(&mut self, value: &Value) -> Result<()> {
        let stdin = self.stdin.as_mut().context("a program without stdin")?;
        writeln!(stdin, "{value}")
            .and_then(|()| stdin.flush())
            .with_context(|| format!("{} does not listen", self.name))
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// kill -9, as a dead battery does it; nothing is flushed.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs `program` to its end; its exit code and what it printed on stdout.
/// # Errors
/// What kept it from happening, in words.
pub fn run(program: &Path, args: &[&OsStr], log: &Path) -> Result<(i32, String)> {
    let done = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
    file.write_all(&done.stderr)?;
    Ok((done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stdout).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Process, run};
    use std::ffi::OsStr;
    use std::path::Path;

    #[test]
    fn a_program_answers_line_by_line_and_dies_when_killed() {
        let mut cat =
            Process::start("cat", Path::new("/bin/cat"), &[], Path::new("/dev/null")).unwrap();
        cat.say(&serde_json::json!({"a": 1})).unwrap();
        assert_eq!(cat.line().unwrap()["a"], 1);
        cat.kill();
        assert!(cat.line().unwrap_err().to_string().contains("ended without an answer"));
    }

    #[test]
    fn an_exit_code_is_told() {
        let (code, out) = run(
            Path::new("/bin/sh"),
            &[OsStr::new("-c"), OsStr::new("echo x; exit 3")],
            Path::new("/dev/null"),
        )
        .unwrap();
        assert_eq!((code, out.as_str()), (3, "x\n"));
    }
}
