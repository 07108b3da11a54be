//! Why a store function failed, by what the caller can do.
use satchel_model::id::DocId;
use std::path::PathBuf;

/// Failure of the database or of what was asked of it; "not found" is `Option`, not an error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process owns the database file: stop that one, or ask it.
    #[error("{} is in use by another process", .0.display())]
    Locked(PathBuf),
    /// A file or folder could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The engine failed; see [`StoreError::is_retryable`].
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// An UPDATE or DELETE met another number of rows than it must; the transaction is of no use any more.
    #[error("{table}: {got} rows met instead of {want}")]
    Rows {
        /// The table.
        table: &'static str,
        /// Rows that must be met.
        want: u64,
        /// Rows met.
        got: u64,
    },
    /// The permit is for another document than the statement: a bug of the caller.
    #[error("the permit is not for document {0}")]
    Permit(DocId),
    /// A stored value cannot be: the database was changed by something else than this program.
    #[error("{0} holds an impossible value")]
    Corrupt(&'static str),
    /// The database is from a newer version of this program.
    #[error("schema {found} is newer than {known}, the newest this program knows")]
    Newer {
        /// Schema of the database.
        found: i64,
        /// Newest schema known here.
        known: i64,
    },
    /// A migration that this database has run is not the one in this program.
    #[error("migration {0} is not the one that was applied")]
    Edited(i64),
}

impl StoreError {
    /// Whether the same work may succeed later without any change: overload, deadlock, serialisation, lost connection.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => true,
            // 40001 serialisation, 40P01 deadlock, 57014 statement timeout; 5 and 6 are SQLite's BUSY and LOCKED.
            sqlx::Error::Database(e) => matches!(
                e.code().as_deref(),
                Some("40001" | "40P01" | "57014" | "5" | "6" | "261" | "517")
            ),
            _ => false,
        }
    }

    /// Whether a unique index refused the row.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(e)) if e.is_unique_violation())
    }

    /// Whether a stored value is not one this program writes: somebody or something else changed the database.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        matches!(
            self,
            Self::Corrupt(_)
                | Self::Database(sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_))
        )
    }

    /// Whether the disk is full: SQLite's FULL, PostgreSQL's 53100.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(e))
            if matches!(e.code().as_deref(), Some("13" | "53100")))
    }
}

/// Checks that a statement met as many rows as it must.
pub(crate) fn met(table: &'static str, want: u64, got: u64) -> crate::Result<()> {
    if got == want { Ok(()) } else { Err(StoreError::Rows { table, want, got }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_number_of_rows_is_an_error() {
        assert!(met("device", 1, 1).is_ok());
        let error = met("device", 1, 0).unwrap_err();
        assert_eq!(error.to_string(), "device: 0 rows met instead of 1");
        assert!(!error.is_retryable() && !error.is_duplicate() && !error.is_full());
    }

    #[test]
    fn a_starved_pool_may_be_tried_again() {
        assert!(StoreError::from(sqlx::Error::PoolTimedOut).is_retryable());
        assert!(!StoreError::Corrupt("document.state").is_retryable());
    }
}
