//! Why the device store could not do its work.

/// A failure of the encrypted store. Nothing of a failed transaction is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk or the store's own bound is full. What was typed is still in the draft.
    #[error("no room left for the store")]
    Full,
    /// The file does not open under this key: another key's store, or damaged. The file is left as it is.
    #[error("the store does not open under this key")]
    Unreadable,
    /// The file opened but its pages do not add up. The file is left as it is.
    #[error("the store is damaged")]
    Corrupt,
    /// A newer app wrote the store; this one must be updated first.
    #[error("the store has schema {found}, this app knows up to {known}")]
    NewerSchema {
        /// Schema number in the file.
        found: u32,
        /// Newest schema number this build knows.
        known: u32,
    },
    /// Another process has the store open.
    #[error("another process has the store open")]
    InUse,
    /// There is no store where one was expected.
    #[error("no store at this place")]
    Missing,
    /// A stored value does not decode: the store was written by something else, or is damaged.
    #[error("a stored {0} does not decode")]
    Value(&'static str),
    /// A statement touched another number of rows than it must.
    #[error("{0} touched an unexpected number of rows")]
    Rows(&'static str),
    /// A document could not be rebuilt from its stored parts. Its bytes are kept.
    #[error("document cannot be rebuilt: {0}")]
    Document(String),
    /// Any other failure of the database engine.
    #[error("store: {0}")]
    Sql(#[source] rusqlite::Error),
    /// A failure of the file system.
    #[error("file: {0}")]
    File(#[source] std::io::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::NotADatabase) => Self::Unreadable,
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt,
            _ => Self::Sql(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            std::io::ErrorKind::NotFound => Self::Missing,
            _ => Self::File(error),
        }
    }
}
