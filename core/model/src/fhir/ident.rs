//! Ids of imported things: derived from where they came from, so that a second import finds them again.
//!
//! An imported entity or document gets a UUID of version 8 (RFC 9562: custom) whose other bits are the start of
//! `SHA-256("satchel/import/v1" || len || label || len || source || len || type || len || id)`. What is made here has a UUID of
//! version 7 instead, so the two never meet. A source is the base address of absolute `fullUrl`s, the name that the
//! importing person gave, or [`LOCAL`].
use crate::{
    hash,
    id::{DocId, ItemId, PatientId},
};

/// The source of resources that name none: the ids of `urn:uuid` bundles are unique by themselves.
pub const LOCAL: &str = "local";

/// What one resource is called where it came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The originating system.
    pub source: String,
    /// `resourceType`.
    pub kind: String,
    /// `id`; the UUID of `fullUrl`, or the start of the content's hash, where there is none.
    pub id: String,
}

impl Identity {
    /// An identity from its three parts.
    #[must_use]
    pub fn new(source: &str, kind: &str, id: &str) -> Self {
        Self { source: source.to_owned(), kind: kind.to_owned(), id: id.to_owned() }
    }

    /// The id of the entity that this resource becomes.
    #[must_use]
    pub fn item(&self) -> ItemId {
        ItemId::from_bytes(self.derive("item"))
    }

    /// The id of the document that this resource opens: an Encounter's or a report's.
    #[must_use]
    pub fn document(&self) -> DocId {
        DocId::from_bytes(self.derive("document"))
    }

    /// The id of the patient that this Patient resource becomes, unless it is somebody known.
    #[must_use]
    pub fn patient(&self) -> PatientId {
        PatientId::from_bytes(self.derive("patient"))
    }

    fn derive(&self, label: &str) -> [u8; 16] {
        derive(label, &[&self.source, &self.kind, &self.id])
    }
}

/// The id of an imported patient's further document: `chart`, `import`, `careplan`, or `loose/<date>`.
#[must_use]
pub fn beside(patient: PatientId, what: &str) -> DocId {
    DocId::from_bytes(derive("beside", &[&patient.to_string(), what]))
}

/// The id of a part of an entity that FHIR gives none, such as the second address: by its place.
#[must_use]
pub fn part(item: ItemId, what: &str, index: usize) -> ItemId {
    ItemId::from_bytes(derive("part", &[&item.to_string(), what, &index.to_string()]))
}

/// A UUID of version 8 over `label` and `parts`, each with its length before it.
fn derive(label: &str, parts: &[&str]) -> [u8; 16] {
    let mut state = hash::Hasher::default();
    state.update(b"satchel/import/v1");
    for part in std::iter::once(&label).chain(parts) {
        state.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        state.update(part.as_bytes());
    }
    uuid::Builder::from_custom_bytes(hash::first16(state.take())).into_uuid().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alice() -> Identity {
        Identity::new("https://example.org/fhir", "Patient", "alice")
    }

    #[test]
    fn the_derivation_is_frozen() {
        assert_eq!(alice().item().to_string(), "8f91404e-285d-8f70-883d-61f14d5e756e");
        assert_eq!(alice().document().to_string(), "57db8a6e-0696-87d8-8d2b-18604a9dbf6d");
        assert_eq!(alice().patient().to_string(), "1965fbe3-078a-8a77-8ba0-949a178154a5");
        assert_eq!(alice().item().uuid().get_version_num(), 8);
    }

    #[test]
    fn source_type_and_id_each_count() {
        let base = alice().item();
        assert_ne!(base, Identity::new("https://example.org", "Patient", "alice").item());
        assert_ne!(base, Identity::new("https://example.org/fhir", "Person", "alice").item());
        assert_ne!(base, Identity::new("https://example.org/fhir", "Patient", "bob").item());
    }

    #[test]
    fn moving_a_letter_between_parts_makes_another_id() {
        let (a, b) = (Identity::new("ab", "c", "d"), Identity::new("a", "bc", "d"));
        assert_ne!(a.item(), b.item());
    }

    #[test]
    fn parts_and_neighbours_are_told_apart() {
        let (item, patient) = (alice().item(), alice().patient());
        assert_ne!(part(item, "address", 0), part(item, "address", 1));
        assert_ne!(part(item, "address", 0), part(item, "telecom", 0));
        assert_ne!(beside(patient, "chart"), beside(patient, "import"));
        assert_eq!(beside(patient, "chart"), beside(patient, "chart"));
    }
}
