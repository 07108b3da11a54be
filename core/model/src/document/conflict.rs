//! What waits for a person: fields with two values, and facts that contradict each other across items.
use super::{
    DocType,
    decided::{Alternative, Decided, decided},
    merge::MergeClass,
    register::{Coding, Entry},
    schema::Root,
    sheet::Sheet,
    view::{Decision, decisions},
};
use crate::{
    crdt::{Doc, Path, Scalar},
    rule::{self, allergy::Known, medicine::Line},
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

/// Where the rule of voided entries comes from.
const VOID_SOURCE: &str =
    "record keeping: an entry in error stays in error, its correction in history";
/// Where the rule of repeated vaccines comes from.
const VACCINE_SOURCE: &str = "CDC General Best Practice Guidelines for Immunization: extra doses";

/// Everything in `doc` that waits for a person, in the order of the schema and then by rule.
#[must_use]
pub fn open(kind: DocType, doc: &Doc) -> Vec<OpenConflict> {
    let mut found = Vec::new();
    for root in kind.schema().roots {
        for sheet in Sheet::of(doc, root) {
            if sheet.is_void() {
                voided(kind, doc, root, &sheet, &mut found);
            } else {
                fields(root, &sheet, &mut found);
            }
        }
    }
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

fn fields(root: &'static Root, sheet: &Sheet<'_>, found: &mut Vec<OpenConflict>) {
    let disputable = root.fields.iter().filter(|f| f.merge == MergeClass::Decide);
    let apart = disputable.filter(|f| sheet.is_conflict(f.name));
    found.extend(apart.filter_map(|f| two_values(sheet, f.name)));
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

fn standing(sheet: &Sheet<'_>, field: &str) -> Vec<Alternative<String>> {
    let all = sheet.all(field);
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

fn two_values(sheet: &Sheet<'_>, field: &str) -> Option<OpenConflict> {
    let review = conflict(sheet, field);
    if review.alternatives.len() < 2 {
        return None;
    }
    let said = |word: &str| review.alternatives.iter().any(|a| a.value == word);
    let path = sheet.path(field);
    let stands = match path.as_slice() {
        ["medicines", _, "status"] if said("stopped") => Some("stopped"),
        ["problems" | "allergies", _, "clinical"] if said("active") => Some("active"),
        _ => None,
    };
    Some(OpenConflict {
        kind: Kind::Decision,
        rule: "two_values",
        source: FIELD_SOURCE,
        stands,
        holds: matches!(path.as_slice(), ["medicines", ..] | ["facts", "dosing_weight"]),
        ..review
    })
}

/// A review without anything that stops.
fn conflict(sheet: &Sheet<'_>, field: &str) -> OpenConflict {
    OpenConflict {
        path: super::item::path(&sheet.path(field)),
        kind: Kind::Review,
        rule: "",
        source: "",
        alternatives: standing(sheet, field),
        stands: None,
        holds: false,
        related: Vec::new(),
        earlier: Vec::new(),
    }
}

fn chart(doc: &Doc, found: &mut Vec<OpenConflict>) {
    let known = rule::allergy::standing(doc);
    let lines = rule::medicine::lines(doc);
    none_known(doc, &known, found);
    problems(doc, found);
    for line in lines.iter().filter(|l| !l.is_void) {
        stopped_and_changed(doc, line, found);
        if line.is_active {
            allergic(doc, line, &known, found);
            duplicates(doc, line, &lines, found);
        }
    }
}

fn paths<'a>(root: &str, ids: impl Iterator<Item = &'a str>) -> Vec<Path> {
    ids.map(|id| super::item::path(&[root, id])).collect()
}

fn none_known(doc: &Doc, known: &[Known], found: &mut Vec<OpenConflict>) {
    let related = paths("allergies", rule::allergy::active(known));
    if related.is_empty() {
        return;
    }
    for id in rule::allergy::none_known(known) {
        found.push(OpenConflict {
            rule: "none_known_beside_allergy",
            source: rule::allergy::SOURCE,
            stands: Some("allergy"),
            related: related.clone(),
            ..conflict(&Sheet::item(doc, "allergies", id), "clinical")
        });
    }
}

fn problems(doc: &Doc, found: &mut Vec<OpenConflict>) {
    for sheet in Sheet::items(doc, "problems") {
        // With two standing values the field's own conflict says it already.
        if sheet.values("clinical").len() == 1
            && !sheet.is_void()
            && rule::problem::is_edited_since_end(&sheet)
        {
            found.push(OpenConflict {
                rule: "resolved_and_edited",
                source: rule::problem::SOURCE,
                stands: Some("active"),
                ..conflict(&sheet, "clinical")
            });
        }
    }
}

fn stopped_and_changed(doc: &Doc, line: &Line, found: &mut Vec<OpenConflict>) {
    if !line.is_changed_since_stop {
        return;
    }
    let sheet = Sheet::item(doc, "medicines", &line.id);
    if sheet.values("status").len() == 1 {
        found.push(OpenConflict {
            kind: Kind::Decision,
            rule: "stop_and_change",
            source: rule::medicine::STOP_SOURCE,
            stands: Some("stopped"),
            holds: true,
            related: vec![super::item::path(&sheet.path("regimen"))],
            ..conflict(&sheet, "status")
        });
    }
}

fn allergic(doc: &Doc, line: &Line, known: &[Known], found: &mut Vec<OpenConflict>) {
    // Whoever started the line and gave a reason has seen the allergies of that moment; those are older than it.
    let open = known.iter().filter(|k| !(line.is_answered && k.at <= line.at));
    let named = open.filter(|k| line.products.iter().any(|p| k.is_in(p)));
    let related = paths("allergies", named.map(|k| k.id.as_str()));
    if related.is_empty() {
        return;
    }
    found.push(OpenConflict {
        rule: "allergy_match",
        source: rule::allergy::SOURCE,
        holds: true,
        related,
        ..conflict(&Sheet::item(doc, "medicines", &line.id), "regimen")
    });
}

fn duplicates(doc: &Doc, line: &Line, lines: &[Line], found: &mut Vec<OpenConflict>) {
    // Each pair is told once, at its later line, unless that line was started with a reason.
    let earlier = lines.iter().filter(|other| !line.is_answered && other.id < line.id);
    let twins = earlier.filter(|other| line.products.iter().any(|p| other.holds(p)));
    let related = paths("medicines", twins.map(|l| l.id.as_str()));
    if related.is_empty() {
        return;
    }
    found.push(OpenConflict {
        rule: "duplicate_therapy",
        source: rule::medicine::DUPLICATE_SOURCE,
        related,
        ..conflict(&Sheet::item(doc, "medicines", &line.id), "regimen")
    });
}

/// An item that one person voided while another corrected it: voided stands, the corrector is told.
fn voided(kind: DocType, doc: &Doc, root: &Root, sheet: &Sheet<'_>, found: &mut Vec<OpenConflict>) {
    let marks: Vec<Entry> = sheet.groups("entry");
    let now = rule::saw(doc, kind, root.name, sheet.id());
    if marks.into_iter().filter_map(|e| e.saw).any(|saw| saw != now) {
        found.push(OpenConflict {
            rule: "voided_and_changed",
            source: VOID_SOURCE,
            stands: Some("entered-in-error"),
            ..conflict(sheet, "entry")
        });
    }
}

/// The same vaccine twice on one day.
fn immunizations(doc: &Doc, found: &mut Vec<OpenConflict>) {
    let mut seen: Vec<(Coding, String, String)> = Vec::new();
    for sheet in Sheet::items(doc, "immunizations").into_iter().filter(|s| !s.is_void()) {
        let code = sheet.groups("code").pop();
        let day = sheet.word("effective").map(|t| t.chars().take(10).collect::<String>());
        let (Some(code), Some(day)) = (code, day) else { continue };
        let twin = seen.iter().find(|(c, d, _)| *d == day && c.is_same(&code));
        if let Some((_, _, first)) = twin {
            found.push(OpenConflict {
                rule: "duplicate_immunization",
                source: VACCINE_SOURCE,
                related: vec![super::item::path(&["immunizations", first])],
                ..conflict(&sheet, "code")
            });
        }
        seen.push((code, day, sheet.id().to_owned()));
    }
}
