//! `satchel team list|make|join|leave|assign|unassign|open`
use std::process::ExitCode;

use clap::{Args, Subcommand};
use satchel_model::id::{GroupId, PatientId, UserId};
use satchel_protocol::problem::Problem;
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, TeamCall, client};

/// Says who sees which patients: care teams and wards.
#[derive(Subcommand)]
pub enum Verb {
    /// Every care team and ward, with how many people and records are in it
    #[command(after_help = "Example:\n  satchel team list --json")]
    List,
    /// Makes a care team, or a ward
    #[command(
        after_help = "Example:\n  satchel team make 'Diabetes'\n  satchel team make --ward 'Ward 3'"
    )]
    Make(Make),
    /// Takes a person in, for good or for a time
    #[command(
        after_help = "Example:\n  satchel team join 0198f0a0-0000-7000-8000-000000000001 0198f0a0-0000-7000-8000-000000000002 --days 14"
    )]
    Join(Join),
    /// Takes a person out: their devices give back what they may no longer see
    #[command(
        after_help = "Example:\n  satchel team leave 0198f0a0-0000-7000-8000-000000000001 0198f0a0-0000-7000-8000-000000000002"
    )]
    Leave(Member),
    /// Assigns a patient; --only takes them out of the clinic's common audience
    #[command(
        after_help = "Example:\n  satchel team assign 0198f0a0-0000-7000-8000-000000000001 0198f0a0-0000-7000-8000-000000000003 --only"
    )]
    Assign(Assign),
    /// Takes a patient out
    #[command(
        after_help = "Example:\n  satchel team unassign 0198f0a0-0000-7000-8000-000000000001 0198f0a0-0000-7000-8000-000000000003"
    )]
    Unassign(Patient),
    /// Gives a patient back to the clinic's common audience
    #[command(after_help = "Example:\n  satchel team open 0198f0a0-0000-7000-8000-000000000003")]
    Open(Open),
}

/// Arguments of `make`.
#[derive(Args)]
pub struct Make {
    /// Name as shown
    name: String,
    /// A ward or panel, not a care team
    #[arg(long)]
    ward: bool,
}

/// Arguments of `join`.
#[derive(Args)]
pub struct Join {
    /// The team, as `team list` shows it
    team: GroupId,
    /// The person, as `user list` shows them
    user: UserId,
    /// Ends by itself after so many days
    #[arg(long)]
    days: Option<u32>,
}

/// Arguments of `leave`.
#[derive(Args)]
pub struct Member {
    /// The team
    team: GroupId,
    /// The person
    user: UserId,
}

/// Arguments of `assign`.
#[derive(Args)]
pub struct Assign {
    /// The team
    team: GroupId,
    /// The patient's id
    patient: PatientId,
    /// Only teams see the patient from now on
    #[arg(long)]
    only: bool,
}

/// Arguments of `unassign`.
#[derive(Args)]
pub struct Patient {
    /// The team
    team: GroupId,
    /// The patient's id
    patient: PatientId,
}

/// Arguments of `open`.
#[derive(Args)]
pub struct Open {
    /// The patient's id
    patient: PatientId,
}

impl Verb {
    /// # Errors
    /// `invalid`, `not_found`, `conflict`, or what keeps the data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let call = match self {
            Self::List => TeamCall::List,
            Self::Make(Make { name, ward }) => TeamCall::Make { name, ward },
            Self::Join(Join { team, user, days }) => TeamCall::Join { team, user, days },
            Self::Leave(Member { team, user }) => TeamCall::Leave { team, user },
            Self::Assign(Assign { team, patient, only }) => {
                TeamCall::Assign { team, patient, only }
            }
            Self::Unassign(Patient { team, patient }) => TeamCall::Unassign { team, patient },
            Self::Open(Open { patient }) => TeamCall::Open { patient },
        };
        let listing = matches!(call, TeamCall::List);
        let answer = client::reach(&context.server(&[])?, Call::Team(call)).await?;
        if context.common.json {
            out::json(&answer);
        } else if listing {
            list(&answer);
        } else if let Some(team) = answer["team"].as_str() {
            out::line(&format!("Team: {team}"));
        } else {
            out::line("Done. Devices learn of it at their next contact.");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(answer: &Value) {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let row = |team: &Value| -> Vec<String> {
        ["team", "kind", "name", "people", "records"].iter().map(|k| text(&team[*k])).collect()
    };
    let rows: Vec<Vec<String>> = answer.as_array().into_iter().flatten().map(row).collect();
    out::table(&["team", "kind", "name", "people", "records"], &rows);
}
