//! The audit log.
use crate::harness::{at, device_id, doc, hash, on_both, settle, tenant, user};
use satchel_model::id::{AuditId, TenantId};
use satchel_server_store::{
    Position, Store, Tx,
    audit::{self, Leaf},
    position,
};

on_both!(leaves_get_a_dense_index_in_order, the_audit_log_refuses_update_and_delete,);

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
