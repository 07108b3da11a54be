//! `sync-herd`: a hundred devices fetch the whole clinic at once, while somebody goes on writing.
//!
//! The devices keep nothing: a hundred encrypted stores would measure this machine's disk and not the server. They verify
//! frames and follow tokens and places in line as real ones do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::task::JoinSet;

use crate::Plan;
use crate::clinic::Patient;
use crate::cold::seeded;
use crate::light::Light;
use crate::measure::{self, Watch, pause};
use crate::report::{Report, percentile};

const DEVICES: usize = 100;
const CHARTS: usize = 10_000;
const CHANGES: usize = 41;
/// Milliseconds between two pushes of the one who writes.
const APART: Duration = Duration::from_millis(100);

/// `sync-herd`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let (charts, devices) = (plan.size(CHARTS), plan.size(DEVICES));
    let house = seeded(plan, charts, CHANGES).await?;
    let run = std::process::id();
    let mut herd = Vec::new();
    for number in 0..devices {
        let login = format!("herd-{run}-{number}");
        herd.push(Light::join(&house.invite(&login, "doctor")?, &login).await?);
    }
    let name = format!("writer-{run}");
    let writer = Light::join(&house.invite(&name, "doctor")?, &name).await?;
    let over = Arc::new(AtomicBool::new(false));
    let pushes = measure::beside(write(writer, name, Arc::clone(&over)));
    let watch = Watch::start();
    let mut tasks = JoinSet::new();
    for light in herd {
        tasks.spawn(async move { light.download().await });
    }
    let mut waited = 0;
    while let Some(done) = tasks.join_next().await {
        let got = done.context("a device broke")??;
        ensure!(got.docs >= charts, "{} documents of {charts} charts", got.docs);
        waited += got.waits;
    }
    let seconds = watch.seconds();
    over.store(true, Ordering::Relaxed);
    let acks = pushes.await.context("the writer broke")??;
    let pid = house.server.id().context("the server is gone")?;
    let params = json!({"devices": devices, "docs": charts, "changes_each": CHANGES, "engine": "sqlite", "stores": "none", "waits": waited});
    let mut report = Report::new("sync-herd");
    report.metric("seconds", "s", &[seconds], &params);
    report.metric("push_p99_ms", "ms", &[percentile(&acks, 99)], &params);
    report.metric("server_rss_mib", "MiB", &[measure::peak_mib(pid)?], &params);
    report.keep(&plan.folder)
}

/// Pushes one change after the other until the herd is served; the time of each in milliseconds.
async fn write(mut light: Light, seed: String, over: Arc<AtomicBool>) -> Result<Vec<f64>> {
    let patient = Patient::new(&seed, 1);
    let mut items = patient.items(&mut light, 2_000)?;
    let rest = items.split_off(3);
    light.push(items, 1).await?;
    let mut acks = Vec::new();
    for (item, counter) in rest.into_iter().zip(4..) {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let watch = Watch::start();
        light.push(vec![item], counter).await?;
        acks.push(watch.millis());
        pause(APART).await;
    }
    Ok(acks)
}
