//! Step 10: everything that was decided becomes durable in the caller's transaction, or nothing does.
use super::{
    Refusal,
    desk::{Desk, DocWork, Effect, Judged, Outcome},
    envelope::{Content, Prepared},
    load::Push,
};
use crate::{
    audience, auth,
    http::problem::Failure,
    notice,
    scribe::Written,
    seal::{self, Place},
    state::State,
    sync::{create::Audiences, epoch::late, hot::Hot},
};
use satchel_model::{
    audit::Kind,
    document::{DocType, card::Card},
    id::{DeviceId, DocId, GroupId, ItemId},
    policy::{Permit, Write},
};
use satchel_protocol::{
    env::{ItemClass, ItemKind},
    problem::ErrorCode,
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    Position, Tx, actor,
    change::{self, ActorFacts, Change},
    device::{self, DeviceStatus},
    document::{self, Advance},
    grant,
    intent::{self, Intent},
    opened, position, purge,
    review::{self, Review, ReviewState},
    verdict::{self, Decision, Verdict},
};
use satchel_vault::seal::Purpose;
use std::collections::{BTreeMap, BTreeSet};

mod trail;

/// What became of one item, with its verdict where one is stored.
pub enum End {
    /// Decided now.
    Fresh(Decision),
    /// Accepted before under another number.
    Dup(u64, Position),
    /// The stored answer.
    Repeat(Box<Verdict>),
    /// Contradicts its chain; in review.
    Fork,
}

/// What a transaction brought, for answers, caches and pokes once it is committed.
pub struct Done {
    /// Per push: what became of its items.
    pub ends: Vec<Vec<End>>,
    /// Audiences with news, and up to where.
    pub news: BTreeMap<GroupId, Position>,
    /// Devices that were shut out.
    pub revoked: Vec<DeviceId>,
    /// Documents as they stand now.
    pub hot: Vec<(satchel_server_store::document::Document, Hot)>,
    /// What commands wrote that were carried out here.
    pub told: Written,
    /// Documents that are under repair now.
    pub frozen: Vec<DocId>,
    /// Whether jobs were written.
    pub jobs: bool,
}

/// Positions handed out one by one.
struct Places(std::vec::IntoIter<Position>);

impl Places {
    fn next(&mut self) -> Position {
        self.0.next().unwrap_or_default()
    }
}

/// Writes what the desk holds.
/// # Errors
/// A store failure; then nothing of the transaction may be kept.
pub async fn write(
    state: &State,
    tx: &mut Tx,
    mut desk: Desk,
    pushes: &[Push],
    outcomes: Vec<Outcome>,
) -> Result<Done, Failure> {
    let judged: usize = outcomes.iter().map(|o| o.judged.len()).sum();
    let audiences = audiences(state, tx, &desk).await?;
    let seen: usize = audiences.iter().map(Vec::len).sum();
    let needed = desk.accepted.len() + seen + judged + pushes.len();
    let mut places = Places(position::take(tx, needed).await?.into_iter());
    create(tx, &mut desk, audiences, &mut places).await?;
    let positions = items(state, tx, &mut desk, pushes, &mut places).await?;
    documents(state, tx, &desk).await?;
    let jobs = news_jobs(state, tx, &desk, pushes).await?;
    let mut done = Done {
        ends: Vec::new(),
        news: news(&desk),
        revoked: Vec::new(),
        hot: Vec::new(),
        told: Written::default(),
        frozen: Vec::new(),
        jobs,
    };
    let mut leaves = trail::Leaves::default();
    let mut verdicts = Vec::new();
    for (push, outcome) in pushes.iter().zip(&outcomes) {
        let mut ends = Vec::with_capacity(outcome.judged.len());
        for (item, judged) in push.items.iter().zip(&outcome.judged) {
            let told = &mut done.told;
            let end = end(state, tx, &desk, &positions, (push, item, judged), told).await?;
            if let (Judged::Effect(Effect::Revoke(device, _)), End::Fresh(Decision::Ok { .. })) =
                (judged, &end)
            {
                done.revoked.push(*device);
            }
            leaves.item(state, &desk, (push, item, judged), &end, places.next());
            let verdict = stored(&desk, push, item, &end);
            if push.again {
                settle_held(tx, &desk, item, verdict).await?;
            } else {
                keep(state, tx, &desk, (push, item), &end).await?;
                verdicts.extend(verdict);
            }
            ends.push(end);
        }
        if outcome.forked {
            leaves.fork(state, &desk, push, places.next());
        }
        done.ends.push(ends);
    }
    verdict::insert(tx, &verdicts).await?;
    told(tx, &desk, pushes).await?;
    devices(tx, &desk).await?;
    satchel_server_store::audit::append(tx, &leaves.0).await?;
    settle(desk, &mut done);
    Ok(done)
}

/// Who is to see each of the new documents.
async fn audiences(state: &State, tx: &mut Tx, desk: &Desk) -> Result<Vec<Vec<GroupId>>, Failure> {
    let mut known = Audiences::default();
    let mut out = Vec::with_capacity(desk.creations.len());
    for made in &desk.creations {
        let patient = desk.docs.get(&made.doc).and_then(|work| work.row.patient);
        let asked = (patient, made.audience);
        out.push(known.of(state, tx, (desk.clinic, desk.now), asked).await?);
    }
    Ok(out)
}

/// Makes the new documents visible to their audiences.
async fn create(
    tx: &mut Tx,
    desk: &mut Desk,
    audiences: Vec<Vec<GroupId>>,
    places: &mut Places,
) -> Result<(), Failure> {
    for (made, groups) in desk.creations.iter().zip(audiences) {
        let Some(work) = desk.docs.get_mut(&made.doc) else { continue };
        let seen: Vec<(GroupId, Position)> = groups.iter().map(|g| (*g, places.next())).collect();
        work.row.last = seen.iter().map(|(_, pos)| *pos).max().unwrap_or_default();
        work.groups = groups;
        document::insert(tx, &made.permit, &work.row).await?;
        grant::add_document(tx, made.doc, &seen, GrantReason::Team, desk.now).await?;
    }
    Ok(())
}

/// Appends the accepted items; the positions come back in the order of [`Desk::accepted`].
async fn items(
    state: &State,
    tx: &mut Tx,
    desk: &mut Desk,
    pushes: &[Push],
    places: &mut Places,
) -> Result<Vec<Position>, Failure> {
    let mut rows: Vec<(&Permit<Write>, Change)> = Vec::with_capacity(desk.accepted.len());
    let mut positions = Vec::with_capacity(desk.accepted.len());
    for accepted in &desk.accepted {
        let item = pushes.get(accepted.push).and_then(|p| p.items.get(accepted.item));
        let work = desk.docs.get_mut(&accepted.doc);
        let (Some(item), Some(work)) = (item, work) else {
            return Err(ErrorCode::Internal.into());
        };
        let pos = places.next();
        work.row.last = work.row.last.max(pos);
        let row = row(state, work, item, accepted.seq, pos)?;
        let times = (accepted.beacon_at, accepted.flags);
        rows.push((&accepted.permit, Change { beacon_at: times.0, flags: times.1, ..row }));
        positions.push(pos);
    }
    change::append(tx, &rows).await?;
    let moved = desk.docs.values().flat_map(|w| w.moved.iter().filter_map(|a| w.actors.get(a)));
    actor::put(tx, &moved.copied().collect::<Vec<_>>()).await?;
    Ok(positions)
}

/// Takes in what devices tell of themselves: whom their person opened, and what they purged.
async fn told(tx: &mut Tx, desk: &Desk, pushes: &[Push]) -> Result<(), Failure> {
    for accepted in &desk.accepted {
        let item = pushes.get(accepted.push).and_then(|p| p.items.get(accepted.item));
        let Some(item) = item else { continue };
        let Ok(Content::Audit(event)) = &item.content else { continue };
        match event.kind {
            Kind::RecordRead => opened::note(tx, item.env.user, &event.docs, desk.now).await?,
            Kind::RecordPurged => {
                purge::done(tx, item.env.device, &event.docs, item.ctr, desk.now).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes the jobs that tell people, in the transaction of what they are told about; whether there were any.
async fn news_jobs(
    state: &State,
    tx: &mut Tx,
    desk: &Desk,
    pushes: &[Push],
) -> Result<bool, Failure> {
    let mut told = BTreeSet::new();
    let mut jobs = false;
    for accepted in &desk.accepted {
        let (Some(push), Some(work)) = (pushes.get(accepted.push), desk.docs.get(&accepted.doc))
        else {
            continue;
        };
        let (Some(author), Some(patient)) = (desk.people.get(&push.user), work.row.patient) else {
            continue;
        };
        if told.insert((accepted.doc, push.user)) {
            let (kind, at) = (work.row.kind.code(), desk.now);
            let news = notice::News { kind, doc: accepted.doc, patient, by: push.user, at };
            jobs |= notice::due(state, tx, author.role, &news).await?;
        }
    }
    Ok(jobs)
}

/// An accepted item as it is stored.
fn row(
    state: &State,
    work: &DocWork,
    item: &Prepared,
    seq: u64,
    pos: Position,
) -> Result<Change, Failure> {
    let env = &item.env;
    let key = work.key.as_ref().ok_or(ErrorCode::Erased)?;
    let place = Place {
        purpose: Purpose::Body,
        tenant: env.tenant,
        doc: env.doc,
        epoch: env.epoch,
        seq,
        hash: env.hash,
    };
    let header = match &item.content {
        Ok(Content::Change(change)) => Some(change.header()),
        Ok(_) | Err(_) => None,
    };
    Ok(Change {
        doc: env.doc,
        epoch: env.epoch,
        seq,
        kind: env.kind,
        class: ItemClass::Device,
        hash: env.hash,
        deps: header.map(|h| h.deps.clone()).unwrap_or_default(),
        actor: header.map(|h| ActorFacts {
            actor: h.actor,
            seq: h.seq,
            start_op: h.start_op,
            max_op: h.max_op(),
        }),
        device: env.device,
        device_ctr: Some(item.ctr),
        env: item.env_bytes.clone(),
        sig: item.sig,
        body: seal::close(state, key, &place, &item.body),
        raw_len: u32::try_from(item.body.len()).unwrap_or(u32::MAX),
        received_at: state.now(),
        beacon_at: item.beacon_at,
        claimed_at: env.t_claim,
        flags: 0,
        pos,
    })
}

/// Moves the documents on that took something in, with a new card where the record of a patient changed.
async fn documents(state: &State, tx: &mut Tx, desk: &Desk) -> Result<(), Failure> {
    let mut permits: BTreeMap<DocId, &Permit<Write>> = BTreeMap::new();
    for accepted in &desk.accepted {
        permits.insert(accepted.doc, &accepted.permit);
    }
    let mut cards: BTreeMap<DocId, Vec<u8>> = BTreeMap::new();
    for doc in permits.keys() {
        let Some(work) = desk.docs.get(doc) else { continue };
        if let (DocType::Admin, Some(content), Some(key)) = (work.row.kind, &work.doc, &work.key) {
            let place = card_place(&work.row);
            cards.insert(*doc, seal::close(state, key, &place, &Card::of(content).encode()));
        }
    }
    let mut moves = Vec::with_capacity(permits.len());
    for (doc, permit) in &permits {
        let Some(work) = desk.docs.get(doc) else { continue };
        moves.push(Advance {
            permit,
            // A document made here was inserted as it stands now.
            from_seq: if work.is_new { work.row.head_seq } else { work.loaded_seq },
            document: &work.row,
            card: cards.get(doc).map(Vec::as_slice),
        });
    }
    document::advance(tx, &moves).await?;
    for work in desk.docs.values() {
        if work.row.state == DocState::Frozen && work.loaded_state != DocState::Frozen {
            document::freeze(tx, work.row.doc).await?;
        }
    }
    Ok(())
}

/// Where the card of a document is sealed.
#[must_use]
pub fn card_place(row: &satchel_server_store::document::Document) -> Place {
    Place {
        purpose: Purpose::Card,
        tenant: row.tenant,
        doc: row.doc,
        epoch: row.epoch,
        seq: 0,
        hash: satchel_model::id::Hash::ZERO,
    }
}

/// The end of one item; an effect on rows is carried out here.
async fn end(
    state: &State,
    tx: &mut Tx,
    desk: &Desk,
    positions: &[Position],
    (push, _, judged): (&Push, &Prepared, &Judged),
    told: &mut Written,
) -> Result<End, Failure> {
    Ok(match judged {
        Judged::Accepted(at) => {
            let accepted = desk.accepted.get(*at).ok_or(ErrorCode::Internal)?;
            let pos = positions.get(*at).copied().unwrap_or_default();
            End::Fresh(Decision::Ok { seq: accepted.seq, pos, result: None })
        }
        Judged::Created(at) => {
            let made = desk.creations.get(*at).and_then(|c| desk.docs.get(&c.doc));
            let pos = made.map_or(Position::ZERO, |w| w.row.last);
            End::Fresh(Decision::Ok { seq: 0, pos, result: None })
        }
        Judged::Effect(effect) => End::Fresh(carry_out(state, tx, push, effect, told).await?),
        Judged::Dup(known) => End::Dup(known.seq, known.pos),
        Judged::Refused(Refusal { code, detail }, in_review) => End::Fresh(Decision::Refused {
            code: *code,
            detail: detail.clone(),
            in_review: *in_review,
        }),
        Judged::Held(code) => End::Fresh(Decision::Held { code: *code }),
        Judged::Repeat(verdict) => End::Repeat(verdict.clone()),
        Judged::Fork => End::Fork,
    })
}

async fn carry_out(
    state: &State,
    tx: &mut Tx,
    push: &Push,
    effect: &Effect,
    told: &mut Written,
) -> Result<Decision, Failure> {
    let refused = |why: &str| Decision::Refused {
        code: ErrorCode::IntentRefused,
        detail: Some(why.to_owned()),
        in_review: false,
    };
    let done = Decision::Ok { seq: 0, pos: Position::ZERO, result: None };
    match effect {
        Effect::Command(asked) => {
            let (decision, written) = late::carry(state, tx, push.user, asked).await?;
            *told = std::mem::take(told).and(written);
            Ok(decision)
        }
        Effect::LookUp(patient) => {
            Ok(match audience::look_up(state, tx, push.user, *patient).await? {
                Ok(_) => done,
                Err(why) => refused(why),
            })
        }
        Effect::Revoke(device, reason) => {
            let known = device::find(tx, *device).await?;
            let actor = satchel_server_store::user::find(tx, push.user).await?;
            let may = match (&known, &actor) {
                (Some(d), Some(a)) => d.user == a.user || auth::device::manages_devices(a.role),
                (None, _) | (_, None) => false,
            };
            if !may {
                return Ok(refused("not_found"));
            }
            match auth::device::shut_out(state, tx, *device, *reason, Some(push.user)).await {
                Ok(()) => Ok(done),
                Err(failure) if failure.code() == ErrorCode::AlreadyDone => {
                    Ok(refused("already_done"))
                }
                Err(failure) if failure.code() == ErrorCode::NotFound => Ok(refused("not_found")),
                Err(failure) => Err(failure),
            }
        }
    }
}

/// The final verdict of an item that was held, in place of the one that said so.
async fn settle_held(
    tx: &mut Tx,
    desk: &Desk,
    item: &Prepared,
    verdict: Option<Verdict>,
) -> Result<(), Failure> {
    let Some(verdict) = verdict else { return Ok(()) };
    let end = match &verdict.decision {
        Decision::Ok { .. } => ReviewState::Accepted,
        Decision::Refused { in_review: true, .. } => ReviewState::Open,
        Decision::Refused { .. } => ReviewState::Dismissed,
        Decision::Held { .. } => return Ok(()),
    };
    let code = match &verdict.decision {
        Decision::Refused { code, .. } => Some(*code),
        Decision::Ok { .. } | Decision::Held { .. } => None,
    };
    verdict::settle(tx, verdict.device, verdict.device_ctr, &verdict.decision, desk.now).await?;
    let held = (verdict.device, verdict.device_ctr, item.env_hash);
    Ok(review::settle_held(tx, held, end, code, desk.now).await?)
}

/// Keeps what is not in a document's log: intents for the chain, and items for a person or a document to get well.
async fn keep(
    state: &State,
    tx: &mut Tx,
    desk: &Desk,
    (push, item): (&Push, &Prepared),
    end: &End,
) -> Result<(), Failure> {
    let (code, review_state) = match end {
        End::Fresh(Decision::Ok { .. }) if item.env.kind == ItemKind::Intent => {
            return keep_intent(state, tx, desk, (push, item)).await;
        }
        End::Fresh(Decision::Refused { code, in_review: true, .. }) => (*code, ReviewState::Open),
        End::Fresh(Decision::Held { code }) => (*code, ReviewState::Held),
        End::Fork => (ErrorCode::ChainFork, ReviewState::Open),
        End::Fresh(Decision::Ok { .. } | Decision::Refused { .. })
        | End::Dup(..)
        | End::Repeat(_) => return Ok(()),
    };
    // Sealed under the document's key, so that erasing it erases this too; under the device's own where it does not exist.
    let own = DocId::from_bytes(*push.device.as_bytes());
    let keyed = |doc| desk.docs.get(&doc).and_then(|w| w.key.as_ref().map(|key| (w, key)));
    let (work, key) = keyed(item.env.doc).or_else(|| keyed(own)).ok_or(ErrorCode::Internal)?;
    let place = Place {
        purpose: Purpose::Review,
        tenant: desk.tenant,
        doc: work.row.doc,
        epoch: work.row.epoch,
        seq: item.ctr,
        hash: item.env_hash,
    };
    let kept = Review {
        item: ItemId::new(desk.now, &*state.entropy),
        tenant: desk.tenant,
        device: push.device,
        device_ctr: item.ctr,
        doc: item.env.doc,
        dek: work.row.dek,
        key_doc: work.row.doc,
        env: item.env_bytes.clone(),
        env_hash: item.env_hash,
        sig: item.sig,
        body: seal::close(state, key, &place, &item.body),
        cmd: item.cmd.as_ref().map(|cmd| seal::close(state, key, &place, cmd)),
        code,
        state: review_state,
        received_at: desk.now,
        reviewer: None,
        decided_at: None,
    };
    review::insert(tx, &kept).await?;
    Ok(())
}

async fn keep_intent(
    state: &State,
    tx: &mut Tx,
    desk: &Desk,
    (push, item): (&Push, &Prepared),
) -> Result<(), Failure> {
    let own = DocId::from_bytes(*push.device.as_bytes());
    let work = desk.docs.get(&own).ok_or(ErrorCode::Internal)?;
    let key = work.key.as_ref().ok_or(ErrorCode::Internal)?;
    let place = Place {
        purpose: Purpose::Body,
        tenant: desk.tenant,
        doc: own,
        epoch: 0,
        seq: item.ctr,
        hash: item.env.hash,
    };
    let kept = Intent {
        device: push.device,
        device_ctr: item.ctr,
        doc: item.env.doc,
        cmd_kind: item.env.cmd_kind,
        env: item.env_bytes.clone(),
        sig: item.sig,
        body: seal::close(state, key, &place, &item.body),
        received_at: desk.now,
    };
    Ok(intent::insert(tx, &kept).await?)
}

/// The verdict to be stored; none for what was judged before and for what contradicts the chain.
fn stored(desk: &Desk, push: &Push, item: &Prepared, end: &End) -> Option<Verdict> {
    let decision = match end {
        End::Fresh(decision) => decision.clone(),
        End::Dup(seq, pos) => Decision::Ok { seq: *seq, pos: *pos, result: None },
        End::Repeat(_) | End::Fork => return None,
    };
    Some(Verdict {
        device: push.device,
        device_ctr: item.ctr,
        env_hash: item.env_hash,
        doc: item.env.doc,
        hash: item.env.hash,
        decision,
        at: desk.now,
    })
}

/// Moves the devices' chains on, and blocks those that forked.
async fn devices(tx: &mut Tx, desk: &Desk) -> Result<(), Failure> {
    for (id, work) in &desk.devices {
        if work.row.ctr_hw > work.loaded_ctr {
            let (from, to) = (work.loaded_ctr, work.row.ctr_hw);
            device::advance(tx, *id, from, to, &work.row.chain, work.row.beacon_min).await?;
        }
        if work.row.status == DeviceStatus::Blocked {
            device::stop(tx, *id, DeviceStatus::Blocked, "forked", desk.now).await?;
        }
    }
    Ok(())
}

/// Audiences with news, and up to where.
fn news(desk: &Desk) -> BTreeMap<GroupId, Position> {
    let mut out: BTreeMap<GroupId, Position> = BTreeMap::new();
    let written: BTreeSet<DocId> = desk.accepted.iter().map(|a| a.doc).collect();
    for work in desk.docs.values().filter(|w| w.is_new || written.contains(&w.row.doc)) {
        for group in &work.groups {
            let upto = out.entry(*group).or_default();
            *upto = (*upto).max(work.row.last);
        }
    }
    out
}

/// What the caches take over once the transaction is committed.
fn settle(desk: Desk, done: &mut Done) {
    for (id, work) in desk.docs {
        match work.doc {
            _ if work.row.state == DocState::Frozen => done.frozen.push(id),
            Some(doc) => {
                let (epoch, seq) = (work.row.epoch, work.row.head_seq);
                done.hot.push((work.row, Hot { epoch, seq, doc, actors: work.actors }));
            }
            None => {}
        }
    }
}
