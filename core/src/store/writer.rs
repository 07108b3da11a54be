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

    /// From here on what is deleted is overwritten with zeros, for as long as the store is open.
    ///
    /// # Errors
    /// [`StoreError::Sql`] if the engine refuses.
    pub fn shred(&mut self) -> Result<(), StoreError> {
        self.0.pragma_update(None, "secure_delete", true)?;
        Ok(())
    }

    pub(super) fn sql(&mut self) -> &Connection {
        &self.0
    }
}
