//! Two laptops change one chart with no network, come back, lose nothing, and ask about the one thing.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::device::Device;
use super::intake::number;
use super::scene::Scene;
use super::steps::Steps;

/// Rounds of sync that a first download may take.
pub(crate) const ROUNDS: usize = 400;

/// Who plays, and whose record it is about.
pub(crate) struct Cast {
    pub(crate) anna: Device,
    pub(crate) ben: Device,
    pub(crate) carl: Device,
    pub(crate) patient: Value,
    pub(crate) chart: Value,
    pub(crate) medicine: Value,
    /// The dose that was agreed on.
    pub(crate) agreed: Value,
}

pub(crate) fn play(scene: &mut Scene, steps: &mut Steps) -> Result<Cast> {
    steps.part(&format!("{}: two laptops, one chart", scene.engine.name()));
    let mut anna = joined(scene, steps, "anna", "doctor")?;
    let mut ben = joined(scene, steps, "ben", "doctor")?;
    let carl = joined(scene, steps, "carl", "nurse")?;
    let (patient, chart, medicine) = steps
        .step("a medicine is started and reaches the other laptop", || {
            start_medicine(&mut anna, &mut ben)
        })?;
    let mut cast = Cast { anna, ben, carl, patient, chart, medicine, agreed: Value::Null };
    offline(&mut cast, steps)?;
    reconnect(&mut cast, steps)?;
    decide(&mut cast, steps)?;
    Ok(cast)
}

fn joined(scene: &mut Scene, steps: &mut Steps, name: &str, role: &str) -> Result<Device> {
    steps.step(&format!("{name}'s laptop joins and downloads the clinic"), || {
        let mut device = scene.join(name, role, None)?;
        device.sync(ROUNDS)?;
        let facts = device.call("device_info", Value::Null)?;
        let (documents, patients) = (number(&facts, "documents"), number(&facts, "patients"));
        ensure!(patients > 0 && documents >= patients, "{facts}");
        Ok((device, format!("{patients} patients, {documents} documents")))
    })
}

fn regimen(dose: &str) -> Value {
    json!({"product": {"text": "metformin"}, "dose": dose, "unit": "mg", "frequency": "2/d", "route": "oral"})
}

type Medicine = (Value, Value, Value);

fn start_medicine(anna: &mut Device, ben: &mut Device) -> Result<(Medicine, String)> {
    let list = anna.call("patient_list", json!({"limit": 200}))?;
    let lines = list.get("patients").and_then(Value::as_array).context("no patients")?;
    for line in lines {
        let patient = line.get("patient").cloned().context("a line without patient")?;
        let chart = anna.call("chart_get", json!({"patient": patient}))?;
        if chart.get("doc").is_none_or(Value::is_null) || !items(&chart, "medicines").is_empty() {
            continue;
        }
        let doc = chart.get("doc").cloned().unwrap_or_default();
        let [item] = anna.ids()?;
        anna.write(
            "medicine_start",
            json!({"doc": doc, "patient": patient, "item": item, "regimen": regimen("500")}),
        )?;
        anna.sync(3)?;
        ben.sync(3)?;
        ensure!(
            dose(ben, &patient, &item)? == json!("500"),
            "the other laptop does not show 500 mg"
        );
        return Ok(((patient, doc, item), "metformin 500 mg".to_owned()));
    }
    anyhow::bail!("every one of {} charts has medicines already", lines.len())
}

/// The rows of `list` in a chart or document.
pub(crate) fn items<'v>(of: &'v Value, list: &str) -> Vec<&'v Value> {
    let rows = of.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter(|row| row.get("list").and_then(Value::as_str) == Some(list)).collect()
}

/// The regimen as a device shows it: settled or disputed.
fn shown(device: &mut Device, patient: &Value, medicine: &Value) -> Result<Value> {
    let chart = device.call("chart_get", json!({"patient": patient}))?;
    let row = items(&chart, "medicines").into_iter().find(|row| row.get("item") == Some(medicine));
    row.and_then(|row| row.pointer("/body/regimen"))
        .cloned()
        .with_context(|| format!("{} does not show the medicine", device.name))
}

/// The dose that a device shows; an error while it is disputed.
pub(crate) fn dose(device: &mut Device, patient: &Value, medicine: &Value) -> Result<Value> {
    let regimen = shown(device, patient, medicine)?;
    ensure!(regimen.get("disputed").is_none(), "{} shows a disputed dose", device.name);
    regimen.get("dose").cloned().context("no dose")
}

fn offline(cast: &mut Cast, steps: &mut Steps) -> Result<()> {
    let Cast { anna, ben, patient, chart, medicine, .. } = cast;
    steps.step("the network is cut: sending says offline, working goes on", || {
        anna.online(false);
        ben.online(false);
        for device in [&mut *anna, &mut *ben] {
            let refused = device
                .ask("sync_now", Value::Null)?
                .err()
                .context("it synced without a network")?;
            ensure!(refused.code == "offline", "{}", refused.code);
        }
        Ok(((), "offline, both".to_owned()))
    })?;
    steps.step("anna writes a note and 850 mg", || {
        let [note, section] = anna.ids()?;
        let fields = json!({"doc": note, "patient": patient, "section": section, "title": "Review", "text": NOTE, "start": "2026-11-24T09:10:00Z"});
        anna.write("note_start", fields)?;
        let fields = json!({"doc": chart, "patient": patient, "item": medicine, "regimen": regimen("850"), "base": regimen("500")});
        let saved = anna.write("medicine_set_dose", fields)?;
        Ok(((), format!("{} changes saved on this device", number(&saved, "saved"))))
    })?;
    steps.step("ben records vital signs and 1000 mg", || {
        let [visit, reading] = ben.ids()?;
        let items = json!([{"item": reading, "code": {"system": "http://loinc.org", "code": "8867-4", "display": "Heart rate"},
            "measure": {"value": "72", "unit": "/min"}, "parts": [], "effective": "2026-11-24T09:20:00Z"}]);
        ben.write("vitals_record", json!({"doc": visit, "patient": patient, "items": items}))?;
        let fields = json!({"doc": chart, "patient": patient, "item": medicine, "regimen": regimen("1000"), "base": regimen("500")});
        let saved = ben.write("medicine_set_dose", fields)?;
        Ok(((), format!("{} changes saved on this device", number(&saved, "saved"))))
    })?;
    steps.step("each sees its own dose and nothing of the other's", || {
        let (a, b) = (dose(anna, patient, medicine)?, dose(ben, patient, medicine)?);
        ensure!(a == json!("850") && b == json!("1000"), "{a} and {b}");
        Ok(((), "850 and 1000".to_owned()))
    })
}

/// What the note says; looked for on the other laptop.
const NOTE: &str = "Tolerates the tablets well. Walks again.";

fn reconnect(cast: &mut Cast, steps: &mut Steps) -> Result<()> {
    let Cast { anna, ben, patient, medicine, .. } = cast;
    steps.step("the network is back: both send, both converge", || {
        for device in [&mut *anna, &mut *ben] {
            device.online(true);
            device.sync(5)?;
        }
        anna.sync(3)?;
        let [a, b] = [&mut *anna, &mut *ben]
            .map(|device| device.call("chart_get", json!({"patient": patient})));
        let (a, b) = (content(&a?), content(&b?));
        ensure!(a == b, "the charts differ: {a} and {b}");
        Ok(((), "two equal charts".to_owned()))
    })?;
    steps.step(
        "nothing is lost: note, vital signs and both doses stand on both laptops",
        || {
            for device in [&mut *anna, &mut *ben] {
                let notes = everything(device, patient, "encounter_list")?;
                ensure!(notes.contains(NOTE), "{} has no note", device.name);
                let vitals = everything(device, patient, "observation_list")?;
                ensure!(vitals.contains("8867-4"), "{} has no vital signs", device.name);
                let regimen = shown(device, patient, medicine)?.to_string();
                ensure!(
                    ["\"850\"", "\"1000\""].iter().all(|dose| regimen.contains(dose)),
                    "{} shows {regimen}",
                    device.name
                );
            }
            Ok(((), "all there".to_owned()))
        },
    )?;
    steps.step("no word of it can be read on either disk", || {
        let mut files = 0;
        for device in [&*anna, &*ben] {
            files += unreadable(device.folder(), NOTE)?;
        }
        Ok(((), format!("{files} files, 0 hits")))
    })?;
    steps.step("exactly one decision is open, with both doses, and its line is held", || {
        for device in [&mut *anna, &mut *ben] {
            let open = decisions(device, patient)?;
            ensure!(open.len() == 1, "{} shows {} decisions", device.name, open.len());
            let doses =
                open[0].pointer("/body/alternatives").and_then(Value::as_array).map_or(0, Vec::len);
            ensure!(
                doses == 2 && open[0].pointer("/body/holds") == Some(&json!(true)),
                "{}",
                open[0]
            );
        }
        Ok(((), "1 on each laptop".to_owned()))
    })
}

/// Looks for `words` in every file under `folder`; answers how many files there are, or which one has them.
fn unreadable(folder: &Path, words: &str) -> Result<usize> {
    let mut files = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files += unreadable(&path, words)?;
        } else {
            let bytes = std::fs::read(&path).unwrap_or_default();
            ensure!(
                !String::from_utf8_lossy(&bytes).contains(words),
                "{} has them",
                path.display()
            );
            files += 1;
        }
    }
    Ok(files)
}

/// A chart without what tells devices apart.
fn content(chart: &Value) -> Value {
    json!([chart.get("items"), chart.get("conflicts")])
}

/// All that a list command tells, documents of visits opened, as one text.
fn everything(device: &mut Device, patient: &Value, command: &str) -> Result<String> {
    let list = device.call(command, json!({"patient": patient, "limit": 1000}))?;
    let mut text = list.to_string();
    if command == "encounter_list" {
        let rows = list.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        for doc in rows.iter().filter_map(|row| row.get("doc")) {
            text.push_str(&device.call("document_get", doc.clone())?.to_string());
        }
    }
    Ok(text)
}

fn decisions(device: &mut Device, patient: &Value) -> Result<Vec<Value>> {
    let all = device.call("decision_list", json!({"patient": patient}))?;
    let lines = all.get("conflicts").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(lines.into_iter().filter(|line| line.get("decision") == Some(&json!(true))).collect())
}

fn decide(cast: &mut Cast, steps: &mut Steps) -> Result<()> {
    let Cast { anna, ben, patient, chart, medicine, agreed, .. } = cast;
    steps.step("anna decides for 850 mg, ben agrees by sync", || {
        let open = decisions(anna, patient)?;
        let card = open.first().context("no decision")?;
        let stored = |one: &Value| one.get("stored").cloned().unwrap_or_default();
        let all = card.pointer("/body/alternatives").and_then(Value::as_array).context("no alternatives")?;
        let chosen = all.iter().find(|one| one.pointer("/value/dose") == Some(&json!("850"))).context("no 850 mg")?;
        let seen: Vec<Value> = all.iter().map(stored).collect();
        let [item] = anna.ids()?;
        let fields = json!({"doc": chart, "kind": "chart", "patient": patient, "item": item, "path": card.get("path"),
            "chosen": stored(chosen), "seen": seen, "reason": "spoken with Ben: kidneys"});
        anna.write("conflict_decide", fields)?;
        anna.sync(3)?;
        ben.sync(3)?;
        for device in [&mut *anna, &mut *ben] {
            ensure!(decisions(device, patient)?.is_empty(), "{} still shows a decision", device.name);
            ensure!(dose(device, patient, medicine)? == json!("850"), "{} shows another dose", device.name);
        }
        *agreed = json!("850");
        Ok(((), "850 mg on both, 0 decisions".to_owned()))
    })
}
