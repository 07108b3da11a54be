use super::*;
use crate::store::{draft, sql};
use satchel_model::time::Timestamp;

const KEY: &str = "x'0101010101010101010101010101010101010101010101010101010101010101'";
const OTHER: &str = "x'0202020202020202020202020202020202020202020202020202020202020202'";
const NOW: Timestamp = Timestamp::from_millis(1_000);

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> std::path::PathBuf {
        self.0.path().join("store.db")
    }
}

fn put(store: &Store, key: &str, body: &str) -> Result<(), StoreError> {
    store.write(|tx| draft::put(tx, key, body, NOW))
}

fn get(store: &Store, key: &str) -> Option<String> {
    store.read(|read| draft::find(read, key)).unwrap().map(|(body, _)| body)
}

#[test]
fn what_was_committed_is_there_after_reopening() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    put(&store, "a", "text").unwrap();
    drop(store);
    let store = Store::open(&place.path(), KEY).unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("text"));
}

#[test]
fn a_wrong_key_is_an_error_never_an_empty_store() {
    let place = Place::new();
    put(&Store::create(&place.path(), KEY).unwrap(), "a", "text").unwrap();
    assert!(matches!(Store::open(&place.path(), OTHER), Err(StoreError::Unreadable)));
    assert_eq!(get(&Store::open(&place.path(), KEY).unwrap(), "a").as_deref(), Some("text"));
}

#[test]
fn an_absent_or_empty_file_is_never_opened_as_a_new_store() {
    let place = Place::new();
    assert!(matches!(Store::open(&place.path(), KEY), Err(StoreError::Missing)));
    std::fs::File::options().create_new(true).write(true).open(place.path()).unwrap();
    assert!(matches!(Store::open(&place.path(), KEY), Err(StoreError::Unreadable)));
    assert!(matches!(Store::create(&place.path(), KEY), Err(StoreError::InUse)));
}

#[test]
fn a_second_opener_is_told_that_the_store_is_in_use() {
    let place = Place::new();
    let first = Store::create(&place.path(), KEY).unwrap();
    assert!(matches!(Store::open(&place.path(), KEY), Err(StoreError::InUse)));
    drop(first);
    assert!(Store::open(&place.path(), KEY).is_ok());
}

#[test]
fn nothing_of_a_failed_transaction_is_kept() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    let refused: Result<(), StoreError> = store.write(|tx| {
        draft::put(tx, "a", "text", NOW)?;
        Err(StoreError::Value("test"))
    });
    assert!(refused.is_err());
    assert_eq!(get(&store, "a"), None);
}

#[test]
fn a_full_disk_is_told_and_what_was_there_stays() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    put(&store, "a", "text").unwrap();
    store.limit_pages(1).unwrap();
    let big = "x".repeat(400_000);
    assert!(matches!(put(&store, "b", &big), Err(StoreError::Full)));
    assert_eq!(get(&store, "a").as_deref(), Some("text"));
    assert_eq!(get(&store, "b"), None);
    store.limit_pages(1_000_000).unwrap();
    put(&store, "b", &big).unwrap();
}

#[test]
fn a_store_of_a_newer_app_is_refused_by_number() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    store
        .write(|tx| tx.sql().pragma_update(None, "user_version", 99).map_err(StoreError::from))
        .unwrap();
    drop(store);
    match Store::open(&place.path(), KEY) {
        Err(StoreError::NewerSchema { found: 99, known: 4 }) => {}
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn a_reader_can_change_nothing() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    let tried: Result<(), StoreError> = store
        .read(|read| read.0.execute("DELETE FROM draft", []).map(drop).map_err(StoreError::from));
    assert!(matches!(tried, Err(StoreError::Sql(_))));
}

#[test]
fn a_reader_sees_one_state_and_never_an_uncommitted_one() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    store
        .write(|tx| {
            draft::put(tx, "a", "new", NOW)?;
            assert_eq!(get(&store, "a"), None);
            assert!(draft::find(&tx.read(), "a")?.is_some());
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(get(&store, "a").as_deref(), Some("new"));
}

/// The bundled SQLite can corrupt a log that two connections checkpoint: so readers never do, not even the last one.
#[test]
fn single_writer_wal() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    for n in 0..50 {
        put(&store, &n.to_string(), &"x".repeat(5_000)).unwrap();
        get(&store, "0").unwrap();
    }
    let log = place.path().with_extension("db-wal");
    let before = std::fs::metadata(&log).unwrap().len();
    assert!(before > 0);
    drop(Readers::new(&place.path(), KEY));
    let reader = connect(&place.path(), KEY).unwrap();
    never_checkpoint(&reader).unwrap();
    drop(reader);
    assert_eq!(std::fs::metadata(&log).unwrap().len(), before);
    drop(store);
    let ok: String = {
        let store = Store::open(&place.path(), KEY).unwrap();
        store
            .read(|read| {
                let ok = read.0.query_row("PRAGMA integrity_check", [], |row| row.get(0));
                ok.map_err(StoreError::from)
            })
            .unwrap()
    };
    assert_eq!(ok, "ok");
}

#[test]
fn the_file_is_not_readable_as_sqlite() {
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    put(&store, "a", "a secret of the house").unwrap();
    for file in std::fs::read_dir(place.0.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"));
        assert!(!bytes.windows(8).any(|w| w == b"a secret"));
    }
}

/// Every released schema, with its rows.
const RELEASED: [&str; 4] = [
    include_str!("../../../../migrations/fixtures/device/v1.sql"),
    include_str!("../../../../migrations/fixtures/device/v2.sql"),
    include_str!("../../../../migrations/fixtures/device/v3.sql"),
    include_str!("../../../../migrations/fixtures/device/v4.sql"),
];

/// What the tally says, by walking.
fn walked(read: &Read<'_>) -> Result<(u64, u64), StoreError> {
    let walk = "SELECT count(*), count(*) FILTER (WHERE stale = 1) FROM document";
    let row = |row: &rusqlite::Row<'_>| -> Result<_, StoreError> {
        Ok((sql::uint(row, 0, "count")?, sql::uint(row, 1, "count")?))
    };
    Ok(sql::first(read.0, walk, [], row)?.unwrap_or_default())
}

#[test]
fn every_released_schema_is_brought_to_the_newest_with_its_rows() {
    use crate::store::{
        actor, conflict, cursor, document, grant, identity, item, kept, peer, pending, quarantine,
        search, snapshot, view,
    };
    for fixture in RELEASED {
        let place = Place::new();
        let old = connect(&place.path(), KEY).unwrap();
        old.execute_batch(fixture).unwrap();
        drop(old);
        let store = Store::open(&place.path(), KEY).unwrap();
        let doc = satchel_model::id::DocId::from_bytes([10; 16]);
        store
            .read(|read| {
                let version: u32 = read.0.query_row("PRAGMA user_version", [], |row| row.get(0))?;
                assert_eq!(version, SCHEMA);
                assert_eq!(identity::find(read)?.unwrap().login, "test");
                assert_eq!(cursor::get(read)?.cluster_epoch, 3);
                assert_eq!(cursor::chain(read)?.next_ctr, 9);
                assert_eq!(document::find(read, doc)?.unwrap().base_seq, 4);
                assert_eq!((document::count(read)?, document::behind(read)?), walked(read)?);
                assert_eq!(item::after(read, doc, 0, 0)?[0].meta.role, 5);
                assert_eq!(snapshot::find(read, doc)?.unwrap().body, [1, 2, 3]);
                assert_eq!(actor::epoch(read, doc, 0)?, 2);
                assert_eq!(actor::list(read, doc)?.len(), 1);
                let waiting = pending::find(read, 8)?.unwrap();
                assert_eq!((waiting.batch.unwrap().count, waiting.tries), (2, 1));
                assert_eq!(kept::after(read, 0, 9)?[0].position.id, 12);
                assert_eq!(quarantine::list(read)?[0].code, "forbidden_path");
                assert!(grant::find(read, doc)?.is_some());
                let device = satchel_model::id::DeviceId::from_bytes([2; 16]);
                assert_eq!(peer::of_device(read, device)?.unwrap().1, "Dr Test");
                assert_eq!(draft::find(read, "note")?.unwrap().0, "half a sentence");
                assert_eq!(conflict::decisions(read)?, 1);
                assert_eq!(search::find(read, "oka", 5)?.len(), 1);
                assert_eq!(view::of_doc(read, doc)?.len(), 1);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
}

#[test]
fn a_new_store_has_the_schema_of_the_newest_fixture() {
    let shape = |connection: &Connection| {
        let mut statement = connection
            .prepare("SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2")
            .unwrap();
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    let columns = |connection: &Connection, table: &str| {
        let mut statement = connection
            .prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")
            .unwrap();
        let rows = statement.query_map([table], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, i64>(3)?,
            ))
        });
        rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    let place = Place::new();
    drop(Store::create(&place.path(), KEY).unwrap());
    let fresh = connect(&place.path(), KEY).unwrap();
    let other = Place::new();
    let frozen = connect(&other.path(), KEY).unwrap();
    frozen.execute_batch(RELEASED[RELEASED.len() - 1]).unwrap();
    assert_eq!(shape(&fresh), shape(&frozen));
    for (_, name, _) in shape(&fresh).iter().filter(|(kind, ..)| kind == "table") {
        assert_eq!(columns(&fresh, name), columns(&frozen, name), "{name}");
    }
}

#[test]
fn a_file_whose_pages_were_overwritten_is_not_sound() {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let place = Place::new();
    let store = Store::create(&place.path(), KEY).unwrap();
    assert!(store.is_sound().unwrap());
    drop(store);
    let mut file = std::fs::OpenOptions::new().write(true).open(place.path()).unwrap();
    file.seek(SeekFrom::End(-4096)).unwrap();
    file.write_all(&[7; 4096]).unwrap();
    drop(file);
    let damaged = Store::open(&place.path(), KEY).and_then(|store| store.is_sound());
    assert!(!matches!(damaged, Ok(true)));
}
