//! `cargo xtask lint`: clippy, licences and advisories, the number of crates, crates that must never come in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::sh::{self, Run};
use crate::{docs, out, release};

/// Transitive crates a package may link. Lower a cap when something goes; raising one needs a decision.
const CAPS: &[(&str, usize)] =
    &[("satchel-core", 260), ("satchel-server", 650), ("satchel-desktop", 520)];

/// A second TLS stack, in whatever feature it hides.
const FORBIDDEN: &[&str] = &["aws-lc-sys", "aws-lc-rs", "native-tls", "openssl-sys", "openssl"];

/// Entries of `.cargo/deny.toml` that ban a crate; the others let one stand twice.
const BANS: usize = 4;
/// Crates that may stand in the graph in two versions.
const DOUBLES: usize = 24;

/// Where the build beside this clone keeps a copy of the advisory database.
const ADVISORIES: &str = "../shared/advisory-db.tar.gz";
/// The folder name cargo-deny derives from its default database address.
const DATABASE: &str = "advisory-db-3157b0e258782691";

/// `lint`.
pub(crate) fn run() -> Result<()> {
    out::step("docs");
    docs::check()?;
    out::step("image, service, scripts, workflows");
    release::check()?;
    out::step("clippy");
    sh::cargo()
        .args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
        .check()?;
    out::step("crates");
    let counts = crates()?;
    out::step("licences, advisories, bans, sources");
    deny()?;
    out::say(&format!("lint: clippy clean, no forbidden crate, {counts}"));
    Ok(())
}

fn crates() -> Result<String> {
    let mut counts = Vec::new();
    for (package, cap) in CAPS {
        let count = tree(&["-p", package, "-e", "normal"])?.len();
        if count > *cap {
            bail!("{package} links {count} crates, {cap} allowed: see docs/dependencies.md");
        }
        counts.push(format!("{package} {count} of {cap}"));
    }
    let all = tree(&["--workspace", "-e", "normal,build"])?;
    if let Some(found) = FORBIDDEN.iter().find(|name| all.contains(name)) {
        bail!(
            "{found} is in the graph: `cargo tree -e normal,build -i {found}` tells who brings it"
        );
    }
    Ok(counts.join(", "))
}

/// The distinct crates of `cargo tree`, by name and version; the names alone are in it as well when asked by `contains`.
fn tree(words: &[&str]) -> Result<Crates> {
    let text = sh::cargo()
        .args(["tree", "--locked", "--prefix", "none", "--format", "{p}"])
        .args(words)
        .output()?;
    Ok(Crates::of(&text))
}

struct Crates {
    all: BTreeSet<(String, String)>,
}

impl Crates {
    fn of(text: &str) -> Self {
        let word =
            |line: &str, n: usize| line.split_whitespace().nth(n).unwrap_or_default().to_owned();
        Self {
            all: text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| (word(line, 0), word(line, 1)))
                .collect(),
        }
    }

    fn contains(&self, name: &str) -> bool {
        self.all.iter().any(|(known, _)| known == name)
    }

    /// Crates beside the asked one.
    fn len(&self) -> usize {
        self.all.len().saturating_sub(1)
    }
}

fn deny() -> Result<()> {
    let doubles = std::fs::read_to_string(sh::root().join(".cargo/deny.toml"))?
        .matches("{ crate = ")
        .count()
        .saturating_sub(BANS);
    if doubles > DOUBLES {
        bail!(
            "{doubles} crates are allowed to stand twice, {DOUBLES} at most: see .cargo/deny.toml"
        );
    }
    if !sh::has("cargo-deny") {
        out::say("skipped: cargo-deny is not here, and setup could not install it");
        return Ok(());
    }
    let tarball = sh::root().join(ADVISORIES);
    let mut checks = vec!["bans", "licenses", "sources"];
    if tarball.is_file() {
        out::say(&format!("advisories as of {}", unpack(&tarball)?));
        checks.push("advisories");
    } else {
        out::say(&format!("advisories skipped: {ADVISORIES} is not here"));
    }
    // The check looks at every platform's crates without a network: on a fresh machine only this one's are here yet.
    sh::cargo().args(["fetch", "--locked"]).check()?;
    // cargo-deny is its own program: cargo would hide setup's folder from it.
    Run::new("cargo-deny")
        .args(["--offline", "--locked", "check", "--hide-inclusion-graph"])
        .args(checks)
        .check()
}

/// Lays the advisory database out as the git checkout that cargo-deny wants; answers the date of its newest entry.
fn unpack(tarball: &Path) -> Result<String> {
    let base = sh::root().join("target").join("advisory-dbs");
    let into: PathBuf = base.join(DATABASE);
    if base.exists() {
        std::fs::remove_dir_all(&base)
            .with_context(|| format!("cannot clear {}", base.display()))?;
    }
    std::fs::create_dir_all(&into).with_context(|| format!("cannot make {}", into.display()))?;
    let from = tarball.to_string_lossy().into_owned();
    Run::new("tar")
        .args(["xzf", &from, "--strip-components=1", "-C", &into.to_string_lossy()])
        .output()?;
    let git = |words: &[&str]| {
        Run::new("git")
            .dir(&into)
            .args(["-c", "user.name=ci", "-c", "user.email=ci@localhost"])
            .args(words)
            .output()
    };
    git(&["init", "-q", "-b", "main"])?;
    git(&["add", "-A", "-f"])?;
    git(&["commit", "-qm", "advisories"])?;
    let head = git(&["rev-parse", "HEAD"])?;
    // Staleness is judged by this file's own time, which is now: hence the date of the data is told.
    replace(
        &into.join(".git/FETCH_HEAD"),
        &format!("{}\t\tbranch 'main' of advisory-db\n", head.trim()),
    )?;
    newest(&into)
}

#[expect(clippy::disallowed_methods, reason = "a scratch file of a check, not state")]
fn replace(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The newest `date = "..."` line of all advisories.
fn newest(database: &Path) -> Result<String> {
    let lines = Run::new("grep")
        .dir(database)
        .args(["-rhoE", "^date = \"[0-9-]{10}\"", "crates"])
        .output()?;
    Ok(lines
        .lines()
        .filter_map(|line| line.split('"').nth(1))
        .max()
        .unwrap_or("an unknown date")
        .to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Crates, FORBIDDEN};

    #[test]
    fn a_crate_in_two_versions_counts_twice_and_repeats_once() {
        let crates = Crates::of("a v1.0.0 (/x)\nb v1.0.0\nb v2.0.0\nb v1.0.0 (*)\n\n");
        assert_eq!(crates.len(), 2);
        assert!(crates.contains("b"));
    }

    #[test]
    fn a_second_tls_stack_is_forbidden_by_name() {
        let crates = Crates::of("a v1\nopenssl-sys v0.9.1\n");
        assert!(FORBIDDEN.iter().any(|name| crates.contains(name)));
        assert!(
            !FORBIDDEN.iter().any(|name| Crates::of("a v1\nopenssl-probe v0.2").contains(name))
        );
    }
}
