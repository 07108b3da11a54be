//! What can change: the tags by which screens and peers learn that something is stale.
use crate::{
    document::DocType,
    id::{DocId, PatientId},
};

/// One thing that a screen may show. A change names all topics it touches; a screen asks again for those it shows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(tag = "topic", content = "id", rename_all = "snake_case")]
pub enum Topic {
    /// The list of patients.
    Patients,
    /// One patient's identity and contact.
    Patient(PatientId),
    /// Allergies of this chart.
    Allergies(DocId),
    /// Problems of this chart.
    Problems(DocId),
    /// Medicines of this chart.
    Medicines(DocId),
    /// Flags, goals, family history and facts of this chart.
    ChartFacts(DocId),
    /// The list of a patient's encounters.
    Encounters(PatientId),
    /// Text of this encounter.
    Notes(DocId),
    /// Findings of this encounter.
    Findings(DocId),
    /// Plans and tasks.
    Careplan(DocId),
    /// Home readings and ticks.
    Diary(DocId),
    /// The list of conversations.
    Threads,
    /// One conversation.
    Thread(DocId),
    /// Disputed values and reviews, of all documents.
    Decisions,
    /// What is saved here and not sent.
    Pending,
    /// What the server did not accept.
    Quarantine,
    /// How far the sync is.
    Sync,
    /// Who is signed in, locked or not.
    Session,
    /// This user's devices.
    Devices,
    /// People and places of the clinic.
    Directory,
    /// Unsent text.
    Drafts,
}

/// The topics touched by writing under `roots` of one document.
#[must_use]
pub fn of<S: AsRef<str>>(
    kind: DocType,
    doc: DocId,
    patient: Option<PatientId>,
    roots: &[S],
) -> Vec<Topic> {
    let mut topics: Vec<Topic> =
        roots.iter().filter_map(|root| of_root(kind, doc, root.as_ref())).collect();
    match kind {
        DocType::Admin => {
            topics.push(Topic::Patients);
            topics.extend(patient.map(Topic::Patient));
        }
        DocType::Encounter => topics.extend(patient.map(Topic::Encounters)),
        DocType::Careplan => topics.push(Topic::Careplan(doc)),
        DocType::Diary => topics.push(Topic::Diary(doc)),
        DocType::Thread => topics.extend([Topic::Threads, Topic::Thread(doc)]),
        DocType::Directory => topics.push(Topic::Directory),
        DocType::Chart | DocType::Sensitive | DocType::Schedule | DocType::Audit => {}
    }
    if matches!(kind, DocType::Admin | DocType::Chart | DocType::Encounter | DocType::Careplan) {
        topics.push(Topic::Decisions);
    }
    topics.sort();
    topics.dedup();
    topics
}

fn of_root(kind: DocType, doc: DocId, root: &str) -> Option<Topic> {
    match (kind, root) {
        (_, "decisions") => None,
        (DocType::Chart, "allergies") => Some(Topic::Allergies(doc)),
        (DocType::Chart, "problems") => Some(Topic::Problems(doc)),
        (DocType::Chart, "medicines") => Some(Topic::Medicines(doc)),
        (DocType::Chart, _) => Some(Topic::ChartFacts(doc)),
        (DocType::Encounter, "sections" | "encounter" | "participants") => Some(Topic::Notes(doc)),
        (DocType::Encounter, _) => Some(Topic::Findings(doc)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dose_change_touches_the_medicines_and_the_decisions() {
        let doc = DocId::from_bytes([1; 16]);
        let topics = of(DocType::Chart, doc, None, &["medicines", "decisions"]);
        assert_eq!(topics, [Topic::Medicines(doc), Topic::Decisions]);
    }

    #[test]
    fn every_type_but_those_without_screens_has_a_topic() {
        let doc = DocId::from_bytes([1; 16]);
        let patient = Some(PatientId::from_bytes([2; 16]));
        for kind in DocType::ALL {
            let silent = matches!(kind, DocType::Sensitive | DocType::Schedule | DocType::Audit);
            let topics = of(kind, doc, patient, crate::document::roots(kind));
            assert_eq!(topics.is_empty(), silent, "{}", kind.name());
        }
    }

    #[test]
    fn topics_are_tags_of_one_word() {
        let topic = Topic::Diary(DocId::from_bytes([0; 16]));
        let json = serde_json::to_string(&topic).unwrap();
        assert_eq!(json, r#"{"topic":"diary","id":"00000000-0000-0000-0000-000000000000"}"#);
        assert_eq!(serde_json::to_string(&Topic::Pending).unwrap(), r#"{"topic":"pending"}"#);
    }
}
