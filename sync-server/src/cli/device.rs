//! `satchel device list|revoke`
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use satchel_model::{id::DeviceId, time::Timestamp};
use satchel_protocol::{intent::RevokeReason, problem::Problem};
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, client};

/// Lists devices and shuts them out.
#[derive(Subcommand)]
pub enum Verb {
    /// Everybody's devices
    #[command(after_help = "Example:\n  satchel device list --json")]
    List,
    /// Shuts a device out: it gets nothing more, and what it still sends waits for review
    #[command(
        after_help = "Examples:\n  satchel device revoke 0198f0a0-0000-7000-8000-000000000001 --reason lost\n  \
        satchel device revoke 0198f0a0-0000-7000-8000-000000000001 --reason replaced"
    )]
    Revoke(Revoke),
}

/// Flags of `revoke`.
#[derive(Args)]
pub struct Revoke {
    /// The device's id, as `device list` shows it
    device: DeviceId,
    /// lost: late edits raise an alert; replaced: they wait without one
    #[arg(long, value_enum)]
    reason: Reason,
}

/// Words of `--reason`.
#[derive(Clone, Copy, ValueEnum)]
pub enum Reason {
    /// Lost or stolen.
    Lost,
    /// Replaced, or the person left.
    Replaced,
}

impl Verb {
    /// # Errors
    /// `not_found`, `already_done`, or what keeps the data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let call = match self {
            Self::List => Call::DeviceList,
            Self::Revoke(Revoke { device, reason }) => Call::DeviceRevoke {
                device,
                reason: match reason {
                    Reason::Lost => RevokeReason::Lost,
                    Reason::Replaced => RevokeReason::Replaced,
                },
            },
        };
        let listing = matches!(call, Call::DeviceList);
        let answer = client::reach(&context.server(&[])?, call).await?;
        if context.common.json {
            out::json(&answer);
        } else if listing {
            list(&answer);
        } else {
            out::line("Shut out. Its sessions are over; late edits wait for review.");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(answer: &Value) {
    let rows: Vec<Vec<String>> = answer
        .as_array()
        .into_iter()
        .flatten()
        .map(|device| {
            let mut row: Vec<String> = ["device", "name", "label", "status"]
                .iter()
                .map(|k| device[*k].as_str().unwrap_or_default().to_owned())
                .collect();
            row.push(moment(&device["last_seen"]));
            row.push(moment(&device["lease_until"]));
            row
        })
        .collect();
    out::table(&["device", "person", "label", "state", "last seen", "lease until"], &rows);
}

fn moment(value: &Value) -> String {
    value.as_i64().map_or_else(|| "-".to_owned(), |ms| Timestamp::from_millis(ms).rfc3339())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_never_was_is_a_dash() {
        assert_eq!(moment(&Value::Null), "-");
        assert_eq!(moment(&Value::from(0)), "1970-01-01T00:00:00.000Z");
    }
}
