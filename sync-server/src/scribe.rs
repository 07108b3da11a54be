//! The server's own pen: items of class `server`, written for an import, the demo clinic, or a person whose item a reviewer
//! let pass. Signed with the tenant's key, sealed, in the audit, in the feed, like everything else.
//!
//! Order: [`keys`] makes keys for documents to come, then in one transaction [`Scribe::open`], [`Scribe::edit`] and
//! [`Scribe::entry`] as often as needed, [`Scribe::write`]; after the commit [`Written::tell`].
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::Arc,
};

use satchel_model::{
    actor as derived,
    audit::Event,
    cbor,
    crdt::{Doc, EditError, Guarded, Limits, NewChange, Put},
    document::{
        DocType,
        card::Card,
        paths::{self, Writer},
        schema::validate,
    },
    hash,
    id::{ActorId, DekId, DocId, GroupId, Hash, Nonce, PatientId, UserId},
    policy::{Create, Permit, Write},
    row::Row,
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, ItemKind},
    intent::Audience,
    problem::{ErrorCode, Problem},
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    Position, Tx,
    actor::{self, Actor},
    audit::{self as leaves, Leaf},
    change::{self, ActorFacts, Change},
    document::{self, Advance},
    grant::{self, GroupKind},
    position,
};
use satchel_vault::{seal::Purpose, sign::Namespace};

use crate::{
    audit::leaf,
    authz::{Facts, Subject},
    http::problem::Failure,
    refusal,
    seal::{self, DocKey, Place},
    state::State,
    sync::{
        admit::{commit::card_place, desk::DocWork},
        create,
        hot::{self, Hot},
    },
};

#[cfg(feature = "interop")]
mod foreign;
mod hand;

pub use hand::{Hand, Origin};

use hand::{Item, envelope, event};

/// A document to write to; it is made if it does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The document.
    pub doc: DocId,
    /// Its type.
    pub kind: DocType,
    /// The patient it is about.
    pub patient: Option<PatientId>,
    /// Who sees it, if it is made now.
    pub audience: Option<Audience>,
}

/// Keys of documents that are about to be made.
pub type Fresh = BTreeMap<DocId, (DekId, DocKey)>;

/// Makes and commits the keys of those pages that do not exist. Called before the transaction: a key must be durable
/// before its first use.
/// # Errors
/// A store failure.
pub async fn keys(state: &State, pages: &[Page]) -> Result<Fresh, Failure> {
    let mut tx = state.store.read().await?;
    let mut missing = Vec::new();
    for some in pages.chunks(PAGES_AT_ONCE) {
        let ids: Vec<DocId> = some.iter().map(|p| p.doc).collect();
        let known: BTreeSet<DocId> =
            document::list(&mut tx, &ids).await?.into_iter().map(|d| d.doc).collect();
        missing.extend(ids.into_iter().filter(|d| !known.contains(d)));
    }
    tx.rollback().await?;
    let made = seal::fresh_deks(state, &missing, 0).await?;
    let ids: Vec<DekId> = made.values().copied().collect();
    let opened = seal::keys(state, &ids).await?;
    let pair = |(doc, id): (DocId, DekId)| opened.get(&id).map(|k| (doc, (id, DocKey::clone(k))));
    Ok(made.into_iter().filter_map(pair).collect())
}

/// Documents asked for in one statement.
const PAGES_AT_ONCE: usize = 500;
/// Most fresh actors tried for one change: each web entry of one document takes one at most.
const EPOCHS_MAX: u32 = 1_000_000;

/// What one transaction of the server writes.
pub struct Scribe<'a> {
    state: &'a State,
    now: Timestamp,
    server: Facts,
    clinic: GroupId,
    works: BTreeMap<DocId, DocWork>,
    pages: BTreeMap<DocId, Page>,
    written: Vec<(Permit<Write>, Change)>,
    events: Vec<Event>,
    wrote: BTreeSet<DocId>,
}

/// What is told once the transaction is committed.
#[derive(Default)]
pub struct Written {
    news: BTreeMap<GroupId, Position>,
    hot: Vec<(document::Document, Hot)>,
}

impl Written {
    /// Both, told as one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.hot.extend(other.hot);
        for (group, upto) in other.news {
            let newest = self.news.entry(group).or_default();
            *newest = (*newest).max(upto);
        }
        self
    }

    /// Fills the cache and pokes the audiences.
    pub fn tell(self, state: &State) {
        for (row, hot) in self.hot {
            state.sync.docs.put(&row, hot);
        }
        state.live.poke(&self.news);
    }
}

impl<'a> Scribe<'a> {
    /// Locks and loads the pages that exist, and lays out those that do not.
    /// # Errors
    /// A store failure, or `frozen_doc` for a document under repair.
    pub async fn open(
        state: &'a State,
        tx: &mut Tx,
        pages: &[Page],
        fresh: &Fresh,
    ) -> Result<Self, Failure> {
        let now = state.now();
        let group = GroupId::new(now, &*state.entropy);
        let clinic = grant::get_group(tx, state.keys.tenant, GroupKind::Clinic, group).await?;
        let mut scribe = Self {
            state,
            now,
            server: Facts::server(state.keys.tenant),
            clinic,
            works: BTreeMap::new(),
            pages: pages.iter().map(|p| (p.doc, *p)).collect(),
            written: Vec::new(),
            events: Vec::new(),
            wrote: BTreeSet::new(),
        };
        let ids: Vec<DocId> = scribe.pages.keys().copied().collect();
        for some in ids.chunks(PAGES_AT_ONCE) {
            scribe.lock(tx, some).await?;
        }
        for page in scribe.pages.values() {
            let Entry::Vacant(place) = scribe.works.entry(page.doc) else { continue };
            let (dek, key) = fresh.get(&page.doc).cloned().ok_or(ErrorCode::Overloaded)?;
            let owner = UserId::from_bytes(*state.keys.tenant.as_bytes());
            let subject = subject(page);
            place.insert(create::blank(state.keys.tenant, &subject, owner, (dek, key), now));
        }
        Ok(scribe)
    }

    async fn lock(&mut self, tx: &mut Tx, ids: &[DocId]) -> Result<(), Failure> {
        let rows = document::lock(tx, ids).await?;
        let groups = grant::groups_of(tx, ids).await?;
        let deks: Vec<DekId> = rows.iter().map(|r| r.dek).collect();
        let keys = seal::keys(self.state, &deks).await?;
        for row in rows {
            let key = keys.get(&row.dek).cloned().ok_or(ErrorCode::Erased)?;
            let subject = Subject::from(&row);
            let owner = UserId::from_bytes(*self.state.keys.tenant.as_bytes());
            let blank = create::blank(
                row.tenant,
                &subject,
                owner,
                (row.dek, DocKey::clone(&key)),
                self.now,
            );
            let loaded = if row.kind.is_crdt() {
                Some(hot::load(self.state, tx, &row, &key).await?)
            } else {
                None
            };
            let mine = groups.iter().filter(|(d, _)| *d == row.doc).map(|(_, g)| *g).collect();
            let work = DocWork {
                loaded_seq: row.head_seq,
                loaded_state: row.state,
                is_new: false,
                groups: mine,
                doc: loaded.as_ref().map(|h| Arc::clone(&h.doc)),
                actors: loaded.map(|h| h.actors).unwrap_or_default(),
                row,
                ..blank
            };
            self.works.insert(work.row.doc, work);
        }
        Ok(())
    }

    /// Whether the document is made by this transaction.
    #[must_use]
    pub fn is_new(&self, doc: DocId) -> bool {
        self.works.get(&doc).is_none_or(|w| w.is_new)
    }

    /// The document as it stands with what was written so far; `None` for logs.
    #[must_use]
    pub fn doc(&self, doc: DocId) -> Option<&Doc> {
        self.works.get(&doc).and_then(|w| w.doc.as_deref())
    }

    /// The actor under which the server writes to a document.
    #[must_use]
    pub fn actor(&self, doc: DocId, actor_epoch: u32) -> ActorId {
        let epoch = self.works.get(&doc).map_or(0, |work| work.row.epoch);
        derived::derive(&self.state.keys.signing.public(), doc, epoch, actor_epoch)
    }

    /// Writes one change; no puts, no change.
    /// # Errors
    /// `invalid` if the result is not a valid document; nothing is written then.
    pub fn edit(&mut self, doc: DocId, hand: &Hand, puts: &[Put]) -> Result<(), Failure> {
        if puts.is_empty() {
            return Ok(());
        }
        let actor = self.actor(doc, 0);
        let nonce = Nonce::new(&*self.state.entropy);
        let work = self.works.get(&doc).ok_or(ErrorCode::NotFound)?;
        let mut after = work.doc.as_ref().ok_or(ErrorCode::ForbiddenPath)?.fork();
        let change = after.edit(actor, nonce, puts).map_err(|e| broken(doc, &e))?;
        self.accept(doc, hand, puts, (after, change, 0))
    }

    /// Writes one change of a person under the rules that a device's change meets: each operation decoded, its path
    /// judged for `writer`, the result checked against the schema.
    /// # Errors
    /// `forbidden`, `finalised`, `already_done`, `not_found`, `too_large`, `invalid`; nothing is written then.
    pub fn change(
        &mut self,
        doc: DocId,
        hand: &Hand,
        writer: &Writer,
        puts: &[Put],
    ) -> Result<(), Failure> {
        let actor = self.actor(doc, 0);
        let nonce = Nonce::new(&*self.state.entropy);
        let work = self.works.get(&doc).ok_or(ErrorCode::NotFound)?;
        let before = work.doc.as_ref().ok_or(ErrorCode::NotFound)?;
        let mut after = before.fork();
        let change = after.edit(actor, nonce, puts).map_err(|e| refusal::unwritten(&e))?;
        let guarded = Guarded::new(change.bytes.clone(), &Limits::DEVICE);
        let guarded = guarded.map_err(|e| refusal::unwritten(&EditError::Guard(e)))?;
        let ops = before.operations(&guarded);
        let ops = ops.map_err(|e| refusal::unwritten(&EditError::Reference(e)))?;
        let (kind, life) = (work.row.kind, refusal::life(work.row.state));
        paths::allow_all(kind, life, writer, before, &ops).map_err(refusal::path)?;
        let touched: Vec<_> = ops.into_iter().map(|op| op.path).collect();
        validate(kind, &after, &touched).map_err(|e| refusal::invalid("value", e.code))?;
        self.accept(doc, hand, puts, (after, change, 0))
    }

    /// A page's row as it stands with what was written so far, and who sees it.
    #[must_use]
    pub fn page(&self, doc: DocId) -> Option<(&document::Document, &[GroupId])> {
        self.works.get(&doc).map(|w| (&w.row, w.groups.as_slice()))
    }

    /// Writes one change as if made on another device that stood at `heads`: it did not see what came after.
    /// # Errors
    /// As [`Scribe::edit`].
    pub fn edit_unseen(
        &mut self,
        doc: DocId,
        hand: &Hand,
        puts: &[Put],
        heads: &[Hash],
    ) -> Result<(), Failure> {
        let nonce = Nonce::new(&*self.state.entropy);
        let work = self.works.get(&doc).ok_or(ErrorCode::NotFound)?;
        let mut after = work.doc.as_ref().ok_or(ErrorCode::ForbiddenPath)?.fork();
        // An actor that nobody at `heads` has met: its changes since would be missing below this one.
        let unmet = (1..=EPOCHS_MAX).find(|n| after.last_seq(self.actor(doc, *n)) == 0);
        let actor_epoch = unmet.ok_or(ErrorCode::Internal)?;
        let actor = self.actor(doc, actor_epoch);
        let change = after.edit_at(heads, actor, nonce, puts).map_err(|e| broken(doc, &e))?;
        let guarded = Guarded::new(change.bytes.clone(), &Limits::SERVER);
        let guarded = guarded.map_err(|e| broken(doc, &e))?;
        after.apply(&[guarded]).map_err(|e| broken(doc, &e))?;
        self.accept(doc, hand, puts, (after, change, actor_epoch))
    }

    fn accept(
        &mut self,
        doc: DocId,
        hand: &Hand,
        puts: &[Put],
        (after, change, actor_epoch): (Doc, NewChange, u32),
    ) -> Result<(), Failure> {
        let kind = self.works.get(&doc).map(|w| w.row.kind).ok_or(ErrorCode::NotFound)?;
        let touched: Vec<_> = puts.iter().map(|p| p.path().clone()).collect();
        validate(kind, &after, &touched).map_err(|e| broken(doc, &e))?;
        let header = change.header;
        let facts = ActorFacts {
            actor: header.actor,
            seq: header.seq,
            start_op: header.start_op,
            max_op: header.max_op(),
        };
        let item = Item {
            kind: ItemKind::Change,
            hash: header.hash,
            deps: header.deps,
            actor: Some((facts, actor_epoch)),
            body: change.bytes,
        };
        self.append(doc, hand, item, Some(after))
    }

    /// Appends one log entry, whose value is canonical CBOR.
    /// # Errors
    /// `not_found` if the page was not opened.
    pub fn entry(&mut self, doc: DocId, hand: &Hand, value: &[u8]) -> Result<(), Failure> {
        self.value(doc, hand, ItemKind::Entry, value)
    }

    /// Appends one version of a row.
    /// # Errors
    /// `not_found` if the page was not opened.
    pub fn row(&mut self, doc: DocId, hand: &Hand, row: &Row) -> Result<(), Failure> {
        self.value(doc, hand, ItemKind::Row, &cbor::encode(row))
    }

    fn value(
        &mut self,
        doc: DocId,
        hand: &Hand,
        kind: ItemKind,
        value: &[u8],
    ) -> Result<(), Failure> {
        let body = env::wrap(Nonce::new(&*self.state.entropy), value);
        let hash = env::item_hash(kind, &body);
        self.append(doc, hand, Item { kind, hash, deps: Vec::new(), actor: None, body }, None)
    }

    fn append(
        &mut self,
        doc: DocId,
        hand: &Hand,
        item: Item,
        after: Option<Doc>,
    ) -> Result<(), Failure> {
        let state = self.state;
        let work = self.works.get_mut(&doc).ok_or(ErrorCode::NotFound)?;
        let permit = self.server.write(&Subject::from(&work.row), &[], self.now);
        let permit = permit.map_err(|_| ErrorCode::FrozenDoc)?;
        let envelope = envelope(state, &work.row, hand, &item);
        let env_bytes = envelope.encode();
        let env_hash = hash::sha256(&[&env_bytes]);
        let heads_before = work.row.heads.clone();
        let row = &mut work.row;
        row.head_seq += 1;
        row.bytes_log += u64::try_from(item.body.len()).unwrap_or(0);
        row.env_root = hash::sha256(&[row.env_root.as_bytes(), env_hash.as_bytes()]);
        if let Some(after) = after {
            row.heads = after.heads();
            work.doc = Some(Arc::new(after));
        }
        row.fp = hash::fingerprint(doc, row.epoch, row.head_seq, &row.heads);
        if let Some((facts, actor_epoch)) = item.actor {
            let (epoch, device) = (row.epoch, state.keys.tenant.as_device());
            let moved =
                Actor { doc, epoch, actor: facts.actor, device, actor_epoch, last_seq: facts.seq };
            work.actors.insert(facts.actor, moved);
            work.moved.insert(facts.actor);
        }
        let place = Place {
            purpose: Purpose::Body,
            tenant: row.tenant,
            doc,
            epoch: row.epoch,
            seq: row.head_seq,
            hash: item.hash,
        };
        let key = work.key.as_ref().ok_or(ErrorCode::Erased)?;
        let change = Change {
            doc,
            epoch: row.epoch,
            seq: row.head_seq,
            kind: item.kind,
            class: hand.class,
            hash: item.hash,
            deps: item.deps,
            actor: item.actor.map(|(facts, _)| facts),
            device: state.keys.tenant.as_device(),
            device_ctr: None,
            sig: state.keys.signing.sign(Namespace::ENV, &env_hash),
            env: env_bytes,
            body: seal::close(state, key, &place, &item.body),
            raw_len: u32::try_from(item.body.len()).unwrap_or(u32::MAX),
            received_at: self.now,
            // The server was there when it was made: the window has no width, whatever time the item claims.
            beacon_at: self.now,
            claimed_at: hand.at,
            flags: 0,
            pos: Position::ZERO,
        };
        let heads_after = if work.doc.is_some() { row.heads.clone() } else { Vec::new() };
        let mut event = event(self.now, &envelope, state, heads_before, heads_after);
        event.session = hand.session;
        self.events.push(event);
        self.written.push((permit, change));
        self.wrote.insert(doc);
        Ok(())
    }

    /// Writes everything into the transaction.
    /// # Errors
    /// A store failure; then nothing of the transaction may be kept.
    pub async fn write(mut self, tx: &mut Tx) -> Result<Written, Failure> {
        let audiences = self.audiences(tx).await?;
        let seen: usize = audiences.values().map(|groups| groups.len().max(1)).sum();
        let needed = seen + self.written.len() + self.events.len();
        let mut places = position::take(tx, needed).await?.into_iter();
        let mut next = move || places.next().unwrap_or_default();
        self.create(tx, audiences, &mut next).await?;
        for (_, change) in &mut self.written {
            change.pos = next();
            if let Some(work) = self.works.get_mut(&change.doc) {
                work.row.last = work.row.last.max(change.pos);
            }
        }
        let rows = std::mem::take(&mut self.written);
        let rows: Vec<_> = rows.iter().map(|(p, c)| (p, c.clone())).collect();
        change::append(tx, &rows).await?;
        let moved = self.works.values();
        let moved = moved.flat_map(|w| w.moved.iter().filter_map(|a| w.actors.get(a)));
        actor::put(tx, &moved.copied().collect::<Vec<_>>()).await?;
        self.advance(tx).await?;
        let rows: Vec<Leaf> = self.events.iter().map(|e| leaf::columns(e, next())).collect();
        leaves::append(tx, &rows).await?;
        Ok(self.settle())
    }

    /// Who is to see each of the new documents; nobody where none is named.
    async fn audiences(&self, tx: &mut Tx) -> Result<BTreeMap<DocId, Vec<GroupId>>, Failure> {
        let mut known = create::Audiences::default();
        let mut out = BTreeMap::new();
        for doc in self.works.iter().filter(|(_, w)| w.is_new).map(|(doc, _)| doc) {
            let Some(page) = self.pages.get(doc) else { continue };
            let groups = match page.audience {
                Some(audience) => {
                    let asked = (page.patient, audience);
                    known.of(self.state, tx, (self.clinic, self.now), asked).await?
                }
                None => Vec::new(),
            };
            out.insert(*doc, groups);
        }
        Ok(out)
    }

    async fn create(
        &mut self,
        tx: &mut Tx,
        mut audiences: BTreeMap<DocId, Vec<GroupId>>,
        next: &mut impl FnMut() -> Position,
    ) -> Result<(), Failure> {
        for (doc, work) in self.works.iter_mut().filter(|(_, w)| w.is_new) {
            let Some(page) = self.pages.get(doc) else { continue };
            let permit: Permit<Create> = self
                .server
                .create(&subject(page), &[], self.now)
                .map_err(|_| ErrorCode::Internal)?;
            let groups = audiences.remove(doc).unwrap_or_default();
            let seen: Vec<(GroupId, Position)> = groups.iter().map(|g| (*g, next())).collect();
            work.row.last = seen.iter().map(|(_, p)| *p).max().unwrap_or_else(&mut *next);
            work.groups = groups;
            document::insert(tx, &permit, &work.row).await?;
            grant::add_document(tx, *doc, &seen, GrantReason::Team, self.now).await?;
        }
        Ok(())
    }

    async fn advance(&self, tx: &mut Tx) -> Result<(), Failure> {
        let mut moves = Vec::new();
        let mut permits = BTreeMap::new();
        let mut cards = BTreeMap::new();
        for doc in &self.wrote {
            let Some(work) = self.works.get(doc) else { continue };
            let permit = self.server.write(&Subject::from(&work.row), &[], self.now);
            permits.insert(*doc, permit.map_err(|_| ErrorCode::Internal)?);
            if let (DocType::Admin, Some(content), Some(key)) =
                (work.row.kind, &work.doc, &work.key)
            {
                let plain = Card::of(content).encode();
                cards.insert(*doc, seal::close(self.state, key, &card_place(&work.row), &plain));
            }
        }
        for (doc, permit) in &permits {
            let Some(work) = self.works.get(doc) else { continue };
            let from_seq = if work.is_new { work.row.head_seq } else { work.loaded_seq };
            let card = cards.get(doc).map(Vec::as_slice);
            moves.push(Advance { permit, from_seq, document: &work.row, card });
        }
        Ok(document::advance(tx, &moves).await?)
    }

    fn settle(self) -> Written {
        let mut out = Written { news: BTreeMap::new(), hot: Vec::new() };
        for (doc, work) in self.works {
            if !work.is_new && !self.wrote.contains(&doc) {
                continue;
            }
            for group in &work.groups {
                let upto = out.news.entry(*group).or_default();
                *upto = (*upto).max(work.row.last);
            }
            if let Some(doc) = work.doc {
                let (epoch, seq) = (work.row.epoch, work.row.head_seq);
                out.hot.push((work.row, Hot { epoch, seq, doc, actors: work.actors }));
            }
        }
        out
    }
}

fn subject(page: &Page) -> Subject {
    Subject { doc: page.doc, kind: page.kind, patient: page.patient, state: DocState::Live }
}

/// A change of our own that does not fit is a fault of this program, not of the input: the mapping checks before.
fn broken(doc: DocId, error: &dyn std::fmt::Display) -> Failure {
    tracing::error!(%doc, %error, "a change of the server does not fit its document");
    Problem::new(ErrorCode::Invalid).with("detail", error.to_string()).into()
}
