//! `push`: 64 devices send small signed changes at once; accepted and durable ones a second, on each engine.

use anyhow::{Context, Result};
use satchel_protocol::sync::PushItem;
use serde_json::json;
use tokio::task::JoinSet;

use crate::Plan;
use crate::clinic::Patient;
use crate::house::{House, Scratch};
use crate::light::Light;
use crate::measure::Watch;
use crate::report::{Report, percentile};

const CLIENTS: usize = 64;
/// Changes of each client in one counted run.
const CHANGES: usize = 400;
/// Changes of one request: what a laptop has to say after a few minutes.
const REQUEST: usize = 8;
const RUNS: usize = 3;

/// `push`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let mut report = Report::new("push");
    for engine in ["sqlite", "postgres"] {
        let scratch = Scratch::new(&format!("push-{engine}"))?;
        let house = if engine == "sqlite" {
            House::sqlite(plan, &scratch.0)?
        } else {
            House::postgres(plan, &scratch.0)?
        };
        let mut rates = Vec::new();
        let mut acks = Vec::new();
        for run in 0..RUNS {
            let (rate, mut ack) = one(plan, &house, &format!("{engine}{run}")).await?;
            rates.push(rate);
            acks.append(&mut ack);
        }
        let params = json!({"engine": engine, "clients": CLIENTS, "changes_each": plan.size(CHANGES), "changes_a_request": REQUEST});
        report.metric("changes_per_second", "1/s", &rates, &params);
        report.metric("ack_p99_ms", "ms", &[percentile(&acks, 99)], &params);
    }
    report.keep(&plan.folder)
}

/// One run with fresh devices: changes a second, and the time of each request in milliseconds.
async fn one(plan: &Plan, house: &House, seed: &str) -> Result<(f64, Vec<f64>)> {
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let login = format!("push-{seed}-{number}");
        let mut light = Light::join(&house.invite(&login, "doctor")?, &login).await?;
        let patient = Patient::new(seed, number);
        let items = patient.items(&mut light, plan.size(CHANGES))?;
        clients.push((light, items));
    }
    // Documents and identity first, unmeasured: what is measured are the changes of the charts.
    for (light, items) in &mut clients {
        let rest = items.split_off(3);
        let first = std::mem::replace(items, rest);
        light.push(first, 1).await?;
    }
    let watch = Watch::start();
    let mut tasks = JoinSet::new();
    for (light, items) in clients {
        tasks.spawn(send(light, items));
    }
    let mut acks = Vec::new();
    while let Some(done) = tasks.join_next().await {
        acks.append(&mut done.context("a client broke")??);
    }
    let seconds = watch.seconds();
    let changes = u32::try_from(CLIENTS * plan.size(CHANGES)).unwrap_or(u32::MAX);
    Ok((f64::from(changes) / seconds, acks))
}

async fn send(light: Light, items: Vec<PushItem>) -> Result<Vec<f64>> {
    let mut acks = Vec::new();
    let mut counter = 4;
    for chunk in items.chunks(REQUEST) {
        let watch = Watch::start();
        light.push(chunk.to_vec(), counter).await?;
        acks.push(watch.millis());
        counter += u64::try_from(chunk.len())?;
    }
    Ok(acks)
}
