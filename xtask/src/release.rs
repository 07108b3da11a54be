//! What is shipped beside the programs is held against its own validators: image, service, scripts, workflows.

use std::path::Path;

use anyhow::{Result, bail};

use crate::out;
use crate::sh::{self, Run};

/// Checks the files of `release/` and `.github/`; a validator that is not here is told.
pub(crate) fn check() -> Result<()> {
    let known = |program: &str| {
        let here = sh::has(program);
        if !here {
            out::say(&format!("skipped: {program} is not here, and setup could not install it"));
        }
        here
    };
    if known("hadolint") {
        Run::new("hadolint").args(["release/docker/Dockerfile"]).check()?;
    }
    if known("shellcheck") {
        let mut scripts = files("release/deb", &["postinst", "prerm"])?;
        scripts.push(".ci/run".to_owned());
        Run::new("shellcheck").args(scripts).check()?;
    }
    if known("zizmor") {
        Run::new("zizmor")
            .args(["--offline", "--no-progress", "--quiet", ".github/workflows"])
            .check()?;
    }
    if known("systemd-analyze") {
        service("release/systemd/satchel.service")?;
    }
    Ok(())
}

/// Where the program is not installed, that alone is no fault of the unit.
fn service(unit: &str) -> Result<()> {
    let (_, said) = Run::new("systemd-analyze").args(["verify", unit]).said()?;
    let faults: Vec<&str> = said.lines().filter(|line| is_fault(line)).collect();
    if faults.is_empty() { Ok(()) } else { bail!("{unit}: {}", faults.join("; ")) }
}

fn is_fault(line: &str) -> bool {
    !line.trim().is_empty() && !line.contains("/usr/bin/satchel is not executable")
}

fn files(folder: &str, endings: &[&str]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(sh::root().join(folder))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let ending = Path::new(&name).extension().map(|e| e.to_string_lossy().into_owned());
        if ending.is_some_and(|e| endings.contains(&e.as_str())) {
            found.push(format!("{folder}/{name}"));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{files, is_fault};

    #[test]
    fn a_program_that_is_not_installed_is_no_fault_of_its_unit() {
        assert!(!is_fault("satchel.service: Command /usr/bin/satchel is not executable: No such"));
        assert!(is_fault("satchel.service:12: Unknown key name 'Typ' in section 'Service'"));
        assert!(!is_fault(" "));
    }

    #[test]
    fn scripts_are_found_by_their_ending() {
        let found = files("release/deb", &["postinst", "prerm"]).unwrap();
        assert_eq!(
            found,
            ["release/deb/satchel-server.postinst", "release/deb/satchel-server.prerm"]
        );
    }
}
