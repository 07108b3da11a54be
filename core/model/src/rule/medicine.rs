//! Medicine lines: stop beats change, duplicates are told, allergies are asked about.
use super::allergy;
use crate::{
    crdt::{Doc, Scalar},
    document::{
        register::{Coding, End, Regimen, Rest},
        sheet::Sheet,
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

/// A medicine line, as far as rules need it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts that rules combine")]
pub struct Line {
    /// Its key.
    pub id: String,
    /// Whether it was entered in error.
    pub is_void: bool,
    /// Whether any standing status says that it was stopped.
    pub is_stopped: bool,
    /// Whether it is being taken: active or on hold in some standing value, not stopped, not void.
    pub is_active: bool,
    /// Every standing product.
    pub products: Vec<Coding>,
    /// Whether its maker gave a reason beside a warning.
    pub is_answered: bool,
    /// When it was made, milliseconds since 1970.
    pub at: Option<i64>,
    /// Whether it was stopped by somebody who had another regimen in view than the one that stands: stop and change
    /// did not see each other.
    pub is_changed_since_stop: bool,
}

/// Every line of a chart.
#[must_use]
pub fn lines(doc: &Doc) -> Vec<Line> {
    Sheet::items(doc, "medicines").iter().map(line).collect()
}

fn line(sheet: &Sheet<'_>) -> Line {
    let is_stopped = sheet.says("status", &["stopped"]);
    let is_void = sheet.is_void();
    let taken = sheet.says("status", &["active", "on-hold"]);
    let regimens: Vec<Regimen> = sheet.groups("regimen");
    Line {
        id: sheet.id().to_owned(),
        is_void,
        is_stopped,
        is_active: taken && !is_stopped && !is_void,
        products: regimens.into_iter().map(|r| r.product).collect(),
        is_answered: sheet.word("override").is_some(),
        at: sheet.int("at"),
        is_changed_since_stop: is_stopped && saw_another(sheet),
    }
}

fn saw_another(sheet: &Sheet<'_>) -> bool {
    let ends: Vec<End> = sheet.groups("stop");
    let now = fingerprint(sheet.values("regimen"));
    ends.iter().filter_map(|e| e.saw.as_deref()).any(|saw| saw != now)
}

/// Fingerprint of a regimen's standing values.
fn fingerprint(mut stand: Vec<Scalar>) -> String {
    stand.sort();
    hex::encode(hash::first16(hash::sha256(&[&crate::cbor::encode(&stand)])))
}

/// Whether any standing status of the line says that it was stopped.
#[must_use]
pub fn is_stopped(doc: &Doc, id: &str) -> bool {
    Sheet::item(doc, "medicines", id).says("status", &["stopped"])
}

/// The end of a line as its author sees the line now.
#[must_use]
pub fn end(doc: &Doc, id: &str, date: Option<String>, reason: &str) -> End {
    end_of(&Sheet::item(doc, "medicines", id).values("regimen"), date, reason)
}

/// The end of a line whose regimen its author knows to be `stand`.
#[must_use]
pub fn end_of(stand: &[Scalar], date: Option<String>, reason: &str) -> End {
    End {
        date,
        reason: Some(reason.to_owned()).filter(|r| !r.is_empty()),
        saw: Some(fingerprint(stand.to_vec())),
        rest: Rest::new(),
    }
}

/// The date of an end that stands.
#[must_use]
pub fn stop_date(doc: &Doc, id: &str) -> Option<String> {
    let ends: Vec<End> = Sheet::item(doc, "medicines", id).groups("stop");
    ends.into_iter().find_map(|e| e.date)
}

impl Line {
    /// Whether the line is being taken and holds `product`.
    #[must_use]
    pub fn holds(&self, product: &Coding) -> bool {
        self.is_active && self.products.iter().any(|p| p.is_same(product))
    }
}

/// Whether a new line of `product` may start: an allergy it names and a line that is there already need a reason.
///
/// # Errors
/// [`WriteError::Rule`] that a reason lifts.
pub fn may_start(doc: &Doc, product: &Coding, reason: Option<&str>) -> Result<(), WriteError> {
    if reason.is_some_and(|r| !r.trim().is_empty()) {
        return Ok(());
    }
    if allergy::standing(doc).iter().any(|k| k.is_in(product)) {
        return Err(rule("allergy_match", allergy::SOURCE, true));
    }
    if lines(doc).iter().any(|l| l.holds(product)) {
        return Err(rule("duplicate_therapy", DUPLICATE_SOURCE, true));
    }
    Ok(())
}
