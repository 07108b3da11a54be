//! Takes the items of a push through the steps, in memory: what is accepted changes the desk, nothing else.
use super::{
    Refusal, Stop, access, apply,
    chain::{self, Link},
    desk::{Accepted, Creation, Desk, DeviceWork, Effect, Judged, Outcome},
    envelope::{Content, Prepared},
    lineage,
    load::Push,
    ops, schema,
};
use crate::{
    authz::{Facts, Subject},
    sync::{create, epoch::late::Asked},
};
use satchel_model::{
    crdt::{Doc, Guarded},
    document::{DocType, paths::Writer, write::Write as Command},
    hash,
    id::{DeviceId, DocId, GroupId},
    policy::{Permit, Write},
    role::Purpose,
    time::Timestamp,
};
use satchel_protocol::{
    env::{Env, Nonced},
    intent::{Ask, Audience, Intent},
    limit::CLOCK_FLAG_MS,
    problem::ErrorCode,
    sync::{DocState, flag},
};
use satchel_server_store::{actor::Actor, device::DeviceStatus, grant::GroupKind};
use std::{collections::BTreeSet, sync::Arc};

/// Judges a push of either kind.
pub fn any(desk: &mut Desk, index: usize, push: &Push) -> Outcome {
    if push.again {
        held(desk, index, push)
    } else {
        self::push(desk, index, push.device, &push.items)
    }
}

/// Judges items that were held, for good. The rest of a batch was refused when one of it was held, and an item that is
/// too much for the engine a second time is for a person to look at.
fn held(desk: &mut Desk, index: usize, push: &Push) -> Outcome {
    let mut out = Outcome::default();
    for (at, item) in push.items.iter().enumerate() {
        let end = if item.env.batch.is_some() {
            Err(ErrorCode::DependsOnRejected.into())
        } else {
            one(desk, (index, at), push.device, item)
        };
        let end = end.map_err(|stop| match stop {
            Stop::Held(_) => Stop::Review(Refusal::at(ErrorCode::Malformed, "apply")),
            Stop::Refused(_) | Stop::Review(_) => stop,
        });
        out.judged.push(settle(desk, item, end));
    }
    out
}

/// Judges a push of one device, `items` in the order in which they were sent.
pub fn push(desk: &mut Desk, index: usize, device: DeviceId, items: &[Prepared]) -> Outcome {
    let mut out = Outcome::default();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        let Some(work) = desk.devices.get(&device) else {
            out.defer = Some((item.ctr, ErrorCode::UnknownDevice));
            return out;
        };
        if work.row.status == DeviceStatus::Blocked {
            out.judged.push(Judged::Fork);
            at += 1;
            continue;
        }
        match place(work, item) {
            Link::Repeat => {
                out.judged.push(repeat(work, item));
                at += 1;
            }
            Link::Gap => {
                out.defer = Some((work.row.ctr_hw + 1, ErrorCode::MissingDep));
                return out;
            }
            Link::Fork => {
                fork(desk, device);
                out.forked = true;
                out.judged.push(Judged::Fork);
                at += 1;
            }
            Link::Next => {
                let whole = batch(items, at);
                let Some(whole) = whole else {
                    out.defer = Some((item.ctr, ErrorCode::Malformed));
                    return out;
                };
                let n = whole.len();
                out.judged.extend(all_or_none(desk, index, device, at, whole));
                at += n;
            }
        }
    }
    out
}

fn place(work: &DeviceWork, item: &Prepared) -> Link {
    let known = work.settled.get(&item.ctr).map(|v| v.env_hash);
    chain::link((work.row.ctr_hw, work.row.chain), (item.ctr, item.prev, item.env_hash), known)
}

fn repeat(work: &DeviceWork, item: &Prepared) -> Judged {
    match work.settled.get(&item.ctr) {
        Some(verdict) => Judged::Repeat(Box::new(verdict.clone())),
        None => Judged::Fork,
    }
}

fn fork(desk: &mut Desk, device: DeviceId) {
    if let Some(work) = desk.devices.get_mut(&device) {
        work.row.status = DeviceStatus::Blocked;
    }
}

/// The items that stand or fall together from `at` on; `None` if the push does not hold them all.
fn batch(items: &[Prepared], at: usize) -> Option<&[Prepared]> {
    let first = items.get(at)?;
    let Some(batch) = first.env.batch.filter(|_| first.content.is_ok()) else {
        return items.get(at..=at);
    };
    let count = usize::from(batch.count);
    // An item that does not begin a batch here belongs to one whose beginning was judged before: alone it means nothing.
    if batch.index != 0 {
        return items.get(at..=at);
    }
    let whole = items.get(at..at + count)?;
    let in_order = whole.iter().zip(0_u8..).all(|(item, i)| {
        item.env.batch.is_some_and(|b| b.index == i && b.count == batch.count)
            && item.ctr == first.ctr.saturating_add(u64::from(i))
    });
    if in_order { Some(whole) } else { items.get(at..=at) }
}

/// Judges items that stand or fall together, and moves the device's chain past them.
fn all_or_none(
    desk: &mut Desk,
    index: usize,
    device: DeviceId,
    at: usize,
    whole: &[Prepared],
) -> Vec<Judged> {
    let stray =
        whole.len() == 1 && whole.iter().any(|i| i.env.batch.is_some() && i.content.is_ok());
    let docs: BTreeSet<DocId> = whole.iter().map(|i| i.env.doc).collect();
    let mark = (whole.len() > 1).then(|| desk.mark(&docs));
    let mut ends: Vec<Result<Judged, Stop>> = Vec::with_capacity(whole.len());
    for (i, item) in whole.iter().enumerate() {
        let end = if stray {
            Err(Refusal::at(ErrorCode::Malformed, "batch").into())
        } else if place_of(desk, device, item) == Some(Link::Next) {
            one(desk, (index, at + i), device, item)
        } else {
            Err(Refusal::at(ErrorCode::Malformed, "batch").into())
        };
        step(desk, device, item);
        ends.push(end);
    }
    if let Some(mark) = mark
        && ends.iter().any(Result::is_err)
    {
        desk.go_back(mark);
        for end in &mut ends {
            if end.is_ok() {
                *end = Err(ErrorCode::DependsOnRejected.into());
            }
        }
    }
    ends.into_iter().zip(whole).map(|(end, item)| settle(desk, item, end)).collect()
}

fn place_of(desk: &Desk, device: DeviceId, item: &Prepared) -> Option<Link> {
    desk.devices.get(&device).map(|work| place(work, item))
}

/// Every judged item uses its number up, whatever came of it.
fn step(desk: &mut Desk, device: DeviceId, item: &Prepared) {
    if let Some(work) = desk.devices.get_mut(&device) {
        work.row.ctr_hw = item.ctr;
        work.row.chain = item.env_hash;
        work.row.beacon_min = work.row.beacon_min.max(item.beacon_at);
    }
}

fn settle(desk: &mut Desk, item: &Prepared, end: Result<Judged, Stop>) -> Judged {
    let (refusal, in_review) = match end {
        Ok(judged) => return judged,
        Err(Stop::Held(code)) => {
            if let Some(work) = desk.docs.get_mut(&item.env.doc) {
                work.row.state = DocState::Frozen;
            }
            return Judged::Held(code);
        }
        Err(Stop::Refused(refusal)) => (refusal, false),
        Err(Stop::Review(refusal)) => (refusal, true),
    };
    desk.refused.insert((item.env.doc, item.env.hash));
    Judged::Refused(refusal, in_review)
}

/// One item that is next in its device's chain.
fn one(
    desk: &mut Desk,
    at: (usize, usize),
    device: DeviceId,
    item: &Prepared,
) -> Result<Judged, Stop> {
    desk.marker.note(item.env.doc);
    if desk.docs.get(&item.env.doc).is_some_and(|work| work.row.state == DocState::Erased) {
        // Whatever it is, and whatever became of it on the device: there is nothing to judge it against.
        return Err(ErrorCode::Erased.into());
    }
    let content = item.content.as_ref().map_err(Clone::clone)?;
    let work = desk.devices.get(&device).ok_or(ErrorCode::UnknownDevice)?;
    if work.row.status == DeviceStatus::Revoked {
        return Err(Stop::Review(ErrorCode::DeviceRevoked.into()));
    }
    let lease_ms = work.lease_ms;
    let beacon_at = item.beacon_at.max(work.row.beacon_min);
    let facts = desk.people.get(&item.env.user).cloned().ok_or(ErrorCode::ForbiddenDoc)?;
    if let Content::Intent(intent) = content {
        access::person(item, &facts)?;
        access::lease(item, lease_ms)?;
        return asked(desk, at, (item, beacon_at), intent, &facts);
    }
    let times = access::Times { now: desk.now, beacon: beacon_at };
    let permit = access::check(item, desk.docs.get(&item.env.doc), &facts, lease_ms, times)?;
    if let Some(known) = desk.known.get(&(item.env.doc, item.env.hash)) {
        return Ok(Judged::Dup(*known));
    }
    // The same item under two numbers at once is nothing an honest device sends.
    if desk.accepted.iter().any(|a| a.doc == item.env.doc && a.hash == item.env.hash) {
        return Err(ErrorCode::Equivocation.into());
    }
    let writer = Writer { role: facts.role, user: facts.user };
    match content {
        Content::Change(change) => {
            let after = changed(desk, &item.env, &writer, change)?;
            Ok(accept(desk, at, item, permit, Some((after, change)), beacon_at))
        }
        Content::Entry(entry) => {
            let work = desk.docs.get(&item.env.doc).ok_or(ErrorCode::ForbiddenDoc)?;
            ops::entry(work.row.kind, work.row.state, &writer, entry)?;
            Ok(accept(desk, at, item, permit, None, beacon_at))
        }
        Content::Audit(event) => {
            let own = event.user == Some(facts.user) && event.device == Some(device);
            if !own {
                return Err(Refusal::at(ErrorCode::Malformed, "event").into());
            }
            Ok(accept(desk, at, item, permit, None, beacon_at))
        }
        Content::Intent(_) => Err(ErrorCode::Malformed.into()),
    }
}

/// Steps 6 to 9 of a change.
fn changed(desk: &Desk, env: &Env, writer: &Writer, change: &Guarded) -> Result<Doc, Stop> {
    let work = desk.docs.get(&env.doc).ok_or(ErrorCode::ForbiddenDoc)?;
    let doc = work.doc.as_ref().ok_or_else(|| Refusal::at(ErrorCode::ForbiddenPath, "kind"))?;
    lineage::check(desk, env, doc, change)?;
    let touched = ops::change(work.row.kind, work.row.state, writer, doc, change)?;
    let after = apply::check(doc, change)?;
    schema::check(work.row.kind, &after, &touched)?;
    Ok(after)
}

/// Puts an item at the end of its document's log.
fn accept(
    desk: &mut Desk,
    (push, index): (usize, usize),
    item: &Prepared,
    permit: Permit<Write>,
    change: Option<(Doc, &Guarded)>,
    beacon_at: Timestamp,
) -> Judged {
    let env = &item.env;
    let claimed = env.t_claim;
    let early = claimed < beacon_at.plus_millis(-CLOCK_FLAG_MS);
    let late = claimed > desk.now.plus_millis(CLOCK_FLAG_MS);
    let flags = if early || late { flag::TIME_UNCERTAIN } else { 0 };
    let Some(work) = desk.docs.get_mut(&env.doc) else {
        return Judged::Refused(ErrorCode::ForbiddenDoc.into(), false);
    };
    let heads_before = work.row.heads.clone();
    let row = &mut work.row;
    row.head_seq += 1;
    row.bytes_log += u64::try_from(item.body.len()).unwrap_or(0);
    row.env_root = hash::sha256(&[row.env_root.as_bytes(), item.env_hash.as_bytes()]);
    if let Some((after, change)) = change {
        row.heads = after.heads();
        let header = change.header();
        work.actors.insert(
            header.actor,
            Actor {
                doc: env.doc,
                epoch: env.epoch,
                actor: header.actor,
                device: env.device,
                actor_epoch: env.actor_epoch.unwrap_or(0),
                last_seq: header.seq,
            },
        );
        work.moved.insert(header.actor);
        work.doc = Some(Arc::new(after));
    }
    row.fp = hash::fingerprint(row.doc, row.epoch, row.head_seq, &row.heads);
    let heads_after = if work.doc.is_some() { row.heads.clone() } else { Vec::new() };
    let seq = row.head_seq;
    desk.accepted.push(Accepted {
        push,
        item: index,
        permit,
        doc: env.doc,
        hash: env.hash,
        seq,
        heads_before,
        heads_after,
        flags,
        beacon_at,
    });
    Judged::Accepted(desk.accepted.len() - 1)
}

/// A command that only the server answers.
fn asked(
    desk: &mut Desk,
    (push, index): (usize, usize),
    (item, beacon_at): (&Prepared, Timestamp),
    intent: &Intent,
    facts: &Facts,
) -> Result<Judged, Stop> {
    if intent.not_after.is_some_and(|end| desk.now > end) {
        return Err(ErrorCode::Expired.into());
    }
    match &intent.ask {
        Ask::DocumentCreate { doc, doc_type, patient, audience } => {
            if *doc != item.env.doc || *doc_type != item.env.doc_type || item.env.epoch != 0 {
                return Err(Refusal::at(ErrorCode::Malformed, "document_create").into());
            }
            let refused = |why: &str| Stop::from(Refusal::at(ErrorCode::IntentRefused, why));
            let kind = DocType::from_code(*doc_type).filter(|k| k.is_creatable());
            let kind = kind.ok_or_else(|| refused("type"))?;
            if desk.docs.contains_key(doc) {
                return Err(refused("exists"));
            }
            let subject = Subject { doc: *doc, kind, patient: *patient, state: DocState::Live };
            let groups = audience_of(desk, facts, &subject, *audience);
            let permit = may_create(desk, (facts, &groups), beacon_at, &subject, *audience)?;
            let sealing = desk.fresh.get(doc).cloned().ok_or_else(|| refused("key"))?;
            let mut work = create::blank(desk.tenant, &subject, facts.user, sealing, desk.now);
            work.groups = groups;
            desk.docs.insert(*doc, work);
            desk.creations.push(Creation {
                push,
                item: index,
                permit,
                doc: *doc,
                audience: *audience,
            });
            Ok(Judged::Created(desk.creations.len() - 1))
        }
        Ask::DeviceRevoke { device, reason } => {
            Ok(Judged::Effect(Effect::Revoke(*device, *reason)))
        }
        Ask::Command { of } => command(item, *of).map(Judged::Effect),
        Ask::PatientLookUp { patient } => Ok(Judged::Effect(Effect::LookUp(*patient))),
    }
}

/// The audiences of a document about to be made, as far as they matter to its maker: those of the patient's record, and
/// the patient's own where the maker is in it. A record to come will be seen by the clinic.
fn audience_of(desk: &Desk, facts: &Facts, subject: &Subject, audience: Audience) -> Vec<GroupId> {
    let own = facts.memberships.iter().filter(
        |(_, kind)| matches!(kind, GroupKind::PatientSelf(p) if Some(*p) == subject.patient),
    );
    let own: Vec<GroupId> = own.map(|(member, _)| member.group).collect();
    let record = subject.patient.and_then(|p| desk.docs.get(&p.admin()));
    let mut groups = record.map_or_else(|| vec![desk.clinic], |work| work.groups.clone());
    groups.retain(|group| !own.contains(group));
    if audience == Audience::ClinicAndPatient {
        groups.extend(own);
    }
    groups
}

/// A command that came beside its intent, to be carried out here.
fn command(item: &Prepared, of: satchel_model::id::Hash) -> Result<Effect, Stop> {
    let bytes = item.cmd.as_deref().ok_or_else(|| Refusal::at(ErrorCode::Malformed, "command"))?;
    let write = Nonced::<Command>::decode(bytes)
        .map_err(|_| Refusal::at(ErrorCode::Malformed, "command"))?
        .value;
    let named = write.targets().iter().any(|target| target.doc == item.env.doc);
    if !named || write.kind() != item.env.cmd_kind {
        return Err(Refusal::at(ErrorCode::Malformed, "command").into());
    }
    let purpose = Purpose::from_code(item.env.purpose);
    let purpose = purpose.ok_or_else(|| Refusal::at(ErrorCode::Malformed, "purpose"))?;
    Ok(Effect::Command(Box::new(Asked { write, of, at: item.env.t_claim, purpose })))
}

/// Whether a person may make a document, and whether the patient it is about exists.
fn may_create(
    desk: &Desk,
    (facts, groups): (&Facts, &[GroupId]),
    beacon_at: Timestamp,
    subject: &Subject,
    audience: Audience,
) -> Result<Permit<satchel_model::policy::Create>, Stop> {
    let refused = |why: &str| Stop::from(Refusal::at(ErrorCode::IntentRefused, why));
    let patient = subject.patient.ok_or_else(|| refused("patient"))?;
    let is_admin = subject.kind == DocType::Admin;
    if is_admin != (patient.admin() == subject.doc) {
        return Err(refused("patient"));
    }
    if !is_admin && !desk.docs.contains_key(&patient.admin()) {
        return Err(refused("no_patient"));
    }
    if !facts.role.is_staff() && audience != Audience::ClinicAndPatient {
        return Err(refused("audience"));
    }
    let right = |facts: &Facts, at| {
        let refused = |_| Stop::from(Refusal::at(ErrorCode::IntentRefused, "right"));
        facts.create(subject, groups, at).map_err(refused)
    };
    right(&facts.since(beacon_at), beacon_at).map(drop)?;
    right(facts, desk.now)
}
