//! Makes leaves of events in the transaction of what they tell about.
//!
//! The columns beside a leaf are for filters only and say nothing that the leaf does not: [`columns`] is the one rule,
//! by which they are written here and compared in [`super::verify`].
use crate::{http::problem::Failure, state::State};
use satchel_model::{
    audit::{Event, Kind, leaf_hash},
    id::{AuditId, DocId},
};
use satchel_server_store::{
    Position, Tx,
    audit::{self, Leaf},
    position,
};

/// An event of this moment and organisation, with nothing else said yet.
#[must_use]
pub fn event(state: &State, kind: Kind) -> Event {
    let now = state.now();
    Event::new(AuditId::new(now, &*state.entropy), now, state.keys.tenant, kind)
}

/// The document column of an event's leaf: its document, where it concerns exactly one.
#[must_use]
pub fn single(docs: &[DocId]) -> Option<DocId> {
    match docs {
        [one] => Some(*one),
        _ => None,
    }
}

/// The row of an event at a position: every column follows from the event, so a changed one shows.
#[must_use]
pub fn columns(event: &Event, pos: Position) -> Leaf {
    let leaf = event.leaf();
    Leaf {
        id: event.id,
        tenant: event.tenant,
        at: event.at,
        kind: event.kind.code(),
        user: event.user,
        device: event.device,
        device_ctr: event.device_ctr,
        doc: single(&event.docs),
        hash: leaf_hash(&leaf),
        leaf,
        pos,
    }
}

/// Writes events in this order; they become part of the log when the transaction is committed. Ring
/// [`super::sequencer::Bell`] then.
/// # Errors
/// A store failure; then nothing of the transaction may be kept.
pub async fn append(tx: &mut Tx, events: &[Event]) -> Result<(), Failure> {
    if events.is_empty() {
        return Ok(());
    }
    let places = position::take(tx, events.len()).await?;
    let leaves: Vec<Leaf> = events.iter().zip(places).map(|(e, pos)| columns(e, pos)).collect();
    audit::append(tx, &leaves).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::{
        id::{DeviceId, TenantId, UserId},
        time::Timestamp,
    };

    #[test]
    fn columns_say_what_the_leaf_says() {
        let (id, tenant) = (AuditId::from_bytes([1; 16]), TenantId::from_bytes([2; 16]));
        let mut event = Event::new(id, Timestamp::from_millis(3), tenant, Kind::RecordRead);
        event.user = Some(UserId::from_bytes([4; 16]));
        event.device = Some(DeviceId::from_bytes([5; 16]));
        event.device_ctr = Some(6);
        event.docs = vec![DocId::from_bytes([7; 16])];
        let leaf = columns(&event, Position { tx: 8, id: 9 });
        assert_eq!((leaf.id, leaf.tenant, leaf.at), (id, tenant, event.at));
        assert_eq!((leaf.kind, leaf.user, leaf.device), (1, event.user, event.device));
        assert_eq!((leaf.device_ctr, leaf.doc), (Some(6), Some(event.docs[0])));
        assert_eq!(leaf.hash, leaf_hash(&leaf.leaf));
        assert_eq!(Event::from_leaf(&leaf.leaf), Ok(event));
    }

    #[test]
    fn a_download_of_several_documents_has_no_document_column() {
        let (a, b) = (DocId::from_bytes([1; 16]), DocId::from_bytes([2; 16]));
        assert_eq!((single(&[]), single(&[a]), single(&[a, b])), (None, Some(a), None));
    }
}
