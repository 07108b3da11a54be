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
    let mut house = House::sqlite(plan, &scratch.0)?;
    // An import is its data folder's one process: the server rests meanwhile.
    house.server.kill();
    let watch = Watch::start();
    let counts = house.server.verb(&["fhir", "import", &many.to_string_lossy()])?;
    let seconds = watch.seconds();
    let count = |key: &str| counts.get(key).and_then(Value::as_u64).unwrap_or(0);
    ensure!(
        count("resources") > 0
            && count("mapped") + count("kept") + count("refused") == count("resources"),
        "{counts}"
    );
    house.server.start()?;
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
            for copy in 0..u32::try_from(copies)? {
                report::write(&into.join(format!("{copy}-{name}")), &renamed(&text, copy))?;
            }
        }
    }
    Ok(())
}

/// The same bundle about somebody else: each UUID and each number of a person moves by `copy`.
fn renamed(text: &str, copy: u32) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if let Some(first) = uuid(bytes, at) {
            out.extend(format!("{:08x}", first ^ copy).bytes());
            out.extend(&bytes[at + 8..at + 36]);
            at += 36;
        } else if let Some(length) = number(bytes, at) {
            out.extend(&bytes[at..at + length]);
            out.extend(format!("-{copy}").bytes());
            at += length;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The first 32 bits of the UUID that begins here, if one does.
fn uuid(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at + 36)?;
    let fits = |(n, byte): (usize, &u8)| {
        if matches!(n, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
    };
    if !word.iter().enumerate().all(fits) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(&word[..8]).ok()?, 16).ok()
}

/// The length of a person's number (social security, licence, passport) that begins here, if one does.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(..at)?;
    if !before.ends_with(b"\"value\": \"") && !before.ends_with(b"\"value\":\"") {
        return None;
    }
    let rest = bytes.get(at..)?;
    let word = rest.get(..rest.iter().take(40).position(|byte| *byte == b'"')?)?;
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let shape = word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'S' | b'X'));
    let known = word.starts_with(b"999-") || word.starts_with(b"S99") || word.starts_with(b"X");
    (shape && known && digits >= 7).then_some(word.len())
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
