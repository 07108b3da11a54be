//! `satchel admin create`
use std::{io::Read as _, path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use satchel_protocol::problem::{ErrorCode, Problem};

use super::{Context, out};
use crate::admin::{Call, client};

/// Longest password file that is read.
const PASSWORD_BYTES_MAX: u64 = 4_096;

/// Makes administrators.
#[derive(Subcommand)]
pub enum Verb {
    /// Makes a clinic administrator, also the first one
    #[command(
        after_help = "Examples:\n  satchel admin create --clinic Riverside --login ada --name 'Ada L.' --password-file pw\n  \
        pass show satchel | satchel admin create --clinic Riverside --login ada --name 'Ada L.'"
    )]
    Create(Create),
}

/// Flags of `create`.
#[derive(Args)]
pub struct Create {
    /// The clinic's name; needed for the first administrator
    #[arg(long)]
    clinic: Option<String>,
    /// Sign-in name
    #[arg(long)]
    login: String,
    /// Name as shown
    #[arg(long)]
    name: String,
    /// File whose first line is the password; without it, the first line of standard input
    #[arg(long, value_name = "PATH")]
    password_file: Option<PathBuf>,
}

impl Verb {
    /// # Errors
    /// `weak_password`, `login_taken`, `invalid`, or what keeps the data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let Self::Create(create) = self;
        let password = password(create.password_file)?;
        let Create { clinic, login, name, .. } = create;
        let call = Call::AdminCreate { clinic, login, name, password };
        let answer = client::reach(&context.server(&[])?, call).await?;
        if context.common.json {
            out::json(&answer);
        } else {
            out::line(&format!(
                "Administrator {} made.",
                answer["user"].as_str().unwrap_or_default()
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The first line of the file or of standard input. Never a flag: flags show in process lists and histories.
fn password(path: Option<PathBuf>) -> Result<String, Problem> {
    let mut text = String::new();
    let read = match path {
        Some(path) => std::fs::File::open(&path)
            .and_then(|file| file.take(PASSWORD_BYTES_MAX).read_to_string(&mut text)),
        None => std::io::stdin().lock().take(PASSWORD_BYTES_MAX).read_to_string(&mut text),
    };
    read.map_err(|e| Problem::new(ErrorCode::Io).with("detail", e.to_string()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_the_file_is_the_password() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("pw");
        crate::file::replace(&path, b"one two three\nnot this\n").unwrap();
        assert_eq!(password(Some(path)).unwrap(), "one two three");
        let missing = password(Some(home.path().join("none"))).unwrap_err();
        assert_eq!(missing.code, ErrorCode::Io);
    }
}
