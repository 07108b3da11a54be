//! `cargo xtask fuzz --seconds N [TARGET]`: each fuzz target for N seconds, two side by side.
//!
//! The targets are a workspace of their own under `xtask/fuzz`, built with coverage instrumentation by the stable compiler:
//! only `-C` flags are needed, no sanitizer and no nightly. New inputs go to `target/fuzz/corpus`, what broke a target to
//! `target/fuzz/artifacts`; the committed corpora are only read.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::out;
use crate::sh::{self, Run};

/// Targets that run side by side.
const ABREAST: usize = 2;
/// Seconds after which one input counts as a hang: the budget is a quarter of one, and the machine is shared.
const HANG_S: u32 = 5;
/// MiB of memory that a target may take, its corpus included.
const MEMORY_MIB: u32 = 768;
/// Largest input.
const INPUT_MAX: u32 = 16_384;

/// Makes the compiler count edges and comparisons for libFuzzer, as cargo-fuzz does.
const FLAGS: &[&str] = &[
    "--cfg fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// What came of one target.
struct Ended {
    name: String,
    runs: u64,
    crashed: bool,
}

/// `fuzz --seconds N [TARGET]`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let seconds = args.value("--seconds")?.context("--seconds N: how long for each target?")?;
    let seconds: u32 = seconds.parse().ok().filter(|n| *n > 0).context("--seconds: a number")?;
    let only = args.verb();
    args.done()?;
    let folder = sh::root().join("xtask/fuzz");
    let mut names = targets(&folder)?;
    if let Some(only) = &only {
        if !names.contains(only) {
            bail!("no such target: {only}; there is {}", names.join(", "));
        }
        names.retain(|name| name == only);
    }
    let programs = build(&folder)?;
    let work = sh::target().join("fuzz");
    let mut all = Vec::new();
    for some in names.chunks(ABREAST) {
        all.extend(together(some, &programs, &folder, &work, seconds)?);
    }
    let crashes = all.iter().filter(|ended| ended.crashed).count();
    for ended in &all {
        let end = if ended.crashed { "broken" } else { "held" };
        out::say(&format!("{}: {} inputs in {seconds} s, {end}", ended.name, ended.runs));
    }
    out::say(&format!("fuzz: {} targets, {crashes} crashes", all.len()));
    if crashes > 0 {
        bail!("what broke a target is in {}", work.join("artifacts").display());
    }
    Ok(())
}

/// Every target has a committed corpus of its name.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let corpus = folder.join("corpus");
    let entries =
        std::fs::read_dir(&corpus).with_context(|| format!("cannot read {}", corpus.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Builds all of them; the folder with the programs.
fn build(folder: &Path) -> Result<PathBuf> {
    let version = Run::new("rustc").args(["-vV"]).output()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc does not say for which machine it builds")?;
    let manifest = folder.join("Cargo.toml");
    let target = sh::target().join("fuzz");
    // With a target named, build scripts and macros are built without the instrumentation, which they cannot link.
    sh::cargo()
        .args(["build", "--release", "--locked", "--bins", "--target", host])
        .args(["--manifest-path", &manifest.to_string_lossy()])
        .env("RUSTFLAGS", FLAGS.join(" "))
        .env("CARGO_TARGET_DIR", &target)
        .check()?;
    Ok(target.join(host).join("release"))
}

/// Runs targets side by side.
fn together(
    names: &[String],
    programs: &Path,
    folder: &Path,
    work: &Path,
    seconds: u32,
) -> Result<Vec<Ended>> {
    let mut lanes = Vec::new();
    for name in names {
        let (corpus, broken) = (work.join("corpus").join(name), work.join("artifacts").join(name));
        for folder in [&corpus, &broken] {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let words = [
            format!("-max_total_time={seconds}"),
            format!("-timeout={HANG_S}"),
            format!("-rss_limit_mb={MEMORY_MIB}"),
            format!("-max_len={INPUT_MAX}"),
            format!("-artifact_prefix={}/", broken.display()),
            "-print_final_stats=1".to_owned(),
            corpus.to_string_lossy().into_owned(),
            folder.join("corpus").join(name).to_string_lossy().into_owned(),
        ];
        out::say(&format!("$ {name} {}", words.join(" ")));
        let (program, log) = (programs.join(name), work.join(format!("{name}.log")));
        lanes.push((name, Run::new(&program.to_string_lossy()).args(words).begin(&log)?));
    }
    let mut ended = Vec::new();
    for (name, lane) in lanes {
        let (held, said) = lane.end()?;
        if !held {
            out::say(&last(&said, 40));
        }
        ended.push(Ended { name: name.clone(), runs: runs(&said), crashed: !held });
    }
    Ok(ended)
}

/// The last lines of a text.
fn last(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// How many inputs a target has tried, as libFuzzer says at its end.
fn runs(said: &str) -> u64 {
    let line = said.lines().rev().find(|line| line.starts_with("stat::number_of_executed_units:"));
    line.and_then(|line| line.split_whitespace().last()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{FLAGS, runs, targets};

    #[test]
    fn every_target_has_a_program_and_a_small_corpus() {
        let folder = crate::sh::root().join("xtask/fuzz");
        let names = targets(&folder).unwrap();
        assert_eq!(names, ["apply", "envelope", "fhir", "frame", "guard", "interop", "token"]);
        for name in names {
            assert!(folder.join("src/bin").join(format!("{name}.rs")).is_file(), "{name}");
            let seeds = std::fs::read_dir(folder.join("corpus").join(&name)).unwrap();
            let sizes: Vec<u64> = seeds.map(|s| s.unwrap().metadata().unwrap().len()).collect();
            assert!(sizes.len() >= 5 && sizes.iter().sum::<u64>() < 200 * 1024, "{name}");
        }
    }

    #[test]
    fn the_number_of_inputs_is_read_from_what_libfuzzer_says() {
        let said = "#1 INITED\nstat::number_of_executed_units: 12345\nstat::new_units_added: 3\n";
        assert_eq!(runs(said), 12_345);
        assert_eq!(runs("nothing"), 0);
    }

    #[test]
    fn the_compiler_needs_no_nightly_flag() {
        assert!(FLAGS.iter().all(|flag| !flag.starts_with("-Z")));
    }
}
