//! What goes up next.
use crate::{
    store::{
        Read, StoreError,
        pending::{self, PendingItem, PendingState},
    },
    sync::replica::OutItem,
};
use satchel_protocol::{limit, sync::PushItem};

/// Rows read at once while looking for items to send.
const PAGE: u32 = 256;

/// Items without a verdict after `ctr`, in order; see [`crate::sync::Replica::outbox_after`].
pub(super) fn after(
    read: &Read<'_>,
    ctr: u64,
    items_max: usize,
    bytes_max: usize,
) -> Result<Vec<OutItem>, StoreError> {
    let mut chosen: Vec<PendingItem> = Vec::new();
    let (mut at, mut bytes) = (ctr, 0_usize);
    'pages: loop {
        let page = pending::after(read, at, PAGE)?;
        let Some(last) = page.last() else { break };
        at = last.ctr;
        for item in page {
            // Sent and held ones have reached the server; the dead go up too, for the counter has no holes.
            if !matches!(item.state, PendingState::Saved | PendingState::Dead) {
                continue;
            }
            bytes = bytes.saturating_add(item.body.len()).saturating_add(item.env.len());
            let full = chosen.len() >= items_max || bytes > bytes_max;
            if full && !chosen.is_empty() {
                cut_batch(&mut chosen, &item);
                break 'pages;
            }
            chosen.push(item);
        }
    }
    Ok(chosen.into_iter().map(out).collect())
}

/// A batch goes up whole: if `next` belongs to the last one chosen, that one waits; unless it is all there is, and
/// then its start is better than nothing, for the server judges it when the rest is there.
fn cut_batch(chosen: &mut Vec<PendingItem>, next: &PendingItem) {
    let Some(batch) = next.batch else { return };
    let start = chosen.iter().position(|i| i.batch.is_some_and(|b| b.first == batch.first));
    if let Some(start) = start.filter(|at| *at > 0) {
        chosen.truncate(start);
    }
}

fn out(item: PendingItem) -> OutItem {
    debug_assert!(item.body.len() <= limit::CHANGE_MAX);
    OutItem {
        ctr: item.ctr,
        item: PushItem {
            env: item.env.into(),
            sig: item.sig,
            body: item.body.into(),
            cmd: None,
        },
    }
}
