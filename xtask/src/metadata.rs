//! What cargo knows about the workspace.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::sh;

/// One crate of ours.
pub(crate) struct Package {
    /// Its name, `satchel-model`.
    pub(crate) name: String,
    /// Its folder.
    pub(crate) dir: PathBuf,
    /// What a plain build links: normal and build dependencies by package name.
    pub(crate) links: Vec<String>,
}

/// All crates of the workspace.
pub(crate) fn packages() -> Result<Vec<Package>> {
    let text = sh::cargo()
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()?;
    parse(&text)
}

fn parse(text: &str) -> Result<Vec<Package>> {
    let all: Value = serde_json::from_str(text).context("cargo metadata printed no JSON")?;
    let list = all
        .get("packages")
        .and_then(Value::as_array)
        .context("cargo metadata names no packages")?;
    list.iter().map(package).collect()
}

fn package(value: &Value) -> Result<Package> {
    let word = |key: &str| {
        value.get(key).and_then(Value::as_str).with_context(|| format!("a package without {key}"))
    };
    let manifest = Path::new(word("manifest_path")?);
    let deps = value
        .get("dependencies")
        .and_then(Value::as_array)
        .context("a package without dependencies")?;
    let links = deps
        .iter()
        .filter(|dep| dep.get("kind").and_then(Value::as_str) != Some("dev"))
        .filter_map(|dep| dep.get("name").and_then(Value::as_str).map(ToOwned::to_owned))
        .collect();
    Ok(Package {
        name: word("name")?.to_owned(),
        dir: manifest.parent().unwrap_or(manifest).to_path_buf(),
        links,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dev_dependencies_do_not_count() {
        let text = r#"{"packages":[{"name":"a","manifest_path":"/x/a/Cargo.toml","dependencies":[
            {"name":"b","kind":null},{"name":"c","kind":"dev"},{"name":"d","kind":"build"}]}]}"#;
        let packages = parse(text).unwrap();
        assert_eq!(packages[0].links, ["b", "d"]);
        assert_eq!(packages[0].dir, std::path::Path::new("/x/a"));
    }
}
