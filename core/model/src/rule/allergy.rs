//! Allergies: what is active, what "none known" means, and whether a medicine names one.
use crate::{
    crdt::Doc,
    document::{
        is_void,
        register::{Coding, Group, Rest},
        values,
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

/// Keys of allergies that are active: not void, not refuted by everyone, and active in at least one standing value.
#[must_use]
pub fn active(doc: &Doc) -> Vec<String> {
    of_kind(doc, "allergy")
}

/// Keys of standing statements that no allergy is known.
#[must_use]
pub fn none_known(doc: &Doc) -> Vec<String> {
    of_kind(doc, "none_known")
}

fn of_kind(doc: &Doc, kind: &str) -> Vec<String> {
    let mut keys = doc.keys(&["allergies"]);
    keys.retain(|id| {
        doc.value(&["allergies", id, "kind"]).is_some_and(|k| k.as_str() == Some(kind))
            && !is_void(doc, "allergies", id)
            && stands(doc, id)
    });
    keys
}

/// Active as long as one standing value says so: of two values the more careful one holds.
fn stands(doc: &Doc, id: &str) -> bool {
    let clinical = values(doc, &["allergies", id, "clinical"]);
    let verification = values(doc, &["allergies", id, "verification"]);
    let is_active = clinical.is_empty() || clinical.iter().any(|v| v.as_str() == Some("active"));
    let refuted =
        !verification.is_empty() && verification.iter().all(|v| v.as_str() == Some("refuted"));
    is_active && !refuted
}

/// Every standing code of an allergy.
#[must_use]
pub fn codes(doc: &Doc, id: &str) -> Vec<Coding> {
    let stand = values(doc, &["allergies", id, "code"]);
    stand.iter().filter_map(|v| Coding::from_text(v.as_str()?).ok()).collect()
}

/// Keys of active allergies that `product` names.
#[must_use]
pub fn matching(doc: &Doc, product: &Coding) -> Vec<String> {
    let mut keys = active(doc);
    keys.retain(|id| codes(doc, id).iter().any(|c| names(product, c)));
    keys
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
