//! `satchel fhir import`
use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;
use satchel_protocol::problem::Problem;
use tokio_util::sync::CancellationToken;

use super::{Context, out};
use crate::{
    fhir::{Import, Progress, limit, summary::Summary},
    state::State,
};

/// Takes over foreign records.
#[derive(Subcommand)]
pub enum Verb {
    /// Imports FHIR R4: bundles, single resources, NDJSON, folders. Ends with 0 if nothing was refused, 1 if something was;
    /// what was taken is stored either way, and a second run takes only what is new
    #[command(
        after_help = "Examples:\n  satchel fhir import bundles/\n  satchel fhir import Patient.ndjson Observation.ndjson --source st-elsewhere\n  satchel fhir import bundle.json --data-dir /var/lib/satchel --json"
    )]
    Import {
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Name of the system that the files come from, if their ids are its own and no addresses say so
        #[arg(long, default_value = "", value_name = "NAME")]
        source: String,
    },
}

impl Verb {
    /// # Errors
    /// What keeps the data folder or the database from being used. A refused resource is no error but the exit code 1.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let Self::Import { paths, source } = self;
        let config = context.server(&[])?;
        let (state, _) = State::open(&config, config.listen).await.map_err(|e| e.problem())?;
        let stop = CancellationToken::new();
        let import = Import { paths, source };
        let mut watch = show;
        let run = import.run(&state, &stop, &mut watch);
        tokio::pin!(run);
        let ended = tokio::select! {
            ended = &mut run => ended,
            _ = tokio::signal::ctrl_c() => {
                // The transaction at hand is finished first; what is stored stays, and a second run goes on from there.
                stop.cancel();
                run.await
            }
        };
        state.store.close().await;
        let summary = ended.map_err(|f| f.0)?;
        print(&summary, context.common.json);
        let whole = summary.refused == 0 && !stop.is_cancelled();
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// A line of progress about every twentieth of the way, and at the end.
fn show(progress: &Progress<'_>) {
    let step = (progress.of / 20).max(1);
    if progress.files % step == 0 || progress.files == progress.of {
        let Progress { files, of, summary } = progress;
        let (resources, refused) = (summary.resources, summary.refused);
        out::progress(&format!("{files} of {of} files, {resources} resources, {refused} refused"));
    }
}

fn print(summary: &Summary, json: bool) {
    for one in &summary.notes {
        out::progress(&format!("note: {}{}: {}", one.file, place(&one.place), one.reason));
    }
    for one in &summary.refusals {
        if json {
            out::json(&serde_json::json!({
                "refused": { "file": one.file, "pointer": one.place, "reason": one.reason }
            }));
        } else {
            out::progress(&format!("refused: {}{}: {}", one.file, place(&one.place), one.reason));
        }
    }
    let listed = u64::try_from(limit::PRINTED_MAX).unwrap_or(u64::MAX);
    if summary.refused > listed {
        out::progress(&format!("{} more refused, not listed", summary.refused - listed));
    }
    if json {
        out::json(&summary.line());
        return;
    }
    for (name, value) in [
        ("files", summary.files),
        ("resources", summary.resources),
        ("mapped into documents", summary.mapped),
        ("kept word for word", summary.kept),
        ("refused", summary.refused),
        ("patients", summary.patients()),
        ("unchanged since an earlier import", summary.unchanged),
    ] {
        out::line(&format!("{value:>9}  {name}"));
    }
}

fn place(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" {place}") }
}
