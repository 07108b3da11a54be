//! Processes of an earlier demo that was not ended by Ctrl+C: they are found by pid and program, and ended one by one.

use std::path::Path;

use anyhow::{Context, Result};

use crate::out;
use crate::sh::Run;

const NOTE: &str = "pids";

/// Programs that a demo starts.
const OURS: [&str; 2] = ["satchel", "satchel-device"];

/// Keeps the pids of what runs now.
#[expect(clippy::disallowed_methods, reason = "a note of the demo about itself, not a record")]
pub(super) fn note(folder: &Path, pids: &[u32]) -> Result<()> {
    let lines: Vec<String> = pids.iter().map(ToString::to_string).collect();
    std::fs::write(folder.join(NOTE), lines.join("\n")).context("cannot keep the pids")
}

/// Ends what the note of `folder` names, as far as it still is what it was.
pub(super) fn end(folder: &Path) -> Result<()> {
    let Ok(noted) = std::fs::read_to_string(folder.join(NOTE)) else { return Ok(()) };
    for pid in noted.lines().filter_map(|line| line.parse::<u32>().ok()).filter(|pid| is_ours(*pid))
    {
        out::say(&format!("an earlier demo is still running: ending process {pid}"));
        Run::new("kill").args([pid.to_string()]).quiet();
    }
    std::fs::remove_file(folder.join(NOTE)).context("cannot remove the note of pids")
}

/// Whether `pid` is still one of our programs: numbers are given out again.
fn is_ours(pid: u32) -> bool {
    let program = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
    // A program that was built anew while it ran is shown with this at its end.
    let name = program.file_name().unwrap_or_default().to_string_lossy().replace(" (deleted)", "");
    OURS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{end, is_ours, note};

    #[test]
    fn a_number_that_belongs_to_somebody_else_now_is_left_alone() {
        assert!(!is_ours(std::process::id()));
        let folder = std::env::temp_dir().join(format!("satchel-leftover-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        note(&folder, &[std::process::id()]).unwrap();
        end(&folder).unwrap();
        assert!(!folder.join("pids").exists());
        end(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
