//! Made-up patients: the same for the same number.

use anyhow::{Context, Result};
use satchel_model::crdt::Doc;
use satchel_model::document::write::{Plan, Planned, Write};
use satchel_model::document::{DocType, genesis};
use satchel_model::id::{DocId, ItemId, Nonce, PatientId};
use satchel_model::{cbor, hash};
use satchel_protocol::env::{self, ItemKind};
use satchel_protocol::intent::{Ask, Audience, Intent};
use satchel_protocol::sync::PushItem;
use serde_json::{Value, json};

use crate::light::{Change, Light};
use crate::measure;

const FAMILIES: &[&str] = &[
    "Okafor",
    "Lindqvist",
    "Haddad",
    "Moreau",
    "Tanaka",
    "Silva",
    "Novak",
    "Kaya",
    "Ibrahim",
    "Walsh",
    "Castillo",
    "Nguyen",
];
const GIVEN: &[&str] = &[
    "Amina", "Jonas", "Leila", "Marc", "Yuki", "Rosa", "Petr", "Defne", "Omar", "Nora", "Diego",
    "Linh",
];

/// What people type to find somebody: the first two to six letters of the names.
pub(crate) fn words() -> Vec<String> {
    let all = FAMILIES.iter().chain(GIVEN);
    let starts = all.flat_map(|name| (2..=6).filter_map(|most| name.get(..most)));
    let mut words: Vec<String> = starts.map(str::to_lowercase).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// One patient of a bench.
pub(crate) struct Patient {
    pub(crate) id: PatientId,
    pub(crate) chart: DocId,
    number: usize,
}

impl Patient {
    /// Number `number` of the clinic whose seed is `seed`.
    pub(crate) fn new(seed: &str, number: usize) -> Self {
        let id = |kind: &str| uuid(&[seed.as_bytes(), kind.as_bytes(), &number.to_be_bytes()]);
        Self {
            id: PatientId::from_bytes(id("patient")),
            chart: DocId::from_bytes(id("chart")),
            number,
        }
    }

    /// The family name, unlike any other.
    pub(crate) fn family(&self) -> String {
        format!("{}{}", FAMILIES[self.number % FAMILIES.len()], self.number)
    }

    /// Everything about the patient as `writer` would push it: documents asked for, identity, `changes` in the chart.
    pub(crate) fn items(&self, writer: &mut Light, changes: usize) -> Result<Vec<PushItem>> {
        let mut items = vec![
            self.create(writer, DocType::Admin, self.id.admin()),
            self.create(writer, DocType::Chart, self.chart),
        ];
        items.extend(edits(writer, DocType::Admin, self.id.admin(), &[self.register()])?);
        let entries: Vec<Value> = (0..changes).map(|n| self.entry(n)).collect();
        items.extend(edits(writer, DocType::Chart, self.chart, &entries)?);
        Ok(items)
    }

    /// The same, with a chart that was edited over and over: `entries` findings, then notes on its problems in turn, until
    /// it has `changes` changes.
    pub(crate) fn edited(
        &self,
        writer: &mut Light,
        entries: usize,
        changes: usize,
    ) -> Result<Vec<PushItem>> {
        let mut items = vec![
            self.create(writer, DocType::Admin, self.id.admin()),
            self.create(writer, DocType::Chart, self.chart),
        ];
        items.extend(edits(writer, DocType::Admin, self.id.admin(), &[self.register()])?);
        let note = |n: usize| {
            // Entries that are problems: see `entry`.
            let item = self.item(n % (entries / 4) * 4);
            json!({"type": "problem_set_note", "doc": self.chart, "patient": self.id, "item": item,
                "note": format!("seen again, visit {n}: no change, told to come back in a month")})
        };
        let all: Vec<Value> =
            (0..changes).map(|n| if n < entries { self.entry(n) } else { note(n) }).collect();
        items.extend(edits(writer, DocType::Chart, self.chart, &all)?);
        Ok(items)
    }

    fn create(&self, writer: &mut Light, kind: DocType, doc: DocId) -> PushItem {
        let ask = Ask::DocumentCreate {
            doc,
            doc_type: kind.code(),
            patient: Some(self.id),
            audience: Audience::ClinicAndPatient,
        };
        let intent = Intent { ask, expects: None, not_after: None };
        let body = env::wrap(writer.nonce(), &cbor::encode(&intent));
        writer.value(doc, kind, ItemKind::Intent, body)
    }

    fn register(&self) -> Value {
        let n = self.number;
        json!({"type": "patient_register", "patient": self.id, "chart": self.chart, "diary": self.chart,
            "name": {"family": self.family(), "given": GIVEN[n % GIVEN.len()]},
            "birth": {"date": format!("{}-{:02}-{:02}", 1930 + n % 90, n % 12 + 1, n % 28 + 1)},
            "gender": if n.is_multiple_of(2) { "female" } else { "male" },
            "identifiers": [],
            "telecoms": [], "addresses": [], "language": "en"})
    }

    /// Entry number `n` of the chart: problems, allergies, goals and family history in turn.
    pub(crate) fn entry(&self, n: usize) -> Value {
        let (doc, patient, item) = (self.chart, self.id, self.item(n));
        let words = format!(
            "finding {n} of {}: seen on the ward, told on the telephone, stable since",
            self.number
        );
        match n % 4 {
            0 => {
                json!({"type": "problem_add", "doc": doc, "patient": patient, "item": item, "code": {"system": "http://snomed.info/sct",
                "code": format!("{}", 38_341_003 + n), "display": "Hypertensive disorder"}, "clinical": "active", "onset": "2019-04", "note": words})
            }
            1 => {
                json!({"type": "allergy_add", "doc": doc, "patient": patient, "item": item, "code": {"text": format!("substance {n}")},
                "verification": "confirmed", "criticality": "low", "reaction": "rash", "severity": "mild", "note": words})
            }
            2 => {
                json!({"type": "problem_add", "doc": doc, "patient": patient, "item": item, "code": {"text": format!("complaint {n}")},
                "clinical": "inactive", "onset": "2021", "note": words})
            }
            _ => {
                json!({"type": "allergy_add", "doc": doc, "patient": patient, "item": item, "code": {"text": format!("food {n}")},
                "verification": "unconfirmed", "reaction": "itching", "note": words})
            }
        }
    }

    fn item(&self, n: usize) -> Value {
        json!(ItemId::from_bytes(uuid(&[self.id.as_bytes(), &n.to_be_bytes()])))
    }
}

/// The shape of a UUIDv7, which is what ids are, over a hash of `parts`.
fn uuid(parts: &[&[u8]]) -> [u8; 16] {
    let mut bytes = hash::first16(hash::sha256(parts));
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    bytes
}

/// The changes that `commands` make one after the other in a fresh document.
fn edits(
    writer: &mut Light,
    kind: DocType,
    doc: DocId,
    commands: &[Value],
) -> Result<Vec<PushItem>> {
    edits_on(writer, kind, doc, &mut genesis(kind, doc, 0), commands)
}

/// The same on what a document holds already.
pub(crate) fn edits_on(
    writer: &mut Light,
    kind: DocType,
    doc: DocId,
    content: &mut Doc,
    commands: &[Value],
) -> Result<Vec<PushItem>> {
    let actor = writer.actor(doc);
    let mut items = Vec::with_capacity(commands.len());
    for value in commands {
        let write: Write = serde_json::from_value(value.clone())
            .with_context(|| format!("no such write: {value}"))?;
        let plan = Plan { at: measure::now(), by: writer.user() };
        let Planned::Puts(puts) =
            write.plan(content, 0, &plan).with_context(|| format!("refused: {value}"))?
        else {
            anyhow::bail!("an entry where a change was meant");
        };
        let nonce: Nonce = writer.nonce();
        let made = content.edit(actor, nonce, &puts)?;
        let command = env::Nonced { nonce: writer.nonce(), value: write.clone() }.encode();
        items.push(writer.change(
            doc,
            kind,
            Change { actor, made: &made, kind: write.kind(), command: &command },
        ));
    }
    Ok(items)
}
