//! `satchel keys status|rotate`
use std::process::ExitCode;

use clap::Subcommand;
use satchel_protocol::problem::Problem;
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, client};

/// Shows and replaces the key that wraps document keys.
#[derive(Subcommand)]
pub enum Verb {
    /// Which wrapping keys are in use, and how many document keys each holds
    #[command(after_help = "Example:\n  satchel keys status --json")]
    Status,
    /// Makes a new wrapping key, wraps every document key anew and forgets the old one; goes on where it was stopped
    #[command(
        after_help = "Example:\n  satchel keys rotate\n\nThe keys file then no longer opens a backup of the key store from before: make a new backup, and keep the\nold keys file with the old ones."
    )]
    Rotate,
}

impl Verb {
    /// # Errors
    /// `in_use` while another process rotates, or what keeps the data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let call = match self {
            Self::Status => Call::KeysStatus,
            Self::Rotate => Call::KeysRotate,
        };
        let answer = client::reach(&context.server(&[])?, call).await?;
        if context.common.json {
            out::json(&answer);
            return Ok(ExitCode::SUCCESS);
        }
        let status = answer.get("status").unwrap_or(&answer);
        if let Some(wrapped) = answer.get("wrapped").and_then(Value::as_u64) {
            out::line(&format!(
                "{wrapped} document keys wrapped anew, {} damaged.",
                answer["damaged"]
            ));
        }
        out::line(&format!("Wrapping key in use: version {}.", status["in_use"]));
        for held in status["wrapped"].as_array().into_iter().flatten() {
            out::line(&format!("version {}: {} document keys", held["version"], held["keys"]));
        }
        if status["under_way"] == true {
            out::line("A rotation is not at its end: run `satchel keys rotate`.");
        }
        Ok(ExitCode::SUCCESS)
    }
}
