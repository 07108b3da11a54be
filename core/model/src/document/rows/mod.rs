//! Flat rows for screens, made of a document: driven by the schema tables, so that a new field shows without new code.
//!
//! Device and server make their answers here, so that both say the same. Who stands behind a value is asked of
//! [`Credits`]: the two keep that in different places. A value goes into a row's JSON as it is stored, digit by digit.
use super::{DocType, card::Card};
use crate::{
    crdt::Doc,
    id::{ActorId, DeviceId, Hash, ItemId, UserId},
    time::Timestamp,
};

mod dispute;
mod entries;
mod json;
mod moment;
mod pass;
#[cfg(test)]
mod tests;

pub use entries::{EntryShown, of_entries};
pub use moment::fhir_ms;

/// One thing shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewRow {
    /// The list it belongs to: a root of the document's schema, or `document` for the document's own summary.
    pub list: String,
    /// The thing; sixteen zero bytes for the one row of a summary.
    pub item: ItemId,
    /// Clinical time for the order; 0 = none.
    pub at: Timestamp,
    /// The thing as shown, JSON.
    pub body: String,
}

/// The id of a row that stands for the document itself.
pub const SELF: ItemId = ItemId::from_bytes([0; 16]);

/// One open conflict of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictShown {
    /// Place in the document, JSON array of keys.
    pub path: String,
    /// True: a person has to choose. False: to be looked at.
    pub decision: bool,
    /// The rule that raised it.
    pub rule: String,
    /// Alternatives and their authors, JSON.
    pub body: String,
}

/// What a document shows.
#[derive(Default)]
pub struct Rendered {
    /// Its rows.
    pub rows: Vec<ViewRow>,
    /// Its open conflicts.
    pub conflicts: Vec<ConflictShown>,
    /// The list row, of an `admin` document.
    pub card: Option<Card>,
}

/// Who wrote something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The device.
    pub device: DeviceId,
    /// The person.
    pub user: UserId,
    /// Number of the role they acted in.
    pub role: u8,
}

/// Between which moments something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// By the device's clock.
    pub claimed_at: Timestamp,
    /// Not before; none where no server time was seen.
    pub not_before: Option<Timestamp>,
    /// Not after; none while the server does not have it.
    pub not_after: Option<Timestamp>,
}

/// Who and when of one value, as far as known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// Who.
    pub who: Option<Who>,
    /// Their name.
    pub name: Option<String>,
    /// When.
    pub times: Option<Times>,
}

/// What knows who stands behind the values of one document.
pub trait Credits {
    /// Why a look-up failed.
    type Error;

    /// Who and when of a value that `actor` wrote in `change`.
    ///
    /// # Errors
    /// What keeps the look-up from an answer.
    fn credit(&self, actor: ActorId, change: Hash) -> Result<Credit, Self::Error>;
}

/// The rows, conflicts and list row of a document.
///
/// # Errors
/// Those of `credits`.
pub fn of<C: Credits>(kind: DocType, doc: &Doc, credits: &C) -> Result<Rendered, C::Error> {
    pass::of(kind, doc, credits)
}
