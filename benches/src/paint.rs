//! `ui-paint`: from a key or a click to the painted screen, in a browser beside a laptop with 50,000 encrypted patients.
//!
//! - The device is the program `satchel-device` from a release build, with its loopback door and the built screens. Once it
//!   holds everything it works offline, and the server is stopped.
//! - What is measured, and how, stands in `ui/tests/bench/paint.spec.ts`; this makes the clinic and sums up.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use satchel_stand::{Door, Opening};
use serde_json::{Value, json};

use crate::Plan;
use crate::clinic::{Patient, words};
use crate::cold::seeded;
use crate::house::Scratch;
use crate::local::{CHANGES, PATIENTS};
use crate::report::{self, Report, percentile};

/// Counted samples of one run.
const SAMPLES: usize = 60;
/// Samples before the first run, not counted.
const WARM: usize = 12;
const RUNS: usize = 3;

/// What drives the browser.
pub(crate) struct Tools {
    /// The program `satchel-device`, built with its loopback carrier.
    pub(crate) device: PathBuf,
    /// The folder of the screens, built.
    pub(crate) screens: PathBuf,
    /// The program `node`.
    pub(crate) node: PathBuf,
}

/// `ui-paint`.
pub(crate) async fn run(plan: &Plan, tools: &Tools) -> Result<()> {
    let patients = plan.size(PATIENTS);
    let scratch = Scratch::new("paint")?;
    let house = seeded(plan, patients, CHANGES).await?;
    let folder = scratch.0.join("laptop");
    std::fs::create_dir_all(&folder)?;
    let dist = tools.screens.join("dist");
    let door = Door::open(
        "laptop",
        &Opening {
            program: &tools.device,
            folder: &folder,
            window: "clinic",
            screens: Some(&dist),
            log: &plan.folder.join("ui-paint.log"),
        },
    )?;
    let name = format!("paint-{}", std::process::id());
    let password = format!("{name} keeps four plain words");
    let link = house.invite(&name, "doctor")?;
    door.call(
        "join",
        &json!({"link": link, "login": name, "password": password, "machine": name}),
    )?;
    filled(&door, patients)?;
    // A laptop out of the clinic: nothing reaches it, and no server works on its cores.
    door.call("network_set", &json!({"online": false}))?;
    drop(house);
    let samples = plan.folder.join("ui-paint-samples.json");
    let plan_of_page = json!({
        "url": door.url("clinic.html"),
        "address": door.address().to_string(),
        "token": door.token(),
        "warm": WARM,
        "runs": (0..RUNS).map(|run| session(run + 1, SAMPLES, patients)).collect::<Vec<_>>(),
        "warming": session(0, WARM, patients),
        "samples": samples,
    });
    let told = scratch.0.join("plan.json");
    report::write(&told, &plan_of_page.to_string())?;
    drive(tools, &told, &plan.folder.join("ui-paint.log"))?;
    let text = std::fs::read_to_string(&samples).context("the page kept no samples")?;
    summed(&serde_json::from_str(&text)?, patients)?.keep(&plan.folder)
}

/// Downloads until every patient is listed and nothing is left to be prepared.
fn filled(door: &Door, wanted: usize) -> Result<()> {
    while door.call("sync_now", &Value::Null)?.get("more").and_then(Value::as_bool) == Some(true) {}
    // Lists and cards are made while the engine rests.
    while door
        .call("sync_status", &Value::Null)?
        .get("views_behind")
        .and_then(Value::as_u64)
        .is_some_and(|behind| behind > 0)
    {
        std::thread::park_timeout(std::time::Duration::from_millis(50));
    }
    let facts = door.call("device_info", &Value::Null)?;
    let held = facts.get("patients").and_then(Value::as_u64);
    ensure!(held == u64::try_from(wanted).ok(), "{facts}, {wanted} patients wanted");
    Ok(())
}

/// What one run types: words to search, and words whose results hold a patient to open.
fn session(run: usize, count: usize, patients: usize) -> Value {
    let all = words();
    let search: Vec<&str> = (0..count)
        .filter_map(|n| all.get((n * 7 + run * 5) % all.len()))
        .map(String::as_str)
        .collect();
    let open: Vec<String> = (0..count)
        .map(|n| {
            let family = Patient::new("seed", (n * 104_729 + run * 7_919) % patients).family();
            // All but the last digits: many others fit too, as for a common name.
            family.get(..family.len().saturating_sub(2)).unwrap_or(&family).to_owned()
        })
        .collect();
    json!({"search": search, "open": open})
}

/// Runs the page's part in Chromium; what Playwright says goes to the log.
fn drive(tools: &Tools, told: &Path, log: &Path) -> Result<()> {
    let log_file = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
    let done = std::process::Command::new(&tools.node)
        .current_dir(&tools.screens)
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(["-c", "tests/playwright.config.ts", "--project=bench"])
        .env("SATCHEL_PAINT", told)
        .stdin(Stdio::null())
        .stderr(log_file.try_clone()?)
        .stdout(log_file)
        .status()
        .context("cannot start node")?;
    ensure!(done.success(), "the browser's part ended with {done}, see {}", log.display());
    Ok(())
}

/// The figures of all runs.
fn summed(samples: &Value, patients: usize) -> Result<Report> {
    let runs = samples.get("runs").and_then(Value::as_array).context("samples without runs")?;
    let params = json!({"patients": patients, "changes_each": CHANGES, "samples": SAMPLES, "network": "offline"});
    let mut report = Report::new("ui-paint");
    for (metric, act, moment, percent) in [
        ("open_chart_p95_ms", "open", "painted", 95),
        ("open_chart_p50_ms", "open", "painted", 50),
        ("open_chart_next_frame_p95_ms", "open", "next", 95),
        ("open_chart_whole_p95_ms", "open", "whole", 95),
        ("search_p95_ms", "search", "painted", 95),
        ("search_p50_ms", "search", "painted", 50),
        ("search_next_frame_p95_ms", "search", "next", 95),
    ] {
        let values: Vec<f64> =
            runs.iter().map(|run| percentile(&times(run, act, moment), percent)).collect();
        report.metric(metric, "ms", &values, &params);
    }
    Ok(report)
}

fn times(run: &Value, act: &str, moment: &str) -> Vec<f64> {
    let all = run.get(act).and_then(Value::as_array);
    all.into_iter().flatten().filter_map(|one| one.get(moment).and_then(Value::as_f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::{session, times};
    use serde_json::json;

    #[test]
    fn a_run_types_words_of_two_to_six_letters_and_opens_different_patients() {
        let one = session(1, 60, 50_000);
        let typed = |run: &serde_json::Value, key: &str| -> Vec<String> {
            run[key].as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
        };
        let search = typed(&one, "search");
        assert_eq!(search.len(), 60);
        assert!(search.iter().all(|word| (2..=6).contains(&word.len())), "{search:?}");
        let different: std::collections::BTreeSet<_> = search.iter().collect();
        assert!(different.len() > 50, "{different:?}");
        let open = typed(&one, "open");
        let different: std::collections::BTreeSet<_> = open.iter().collect();
        assert!(different.len() > 50, "{different:?}");
        assert_ne!(open, typed(&session(2, 60, 50_000), "open"));
    }

    #[test]
    fn a_moment_is_read_from_each_sample() {
        let run = json!({"open": [{"painted": 1.5, "whole": 3.0}, {"painted": 2.5}]});
        assert_eq!(times(&run, "open", "painted"), [1.5, 2.5]);
        assert_eq!(times(&run, "open", "whole"), [3.0]);
        assert!(times(&run, "search", "painted").is_empty());
    }
}
