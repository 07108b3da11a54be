//! Choosing between disputed values, and marking an item as entered in error.
use super::{Plan, Planned, Step, Target, WriteError, base, medicine::stop_puts, payload};
use crate::{
    crdt::{Doc, Put, Scalar},
    document::{
        DocType,
        item::{Draft, set, set_group},
        merge::{MergeClass, field_of},
        register::{Entry, Group, Regimen, Rest, json},
        schema::Shape,
    },
    id::{DocId, ItemId, PatientId},
    rule as rules,
};

payload! {
    /// A person chooses the value of a disputed field. The choice replaces all values and names the losers.
    ConflictDecide {
        /// The document.
        0 doc: DocId,
        /// Its type.
        1 kind: DocType,
        /// The patient.
        2 patient: PatientId,
        /// Id of the new decision.
        3 item: ItemId,
        /// Keys of the field.
        4 path: Vec<String>,
        /// The rule across items that raised it, if it was not two values of one field.
        5 rule: Option<String>,
        /// The chosen value as stored text: a word, or canonical JSON.
        6 chosen: String,
        /// Every value the card showed, as stored text, in any order.
        7 seen: Vec<String>,
        /// Why.
        8 reason: String,
        /// FHIR date of the last dose, if the medicine is stopped instead: `chosen` is then the last dose that was
        /// agreed, and neither disputed change takes effect.
        9 stop: Option<String>,
    }
    /// Marks an item as entered in error. It stays, visible as voided.
    EntryVoid {
        /// The document.
        0 doc: DocId,
        /// Its type.
        1 kind: DocType,
        /// The patient.
        2 patient: PatientId,
        /// Root the item is under.
        3 root: String,
        /// The item.
        4 item: ItemId,
        /// Why.
        5 reason: String,
    }
}

impl Step for ConflictDecide {
    fn targets(&self) -> Vec<Target> {
        vec![Target { doc: self.doc, kind: self.kind, patient: self.patient }]
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        if self.reason.trim().is_empty() {
            return Err(WriteError::Invalid { field: "reason", code: "empty" });
        }
        field_of(self.kind, &self.path)
            .filter(|f| f.merge == MergeClass::Decide)
            .ok_or(WriteError::Invalid { field: "path", code: "not_a_decision" })?;
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let current = base::values(doc, &path);
        if current.is_empty() {
            return Err(WriteError::Missing);
        }
        let mut shown: Vec<Scalar> = self.seen.iter().map(|t| Scalar::Str(t.clone())).collect();
        let mut stands = current.clone();
        shown.sort();
        shown.dedup();
        stands.sort();
        if shown != stands {
            return Err(base::stale(&current));
        }
        let chosen = Scalar::Str(self.chosen.clone());
        self.sound(&chosen, &current)?;
        let losers = losers(doc, &path, &chosen);
        let mut puts = self.choice(doc, &path);
        let decision = Draft::new("decisions", self.item, cx.by, cx.at)
            .set("path", self.path.join("/").as_str())
            .maybe("rule", self.rule.as_deref())
            .set("chosen", self.chosen.as_str())
            .set("losers", losers.as_str())
            .set("reason", self.reason.as_str());
        puts.extend(decision.puts());
        Ok(Planned::Puts(puts))
    }
}

impl ConflictDecide {
    /// Refuses a new dose that cannot be, and a stop where there is nothing to stop.
    fn sound(&self, chosen: &Scalar, current: &[Scalar]) -> Result<(), WriteError> {
        let is_regimen = self.kind == DocType::Chart
            && self.path.first().is_some_and(|root| root == "medicines")
            && self.path.last().is_some_and(|field| field == "regimen");
        if self.stop.is_some() && !is_regimen {
            return Err(WriteError::Invalid { field: "stop", code: "not_here" });
        }
        if !is_regimen || current.contains(chosen) {
            return Ok(());
        }
        match Regimen::from_text(&self.chosen) {
            // A reason is always given here, and it lifts what is unusual.
            Ok(new) => rules::dose::regimen(&new, None, Some(&self.reason)),
            Err(_) => Err(WriteError::Invalid { field: "chosen", code: "not_canonical" }),
        }
    }

    /// The puts of the choice itself; a medicine's status carries its end along.
    fn choice(&self, doc: &Doc, path: &[&str]) -> Vec<Put> {
        if let (DocType::Chart, ["medicines", id, "regimen"], Some(date)) =
            (self.kind, path, &self.stop)
        {
            let stands = Scalar::Str(self.chosen.clone());
            let end = rules::medicine::end_of(&[stands], Some(date.clone()), &self.reason);
            return vec![
                set(path, self.chosen.as_str()),
                set(&["medicines", id, "status"], "stopped"),
                set_group(&["medicines", id, "stop"], &end),
            ];
        }
        if let (DocType::Chart, ["medicines", id, "status"]) = (self.kind, path) {
            if self.chosen == "stopped" {
                let date = rules::medicine::stop_date(doc, id);
                return stop_puts(doc, id, date, &self.reason);
            }
            return vec![
                set(path, self.chosen.as_str()),
                set(&["medicines", id, "stop"], Scalar::Null),
            ];
        }
        vec![set(path, self.chosen.as_str())]
    }
}

/// The values that lose, with the change that wrote each, as JSON.
fn losers(doc: &Doc, path: &[&str], chosen: &Scalar) -> String {
    let lost: Vec<serde_json::Value> = doc
        .all(path)
        .into_iter()
        .filter(|v| v.value != *chosen && v.value != Scalar::Null)
        .map(|v| {
            serde_json::json!({
                "value": base::json(&v.value),
                "change": v.change.to_string(),
                "actor": v.actor.to_string(),
            })
        })
        .collect();
    json::canonical(&serde_json::Value::Array(lost))
}

impl Step for EntryVoid {
    fn targets(&self) -> Vec<Target> {
        vec![Target { doc: self.doc, kind: self.kind, patient: self.patient }]
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        if self.reason.trim().is_empty() {
            return Err(WriteError::Invalid { field: "reason", code: "empty" });
        }
        let root = self.kind.schema().root(&self.root);
        if root.is_none_or(|r| r.shape != Shape::Items || r.name == "decisions") {
            return Err(WriteError::Invalid { field: "root", code: "unknown" });
        }
        let id = base::live(doc, &self.root, self.item)?;
        let entry = Entry {
            status: "entered-in-error".to_owned(),
            reason: self.reason.clone(),
            by: cx.by.to_string(),
            at: cx.at.millis(),
            saw: Some(rules::saw(doc, self.kind, &self.root, &id)),
            rest: Rest::new(),
        };
        Ok(Planned::Puts(vec![set_group(&[&self.root, &id, "entry"], &entry)]))
    }
}
