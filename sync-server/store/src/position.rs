//! Places in the feed: pairs that readers can walk without ever passing a late commit.
use crate::{Result, Tx, db::on};

/// A place in the feed; ordered by transaction, then by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Transaction that wrote here: its id on PostgreSQL, 0 on SQLite.
    pub tx: i64,
    /// Number within the store, from 1; 0 is before everything.
    pub id: i64,
}

impl Position {
    /// Before everything.
    pub const ZERO: Self = Self { tx: 0, id: 0 };
}

/// Takes `n` new positions for rows of this transaction, in ascending order.
///
/// On PostgreSQL this gives the transaction its id. Take positions after locking the documents they are for: a
/// document's items then carry ascending transactions except where one transaction locks several documents, which
/// readers allow for (they deliver a prefix of the log, see [`crate::change::unseen`]).
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn take(tx: &mut Tx, n: usize) -> Result<Vec<Position>> {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    let mut out: Vec<Position> = match tx {
        Tx::Sqlite(t) => {
            let sql = "UPDATE counter SET n = n + $1 WHERE name = 'position' RETURNING n";
            let last: i64 = sqlx::query_scalar(sql).bind(n).fetch_one(&mut **t).await?;
            (last - n + 1..=last).map(|id| Position { tx: 0, id }).collect()
        }
        Tx::Postgres(t) => {
            let sql = "SELECT pg_current_xact_id()::text::bigint, nextval('pos_seq') FROM generate_series(1, $1)";
            let rows: Vec<(i64, i64)> = sqlx::query_as(sql).bind(n).fetch_all(&mut **t).await?;
            rows.into_iter().map(|(tx, id)| Position { tx, id }).collect()
        }
    };
    out.sort_unstable();
    Ok(out)
}

/// The first transaction number that a reader must not look at yet.
///
/// Everything below it is committed or undone for good and shows in the caller's snapshot: a position below can never
/// appear later. Transactions of other databases of the cluster do not count. They are told apart by who runs them: a
/// number that the snapshot holds for running was given out before the activity of the backends is read, and a backend
/// stays in its database for life; a number that nobody is seen to run (a prepared transaction, one that ended in
/// between) counts as ours. `backend_xmin` is no help: it says what a backend sees, not what it writes.
///
/// Ask before the rows are read, or in the same snapshot ([`crate::Store::read`]).
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn horizon(tx: &mut Tx) -> Result<i64> {
    let sql = tx.pick("SELECT 1", HORIZON);
    Ok(on!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await)?)
}

const HORIZON: &str = include_str!("sql/horizon_postgres.sql");

impl crate::Store {
    /// The same outside any transaction, in one way to the database and back: for whoever waits until readers may look.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn horizon(&self) -> Result<i64> {
        let Some(pool) = self.postgres() else { return Ok(1) };
        Ok(sqlx::query_scalar(HORIZON).fetch_one(pool).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_sort_by_transaction_first() {
        let (early, late) = (Position { tx: 4, id: 90 }, Position { tx: 5, id: 80 });
        assert!(Position::ZERO < early && early < late);
    }
}
