//! `satchel jobs list|retry|dead`
use std::process::ExitCode;

use clap::{Args, Subcommand};
use satchel_model::{id::JobId, time::Timestamp};
use satchel_protocol::problem::Problem;
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, client};

/// Lists work that waits or was given up, and gives it another try.
#[derive(Subcommand)]
pub enum Verb {
    /// Everything that is not done
    #[command(after_help = "Example:\n  satchel jobs list --json")]
    List,
    /// What was given up, with the reason
    #[command(after_help = "Example:\n  satchel jobs dead")]
    Dead,
    /// Gives what was given up all its tries again
    #[command(
        after_help = "Examples:\n  satchel jobs retry --all\n  satchel jobs retry 0198f0a0-0000-7000-8000-000000000001"
    )]
    Retry(Retry),
}

/// Flags of `retry`.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Retry {
    /// The job's id, as `jobs dead` shows it
    job: Option<JobId>,
    /// Everything that was given up
    #[arg(long)]
    all: bool,
}

impl Verb {
    /// # Errors
    /// `not_found` for a job that was not given up, or what keeps the data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let call = match self {
            Self::List => Call::JobList { dead: false },
            Self::Dead => Call::JobList { dead: true },
            Self::Retry(Retry { job, .. }) => Call::JobRetry { job },
        };
        let listing = matches!(call, Call::JobList { .. });
        let answer = client::reach(&context.server(&[])?, call).await?;
        if context.common.json {
            out::json(&answer);
        } else if listing {
            list(&answer);
        } else {
            let count = answer["jobs"].as_array().map_or(0, Vec::len);
            out::line(&format!("{count} to be tried again."));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(answer: &Value) {
    let rows: Vec<Vec<String>> = answer
        .as_array()
        .into_iter()
        .flatten()
        .map(|job| {
            let text = |key: &str| job[key].as_str().unwrap_or("-").to_owned();
            let due = job["run_at"].as_i64().map(Timestamp::from_millis);
            vec![
                text("job"),
                text("kind"),
                text("state"),
                job["attempts"].to_string(),
                text("code"),
                due.map_or_else(|| "-".to_owned(), Timestamp::rfc3339),
            ]
        })
        .collect();
    out::table(&["job", "work", "state", "tries", "last failure", "due"], &rows);
}
