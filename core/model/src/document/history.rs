//! How a disputed field came to be: what its authors had in view, why they changed it, what else they changed unseen.
use super::{
    decided::Alternative,
    register::{Coding, End, Group, Identifier, PersonName, Regimen},
    sheet::Sheet,
};
use crate::{
    crdt::{Action, Doc, Guarded, Limits, NewChange, Operation, Scalar, Valued},
    id::{ActorId, Hash},
};

/// Most changes of one author that are looked through for what else they changed.
pub const ALSO_CHANGES_MAX: usize = 32;

/// Most decisions walked back through to find the last value that was not disputed.
pub const BACK_MAX: usize = 8;

/// What stands behind one of several values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Behind {
    /// What its author saw in the field, one value unless it was disputed then; empty where nothing was there.
    pub before: Vec<Valued>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// When, by the author's clock, as far as the change itself says so; ms since 1970.
    pub at: Option<i64>,
    /// Root and key of other items that the author changed and that none of the other authors had seen.
    pub also: Vec<(String, String)>,
}

/// A change with the document as its author saw it.
fn seen_by(doc: &Doc, change: &Hash) -> Option<(NewChange, Doc)> {
    let made = doc.change(change)?;
    let before = doc.at(&made.header.deps)?;
    Some((made, before))
}

fn operations(before: &Doc, made: NewChange) -> Vec<Operation> {
    let guarded = Guarded::new(made.bytes, &Limits::DEVICE).ok();
    guarded.and_then(|change| before.operations(&change).ok()).unwrap_or_default()
}

fn standing(doc: &Doc, path: &[&str]) -> Vec<Valued> {
    let mut out: Vec<Valued> = Vec::new();
    for found in doc.all(path) {
        if found.value != Scalar::Null && !out.iter().any(|seen| seen.value == found.value) {
            out.push(found);
        }
    }
    out
}

/// What stands behind `one` of the values at `path`, beside the `others`.
#[must_use]
pub fn behind<T>(
    doc: &Doc,
    path: &[&str],
    one: &Alternative<T>,
    others: &[Alternative<T>],
) -> Behind {
    let Some((made, seen)) = seen_by(doc, &one.change) else { return Behind::default() };
    let before = standing(&seen, path);
    let made = operations(&seen, made);
    let (reason, at) = (reason(&made, path), moment(&made));
    let rest: Vec<Hash> =
        others.iter().map(|a| a.change).filter(|change| *change != one.change).collect();
    Behind { before, reason, at, also: also(doc, one.actor, &rest, path) }
}

/// The last value of the field that was not disputed when somebody changed it; none where there was none.
///
/// Two deciders who disagree changed a disputed field: the walk goes on through what they saw.
#[must_use]
pub fn base(doc: &Doc, path: &[&str], change: &Hash) -> Option<Valued> {
    let mut at = *change;
    for _ in 0..BACK_MAX {
        let (_, seen) = seen_by(doc, &at)?;
        let mut before = standing(&seen, path);
        if before.len() < 2 {
            return before.pop();
        }
        at = before.first()?.change;
    }
    None
}

/// The words that a change gives for itself: of a decision, of an end, or beside the field.
fn reason(made: &[Operation], path: &[&str]) -> Option<String> {
    let item = path.split_last().map_or(path, |(_, item)| item);
    let said = made.iter().filter_map(|op| {
        let Action::Set(Scalar::Str(text)) = &op.action else { return None };
        Some((op.path.as_slice(), text))
    });
    let mut found = None;
    for (at, text) in said {
        let keys: Vec<&str> = at.iter().map(String::as_str).collect();
        match keys.as_slice() {
            ["decisions", _, "reason"] => return Some(text.clone()),
            [above @ .., "reason" | "hold"] if above == item => found = Some(text.clone()),
            [above @ .., "override"] if above == item && found.is_none() => {
                found = Some(text.clone());
            }
            [above @ .., "stop" | "resolved"] if above == item => {
                let end = End::from_text(text).ok().and_then(|end| end.reason);
                found = found.or(end);
            }
            _ => {}
        }
    }
    found.filter(|words| !words.trim().is_empty())
}

/// When a change says that it was made: of an item or a decision that it makes.
fn moment(made: &[Operation]) -> Option<i64> {
    made.iter().find_map(|op| {
        let Action::Set(Scalar::Int(at)) = &op.action else { return None };
        let is_moment = matches!(op.path.as_slice(), [_, _, field] if field == "at");
        is_moment.then_some(*at)
    })
}

/// Items that `actor` changed in changes which those who wrote `others` had not seen.
fn also(doc: &Doc, actor: ActorId, others: &[Hash], path: &[&str]) -> Vec<(String, String)> {
    if others.is_empty() {
        return Vec::new();
    }
    let mut out: Vec<(String, String)> = Vec::new();
    let unseen = doc.changes_since(others).into_iter().filter(|made| made.header.actor == actor);
    for made in unseen.take(ALSO_CHANGES_MAX) {
        let Some(before) = doc.at(&made.header.deps) else { continue };
        for op in operations(&before, made) {
            let [root, id, ..] = op.path.as_slice() else { continue };
            let is_own =
                path.first() == Some(&root.as_str()) && path.get(1).is_none_or(|own| own == id);
            let item = (root.clone(), id.clone());
            if !is_own && root != "decisions" && !out.contains(&item) {
                out.push(item);
            }
        }
    }
    out
}

/// The words by which people know an item: its standing names, joined where they differ; empty if it has none.
#[must_use]
pub fn label(doc: &Doc, root: &str, id: &str) -> String {
    let sheet = Sheet::item(doc, root, id);
    let mut words: Vec<String> = match root {
        "medicines" => sheet
            .groups::<Regimen>("regimen")
            .iter()
            .map(|r| r.product.label().to_owned())
            .collect(),
        "goals" => sheet.word("text").map(str::to_owned).into_iter().collect(),
        "names" => sheet.groups::<PersonName>("name").iter().map(called).collect(),
        "identifiers" => sheet.groups::<Identifier>("value").into_iter().map(|i| i.value).collect(),
        "sections" => sheet.word("title").map(str::to_owned).into_iter().collect(),
        "encounter" | "person" | "facts" => Vec::new(),
        _ => sheet.groups::<Coding>("code").iter().map(|c| c.label().to_owned()).collect(),
    };
    words.retain(|word| !word.is_empty());
    words.dedup();
    words.join(" / ")
}

fn called(name: &PersonName) -> String {
    name.text.clone().unwrap_or_else(|| format!("{} {}", name.given, name.family).trim().to_owned())
}

#[cfg(test)]
mod tests;
