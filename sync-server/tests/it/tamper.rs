//! Whatever is changed in the database by hand, `audit verify` finds: bytes of every column, lost, swapped and cut rows.
use satchel_model::{document::DocType, role::Role};
use satchel_server::{
    App,
    audit::{
        sequencer,
        verify::{self, Pace, Report, Status},
    },
};
use satchel_server_store::{Store, Tx};
use sqlx::{QueryBuilder, Row as _};

use crate::{
    harness::{Server, on_both},
    pen::Pen,
};

on_both!(
    a_changed_byte_of_any_column_is_found,
    a_lost_row_is_found,
    rows_that_changed_places_are_found,
    a_cut_end_is_found_and_never_covered_up,
    an_event_put_in_by_hand_is_found,
    proving_is_an_event_and_tells_what_was_proved,
);

/// How a column is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One bit of its bytes is flipped.
    Bytes,
    /// One bit of an id is flipped.
    Id,
    /// One is added.
    Number,
}

use Kind::{Bytes, Id, Number};

/// Every column that proves something, with how it is changed.
const COLUMNS: &[(&str, &str, Kind)] = &[
    ("audit_leaf", "id", Id),
    ("audit_leaf", "tenant", Id),
    ("audit_leaf", "at", Number),
    ("audit_leaf", "kind", Number),
    ("audit_leaf", "user_id", Id),
    ("audit_leaf", "device", Id),
    ("audit_leaf", "device_ctr", Number),
    ("audit_leaf", "doc", Id),
    ("audit_leaf", "leaf", Bytes),
    ("audit_leaf", "hash", Bytes),
    ("audit_index", "tenant", Id),
    ("audit_index", "idx", Number),
    ("audit_index", "id", Id),
    ("audit_index", "hash", Bytes),
    ("verdict", "device", Id),
    ("verdict", "device_ctr", Number),
    ("verdict", "env_hash", Bytes),
    ("verdict", "doc", Id),
    ("verdict", "hash", Bytes),
    ("verdict", "seq", Number),
    ("change", "doc", Id),
    ("change", "epoch", Number),
    ("change", "seq", Number),
    ("change", "kind", Number),
    ("change", "class", Number),
    ("change", "hash", Bytes),
    ("change", "actor", Bytes),
    ("change", "actor_seq", Number),
    ("change", "start_op", Number),
    ("change", "max_op", Number),
    ("change", "device", Id),
    ("change", "device_ctr", Number),
    ("change", "env", Bytes),
    ("change", "sig", Bytes),
    ("change", "body", Bytes),
    ("change", "raw_len", Number),
    ("change", "claimed_at", Number),
    ("intent", "device", Id),
    ("intent", "device_ctr", Number),
    ("intent", "doc", Id),
    ("intent", "env", Bytes),
    ("intent", "sig", Bytes),
    ("device", "user_id", Id),
    ("device", "pub", Bytes),
    ("device", "cert", Bytes),
    ("device", "ctr_hw", Number),
    ("device", "chain", Bytes),
    ("document", "env_root", Bytes),
    ("document", "head_seq", Number),
];

/// Tables that are put back after each change.
const TABLES: &[&str] =
    &["audit_leaf", "audit_index", "verdict", "change", "intent", "device", "document"];

/// Runs a statement made of text and values against either engine.
macro_rules! run {
    ($tx:expr, |$q:ident| $build:expr) => {
        match $tx {
            Tx::Sqlite(t) => {
                let mut $q = QueryBuilder::<sqlx::Sqlite>::new("");
                $build;
                $q.build().execute(&mut **t).await.unwrap().rows_affected()
            }
            Tx::Postgres(t) => {
                let mut $q = QueryBuilder::<sqlx::Postgres>::new("");
                $build;
                $q.build().execute(&mut **t).await.unwrap().rows_affected()
            }
        }
    };
}

/// Two devices with patients, reads, a refused item and a repeated one; everything has its place in the index.
async fn filled(server: &Server) -> App {
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut pen = Pen::enrol(server, &nurse).await;
    let (patient, chart, items) = pen.patient("Okafor");
    pen.accepted(items).await;
    let more = vec![pen.allergy(patient, chart, "latex"), pen.read(&[chart, patient.admin()])];
    pen.accepted(more).await;
    let nowhere = pen.doc();
    let mut stray = pen.read(&[]);
    let mut env = satchel_protocol::env::Env::decode(&stray.env).unwrap();
    (env.doc, env.doc_type) = (nowhere, DocType::Audit.code());
    pen.prev = env.hash();
    stray = pen.sign(&env, stray.body.to_vec());
    assert_eq!(crate::pen::refused(&pen.push(vec![stray]).await[0]), Some("forbidden_doc"));
    let last = vec![pen.read(&[chart]), pen.allergy(patient, chart, "penicillin")];
    pen.accepted(last).await;
    let mut other = Pen::enrol(server, &doctor).await;
    let (_, _, items) = other.patient("Haddad");
    other.accepted(items).await;
    let app = App::clone(&server.running.app);
    settled(&app).await;
    app
}

/// Waits until every event has its place: on PostgreSQL other databases hold the horizon back.
async fn settled(app: &App) {
    loop {
        sequencer::catch_up(app).await.ok();
        let report = verify::prove(app, Pace::Whole).await.unwrap();
        assert_ne!(report.status, Status::Tampered, "{report:?}");
        if report.status == Status::Intact {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// What a proof finds does not depend on its pace.
async fn prove(app: &App) -> Report {
    let report = verify::prove(app, Pace::Whole).await.unwrap();
    let aside = verify::prove(app, Pace::Aside).await.unwrap();
    assert_eq!(aside.findings, report.findings);
    report
}

/// Takes the triggers away, as somebody with the file in hand would, and keeps a copy of every table.
async fn open_up(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    for table in ["audit_leaf", "audit_index"] {
        for what in ["update", "delete"] {
            match &tx {
                Tx::Sqlite(_) => {
                    run!(&mut tx, |q| q.push(format!("DROP TRIGGER {table}_keep_{what}")));
                }
                Tx::Postgres(_) => {
                    run!(&mut tx, |q| q.push(format!("ALTER TABLE {table} DISABLE TRIGGER USER")));
                }
            }
        }
    }
    for table in TABLES {
        run!(&mut tx, |q| q.push(format!("CREATE TABLE keep_{table} AS SELECT * FROM {table}")));
    }
    tx.commit().await.unwrap();
}

async fn put_back(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    for table in TABLES {
        run!(&mut tx, |q| q.push(format!("DELETE FROM {table}")));
        run!(&mut tx, |q| q.push(format!("INSERT INTO {table} SELECT * FROM keep_{table}")));
    }
    tx.commit().await.unwrap();
}

/// Engine's own name of a row, and the condition that finds it again.
fn row_name(tx: &Tx) -> (&'static str, &'static str, &'static str) {
    match tx {
        Tx::Sqlite(_) => ("CAST(rowid AS TEXT)", "rowid = CAST(", " AS INTEGER)"),
        Tx::Postgres(_) => ("ctid::text", "ctid = CAST(", " AS tid)"),
    }
}

/// The rows of a table where `column` says something, by name and as hex where it is bytes.
async fn rows(tx: &mut Tx, table: &str, column: &str, kind: Kind) -> Vec<(String, String)> {
    let (name, ..) = row_name(tx);
    let value = match (&*tx, kind) {
        (_, Number) => "''".to_owned(),
        (Tx::Sqlite(_), _) => format!("hex({column})"),
        (Tx::Postgres(_), Bytes) => format!("encode({column}, 'hex')"),
        (Tx::Postgres(_), Id) => format!("replace({column}::text, '-', '')"),
    };
    // Of a refused item only the link is kept: nothing else tells which document or content it was.
    let kept = if table == "verdict" { " AND state = 1" } else { "" };
    let text = format!(
        "SELECT {name} AS name, {value} AS value FROM {table} WHERE {column} IS NOT NULL{kept} ORDER BY 1"
    );
    match tx {
        Tx::Sqlite(t) => {
            let rows = QueryBuilder::<sqlx::Sqlite>::new(text).build().fetch_all(&mut **t).await;
            rows.unwrap().iter().map(|r| (r.get("name"), r.get("value"))).collect()
        }
        Tx::Postgres(t) => {
            let rows = QueryBuilder::<sqlx::Postgres>::new(text).build().fetch_all(&mut **t).await;
            rows.unwrap().iter().map(|r| (r.get("name"), r.get("value"))).collect()
        }
    }
}

/// Changes one value; which one and how is drawn from `dice`.
async fn change(tx: &mut Tx, (table, column, kind): (&str, &str, Kind), dice: &mut Dice) -> String {
    let all = rows(tx, table, column, kind).await;
    assert!(!all.is_empty(), "{table}.{column} says nothing in this test");
    let (name, value) = &all[dice.below(all.len())];
    let (_, before, after) = row_name(tx);
    let told = format!("{table}.{column} of row {name}");
    let set = format!("UPDATE {table} SET {column} = ");
    let found = if kind == Number {
        run!(tx, |q| {
            q.push(set).push(format!("{column} + 1000 WHERE {before}"));
            q.push_bind(name.clone()).push(after)
        })
    } else {
        let mut bytes = hex::decode(value).unwrap();
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
        match (tx, kind) {
            (Tx::Postgres(t), Id) => {
                let mut q = QueryBuilder::<sqlx::Postgres>::new(set);
                q.push_bind(uuid::Uuid::from_slice(&bytes).unwrap());
                q.push(format!(" WHERE {before}")).push_bind(name.clone()).push(after);
                q.build().execute(&mut **t).await.unwrap().rows_affected()
            }
            (tx, _) => run!(tx, |q| {
                q.push(set).push_bind(bytes).push(format!(" WHERE {before}"));
                q.push_bind(name.clone()).push(after)
            }),
        }
    };
    assert_eq!(found, 1, "{told}");
    told
}

/// Small seeded numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }
}

async fn a_changed_byte_of_any_column_is_found(server: &Server) {
    let app = filled(server).await;
    open_up(&app.store).await;
    let mut dice = Dice(20_261_124);
    for round in 0..3 {
        for column in COLUMNS {
            let mut tx = app.store.begin().await.unwrap();
            let told = change(&mut tx, *column, &mut dice).await;
            tx.commit().await.unwrap();
            let report = prove(&app).await;
            assert_eq!(report.status, Status::Tampered, "round {round}: {told}: {report:?}");
            let first = report.first.unwrap();
            let named = first.index.is_some()
                || first.leaf.is_some()
                || first.device.is_some()
                || first.doc.is_some();
            assert!(named || first.what == "unreadable", "{told}: {first:?} names no place");
            put_back(&app.store).await;
        }
    }
    assert_eq!(prove(&app).await.found, 0, "what was put back is whole again");
}

async fn a_lost_row_is_found(server: &Server) {
    let app = filled(server).await;
    open_up(&app.store).await;
    for table in ["audit_leaf", "audit_index", "verdict", "change", "intent"] {
        let mut tx = app.store.begin().await.unwrap();
        let column = if table == "audit_index" { "idx" } else { "device_ctr" };
        let all = rows(&mut tx, table, column, Number).await;
        drop(tx);
        for (name, _) in all {
            let mut tx = app.store.begin().await.unwrap();
            let (_, before, after) = row_name(&tx);
            let gone = run!(&mut tx, |q| {
                q.push(format!("DELETE FROM {table} WHERE {before}"));
                q.push_bind(name.clone()).push(after)
            });
            assert_eq!(gone, 1);
            tx.commit().await.unwrap();
            let report = prove(&app).await;
            assert_eq!(report.status, Status::Tampered, "{table} row {name}: {report:?}");
            put_back(&app.store).await;
            if matches!(app.store.begin().await.unwrap(), Tx::Postgres(_)) {
                // Its rows have new names once they were put back.
                break;
            }
        }
    }
}

async fn by_hand(app: &App, statements: &[&str]) -> Report {
    let mut tx = app.store.begin().await.unwrap();
    for text in statements {
        run!(&mut tx, |q| q.push(*text));
    }
    tx.commit().await.unwrap();
    prove(app).await
}

async fn rows_that_changed_places_are_found(server: &Server) {
    let app = filled(server).await;
    open_up(&app.store).await;
    let swaps = [
        // Leaf bytes and hash of two events, so that each still hashes well.
        "UPDATE audit_leaf SET leaf = (SELECT leaf FROM keep_audit_leaf k WHERE k.hash <> audit_leaf.hash \
         AND k.kind = audit_leaf.kind ORDER BY k.pos_id LIMIT 1), hash = (SELECT hash FROM keep_audit_leaf k \
         WHERE k.hash <> audit_leaf.hash AND k.kind = audit_leaf.kind ORDER BY k.pos_id LIMIT 1) WHERE kind = 2",
        // Two places of the index name each other's leaf, hashes included.
        "UPDATE audit_index SET id = (SELECT id FROM keep_audit_index k WHERE k.idx = 7 - audit_index.idx), \
         hash = (SELECT hash FROM keep_audit_index k WHERE k.idx = 7 - audit_index.idx) WHERE idx IN (3, 4)",
        // Two items of one log.
        "UPDATE change SET env = (SELECT env FROM keep_change k WHERE k.doc = change.doc AND k.seq = 3 - change.seq), \
         sig = (SELECT sig FROM keep_change k WHERE k.doc = change.doc AND k.seq = 3 - change.seq) \
         WHERE seq IN (1, 2) AND doc IN (SELECT doc FROM keep_change WHERE seq = 2)",
    ];
    for swap in swaps {
        // A unique index of the ids stands in the way of a swap in one statement.
        let free = ["DROP INDEX IF EXISTS audit_index_leaf", swap];
        let report = by_hand(&app, &free).await;
        assert_eq!(report.status, Status::Tampered, "{swap}: {report:?}");
        put_back(&app.store).await;
    }
    let order = "UPDATE audit_leaf SET pos_tx = pos_tx - 100000 WHERE id IN (SELECT id FROM audit_index WHERE idx = 5)";
    let report = by_hand(&app, &[order]).await;
    assert_eq!(report.first.as_ref().map(|f| (f.what, f.index)), Some(("order", Some(5))));
}

async fn a_cut_end_is_found_and_never_covered_up(server: &Server) {
    let app = filled(server).await;
    open_up(&app.store).await;
    let size = prove(&app).await.events;
    let index = "DELETE FROM audit_index WHERE idx >= 10";
    let leaves = "DELETE FROM audit_leaf WHERE id NOT IN (SELECT id FROM audit_index)";
    for cut in [&[index][..], &[index, leaves]] {
        let report = by_hand(&app, cut).await;
        assert_eq!(report.status, Status::Tampered, "{cut:?}: {report:?}");
        assert!(report.findings.iter().any(|f| f.what == "cut" && f.index == Some(10)));
        // The sequencer must not give new places over the cut.
        app.sequencer.ring();
        assert!(sequencer::catch_up(&app).await.is_err() || cut.len() == 2);
        assert_eq!(prove(&app).await.status, Status::Tampered);
        put_back(&app.store).await;
    }
    let last =
        "DELETE FROM audit_leaf WHERE id IN (SELECT id FROM audit_index ORDER BY idx DESC LIMIT 1)";
    assert_eq!(by_hand(&app, &[last]).await.first.map(|f| f.index), Some(Some(size - 1)));
    put_back(&app.store).await;
    for table in ["verdict", "change"] {
        let cut = format!("DELETE FROM {table} WHERE device_ctr >= 7");
        let report = by_hand(&app, &[&cut]).await;
        assert_eq!(report.status, Status::Tampered, "{cut}: {report:?}");
        put_back(&app.store).await;
    }
    assert_eq!(prove(&app).await.status, Status::Intact);
}

async fn an_event_put_in_by_hand_is_found(server: &Server) {
    let app = filled(server).await;
    open_up(&app.store).await;
    let id = match app.store.begin().await.unwrap() {
        Tx::Sqlite(_) => "x'00112233445566778899aabbccddeeff'",
        Tx::Postgres(_) => "'00112233445566778899aabbccddeeff'::uuid",
    };
    let columns = "tenant, at, kind, user_id, device, device_ctr, doc, leaf, hash, pos_tx";
    let forged = format!(
        "INSERT INTO audit_leaf (id, {columns}, pos_id) SELECT {id}, {columns}, pos_id - 1000000 \
         FROM audit_leaf WHERE id IN (SELECT id FROM audit_index WHERE idx = 4)"
    );
    let report = by_hand(&app, &[&forged]).await;
    assert_eq!(report.status, Status::Tampered, "{report:?}");
    let first = report.first.unwrap();
    assert_eq!(first.what, "no_place");
    assert_eq!(first.leaf.unwrap().to_string(), "00112233-4455-6677-8899-aabbccddeeff");
}

async fn proving_is_an_event_and_tells_what_was_proved(server: &Server) {
    let app = filled(server).await;
    let before = prove(&app).await;
    assert_eq!((before.found, before.pending, before.first.as_ref()), (0, 0, None));
    // A register is three intents and a change. One device adds two allergies, two reads and what is refused. The
    // directory holds the site and three people.
    assert_eq!((before.links, before.items), (13, 10), "{before:?}");
    assert_eq!((before.devices, before.documents), (2, 9), "{before:?}");
    let told = verify::report(&app).await.unwrap();
    assert_eq!((&told["status"], &told["found"]), (&"intact".into(), &0.into()), "{told}");
    settled(&app).await;
    assert_eq!(prove(&app).await.events, before.events + 1);
}
