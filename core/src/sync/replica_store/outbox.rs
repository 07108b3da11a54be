//! What goes up next.
use crate::{
    store::{
        Read, StoreError, cursor,
        pending::{self, PendingItem, PendingState},
    },
    sync::replica::OutItem,
};
use satchel_protocol::{env::ItemKind, limit, sync::PushItem};

/// Rows read at once while looking for items to send.
const PAGE: u32 = 256;

/// Items without a verdict after `ctr`, in order; see [`crate::sync::Replica::outbox_after`].
pub(super) fn after(
    read: &Read<'_>,
    ctr: u64,
    items_max: usize,
    bytes_max: usize,
) -> Result<Vec<OutItem>, StoreError> {
    // A store that was put back or copied first learns which of its numbers are taken.
    if cursor::judged(read)?.renumber {
        return Ok(Vec::new());
    }
    let mut room = Room { items: items_max, bytes: bytes_max };
    let mut chosen: Vec<PendingItem> = Vec::new();
    let mut group: Vec<PendingItem> = Vec::new();
    let mut at = ctr;
    loop {
        let page = pending::after(read, at, PAGE)?;
        let Some(last) = page.last() else { break };
        at = last.ctr;
        // Sent and held ones have reached the server; the dead go up too, for the counter has no holes.
        let waiting = page.into_iter().filter(|i| {
            matches!(i.state, PendingState::Saved | PendingState::Dead | PendingState::Again)
        });
        for item in waiting {
            if group.first().is_some_and(|first| !together(first, &item))
                && !room.take(&mut chosen, &mut group)
            {
                return Ok(chosen.into_iter().map(out).collect());
            }
            group.push(item);
        }
    }
    room.take(&mut chosen, &mut group);
    Ok(chosen.into_iter().map(out).collect())
}

/// Whether two items are of one batch: the server judges a batch as one and takes no part of it.
fn together(a: &PendingItem, b: &PendingItem) -> bool {
    a.batch.is_some() && a.batch.map(|x| x.first) == b.batch.map(|x| x.first)
}

/// What still fits into a frame.
struct Room {
    items: usize,
    bytes: usize,
}

impl Room {
    /// Moves a batch or a single item over if it fits; the first one always does.
    fn take(&mut self, chosen: &mut Vec<PendingItem>, group: &mut Vec<PendingItem>) -> bool {
        let bytes = group
            .iter()
            .map(|i| i.body.len().saturating_add(i.env.len()).saturating_add(i.command.len()))
            .sum();
        let fits = group.len() <= self.items && bytes <= self.bytes;
        if !fits && !chosen.is_empty() {
            return false;
        }
        self.items = self.items.saturating_sub(group.len());
        self.bytes = self.bytes.saturating_sub(bytes);
        chosen.append(group);
        true
    }
}

fn out(item: PendingItem) -> OutItem {
    debug_assert!(item.body.len() <= limit::CHANGE_MAX);
    // An intent with a command behind it asks the server to carry that command out.
    let asks = item.kind == ItemKind::Intent && !item.command.is_empty();
    let cmd = asks.then(|| item.command.into());
    OutItem {
        ctr: item.ctr,
        item: PushItem { env: item.env.into(), sig: item.sig, body: item.body.into(), cmd },
    }
}
