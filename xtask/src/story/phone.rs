//! The patient's phone sees its own record and nobody else's, and its readings reach the clinic.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::disagreement::{Cast, ROUNDS, dose};
use super::intake::number;
use super::scene::Scene;
use super::steps::Steps;

pub(crate) fn play(scene: &mut Scene, cast: &mut Cast, steps: &mut Steps) -> Result<()> {
    steps.part(&format!("{}: a patient's phone", scene.engine.name()));
    let own = cast.patient.as_str().context("a patient id is text")?.to_owned();
    let mut phone = steps.step("the phone joins and sees the agreed dose", || {
        let mut phone = scene.join("phone", "patient", Some(&own))?;
        phone.sync(ROUNDS)?;
        let seen = dose(&mut phone, &cast.patient, &cast.medicine)?;
        ensure!(seen == cast.agreed, "it shows {seen}");
        Ok((phone, format!("{seen} mg")))
    })?;
    steps.step("it holds one patient, and another one is not there for it", || {
        let facts = phone.call("device_info", Value::Null)?;
        ensure!(number(&facts, "patients") == 1, "{facts}");
        let list = cast.anna.call("patient_list", json!({"limit": 200}))?;
        let others = list.get("patients").and_then(Value::as_array).context("no patients")?;
        let others: Vec<&Value> = others
            .iter()
            .filter_map(|line| line.get("patient"))
            .filter(|other| **other != cast.patient)
            .collect();
        ensure!(!others.is_empty(), "there is no other patient");
        for other in &others {
            let refused = phone
                .ask("patient_get", json!({"patient": other}))?
                .err()
                .context("it shows another patient")?;
            ensure!(refused.code == "not_found", "{}", refused.code);
        }
        Ok(((), format!("{} others answer not_found", others.len())))
    })?;
    steps.step("a reading taken at home reaches both laptops", || {
        let [reading, diary] = phone.ids()?;
        let doc = diary_doc(&mut phone, &cast.patient)?.unwrap_or(diary);
        let items = json!([{"item": reading, "code": {"system": "http://loinc.org", "code": "29463-7", "display": "Body weight"},
            "measure": {"value": "81.40", "unit": "kg"}, "parts": [], "effective": "2026-11-24T07:00:00Z"}]);
        phone.write("diary_record", json!({"doc": doc, "patient": cast.patient, "items": items}))?;
        phone.sync(5)?;
        for laptop in [&mut cast.anna, &mut cast.ben] {
            laptop.sync(5)?;
            let diary = laptop.text("diary_get", &json!({"patient": cast.patient, "limit": 50}))?;
            ensure!(diary.contains("81.40"), "{} does not show 81.40 kg: {diary}", laptop.name);
        }
        Ok(((), "81.40 kg, every digit".to_owned()))
    })
}

/// The patient's diary document, where one exists already.
fn diary_doc(phone: &mut super::device::Device, patient: &Value) -> Result<Option<Value>> {
    let diary = phone.call("diary_get", json!({"patient": patient, "limit": 1}))?;
    Ok(diary.pointer("/items/0/doc").cloned())
}
