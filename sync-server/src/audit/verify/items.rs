//! Contents: every document's log is dense, every envelope signed, every content the one its envelope names, and the
//! running hash over all envelopes the one the document carries.
use std::collections::BTreeMap;

use satchel_model::{
    crdt::{Limits, guard},
    hash,
    id::{DeviceId, Hash, PublicKey},
    policy::{Permit, Read},
};
use satchel_protocol::{
    env::{self, Env, ItemClass, ItemKind},
    sync::DocState,
};
use satchel_server_store::{
    change::{self, Change, Span},
    device,
    document::{self, Document},
};
use satchel_vault::sign::{self, Namespace};

use super::{Finding, Findings, Pace, pooled};
use crate::{
    http::problem::Failure,
    seal::{self, DocKey},
    state::State,
    sync::hot,
};

/// Documents looked at in one step.
const DOCUMENTS: u32 = 200;
/// Items of one document opened at once.
const ITEMS: u64 = 500;
/// Devices read at once.
const DEVICES: u32 = 500;

/// What the logs showed.
#[derive(Debug, Default)]
pub(super) struct Logs {
    pub documents: u64,
    pub items: u64,
    pub findings: Findings,
}

/// Keys of devices; few enough to be held, one line of 48 bytes each.
type Devices = BTreeMap<DeviceId, PublicKey>;

/// Proves the logs of all documents.
/// # Errors
/// What keeps the database from being read.
pub(super) async fn prove(state: &State, how: Pace) -> Result<Logs, Failure> {
    let mut out = Logs::default();
    let devices = devices(state).await?;
    let mut after = None;
    loop {
        let mut tx = state.store.read().await?;
        let page = document::page(&mut tx, state.keys.tenant, after, DOCUMENTS).await;
        drop(tx);
        let page = match page {
            Ok(page) => page,
            Err(error) if error.is_corrupt() => {
                out.findings.push(Finding::of("unreadable"));
                return Ok(out);
            }
            Err(error) => return Err(error.into()),
        };
        let Some(last) = page.last() else { return Ok(out) };
        after = Some(last.doc);
        let deks: Vec<_> = page.iter().map(|d| d.dek).collect();
        let keys = seal::keys(state, &deks).await?;
        let began = state.now();
        for some in page.chunks(how.lanes()) {
            let each = some.iter().map(|row| log(state, row.doc, keys.get(&row.dek), &devices));
            for (items, findings) in futures_util::future::try_join_all(each).await? {
                out.documents += 1;
                out.items += items;
                out.findings.extend(findings);
            }
        }
        how.rest(state, began).await;
    }
}

async fn devices(state: &State) -> Result<Devices, Failure> {
    let mut out = Devices::new();
    loop {
        let after = out.last_key_value().map(|(id, _)| *id);
        let mut tx = state.store.read().await?;
        match device::list(&mut tx, state.keys.tenant, None, after, DEVICES).await {
            Ok(page) if page.is_empty() => return Ok(out),
            Ok(page) => out.extend(page.into_iter().map(|d| (d.device, d.public))),
            // The chains name the device that cannot be read; items of unread devices are named here.
            Err(error) if error.is_corrupt() => return Ok(out),
            Err(error) => return Err(error.into()),
        }
    }
}

/// How far a log is proved.
struct Walk {
    seq: u64,
    root: Hash,
    findings: Findings,
}

/// Proves one log in one consistent view of the database: items and findings.
async fn log(
    state: &State,
    doc: satchel_model::id::DocId,
    key: Option<&DocKey>,
    devices: &Devices,
) -> Result<(u64, Findings), Failure> {
    let mut walk = Walk { seq: 0, root: Hash::ZERO, findings: Findings::default() };
    let named = |what, index| Finding { doc: Some(doc), seq: index, ..Finding::of(what) };
    let mut tx = state.store.read().await?;
    let Some(row) = document::find(&mut tx, doc).await? else { return Ok((0, walk.findings)) };
    if row.state == DocState::Erased {
        return Ok((0, walk.findings));
    }
    let Some(key) = key else {
        walk.findings.push(named("key_missing", None));
        return Ok((0, walk.findings));
    };
    let permit = hot::reading(state, &row)?;
    while walk.seq < row.head_seq {
        let span = Span {
            doc,
            epoch: row.epoch,
            from_seq: walk.seq + 1,
            to_seq: row.head_seq.min(walk.seq + ITEMS),
        };
        let items = match change::list(&mut tx, &permit, &span).await {
            Ok(items) if items.is_empty() => break,
            Ok(items) => items,
            Err(error) if error.is_corrupt() => {
                walk.findings.push(named("unreadable", Some(span.from_seq)));
                return Ok((walk.seq, walk.findings));
            }
            Err(error) => return Err(error.into()),
        };
        let server = state.keys.signing.public();
        let items: Vec<(Change, Option<PublicKey>)> = items
            .into_iter()
            .map(|item| {
                let public = match item.class {
                    ItemClass::Device => devices.get(&item.device).copied(),
                    ItemClass::Session | ItemClass::Server => Some(server),
                };
                (item, public)
            })
            .collect();
        let (permit, row, key) = (hot::reading(state, &row)?, row.clone(), DocKey::clone(key));
        walk = pooled(move || {
            steps(&permit, &row, &key, &items, &mut walk);
            walk
        })
        .await?;
    }
    if walk.seq != row.head_seq {
        walk.findings.push(named("cut", Some(walk.seq + 1)));
    } else if walk.root != row.env_root {
        walk.findings.push(named("env_root", Some(walk.seq)));
    }
    Ok((walk.seq, walk.findings))
}

fn steps(
    permit: &Permit<Read>,
    row: &Document,
    key: &DocKey,
    items: &[(Change, Option<PublicKey>)],
    walk: &mut Walk,
) {
    for (item, public) in items {
        let named = |what, seq| Finding {
            doc: Some(row.doc),
            seq: Some(seq),
            device: Some(item.device),
            device_ctr: item.device_ctr,
            ..Finding::of(what)
        };
        if item.seq != walk.seq + 1 {
            walk.findings.push(named("gap", walk.seq + 1));
        }
        walk.seq = item.seq;
        walk.root = hash::sha256(&[walk.root.as_bytes(), hash::sha256(&[&item.env]).as_bytes()]);
        let opened = seal::open(permit, key, &hot::body_place(row, item), &item.body);
        if let Some(what) = wrong(item, *public, opened.ok().as_deref()) {
            walk.findings.push(named(what, item.seq));
        }
    }
}

/// What is wrong with an item; `None` for nothing.
fn wrong(item: &Change, public: Option<PublicKey>, body: Option<&[u8]>) -> Option<&'static str> {
    let Ok(env) = Env::decode(&item.env) else { return Some("form") };
    let Some(public) = public else { return Some("device_missing") };
    let env_hash = hash::sha256(&[&item.env]);
    if sign::verify(Namespace::ENV, &public, &env_hash, &item.sig).is_err() {
        return Some("signature");
    }
    let actor = item.actor.map(|a| (a.actor, a.seq));
    let same = env.hash == item.hash
        && env.doc == item.doc
        && env.epoch == item.epoch
        && env.kind == item.kind
        && env.device == item.device
        && env.device_ctr == item.device_ctr
        && env.actor.zip(env.actor_seq) == actor
        && env.t_claim == item.claimed_at;
    if !same {
        return Some("columns");
    }
    let Some(body) = body else { return Some("content") };
    let header = match item.kind {
        ItemKind::Change => match guard::check(body, &Limits::SERVER) {
            Ok(header) => Some(header),
            Err(_) => return Some("content"),
        },
        ItemKind::Entry | ItemKind::Intent | ItemKind::Row => None,
    };
    let made = header.as_ref().map_or_else(|| env::item_hash(item.kind, body), |h| h.hash);
    if made != item.hash {
        return Some("content");
    }
    let fits = header.is_none_or(|h| {
        let told = item.actor.map(|a| (a.actor, a.seq, a.start_op, a.max_op));
        told == Some((h.actor, h.seq, h.start_op, h.max_op())) && h.deps == item.deps
    });
    (!fits || u64::from(item.raw_len) != u64::try_from(body.len()).unwrap_or(0))
        .then_some("columns")
}
