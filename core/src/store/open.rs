//! Opening and creating the store file: key, pragmas, lock file, schema.
use super::{Read, SCHEMA, StoreError, Tx, reader::Readers};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// The raw key of a store as SQLCipher takes it: `x'` , 64 hex digits, `'`. Wiped by whoever made it.
pub type RawKeyHex<'a> = &'a str;

/// Migrations in order; the n-th brings a file from schema n-1 to n.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/device/0001_base.sql"),
    include_str!("../../../migrations/device/0002_threads.sql"),
    include_str!("../../../migrations/device/0003_engine.sql"),
    include_str!("../../../migrations/device/0004_counts.sql"),
];

/// An open store: one writer and its readers. Readers close first, so that the writer is the last to close and alone
/// checkpoints.
pub struct Store {
    readers: Readers,
    writer: Mutex<Connection>,
    path: PathBuf,
    // Held for life: a second process gets `InUse`.
    _lock: File,
}

impl Store {
    /// Makes a new store at `path` under `key`.
    ///
    /// # Errors
    /// [`StoreError::InUse`] if the place is locked or taken, [`StoreError::Full`] without room.
    pub fn create(path: &Path, key: RawKeyHex<'_>) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::InUse);
        }
        Self::with(path, key)
    }

    /// Opens the store at `path` under `key` and brings it to the newest schema.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without a file (an empty store is never made here), [`StoreError::Unreadable`] for a
    /// wrong key or a damaged header, [`StoreError::Corrupt`], [`StoreError::NewerSchema`], [`StoreError::InUse`].
    pub fn open(path: &Path, key: RawKeyHex<'_>) -> Result<Self, StoreError> {
        // A file of length zero would open under any key as an empty database.
        if std::fs::metadata(path)?.len() == 0 {
            return Err(StoreError::Unreadable);
        }
        Self::with(path, key)
    }

    fn with(path: &Path, key: RawKeyHex<'_>) -> Result<Self, StoreError> {
        let lock = lock(&path.with_extension("lock"))?;
        let mut writer = connect(path, key)?;
        writer.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;\
             PRAGMA checkpoint_fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 2000;",
        )?;
        migrate(&mut writer, MIGRATIONS)?;
        Ok(Self {
            readers: Readers::new(path, key),
            writer: Mutex::new(writer),
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// The file this store lives in.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` in one transaction: committed durably if it answers `Ok`, rolled back whole otherwise.
    ///
    /// # Errors
    /// Whatever `work` answers, or the failure of the commit; then nothing of it was kept.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tx = Tx::begin(&mut writer)?;
        let out = work(&mut tx)?;
        tx.commit()?;
        Ok(out)
    }

    /// Runs `work` over one consistent state of the store; it can change nothing.
    ///
    /// # Errors
    /// Whatever `work` answers, or the failure to open a reader.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.readers.with(work)
    }

    /// Brings the write-ahead log into the file and empties it, as far as no reader holds on to it.
    ///
    /// # Errors
    /// [`StoreError::Sql`] if the engine refuses.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Whether every page and index of the file is as it should be. Reads the whole file.
    ///
    /// # Errors
    /// [`StoreError::Sql`] if the engine cannot even look.
    pub fn is_sound(&self) -> Result<bool, StoreError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let said: String = writer.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        Ok(said == "ok")
    }

    /// Bounds the file to `pages` pages, as a full disk would.
    ///
    /// # Errors
    /// [`StoreError::Sql`] if the engine refuses.
    pub fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }
}

/// The lock file, held until dropped.
fn lock(path: &Path) -> Result<File, StoreError> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// A connection under `key` whose first page has been read, so a wrong key shows here.
pub(super) fn connect(path: &Path, key: RawKeyHex<'_>) -> Result<Connection, StoreError> {
    #[expect(clippy::disallowed_methods, reason = "the one place that opens a store")]
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    let pragma = Zeroizing::new(format!("PRAGMA key = \"{key}\";"));
    connection.execute_batch(&pragma)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(connection)
}

/// Marks a connection as one that never checkpoints, not even when it closes last.
pub(super) fn never_checkpoint(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;")?;
    Ok(())
}

/// Brings a file to the newest schema, each step in its own transaction.
fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), StoreError> {
    let known = u32::try_from(steps.len()).unwrap_or(SCHEMA);
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for (step, sql) in steps.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let tx = connection.transaction()?;
        tx.execute_batch(sql)?;
        let version = u32::try_from(step).unwrap_or(SCHEMA).saturating_add(1);
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
