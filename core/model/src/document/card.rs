//! The list row of a patient, made of an `admin` document: what a list and a search need, nothing clinical.
//!
//! The server makes it at admission and sends it ahead, so that a fresh device finds patients before it has loaded one
//! document; a device makes its own after each change. Equal documents give equal bytes.
use super::register::{Birth, Deceased, Group, Identifier, PersonName, Telecom};
use crate::{
    cbor::{self, CborError},
    crdt::{Doc, Scalar},
};
use minicbor::{Decode, Encode};

/// Most numbers and telephone numbers that a card carries of each.
pub const NUMBERS_MAX: usize = 12;

/// A patient's list row. Disputed fields show the value that Automerge puts first and raise [`Card::disputed`]: a list
/// helps to find the patient, the record shows both values.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[cbor(map)]
pub struct Card {
    /// Family name.
    #[n(0)]
    pub family: String,
    /// Given names.
    #[n(1)]
    pub given: String,
    /// The whole name where the parts cannot say it.
    #[n(2)]
    pub text: Option<String>,
    /// Birth date as written, partial or empty.
    #[n(3)]
    pub birth: String,
    /// The birth date is a guess.
    #[n(4)]
    pub estimated: bool,
    /// FHIR AdministrativeGender, or empty.
    #[n(5)]
    pub gender: String,
    /// The patient died.
    #[n(6)]
    pub deceased: bool,
    /// Numbers that systems gave the patient, in text order.
    #[n(7)]
    pub numbers: Vec<String>,
    /// Telephone numbers as typed, in text order.
    #[n(8)]
    pub phones: Vec<String>,
    /// Two values stand for the name, birth date, gender or death.
    #[n(9)]
    pub disputed: bool,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Card(..)")
    }
}

impl Card {
    /// The card of an `admin` document.
    #[must_use]
    pub fn of(doc: &Doc) -> Self {
        let mut card = Self::default();
        if let Some(name) = card.field::<PersonName>(doc, "name") {
            card.family = name.family;
            card.given = name.given;
            card.text = name.text;
        }
        if let Some(birth) = card.field::<Birth>(doc, "birth") {
            card.birth = birth.date;
            card.estimated = birth.estimated.unwrap_or(false);
        }
        if let Some(gender) = card.winner(doc, "gender") {
            card.gender = gender;
        }
        card.deceased = card.field::<Deceased>(doc, "deceased").is_some_and(|d| d.deceased);
        card.numbers = listed(doc, "identifiers", |i: Identifier| Some(i.value));
        card.phones = listed(doc, "telecoms", |t: Telecom| {
            matches!(t.system.as_str(), "phone" | "sms").then_some(t.value)
        });
        card
    }

    /// The canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// [`CborError`] if they are not a card.
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        cbor::decode(bytes)
    }

    /// The name as shown in lists: family name first.
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.text, self.family.is_empty(), self.given.is_empty()) {
            (Some(text), _, _) if !text.is_empty() => text.clone(),
            (_, false, false) => format!("{}, {}", self.family, self.given),
            (_, false, true) => self.family.clone(),
            (_, true, _) => self.given.clone(),
        }
    }

    /// The value of a field of `person` that shows first; notes when another stands beside it.
    fn winner(&mut self, doc: &Doc, name: &str) -> Option<String> {
        let mut texts = doc.all(&["person", name]).into_iter().filter_map(|v| match v.value {
            Scalar::Str(text) => Some(text),
            Scalar::Null | Scalar::Bool(_) | Scalar::Int(_) | Scalar::Bytes(_) => None,
        });
        let first = texts.next()?;
        self.disputed |= texts.any(|other| other != first);
        Some(first)
    }

    fn field<T: Group>(&mut self, doc: &Doc, name: &str) -> Option<T> {
        T::from_text(&self.winner(doc, name)?).ok()
    }
}

/// The values of all items of a list that are not marked as errors, sorted, without repeats, bounded.
fn listed<T: Group>(doc: &Doc, root: &str, pick: impl Fn(T) -> Option<String>) -> Vec<String> {
    let mut out: Vec<String> = doc
        .keys(&[root])
        .iter()
        .filter(|key| doc.value(&[root, key, "entry"]).is_none())
        .filter_map(|key| match doc.value(&[root, key, "value"]) {
            Some(Scalar::Str(text)) => T::from_text(&text).ok().and_then(&pick),
            _ => None,
        })
        .collect();
    out.sort();
    out.dedup();
    out.truncate(NUMBERS_MAX);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_goes_out_and_comes_back_and_does_not_print_itself() {
        let card = Card {
            family: "Okafor".into(),
            given: "Ada".into(),
            birth: "1980-05".into(),
            numbers: vec!["A1".into()],
            ..Card::default()
        };
        assert!(Card::decode(&card.encode()).unwrap() == card);
        assert_eq!(format!("{card:?}"), "Card(..)");
        assert!(Card::decode(&[0xa0]).is_err());
    }

    #[test]
    fn a_name_shows_with_what_there_is() {
        let name = |family: &str, given: &str, text: Option<&str>| {
            Card {
                family: family.into(),
                given: given.into(),
                text: text.map(Into::into),
                ..Card::default()
            }
            .name()
        };
        assert_eq!(name("Okafor", "Ada", None), "Okafor, Ada");
        assert_eq!(name("Okafor", "", None), "Okafor");
        assert_eq!(name("", "Ada", None), "Ada");
        assert_eq!(name("", "", None), "");
        assert_eq!(name("Okafor", "Ada", Some("Dr Ada Okafor")), "Dr Ada Okafor");
    }
}
