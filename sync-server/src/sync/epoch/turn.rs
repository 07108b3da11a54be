//! A document goes on as its next incarnation: compaction, migration, rectification.
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use satchel_model::{
    audit::Kind,
    crdt::Path,
    document::{DocType, SCHEMA, card::Card},
    hash,
    id::{DekId, DocId, Hash},
    policy::{Permit, Write},
    role::Purpose as Use,
    time::{DAY_MS, Hlc},
};
use satchel_protocol::{
    env::{Env, ItemClass},
    problem::{ErrorCode, Problem},
    sync::{DocState, EpochReason},
    version,
};
use satchel_server_store::{
    Position, Tx,
    actor::{self, Actor},
    change::{self, Change, Span},
    cluster,
    document::{self, Document, Turn},
    epoch::{self, Ended},
    grant, position, review, snapshot,
};
use satchel_vault::{seal::Purpose, sign::Namespace};

use super::{
    Asker,
    build::{self, New, NewItem, Old},
    event, rounds,
};
use crate::{
    audit::leaf,
    authz::{Facts, Subject},
    http::problem::Failure,
    seal::{self, DocKey, Place},
    state::State,
    sync::{
        admit::commit::card_place,
        hot::{self, Hot},
    },
};

/// Times the work is done again because somebody wrote meanwhile.
const TRIES: usize = 5;
/// Days for which the sealed log of a compaction or migration can still be read.
const KEEP_DAYS: i64 = 3_650;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The document.
    pub doc: DocId,
    /// Why; an erasure goes through [`super::erase`].
    pub reason: EpochReason,
    /// Places that are left out, with all that is in them; of a rectification.
    pub places: Vec<Path>,
    /// Entries and rows that are left out, by hash; of a rectification.
    pub items: Vec<Hash>,
    /// Who asks.
    pub asker: Asker,
}

impl Order {
    /// An order of the server itself that leaves nothing out.
    #[must_use]
    pub fn of(doc: DocId, reason: EpochReason) -> Self {
        Self { doc, reason, places: Vec::new(), items: Vec::new(), asker: Asker::default() }
    }
}

/// What an epoch brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turned {
    /// The incarnation that counts now.
    pub epoch: u32,
    /// Items of its log.
    pub items: u64,
    /// Items of the log before.
    pub items_before: u64,
}

/// Puts a document's next incarnation in the place of the one that is there.
///
/// # Errors
/// `not_found`, `erased`, `finalised` (a signed note goes on as it is), `frozen_doc`, `conflict` while a person must decide
/// or a late edit waits, `overloaded` if it is written to all the time; the old one goes on then.
pub async fn turn(state: &State, order: &Order) -> Result<Turned, Failure> {
    let mut key: Option<(u32, DekId)> = None;
    for _ in 0..TRIES {
        let (old, old_key) = Box::pin(load(state, order)).await?;
        let next = old.next;
        let dek = match key {
            Some((epoch, dek)) if epoch == next => dek,
            Some(_) | None => seal::fresh_dek(state, order.doc, next).await?,
        };
        key = Some((next, dek));
        let permit = hot::reading(state, &old.row)?;
        let without: BTreeSet<Hash> = order.items.iter().copied().collect();
        let carried = build::carried(state, &old, (&permit, &old_key), &without)?;
        let shape = state.sync.shapes.of(old.row.kind);
        let (old, mut new) = build::content(state, old, shape, &order.places).await?;
        new.items.extend(carried);
        if let Some(turned) = Box::pin(store(state, order, (&old, new), dek)).await? {
            if order.reason == EpochReason::Rectification {
                rounds::shred(state).await?;
            }
            return Ok(turned);
        }
    }
    Err(ErrorCode::Overloaded.into())
}

/// What the old incarnation holds, and its key.
async fn load(state: &State, order: &Order) -> Result<(Old, DocKey), Failure> {
    let mut tx = state.store.read().await?;
    let row = document::find(&mut tx, order.doc).await?.ok_or(ErrorCode::NotFound)?;
    may_turn(&mut tx, &row).await?;
    let key = seal::keys(state, &[row.dek]).await?.remove(&row.dek).ok_or(ErrorCode::Erased)?;
    let permit = hot::reading(state, &row)?;
    let doc = if row.kind.is_crdt() {
        hot::load(state, &mut tx, &row, &key).await?.doc
    } else {
        Arc::new(satchel_model::document::genesis_of(row.kind, row.schema, row.doc, row.epoch))
    };
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq: 1, to_seq: row.head_seq };
    let items = change::list(&mut tx, &permit, &span).await?;
    let next = following(row.epoch, cluster::epoch(&mut tx).await?);
    tx.rollback().await?;
    Ok((Old { row, doc, items, next }, key))
}

/// Incarnations that a document may have between two restores.
const SPAN: u32 = 1 << 16;

/// The number of the next incarnation. After a restore it begins above all that a lost state of the database may have
/// given: a device that holds one of those would take another for it.
fn following(epoch: u32, cluster: u32) -> u32 {
    epoch.saturating_add(1).max(cluster.saturating_sub(1).saturating_mul(SPAN))
}

/// Whether the document may have another incarnation now.
async fn may_turn(tx: &mut Tx, row: &Document) -> Result<(), Failure> {
    match row.state {
        DocState::Live => {}
        DocState::Final => return Err(ErrorCode::Finalised.into()),
        DocState::Frozen => return Err(ErrorCode::FrozenDoc.into()),
        DocState::Erased => return Err(ErrorCode::Erased.into()),
    }
    if !row.kind.is_crdt() && row.kind != DocType::Thread {
        return Err(Problem::new(ErrorCode::IntentRefused).with("detail", "type").into());
    }
    // A late edit builds on changes that the next incarnation no longer has.
    if !review::undecided(tx, row.doc, 1).await?.is_empty() {
        return Err(Problem::new(ErrorCode::Conflict).with("detail", "review").into());
    }
    Ok(())
}

/// Stores the new incarnation; `None` if the old one was written to meanwhile.
async fn store(
    state: &State,
    order: &Order,
    (old, new): (&Old, New),
    dek: DekId,
) -> Result<Option<Turned>, Failure> {
    let key = seal::keys(state, &[dek]).await?.remove(&dek).ok_or(ErrorCode::Internal)?;
    let mut tx = state.store.begin().await?;
    let row = document::lock(&mut tx, &[order.doc]).await?.pop().ok_or(ErrorCode::NotFound)?;
    may_turn(&mut tx, &row).await?;
    if (row.epoch, row.head_seq) != (old.row.epoch, old.row.head_seq) {
        tx.rollback().await?;
        return Ok(None);
    }
    let server = Facts::server(state.keys.tenant);
    let permit = server.write(&Subject::from(&row), &[], state.now());
    let permit = permit.map_err(|_| ErrorCode::FrozenDoc)?;
    let places = position::take(&mut tx, new.items.len() + 1).await?;
    let birth = places.first().copied().unwrap_or_default();
    let next = Document {
        epoch: old.next,
        schema: state.sync.shapes.of(row.kind).schema,
        head_seq: 0,
        heads: new.doc.heads(),
        env_root: Hash::ZERO,
        bytes_log: 0,
        bytes_full: new.bytes_full,
        dek,
        last: places.last().copied().unwrap_or_default(),
        ..row.clone()
    };
    let written = written(state, next, &key, new.items, &places);
    epoch::insert(&mut tx, &ended(state, order, &row, birth)).await?;
    let rows: Vec<_> = written.changes.iter().map(|c| (&permit, c.clone())).collect();
    change::append(&mut tx, &rows).await?;
    let actors: Vec<Actor> = written.actors.values().copied().collect();
    actor::put(&mut tx, &actors).await?;
    snapshot::remove(&mut tx, row.doc).await?;
    put(state, &mut tx, (&row, &written.row), (&permit, &key), &new.doc).await?;
    let mut event = event(state, Kind::RecordRebuilt, &order.asker, &row, order.reason);
    event.heads_after.clone_from(&written.row.heads);
    leaf::append(&mut tx, &[event]).await?;
    let groups = grant::groups_of(&mut tx, &[row.doc]).await?;
    tx.commit().await?;
    let turned = Turned {
        epoch: written.row.epoch,
        items: written.row.head_seq,
        items_before: row.head_seq,
    };
    let hot = Hot {
        epoch: written.row.epoch,
        seq: written.row.head_seq,
        doc: Arc::new(new.doc),
        actors: written.actors,
    };
    if row.kind.is_crdt() {
        state.sync.docs.put(&written.row, hot);
    }
    let news = groups.into_iter().map(|(_, group)| (group, written.row.last)).collect();
    state.live.poke(&news);
    state.sequencer.ring();
    Ok(Some(turned))
}

async fn put(
    state: &State,
    tx: &mut Tx,
    (row, next): (&Document, &Document),
    (permit, key): (&Permit<Write>, &DocKey),
    doc: &satchel_model::crdt::Doc,
) -> Result<(), Failure> {
    let card = (row.kind == DocType::Admin)
        .then(|| seal::close(state, key, &card_place(next), &Card::of(doc).encode()));
    let from = (row.epoch, row.head_seq);
    let turn = Turn { permit, from, document: next, card: card.as_deref() };
    Ok(document::turn(tx, &turn).await?)
}

fn ended(state: &State, order: &Order, row: &Document, birth: Position) -> Ended {
    let now = state.now();
    let kept = match order.reason {
        EpochReason::Compaction | EpochReason::Migration => {
            Some(now.plus_millis(KEEP_DAYS.saturating_mul(DAY_MS)))
        }
        EpochReason::Rectification | EpochReason::Erasure => None,
    };
    Ended {
        doc: row.doc,
        epoch: row.epoch,
        reason: order.reason,
        schema: row.schema,
        dek: row.dek,
        head_seq: row.head_seq,
        heads: row.heads.clone(),
        env_root: row.env_root,
        user: order.asker.user,
        ended_at: now,
        keep_until: kept,
        shredded_at: None,
        pos: birth,
    }
}

/// The new log as it is stored, and the row that goes with it.
struct Log {
    row: Document,
    changes: Vec<Change>,
    actors: BTreeMap<satchel_model::id::ActorId, Actor>,
}

fn written(
    state: &State,
    mut row: Document,
    key: &DocKey,
    items: Vec<NewItem>,
    places: &[Position],
) -> Log {
    let mut changes = Vec::with_capacity(items.len());
    let mut actors = BTreeMap::new();
    for (item, pos) in items.into_iter().zip(places.iter().skip(1)) {
        row.head_seq += 1;
        row.bytes_log += u64::try_from(item.body.len()).unwrap_or(0);
        let env_bytes = envelope(state, &row, &item).encode();
        let env_hash = hash::sha256(&[&env_bytes]);
        row.env_root = hash::sha256(&[row.env_root.as_bytes(), env_hash.as_bytes()]);
        if let Some((facts, actor_epoch)) = item.actor {
            let (doc, epoch) = (row.doc, row.epoch);
            let device = state.keys.tenant.as_device();
            let last_seq = facts.seq;
            let moved = Actor { doc, epoch, actor: facts.actor, device, actor_epoch, last_seq };
            actors.insert(facts.actor, moved);
        }
        let place = Place {
            purpose: Purpose::Body,
            tenant: row.tenant,
            doc: row.doc,
            epoch: row.epoch,
            seq: row.head_seq,
            hash: item.hash,
        };
        changes.push(Change {
            doc: row.doc,
            epoch: row.epoch,
            seq: row.head_seq,
            kind: item.kind,
            class: ItemClass::Server,
            hash: item.hash,
            deps: item.deps,
            actor: item.actor.map(|(facts, _)| facts),
            device: state.keys.tenant.as_device(),
            device_ctr: None,
            sig: state.keys.signing.sign(Namespace::ENV, &env_hash),
            env: env_bytes,
            body: seal::close(state, key, &place, &item.body),
            raw_len: u32::try_from(item.body.len()).unwrap_or(u32::MAX),
            received_at: item.received_at,
            beacon_at: item.beacon_at,
            claimed_at: item.claimed_at,
            flags: item.flags,
            pos: *pos,
        });
    }
    row.fp = hash::fingerprint(row.doc, row.epoch, row.head_seq, &row.heads);
    Log { row, changes, actors }
}

/// The envelope of an item of the new log: the server's, in the name of whoever wrote what it holds.
fn envelope(state: &State, row: &Document, item: &NewItem) -> Env {
    Env {
        v: version::ENV,
        tenant: row.tenant,
        doc: row.doc,
        doc_type: row.kind.code(),
        epoch: row.epoch,
        kind: item.kind,
        hash: item.hash,
        actor: item.actor.map(|(a, _)| a.actor),
        actor_epoch: item.actor.map(|(_, e)| e),
        actor_seq: item.actor.map(|(a, _)| a.seq),
        device: state.keys.tenant.as_device(),
        device_ctr: None,
        prev_env_hash: None,
        user: item.person.user,
        role: item.person.role,
        acting_for: None,
        grant: None,
        purpose: Use::Operations.code(),
        schema: row.schema.max(SCHEMA),
        cmd_kind: item.cmd_kind,
        cmd_hash: Hash::ZERO,
        batch: None,
        t_claim: item.claimed_at,
        hlc: Hlc::default().next(item.claimed_at),
        beacon: None,
        app_ver: version::APP,
        rebased_from: item.from,
    }
}
