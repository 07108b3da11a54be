//! `satchel doctor`
use std::process::ExitCode;

use clap::Args;
use satchel_protocol::problem::Problem;

use super::{Context, out};
use crate::admin::{Call, client};

/// Checks folder, keys, database, jobs and audit; ends with 1 if something does not work.
#[derive(Args)]
#[command(after_help = "Examples:\n  satchel doctor\n  satchel doctor --json")]
pub struct Doctor {}

impl Doctor {
    /// # Errors
    /// Where the checks cannot be made at all.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let report = client::reach(&context.server(&[])?, Call::Doctor).await?;
        let bad = report["status"] == "bad";
        if context.common.json {
            out::json(&report);
        } else {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let rows: Vec<Vec<String>> = report["checks"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|c| ["name", "health", "found", "cure"].map(|k| text(&c[k])).to_vec())
                .collect();
            out::table(&["check", "health", "found", "what to do"], &rows);
        }
        Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
