//! A device's pass through what is new for it, one checkpoint at a time.
//!
//! A pass has a fixed end, so it finishes; each checkpoint is one consistent view in which access is judged and content is
//! read, so nobody gets what they may not see at that moment.
mod asked;

pub use asked::{has_news, planned, wanted};

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
    id::{DocId, GroupId, PatientId},
    policy::{Permit, Read},
};
use satchel_protocol::{
    limit::FRAME_AIM,
    problem::ErrorCode,
    sync::{Epoch, EpochReason, Grant, Message, Position as Wire, Revoke, RevokeHow},
};
use satchel_server_store::{
    Position, Tx, change,
    document::{self, Document, FeedGroup, FeedQuery},
    epoch::{self, Ended},
    grant::{self, AccessKind},
    opened,
    snapshot::{self, Snapshot},
};
use std::collections::{BTreeMap, BTreeSet};

/// Documents of one patient that are looked up at once.
const PATIENT_PAGE: usize = 64;

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

impl Step {
    /// Documents that the device is told to purge.
    #[must_use]
    pub fn purged(&self) -> Vec<DocId> {
        let purge = |message: &Message| match message {
            Message::Revoke(Revoke { doc, how: RevokeHow::Purge }) => Some(*doc),
            _ => None,
        };
        self.messages.iter().filter_map(purge).collect()
    }
}

/// A position of the wire as it is stored.
#[must_use]
pub const fn stored(pos: Wire) -> Position {
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
    let mut pass = match token.pass.take() {
        Some(pass) => pass,
        None => begin(&mut tx, peer, token, &[]).await?,
    };
    let Some(reader) = reader(state, &mut tx, peer, token, pass.target).await? else {
        return Err(ErrorCode::Unauthenticated.into());
    };
    let mut step = Step::default();
    if let Stage::Events(after) = pass.stage {
        pass.stage = taken_away(&reader, &mut tx, stored(after), &mut step).await?;
    }
    let ahead = pass.ahead.clone().unwrap_or_default();
    while let Stage::Ahead(at) = pass.stage {
        let patient = usize::try_from(at).ok().and_then(|at| ahead.get(at));
        let Some(patient) = patient else {
            pass.stage = Stage::Documents(None);
            break;
        };
        of_patient(&reader, &mut tx, *patient, skip, &mut step).await?;
        pass.stage = Stage::Ahead(at.saturating_add(1));
        if step.bytes >= FRAME_AIM {
            break;
        }
    }
    let mut done = false;
    let full = step.bytes >= FRAME_AIM;
    if let Stage::Documents(after) = pass.stage
        && !full
    {
        let skip = Skip { docs: skip, patients: &ahead };
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

/// A pass from where the token stands. The first download begins with the patients of `first`, then those whom its person
/// opened last on any device.
async fn begin(tx: &mut Tx, peer: &Peer, token: &Token, first: &[DocId]) -> Result<Pass, Failure> {
    let newest = hello::position(document::newest(tx).await?);
    // A device that holds nothing has nothing to give back.
    let is_first = token.from == Wire::default();
    let stage = if is_first { Stage::Ahead(0) } else { Stage::Events(token.from) };
    let ahead = if is_first { Some(ahead(tx, peer, first).await?) } else { None };
    Ok(Pass { target: newest.max(token.from), stage, docs: 0, bytes: 0, ahead })
}

async fn ahead(tx: &mut Tx, peer: &Peer, first: &[DocId]) -> Result<Vec<PatientId>, Failure> {
    let named = document::list(tx, first).await?;
    let patient_of = |doc: &DocId| named.iter().find(|row| row.doc == *doc)?.patient;
    let mut out: Vec<PatientId> = Vec::new();
    let recent = opened::recent(tx, peer.facts.user, limit::AHEAD_MAX).await?;
    for patient in first.iter().filter_map(patient_of).chain(recent) {
        if !out.contains(&patient) {
            out.push(patient);
        }
    }
    out.truncate(usize::try_from(limit::AHEAD_MAX).unwrap_or(0));
    Ok(out)
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
    // A document may have gone from an audience before its reader did.
    let left = reader.facts.left.iter().map(|(group, _)| *group).filter(|g| !mine.contains(g));
    let heard: Vec<GroupId> = mine.iter().copied().chain(left).collect();
    let events = grant::events(tx, user, &heard, span, limit::EVENT_PAGE).await?;
    for event in &events {
        let gone: Vec<DocId> = match (event.kind, event.doc) {
            (AccessKind::MemberRemoved, _) => all_of(tx, event.group).await?,
            (AccessKind::DocumentRemoved, Some(doc)) => vec![doc],
            (AccessKind::DocumentRemoved, None)
            | (AccessKind::MemberAdded | AccessKind::DocumentAdded, _) => Vec::new(),
        };
        for page in gone.chunks(500) {
            revoke(reader, tx, page, &mine, step).await?;
        }
    }
    let full = events.len() >= usize::try_from(limit::EVENT_PAGE).unwrap_or(usize::MAX);
    Ok(match events.last() {
        Some(last) if full => Stage::Events(hello::position(last.pos)),
        Some(_) | None => Stage::Documents(None),
    })
}

/// Takes back what is not seen through another audience, and was not given again since. Where another right is left that
/// ends by itself, its end is told: the one that is gone may have ended later, or not at all.
async fn revoke(
    reader: &Reader<'_>,
    tx: &mut Tx,
    docs: &[DocId],
    mine: &[GroupId],
    step: &mut Step,
) -> Result<(), Failure> {
    let seen = grant::groups_of(tx, docs).await?;
    let (mut ends, now) = (BTreeMap::new(), reader.state.now());
    for doc in docs {
        let groups: Vec<GroupId> =
            seen.iter().filter(|(d, g)| d == doc && mine.contains(g)).map(|(_, g)| *g).collect();
        if groups.is_empty() {
            step.bytes += 40;
            step.messages.push(Message::Revoke(Revoke { doc: *doc, how: RevokeHow::Purge }));
        } else if reader.facts.told(&groups).0.is_some() {
            ends.insert(*doc, groups);
        }
    }
    let ending: Vec<DocId> = ends.keys().copied().collect();
    for row in document::list(tx, &ending).await? {
        let groups = ends.get(&row.doc).map(Vec::as_slice).unwrap_or_default();
        if reader.facts.read(&Subject::from(&row), groups, now).is_ok() {
            step.bytes += 40;
            step.messages.push(granted(reader, &row, groups));
        }
    }
    Ok(())
}

/// The reader's right on a document as it is told.
fn granted(reader: &Reader<'_>, row: &Document, groups: &[GroupId]) -> Message {
    let (until, reason) = reader.facts.told(groups);
    let role = reader.facts.role.code();
    Message::Grant(Grant { doc: row.doc, epoch: row.epoch, role, until, reason, grant: None })
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

/// What a part of a pass leaves out, because another part brings it.
#[derive(Clone, Copy)]
struct Skip<'a> {
    docs: &'a BTreeSet<DocId>,
    patients: &'a [PatientId],
}

impl Skip<'_> {
    fn has(&self, row: &Document) -> bool {
        self.docs.contains(&row.doc) || row.patient.is_some_and(|p| self.patients.contains(&p))
    }
}

/// Every document of one patient with news: a frame may grow past its aim, a patient's record is small.
async fn of_patient(
    reader: &Reader<'_>,
    tx: &mut Tx,
    patient: PatientId,
    skip: &BTreeSet<DocId>,
    step: &mut Step,
) -> Result<(), Failure> {
    let all = document::of_patient(tx, patient).await?;
    let ids: Vec<DocId> = all.iter().map(|row| row.doc).collect();
    for some in ids.chunks(PATIENT_PAGE) {
        let mut after = None;
        loop {
            // A page counts audiences, so it may end before the documents do.
            let rows = page(reader, tx, after, some).await?;
            if rows.is_empty() {
                break;
            }
            let skip = Skip { docs: skip, patients: &[] };
            after = walk(reader, tx, rows, skip, step).await?.0;
        }
    }
    Ok(())
}

/// Documents with news after `after`, until the frame is full; the last one looked at, or `None` at the end.
async fn documents(
    reader: &Reader<'_>,
    tx: &mut Tx,
    mut after: Option<DocId>,
    skip: Skip<'_>,
    step: &mut Step,
) -> Result<Option<DocId>, Failure> {
    loop {
        let rows = page(reader, tx, after, &[]).await?;
        // A page counts audiences, so a short one need not be the last.
        if rows.is_empty() {
            return Ok(None);
        }
        after = match walk(reader, tx, rows, skip, step).await? {
            (last, true) => return Ok(last.or(after)),
            (last, false) => last.or(after),
        };
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
    skip: Skip<'_>,
    step: &mut Step,
) -> Result<(Option<DocId>, bool), Failure> {
    let plain: Vec<Document> = rows.iter().map(|r| r.document.clone()).collect();
    let (shelf, permits) = shelf(reader, tx, &plain).await?;
    let mut last = None;
    for row in rows {
        let doc = row.document.doc;
        last = Some(doc);
        let skipped = skip.has(&row.document);
        let anew = shelf.groups_of(doc).iter().any(|group| joined(reader, *group));
        let lacks = reader.fresh || row.since > reader.from || anew;
        let ended = ended(tx, &row.document).await?;
        let turned = ended.iter().any(|e| e.pos > reader.from) && !lacks;
        if turned && !skipped {
            announce(reader, tx, &row.document, &ended, step).await?;
        }
        let Some(permit) = permits.get(&doc).filter(|_| !skipped) else { continue };
        let born = ended.last().map(|e| e.pos);
        let lacks = lacks || turned;
        let span = (reader.from, reader.target);
        let news = news(tx, &row.document, born, span, lacks).await?;
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
    born: Option<Position>,
    (from, target): (Position, Position),
    lacks: bool,
) -> Result<Option<News>, Failure> {
    // An incarnation born after the pass began comes as it is: what the pass began with is no more.
    let to_seq = if row.last <= target || born.is_some_and(|pos| pos > target) {
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

/// The incarnations of a document that ended, oldest first.
async fn ended(tx: &mut Tx, row: &Document) -> Result<Vec<Ended>, Failure> {
    if row.epoch == 0 { Ok(Vec::new()) } else { Ok(epoch::list(tx, row.doc).await?) }
}

/// Tells that a document goes on as another incarnation, or is gone for ever. What the device may not know of its items of
/// the one before comes first: the others it writes anew.
async fn announce(
    reader: &Reader<'_>,
    tx: &mut Tx,
    row: &Document,
    ended: &[Ended],
    step: &mut Step,
) -> Result<(), Failure> {
    let Some(last) = ended.last() else { return Ok(()) };
    let held = ended.iter().find(|e| e.pos > reader.from).unwrap_or(last);
    let settled = hello::settled_of(tx, reader.peer, row.doc).await?;
    step.messages.extend(settled.map(Message::Verdicts));
    let (doc, from, to) = (row.doc, held.epoch, row.epoch);
    step.messages.push(Message::Epoch(Epoch { doc, from, to, reason: last.reason }));
    if last.reason == EpochReason::Erasure {
        step.messages.push(Message::Revoke(Revoke { doc, how: RevokeHow::Purge }));
    }
    step.bytes += 80;
    Ok(())
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
        step.messages.push(granted(reader, row, &shelf.groups_of(row.doc)));
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
    let pass = match token.pass.take() {
        Some(pass) => pass,
        None => begin(&mut tx, peer, token, docs).await?,
    };
    let target = pass.target;
    token.pass = Some(pass);
    let Some(reader) = reader(state, &mut tx, peer, token, target).await? else {
        return Ok(step);
    };
    let rows = page(&reader, &mut tx, None, docs).await?;
    let none = BTreeSet::new();
    let nothing = Skip { docs: &none, patients: &[] };
    walk(&reader, &mut tx, rows, nothing, &mut step).await?;
    Ok(step)
}
