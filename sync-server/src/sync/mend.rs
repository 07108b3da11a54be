//! Documents under repair: one that loads from its log again is opened, and what was held for it gets its final verdict.
//!
//! An item that is too much for the engine a second time is not taken: its author keeps it, and a person looks at it.
use super::{
    admit::{
        envelope::{self, Prepared, Prover},
        load::Push,
    },
    hot, saved, writer,
};
use crate::{
    http::problem::Failure,
    seal::{self, Place},
    state::{App, State},
    task,
};
use satchel_model::id::{DeviceId, DocId};
use satchel_protocol::{
    env::Env,
    problem::ErrorCode,
    sync::{DocState, PushItem},
};
use satchel_server_store::{
    Tx, device, document,
    review::{self, Review, ReviewState},
};
use satchel_vault::seal::Purpose;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// Pause between two rounds.
const PAUSE: Duration = Duration::from_mins(5);
/// Held items looked at in one round.
const PAGE: u32 = 500;

/// Mends every few minutes until the server stops.
pub fn start(app: &App) {
    let (state, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("mend", async move {
        while task::pause(&stop, PAUSE).await {
            match round(&state).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "held items have their verdict"),
                Err(failure) => {
                    tracing::warn!(code = failure.code().word(), "held items wait on");
                }
            }
        }
    });
}

/// Settles what is held, as far as its documents load; how many items.
/// # Errors
/// A store failure; what was settled before stays.
pub async fn round(app: &App) -> Result<usize, Failure> {
    let mut tx = app.store.read().await?;
    let held = review::list(&mut tx, app.keys.tenant, ReviewState::Held, None, PAGE).await?;
    drop(tx);
    let mut well = BTreeSet::new();
    for doc in held.iter().map(|row| row.doc).collect::<BTreeSet<DocId>>() {
        if is_well(app, doc).await? {
            well.insert(doc);
        }
    }
    let mut by_device: BTreeMap<DeviceId, Vec<Review>> = BTreeMap::new();
    for row in held.into_iter().filter(|row| well.contains(&row.doc)) {
        by_device.entry(row.device).or_default().push(row);
    }
    let mut count = 0;
    for (device, mut rows) in by_device {
        rows.sort_by_key(|row| row.device_ctr);
        for row in rows {
            // One by one: an item that froze its document again must not take the next ones along.
            if is_well(app, row.doc).await? {
                count += usize::from(settle(app, device, &row).await?);
            }
        }
    }
    Ok(count)
}

/// Whether a document is open, after it was opened if it loads from its log alone. One that is gone for good counts as
/// open: what was held for it is refused.
async fn is_well(state: &State, doc: DocId) -> Result<bool, Failure> {
    let mut tx = state.store.begin().await?;
    let rows = document::lock(&mut tx, &[doc]).await?;
    let Some(row) = rows.first() else { return Ok(true) };
    if row.state != DocState::Frozen {
        return Ok(true);
    }
    if !loads(state, &mut tx, row).await? {
        return Ok(false);
    }
    document::thaw(&mut tx, doc).await?;
    tx.commit().await?;
    state.sync.docs.remove(doc);
    tracing::info!(%doc, "a document under repair loads again");
    Ok(true)
}

/// Whether the log makes the heads that are stored.
async fn loads(state: &State, tx: &mut Tx, row: &document::Document) -> Result<bool, Failure> {
    let keys = seal::keys(state, &[row.dek]).await?;
    let Some(key) = keys.get(&row.dek) else { return Ok(false) };
    if !row.kind.is_crdt() {
        return Ok(true);
    }
    let permit = hot::reading(state, row)?;
    match saved::load(tx, &permit, row, key).await {
        Ok(doc) => Ok(doc.heads() == row.heads),
        Err(failure) if failure.code() == ErrorCode::Internal => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Gives one held item its final verdict; `false` if it cannot be read here.
async fn settle(app: &App, id: DeviceId, row: &Review) -> Result<bool, Failure> {
    let mut tx = app.store.read().await?;
    let Some(device) = device::find(&mut tx, id).await? else { return Ok(false) };
    let Some(item) = opened(app, &mut tx, row).await? else { return Ok(false) };
    drop(tx);
    let prover = Prover {
        tenant: app.keys.tenant,
        device: id,
        user: device.user,
        public: &device.public,
        token_key: &app.keys.token_key,
    };
    let prepared: Prepared = match envelope::prepare(item, &prover) {
        Ok(prepared) => prepared,
        Err(code) => {
            tracing::error!(item = %row.item, code = code.word(), "a held item does not prove itself any more");
            return Ok(false);
        }
    };
    let push = Push { device: id, user: device.user, items: vec![prepared], again: true };
    writer::submit(app, push).await?;
    Ok(true)
}

/// A kept item as its device had sent it.
async fn opened(state: &State, tx: &mut Tx, row: &Review) -> Result<Option<PushItem>, Failure> {
    let Some(keeper) = document::find(tx, row.key_doc).await? else { return Ok(None) };
    let keys = seal::keys(state, &[row.dek]).await?;
    let (Some(key), Ok(permit)) = (keys.get(&row.dek), hot::reading(state, &keeper)) else {
        return Ok(None);
    };
    let Ok(env) = Env::decode(&row.env) else { return Ok(None) };
    let place = Place {
        purpose: Purpose::Review,
        tenant: row.tenant,
        doc: row.key_doc,
        // What it was sealed in, even where the document went on since.
        epoch: if row.key_doc == row.doc { env.epoch } else { keeper.epoch },
        seq: row.device_ctr,
        hash: row.env_hash,
    };
    let body = seal::open(&permit, key, &place, &row.body)?;
    let cmd = row.cmd.as_deref().map(|cmd| seal::open(&permit, key, &place, cmd)).transpose()?;
    Ok(Some(PushItem {
        env: row.env.clone().into(),
        sig: row.sig,
        body: body.into(),
        cmd: cmd.map(Into::into),
    }))
}
