//! Changing the record: decide, plan, edit, sign, and commit everything in one transaction.
use super::{Cx, Done, access, pieces};
use crate::{
    author::{self, ChangeFacts, CommandBytes, NewItem},
    error::CoreError,
    store::{
        Tx, actor,
        document::{self, DocRow},
        draft, load, pending, quarantine,
    },
    view,
};
use satchel_model::{
    cbor,
    crdt::{Doc, EditError, GuardError, Guarded, Limits, NewChange, Put},
    document::{
        DocType, SCHEMA,
        entry::Entry,
        paths::{self, PathRefusal, Writer},
        validate,
        write::{Plan, Planned, TARGETS_MAX, Target, Write},
    },
    id::{DocId, Hash, Nonce},
    policy::{self, Permit},
    role::Purpose,
};
use satchel_protocol::{
    command::{args::Change, event::Topic, reply::Written},
    env::{self, Batch, ItemKind, Nonced},
    intent::{Ask, Audience, Intent},
    problem::ErrorCode,
};

/// Carries a change out. `settles` is the quarantine line that it replaces.
///
/// # Errors
/// [`CoreError`]; nothing was written then, and a draft is still there.
pub fn change(
    cx: Cx<'_>,
    asked: &Change,
    settles: Option<u64>,
) -> Result<Done<Written>, CoreError> {
    cx.unlocked.store.write(|tx| {
        let mut out = Out::default();
        for piece in pieces::of(&asked.write) {
            carry(tx, cx, &piece, &mut out)?;
        }
        out.docs.dedup();
        if let Some(key) = &asked.draft {
            draft::remove(tx, key)?;
            out.topics.push(Topic::Drafts);
        }
        if let Some(ctr) = settles {
            quarantine::remove(tx, ctr)?;
        }
        out.topics.push(Topic::Pending);
        let saved = pending::waiting(&tx.read())?.changes;
        let reply = Written { docs: out.docs, ctrs: out.ctrs, saved };
        Ok(Done { reply, topics: out.topics })
    })
}

/// Carries out one command: its documents come into being, its parts are signed and saved.
fn carry(tx: &mut Tx<'_>, cx: Cx<'_>, write: &Write, out: &mut Out) -> Result<(), CoreError> {
    let targets = write.targets();
    if targets.is_empty() || targets.len() > TARGETS_MAX {
        return Err(CoreError::TooLarge("batch"));
    }
    for target in begun(write, &targets) {
        create(tx, cx, &target, out)?;
    }
    let command = Nonced { nonce: Nonce::new(cx.entropy), value: write.clone() };
    let command = CommandBytes { kind: write.kind(), bytes: command.encode() };
    if let Some(row) = too_new(tx, cx, &targets)? {
        return ask(tx, cx, &row, command, out);
    }
    let steps = planned(tx, cx, write, &targets)?;
    let count = u8::try_from(steps.len()).unwrap_or(u8::MAX);
    for (index, step) in (0_u8..).zip(steps) {
        let batch = (count > 1).then_some(Batch { index, count });
        save(tx, cx, step, &command, batch, out)?;
    }
    Ok(())
}

/// The document whose schema this app is too old to write; every document of the command must be the person's to write.
fn too_new(tx: &Tx<'_>, cx: Cx<'_>, targets: &[Target]) -> Result<Option<DocRow>, CoreError> {
    let mut found = None;
    for target in targets {
        let row = document::find(&tx.read(), target.doc)?.ok_or(CoreError::NotFound)?;
        if row.schema > SCHEMA {
            drop(access::may_write(&tx.read(), &cx.unlocked.author, &row, cx.now)?);
            found = found.or(Some(row));
        }
    }
    Ok(found)
}

/// Saves the command as it is, for the server to carry out.
fn ask(
    tx: &mut Tx<'_>,
    cx: Cx<'_>,
    row: &DocRow,
    command: CommandBytes,
    out: &mut Out,
) -> Result<(), CoreError> {
    let author = &cx.unlocked.author;
    let asked = author::Asked {
        doc: row.doc,
        doc_type: row.doc_type,
        epoch: row.epoch,
        command,
        of: None,
        purpose: Purpose::usual(author.role),
        tries: 0,
    };
    let made = author::ask(tx, author, (cx.now, Nonce::new(cx.entropy)), asked)?;
    out.docs.push(row.doc);
    out.ctrs.push(made.ctr);
    Ok(())
}

#[derive(Default)]
struct Out {
    docs: Vec<DocId>,
    ctrs: Vec<u64>,
    topics: Vec<Topic>,
}

/// Documents that a command may bring into being. Every other one must be held: a command about a document that is
/// not here is about nothing.
fn begun(write: &Write, targets: &[Target]) -> Vec<Target> {
    let mut out: Vec<Target> =
        targets.iter().filter(|target| begins(write, target.kind)).copied().collect();
    if let Write::PatientRegister(new) = write {
        let patient = new.patient;
        out.push(Target { doc: new.chart, kind: DocType::Chart, patient });
        out.push(Target { doc: new.diary, kind: DocType::Diary, patient });
    }
    out
}

const fn begins(write: &Write, kind: DocType) -> bool {
    match kind {
        DocType::Admin => matches!(write, Write::PatientRegister(_)),
        DocType::Encounter => matches!(
            write,
            Write::EncounterStart(_)
                | Write::NoteStart(_)
                | Write::VitalsRecord(_)
                | Write::MedicineStop(_)
        ),
        DocType::Diary => matches!(write, Write::DiaryRecord(_) | Write::DiaryTick(_)),
        DocType::Thread => matches!(write, Write::ThreadStart(_)),
        DocType::Chart
        | DocType::Careplan
        | DocType::Sensitive
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => false,
    }
}

/// Asks the server for the document, ahead of its content, unless it is held already.
fn create(tx: &mut Tx<'_>, cx: Cx<'_>, target: &Target, out: &mut Out) -> Result<(), CoreError> {
    if document::find(&tx.read(), target.doc)?.is_some() {
        return Ok(());
    }
    if !target.kind.is_creatable() {
        return Err(CoreError::NotFound);
    }
    let row = DocRow::new(target.doc, target.kind.code(), Some(target.patient));
    let author = &cx.unlocked.author;
    known_patient(tx, target)?;
    let permit = access::may_create(&tx.read(), author, &row, cx.now)?;
    let ask = Ask::DocumentCreate {
        doc: permit.doc(),
        doc_type: row.doc_type,
        patient: row.patient,
        audience: audience(target.kind),
    };
    let intent = Intent { ask, expects: None, not_after: None };
    let body = env::wrap(Nonce::new(cx.entropy), &cbor::encode(&intent));
    let mut item = NewItem::value(row.doc, row.doc_type, ItemKind::Intent, body);
    item.purpose = Purpose::usual(author.role);
    let made = author::append(tx, author, cx.now, item)?;
    document::put(tx, &row)?;
    out.ctrs.push(made.ctr);
    Ok(())
}

/// Only a new `admin` document brings a new patient; everything else is about one who is held here.
fn known_patient(tx: &Tx<'_>, target: &Target) -> Result<(), CoreError> {
    let admin = DocId::from_bytes(*target.patient.as_bytes());
    let is_new = target.kind == DocType::Admin && target.doc == admin;
    if is_new || document::find(&tx.read(), admin)?.is_some() {
        Ok(())
    } else {
        Err(CoreError::NotFound)
    }
}

/// Encounters reach the patient one by one, by release; the rest is theirs to see from the start.
const fn audience(kind: DocType) -> Audience {
    match kind {
        DocType::Admin | DocType::Chart | DocType::Careplan | DocType::Diary | DocType::Thread => {
            Audience::ClinicAndPatient
        }
        DocType::Encounter
        | DocType::Sensitive
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => Audience::Clinic,
    }
}

/// One document's part of a command, ready to be signed.
struct Step {
    permit: Permit<policy::Write>,
    row: DocRow,
    made: Made,
}

/// What a part adds to its document's log.
struct Made {
    body: Vec<u8>,
    /// Set for a change: what it is and the document with it.
    change: Option<(ChangeFacts, Hash, Doc)>,
}

/// What the command writes into each document. Nothing is stored yet: one refusal refuses all.
fn planned(
    tx: &Tx<'_>,
    cx: Cx<'_>,
    write: &Write,
    targets: &[Target],
) -> Result<Vec<Step>, CoreError> {
    let author = &cx.unlocked.author;
    let plan = Plan { at: cx.now, by: author.user };
    let mut steps = Vec::with_capacity(targets.len());
    for (index, target) in targets.iter().enumerate() {
        let row = document::find(&tx.read(), target.doc)?.ok_or(CoreError::NotFound)?;
        if row.doc_type != target.kind.code() || row.patient != Some(target.patient) {
            return Err(CoreError::NotFound);
        }
        let permit = access::may_write(&tx.read(), author, &row, cx.now)?;
        let working = working(tx, &row, target.kind)?;
        let made = match write.plan(&working, index, &plan)? {
            Planned::Puts(puts) => edited(tx, cx, &row, working, &puts)?,
            Planned::Entry(value) => entered(tx, cx, &row, &value)?,
        };
        steps.push(Step { permit, row, made });
    }
    Ok(steps)
}

fn working(tx: &Tx<'_>, row: &DocRow, kind: DocType) -> Result<Doc, CoreError> {
    if kind.is_crdt() {
        return Ok(load::working(&tx.read(), row)?);
    }
    Ok(satchel_model::document::genesis_of(kind, row.schema, row.doc, row.epoch))
}

fn edited(
    tx: &Tx<'_>,
    cx: Cx<'_>,
    row: &DocRow,
    mut doc: Doc,
    puts: &[Put],
) -> Result<Made, CoreError> {
    let author = &cx.unlocked.author;
    let actor_epoch = actor::epoch(&tx.read(), row.doc, row.epoch)?;
    let actor = author.actor(row.doc, row.epoch, actor_epoch);
    let before = doc.fork();
    let made = doc.edit(actor, Nonce::new(cx.entropy), puts).map_err(|error| unwritten(&error))?;
    permitted(cx, row, &before, &doc, &made)?;
    let facts = ChangeFacts { actor, actor_epoch, seq: made.header.seq };
    Ok(Made { body: made.bytes, change: Some((facts, made.header.hash, doc)) })
}

/// The server's own path and schema rules, run here first: what it would refuse is not saved.
fn permitted(
    cx: Cx<'_>,
    row: &DocRow,
    before: &Doc,
    after: &Doc,
    made: &NewChange,
) -> Result<(), CoreError> {
    let author = &cx.unlocked.author;
    let kind = DocType::from_code(row.doc_type).ok_or(CoreError::NotFound)?;
    let guarded = Guarded::new(made.bytes.clone(), &Limits::DEVICE)
        .map_err(|error| unwritten(&EditError::Guard(error)))?;
    let ops =
        before.operations(&guarded).map_err(|error| unwritten(&EditError::Reference(error)))?;
    let writer = Writer { role: author.role, user: author.user };
    let state = access::state(row.state);
    paths::allow_all(kind, state, &writer, before, &ops).map_err(refused)?;
    let touched: Vec<_> = ops.into_iter().map(|op| op.path).collect();
    validate::validate(kind, after, &touched)
        .map_err(|invalid| CoreError::Invalid { field: "value", code: invalid.code })
}

fn entered(tx: &Tx<'_>, cx: Cx<'_>, row: &DocRow, value: &[u8]) -> Result<Made, CoreError> {
    let author = &cx.unlocked.author;
    let kind = DocType::from_code(row.doc_type).ok_or(CoreError::NotFound)?;
    let entry: Entry = cbor::decode(value).map_err(|_| CoreError::Internal("planned entry"))?;
    let writer = Writer { role: author.role, user: author.user };
    paths::allow_entry(kind, access::state(row.state), &writer, &entry).map_err(refused)?;
    // A log takes everything: only the id tells a repeated command from a new one.
    for held in load::entries(&tx.read(), row)? {
        if cbor::decode_lenient::<Entry>(&held.value).is_ok_and(|e| e.item() == entry.item()) {
            return Err(CoreError::DocState(ErrorCode::AlreadyDone));
        }
    }
    Ok(Made { body: env::wrap(Nonce::new(cx.entropy), value), change: None })
}

fn refused(refusal: PathRefusal) -> CoreError {
    match refusal {
        PathRefusal::ForbiddenPath => CoreError::Forbidden("role"),
        PathRefusal::Finalised => CoreError::DocState(ErrorCode::Finalised),
    }
}

/// Signs and saves one part, and makes its document's views anew.
fn save(
    tx: &mut Tx<'_>,
    cx: Cx<'_>,
    step: Step,
    command: &CommandBytes,
    batch: Option<Batch>,
    out: &mut Out,
) -> Result<(), CoreError> {
    let author = &cx.unlocked.author;
    let Step { permit, row, made: step } = step;
    let kind = if step.change.is_some() { ItemKind::Change } else { ItemKind::Entry };
    let mut item = NewItem::value(permit.doc(), row.doc_type, kind, step.body);
    item.epoch = row.epoch;
    item.command = command.clone();
    item.batch = batch;
    item.purpose = permit.purpose();
    if let Some((facts, hash, _)) = &step.change {
        item.change = Some(*facts);
        item.hash = *hash;
    }
    let made = author::append(tx, author, cx.now, item)?;
    match &step.change {
        Some((_, _, doc)) => view::refresh_with(tx, author, &row, doc)?,
        None => view::refresh(tx, author, row.doc)?,
    }
    out.topics.extend(view::topics(&row));
    out.docs.push(row.doc);
    out.ctrs.push(made.ctr);
    Ok(())
}

/// Why an edit was not made, for the person.
fn unwritten(error: &EditError) -> CoreError {
    match error {
        // The same command again: its items are there.
        EditError::Nothing | EditError::Taken(_) => CoreError::DocState(ErrorCode::AlreadyDone),
        EditError::NoSuchPlace(_) => CoreError::NotFound,
        EditError::Position(_) => CoreError::Invalid { field: "at", code: "outside" },
        EditError::Guard(GuardError::TooLarge(what)) => CoreError::TooLarge(what),
        EditError::Crowded => CoreError::TooLarge("conflict"),
        EditError::UnknownHead
        | EditError::ActorUsed
        | EditError::Guard(GuardError::Malformed(_) | GuardError::Bomb)
        | EditError::Reference(_)
        | EditError::Lineage(_)
        | EditError::Engine => CoreError::Internal("edit"),
    }
}
