//! `satchel config check|show|reference`
use std::process::ExitCode;

use clap::{Args, Subcommand};
use satchel_protocol::problem::Problem;
use serde_json::{Map, Value, json};

use super::{Context, out};
use crate::config::{Config, table};

/// Checks, shows or explains the configuration.
#[derive(Subcommand)]
pub enum Verb {
    /// Reads everything that counts and says whether it is usable
    #[command(
        after_help = "Examples:\n  satchel config check\n  satchel config check --config /etc/satchel/satchel.toml"
    )]
    Check,
    /// Prints every setting's effective value; secrets only as set or not
    #[command(
        after_help = "Examples:\n  satchel config show\n  satchel config show --origin --json"
    )]
    Show(Show),
    /// Prints the reference of all settings as Markdown
    #[command(after_help = "Example:\n  satchel config reference > configuration.md")]
    Reference,
}

/// Flags of `show`.
#[derive(Args)]
pub struct Show {
    /// Also say where each value came from
    #[arg(long)]
    origin: bool,
}

impl Verb {
    /// # Errors
    /// `config` with the wrong setting and its origin.
    pub fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        match self {
            Self::Check => {
                context.config(&[])?;
                if context.common.json {
                    out::json(&json!({ "status": "ok" }));
                } else {
                    out::line("ok");
                }
            }
            Self::Show(show) => print(&context.config(&[])?, show.origin, context.common.json),
            Self::Reference => out::line(table::reference().trim_end()),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(config: &Config, origin: bool, json: bool) {
    let lines = shown(config);
    if json {
        let mut all = Map::new();
        for (key, value, from) in lines {
            let entry =
                if origin { json!({ "value": value, "origin": from }) } else { value.into() };
            all.insert(key.to_owned(), entry);
        }
        out::json(&Value::Object(all));
        return;
    }
    let rows: Vec<Vec<String>> = lines
        .into_iter()
        .map(|(key, value, from)| {
            let mut row = vec![key.to_owned(), value];
            if origin {
                row.push(from);
            }
            row
        })
        .collect();
    let header: &[&str] = if origin { &["key", "value", "origin"] } else { &["key", "value"] };
    out::table(header, &rows);
}

/// Key, printable value and origin of every setting.
fn shown(config: &Config) -> Vec<(&'static str, String, String)> {
    config
        .layers
        .iter()
        .map(|(key, value)| {
            let secret = table::find(key).is_some_and(|s| s.secret);
            let text = match (value.text.is_empty(), secret) {
                (true, _) => "-".to_owned(),
                (false, true) => "(set)".to_owned(),
                (false, false) => value.text.clone(),
            };
            (key, text, value.origin.to_string())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Given, Layers};

    #[test]
    fn a_secret_shows_as_set_with_its_origin() {
        let flags = vec![("database.url".to_owned(), "postgres://u:hunter2@h/d".to_owned())];
        let layers = Layers::merge(&Given { flags, ..Given::default() }).unwrap();
        let lines = shown(&Config::from_layers(layers).unwrap());
        let line = lines.iter().find(|(key, ..)| *key == "database.url").unwrap();
        assert_eq!((line.1.as_str(), line.2.as_str()), ("(set)", "flag"));
        assert!(lines.iter().all(|(_, value, _)| !value.contains("hunter2")));
        assert_eq!(lines.len(), table::SETTINGS.len());
    }
}
