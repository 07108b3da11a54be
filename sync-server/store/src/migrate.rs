//! Brings a database to the newest schema: forward only, each step in one transaction, no step edited once applied.
use crate::{Result, Store, StoreError, Tx, convert, db::on};
use satchel_model::hash::sha256;

/// One step of one schema, in the words of both engines.
struct Step {
    number: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

const MAIN: &[Step] = &[
    Step {
        number: 1,
        sqlite: include_str!("../../../migrations/server-sqlite/0001_core.sql"),
        postgres: include_str!("../../../migrations/server-postgres/0001_core.sql"),
    },
    Step {
        number: 2,
        sqlite: include_str!("../../../migrations/server-sqlite/0002_notice.sql"),
        postgres: include_str!("../../../migrations/server-postgres/0002_notice.sql"),
    },
    Step {
        number: 3,
        sqlite: include_str!("../../../migrations/server-sqlite/0003_engine.sql"),
        postgres: include_str!("../../../migrations/server-postgres/0003_engine.sql"),
    },
];

const KEYS: &[Step] = &[Step {
    number: 1,
    sqlite: include_str!("../../../migrations/server-sqlite-keys/0001_dek.sql"),
    postgres: include_str!("../../../migrations/server-postgres-keys/0001_dek.sql"),
}];

/// The newest schema number this program knows.
#[must_use]
pub fn head() -> i64 {
    MAIN.last().map_or(0, |s| s.number)
}

/// The schema number of an open store.
///
/// # Errors
/// [`StoreError::Database`] if the engine does not answer.
pub async fn version(tx: &mut Tx) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) FROM schema_step";
    Ok(on!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?)
}

/// Brings both schemas of a store to the newest version.
pub(crate) async fn run(store: &Store) -> Result<()> {
    let mut keys = store.begin_keys().await?;
    if matches!(keys, Tx::Postgres(_)) {
        serialise(&mut keys).await?;
        let sql = "CREATE SCHEMA IF NOT EXISTS satchel_keys";
        on!(&mut keys, |c| sqlx::query(sql).execute(c).await.map(drop))?;
    }
    apply(&mut keys, KEYS).await?;
    keys.commit().await?;
    let mut main = store.begin().await?;
    serialise(&mut main).await?;
    apply(&mut main, MAIN).await?;
    main.commit().await
}

/// Keeps two starting processes from migrating at once; on SQLite the lock file already does.
async fn serialise(tx: &mut Tx) -> Result<()> {
    if matches!(tx, Tx::Postgres(_)) {
        // Any constant serves; this one spells "satchel".
        let sql = "SELECT pg_advisory_xact_lock(32480108671361388)";
        on!(tx, |c| sqlx::query(sql).execute(c).await.map(drop))?;
    }
    Ok(())
}

async fn apply(tx: &mut Tx, steps: &[Step]) -> Result<()> {
    let create = tx.pick(
        "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER NOT NULL PRIMARY KEY, sha256 BLOB NOT NULL) STRICT",
        "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT NOT NULL PRIMARY KEY, sha256 BYTEA NOT NULL)",
    );
    on!(&mut *tx, |c| sqlx::query(create).execute(c).await.map(drop))?;
    let sql = "SELECT number, sha256 FROM schema_step ORDER BY number";
    let done: Vec<(i64, Vec<u8>)> = on!(&mut *tx, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    let known = steps.last().map_or(0, |s| s.number);
    if let Some((found, _)) = done.last()
        && *found > known
    {
        return Err(StoreError::Newer { found: *found, known });
    }
    for step in steps {
        let text = tx.pick(step.sqlite, step.postgres);
        let digest = sha256(&[text.as_bytes()]);
        match done.iter().find(|(number, _)| *number == step.number) {
            Some((_, was)) if convert::hash(was, "schema_step.sha256")? == digest => {}
            Some(_) => return Err(StoreError::Edited(step.number)),
            None => {
                on!(&mut *tx, |c| sqlx::raw_sql(text).execute(c).await.map(drop))?;
                let sql = "INSERT INTO schema_step (number, sha256) VALUES ($1, $2)";
                on!(&mut *tx, |c| sqlx::query(sql)
                    .bind(step.number)
                    .bind(digest.as_bytes().as_slice())
                    .execute(c)
                    .await
                    .map(drop))?;
            }
        }
    }
    Ok(())
}
