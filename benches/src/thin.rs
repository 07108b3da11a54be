//! `sync-slow-link`, `sync-noop`, `sync-return`: a fresh device on a thin line that is cut, a device to which nothing is new,
//! and one that was away for three weeks.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use satchel_core::app::App;
use satchel_model::document::{DocType, genesis};
use serde_json::{Value, json};

use crate::Plan;
use crate::clinic::{self, Patient};
use crate::cold::{ask, joined, seeded};
use crate::house::{House, Scratch};
use crate::light::Light;
use crate::line::{Line, Shape};
use crate::measure::{Spent, Watch};
use crate::report::Report;

const CHARTS: usize = 10_000;
const CHANGES: usize = 41;
/// Documents that are usable first.
const FIRST: u64 = 200;
/// Counted rounds of a device to which nothing is new.
const ROUNDS: usize = 50;
/// Documents with news, and changes in each, for a device that was away.
const AWAY: (usize, usize) = (500, 3);
/// Changes it made meanwhile.
const MADE: usize = 200;

/// The link through a line.
fn through(link: &str, wire: &Line) -> Result<String> {
    let (head, rest) = link.split_once("a=").context("a link without address")?;
    let (_, rest) = rest.split_once('&').context("a link without key")?;
    Ok(format!("{head}a={}&{rest}", wire.address()))
}

fn number(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or(0)
}

async fn state(app: &App) -> Result<Value> {
    ask(app, json!({"cmd": "sync_status"})).await
}

/// How many patients are found by name.
async fn patients(app: &App) -> Result<u64> {
    Ok(number(&ask(app, json!({"cmd": "device_info"})).await?, "patients"))
}

#[expect(clippy::disallowed_methods, reason = "looking now and then, as a person does")]
async fn look_again() {
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// What one download took.
struct Took {
    seconds: f64,
    first: f64,
    down: u64,
}

/// Downloads by the engine alone, as it does behind a screen, until every patient is found and nothing is left.
async fn download(
    house: &House,
    scratch: &Scratch,
    name: &str,
    shape: Shape,
    wanted: u64,
) -> Result<Took> {
    let wire = Line::to(house.server.address()?, shape)?;
    let link = through(&house.invite(name, "doctor")?, &wire)?;
    let app = joined(&link, name, scratch.0.join(name)).await?;
    let before = wire.count().down;
    let watch = Watch::start();
    app.go_online().context("cannot go online")?;
    let (mut first, mut told) = (0.0, false);
    loop {
        look_again().await;
        let now = state(&app).await?;
        let held = number(&now, "documents");
        if first == 0.0 && held >= FIRST.min(wanted) && patients(&app).await? > 0 {
            first = watch.seconds();
        }
        told |= number(&now, "left") > 0 && now.get("left_seconds").is_some_and(Value::is_u64);
        if held >= wanted * 2 && number(&now, "left") == 0 && patients(&app).await? >= wanted {
            break;
        }
        ensure!(watch.seconds() < 900.0, "no end after 15 minutes: {now}");
    }
    let seconds = watch.seconds();
    if shape.bits_per_second > 0 {
        ensure!(told, "the time left was never told");
        ensure!(wire.cuts() == 3, "{} cuts", wire.cuts());
    }
    ask(&app, json!({"cmd": "lock"})).await?;
    Ok(Took { seconds, first, down: wire.count().down - before })
}

/// `sync-slow-link`.
pub(crate) async fn slow(plan: &Plan) -> Result<()> {
    let charts = plan.size(CHARTS);
    let wanted = u64::try_from(charts)?;
    let scratch = Scratch::new("slow")?;
    let house = seeded(plan, charts, CHANGES).await?;
    let id = std::process::id();
    // What it costs where nothing is cut: everything beyond that was fetched twice.
    let whole = download(&house, &scratch, &format!("whole-{id}"), Shape::OPEN, wanted).await?;
    let part = |n: u64| whole.down * n / 4;
    let shape = Shape {
        bits_per_second: 1_000_000,
        round_trip: Duration::from_millis(300),
        lost_per_mille: 10,
        cuts: [part(1), part(2), part(3)],
        dark: Duration::from_secs(2),
    };
    let took = download(&house, &scratch, &format!("slow-{id}"), shape, wanted).await?;
    let again = took.down.saturating_sub(whole.down);
    let percent = 100.0 * as_f64(again) / as_f64(whole.down);
    let params = json!({"docs": charts, "changes_each": CHANGES, "bits_per_second": 1_000_000, "round_trip_ms": 300,
        "loss_percent": 1, "cuts": 3, "dark_seconds": 2, "wire_bytes": took.down, "wire_bytes_uncut": whole.down});
    let mut report = Report::new("sync-slow-link");
    report.metric("seconds", "s", &[took.seconds], &params);
    report.metric("refetched_percent", "%", &[percent], &params);
    report.metric("first_usable_seconds", "s", &[took.first], &params);
    report.keep(&plan.folder)
}

fn as_f64(n: u64) -> f64 {
    f64::from(u32::try_from(n >> 4).unwrap_or(u32::MAX)) * 16.0
}

/// `sync-noop`.
pub(crate) async fn noop(plan: &Plan) -> Result<()> {
    // A patient is two documents.
    let charts = plan.size(CHARTS) / 2;
    let scratch = Scratch::new("noop")?;
    let house = seeded(plan, charts, 4).await?;
    let wire = Line::to(house.server.address()?, Shape::OPEN)?;
    let name = format!("noop-{}", std::process::id());
    let link = through(&house.invite(&name, "doctor")?, &wire)?;
    let app = joined(&link, &name, scratch.0.join(&name)).await?;
    crate::cold::downloaded(&app, charts).await?;
    // Its reading log is sent before it is measured: a round with something to say is no no-op.
    for _ in 0..3 {
        ask(&app, json!({"cmd": "sync_now"})).await?;
    }
    // A whole reconnect: another connection, another handshake.
    let before = wire.count();
    ask(&app, json!({"cmd": "sync_now"})).await?;
    let cold = (wire.count().up - before.up, wire.count().down - before.down);
    // And on a connection that is open, as a device in use has it: the exchange alone.
    app.go_online().context("cannot go online")?;
    for _ in 0..3 {
        ask(&app, json!({"cmd": "sync_now"})).await?;
    }
    let pid = house.server.pid()?;
    let (mut up, mut down, mut turns, mut cpu) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        look_again().await;
        let (before, spent) = (wire.count(), Spent::by(pid)?);
        ask(&app, json!({"cmd": "sync_now"})).await?;
        let after = wire.count();
        up.push(as_f64_small(after.up - before.up));
        down.push(as_f64_small(after.down - before.down));
        turns.push(as_f64_small(after.turns - before.turns));
        cpu.push(Spent::by(pid)?.since(spent));
    }
    let documents = number(&state(&app).await?, "documents");
    let params = json!({"docs": documents, "connection": "open", "with_handshake_up": cold.0, "with_handshake_down": cold.1});
    let mut report = Report::new("sync-noop");
    report.metric("bytes_up", "B", &up, &params);
    report.metric("bytes_down", "B", &down, &params);
    report.metric("round_trips", "", &turns, &params);
    report.metric("server_cpu_ms", "ms", &cpu, &params);
    report.keep(&plan.folder)
}

fn as_f64_small(n: u64) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// `sync-return`.
pub(crate) async fn back(plan: &Plan) -> Result<()> {
    let (docs, each) = (plan.size(AWAY.0), AWAY.1);
    let made = plan.size(MADE);
    let scratch = Scratch::new("return")?;
    let house = House::sqlite(plan, &scratch.0.join("house"))?;
    let mut writer = Light::join(&house.invite("seed", "doctor")?, "seed").await?;
    let (mut charts, mut first) = (Vec::with_capacity(docs), 1);
    for number in 0..docs {
        let patient = Patient::new("seed", number);
        let items = patient.items(&mut writer, 0)?;
        let count = u64::try_from(items.len())?;
        writer.push(items, first).await?;
        first += count;
        let mut content = genesis(DocType::Chart, patient.chart, 0);
        let some: Vec<Value> = (0..4).map(|n| patient.entry(n)).collect();
        let items =
            clinic::edits_on(&mut writer, DocType::Chart, patient.chart, &mut content, &some)?;
        let count = u64::try_from(items.len())?;
        writer.push(items, first).await?;
        first += count;
        charts.push((patient, content));
    }
    let shape =
        Shape { bits_per_second: 256_000, round_trip: Duration::from_millis(100), ..Shape::OPEN };
    // The device fetches everything on a line as wide as this machine, then is away.
    let wire = Line::to(house.server.address()?, Shape::OPEN)?;
    let name = format!("back-{}", std::process::id());
    let link = through(&house.invite(&name, "doctor")?, &wire)?;
    let app = joined(&link, &name, scratch.0.join(&name)).await?;
    crate::cold::downloaded(&app, docs).await?;
    ask(&app, json!({"cmd": "sync_now"})).await?;
    // Three weeks at the clinic.
    for (patient, content) in &mut charts {
        let some: Vec<Value> = (4..4 + each).map(|n| patient.entry(n)).collect();
        let items = clinic::edits_on(&mut writer, DocType::Chart, patient.chart, content, &some)?;
        let count = u64::try_from(items.len())?;
        writer.push(items, first).await?;
        first += count;
    }
    // And on the road.
    for (patient, _) in charts.iter().take(made) {
        ask(&app, json!({"cmd": "write", "args": patient.entry(4 + each)})).await?;
    }
    ensure!(
        number(state(&app).await?.get("own").unwrap_or(&Value::Null), "saved")
            >= u64::try_from(made)?,
        "nothing waits"
    );
    wire.reshape(shape);
    let before = wire.count();
    let watch = Watch::start();
    loop {
        ask(&app, json!({"cmd": "sync_now"})).await?;
        let now = state(&app).await?;
        if number(now.get("own").unwrap_or(&Value::Null), "saved") == 0 && number(&now, "left") == 0
        {
            break;
        }
    }
    let seconds = watch.seconds();
    let after = wire.count();
    let params = json!({"docs": docs, "changes_down": docs * each, "changes_up": made, "bits_per_second": 256_000,
        "round_trip_ms": 100, "bytes_up": after.up - before.up, "answers": after.turns - before.turns});
    let mut report = Report::new("sync-return");
    report.metric("seconds", "s", &[seconds], &params);
    report.metric("kib_down", "KiB", &[as_f64(after.down - before.down) / 1024.0], &params);
    report.keep(&plan.folder)
}
