//! The view of `admin`.
use super::{Made, Reader, items};
use crate::{
    crdt::Doc,
    document::{
        decided::Decided,
        register::{
            Address, Birth, Coding, Contact, Deceased, Identifier, Period, PersonName, Telecom,
        },
    },
};

/// A further name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OtherName {
    /// Id, author, time.
    pub made: Made,
    /// The name.
    pub name: Decided<PersonName>,
    /// FHIR `NameUse`.
    pub r#use: Option<String>,
}

/// An identifier.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct IdentifierItem {
    /// Id, author, time.
    pub made: Made,
    /// System and value.
    pub value: Decided<Identifier>,
}

/// An item that holds one register.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Held<T> {
    /// Id, author, time.
    pub made: Made,
    /// The value.
    pub value: T,
}

/// Cover of costs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    /// Id, author, time.
    pub made: Made,
    /// Who pays.
    pub payer: String,
    /// Member number.
    pub number: Option<String>,
    /// Kind of cover.
    pub kind: Option<Coding>,
    /// When it holds.
    pub period: Option<Period>,
}

/// Identity and contact of one patient. Absent fields are unknown.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AdminView {
    /// Name.
    pub name: Option<Decided<PersonName>>,
    /// Date of birth.
    pub birth: Option<Decided<Birth>>,
    /// FHIR `AdministrativeGender`.
    pub gender: Option<Decided<String>>,
    /// Whether and when the patient died.
    pub deceased: Option<Decided<Deceased>>,
    /// False if the record is no longer in use.
    pub active: Option<bool>,
    /// Marital status.
    pub marital: Option<Coding>,
    /// BCP 47.
    pub language: Option<String>,
    /// Whether an interpreter is needed.
    pub interpreter: Option<bool>,
    /// Id of the photo.
    pub photo: Option<String>,
    /// General practitioner.
    pub practitioner: Option<String>,
    /// Further names.
    pub names: Vec<OtherName>,
    /// Identifiers.
    pub identifiers: Vec<IdentifierItem>,
    /// Ways to reach the patient.
    pub telecoms: Vec<Held<Telecom>>,
    /// Addresses.
    pub addresses: Vec<Held<Address>>,
    /// People to call.
    pub contacts: Vec<Held<Contact>>,
    /// Covers of costs.
    pub coverages: Vec<Coverage>,
    /// Remarks of the front desk.
    pub notes: Vec<Held<String>>,
    /// Unmodelled remainder of the imported Patient, as FHIR JSON.
    pub fhir_rest: Option<String>,
    /// Paths whose content this version cannot read; it is kept, and shown as such.
    pub unreadable: Vec<String>,
}

impl AdminView {
    /// Reads the document.
    #[must_use]
    pub fn read(doc: &Doc) -> Self {
        let mut bad = Vec::new();
        let names = items(doc, "names", &mut bad, |made, r| {
            Some(OtherName { made, name: r.decided("name")?, r#use: r.word("use") })
        });
        let identifiers = items(doc, "identifiers", &mut bad, |made, r| {
            Some(IdentifierItem { made, value: r.decided("value")? })
        });
        let telecoms = items(doc, "telecoms", &mut bad, |made, r| {
            Some(Held { made, value: r.group("value")? })
        });
        let addresses = items(doc, "addresses", &mut bad, |made, r| {
            Some(Held { made, value: r.group("value")? })
        });
        let contacts = items(doc, "contacts", &mut bad, |made, r| {
            Some(Held { made, value: r.group("value")? })
        });
        let coverages = items(doc, "coverages", &mut bad, |made, r| {
            Some(Coverage {
                made,
                payer: r.word("payer")?,
                number: r.word("number"),
                kind: r.group("kind"),
                period: r.group("period"),
            })
        });
        let notes =
            items(doc, "notes", &mut bad, |made, r| Some(Held { made, value: r.word("text")? }));
        let mut person = Reader::root(doc, "person", &mut bad);
        Self {
            name: person.decided("name"),
            birth: person.decided("birth"),
            gender: person.decided_word("gender"),
            deceased: person.decided("deceased"),
            active: person.flag("active"),
            marital: person.group("marital"),
            language: person.word("language"),
            interpreter: person.flag("interpreter"),
            photo: person.word("photo"),
            practitioner: person.word("practitioner"),
            fhir_rest: person.word("fhir_rest"),
            names,
            identifiers,
            telecoms,
            addresses,
            contacts,
            coverages,
            notes,
            unreadable: bad,
        }
    }
}
