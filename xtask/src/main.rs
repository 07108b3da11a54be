//! `cargo xtask`: every development command of Satchel, and the only task runner.
//!
//! It depends on no product crate, so that it compiles in seconds and can judge a tree that does not build.
//! What needs the product runs it through `cargo run`. `cargo xtask help` lists the verbs.
#![forbid(unsafe_code)]

mod args;
mod bench;
mod browser;
mod coverage;
mod demo;
mod docs;
mod floors;
mod fuzz;
mod generate;
mod lines;
mod lint;
mod metadata;
mod node;
mod out;
mod package;
mod release;
mod setup;
mod sh;
mod sim;
mod source;
mod stand;
mod story;
mod test;

use std::process::ExitCode;

const HELP: &str = "cargo xtask VERB

  demo [--browser] [--clean]   a clinic to touch: builds what is missing, opens the window, or loopback addresses
  demo --story [--engine sqlite|postgres] [--quick]
                               the main job on real processes; --quick runs the debug build
  setup [--check]              install what is missing; --check only tells
  test [--only rust|ui|e2e|window]
                               everything that must be green
  lint                         clippy, licences, advisories, crate counts, forbidden crates
  floors                       import directions, owners of foreign crates, SQL rules
  bench ID [--peers] [--quick] one measurement: sync-cold, sync-slow-link, sync-noop, sync-return, sync-herd,
                               push, live, footprint, admission, epoch, ui-local, ui-paint, import-many
  sim --seeds N [--seed S] [--large] [--plant BUG]
                               fleets of devices and a server on made-up time, under faults; a failure replays by its seed
  sim --crash N                N times kill -9 of a real device or server: nothing acknowledged may be lost
  fuzz --seconds N [TARGET]    each fuzz target for N seconds, two at a time
  gen [--check]                tables of docs/generated, printed by the product's own code
  stand --folder FOLDER        the demo clinic driven by JSON lines, for tests in a browser
  package [--debug] [--only NAME]
                               Debian packages of server and desktop, each installed once aside
  coverage                     line coverage, from an instrumented build of its own
  lines                        size budgets and test ratio

Examples:
  cargo xtask demo
  cargo xtask setup --check
  cargo xtask test --only rust
";

fn main() -> ExitCode {
    let mut args = args::Args::from_process();
    match run(&mut args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::fail(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(args: &mut args::Args) -> anyhow::Result<()> {
    let verb = args.verb();
    if args.flag("--help") {
        out::say(HELP);
        return Ok(());
    }
    match verb.as_deref() {
        Some("setup") => setup::run(args),
        Some("test") => test::run(args),
        Some("lint") => args.done().and_then(|()| lint::run()),
        Some("floors") => args.done().and_then(|()| floors::run()),
        Some("demo") => demo::run(args),
        Some("stand") => stand::run(args),
        Some("bench") => bench::run(args),
        Some("sim") => sim::run(args),
        Some("package") => package::run(args),
        Some("fuzz") => fuzz::run(args),
        Some("gen") => generate::run(args),
        Some("coverage") => coverage::run(args),
        Some("lines") => args.done().and_then(|()| lines::run()),
        None | Some("help") => {
            out::say(HELP);
            Ok(())
        }
        Some(other) => anyhow::bail!("no such verb: {other}; see `cargo xtask help`"),
    }
}
