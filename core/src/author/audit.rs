//! An entry of the device's own audit log: chained and signed like any edit.
use super::{Author, NewItem, append};
use crate::store::{StoreError, Tx, cursor};
use satchel_model::{
    audit::{Event, Kind},
    document::DocType,
    entropy::Entropy,
    id::{AuditId, DocId, Nonce},
    role::Purpose,
    time::Timestamp,
};
use satchel_protocol::env::{self, ItemKind};

/// Writes down that documents were used or purged, within the caller's transaction; at most
/// [`satchel_model::audit::DOCS_MAX`] of them.
///
/// # Errors
/// [`StoreError`]; then the caller's transaction must not commit.
pub fn note(
    tx: &mut Tx<'_>,
    (author, now, entropy): (&Author, Timestamp, &dyn Entropy),
    kind: Kind,
    docs: Vec<DocId>,
    doc_type: Option<DocType>,
) -> Result<(), StoreError> {
    let place = cursor::get(&tx.read())?;
    let chain = cursor::chain(&tx.read())?;
    let event = Event {
        user: Some(author.user),
        role: Some(author.role),
        device: Some(author.device),
        purpose: Some(Purpose::usual(author.role)),
        docs,
        doc_type,
        offline: place.offline_since.is_some(),
        device_at: Some(now),
        device_ctr: Some(chain.next_ctr),
        prev_env: Some(chain.prev_env),
        ..Event::new(AuditId::new(now, entropy), now, author.tenant, kind)
    };
    let body = env::wrap(Nonce::new(entropy), &event.leaf());
    // The audit document's id is the device's: enrolment made it so.
    let doc = DocId::from_bytes(*author.device.as_bytes());
    let mut item = NewItem::value(doc, DocType::Audit.code(), ItemKind::Entry, body);
    item.purpose = Purpose::usual(author.role);
    append(tx, author, now, item)?;
    Ok(())
}
