//! The one write transaction.
use super::{Read, StoreError};
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// A transaction that holds the store's only write lock. All effects of one command or one checkpoint go through one.
pub struct Tx<'a>(Transaction<'a>);

impl<'a> Tx<'a> {
    pub(super) fn begin(connection: &'a mut Connection) -> Result<Self, StoreError> {
        Ok(Self(connection.transaction_with_behavior(TransactionBehavior::Immediate)?))
    }

    pub(super) fn commit(self) -> Result<(), StoreError> {
        self.0.commit().map_err(Into::into)
    }

    /// The same state, for functions that only look; sees what this transaction wrote.
    #[must_use]
    pub fn read(&self) -> Read<'_> {
        Read(&self.0)
    }

    pub(super) fn sql(&mut self) -> &Connection {
        &self.0
    }
}
