//! Commands on `admin`: identity and contact.
use super::{Plan, Planned, Step, Target, WriteError, base, payload};
use crate::{
    crdt::Doc,
    document::{
        DocType,
        item::{Draft, set, set_group},
        register::{Address, Birth, Contact, Deceased, Identifier, PersonName, Telecom},
    },
    id::{DocId, ItemId, PatientId},
};

payload! {
    /// A new identifier.
    NewIdentifier {
        /// Id of the new item.
        0 item: ItemId,
        /// System and value.
        1 value: Identifier,
    }
    /// A new way to reach the patient.
    NewTelecom {
        /// Id of the new item.
        0 item: ItemId,
        /// System and value.
        1 value: Telecom,
    }
    /// A new address.
    NewAddress {
        /// Id of the new item.
        0 item: ItemId,
        /// The address.
        1 value: Address,
    }
    /// Registers a patient. The caller creates `admin`, `chart` and `diary` by intent before it.
    PatientRegister {
        /// The new patient; also the id of the `admin` document.
        0 patient: PatientId,
        /// Id of the patient's chart.
        1 chart: DocId,
        /// Id of the patient's diary.
        2 diary: DocId,
        /// Name.
        3 name: PersonName,
        /// Date of birth, if known.
        4 birth: Option<Birth>,
        /// FHIR `AdministrativeGender`, if known.
        5 gender: Option<String>,
        /// Numbers the patient has.
        6 identifiers: Vec<NewIdentifier>,
        /// Ways to reach the patient.
        7 telecoms: Vec<NewTelecom>,
        /// Addresses.
        8 addresses: Vec<NewAddress>,
        /// Preferred language, BCP 47.
        9 language: Option<String>,
    }
    /// Changes the name.
    AdminSetName {
        /// The patient.
        0 patient: PatientId,
        /// The new name, whole.
        1 name: PersonName,
        /// The name the form showed.
        2 base: Option<PersonName>,
    }
    /// Changes the date of birth.
    AdminSetBirth {
        /// The patient.
        0 patient: PatientId,
        /// The new date.
        1 birth: Birth,
        /// The date the form showed.
        2 base: Option<Birth>,
    }
    /// Changes the administrative gender.
    AdminSetGender {
        /// The patient.
        0 patient: PatientId,
        /// FHIR `AdministrativeGender`.
        1 gender: String,
        /// The gender the form showed.
        2 base: Option<String>,
    }
    /// Records that the patient died, or takes that back.
    AdminSetDeceased {
        /// The patient.
        0 patient: PatientId,
        /// Whether and when.
        1 deceased: Deceased,
        /// What the form showed.
        2 base: Option<Deceased>,
    }
    /// Sets preferred language and whether an interpreter is needed.
    AdminSetLanguage {
        /// The patient.
        0 patient: PatientId,
        /// BCP 47.
        1 language: String,
        /// True if an interpreter is needed.
        2 interpreter: bool,
    }
    /// Adds a way to reach the patient.
    AdminAddTelecom {
        /// The patient.
        0 patient: PatientId,
        /// What is added.
        1 telecom: NewTelecom,
    }
    /// Changes a way to reach the patient.
    AdminSetTelecom {
        /// The patient.
        0 patient: PatientId,
        /// The item.
        1 item: ItemId,
        /// The new value.
        2 value: Telecom,
    }
    /// Adds an address.
    AdminAddAddress {
        /// The patient.
        0 patient: PatientId,
        /// What is added.
        1 address: NewAddress,
    }
    /// Changes an address.
    AdminSetAddress {
        /// The patient.
        0 patient: PatientId,
        /// The item.
        1 item: ItemId,
        /// The new value.
        2 value: Address,
    }
    /// Adds an identifier.
    AdminAddIdentifier {
        /// The patient.
        0 patient: PatientId,
        /// What is added.
        1 identifier: NewIdentifier,
    }
    /// Changes an identifier's value.
    AdminSetIdentifier {
        /// The patient.
        0 patient: PatientId,
        /// The item.
        1 item: ItemId,
        /// The new value.
        2 value: Identifier,
        /// The value the form showed.
        3 base: Identifier,
    }
    /// Adds somebody to call.
    AdminAddContact {
        /// The patient.
        0 patient: PatientId,
        /// Id of the new item.
        1 item: ItemId,
        /// Who.
        2 value: Contact,
    }
}

fn admin(patient: PatientId) -> Vec<Target> {
    vec![Target { doc: patient.admin(), kind: DocType::Admin, patient }]
}

fn identifier(new: &NewIdentifier, cx: &Plan) -> Draft {
    Draft::new("identifiers", new.item, cx.by, cx.at).group("value", &new.value)
}

fn telecom(new: &NewTelecom, cx: &Plan) -> Draft {
    Draft::new("telecoms", new.item, cx.by, cx.at).group("value", &new.value)
}

fn address(new: &NewAddress, cx: &Plan) -> Draft {
    Draft::new("addresses", new.item, cx.by, cx.at).group("value", &new.value)
}

impl Step for PatientRegister {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        base::stands::<PersonName>(doc, &["person", "name"], None)?;
        let mut puts =
            vec![set_group(&["person", "name"], &self.name), set(&["person", "active"], true)];
        puts.extend(self.birth.as_ref().map(|b| set_group(&["person", "birth"], b)));
        puts.extend(self.gender.as_deref().map(|g| set(&["person", "gender"], g)));
        puts.extend(self.language.as_deref().map(|l| set(&["person", "language"], l)));
        puts.extend(self.identifiers.iter().flat_map(|n| identifier(n, cx).puts()));
        puts.extend(self.telecoms.iter().flat_map(|n| telecom(n, cx).puts()));
        puts.extend(self.addresses.iter().flat_map(|n| address(n, cx).puts()));
        Ok(Planned::Puts(puts))
    }
}

impl Step for AdminSetName {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        base::stands(doc, &["person", "name"], self.base.as_ref())?;
        Ok(Planned::Puts(vec![set_group(&["person", "name"], &self.name)]))
    }
}

impl Step for AdminSetBirth {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        base::stands(doc, &["person", "birth"], self.base.as_ref())?;
        Ok(Planned::Puts(vec![set_group(&["person", "birth"], &self.birth)]))
    }
}

impl Step for AdminSetGender {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        base::word_stands(doc, &["person", "gender"], self.base.as_deref())?;
        Ok(Planned::Puts(vec![set(&["person", "gender"], self.gender.as_str())]))
    }
}

impl Step for AdminSetDeceased {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        base::stands(doc, &["person", "deceased"], self.base.as_ref())?;
        Ok(Planned::Puts(vec![set_group(&["person", "deceased"], &self.deceased)]))
    }
}

impl Step for AdminSetLanguage {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        Ok(Planned::Puts(vec![
            set(&["person", "language"], self.language.as_str()),
            set(&["person", "interpreter"], self.interpreter),
        ]))
    }
}

impl Step for AdminAddTelecom {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        Ok(Planned::Puts(telecom(&self.telecom, cx).puts()))
    }
}

impl Step for AdminSetTelecom {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "telecoms", self.item)?;
        Ok(Planned::Puts(vec![set_group(&["telecoms", &id, "value"], &self.value)]))
    }
}

impl Step for AdminAddAddress {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        Ok(Planned::Puts(address(&self.address, cx).puts()))
    }
}

impl Step for AdminSetAddress {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "addresses", self.item)?;
        Ok(Planned::Puts(vec![set_group(&["addresses", &id, "value"], &self.value)]))
    }
}

impl Step for AdminAddIdentifier {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        Ok(Planned::Puts(identifier(&self.identifier, cx).puts()))
    }
}

impl Step for AdminSetIdentifier {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "identifiers", self.item)?;
        let path = ["identifiers", &id, "value"];
        base::stands(doc, &path, Some(&self.base))?;
        Ok(Planned::Puts(vec![set_group(&path, &self.value)]))
    }
}

impl Step for AdminAddContact {
    fn targets(&self) -> Vec<Target> {
        admin(self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let draft = Draft::new("contacts", self.item, cx.by, cx.at).group("value", &self.value);
        Ok(Planned::Puts(draft.puts()))
    }
}
