//! Clients of automerge-repo: its WebSocket protocol at `GET /v1/interop`, under the rules of everybody else.
//!
//! [`access`] says who connects, [`socket`] speaks, [`dialogue`] keeps where a client stands with a document, [`admit`]
//! takes what it writes through the steps of admission, [`hub`] knows the open sockets of this process. Only with feature
//! `interop`.
//!
//! - A document is loaded for one answer and never held for a connection; what a conversation keeps is a few hashes, and
//!   after [`limit::IDLE_MS`] without a word only the 34 bytes that are stored under the name of the client's store.
//! - No right, no document: the client is told `doc-unavailable`, as for one that does not exist.
//! - Written is [`WRITABLE`] only. Such a client cannot write its change anew: what is refused stays in its copy, so the
//!   conversation ends with an `error` that says why.
//! - Nothing is announced: a client hears of a document once it has asked for it.
pub mod access;
pub mod admit;
pub mod dialogue;
pub mod hub;
pub mod limit;
pub mod socket;

use satchel_model::{
    document::DocType,
    hash,
    id::{DocId, TenantId},
};

/// The one type that such clients write.
pub const WRITABLE: DocType = DocType::Diary;

/// The name under which this server joins.
#[must_use]
pub fn peer(tenant: TenantId) -> String {
    format!("satchel-{tenant}")
}

/// The name of this server's store. A restored server has another: what clients keep about it is void.
#[must_use]
pub fn storage(tenant: TenantId, cluster_epoch: u32) -> String {
    let parts: [&[u8]; 3] =
        [b"satchel/interop/storage/v1", tenant.as_bytes(), &cluster_epoch.to_be_bytes()];
    let digest = hash::sha256(&parts);
    let bytes = digest.as_bytes().first_chunk::<16>().copied().unwrap_or_default();
    DocId::from_bytes(bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restored_server_has_another_store() {
        let tenant = TenantId::from_bytes([1; 16]);
        assert_eq!(storage(tenant, 1), storage(tenant, 1));
        assert_ne!(storage(tenant, 1), storage(tenant, 2));
        assert_ne!(storage(tenant, 1), storage(TenantId::from_bytes([2; 16]), 1));
        assert_eq!(storage(tenant, 1).len(), 36);
        assert_eq!(peer(tenant), "satchel-01010101-0101-0101-0101-010101010101");
    }
}
