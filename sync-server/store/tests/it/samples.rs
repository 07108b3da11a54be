//! One row of each table, told apart by a number.
use crate::harness::{at, bytes, device_id, doc, hash, tenant, user};
use satchel_model::{
    document::DocType,
    id::{
        ActorId, AuditId, DekId, DocId, Fingerprint, Hash, InvitationId, ItemId, JobId, PatientId,
        PublicKey, SessionId, Signature,
    },
    policy::{self, Action, Actor, Permit, Resource, State},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    env::{ItemClass, ItemKind},
    problem::ErrorCode,
    sync::DocState,
};
use satchel_server_store::{
    Position, Store, StoreError, Tx,
    audit::Leaf,
    change::{ActorFacts, Change},
    device::{Device, DeviceStatus},
    document::{self, Document},
    intent::Intent,
    invitation::Invitation,
    job::Job,
    position,
    review::{Review, ReviewState},
    session::Session,
    user::User,
    verdict::{Decision, Verdict},
};

/// Somebody who may do everything to a live chart.
pub(crate) fn permit<A: Action>(action: A, id: DocId) -> Permit<A> {
    let server = Actor::new(user(9), Role::System, tenant(), at(0));
    let resource = Resource {
        tenant: tenant(),
        doc: id,
        kind: DocType::Chart,
        patient: None,
        state: State::Live,
        grant: None,
        denied: false,
    };
    policy::decide(&server, action, resource).unwrap()
}

pub(crate) async fn next(tx: &mut Tx) -> Position {
    position::take(tx, 1).await.unwrap()[0]
}

pub(crate) fn person(n: u8, role: Role) -> User {
    User {
        user: user(n),
        tenant: tenant(),
        role,
        patient: None,
        login_hash: hash(n),
        password: None,
        profile: None,
        active: true,
        created_at: at(0),
    }
}

pub(crate) fn signed_in(n: u8) -> Session {
    Session {
        session: SessionId::from_bytes(bytes(n)),
        user: user(1),
        device: None,
        access_hash: Hash::from_bytes([n; 32]),
        refresh_hash: Hash::from_bytes([n ^ 0x80; 32]),
        created_at: at(0),
        access_until: at(10),
        refresh_until: at(100),
        ended_at: None,
    }
}

pub(crate) fn invited(n: u8) -> Invitation {
    Invitation {
        invitation: InvitationId::from_bytes(bytes(n)),
        tenant: tenant(),
        code_hash: hash(n),
        role: Role::Nurse,
        patient: None,
        profile: None,
        created_by: None,
        created_at: at(0),
        expires_at: at(10),
        used_at: None,
        revoked_at: None,
    }
}

pub(crate) fn enrolled(n: u8) -> Device {
    Device {
        device: device_id(n),
        tenant: tenant(),
        user: user(n % 3),
        role: Role::Doctor,
        machine: None,
        public: PublicKey::from_bytes([n; 32]),
        cert: vec![n],
        label: None,
        status: DeviceStatus::Active,
        enrolled_at: at(0),
        revoked_at: None,
        reason: None,
        ctr_hw: 0,
        chain: Hash::ZERO,
        beacon_min: Timestamp::from_millis(0),
        incarnation: 0,
        token: Position::ZERO,
        lease_until: at(1_000),
        seen_at: None,
    }
}

pub(crate) fn chart(n: u8, last: Position) -> Document {
    Document {
        doc: doc(n),
        tenant: tenant(),
        kind: DocType::Chart,
        patient: Some(PatientId::from_bytes(bytes(200))),
        owner: None,
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        hold: false,
        head_seq: 0,
        heads: vec![],
        env_root: Hash::ZERO,
        fp: Fingerprint::from_bytes([n; 16]),
        bytes_log: 0,
        bytes_full: 0,
        dek: DekId::from_bytes([n; 16]),
        last,
        created_at: at(0),
    }
}

/// A chart in the store.
pub(crate) async fn add(tx: &mut Tx, n: u8) -> Document {
    let document = chart(n, next(tx).await);
    document::insert(tx, &permit(policy::Create, document.doc), &document).await.unwrap();
    document
}

/// A change of document `n` with a hash and a counter of its own for each number.
pub(crate) fn item(n: u8, seq: u64, pos: Position) -> Change {
    let mut own = [n; 32];
    own[..8].copy_from_slice(&seq.to_be_bytes());
    Change {
        doc: doc(n),
        epoch: 0,
        seq,
        kind: ItemKind::Change,
        class: ItemClass::Device,
        hash: Hash::from_bytes(own),
        deps: vec![],
        actor: Some(ActorFacts {
            actor: ActorId::from_bytes(bytes(n)),
            seq,
            start_op: seq,
            max_op: seq,
        }),
        device: device_id(n),
        device_ctr: Some(seq),
        env: vec![1],
        sig: Signature::from_bytes([4; 64]),
        body: vec![5],
        raw_len: 10,
        received_at: at(1),
        beacon_at: at(0),
        claimed_at: at(2),
        flags: 0,
        pos,
    }
}

pub(crate) fn asked(n: u64) -> Intent {
    Intent {
        device: device_id(1),
        device_ctr: n,
        doc: doc(1),
        cmd_kind: 7,
        env: vec![1],
        sig: Signature::from_bytes([2; 64]),
        body: vec![3],
        received_at: at(1),
    }
}

pub(crate) fn accepted() -> Decision {
    Decision::Ok { seq: 4, pos: Position { tx: 2, id: 3 }, result: None }
}

pub(crate) fn judged(ctr: u64, decision: Decision) -> Verdict {
    let mut own = [0; 32];
    own[..8].copy_from_slice(&ctr.to_be_bytes());
    Verdict {
        device: device_id(1),
        device_ctr: ctr,
        env_hash: Hash::from_bytes(own),
        doc: doc(1),
        hash: Hash::from_bytes(own),
        decision,
        at: at(1),
    }
}

pub(crate) fn late(n: u8) -> Review {
    Review {
        item: ItemId::from_bytes(bytes(n)),
        tenant: tenant(),
        device: device_id(1),
        device_ctr: u64::from(n),
        doc: doc(1),
        dek: DekId::from_bytes([1; 16]),
        key_doc: doc(1),
        env: vec![1],
        env_hash: hash(n),
        sig: Signature::from_bytes([3; 64]),
        body: vec![n],
        cmd: None,
        code: ErrorCode::DeviceRevoked,
        state: ReviewState::Open,
        received_at: at(i64::from(n)),
        reviewer: None,
        decided_at: None,
    }
}

pub(crate) fn leaf(n: u8, pos: Position) -> Leaf {
    Leaf {
        id: AuditId::from_bytes(bytes(n)),
        tenant: tenant(),
        at: at(i64::from(n)),
        kind: 3,
        user: None,
        device: None,
        device_ctr: None,
        doc: None,
        leaf: vec![n],
        hash: hash(n),
        pos,
    }
}

pub(crate) fn todo(n: u8, dedupe: Option<&str>) -> Job {
    Job {
        job: JobId::from_bytes(bytes(n)),
        kind: "snapshot".into(),
        dedupe: dedupe.map(Into::into),
        payload: vec![n],
        run_at: at(i64::from(n)),
        attempts: 0,
        attempts_max: 2,
    }
}

/// Runs one statement as somebody would who is at the database itself.
pub(crate) async fn by_hand(tx: &mut Tx, sql: &'static str) -> u64 {
    match tx {
        Tx::Sqlite(t) => sqlx::raw_sql(sql).execute(&mut **t).await.unwrap().rows_affected(),
        Tx::Postgres(t) => sqlx::raw_sql(sql).execute(&mut **t).await.unwrap().rows_affected(),
    }
}

/// Runs `work` in a transaction of its own and commits it if it went well.
pub(crate) async fn commit<T>(
    store: &Store,
    work: impl AsyncFnOnce(&mut Tx) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut tx = store.begin().await?;
    let done = work(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}
