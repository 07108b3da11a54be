//! What the store knows of the resources at hand, fetched before the mapping, which waits for nothing.
use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{
    crdt::Scalar,
    document::register::{Birth, Group, PersonName},
    fhir::{
        Holder, Known, Person, Placed,
        ident::Identity,
        reading::{Wants, identifier_hash},
    },
    id::{DocId, Hash, PatientId},
};
use satchel_server_store::{Tx, document, import};
use satchel_vault::mac;

use crate::{http::problem::Failure, seal, state::State, sync::hot};

/// Type under which the import table holds who has a trusted identifier; its ids are keyed hashes, not numbers.
pub const IDENTIFIER: &str = "identifier";

/// Answers for one mapping.
#[derive(Default)]
pub struct Memory {
    resources: BTreeMap<Identity, (Placed, Hash)>,
    holders: BTreeMap<(String, String), Holder>,
    people: BTreeMap<PatientId, Person>,
}

impl Known for Memory {
    fn resource(&self, identity: &Identity) -> Option<Placed> {
        self.resources.get(identity).map(|(placed, _)| *placed)
    }

    fn holder(&self, system: &str, value: &str) -> Option<Holder> {
        self.holders.get(&(system.to_owned(), value.to_owned())).cloned()
    }

    fn person(&self, patient: PatientId) -> Option<Person> {
        self.people.get(&patient).cloned()
    }

    fn chart(&self, _: PatientId) -> Option<DocId> {
        // Patients get here through the import table only, so their chart has the import's own id.
        None
    }
}

/// The keyed hash under which a trusted identifier is looked up: the number itself is nowhere in clear.
#[must_use]
pub fn identifier_key(state: &State, system: &str, value: &str) -> String {
    let plain = identifier_hash(system, value);
    let parts = [b"satchel/identifier/v1".as_slice(), plain.as_bytes()];
    mac::hmac_sha256(&state.keys.index, &parts).to_string()
}

/// Fetches what a mapping will ask.
/// # Errors
/// A store failure.
pub async fn fetch(state: &State, tx: &mut Tx, wants: &Wants) -> Result<Memory, Failure> {
    let mut memory = Memory::default();
    let mut patients = BTreeSet::new();
    for identity in &wants.resources {
        let found = import::find(tx, &identity.source, &identity.kind, &identity.id).await?;
        let Some(found) = found else { continue };
        let Some(row) = document::find(tx, found.doc).await? else { continue };
        let placed = Placed { doc: found.doc, patient: row.patient };
        if identity.kind == "Patient" {
            patients.extend(row.patient);
        }
        memory.resources.insert(identity.clone(), (placed, found.hash));
    }
    let mut holders = Vec::new();
    for (system, value) in &wants.identifiers {
        let key = identifier_key(state, system, value);
        if let Some(found) = import::find(tx, IDENTIFIER, "Patient", &key).await? {
            let patient = PatientId::from_bytes(*found.doc.as_bytes());
            patients.insert(patient);
            holders.push(((system.clone(), value.clone()), patient));
        }
    }
    for patient in patients {
        let person = person(state, tx, patient).await?;
        memory.people.extend(person.map(|p| (patient, p)));
    }
    for (key, patient) in holders {
        let person = memory.people.get(&patient).cloned().unwrap_or_default();
        memory.holders.insert(key, Holder { patient, person });
    }
    Ok(memory)
}

/// Name and birth date of a known patient, as they stand.
async fn person(state: &State, tx: &mut Tx, patient: PatientId) -> Result<Option<Person>, Failure> {
    let Some(row) = document::find(tx, patient.admin()).await? else { return Ok(None) };
    let keys = seal::keys(state, &[row.dek]).await?;
    let Some(key) = keys.get(&row.dek) else { return Ok(None) };
    let admin = hot::load(state, tx, &row, key).await?;
    let text = |name: &str| match admin.doc.value(&["person", name]) {
        Some(Scalar::Str(text)) => Some(text),
        _ => None,
    };
    let name = text("name").and_then(|t| PersonName::from_text(&t).ok());
    let birth = text("birth").and_then(|t| Birth::from_text(&t).ok());
    let given = name.and_then(|n| n.given.split_whitespace().next().map(str::to_owned));
    Ok(Some(Person {
        birth: birth.map(|b| b.date).unwrap_or_default(),
        given: given.unwrap_or_default(),
    }))
}
