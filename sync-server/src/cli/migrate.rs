//! `satchel migrate status`
use std::process::ExitCode;

use clap::Subcommand;
use satchel_protocol::problem::Problem;

use super::{Context, out};
use crate::admin::{Call, client};

/// Tells the schema's state.
#[derive(Subcommand)]
pub enum Verb {
    /// The database's schema number and the newest this program knows
    #[command(after_help = "Example:\n  satchel migrate status --json")]
    Status,
}

impl Verb {
    /// # Errors
    /// What keeps the data folder from being used; `newer_version` where the database is ahead.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let Self::Status = self;
        let answer = client::reach(&context.server(&[])?, Call::MigrateStatus).await?;
        if context.common.json {
            out::json(&answer);
        } else {
            let engine = answer["engine"].as_str().unwrap_or_default();
            out::line(&format!("{engine}: schema {} of {}", answer["schema"], answer["newest"]));
        }
        Ok(ExitCode::SUCCESS)
    }
}
