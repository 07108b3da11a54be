//! What holds for the store as a whole: one writer, read-only views, positions that readers never pass.
use crate::harness::{at, on_both, postgres, reopen, settle, sqlite};
use satchel_server_store::{
    Position, Store, StoreConfig, StoreError, Tx, migrate, position, setting,
};
use std::collections::BTreeSet;

on_both!(
    a_transaction_that_is_dropped_leaves_nothing,
    a_savepoint_undoes_only_what_followed_it,
    a_view_cannot_write_and_does_not_move,
    positions_are_unique_and_ascend,
    a_store_opens_at_the_newest_schema,
);

async fn a_transaction_that_is_dropped_leaves_nothing(store: Store) {
    let mut tx = store.begin().await.unwrap();
    setting::put(&mut tx, "a", "1", at(0)).await.unwrap();
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    assert_eq!(setting::find(&mut tx, "a").await.unwrap(), None);
    setting::put(&mut tx, "a", "2", at(0)).await.unwrap();
    tx.rollback().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(setting::find(&mut tx, "a").await.unwrap(), None);
}

async fn a_savepoint_undoes_only_what_followed_it(store: Store) {
    let mut tx = store.begin().await.unwrap();
    setting::put(&mut tx, "a", "1", at(0)).await.unwrap();
    tx.savepoint().await.unwrap();
    setting::put(&mut tx, "b", "1", at(0)).await.unwrap();
    tx.release(false).await.unwrap();
    tx.savepoint().await.unwrap();
    setting::put(&mut tx, "c", "1", at(0)).await.unwrap();
    tx.release(true).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert!(setting::find(&mut tx, "a").await.unwrap().is_some());
    assert!(setting::find(&mut tx, "b").await.unwrap().is_none());
    assert!(setting::find(&mut tx, "c").await.unwrap().is_some());
}

async fn a_view_cannot_write_and_does_not_move(store: Store) {
    let mut view = store.read().await.unwrap();
    assert_eq!(setting::find(&mut view, "a").await.unwrap(), None);
    let mut tx = store.begin().await.unwrap();
    setting::put(&mut tx, "a", "1", at(0)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(setting::find(&mut view, "a").await.unwrap(), None, "taken before the commit");
    assert!(setting::put(&mut view, "b", "1", at(0)).await.is_err());
}

async fn positions_are_unique_and_ascend(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let first = position::take(&mut tx, 3).await.unwrap();
    assert!(position::take(&mut tx, 0).await.unwrap().is_empty());
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let second = position::take(&mut tx, 2).await.unwrap();
    tx.commit().await.unwrap();
    let all: Vec<_> = first.into_iter().chain(second).collect();
    assert!(all.is_sorted() && all[0] > Position::ZERO);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 5);
    settle(&store).await;
    let mut tx = store.read().await.unwrap();
    assert!(position::horizon(&mut tx).await.unwrap() > all[4].tx, "everything is committed");
}

async fn a_store_opens_at_the_newest_schema(store: Store) {
    let mut tx = store.read().await.unwrap();
    assert_eq!(migrate::version(&mut tx).await.unwrap(), migrate::head());
    drop(tx);
    assert!(!store.engine().await.unwrap().is_empty());
    store.close().await;
    assert!(store.begin().await.is_err());
}

#[tokio::test]
async fn a_second_process_is_told_that_the_file_is_in_use() {
    let (store, dir) = sqlite().await;
    let path = dir.path().join("satchel.db");
    let second = Store::open(StoreConfig::Sqlite { path: path.clone() }).await;
    assert!(matches!(second, Err(StoreError::Locked(p)) if p == path));
    store.close().await;
    drop(store);
    let again = reopen(&StoreConfig::Sqlite { path }).await;
    assert!(again.is_ok(), "the lock went with its holder");
}

async fn pragma(tx: &mut Tx, sql: &'static str) -> String {
    use sqlx::Row as _;
    let Tx::Sqlite(t) = tx else { panic!("not SQLite") };
    let row = sqlx::query(sql).fetch_one(&mut **t).await.unwrap();
    row.try_get::<String, _>(0).unwrap_or_else(|_| row.get::<i64, _>(0).to_string())
}

#[tokio::test]
async fn single_writer_wal() {
    let (store, _dir) = sqlite().await;
    assert!(store.has_one_writer());
    let mut writer = store.begin().await.unwrap();
    assert_eq!(pragma(&mut writer, "PRAGMA journal_mode").await, "wal");
    assert_eq!(pragma(&mut writer, "PRAGMA synchronous").await, "2", "FULL");
    assert_eq!(pragma(&mut writer, "PRAGMA mmap_size").await, "0");
    assert_eq!(pragma(&mut writer, "PRAGMA wal_autocheckpoint").await, "1000");
    let mut reader = store.read().await.unwrap();
    assert_eq!(pragma(&mut reader, "PRAGMA query_only").await, "1");
    assert_eq!(pragma(&mut reader, "PRAGMA wal_autocheckpoint").await, "0");
    assert_eq!(pragma(&mut reader, "PRAGMA mmap_size").await, "0");
    // A second unit of work waits for the first: there is one write connection.
    let waiting = store.begin();
    tokio::pin!(waiting);
    let early = tokio::time::timeout(std::time::Duration::from_millis(20), &mut waiting).await;
    assert!(early.is_err(), "two writers at once");
    writer.commit().await.unwrap();
    assert!(waiting.await.is_ok());
}

#[tokio::test]
async fn a_reader_below_the_horizon_never_passes_a_late_commit() {
    let store = postgres().await;
    let mut early = store.begin().await.unwrap();
    let slow = position::take(&mut early, 1).await.unwrap()[0];
    let mut late = store.begin().await.unwrap();
    let quick = position::take(&mut late, 1).await.unwrap()[0];
    late.commit().await.unwrap();
    assert!(slow < quick);
    let mut tx = store.read().await.unwrap();
    let horizon = position::horizon(&mut tx).await.unwrap();
    assert!(horizon <= slow.tx, "the quick commit is not looked at while the slow one runs");
    drop(tx);
    early.commit().await.unwrap();
    settle(&store).await;
    let mut tx = store.read().await.unwrap();
    assert!(position::horizon(&mut tx).await.unwrap() > quick.tx);
}

#[tokio::test]
async fn a_view_on_postgres_is_repeatable_and_read_only() {
    let store = postgres().await;
    let mut tx = store.read().await.unwrap();
    let Tx::Postgres(t) = &mut tx else { panic!("not PostgreSQL") };
    let sql = "SELECT current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')";
    let said: String = sqlx::query_scalar(sql).fetch_one(&mut **t).await.unwrap();
    assert_eq!(said, "repeatable read on");
}

/// Gives up after so many turns of the runtime: a client that hangs up does so at any moment.
async fn turns(count: usize) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_view_whose_reader_went_away_spoils_no_later_write_on_postgres() {
    let store = postgres().await;
    for count in 0..400 {
        tokio::select! {
            biased;
            begun = store.read() => drop(begun.unwrap()),
            () = turns(count) => {}
        }
        let mut tx = store.begin().await.unwrap();
        let put = setting::put(&mut tx, "a", &count.to_string(), at(0)).await;
        assert!(put.is_ok(), "after {count} turns: {put:?}");
        tx.commit().await.unwrap();
    }
}
