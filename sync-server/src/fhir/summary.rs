//! What an import did: the counts that its last line prints, and the lists behind them.
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use satchel_model::{
    fhir::{Outcome, Refused, ident::Identity},
    id::PatientId,
};
use serde_json::{Value, json};

use super::limit;

/// How often something was remarked, and where first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Remark {
    /// How often.
    pub count: u64,
    /// File of the first.
    pub file: String,
    /// Place of the first.
    pub pointer: String,
}

/// Counts and lists of one import. `mapped + kept + refused = resources`, always.
#[derive(Debug, Default)]
pub struct Summary {
    /// Files read, those that turned out to be no FHIR included.
    pub files: u64,
    /// Resources read or refused.
    pub resources: u64,
    /// Taken into documents.
    pub mapped: u64,
    /// Kept word for word.
    pub kept: u64,
    /// Not taken.
    pub refused: u64,
    /// Of mapped and kept: there before this import, equal.
    pub unchanged: u64,
    /// Patients that the resources name.
    patients: BTreeSet<PatientId>,
    /// What this import itself wrote: a repetition in a later file is no old acquaintance.
    made: BTreeSet<[u8; 16]>,
    /// Fields left as people here decided them.
    pub left: u64,
    /// Refusals, at most [`limit::PRINTED_MAX`].
    pub refusals: Vec<Refused>,
    /// Remarks by their words, at most [`limit::PRINTED_MAX`] of them.
    pub notes: BTreeMap<String, Remark>,
}

impl Summary {
    /// Counts what was refused.
    pub fn refuse(&mut self, all: Vec<Refused>) {
        let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
        self.resources = self.resources.saturating_add(count);
        self.refused = self.refused.saturating_add(count);
        let room = limit::PRINTED_MAX.saturating_sub(self.refusals.len());
        self.refusals.extend(all.into_iter().take(room));
    }

    /// Keeps remarks: equal ones are counted, with the place of the first.
    pub fn note(&mut self, all: Vec<Refused>) {
        for note in all {
            let full = self.notes.len() >= limit::PRINTED_MAX;
            match self.notes.entry(note.reason) {
                Entry::Occupied(mut known) => known.get_mut().count += 1,
                Entry::Vacant(place) if !full => {
                    place.insert(Remark { count: 1, file: note.file, pointer: note.place });
                }
                Entry::Vacant(_) => {}
            }
        }
    }

    /// Counts a resource that was taken; `equal` if an equal one was found in the store.
    pub fn take(&mut self, outcome: &Outcome, equal: bool) {
        self.resources = self.resources.saturating_add(1);
        let tally = if outcome.kept { &mut self.kept } else { &mut self.mapped };
        *tally = tally.saturating_add(1);
        let ours = self.made.contains(&key(&outcome.identity));
        if equal && !ours {
            self.unchanged = self.unchanged.saturating_add(1);
        } else {
            self.made.insert(key(&outcome.identity));
        }
        if outcome.identity.kind == "Patient" && !outcome.kept {
            self.patients.extend(outcome.patient);
        }
    }

    /// How many patients the resources describe.
    #[must_use]
    pub fn patients(&self) -> u64 {
        u64::try_from(self.patients.len()).unwrap_or(u64::MAX)
    }

    /// Counts under `counts`, and the lists of refusals and remarks.
    #[must_use]
    pub fn report(&self) -> Value {
        json!({ "counts": self.line(), "refusals": self.refusals, "notes": self.notes })
    }

    /// The line of counts.
    #[must_use]
    pub fn line(&self) -> Value {
        json!({
            "files": self.files,
            "resources": self.resources,
            "mapped": self.mapped,
            "kept": self.kept,
            "refused": self.refused,
            "patients": self.patients(),
            "unchanged": self.unchanged,
        })
    }
}

fn key(identity: &Identity) -> [u8; 16] {
    *identity.item().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::id::{DocId, Hash};

    fn outcome(kind: &str, id: &str, kept: bool) -> Outcome {
        Outcome {
            identity: Identity::new("local", kind, id),
            hash: Hash::ZERO,
            kept,
            doc: DocId::from_bytes([1; 16]),
            patient: Some(PatientId::from_bytes([2; 16])),
            repeats: false,
        }
    }

    #[test]
    fn the_line_of_counts_is_frozen() {
        let mut summary = Summary { files: 1, ..Summary::default() };
        summary.take(&outcome("Patient", "p", false), false);
        summary.take(&outcome("Claim", "c", true), true);
        summary.refuse(vec![Refused { file: "f".into(), place: "/x".into(), reason: "r".into() }]);
        let mut line: Vec<_> = summary.line().as_object().unwrap().clone().into_iter().collect();
        line.sort_by(|a, b| a.0.cmp(&b.0));
        let text: Vec<_> = line.iter().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(
            text.join(" "),
            "files=1 kept=1 mapped=1 patients=1 refused=1 resources=3 unchanged=1"
        );
    }

    #[test]
    fn a_repetition_within_one_import_is_not_called_unchanged() {
        let mut summary = Summary::default();
        summary.take(&outcome("Practitioner", "p", true), false);
        summary.take(&outcome("Practitioner", "p", true), true);
        assert_eq!((summary.kept, summary.unchanged), (2, 0));
    }

    #[test]
    fn lists_are_bounded_and_counts_are_not() {
        let mut summary = Summary::default();
        let one = Refused { file: "f".into(), place: String::new(), reason: "r".into() };
        summary.note(vec![one.clone(), one.clone()]);
        assert_eq!(summary.notes["r"].count, 2);
        summary.refuse(vec![one; limit::PRINTED_MAX + 1]);
        assert_eq!(summary.refusals.len(), limit::PRINTED_MAX);
        assert_eq!(summary.refused, limit::PRINTED_MAX as u64 + 1);
    }
}
