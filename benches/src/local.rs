//! `ui-local`: what a person waits for on a laptop that holds 50,000 encrypted patients.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::Plan;
use crate::clinic::Patient;
use crate::cold::{ask, downloaded, joined, seeded, viewed};
use crate::house::Scratch;
use crate::measure::Watch;
use crate::report::{Report, percentile};

pub(crate) const PATIENTS: usize = 50_000;
/// Changes of each chart; what a list costs does not depend on them.
pub(crate) const CHANGES: usize = 4;
const QUESTIONS: usize = 400;
const COMMITS: usize = 200;
const RUNS: usize = 3;

/// `ui-local`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let patients = plan.size(PATIENTS);
    let scratch = Scratch::new("local")?;
    let house = seeded(plan, patients, CHANGES).await?;
    let name = format!("local-{}", std::process::id());
    let app = joined(&house.invite(&name, "doctor")?, &name, scratch.0.join("device")).await?;
    downloaded(&app, patients).await?;
    viewed(&app).await?;
    let (mut search, mut chart, mut commit, mut unlock) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        let mut times = Vec::new();
        for n in 0..QUESTIONS {
            let family = Patient::new("seed", (n * 7_919 + run) % patients).family();
            let query = family.get(..family.len().min(3 + n % 6)).unwrap_or(&family);
            times.push(
                timed(
                    &app,
                    json!({"cmd": "patient_search", "args": {"query": query, "limit": 50}}),
                )
                .await?,
            );
        }
        search.push(percentile(&times, 95));
        times.clear();
        for n in 0..QUESTIONS {
            let patient = Patient::new("seed", (n * 104_729 + run) % patients).id;
            let watch = Watch::start();
            for question in summary(&json!(patient)) {
                ask(&app, question).await?;
            }
            times.push(watch.millis());
        }
        chart.push(percentile(&times, 95));
        times.clear();
        for n in 0..COMMITS {
            let of = Patient::new("seed", (n * 15_485 + run) % patients);
            times.push(
                timed(&app, json!({"cmd": "write", "args": of.entry(100 + run * COMMITS + n)}))
                    .await?,
            );
        }
        commit.push(percentile(&times, 95));
        unlock.push(reopened(&app, &name).await?);
    }
    let params = json!({"patients": patients, "changes_each": CHANGES});
    let mut report = Report::new("ui-local");
    report.metric("search_p95_ms", "ms", &search, &params);
    report.metric("chart_p95_ms", "ms", &chart, &params);
    report.metric("commit_p95_ms", "ms", &commit, &params);
    report.metric("unlock_to_list_ms", "ms", &unlock, &params);
    report.keep(&plan.folder)
}

/// What the summary of a chart asks when it opens: banner, chart, readings, last notes, other records.
fn summary(patient: &Value) -> [Value; 5] {
    [
        json!({"cmd": "patient_get", "args": {"patient": patient}}),
        json!({"cmd": "chart_get", "args": {"patient": patient}}),
        json!({"cmd": "observation_list", "args": {"patient": patient, "limit": 1_000}}),
        json!({"cmd": "encounter_list", "args": {"patient": patient, "limit": 5}}),
        json!({"cmd": "other_list", "args": {"patient": patient, "limit": 50}}),
    ]
}

async fn timed(app: &satchel_core::app::App, question: Value) -> Result<f64> {
    let watch = Watch::start();
    ask(app, question).await?;
    Ok(watch.millis())
}

/// Locks, unlocks with the password and lists the first patients: milliseconds from the password on.
async fn reopened(app: &satchel_core::app::App, login: &str) -> Result<f64> {
    ask(app, json!({"cmd": "lock"})).await?;
    let watch = Watch::start();
    ask(
        app,
        json!({"cmd": "unlock", "args": {"password": format!("{login} keeps four plain words")}}),
    )
    .await
    .context("unlock")?;
    ask(app, json!({"cmd": "patient_list", "args": {"limit": 50}})).await?;
    Ok(watch.millis())
}
