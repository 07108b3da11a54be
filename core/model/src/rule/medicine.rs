//! Medicine lines: stop beats change, duplicates are told, allergies are asked about.
use super::allergy;
use crate::{
    crdt::{Doc, Scalar},
    document::{
        is_void,
        register::{Coding, End, Group, Regimen, Rest},
        values,
        write::{WriteError, rule},
    },
    hash,
};

/// Why a stop wins.
pub const STOP_SOURCE: &str =
    "merge rule: a medicine somebody stopped stays stopped until a person decides otherwise";
/// Why a second line of one product is asked about.
pub const DUPLICATE_SOURCE: &str =
    "medication reconciliation (WHO High 5s, Action on Medication Safety): duplicate therapy";

/// Whether any standing status says that the line was stopped.
#[must_use]
pub fn is_stopped(doc: &Doc, id: &str) -> bool {
    has_status(doc, id, &["stopped"])
}

/// Whether the line counts as being taken: not void, not stopped, and active or on hold in some standing value.
#[must_use]
pub fn is_active(doc: &Doc, id: &str) -> bool {
    !is_void(doc, "medicines", id)
        && !is_stopped(doc, id)
        && has_status(doc, id, &["active", "on-hold"])
}

fn has_status(doc: &Doc, id: &str, words: &[&str]) -> bool {
    let status = values(doc, &["medicines", id, "status"]);
    status.iter().filter_map(Scalar::as_str).any(|s| words.contains(&s))
}

/// Every standing regimen of the line that can be read.
#[must_use]
pub fn regimens(doc: &Doc, id: &str) -> Vec<Regimen> {
    let stand = values(doc, &["medicines", id, "regimen"]);
    stand.iter().filter_map(|v| Regimen::from_text(v.as_str()?).ok()).collect()
}

/// Fingerprint of the regimen as it stands.
#[must_use]
pub fn regimen_saw(doc: &Doc, id: &str) -> String {
    let mut stand = values(doc, &["medicines", id, "regimen"]);
    stand.sort();
    hex::encode(hash::first16(hash::sha256(&[&crate::cbor::encode(&stand)])))
}

/// The end of a line as its author sees the line now.
#[must_use]
pub fn end(doc: &Doc, id: &str, date: Option<String>, reason: &str) -> End {
    End {
        date,
        reason: Some(reason.to_owned()).filter(|r| !r.is_empty()),
        saw: Some(regimen_saw(doc, id)),
        rest: Rest::new(),
    }
}

/// Every standing end of a line.
#[must_use]
pub fn ends(doc: &Doc, id: &str) -> Vec<End> {
    let stand = values(doc, &["medicines", id, "stop"]);
    stand.iter().filter_map(|v| End::from_text(v.as_str()?).ok()).collect()
}

/// The date of the displayed end.
#[must_use]
pub fn stop_date(doc: &Doc, id: &str) -> Option<String> {
    ends(doc, id).into_iter().find_map(|e| e.date)
}

/// Whether the line was stopped by somebody who had another regimen in view than the one that stands:
/// stop and change did not see each other.
#[must_use]
pub fn is_changed_since_stop(doc: &Doc, id: &str) -> bool {
    let now = regimen_saw(doc, id);
    is_stopped(doc, id)
        && ends(doc, id).iter().filter_map(|e| e.saw.as_deref()).any(|saw| saw != now)
}

/// Keys of lines being taken that hold `product`.
#[must_use]
pub fn same_product(doc: &Doc, product: &Coding) -> Vec<String> {
    let mut keys = doc.keys(&["medicines"]);
    keys.retain(|id| {
        is_active(doc, id) && regimens(doc, id).iter().any(|r| r.product.is_same(product))
    });
    keys
}

/// Whether a new line of `product` may start: an allergy it names and a line that is there already need a reason.
///
/// # Errors
/// [`WriteError::Rule`] that a reason lifts.
pub fn may_start(doc: &Doc, product: &Coding, reason: Option<&str>) -> Result<(), WriteError> {
    if reason.is_some_and(|r| !r.trim().is_empty()) {
        return Ok(());
    }
    if !allergy::matching(doc, product).is_empty() {
        return Err(rule("allergy_match", allergy::SOURCE, true));
    }
    if !same_product(doc, product).is_empty() {
        return Err(rule("duplicate_therapy", DUPLICATE_SOURCE, true));
    }
    Ok(())
}
