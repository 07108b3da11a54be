//! Batteries die: kill -9 of a laptop and of the server, in the middle, loses nothing that was acknowledged.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::device::Device;
use super::disagreement::Cast;
use super::intake::number;
use super::scene::Scene;
use super::steps::Steps;

/// Notes written before each kill.
const NOTES: usize = 25;
/// Bytes on the cable after which a push is under way: more than a TLS handshake takes.
const UNDER_WAY: u64 = 6 * 1024;
/// Looks at the cable before the wait is given up.
const LOOKS: usize = 5_000_000;

pub(crate) fn play(scene: &mut Scene, cast: &mut Cast, steps: &mut Steps) -> Result<()> {
    steps.part(&format!("{}: kill -9", scene.engine.name()));
    let Cast { anna, ben, patient, chart, .. } = cast;
    let kept = steps.step(
        "a laptop is killed while it saves: every note that was \"saved\" is there",
        || {
            ben.online(false);
            let written = write(ben, patient, chart, "laptop")?;
            // One more is under way when the battery dies: it may be there or not, but whole.
            let [item] = ben.ids()?;
            ben.begin("write", &problem(patient, chart, &item, "laptop", NOTES))?;
            ben.kill();
            ben.boot()?;
            ben.unlock()?;
            let kept = count(ben, patient, "laptop")?;
            ensure!(kept == written || kept == written + 1, "{kept} of {written}");
            let waiting = number(&ben.call("sync_status", Value::Null)?["own"], "saved");
            ensure!(waiting >= written as u64, "{waiting} wait");
            Ok((
                kept,
                format!("{written} were acknowledged, {kept} are there, {waiting} wait to be sent"),
            ))
        },
    )?;
    steps.step("the server is killed while the laptop sends: every note arrives", || {
        let written = write(anna, patient, chart, "server")?;
        ben.online(true);
        // Half of it is under way when the server dies; what was answered stays answered, the rest comes again.
        drop(ben.ask("sync_now", Value::Null)?);
        scene.server.kill();
        drop(anna.ask("sync_now", Value::Null)?);
        scene.server.start()?;
        for device in [&mut *anna, &mut *ben] {
            device.cable().lead_to(scene.server.address()?);
        }
        anna.sync(20)?;
        ben.sync(20)?;
        anna.sync(20)?;
        for device in [&mut *anna, &mut *ben] {
            let (laptop, server) =
                (count(device, patient, "laptop")?, count(device, patient, "server")?);
            ensure!(laptop == kept && server == written, "{}: {laptop} and {server}", device.name);
        }
        Ok(((), format!("{} notes on both laptops", kept + written)))
    })?;
    steps.step("the server is killed in the middle of a push", || {
        let written = write(anna, patient, chart, "middle")?;
        kill_while(scene, anna)?;
        scene.server.start()?;
        for device in [&mut *anna, &mut *ben] {
            device.cable().lead_to(scene.server.address()?);
            device.sync(20)?;
        }
        let there = count(ben, patient, "middle")?;
        ensure!(there == written, "{there} of {written}");
        let refused = number(&anna.call("sync_status", Value::Null)?, "refused");
        ensure!(refused == 0, "{refused} were refused");
        Ok(((), format!("{there} of {written}, 0 refused, 0 twice")))
    })
}

/// Asks for a sync and kills the server once the first bytes of it are on their way.
fn kill_while(scene: &mut Scene, device: &mut Device) -> Result<()> {
    let before = device.cable().bytes();
    device.begin("sync_now", &Value::Null)?;
    // A bounded wait for the event itself: what is aimed at lies between the first byte and the answer.
    for _ in 0..LOOKS {
        if device.cable().bytes() > before + UNDER_WAY {
            break;
        }
        std::thread::yield_now();
    }
    scene.server.kill();
    drop(device.finish()?);
    Ok(())
}

/// Adds problems one by one; each counts once its command has answered.
fn write(device: &mut Device, patient: &Value, chart: &Value, mark: &str) -> Result<usize> {
    for n in 0..NOTES {
        let [item] = device.ids()?;
        device.call("write", problem(patient, chart, &item, mark, n))?;
    }
    Ok(NOTES)
}

fn problem(patient: &Value, chart: &Value, item: &Value, mark: &str, n: usize) -> Value {
    json!({"type": "problem_add", "doc": chart, "patient": patient, "item": item, "code": {"text": format!("{mark} finding {n}")}, "clinical": "active"})
}

fn count(device: &mut Device, patient: &Value, mark: &str) -> Result<usize> {
    let shown = device.call("chart_get", json!({"patient": patient}))?;
    let rows = super::disagreement::items(&shown, "problems");
    Ok(rows.iter().filter(|row| row.to_string().contains(&format!("{mark} finding "))).count())
}
