//! Opening a store, and the transaction that every function takes.
use crate::{Result, StoreError, migrate};
use sqlx::{
    ConnectOptions as _, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::Arc,
    time::Duration,
};

/// Reading connections of a SQLite file.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL for the main tables.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Connections to PostgreSQL for the key store.
const POSTGRES_KEY_CONNECTIONS: u32 = 4;
/// How long a caller waits for a connection before the work is put off.
const ACQUIRE: Duration = Duration::from_secs(10);
/// PostgreSQL schema of the key store.
const KEY_SCHEMA: &str = "satchel_keys";

/// Where the tables are.
#[derive(Debug, Clone)]
pub enum StoreConfig {
    /// One file, and the key store in a second one beside it (`<name>.keys`).
    Sqlite {
        /// The main file; its folder must exist.
        path: PathBuf,
    },
    /// A PostgreSQL database; the key store is a schema of its own there.
    Postgres {
        /// `postgres://user:password@host:port/database`.
        url: String,
    },
}

/// The tables of one server. Clones share the same connections.
#[derive(Clone)]
pub struct Store(Arc<Engine>);

enum Engine {
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        keys: SqlitePool,
        // Held for life: the system frees the locks when the process ends, however it ends.
        _locks: [File; 2],
    },
    Postgres {
        main: PgPool,
        keys: PgPool,
    },
}

/// Begins on a task of its own, so that the answer is heard also when the caller goes away meanwhile, as a client does that
/// hangs up. sqlx 0.9 forgets a `BEGIN` whose answer nobody waits for and gives the connection to the next caller with the
/// transaction open: a read-only one, and a write is refused (transact-rs/sqlx#4385). What nobody takes is rolled back here.
async fn begun(pool: &PgPool, statement: &'static str) -> Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    #[expect(
        clippy::disallowed_methods,
        reason = "it outlives its caller on purpose, by one answer"
    )]
    let task = tokio::spawn(async move { pool.begin_with(statement).await });
    // The task ends early only with its runtime.
    Ok(task.await.map_err(|_| sqlx::Error::WorkerCrashed)??)
}

/// A transaction on either engine; dropped without [`Tx::commit`] it is rolled back.
pub enum Tx {
    /// On the file's one write connection, or on a reader.
    Sqlite(Transaction<'static, Sqlite>),
    /// On a pooled connection.
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one expression against whichever engine the transaction is on.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(t) => {
                let $c = &mut **t;
                $body
            }
            $crate::db::Tx::Postgres(t) => {
                let $c = &mut **t;
                $body
            }
        }
    };
}
pub(crate) use on;

impl Store {
    /// Takes the lock (SQLite), connects, and brings the schema to the newest version.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another process owns the file, [`StoreError::Newer`] and [`StoreError::Edited`] if the
    /// schema is not one this program may touch, else what the engine said.
    pub async fn open(config: StoreConfig) -> Result<Self> {
        let store = match config {
            StoreConfig::Sqlite { path } => Self::open_sqlite(&path).await?,
            StoreConfig::Postgres { url } => Self::open_postgres(&url).await?,
        };
        migrate::run(&store).await?;
        Ok(store)
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let key_path = path.with_extension("keys");
        let locks = [lock(path)?, lock(&key_path)?];
        let writer = sqlite_writer(path).await?;
        let keys = sqlite_writer(&key_path).await?;
        // A destroyed key must not stay behind in a page that is free.
        sqlx::query("PRAGMA secure_delete = ON").execute(&keys).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(ACQUIRE)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(
                sqlite_options(path)
                    .create_if_missing(false)
                    .pragma("query_only", "ON")
                    // Only the writer checkpoints: two connections doing so can corrupt the log of older SQLite versions.
                    .pragma("wal_autocheckpoint", "0"),
            );
        Ok(Self(Arc::new(Engine::Sqlite { writer, readers, keys, _locks: locks })))
    }

    async fn open_postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?
            .disable_statement_logging()
            // A long transaction holds back the horizon of every reader.
            .options([
                ("statement_timeout", "10s"),
                ("idle_in_transaction_session_timeout", "10s"),
                ("lock_timeout", "10s"),
            ]);
        let keys = options.clone().options([("search_path", KEY_SCHEMA)]);
        let pool = |n| PgPoolOptions::new().max_connections(n).acquire_timeout(ACQUIRE);
        Ok(Self(Arc::new(Engine::Postgres {
            main: pool(POSTGRES_CONNECTIONS).connect_with(options).await?,
            keys: pool(POSTGRES_KEY_CONNECTIONS).connect_with(keys).await?,
        })))
    }

    /// Begins a unit of work. On SQLite it waits for the one writer.
    ///
    /// # Errors
    /// [`StoreError::Database`]; often retryable.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match &*self.0 {
            Engine::Sqlite { writer, .. } => {
                Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Engine::Postgres { main, .. } => Tx::Postgres(begun(main, "BEGIN").await?),
        })
    }

    /// Begins a consistent view: nothing committed after its first statement shows, and nothing can be written.
    ///
    /// # Errors
    /// [`StoreError::Database`]; often retryable.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &*self.0 {
            Engine::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Engine::Postgres { main, .. } => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
                Tx::Postgres(begun(main, begin).await?)
            }
        })
    }

    /// Begins a unit of work on the key store, for the functions of [`crate::dek`] alone.
    ///
    /// The two stores share no transaction: commit a key before the document that uses it.
    ///
    /// # Errors
    /// [`StoreError::Database`]; often retryable.
    pub async fn begin_keys(&self) -> Result<Tx> {
        Ok(match &*self.0 {
            Engine::Sqlite { keys, .. } => Tx::Sqlite(keys.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres { keys, .. } => Tx::Postgres(begun(keys, "BEGIN").await?),
        })
    }

    /// Clears what destroyed keys left behind in the files of the key store: the log is brought in and emptied (SQLite),
    /// dead rows are taken out of the pages (PostgreSQL).
    ///
    /// # Errors
    /// [`StoreError::Database`]; the keys are destroyed all the same, and the next call clears their remains too.
    pub async fn scrub_keys(&self) -> Result<()> {
        match &*self.0 {
            Engine::Sqlite { keys, .. } => {
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(keys).await?;
            }
            Engine::Postgres { keys, .. } => {
                sqlx::query("VACUUM dek").execute(keys).await?;
            }
        }
        Ok(())
    }

    /// Whether writers must go one after the other (SQLite); then commits are worth gathering.
    #[must_use]
    pub fn has_one_writer(&self) -> bool {
        matches!(&*self.0, Engine::Sqlite { .. })
    }

    /// The main tables' connections, on PostgreSQL.
    pub(crate) fn postgres(&self) -> Option<&PgPool> {
        match &*self.0 {
            Engine::Sqlite { .. } => None,
            Engine::Postgres { main, .. } => Some(main),
        }
    }

    /// Name and version of the engine, for start-up and `doctor`.
    ///
    /// # Errors
    /// [`StoreError::Database`] if the engine does not answer.
    pub async fn engine(&self) -> Result<String> {
        let mut tx = self.read().await?;
        let sql = tx.pick(
            "SELECT 'SQLite ' || sqlite_version()",
            "SELECT 'PostgreSQL ' || current_setting('server_version')",
        );
        Ok(on!(&mut tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?)
    }

    /// Ends all connections, readers before the writer, so that the writer makes the last checkpoint.
    pub async fn close(&self) {
        match &*self.0 {
            Engine::Sqlite { writer, readers, keys, .. } => {
                readers.close().await;
                writer.close().await;
                keys.close().await;
            }
            Engine::Postgres { main, keys } => {
                main.close().await;
                keys.close().await;
            }
        }
    }
}

impl Tx {
    /// Makes all effects durable and visible.
    ///
    /// # Errors
    /// [`StoreError::Database`]; then nothing was done, unless the connection broke while the answer was on its way.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(t) => t.commit().await?,
            Self::Postgres(t) => t.commit().await?,
        }
        Ok(())
    }

    /// Undoes all effects and waits until that is done.
    ///
    /// # Errors
    /// [`StoreError::Database`] if the connection broke; the effects are undone then too.
    pub async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(t) => t.rollback().await?,
            Self::Postgres(t) => t.rollback().await?,
        }
        Ok(())
    }

    /// The statement for this engine, where the two dialects differ.
    #[must_use]
    pub fn pick(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite(_) => sqlite,
            Self::Postgres(_) => postgres,
        }
    }

    /// Marks a point inside the transaction; there is one at a time.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn savepoint(&mut self) -> Result<()> {
        on!(self, |c| sqlx::query("SAVEPOINT item").execute(c).await.map(drop))?;
        Ok(())
    }

    /// Keeps what was done since [`Tx::savepoint`], or undoes it.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn release(&mut self, keep: bool) -> Result<()> {
        if !keep {
            on!(&mut *self, |c| sqlx::query("ROLLBACK TO SAVEPOINT item")
                .execute(c)
                .await
                .map(drop))?;
        }
        on!(self, |c| sqlx::query("RELEASE SAVEPOINT item").execute(c).await.map(drop))?;
        Ok(())
    }
}

/// Options that hold for every connection to a SQLite file. Memory mapping stays off.
fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(5))
        .pragma("mmap_size", "0")
        .pragma("temp_store", "memory")
        .disable_statement_logging()
}

/// The one write connection of a file, made at once and kept for life.
async fn sqlite_writer(path: &Path) -> Result<SqlitePool> {
    let options = sqlite_options(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Takes the lock file beside a database for the life of the returned handle.
fn lock(path: &Path) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock_path = PathBuf::from(name);
    let io = |source| StoreError::Io { path: lock_path.clone(), source };
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&lock_path);
    let file = file.map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::Locked(path.to_owned())),
        Err(std::fs::TryLockError::Error(source)) => Err(io(source)),
    }
}
