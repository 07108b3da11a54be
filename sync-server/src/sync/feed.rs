//! A device's pass through what is new for it, one checkpoint at a time.
//!
//! A pass has a fixed end, so it finishes; each checkpoint is one consistent view in which access is judged and content is
//! read, so nobody gets what they may not see at that moment.
use super::{
    full::{self, Way},
    hello::{self, Peer},
    limit,
    token::{Pass, Stage, Token},
};
use crate::{
    authz::{self, Facts, Subject},
    http::problem::Failure,
    seal,
    state::State,
};
use satchel_model::{
    document::DocType,
    id::{DocId, GroupId},
    policy::{Permit, Read},
};
use satchel_protocol::{
    limit::FRAME_AIM,
    problem::ErrorCode,
    sync::{Grant, GrantReason, Message, Position as Wire, Revoke, RevokeHow, Want},
};
use satchel_server_store::{
    Position, Tx, change,
    document::{self, Document, FeedGroup, FeedQuery},
    grant::{self, AccessKind},
    snapshot::{self, Snapshot},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which stretch of a document's log is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// First number.
    pub from_seq: u64,
    /// Last number; 0 of a document without items.
    pub to_seq: u64,
    /// The device holds nothing of it.
    pub lacks: bool,
}

/// What goes before one checkpoint.
#[derive(Default)]
pub struct Step {
    /// Messages, in order.
    pub messages: Vec<Message>,
    /// Raw bytes.
    pub bytes: usize,
    /// Documents whose content is in them.
    pub docs: Vec<DocId>,
    /// Snapshots made on the way.
    pub made: Vec<Snapshot>,
}

const fn stored(pos: Wire) -> Position {
    Position { tx: pos.tx, id: pos.id }
}

/// Who reads, and what of the feed concerns them.
struct Reader<'a> {
    state: &'a State,
    peer: &'a Peer,
    facts: Facts,
    groups: Vec<FeedGroup>,
    types: Vec<DocType>,
    from: Position,
    target: Position,
    fresh: bool,
}

/// Brings the next part of a pass and moves the token on; a pass that is done leaves the token without one.
/// `skip` are documents that this answer brought already.
/// # Errors
/// A store failure, or `internal` for content that does not open.
pub async fn next(
    state: &State,
    peer: &Peer,
    token: &mut Token,
    skip: &BTreeSet<DocId>,
) -> Result<Step, Failure> {
    let mut tx = state.store.read().await?;
    let mut pass = match token.pass {
        Some(pass) => pass,
        None => begin(&mut tx, token).await?,
    };
    let Some(reader) = reader(state, &mut tx, peer, token, pass.target).await? else {
        return Err(ErrorCode::Unauthenticated.into());
    };
    let mut step = Step::default();
    if let Stage::Events(after) = pass.stage {
        pass.stage = taken_away(&reader, &mut tx, stored(after), &mut step).await?;
    }
    let mut done = false;
    if let Stage::Documents(after) = pass.stage {
        let last = documents(&reader, &mut tx, after, skip, &mut step).await?;
        done = last.is_none();
        pass.stage = Stage::Documents(last);
    }
    pass.docs += u32::try_from(step.docs.len()).unwrap_or(0);
    pass.bytes += u64::try_from(step.bytes).unwrap_or(0);
    if done {
        token.from = pass.target;
        token.pass = None;
    } else {
        token.pass = Some(pass);
    }
    Ok(step)
}

async fn begin(tx: &mut Tx, token: &Token) -> Result<Pass, Failure> {
    let newest = hello::position(document::newest(tx).await?);
    // A device that holds nothing has nothing to give back.
    let stage = if token.from == Wire::default() {
        Stage::Documents(None)
    } else {
        Stage::Events(token.from)
    };
    Ok(Pass { target: newest.max(token.from), stage, docs: 0, bytes: 0 })
}

async fn reader<'a>(
    state: &'a State,
    tx: &mut Tx,
    peer: &'a Peer,
    token: &Token,
    target: Wire,
) -> Result<Option<Reader<'a>>, Failure> {
    let now = state.now();
    let facts = authz::facts(tx, peer.device.user, now).await?.filter(|f| f.active);
    let Some(facts) = facts else { return Ok(None) };
    let from = stored(token.from);
    let groups = facts.memberships.iter().map(|(member, _)| FeedGroup {
        group: member.group,
        from: if member.since_pos > from { Position::ZERO } else { from },
    });
    let groups = groups.take(satchel_protocol::limit::GROUPS_MAX).collect();
    Ok(Some(Reader {
        state,
        peer,
        groups,
        types: facts.readable(),
        facts,
        from,
        target: stored(target),
        fresh: from == Position::ZERO,
    }))
}

/// Revocations since the last pass, after `after`; the stage that follows.
async fn taken_away(
    reader: &Reader<'_>,
    tx: &mut Tx,
    after: Position,
    step: &mut Step,
) -> Result<Stage, Failure> {
    let mine: Vec<GroupId> = reader.groups.iter().map(|g| g.group).collect();
    let span = (after, reader.target);
    let user = reader.facts.user;
    let events = grant::events(tx, user, &mine, span, limit::EVENT_PAGE).await?;
    for event in &events {
        let gone: Vec<DocId> = match (event.kind, event.doc) {
            (AccessKind::MemberRemoved, _) => all_of(tx, event.group).await?,
            (AccessKind::DocumentRemoved, Some(doc)) => vec![doc],
            (AccessKind::DocumentRemoved, None)
            | (AccessKind::MemberAdded | AccessKind::DocumentAdded, _) => Vec::new(),
        };
        for page in gone.chunks(500) {
            revoke(tx, page, &mine, step).await?;
        }
    }
    let full = events.len() >= usize::try_from(limit::EVENT_PAGE).unwrap_or(usize::MAX);
    Ok(match events.last() {
        Some(last) if full => Stage::Events(hello::position(last.pos)),
        Some(_) | None => Stage::Documents(None),
    })
}

/// Takes back what is not seen through another audience, and was not given again since.
async fn revoke(
    tx: &mut Tx,
    docs: &[DocId],
    mine: &[GroupId],
    step: &mut Step,
) -> Result<(), Failure> {
    let seen = grant::groups_of(tx, docs).await?;
    let hidden = docs.iter().filter(|doc| !seen.iter().any(|(d, g)| d == *doc && mine.contains(g)));
    for doc in hidden {
        step.bytes += 40;
        step.messages.push(Message::Revoke(Revoke { doc: *doc, how: RevokeHow::Purge }));
    }
    Ok(())
}

async fn all_of(tx: &mut Tx, group: GroupId) -> Result<Vec<DocId>, Failure> {
    let mut out = Vec::new();
    loop {
        let page = document::of_group(tx, group, out.last().copied(), 1_000).await?;
        if page.is_empty() {
            return Ok(out);
        }
        out.extend(page);
    }
}

/// Documents with news after `after`, until the frame is full; the last one looked at, or `None` at the end.
async fn documents(
    reader: &Reader<'_>,
    tx: &mut Tx,
    mut after: Option<DocId>,
    skip: &BTreeSet<DocId>,
    step: &mut Step,
) -> Result<Option<DocId>, Failure> {
    loop {
        let rows = page(reader, tx, after, &[]).await?;
        let at_end = rows.len() < usize::try_from(limit::FEED_PAGE).unwrap_or(usize::MAX);
        after = match walk(reader, tx, rows, skip, step).await? {
            (last, true) => return Ok(last.or(after)),
            (last, false) => last.or(after),
        };
        if at_end {
            return Ok(None);
        }
    }
}

async fn page(
    reader: &Reader<'_>,
    tx: &mut Tx,
    after: Option<DocId>,
    only: &[DocId],
) -> Result<Vec<document::FeedRow>, Failure> {
    let query = FeedQuery {
        groups: &reader.groups,
        types: &reader.types,
        after,
        only,
        limit: limit::FEED_PAGE,
    };
    Ok(document::feed(tx, &query).await?)
}

/// What belongs to a page of documents, read at once.
struct Shelf {
    keys: BTreeMap<satchel_model::id::DekId, seal::DocKey>,
    cards: BTreeMap<DocId, Vec<u8>>,
    snapshots: BTreeMap<DocId, Snapshot>,
    groups: Vec<(DocId, GroupId)>,
}

impl Shelf {
    fn groups_of(&self, doc: DocId) -> Vec<GroupId> {
        let start = self.groups.partition_point(|(d, _)| *d < doc);
        let rest = self.groups.get(start..).unwrap_or_default();
        rest.iter().take_while(|(d, _)| *d == doc).map(|(_, g)| *g).collect()
    }
}

async fn shelf(
    reader: &Reader<'_>,
    tx: &mut Tx,
    rows: &[Document],
) -> Result<(Shelf, BTreeMap<DocId, Permit<Read>>), Failure> {
    let ids: Vec<DocId> = rows.iter().map(|r| r.doc).collect();
    let groups = grant::groups_of(tx, &ids).await?;
    let deks: Vec<_> = rows.iter().map(|r| r.dek).collect();
    let keys = seal::keys(reader.state, &deks).await?;
    let mut shelf = Shelf { keys, cards: BTreeMap::new(), snapshots: BTreeMap::new(), groups };
    let now = reader.state.now();
    let mut permits = Vec::with_capacity(rows.len());
    for row in rows {
        let seen = shelf.groups_of(row.doc);
        permits.extend(reader.facts.read(&Subject::from(row), &seen, now).ok());
    }
    shelf.cards = document::cards(tx, &permits).await?.into_iter().collect();
    let snapshots = snapshot::list(tx, &permits).await?;
    shelf.snapshots = snapshots.into_iter().map(|s| (s.doc, s)).collect();
    Ok((shelf, permits.into_iter().map(|p| (p.doc(), p)).collect()))
}

/// Adds the news of a page; the last document looked at, and whether the frame is full.
async fn walk(
    reader: &Reader<'_>,
    tx: &mut Tx,
    rows: Vec<document::FeedRow>,
    skip: &BTreeSet<DocId>,
    step: &mut Step,
) -> Result<(Option<DocId>, bool), Failure> {
    let plain: Vec<Document> = rows.iter().map(|r| r.document.clone()).collect();
    let (shelf, permits) = shelf(reader, tx, &plain).await?;
    let mut last = None;
    for row in rows {
        let doc = row.document.doc;
        last = Some(doc);
        let Some(permit) = permits.get(&doc).filter(|_| !skip.contains(&doc)) else { continue };
        let lacks = reader.fresh || row.since > reader.from || joined(reader, row.group);
        let news = news(tx, &row.document, reader.from, reader.target, lacks).await?;
        let Some(news) = news else { continue };
        add(reader, tx, (&shelf, permit), &row.document, news, step).await?;
        if step.bytes >= FRAME_AIM {
            return Ok((last, true));
        }
    }
    Ok((last, false))
}

/// Whether the reader joined a group after their last pass.
fn joined(reader: &Reader<'_>, group: GroupId) -> bool {
    let found = reader.groups.iter().find(|g| g.group == group);
    found.is_some_and(|g| g.from == Position::ZERO)
}

/// What of a document lies in (from, target]; `None` for nothing.
async fn news(
    tx: &mut Tx,
    row: &Document,
    from: Position,
    target: Position,
    lacks: bool,
) -> Result<Option<News>, Failure> {
    let to_seq = if row.last <= target {
        row.head_seq
    } else {
        let beyond = change::unseen(tx, row.doc, row.epoch, target).await?;
        beyond.map_or(row.head_seq, |seq| seq - 1)
    };
    if lacks {
        return Ok(Some(News { from_seq: 1, to_seq, lacks }));
    }
    let first = change::unseen(tx, row.doc, row.epoch, from).await?;
    let first = first.filter(|seq| *seq <= to_seq);
    Ok(first.map(|from_seq| News { from_seq, to_seq, lacks }))
}

async fn add(
    reader: &Reader<'_>,
    tx: &mut Tx,
    (shelf, permit): (&Shelf, &Permit<Read>),
    row: &Document,
    news: News,
    step: &mut Step,
) -> Result<(), Failure> {
    // A document whose key is destroyed has no content any more.
    let Some(key) = shelf.keys.get(&row.dek) else { return Ok(()) };
    if news.lacks {
        step.messages.push(Message::Grant(Grant {
            doc: row.doc,
            epoch: row.epoch,
            role: reader.facts.role.code(),
            until: None,
            reason: GrantReason::Team,
            grant: None,
        }));
    }
    let way = Way {
        row,
        key,
        permit,
        card: shelf.cards.get(&row.doc).map(Vec::as_slice),
        snapshot: shelf.snapshots.get(&row.doc),
        own: (!news.lacks).then_some(reader.peer.device.device),
    };
    let brought = full::bring(reader.state, tx, &way, news).await?;
    step.messages.extend(brought.messages);
    step.bytes += brought.bytes;
    step.made.extend(brought.made);
    step.docs.push(row.doc);
    Ok(())
}

/// Brings documents ahead of the rest: what the person looks at now, as far as it has news.
/// # Errors
/// As [`next`].
pub async fn first(
    state: &State,
    peer: &Peer,
    token: &mut Token,
    docs: &[DocId],
) -> Result<Step, Failure> {
    let mut step = Step::default();
    let mut tx = state.store.read().await?;
    let pass = match token.pass {
        Some(pass) => pass,
        None => begin(&mut tx, token).await?,
    };
    token.pass = Some(pass);
    let Some(reader) = reader(state, &mut tx, peer, token, pass.target).await? else {
        return Ok(step);
    };
    let rows = page(&reader, &mut tx, None, docs).await?;
    walk(&reader, &mut tx, rows, &BTreeSet::new(), &mut step).await?;
    Ok(step)
}

/// Brings documents that a device asks for by name, whatever its token says.
/// # Errors
/// As [`next`].
pub async fn wanted(
    state: &State,
    peer: &Peer,
    token: &Token,
    wants: &[Want],
) -> Result<Step, Failure> {
    let mut step = Step::default();
    let mut tx = state.store.read().await?;
    let target = hello::position(document::newest(&mut tx).await?);
    let Some(reader) = reader(state, &mut tx, peer, token, target).await? else {
        return Ok(step);
    };
    let ids: Vec<DocId> = wants.iter().map(|w| w.doc).collect();
    let rows = document::list(&mut tx, &ids).await?;
    let (shelf, permits) = shelf(&reader, &mut tx, &rows).await?;
    for row in &rows {
        let want = wants.iter().find(|w| w.doc == row.doc);
        let (Some(want), Some(permit)) = (want, permits.get(&row.doc)) else { continue };
        let lacks = want.have_seq == 0 || want.epoch != row.epoch || want.have_seq > row.head_seq;
        let from_seq = if lacks { 1 } else { want.have_seq + 1 };
        if !lacks && from_seq > row.head_seq {
            continue;
        }
        let news = News { from_seq, to_seq: row.head_seq, lacks };
        add(&reader, &mut tx, (&shelf, permit), row, news, &mut step).await?;
    }
    Ok(step)
}
