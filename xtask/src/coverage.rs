//! `cargo xtask coverage`: line coverage of the Rust crates, from an instrumented build of its own.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::args::Args;
use crate::sh::{self, Run};
use crate::{out, setup};

/// Crates by the folder that holds their sources; the first that fits wins.
const CRATES: &[(&str, &str)] = &[
    ("core/model/", "model"),
    ("core/vault/", "vault"),
    ("core/protocol/", "protocol"),
    ("core/", "core"),
    ("sync-server/store/", "sync-server-store"),
    ("sync-server/", "sync-server"),
    ("i18n/", "i18n"),
    ("ui/bridge/", "bridge"),
];

/// Line coverage below this is a breach, in percent.
const FLOOR: f64 = 80.0;

/// `coverage`.
pub(crate) fn run(args: &Args) -> Result<()> {
    args.done()?;
    setup::ensure_coverage()?;
    if !sh::has("cargo-llvm-cov") {
        bail!("cargo-llvm-cov is not here, and setup could not install it");
    }
    let folder = sh::target().join("coverage");
    let tool = |words: &[&str]| {
        Run::new("cargo")
            .args(["llvm-cov"])
            .args(words)
            .env("CARGO_TARGET_DIR", &folder)
            .env("LLVM_COV", "/usr/bin/llvm-cov-22")
            .env("LLVM_PROFDATA", "/usr/bin/llvm-profdata-22")
            .env("INSTA_UPDATE", "no")
    };
    tool(&[
        "nextest",
        "--workspace",
        "--locked",
        "--no-report",
        "--exclude",
        "xtask",
        "--exclude",
        "satchel-benches",
        "--exclude",
        "satchel-desktop",
        "--exclude",
        "satchel-mobile",
    ])
    .check()?;
    let report = tool(&["report", "--json", "--summary-only"]).output()?;
    let all = by_crate(&serde_json::from_str(&report).context("cargo llvm-cov printed no JSON")?)?;
    let shown: Vec<String> =
        all.iter().map(|(name, lines)| format!("{name} {:.1} %", lines.percent())).collect();
    out::say(&format!("coverage: {}", shown.join(", ")));
    match all.iter().find(|(_, lines)| lines.percent() < FLOOR) {
        None => Ok(()),
        Some((name, lines)) => {
            bail!("{name} is covered to {:.1} %, {FLOOR} % needed", lines.percent())
        }
    }
}

/// Lines of code and those that ran.
#[derive(Default, Debug, PartialEq)]
struct Lines {
    count: u32,
    covered: u32,
}

impl Lines {
    fn percent(&self) -> f64 {
        if self.count == 0 {
            100.0
        } else {
            100.0 * f64::from(self.covered) / f64::from(self.count)
        }
    }
}

fn by_crate(report: &Value) -> Result<BTreeMap<&'static str, Lines>> {
    let files = report
        .pointer("/data/0/files")
        .and_then(Value::as_array)
        .context("the report names no files")?;
    let root = sh::root().to_string_lossy().into_owned();
    let mut all: BTreeMap<&'static str, Lines> = BTreeMap::new();
    for file in files {
        let path = file.get("filename").and_then(Value::as_str).unwrap_or_default();
        let path = path.strip_prefix(&root).unwrap_or(path).trim_start_matches('/');
        let Some((_, name)) = CRATES.iter().find(|(dir, _)| path.starts_with(dir)) else {
            continue;
        };
        let number = |key: &str| {
            file.pointer(&format!("/summary/lines/{key}"))
                .and_then(Value::as_u64)
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(0)
        };
        let lines = all.entry(name).or_default();
        lines.count += number("count");
        lines.covered += number("covered");
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::{Lines, by_crate};

    #[test]
    fn the_narrowest_folder_names_the_crate() {
        let file = |name: &str, count: u32, covered: u32| serde_json::json!({"filename": name, "summary": {"lines": {"count": count, "covered": covered}}});
        let report = serde_json::json!({"data": [{"files": [file("core/model/src/a.rs", 10, 9), file("core/src/a.rs", 4, 1), file("xtask/src/a.rs", 4, 1)]}]});
        let all = by_crate(&report).unwrap();
        assert_eq!(all.get("model"), Some(&Lines { count: 10, covered: 9 }));
        assert_eq!(all.get("core"), Some(&Lines { count: 4, covered: 1 }));
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn nothing_to_cover_is_covered() {
        assert!((Lines::default().percent() - 100.0).abs() < f64::EPSILON);
    }
}
