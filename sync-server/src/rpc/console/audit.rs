//! The audit log for those who answer for it: who did what, to whom, when, and whether the log is whole.
use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{
    audit::{Event, Kind, Outcome},
    id::{DocId, PatientId},
    policy::{Read, Trail},
};
use satchel_protocol::{
    command::{
        args::AuditQuery,
        reply::{AuditEntry, AuditPage},
    },
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, Tx, audit};
use serde_json::Value;

use super::{Names, may};
use crate::{auth::session::Caller, http::problem::Failure, state::State};

/// Most entries of one answer.
const ENTRIES_MAX: u32 = 200;
/// Entries of one answer where no number is asked for.
const ENTRIES: u32 = 50;
/// Leaves read at once.
const PAGE: u64 = 1_000;
/// Leaves looked through for one answer; a rare kind of act may need a second question.
const LOOKED_MAX: u64 = 100_000;

/// Which entries are wanted.
struct Filter {
    user: Option<satchel_model::id::UserId>,
    kind: Option<Kind>,
    docs: Option<BTreeSet<DocId>>,
}

impl Filter {
    async fn of(tx: &mut Tx, asked: &AuditQuery) -> Result<Self, Failure> {
        let kind = match &asked.kind {
            None => None,
            Some(word) => Some(named(word)?),
        };
        let docs = match asked.patient {
            None => None,
            Some(patient) => {
                let rows = store::document::of_patient(tx, patient).await?;
                Some(rows.into_iter().map(|row| row.doc).collect())
            }
        };
        Ok(Self { user: asked.user, kind, docs })
    }

    fn takes(&self, event: &Event) -> bool {
        self.user.is_none_or(|user| event.user == Some(user) || event.acting_for == Some(user))
            && self.kind.is_none_or(|kind| event.kind == kind)
            && self.docs.as_ref().is_none_or(|docs| event.docs.iter().any(|d| docs.contains(d)))
    }
}

fn named(word: &str) -> Result<Kind, Failure> {
    let kind = Kind::ALL.iter().copied().find(|kind| kind.name() == word);
    kind.ok_or_else(|| Problem::new(ErrorCode::Invalid).with("field", "kind").into())
}

/// A page of the log, newest first.
pub(super) async fn list(
    state: &State,
    caller: &Caller,
    asked: &AuditQuery,
) -> Result<AuditPage, Failure> {
    may(state, caller, Read, Trail { tenant: caller.tenant, owner: None })?;
    let limit = asked.limit.unwrap_or(ENTRIES).clamp(1, ENTRIES_MAX);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut tx = state.store.read().await?;
    let filter = Filter::of(&mut tx, asked).await?;
    let size = audit::last(&mut tx, state.keys.tenant).await?.map_or(0, |(last, _)| last + 1);
    let mut end = asked.before.unwrap_or(size).min(size);
    let floor = end.saturating_sub(LOOKED_MAX);
    let mut found: Vec<(u64, Event)> = Vec::new();
    while end > floor && found.len() <= limit {
        let from = end.saturating_sub(PAGE).max(floor);
        let count = u32::try_from(end - from).unwrap_or(u32::MAX);
        let page = audit::indexed(&mut tx, state.keys.tenant, from, count).await?;
        for place in page.into_iter().rev() {
            let event = place.leaf.and_then(|leaf| Event::from_leaf(&leaf.leaf).ok());
            if let Some(event) = event.filter(|event| filter.takes(event)) {
                found.push((place.idx, event));
            }
        }
        end = from;
    }
    let more = found.len() > limit || end > 0;
    found.truncate(limit);
    let patients = patients(&mut tx, &found).await?;
    let mut names = Names::default();
    let mut entries = Vec::with_capacity(found.len());
    for (index, event) in found {
        let person = match event.user {
            Some(user) => names.of(state, &mut tx, user).await?,
            None => String::new(),
        };
        entries.push(entry(index, event, person, &patients));
    }
    Ok(AuditPage { entries, more, verified: state.proof.state() })
}

/// Whom the documents of these events are about.
async fn patients(
    tx: &mut Tx,
    found: &[(u64, Event)],
) -> Result<BTreeMap<DocId, PatientId>, Failure> {
    let ids: BTreeSet<DocId> = found.iter().flat_map(|(_, e)| e.docs.iter().copied()).collect();
    let ids: Vec<DocId> = ids.into_iter().collect();
    let mut out = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows = store::document::list(tx, some).await?;
        out.extend(rows.into_iter().filter_map(|row| Some((row.doc, row.patient?))));
    }
    Ok(out)
}

fn entry(
    index: u64,
    event: Event,
    person: String,
    patients: &BTreeMap<DocId, PatientId>,
) -> AuditEntry {
    let concerned: BTreeSet<PatientId> =
        event.docs.iter().filter_map(|doc| patients.get(doc).copied()).collect();
    let one = |set: BTreeSet<PatientId>| (set.len() == 1).then(|| set.into_iter().next()).flatten();
    let doc = match event.docs.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    AuditEntry {
        index,
        at: event.at,
        user: event.user,
        person,
        role: event.role.map(|role| role.name().to_owned()),
        device: event.device,
        kind: event.kind.name().to_owned(),
        patient: one(concerned),
        doc,
        outcome: outcome(event.outcome).to_owned(),
        detail: detail(event),
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Refused => "refused",
        Outcome::Failed => "failed",
    }
}

/// What else an event says: ids, counts and words.
fn detail(event: Event) -> BTreeMap<String, Value> {
    let mut out: BTreeMap<String, Value> = BTreeMap::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    put("code", event.code.map(Value::from));
    put("reason", event.reason.map(Value::from));
    put("doc_type", event.doc_type.map(|kind| kind.name().into()));
    put("acting_for", event.acting_for.map(|user| user.to_string().into()));
    put("session", event.session.map(|session| session.to_string().into()));
    put("device_ctr", event.device_ctr.map(Value::from));
    put("device_at", event.device_at.map(|at| at.millis().into()));
    put("offline", event.offline.then(|| true.into()));
    put("docs", (event.docs.len() > 1).then(|| event.docs.len().into()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::{
        id::{AuditId, TenantId, UserId},
        time::Timestamp,
    };

    fn event(kind: Kind, docs: &[u8]) -> Event {
        let (id, tenant) = (AuditId::from_bytes([1; 16]), TenantId::from_bytes([2; 16]));
        let mut event = Event::new(id, Timestamp::from_millis(7), tenant, kind);
        event.docs = docs.iter().map(|n| DocId::from_bytes([*n; 16])).collect();
        event
    }

    #[test]
    fn a_filter_takes_what_fits_all_that_was_asked() {
        let ann = UserId::from_bytes([5; 16]);
        let mut read = event(Kind::RecordRead, &[1, 2]);
        read.user = Some(ann);
        let takes = |user, kind, docs: Option<&[u8]>| {
            let docs = docs.map(|d| d.iter().map(|n| DocId::from_bytes([*n; 16])).collect());
            Filter { user, kind, docs }.takes(&read)
        };
        assert!(takes(None, None, None));
        assert!(takes(Some(ann), Some(Kind::RecordRead), Some(&[2, 9])));
        assert!(!takes(Some(UserId::from_bytes([6; 16])), None, None));
        assert!(!takes(None, Some(Kind::RecordChanged), None));
        assert!(!takes(None, None, Some(&[9])));
    }

    #[test]
    fn an_entry_names_one_patient_or_none() {
        let (a, b) = (PatientId::from_bytes([3; 16]), PatientId::from_bytes([4; 16]));
        let of = |n: u8| DocId::from_bytes([n; 16]);
        let known = BTreeMap::from([(of(1), a), (of(2), a), (of(3), b)]);
        let said = |docs: &[u8]| {
            let entry = entry(0, event(Kind::RecordDownloaded, docs), String::new(), &known);
            (entry.patient, entry.doc, entry.detail.get("docs").and_then(Value::as_u64))
        };
        assert_eq!(said(&[1]), (Some(a), Some(of(1)), None));
        assert_eq!(said(&[1, 2]), (Some(a), None, Some(2)));
        assert_eq!(said(&[1, 3]), (None, None, Some(2)));
        assert_eq!(said(&[]), (None, None, None));
    }

    #[test]
    fn a_word_that_is_no_kind_is_invalid() {
        assert_eq!(named("device_revoked").unwrap(), Kind::DeviceRevoked);
        assert_eq!(named("nothing").unwrap_err().code(), ErrorCode::Invalid);
    }
}
