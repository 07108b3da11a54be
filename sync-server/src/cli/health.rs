//! `satchel health`
use std::process::ExitCode;

use clap::Args;
use satchel_protocol::problem::{ErrorCode, Problem};

use super::{Context, out};
use crate::admin::{Call, client};

/// Asks the running server whether it is at work; ends with 1 where none runs. For containers and supervisors.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  satchel health\n  satchel health --data-dir /var/lib/satchel --json"
)]
pub struct Health {}

impl Health {
    /// # Errors
    /// `offline` where no server runs on this data folder.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let config = context.server(&[])?;
        let answer = client::ask(&config.data_dir, &Call::Health, &|_| {}).await?;
        let answer = answer.ok_or_else(|| {
            let shown = config.data_dir.display().to_string();
            let problem = Problem::new(ErrorCode::Offline).with("data_dir", shown);
            problem.with("detail", "no server runs on this data folder")
        })?;
        if context.common.json {
            out::json(&answer);
        } else {
            out::line(&format!("ok, {}", answer["engine"].as_str().unwrap_or_default()));
        }
        Ok(ExitCode::SUCCESS)
    }
}
