//! Prints the tables of `docs/generated` from the product's own code; `cargo xtask gen` runs it.
//!
//! With `--check` it writes nothing and fails when a committed table is stale.
#![forbid(unsafe_code)]

mod errors;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A file under `docs/generated` and the text it must have.
struct Table {
    file: &'static str,
    text: String,
}

fn tables() -> Vec<Table> {
    vec![Table { file: "errors.md", text: errors::table() }]
}

fn main() -> Result<()> {
    let check = arguments().iter().any(|word| word == "--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/generated");
    let all = tables();
    let mut stale = Vec::new();
    for table in &all {
        let path = folder.join(table.file);
        if std::fs::read_to_string(&path).is_ok_and(|text| text == table.text) {
            continue;
        }
        stale.push(table.file);
        if !check {
            write(&path, &table.text)?;
        }
    }
    if check && !stale.is_empty() {
        bail!("stale: {}; `cargo xtask gen` writes them anew", stale.join(", "));
    }
    say(&format!(
        "gen: {} tables, {} {}",
        all.len(),
        stale.len(),
        if check { "stale" } else { "written" }
    ))
}

#[expect(clippy::disallowed_methods, reason = "the command line of this tool")]
fn arguments() -> Vec<String> {
    std::env::args().skip(1).collect()
}

#[expect(clippy::disallowed_methods, reason = "a committed document, not state")]
fn write(path: &PathBuf, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
