//! The card of a patient: what a list row and a search hit need, small enough to keep for everybody.
//!
//! Nothing clinical. The server makes it at admission and sends it ahead, so that a fresh device finds patients before
//! it has loaded one document; a device makes its own after each change. Equal documents give equal bytes.
use super::{
    decided::Decided,
    register::{Birth, PersonName},
    view::{
        Made,
        admin::{AdminView, Held},
    },
};
use crate::{
    cbor::{self, CborError},
    crdt::Doc,
    text,
};
use minicbor::{Decode, Encode};

/// Most identifiers and telephone numbers that a card carries of each.
pub const NUMBERS_MAX: usize = 12;

/// An identifier on a card.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CardIdentifier {
    /// URI of the system.
    #[n(0)]
    pub system: String,
    /// The value.
    #[n(1)]
    pub value: String,
}

/// A patient's card. Lists hold every standing value: two dates of birth mean that they are disputed.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Card {
    /// Names as shown, family name first; the main one before others.
    #[n(0)]
    pub names: Vec<String>,
    /// Dates of birth; an estimated one begins with `~`.
    #[n(1)]
    pub births: Vec<String>,
    /// FHIR `AdministrativeGender`.
    #[n(2)]
    pub genders: Vec<String>,
    /// Identifiers that are not void, in order, at most [`NUMBERS_MAX`].
    #[n(3)]
    pub identifiers: Vec<CardIdentifier>,
    /// Telephone numbers and mail addresses, in order, at most [`NUMBERS_MAX`].
    #[n(4)]
    pub contacts: Vec<String>,
    /// False if the record is no longer in use.
    #[n(5)]
    pub active: bool,
    /// True if any standing value says that the patient died.
    #[n(6)]
    pub deceased: bool,
    /// True if identity is disputed: show that before anything is done by it.
    #[n(7)]
    pub disputed: bool,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Card(..)")
    }
}

impl PersonName {
    /// The name as one line: as written whole, or family name, comma, given names.
    #[must_use]
    pub fn display(&self) -> String {
        let whole = self.text.as_deref().map(str::trim).filter(|t| !t.is_empty());
        match (whole, self.family.trim(), self.given.trim()) {
            (Some(text), _, _) => text.to_owned(),
            (None, family, "") => family.to_owned(),
            (None, "", given) => given.to_owned(),
            (None, family, given) => format!("{family}, {given}"),
        }
    }
}

/// The card of the patient whose `admin` document this is.
#[must_use]
pub fn card(admin: &Doc) -> Card {
    Card::of(admin)
}

fn all<T>(field: Option<&Decided<T>>) -> impl Iterator<Item = &T> {
    field.into_iter().flat_map(Decided::values)
}

fn is_disputed<T>(field: Option<&Decided<T>>) -> bool {
    field.is_some_and(Decided::is_disputed)
}

const fn live(made: &Made) -> bool {
    !made.is_void()
}

fn bounded<T: Ord>(mut found: Vec<T>) -> Vec<T> {
    found.sort();
    found.dedup();
    found.truncate(NUMBERS_MAX);
    found
}

fn birth(birth: &Birth) -> String {
    let mark = if birth.estimated == Some(true) { "~" } else { "" };
    format!("{mark}{}", birth.date)
}

impl Card {
    /// The card of an `admin` document.
    #[must_use]
    pub fn of(admin: &Doc) -> Self {
        Self::of_view(&AdminView::read(admin))
    }

    /// The card of what `view` shows.
    #[must_use]
    pub fn of_view(view: &AdminView) -> Self {
        let others = view.names.iter().filter(|n| live(&n.made)).flat_map(|n| n.name.values());
        let mut names: Vec<String> = Vec::new();
        for name in all(view.name.as_ref()).chain(others).map(PersonName::display) {
            if !names.contains(&name) && names.len() < NUMBERS_MAX {
                names.push(name);
            }
        }
        let identifiers = view.identifiers.iter().filter(|i| live(&i.made));
        let contacts = view.telecoms.iter().filter(|t: &&Held<_>| live(&t.made));
        Self {
            names,
            births: all(view.birth.as_ref()).map(birth).collect(),
            genders: all(view.gender.as_ref()).cloned().collect(),
            identifiers: bounded(
                identifiers
                    .clone()
                    .flat_map(|i| i.value.values())
                    .map(|i| CardIdentifier { system: i.system.clone(), value: i.value.clone() })
                    .collect(),
            ),
            contacts: bounded(contacts.map(|t| t.value.value.clone()).collect()),
            active: view.active != Some(false),
            deceased: all(view.deceased.as_ref()).any(|d| d.deceased),
            disputed: is_disputed(view.name.as_ref())
                || is_disputed(view.birth.as_ref())
                || is_disputed(view.gender.as_ref())
                || is_disputed(view.deceased.as_ref())
                || identifiers.clone().any(|i| i.value.is_disputed()),
        }
    }

    /// The name to show first; empty for a patient without one.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
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

    /// Folded text for the search index: names, dates, numbers; numbers typed with separators also without.
    #[must_use]
    pub fn search_text(&self) -> String {
        let identifiers = self.identifiers.iter().map(|i| &i.value);
        let parts = self.names.iter().chain(&self.births).chain(&self.contacts).chain(identifiers);
        let folded: Vec<String> = parts
            .map(|t| text::fold(t))
            .chain(self.contacts.iter().map(|c| digits(c)))
            .filter(|t| !t.is_empty())
            .collect();
        folded.join(" ")
    }
}

/// The digits of a number typed with separators; empty for anything that is no number.
fn digits(text: &str) -> String {
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
    if is_number { text.chars().filter(char::is_ascii_digit).collect() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, given: &str, text: Option<&str>) -> String {
        PersonName {
            family: family.into(),
            given: given.into(),
            prefix: None,
            suffix: None,
            text: text.map(Into::into),
            rest: crate::document::register::Rest::new(),
        }
        .display()
    }

    #[test]
    fn a_name_shows_with_what_there_is() {
        assert_eq!(name("Okafor", "Ada", None), "Okafor, Ada");
        assert_eq!(name("Okafor", "", None), "Okafor");
        assert_eq!(name("", "Ada", None), "Ada");
        assert_eq!(name("", "", None), "");
        assert_eq!(name("Okafor", "Ada", Some("Dr Ada Okafor")), "Dr Ada Okafor");
    }

    #[test]
    fn a_card_goes_out_and_comes_back_and_does_not_print_itself() {
        let card = Card {
            names: vec!["Okafor, Ada".into()],
            births: vec!["~1980".into()],
            identifiers: vec![CardIdentifier { system: "s".into(), value: "A-1".into() }],
            active: true,
            ..Card::default()
        };
        assert!(Card::decode(&card.encode()).unwrap() == card);
        assert_eq!(format!("{card:?}"), "Card(..)");
        assert!(Card::decode(&[0xa0]).is_err());
    }

    #[test]
    fn telephones_are_found_with_and_without_separators() {
        let card = Card {
            contacts: vec!["+49 (30) 123-45".into(), "a@b.example".into()],
            ..Card::default()
        };
        assert_eq!(card.search_text(), "49 30 123 45 a b example 493012345");
    }

    #[test]
    fn a_card_carries_a_bounded_number_of_numbers() {
        let many = (0..40).map(|n| format!("{n:03}")).collect();
        assert_eq!(bounded::<String>(many).len(), NUMBERS_MAX);
    }
}
