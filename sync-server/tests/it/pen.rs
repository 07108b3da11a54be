//! A device made by hand: signs items and speaks frames, honest ones and others, without the device engine.
use std::collections::BTreeMap;

use minicbor::bytes::ByteVec;
use satchel_model::{
    actor,
    audit::{Event, Kind},
    cbor,
    crdt::Doc,
    document::{
        DocType, genesis,
        write::{Plan, Planned, Write},
    },
    id::{AuditId, BeaconId, DocId, Hash, ItemId, Nonce, PatientId},
    role::Purpose,
    time::Hlc,
};
use satchel_protocol::{
    api::Session,
    env::{Env, ItemKind, Nonced, item_hash},
    frame::{self, Splitter},
    intent::{Ask, Audience, Intent},
    sync::{Hello, Message, Outbox, Proof, Push, PushItem, Verdict, VerdictKind, hello_digest},
    version,
};
use satchel_vault::sign::Namespace;
use serde_json::json;

use crate::harness::{Device, Server, client};

/// The device and where its chain and documents stand.
pub(crate) struct Pen<'a> {
    pub(crate) server: &'a Server,
    pub(crate) device: Device,
    pub(crate) beacon: BeaconId,
    pub(crate) ctr: u64,
    pub(crate) prev: Hash,
    pub(crate) docs: BTreeMap<DocId, Doc>,
    pub(crate) token: Option<ByteVec>,
    client: reqwest::Client,
}

impl<'a> Pen<'a> {
    /// A freshly enrolled device of the person behind `session`.
    pub(crate) async fn enrol(server: &'a Server, session: &Session) -> Self {
        let device = server.enrol(session).await;
        let enrolled = device.enrolled.as_ref().unwrap();
        let beacon = hex::decode(&enrolled.beacon).unwrap();
        let beacon: satchel_vault::beacon::Beacon = cbor::decode(&beacon).unwrap();
        Self {
            server,
            device,
            beacon: beacon.id,
            ctr: 0,
            prev: Hash::ZERO,
            docs: BTreeMap::new(),
            token: None,
            client: client(),
        }
    }

    fn nonce(&self) -> Nonce {
        Nonce::new(&*self.server.entropy)
    }

    fn fresh(&self) -> [u8; 16] {
        *ItemId::new(self.server.now(), &*self.server.entropy).as_bytes()
    }

    /// A new document id.
    pub(crate) fn doc(&self) -> DocId {
        DocId::from_bytes(self.fresh())
    }

    /// An envelope that would be next in the chain.
    pub(crate) fn env(&self, kind: ItemKind, doc: DocId, doc_type: DocType, hash: Hash) -> Env {
        let me = &self.device.session().me;
        Env {
            v: version::ENV,
            tenant: me.tenant,
            doc,
            doc_type: doc_type.code(),
            epoch: 0,
            kind,
            hash,
            actor: None,
            actor_epoch: None,
            actor_seq: None,
            device: self.device.id,
            device_ctr: Some(self.ctr + 1),
            prev_env_hash: Some(self.prev),
            user: me.user,
            role: me.role,
            acting_for: None,
            grant: None,
            purpose: Purpose::Treatment.code(),
            schema: satchel_model::document::SCHEMA,
            cmd_kind: 0,
            cmd_hash: Hash::ZERO,
            batch: None,
            t_claim: self.server.now(),
            hlc: Hlc::default().next(self.server.now()),
            beacon: Some(self.beacon),
            rebased_from: None,
            app_ver: version::APP,
        }
    }

    /// Signs an envelope with its body; the chain does not move.
    pub(crate) fn sign(&self, env: &Env, body: Vec<u8>) -> PushItem {
        let sig = self.device.key.sign(Namespace::ENV, &env.hash());
        PushItem { env: env.encode().into(), sig, body: body.into(), cmd: None }
    }

    /// Signs an envelope with its body and moves the chain past it.
    pub(crate) fn seal(&mut self, env: &Env, body: Vec<u8>) -> PushItem {
        self.ctr = env.device_ctr.unwrap();
        self.prev = env.hash();
        self.sign(env, body)
    }

    /// An intent that makes a document.
    pub(crate) fn create(&mut self, doc: DocId, kind: DocType, patient: PatientId) -> PushItem {
        let ask = Ask::DocumentCreate {
            doc,
            doc_type: kind.code(),
            patient: Some(patient),
            audience: Audience::ClinicAndPatient,
        };
        let value = Intent { ask, expects: None, not_after: None };
        let body = Nonced { nonce: self.nonce(), value }.encode();
        let hash = item_hash(ItemKind::Intent, &body);
        let env = self.env(ItemKind::Intent, doc, kind, hash);
        self.seal(&env, body)
    }

    /// An entry of the device's own audit: somebody read these documents.
    pub(crate) fn read(&mut self, docs: &[DocId]) -> PushItem {
        let me = self.device.session().me.clone();
        let (now, entropy) = (self.server.now(), &*self.server.entropy);
        let id = AuditId::new(now, entropy);
        let mut event = Event::new(id, now, me.tenant, Kind::RecordRead);
        event.user = Some(me.user);
        event.device = Some(self.device.id);
        event.docs = docs.to_vec();
        let body = Nonced { nonce: self.nonce(), value: event }.encode();
        let own = self.device.enrolled.as_ref().unwrap().audit_doc;
        let hash = item_hash(ItemKind::Entry, &body);
        let env = self.env(ItemKind::Entry, own, DocType::Audit, hash);
        self.seal(&env, body)
    }

    /// The items of a command, one a document it touches.
    pub(crate) fn write(&mut self, write: serde_json::Value) -> Vec<PushItem> {
        let write: Write = serde_json::from_value(write).unwrap();
        let cx = Plan { at: self.server.now(), by: self.device.session().me.user };
        let mut out = Vec::new();
        for (i, target) in write.targets().into_iter().enumerate() {
            let mut doc = self
                .docs
                .remove(&target.doc)
                .unwrap_or_else(|| genesis(target.kind, target.doc, 0));
            let Planned::Puts(puts) = write.plan(&doc, i, &cx).unwrap() else { panic!("an entry") };
            if !puts.is_empty() {
                let actor = actor::derive(&self.device.public(), target.doc, 0, 0);
                let change = doc.edit(actor, self.nonce(), &puts).unwrap();
                let mut env =
                    self.env(ItemKind::Change, target.doc, target.kind, change.header.hash);
                (env.actor, env.actor_epoch) = (Some(actor), Some(0));
                env.actor_seq = Some(change.header.seq);
                env.cmd_kind = write.kind();
                out.push(self.seal(&env, change.bytes));
            }
            self.docs.insert(target.doc, doc);
        }
        out
    }

    /// A new patient with chart and diary: what makes and what fills them.
    pub(crate) fn patient(&mut self, family: &str) -> (PatientId, DocId, Vec<PushItem>) {
        let patient = PatientId::from_bytes(self.fresh());
        let (chart, diary) = (self.doc(), self.doc());
        let mut items = vec![
            self.create(patient.admin(), DocType::Admin, patient),
            self.create(chart, DocType::Chart, patient),
            self.create(diary, DocType::Diary, patient),
        ];
        let number = ItemId::from_bytes(self.fresh());
        items.extend(self.write(json!({
            "type": "patient_register",
            "patient": patient, "chart": chart, "diary": diary,
            "name": { "family": family, "given": "Ada" },
            "birth": { "date": "1980-05-17" }, "gender": "female",
            "identifiers": [{ "item": number, "value": { "system": "urn:mrn", "value": family } }],
            "telecoms": [], "addresses": [], "language": null,
        })));
        (patient, chart, items)
    }

    /// An allergy in a chart.
    pub(crate) fn allergy(&mut self, patient: PatientId, chart: DocId, text: &str) -> PushItem {
        let item = ItemId::from_bytes(self.fresh());
        let code = json!({ "text": text });
        let mut items = self.write(json!({
            "type": "allergy_add", "doc": chart, "patient": patient, "item": item, "code": code,
            "verification": "confirmed",
        }));
        assert_eq!(items.len(), 1);
        items.remove(0)
    }

    /// A HELLO of this moment.
    pub(crate) fn hello(&self) -> Hello {
        let access = hex::decode(&self.device.session().access).unwrap();
        let at = self.server.now();
        let digest = hello_digest(&access, at, Some(self.beacon));
        Hello {
            proto: version::PROTO,
            device: self.device.id,
            user: self.device.session().me.user,
            access: access.into(),
            proof: Proof { at, sig: self.device.key.sign(Namespace::HELLO, &digest) },
            app_ver: version::APP,
            schemas: Vec::new(),
            token: self.token.clone(),
            digest: None,
            outbox: Outbox { count: 0, bytes: 0, min_ctr: 0, max_ctr: self.ctr },
            beacon: Some(self.beacon),
            incarnation: 0,
            offline_since: None,
        }
    }

    /// Sends bytes; status and answer.
    pub(crate) async fn raw(&self, path: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
        let url = format!("https://{}{path}", self.server.running.addr);
        let response = self.client.post(url).body(body).send().await.unwrap();
        (response.status().as_u16(), response.bytes().await.unwrap().to_vec())
    }

    /// Sends messages; the answer's, or status and stable code of a refusal.
    pub(crate) async fn talk(
        &self,
        path: &str,
        messages: &[Message],
    ) -> Result<Vec<(Message, Vec<u8>)>, (u16, String)> {
        let body = messages.iter().flat_map(frame::encode).collect();
        let (status, bytes) = self.raw(path, body).await;
        if status != 200 {
            return Err((status, code_of(&bytes)));
        }
        let mut splitter = Splitter::default();
        splitter.push(&bytes);
        let mut out = Vec::new();
        while let Some(frame) = splitter.next_frame().unwrap() {
            out.push(frame);
        }
        assert!(splitter.is_empty());
        Ok(out)
    }

    /// Pushes items in one frame: their verdicts.
    pub(crate) async fn push(&self, items: Vec<PushItem>) -> Vec<Verdict> {
        let push = Message::Push(Push { items });
        let answer =
            self.talk("/v1/sync/push", &[Message::Hello(self.hello()), push]).await.unwrap();
        let mut verdicts = Vec::new();
        for (message, _) in answer {
            match message {
                Message::Verdicts(told) => verdicts.extend(told.verdicts),
                Message::Welcome(_) => {}
                other => panic!("{other:?}"),
            }
        }
        verdicts
    }

    /// Pushes items of which every one must be accepted.
    pub(crate) async fn accepted(&self, items: Vec<PushItem>) {
        let n = items.len();
        let verdicts = self.push(items).await;
        assert_eq!(verdicts.len(), n);
        for verdict in verdicts {
            assert!(matches!(verdict.kind, VerdictKind::Ok { .. }), "{verdict:?}");
        }
    }
}

/// The stable code of a problem document; a dash where there is none.
pub(crate) fn code_of(bytes: &[u8]) -> String {
    let value: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    value["code"].as_str().unwrap_or("-").to_owned()
}

/// The code of a refused item.
pub(crate) fn refused(verdict: &Verdict) -> Option<&'static str> {
    verdict.kind.error_code().map(satchel_protocol::problem::ErrorCode::word)
}
