//! One batch of texts into the store: read, mapped, compared with what is there, written in one transaction.
use satchel_model::{
    crdt::{Put, Scalar},
    document::DocType,
    fhir::{
        self, Context, DraftDocument, DraftPart, Mapping, Refused,
        ident::Identity,
        input::Input,
        reading::{Reading, trusted_of},
    },
    id::{Hash, UserId},
};
use satchel_protocol::{intent::Audience, problem::ErrorCode};
use satchel_server_store::{
    Tx, document,
    import::{self, Imported},
};

use super::{
    known::{self, IDENTIFIER},
    limit,
    source::Batch,
    summary::Summary,
};
use crate::{
    http::problem::Failure,
    scribe::{self, Hand, Page, Scribe},
    state::State,
};

/// Takes one batch over. Either all of it is stored or nothing.
/// # Errors
/// A store failure; the batch can be tried again.
pub async fn batch(
    state: &State,
    label: &str,
    source: &str,
    batch: Batch,
    summary: &mut Summary,
) -> Result<(), Failure> {
    let inputs =
        batch.texts.iter().map(|(text, before)| Input::read(text, label, before)).collect();
    let reading = Reading::new(inputs, source);
    let mut tx = state.store.read().await?;
    let memory = known::fetch(state, &mut tx, &reading.wants()).await?;
    let mut mapping = mapped(state, &reading, &memory);
    let equal = compare(&mut tx, &mapping).await?;
    tx.rollback().await?;
    let numbers = identifiers(state, &reading, &mapping, &equal);
    drop(reading);
    let work = Work::of(&mut mapping, &equal);
    let left = if work.is_empty() { Vec::new() } else { store(state, &work, numbers).await? };
    summary.left = summary.left.saturating_add(u64::try_from(left.len()).unwrap_or(u64::MAX));
    summary.note(left);
    for (outcome, equal) in mapping.outcomes.iter().zip(&equal) {
        summary.take(outcome, *equal);
    }
    summary.refuse(batch.refused);
    summary.refuse(mapping.report.refused);
    summary.note(mapping.report.notes);
    Ok(())
}

fn mapped(state: &State, reading: &Reading<'_>, memory: &known::Memory) -> Mapping {
    let by = UserId::from_bytes(*state.keys.tenant.as_bytes());
    fhir::map(reading, &Context { by, at: state.now(), known: memory })
}

/// Which outcomes the store has already, equal.
async fn compare(tx: &mut Tx, mapping: &Mapping) -> Result<Vec<bool>, Failure> {
    let mut out = Vec::with_capacity(mapping.outcomes.len());
    for outcome in &mapping.outcomes {
        let Identity { source, kind, id } = &outcome.identity;
        let found = import::find(tx, source, kind, id).await?;
        out.push(found.is_some_and(|f| f.hash == outcome.hash));
    }
    Ok(out)
}

/// Rows that say who has which trusted identifier, for patients that are new or changed.
fn identifiers(
    state: &State,
    reading: &Reading<'_>,
    mapping: &Mapping,
    equal: &[bool],
) -> Vec<Imported> {
    let mut out = Vec::new();
    for (outcome, _) in mapping.outcomes.iter().zip(equal).filter(|(_, equal)| !**equal) {
        let Some(patient) = outcome.patient.filter(|_| outcome.identity.kind == "Patient") else {
            continue;
        };
        for (system, value) in trusted_of(reading, &outcome.identity) {
            out.push(Imported {
                source: IDENTIFIER.to_owned(),
                kind: "Patient".to_owned(),
                id: known::identifier_key(state, &system, &value),
                hash: Hash::ZERO,
                doc: patient.admin(),
                item: None,
            });
        }
    }
    out
}

/// What is left to write once the unchanged is taken out.
struct Work {
    drafts: Vec<DraftDocument>,
    rows: Vec<Imported>,
}

impl Work {
    fn of(mapping: &mut Mapping, equal: &[bool]) -> Self {
        let is_equal = |n: usize| equal.get(n).copied().unwrap_or(false);
        let mut drafts = std::mem::take(&mut mapping.documents);
        for draft in &mut drafts {
            draft.parts.retain(|p| !is_equal(p.resource));
        }
        // A document without parts is one to be made beside a new patient.
        let fresh: Vec<_> = mapping.outcomes.iter().zip(equal).filter(|(_, e)| !**e).collect();
        let new = |d: &DraftDocument| {
            fresh.iter().any(|(o, _)| o.patient.is_some() && o.patient == d.patient)
        };
        drafts.retain(|d| !d.parts.is_empty() || new(d));
        let rows = fresh.iter().map(|(outcome, _)| Imported {
            source: outcome.identity.source.clone(),
            kind: outcome.identity.kind.clone(),
            id: outcome.identity.id.clone(),
            hash: outcome.hash,
            doc: outcome.doc,
            item: (!matches!(outcome.identity.kind.as_str(), "Patient" | "Encounter")
                || outcome.kept)
                .then(|| outcome.identity.item()),
        });
        Self { rows: rows.collect(), drafts }
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn pages(&self) -> Vec<Page> {
        let page = |d: &DraftDocument| Page {
            doc: d.doc,
            kind: d.doc_type,
            patient: d.patient,
            audience: audience(d),
        };
        self.drafts.iter().map(page).collect()
    }
}

/// Who sees an imported document: the patient sees identity, chart and diary; visits and results once they are released;
/// other records are for staff; nobody sees what is restricted until somebody is named.
fn audience(draft: &DraftDocument) -> Option<Audience> {
    match draft.doc_type {
        DocType::Admin | DocType::Chart | DocType::Diary => Some(Audience::ClinicAndPatient),
        DocType::Sensitive => None,
        DocType::Encounter
        | DocType::Careplan
        | DocType::Thread
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => Some(Audience::Clinic),
    }
}

/// Writes the work; answers where people here had decided otherwise.
async fn store(
    state: &State,
    work: &Work,
    numbers: Vec<Imported>,
) -> Result<Vec<Refused>, Failure> {
    let pages = work.pages();
    let fresh = scribe::keys(state, &pages).await?;
    let mut tx = state.store.begin().await?;
    let mut scribe = Scribe::open(state, &mut tx, &pages, &fresh).await?;
    let hand = Hand::importing(state, state.now());
    let mut left = Vec::new();
    for (n, draft) in work.drafts.iter().enumerate() {
        // PostgreSQL gives up a transaction that says nothing for ten seconds.
        if n % limit::SILENT_DOCUMENTS == limit::SILENT_DOCUMENTS - 1 {
            document::find(&mut tx, draft.doc).await?;
        }
        left.extend(write(&mut scribe, &hand, draft)?);
    }
    let written = scribe.write(&mut tx).await?;
    import::put(&mut tx, &work.rows, state.now()).await?;
    import::put(&mut tx, &numbers, state.now()).await?;
    tx.commit().await?;
    written.tell(state);
    Ok(left)
}

/// Writes one document: as it is drafted if it is new, else what it still needs.
fn write(
    scribe: &mut Scribe<'_>,
    hand: &Hand,
    draft: &DraftDocument,
) -> Result<Vec<Refused>, Failure> {
    let mut left = Vec::new();
    let mut puts: Vec<Vec<Put>> = Vec::new();
    if scribe.is_new(draft.doc) {
        puts.push(draft.opening.clone());
        puts.extend(draft.parts.iter().map(|p| p.puts.clone()));
    } else if draft.doc_type.is_crdt() {
        let importer = scribe.actor(draft.doc, 0);
        let doc = scribe.doc(draft.doc).ok_or(ErrorCode::Internal)?;
        for part in &draft.parts {
            let change = fhir::reconcile(draft.doc_type, doc, part, importer);
            left.extend(change.left.into_iter().map(|path| stays(draft, &path)));
            puts.push(change.puts);
        }
    }
    for change in changes(puts) {
        scribe.edit(draft.doc, hand, &change)?;
    }
    for entry in draft.parts.iter().flat_map(|p: &DraftPart| &p.entries) {
        scribe.entry(draft.doc, hand, entry)?;
    }
    Ok(left)
}

fn stays(draft: &DraftDocument, path: &str) -> Refused {
    Refused {
        file: String::new(),
        place: format!("{}/{path}", draft.doc),
        reason: "changed here since the last import: a person's decision stays".to_owned(),
    }
}

/// Groups the puts of parts into changes within the bounds of a device.
fn changes(parts: Vec<Vec<Put>>) -> Vec<Vec<Put>> {
    let mut out: Vec<Vec<Put>> = Vec::new();
    let (mut count, mut bytes) = (usize::MAX, usize::MAX);
    for puts in parts.into_iter().filter(|p| !p.is_empty()) {
        let (n, size) = (puts.len(), puts.iter().map(weight).sum::<usize>());
        if count.saturating_add(n) > limit::CHANGE_PUTS
            || bytes.saturating_add(size) > limit::CHANGE_BYTES
        {
            out.push(Vec::new());
            (count, bytes) = (0, 0);
        }
        (count, bytes) = (count + n, bytes + size);
        if let Some(last) = out.last_mut() {
            last.extend(puts);
        }
    }
    out
}

/// Bytes that a put brings into a change: its value, and about as much for its key.
fn weight(put: &Put) -> usize {
    let value = match put {
        Put::Set(_, Scalar::Str(text)) | Put::Text(_, text) => text.len(),
        Put::Set(_, Scalar::Bytes(bytes)) => bytes.len(),
        Put::Splice { insert, .. } => insert.len(),
        Put::Map(_) | Put::Set(..) => 0,
    };
    value + 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::document::item::set;

    fn puts(n: usize, bytes: usize) -> Vec<Put> {
        (0..n).map(|_| set(&["a", "b"], "x".repeat(bytes))).collect()
    }

    fn sizes(parts: Vec<Vec<Put>>) -> Vec<usize> {
        changes(parts).iter().map(Vec::len).collect()
    }

    #[test]
    fn parts_share_a_change_up_to_the_bounds_of_a_device() {
        assert_eq!(sizes(vec![puts(2, 1), Vec::new(), puts(3, 1)]), [5]);
        assert_eq!(sizes(vec![puts(limit::CHANGE_PUTS, 1), puts(1, 1)]), [limit::CHANGE_PUTS, 1]);
        assert_eq!(sizes(vec![puts(limit::CHANGE_PUTS - 1, 1), puts(1, 1)]), [limit::CHANGE_PUTS]);
        let half = limit::CHANGE_BYTES / 2;
        assert_eq!(sizes(vec![puts(1, half), puts(1, half)]), [1, 1]);
        assert_eq!(sizes(Vec::new()), Vec::<usize>::new());
    }

    #[test]
    fn a_part_is_never_torn() {
        assert_eq!(sizes(vec![puts(limit::CHANGE_PUTS + 5, 1)]), [limit::CHANGE_PUTS + 5]);
    }

    fn draft(doc_type: DocType) -> DraftDocument {
        DraftDocument {
            doc: satchel_model::id::DocId::from_bytes([1; 16]),
            doc_type,
            patient: None,
            key: "x",
            opening: Vec::new(),
            parts: Vec::new(),
        }
    }

    #[test]
    fn patients_see_their_chart_and_not_what_is_not_released() {
        assert_eq!(audience(&draft(DocType::Chart)), Some(Audience::ClinicAndPatient));
        assert_eq!(audience(&draft(DocType::Encounter)), Some(Audience::Clinic));
        assert_eq!(audience(&draft(DocType::Sensitive)), None);
    }
}
