//! A person's change through a page: planned by the model as on a device, written by the server's pen in their name, and
//! judged by what a device's item meets: rights at this moment, paths, schema. All in one transaction with its audit.
use satchel_model::{
    audit::Kind,
    cbor,
    document::{
        DocType,
        entry::Entry,
        genesis,
        paths::{self, Writer},
        write::{Plan, Planned, TARGETS_MAX, Target, Write},
    },
    role::{Purpose, Role},
};
use satchel_protocol::{
    command::reply::Written,
    env::{self, ItemClass, ItemKind},
    intent::Audience,
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{
    self as store, Tx,
    change::{self, Span},
    document::Document,
};

use crate::{
    audit::leaf,
    auth::session::Caller,
    authz::{self, Facts, Subject},
    http::problem::Failure,
    notice, refusal,
    scribe::{self, Hand, Page, Scribe},
    seal,
    state::State,
    sync::hot,
};

/// Documents that a patient's command may bring into being.
const fn begins(write: &Write, kind: DocType) -> bool {
    match kind {
        DocType::Diary => matches!(write, Write::DiaryRecord(_) | Write::DiaryTick(_)),
        DocType::Thread => matches!(write, Write::ThreadStart(_)),
        DocType::Admin
        | DocType::Chart
        | DocType::Encounter
        | DocType::Careplan
        | DocType::Sensitive
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => false,
    }
}

/// Carries a change out.
/// # Errors
/// `forbidden` for staff, who write with the app; else as on a device. Nothing was written then.
pub async fn change(state: &State, caller: &Caller, write: &Write) -> Result<Written, Failure> {
    if !matches!(caller.role, Role::Patient | Role::TrustedPerson) {
        return Err(Problem::new(ErrorCode::Forbidden).with("lift", "app").into());
    }
    let targets = write.targets();
    if targets.is_empty() || targets.len() > TARGETS_MAX {
        return Err(Problem::new(ErrorCode::TooLarge).with("what", "batch").into());
    }
    let pages = pages(state, caller, write, &targets).await?;
    let fresh = scribe::keys(state, &pages).await?;
    let mut tx = state.store.begin().await?;
    let facts = authz::facts(&mut tx, caller.user, state.now()).await?.filter(|f| f.active);
    let facts = facts.ok_or(ErrorCode::Unauthenticated)?;
    let mut scribe = Scribe::open(state, &mut tx, &pages, &fresh).await?;
    let hand = Hand {
        user: caller.user,
        role: caller.role,
        purpose: Purpose::usual(caller.role),
        cmd_kind: write.kind(),
        class: ItemClass::Session,
        session: Some(caller.session),
        ..Hand::server(state)
    };
    let plan = Plan { at: hand.at, by: caller.user };
    let writer = Writer { role: facts.role, user: facts.user };
    for (index, target) in targets.iter().enumerate() {
        permitted(&mut tx, state, &facts, &scribe, target).await?;
        let blank = genesis(target.kind, target.doc, 0);
        let working = scribe.doc(target.doc).unwrap_or(&blank);
        match write.plan(working, index, &plan).map_err(|e| refusal::plan(&e))? {
            Planned::Puts(puts) => scribe.change(target.doc, &hand, &writer, &puts)?,
            Planned::Entry(value) => {
                fits(&mut tx, state, &scribe, &writer, (target, &value)).await?;
                scribe.entry(target.doc, &hand, &value)?;
            }
        }
    }
    made(&mut tx, state, caller, &scribe, &targets).await?;
    for target in &targets {
        let (kind, doc, patient) = (target.kind.code(), target.doc, target.patient);
        let news = notice::News { kind, doc, patient, by: caller.user, at: state.now() };
        notice::due(state, &mut tx, caller.role, &news).await?;
    }
    let written = scribe.write(&mut tx).await?;
    tx.commit().await?;
    written.tell(state);
    state.sequencer.ring();
    state.bell.ring();
    let docs = targets.iter().map(|target| target.doc).collect();
    Ok(Written { docs, ctrs: Vec::new(), saved: 0 })
}

/// The documents of the command: each is there and about that patient, or is one that the command brings.
async fn pages(
    state: &State,
    caller: &Caller,
    write: &Write,
    targets: &[Target],
) -> Result<Vec<Page>, Failure> {
    let mut tx = state.store.read().await?;
    let mut out = Vec::with_capacity(targets.len());
    for target in targets {
        let found = store::document::find(&mut tx, target.doc).await?;
        let fits = match &found {
            Some(row) => row.kind == target.kind && row.patient == Some(target.patient),
            None => begins(write, target.kind) && caller.patient == Some(target.patient),
        };
        let admin = store::document::find(&mut tx, target.patient.admin()).await?;
        if !fits || admin.is_none() {
            return Err(ErrorCode::NotFound.into());
        }
        out.push(Page {
            doc: target.doc,
            kind: target.kind,
            patient: Some(target.patient),
            audience: found.is_none().then_some(Audience::ClinicAndPatient),
        });
    }
    Ok(out)
}

/// Whether the person may write the document, or make it; judged in the transaction that writes.
async fn permitted(
    tx: &mut Tx,
    state: &State,
    facts: &Facts,
    scribe: &Scribe<'_>,
    target: &Target,
) -> Result<(), Failure> {
    let now = state.now();
    let (row, groups) = scribe.page(target.doc).ok_or(ErrorCode::NotFound)?;
    let subject = Subject::from(row);
    if scribe.is_new(target.doc) {
        // It has no audience yet: the person's own groups stand for the ones it will get.
        return facts.create(&subject, &facts.groups(), now).map(drop).map_err(|_| refusal::role());
    }
    let groups = match groups {
        [] => {
            store::grant::groups_of(tx, &[target.doc]).await?.into_iter().map(|(_, g)| g).collect()
        }
        groups => groups.to_vec(),
    };
    let may_read = facts.read(&subject, &groups, now).is_ok();
    let written = facts.write(&subject, &groups, now);
    written.map(drop).map_err(|refused| refusal::right(refused, may_read))
}

/// Whether an entry may be added: the person's to write, and not there yet.
pub(crate) async fn fits(
    tx: &mut Tx,
    state: &State,
    scribe: &Scribe<'_>,
    writer: &Writer,
    (target, value): (&Target, &[u8]),
) -> Result<(), Failure> {
    let entry: Entry = cbor::decode(value).map_err(|_| ErrorCode::Internal)?;
    let (row, _) = scribe.page(target.doc).ok_or(ErrorCode::NotFound)?;
    let life = refusal::life(row.state);
    paths::allow_entry(target.kind, life, writer, &entry).map_err(refusal::path)?;
    // A log takes everything: only the id tells a repeated command from a new one.
    for held in entries(tx, state, row).await? {
        if held.item() == entry.item() {
            return Err(ErrorCode::AlreadyDone.into());
        }
    }
    Ok(())
}

/// The entries of a log as it was before this transaction.
async fn entries(tx: &mut Tx, state: &State, row: &Document) -> Result<Vec<Entry>, Failure> {
    let permit = hot::reading(state, row)?;
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq: 1, to_seq: row.head_seq };
    let keys = seal::keys(state, &[row.dek]).await?;
    let key = keys.get(&row.dek).ok_or(ErrorCode::Erased)?;
    let mut out = Vec::new();
    for item in change::list(tx, &permit, &span).await? {
        if item.kind == ItemKind::Entry {
            let body = seal::open(&permit, key, &hot::body_place(row, &item), &item.body)?;
            let (_, value) = env::unwrap(&body).map_err(|_| ErrorCode::Internal)?;
            out.extend(cbor::decode_lenient::<Entry>(value));
        }
    }
    Ok(out)
}

/// Writes down which documents were made.
async fn made(
    tx: &mut Tx,
    state: &State,
    caller: &Caller,
    scribe: &Scribe<'_>,
    targets: &[Target],
) -> Result<(), Failure> {
    let mut events = Vec::new();
    for target in targets.iter().filter(|target| scribe.is_new(target.doc)) {
        let mut event = leaf::event(state, Kind::RecordCreated);
        event.user = Some(caller.user);
        event.role = Some(caller.role);
        event.session = Some(caller.session);
        event.purpose = Some(Purpose::usual(caller.role));
        event.docs = vec![target.doc];
        event.doc_type = Some(target.kind);
        events.push(event);
    }
    leaf::append(tx, &events).await
}
