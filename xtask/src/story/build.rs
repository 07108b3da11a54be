//! The programs of the story.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::sh;

/// Where the two programs are.
pub(crate) struct Programs {
    pub(crate) server: PathBuf,
    pub(crate) device: PathBuf,
    /// A debug build: a fifth of the bundles is enough.
    pub(crate) quick: bool,
}

/// Builds what is missing. The server is built by itself, as it is shipped: a build of the whole workspace links the
/// device's SQLCipher into it. `quick` takes the debug build of everything, which the tests have made already.
pub(crate) fn programs(quick: bool) -> Result<Programs> {
    if quick {
        let words =
            ["build", "--locked", "--workspace", "--bins", "--features", "satchel-bridge/bridge"];
        sh::cargo().args(words).check()?;
    } else {
        sh::cargo().args(["build", "--locked", "--release", "-p", "satchel-server"]).check()?;
        sh::cargo().args(["build", "--locked", "--release", "-p", "satchel-bridge"]).check()?;
    }
    found(quick)
}

/// What was built before.
pub(crate) fn found(quick: bool) -> Result<Programs> {
    let folder = sh::target().join(if quick { "debug" } else { "release" });
    let programs =
        Programs { server: folder.join("satchel"), device: folder.join("satchel-device"), quick };
    for program in [&programs.server, &programs.device] {
        if !program.is_file() {
            bail!("{} was not built", program.display());
        }
    }
    Ok(programs)
}
