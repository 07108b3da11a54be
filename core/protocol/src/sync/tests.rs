//! Each message has a golden file: readable form and hex.
use super::*;
use crate::{env::ItemKind, limit::Limits};
use minicbor::bytes::ByteVec;
use satchel_model::{
    id::{ActorId, BeaconId, DeviceId, Fingerprint, GrantId, Hash, PatientId, Signature, UserId},
    time::Timestamp,
};

fn beacon() -> Beacon {
    Beacon {
        id: BeaconId::from_bytes([1; 16]),
        time: Timestamp::from_millis(1_790_000_000_000),
        sig: Signature::from_bytes([2; 64]),
    }
}

fn meta() -> ItemMeta {
    ItemMeta {
        author: 0,
        received_at: Timestamp::from_millis(20),
        beacon_at: Some(Timestamp::from_millis(10)),
        t_claim: Timestamp::from_millis(15),
        flags: flag::TIME_UNCERTAIN,
    }
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        token: ByteVec::from(vec![1, 2]),
        done: Done { docs: 3, bytes: 400 },
        more: true,
        digest: Some(Fingerprint::from_bytes([3; 16])),
        beacon: beacon(),
        position: Position { tx: 5, id: 6 },
        elsewhere: None,
        sig: Signature::from_bytes([4; 64]),
    }
}

fn document() -> Document {
    Document {
        doc: DocId::from_bytes([1; 16]),
        doc_type: 2,
        patient: Some(PatientId::from_bytes([2; 16])),
        epoch: 0,
        schema: 1,
        state: DocState::Live,
        mode: DocMode::Log,
        from_seq: 2,
        to_seq: 3,
        fp: Fingerprint::from_bytes([3; 16]),
        env_root: Hash::from_bytes([4; 32]),
        authors: vec![Author {
            actor: Some(ActorId::from_bytes([5; 16])),
            device: DeviceId::from_bytes([6; 16]),
            user: UserId::from_bytes([7; 16]),
            role: 5,
        }],
        card: None,
        part: Some(Part { i: 0, n: 1 }),
        bytes: ByteVec::from(vec![]),
        items: vec![Item {
            seq: 2,
            kind: ItemKind::Change,
            own: false,
            hash: Hash::from_bytes([8; 32]),
            body: ByteVec::from(vec![9]),
            meta: meta(),
            rebased_from: None,
        }],
        notes: vec![Note { change: Hash::from_bytes([8; 32]), meta: meta() }],
    }
}

fn hello() -> Hello {
    Hello {
        proto: 1,
        device: DeviceId::from_bytes([1; 16]),
        user: UserId::from_bytes([2; 16]),
        access: ByteVec::from(vec![3; 32]),
        proof: Proof { at: Timestamp::from_millis(4), sig: Signature::from_bytes([5; 64]) },
        app_ver: 1_000,
        schemas: vec![SchemaRange { doc_type: 2, min: 1, max: 1 }],
        token: None,
        digest: None,
        outbox: Outbox { count: 1, bytes: 2, min_ctr: 3, max_ctr: 4 },
        beacon: Some(BeaconId::from_bytes([6; 16])),
        incarnation: 0,
        offline_since: Some(Timestamp::from_millis(7)),
    }
}

fn welcome(mode: Mode) -> Welcome {
    Welcome {
        conn: 1,
        limits: Limits::default(),
        site: SiteSettings { name: "Clinic".into(), zone: "Europe/Paris".into() },
        server_time: Timestamp::from_millis(2),
        beacon: beacon(),
        lease: ByteVec::from(vec![3]),
        min_app_ver: 1_000,
        cluster_epoch: 0,
        push_from_ctr: 4,
        plan: Plan { docs: 5, bytes: 6, removed: 0 },
        mode,
        elsewhere: Some(Position { tx: 0, id: 1 }),
        chain: None,
    }
}

fn verdicts() -> Verdicts {
    let hash = Hash::from_bytes([1; 32]);
    let pos = Position { tx: 0, id: 2 };
    let kinds = [
        VerdictKind::Ok { seq: 1, pos, result: Some(ByteVec::from(vec![0xf6])) },
        VerdictKind::Dup { seq: 1, pos },
        VerdictKind::Reject {
            code: 218,
            detail: Some("medicines/*/regimen".into()),
            in_review: false,
        },
        VerdictKind::Held,
    ];
    Verdicts {
        verdicts: kinds
            .into_iter()
            .zip(1..)
            .map(|(kind, ctr)| Verdict { ctr, hash, kind })
            .collect(),
        ctr_hw: 4,
        defer: Some(Deferred { from_ctr: 5, code: 8, retry_after_s: 2 }),
    }
}

fn rights() -> Vec<(&'static str, Message)> {
    vec![
        (
            "grant",
            Message::Grant(Grant {
                doc: DocId::from_bytes([1; 16]),
                epoch: 0,
                role: 5,
                until: Some(Timestamp::from_millis(2)),
                reason: GrantReason::BreakGlass,
                grant: Some(GrantId::from_bytes([3; 16])),
            }),
        ),
        (
            "revoke",
            Message::Revoke(Revoke { doc: DocId::from_bytes([1; 16]), how: RevokeHow::Purge }),
        ),
        (
            "epoch",
            Message::Epoch(Epoch {
                doc: DocId::from_bytes([1; 16]),
                from: 0,
                to: 2,
                reason: EpochReason::Rectification,
            }),
        ),
    ]
}

fn digests() -> Vec<(&'static str, Message)> {
    vec![
        (
            "digest_mine",
            Message::Digest(Digest::Mine {
                sections: vec![Section {
                    doc_type: 2,
                    count: 300,
                    sum: Fingerprint::from_bytes([4; 16]),
                }],
            }),
        ),
        (
            "digest_differ",
            Message::Digest(Digest::Differ {
                seed: 7,
                buckets: vec![Buckets { doc_type: 2, sums: ByteVec::from(vec![1; 16]) }],
                token: ByteVec::from(vec![5]),
            }),
        ),
        ("digest_busy", Message::Digest(Digest::Busy)),
        (
            "digest_ask",
            Message::Digest(Digest::Ask {
                seed: 7,
                buckets: vec![BucketOf { doc_type: 2, bucket: 9 }],
            }),
        ),
        (
            "digest_prints",
            Message::Digest(Digest::Prints {
                buckets: vec![BucketOf { doc_type: 2, bucket: 9 }],
                prints: vec![Print {
                    doc: DocId::from_bytes([1; 16]),
                    epoch: 0,
                    fp: Fingerprint::from_bytes([2; 16]),
                }],
            }),
        ),
    ]
}

fn every() -> impl Iterator<Item = (&'static str, Message)> {
    samples().into_iter().chain(rights()).chain(digests())
}

fn samples() -> Vec<(&'static str, Message)> {
    vec![
        ("hello", Message::Hello(hello())),
        ("welcome", Message::Welcome(welcome(Mode::Normal))),
        ("welcome_wait", Message::Welcome(welcome(Mode::Wait { retry_after_s: 3, place: 9 }))),
        ("welcome_wipe", Message::Welcome(welcome(Mode::Wipe { order: ByteVec::from(vec![1]) }))),
        (
            "push",
            Message::Push(Push {
                items: vec![PushItem {
                    env: ByteVec::from(vec![1]),
                    sig: Signature::from_bytes([2; 64]),
                    body: ByteVec::from(vec![3]),
                    cmd: None,
                }],
            }),
        ),
        ("verdicts", Message::Verdicts(verdicts())),
        (
            "pull",
            Message::Pull(Pull {
                token: Some(ByteVec::from(vec![1])),
                budget: 8,
                first: Some(PullFirst { docs: vec![DocId::from_bytes([2; 16])] }),
                want: Some(vec![Want { doc: DocId::from_bytes([3; 16]), epoch: 0, have_seq: 4 }]),
            }),
        ),
        ("document", Message::Document(document())),
        ("checkpoint", Message::Checkpoint(checkpoint())),
        (
            "poke",
            Message::Poke(Poke {
                groups: vec![PokeGroup {
                    group: GroupId::from_bytes([1; 16]),
                    upto: Position { tx: 2, id: 3 },
                }],
                docs: vec![],
            }),
        ),
        (
            "welcome_chain",
            Message::Welcome(Welcome {
                chain: Some(Hash::from_bytes([8; 32])),
                ..welcome(Mode::Reconcile)
            }),
        ),
        (
            "problem",
            Message::Problem(Trouble {
                code: 8,
                retry_after_s: Some(3),
                incident: Some("a1b2".into()),
            }),
        ),
    ]
}

#[test]
fn each_message_has_one_frozen_form() {
    for (name, message) in every() {
        let raw = message.encode();
        insta::assert_snapshot!(
            format!("message_{name}"),
            format!("kind {:02x}\n{message:#?}\n{}", message.kind(), hex::encode(&raw))
        );
        assert_eq!(Message::decode(message.kind(), &raw), Ok(message));
    }
}

#[test]
fn a_hello_past_its_bound_is_refused() {
    let mut big = hello();
    big.schemas = vec![SchemaRange { doc_type: 2, min: 1, max: 1 }; 5_000];
    let raw = Message::Hello(big).encode();
    assert_eq!(Message::decode(1, &raw), Err(FrameError::TooLarge(crate::limit::HELLO_MAX)));
}

#[test]
fn a_checkpoint_is_bound_to_device_stream_and_every_field() {
    let (device, stream) = (DeviceId::from_bytes([1; 16]), Hash::from_bytes([2; 32]));
    let base = checkpoint();
    let digest = base.digest_for(device, stream);
    let mut resigned = base.clone();
    resigned.sig = Signature::from_bytes([9; 64]);
    assert_eq!(resigned.digest_for(device, stream), digest);
    assert_ne!(base.digest_for(DeviceId::from_bytes([8; 16]), stream), digest);
    assert_ne!(base.digest_for(device, Hash::from_bytes([8; 32])), digest);
    let edits: [fn(&mut Checkpoint); 6] = [
        |c| c.token = ByteVec::from(vec![7]),
        |c| c.done.docs += 1,
        |c| c.more = false,
        |c| c.digest = None,
        |c| c.beacon.time = Timestamp::from_millis(1),
        |c| c.position.id += 1,
    ];
    for edit in edits {
        let mut other = base.clone();
        edit(&mut other);
        assert_ne!(other.digest_for(device, stream), digest);
    }
}

#[test]
fn a_proof_is_bound_to_token_time_and_beacon() {
    let at = Timestamp::from_millis(1);
    let base = hello_digest(b"token", at, None);
    assert_ne!(base, hello_digest(b"other", at, None));
    assert_ne!(base, hello_digest(b"token", Timestamp::from_millis(2), None));
    assert_ne!(base, hello_digest(b"token", at, Some(BeaconId::from_bytes([1; 16]))));
}

#[test]
fn only_a_refusal_has_a_code() {
    let codes: Vec<_> = verdicts().verdicts.iter().map(|v| v.kind.error_code()).collect();
    assert_eq!(codes, [None, None, Some(problem::ErrorCode::ForbiddenPath), None]);
    let unknown = VerdictKind::Reject { code: 65_000, detail: None, in_review: false };
    assert_eq!(unknown.error_code(), Some(problem::ErrorCode::Internal));
}
