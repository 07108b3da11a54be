//! `satchel user list|invite|deactivate`
use std::process::ExitCode;

use clap::{Args, Subcommand};
use satchel_model::id::{PatientId, UserId};
use satchel_protocol::{join, problem::Problem};
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, client};

/// Lists, invites and stops people.
#[derive(Subcommand)]
pub enum Verb {
    /// Everybody who can sign in
    #[command(after_help = "Example:\n  satchel user list --json")]
    List,
    /// Makes an invitation and prints its link and code, once
    #[command(after_help = "Examples:\n  satchel user invite --name 'Grace H.' --role doctor\n  \
        satchel user invite --name 'Pat P.' --role patient --patient 0198f0a0-0000-7000-8000-000000000001 --hours 24")]
    Invite(Invite),
    /// Stops a person signing in and shuts their devices out
    #[command(
        after_help = "Example:\n  satchel user deactivate 0198f0a0-0000-7000-8000-000000000001"
    )]
    Deactivate(Deactivate),
}

/// Flags of `invite`.
#[derive(Args)]
pub struct Invite {
    /// Name as shown
    #[arg(long)]
    name: String,
    /// patient, `trusted_person`, reception, nurse, doctor, `clinic_admin`, `privacy_officer` or it
    #[arg(long)]
    role: String,
    /// For patients and trusted persons: the patient's id
    #[arg(long)]
    patient: Option<PatientId>,
    /// Life in hours, 1 to 336
    #[arg(long)]
    hours: Option<u32>,
}

/// Arguments of `deactivate`.
#[derive(Args)]
pub struct Deactivate {
    /// The person's id, as `user list` shows it
    user: UserId,
}

impl Verb {
    /// # Errors
    /// `invalid`, `not_found`, `already_done`, or what keeps the data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let call = match self {
            Self::List => Call::UserList,
            Self::Invite(Invite { name, role, patient, hours }) => {
                Call::UserInvite { name, role, patient, hours }
            }
            Self::Deactivate(Deactivate { user }) => Call::UserDeactivate { user },
        };
        let listing = matches!(call, Call::UserList);
        let inviting = matches!(call, Call::UserInvite { .. });
        let answer = client::reach(&context.server(&[])?, call).await?;
        if context.common.json {
            out::json(&answer);
        } else if listing {
            list(&answer);
        } else if inviting {
            let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
            out::line(&format!("Link: {}", text("link")));
            out::line(&format!("Code: {}", text("code")));
            if let Ok(spki) = text("spki").parse() {
                out::line(&format!("Server key: {}", join::words(&spki)));
            }
            out::line("Link and code are shown once. Whoever types the code compares the words.");
        } else {
            let devices = answer["devices"].as_array().map_or(0, Vec::len);
            out::line(&format!("Stopped; {devices} devices shut out."));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(answer: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows: Vec<Vec<String>> = answer
        .as_array()
        .into_iter()
        .flatten()
        .map(|user| {
            let active = if user["active"] == true { "active" } else { "stopped" };
            let mut row: Vec<String> =
                ["user", "login", "name", "role"].iter().map(|k| text(&user[*k])).collect();
            row.push(active.to_owned());
            row
        })
        .collect();
    out::table(&["user", "login", "name", "role", "state"], &rows);
}
