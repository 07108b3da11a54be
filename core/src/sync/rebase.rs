//! After a refusal: the refused command to quarantine or to a new run, and its cone to a new run without it.
//!
//! The cone of an item is what this device built on it: later changes of the same document, all that was written into
//! a document whose making was refused, and the batch partners of each. Base is never touched, and no other device saw
//! any of it: a refusal poisons nothing. The cone's old items still go up, because the counter has no holes; they come
//! back refused and are then simply taken away.
use super::{
    bound,
    replica::Applied,
    rerun::{self, Command},
    verdict::{self, Course},
};
use crate::{
    author::Author,
    store::{
        Read, StoreError, Tx,
        document::{self, DocRow},
        kept, leaving,
        pending::{self, PendingItem, PendingState},
        quarantine::{self, Refused},
    },
};
use satchel_model::{entropy::Entropy, id::DocId, time::Timestamp};
use satchel_protocol::{
    env::{ItemKind, Nonced},
    intent::{Ask, Intent},
    problem::ErrorCode,
    sync::Want,
};
use std::collections::BTreeMap;

/// Who rebases, when, and where chance comes from.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The person and their key.
    pub author: &'a Author,
    /// For nonces.
    pub entropy: &'a dyn Entropy,
    /// Device clock.
    pub now: Timestamp,
}

/// A final refusal of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The item's counter.
    pub ctr: u64,
    /// Why.
    pub code: ErrorCode,
    /// Path, field or the like.
    pub detail: Option<String>,
}

/// Carries out refusals, in counter order, within the caller's transaction.
///
/// # Errors
/// [`StoreError`]; then nothing of it may be committed.
pub fn refuse(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    refusals: &[Refusal],
    out: &mut Applied,
) -> Result<(), StoreError> {
    for refusal in refusals {
        // Settled before, or never ours: a verdict may come any number of times.
        let Some(item) = pending::find(&tx.read(), refusal.ctr)? else { continue };
        out.docs.insert(item.doc);
        out.settled = out.settled.saturating_add(1);
        if item.state == PendingState::Again && !item.body.is_empty() {
            not_again(tx, cx, &item, refusal, out)?;
            continue;
        }
        if matches!(item.state, PendingState::Dead | PendingState::Again) {
            pending::remove(tx, item.ctr)?;
            continue;
        }
        let worst = worst_of_batch(&item, refusal, refusals);
        if verdict::is_alarm(worst.code) {
            out.alarms.push(worst.code);
        }
        if verdict::course(worst.code) == Course::Stop {
            // It waits on the server for a person. It stays pending, so that what was built on it still shows.
            pending::set_state(tx, item.ctr, PendingState::Held)?;
            out.stop = Some(worst.code);
            continue;
        }
        if awaits_epoch(tx, &item, refusals)? {
            // Its state is on its way: writing it anew on the old one would only be refused again.
            let row = document::find(&tx.read(), item.doc)?;
            pending::set_state(tx, item.ctr, PendingState::Held)?;
            out.repair.extend(row.map(|row| Want {
                doc: row.doc,
                epoch: row.epoch,
                have_seq: row.base_seq,
            }));
            continue;
        }
        one(tx, cx, &item, worst, out)?;
    }
    Ok(())
}

/// What was accepted once is not taken again by a server that was put back.
fn not_again(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    item: &PendingItem,
    refusal: &Refusal,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let gone = refusal.code == ErrorCode::EpochOld;
    if !gone && verdict::course(refusal.code) != Course::Quarantine {
        // What it was built on may yet come back with another device.
        kept::lose(tx, item.ctr)?;
        return pending::remove(tx, item.ctr);
    }
    // Judged as one, and so put aside or carried out as one: the partners' own verdicts find nothing any more.
    let mut group = batch_of(&tx.read(), item)?;
    group.retain(|i| i.state == PendingState::Again);
    let runs = gone && group.iter().any(|i| !i.command.is_empty());
    let mut awaits = false;
    for one in &group {
        kept::refuse(tx, one.ctr)?;
        let row = document::find(&tx.read(), one.doc)?;
        if let Some(row) = row.filter(|row| runs && row.epoch == one.epoch) {
            awaits = true;
            out.repair.push(Want { doc: row.doc, epoch: row.epoch, have_seq: row.base_seq });
        }
        // Nobody has the document but this device, and its person may not bring it back.
        if !gone && makes(one) {
            leaving::put(tx, one.doc, cx.now)?;
        }
    }
    for one in &group {
        if awaits {
            // The incarnation that the server has instead is on its way: the command runs on that one.
            pending::set_state(tx, one.ctr, PendingState::Held)?;
        } else {
            pending::remove(tx, one.ctr)?;
        }
    }
    if awaits {
        return Ok(());
    }
    if runs {
        let tries = item.tries.saturating_add(1);
        return rerun::run(tx, cx, vec![Command { items: group, tries }], out);
    }
    put_aside(tx, &group, &Reason::of(refusal), cx.now, out)
}

/// The item with all of its batch; itself where it stands alone.
fn batch_of(read: &Read<'_>, item: &PendingItem) -> Result<Vec<PendingItem>, StoreError> {
    match item.batch {
        Some(batch) => pending::of_batch(read, batch.first),
        None => Ok(vec![item.clone()]),
    }
}

/// Whether a refused item waits for the next incarnation of its document, or for that of one that it stands or falls
/// with; so does what was built on such an item.
fn awaits_epoch(tx: &Tx<'_>, item: &PendingItem, refusals: &[Refusal]) -> Result<bool, StoreError> {
    let read = tx.read();
    let group = batch_of(&read, item)?;
    for member in &group {
        let old = refusals.iter().any(|r| r.ctr == member.ctr && r.code == ErrorCode::EpochOld);
        let row = document::find(&read, member.doc)?;
        if old && row.is_some_and(|row| row.epoch <= member.epoch) {
            return Ok(true);
        }
    }
    let own = refusals.iter().find(|r| r.ctr == item.ctr).map(|r| r.code);
    if !matches!(own, Some(ErrorCode::DependsOnRejected | ErrorCode::MissingDep)) {
        return Ok(false);
    }
    let before = pending::of_doc(&read, item.doc)?;
    Ok(before.iter().any(|i| i.ctr < item.ctr && i.state == PendingState::Held))
}

/// The accepted state of a document was replaced by that of another incarnation, the next one or, of a server that was put
/// back, an earlier one: what waits is written anew on it, in order. What the server had accepted of the one before is in the new state already.
///
/// # Errors
/// [`StoreError`]; then nothing of it may be committed.
pub(super) fn swapped(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    row: &DocRow,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let mut group = Vec::new();
    for own in pending::of_doc(&tx.read(), row.doc)? {
        match own.state {
            PendingState::Sent(_) if own.epoch < row.epoch => pending::remove(tx, own.ctr)?,
            PendingState::Saved | PendingState::Held
                if own.epoch != row.epoch && own.kind != ItemKind::Intent =>
            {
                match own.batch {
                    Some(batch) => group.extend(pending::of_batch(&tx.read(), batch.first)?),
                    None => group.push(own),
                }
            }
            PendingState::Sent(_)
            | PendingState::Saved
            | PendingState::Held
            | PendingState::Again
            | PendingState::Dead => {}
        }
    }
    group.retain(is_live);
    group.sort_by_key(|item| item.ctr);
    group.dedup_by_key(|item| item.ctr);
    let mut all = cone(&tx.read(), &group)?;
    all.append(&mut group);
    all.sort_by_key(|item| item.ctr);
    for old in &all {
        out.docs.insert(old.doc);
        pending::set_state(tx, old.ctr, PendingState::Dead)?;
    }
    rerun::run(tx, cx, commands(all), out)
}

/// The server judges a batch as one, so the gravest of its partners' refusals is the batch's.
fn worst_of_batch<'r>(
    item: &PendingItem,
    own: &'r Refusal,
    refusals: &'r [Refusal],
) -> &'r Refusal {
    let Some(batch) = item.batch else { return own };
    let members = batch.first..batch.first.saturating_add(u64::from(batch.count));
    let partners = refusals.iter().filter(|r| members.contains(&r.ctr));
    partners.chain([own]).max_by_key(|r| verdict::course(r.code)).unwrap_or(own)
}

/// Carries out the refusal of one live item.
fn one(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    item: &PendingItem,
    refusal: &Refusal,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let group = batch_of(&tx.read(), item)?;
    let cone = cone(&tx.read(), &group)?;
    for dead in group.iter().chain(&cone) {
        out.docs.insert(dead.doc);
        pending::set_state(tx, dead.ctr, PendingState::Dead)?;
    }
    // The partners' own verdicts take them away; this item has had its own.
    pending::remove(tx, item.ctr)?;

    let tries = item.tries.saturating_add(1);
    let ends = verdict::course(refusal.code) == Course::Quarantine || tries >= bound::TRIES_MAX;
    let mut again = Vec::new();
    if ends {
        let reason = Reason::of(refusal);
        put_aside(tx, &group, &reason, cx.now, out)?;
        let unmade: Vec<DocId> = group.iter().filter(|i| makes(i)).map(|i| i.doc).collect();
        for command in commands(cone) {
            if command.items.iter().any(|i| unmade.contains(&i.doc)) {
                put_aside(tx, &command.items, &reason, cx.now, out)?;
            } else {
                again.push(command);
            }
        }
        for doc in unmade {
            forget_unmade(tx, doc)?;
        }
    } else {
        let items = group;
        again.push(Command { items, tries });
        again.extend(commands(cone));
    }
    rerun::run(tx, cx, again, out)
}

/// Writes items anew that were taken out of the outbox: same commands in the same order, new actors and new numbers.
///
/// # Errors
/// [`StoreError`]; then nothing of it may be committed.
pub(super) fn anew(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    items: Vec<PendingItem>,
    out: &mut Applied,
) -> Result<(), StoreError> {
    rerun::run(tx, cx, commands(items), out)
}

/// Whether the item asks for its document to be made.
fn makes(item: &PendingItem) -> bool {
    item.kind == ItemKind::Intent
        && Nonced::<Intent>::decode(&item.body)
            .is_ok_and(|i| matches!(i.value.ask, Ask::DocumentCreate { .. }))
}

/// Takes away a document that nobody has but this device and that was not made. What was written into it lies in
/// quarantine.
fn forget_unmade(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    let row = document::find(&tx.read(), doc)?;
    if row.is_some_and(|row| row.base_seq == 0 && row.role.is_none()) {
        document::purge(tx, doc)?;
    }
    Ok(())
}

/// What this device built on the items of `group`, in counter order, without the group itself.
fn cone(read: &Read<'_>, group: &[PendingItem]) -> Result<Vec<PendingItem>, StoreError> {
    let mut found: BTreeMap<u64, PendingItem> = BTreeMap::new();
    let mut queue: Vec<PendingItem> = group.to_vec();
    while let Some(from) = queue.pop() {
        for item in built_on(read, &from)? {
            let known = found.contains_key(&item.ctr) || group.iter().any(|g| g.ctr == item.ctr);
            if is_live(&item) && !known {
                found.insert(item.ctr, item.clone());
                queue.push(item);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The items directly built on one, each with its batch partners.
fn built_on(read: &Read<'_>, from: &PendingItem) -> Result<Vec<PendingItem>, StoreError> {
    let makes = makes(from);
    let mut out = Vec::new();
    for item in pending::of_doc(read, from.doc)? {
        let changes = from.kind == ItemKind::Change && item.kind == ItemKind::Change;
        if item.ctr > from.ctr && (makes || changes) {
            match item.batch {
                Some(batch) => out.extend(pending::of_batch(read, batch.first)?),
                None => out.push(item),
            }
        }
    }
    Ok(out)
}

const fn is_live(item: &PendingItem) -> bool {
    matches!(item.state, PendingState::Saved | PendingState::Held)
}

/// Items gathered by command: batch partners together, in counter order.
fn commands(items: Vec<PendingItem>) -> Vec<Command> {
    let mut by_first: BTreeMap<u64, Vec<PendingItem>> = BTreeMap::new();
    for item in items {
        let first = item.batch.map_or(item.ctr, |b| b.first);
        by_first.entry(first).or_default().push(item);
    }
    by_first
        .into_values()
        .map(|items| Command { tries: items.first().map_or(0, |i| i.tries), items })
        .collect()
}

/// Why a command lies in quarantine.
pub(super) struct Reason {
    /// The code, whose message names who or what can lift it.
    pub(super) code: ErrorCode,
    /// Its arguments, JSON without content.
    pub(super) detail: Option<String>,
}

impl Reason {
    fn of(refusal: &Refusal) -> Self {
        let detail = refusal.detail.as_ref();
        Self {
            code: refusal.code,
            detail: detail.map(|d| serde_json::json!({ "detail": d }).to_string()),
        }
    }
}

/// Puts a command where the person sees it: one line, under the item that carries the command.
pub(super) fn put_aside(
    tx: &mut Tx<'_>,
    items: &[PendingItem],
    reason: &Reason,
    now: Timestamp,
    out: &mut Applied,
) -> Result<(), StoreError> {
    let with_command = items.iter().find(|i| !i.command.is_empty());
    let Some(item) = with_command.or_else(|| items.first()) else { return Ok(()) };
    // The wish for a document is no command of a person: what they wrote into it is, and that is put aside itself.
    if item.command.is_empty() && makes(item) {
        return Ok(());
    }
    let refused = Refused {
        ctr: item.ctr,
        doc: item.doc,
        doc_type: item.doc_type,
        hash: item.hash,
        code: reason.code.word().to_owned(),
        detail: reason.detail.clone(),
        cmd_kind: item.cmd_kind,
        command: item.command.clone(),
        body: item.body.clone(),
        at: now,
    };
    quarantine::put(tx, &refused)?;
    out.quarantined = out.quarantined.saturating_add(1);
    if reason.code == ErrorCode::Erased && document::find(&tx.read(), item.doc)?.is_some() {
        document::set_state(tx, item.doc, document::DocState::Erased)?;
    }
    Ok(())
}
