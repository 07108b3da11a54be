//! Unsent text.
use super::{Cx, Done};
use crate::{error::CoreError, store::draft};
use satchel_protocol::command::{
    args::DraftPut,
    event::Topic,
    reply::{DraftLine, DraftText, Drafts},
};

/// Keeps text typed so far.
///
/// # Errors
/// [`CoreError::Invalid`] for a key, [`CoreError::TooLarge`] for a text over its bound.
pub fn put(cx: Cx<'_>, asked: &DraftPut) -> Result<Done<Drafts>, CoreError> {
    if asked.key.is_empty() || asked.key.len() > draft::KEY_MAX {
        return Err(CoreError::Invalid { field: "key", code: "length" });
    }
    if asked.body.len() > draft::BODY_MAX {
        return Err(CoreError::TooLarge("draft"));
    }
    cx.unlocked.store.write(|tx| draft::put(tx, &asked.key, &asked.body, cx.now))?;
    changed(cx)
}

/// The text under a key.
///
/// # Errors
/// [`CoreError::Store`].
pub fn get(cx: Cx<'_>, key: &str) -> Result<DraftText, CoreError> {
    let found = cx.unlocked.store.read(|read| draft::find(read, key))?;
    let (body, at) = found.unzip();
    Ok(DraftText { body, at })
}

/// Which drafts there are.
///
/// # Errors
/// [`CoreError::Store`].
pub fn list(cx: Cx<'_>) -> Result<Drafts, CoreError> {
    let found = cx.unlocked.store.read(draft::list)?;
    let drafts = found.into_iter().map(|(key, at)| DraftLine { key, at }).collect();
    Ok(Drafts { drafts })
}

/// Forgets a draft.
///
/// # Errors
/// [`CoreError::Store`].
pub fn remove(cx: Cx<'_>, key: &str) -> Result<Done<Drafts>, CoreError> {
    cx.unlocked.store.write(|tx| draft::remove(tx, key))?;
    changed(cx)
}

fn changed(cx: Cx<'_>) -> Result<Done<Drafts>, CoreError> {
    Ok(Done { reply: list(cx)?, topics: vec![Topic::Drafts] })
}
