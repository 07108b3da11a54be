//! What a server takes from a device and what it refuses: every verdict, and that nothing changes when it is sent again.
use crate::{
    harness::{Server, on_both},
    signer::{Signer, word},
};
use satchel_model::{
    cbor,
    crdt::{Put, Scalar},
    document::{DocType, entry::Entry},
    id::{DocId, Hash, PatientId},
    role::Role,
    time::{DAY_MS, Timestamp},
};
use satchel_protocol::{
    env::{Batch, Env, ItemKind},
    intent::{Ask, Audience, Intent, RevokeReason},
    problem::ErrorCode,
    sync::{EpochReason, PushItem, VerdictKind},
};
use satchel_server::sync::epoch::turn::{Order, turn};
use satchel_server_store::{self as store, review::ReviewState};

on_both!(
    honest_work_is_accepted_and_sent_again_changes_nothing,
    what_is_not_proved_stores_nothing_and_burns_no_number,
    a_wrong_envelope_is_refused_for_ever,
    a_gap_waits_and_a_fork_blocks_the_device,
    rights_are_judged_by_role_and_audience,
    a_change_fits_onto_accepted_changes_exactly,
    paths_and_values_are_judged_operation_by_operation,
    intents_make_documents_once,
    a_batch_is_taken_whole_or_not_at_all,
    a_document_under_repair_holds_what_is_sent,
    work_past_its_lease_and_of_a_revoked_device_waits_for_review,
    a_claimed_time_outside_its_window_is_flagged_never_refused,
    entries_of_threads_and_audits_are_judged_by_their_author,
);

/// How many rows each of the tables has that a push may write.
async fn rows(server: &Server) -> [u64; 5] {
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let tenant = app.keys.tenant;
    let (docs, bytes) = store::document::count(&mut tx, tenant).await.unwrap();
    let (leaves, _) = store::audit::count(&mut tx, tenant).await.unwrap();
    let open = store::review::list(&mut tx, tenant, ReviewState::Open, None, 999).await.unwrap();
    let held = store::review::list(&mut tx, tenant, ReviewState::Held, None, 999).await.unwrap();
    let size = |n: usize| u64::try_from(n).unwrap();
    [docs, bytes, leaves, size(open.len()), size(held.len())]
}

/// A doctor's device with a registered patient.
async fn clinic(server: &Server) -> (Signer, PatientId, DocId) {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "dora", Role::Doctor).await;
    let mut signer = Signer::enrol(server, &doctor).await;
    let (patient, chart, items) = signer.register(server.now());
    assert_eq!(signer.push(server.now(), &items).await.words(), ["ok", "ok", "ok", "ok"]);
    (signer, patient, chart)
}

async fn honest_work_is_accepted_and_sent_again_changes_nothing(server: &Server) {
    let now = server.now();
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "dora", Role::Doctor).await;
    let mut signer = Signer::enrol(server, &doctor).await;
    let (patient, chart, mut items) = signer.register(now);
    items.push(signer.problem(now, chart, patient));
    items.push(signer.problem(now, chart, patient));
    let first = signer.push(now, &items).await;
    assert_eq!(first.words(), ["ok"; 6]);
    assert_eq!((first.welcome.push_from_ctr, first.verdicts.ctr_hw), (1, 6));
    let seqs: Vec<u64> = first
        .verdicts
        .verdicts
        .iter()
        .map(|v| match v.kind {
            VerdictKind::Ok { seq, .. } => seq,
            _ => 0,
        })
        .collect();
    assert_eq!(seqs, [0, 0, 0, 1, 1, 2]);

    let before = rows(server).await;
    for _ in 0..2 {
        let again = signer.push(now, &items).await;
        assert_eq!(again.words(), ["dup"; 6]);
        assert_eq!((again.welcome.push_from_ctr, again.verdicts.ctr_hw), (7, 6));
    }
    assert_eq!(signer.push(now, &items[2..4]).await.words(), ["dup"; 2]);
    let mut hello = signer.hello(now);
    hello.outbox.min_ctr = 4;
    let answer =
        signer.talk("/v1/sync/push", &[satchel_protocol::sync::Message::Hello(hello)]).await;
    let settled = answer.unwrap().pop().unwrap().0;
    let satchel_protocol::sync::Message::Verdicts(settled) = settled else { panic!("no verdicts") };
    assert_eq!(
        settled.verdicts.iter().map(|v| (v.ctr, word(v))).collect::<Vec<_>>(),
        [(4, "ok".to_owned()), (5, "ok".into()), (6, "ok".into())]
    );
    assert_eq!(rows(server).await, before, "replaying changes nothing");
}

async fn what_is_not_proved_stores_nothing_and_burns_no_number(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let before = rows(server).await;
    let (ctr, chain) = (signer.ctr, signer.chain);
    let good = signer.problem(now, chart, patient);
    let env = Env::decode(&good.env).unwrap();
    let mut sig = good.clone();
    sig.sig = satchel_model::id::Signature::from_bytes([1; 64]);
    let mut shape = good.clone();
    shape.env = vec![0xff; 30].into();
    let foreign = Env { device: satchel_model::id::DeviceId::from_bytes([9; 16]), ..env.clone() };
    let foreign = signer.sign_aside(&foreign, good.body.to_vec());
    let mut large = good.clone();
    large.body = vec![0; satchel_protocol::limit::CHANGE_MAX + 1].into();
    for (item, code) in
        [(sig, "bad_sig"), (shape, "malformed"), (foreign, "unknown_device"), (large, "too_large")]
    {
        let pushed = signer.push(now, &[item, good.clone()]).await;
        assert_eq!(pushed.words(), [code], "the rest is not looked at");
        assert_eq!(pushed.verdicts.verdicts[0].ctr, 0);
        assert_eq!(pushed.verdicts.defer.as_ref().unwrap().from_ctr, ctr + 1);
    }
    assert_eq!(rows(server).await, before);
    (signer.ctr, signer.chain) = (ctr, chain);
    assert_eq!(signer.push(now, &[good]).await.words(), ["ok"]);
}

/// Makes one fact of an envelope wrong.
type Bend = fn(Env) -> Env;

async fn a_wrong_envelope_is_refused_for_ever(server: &Server) {
    let (mut signer, _, chart) = clinic(server).await;
    let now = server.now();
    let id = signer.id::<DocId>(now).to_string();
    let puts = [Put::Map(vec!["problems".into(), id])];
    let made = signer.change(chart, DocType::Chart, &puts);
    let tenant = satchel_model::id::TenantId::from_bytes([9; 16]);
    let other = satchel_model::id::UserId::from_bytes([9; 16]);
    let cases: Vec<(Bend, &str)> = vec![
        (
            |e| Env { actor: Some(satchel_model::id::ActorId::from_bytes([7; 16])), ..e },
            "actor_mismatch",
        ),
        (|e| Env { actor_epoch: Some(1), ..e }, "actor_mismatch"),
        (|e| Env { actor: None, ..e }, "malformed"),
        (|e| Env { hash: Hash::from_bytes([1; 32]), ..e }, "malformed"),
        (|e| Env { actor_seq: Some(9), ..e }, "malformed"),
        (|e| Env { beacon: None, ..e }, "malformed"),
        (
            |e| Env { beacon: Some(satchel_model::id::BeaconId::from_bytes([3; 16])), ..e },
            "malformed",
        ),
        (|e| Env { v: 2, ..e }, "malformed"),
        (|e| Env { batch: Some(Batch { index: 0, count: 9 }), ..e }, "malformed"),
        (|e| Env { epoch: 1, actor: None, ..e }, "malformed"),
        (|e| Env { schema: 0, ..e }, "schema_too_old"),
        (|e| Env { schema: 99, ..e }, "schema_too_new"),
        (|e| Env { doc_type: DocType::Diary.code(), ..e }, "forbidden_doc"),
        (|e| Env { role: Role::ClinicAdmin.code(), ..e }, "forbidden_doc"),
    ];
    for (bend, code) in cases {
        let env = bend(signer.env_of(now, chart, DocType::Chart, &made));
        let item = signer.sign(&env, made.bytes.clone());
        assert_eq!(signer.push(now, std::slice::from_ref(&item)).await.words(), [code]);
        assert_eq!(signer.push(now, &[item]).await.words(), [code], "the same for ever");
    }
    for env in [
        Env { tenant, ..signer.env_of(now, chart, DocType::Chart, &made) },
        Env { user: other, ..signer.env_of(now, chart, DocType::Chart, &made) },
    ] {
        let env =
            Env { device_ctr: Some(signer.ctr + 1), prev_env_hash: Some(signer.chain), ..env };
        let item = signer.sign(&env, made.bytes.clone());
        assert_eq!(signer.push(now, &[item]).await.words(), ["malformed"]);
    }
    let mut bytes = made.bytes.clone();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    let env = signer.env_of(now, chart, DocType::Chart, &made);
    let bent = signer.sign(&env, bytes);
    assert_eq!(signer.push(now, &[bent]).await.words(), ["malformed"]);
    let entry = vec![0; satchel_protocol::limit::ENTRY_MAX + 1];
    let large = signer.value(now, (chart, DocType::Chart, ItemKind::Entry), &entry);
    assert_eq!(signer.push(now, &[large]).await.words(), ["too_large"]);
    let row = Env { kind: ItemKind::Row, ..signer.env(now, chart, DocType::Chart, ItemKind::Row) };
    let row = signer.sign(&row, vec![1]);
    assert_eq!(signer.push(now, &[row]).await.words(), ["forbidden_doc"]);
    // After all these refusals honest work goes on under the next number.
    let env = signer.env_of(now, chart, DocType::Chart, &made);
    let honest = signer.sign(&env, made.bytes);
    assert_eq!(signer.push(now, &[honest]).await.words(), ["invalid"], "a problem without a code");
}

async fn a_gap_waits_and_a_fork_blocks_the_device(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let (ctr, chain) = (signer.ctr, signer.chain);
    let first = signer.problem(now, chart, patient);
    let second = signer.problem(now, chart, patient);
    let gap = signer.push(now, std::slice::from_ref(&second)).await;
    assert!(gap.words().is_empty());
    assert_eq!(gap.verdicts.defer.unwrap().from_ctr, ctr + 1);
    assert_eq!(signer.push(now, &[first.clone(), second]).await.words(), ["ok", "ok"]);

    // The copy of the vault goes on from where it was copied.
    (signer.ctr, signer.chain) = (ctr, chain);
    let clone = signer.problem(now, chart, patient);
    let pushed = signer.push(now, std::slice::from_ref(&clone)).await;
    assert_eq!(pushed.words(), ["chain_fork+review"]);
    assert_eq!(pushed.verdicts.ctr_hw, ctr + 2);
    assert_eq!(signer.push(now, &[first]).await.words(), ["chain_fork+review"], "blocked");
    let reviews = rows(server).await[3];
    assert_eq!(signer.push(now, &[clone]).await.words(), ["chain_fork+review"]);
    assert_eq!(rows(server).await[3], reviews, "kept once");
    let blocked = server.running.app.store.read().await;
    let found =
        store::device::find(&mut blocked.unwrap(), signer.device.id).await.unwrap().unwrap();
    assert_eq!(found.status, store::device::DeviceStatus::Blocked);
}

async fn rights_are_judged_by_role_and_audience(server: &Server) {
    let (doctor, patient, chart) = clinic(server).await;
    let admin: satchel_protocol::api::Session = server
        .post(
            "/api/v1/sessions",
            None,
            serde_json::json!({ "login": "ada", "password": crate::harness::PASSWORD }),
        )
        .await
        .read();
    server.wait_ms(60_000);
    let now = server.now();
    let front = server.staff(&admin, "rita", Role::Reception).await;
    let mut front = Signer::enrol(server, &front).await;
    let write = |signer: &mut Signer, doc| {
        let json = signer.problem_json(now, doc, patient);
        signer.write(now, json)
    };
    let item = write(&mut front, chart);
    assert_eq!(front.push(now, &[item]).await.words(), ["forbidden_doc"]);
    let nowhere = front.id(now);
    let item = write(&mut front, nowhere);
    assert_eq!(front.push(now, &[item]).await.words(), ["forbidden_doc"], "no such document");
    // Not "rebuilt meanwhile": nobody who may not read it can ever get the new one.
    let order = Order::of(chart, EpochReason::Compaction);
    assert_eq!(turn(&server.running.app, &order).await.unwrap().epoch, 1);
    let item = write(&mut front, chart);
    assert_eq!(front.push(now, &[item]).await.words(), ["forbidden_doc"]);
    // Reception opens the chart of a patient it registers, and still may not write to it.
    let (_, own, items) = front.register(now);
    assert_eq!(front.push(now, &items).await.words(), ["ok"; 4]);
    let item = write(&mut front, own);
    assert_eq!(front.push(now, &[item]).await.words(), ["forbidden_doc"]);
    drop(doctor);
}

async fn a_change_fits_onto_accepted_changes_exactly(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    // Built on a change that the server never saw.
    let lost = signer.problem_json(now, chart, patient);
    let (_, _, puts) = signer.plan(now, lost);
    signer.change(chart, DocType::Chart, &puts);
    let orphan = signer.problem(now, chart, patient);
    assert_eq!(signer.push(now, &[orphan]).await.words(), ["missing_dep"]);

    // Built on a change that was refused.
    signer.docs.clear();
    let bad = signer.edit(
        now,
        chart,
        DocType::Chart,
        &[Put::Set(vec!["nowhere".into()], Scalar::Int(1))],
    );
    let child = signer.problem(now, chart, patient);
    assert_eq!(
        signer.push(now, &[bad, child]).await.words(),
        ["forbidden_path", "depends_on_rejected"]
    );
    let later = signer.problem(now, chart, patient);
    let later = signer.push(now, &[later]).await;
    assert_eq!(later.words(), ["depends_on_rejected"], "also in another push");

    // One number, two contents.
    signer.docs.clear();
    let first = signer.problem(now, chart, patient);
    assert_eq!(signer.push(now, &[first]).await.words(), ["ok"]);
    signer.docs.clear();
    let twin = signer.problem(now, chart, patient);
    assert_eq!(signer.push(now, &[twin]).await.words(), ["equivocation"]);
}

async fn paths_and_values_are_judged_operation_by_operation(server: &Server) {
    let (mut signer, _, chart) = clinic(server).await;
    let now = server.now();
    let ids = [signer.id::<DocId>(now).to_string(), signer.id::<DocId>(now).to_string()];
    let item = |n: usize| vec!["problems".to_owned(), ids[n].clone()];
    let field = |n: usize, name: &str| vec!["problems".to_owned(), ids[n].clone(), name.to_owned()];
    let text = |s: &str| Scalar::Str(s.into());
    for (puts, code) in [
        (vec![Put::Map(vec!["strange".into()])], "forbidden_path"),
        (vec![Put::Set(vec!["schema".into()], Scalar::Int(9))], "forbidden_path"),
        (vec![Put::Map(item(0)), Put::Set(field(0, "clinical"), text("cured"))], "invalid"),
        (vec![Put::Map(item(1)), Put::Set(field(1, "clinical"), Scalar::Int(3))], "invalid"),
        (vec![Put::Map(vec!["problems".into(), "no id".into()])], "forbidden_path"),
    ] {
        signer.docs.clear();
        let item = signer.edit(now, chart, DocType::Chart, &puts);
        assert_eq!(signer.push(now, &[item]).await.words(), [code], "{puts:?}");
    }
}

async fn intents_make_documents_once(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let again = signer.create(now, chart, DocType::Chart, patient);
    assert_eq!(signer.push(now, &[again]).await.words(), ["intent_refused"], "exists");
    let (fresh, nobody): (DocId, PatientId) = (signer.id(now), signer.id(now));
    let strange = signer.create(now, fresh, DocType::Chart, nobody);
    assert_eq!(signer.push(now, &[strange]).await.words(), ["intent_refused"], "no such patient");
    let other: DocId = signer.id(now);
    let second = signer.create(now, other, DocType::Admin, patient);
    assert_eq!(
        signer.push(now, &[second]).await.words(),
        ["intent_refused"],
        "one record a patient"
    );
    let sensitive = signer.create(now, fresh, DocType::Sensitive, patient);
    assert_eq!(signer.push(now, &[sensitive]).await.words(), ["intent_refused"], "not yet");
    let ask = Ask::DocumentCreate {
        doc: fresh,
        doc_type: DocType::Thread.code(),
        patient: Some(patient),
        audience: Audience::Clinic,
    };
    let late = Intent { ask, expects: None, not_after: Some(now.plus_millis(-1)) };
    let kind = (fresh, DocType::Thread, ItemKind::Intent);
    let late = signer.value(now, kind, &cbor::encode(&late));
    assert_eq!(signer.push(now, &[late]).await.words(), ["expired"]);
    let strange = signer.value(now, kind, &cbor::encode(&7_u8));
    assert_eq!(signer.push(now, &[strange]).await.words(), ["malformed"]);
    let good = signer.create(now, fresh, DocType::Encounter, patient);
    assert_eq!(signer.push(now, &[good]).await.words(), ["ok"]);
}

async fn a_batch_is_taken_whole_or_not_at_all(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let batched = |signer: &mut Signer, index, item: &PushItem| {
        let env = Env { batch: Some(Batch { index, count: 2 }), ..Env::decode(&item.env).unwrap() };
        let env =
            Env { device_ctr: Some(signer.ctr + 1), prev_env_hash: Some(signer.chain), ..env };
        signer.sign(&env, item.body.to_vec())
    };
    let pair = |signer: &mut Signer, good_second: bool| {
        let (ctr, chain) = (signer.ctr, signer.chain);
        let one = signer.problem(now, chart, patient);
        let two = if good_second {
            let name = serde_json::json!({ "family": "Quill", "given": "Ines B." });
            let base = serde_json::json!({ "family": "Quill", "given": "Ines" });
            let set = serde_json::json!({ "type": "admin_set_name", "patient": patient, "name": name, "base": base });
            signer.write(now, set)
        } else {
            let puts = [Put::Map(vec!["strange".into()])];
            signer.edit(now, patient.admin(), DocType::Admin, &puts)
        };
        (signer.ctr, signer.chain) = (ctr, chain);
        let one = batched(signer, 0, &one);
        let two = batched(signer, 1, &two);
        [one, two]
    };
    let bytes = rows(server).await[1];
    let (docs, (ctr, chain)) = (signer.docs.len(), (signer.ctr, signer.chain));
    assert!(docs > 0);
    let bad = pair(&mut signer, false);
    let half = signer.push(now, &bad[..1]).await;
    assert!(half.words().is_empty(), "the rest of the batch is still to come");
    assert_eq!(half.verdicts.defer.unwrap().from_ctr, ctr + 1);
    let pushed = signer.push(now, &bad).await;
    assert_eq!(pushed.words(), ["depends_on_rejected", "forbidden_path"]);
    assert_eq!(rows(server).await[1], bytes, "no item of it is in a log");
    assert_ne!((signer.ctr, signer.chain), (ctr, chain));

    // The device makes its copies anew from what was accepted.
    signer.docs.clear();
    let mut fresh = signer.pull(now, None).await;
    for document in fresh.documents.drain(..) {
        if let Some(kind) = DocType::from_code(document.doc_type).filter(|k| k.is_crdt()) {
            let doc = if document.bytes.is_empty() {
                satchel_model::document::genesis(kind, document.doc, 0)
            } else {
                satchel_model::crdt::Doc::load(&document.bytes).unwrap()
            };
            signer.docs.insert(document.doc, doc);
        }
    }
    let good = pair(&mut signer, true);
    assert_eq!(signer.push(now, &good).await.words(), ["ok", "ok"]);
    let stray = signer.problem(now, chart, patient);
    let env = Env { batch: Some(Batch { index: 1, count: 2 }), ..Env::decode(&stray.env).unwrap() };
    (signer.ctr, signer.chain) = (env.device_ctr.unwrap() - 1, env.prev_env_hash.unwrap());
    let stray = signer.sign(&env, stray.body.to_vec());
    assert_eq!(
        signer.push(now, &[stray]).await.words(),
        ["malformed"],
        "a batch without its beginning"
    );
}

async fn a_document_under_repair_holds_what_is_sent(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let mut tx = server.running.app.store.begin().await.unwrap();
    store::document::freeze(&mut tx, chart).await.unwrap();
    tx.commit().await.unwrap();
    let item = signer.problem(now, chart, patient);
    let name = serde_json::json!({ "type": "admin_set_gender", "patient": patient, "gender": "other", "base": "female" });
    let other = signer.write(now, name);
    let pushed = signer.push(now, &[item.clone(), other]).await;
    assert_eq!(pushed.words(), ["held", "ok"], "one sick document stops no other");
    assert_eq!(pushed.verdicts.ctr_hw, signer.ctr);
    assert_eq!(rows(server).await[4], 1);
    assert_eq!(signer.push(now, &[item]).await.words(), ["held"]);
    assert_eq!(rows(server).await[4], 1);
}

async fn work_past_its_lease_and_of_a_revoked_device_waits_for_review(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let late = signer.problem(now.plus_millis(31 * DAY_MS), chart, patient);
    assert_eq!(signer.push(now, &[late]).await.words(), ["lease_over+review"]);
    let mine = Ask::DeviceRevoke { device: signer.device.id, reason: RevokeReason::Replaced };
    let own = DocId::from_bytes(*signer.device.id.as_bytes());
    let nobody = Ask::DeviceRevoke {
        device: satchel_model::id::DeviceId::from_bytes([9; 16]),
        reason: RevokeReason::Lost,
    };
    let none = signer.ask(now, own, DocType::Audit, nobody);
    let shut = signer.ask(now, own, DocType::Audit, mine);
    assert_eq!(signer.push(now, &[none, shut]).await.words(), ["intent_refused", "ok"]);

    signer.docs.clear();
    let after = signer.problem(now, chart, patient);
    let pushed = signer.push(now, std::slice::from_ref(&after)).await;
    assert_eq!(pushed.words(), ["device_revoked+review"]);
    assert_eq!(signer.push(now, &[after]).await.words(), ["device_revoked+review"]);
    assert_eq!(rows(server).await[3], 2);
    let pull = satchel_protocol::sync::Pull { token: None, budget: 1, first: None, want: None };
    let messages = [
        satchel_protocol::sync::Message::Hello(signer.hello(now)),
        satchel_protocol::sync::Message::Pull(pull),
    ];
    let refused = signer.talk("/v1/sync/pull", &messages).await.err().unwrap();
    assert_eq!(refused.1, ErrorCode::DeviceRevoked.word());
}

async fn a_claimed_time_outside_its_window_is_flagged_never_refused(server: &Server) {
    let (mut signer, patient, chart) = clinic(server).await;
    let now = server.now();
    let flag = satchel_protocol::sync::flag::TIME_UNCERTAIN;
    let at = |ms: i64| now.plus_millis(ms);
    let items: Vec<PushItem> = [at(-300_001), at(-300_000), at(0), at(300_000), at(300_001)]
        .into_iter()
        .map(|claimed: Timestamp| signer.problem(claimed, chart, patient))
        .collect();
    assert_eq!(signer.push(now, &items).await.words(), ["ok"; 5]);
    let want = satchel_protocol::sync::Want { doc: chart, epoch: 0, have_seq: 1 };
    let pulled = signer.pull(now, Some(vec![want])).await;
    let log = pulled.documents.iter().find(|d| d.doc == chart).unwrap();
    let flags: Vec<u32> = log.items.iter().map(|i| i.meta.flags).collect();
    // The first item is left out: the device says it has it.
    assert_eq!(flags, [0, 0, 0, flag]);
}

async fn entries_of_threads_and_audits_are_judged_by_their_author(server: &Server) {
    let (mut signer, patient, _) = clinic(server).await;
    let now = server.now();
    let thread: DocId = signer.id(now);
    let made = signer.create(now, thread, DocType::Thread, patient);
    let me = signer.device.session().me.user;
    let message = |by, item| {
        Entry::Message(satchel_model::document::entry::Message {
            item,
            by,
            at: now,
            text: "hello".into(),
            about: None,
            replaces: None,
        })
    };
    let kind = (thread, DocType::Thread, ItemKind::Entry);
    let item = signer.id(now);
    let own = signer.value(now, kind, &cbor::encode(&message(me, item)));
    let other = satchel_model::id::UserId::from_bytes([8; 16]);
    let foreign = signer.value(now, kind, &cbor::encode(&message(other, item)));
    assert_eq!(
        signer.push(now, &[made, own, foreign]).await.words(),
        ["ok", "ok", "forbidden_path"]
    );

    let audit = DocId::from_bytes(*signer.device.id.as_bytes());
    let kind = (audit, DocType::Audit, ItemKind::Entry);
    let id = satchel_model::id::AuditId::new(now, signer.entropy());
    let mut event = satchel_model::audit::Event::new(
        id,
        now,
        signer.device.session().me.tenant,
        satchel_model::audit::Kind::RecordRead,
    );
    let stranger = signer.value(now, kind, &cbor::encode(&event));
    event.user = Some(me);
    event.device = Some(signer.device.id);
    event.docs = vec![patient.admin()];
    let honest = signer.value(now, kind, &cbor::encode(&event));
    let elsewhere = (patient.admin(), DocType::Audit, ItemKind::Entry);
    let misplaced = signer.value(now, elsewhere, &cbor::encode(&event));
    let pushed = signer.push(now, &[stranger, honest, misplaced]).await;
    assert_eq!(pushed.words(), ["malformed", "ok", "forbidden_doc"]);
}
