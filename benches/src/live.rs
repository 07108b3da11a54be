//! `live`: two devices that stay online look at one chart; from the commit on one to the view on the other, over one
//! server process and over two.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use satchel_core::app::App;
use serde_json::{Value, json};

use crate::Plan;
use crate::cold::{ask, joined};
use crate::house::{House, Scratch, led_to};
use crate::measure::{Watch, pause};
use crate::report::{Report, percentile};

/// Changes of one counted run.
const CHANGES: usize = 100;
/// Milliseconds between two changes: pokes of one socket are merged to one a second, a person writes no faster.
const APART_MS: u64 = 1_150;
/// Longest wait for one change.
const PATIENCE: Duration = Duration::from_secs(30);

/// `live`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let mut report = Report::new("live");
    for nodes in [1, 2] {
        let scratch = Scratch::new(&format!("live-{nodes}"))?;
        let house = House::postgres(plan, &scratch.0)?;
        let mut at = house.server.address()?;
        let second = if nodes == 2 { Some(house.beside(&scratch.0, 2, &[])?) } else { None };
        if let Some(second) = &second {
            at = second.address()?;
        }
        let link = house.invite("live-b", "doctor")?;
        let writer = device(&house.invite("live-a", "doctor")?, "live-a", &scratch.0).await?;
        let reader = device(&led_to(&link, at)?, "live-b", &scratch.0).await?;
        let times = changes(plan, &writer, &reader).await?;
        let params = json!({"nodes": nodes, "engine": "postgres", "changes": times.len(), "apart_ms": APART_MS});
        report.metric("p50_ms", "ms", &[percentile(&times, 50)], &params);
        report.metric("p99_ms", "ms", &[percentile(&times, 99)], &params);
        drop(second);
    }
    report.keep(&plan.folder)
}

async fn device(link: &str, login: &str, scratch: &std::path::Path) -> Result<App> {
    let app = joined(link, login, PathBuf::from(scratch).join(login)).await?;
    app.go_online().map_err(|problem| anyhow::anyhow!("{problem}"))?;
    Ok(app)
}

async fn changes(plan: &Plan, writer: &App, reader: &App) -> Result<Vec<f64>> {
    let [patient, chart, diary] = ids(writer).await?;
    let register = json!({"type": "patient_register", "patient": patient, "chart": chart, "diary": diary,
        "name": {"family": "Okafor", "given": "Ada"}, "birth": {"date": "1980-05-17"}, "gender": "female",
        "identifiers": [], "telecoms": [], "addresses": [], "language": null});
    ask(writer, json!({"cmd": "write", "args": register})).await?;
    shown(reader, &patient, "").await?;
    let mut times = Vec::new();
    for number in 0..plan.size(CHANGES) {
        pause(Duration::from_millis(APART_MS)).await;
        let [item, ..] = ids(writer).await?;
        let text = format!("substance {number} of this run");
        let allergy = json!({"type": "allergy_add", "doc": chart, "patient": patient, "item": item,
            "code": {"text": text}, "verification": "confirmed"});
        ask(writer, json!({"cmd": "write", "args": allergy})).await?;
        let watch = Watch::start();
        shown(reader, &patient, &text).await?;
        times.push(watch.millis());
    }
    ensure!(!times.is_empty(), "no change was counted");
    Ok(times)
}

async fn ids(app: &App) -> Result<[Value; 3]> {
    let made = ask(app, json!({"cmd": "new_ids", "args": {"count": 3}})).await?;
    let ids = made.get("ids").and_then(Value::as_array).cloned().context("no ids")?;
    ids.try_into().map_err(|_| anyhow::anyhow!("three ids were asked for"))
}

/// Waits until the chart is there and its view holds `text`, woken by what the device's engine tells.
async fn shown(app: &App, patient: &Value, text: &str) -> Result<()> {
    let mut heard = app.events();
    let seen = async {
        loop {
            let chart = ask(app, json!({"cmd": "chart_get", "args": {"patient": patient}})).await;
            if chart.is_ok_and(|chart| chart.to_string().contains(text)) {
                return;
            }
            heard.next().await;
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.context("a change never showed")
}
