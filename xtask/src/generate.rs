//! `cargo xtask gen [--check]`: the tables of `docs/generated`, printed by the product's own code.

use anyhow::Result;

use crate::args::Args;
use crate::sh;

/// `gen [--check]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let check = args.flag("--check");
    args.done()?;
    tables(check)
}

/// Writes the tables, or with `check` only compares them.
pub(crate) fn tables(check: bool) -> Result<()> {
    let flag: &[&str] = if check { &["--check"] } else { &[] };
    // Built with the whole workspace, as the tests are: by itself it would choose other features and build SQLite again.
    let words =
        ["build", "--locked", "--workspace", "--bins", "--features", "satchel-bridge/bridge"];
    sh::cargo().args(words).check()?;
    sh::Run::new(&sh::target().join("debug").join("satchel-gen").to_string_lossy())
        .args(flag)
        .check()
}
