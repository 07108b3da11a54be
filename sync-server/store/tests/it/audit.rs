//! The audit log.
use crate::harness::{at, device_id, doc, hash, on_both, settle, tenant, user};
use satchel_model::id::{AuditId, TenantId};
use satchel_server_store::{
    Position, Store, Tx,
    audit::{self, Leaf},
    position,
};

on_both!(
    leaves_get_a_dense_index_in_order,
    the_audit_log_refuses_update_and_delete,
    leaves_without_a_place_and_a_place_without_a_leaf_are_found,
    impossible_values_are_told_apart_from_a_broken_database,
);

async fn leaf(tx: &mut Tx, n: u8) -> Leaf {
    Leaf {
        id: AuditId::from_bytes([n; 16]),
        tenant: tenant(),
        at: at(i64::from(n)),
        kind: 3,
        user: Some(user(1)),
        device: Some(device_id(1)),
        device_ctr: Some(u64::from(n)),
        doc: Some(doc(n % 2)),
        leaf: vec![n],
        hash: hash(n),
        pos: position::take(tx, 1).await.unwrap()[0],
    }
}

async fn leaves_get_a_dense_index_in_order(store: Store) {
    let mut tx = store.begin().await.unwrap();
    // The ids fall while the positions rise.
    let first = [leaf(&mut tx, 9).await, leaf(&mut tx, 8).await, leaf(&mut tx, 7).await];
    audit::append(&mut tx, &first).await.unwrap();
    audit::append(&mut tx, &[]).await.unwrap();
    tx.commit().await.unwrap();
    settle(&store).await;

    let mut tx = store.begin().await.unwrap();
    assert_eq!(audit::sequence(&mut tx, tenant(), 2).await.unwrap(), 2);
    tx.commit().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let second = [leaf(&mut tx, 6).await];
    audit::append(&mut tx, &second).await.unwrap();
    tx.commit().await.unwrap();
    settle(&store).await;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(audit::count(&mut tx, tenant()).await.unwrap(), (4, 2));
    assert_eq!(audit::sequence(&mut tx, tenant(), 99).await.unwrap(), 2);
    assert_eq!(audit::sequence(&mut tx, tenant(), 99).await.unwrap(), 0);
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let all = audit::indexed(&mut tx, tenant(), 0, 99).await.unwrap();
    let want: Vec<_> = first.iter().chain(&second).map(|l| (l.id, Some(l.clone()))).collect();
    let got: Vec<_> = all.iter().map(|i| (i.id, i.leaf.clone())).collect();
    assert_eq!(got, want);
    assert_eq!(all.iter().map(|i| i.idx).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(audit::indexed(&mut tx, tenant(), 3, 1).await.unwrap()[0].hash, hash(6));
    let other = TenantId::from_bytes([9; 16]);
    assert_eq!(audit::count(&mut tx, other).await.unwrap(), (0, 0));

    let odd = audit::list(&mut tx, tenant(), Some(doc(1)), Position::ZERO, 9).await.unwrap();
    assert_eq!(odd, [first[0].clone(), first[2].clone()]);
    let later = audit::list(&mut tx, tenant(), None, first[2].pos, 9).await.unwrap();
    assert_eq!(later, second);
}

async fn the_audit_log_refuses_update_and_delete(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = leaf(&mut tx, 1).await;
    audit::append(&mut tx, &[one]).await.unwrap();
    tx.commit().await.unwrap();
    settle(&store).await;
    let mut tx = store.begin().await.unwrap();
    audit::sequence(&mut tx, tenant(), 9).await.unwrap();
    tx.commit().await.unwrap();
    for sql in [
        "UPDATE audit_leaf SET kind = 4",
        "DELETE FROM audit_leaf",
        "UPDATE audit_index SET idx = 7",
        "DELETE FROM audit_index",
    ] {
        let mut tx = store.begin().await.unwrap();
        let said = match &mut tx {
            Tx::Sqlite(t) => sqlx::query(sql).execute(&mut **t).await.unwrap_err().to_string(),
            Tx::Postgres(t) => sqlx::query(sql).execute(&mut **t).await.unwrap_err().to_string(),
        };
        assert!(said.contains("append-only"), "{sql}: {said}");
    }
}

/// Runs a statement as somebody would who is at the database itself.
async fn by_hand(tx: &mut Tx, sqlite: &'static str, postgres: &'static str) {
    match tx {
        Tx::Sqlite(t) => drop(sqlx::raw_sql(sqlite).execute(&mut **t).await.unwrap()),
        Tx::Postgres(t) => drop(sqlx::raw_sql(postgres).execute(&mut **t).await.unwrap()),
    }
}

async fn indexed_three(store: &Store) -> [Leaf; 3] {
    let mut tx = store.begin().await.unwrap();
    assert_eq!(audit::last(&mut tx, tenant()).await.unwrap(), None);
    let three = [leaf(&mut tx, 1).await, leaf(&mut tx, 2).await, leaf(&mut tx, 3).await];
    audit::append(&mut tx, &three).await.unwrap();
    tx.commit().await.unwrap();
    settle(store).await;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(audit::sequence(&mut tx, tenant(), 9).await.unwrap(), 3);
    tx.commit().await.unwrap();
    three
}

async fn leaves_without_a_place_and_a_place_without_a_leaf_are_found(store: Store) {
    let three = indexed_three(&store).await;
    let mut tx = store.begin().await.unwrap();
    let end = audit::last(&mut tx, tenant()).await.unwrap();
    assert_eq!(end, Some((2, Some(three[2].pos))));
    assert_eq!(audit::unindexed(&mut tx, tenant(), three[2].pos, 9).await.unwrap(), []);
    let counters = audit::counters(&mut tx, device_id(1), 2, 9).await.unwrap();
    assert_eq!(counters, [2, 3]);
    assert_eq!(audit::counters(&mut tx, device_id(1), 0, 1).await.unwrap(), [1]);
    assert!(audit::counters(&mut tx, device_id(9), 1, 9).await.unwrap().is_empty());
    by_hand(
        &mut tx,
        "DROP TRIGGER audit_index_keep_delete; DELETE FROM audit_index WHERE idx = 1",
        "ALTER TABLE audit_index DISABLE TRIGGER USER; DELETE FROM audit_index WHERE idx = 1",
    )
    .await;
    let lost = audit::unindexed(&mut tx, tenant(), three[2].pos, 9).await.unwrap();
    assert_eq!(lost, [three[1].id]);
    assert_eq!(audit::unindexed(&mut tx, tenant(), three[0].pos, 9).await.unwrap(), []);
    by_hand(
        &mut tx,
        "DROP TRIGGER audit_leaf_keep_delete; DELETE FROM audit_leaf WHERE kind = 3",
        "ALTER TABLE audit_leaf DISABLE TRIGGER USER; DELETE FROM audit_leaf WHERE kind = 3",
    )
    .await;
    assert_eq!(audit::last(&mut tx, tenant()).await.unwrap(), Some((2, None)));
    let rows = audit::indexed(&mut tx, tenant(), 0, 9).await.unwrap();
    let places: Vec<_> = rows.iter().map(|r| (r.idx, r.id, r.leaf.is_some())).collect();
    assert_eq!(places, [(0, three[0].id, false), (2, three[2].id, false)]);
}

async fn impossible_values_are_told_apart_from_a_broken_database(store: Store) {
    indexed_three(&store).await;
    let mut tx = store.begin().await.unwrap();
    by_hand(
        &mut tx,
        "DROP TRIGGER audit_leaf_keep_update; UPDATE audit_leaf SET hash = x'00' WHERE at > 0",
        "ALTER TABLE audit_leaf DISABLE TRIGGER USER; UPDATE audit_leaf SET hash = '\\x00'",
    )
    .await;
    let error = audit::indexed(&mut tx, tenant(), 0, 9).await.unwrap_err();
    assert!(error.is_corrupt() && !error.is_retryable());
    drop(tx);
    store.close().await;
    let error = store.begin().await.err().unwrap();
    assert!(!error.is_corrupt());
}
