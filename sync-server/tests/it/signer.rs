//! A device written by hand: it signs and frames what it is told to, also what no honest device would.
use std::collections::BTreeMap;

use crate::harness::{Device, Server};
use satchel_model::{
    actor, cbor,
    crdt::{Doc, NewChange, Put},
    document::{
        self, DocType,
        write::{Plan, Planned, Write},
    },
    entropy::Entropy,
    id::{DocId, Hash, Nonce, PatientId, Signature},
    time::{Hlc, Timestamp},
};
use satchel_protocol::{
    api::Session,
    env::{self, Env, ItemKind},
    frame,
    intent::{Ask, Audience, Intent},
    sync::{
        Beacon, Checkpoint, Document, Grant, Hello, Message, Outbox, Proof, Pull, Push, PushItem,
        Revoke, Verdict, VerdictKind, Verdicts, Want, Welcome, hello_digest,
    },
    version,
};
use satchel_vault::sign::Namespace;
use serde_json::{Value, json};

/// A device and all it has made, without a store.
pub(crate) struct Signer {
    pub(crate) device: Device,
    pub(crate) ctr: u64,
    pub(crate) chain: Hash,
    pub(crate) beacon: Beacon,
    pub(crate) docs: BTreeMap<DocId, Doc>,
    pub(crate) token: Option<Vec<u8>>,
    entropy: std::sync::Arc<satchel_model::entropy::SeededEntropy>,
    client: reqwest::Client,
    address: String,
}

/// What came of one push.
pub(crate) struct Pushed {
    pub(crate) welcome: Welcome,
    pub(crate) verdicts: Verdicts,
}

impl Pushed {
    /// The verdict in words: `ok`, `dup`, `held`, or the code of a refusal, `+review` behind it.
    pub(crate) fn words(&self) -> Vec<String> {
        self.verdicts.verdicts.iter().map(word).collect()
    }
}

pub(crate) fn word(verdict: &Verdict) -> String {
    match &verdict.kind {
        VerdictKind::Ok { .. } => "ok".into(),
        VerdictKind::Dup { .. } => "dup".into(),
        VerdictKind::Held => "held".into(),
        VerdictKind::Reject { in_review, .. } => {
            let code = verdict.kind.error_code().unwrap().word();
            if *in_review { format!("{code}+review") } else { code.into() }
        }
    }
}

/// What a pull brought.
#[derive(Default)]
pub(crate) struct Pulled {
    pub(crate) documents: Vec<Document>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) revokes: Vec<Revoke>,
    pub(crate) checkpoints: Vec<Checkpoint>,
}

impl Signer {
    /// Enrols a device of the person behind `session`.
    pub(crate) async fn enrol(server: &Server, session: &Session) -> Self {
        let device = server.enrol(session).await;
        let beacon = hex::decode(&device.enrolled.as_ref().unwrap().beacon).unwrap();
        Self {
            beacon: cbor::decode(&beacon).unwrap(),
            device,
            ctr: 0,
            chain: Hash::ZERO,
            docs: BTreeMap::new(),
            token: None,
            entropy: std::sync::Arc::clone(&server.entropy),
            client: crate::harness::client(),
            address: format!("https://{}", server.running.addr),
        }
    }

    pub(crate) fn id<T: From<uuid::Uuid>>(&self, at: Timestamp) -> T {
        T::from(DocId::new(at, &*self.entropy).uuid())
    }

    /// The envelope of the next item, with nothing said about its content yet.
    pub(crate) fn env(&self, at: Timestamp, doc: DocId, kind: DocType, item: ItemKind) -> Env {
        let me = &self.device.session().me;
        Env {
            v: version::ENV,
            tenant: me.tenant,
            doc,
            doc_type: kind.code(),
            epoch: 0,
            kind: item,
            hash: Hash::ZERO,
            actor: None,
            actor_epoch: None,
            actor_seq: None,
            device: self.device.id,
            device_ctr: Some(self.ctr + 1),
            prev_env_hash: Some(self.chain),
            user: me.user,
            role: me.role,
            acting_for: None,
            grant: None,
            purpose: 1,
            schema: document::SCHEMA,
            cmd_kind: 0,
            cmd_hash: Hash::ZERO,
            batch: None,
            t_claim: at,
            hlc: Hlc::default().next(at),
            beacon: Some(self.beacon.id),
            app_ver: version::APP,
            rebased_from: None,
        }
    }

    /// Signs an envelope as it is and takes it as the chain's newest.
    pub(crate) fn sign(&mut self, env: &Env, body: Vec<u8>) -> PushItem {
        self.ctr = env.device_ctr.unwrap_or(self.ctr);
        self.chain = env.hash();
        self.sign_aside(env, body)
    }

    /// Signs an envelope without moving the chain.
    pub(crate) fn sign_aside(&self, env: &Env, body: Vec<u8>) -> PushItem {
        let sig = self.device.key.sign(Namespace::ENV, &env.hash());
        PushItem { env: env.encode().into(), sig, body: body.into(), cmd: None }
    }

    /// The envelope of a change, with the actor that this device must use.
    pub(crate) fn env_of(&self, at: Timestamp, doc: DocId, kind: DocType, made: &NewChange) -> Env {
        Env {
            hash: made.header.hash,
            actor: Some(made.header.actor),
            actor_epoch: Some(0),
            actor_seq: Some(made.header.seq),
            ..self.env(at, doc, kind, ItemKind::Change)
        }
    }

    pub(crate) fn doc(&mut self, doc: DocId, kind: DocType) -> &mut Doc {
        self.docs.entry(doc).or_insert_with(|| document::genesis(kind, doc, 0))
    }

    /// Makes a change on the device's own copy.
    pub(crate) fn change(&mut self, doc: DocId, kind: DocType, puts: &[Put]) -> NewChange {
        let nonce = Nonce::new(&*self.entropy);
        let writer = actor::derive(&self.device.public(), doc, 0, 0);
        self.doc(doc, kind).edit(writer, nonce, puts).unwrap()
    }

    /// A signed change.
    pub(crate) fn edit(
        &mut self,
        at: Timestamp,
        doc: DocId,
        kind: DocType,
        puts: &[Put],
    ) -> PushItem {
        let made = self.change(doc, kind, puts);
        let env = self.env_of(at, doc, kind, &made);
        self.sign(&env, made.bytes)
    }

    /// The puts of a command given as JSON.
    pub(crate) fn plan(&mut self, at: Timestamp, write: Value) -> (DocId, DocType, Vec<Put>) {
        let write: Write = serde_json::from_value(write).unwrap();
        let target = write.targets()[0];
        let cx = Plan { at, by: self.device.session().me.user };
        let doc = self.doc(target.doc, target.kind);
        let Planned::Puts(puts) = write.plan(doc, 0, &cx).unwrap() else { panic!("an entry") };
        (target.doc, target.kind, puts)
    }

    /// A signed command given as JSON.
    pub(crate) fn write(&mut self, at: Timestamp, write: Value) -> PushItem {
        let (doc, kind, puts) = self.plan(at, write);
        self.edit(at, doc, kind, &puts)
    }

    /// A signed value of an entry or intent.
    pub(crate) fn value(
        &mut self,
        at: Timestamp,
        (doc, kind, item): (DocId, DocType, ItemKind),
        value: &[u8],
    ) -> PushItem {
        let body = env::wrap(Nonce::new(&*self.entropy), value);
        let env = Env { hash: env::item_hash(item, &body), ..self.env(at, doc, kind, item) };
        self.sign(&env, body)
    }

    /// A signed intent.
    pub(crate) fn ask(&mut self, at: Timestamp, doc: DocId, kind: DocType, ask: Ask) -> PushItem {
        let intent = Intent { ask, expects: None, not_after: None };
        self.value(at, (doc, kind, ItemKind::Intent), &cbor::encode(&intent))
    }

    /// A signed wish for a document.
    pub(crate) fn create(
        &mut self,
        at: Timestamp,
        doc: DocId,
        kind: DocType,
        patient: PatientId,
    ) -> PushItem {
        let ask = Ask::DocumentCreate {
            doc,
            doc_type: kind.code(),
            patient: Some(patient),
            audience: Audience::ClinicAndPatient,
        };
        self.ask(at, doc, kind, ask)
    }

    /// Everything that registers a patient: two documents and a name. The chart is empty.
    pub(crate) fn register(&mut self, at: Timestamp) -> (PatientId, DocId, Vec<PushItem>) {
        let patient: PatientId = self.id(at);
        let (chart, diary): (DocId, DocId) = (self.id(at), self.id(at));
        let mut items = vec![
            self.create(at, patient.admin(), DocType::Admin, patient),
            self.create(at, chart, DocType::Chart, patient),
            self.create(at, diary, DocType::Diary, patient),
        ];
        items.push(self.write(
            at,
            json!({
                "type": "patient_register", "patient": patient, "chart": chart, "diary": diary,
                "name": { "family": "Quill", "given": "Ines" }, "birth": null, "gender": "female",
                "identifiers": [], "telecoms": [], "addresses": [], "language": null,
            }),
        ));
        (patient, chart, items)
    }

    /// A signed problem on a chart.
    pub(crate) fn problem(&mut self, at: Timestamp, chart: DocId, patient: PatientId) -> PushItem {
        let write = self.problem_json(at, chart, patient);
        self.write(at, write)
    }

    pub(crate) fn problem_json(&self, at: Timestamp, chart: DocId, patient: PatientId) -> Value {
        json!({
            "type": "problem_add", "doc": chart, "patient": patient, "item": self.id::<DocId>(at),
            "code": { "text": "asthma" }, "clinical": "active", "onset": null, "note": null,
        })
    }

    pub(crate) fn hello(&self, at: Timestamp) -> Hello {
        let access = hex::decode(&self.device.session().access).unwrap();
        let beacon = Some(self.beacon.id);
        let digest = hello_digest(&access, at, beacon);
        Hello {
            proto: version::PROTO,
            device: self.device.id,
            user: self.device.session().me.user,
            access: access.into(),
            proof: Proof { at, sig: self.device.key.sign(Namespace::HELLO, &digest) },
            app_ver: version::APP,
            schemas: Vec::new(),
            token: self.token.clone().map(Into::into),
            digest: None,
            outbox: Outbox::default(),
            beacon,
            incarnation: 0,
            offline_since: None,
        }
    }

    /// Sends messages; the answer's messages with their bytes, or status and code of a refusal.
    pub(crate) async fn talk(
        &self,
        path: &str,
        messages: &[Message],
    ) -> Result<Vec<(Message, Vec<u8>)>, (u16, String)> {
        let body: Vec<u8> = messages.iter().flat_map(frame::encode).collect();
        let url = format!("{}{path}", self.address);
        let answer = self.client.post(url).body(body).send().await.unwrap();
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.unwrap();
        if status != 200 {
            let problem: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            return Err((status, problem["code"].as_str().unwrap_or("-").to_owned()));
        }
        let mut splitter = frame::Splitter::default();
        splitter.push(&bytes);
        let mut out = Vec::new();
        while let Some(next) = splitter.next_frame().unwrap() {
            out.push(next);
        }
        assert!(splitter.is_empty());
        Ok(out)
    }

    /// Pushes items in one frame.
    pub(crate) async fn push(&self, at: Timestamp, items: &[PushItem]) -> Pushed {
        let push = Message::Push(Push { items: items.to_vec() });
        let answer = self.talk("/v1/sync/push", &[Message::Hello(self.hello(at)), push]).await;
        let mut answer = answer.unwrap().into_iter().map(|(message, _)| message);
        let (Some(Message::Welcome(welcome)), Some(Message::Verdicts(verdicts)), None) =
            (answer.next(), answer.next(), answer.next())
        else {
            panic!("not WELCOME and VERDICTS");
        };
        Pushed { welcome, verdicts }
    }

    /// Pulls once, from the token it holds, and proves every checkpoint.
    pub(crate) async fn pull(&mut self, at: Timestamp, want: Option<Vec<Want>>) -> Pulled {
        let token = self.token.clone().map(Into::into);
        let pull = Message::Pull(Pull { token, budget: 64 << 20, first: None, want });
        let answer = self.talk("/v1/sync/pull", &[Message::Hello(self.hello(at)), pull]).await;
        let mut answer = answer.unwrap().into_iter();
        assert!(matches!(answer.next(), Some((Message::Welcome(_), _))));
        let key = self.device.enrolled.as_ref().unwrap().tenant_key;
        let (mut out, mut stream) = (Pulled::default(), satchel_model::hash::Hasher::default());
        for (message, bytes) in answer {
            match message {
                Message::Document(document) => out.documents.push(document),
                Message::Grant(grant) => out.grants.push(grant),
                Message::Revoke(revoke) => out.revokes.push(revoke),
                Message::Checkpoint(checkpoint) => {
                    let digest = checkpoint.digest_for(self.device.id, stream.take());
                    let sig: &Signature = &checkpoint.sig;
                    satchel_vault::sign::verify(Namespace::CKPT, &key, &digest, sig).unwrap();
                    self.token = Some(checkpoint.token.to_vec());
                    out.checkpoints.push(checkpoint);
                    continue;
                }
                other => panic!("kind {}", other.kind()),
            }
            stream.update(&bytes);
        }
        out
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }
}
