//! What an item's own bytes prove: every refusal of an envelope, one wrong fact at a time.
use satchel_model::{
    actor, cbor,
    id::{ActorId, DeviceId, DocId, Hash, Nonce, TenantId, UserId},
    role::Role,
    time::{DAY_MS, Hlc, Timestamp},
};
use satchel_protocol::{
    env::{Batch, Env, ItemKind, cmd_hash, item_hash, wrap},
    intent::{Ask, Intent, RevokeReason},
    limit,
    problem::ErrorCode,
    sync::PushItem,
};
use satchel_server::{
    authz::Facts,
    sync::admit::{
        Refusal, Stop, access,
        envelope::{Content, Prepared, Prover, prepare},
    },
};
use satchel_vault::{
    beacon,
    secret::Key32,
    sign::{Namespace, SigningKey},
};

const AT: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn tenant() -> TenantId {
    TenantId::from_bytes([1; 16])
}

fn device() -> DeviceId {
    DeviceId::from_bytes([2; 16])
}

fn user() -> UserId {
    UserId::from_bytes([3; 16])
}

fn token_key() -> Key32 {
    Key32::from_bytes([4; 32])
}

fn signer() -> SigningKey {
    SigningKey::from_seed(&Key32::from_bytes([5; 32])).unwrap()
}

fn body() -> Vec<u8> {
    let ask = Ask::DeviceRevoke { device: device(), reason: RevokeReason::Lost };
    let intent = Intent { ask, expects: None, not_after: None };
    wrap(Nonce::from_bytes([6; 16]), &cbor::encode(&intent))
}

/// An honest envelope around [`body`].
fn honest() -> Env {
    let seen = beacon::issue(AT, tenant(), &token_key(), &signer());
    Env {
        v: 1,
        tenant: tenant(),
        doc: DocId::from_bytes([7; 16]),
        doc_type: 2,
        epoch: 0,
        kind: ItemKind::Intent,
        hash: item_hash(ItemKind::Intent, &body()),
        actor: None,
        actor_epoch: None,
        actor_seq: None,
        device: device(),
        device_ctr: Some(1),
        prev_env_hash: Some(Hash::ZERO),
        user: user(),
        role: Role::Doctor.code(),
        acting_for: None,
        grant: None,
        purpose: 1,
        schema: 1,
        cmd_kind: 0,
        cmd_hash: Hash::ZERO,
        batch: None,
        t_claim: AT,
        hlc: Hlc::from_raw(1),
        beacon: Some(seen.id),
        rebased_from: None,
        app_ver: 1_000,
    }
}

fn item(env: &Env, body: Vec<u8>, cmd: Option<Vec<u8>>) -> PushItem {
    let sig = signer().sign(Namespace::ENV, &env.hash());
    PushItem { env: env.encode().into(), sig, body: body.into(), cmd: cmd.map(Into::into) }
}

fn judge(item: PushItem) -> Result<Prepared, ErrorCode> {
    let (public, key) = (signer().public(), token_key());
    let prover = Prover {
        tenant: tenant(),
        device: device(),
        user: user(),
        public: &public,
        token_key: &key,
    };
    prepare(item, &prover)
}

/// The refusal of an item that is proved.
fn refusal(env: &Env) -> Option<Refusal> {
    judge(item(env, body(), None)).unwrap().content.err()
}

#[test]
fn an_honest_item_is_read_with_all_it_says() {
    let env = honest();
    let got = judge(item(&env, body(), None)).unwrap();
    assert_eq!((got.ctr, got.prev, got.env_hash), (1, Hash::ZERO, env.hash()));
    assert_eq!((got.beacon_at, got.body, got.env_bytes), (AT, body(), env.encode()));
    assert!(matches!(got.content, Ok(Content::Intent(i)) if i.expects.is_none()));
    assert_eq!(got.env, env);
}

#[test]
fn what_is_not_proved_has_no_place_and_no_number() {
    let of = |change: fn(&mut PushItem)| {
        let mut item = item(&honest(), body(), None);
        change(&mut item);
        judge(item).err()
    };
    assert_eq!(of(|_| {}), None);
    assert_eq!(of(|i| i.env = vec![].into()), Some(ErrorCode::Malformed));
    assert_eq!(of(|i| i.env = vec![0x98, 27].into()), Some(ErrorCode::Malformed));
    assert_eq!(of(|i| i.env = vec![0; limit::ENV_MAX + 1].into()), Some(ErrorCode::TooLarge));
    assert_eq!(of(|i| i.body = vec![0; limit::CHANGE_MAX + 1].into()), Some(ErrorCode::TooLarge));
    let large = |i: &mut PushItem| i.cmd = Some(vec![0; limit::COMMAND_MAX + 1].into());
    assert_eq!(of(large), Some(ErrorCode::TooLarge));
    let other = |i: &mut PushItem| {
        i.sig = signer().sign(Namespace::PROOF, &honest().hash());
    };
    assert_eq!(of(other), Some(ErrorCode::BadSig));
    let bent = |i: &mut PushItem| {
        let mut env = honest();
        env.role = Role::Nurse.code();
        i.env = env.encode().into();
    };
    assert_eq!(of(bent), Some(ErrorCode::BadSig));
}

#[test]
fn an_item_of_another_device_or_without_a_place_in_the_chain_is_not_judged() {
    let of = |change: fn(&mut Env)| {
        let mut env = honest();
        change(&mut env);
        judge(item(&env, body(), None)).err()
    };
    assert_eq!(of(|e| e.device = DeviceId::from_bytes([9; 16])), Some(ErrorCode::UnknownDevice));
    assert_eq!(of(|e| e.device_ctr = None), Some(ErrorCode::Malformed));
    assert_eq!(of(|e| e.prev_env_hash = None), Some(ErrorCode::Malformed));
}

/// One wrong fact of an envelope.
type Wrong = fn(&mut Env);

#[test]
fn each_wrong_fact_of_an_envelope_is_named() {
    let foreign = |e: &mut Env| {
        let theirs = beacon::issue(AT, tenant(), &Key32::from_bytes([8; 32]), &signer());
        e.beacon = Some(theirs.id);
    };
    let other_tenant = |e: &mut Env| {
        let theirs = beacon::issue(AT, TenantId::from_bytes([8; 16]), &token_key(), &signer());
        e.beacon = Some(theirs.id);
    };
    let cases: [(&str, Wrong, ErrorCode, Option<&str>); 14] = [
        ("version", |e| e.v = 2, ErrorCode::Malformed, Some("envelope")),
        ("version 0", |e| e.v = 0, ErrorCode::Malformed, Some("envelope")),
        (
            "tenant",
            |e| e.tenant = TenantId::from_bytes([9; 16]),
            ErrorCode::Malformed,
            Some("envelope"),
        ),
        (
            "person",
            |e| e.user = UserId::from_bytes([9; 16]),
            ErrorCode::Malformed,
            Some("envelope"),
        ),
        ("row", |e| e.kind = ItemKind::Row, ErrorCode::ForbiddenDoc, Some("row")),
        (
            "actor",
            |e| e.actor = Some(ActorId::from_bytes([9; 16])),
            ErrorCode::Malformed,
            Some("actor"),
        ),
        ("actor epoch", |e| e.actor_epoch = Some(0), ErrorCode::Malformed, Some("actor")),
        ("actor seq", |e| e.actor_seq = Some(1), ErrorCode::Malformed, Some("actor")),
        (
            "change without actor",
            |e| e.kind = ItemKind::Change,
            ErrorCode::Malformed,
            Some("actor"),
        ),
        ("no beacon", |e| e.beacon = None, ErrorCode::Malformed, Some("beacon")),
        ("foreign beacon", foreign, ErrorCode::Malformed, Some("beacon")),
        ("beacon of another clinic", other_tenant, ErrorCode::Malformed, Some("beacon")),
        ("hash", |e| e.hash = Hash::ZERO, ErrorCode::Malformed, Some("hash")),
        ("kind", |e| e.kind = ItemKind::Entry, ErrorCode::Malformed, Some("hash")),
    ];
    for (what, wrong, code, detail) in cases {
        let mut env = honest();
        wrong(&mut env);
        let want = Refusal { code, detail: detail.map(str::to_owned) };
        assert_eq!(refusal(&env), Some(want), "{what}");
    }
}

#[test]
fn a_change_must_come_from_the_devices_own_actor_in_this_document_and_epoch() {
    let change = |actor: ActorId| {
        let mut env = honest();
        env.kind = ItemKind::Change;
        (env.actor, env.actor_epoch, env.actor_seq) = (Some(actor), Some(3), Some(1));
        refusal(&env).map(|r| r.code)
    };
    let (public, doc) = (signer().public(), honest().doc);
    // The right actor: what is refused next is the body, which is no change.
    assert_eq!(change(actor::derive(&public, doc, 0, 3)), Some(ErrorCode::Malformed));
    for wrong in [
        actor::derive(&public, doc, 0, 4),
        actor::derive(&public, doc, 1, 3),
        actor::derive(&public, DocId::from_bytes([8; 16]), 0, 3),
        actor::derive(&satchel_model::id::PublicKey::from_bytes([8; 32]), doc, 0, 3),
    ] {
        assert_eq!(change(wrong), Some(ErrorCode::ActorMismatch));
    }
}

#[test]
fn a_batch_has_two_to_eight_items_and_a_place_among_them() {
    for (index, count, fine) in [
        (0, 0, false),
        (0, 1, false),
        (0, 2, true),
        (1, 2, true),
        (2, 2, false),
        (0, 8, true),
        (7, 8, true),
        (8, 8, false),
        (0, 9, false),
        (255, 255, false),
    ] {
        let mut env = honest();
        env.batch = Some(Batch { index, count });
        let want = (!fine).then(|| Refusal::at(ErrorCode::Malformed, "batch"));
        assert_eq!(refusal(&env), want, "{index} of {count}");
    }
}

#[test]
fn a_command_that_is_sent_must_be_the_one_that_was_signed() {
    let command = b"the command".to_vec();
    let mut env = honest();
    env.cmd_hash = cmd_hash(&command);
    let of = |cmd: Option<Vec<u8>>| judge(item(&env, body(), cmd)).unwrap().content.err();
    assert_eq!(of(Some(command.clone())), None);
    assert_eq!(of(None), None, "it is sent only where the server asked");
    let want = Some(Refusal::at(ErrorCode::Malformed, "command"));
    assert_eq!(of(Some(b"another".to_vec())), want);
    assert_eq!(of(Some(vec![])), want);
}

#[test]
fn a_body_is_read_up_to_the_bound_of_its_kind_and_must_be_of_its_form() {
    let of = |body: Vec<u8>| {
        let mut env = honest();
        env.hash = item_hash(ItemKind::Intent, &body);
        judge(item(&env, body, None)).unwrap().content.err()
    };
    let too_large = Some(Refusal::at(ErrorCode::TooLarge, "intent"));
    let wrong = Some(Refusal::at(ErrorCode::Malformed, "value"));
    assert_eq!(of(vec![0; limit::INTENT_MAX + 1]), too_large);
    assert_eq!(of(vec![0; limit::INTENT_MAX]), wrong);
    assert_eq!(of(vec![]), wrong);
    let mut long = body();
    long.push(0);
    assert_eq!(of(long), wrong);
    assert_eq!(of(wrap(Nonce::from_bytes([1; 16]), &[0xf6])), wrong);
    assert_eq!(of(body()), None);
}

#[test]
fn work_is_in_time_until_its_lease_ends_and_in_review_a_moment_later() {
    let lease = 30 * DAY_MS;
    for (off, fine) in [(i64::MIN / 4, true), (0, true), (lease, true), (lease + 1, false)] {
        let mut env = honest();
        env.t_claim = AT.plus_millis(off);
        let got = access::lease(&judge(item(&env, body(), None)).unwrap(), lease);
        let want = if fine { Ok(()) } else { Err(Stop::Review(ErrorCode::LeaseOver.into())) };
        assert_eq!(got, want, "{off}");
    }
}

#[test]
fn a_person_acts_in_the_role_they_have_and_only_while_they_may_work() {
    let item = judge(item(&honest(), body(), None)).unwrap();
    for role in Role::ALL {
        for active in [true, false] {
            let facts = Facts { role, active, ..Facts::server(tenant()) };
            let fine = active && role == Role::Doctor;
            let want =
                if fine { Ok(()) } else { Err(Refusal::at(ErrorCode::ForbiddenDoc, "role")) };
            assert_eq!(access::person(&item, &facts), want, "{role:?} {active}");
        }
    }
}
