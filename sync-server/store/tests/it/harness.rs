//! Stores to test on, and values to fill them with.
use satchel_model::{
    id::{DeviceId, DocId, GroupId, Hash, TenantId, UserId},
    time::Timestamp,
};
use satchel_server_store::{Store, StoreConfig, StoreError, position};

/// Runs a scenario on SQLite and on PostgreSQL, as two tests.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn on_sqlite() {
                let (store, _dir) = crate::harness::sqlite().await;
                super::$name(store).await;
            }
            #[tokio::test]
            async fn on_postgres() {
                let store = crate::harness::postgres().await;
                super::$name(store).await;
            }
        }
    )*};
}
pub(crate) use on_both;

pub(crate) async fn sqlite() -> (Store, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("satchel.db");
    (Store::open(StoreConfig::Sqlite { path }).await.unwrap(), dir)
}

pub(crate) async fn postgres() -> Store {
    let url = tokio::task::spawn_blocking(crate::postgres::fresh).await.unwrap().unwrap();
    Store::open(StoreConfig::Postgres { url }).await.unwrap()
}

/// The moment `n` seconds after an arbitrary start.
pub(crate) fn at(n: i64) -> Timestamp {
    Timestamp::from_millis(1_760_000_000_000 + n * 1_000)
}

/// Sixteen bytes that begin with `n`, ordered by it.
pub(crate) fn bytes(n: u8) -> [u8; 16] {
    let mut out = [7; 16];
    out[0] = n;
    out
}

pub(crate) fn tenant() -> TenantId {
    TenantId::from_bytes(bytes(1))
}

pub(crate) fn user(n: u8) -> UserId {
    UserId::from_bytes(bytes(n))
}

pub(crate) fn doc(n: u8) -> DocId {
    DocId::from_bytes(bytes(n))
}

pub(crate) fn device_id(n: u8) -> DeviceId {
    DeviceId::from_bytes(bytes(n))
}

pub(crate) fn group(n: u8) -> GroupId {
    GroupId::from_bytes(bytes(n))
}

pub(crate) fn hash(n: u8) -> Hash {
    Hash::from_bytes([n; 32])
}

/// Waits until readers may look at everything committed so far.
///
/// The horizon of PostgreSQL counts the transactions of every database of the server, so other tests hold it back.
pub(crate) async fn settle(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let mine = position::take(&mut tx, 1).await.unwrap()[0];
    tx.commit().await.unwrap();
    loop {
        let mut tx = store.read().await.unwrap();
        if position::horizon(&mut tx).await.unwrap() > mine.tx {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Opens a store whose last holder has just let go.
///
/// A child process that another test starts holds copies of this process's files, and so of their locks, until it has
/// become its own program: for a moment the lock may still be taken.
pub(crate) async fn reopen(config: &StoreConfig) -> Result<Store, StoreError> {
    for _ in 0..100_000 {
        match Store::open(config.clone()).await {
            Err(StoreError::Locked(_)) => tokio::task::yield_now().await,
            other => return other,
        }
    }
    Store::open(config.clone()).await
}
