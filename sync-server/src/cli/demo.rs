//! `satchel demo`
use std::process::ExitCode;

use clap::Args;
use satchel_protocol::problem::Problem;
use serde_json::json;

use super::{Context, out, serve::Serve};
use crate::{
    demo::{Clinic, PATIENTS, SEED, run},
    state::State,
};

/// Makes a clinic of made-up people in a fresh data folder, prints how to sign in, and with --serve goes on serving it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  satchel demo --data-dir /tmp/demo\n  satchel demo --data-dir /tmp/demo --serve --listen 127.0.0.1:8443"
)]
pub struct Demo {
    /// The same number makes the same clinic
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// How many patients
    #[arg(long, default_value_t = PATIENTS)]
    patients: usize,
    /// Serves the clinic until told to stop
    #[arg(long)]
    serve: bool,
    /// Address and port to serve on; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", requires = "serve")]
    listen: Option<String>,
}

impl Demo {
    /// # Errors
    /// `already_done` if the data folder holds people already, or what keeps the folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let config = context.server(&[])?;
        let (state, _) = State::open(&config, config.listen).await.map_err(|e| e.problem())?;
        let clinic = Clinic::plan(self.seed, state.now(), self.patients);
        let made = run::make(&state, &clinic, &mut show).await;
        state.store.close().await;
        drop(state);
        tell(&made.map_err(|f| f.0)?, context.common.json);
        if self.serve { Serve::on(self.listen).run(context).await } else { Ok(ExitCode::SUCCESS) }
    }
}

fn show(done: usize, of: usize) {
    if done.is_multiple_of(50) || done == of {
        out::progress(&format!("{done} of {of} patients"));
    }
}

/// Sign-in names and the password, printed here and nowhere else.
fn tell(made: &run::Made, as_json: bool) {
    let role = |role: satchel_model::role::Role| role.name().to_owned();
    if as_json {
        let people: Vec<_> = made
            .people
            .iter()
            .map(|(login, name, r)| json!({ "login": login, "name": name, "role": role(*r) }))
            .collect();
        out::json(&json!({
            "people": people,
            "password": made.password,
            "patients": made.patients,
            "documents": made.documents,
        }));
        return;
    }
    let rows: Vec<_> = made
        .people
        .iter()
        .map(|(login, name, r)| vec![login.clone(), name.clone(), role(*r)])
        .collect();
    out::table(&["sign in as", "name", "role"], &rows);
    out::line(&format!("Password of all: {}", made.password));
    out::line(&format!("{} made-up patients, {} documents.", made.patients, made.documents));
}
