//! Allergies: what is active, what "none known" means, and whether a medicine names one.
use crate::{
    crdt::Doc,
    document::{
        register::{Coding, Rest},
        sheet::Sheet,
    },
    text,
};

/// Where these rules come from.
pub const SOURCE: &str = "FHIR R4 AllergyIntolerance (notes on no known allergies): the statement and an allergy exclude each other";

/// SNOMED CT 716186003, the code FHIR gives for the statement.
#[must_use]
pub fn none_known_code() -> Coding {
    Coding {
        system: Some("http://snomed.info/sct".to_owned()),
        code: Some("716186003".to_owned()),
        display: Some("No known allergy".to_owned()),
        text: None,
        rest: Rest::new(),
    }
}

/// An allergy, or the statement that none is known, as far as rules need it.
pub struct Known {
    /// Its key.
    pub id: String,
    /// Whether it says that none is known.
    pub is_none_known: bool,
    /// Every standing code.
    pub codes: Vec<Coding>,
    /// When it was made, milliseconds since 1970.
    pub at: Option<i64>,
}

/// What stands: not void, not refuted by everyone, and active in at least one standing value, for of two values the
/// more careful one holds.
#[must_use]
pub fn standing(doc: &Doc) -> Vec<Known> {
    let sheets = Sheet::items(doc, "allergies").into_iter();
    let known = sheets.filter(stands).map(|s| Known {
        id: s.id().to_owned(),
        is_none_known: s.word("kind") == Some("none_known"),
        codes: s.groups("code"),
        at: s.int("at"),
    });
    known.collect()
}

fn stands(sheet: &Sheet<'_>) -> bool {
    let clinical = sheet.values("clinical");
    let verification = sheet.values("verification");
    let is_active = clinical.is_empty() || sheet.says("clinical", &["active"]);
    let refuted =
        !verification.is_empty() && verification.iter().all(|v| v.as_str() == Some("refuted"));
    is_active && !refuted && !sheet.is_void()
}

/// Keys of standing allergies.
pub fn active(known: &[Known]) -> impl Iterator<Item = &str> {
    known.iter().filter(|k| !k.is_none_known).map(|k| k.id.as_str())
}

/// Keys of standing statements that no allergy is known.
pub fn none_known(known: &[Known]) -> impl Iterator<Item = &str> {
    known.iter().filter(|k| k.is_none_known).map(|k| k.id.as_str())
}

impl Known {
    /// Whether `product` names this allergy.
    #[must_use]
    pub fn is_in(&self, product: &Coding) -> bool {
        !self.is_none_known && self.codes.iter().any(|c| names(product, c))
    }
}

/// Whether the product's words hold every word of the substance, or both have one code. Names are compared as they
/// stand: there is no drug table, so a brand name hides its ingredient and cross-allergies are not known.
#[must_use]
pub fn names(product: &Coding, substance: &Coding) -> bool {
    if product.is_same(substance) {
        return true;
    }
    let known = text::words(product.label());
    let asked = substance_words(substance.label());
    !asked.is_empty() && asked.iter().all(|w| known.contains(w))
}

/// The words that name the substance: without the kind in brackets and the words that only say "allergy".
fn substance_words(label: &str) -> Vec<String> {
    let bare = label.split('(').next().unwrap_or(label);
    let mut words = text::words(bare);
    words.retain(|w| {
        w.chars().count() > 2
            && !matches!(w.as_str(), "allergy" | "allergic" | "substance" | "intolerance" | "the")
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Coding {
        Coding {
            system: None,
            code: None,
            display: None,
            text: Some(text.to_owned()),
            rest: Rest::new(),
        }
    }

    #[test]
    fn a_product_that_names_the_substance_matches() {
        assert!(names(&words("Aspirin 81 MG Oral Tablet"), &words("Aspirin")));
        assert!(names(
            &words("penicillin V potassium 250 MG"),
            &words("Allergy to Penicillin V (disorder)")
        ));
        assert!(!names(&words("Amoxicillin 500 MG"), &words("Penicillin V")));
        assert!(!names(&words("Aspirin"), &words("Allergy to substance (finding)")));
        assert!(!names(&words("Ibuprofen"), &words("")));
    }
}
