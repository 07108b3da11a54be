//! The plain reference: what was asked, answered and allowed, in simple maps and in words of its own.
//!
//! Nothing here asks the product what it thinks: who may see or write what stands in two small tables.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{
    document::DocType,
    id::{DeviceId, DocId, Hash, PatientId, UserId},
    role::Role,
};
use satchel_protocol::{
    intent::Audience,
    sync::{Verdict, VerdictKind},
};

use crate::{device::Who, work::Fact};

/// A command that a device said was saved.
pub(crate) struct Command {
    /// Index of the device.
    pub(crate) device: usize,
    pub(crate) word: &'static str,
    pub(crate) cmd_hash: Hash,
    pub(crate) docs: Vec<DocId>,
    pub(crate) fact: Fact,
    /// The disk that held it was set back to before it: it may be nowhere.
    pub(crate) undone: bool,
    /// Its person may not give it.
    pub(crate) forbidden: bool,
}

/// A document as it was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    pub(crate) kind: DocType,
    pub(crate) patient: Option<PatientId>,
    pub(crate) audience: Audience,
}

/// What a verdict said, so far as it must never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Accepted(u64),
    Refused(u16),
}

/// Everything the reference knows.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) commands: Vec<Command>,
    pub(crate) docs: BTreeMap<DocId, Made>,
    said: BTreeMap<(DeviceId, u64, Hash), Said>,
    /// Items whose acceptance reached their device, and which it was.
    pub(crate) acknowledged: BTreeMap<Hash, DeviceId>,
    /// Documents that were erased.
    pub(crate) erased: BTreeSet<DocId>,
    /// People who left the clinic's audience.
    pub(crate) away: BTreeSet<UserId>,
}

impl Ledger {
    /// A ledger that knows these documents and nothing else.
    pub(crate) fn over(docs: BTreeMap<DocId, Made>) -> Self {
        Self { docs, ..Self::default() }
    }

    /// Remembers a verdict that reached its device; answers what it contradicts.
    pub(crate) fn hear(&mut self, device: DeviceId, verdict: &Verdict) -> Option<String> {
        let said = match &verdict.kind {
            VerdictKind::Ok { seq, .. } | VerdictKind::Dup { seq, .. } => {
                if *seq > 0 {
                    self.acknowledged.insert(verdict.hash, device);
                }
                Said::Accepted(*seq)
            }
            // A fork is no verdict about an item: the number belongs to another one.
            VerdictKind::Reject { .. } if verdict.ctr == 0 || is_fork(verdict) => return None,
            VerdictKind::Reject { code, .. } => Said::Refused(*code),
            VerdictKind::Held => return None,
        };
        let held = self.said.insert((device, verdict.ctr, verdict.hash), said);
        held.filter(|held| *held != said).map(|held| {
            format!("number {} of {device} was {held:?} and is now {said:?}", verdict.ctr)
        })
    }

    /// The server was put back to an older state: what it said since is no longer its word.
    pub(crate) fn forget_said(&mut self) {
        self.said.clear();
    }

    /// Whether `who` may be sent content of `doc` now; `None` for a document nobody asked for.
    pub(crate) fn may_see(&self, who: &Who, doc: DocId) -> Option<bool> {
        let made = self.docs.get(&doc)?;
        if self.erased.contains(&doc) {
            return Some(false);
        }
        if who.role.is_staff() {
            return Some(!self.away.contains(&who.user) && staff_reads(who.role, made.kind));
        }
        let own = made.patient.is_some() && made.patient == who.patient;
        let told = made.audience == Audience::ClinicAndPatient;
        Some(own && told && patient_reads(made.kind))
    }
}

fn is_fork(verdict: &Verdict) -> bool {
    verdict.kind.error_code() == Some(satchel_protocol::problem::ErrorCode::ChainFork)
}

/// Which documents staff of a role may read in their clinic.
const fn staff_reads(role: Role, kind: DocType) -> bool {
    match kind {
        DocType::Admin => matches!(
            role,
            Role::Reception | Role::Nurse | Role::Doctor | Role::ClinicAdmin | Role::PrivacyOfficer
        ),
        DocType::Chart
        | DocType::Encounter
        | DocType::Careplan
        | DocType::Diary
        | DocType::Thread => matches!(role, Role::Nurse | Role::Doctor),
        DocType::Directory | DocType::Schedule => true,
        DocType::Sensitive | DocType::Audit => false,
    }
}

/// Which documents about themselves a patient may read from the start.
const fn patient_reads(kind: DocType) -> bool {
    matches!(
        kind,
        DocType::Admin | DocType::Chart | DocType::Careplan | DocType::Diary | DocType::Thread
    )
}

/// Which documents a role may write changes and entries into.
pub(crate) const fn writes(role: Role, kind: DocType) -> bool {
    match kind {
        DocType::Admin => {
            matches!(role, Role::Reception | Role::Nurse | Role::Doctor | Role::ClinicAdmin)
        }
        DocType::Chart | DocType::Encounter | DocType::Careplan => {
            matches!(role, Role::Nurse | Role::Doctor)
        }
        DocType::Diary => matches!(role, Role::Patient | Role::TrustedPerson),
        DocType::Thread => matches!(
            role,
            Role::Patient | Role::TrustedPerson | Role::Nurse | Role::Doctor | Role::Reception
        ),
        DocType::Audit => true,
        DocType::Sensitive | DocType::Directory | DocType::Schedule => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_protocol::{problem::ErrorCode, sync::Position};

    fn verdict(ctr: u64, kind: VerdictKind) -> Verdict {
        Verdict { ctr, hash: Hash::from_bytes([7; 32]), kind }
    }

    fn refused(code: ErrorCode) -> VerdictKind {
        VerdictKind::Reject { code: code.number(), detail: None, in_review: false }
    }

    #[test]
    fn a_verdict_may_come_again_and_may_not_change() {
        let (mut ledger, device) = (Ledger::default(), DeviceId::from_bytes([1; 16]));
        let ok = VerdictKind::Ok { seq: 4, pos: Position::default(), result: None };
        let dup = VerdictKind::Dup { seq: 4, pos: Position::default() };
        assert_eq!(ledger.hear(device, &verdict(1, ok)), None);
        assert_eq!(ledger.hear(device, &verdict(1, dup)), None);
        assert_eq!(ledger.hear(device, &verdict(1, refused(ErrorCode::ChainFork))), None);
        assert!(ledger.hear(device, &verdict(1, refused(ErrorCode::Invalid))).is_some());
        assert_eq!(ledger.acknowledged.len(), 1);
    }

    #[test]
    fn a_patient_sees_their_own_chart_and_no_note_that_was_not_released() {
        let (own, other) = (PatientId::from_bytes([1; 16]), PatientId::from_bytes([2; 16]));
        let who = |role, patient| Who {
            user: UserId::from_bytes([9; 16]),
            device: DeviceId::from_bytes([9; 16]),
            role,
            patient,
        };
        let doc = DocId::from_bytes;
        let made = |kind, patient, audience| Made { kind, patient: Some(patient), audience };
        let mut ledger = Ledger::default();
        let both = Audience::ClinicAndPatient;
        ledger.docs.insert(doc([1; 16]), made(DocType::Chart, own, both));
        ledger.docs.insert(doc([2; 16]), made(DocType::Chart, other, both));
        ledger.docs.insert(doc([3; 16]), made(DocType::Encounter, own, Audience::Clinic));
        let sees = |who: &Who| -> Vec<_> {
            (1..5_u8).map(|n| ledger.may_see(who, doc([n; 16]))).collect()
        };
        assert_eq!(
            sees(&who(Role::Patient, Some(own))),
            [Some(true), Some(false), Some(false), None]
        );
        assert_eq!(sees(&who(Role::Nurse, None)), [Some(true), Some(true), Some(true), None]);
        assert_eq!(
            sees(&who(Role::Reception, None)),
            [Some(false), Some(false), Some(false), None]
        );
    }
}
