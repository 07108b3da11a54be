//! Looking at the record: lists, charts, documents. Painted from view rows; each look is written down before it is
//! answered.
use super::{Cx, access, audit, unsent};
use crate::{
    error::CoreError,
    store::{
        Read, StoreError, Tx,
        conflict::{self, ConflictRow},
        document::{self, DocRow, DocState},
        load, pending, search,
        view::{self, ViewRow},
    },
    view as views,
};
use satchel_model::{
    audit::Kind,
    cbor,
    crdt::Scalar,
    document::{DocType, entry::Entry},
    id::{DocId, ItemId, PatientId},
    policy::{self, Permit},
};
use satchel_protocol::command::{
    args::{OtherGet, Page, PatientOf, PatientPage, Search},
    reply::{
        Chart, Conflict, Conflicts, DocumentOpen, ItemRow, Items, Json, PatientLine, PatientOpen,
        Patients,
    },
};
use satchel_protocol::env::ItemKind;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry as Slot};

/// Most patients of one answer.
const PATIENTS_MAX: u32 = 200;
/// Patients of one answer where no number is asked for.
const PATIENTS: u32 = 50;
/// Patients opened last that are told.
const RECENT: u32 = 20;
/// Most things of one answer.
const ITEMS_MAX: u32 = 1_000;
/// Things of one answer where no number is asked for.
const ITEMS: u32 = 200;
/// Most conflicts of one answer.
const CONFLICTS_MAX: u32 = 500;

fn bound(asked: Option<u32>, usual: u32, most: u32) -> u32 {
    asked.unwrap_or(usual).clamp(1, most)
}

fn more_than<T>(rows: &mut Vec<T>, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    more
}

/// Patients that match every word.
///
/// # Errors
/// [`CoreError::Store`].
pub fn patients_matching(cx: Cx<'_>, asked: &Search) -> Result<Patients, CoreError> {
    let limit = bound(asked.limit, PATIENTS, PATIENTS_MAX);
    patients(cx, limit, |read| search::find(read, &asked.query, limit.saturating_add(1)))
}

/// Patients in order of name.
///
/// # Errors
/// [`CoreError::Store`].
pub fn patients_after(cx: Cx<'_>, asked: Page) -> Result<Patients, CoreError> {
    let limit = bound(asked.limit, PATIENTS, PATIENTS_MAX);
    patients(cx, limit, |read| search::list(read, asked.after, limit.saturating_add(1)))
}

/// Patients opened last on this device, the last one first.
///
/// # Errors
/// [`CoreError::Store`].
pub fn patients_opened(cx: Cx<'_>) -> Result<Patients, CoreError> {
    patients(cx, RECENT, |read| search::opened(read, RECENT))
}

fn patients(
    cx: Cx<'_>,
    limit: u32,
    find: impl FnOnce(&Read<'_>) -> Result<Vec<search::Found>, StoreError>,
) -> Result<Patients, CoreError> {
    audit::searched(cx)?;
    cx.unlocked.store.read(|read| {
        let mut found = find(read)?;
        let more = more_than(&mut found, limit);
        let mut patients = Vec::with_capacity(found.len());
        for row in found {
            let seen = access::may_read(read, &cx.unlocked.author, row.doc, cx.now);
            match seen {
                Ok(_) => patients.push(line(&row.body)?),
                Err(CoreError::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(Patients { patients, more })
    })
}

fn line(body: &str) -> Result<PatientLine, CoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Value("patient row").into())
}

/// One patient: list row and identity with all values.
///
/// # Errors
/// [`CoreError::NotFound`] if not held or not for this person.
pub fn patient(cx: Cx<'_>, asked: PatientOf) -> Result<PatientOpen, CoreError> {
    let doc = DocId::from_bytes(*asked.patient.as_bytes());
    cx.unlocked.store.write(|tx| {
        let (row, permit) = opened(tx, cx, doc, DocType::Admin)?;
        let body = search::row(&tx.read(), row.doc)?.ok_or(CoreError::NotFound)?;
        Ok(PatientOpen {
            line: line(&body)?,
            items: rows(&tx.read(), &permit, doc)?,
            conflicts: of_doc(&tx.read(), &permit, &row)?,
        })
    })
}

/// A patient's chart; empty where this device holds none.
///
/// # Errors
/// [`CoreError::NotFound`] if the patient is not held or the chart is not for this person.
pub fn chart(cx: Cx<'_>, asked: PatientOf) -> Result<Chart, CoreError> {
    let patient = asked.patient;
    cx.unlocked.store.write(|tx| {
        access::knows(&tx.read(), &cx.unlocked.author, patient, cx.now)?;
        let charts = document::of_patient(&tx.read(), patient, DocType::Chart.code())?;
        let mut out = Chart {
            patient,
            doc: charts.first().map(|row| row.doc),
            items: Vec::new(),
            conflicts: Vec::new(),
            unsent: 0,
        };
        for chart in charts {
            let (row, permit) = opened(tx, cx, chart.doc, DocType::Chart)?;
            out.items.extend(rows(&tx.read(), &permit, row.doc)?);
            out.conflicts.extend(of_doc(&tx.read(), &permit, &row)?);
            out.unsent = out.unsent.saturating_add(unsent(&tx.read(), row.doc)?);
        }
        Ok(out)
    })
}

/// One document with all its parts.
///
/// # Errors
/// [`CoreError::NotFound`] if not held or not for this person.
pub fn document(cx: Cx<'_>, doc: DocId) -> Result<DocumentOpen, CoreError> {
    cx.unlocked.store.write(|tx| {
        let (found, _) = access::may_read(&tx.read(), &cx.unlocked.author, doc, cx.now)?;
        let kind = DocType::from_code(found.doc_type).ok_or(CoreError::NotFound)?;
        let (row, permit) = opened(tx, cx, doc, kind)?;
        Ok(DocumentOpen {
            doc,
            doc_type: kind.name().to_owned(),
            patient: row.patient,
            state: state_word(row.state).to_owned(),
            items: rows(&tx.read(), &permit, doc)?,
            conflicts: of_doc(&tx.read(), &permit, &row)?,
            unsent: unsent(&tx.read(), doc)?,
        })
    })
}

const fn state_word(state: DocState) -> &'static str {
    match state {
        DocState::Live => "live",
        DocState::Final => "final",
        DocState::Frozen => "frozen",
        DocState::Erased => "erased",
        DocState::ReadOnly => "read_only",
        DocState::Unreadable => "unreadable",
    }
}

/// Things of a patient over all documents that have such a list, newest first.
///
/// # Errors
/// [`CoreError::NotFound`] if the patient is not held.
pub fn list(
    cx: Cx<'_>,
    asked: PatientPage,
    kind: DocType,
    lists: &[&str],
) -> Result<Items, CoreError> {
    let limit = bound(asked.limit, ITEMS, ITEMS_MAX);
    cx.unlocked.store.write(|tx| {
        access::knows(&tx.read(), &cx.unlocked.author, asked.patient, cx.now)?;
        for row in document::of_patient(&tx.read(), asked.patient, kind.code())? {
            fresh(tx, cx, &row)?;
        }
        let mut found = Vec::new();
        for list in lists {
            found.extend(view::of_patient(&tx.read(), asked.patient, list, limit + 1)?);
        }
        found.sort_by_key(|(doc, row)| std::cmp::Reverse((row.at, *doc, row.item)));
        let more = more_than(&mut found, limit);
        let items = visible(tx, cx, found)?;
        let mut docs: Vec<DocId> = items.iter().map(|item| item.doc).collect();
        docs.sort();
        docs.dedup();
        docs.truncate(satchel_model::audit::DOCS_MAX);
        audit::note(tx, cx, Kind::RecordRead, docs, Some(kind))?;
        Ok(Items { items, more })
    })
}

/// Those of documents that the person may look into.
fn visible(
    tx: &Tx<'_>,
    cx: Cx<'_>,
    found: Vec<(DocId, ViewRow)>,
) -> Result<Vec<ItemRow>, CoreError> {
    // For each document that may be seen, what of it waits here; none for those that may not.
    let mut seen: BTreeMap<DocId, Option<BTreeSet<ItemId>>> = BTreeMap::new();
    let mut items = Vec::with_capacity(found.len());
    for (doc, row) in found {
        if let Slot::Vacant(new) = seen.entry(doc) {
            let may = access::may_read(&tx.read(), &cx.unlocked.author, doc, cx.now).is_ok();
            new.insert(may.then(|| unsent::items(&tx.read(), doc)).transpose()?);
        }
        if let Some(Some(waiting)) = seen.get(&doc) {
            let mut shown = item_row(doc, row)?;
            shown.unsent = waiting.contains(&shown.item);
            items.push(shown);
        }
    }
    Ok(items)
}

/// One foreign record, word for word.
///
/// # Errors
/// [`CoreError::NotFound`] if there is none, or not for this person.
pub fn other(cx: Cx<'_>, asked: OtherGet) -> Result<Items, CoreError> {
    cx.unlocked.store.write(|tx| {
        let (row, _) = opened(tx, cx, asked.doc, DocType::Encounter)?;
        let (text, at) = record(&tx.read(), &row, asked.item)?.ok_or(CoreError::NotFound)?;
        let item = ItemRow {
            doc: row.doc,
            list: "others".to_owned(),
            item: asked.item,
            at,
            body: raw(text)?,
            unsent: false,
        };
        Ok(Items { items: vec![item], more: false })
    })
}

fn record(
    read: &Read<'_>,
    row: &DocRow,
    item: ItemId,
) -> Result<Option<(String, satchel_model::time::Timestamp)>, CoreError> {
    for entry in load::entries(read, row)? {
        if let Ok(Entry::Resource(kept)) = cbor::decode_lenient(&entry.value)
            && kept.item == item
        {
            return Ok(Some((kept.json, kept.at)));
        }
    }
    let doc = load::working(read, row)?;
    let path = ["others", &item.to_string(), "json"];
    Ok(match doc.value(&path) {
        Some(Scalar::Str(json)) => Some((json, satchel_model::time::Timestamp::default())),
        _ => None,
    })
}

/// What a person has to decide or look at.
///
/// # Errors
/// [`CoreError::NotFound`] for a patient that is not held.
pub fn conflicts(cx: Cx<'_>, of: Option<PatientId>) -> Result<Conflicts, CoreError> {
    cx.unlocked.store.write(|tx| {
        let found = if let Some(patient) = of {
            access::knows(&tx.read(), &cx.unlocked.author, patient, cx.now)?;
            for row in document::of_patient(&tx.read(), patient, 0)? {
                fresh(tx, cx, &row)?;
            }
            conflict::of_patient(&tx.read(), patient)?
        } else {
            views::catch_up(tx, &cx.unlocked.author, views::CATCH_UP_MAX)?;
            conflict::list(&tx.read(), CONFLICTS_MAX)?
        };
        let mut out = Vec::with_capacity(found.len());
        for row in found {
            let seen = access::may_read(&tx.read(), &cx.unlocked.author, row.doc, cx.now);
            if seen.is_ok() {
                out.push(told(&tx.read(), row)?);
            }
        }
        let mut docs: Vec<DocId> = out.iter().map(|c| c.doc).collect();
        docs.sort();
        docs.dedup();
        if !docs.is_empty() {
            docs.truncate(satchel_model::audit::DOCS_MAX);
            audit::note(tx, cx, Kind::RecordRead, docs, None)?;
        }
        Ok(Conflicts { conflicts: out })
    })
}

/// Opens a document of a kind for this person: proof, current views, time of opening, audit entry.
fn opened(
    tx: &mut Tx<'_>,
    cx: Cx<'_>,
    doc: DocId,
    kind: DocType,
) -> Result<(DocRow, Permit<policy::Read>), CoreError> {
    let (row, permit) = access::may_read(&tx.read(), &cx.unlocked.author, doc, cx.now)?;
    if row.doc_type != kind.code() {
        return Err(CoreError::NotFound);
    }
    fresh(tx, cx, &row)?;
    document::set_opened(tx, doc, cx.now)?;
    audit::note(tx, cx, Kind::RecordRead, vec![doc], Some(kind))?;
    // Making the views anew may have found the document unreadable.
    let row = document::find(&tx.read(), doc)?.ok_or(CoreError::NotFound)?;
    Ok((row, permit))
}

/// Makes the views of a document current.
pub(super) fn fresh(tx: &mut Tx<'_>, cx: Cx<'_>, row: &DocRow) -> Result<(), CoreError> {
    if row.stale {
        views::refresh(tx, &cx.unlocked.author, row.doc)?;
    }
    Ok(())
}

/// The rows of a document. Takes the proof that they may be seen.
pub(super) fn rows(
    read: &Read<'_>,
    permit: &Permit<policy::Read>,
    doc: DocId,
) -> Result<Vec<ItemRow>, CoreError> {
    if permit.doc() != doc {
        return Err(CoreError::NotFound);
    }
    let waiting = unsent::items(read, doc)?;
    let mark = |mut row: ItemRow| {
        row.unsent = waiting.contains(&row.item);
        row
    };
    view::of_doc(read, doc)?.into_iter().map(|row| item_row(doc, row).map(mark)).collect()
}

fn of_doc(
    read: &Read<'_>,
    permit: &Permit<policy::Read>,
    row: &DocRow,
) -> Result<Vec<Conflict>, CoreError> {
    let found = conflict::of_doc(read, permit.doc())?;
    found.into_iter().filter(|c| c.doc == row.doc).map(|c| told(read, c)).collect()
}

fn unsent(read: &Read<'_>, doc: DocId) -> Result<u64, CoreError> {
    let waiting = pending::of_doc(read, doc)?;
    let is_own = |p: &&pending::PendingItem| {
        p.state == pending::PendingState::Saved && p.kind != ItemKind::Intent
    };
    let saved = waiting.iter().filter(is_own).count();
    Ok(u64::try_from(saved).unwrap_or(u64::MAX))
}

fn told(read: &Read<'_>, row: ConflictRow) -> Result<Conflict, CoreError> {
    Ok(Conflict {
        doc: row.doc,
        patient: row.patient,
        name: name(read, row.patient)?,
        path: serde_json::from_str(&row.path).map_err(|_| StoreError::Value("conflict"))?,
        decision: row.decision,
        rule: row.rule,
        body: raw(row.body)?,
    })
}

/// The patient's name as lists show it.
pub(super) fn name(
    read: &Read<'_>,
    patient: Option<PatientId>,
) -> Result<Option<String>, CoreError> {
    let Some(patient) = patient else { return Ok(None) };
    let body = search::row(read, DocId::from_bytes(*patient.as_bytes()))?;
    Ok(body.map(|body| line(&body)).transpose()?.map(|line| line.name))
}

pub(super) fn item_row(doc: DocId, row: ViewRow) -> Result<ItemRow, CoreError> {
    let body = raw(row.body)?;
    Ok(ItemRow { doc, list: row.list, item: row.item, at: row.at, body, unsent: false })
}

fn raw(json: String) -> Result<Json, CoreError> {
    RawValue::from_string(json).map_err(|_| StoreError::Value("view row").into())
}
