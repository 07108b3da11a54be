//! Problems: a problem that one person resolved and another edited is looked at again.
use super::fingerprint;
use crate::{
    crdt::{Doc, Put, Scalar},
    document::{
        DocType,
        register::{End, Group, Rest},
        values,
    },
};

/// Where the rule comes from.
pub const SOURCE: &str = "merge rule: active beats resolved until a person looks";

/// Fields that an end does not have to have seen.
const ASIDE: &[&str] = &["clinical", "resolved", "entry", "source", "fhir_rest", "by", "at"];

/// The end of a problem as its author sees the problem now.
#[must_use]
pub fn end(doc: &Doc, id: &str, date: Option<String>) -> End {
    End { date, reason: None, saw: Some(saw(doc, id, &[])), rest: Rest::new() }
}

fn saw(doc: &Doc, id: &str, puts: &[Put]) -> String {
    fingerprint(doc, DocType::Chart, ("problems", id), ASIDE, puts)
}

/// Whether some standing status says the problem is over.
#[must_use]
pub fn is_over(doc: &Doc, id: &str) -> bool {
    let status = values(doc, &["problems", id, "clinical"]);
    let over = ["resolved", "inactive", "remission"];
    status.iter().filter_map(Scalar::as_str).any(|s| over.contains(&s))
}

/// The end that `puts`, an edit by somebody who saw the problem resolved, must write along; none if it is not over.
#[must_use]
pub fn end_after(doc: &Doc, id: &str, puts: &[Put]) -> Option<End> {
    let stand = values(doc, &["problems", id, "resolved"]);
    let [one] = stand.as_slice() else { return None };
    let mut end = End::from_text(one.as_str()?).ok()?;
    end.saw = Some(saw(doc, id, puts));
    is_over(doc, id).then_some(end)
}

/// Whether the problem was resolved by somebody who had other content in view than what stands.
#[must_use]
pub fn is_edited_since_end(doc: &Doc, id: &str) -> bool {
    let now = saw(doc, id, &[]);
    let stand = values(doc, &["problems", id, "resolved"]);
    let ends = stand.iter().filter_map(|v| End::from_text(v.as_str()?).ok());
    is_over(doc, id) && ends.filter_map(|e| e.saw).any(|s| s != now)
}
