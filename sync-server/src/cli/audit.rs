//! `satchel audit verify`
use std::process::ExitCode;

use clap::Subcommand;
use satchel_protocol::problem::Problem;
use serde_json::Value;

use super::{Context, out};
use crate::admin::{Call, client};

/// Proves the audit.
#[derive(Subcommand)]
pub enum Verb {
    /// Checks every event's hash, the index without gaps, and each device's chain of signed items; ends with 0 intact,
    /// 1 tampered, 2 incomplete
    #[command(after_help = "Examples:\n  satchel audit verify\n  satchel audit verify --json")]
    Verify,
}

impl Verb {
    /// # Errors
    /// What keeps the data folder from being used. A tampered audit is no error but the exit code 1.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let Self::Verify = self;
        let report = client::reach(&context.server(&[])?, Call::AuditVerify).await?;
        if context.common.json {
            out::json(&report);
        } else {
            print(&report);
        }
        Ok(exit(&report))
    }
}

/// 0 intact, 1 tampered, 2 incomplete.
fn exit(report: &Value) -> ExitCode {
    match report["status"].as_str() {
        Some("intact") => ExitCode::SUCCESS,
        Some("incomplete") => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

fn print(report: &Value) {
    let Some(fields) = report.as_object() else { return };
    for (name, value) in fields {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out::line(&format!("{name}: {text}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_an_intact_audit_ends_with_0() {
        let code = |status: &str| format!("{:?}", exit(&json!({ "status": status })));
        assert_eq!(code("intact"), format!("{:?}", ExitCode::SUCCESS));
        assert_eq!(code("tampered"), format!("{:?}", ExitCode::from(1)));
        assert_eq!(code("incomplete"), format!("{:?}", ExitCode::from(2)));
        assert_eq!(code("anything else"), format!("{:?}", ExitCode::from(1)));
    }
}
