//! I5: a reader who goes on from where it was never passes a position that is committed later. Fifty writers with commits
//! delayed at random on PostgreSQL, over several stores as several processes have them; a bare sequence fails the same.
use crate::harness::{settle, tenant};
use satchel_model::entropy::SeededEntropy;
use satchel_server_store::{
    Position, Store, StoreConfig, Tx,
    outbox::{self, Effect},
    position,
};
use std::{collections::BTreeSet, sync::Arc};
use tokio::task::JoinSet;

const WRITERS: u64 = 50;
const EACH: u64 = 20;
const STORES: usize = 4;

async fn url() -> String {
    tokio::task::spawn_blocking(crate::postgres::fresh).await.unwrap().unwrap()
}

async fn open(url: &str) -> Store {
    Store::open(StoreConfig::Postgres { url: url.to_owned() }).await.unwrap()
}

/// Takes a position, waits for so many answers of the database, writes, waits again, commits.
async fn write(store: &Store, waits: [u64; 2]) -> Position {
    let mut tx = store.begin().await.unwrap();
    let pos = position::take(&mut tx, 1).await.unwrap()[0];
    for _ in 0..waits[0] {
        position::horizon(&mut tx).await.unwrap();
    }
    let effect = Effect { pos, topic: "cursor".into(), payload: vec![1] };
    outbox::append(&mut tx, &effect).await.unwrap();
    for _ in 0..waits[1] {
        position::horizon(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    pos
}

/// What a reader finds that knows everything up to `after`: below the horizon, in order.
async fn news(store: &Store, after: Position) -> Vec<Position> {
    let mut tx = store.read().await.unwrap();
    let horizon = position::horizon(&mut tx).await.unwrap();
    let Tx::Postgres(t) = &mut tx else { panic!("no PostgreSQL") };
    let sql = "SELECT pos_tx, pos_id FROM outbox WHERE (pos_tx, pos_id) > ($1, $2) AND pos_tx < $3 ORDER BY pos_tx, pos_id";
    let rows: Vec<(i64, i64)> = sqlx::query_as(sql)
        .bind(after.tx)
        .bind(after.id)
        .bind(horizon)
        .fetch_all(&mut **t)
        .await
        .unwrap();
    rows.into_iter().map(|(tx, id)| Position { tx, id }).collect()
}

/// The same by the sequence alone.
async fn bare(store: &Store, after: i64) -> Vec<i64> {
    let mut tx = store.read().await.unwrap();
    let Tx::Postgres(t) = &mut tx else { panic!("no PostgreSQL") };
    let sql = "SELECT pos_id FROM outbox WHERE pos_id > $1 ORDER BY pos_id";
    sqlx::query_scalar(sql).bind(after).fetch_all(&mut **t).await.unwrap()
}

/// What one writer wrote, commits delayed at random.
async fn writer(store: Store, dice: Arc<SeededEntropy>) -> Vec<Position> {
    let mut wrote = Vec::new();
    for _ in 0..EACH {
        wrote.push(write(&store, [dice.below(12), dice.below(12)]).await);
    }
    wrote
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_writers_with_delayed_commits_hide_nothing_from_a_reader_but_from_one_by_sequence() {
    let url = url().await;
    let mut stores = Vec::new();
    for _ in 0..STORES {
        stores.push(open(&url).await);
    }
    let seed = 20_261_124;
    println!("seed {seed}");
    let dice = Arc::new(SeededEntropy::new(seed));
    let mut writers = JoinSet::new();
    for n in 0..WRITERS {
        let store = stores[usize::try_from(n).unwrap() % STORES].clone();
        let dice = Arc::clone(&dice);
        writers.spawn(writer(store, dice));
    }
    let (mut safe, mut by_sequence) = (Vec::new(), BTreeSet::new());
    let (mut wrote, mut after, mut last) = (Vec::new(), Position::ZERO, 0);
    loop {
        let found = news(&stores[0], after).await;
        after = found.last().copied().unwrap_or(after);
        safe.extend(found);
        let found = bare(&stores[1], last).await;
        last = found.last().copied().unwrap_or(last);
        by_sequence.extend(found);
        while let Some(done) = writers.try_join_next() {
            wrote.extend(done.unwrap());
        }
        if writers.is_empty() {
            break;
        }
    }
    settle(&stores[0]).await;
    safe.extend(news(&stores[0], after).await);
    by_sequence.extend(bare(&stores[1], last).await);
    wrote.sort_unstable();
    assert_eq!(wrote.len(), usize::try_from(WRITERS * EACH).unwrap());
    assert_eq!(safe, wrote, "each once, in order, none passed");
    let passed = wrote.iter().filter(|pos| !by_sequence.contains(&pos.id)).count();
    println!("by the sequence alone a reader lost {passed} of {}", wrote.len());
    assert!(passed > 0, "a bare sequence would do; then the pairs are not needed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_given_out_early_and_committed_late_is_passed_by_a_bare_sequence_only() {
    let store = open(&url().await).await;
    let mut slow = store.begin().await.unwrap();
    let early = position::take(&mut slow, 1).await.unwrap()[0];
    let late = write(&store, [0, 0]).await;
    assert!(late.id > early.id);
    // The reader by sequence is past the early one from here on.
    assert_eq!(bare(&store, 0).await, [late.id]);
    assert_eq!(news(&store, Position::ZERO).await, []);
    let effect = Effect { pos: early, topic: "cursor".into(), payload: vec![2] };
    outbox::append(&mut slow, &effect).await.unwrap();
    slow.commit().await.unwrap();
    settle(&store).await;
    assert_eq!(bare(&store, late.id).await, [] as [i64; 0]);
    assert_eq!(news(&store, Position::ZERO).await, [early, late]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_of_another_database_holds_nobody_up_and_one_of_ours_does() {
    let (ours, other) = (open(&url().await).await, open(&url().await).await);
    let mut foreign = other.begin().await.unwrap();
    let theirs = position::take(&mut foreign, 1).await.unwrap()[0];
    let mine = write(&ours, [0, 0]).await;
    assert!(mine.tx > theirs.tx);
    settle(&ours).await;
    assert_eq!(news(&ours, Position::ZERO).await, [mine], "theirs still runs");
    assert!(ours.horizon().await.unwrap() > mine.tx);
    let mut held = ours.begin().await.unwrap();
    let open = position::take(&mut held, 1).await.unwrap()[0];
    let next = write(&ours, [0, 0]).await;
    assert_eq!(ours.horizon().await.unwrap(), open.tx);
    assert_eq!(news(&ours, mine).await, []);
    held.rollback().await.unwrap();
    settle(&ours).await;
    assert_eq!(news(&ours, mine).await, [next]);
    foreign.rollback().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_sees_no_horizon_beyond_itself() {
    let store = open(&url().await).await;
    let mut tx = store.begin().await.unwrap();
    let mine = position::take(&mut tx, 1).await.unwrap()[0];
    write(&store, [0, 0]).await;
    assert!(position::horizon(&mut tx).await.unwrap() <= mine.tx);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_on_a_channel_is_heard_by_every_process_of_the_database() {
    let url = url().await;
    let (one, two) = (open(&url).await, open(&url).await);
    let channel = format!("satchel_{}", tenant().uuid().simple());
    let mut first = one.listen(&channel).await.unwrap().unwrap();
    let mut second = two.listen(&channel).await.unwrap().unwrap();
    one.notify(&channel, "a poke").await.unwrap();
    one.notify("another", "not for us").await.unwrap();
    one.notify(&channel, "and one more").await.unwrap();
    for heard in [&mut first, &mut second] {
        assert_eq!(heard.next().await.unwrap(), "a poke");
        assert_eq!(heard.next().await.unwrap(), "and one more");
    }
    let long = "x".repeat(8_000);
    assert!(one.notify(&channel, &long).await.is_err(), "PostgreSQL takes 7,999 bytes");
}

#[tokio::test]
async fn a_file_has_one_process_and_nothing_to_listen_to() {
    let (store, _dir) = crate::harness::sqlite().await;
    assert!(store.listen("any").await.unwrap().is_none());
    store.notify("any", "unheard").await.unwrap();
    assert_eq!(store.horizon().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_together_migrate_once() {
    let url = url().await;
    let mut starts = JoinSet::new();
    for _ in 0..6 {
        let url = url.clone();
        starts.spawn(async move { open(&url).await });
    }
    let stores = starts.join_all().await;
    let mut tx = stores[5].read().await.unwrap();
    let version = satchel_server_store::migrate::version(&mut tx).await.unwrap();
    assert_eq!(version, satchel_server_store::migrate::head());
    let Tx::Postgres(t) = &mut tx else { panic!("no PostgreSQL") };
    let steps: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM schema_step").fetch_one(&mut **t).await.unwrap();
    assert_eq!(steps, version, "each step once");
}
