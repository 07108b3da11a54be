//! Peers, built on demand from their own folders beside this crate.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use satchel_stand::Process;
use serde_json::{Value, json};

use crate::Plan;
use crate::report::Report;

/// More would take it an hour: its first copy grows with the square of the documents.
const SAMOD_DOCS: usize = 1_000;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(name)
}

fn run(program: &str, args: &[&str], dir: &Path) -> Result<String> {
    let done = std::process::Command::new(program)
        .args(args)
        .current_dir(dir)
        .stdin(std::process::Stdio::null())
        .output();
    let done = done.with_context(|| format!("cannot start {program}"))?;
    anyhow::ensure!(
        done.status.success(),
        "{program} {args:?} ended with {}: {}",
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// samod: two repositories in one process, no disk, no TLS.
pub(crate) fn samod(plan: &Plan, report: &mut Report) -> Result<()> {
    let docs = plan.size(SAMOD_DOCS);
    let printed = run(
        "cargo",
        &["run", "--release", "--locked", "--quiet", "--", &docs.to_string()],
        &folder("samod"),
    )?;
    let told: Value = serde_json::from_str(printed.lines().last().unwrap_or_default())
        .context("samod told no JSON")?;
    let params = json!({"docs": docs, "changes_each": 41, "tls": false, "encrypted": false});
    for (metric, unit) in [("seconds", "s"), ("wire_mib", "MiB")] {
        let value = told
            .get(metric)
            .and_then(Value::as_f64)
            .with_context(|| format!("samod told no {metric}"))?;
        report.peer(metric, unit, &[value], &params, "samod 0.16");
    }
    Ok(())
}

/// PouchDB on disk from an express-pouchdb server, over plain HTTP.
pub(crate) fn pouchdb(
    _plan: &Plan,
    report: &mut Report,
    scratch: &Path,
    docs: usize,
) -> Result<()> {
    let dir = folder("pouchdb");
    if !dir.join("node_modules/pouchdb").exists() {
        run(
            "npm",
            &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            &dir,
        )?;
    }
    let (script, at, count) = (dir.join("server.mjs"), scratch.join("pouchdb"), docs.to_string());
    std::fs::create_dir_all(&at)?;
    let mut server = Process::start(
        "pouchdb server",
        Path::new("node"),
        &[script.as_os_str(), at.as_os_str(), OsStr::new(&count)],
        &scratch.join("pouchdb.log"),
    )?;
    let port = server.line()?.get("port").and_then(Value::as_u64).context("no port")?;
    let url = format!("http://127.0.0.1:{port}/charts");
    let client = dir.join("client.mjs");
    let printed =
        run("node", &[&client.to_string_lossy(), &at.to_string_lossy(), &url, &count], &dir)?;
    let told: Value = serde_json::from_str(printed.lines().last().unwrap_or_default())
        .context("PouchDB told no JSON")?;
    server.say(&json!({}))?;
    let bytes = server.line()?.get("bytes").and_then(Value::as_f64).context("no bytes")?;
    let params = json!({"docs": docs, "changes_each": 41, "tls": false, "encrypted": false});
    let number = |key: &str| {
        told.get(key).and_then(Value::as_f64).with_context(|| format!("PouchDB told no {key}"))
    };
    report.peer("seconds", "s", &[number("seconds")?], &params, "PouchDB 9.0");
    report.peer("wire_mib", "MiB", &[bytes / f64::from(1 << 20)], &params, "PouchDB 9.0");
    report.peer("client_rss_mib", "MiB", &[number("rss_mib")?], &params, "PouchDB 9.0");
    Ok(())
}
