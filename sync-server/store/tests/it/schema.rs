//! Both engines have one schema, and every released one upgrades to the newest.
use crate::harness::{at, bytes, postgres, reopen, sqlite};
use satchel_model::id::{AuditId, DekId, DeviceId, DocId, JobId, TenantId, UserId};
use satchel_server_store::{
    Store, StoreConfig, StoreError, Tx, audit, dek, device, document, epoch, job, migrate, opened,
    purge,
};
use sqlx::{ConnectOptions as _, Connection as _};
use std::{collections::BTreeSet, str::FromStr as _};

/// Tables with (column, kind, nullable), and indexes with their columns, in words that hold for both engines.
type Shape = BTreeSet<String>;

async fn sqlite_shape(tx: &mut Tx) -> Shape {
    let Tx::Sqlite(t) = tx else { panic!("not SQLite") };
    let columns = "SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
    let rows: Vec<(String, String, String, i64)> =
        sqlx::query_as(columns).fetch_all(&mut **t).await.unwrap();
    let mut shape: Shape = rows
        .into_iter()
        .map(|(table, column, kind, required)| {
            format!("{table}.{column} {} required={}", kind.to_lowercase(), required == 1)
        })
        .collect();
    let indexes = "SELECT m.name, i.\"unique\",
            (SELECT group_concat(name, ',') FROM (SELECT x.name FROM pragma_index_info(i.name) x ORDER BY x.seqno))
        FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table'";
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as(indexes).fetch_all(&mut **t).await.unwrap();
    shape.extend(rows.into_iter().map(|(t, u, c)| format!("{t}({c}) unique={}", u == 1)));
    shape
}

async fn postgres_shape(tx: &mut Tx) -> Shape {
    let Tx::Postgres(t) = tx else { panic!("not PostgreSQL") };
    let columns = "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text
        FROM information_schema.columns WHERE table_schema = current_schema()";
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as(columns).fetch_all(&mut **t).await.unwrap();
    let kind = |k: &str| match k {
        "bigint" => "integer",
        "bytea" | "uuid" => "blob",
        "text" => "text",
        other => panic!("no column may be {other}"),
    };
    let mut shape: Shape = rows
        .iter()
        .map(|(table, column, k, nullable)| {
            format!("{table}.{column} {} required={}", kind(k), nullable == "NO")
        })
        .collect();
    let indexes =
        "SELECT t.relname::text, i.indisunique, string_agg(a.attname::text, ',' ORDER BY k.n)
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace s ON s.oid = t.relnamespace AND s.nspname = current_schema()
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(col, n)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.col
        GROUP BY t.relname, i.indexrelid, i.indisunique";
    let rows: Vec<(String, bool, String)> =
        sqlx::query_as(indexes).fetch_all(&mut **t).await.unwrap();
    shape.extend(rows.into_iter().map(|(t, u, c)| format!("{t}({c}) unique={u}")));
    shape
}

/// A primary key of one INTEGER column is the row id on SQLite and has no index of its own there.
fn without_row_ids(shape: &Shape) -> Shape {
    let row_id = ["cluster(epoch) unique=true", "schema_step(number) unique=true"];
    shape.iter().filter(|s| !row_id.contains(&s.as_str())).cloned().collect()
}

#[tokio::test]
async fn both_engines_have_one_schema() {
    let (lite, _dir) = sqlite().await;
    let pg = postgres().await;
    let ours = sqlite_shape(&mut lite.begin().await.unwrap()).await;
    let theirs = postgres_shape(&mut pg.begin().await.unwrap()).await;
    let (ours, theirs) = (without_row_ids(&ours), without_row_ids(&theirs));
    let differ: Vec<_> = ours.symmetric_difference(&theirs).collect();
    assert!(differ.is_empty(), "{differ:#?}");
    assert!(ours.len() > 150, "nothing was compared");
    for index in [
        "change(doc,hash) unique=true",
        "change(doc,epoch,actor,actor_seq) unique=true",
        "change(device,device_ctr) unique=true",
        "change(doc,pos_tx,pos_id) unique=false",
        "doc_grp(grp,last_tx,last_id) unique=false",
    ] {
        assert!(ours.contains(index), "{index}");
    }

    let ours = sqlite_shape(&mut lite.begin_keys().await.unwrap()).await;
    let theirs = postgres_shape(&mut pg.begin_keys().await.unwrap()).await;
    let (ours, theirs) = (without_row_ids(&ours), without_row_ids(&theirs));
    let differ: Vec<_> = ours.symmetric_difference(&theirs).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

async fn run(tx: &mut Tx, sql: &'static str) {
    match tx {
        Tx::Sqlite(t) => sqlx::raw_sql(sql).execute(&mut **t).await.map(drop).unwrap(),
        Tx::Postgres(t) => sqlx::raw_sql(sql).execute(&mut **t).await.map(drop).unwrap(),
    }
}

async fn edited_and_newer_schemas_are_refused(store: Store, config: StoreConfig) {
    let mut tx = store.begin().await.unwrap();
    run(&mut tx, "INSERT INTO schema_step (number, sha256) SELECT 9999, sha256 FROM schema_step WHERE number = 1")
        .await;
    tx.commit().await.unwrap();
    store.close().await;
    drop(store);
    let newer = reopen(&config).await;
    assert!(
        matches!(newer, Err(StoreError::Newer { found: 9999, known }) if known == migrate::head())
    );
}

#[tokio::test]
async fn a_newer_schema_is_refused_on_sqlite() {
    let (store, dir) = sqlite().await;
    let path = dir.path().join("satchel.db");
    edited_and_newer_schemas_are_refused(store, StoreConfig::Sqlite { path }).await;
}

#[tokio::test]
async fn a_newer_schema_is_refused_on_postgres() {
    let url = tokio::task::spawn_blocking(crate::postgres::fresh).await.unwrap().unwrap();
    let config = StoreConfig::Postgres { url };
    let store = Store::open(config.clone()).await.unwrap();
    edited_and_newer_schemas_are_refused(store, config).await;
}

#[tokio::test]
async fn an_edited_migration_is_noticed() {
    let (store, dir) = sqlite().await;
    let mut tx = store.begin().await.unwrap();
    run(&mut tx, "UPDATE schema_step SET sha256 = zeroblob(32)").await;
    tx.commit().await.unwrap();
    store.close().await;
    drop(store);
    let path = dir.path().join("satchel.db");
    let opened = reopen(&StoreConfig::Sqlite { path }).await;
    assert!(matches!(opened, Err(StoreError::Edited(1))));
}

/// Everything that a frozen database of version 1 held is there after the upgrade, and the store works.
async fn the_rows_of_version_1_are_there(store: Store) {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(migrate::version(&mut tx).await.unwrap(), migrate::head());
    let doc = document::find(&mut tx, DocId::from_bytes(bytes(4))).await.unwrap().unwrap();
    assert_eq!((doc.head_seq, doc.heads.len()), (1, 1));
    let tenant = TenantId::from_bytes(bytes(1));
    let devices = device::list(&mut tx, tenant, None, None, 9).await.unwrap();
    assert_eq!(devices[0].device, DeviceId::from_bytes(bytes(3)));
    let log = audit::indexed(&mut tx, tenant, 0, 9).await.unwrap();
    assert_eq!(log[0].leaf.as_ref().unwrap().id, AuditId::from_bytes(bytes(9)));
    let due = job::claim(&mut tx, at(1_000_000), at(2_000_000), 9).await.unwrap();
    assert_eq!(due[0].job, JobId::from_bytes(bytes(10)));
    tx.commit().await.unwrap();
    let mut keys = store.begin_keys().await.unwrap();
    let found = dek::list(&mut keys, &[DekId::from_bytes(bytes(6))]).await.unwrap();
    assert_eq!(found[0].wrapped.len(), 60);
}

/// A frozen database on SQLite, opened by this program.
async fn opened_on_sqlite(main: &'static str) -> (Store, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("satchel.db");
    let keys = include_str!("../../../../migrations/fixtures/server-sqlite-keys/v1.sql");
    for (path, sql) in [(path.clone(), main), (path.with_extension("keys"), keys)] {
        let options = sqlx::sqlite::SqliteConnectOptions::new();
        let mut old = options.filename(path).create_if_missing(true).connect().await.unwrap();
        sqlx::raw_sql(sql).execute(&mut old).await.unwrap();
        old.close().await.unwrap();
    }
    (Store::open(StoreConfig::Sqlite { path }).await.unwrap(), dir)
}

/// The same on PostgreSQL.
async fn opened_on_postgres(main: &'static str) -> Store {
    let url = tokio::task::spawn_blocking(crate::postgres::fresh).await.unwrap().unwrap();
    let options = sqlx::postgres::PgConnectOptions::from_str(&url).unwrap();
    let mut old = options.connect().await.unwrap();
    let keys = include_str!("../../../../migrations/fixtures/server-postgres-keys/v1.sql");
    for sql in [main, keys] {
        sqlx::raw_sql(sql).execute(&mut old).await.unwrap();
    }
    old.close().await.unwrap();
    Store::open(StoreConfig::Postgres { url }).await.unwrap()
}

#[tokio::test]
async fn version_1_on_sqlite_upgrades_to_head() {
    let main = include_str!("../../../../migrations/fixtures/server-sqlite/v1.sql");
    let (store, _dir) = opened_on_sqlite(main).await;
    the_rows_of_version_1_are_there(store).await;
}

#[tokio::test]
async fn version_1_on_postgres_upgrades_to_head() {
    let main = include_str!("../../../../migrations/fixtures/server-postgres/v1.sql");
    the_rows_of_version_1_are_there(opened_on_postgres(main).await).await;
}

/// What version 3 brought: an incarnation that ended, a purge that a device owes, who opened whom.
async fn the_rows_of_version_3_are_there(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let due = epoch::due(&mut tx, at(1), 9).await.unwrap();
    assert_eq!((due.len(), due[0].doc, due[0].head_seq), (1, DocId::from_bytes(bytes(12)), 7));
    let owed = purge::list(&mut tx, DeviceId::from_bytes(bytes(3)), 9).await.unwrap();
    assert_eq!(owed[0].doc, DocId::from_bytes(bytes(4)));
    let recent = opened::recent(&mut tx, UserId::from_bytes(bytes(2)), 9).await.unwrap();
    assert_eq!(recent.len(), 1);
    tx.commit().await.unwrap();
    the_rows_of_version_1_are_there(store).await;
}

#[tokio::test]
async fn version_3_on_sqlite_opens_at_head() {
    let main = include_str!("../../../../migrations/fixtures/server-sqlite/v3.sql");
    let (store, _dir) = opened_on_sqlite(main).await;
    the_rows_of_version_3_are_there(store).await;
}

#[tokio::test]
async fn version_3_on_postgres_opens_at_head() {
    let main = include_str!("../../../../migrations/fixtures/server-postgres/v3.sql");
    the_rows_of_version_3_are_there(opened_on_postgres(main).await).await;
}
