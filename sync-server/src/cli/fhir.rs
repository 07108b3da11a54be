//! `satchel fhir import`
use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;
use satchel_protocol::problem::{ErrorCode, Problem};
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, client};

/// Takes over foreign records.
#[derive(Subcommand)]
pub enum Verb {
    /// Imports FHIR R4: bundles, single resources, NDJSON, folders. Ends with 0 if nothing was refused, 1 if something was;
    /// what was taken is stored either way, and another run takes only what is new
    #[command(
        after_help = "Examples:\n  satchel fhir import bundles/\n  satchel fhir import Patient.ndjson Observation.ndjson --source st-elsewhere\n  \
        satchel fhir import bundle.json --data-dir /var/lib/satchel --json"
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
        // The running server may stand in another folder.
        let paths: Result<Vec<_>, _> = paths.iter().map(std::path::absolute).collect();
        let paths = paths.map_err(|e| Problem::new(ErrorCode::Io).with("detail", e.to_string()))?;
        let config = context.server(&[])?;
        let call = Call::FhirImport { paths, source };
        let report = tokio::select! {
            report = client::reach_and_hear(&config, call, &show) => report?,
            _ = tokio::signal::ctrl_c() => {
                out::progress("stopped; what was taken is stored, another run takes the rest");
                return Ok(ExitCode::from(130));
            }
        };
        print(&report, context.common.json);
        let whole = report["counts"]["refused"] == 0;
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// One line of progress.
fn show(progress: &Value) {
    if let (Some(files), Some(of)) = (progress["files"].as_u64(), progress["of"].as_u64()) {
        let (resources, refused) = (&progress["resources"], &progress["refused"]);
        out::progress(&format!("{files} of {of} files, {resources} resources, {refused} refused"));
    }
}

/// Remarks to standard error, refusals there or as JSON lines, and the counts last.
fn print(report: &Value, as_json: bool) {
    for (reason, one) in report["notes"].as_object().into_iter().flatten() {
        let first = place(one);
        out::progress(&format!("note: {} times, first at {first}: {reason}", one["count"]));
    }
    let refusals = report["refusals"].as_array().map(Vec::as_slice).unwrap_or_default();
    for one in refusals {
        if as_json {
            out::json(&serde_json::json!({ "refused": one }));
        } else {
            out::progress(&format!("refused: {}", sentence(one)));
        }
    }
    let counts = &report["counts"];
    let refused = counts["refused"].as_u64().unwrap_or(0);
    let listed = u64::try_from(refusals.len()).unwrap_or(u64::MAX);
    if refused > listed {
        out::progress(&format!("{} more refused, not listed", refused - listed));
    }
    if as_json {
        return out::json(counts);
    }
    for (key, words) in [
        ("files", "files"),
        ("resources", "resources"),
        ("mapped", "mapped into documents"),
        ("kept", "kept word for word"),
        ("refused", "refused"),
        ("patients", "patients"),
        ("unchanged", "unchanged since an earlier import"),
    ] {
        out::line(&format!("{:>9}  {words}", counts[key]));
    }
}

/// File, place and reason.
fn sentence(one: &Value) -> String {
    format!("{}: {}", place(one), one["reason"].as_str().unwrap_or_default())
}

/// File and place in it.
fn place(one: &Value) -> String {
    let text = |key: &str| one[key].as_str().unwrap_or_default();
    let both = [text("file"), text("pointer")];
    both.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refusal_reads_as_file_place_and_reason() {
        let one = json!({ "file": "a.json", "pointer": "/entry/3", "reason": "no code" });
        assert_eq!(sentence(&one), "a.json /entry/3: no code");
        assert_eq!(
            sentence(&json!({ "file": "a.json", "pointer": "", "reason": "r" })),
            "a.json: r"
        );
    }
}
