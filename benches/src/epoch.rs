//! `epoch`: a chart of 5,000 changes is compacted while three devices hold work that was not sent; how long the server takes,
//! and how many commands are lost.

use anyhow::{Context, Result, ensure};
use satchel_core::app::App;
use serde_json::{Value, json};

use crate::Plan;
use crate::clinic::Patient;
use crate::cold::{ask, joined};
use crate::house::{House, Scratch};
use crate::light::Light;
use crate::report::Report;

/// Changes of the chart.
const CHANGES: usize = 5_000;
/// Findings among them; the rest are notes on those.
const ENTRIES: usize = 400;
/// Devices with work that was not sent.
const DEVICES: usize = 3;
/// Commands that each of them holds.
const COMMANDS: usize = 10;
/// Items of one request.
const REQUEST: usize = 200;
/// Rounds of sync until everybody has everything.
const ROUNDS: usize = 6;

/// `epoch`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let mut report = Report::new("epoch");
    for engine in ["sqlite", "postgres"] {
        let scratch = Scratch::new(&format!("epoch-{engine}"))?;
        let mut house = if engine == "sqlite" {
            House::sqlite(plan, &scratch.0)?
        } else {
            House::postgres(plan, &scratch.0)?
        };
        let changes = plan.size(CHANGES);
        let (seconds, lost) = one(&mut house, &scratch, changes).await?;
        let params = json!({"engine": engine, "changes": changes, "devices": DEVICES, "pending_each": COMMANDS});
        report.metric("seconds", "s", &[seconds], &params);
        report.metric("lost_commands", "commands", &[lost], &params);
    }
    report.keep(&plan.folder)
}

async fn one(house: &mut House, scratch: &Scratch, changes: usize) -> Result<(f64, f64)> {
    let mut writer = Light::join(&house.invite("writer", "doctor")?, "writer").await?;
    let patient = Patient::new("seed", 0);
    let mut first = 1;
    for chunk in patient.edited(&mut writer, ENTRIES, changes)?.chunks(REQUEST) {
        writer.push(chunk.to_vec(), first).await?;
        first += u64::try_from(chunk.len())?;
    }
    let mut apps = Vec::new();
    for n in 0..DEVICES {
        let login = format!("device{n}");
        let dir = scratch.0.join(&login);
        let app = joined(&house.invite(&login, "doctor")?, &login, dir).await?;
        settle(&app).await?;
        apps.push(app);
    }
    // The devices keep what they write to themselves.
    let address = house.server.address()?.to_string();
    house.server.kill();
    let mut wanted = Vec::new();
    for (n, app) in apps.iter().enumerate() {
        for c in 0..COMMANDS {
            let text = format!("pending {n} {c} of the bench");
            allergy(app, &patient, &text).await?;
            wanted.push(text);
        }
    }
    let doc = patient.chart.to_string();
    // With nothing in memory: no document is loaded, no key is unwrapped.
    let told = house.server.verb(&["record", "compact", &doc])?;
    let seconds = told.get("seconds").and_then(Value::as_f64).context("no seconds")?;
    ensure!(told.get("epoch").and_then(Value::as_u64) == Some(1), "{told}");
    house.server.start_at(&address)?;
    for _ in 0..ROUNDS {
        for app in &apps {
            settle(app).await?;
        }
    }
    let mut lost = 0_u32;
    for app in &apps {
        let of = json!({"cmd": "chart_get", "args": {"patient": patient.id}});
        let chart = ask(app, of).await?.to_string();
        let aside = ask(app, json!({"cmd": "quarantine_list"})).await?.to_string();
        let missing = |text: &&String| !chart.contains(*text) && !aside.contains(*text);
        lost += u32::try_from(wanted.iter().filter(missing).count())?;
    }
    Ok((seconds, f64::from(lost)))
}

async fn settle(app: &App) -> Result<()> {
    loop {
        let report = ask(app, json!({"cmd": "sync_now"})).await?;
        if report.get("more").and_then(Value::as_bool) != Some(true) {
            return Ok(());
        }
    }
}

async fn allergy(app: &App, patient: &Patient, text: &str) -> Result<()> {
    let made = ask(app, json!({"cmd": "new_ids", "args": {"count": 1}})).await?;
    let item = made.pointer("/ids/0").cloned().context("no id")?;
    let write = json!({"type": "allergy_add", "doc": patient.chart, "patient": patient.id, "item": item,
        "code": {"text": text}, "verification": "confirmed"});
    ask(app, json!({"cmd": "write", "args": write})).await.map(drop)
}
