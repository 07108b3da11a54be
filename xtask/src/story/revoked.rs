//! A laptop is lost: it is shut out, and what it sends late waits for a person.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::disagreement::{Cast, dose};
use super::scene::Scene;
use super::steps::Steps;

pub(crate) fn play(scene: &mut Scene, cast: &mut Cast, steps: &mut Steps) -> Result<()> {
    steps.part(&format!("{}: a lost laptop", scene.engine.name()));
    let Cast { anna, carl, patient, chart, .. } = cast;
    carl.sync(5)?;
    steps.step("carl writes without a network and is shut out meanwhile", || {
        carl.online(false);
        let [item] = carl.ids()?;
        let fields =
            json!({"doc": chart, "patient": patient, "item": item, "code": {"text": LATE}, "clinical": "active"});
        carl.write("problem_add", fields)?;
        let devices = scene.server.verb(&["device", "list"])?;
        let lines = devices.as_array().context("a list of devices")?;
        let line = lines
            .iter()
            .find(|line| line.get("label") == Some(&json!("carl")))
            .context("no device of carl's")?;
        let id = line.get("device").and_then(Value::as_str).context("a device without id")?;
        scene.server.verb(&["device", "revoke", id, "--reason", "lost"])?;
        Ok(((), format!("device {id} revoked")))
    })?;
    steps.step("his late edit lands in review and changes no chart", || {
        carl.online(true);
        let first = carl.ask("sync_now", Value::Null)?;
        let reviews = scene.reviews()?;
        let open = reviews
            .as_array()
            .context("a list of reviews")?
            .iter()
            .filter(|line| line.get("code") == Some(&json!("device_revoked")))
            .count();
        ensure!(open >= 1, "nothing waits in review; carl got {first:?}");
        anna.sync(3)?;
        let shown = anna.call("chart_get", json!({"patient": patient}))?.to_string();
        ensure!(!shown.contains(LATE), "the late edit stands in the chart");
        Ok(((), format!("{open} in review")))
    })?;
    steps.step("the agreed dose stands", || {
        let seen = dose(anna, patient, &cast.medicine)?;
        ensure!(seen == cast.agreed, "{seen}");
        Ok(((), format!("{seen} mg")))
    })
}

/// What carl writes too late.
const LATE: &str = "sprained ankle, told on the telephone";
