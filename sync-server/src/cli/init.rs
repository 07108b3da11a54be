//! `satchel init`
use std::process::ExitCode;

use clap::Args;
use satchel_protocol::problem::Problem;
use serde_json::json;

use super::{Context, out};
use crate::state::State;

/// Makes the data folder with keys, certificate and database, and ends. A second time changes nothing.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  satchel init\n  satchel init --data-dir /var/lib/satchel --json"
)]
pub struct Init {}

impl Init {
    /// # Errors
    /// `io`, `in_use`, `config`, or a database failure.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let config = context.server(&[])?;
        let (state, _) = State::open(&config, config.listen).await.map_err(|e| e.problem())?;
        let engine = state.store.engine().await;
        state.store.close().await;
        let engine = engine.map_err(|e| crate::http::problem::store_problem(&e))?;
        let place = &state.place;
        if context.common.json {
            out::json(&json!({
                "data_dir": config.data_dir,
                "tenant": state.keys.tenant,
                "engine": engine,
                "spki": place.spki,
                "words": place.words(),
            }));
        } else {
            out::line(&format!("Data folder {} is ready ({engine}).", config.data_dir.display()));
            out::line(&format!("Server key: {}", place.words()));
            out::line(
                "Keep a copy of keys.cbor away from this machine: without it nothing can be read.",
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
