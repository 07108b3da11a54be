//! What the server holds, read from its tables and opened.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use satchel_model::{
    cbor,
    crdt::{Guarded, Header, Limits},
    id::{DeviceId, DocId, Hash},
};
use satchel_protocol::env::{Env, ItemKind};
use satchel_server::{App, http::problem::Failure, seal, sync::hot};
use satchel_server_store::{
    change::{self, Span},
    document::{self, Document},
    review::{self, ReviewState},
};

/// Documents and items read at once.
const PAGE: u32 = 100_000;

/// One accepted item, opened.
pub(crate) struct Logged {
    pub(crate) epoch: u32,
    pub(crate) seq: u64,
    pub(crate) kind: ItemKind,
    pub(crate) hash: Hash,
    pub(crate) env: Option<Env>,
    /// Of a change: what it says about itself.
    pub(crate) header: Option<Header>,
}

/// One document with its log, every epoch that can be opened.
pub(crate) struct Held {
    pub(crate) row: Document,
    pub(crate) log: Vec<Logged>,
}

/// Everything.
pub(crate) struct Truth {
    pub(crate) docs: BTreeMap<DocId, Held>,
    /// Accepted items of devices, of every incarnation of their document: hash, document, command.
    pub(crate) accepted: Vec<(Hash, DocId, Hash)>,
    /// Hashes of the commands that lie in review, whatever became of them there.
    pub(crate) review: Vec<Hash>,
}

/// Reads everything.
pub(crate) async fn read(app: &App, devices: &BTreeSet<DeviceId>) -> Result<Truth> {
    let mut tx = app.store.read().await?;
    let mut docs = BTreeMap::new();
    for row in document::page(&mut tx, app.keys.tenant, None, PAGE).await? {
        let held = one(app, &mut tx, row).await?;
        docs.insert(held.row.doc, held);
    }
    let mut accepted = Vec::new();
    for device in devices {
        for proof in change::proofs(&mut tx, *device, 0, PAGE).await? {
            let env = Env::decode(&proof.env).map_err(|_| anyhow!("a stored envelope"))?;
            accepted.push((env.hash, proof.doc, env.cmd_hash));
        }
    }
    let mut review = Vec::new();
    for state in
        [ReviewState::Open, ReviewState::Accepted, ReviewState::Dismissed, ReviewState::Held]
    {
        for item in review::list(&mut tx, app.keys.tenant, state, None, PAGE).await? {
            review.extend(Env::decode(&item.env).ok().map(|env| env.cmd_hash));
        }
    }
    Ok(Truth { docs, accepted, review })
}

async fn one(app: &App, tx: &mut satchel_server_store::Tx, row: Document) -> Result<Held> {
    let mut log = Vec::new();
    let Ok(permit) = hot::reading(app, &row) else { return Ok(Held { row, log }) };
    let keys = seal::keys(app, &[row.dek]).await.map_err(|f| failed(&f))?;
    let Some(key) = keys.get(&row.dek) else { return Ok(Held { row, log }) };
    let (doc, epoch) = (row.doc, row.epoch);
    let span = Span { doc, epoch, from_seq: 1, to_seq: row.head_seq };
    for item in change::list(tx, &permit, &span).await? {
        let body = seal::open(&permit, key, &hot::body_place(&row, &item), &item.body);
        let body = body.map_err(|f| failed(&f))?;
        let header = match item.kind {
            ItemKind::Change => Some(
                Guarded::new(body, &Limits::SERVER)
                    .map_err(|e| anyhow!("a stored change does not pass the guard: {e}"))?
                    .header()
                    .clone(),
            ),
            ItemKind::Entry | ItemKind::Intent | ItemKind::Row => None,
        };
        let env = Env::decode(&item.env).ok();
        let (seq, kind, hash) = (item.seq, item.kind, item.hash);
        log.push(Logged { epoch, seq, kind, hash, env, header });
    }
    Ok(Held { row, log })
}

fn failed(failure: &Failure) -> anyhow::Error {
    anyhow!("the server: {:?}", failure.code())
}

/// A short word for the whole state: documents, heads and numbers.
pub(crate) fn digest(truth: &Truth) -> Hash {
    let rows: Vec<(Vec<u8>, u32, u64, Vec<u8>)> = truth
        .docs
        .values()
        .map(|held| {
            let heads = held.row.heads.iter().flat_map(|h| h.as_bytes().to_vec()).collect();
            (held.row.doc.as_bytes().to_vec(), held.row.epoch, held.row.head_seq, heads)
        })
        .collect();
    satchel_model::hash::sha256(&[&cbor::encode(&rows)])
}
