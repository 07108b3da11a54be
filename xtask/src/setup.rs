//! `cargo xtask setup`: installs what is missing; run twice it does nothing the second time.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::out;
use crate::sh::{self, Run};

/// One thing that must be there, what proves it, and the Debian packages that bring it.
struct Need {
    name: &'static str,
    proof: Proof,
    debian: &'static [&'static str],
}

enum Proof {
    Program(&'static str),
    File(&'static str),
}

impl Proof {
    fn holds(&self) -> bool {
        match self {
            Self::Program(name) => sh::has(name),
            Self::File(path) => Path::new(path).exists(),
        }
    }
}

const NEEDS: &[Need] = &[
    Need { name: "C compiler", proof: Proof::Program("cc"), debian: &["build-essential"] },
    Need { name: "pkg-config", proof: Proof::Program("pkg-config"), debian: &["pkg-config"] },
    Need {
        name: "OpenSSL headers (cipher of the device store)",
        proof: Proof::File("/usr/include/openssl/evp.h"),
        debian: &["libssl-dev"],
    },
    Need {
        name: "PostgreSQL 15 (tests)",
        proof: Proof::File("/usr/lib/postgresql/15/bin/initdb"),
        debian: &["postgresql-15"],
    },
    Need { name: "curl (the story's browser)", proof: Proof::Program("curl"), debian: &["curl"] },
    Need {
        name: "pip (brings the checking tools)",
        proof: Proof::Program("pip3"),
        debian: &["python3-pip"],
    },
];

/// LLVM of the compiler's own version, only for coverage.
const LLVM: Need = Need {
    name: "LLVM 22 (coverage)",
    proof: Proof::File("/usr/bin/llvm-cov-22"),
    debian: &["llvm-22"],
};

const TOOLS: &[(&str, &str)] =
    &[("cargo-nextest", "test runner"), ("cargo-deny", "licences, advisories, bans")];

/// `setup [--check]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let check = args.flag("--check");
    args.done()?;
    let missing = report();
    if missing == 0 || !check {
        return if missing == 0 { Ok(()) } else { install() };
    }
    bail!("{missing} missing; `cargo xtask setup` installs them")
}

/// Installs what is missing, silently when nothing is.
pub(crate) fn ensure() -> Result<()> {
    if missing_needs().is_empty() && missing_tools().is_empty() {
        out::say("setup: nothing is missing");
        return Ok(());
    }
    report();
    install()
}

fn report() -> usize {
    let mut missing = 0;
    for need in NEEDS {
        missing += tell(need.name, need.proof.holds());
    }
    for (tool, what) in TOOLS {
        missing += tell(&format!("{tool} ({what})"), sh::has(tool));
    }
    out::say(&format!("setup: {} there, {missing} missing", NEEDS.len() + TOOLS.len() - missing));
    missing
}

fn tell(name: &str, there: bool) -> usize {
    out::say(&format!("  {} {name}", if there { "there  " } else { "missing" }));
    usize::from(!there)
}

fn missing_needs() -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| !need.proof.holds()).collect()
}

fn missing_tools() -> Vec<&'static str> {
    TOOLS.iter().map(|(tool, _)| *tool).filter(|tool| !sh::has(tool)).collect()
}

fn install() -> Result<()> {
    let needs = missing_needs();
    debian(&needs.iter().flat_map(|need| need.debian.iter().copied()).collect::<Vec<_>>())?;
    if let Some(need) = missing_needs().first() {
        bail!("{} is still missing after installing {:?}", need.name, need.debian);
    }
    if !missing_tools().is_empty() {
        tools()?;
    }
    Ok(())
}

fn debian(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    if !sh::has("apt-get") {
        bail!("install these yourself, there is no apt-get here: {}", packages.join(" "));
    }
    let sudo = if Run::new("test").args(["-w", "/usr/lib"]).quiet() { None } else { Some("sudo") };
    let apt = |words: &[&str]| match sudo {
        None => Run::new("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"),
        Some(sudo) => Run::new(sudo)
            .args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .args(words),
    };
    apt(&["update", "-qq"]).check()?;
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    apt(&words).check()
}

/// Installs the pinned checking tools beside the build; their absence is told where they are used.
fn tools() -> Result<()> {
    let into = sh::target().join("xtask-tools");
    std::fs::create_dir_all(&into).with_context(|| format!("cannot make {}", into.display()))?;
    let into = into.to_string_lossy().into_owned();
    let pip = Run::new("pip3")
        .args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--upgrade",
        ])
        .args(["--target", &into, "-r", "xtask/tools/requirements.txt"]);
    if let Err(error) = pip.check() {
        out::say(&format!("setup: checking tools not installed: {error:#}"));
    }
    Ok(())
}

/// Installs what `coverage` needs beyond the rest.
pub(crate) fn ensure_coverage() -> Result<()> {
    ensure()?;
    if !LLVM.proof.holds() {
        debian(LLVM.debian)?;
    }
    if !sh::has("cargo-llvm-cov") {
        tools()?;
    }
    Ok(())
}
