//! The command line: parses, runs one verb, prints its result, and ends with 0 only on success.
//!
//! Results go to standard output, errors to standard error with a stable code; `--json` makes both readable by programs.
pub mod admin;
pub mod audit;
pub mod config;
pub mod demo;
pub mod device;
pub mod doctor;
pub mod fhir;
pub mod health;
pub mod init;
pub mod jobs;
pub mod keys;
pub mod migrate;
pub mod out;
pub mod record;
pub mod serve;
pub mod team;
pub mod user;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Parser, Subcommand};
use satchel_model::{entropy::Entropy, time::Clock};
use satchel_protocol::problem::{ErrorCode, Problem};

use crate::{
    admin::client,
    config::{Config, ConfigError},
    state::ServeConfig,
};

/// The sync server of Satchel.
#[derive(Parser)]
#[command(name = "satchel", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "Examples:\n  \
    satchel serve                                  a server on SQLite, nothing to configure\n  \
    satchel serve --database postgres://u:p@h/db   the same on PostgreSQL\n  \
    satchel doctor --json                          every check, for programs\n  \
    satchel config show --origin                   each setting and where it came from";

/// Flags that every verb understands.
#[derive(Args, Clone, Default)]
pub struct Common {
    /// Configuration file; without it ./satchel.toml, then /etc/satchel/satchel.toml
    #[arg(long, global = true, value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// Data folder (setting `data_dir`)
    #[arg(long, global = true, value_name = "PATH")]
    pub data_dir: Option<String>,
    /// PostgreSQL URL (setting database.url); shows in process lists, so better set `SATCHEL_DATABASE_URL_FILE`
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Any setting, e.g. --set `auth.access_minutes=5`
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Results and errors as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Subcommand)]
enum Verb {
    /// Serves devices and people until it is told to stop
    Serve(serve::Serve),
    /// Makes the data folder with keys, certificate and database, and ends
    Init(init::Init),
    /// Makes a clinic of made-up people to look around in
    Demo(demo::Demo),
    /// Checks folder, keys, database, jobs and audit
    Doctor(doctor::Doctor),
    /// Asks the running server whether it is at work
    Health(health::Health),
    /// Checks, shows or explains the configuration
    #[command(subcommand)]
    Config(config::Verb),
    /// Makes administrators
    #[command(subcommand)]
    Admin(admin::Verb),
    /// Lists, invites and stops people
    #[command(subcommand)]
    User(user::Verb),
    /// Says who sees which patients: care teams and wards
    #[command(subcommand)]
    Team(team::Verb),
    /// Lists devices and shuts them out
    #[command(subcommand)]
    Device(device::Verb),
    /// Takes over foreign records
    #[command(subcommand)]
    Fhir(fhir::Verb),
    /// Lists work that waits or was given up, and gives it another try
    #[command(subcommand)]
    Jobs(jobs::Verb),
    /// Rebuilds, rectifies, erases and holds records
    #[command(subcommand)]
    Record(record::Verb),
    /// Proves the audit
    #[command(subcommand)]
    Audit(audit::Verb),
    /// Shows and replaces the key that wraps document keys
    #[command(subcommand)]
    Keys(keys::Verb),
    /// Tells the schema's state
    #[command(subcommand)]
    Migrate(migrate::Verb),
}

/// What verbs get: the common flags, this machine's clock and randomness, and where to print.
pub struct Context {
    /// The common flags.
    pub common: Common,
    /// This machine's clock.
    pub clock: Arc<dyn Clock>,
    /// This machine's randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Context {
    /// The configuration that counts, `extra` flags included.
    /// # Errors
    /// `config` with the setting and its origin.
    pub fn config(&self, extra: &[(&str, Option<String>)]) -> Result<Config, Problem> {
        let mut flags = Vec::new();
        for pair in &self.common.set {
            let (key, value) = pair
                .split_once('=')
                .ok_or_else(|| config_problem(&ConfigError::Together("--set takes KEY=VALUE")))?;
            flags.push((key.to_owned(), value.to_owned()));
        }
        let named = [
            ("data_dir", self.common.data_dir.clone()),
            ("database.url", self.common.database.clone()),
        ];
        for (key, value) in named.iter().chain(extra) {
            if let Some(value) = value {
                flags.push(((*key).to_owned(), value.clone()));
            }
        }
        Config::load(flags, self.common.config.as_deref()).map_err(|e| config_problem(&e))
    }

    /// The server that the configuration describes.
    /// # Errors
    /// `config` with the setting and its origin.
    pub fn server(&self, extra: &[(&str, Option<String>)]) -> Result<ServeConfig, Problem> {
        let config = self.config(extra)?;
        ServeConfig::from_config(&config, Arc::clone(&self.clock), Arc::clone(&self.entropy))
            .map_err(|e| Problem::new(ErrorCode::Config).with("detail", e.to_string()))
    }
}

/// A configuration error as a Problem.
#[must_use]
pub fn config_problem(error: &ConfigError) -> Problem {
    let problem = Problem::new(ErrorCode::Config).with("detail", error.to_string());
    match error {
        ConfigError::Unknown { key, .. } => problem.with("key", key.as_str()),
        ConfigError::Form { key, .. } => problem.with("key", *key),
        ConfigError::File { .. } | ConfigError::Together(_) => problem,
    }
}

/// Runs the process's command line.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return out::usage(&error),
    };
    let (clock, entropy) = client::machine();
    let context = Context { common: cli.common, clock, entropy };
    let json = context.common.json;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(run(&context, cli.verb));
            // A thread that is stuck would keep the process from ending.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(Problem::new(ErrorCode::Io).with("detail", error.to_string())),
    };
    match outcome {
        Ok(code) => code,
        Err(problem) => out::problem(&problem, json),
    }
}

async fn run(context: &Context, verb: Verb) -> Result<ExitCode, Problem> {
    match verb {
        Verb::Serve(verb) => verb.run(context).await,
        Verb::Init(verb) => verb.run(context).await,
        Verb::Demo(verb) => verb.run(context).await,
        Verb::Doctor(verb) => verb.run(context).await,
        Verb::Health(verb) => verb.run(context).await,
        Verb::Config(verb) => verb.run(context),
        Verb::Admin(verb) => verb.run(context).await,
        Verb::User(verb) => verb.run(context).await,
        Verb::Team(verb) => verb.run(context).await,
        Verb::Device(verb) => verb.run(context).await,
        Verb::Fhir(verb) => verb.run(context).await,
        Verb::Jobs(verb) => verb.run(context).await,
        Verb::Record(verb) => verb.run(context).await,
        Verb::Audit(verb) => verb.run(context).await,
        Verb::Keys(verb) => verb.run(context).await,
        Verb::Migrate(verb) => verb.run(context).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_verb_shows_examples() {
        fn walk(command: &clap::Command, path: &str, missing: &mut Vec<String>) {
            let path = format!("{path} {}", command.get_name());
            let leaf = command.get_subcommands().next().is_none();
            let shown = command.get_after_help().is_some_and(|t| t.to_string().contains("Example"));
            if leaf && !shown {
                missing.push(path.clone());
            }
            command.get_subcommands().for_each(|c| walk(c, &path, missing));
        }
        let mut missing = Vec::new();
        walk(&Cli::command(), "", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    fn context(common: Common) -> Context {
        let (clock, entropy) = client::machine();
        Context { common, clock, entropy }
    }

    #[test]
    fn flags_reach_the_configuration() {
        let common = Common {
            data_dir: Some("/d".to_owned()),
            set: vec!["auth.access_minutes=5".to_owned()],
            ..Common::default()
        };
        let config = context(common).config(&[("listen", Some("[::1]:1".to_owned()))]).unwrap();
        assert_eq!(config.data_dir, PathBuf::from("/d"));
        assert_eq!(config.settings.access_ms, 300_000);
        assert_eq!(config.listen.port(), 1);
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let common = Common { set: vec!["auth.x=5".to_owned()], ..Common::default() };
        let problem = context(common).config(&[]).unwrap_err();
        assert_eq!(
            (problem.code, problem.args["key"].as_str()),
            (ErrorCode::Config, Some("auth.x"))
        );
        let common = Common { set: vec!["nonsense".to_owned()], ..Common::default() };
        assert_eq!(context(common).config(&[]).unwrap_err().code, ErrorCode::Config);
    }
}
