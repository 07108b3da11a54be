//! The only place of xtask that prints.

use std::io::Write;

/// One line on stdout. A reader that has gone away is no reason to stop a check.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// One line on stderr.
pub(crate) fn fail(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// A heading, so that a long log can be searched.
pub(crate) fn step(name: &str) {
    say(&format!("\n== {name}"));
}
