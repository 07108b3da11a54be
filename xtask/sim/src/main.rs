//! The fleet simulation: many real devices and the real server in one process, on made-up time, under faults.
//! `cargo xtask sim` builds and runs this.
//!
//! - A seed draws every step and every fault. The same seed does the same again; a failing one is cut smaller and told.
//! - Devices are the real store, commands and engine; the server is the real admission, feed and tables, called without
//!   its listener. The network between them is a function call that loses, doubles, delays and cuts.
//! - The reference ([`ledger`]) is written in plain maps and asks the product nothing.
//! - Does NOT: run two servers, use PostgreSQL, or pull a plug: tests of the server and `sim --crash` do.
//! - Order: [`template`] makes a clinic once, [`plan`] draws steps, [`world`] does them, [`check`] judges, [`run`] shrinks.
#![forbid(unsafe_code)]

mod broken;
mod chance;
mod check;
mod crash;
mod device;
mod house;
mod ledger;
mod plan;
mod plant;
mod run;
mod template;
mod truth;
mod work;
mod world;

use std::{
    io::Write as _,
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context as _, Result, bail};

use plant::Plant;
use run::{Case, Failed};
use template::Template;

/// Devices and days of the large run.
const LARGE: (usize, usize) = (100, 30);
/// Lines of a failed run's history that are printed.
const LINES_MAX: usize = 120;

/// What was asked for.
struct Asked {
    seeds: u64,
    first: u64,
    large: bool,
    plant: Option<Plant>,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("sim: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let words = arguments();
    // The clients of the crash loop speak TLS; a second call finds the provider installed.
    drop(rustls::crypto::ring::default_provider().install_default());
    if words.first().is_some_and(|w| w == "child") {
        return crash::child::run(&words).map(|()| true);
    }
    if let Some(points) = number(&words, "--crash")? {
        let satchel = value(&words, "--satchel")?.context("--satchel is missing")?.into();
        let seed = number(&words, "--seed")?.unwrap_or(1);
        return crash::run(&crash::Asked { points, seed, satchel });
    }
    let asked = asked(&words)?;
    if words.iter().any(|w| w == "--history") {
        let template = Template::small()?;
        for seed in asked.first..asked.first.wrapping_add(asked.seeds) {
            for line in run::history(&template, seed, asked.plant) {
                say(&line);
            }
        }
        return Ok(true);
    }
    let failed = if asked.large { large(&asked)? } else { small(&asked)? };
    for one in &failed {
        tell(one, &asked);
    }
    say(&format!("sim: {} seeds, {} failed", asked.seeds, failed.len()));
    Ok(failed.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "the command line of this tool")]
fn arguments() -> Vec<String> {
    std::env::args().skip(1).collect()
}

fn value<'a>(words: &'a [String], name: &str) -> Result<Option<&'a String>> {
    let Some(at) = words.iter().position(|w| w == name) else { return Ok(None) };
    words.get(at + 1).map(Some).with_context(|| format!("{name} needs a value"))
}

fn number(words: &[String], name: &str) -> Result<Option<u64>> {
    Ok(value(words, name)?.map(|text| text.parse()).transpose()?)
}

fn asked(words: &[String]) -> Result<Asked> {
    let (seeds, first) = (number(words, "--seeds")?, number(words, "--seed")?);
    let plant = match value(words, "--plant")? {
        None => None,
        Some(name) => Some(Plant::named(name).with_context(|| format!("no such bug: {name}"))?),
    };
    if seeds == Some(0) {
        bail!("--seeds 0 would show nothing");
    }
    let large = words.iter().any(|w| w == "--large");
    Ok(Asked { seeds: seeds.unwrap_or(1), first: first.unwrap_or(1), large, plant })
}

/// Seeds side by side, one thread a core; nothing inside a seed depends on another.
fn small(asked: &Asked) -> Result<Vec<Failed>> {
    let template = Template::small()?;
    let (next, failed) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| lane(&template, asked, &next, &failed));
        }
    });
    Ok(failed.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Takes one seed after the other until there is none left.
fn lane(template: &Template, asked: &Asked, next: &AtomicU64, failed: &Mutex<Vec<Failed>>) {
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if n >= asked.seeds {
            return;
        }
        let one = run::small(template, asked.first.wrapping_add(n), asked.plant);
        failed.lock().unwrap_or_else(PoisonError::into_inner).extend(one);
    }
}

/// A month of a large clinic, one seed after the other.
fn large(asked: &Asked) -> Result<Vec<Failed>> {
    let (devices, days) = LARGE;
    let template = Template::large(devices, 30)?;
    let seeds = asked.first..asked.first.wrapping_add(asked.seeds);
    let case = |seed| Case { template: &template, seed, devices, plant: asked.plant };
    Ok(seeds.filter_map(|seed| run::judged(case(seed), plan::month(seed, devices, days))).collect())
}

fn tell(failed: &Failed, asked: &Asked) {
    say(&format!("seed {}: {}", failed.seed, failed.what));
    say(&format!("  {} of {} steps are left:", failed.steps, failed.of));
    // Where it went wrong is at the beginning, how it shows at the end.
    let skipped = failed.history.len().saturating_sub(LINES_MAX);
    let (first, rest) = failed.history.split_at(failed.history.len().min(LINES_MAX / 2));
    for line in first {
        say(&format!("    {line}"));
    }
    if skipped > 0 {
        say(&format!("    and {skipped} more lines"));
    }
    for line in rest.iter().skip(skipped) {
        say(&format!("    {line}"));
    }
    let large = if asked.large { " --large" } else { "" };
    say(&format!("  again: cargo xtask sim --seed {}{large}", failed.seed));
}

/// Prints a line; nobody to read it is no reason to stop.
fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}
