//! `cargo xtask test`: everything that must be green, in the order in which it fails fastest.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::sh::{self, Run};
use crate::{floors, generate, lines, lint, out, setup, story};

/// A part that can be asked for alone.
type Part = (&'static str, fn() -> Result<()>);

/// `test [--only rust|ui|e2e]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let only = args.value("--only")?;
    args.done()?;
    let parts: &[Part] = &[("rust", rust), ("ui", ui), ("e2e", e2e)];
    if let Some(name) = &only
        && !parts.iter().any(|(part, _)| part == name)
    {
        bail!(
            "--only {name}: there is {}",
            parts.iter().map(|(part, _)| *part).collect::<Vec<_>>().join(", ")
        );
    }
    out::step("setup");
    setup::ensure()?;
    for (part, go) in parts {
        if only.as_deref().is_none_or(|name| name == *part) {
            go()?;
        }
    }
    Ok(())
}

fn rust() -> Result<()> {
    out::step("format");
    sh::cargo().args(["fmt", "--all", "--check"]).check()?;
    out::step("lines");
    lines::run()?;
    out::step("floors");
    floors::run()?;
    lint::run()?;
    out::step("generated tables");
    generate::tables(true)?;
    out::step("tests");
    tests()?;
    out::step("doc tests");
    sh::cargo().args(["test", "--workspace", "--doc", "--locked"]).check()
}

fn tests() -> Result<()> {
    if sh::has("cargo-nextest") {
        return sh::cargo()
            .args(["nextest", "run", "--workspace", "--locked"])
            .env("INSTA_UPDATE", "no")
            .check();
    }
    out::say("cargo-nextest is not here: cargo test runs the same tests, slower");
    sh::cargo()
        .args(["test", "--workspace", "--all-targets", "--locked", "--no-fail-fast"])
        .env("INSTA_UPDATE", "no")
        .check()
}

/// The story on both engines, from the debug build that the tests made already.
fn e2e() -> Result<()> {
    out::step("story");
    story::tell(&[story::Engine::Sqlite, story::Engine::Postgres], &story::programs(true)?)
}

fn ui() -> Result<()> {
    out::step("ui");
    let dir = sh::root().join("ui");
    let npm = |words: &[&str]| Run::new("npm").dir(&dir).args(words).check();
    npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])?;
    npm(&["test"])
}
