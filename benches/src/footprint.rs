//! `footprint`: what a million stored documents cost a server that works on a thousand of them.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::Plan;
use crate::clinic::Patient;
use crate::cold::seeded;
use crate::light::Light;
use crate::measure;
use crate::report::Report;

/// Patients, with two documents each.
const PATIENTS: usize = 500_000;
const CHANGES: usize = 1;
const ACTIVE: usize = 1_000;
/// Changes of each active document.
const EACH: usize = 20;

/// `footprint`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let patients = plan.size(PATIENTS);
    let mut house = seeded(plan, patients, CHANGES).await?;
    // Seeding is not what is measured.
    house.server.kill();
    house.server.start()?;
    let run = std::process::id().to_string();
    let mut writer = Light::join(&house.invite(&run, "doctor")?, &run).await?;
    let active = plan.size(ACTIVE);
    let mut first = 1;
    let mut charts = Vec::new();
    for number in 0..active {
        let items = Patient::new(&run, number).items(&mut writer, EACH)?;
        charts.push(items);
    }
    let before = bytes(house.server.data())?;
    for items in charts {
        let count = u64::try_from(items.len())?;
        writer.push(items, first).await?;
        first += count;
    }
    let grown = bytes(house.server.data())?.saturating_sub(before);
    let each = f64::from(u32::try_from(grown / first.max(1))?);
    let pid = house.server.id().context("the server is gone")?;
    let params =
        json!({"docs": patients * 2, "active": active, "changes_each": EACH, "engine": "sqlite"});
    let mut report = Report::new("footprint");
    report.metric("server_rss_mib", "MiB", &[measure::peak_mib(pid)?], &params);
    report.metric("bytes_per_change", "B", &[each], &params);
    report.keep(&plan.folder)
}

/// Bytes of the database and the keys in `folder`; the log beside them is taken in at a checkpoint and does not count.
fn bytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for name in ["satchel.db", "satchel.keys"] {
        let path = folder.join(name);
        sum += path.metadata().with_context(|| format!("no {}", path.display()))?.len();
    }
    Ok(sum)
}
