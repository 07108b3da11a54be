//! Problems: a problem that one person resolved and another edited is looked at again.
use super::fingerprint;
use crate::{
    crdt::{Doc, Put},
    document::{
        DocType,
        register::{End, Rest},
        sheet::Sheet,
    },
};

/// Where the rule comes from.
pub const SOURCE: &str = "merge rule: active beats resolved until a person looks";

/// Fields that an end does not have to have seen.
const ASIDE: &[&str] = &["clinical", "resolved", "entry", "source", "fhir_rest", "by", "at"];

/// The end of a problem as its author sees the problem now.
#[must_use]
pub fn end(doc: &Doc, id: &str, date: Option<String>) -> End {
    let sheet = Sheet::item(doc, "problems", id);
    End { date, reason: None, saw: Some(saw(&sheet, &[])), rest: Rest::new() }
}

fn saw(sheet: &Sheet<'_>, puts: &[Put]) -> String {
    fingerprint(sheet, DocType::Chart, "problems", ASIDE, puts)
}

/// Whether some standing status says the problem is over.
fn is_over(sheet: &Sheet<'_>) -> bool {
    sheet.says("clinical", &["resolved", "inactive", "remission"])
}

/// The end that `puts`, an edit by somebody who saw the problem resolved, must write along; none if it is not over.
#[must_use]
pub fn end_after(doc: &Doc, id: &str, puts: &[Put]) -> Option<End> {
    let sheet = Sheet::item(doc, "problems", id);
    let mut ends: Vec<End> = sheet.groups("resolved");
    let mut end = ends.pop().filter(|_| ends.is_empty())?;
    end.saw = Some(saw(&sheet, puts));
    is_over(&sheet).then_some(end)
}

/// Whether the problem was resolved by somebody who had other content in view than what stands.
#[must_use]
pub fn is_edited_since_end(sheet: &Sheet<'_>) -> bool {
    let ends: Vec<End> = sheet.groups("resolved");
    let mut seen = ends.into_iter().filter_map(|e| e.saw).peekable();
    if seen.peek().is_none() || !is_over(sheet) {
        return false;
    }
    let now = saw(sheet, &[]);
    seen.any(|s| s != now)
}
