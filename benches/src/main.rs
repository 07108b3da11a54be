//! Measurements of the product on real processes, beside its peers. `cargo xtask bench ID` builds and runs this.
//!
//! - Prints one JSON object a line for each metric, the median of the counted runs; raw runs go to
//!   `target/bench/ID.json`.
//! - The server is the shipped program in a process of its own; a device that is measured for memory is one too.
//! - Not a test: it fails when something breaks, never because something is slow.
#![forbid(unsafe_code)]

mod admission;
mod attack;
mod clinic;
mod cold;
mod epoch;
mod footprint;
mod herd;
mod house;
mod import;
mod light;
mod line;
mod live;
mod local;
mod measure;
mod paint;
mod peers;
mod push;
mod report;
mod thin;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// What every bench is told.
pub(crate) struct Plan {
    /// The program `satchel`.
    pub(crate) satchel: PathBuf,
    /// Where raw runs and seeded servers go.
    pub(crate) folder: PathBuf,
    /// A tenth of everything, to see that a bench works.
    pub(crate) quick: bool,
    /// Peers too.
    pub(crate) peers: bool,
}

impl Plan {
    /// `full`, or a tenth of it.
    pub(crate) fn size(&self, full: usize) -> usize {
        if self.quick { full / 10 } else { full }
    }
}

fn main() -> ExitCode {
    drop(rustls::crypto::ring::default_provider().install_default());
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::fail(&format!("bench: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut words = arguments().into_iter();
    let id = words.next().context("which bench?")?;
    let rest: Vec<String> = words.collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if id == "cold-client" {
        return runtime.block_on(cold::client(&rest));
    }
    let value = |name: &str| {
        rest.iter()
            .position(|word| word == name)
            .and_then(|at| rest.get(at + 1))
            .map(PathBuf::from)
            .with_context(|| format!("{name} is missing"))
    };
    let flag = |name: &str| rest.iter().any(|word| word == name);
    let plan = Plan {
        satchel: value("--satchel")?,
        folder: value("--folder")?,
        quick: flag("--quick"),
        peers: flag("--peers"),
    };
    std::fs::create_dir_all(&plan.folder)
        .with_context(|| format!("cannot make {}", plan.folder.display()))?;
    runtime.block_on(async {
        match id.as_str() {
            "sync-cold" => cold::run(&plan).await,
            "sync-slow-link" => thin::slow(&plan).await,
            "sync-noop" => thin::noop(&plan).await,
            "sync-return" => thin::back(&plan).await,
            "push" => push::run(&plan).await,
            "live" => live::run(&plan).await,
            "sync-herd" => herd::run(&plan).await,
            "footprint" => footprint::run(&plan).await,
            "admission" => admission::run(&plan).await,
            "epoch" => epoch::run(&plan).await,
            "ui-local" => local::run(&plan).await,
            "ui-paint" => {
                let tools = paint::Tools {
                    device: value("--device")?,
                    screens: value("--screens")?,
                    node: value("--node")?,
                };
                paint::run(&plan, &tools).await
            }
            "import-many" => import::run(&plan).await,
            other => bail!(
                "no such bench: {other}; there is sync-cold, sync-slow-link, sync-noop, sync-return, sync-herd, push, live, footprint, admission, epoch, ui-local, ui-paint, import-many"
            ),
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "the command line of this tool")]
fn arguments() -> Vec<String> {
    std::env::args().skip(1).collect()
}
