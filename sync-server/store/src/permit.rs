//! The proofs that functions on clinical content take, and the check that a proof is for the document at hand.
use crate::{Result, StoreError};
use satchel_model::{
    id::DocId,
    policy::{Create, Permit, Read, Write},
};

/// Somebody decided that this document may be read.
pub type ReadPermit = Permit<Read>;
/// Somebody decided that this document may be written.
pub type WritePermit = Permit<Write>;
/// Somebody decided that this document may come into being.
pub type CreatePermit = Permit<Create>;

/// Refuses a permit of another document: two were mixed up.
pub(crate) fn covers<A>(permit: &Permit<A>, doc: DocId) -> Result<()> {
    if permit.doc() == doc { Ok(()) } else { Err(StoreError::Permit(doc)) }
}
