//! Commands run again on what stands now: same command, same new ids, new actor, new counters.
use super::{
    rebase::{Cx, Reason, put_aside},
    replica::Applied,
};
use crate::{
    author::{self, ChangeFacts, CommandBytes, NewItem},
    store::{
        StoreError, Tx, actor,
        document::{self, DocRow},
        item, load,
        pending::PendingItem,
    },
};
use satchel_model::{
    crdt::{Doc, EditError, GuardError},
    document::{
        DocType, SCHEMA,
        write::{Plan, Planned, Write, WriteError},
    },
    id::{ActorId, DocId, Nonce},
    role::Purpose,
};
use satchel_protocol::{
    env::{self, Env, ItemKind, Nonced},
    problem::ErrorCode,
};
use std::collections::BTreeMap;

/// The items of one command, and how often it was refused.
pub(super) struct Command {
    /// In counter order; several only for a batch.
    pub(super) items: Vec<PendingItem>,
    /// Refusals so far.
    pub(super) tries: u8,
}

/// A document under way: what the next command sees, and who writes into it now.
struct Work {
    doc: Doc,
    row: DocRow,
    actor: ActorId,
    actor_epoch: u32,
}

/// What an item becomes.
struct Made {
    body: Vec<u8>,
    hash: satchel_model::id::Hash,
    change: Option<ChangeFacts>,
}

/// Runs commands in order. One whose precondition fails goes to quarantine; the others go on without it.
pub(super) fn run(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    commands: Vec<Command>,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let mut works = BTreeMap::new();
    for command in commands {
        if let Some(row) = too_new(tx, &command)? {
            ask(tx, cx, &row, &command, out)?;
            continue;
        }
        match again(tx, cx, &mut works, &command)? {
            Ok(made) => {
                for (item, made) in command.items.into_iter().zip(made) {
                    append(tx, cx, &works, item, made, command.tries)?;
                }
            }
            Err(reason) => put_aside(tx, &command.items, &reason, cx.now, out)?,
        }
    }
    Ok(())
}

/// The document of the command whose schema this app is too old to write: it may show it, and would strip what it does
/// not know by writing it.
fn too_new(tx: &Tx<'_>, command: &Command) -> Result<Option<DocRow>, StoreError> {
    for item in command.items.iter().filter(|i| i.kind != ItemKind::Intent) {
        let row = document::find(&tx.read(), item.doc)?;
        if let Some(row) = row.filter(|row| row.schema > SCHEMA) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Hands the command to the server as it is.
fn ask(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    row: &DocRow,
    command: &Command,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let Some(item) = command.items.iter().find(|i| !i.command.is_empty()) else {
        return put_aside(tx, &command.items, &plain(ErrorCode::SchemaTooOld), cx.now, out);
    };
    let before = Env::decode(&item.env).map_err(|_| StoreError::Value("envelope"))?;
    let asked = author::Asked {
        doc: row.doc,
        doc_type: row.doc_type,
        epoch: row.epoch,
        command: CommandBytes { kind: item.cmd_kind, bytes: item.command.clone() },
        of: Some(item.hash),
        purpose: Purpose::from_code(before.purpose).unwrap_or(Purpose::Treatment),
        tries: command.tries,
    };
    author::ask(tx, cx.author, (item.at, Nonce::new(cx.entropy)), asked).map(drop)
}

/// What each item of the command becomes, or why the command no longer applies. On success the works have moved on.
fn again(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    works: &mut BTreeMap<DocId, Work>,
    command: &Command,
) -> Result<Result<Vec<Made>, Reason>, StoreError> {
    let bytes = command.items.iter().map(|i| &i.command).find(|c| !c.is_empty());
    let write = match bytes.map(|b| Nonced::<Write>::decode(b)) {
        None => None,
        Some(Ok(nonced)) => Some(nonced.value),
        // An app update must still read it; one that cannot keeps it where the person sees it.
        Some(Err(_)) => return Ok(Err(plain(ErrorCode::NewerVersion))),
    };
    let mut staged: BTreeMap<DocId, Doc> = BTreeMap::new();
    let mut made = Vec::new();
    for item in &command.items {
        // The reading log is no document here: its entries go up as they are.
        let has_doc = item.kind != ItemKind::Intent && item.doc_type != DocType::Audit.code();
        if has_doc && !works.contains_key(&item.doc) {
            match open(tx, cx, item.doc)? {
                Ok(work) => works.insert(item.doc, work),
                Err(code) => return Ok(Err(plain(code))),
            };
        }
        let step = match (item.kind, &write, works.get(&item.doc)) {
            (ItemKind::Intent, ..) | (ItemKind::Entry, None, _) => Ok(same(item)),
            (ItemKind::Change | ItemKind::Entry, Some(write), Some(work)) => {
                let doc = staged.entry(item.doc).or_insert_with(|| work.doc.fork());
                anew(cx, write, item, work, doc)
            }
            (ItemKind::Change | ItemKind::Entry | ItemKind::Row, ..) => {
                Err(plain(ErrorCode::Internal))
            }
        };
        match step {
            Ok(one) if stands(tx, works, item, &one)? => {
                return Ok(Err(plain(ErrorCode::AlreadyDone)));
            }
            Ok(one) => made.push(one),
            Err(reason) => return Ok(Err(reason)),
        }
    }
    for (id, doc) in staged {
        if let Some(work) = works.get_mut(&id) {
            work.doc = doc;
        }
    }
    Ok(Ok(made))
}

/// The working state of a document under a new actor, or why there is none: it is not held any more, or its bytes do
/// not make a document.
fn open(tx: &mut Tx<'_>, cx: &Cx<'_>, doc: DocId) -> Result<Result<Work, ErrorCode>, StoreError> {
    let Some(row) = document::find(&tx.read(), doc)? else {
        return Ok(Err(ErrorCode::ForbiddenDoc));
    };
    let working = match load::working(&tx.read(), &row) {
        Ok(working) => working,
        // One document's trouble must not keep the verdicts of all others from being applied.
        Err(StoreError::Document(_)) => return Ok(Err(ErrorCode::StoreCorrupt)),
        Err(other) => return Err(other),
    };
    let actor_epoch = actor::raise(tx, doc, row.epoch)?;
    let actor = cx.author.actor(doc, row.epoch, actor_epoch);
    Ok(Ok(Work { doc: working, row, actor, actor_epoch }))
}

/// Whether the log holds the entry already: a copy of this vault gave the same command and was first.
fn stands(
    tx: &Tx<'_>,
    works: &BTreeMap<DocId, Work>,
    item: &PendingItem,
    made: &Made,
) -> Result<bool, StoreError> {
    let Some(work) = works.get(&item.doc).filter(|_| item.kind == ItemKind::Entry) else {
        return Ok(false);
    };
    let Ok((_, value)) = env::unwrap(&made.body) else { return Ok(false) };
    let log = item::after(&tx.read(), item.doc, work.row.epoch, 0)?;
    let entries = log.iter().filter(|i| i.kind == ItemKind::Entry);
    Ok(entries.filter_map(|i| env::unwrap(&i.body).ok()).any(|(_, held)| held == value))
}

/// The same bytes again, under a new counter.
fn same(item: &PendingItem) -> Made {
    Made { body: item.body.clone(), hash: item.hash, change: None }
}

/// The command planned and written on `doc`.
fn anew(
    cx: &Cx<'_>,
    write: &Write,
    item: &PendingItem,
    work: &Work,
    doc: &mut Doc,
) -> Result<Made, Reason> {
    let target = write.targets().iter().position(|t| t.doc == item.doc);
    let target = target.ok_or_else(|| plain(ErrorCode::Internal))?;
    // The claimed time is the one of the first run: the person acted then.
    let plan = Plan { at: item.at, by: cx.author.user };
    let nonce = Nonce::new(cx.entropy);
    match write.plan(doc, target, &plan).map_err(|e| refused(&e))? {
        Planned::Puts(puts) => {
            let made = doc.edit(work.actor, nonce, &puts).map_err(|e| unwritten(&e))?;
            let change = ChangeFacts {
                actor: work.actor,
                actor_epoch: work.actor_epoch,
                seq: made.header.seq,
            };
            Ok(Made { body: made.bytes, hash: made.header.hash, change: Some(change) })
        }
        Planned::Entry(value) => {
            let body = env::wrap(nonce, &value);
            let hash = env::item_hash(ItemKind::Entry, &body);
            Ok(Made { body, hash, change: None })
        }
    }
}

fn append(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    works: &BTreeMap<DocId, Work>,
    old: PendingItem,
    made: Made,
    tries: u8,
) -> Result<(), StoreError> {
    let before = Env::decode(&old.env).map_err(|_| StoreError::Value("envelope"))?;
    let item = NewItem {
        doc: old.doc,
        doc_type: old.doc_type,
        epoch: works.get(&old.doc).map_or(old.epoch, |w| w.row.epoch),
        kind: old.kind,
        body: made.body,
        hash: made.hash,
        change: made.change,
        command: CommandBytes { kind: old.cmd_kind, bytes: old.command },
        batch: before.batch,
        purpose: Purpose::from_code(before.purpose).unwrap_or(Purpose::Treatment),
        grant: before.grant,
        rebased_from: (made.hash != old.hash).then_some(old.hash),
        tries,
    };
    author::append(tx, cx.author, old.at, item)?;
    Ok(())
}

const fn plain(code: ErrorCode) -> Reason {
    Reason { code, detail: None }
}

/// Why a command no longer applies. Values stay out of it: the screen reads them from the document.
fn refused(error: &WriteError) -> Reason {
    let with = |code, detail: serde_json::Value| Reason { code, detail: Some(detail.to_string()) };
    match error {
        WriteError::Stale { .. } => plain(ErrorCode::Stale),
        WriteError::Rule { code, .. } => with(ErrorCode::Rule, serde_json::json!({ "rule": code })),
        WriteError::Missing => plain(ErrorCode::NotFound),
        WriteError::Invalid { field, code } => {
            with(ErrorCode::Invalid, serde_json::json!({ "field": field, "code": code }))
        }
    }
}

fn unwritten(error: &EditError) -> Reason {
    plain(match error {
        // Somebody else wrote exactly this meanwhile.
        EditError::Nothing => ErrorCode::AlreadyDone,
        EditError::NoSuchPlace(_) | EditError::Position(_) => ErrorCode::NotFound,
        EditError::Taken(_) => ErrorCode::Conflict,
        EditError::Guard(GuardError::TooLarge(_)) => ErrorCode::TooLarge,
        EditError::UnknownHead
        | EditError::ActorUsed
        | EditError::Crowded
        | EditError::Guard(GuardError::Malformed(_) | GuardError::Bomb)
        | EditError::Reference(_)
        | EditError::Lineage(_)
        | EditError::Engine => ErrorCode::Internal,
    })
}
