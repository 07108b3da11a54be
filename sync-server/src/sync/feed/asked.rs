//! Documents that a device asks for by name, and what a pass is about to bring.
use super::{News, Reader, Shelf, Step, add, announce, ended, page, reader, shelf};
use crate::{
    http::problem::Failure,
    state::State,
    sync::{
        hello::{self, Peer},
        limit,
        token::{Stage, Token},
    },
};
use satchel_model::{
    id::{DocId, GroupId},
    policy::{Permit, Read},
};
use satchel_protocol::{
    limit::FRAME_AIM,
    sync::{Message, Plan, Revoke, RevokeHow, Want},
};
use satchel_server_store::{
    Tx,
    document::{self, Document, FeedQuery},
    grant, plan,
};

/// Brings documents that a device asks for by name, whatever its token says, until a frame is full; answers how many of
/// `wants` are done with. One that is here and not for its person to read is taken back; one that is not here is passed
/// over: who asks may hold the only copy.
/// # Errors
/// As [`next`].
pub async fn wanted(
    state: &State,
    peer: &Peer,
    token: &Token,
    wants: &[Want],
) -> Result<(Step, usize), Failure> {
    let mut step = Step::default();
    let mut tx = state.store.read().await?;
    let target = hello::position(document::newest(&mut tx).await?);
    let Some(reader) = reader(state, &mut tx, peer, token, target).await? else {
        return Ok((step, wants.len()));
    };
    let mut done = 0;
    for some in wants.chunks(WANT_PAGE) {
        let ids: Vec<DocId> = some.iter().map(|w| w.doc).collect();
        let rows = document::list(&mut tx, &ids).await?;
        let (shelf, permits) = shelf(&reader, &mut tx, &rows).await?;
        for want in some {
            if let Some(row) = rows.iter().find(|row| row.doc == want.doc) {
                let permit = permits.get(&row.doc);
                one_wanted(&reader, &mut tx, (&shelf, permit), (row, want), &mut step).await?;
            }
            done += 1;
            if step.bytes >= FRAME_AIM {
                return Ok((step, done));
            }
        }
    }
    Ok((step, done))
}

/// Wanted documents read at once.
const WANT_PAGE: usize = 64;

async fn one_wanted(
    reader: &Reader<'_>,
    tx: &mut Tx,
    (shelf, permit): (&Shelf, Option<&Permit<Read>>),
    (row, want): (&Document, &Want),
    step: &mut Step,
) -> Result<(), Failure> {
    let mine = |group: &GroupId| reader.groups.iter().any(|g| g.group == *group);
    if want.epoch < row.epoch && shelf.groups_of(row.doc).iter().any(mine) {
        let ended = ended(tx, row).await?;
        announce(reader, tx, row, &ended, step).await?;
    }
    let Some(permit) = permit else {
        if want.have_seq > 0 {
            step.bytes += 40;
            step.messages.push(Message::Revoke(Revoke { doc: row.doc, how: RevokeHow::Purge }));
        }
        return Ok(());
    };
    let lacks = want.have_seq == 0 || want.epoch != row.epoch || want.have_seq > row.head_seq;
    let from_seq = if lacks { 1 } else { want.have_seq + 1 };
    if !lacks && from_seq > row.head_seq {
        return Ok(());
    }
    let news = News { from_seq, to_seq: row.head_seq, lacks };
    add(reader, tx, (shelf, permit), row, news, step).await
}

/// Whether anything has happened for a device since its last pass.
/// # Errors
/// A store failure.
pub async fn has_news(state: &State, tx: &mut Tx, peer: &Peer) -> Result<bool, Failure> {
    let Some(token) = &peer.token else { return Ok(true) };
    let target = hello::position(document::newest(tx).await?);
    if token.pass.is_some() {
        return Ok(true);
    }
    let Some(reader) = reader(state, tx, peer, token, target).await? else { return Ok(false) };
    if !page(&reader, tx, None, &[]).await?.is_empty() {
        return Ok(true);
    }
    let mine: Vec<GroupId> = reader.groups.iter().map(|g| g.group).collect();
    let events =
        grant::events(tx, reader.facts.user, &mine, (reader.from, reader.target), 1).await?;
    Ok(!events.is_empty())
}

/// What the pass ahead will bring a device.
/// # Errors
/// A store failure.
pub async fn planned(state: &State, peer: &Peer, token: &Token) -> Result<Plan, Failure> {
    let mut tx = state.store.read().await?;
    let target = token.pass.as_ref().map_or(token.from, |pass| pass.target);
    let Some(reader) = reader(state, &mut tx, peer, token, target).await? else {
        return Ok(Plan::default());
    };
    let after = match token.pass.as_ref().map(|pass| pass.stage) {
        Some(Stage::Documents(after)) => after,
        Some(Stage::Events(_) | Stage::Ahead(_)) | None => None,
    };
    let query = FeedQuery {
        groups: &reader.groups,
        types: &reader.types,
        after,
        only: &[],
        limit: limit::FEED_PAGE,
    };
    let ahead = plan::ahead(&mut tx, &query).await?;
    Ok(Plan { docs: u32::try_from(ahead.docs).unwrap_or(u32::MAX), bytes: ahead.bytes, removed: 0 })
}
