//! `sync-cold`: a fresh encrypted device downloads a whole clinic over loopback TLS, beside its peers.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use satchel_core::app::App;
use satchel_core::clock::SystemClock;
use satchel_core::host::MemoryHost;
use satchel_protocol::command::Command;
use satchel_stand::{Cable, Process};
use satchel_vault::random::OsEntropy;
use serde_json::{Value, json};

use crate::clinic::Patient;
use crate::house::{House, Scratch, led_to};
use crate::light::Light;
use crate::measure::{self, Watch};
use crate::report::Report;
use crate::{Plan, peers};

const CHARTS: usize = 10_000;
const CHANGES: usize = 41;
const RUNS: usize = 3;
/// Items of one seeding request: what four frames hold.
const REQUEST: usize = 1_024;

/// `sync-cold`.
pub(crate) async fn run(plan: &Plan) -> Result<()> {
    let charts = plan.size(CHARTS);
    let scratch = Scratch::new("cold")?;
    let house = seeded(plan, charts, CHANGES).await?;
    let (mut seconds, mut wire, mut rss, mut views) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        let told = download(&house, &scratch.0, run, charts)?;
        let number = |key: &str| {
            told.get(key)
                .and_then(Value::as_f64)
                .with_context(|| format!("the client tells no {key}: {told}"))
        };
        seconds.push(number("seconds")?);
        views.push(number("views_seconds")?);
        rss.push(number("rss_mib")?);
        wire.push(number("wire_mib")?);
    }
    let params = json!({"docs": charts, "changes_each": CHANGES});
    let mut report = Report::new("sync-cold");
    report.metric("seconds", "s", &seconds, &params);
    report.metric("wire_mib", "MiB", &wire, &params);
    report.metric("client_rss_mib", "MiB", &rss, &params);
    report.metric("views_seconds", "s", &views, &params);
    if plan.peers {
        peers::samod(plan, &mut report)?;
        peers::pouchdb(plan, &mut report, &scratch.0, charts)?;
    }
    report.keep(&plan.folder)
}

/// A server that holds `charts` patients with `changes` changes each. Seeding takes minutes, so it is kept between runs.
pub(crate) async fn seeded(plan: &Plan, charts: usize, changes: usize) -> Result<House> {
    let folder = plan.folder.join(format!("seed-{charts}-{changes}"));
    let done = folder.join("done");
    if done.exists() {
        return House::sqlite(plan, &folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let house = House::sqlite(plan, &folder)?;
    let mut writer = Light::join(&house.invite("seed", "doctor")?, "seed").await?;
    let (mut waiting, mut first) = (Vec::new(), 1);
    for number in 0..charts {
        waiting.extend(Patient::new("seed", number).items(&mut writer, changes)?);
        if waiting.len() >= REQUEST || number + 1 == charts {
            let all = std::mem::take(&mut waiting);
            for chunk in all.chunks(REQUEST) {
                writer.push(chunk.to_vec(), first).await?;
                first += u64::try_from(chunk.len())?;
            }
        }
    }
    ensure!(first == writer.counter(), "{first} pushed, {} made", writer.counter());
    crate::report::write(&done, "seeded\n")?;
    Ok(house)
}

/// One fresh device in a process of its own, on a cable that counts.
fn download(house: &House, scratch: &Path, run: usize, wanted: usize) -> Result<Value> {
    let name = format!("cold-{}-{run}", std::process::id());
    let cable = Cable::to(house.server.address()?)?;
    let link = rerouted(&house.invite(&name, "doctor")?, &cable)?;
    let dir = scratch.join(&name);
    let program = std::env::current_exe()?;
    let wanted = wanted.to_string();
    let args =
        ["cold-client", &link, &name, &dir.to_string_lossy(), &wanted].map(ToOwned::to_owned);
    let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
    let mut client = Process::start("cold-client", &program, &args, &scratch.join("client.log"))?;
    let mut told = client.line()?;
    let wire = f64::from(u32::try_from(cable.bytes() >> 10)?) / 1024.0;
    told.as_object_mut()
        .context("the client tells no object")?
        .insert("wire_mib".to_owned(), json!(wire));
    Ok(told)
}

/// The link through a cable.
pub(crate) fn rerouted(link: &str, cable: &Cable) -> Result<String> {
    led_to(link, cable.address())
}

/// The measured device: joins, downloads until it has everything, tells how long it took.
pub(crate) async fn client(words: &[String]) -> Result<()> {
    let [link, login, dir, wanted] = words else { bail!("cold-client LINK LOGIN DIR WANTED") };
    let app = joined(link, login, PathBuf::from(dir)).await?;
    let watch = Watch::start();
    downloaded(&app, wanted.parse()?).await?;
    let seconds = watch.seconds();
    viewed(&app).await?;
    let told = json!({"seconds": seconds, "views_seconds": watch.seconds(), "rss_mib": measure::peak_mib(std::process::id())?});
    crate::report::say(&told.to_string());
    Ok(())
}

/// A device of our own that has joined.
pub(crate) async fn joined(link: &str, login: &str, dir: PathBuf) -> Result<App> {
    std::fs::create_dir_all(&dir)?;
    let app = App::new(
        Arc::new(MemoryHost::default()),
        dir,
        Arc::new(SystemClock),
        Arc::new(OsEntropy::new()),
    );
    let password = format!("{login} keeps four plain words");
    ask(&app, json!({"cmd": "join", "args": {"link": link, "login": login, "password": password, "machine": login}})).await?;
    Ok(app)
}

/// Downloads until the pass is over, every patient is listed, and the last one is found by name.
pub(crate) async fn downloaded(app: &App, wanted: usize) -> Result<()> {
    loop {
        let report = ask(app, json!({"cmd": "sync_now"})).await?;
        if report.get("more").and_then(Value::as_bool) != Some(true) {
            break;
        }
    }
    let facts = ask(app, json!({"cmd": "device_info"})).await?;
    ensure!(number(&facts, "patients") == wanted, "{facts}, {wanted} patients wanted");
    let family = Patient::new("seed", wanted - 1).family();
    let found = ask(app, json!({"cmd": "patient_search", "args": {"query": family}})).await?;
    ensure!(
        found.get("patients").and_then(Value::as_array).is_some_and(|all| all.len() == 1),
        "{family} is not found"
    );
    Ok(())
}

/// Goes online, as the apps do with an open vault, and waits until every list and card is made: that happens while the
/// engine rests.
pub(crate) async fn viewed(app: &App) -> Result<()> {
    app.go_online()?;
    while number(&ask(app, json!({"cmd": "sync_status"})).await?, "views_behind") > 0 {
        drop(tokio::time::timeout(Duration::from_millis(50), std::future::pending::<()>()).await);
    }
    Ok(())
}

fn number(value: &Value, key: &str) -> usize {
    value.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// One command as a screen gives it; the reply's value.
pub(crate) async fn ask(app: &App, question: Value) -> Result<Value> {
    let command: Command = serde_json::from_value(question)?;
    let reply = app
        .dispatch(command)
        .await
        .map_err(|problem| anyhow::anyhow!("{problem}: {:?}", problem.args))?;
    let mut reply = serde_json::to_value(reply)?;
    Ok(reply.get_mut("value").map_or(Value::Null, Value::take))
}
