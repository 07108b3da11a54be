//! Values with the place they came from: flag over environment over file over default.
use std::{collections::BTreeMap, path::Path};

use super::table::{self, Kind, SETTINGS, Setting};

/// Where a value came from, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A command line flag.
    Flag,
    /// This environment variable.
    Environment(String),
    /// The file that this environment variable names.
    SecretFile(String),
    /// This configuration file.
    File(String),
    /// The table of defaults.
    Default,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::SecretFile(name) => write!(f, "file named by {name}"),
            Self::File(path) => write!(f, "file {path}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Why a configuration cannot be used; each names the setting and where its value came from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file is not TOML, or holds something other than settings.
    #[error("{path}: {reason}")]
    File {
        /// The configuration file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A name that is no setting, most likely mistyped.
    #[error("{key} ({origin}) is not a setting; `satchel config reference` lists them")]
    Unknown {
        /// The name.
        key: String,
        /// Where it stands.
        origin: Origin,
    },
    /// A value of the wrong form.
    #[error("{key} ({origin}) must be {form}")]
    Form {
        /// The setting.
        key: &'static str,
        /// Where the value came from.
        origin: Origin,
        /// What it must look like.
        form: String,
    },
    /// Settings that only make sense together.
    #[error("{0}")]
    Together(&'static str),
}

/// One value and its origin. Not printable: it may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Sourced {
    /// The text of the value; empty means "not set".
    pub text: String,
    /// Where it came from.
    pub origin: Origin,
}

/// What was given from outside, before it is merged. Not printable: it may hold secrets.
#[derive(Clone, Default)]
pub struct Given {
    /// Flags as (key, value).
    pub flags: Vec<(String, String)>,
    /// The process environment, or a made-up one in tests.
    pub environment: BTreeMap<String, String>,
    /// Path and text of the configuration file, if there is one.
    pub file: Option<(String, String)>,
}

/// Every setting with its effective value.
#[derive(Clone, PartialEq, Eq)]
pub struct Layers(BTreeMap<&'static str, Sourced>);

impl std::fmt::Debug for Layers {
    /// Keys and origins only: a value may be a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(k, v)| (k, &v.origin))).finish()
    }
}

impl Layers {
    /// Merges what was given with the defaults and checks the form of each value.
    /// # Errors
    /// [`ConfigError`], with the first wrong setting and its origin.
    pub fn merge(given: &Given) -> Result<Self, ConfigError> {
        let mut values: BTreeMap<_, _> = SETTINGS
            .iter()
            .map(|s| (s.key, Sourced { text: s.default.to_owned(), origin: Origin::Default }))
            .collect();
        if let Some((path, text)) = &given.file {
            for (key, value) in file_values(path, text)? {
                put(&mut values, &key, value, Origin::File(path.clone()))?;
            }
        }
        for setting in SETTINGS {
            if let Some(found) = from_environment(setting, &given.environment)? {
                values.insert(setting.key, found);
            }
        }
        for (key, value) in &given.flags {
            put(&mut values, key, value.clone(), Origin::Flag)?;
        }
        SETTINGS.iter().try_for_each(|s| check(s, &values[s.key]))?;
        Ok(Self(values))
    }

    /// The effective value; empty for a key that is no setting.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).map_or("", |v| v.text.as_str())
    }

    /// The value as a whole number; the form was checked when merging.
    #[must_use]
    pub fn whole(&self, key: &str) -> u64 {
        self.text(key).parse().unwrap_or(0)
    }

    /// All values in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Sourced)> {
        self.0.iter().map(|(k, v)| (*k, v))
    }
}

fn put(
    values: &mut BTreeMap<&'static str, Sourced>,
    key: &str,
    text: String,
    origin: Origin,
) -> Result<(), ConfigError> {
    let Some(setting) = table::find(key) else {
        return Err(ConfigError::Unknown { key: key.to_owned(), origin });
    };
    values.insert(setting.key, Sourced { text, origin });
    Ok(())
}

fn from_environment(
    setting: &Setting,
    environment: &BTreeMap<String, String>,
) -> Result<Option<Sourced>, ConfigError> {
    let name = setting.env();
    if let Some(text) = environment.get(&name) {
        return Ok(Some(Sourced { text: text.clone(), origin: Origin::Environment(name) }));
    }
    let name = format!("{name}_FILE");
    match environment.get(&name) {
        Some(path) if setting.secret => {
            let text = std::fs::read_to_string(Path::new(path)).map_err(|e| ConfigError::File {
                path: path.clone(),
                reason: format!("named by {name}: {e}"),
            })?;
            let text = text.trim_end_matches(['\r', '\n']).to_owned();
            Ok(Some(Sourced { text, origin: Origin::SecretFile(name) }))
        }
        _ => Ok(None),
    }
}

/// The settings of a TOML file as dotted keys and texts.
fn file_values(path: &str, text: &str) -> Result<Vec<(String, String)>, ConfigError> {
    let wrong = |reason: String| ConfigError::File { path: path.to_owned(), reason };
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| wrong(e.to_string()))?;
    let mut out = Vec::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => {
                for (name, value) in inner {
                    let full = format!("{key}.{name}");
                    let text = scalar(&value)
                        .ok_or_else(|| wrong(format!("{full} has the wrong shape")))?;
                    out.push((full, text));
                }
            }
            other => {
                let text =
                    scalar(&other).ok_or_else(|| wrong(format!("{key} has the wrong shape")))?;
                out.push((key, text));
            }
        }
    }
    Ok(out)
}

fn scalar(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(s) => Some(s.clone()),
        toml::Value::Integer(n) => Some(n.to_string()),
        toml::Value::Array(items) => {
            items.iter().map(scalar).collect::<Option<Vec<_>>>().map(|v| v.join(","))
        }
        toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Table(_) => None,
    }
}

fn check(setting: &Setting, value: &Sourced) -> Result<(), ConfigError> {
    let text = value.text.as_str();
    let fine = match setting.kind {
        Kind::Text | Kind::Path => true,
        Kind::Socket => text.parse::<std::net::SocketAddr>().is_ok(),
        Kind::Whole { min, max } => text.parse::<u64>().is_ok_and(|n| (min..=max).contains(&n)),
        Kind::Choice(words) => words.contains(&text),
        Kind::Networks => super::network::parse_list(text).is_some(),
    };
    if fine {
        return Ok(());
    }
    let form = table::form(setting.kind);
    Err(ConfigError::Form { key: setting.key, origin: value.origin.clone(), form })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(flag: Option<&str>, env: Option<&str>, file: Option<&str>) -> Given {
        let key = "auth.access_minutes";
        Given {
            flags: flag.map(|v| (key.to_owned(), v.to_owned())).into_iter().collect(),
            environment: env
                .map(|v| ("SATCHEL_AUTH_ACCESS_MINUTES".to_owned(), v.to_owned()))
                .into_iter()
                .collect(),
            file: file.map(|v| ("s.toml".to_owned(), format!("[auth]\naccess_minutes = {v}"))),
        }
    }

    fn shown(given: &Given) -> (String, String) {
        let layers = Layers::merge(given).unwrap();
        let (_, v) = layers.iter().find(|(k, _)| *k == "auth.access_minutes").unwrap();
        (v.text.clone(), v.origin.to_string())
    }

    #[test]
    fn each_layer_beats_the_ones_below_and_says_so() {
        let t = |v: &str, o: &str| (v.to_owned(), o.to_owned());
        assert_eq!(shown(&given(None, None, None)), t("10", "default"));
        assert_eq!(shown(&given(None, None, Some("7"))), t("7", "file s.toml"));
        assert_eq!(
            shown(&given(None, Some("8"), Some("7"))),
            t("8", "environment SATCHEL_AUTH_ACCESS_MINUTES")
        );
        assert_eq!(shown(&given(Some("9"), Some("8"), Some("7"))), t("9", "flag"));
    }

    #[test]
    fn bounds_hold_at_both_ends() {
        for (text, fine) in [("0", false), ("1", true), ("60", true), ("61", false), ("x", false)] {
            assert_eq!(Layers::merge(&given(Some(text), None, None)).is_ok(), fine, "{text}");
        }
        let error = Layers::merge(&given(None, Some("61"), None)).unwrap_err().to_string();
        assert_eq!(
            error,
            "auth.access_minutes (environment SATCHEL_AUTH_ACCESS_MINUTES) must be 1 to 60"
        );
    }

    #[test]
    fn a_mistyped_name_is_refused_with_its_place() {
        let file = Some(("s.toml".to_owned(), "lisen = \"[::1]:0\"".to_owned()));
        let error = Layers::merge(&Given { file, ..Given::default() }).unwrap_err();
        assert_eq!(
            error.to_string(),
            "lisen (file s.toml) is not a setting; `satchel config reference` lists them"
        );
    }

    #[test]
    fn a_file_that_is_not_toml_or_has_a_wrong_shape_is_refused() {
        for text in ["listen", "listen = 1.5", "[auth]\naccess_minutes = true", "[a.b]\nc = 1"] {
            let file = Some(("s.toml".to_owned(), text.to_owned()));
            assert!(Layers::merge(&Given { file, ..Given::default() }).is_err(), "{text}");
        }
    }

    #[test]
    fn a_secret_comes_from_the_file_its_variable_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("url");
        crate::file::replace(&path, b"postgres://x\n").unwrap();
        let mut given = Given::default();
        given
            .environment
            .insert("SATCHEL_DATABASE_URL_FILE".to_owned(), path.to_str().unwrap().to_owned());
        let layers = Layers::merge(&given).unwrap();
        assert_eq!(layers.text("database.url"), "postgres://x");
        given.environment.insert("SATCHEL_DATABASE_URL_FILE".to_owned(), "/nowhere".to_owned());
        assert!(Layers::merge(&given).is_err());
    }

    #[test]
    fn only_a_secret_is_read_from_a_named_file() {
        let mut given = Given::default();
        given.environment.insert("SATCHEL_LISTEN_FILE".to_owned(), "/nowhere".to_owned());
        assert_eq!(Layers::merge(&given).unwrap().text("listen"), "0.0.0.0:8443");
    }

    #[test]
    fn each_form_of_value_is_checked() {
        let fine = |key: &str, value: &str| {
            let flags = vec![(key.to_owned(), value.to_owned())];
            Layers::merge(&Given { flags, ..Given::default() }).is_ok()
        };
        for (key, value, want) in [
            ("listen", "127.0.0.1:0", true),
            ("listen", "localhost:1", false),
            ("listen", "127.0.0.1", false),
            ("log.level", "debug", true),
            ("log.level", "trace", false),
            ("log.format", "text", true),
            ("log.format", "xml", false),
            ("http.trusted_proxies", "10.0.0.0/8,::1", true),
            ("http.trusted_proxies", "10.0.0.0/40", false),
            ("http.trusted_proxies", "", true),
            ("limit.api_per_minute", "9", false),
            ("limit.api_per_minute", "10", true),
            ("auth.password_length_min", "14", false),
            ("auth.password_length_min", "15", true),
            ("lease.staff_days", "31", false),
            ("lease.patient_days", "90", true),
        ] {
            assert_eq!(fine(key, value), want, "{key} = {value}");
        }
    }

    #[test]
    fn lists_and_numbers_in_a_file_become_texts() {
        let text = "listen = \"[::1]:1\"\n[http]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\nbody_kib = 8\n";
        let file = Some(("s.toml".to_owned(), text.to_owned()));
        let layers = Layers::merge(&Given { file, ..Given::default() }).unwrap();
        assert_eq!(layers.text("http.trusted_proxies"), "10.0.0.0/8,::1");
        assert_eq!((layers.whole("http.body_kib"), layers.text("listen")), (8, "[::1]:1"));
        assert_eq!(layers.text("no.such"), "");
    }
}
