//! `cargo xtask test`: everything that must be green, in the order in which it fails fastest.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::sh;
use crate::{browser, floors, generate, lines, lint, node, out, setup, story};

/// A part that can be asked for alone.
type Part = (&'static str, fn() -> Result<()>);

/// `test [--only rust|ui|e2e|window]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let only = args.value("--only")?;
    args.done()?;
    let parts: &[Part] = &[("rust", rust), ("ui", ui), ("e2e", e2e), ("window", window)];
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

/// The story on both engines, the screens in a browser; from the debug build that the tests made.
fn e2e() -> Result<()> {
    out::step("story");
    let programs = story::programs(true)?;
    story::tell(&[story::Engine::Sqlite, story::Engine::Postgres], &programs)?;
    out::step("screens in a browser");
    browser::playwright("e2e")
}

/// The real window of the desktop app, driven on a screen without a monitor.
fn window() -> Result<()> {
    out::step("the real window");
    browser::window(&story::programs(true)?)
}

/// The screens by themselves: types, lint, component tests, build, budget.
fn ui() -> Result<()> {
    out::step("ui");
    node::packages()?;
    node::node("node_modules/typescript/bin/tsc", &["--noEmit"]).check()?;
    node::node("node_modules/@biomejs/biome/bin/biome", &["check", "."]).check()?;
    node::node("node_modules/vitest/vitest.mjs", &["run"]).check()?;
    node::screens()?;
    node::npm(&["run", "--silent", "budget"]).check()
}
