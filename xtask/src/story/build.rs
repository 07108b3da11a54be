//! The programs of the story.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::sh;

/// Where the two programs are.
pub(crate) struct Programs {
    pub(crate) server: PathBuf,
    pub(crate) device: PathBuf,
}

/// Builds what is missing. The server is built by itself, as it is shipped: a build of the whole workspace would link
/// the device's SQLCipher into it.
pub(crate) fn programs(quick: bool) -> Result<Programs> {
    let release: &[&str] = if quick { &[] } else { &["--release"] };
    sh::cargo().args(["build", "--locked", "-p", "satchel-server"]).args(release).check()?;
    sh::cargo()
        .args(["build", "--locked", "-p", "satchel-bridge", "--bin", "satchel-device"])
        .args(release)
        .check()?;
    let folder = sh::target().join(if quick { "debug" } else { "release" });
    let programs =
        Programs { server: folder.join("satchel"), device: folder.join("satchel-device") };
    for program in [&programs.server, &programs.device] {
        if !program.is_file() {
            bail!("{} was not built", program.display());
        }
    }
    Ok(programs)
}
