//! What is checked of each downloaded item, although the checkpoint's signature already vouches for the whole.
use satchel_model::{
    crdt::{GuardError, Guarded, Header, Limits},
    id::Hash,
};
use satchel_protocol::env::{self, ItemKind};

/// Why downloaded news does not fit what is held. The document is asked for anew; nothing held is touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The bytes are not what their hash says.
    #[error("hash differs")]
    Hash,
    /// The change does not pass the guard.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// A change it builds on is not here.
    #[error("a parent is missing")]
    MissingDep,
    /// The stretch does not join what is held, or its numbers are out of order.
    #[error("a gap in the log")]
    Gap,
    /// An own item came without its bytes and they are not here any more.
    #[error("own item without bytes")]
    OwnLost,
    /// The joined state is not the one whose fingerprint the server told.
    #[error("fingerprint differs")]
    Fingerprint,
    /// Parts of a document are missing, or it comes in a form that does not fit its epoch.
    #[error("incomplete document")]
    Incomplete,
}

/// Checks that `body` is an item of this kind and hash; a change answers what it says about itself.
///
/// # Errors
/// [`Misfit::Hash`] or [`Misfit::Guard`].
pub fn item(kind: ItemKind, want: Hash, body: &[u8]) -> Result<Option<Header>, Misfit> {
    match kind {
        ItemKind::Change => {
            let guarded = Guarded::new(body.to_vec(), &Limits::SERVER)?;
            if guarded.header().hash == want {
                Ok(Some(guarded.header().clone()))
            } else {
                Err(Misfit::Hash)
            }
        }
        ItemKind::Entry | ItemKind::Intent | ItemKind::Row => {
            if env::item_hash(kind, body) == want { Ok(None) } else { Err(Misfit::Hash) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::{
        crdt::{Put, Scalar},
        document::{self, DocType},
        id::{ActorId, DocId, Nonce},
    };

    #[test]
    fn an_entry_must_hash_to_what_was_announced() {
        let body = env::wrap(Nonce::from_bytes([1; 16]), &[0x01]);
        let hash = env::item_hash(ItemKind::Entry, &body);
        assert_eq!(item(ItemKind::Entry, hash, &body), Ok(None));
        assert_eq!(item(ItemKind::Row, hash, &body), Err(Misfit::Hash));
        assert_eq!(item(ItemKind::Entry, Hash::ZERO, &body), Err(Misfit::Hash));
    }

    #[test]
    fn a_change_must_pass_the_guard_and_hash_to_what_was_announced() {
        let mut doc = document::genesis(DocType::Chart, DocId::from_bytes([7; 16]), 0);
        let put = Put::Set(vec!["x".into()], Scalar::Int(1));
        let made =
            doc.edit(ActorId::from_bytes([2; 16]), Nonce::from_bytes([3; 16]), &[put]).unwrap();
        let header = item(ItemKind::Change, made.header.hash, &made.bytes).unwrap().unwrap();
        assert_eq!(header.hash, made.header.hash);
        assert_eq!(item(ItemKind::Change, Hash::ZERO, &made.bytes), Err(Misfit::Hash));
        let mut bent = made.bytes;
        let last = bent.len() - 1;
        bent[last] ^= 1;
        assert!(matches!(
            item(ItemKind::Change, made.header.hash, &bent),
            Err(Misfit::Guard(_) | Misfit::Hash)
        ));
        assert!(matches!(item(ItemKind::Change, Hash::ZERO, &[]), Err(Misfit::Guard(_))));
    }
}
