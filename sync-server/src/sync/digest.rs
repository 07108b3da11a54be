//! Comparing what a device holds with what its person may read: sums by type of document, followed from commit to commit.
//!
//! The sums of a reader are walked once and then moved on by the log of fingerprints, so that telling them with each
//! checkpoint costs what changed. They are a cache and never believed against a device: a difference is walked anew before
//! it is told.
use super::{
    feed, frames,
    hello::{self, Peer},
    limit, lru,
    token::Token,
};
use crate::{
    authz::{Facts, Subject},
    http::problem::Failure,
    state::{App, State},
    task,
};
use satchel_model::{
    hash,
    id::{DocId, Fingerprint, GroupId, Hash, UserId},
};
use satchel_protocol::{
    limit::GROUPS_MAX,
    problem::ErrorCode,
    sync::{
        BUCKETS, BucketOf, Buckets, Digest, Hello, Message, Print, Section, bucket_of, digest16,
        print_of,
    },
};
use satchel_server_store::{
    Position, Tx,
    digest::{self as store, Seen},
    document,
    grant::{self, AccessKind},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Pause between two looks for old moves.
const PAUSE: Duration = Duration::from_hours(1);

/// Sums by type number: how many documents, and their fingerprints by exclusive-or.
type Sums = BTreeMap<u16, (u32, [u8; 16])>;

/// What is known of one reader.
#[derive(Clone)]
struct Known {
    /// Of the rights the sums were made under.
    rights: Hash,
    at: Position,
    sums: Sums,
}

/// The sums of readers who were here lately, and how often copies differed.
pub struct Digests {
    known: Mutex<lru::Lru<UserId, Known>>,
    walks: AtomicU64,
    differed: AtomicU64,
}

impl Default for Digests {
    fn default() -> Self {
        let known = Mutex::new(lru::Lru::new(limit::READERS_KNOWN));
        Self { known, walks: AtomicU64::new(0), differed: AtomicU64::new(0) }
    }
}

impl Digests {
    fn get(&self, user: UserId) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(user)
    }

    fn put(&self, user: UserId, known: Known) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).put(user, known, 1);
    }

    fn forget(&self, user: UserId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(user);
    }

    /// How often all documents of a reader were walked, and how often a copy was found different.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        (self.walks.load(Ordering::Relaxed), self.differed.load(Ordering::Relaxed))
    }
}

fn xor(to: &mut [u8; 16], fp: Fingerprint) {
    to.iter_mut().zip(fp.as_bytes()).for_each(|(to, from)| *to ^= from);
}

fn sections(sums: &Sums) -> Vec<Section> {
    let held = sums.iter().filter(|(_, (count, _))| *count > 0);
    held.map(|(doc_type, (count, sum))| Section {
        doc_type: *doc_type,
        count: *count,
        sum: Fingerprint::from_bytes(*sum),
    })
    .collect()
}

/// The audiences of a reader, as many as the feed looks at.
fn groups(facts: &Facts) -> Vec<GroupId> {
    let mut groups = facts.groups();
    groups.truncate(GROUPS_MAX);
    groups
}

/// What a reader's sums rest on: their audiences and the types that their role reads.
fn rights(facts: &Facts) -> Hash {
    let mut groups = groups(facts);
    groups.sort_unstable();
    let mut bytes = vec![facts.role.code()];
    bytes.extend(groups.iter().flat_map(|g| *g.as_bytes()));
    bytes.extend(facts.readable().iter().flat_map(|kind| kind.code().to_be_bytes()));
    hash::sha256(&[&bytes])
}

/// Every document that the reader may read now.
async fn readable(state: &State, tx: &mut Tx, facts: &Facts) -> Result<Vec<Seen>, Failure> {
    let mut all = store::seen(tx, &groups(facts), &facts.readable()).await?;
    let now = state.now();
    all.retain(|seen| reads(facts, seen, now));
    Ok(all)
}

fn reads(facts: &Facts, seen: &Seen, now: satchel_model::time::Timestamp) -> bool {
    let subject =
        Subject { doc: seen.doc, kind: seen.kind, patient: seen.patient, state: seen.state };
    facts.read(&subject, &seen.groups, now).is_ok()
}

/// The digest of all a reader may read, as of `target`; `None` where it cannot be told, because something newer than that
/// is stored already.
/// # Errors
/// A store failure.
pub async fn at(
    state: &State,
    tx: &mut Tx,
    facts: &Facts,
    target: Position,
) -> Result<Option<Vec<Section>>, Failure> {
    let digests = &state.sync.digests;
    let rights = rights(facts);
    if let Some(known) = digests.get(facts.user).filter(|k| k.rights == rights && k.at <= target)
        && let Some(sums) = followed(state, tx, facts, known, target).await?
    {
        let out = sections(&sums);
        digests.put(facts.user, Known { rights, at: target, sums });
        return Ok(Some(out));
    }
    walked(state, tx, facts, target).await
}

/// The same by a walk over all of them.
async fn walked(
    state: &State,
    tx: &mut Tx,
    facts: &Facts,
    target: Position,
) -> Result<Option<Vec<Section>>, Failure> {
    state.sync.digests.walks.fetch_add(1, Ordering::Relaxed);
    let mut sums = Sums::new();
    for seen in readable(state, tx, facts).await? {
        if seen.last > target {
            return Ok(None);
        }
        let (count, sum) = sums.entry(seen.kind.code()).or_default();
        *count += 1;
        xor(sum, seen.fp);
    }
    let out = sections(&sums);
    let rights = rights(facts);
    state.sync.digests.put(facts.user, Known { rights, at: target, sums });
    Ok(Some(out))
}

/// Moves sums on to `target`; `None` where what happened in between is more than moves and new documents.
async fn followed(
    state: &State,
    tx: &mut Tx,
    facts: &Facts,
    known: Known,
    target: Position,
) -> Result<Option<Sums>, Failure> {
    if known.at == target {
        return Ok(Some(known.sums));
    }
    let moves = store::moves(tx, known.at, target, limit::MOVES_MAX).await?;
    let full = moves.len() >= usize::try_from(limit::MOVES_MAX).unwrap_or(usize::MAX);
    let pruned = store::oldest(tx).await?.is_none_or(|oldest| oldest > known.at);
    // An erased document is not among those that are seen: what it was cannot be taken out of the sums one by one.
    let erased = moves.iter().any(|m| m.fp == Fingerprint::ZERO);
    if full || erased || (pruned && moves.is_empty()) {
        return Ok(None);
    }
    let made: BTreeSet<DocId> =
        moves.iter().filter(|m| m.was == Fingerprint::ZERO).map(|m| m.doc).collect();
    let groups = groups(facts);
    let span = (known.at, target);
    let events = grant::events(tx, facts.user, &groups, span, limit::MOVES_MAX).await?;
    let usual = events.iter().all(|event| {
        event.kind == AccessKind::DocumentAdded && event.doc.is_some_and(|d| made.contains(&d))
    });
    if !usual || events.len() >= usize::try_from(limit::MOVES_MAX).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    let docs: Vec<DocId> =
        moves.iter().map(|m| m.doc).collect::<BTreeSet<_>>().into_iter().collect();
    let now = state.now();
    let seen = store::some(tx, &groups, &facts.readable(), &docs).await?;
    let types: BTreeMap<DocId, u16> =
        seen.iter().filter(|s| reads(facts, s, now)).map(|s| (s.doc, s.kind.code())).collect();
    let mut sums = known.sums;
    for one in &moves {
        let Some(doc_type) = types.get(&one.doc) else { continue };
        let (count, sum) = sums.entry(*doc_type).or_default();
        *count += u32::from(one.was == Fingerprint::ZERO);
        xor(sum, one.was);
        xor(sum, one.fp);
    }
    Ok(Some(sums))
}

/// The digest for a checkpoint that ends a pass at `target`.
/// # Errors
/// A store failure.
pub async fn of_checkpoint(
    state: &State,
    tx: &mut Tx,
    facts: &Facts,
    target: Position,
) -> Result<Option<Fingerprint>, Failure> {
    Ok(at(state, tx, facts, target).await?.map(|sections| digest16(&sections)))
}

/// The token that a device of another incarnation of this server's data goes on from, if its copy is what the server holds.
/// # Errors
/// A store failure.
pub async fn resumed(app: &App, peer: &Peer, hello: &Hello) -> Result<Option<Token>, Failure> {
    let Some(told) = hello.digest.filter(|_| peer.reconcile) else { return Ok(None) };
    let mut tx = app.store.read().await?;
    let newest = document::newest(&mut tx).await?;
    let ours = walked(app, &mut tx, &peer.facts, newest).await?;
    let same = ours.is_some_and(|sections| digest16(&sections) == told);
    Ok(same.then(|| token(app, peer, newest)))
}

fn token(app: &App, peer: &Peer, from: Position) -> Token {
    let mut token = Token::fresh(app.keys.tenant, peer.device.device, peer.cluster_epoch);
    token.from = hello::position(from);
    token
}

/// Answers one step of a comparison.
/// # Errors
/// `malformed` for what only a server says, `too_large` for too many buckets; a store failure.
pub async fn answer(app: &App, peer: &Peer, asked: Digest) -> Result<Digest, Failure> {
    match asked {
        Digest::Mine { sections } => differ(app, peer, &sections).await,
        Digest::Ask { seed, buckets } => prints(app, peer, seed, &buckets).await,
        Digest::Differ { .. } | Digest::Busy | Digest::Prints { .. } => {
            Err(ErrorCode::Malformed.into())
        }
    }
}

/// Level 1 and 2: which types differ, and the sums of their buckets.
async fn differ(app: &App, peer: &Peer, theirs: &[Section]) -> Result<Digest, Failure> {
    if theirs.len() > limit::SECTIONS_MAX {
        return Err(ErrorCode::TooLarge.into());
    }
    let mut tx = app.store.read().await?;
    let newest = document::newest(&mut tx).await?;
    if !peer.reconcile && feed::has_news(app, &mut tx, peer).await? {
        return Ok(Digest::Busy);
    }
    // Walked, never followed: what is told here is acted on.
    app.sync.digests.forget(peer.facts.user);
    app.sync.digests.walks.fetch_add(1, Ordering::Relaxed);
    let all = readable(app, &mut tx, &peer.facts).await?;
    let mut sums = Sums::new();
    for seen in &all {
        let (count, sum) = sums.entry(seen.kind.code()).or_default();
        *count += 1;
        xor(sum, seen.fp);
    }
    let ours = sections(&sums);
    let token = token(app, peer, newest).encode(&app.keys.token_key).into();
    let mut seed = [0; 8];
    app.entropy.fill(&mut seed);
    let seed = u64::from_le_bytes(seed);
    if digest16(theirs) == digest16(&ours) {
        return Ok(Digest::Differ { seed, buckets: Vec::new(), token });
    }
    app.sync.digests.differed.fetch_add(1, Ordering::Relaxed);
    tracing::warn!(device = %peer.device.device, "the copy of a device differs");
    let same = |doc_type: u16| {
        let of = |all: &[Section]| all.iter().find(|s| s.doc_type == doc_type).copied();
        of(theirs) == of(&ours)
    };
    let types: BTreeSet<u16> = theirs.iter().chain(&ours).map(|s| s.doc_type).collect();
    let buckets = types.into_iter().filter(|t| !same(*t));
    let buckets = buckets.map(|doc_type| bucketed(seed, doc_type, &all)).collect();
    Ok(Digest::Differ { seed, buckets, token })
}

fn bucketed(seed: u64, doc_type: u16, all: &[Seen]) -> Buckets {
    let mut sums = vec![0_u64; BUCKETS];
    for seen in all.iter().filter(|s| s.kind.code() == doc_type) {
        if let Some(sum) = sums.get_mut(usize::from(bucket_of(seed, seen.doc))) {
            *sum ^= print_of(seed, seen.doc, seen.fp);
        }
    }
    let bytes: Vec<u8> = sums.iter().flat_map(|sum| sum.to_le_bytes()).collect();
    Buckets { doc_type, sums: bytes.into() }
}

/// Level 3: the documents of buckets, whole buckets as far as one frame takes them.
async fn prints(app: &App, peer: &Peer, seed: u64, asked: &[BucketOf]) -> Result<Digest, Failure> {
    if asked.len() > BUCKETS * limit::SECTIONS_MAX {
        return Err(ErrorCode::TooLarge.into());
    }
    let mut tx = app.store.read().await?;
    let all = readable(app, &mut tx, &peer.facts).await?;
    let mut held: BTreeMap<BucketOf, Vec<Print>> = asked.iter().map(|b| (*b, Vec::new())).collect();
    for seen in &all {
        let at = BucketOf { doc_type: seen.kind.code(), bucket: bucket_of(seed, seen.doc) };
        if let Some(bucket) = held.get_mut(&at) {
            bucket.push(Print { doc: seen.doc, epoch: seen.epoch, fp: seen.fp });
        }
    }
    let (mut buckets, mut prints) = (Vec::new(), Vec::new());
    for (bucket, mut some) in held {
        if !prints.is_empty() && prints.len() + some.len() > limit::PRINTS_MAX {
            break;
        }
        buckets.push(bucket);
        prints.append(&mut some);
    }
    prints.sort_unstable_by_key(|p| p.doc);
    Ok(Digest::Prints { buckets, prints })
}

/// The answer to a comparison over the pull carrier.
/// # Errors
/// As [`answer`].
pub async fn talk(
    app: &App,
    hello: &Hello,
    peer: &Peer,
    asked: Digest,
) -> Result<Vec<u8>, Failure> {
    let mut out = hello::welcome(app, hello, peer).await?;
    out.push(Message::Digest(answer(app, peer, asked).await?));
    Ok(frames::bytes(&out))
}

/// Forgets old moves of fingerprints now and then.
pub fn start(app: &App) {
    let (state, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("fingerprints", async move {
        while task::pause(&stop, PAUSE).await {
            if let Err(failure) = prune(&state).await {
                tracing::warn!(code = failure.code().word(), "old fingerprints stay for now");
            }
        }
    });
}

/// Forgets old moves of fingerprints; how many went.
/// # Errors
/// A store failure.
pub async fn prune(state: &State) -> Result<u64, Failure> {
    let mut tx = state.store.begin().await?;
    let gone = store::prune(&mut tx, limit::MOVES_KEPT).await?;
    tx.commit().await?;
    Ok(gone)
}
