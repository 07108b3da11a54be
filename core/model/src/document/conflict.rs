//! What waits for a person: fields with two values, and facts that contradict each other across items.
use super::{
    DocType,
    decided::{Alternative, Decided, decided},
    merge::MergeClass,
    register::{Coding, Group},
    schema::{Root, Shape},
    view::{Decision, decisions},
    write::base::is_void,
};
use crate::{
    crdt::{Doc, Path, Scalar},
    rule,
};

/// How much a conflict stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person must choose; what depends on the value stops meanwhile.
    Decision,
    /// A person should look; nothing stops, unless `holds` says so.
    Review,
}

/// One open conflict.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OpenConflict {
    /// Keys of the field it is about.
    pub path: Path,
    /// Whether it must be decided or looked at.
    pub kind: Kind,
    /// Stable word of the rule; `two_values` for a field that two people wrote.
    pub rule: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// Standing values of the field as stored text, the way `ConflictDecide.seen` wants them.
    pub alternatives: Vec<Alternative<String>>,
    /// What counts meanwhile, if the rule says so.
    pub stands: Option<&'static str>,
    /// Whether printing, giving, dispensing and renewing of the line stop meanwhile.
    pub holds: bool,
    /// Other items it is about.
    pub related: Vec<Path>,
    /// Earlier decisions on the same field, whose losers stay in sight.
    pub earlier: Vec<Decision>,
}

/// Where the rule of disputed fields comes from.
const FIELD_SOURCE: &str = "merge class Decide: both values stand until a person chooses";

/// Everything in `doc` that waits for a person, in the order of the schema and then by rule.
#[must_use]
pub fn open(kind: DocType, doc: &Doc) -> Vec<OpenConflict> {
    let mut found = Vec::new();
    for root in kind.schema().roots {
        fields(doc, root, &mut found);
    }
    voided(kind, doc, &mut found);
    match kind {
        DocType::Chart => chart(doc, &mut found),
        DocType::Encounter => immunizations(doc, &mut found),
        DocType::Admin
        | DocType::Careplan
        | DocType::Diary
        | DocType::Thread
        | DocType::Sensitive
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => {}
    }
    if !found.is_empty() {
        let all = decisions(doc);
        for conflict in &mut found {
            let path = conflict.path.join("/");
            conflict.earlier = all.iter().filter(|d| d.path == path).cloned().collect();
        }
    }
    found
}

fn fields(doc: &Doc, root: &Root, found: &mut Vec<OpenConflict>) {
    let disputable = || root.fields.iter().filter(|f| f.merge == MergeClass::Decide);
    if disputable().next().is_none() {
        return;
    }
    let keys = if root.shape == Shape::One { vec![None] } else { some(doc.keys(&[root.name])) };
    for key in keys {
        if key.as_deref().is_some_and(|id| is_void(doc, root.name, id)) {
            continue;
        }
        for field in disputable() {
            let path: Vec<&str> =
                [Some(root.name), key.as_deref(), Some(field.name)].into_iter().flatten().collect();
            found.extend(two_values(doc, &path));
        }
    }
}

fn some(keys: Vec<String>) -> Vec<Option<String>> {
    keys.into_iter().map(Some).collect()
}

fn text_of(value: &Scalar) -> Option<String> {
    match value {
        Scalar::Str(text) => Some(text.clone()),
        Scalar::Int(n) => Some(n.to_string()),
        Scalar::Bool(b) => Some(b.to_string()),
        Scalar::Bytes(bytes) => Some(hex::encode(bytes)),
        Scalar::Null => None,
    }
}

fn standing(doc: &Doc, path: &[&str]) -> Vec<Alternative<String>> {
    let all = doc.all(path);
    let first = all.first().cloned();
    match decided(all, text_of).0 {
        Some(Decided::Disputed(all)) => all,
        Some(Decided::Settled(value)) => first
            .map(|v| Alternative { value, actor: v.actor, change: v.change, counter: v.counter })
            .into_iter()
            .collect(),
        None => Vec::new(),
    }
}

fn two_values(doc: &Doc, path: &[&str]) -> Option<OpenConflict> {
    let alternatives = standing(doc, path);
    if alternatives.len() < 2 {
        return None;
    }
    let said = |word: &str| alternatives.iter().any(|a| a.value == word);
    let stands = match path {
        ["medicines", _, "status"] if said("stopped") => Some("stopped"),
        ["problems" | "allergies", _, "clinical"] if said("active") => Some("active"),
        _ => None,
    };
    Some(OpenConflict {
        kind: Kind::Decision,
        rule: "two_values",
        source: FIELD_SOURCE,
        stands,
        holds: matches!(path, ["medicines", ..] | ["facts", "dosing_weight"]),
        ..conflict(path, alternatives)
    })
}

/// A review without anything that stops.
fn conflict(path: &[&str], alternatives: Vec<Alternative<String>>) -> OpenConflict {
    OpenConflict {
        path: super::item::path(path),
        kind: Kind::Review,
        rule: "",
        source: "",
        alternatives,
        stands: None,
        holds: false,
        related: Vec::new(),
        earlier: Vec::new(),
    }
}

fn chart(doc: &Doc, found: &mut Vec<OpenConflict>) {
    none_known(doc, found);
    problems(doc, found);
    let lines = doc.keys(&["medicines"]);
    for id in lines.iter().filter(|id| !is_void(doc, "medicines", id)) {
        stopped_and_changed(doc, id, found);
        if rule::medicine::is_active(doc, id) {
            allergic(doc, id, found);
            duplicates(doc, id, found);
        }
    }
}

fn none_known(doc: &Doc, found: &mut Vec<OpenConflict>) {
    let active = rule::allergy::active(doc);
    if active.is_empty() {
        return;
    }
    for id in rule::allergy::none_known(doc) {
        let path = ["allergies", &id, "clinical"];
        found.push(OpenConflict {
            rule: "none_known_beside_allergy",
            source: rule::allergy::SOURCE,
            stands: Some("allergy"),
            related: active.iter().map(|a| super::item::path(&["allergies", a])).collect(),
            ..conflict(&path, standing(doc, &path))
        });
    }
}

fn problems(doc: &Doc, found: &mut Vec<OpenConflict>) {
    for id in doc.keys(&["problems"]) {
        let path = ["problems", &id, "clinical"];
        let apart = standing(doc, &path);
        // With two standing values the field's own conflict says it already.
        if apart.len() == 1
            && !is_void(doc, "problems", &id)
            && rule::problem::is_edited_since_end(doc, &id)
        {
            found.push(OpenConflict {
                rule: "resolved_and_edited",
                source: rule::problem::SOURCE,
                stands: Some("active"),
                ..conflict(&path, apart)
            });
        }
    }
}

fn stopped_and_changed(doc: &Doc, id: &str, found: &mut Vec<OpenConflict>) {
    let path = ["medicines", id, "status"];
    let status = standing(doc, &path);
    if status.len() == 1 && rule::medicine::is_changed_since_stop(doc, id) {
        found.push(OpenConflict {
            kind: Kind::Decision,
            rule: "stop_and_change",
            source: rule::medicine::STOP_SOURCE,
            stands: Some("stopped"),
            holds: true,
            related: vec![super::item::path(&["medicines", id, "regimen"])],
            ..conflict(&path, status)
        });
    }
}

fn products(doc: &Doc, id: &str) -> Vec<Coding> {
    rule::medicine::regimens(doc, id).into_iter().map(|r| r.product).collect()
}

fn allergic(doc: &Doc, id: &str, found: &mut Vec<OpenConflict>) {
    let mut keys: Vec<String> =
        products(doc, id).iter().flat_map(|p| rule::allergy::matching(doc, p)).collect();
    keys.sort();
    keys.dedup();
    // Whoever started the line and gave a reason has seen the allergies of that moment; those are older than it.
    let started = doc.value(&["medicines", id, "at"]).and_then(|v| v.as_int());
    let answered = doc.value(&["medicines", id, "override"]).is_some();
    keys.retain(|key| {
        let made = doc.value(&["allergies", key, "at"]).and_then(|v| v.as_int());
        !(answered && made <= started)
    });
    if keys.is_empty() {
        return;
    }
    let path = ["medicines", id, "regimen"];
    found.push(OpenConflict {
        rule: "allergy_match",
        source: rule::allergy::SOURCE,
        holds: true,
        related: keys.iter().map(|k| super::item::path(&["allergies", k])).collect(),
        ..conflict(&path, standing(doc, &path))
    });
}

fn duplicates(doc: &Doc, id: &str, found: &mut Vec<OpenConflict>) {
    let mut others: Vec<String> =
        products(doc, id).iter().flat_map(|p| rule::medicine::same_product(doc, p)).collect();
    others.sort();
    others.dedup();
    // Each pair is told once, at its later line, unless that line was started with a reason.
    others.retain(|other| other.as_str() < id);
    if others.is_empty() || doc.value(&["medicines", id, "override"]).is_some() {
        return;
    }
    let path = ["medicines", id, "regimen"];
    found.push(OpenConflict {
        rule: "duplicate_therapy",
        source: rule::medicine::DUPLICATE_SOURCE,
        related: others.iter().map(|k| super::item::path(&["medicines", k])).collect(),
        ..conflict(&path, standing(doc, &path))
    });
}

/// Items that one person voided while another corrected them: voided stands, the corrector is told.
fn voided(kind: DocType, doc: &Doc, found: &mut Vec<OpenConflict>) {
    for root in kind.schema().roots.iter().filter(|r| r.shape == Shape::Items) {
        for id in doc.keys(&[root.name]) {
            let path = [root.name, id.as_str(), "entry"];
            let marks = standing(doc, &path);
            if marks.is_empty() {
                continue;
            }
            let now = rule::saw(doc, kind, root.name, &id);
            let entries =
                marks.iter().filter_map(|m| super::register::Entry::from_text(&m.value).ok());
            if entries.filter_map(|e| e.saw).any(|saw| saw != now) {
                found.push(OpenConflict {
                    rule: "voided_and_changed",
                    source: "record keeping: an entry in error stays in error, its correction in history",
                    stands: Some("entered-in-error"),
                    ..conflict(&path, marks)
                });
            }
        }
    }
}

/// The same vaccine twice on one day.
fn immunizations(doc: &Doc, found: &mut Vec<OpenConflict>) {
    let mut seen: Vec<(Coding, String, String)> = Vec::new();
    for id in doc.keys(&["immunizations"]) {
        if is_void(doc, "immunizations", &id) {
            continue;
        }
        let read =
            |field: &str| doc.value(&["immunizations", &id, field]).and_then(|v| text_of(&v));
        let code = read("code").and_then(|t| Coding::from_text(&t).ok());
        let day = read("effective").map(|t| t.chars().take(10).collect::<String>());
        let (Some(code), Some(day)) = (code, day) else { continue };
        let twin = seen.iter().find(|(c, d, _)| *d == day && c.is_same(&code));
        if let Some((_, _, first)) = twin {
            let path = ["immunizations", &id, "code"];
            found.push(OpenConflict {
                rule: "duplicate_immunization",
                source: "CDC General Best Practice Guidelines for Immunization: extra doses",
                related: vec![super::item::path(&["immunizations", first])],
                ..conflict(&path, standing(doc, &path))
            });
        }
        seen.push((code, day, id));
    }
}
