//! What the demo is made of, built where it is missing or old.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::sh;
use crate::story::Programs;

/// The programs of the demo, and the desktop's where a window will be opened.
pub(crate) struct Built {
    pub(crate) programs: Programs,
    pub(crate) desktop: Option<PathBuf>,
}

/// Builds the programs, all in one go, so that what they share is compiled once.
pub(crate) fn programs(window: bool) -> Result<Built> {
    let mut words = vec!["build", "--locked", "-p", "satchel-server", "-p", "satchel-bridge"];
    if window {
        words.extend(["-p", "satchel-desktop"]);
    }
    words.extend(["--features", "satchel-bridge/bridge"]);
    sh::cargo().args(words).check()?;
    found(window)
}

/// What was built before.
pub(crate) fn found(window: bool) -> Result<Built> {
    let programs = crate::story::found(true)?;
    let desktop = sh::target().join("debug").join("satchel-desktop");
    if window && !desktop.is_file() {
        bail!("{} was not built", desktop.display());
    }
    Ok(Built { programs, desktop: window.then_some(desktop) })
}
