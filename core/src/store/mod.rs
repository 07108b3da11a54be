//! The encrypted store of one person on one machine: SQLCipher under a raw key, one writer, a few readers.
//!
//! Order of use: [`Store::open`] or [`Store::create`], then [`Store::write`] for one transaction and [`Store::read`]
//! for a consistent look. A function that changes something takes [`Tx`], one that looks takes [`Read`]: the signature
//! says what may change. The sync engine writes base, verdicts and cursor through the same functions as the commands.
//!
//! One write connection alone commits and checkpoints; readers can do neither. The bundled SQLite can damage its log
//! when two connections do it at once (fixed in 3.51.3), see the decision record on the single writer.
pub mod actor;
pub mod conflict;
pub mod cursor;
pub mod digest;
pub mod directory;
pub mod document;
pub mod draft;
pub mod error;
pub mod grant;
pub mod identity;
pub mod item;
pub mod kept;
pub mod leaving;
pub mod load;
pub mod open;
pub mod peer;
pub mod pending;
pub mod quarantine;
pub mod reader;
pub mod rescue;
pub mod search;
pub mod snapshot;
mod sql;
pub mod view;
pub mod writer;

pub use error::StoreError;
pub use open::Store;
pub use reader::Read;
pub use writer::Tx;

/// Schema number this build writes.
pub const SCHEMA: u32 = 4;

#[cfg(test)]
mod tests;
