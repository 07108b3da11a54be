//! After a backup was put back, here or at the server: nothing that was accepted or written is lost by it.
//!
//! A server that knows less than it did asks for the numbers after the last one it holds; what this device keeps of them
//! goes up again as it is. A device whose store knows less than it did, or that exists twice, writes what waits here anew:
//! new actors, new numbers behind the newest that the server has judged.
use crate::{
    author::{self, ChangeFacts, CommandBytes, NewItem},
    store::{
        StoreError, Tx, actor, cursor,
        kept::{self, Kept},
        pending::{self, PendingBatch, PendingItem, PendingState},
        quarantine,
    },
    sync::{
        rebase::{self, Cx},
        replica::Applied,
    },
};
use satchel_model::{id::DocId, role::Purpose};
use satchel_protocol::{
    env::{Env, ItemKind},
    problem::ErrorCode,
    sync::Welcome,
};
use std::collections::BTreeSet;

/// Kept items read at once.
const PAGE: u32 = 256;
/// Lost items tried again at once.
const LOST_MAX: u32 = 1_000;
/// Refusals after which a lost item is put where the person sees it.
const LOST_TIMES: u32 = 24;

/// What a WELCOME says of our numbers: which the server has judged, and whether it lost some; 0 says nothing.
pub(super) fn greeted(tx: &mut Tx<'_>, welcome: &Welcome) -> Result<(), StoreError> {
    if welcome.push_from_ctr == 0 {
        return Ok(());
    }
    let held = cursor::judged(&tx.read())?;
    let chain = cursor::chain(&tx.read())?;
    let ctr = welcome.push_from_ctr.saturating_sub(1);
    // It judged numbers that this store never gave: the store is an older copy.
    let older = welcome.push_from_ctr > chain.next_ctr && !held.renumber;
    if older {
        actor::raise_all(tx)?;
        cursor::count_restored(tx)?;
    }
    let renumber = held.renumber || older;
    cursor::set_judged(tx, &cursor::Judged { ctr, env: welcome.chain, renumber })?;
    if !renumber && kept::newest(&tx.read())? >= welcome.push_from_ctr {
        again(tx, welcome.push_from_ctr)?;
    }
    Ok(())
}

/// Puts what was settled from a number on back into the outbox.
fn again(tx: &mut Tx<'_>, from: u64) -> Result<(), StoreError> {
    let mut after = from.saturating_sub(1);
    loop {
        let page = kept::after(&tx.read(), after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.ctr;
        for own in &page {
            let state = pending::find(&tx.read(), own.ctr)?.map(|p| p.state);
            match state {
                None => pending::put(tx, &waiting(own)?)?,
                Some(PendingState::Sent(_)) => {
                    pending::set_state(tx, own.ctr, PendingState::Again)?;
                }
                Some(
                    PendingState::Saved
                    | PendingState::Held
                    | PendingState::Dead
                    | PendingState::Again,
                ) => {}
            }
        }
    }
    // What the server held undecided is gone there too.
    pending::release(tx, from)?;
    let next = cursor::chain(&tx.read())?.next_ctr;
    if pending::dense(&tx.read(), from, next)? {
        return Ok(());
    }
    // Some are not kept any more: the rest goes up under numbers without a hole.
    let judged = cursor::judged(&tx.read())?;
    cursor::set_judged(tx, &cursor::Judged { renumber: true, ..judged })
}

/// A kept item as one that waits.
fn waiting(own: &Kept) -> Result<PendingItem, StoreError> {
    let env = Env::decode(&own.env).map_err(|_| StoreError::Value("envelope"))?;
    let batch = env.batch.map(|b| PendingBatch {
        first: own.ctr.saturating_sub(u64::from(b.index)),
        index: b.index,
        count: b.count,
    });
    Ok(PendingItem {
        ctr: own.ctr,
        doc: own.doc,
        doc_type: own.doc_type,
        epoch: env.epoch,
        kind: env.kind,
        hash: env.hash,
        batch,
        cmd_kind: env.cmd_kind,
        command: own.command.clone(),
        body: own.body.clone(),
        env: own.env.clone(),
        sig: own.sig,
        state: PendingState::Again,
        tries: 0,
        at: env.t_claim,
    })
}

/// Writes what waits anew behind the newest number that the server has judged, if this store was put back or copied.
pub(super) fn renumber(tx: &mut Tx<'_>, cx: &Cx<'_>, out: &mut Applied) -> Result<(), StoreError> {
    let judged = cursor::judged(&tx.read())?;
    if !judged.renumber {
        return Ok(());
    }
    let mut waiting = Vec::new();
    let mut after = 0;
    loop {
        let page = pending::after(&tx.read(), after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.ctr;
        waiting.extend(page.into_iter().filter(|i| !matches!(i.state, PendingState::Sent(_))));
    }
    for old in &waiting {
        pending::remove(tx, old.ctr)?;
        out.docs.insert(old.doc);
    }
    let chain = cursor::chain(&tx.read())?;
    let prev_env = judged.env.unwrap_or(satchel_model::id::Hash::ZERO);
    let next_ctr = judged.ctr.saturating_add(1);
    cursor::set_chain(tx, &cursor::Chain { next_ctr, prev_env, ..chain })?;
    cursor::set_judged(tx, &cursor::Judged { renumber: false, ..judged })?;
    let mut known = Vec::new();
    let mut after = judged.ctr;
    loop {
        let page = kept::after(&tx.read(), after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.ctr;
        known.extend(page);
    }
    for own in known {
        kept::remove(tx, own.ctr)?;
        if !own.refused && waiting.iter().any(|w| w.ctr == own.ctr) {
            sign_again(tx, cx, &own)?;
        }
    }
    waiting.retain(|i| matches!(i.state, PendingState::Saved | PendingState::Held));
    tracing::warn!(items = waiting.len(), next_ctr, "an older copy was put back: writing anew");
    rebase::anew(tx, cx, waiting, out)
}

/// Tries items again that a server put back would not take, where something came for their documents meanwhile.
/// The number they had is used up, so they get new ones.
pub(super) fn retry_lost(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    docs: &BTreeSet<DocId>,
    out: &mut Applied,
) -> Result<(), StoreError> {
    for (own, times) in kept::lost(&tx.read(), LOST_MAX)? {
        // One that is on its way already waits for its verdict.
        if !docs.contains(&own.doc) || pending::find(&tx.read(), own.ctr)?.is_some() {
            continue;
        }
        if times >= LOST_TIMES {
            give_up(tx, cx, &own, out)?;
            continue;
        }
        let made = sign_again(tx, cx, &own)?;
        // The old number was used up by the refusal.
        kept::remove(tx, own.ctr)?;
        kept::put(tx, &Kept { body: Vec::new(), command: Vec::new(), refused: true, ..own })?;
        kept::set_lost(tx, made, times)?;
    }
    Ok(())
}

/// Signs a settled item again under the next number: same bytes, same actor. Answers the number.
fn sign_again(tx: &mut Tx<'_>, cx: &Cx<'_>, own: &Kept) -> Result<u64, StoreError> {
    let env = Env::decode(&own.env).map_err(|_| StoreError::Value("envelope"))?;
    let change = match (env.actor, env.actor_epoch, env.actor_seq) {
        (Some(actor), Some(actor_epoch), Some(seq)) => {
            Some(ChangeFacts { actor, actor_epoch, seq })
        }
        _ => None,
    };
    let item = NewItem {
        doc: own.doc,
        doc_type: own.doc_type,
        epoch: env.epoch,
        kind: env.kind,
        body: own.body.clone(),
        hash: env.hash,
        change,
        command: CommandBytes { kind: env.cmd_kind, bytes: own.command.clone() },
        // Its partners were judged with it or not at all: alone it is what it was.
        batch: None,
        purpose: Purpose::from_code(env.purpose).unwrap_or(Purpose::Treatment),
        grant: env.grant,
        rebased_from: None,
        tries: 0,
    };
    let made = author::append(tx, cx.author, env.t_claim, item)?;
    pending::set_state(tx, made.ctr, PendingState::Again)?;
    let again = Kept { ctr: made.ctr, env: made.env, sig: made.sig, ..own.clone() };
    kept::put(tx, &again)?;
    Ok(made.ctr)
}

/// A lost item that would not be taken again for long: the person decides.
fn give_up(tx: &mut Tx<'_>, cx: &Cx<'_>, own: &Kept, out: &mut Applied) -> Result<(), StoreError> {
    let env = Env::decode(&own.env).map_err(|_| StoreError::Value("envelope"))?;
    let line = quarantine::Refused {
        ctr: own.ctr,
        doc: own.doc,
        doc_type: own.doc_type,
        hash: env.hash,
        code: ErrorCode::MissingDep.word().to_owned(),
        detail: None,
        cmd_kind: env.cmd_kind,
        command: own.command.clone(),
        body: own.body.clone(),
        at: cx.now,
    };
    if matches!(env.kind, ItemKind::Change | ItemKind::Entry) {
        quarantine::put(tx, &line)?;
        out.quarantined = out.quarantined.saturating_add(1);
    }
    kept::set_lost(tx, own.ctr, 0)
}
