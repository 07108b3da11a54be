//! A second import: unchanged, changed, and what people did meanwhile.
use super::*;
use crate::{
    crdt::Doc,
    document::{DocType, genesis},
    id::{ActorId, Nonce},
};
use std::collections::BTreeMap;

const IMPORTER: ActorId = ActorId::from_bytes([1; 16]);
const PERSON: ActorId = ActorId::from_bytes([9; 16]);

/// What an earlier import left, as a store would answer.
#[derive(Default)]
struct Memory {
    resources: BTreeMap<ident::Identity, Placed>,
    holders: BTreeMap<(String, String), Holder>,
    people: BTreeMap<PatientId, Person>,
}

impl Known for Memory {
    fn resource(&self, identity: &ident::Identity) -> Option<Placed> {
        self.resources.get(identity).copied()
    }
    fn holder(&self, system: &str, value: &str) -> Option<Holder> {
        self.holders.get(&(system.to_owned(), value.to_owned())).cloned()
    }
    fn person(&self, patient: PatientId) -> Option<Person> {
        self.people.get(&patient).cloned()
    }
    fn chart(&self, _: PatientId) -> Option<DocId> {
        None
    }
}

impl Memory {
    fn of(mapping: &Mapping) -> Self {
        let mut memory = Self::default();
        for outcome in &mapping.outcomes {
            let placed = Placed { doc: outcome.doc, patient: outcome.patient };
            memory.resources.insert(outcome.identity.clone(), placed);
        }
        memory
    }
}

fn again(text: &str, memory: &Memory) -> Mapping {
    let reading = Reading::new(vec![Input::read(text, "t.json", "")], "");
    map(&reading, &context(memory))
}

fn store(draft: &DraftDocument) -> Doc {
    let mut doc = genesis(draft.doc_type, draft.doc, 0);
    doc.edit(IMPORTER, Nonce::from_bytes([3; 16]), &draft.puts()).unwrap();
    doc
}

fn draft<'a>(mapping: &'a Mapping, key: &str) -> &'a DraftDocument {
    mapping.documents.iter().find(|d| d.key == key).unwrap()
}

fn problem(code: &str, status: &str, more: &str) -> String {
    bundle(&[
        ANN,
        &format!(
            r#"{{"resourceType":"Condition","id":"c","subject":{{"reference":"Patient/ann"}},"code":{{"text":"{code}"}},
               "clinicalStatus":{{"coding":[{{"code":"{status}"}}]}}{more}}}"#
        ),
    ])
}

#[test]
fn the_same_again_needs_no_put() {
    let text = include_str!("visit.json");
    let first = map_text(text);
    let second = again(text, &Memory::of(&first));
    for (a, b) in first.documents.iter().zip(&second.documents) {
        assert_eq!(a.doc, b.doc);
        if a.puts().is_empty() || !a.doc_type.is_crdt() {
            continue;
        }
        let doc = store(a);
        for part in &b.parts {
            assert_eq!(reconcile(a.doc_type, &doc, part, IMPORTER), Change::default());
        }
    }
    assert_eq!(first.report.mapped, second.report.mapped);
    assert_eq!(
        first.outcomes.iter().map(|o| o.hash).collect::<Vec<_>>(),
        second.outcomes.iter().map(|o| o.hash).collect::<Vec<_>>()
    );
}

#[test]
fn a_changed_field_is_put_and_a_vanished_one_becomes_null() {
    let first = map_text(&problem(
        "Gout",
        "active",
        r#","onsetDateTime":"2001","note":[{"text":"left foot"}]"#,
    ));
    let mut doc = store(draft(&first, "chart"));
    let second = again(
        &problem("Gout", "resolved", r#","note":[{"text":"both feet"}]"#),
        &Memory::of(&first),
    );
    let part = &draft(&second, "chart").parts[0];
    let change = reconcile(DocType::Chart, &doc, part, IMPORTER);
    assert!(change.left.is_empty());
    doc.edit(IMPORTER, Nonce::from_bytes([4; 16]), &change.puts).unwrap();
    let item = first.outcomes[1].identity.item().to_string();
    let value = |name: &str| doc.value(&["problems", &item, name]);
    assert_eq!(value("clinical"), Some(Scalar::from("resolved")));
    assert_eq!(value("note"), Some(Scalar::from("both feet")));
    assert_eq!(value("onset").unwrap_or(Scalar::Null), Scalar::Null);
    assert_eq!(doc.keys(&["problems"]), [item.as_str()]);
    let touched: Vec<_> = change.puts.iter().map(|p| p.path().clone()).collect();
    crate::document::schema::validate(DocType::Chart, &doc, &touched).unwrap();
}

#[test]
fn what_a_person_decided_here_is_not_overruled() {
    let first = map_text(&problem("Gout", "active", ""));
    let mut doc = store(draft(&first, "chart"));
    let item = first.outcomes[1].identity.item().to_string();
    let put = crate::document::item::set(&["problems", &item, "clinical"], "resolved");
    doc.edit(PERSON, Nonce::from_bytes([5; 16]), &[put]).unwrap();
    let second = again(&problem("Gout", "recurrence", ""), &Memory::of(&first));
    let change = reconcile(DocType::Chart, &doc, &draft(&second, "chart").parts[0], IMPORTER);
    assert_eq!(change.left, [format!("problems/{item}/clinical")]);
    assert!(!change.puts.iter().any(|p| p.path().last().is_some_and(|n| n == "clinical")));
}

#[test]
fn a_person_marking_an_error_is_not_undone() {
    let first = map_text(&problem("Gout", "active", ""));
    let mut doc = store(draft(&first, "chart"));
    let item = first.outcomes[1].identity.item().to_string();
    let mark = r#"{"at":1,"by":"x","reason":"wrong patient","status":"entered-in-error"}"#;
    doc.edit(
        PERSON,
        Nonce::from_bytes([5; 16]),
        &[crate::document::item::set(&["problems", &item, "entry"], mark)],
    )
    .unwrap();
    let second = again(&problem("Gouty arthritis", "active", ""), &Memory::of(&first));
    let change = reconcile(DocType::Chart, &doc, &draft(&second, "chart").parts[0], IMPORTER);
    assert!(!change.puts.iter().any(|p| p.path().last().is_some_and(|n| n == "entry")));
}

fn numbered(id: &str, given: &str, birth: &str, phone: &str) -> String {
    bundle(&[&format!(
        r#"{{"resourceType":"Patient","id":"{id}","identifier":[{{"system":"mrn","value":"A-177"}}],"name":[{{"family":"Ode","given":["{given}"]}}],
            "birthDate":"{birth}","telecom":[{{"system":"phone","value":"{phone}"}}]}}"#
    )])
}

fn holding(mapping: &Mapping, given: &str, birth: &str) -> Memory {
    let mut memory = Memory::of(mapping);
    let patient = mapping.outcomes[0].patient.unwrap();
    let person = Person { birth: birth.into(), given: given.into() };
    memory.holders.insert(("mrn".into(), "A-177".into()), Holder { patient, person });
    memory
}

#[test]
fn an_equal_trusted_identifier_is_the_same_patient_and_only_adds() {
    let first = map_text(&numbered("here", "Ann", "1980-05-17", "111"));
    let doc = store(draft(&first, "admin"));
    let second = again(
        &numbered("there", "Ann", "1980-05-17", "222"),
        &holding(&first, "Ann", "1980-05-17"),
    );
    assert_eq!(second.outcomes[0].patient, first.outcomes[0].patient);
    let change = reconcile(DocType::Admin, &doc, &draft(&second, "admin").parts[0], IMPORTER);
    let roots: Vec<_> = change
        .puts
        .iter()
        .filter(|p| matches!(p, Put::Map(_)))
        .map(|p| p.path()[0].as_str())
        .collect();
    assert_eq!(roots, ["telecoms"]);
    assert!(!change.puts.iter().any(|p| p.path()[0] == "person"), "{:?}", change.puts);
    // The other source's own words stay readable.
    assert_eq!(draft(&second, "import").entries().len(), 1);
}

#[test]
fn an_equal_identifier_of_another_person_makes_two_patients_and_a_remark() {
    let first = map_text(&numbered("here", "Ann", "1980-05-17", "111"));
    let second = again(
        &numbered("there", "Beth", "1980-05-17", "222"),
        &holding(&first, "Ann", "1980-05-17"),
    );
    assert_ne!(second.outcomes[0].patient, first.outcomes[0].patient);
    assert_eq!(second.report.notes.len(), 1);
}

#[test]
fn a_bare_id_that_means_somebody_else_is_refused_instead_of_overwriting() {
    let first = map_text(&numbered("1", "Ann", "1980-05-17", "111"));
    let mut memory = Memory::of(&first);
    let person = Person { birth: "1980-05-17".into(), given: "Ann".into() };
    memory.people.insert(first.outcomes[0].patient.unwrap(), person);
    let second = again(&numbered("1", "Omar", "1944-01-01", "999"), &memory);
    assert_eq!(second.report.mapped, 0);
    assert!(second.report.refused[0].reason.contains("--source"));
    let same = again(&numbered("1", "Ann", "1980-05-17", "999"), &memory);
    assert_eq!(same.report.mapped, 1);
}

#[test]
fn resources_of_a_patient_imported_before_find_their_patient_and_visit() {
    let first = map_text(include_str!("visit.json"));
    let later = r#"{"resourceType":"Observation","id":"late","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/amina"},"encounter":{"reference":"Encounter/visit"}}"#;
    let second = again(later, &Memory::of(&first));
    assert_eq!(second.outcomes[0].patient, first.outcomes[0].patient);
    assert_eq!(second.outcomes[0].doc, first.outcomes[2].doc);
}
