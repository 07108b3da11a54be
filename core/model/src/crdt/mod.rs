//! The document engine: the only module that names Automerge, and the guard that stands before it.
//!
//! Order of calls for bytes from outside: [`Guarded::new`] (bounded check, then parse), [`Doc::lineage`]
//! (where the change stands), [`Doc::operations`] (what it does, with every reference proved), then
//! [`Doc::applied`]. Local edits go through [`Doc::edit`], which runs the same checks on its own result.
//! Nothing here knows what a document means: paths, roles and merge classes live in `document`.
mod change;
mod contain;
mod crowd;
mod doc;
mod edit;
mod foreign;
mod graph;
pub mod guard;
mod ops;
mod put;
mod read;
mod scalar;
#[cfg(test)]
mod tests;
mod tree;

pub use change::{Guarded, NewChange};
pub use doc::{ApplyError, Doc, DocError};
pub use edit::EditError;
pub use foreign::{Dialogue, Said};
pub use graph::LineageError;
pub use guard::{GuardError, Header, Limits};
pub use ops::{Action, Operation, RefError};
pub use put::{Path, Put};
pub use read::{Cell, Valued};
pub use scalar::Scalar;
pub use tree::{Node, Tree};

/// Deepest path of a key: root map, item, field and five to spare.
pub const DEPTH_MAX: usize = 8;
/// Longest Text object, in characters (Unicode scalar values).
pub const TEXT_MAX: usize = 65_536;
