//! `import-many`: a clinic's export of another system, multiplied: how long the server takes to read it, and how long a
//! fresh device takes to download what became of it. Visits make many small documents, which is what this is about.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::Plan;
use crate::cold::{ask, joined};
use crate::house::{House, Scratch};
use crate::measure::{Watch, peak_mib};
use crate::report::{self, Report};

/// Sample bundles beside the clone.
const BUNDLES: &str = "../shared/fhir/synthea.tar.gz";
/// Copies of the sixty patients, each copy other people.
const COPIES: usize = 10;

/// `import-many`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let scratch = Scratch::new("import")?;
    let (one, many) = (scratch.0.join("one"), scratch.0.join("many"));
    std::fs::create_dir_all(&one)?;
    std::fs::create_dir_all(&many)?;
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(BUNDLES);
    let unpacked =
        std::process::Command::new("tar").arg("xzf").arg(&packed).arg("-C").arg(&one).status()?;
    ensure!(unpacked.success(), "{BUNDLES} cannot be unpacked");
    let copies = plan.size(COPIES).max(1);
    multiply(&one, &many, copies)?;
    let house = House::sqlite(plan, &scratch.0)?;
    let watch = Watch::start();
    let counts = house.server.verb(&["fhir", "import", &many.to_string_lossy()])?;
    let seconds = watch.seconds();
    let count = |key: &str| counts.get(key).and_then(Value::as_u64).unwrap_or(0);
    ensure!(
        count("resources") > 0
            && count("mapped") + count("kept") + count("refused") == count("resources"),
        "{counts}"
    );
    let server_rss = peak_mib(house.server.id().context("the server does not run")?)?;
    let name = format!("import-{}", std::process::id());
    let app = joined(&house.invite(&name, "doctor")?, &name, scratch.0.join("device")).await?;
    let watch = Watch::start();
    while ask(&app, json!({"cmd": "sync_now"})).await?.get("more").and_then(Value::as_bool)
        == Some(true)
    {}
    let download = watch.seconds();
    let facts = ask(&app, json!({"cmd": "device_info"})).await?;
    let params = json!({"patients": count("patients"), "resources": count("resources"), "refused": count("refused"), "documents": facts.get("documents")});
    let mut report = Report::new("import-many");
    report.metric("import_seconds", "s", &[seconds], &params);
    report.metric("server_rss_mib", "MiB", &[server_rss], &params);
    report.metric("seconds", "s", &[download], &params);
    report.keep(&plan.folder)
}

/// Writes `copies` of every bundle under `from` into `into`, each copy with ids and numbers of its own.
fn multiply(from: &Path, into: &Path, copies: usize) -> Result<()> {
    let mut folders = vec![from.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for copy in 0..copies {
                report::write(&into.join(format!("{copy}-{name}")), &renamed(&text, copy))?;
            }
        }
    }
    Ok(())
}

/// The same bundle about somebody else: each UUID and each number of a person moves by `copy`.
fn renamed(text: &str, copy: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(|c: char| c == '-' || c == '9' || c == 'S' || c == 'X') {
        let (before, from) = rest.split_at(found);
        let keep = before.len().saturating_sub(8);
        if is_uuid(rest, found) {
            out.push_str(&before[..keep]);
            let first = u32::from_str_radix(&before[keep..], 16).unwrap_or(0)
                ^ u32::try_from(copy).unwrap_or(0);
            out.push_str(&format!("{first:08x}"));
            out.push_str(&from[..28]);
            rest = &from[28..];
        } else if let Some(length) = number(before, from) {
            out.push_str(before);
            out.push_str(&from[..length]);
            out.push_str(&format!("-{copy}"));
            rest = &from[length..];
        } else {
            out.push_str(before);
            out.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Whether the dash at `at` is the first of a UUID.
fn is_uuid(text: &str, at: usize) -> bool {
    let Some(start) = at.checked_sub(8) else { return false };
    let Some(word) = text.as_bytes().get(start..start + 36) else { return false };
    word.iter().enumerate().all(|(n, byte)| {
        if matches!(n, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
    })
}

/// The length of a person's number (social security, licence, passport) that begins here, if one does.
fn number(before: &str, from: &str) -> Option<usize> {
    if !before.ends_with("\"value\": \"") && !before.ends_with("\"value\":\"") {
        return None;
    }
    let length = from.find('"')?;
    let word = &from[..length];
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let shape =
        word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'S' | b'X'));
    (shape
        && digits >= 7
        && (word.starts_with("999-") || word.starts_with("S99") || word.starts_with('X')))
    .then_some(length)
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn each_copy_is_somebody_else() {
        let text = r#"{"id": "0a0b0c0d-1111-4222-8333-444455556666", "value": "999-12-3456", "x": "S999", "n": -9.5}"#;
        let copy = renamed(text, 1);
        assert!(copy.contains("0a0b0c0c-1111-4222-8333-444455556666"));
        assert!(copy.contains("\"999-12-3456-1\""));
        assert!(copy.contains("\"S999\", \"n\": -9.5"));
    }

    #[test]
    fn references_move_with_what_they_name() {
        let text =
            "urn:uuid:0a0b0c0d-1111-4222-8333-444455556666 0a0b0c0d-1111-4222-8333-444455556666";
        let copy = renamed(text, 3);
        assert_eq!(copy.matches("0a0b0c0e-1111").count(), 2);
    }
}
