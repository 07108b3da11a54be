//! `admission`: what an accepted change costs the server, and what each attack on the document engine costs it.
//!
//! - `us_per_change`: CPU time of the server's process, divided by the changes it accepted: TLS, frames, all steps of
//!   admission, sealing and the commit.
//! - `attack_worst_ms`: CPU time from one attack to its answer, the worst of all; the request around it is counted too.
//! - `attack_worst_mib`: how far the process grew over one attack at its peak.

use anyhow::{Context, Result, bail};
use satchel_model::crdt::{Doc, Guarded, Limits};
use satchel_model::document::{DocType, genesis};
use satchel_protocol::env::{Env, ItemKind};
use satchel_protocol::frame;
use satchel_protocol::sync::{Message, Push, PushItem, VerdictKind};
use serde_json::json;

use crate::Plan;
use crate::attack::{self, Attack, What};
use crate::clinic::Patient;
use crate::house::{House, Scratch};
use crate::light::Light;
use crate::measure::{Spent, grown_mib, peak_mib_anew};
use crate::report::Report;

/// Changes of one run.
const CHANGES: usize = 2_000;
/// Changes of one chart: what is loaded is about 100 KiB.
const CHART: usize = 200;
/// Changes of one request.
const REQUEST: usize = 64;
const RUNS: usize = 3;

/// `admission`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let mut report = Report::new("admission");
    let scratch = Scratch::new("admission")?;
    let house = House::sqlite(plan, &scratch.0)?;
    let pid = house.server.id().context("the server has no process")?;
    let mut costs = Vec::new();
    for run in 0..RUNS {
        costs.push(accepted(plan, &house, pid, run).await?);
    }
    let params = json!({"engine": "sqlite", "changes": plan.size(CHANGES), "changes_a_chart": CHART, "changes_a_request": REQUEST});
    report.metric("us_per_change", "us", &costs, &params);
    let told = attacks(&house, pid).await?;
    let worst = |f: fn(&Told) -> f64| told.iter().map(f).fold(0.0, f64::max);
    let each: Vec<_> = told
        .iter()
        .map(|t| json!({"attack": t.name, "answer": t.answer, "cpu_ms": t.ms, "mib": t.mib}))
        .collect();
    let params = json!({"attacks": each});
    report.metric("attack_worst_ms", "ms", &[worst(|t| t.ms)], &params);
    report.metric("attack_worst_mib", "MiB", &[worst(|t| t.mib)], &json!({"attacks": told.len()}));
    report.keep(&plan.folder)
}

/// Microseconds of CPU for each change of one run.
async fn accepted(plan: &Plan, house: &House, pid: u32, run: usize) -> Result<f64> {
    let login = format!("admission-{run}");
    let mut light = Light::join(&house.invite(&login, "doctor")?, &login).await?;
    let mut charts = Vec::new();
    let wanted = plan.size(CHANGES);
    for number in 0..wanted.div_ceil(CHART) {
        let first = light.counter();
        let items = Patient::new(&login, number).items(&mut light, CHART.min(wanted))?;
        charts.push((first, items));
    }
    let mut spent = 0.0;
    let mut count = 0_u32;
    for (first, mut items) in charts {
        let changes = items.split_off(3);
        light.push(items, first).await?;
        let before = Spent::by(pid)?;
        let mut counter = first + 3;
        for some in changes.chunks(REQUEST) {
            light.push(some.to_vec(), counter).await?;
            counter += u64::try_from(some.len())?;
        }
        spent += Spent::by(pid)?.since(before);
        count += u32::try_from(changes.len())?;
    }
    Ok(spent * 1_000.0 / f64::from(count))
}

/// What one attack came to.
struct Told {
    name: &'static str,
    answer: String,
    ms: f64,
    mib: f64,
}

async fn attacks(house: &House, pid: u32) -> Result<Vec<Told>> {
    let mut light = Light::join(&house.invite("attacker", "doctor")?, "attacker").await?;
    let patient = Patient::new("attacked", 1);
    let items = patient.items(&mut light, 40)?;
    light.push(items.clone(), 1).await?;
    let doc = chart(&patient, &items)?;
    let mut out = Vec::new();
    // The first request of a connection is dearer than the others: an honest one goes ahead.
    light.offer(light.body(vec![Message::Push(Push { items: items[..1].to_vec() })], 1)).await?;
    for Attack { name, what } in attack::all(&doc, &light, &patient)? {
        let mark = light.mark();
        let first = light.counter();
        let body = match what {
            What::Change { doc, bytes, header, twist } => {
                let item = attack::item(&mut light, doc, (bytes, &header), twist);
                light.body(vec![Message::Push(Push { items: vec![item] })], first)
            }
            What::Frame(bytes) => [light.body(Vec::new(), first), bytes].concat(),
        };
        let growth = peak_mib_anew(pid)?;
        let before = Spent::by(pid)?;
        let answer = light.offer(body).await?;
        let ms = Spent::by(pid)?.since(before);
        let mib = grown_mib(pid, growth)?;
        let (word, used) = refused(name, &answer, first)?;
        if !used {
            light.back(mark);
        }
        out.push(Told { name, answer: word, ms, mib });
    }
    // Nothing of it harmed anybody: the same device goes on.
    let first = light.counter();
    let more = Patient::new("attacked", 2).items(&mut light, 1)?;
    light.push(more, first).await?;
    Ok(out)
}

/// The chart as its items make it.
fn chart(patient: &Patient, items: &[PushItem]) -> Result<Doc> {
    let mut doc = genesis(DocType::Chart, patient.chart, 0);
    for item in items {
        let env = Env::decode(&item.env)?;
        if env.kind == ItemKind::Change && env.doc == patient.chart {
            doc.apply(&[Guarded::new(item.body.to_vec(), &Limits::DEVICE)?])?;
        }
    }
    Ok(doc)
}

/// The word of the refusal, and whether it used the item's number up.
fn refused(name: &str, answer: &[u8], first: u64) -> Result<(String, bool)> {
    let mut rest = answer;
    let mut word = None;
    while !rest.is_empty() {
        let Ok((message, used)) = frame::decode(rest) else {
            // The request itself was refused: the answer is a problem in JSON.
            let problem: serde_json::Value = serde_json::from_slice(answer)?;
            let code = problem.get("code").and_then(|c| c.as_str()).context("no code")?;
            return Ok((code.to_owned(), false));
        };
        rest = &rest[used..];
        let Message::Verdicts(verdicts) = message else { continue };
        if let Some(defer) = verdicts.defer {
            word = word.or(Some((format!("defer {}", defer.code), false)));
        }
        for verdict in verdicts.verdicts.iter().filter(|v| v.ctr >= first || v.ctr == 0) {
            let code = verdict.kind.error_code().map(|c| c.word().to_owned());
            match &verdict.kind {
                VerdictKind::Ok { .. } => bail!("{name} was accepted"),
                VerdictKind::Dup { .. } => word = Some(("dup".to_owned(), false)),
                VerdictKind::Held => word = Some(("held".to_owned(), true)),
                VerdictKind::Reject { .. } => {
                    word = Some((code.unwrap_or_default(), verdict.ctr >= first));
                }
            }
        }
    }
    word.with_context(|| format!("{name}: no verdict"))
}
