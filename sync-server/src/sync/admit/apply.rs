//! Step 8: the change is taken in on a copy; a panic of the engine throws the copy away and holds the item.
use super::{Refusal, Stop};
use satchel_model::crdt::{ApplyError, Doc, Guarded};
use satchel_protocol::problem::ErrorCode;

/// The document with the change; `doc` stays as it is.
/// # Errors
/// Held where the engine panicked: the document is then put under repair. `malformed` where it refused.
pub fn check(doc: &Doc, change: &Guarded) -> Result<Doc, Stop> {
    doc.applied(std::slice::from_ref(change)).map_err(|error| match error {
        ApplyError::Panicked => Stop::Held(ErrorCode::FrozenDoc),
        ApplyError::Refused => Refusal::at(ErrorCode::Malformed, "apply").into(),
        // Step 6 has passed the same change onto the same document.
        ApplyError::Lineage(_) => ErrorCode::MissingDep.into(),
    })
}
