//! The Automerge actor of a device in a document: derived, so a foreign actor is refused without a table.
use crate::{
    hash,
    id::{ActorId, DocId, PublicKey},
};

/// The actor that `device` must use in `doc` at `epoch`, for its `actor_epoch`-th incarnation there.
///
/// `device` is the device's public key; for items signed by the server, the tenant's.
#[must_use]
pub fn derive(device: &PublicKey, doc: DocId, epoch: u32, actor_epoch: u32) -> ActorId {
    let digest = hash::sha256(&[
        b"satchel/actor/v1",
        device.as_bytes(),
        doc.as_bytes(),
        &epoch.to_be_bytes(),
        &actor_epoch.to_be_bytes(),
    ]);
    ActorId::from_bytes(hash::first16(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derivation_is_frozen() {
        let actor = derive(&PublicKey::from_bytes([1; 32]), DocId::from_bytes([2; 16]), 3, 4);
        assert_eq!(actor.to_string(), "30b41bf7f1b3437331b5c0e14893ce63");
    }

    #[test]
    fn each_input_changes_the_actor() {
        let (key, doc) = (PublicKey::from_bytes([1; 32]), DocId::from_bytes([2; 16]));
        let base = derive(&key, doc, 0, 0);
        assert_ne!(base, derive(&PublicKey::from_bytes([9; 32]), doc, 0, 0));
        assert_ne!(base, derive(&key, DocId::from_bytes([9; 16]), 0, 0));
        assert_ne!(base, derive(&key, doc, 1, 0));
        assert_ne!(base, derive(&key, doc, 0, 1));
    }
}
