//! Any value of each wire type, for property tests. The seed of a failure is printed by proptest.
use minicbor::bytes::ByteVec;
use proptest::{collection::vec, option, prelude::*};
use satchel_model::{
    id::{
        ActorId, BeaconId, DeviceId, DocId, Fingerprint, GrantId, GroupId, Hash, PatientId,
        Signature, TenantId, UserId,
    },
    time::{Hlc, Timestamp},
};
use satchel_protocol::{
    env::{Batch, Env, ItemKind},
    limit::Limits,
    sync::{
        Author, Beacon, BucketOf, Buckets, Checkpoint, Deferred, Digest, DocMode, DocState,
        Document, Done, Epoch, EpochReason, Grant, GrantReason, Hello, Item, ItemMeta, Message,
        Mode, Note, Outbox, Part, Plan, Poke, PokeGroup, Position, Print, Proof, Pull, PullFirst,
        Push, PushItem, Revoke, RevokeHow, SchemaRange, Section, SiteSettings, Trouble, Verdict,
        VerdictKind, Verdicts, Want, Welcome,
    },
};

/// An identifier made of any sixteen bytes.
macro_rules! ids {
    ($($name:ident: $type:ty;)*) => {$(
        pub(crate) fn $name() -> impl Strategy<Value = $type> {
            any::<[u8; 16]>().prop_map(<$type>::from_bytes)
        }
    )*};
}

ids! {
    tenant: TenantId;
    doc: DocId;
    patient: PatientId;
    device: DeviceId;
    user: UserId;
    group: GroupId;
    grant_id: GrantId;
    fingerprint: Fingerprint;
    actor: ActorId;
}

pub(crate) fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash::from_bytes)
}

pub(crate) fn sig() -> impl Strategy<Value = Signature> {
    vec(any::<u8>(), 64).prop_map(|v| Signature::from_slice(&v).unwrap())
}

pub(crate) fn at() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_millis)
}

fn bytes() -> impl Strategy<Value = ByteVec> {
    vec(any::<u8>(), 0..40).prop_map(ByteVec::from)
}

pub(crate) fn beacon_id() -> impl Strategy<Value = BeaconId> {
    any::<[u8; 16]>().prop_map(BeaconId::from_bytes)
}

pub(crate) fn position() -> impl Strategy<Value = Position> {
    any::<(i64, i64)>().prop_map(|(tx, id)| Position { tx, id })
}

pub(crate) fn beacon() -> impl Strategy<Value = Beacon> {
    (beacon_id(), at(), sig()).prop_map(|(id, time, sig)| Beacon { id, time, sig })
}

pub(crate) fn kind() -> impl Strategy<Value = ItemKind> {
    prop_oneof![
        Just(ItemKind::Change),
        Just(ItemKind::Entry),
        Just(ItemKind::Intent),
        Just(ItemKind::Row)
    ]
}

prop_compose! {
    pub(crate) fn hello()(
        (proto, app_ver, incarnation) in any::<(u16, u32, u32)>(),
        device in device(),
        user in user(),
        access in bytes(),
        proof_at in at(),
        sig in sig(),
        schemas in vec(any::<(u16, u16, u16)>(), 0..6),
        token in option::of(bytes()),
        digest in option::of(fingerprint()),
        outbox in any::<(u32, u64, u64, u64)>(),
        (beacon, offline_since) in (option::of(beacon_id()), option::of(at())),
    ) -> Hello {
        let (count, bytes, min_ctr, max_ctr) = outbox;
        let range = |(doc_type, min, max)| SchemaRange { doc_type, min, max };
        Hello {
            proto, device, user, access, app_ver, token, digest, beacon, incarnation, offline_since,
            proof: Proof { at: proof_at, sig },
            schemas: schemas.into_iter().map(range).collect(),
            outbox: Outbox { count, bytes, min_ctr, max_ctr },
        }
    }
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        Just(Mode::Normal),
        Just(Mode::ReadOnly),
        Just(Mode::UpgradeRequired),
        any::<(u32, u32)>().prop_map(|(retry_after_s, place)| Mode::Wait { retry_after_s, place }),
        Just(Mode::Reconcile),
        bytes().prop_map(|order| Mode::Wipe { order }),
    ]
}

prop_compose! {
    fn limits()(n in vec(any::<u32>(), 9)) -> Limits {
        Limits {
            frame_aim: n[0],
            frame_wire_max: n[1],
            push_items_max: n[2],
            push_unanswered_max: n[3],
            change_max: n[4],
            entry_max: n[5],
            intent_max: n[6],
            pull_budget_max: n[7],
            pull_want_max: n[8],
        }
    }
}

prop_compose! {
    pub(crate) fn welcome()(
        (conn, push_from_ctr) in any::<(u64, u64)>(),
        (min_app_ver, cluster_epoch) in any::<(u32, u32)>(),
        (docs, bytes, removed) in any::<(u32, u64, u32)>(),
        limits in limits(),
        (name, zone) in (".{0,20}", "[A-Za-z/_]{0,20}"),
        server_time in at(),
        beacon in beacon(),
        lease in bytes(),
        mode in mode(),
        elsewhere in option::of(position()),
        chain in option::of(hash()),
    ) -> Welcome {
        Welcome {
            conn, limits, server_time, beacon, lease, min_app_ver, cluster_epoch, push_from_ctr, mode, elsewhere, chain,
            site: SiteSettings { name, zone },
            plan: Plan { docs, bytes, removed },
        }
    }
}

fn push() -> impl Strategy<Value = Push> {
    let item = (bytes(), sig(), bytes(), option::of(bytes()))
        .prop_map(|(env, sig, body, cmd)| PushItem { env, sig, body, cmd });
    vec(item, 0..8).prop_map(|items| Push { items })
}

pub(crate) fn verdict_kind() -> impl Strategy<Value = VerdictKind> {
    prop_oneof![
        (any::<u64>(), position(), option::of(bytes()))
            .prop_map(|(seq, pos, result)| VerdictKind::Ok { seq, pos, result }),
        (any::<u64>(), position()).prop_map(|(seq, pos)| VerdictKind::Dup { seq, pos }),
        (any::<u16>(), option::of(".{0,30}"), any::<bool>())
            .prop_map(|(code, detail, in_review)| VerdictKind::Reject { code, detail, in_review }),
        Just(VerdictKind::Held),
    ]
}

fn verdicts() -> impl Strategy<Value = Verdicts> {
    let one = (any::<u64>(), hash(), verdict_kind()).prop_map(|(ctr, hash, kind)| Verdict {
        ctr,
        hash,
        kind,
    });
    let deferred = any::<(u64, u16, u32)>().prop_map(|(from_ctr, code, retry_after_s)| Deferred {
        from_ctr,
        code,
        retry_after_s,
    });
    (vec(one, 0..6), any::<u64>(), option::of(deferred))
        .prop_map(|(verdicts, ctr_hw, defer)| Verdicts { verdicts, ctr_hw, defer })
}

fn pull() -> impl Strategy<Value = Pull> {
    let want = (doc(), any::<u32>(), any::<u64>()).prop_map(|(doc, epoch, have_seq)| Want {
        doc,
        epoch,
        have_seq,
    });
    let first = vec(doc(), 0..5).prop_map(|docs| PullFirst { docs });
    (option::of(bytes()), any::<u32>(), option::of(first), option::of(vec(want, 0..5)))
        .prop_map(|(token, budget, first, want)| Pull { token, budget, first, want })
}

fn meta() -> impl Strategy<Value = ItemMeta> {
    (any::<u32>(), at(), option::of(at()), at(), any::<u32>()).prop_map(
        |(author, received_at, beacon_at, t_claim, flags)| ItemMeta {
            author,
            received_at,
            beacon_at,
            t_claim,
            flags,
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    (any::<u64>(), kind(), any::<bool>(), hash(), bytes(), meta(), option::of(hash())).prop_map(
        |(seq, kind, own, hash, body, meta, rebased_from)| Item {
            seq,
            kind,
            own,
            hash,
            body,
            meta,
            rebased_from,
        },
    )
}

fn author() -> impl Strategy<Value = Author> {
    (option::of(actor()), device(), user(), any::<u8>())
        .prop_map(|(actor, device, user, role)| Author { actor, device, user, role })
}

pub(crate) fn state() -> impl Strategy<Value = DocState> {
    prop_oneof![
        Just(DocState::Live),
        Just(DocState::Final),
        Just(DocState::Frozen),
        Just(DocState::Erased)
    ]
}

prop_compose! {
    pub(crate) fn document()(
        (doc, patient, epoch) in (doc(), option::of(patient()), any::<u32>()),
        (doc_type, schema) in any::<(u16, u16)>(),
        state in state(),
        mode in prop_oneof![Just(DocMode::Full), Just(DocMode::Log)],
        (from_seq, to_seq) in any::<(u64, u64)>(),
        (fp, env_root) in (fingerprint(), hash()),
        authors in vec(author(), 0..4),
        card in option::of(bytes()),
        part in option::of(any::<(u16, u16)>()),
        bytes in bytes(),
        (items, notes) in (vec(item(), 0..4), vec((hash(), meta()), 0..3)),
    ) -> Document {
        Document {
            doc, doc_type, patient, epoch, schema, state, mode, from_seq, to_seq, fp, env_root, authors, card, bytes,
            items,
            part: part.map(|(i, n)| Part { i, n }),
            notes: notes.into_iter().map(|(change, meta)| Note { change, meta }).collect(),
        }
    }
}

fn grant() -> impl Strategy<Value = Grant> {
    let reason = prop_oneof![
        Just(GrantReason::Team),
        Just(GrantReason::Proxy),
        Just(GrantReason::Released),
        Just(GrantReason::BreakGlass)
    ];
    (doc(), any::<u32>(), any::<u8>(), option::of(at()), reason, option::of(grant_id())).prop_map(
        |(doc, epoch, role, until, reason, grant)| Grant { doc, epoch, role, until, reason, grant },
    )
}

fn epoch() -> impl Strategy<Value = Epoch> {
    let reason = (1u8..=4).prop_filter_map("a reason", EpochReason::from_code);
    (doc(), any::<(u32, u32)>(), reason).prop_map(|(doc, (from, to), reason)| Epoch {
        doc,
        from,
        to,
        reason,
    })
}

fn revoke() -> impl Strategy<Value = Revoke> {
    (doc(), prop_oneof![Just(RevokeHow::Purge), Just(RevokeHow::ReadOnly)])
        .prop_map(|(doc, how)| Revoke { doc, how })
}

prop_compose! {
    pub(crate) fn checkpoint()(
        token in bytes(),
        (docs, bytes) in any::<(u32, u64)>(),
        more in any::<bool>(),
        digest in option::of(fingerprint()),
        beacon in beacon(),
        position in position(),
        elsewhere in option::of(position()),
        sig in sig(),
    ) -> Checkpoint {
        Checkpoint { token, done: Done { docs, bytes }, more, digest, beacon, position, elsewhere, sig }
    }
}

fn poke() -> impl Strategy<Value = Poke> {
    let one = (group(), position()).prop_map(|(group, upto)| PokeGroup { group, upto });
    (vec(one, 0..5), vec(doc(), 0..5)).prop_map(|(groups, docs)| Poke { groups, docs })
}

fn section() -> impl Strategy<Value = Section> {
    (any::<u16>(), any::<u32>(), fingerprint()).prop_map(|(doc_type, count, sum)| Section {
        doc_type,
        count,
        sum,
    })
}

fn bucket() -> impl Strategy<Value = BucketOf> {
    any::<(u16, u8)>().prop_map(|(doc_type, bucket)| BucketOf { doc_type, bucket })
}

fn digest() -> impl Strategy<Value = Digest> {
    let sums = (any::<u16>(), bytes()).prop_map(|(doc_type, sums)| Buckets { doc_type, sums });
    let print =
        (doc(), any::<u32>(), fingerprint()).prop_map(|(doc, epoch, fp)| Print { doc, epoch, fp });
    prop_oneof![
        vec(section(), 0..5).prop_map(|sections| Digest::Mine { sections }),
        (any::<u64>(), vec(sums, 0..3), bytes())
            .prop_map(|(seed, buckets, token)| Digest::Differ { seed, buckets, token }),
        Just(Digest::Busy),
        (any::<u64>(), vec(bucket(), 0..5))
            .prop_map(|(seed, buckets)| Digest::Ask { seed, buckets }),
        (vec(bucket(), 0..5), vec(print, 0..5))
            .prop_map(|(buckets, prints)| Digest::Prints { buckets, prints }),
    ]
}

fn trouble() -> impl Strategy<Value = Trouble> {
    (any::<u16>(), option::of(any::<u32>()), option::of("[0-9a-f]{0,8}"))
        .prop_map(|(code, retry_after_s, incident)| Trouble { code, retry_after_s, incident })
}

/// Any message of any kind.
pub(crate) fn message() -> impl Strategy<Value = Message> {
    prop_oneof![
        hello().prop_map(Message::Hello),
        welcome().prop_map(Message::Welcome),
        push().prop_map(Message::Push),
        verdicts().prop_map(Message::Verdicts),
        pull().prop_map(Message::Pull),
        document().prop_map(Message::Document),
        grant().prop_map(Message::Grant),
        revoke().prop_map(Message::Revoke),
        epoch().prop_map(Message::Epoch),
        checkpoint().prop_map(Message::Checkpoint),
        poke().prop_map(Message::Poke),
        digest().prop_map(Message::Digest),
        trouble().prop_map(Message::Problem),
    ]
}

prop_compose! {
    /// Any envelope of the version that this build writes.
    pub(crate) fn env()(
        (tenant, doc, device, user) in (tenant(), doc(), device(), user()),
        (doc_type, schema, cmd_kind) in any::<(u16, u16, u16)>(),
        (epoch, app_ver) in any::<(u32, u32)>(),
        kind in kind(),
        (hash, cmd_hash) in (hash(), hash()),
        actor in option::of((actor(), any::<u32>(), any::<u64>())),
        chain in option::of((any::<u64>(), hash_())),
        (role, purpose) in any::<(u8, u8)>(),
        (acting_for, grant) in (option::of(user()), option::of(grant_id())),
        (batch, rebased_from) in (option::of(any::<(u8, u8)>()), option::of(hash_())),
        (t_claim, hlc, beacon) in (at(), any::<u64>(), option::of(beacon_id())),
    ) -> Env {
        Env {
            v: 1, tenant, doc, doc_type, epoch, kind, hash, device, user, role, acting_for, grant, purpose, schema,
            cmd_kind, cmd_hash, t_claim, beacon, rebased_from, app_ver,
            actor: actor.map(|a| a.0),
            actor_epoch: actor.map(|a| a.1),
            actor_seq: actor.map(|a| a.2),
            device_ctr: chain.map(|c| c.0),
            prev_env_hash: chain.map(|c| c.1),
            batch: batch.map(|(index, count)| Batch { index, count }),
            hlc: Hlc::from_raw(hlc),
        }
    }
}

/// [`hash`] under a name that an argument called `hash` does not hide.
fn hash_() -> impl Strategy<Value = Hash> {
    hash()
}
