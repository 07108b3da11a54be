//! Rows that this program cannot have written: each is told apart, by its column, and never guessed at.
use crate::{
    harness::{at, device_id, doc, group, hash, on_both, settle, tenant, user},
    samples::{
        accepted, add, asked, by_hand, commit, enrolled, invited, item, judged, late, leaf, next,
        permit, person, signed_in, todo,
    },
};
use satchel_model::{id::DekId, policy, role::Role};
use satchel_protocol::sync::GrantReason;
use satchel_server_store::{
    Position, Store, StoreError, Tx, actor, audit, change, cluster, dek, device, document, grant,
    import, intent, invitation, job, review, session, snapshot, user as users, verdict,
};

on_both!(
    a_person_of_no_role_is_corrupt,
    a_session_of_short_hashes_is_corrupt,
    an_invitation_of_no_role_or_code_is_corrupt,
    a_device_of_impossible_values_is_corrupt,
    a_document_of_impossible_numbers_is_corrupt,
    a_document_of_impossible_hashes_is_corrupt,
    an_item_of_impossible_numbers_is_corrupt,
    an_item_of_impossible_sizes_is_corrupt,
    an_item_of_impossible_hashes_is_corrupt,
    an_item_before_the_first_is_corrupt,
    a_verdict_of_impossible_values_is_corrupt,
    a_review_of_impossible_values_is_corrupt,
    an_intent_of_impossible_values_is_corrupt,
    a_job_and_an_actor_of_impossible_values_are_corrupt,
    a_snapshot_an_import_and_a_key_of_impossible_values_are_corrupt,
    groups_and_events_of_no_kind_are_corrupt,
    audit_leaves_of_impossible_values_are_corrupt,
    a_negative_cluster_epoch_is_corrupt,
);

/// The column that a function found impossible.
fn column<T>(got: Result<T, StoreError>) -> &'static str {
    match got {
        Err(StoreError::Corrupt(column)) => column,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("taken as good"),
    }
}

/// Undoes what is done in it: each column is spoilt on its own.
macro_rules! spoilt {
    ($tx:ident, $sql:literal, $call:expr, $column:literal) => {
        $tx.savepoint().await.unwrap();
        assert!(by_hand(&mut $tx, $sql).await >= 1, $sql);
        assert_eq!(column($call), $column, $sql);
        $tx.release(false).await.unwrap();
    };
}

async fn a_person_of_no_role_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    users::insert(&mut tx, &person(1, Role::Doctor)).await.unwrap();
    spoilt!(
        tx,
        "UPDATE user_account SET role = 0",
        users::find(&mut tx, user(1)).await,
        "user_account.role"
    );
    spoilt!(
        tx,
        "UPDATE user_account SET role = 10",
        users::find(&mut tx, user(1)).await,
        "user_account.role"
    );
    spoilt!(
        tx,
        "UPDATE user_account SET role = -1",
        users::list(&mut tx, tenant(), None, 9).await,
        "user_account.role"
    );
    spoilt!(
        tx,
        "UPDATE user_account SET role = 256",
        users::find_by_login(&mut tx, tenant(), &hash(1)).await,
        "user_account.role"
    );
    let short = tx.pick(
        "UPDATE user_account SET login_hash = x'01'",
        "UPDATE user_account SET login_hash = '\\x01'",
    );
    by_hand(&mut tx, short).await;
    assert_eq!(column(users::find(&mut tx, user(1)).await), "user_account.login_hash");
}

async fn a_session_of_short_hashes_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let one = signed_in(1);
    session::insert(&mut tx, &one).await.unwrap();
    tx.savepoint().await.unwrap();
    let sql = tx
        .pick("UPDATE session SET access_hash = x'01'", "UPDATE session SET access_hash = '\\x01'");
    by_hand(&mut tx, sql).await;
    assert_eq!(column(session::find(&mut tx, one.session).await), "session.access_hash");
    tx.release(false).await.unwrap();
    let sql =
        tx.pick("UPDATE session SET refresh_hash = x''", "UPDATE session SET refresh_hash = ''");
    by_hand(&mut tx, sql).await;
    assert_eq!(
        column(session::find_by_access(&mut tx, &one.access_hash).await),
        "session.refresh_hash"
    );
}

async fn an_invitation_of_no_role_or_code_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    invitation::insert(&mut tx, &invited(1)).await.unwrap();
    spoilt!(
        tx,
        "UPDATE invitation SET role = 99",
        invitation::find_by_code(&mut tx, &hash(1)).await,
        "invitation.role"
    );
}

async fn a_device_of_impossible_values_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    device::insert(&mut tx, &enrolled(1)).await.unwrap();
    let id = device_id(1);
    spoilt!(tx, "UPDATE device SET status = 0", device::find(&mut tx, id).await, "device.status");
    spoilt!(tx, "UPDATE device SET status = 4", device::find(&mut tx, id).await, "device.status");
    spoilt!(tx, "UPDATE device SET role = 0", device::lock(&mut tx, &[id]).await, "device.role");
    spoilt!(tx, "UPDATE device SET ctr_hw = -1", device::find(&mut tx, id).await, "device.ctr_hw");
    spoilt!(
        tx,
        "UPDATE device SET incarnation = 4294967296",
        device::list(&mut tx, tenant(), None, None, 9).await,
        "device.incarnation"
    );
    for (sqlite, postgres, name) in [
        ("UPDATE device SET pub = x'00'", "UPDATE device SET pub = '\\x00'", "device.pub"),
        ("UPDATE device SET chain = x'00'", "UPDATE device SET chain = '\\x00'", "device.chain"),
    ] {
        let sql = tx.pick(sqlite, postgres);
        tx.savepoint().await.unwrap();
        by_hand(&mut tx, sql).await;
        assert_eq!(column(device::find(&mut tx, id).await), name);
        tx.release(false).await.unwrap();
    }
}

async fn a_document_of_impossible_numbers_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let one = doc(1);
    spoilt!(
        tx,
        "UPDATE document SET type = 0",
        document::find(&mut tx, one).await,
        "document.type"
    );
    spoilt!(
        tx,
        "UPDATE document SET type = 11",
        document::list(&mut tx, &[one]).await,
        "document.type"
    );
    spoilt!(
        tx,
        "UPDATE document SET state = 0",
        document::lock(&mut tx, &[one]).await,
        "document.state"
    );
    spoilt!(
        tx,
        "UPDATE document SET state = 5",
        document::page(&mut tx, tenant(), None, 9).await,
        "document.state"
    );
    spoilt!(
        tx,
        "UPDATE document SET epoch = -1",
        document::find(&mut tx, one).await,
        "document.epoch"
    );
    spoilt!(
        tx,
        "UPDATE document SET schema = 65536",
        document::find(&mut tx, one).await,
        "document.schema"
    );
    spoilt!(
        tx,
        "UPDATE document SET head_seq = -1",
        document::find(&mut tx, one).await,
        "document.head_seq"
    );
    spoilt!(
        tx,
        "UPDATE document SET bytes_log = -1",
        document::find(&mut tx, one).await,
        "document.bytes_log"
    );
    spoilt!(
        tx,
        "UPDATE document SET bytes_full = -1",
        document::find(&mut tx, one).await,
        "document.bytes_full"
    );
    spoilt!(
        tx,
        "UPDATE document SET bytes_log = -1",
        document::count(&mut tx, tenant()).await,
        "document.bytes_log"
    );
}

async fn a_document_of_impossible_hashes_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let one = doc(1);
    for (sqlite, postgres, name) in [
        (
            "UPDATE document SET heads = x'00'",
            "UPDATE document SET heads = '\\x00'",
            "document.heads",
        ),
        (
            "UPDATE document SET env_root = x''",
            "UPDATE document SET env_root = ''",
            "document.env_root",
        ),
        ("UPDATE document SET fp = x'00'", "UPDATE document SET fp = '\\x00'", "document.fp"),
    ] {
        let sql = tx.pick(sqlite, postgres);
        tx.savepoint().await.unwrap();
        by_hand(&mut tx, sql).await;
        assert_eq!(column(document::find(&mut tx, one).await), name);
        tx.release(false).await.unwrap();
    }
}

async fn an_item_of_impossible_numbers_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = next(&mut tx).await;
    let write = permit(policy::Write, doc(1));
    change::append(&mut tx, &[(&write, item(1, 1, pos))]).await.unwrap();
    let may = permit(policy::Read, doc(1));
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: 9 };
    spoilt!(
        tx,
        "UPDATE change SET kind = 0",
        change::list(&mut tx, &may, &all).await,
        "change.kind"
    );
    spoilt!(
        tx,
        "UPDATE change SET kind = 5",
        change::list(&mut tx, &may, &all).await,
        "change.kind"
    );
    spoilt!(
        tx,
        "UPDATE change SET class = 0",
        change::list(&mut tx, &may, &all).await,
        "change.class"
    );
    spoilt!(
        tx,
        "UPDATE change SET class = 4",
        change::list(&mut tx, &may, &all).await,
        "change.class"
    );
    spoilt!(
        tx,
        "UPDATE change SET actor_seq = NULL",
        change::list(&mut tx, &may, &all).await,
        "change.actor_seq"
    );
    spoilt!(
        tx,
        "UPDATE change SET start_op = NULL",
        change::list(&mut tx, &may, &all).await,
        "change.start_op"
    );
    spoilt!(
        tx,
        "UPDATE change SET max_op = -4",
        change::list(&mut tx, &may, &all).await,
        "change.max_op"
    );
}

async fn an_item_of_impossible_sizes_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = next(&mut tx).await;
    let write = permit(policy::Write, doc(1));
    change::append(&mut tx, &[(&write, item(1, 1, pos))]).await.unwrap();
    let may = permit(policy::Read, doc(1));
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: 9 };
    spoilt!(
        tx,
        "UPDATE change SET device_ctr = -1",
        change::list(&mut tx, &may, &all).await,
        "change.device_ctr"
    );
    spoilt!(
        tx,
        "UPDATE change SET raw_len = -1",
        change::list(&mut tx, &may, &all).await,
        "change.raw_len"
    );
    spoilt!(
        tx,
        "UPDATE change SET raw_len = -1",
        change::measure(&mut tx, &all).await,
        "change.raw_len"
    );
    spoilt!(
        tx,
        "UPDATE change SET flags = 4294967296",
        change::list(&mut tx, &may, &all).await,
        "change.flags"
    );
}

async fn an_item_of_impossible_hashes_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = next(&mut tx).await;
    let write = permit(policy::Write, doc(1));
    change::append(&mut tx, &[(&write, item(1, 1, pos))]).await.unwrap();
    let may = permit(policy::Read, doc(1));
    let all = change::Span { doc: doc(1), epoch: 0, from_seq: 1, to_seq: 9 };
    for (sqlite, postgres, name) in [
        ("UPDATE change SET hash = x'00'", "UPDATE change SET hash = '\\x00'", "change.hash"),
        ("UPDATE change SET deps = x'00'", "UPDATE change SET deps = '\\x00'", "change.deps"),
        ("UPDATE change SET sig = x'00'", "UPDATE change SET sig = '\\x00'", "change.sig"),
        ("UPDATE change SET actor = x'00'", "UPDATE change SET actor = '\\x00'", "change.actor"),
    ] {
        let sql = tx.pick(sqlite, postgres);
        tx.savepoint().await.unwrap();
        by_hand(&mut tx, sql).await;
        assert_eq!(column(change::list(&mut tx, &may, &all).await), name);
        let proofs = change::proofs(&mut tx, device_id(1), 0, 9).await;
        assert_eq!(proofs.is_err(), matches!(name, "change.hash" | "change.sig"), "{name}");
        tx.release(false).await.unwrap();
    }
}

async fn an_item_before_the_first_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    add(&mut tx, 1).await;
    let pos = next(&mut tx).await;
    let write = permit(policy::Write, doc(1));
    change::append(&mut tx, &[(&write, item(1, 1, pos))]).await.unwrap();
    spoilt!(
        tx,
        "UPDATE change SET seq = -1",
        change::proofs(&mut tx, device_id(1), 0, 9).await,
        "change.seq"
    );
    spoilt!(
        tx,
        "UPDATE change SET seq = -1",
        change::unseen(&mut tx, doc(1), 0, Position::ZERO).await,
        "change.seq"
    );
}

async fn a_verdict_of_impossible_values_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    verdict::insert(&mut tx, &[judged(1, accepted())]).await.unwrap();
    let id = device_id(1);
    spoilt!(
        tx,
        "UPDATE verdict SET state = 0",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.state"
    );
    spoilt!(
        tx,
        "UPDATE verdict SET state = 4",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.state"
    );
    spoilt!(
        tx,
        "UPDATE verdict SET state = 2",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.code"
    );
    spoilt!(
        tx,
        "UPDATE verdict SET state = 3",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.code"
    );
    spoilt!(
        tx,
        "UPDATE verdict SET state = 2, code = 0",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.code"
    );
    spoilt!(
        tx,
        "UPDATE verdict SET state = 2, code = 70000",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.code"
    );
    spoilt!(
        tx,
        "UPDATE verdict SET seq = -1",
        verdict::list(&mut tx, id, 0, 9).await,
        "verdict.seq"
    );
}

async fn a_review_of_impossible_values_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    review::insert(&mut tx, &late(1)).await.unwrap();
    let one = late(1).item;
    spoilt!(tx, "UPDATE review SET state = 0", review::find(&mut tx, one).await, "review.state");
    spoilt!(tx, "UPDATE review SET state = 5", review::find(&mut tx, one).await, "review.state");
    spoilt!(tx, "UPDATE review SET code = 0", review::find(&mut tx, one).await, "review.code");
    spoilt!(tx, "UPDATE review SET code = -1", review::find(&mut tx, one).await, "review.code");
    spoilt!(
        tx,
        "UPDATE review SET device_ctr = -1",
        review::find(&mut tx, one).await,
        "review.device_ctr"
    );
    let sql = tx.pick("UPDATE review SET sig = x'00'", "UPDATE review SET sig = '\\x00'");
    by_hand(&mut tx, sql).await;
    assert_eq!(column(review::find(&mut tx, one).await), "review.sig");
    assert_eq!(column(review::proofs(&mut tx, device_id(1), 0, 9).await), "review.sig");
}

async fn an_intent_of_impossible_values_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    intent::insert(&mut tx, &asked(1)).await.unwrap();
    let id = device_id(1);
    spoilt!(
        tx,
        "UPDATE intent SET cmd_kind = 65536",
        intent::list(&mut tx, id, 0, 9).await,
        "intent.cmd_kind"
    );
    spoilt!(
        tx,
        "UPDATE intent SET cmd_kind = -1",
        intent::list(&mut tx, id, 0, 9).await,
        "intent.cmd_kind"
    );
    let sql = tx.pick("UPDATE intent SET sig = x'00'", "UPDATE intent SET sig = '\\x00'");
    by_hand(&mut tx, sql).await;
    assert_eq!(column(intent::list(&mut tx, id, 0, 9).await), "intent.sig");
}

async fn a_job_and_an_actor_of_impossible_values_are_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    job::append(&mut tx, &todo(1, None), at(0)).await.unwrap();
    spoilt!(
        tx,
        "UPDATE job SET attempts = -5",
        job::claim(&mut tx, at(9), at(20), 9).await,
        "job.attempts"
    );
    spoilt!(
        tx,
        "UPDATE job SET attempts_max = -5",
        job::claim(&mut tx, at(9), at(20), 9).await,
        "job.attempts_max"
    );
    spoilt!(tx, "UPDATE job SET state = 0", job::count(&mut tx).await, "job.state");
    spoilt!(tx, "UPDATE job SET state = 5", job::count(&mut tx).await, "job.state");
    let facts = item(1, 1, Position::ZERO).actor.unwrap();
    let one = actor::Actor {
        doc: doc(1),
        epoch: 0,
        actor: facts.actor,
        device: device_id(1),
        actor_epoch: 0,
        last_seq: 1,
    };
    actor::put(&mut tx, &[one]).await.unwrap();
    spoilt!(
        tx,
        "UPDATE actor SET last_seq = -1",
        actor::list(&mut tx, doc(1), 0).await,
        "actor.last_seq"
    );
    spoilt!(
        tx,
        "UPDATE actor SET actor_epoch = -1",
        actor::list(&mut tx, doc(1), 0).await,
        "actor.actor_epoch"
    );
    let sql = tx.pick("UPDATE actor SET actor = x'00'", "UPDATE actor SET actor = '\\x00'");
    by_hand(&mut tx, sql).await;
    assert_eq!(column(actor::list(&mut tx, doc(1), 0).await), "actor.actor");
}

async fn a_snapshot_an_import_and_a_key_of_impossible_values_are_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    let saved = snapshot::Snapshot {
        doc: doc(1),
        epoch: 0,
        upto_seq: 1,
        body: vec![],
        raw_len: 5,
        sha256: hash(1),
    };
    snapshot::put(&mut tx, &[saved], at(0)).await.unwrap();
    let may = [permit(policy::Read, doc(1))];
    spoilt!(
        tx,
        "UPDATE snapshot SET raw_len = -1",
        snapshot::list(&mut tx, &may).await,
        "snapshot.raw_len"
    );
    spoilt!(
        tx,
        "UPDATE snapshot SET upto_seq = -1",
        snapshot::list(&mut tx, &may).await,
        "snapshot.upto_seq"
    );
    spoilt!(
        tx,
        "UPDATE snapshot SET epoch = -1",
        snapshot::list(&mut tx, &may).await,
        "snapshot.epoch"
    );
    let brought = import::Imported {
        source: "s".into(),
        kind: "k".into(),
        id: "i".into(),
        hash: hash(1),
        doc: doc(1),
        item: None,
    };
    import::put(&mut tx, &[brought], at(0)).await.unwrap();
    let sql = tx.pick("UPDATE import SET hash = x'00'", "UPDATE import SET hash = '\\x00'");
    by_hand(&mut tx, sql).await;
    assert_eq!(column(import::find(&mut tx, "s", "k", "i").await), "import.hash");
    drop(tx);
    let mut tx = store.begin_keys().await.unwrap();
    let id = DekId::from_bytes([1; 16]);
    let key = dek::Dek { id, doc: doc(1), epoch: 0, wrapped: vec![1], kek: 1, destroyed_at: None };
    dek::insert(&mut tx, &[key], at(0)).await.unwrap();
    spoilt!(tx, "UPDATE dek SET epoch = -1", dek::list(&mut tx, &[id]).await, "dek.epoch");
    spoilt!(tx, "UPDATE dek SET kek = 4294967296", dek::list(&mut tx, &[id]).await, "dek.kek");
}

async fn groups_and_events_of_no_kind_are_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    grant::get_group(&mut tx, tenant(), grant::GroupKind::Clinic, group(1)).await.unwrap();
    let pos = next(&mut tx).await;
    let member = grant::Member {
        group: group(1),
        user: user(1),
        role: Role::Nurse,
        since: at(0),
        until: None,
        since_pos: pos,
    };
    grant::add_member(&mut tx, &member, GrantReason::Team).await.unwrap();
    let span = (Position::ZERO, pos);
    spoilt!(
        tx,
        "UPDATE grp SET kind = 7",
        grant::memberships(&mut tx, user(1), at(0)).await,
        "grp.kind"
    );
    spoilt!(
        tx,
        "UPDATE grp SET kind = 0",
        grant::memberships(&mut tx, user(1), at(0)).await,
        "grp.kind"
    );
    spoilt!(
        tx,
        "UPDATE grp_member SET role = 0",
        grant::memberships(&mut tx, user(1), at(0)).await,
        "grp_member.role"
    );
    spoilt!(
        tx,
        "UPDATE access_event SET kind = 0",
        grant::events(&mut tx, user(1), &[], span, 9).await,
        "access_event.kind"
    );
    spoilt!(
        tx,
        "UPDATE access_event SET kind = 5",
        grant::events(&mut tx, user(1), &[], span, 9).await,
        "access_event.kind"
    );
    spoilt!(
        tx,
        "UPDATE access_event SET reason = 0",
        grant::events(&mut tx, user(1), &[], span, 9).await,
        "access_event.reason"
    );
    spoilt!(
        tx,
        "UPDATE access_event SET reason = 5",
        grant::events(&mut tx, user(1), &[], span, 9).await,
        "access_event.reason"
    );
}

async fn audit_leaves_of_impossible_values_are_corrupt(store: Store) {
    commit(&store, async |tx| {
        let pos = next(tx).await;
        audit::append(tx, &[leaf(1, pos)]).await
    })
    .await
    .unwrap();
    settle(&store).await;
    let mut tx: Tx = store.begin().await.unwrap();
    let open = tx
        .pick("DROP TRIGGER audit_leaf_keep_update", "ALTER TABLE audit_leaf DISABLE TRIGGER USER");
    by_hand(&mut tx, open).await;
    spoilt!(
        tx,
        "UPDATE audit_leaf SET kind = 65536",
        audit::list(&mut tx, tenant(), None, Position::ZERO, 9).await,
        "audit_leaf.kind"
    );
    spoilt!(
        tx,
        "UPDATE audit_leaf SET kind = -1",
        audit::list(&mut tx, tenant(), None, Position::ZERO, 9).await,
        "audit_leaf.kind"
    );
    spoilt!(
        tx,
        "UPDATE audit_leaf SET device_ctr = -1",
        audit::list(&mut tx, tenant(), None, Position::ZERO, 9).await,
        "audit_leaf.device_ctr"
    );
    assert_eq!(audit::list(&mut tx, tenant(), None, Position::ZERO, 9).await.unwrap().len(), 1);
}

async fn a_negative_cluster_epoch_is_corrupt(store: Store) {
    let mut tx = store.begin().await.unwrap();
    spoilt!(tx, "UPDATE cluster SET epoch = -1", cluster::epoch(&mut tx).await, "cluster.epoch");
    spoilt!(
        tx,
        "UPDATE cluster SET epoch = 4294967296",
        cluster::epoch(&mut tx).await,
        "cluster.epoch"
    );
    assert_eq!(cluster::epoch(&mut tx).await.unwrap(), 1);
}
