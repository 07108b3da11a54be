//! Readers: connections that can look and nothing else.
use super::{StoreError, open};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// Idle readers kept open.
const KEPT_MAX: usize = 4;

/// The right to look at the store: within a reader's snapshot, or within a transaction that is under way.
pub struct Read<'a>(pub(super) &'a Connection);

/// The pool of readers of one store.
pub(super) struct Readers {
    path: PathBuf,
    key: Zeroizing<String>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: &Path, key: &str) -> Self {
        Self {
            path: path.to_owned(),
            key: Zeroizing::new(key.to_owned()),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Runs `work` in one read transaction of an idle or new reader.
    pub(super) fn with<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let out = {
            let tx = connection.transaction().map_err(StoreError::from)?;
            work(&Read(&tx))
        };
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT_MAX {
            idle.push(connection);
        }
        out
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        let connection = open::connect(&self.path, &self.key)?;
        open::never_checkpoint(&connection)?;
        Ok(connection)
    }
}
