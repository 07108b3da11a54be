//! Answers of the real engine, kept as files for the tests of the screens. A file that is not equal is written anew
//! and the test fails once: look at the difference, then commit it.
use crate::{
    store::{
        StoreError, actor, directory,
        document::{self, DocRow},
        item::{self, BaseItem, Meta},
        pending, quarantine,
    },
    testing::{Machine, NOW, at},
};
use satchel_model::{
    crdt::{Doc, NewChange},
    document::{
        DocType, genesis,
        write::{Plan, Planned, Write},
    },
    id::{ActorId, DeviceId, DocId, Nonce, PatientId, RowId, UserId},
    role::Role,
    row::{Content, Person, Place, Row},
    time::DAY_MS,
};
use satchel_protocol::env::ItemKind;
use serde_json::{Value, json};
use std::path::PathBuf;

const ANNA: (DeviceId, UserId) = (DeviceId::from_bytes([21; 16]), UserId::from_bytes([22; 16]));
const BEN: (DeviceId, UserId) = (DeviceId::from_bytes([31; 16]), UserId::from_bytes([32; 16]));
const ADA: (DeviceId, UserId) = (DeviceId::from_bytes([61; 16]), UserId::from_bytes([62; 16]));
/// The disputed medicine.
const LINE: &str = "0199c82c-c000-7000-8000-000000000001";
const HOUR_MS: i64 = 3_600_000;

fn id<T: std::str::FromStr>(value: &Value) -> T {
    value.as_str().unwrap().parse().ok().expect("an id")
}

fn product(name: &str) -> Value {
    json!({"text": name})
}

fn metformin(dose: &str, frequency: &str) -> Value {
    json!({"product": product("metformin"), "dose": dose, "unit": "mg", "frequency": frequency, "route": "by mouth"})
}

/// The patient of all recordings.
struct Told {
    m: Machine,
    patient: Value,
    chart: Value,
    diary: Value,
}

impl Told {
    async fn write(&self, kind: &str, mut fields: Value) {
        fields["patient"] = self.patient.clone();
        if fields.get("doc").is_none() {
            fields["doc"] = self.chart.clone();
        }
        self.m.write(kind, fields).await.unwrap_or_else(|e| panic!("{kind}: {e:?}"));
    }

    async fn id(&self) -> Value {
        let [id] = self.m.ids().await;
        id
    }

    fn store<T>(&self, act: impl FnOnce(&mut crate::store::Tx<'_>) -> Result<T, StoreError>) -> T {
        self.m.app.unlocked().unwrap().store.write(act).unwrap()
    }

    /// One change of a colleague, as their device wrote it.
    fn edit(
        &self,
        doc: &mut Doc,
        who: (DeviceId, UserId),
        nonce: u8,
        mut fields: Value,
    ) -> NewChange {
        if fields.get("doc").is_none() {
            fields["doc"] = self.chart.clone();
        }
        fields["patient"] = self.patient.clone();
        let write: Write = serde_json::from_value(fields).unwrap();
        let plan = Plan { at: at(NOW - 9 * DAY_MS), by: who.1 };
        let Planned::Puts(puts) = write.plan(doc, 0, &plan).unwrap() else { panic!("an entry") };
        let actor = ActorId::from_bytes(*who.0.as_bytes());
        doc.edit(actor, Nonce::from_bytes([nonce; 16]), &puts).unwrap()
    }

    /// A medicine whose dose two colleagues changed without seeing each other, as it came down.
    fn disagreement(&self) {
        let mut anna = genesis(DocType::Chart, id(&self.chart), 0);
        let start = json!({"type": "medicine_start", "item": LINE, "regimen": metformin("500", "2/d"), "start": "2024-03-04", "indication": "type 2 diabetes"});
        let first = self.edit(&mut anna, ANNA, 1, start);
        let mut ben = anna.fork();
        let set = |dose: &str, why: &str| {
            json!({"type": "medicine_set_dose", "item": LINE, "regimen": metformin(dose, "2/d"),
                "base": metformin("500", "2/d"), "reason": why})
        };
        let second = self.edit(&mut anna, ANNA, 2, set("850", "HbA1c 62"));
        let third = self.edit(&mut ben, BEN, 3, set("1000", "fasting glucose 11"));
        let all = vec![(first, ANNA), (second, ANNA), (third, BEN)];
        self.come_down(DocType::Chart, id(&self.chart), all);
    }

    fn come_down(&self, kind: DocType, doc: DocId, all: Vec<(NewChange, (DeviceId, UserId))>) {
        self.store(|tx| {
            let held = document::find(&tx.read(), doc)?;
            let patient: PatientId = id(&self.patient);
            let mut row = held.unwrap_or_else(|| DocRow::new(doc, kind.code(), Some(patient)));
            for (seq, (change, who)) in (1..).zip(all) {
                put_base(tx, doc, seq, change, who)?;
                row.base_seq = seq;
            }
            row.stale = true;
            document::put(tx, &row)
        });
    }

    fn directory(&self) {
        let tenant = self.m.app.unlocked().unwrap().author.tenant;
        let person = |user: UserId, name: &str, role, active| Row {
            id: RowId::from_bytes(*user.as_bytes()),
            version: 1,
            content: Content::Person(Person { user, name: name.into(), role, active }),
        };
        let me = UserId::from_bytes([8; 16]);
        let rows = [
            person(me, "Dr Test", Role::Doctor, true),
            person(ANNA.1, "Dr Anna Ali", Role::Doctor, true),
            person(BEN.1, "Ben Novak", Role::Doctor, true),
            person(UserId::from_bytes([42; 16]), "Chidi Eze", Role::Nurse, false),
            Row {
                id: RowId::from_bytes([51; 16]),
                version: 1,
                content: Content::Place(Place {
                    name: "North clinic".into(),
                    zone: "Europe/London".into(),
                    active: true,
                }),
            },
        ];
        self.store(|tx| {
            let mut row = DocRow::new(tenant.directory(), DocType::Directory.code(), None);
            row.stale = false;
            document::put(tx, &row)?;
            directory::learn(tx, tenant.directory(), &rows)
        });
    }

    async fn chart_entries(&self) {
        let item = self.id().await;
        let fields = json!({"item": item, "code": {"text": "penicillin"}, "verification": "confirmed", "criticality": "high", "reaction": "anaphylaxis", "severity": "severe", "onset": "1998"});
        self.write("allergy_add", fields).await;
        for (text, clinical, onset) in [
            ("hypertension", "active", "2019"),
            ("type 2 diabetes", "active", "2024-03"),
            ("pneumonia", "resolved", "2015"),
        ] {
            let fields = json!({"item": self.id().await, "code": {"text": text}, "clinical": clinical, "onset": onset});
            self.write("problem_add", fields).await;
        }
        let regimen = json!({"product": product("amlodipine"), "dose": "5", "unit": "mg", "frequency": "1/d", "route": "by mouth"});
        let fields = json!({"item": self.id().await, "regimen": regimen, "start": "2022-06-01", "indication": "hypertension"});
        self.write("medicine_start", fields).await;
        let old = json!({"product": product("lisinopril"), "dose": "10", "unit": "mg", "frequency": "1/d"});
        let item = self.id().await;
        self.write("medicine_start", json!({"item": item, "regimen": old, "start": "2019-02-01"}))
            .await;
        let stop = json!({"item": item, "date": "2022-05-30", "reason": "cough", "base": "active", "base_regimen": old});
        self.write("medicine_stop", stop).await;
    }

    async fn visit(&self) -> Value {
        let visit = self.id().await;
        let start = json!({"doc": visit, "kind": "visit", "start": "2025-10-09T08:40:00Z", "title": "Blood pressure review", "reason": "review"});
        self.write("encounter_start", start).await;
        let text = "Feels well. Checks pressure at home.\nPlan: recheck in 4 weeks.";
        let note = json!({"doc": visit, "section": self.id().await, "title": "Note", "text": text});
        self.write("note_start", note).await;
        let pressure = |code: &str, display: &str, value: &str| json!({"code": {"system": "http://loinc.org", "code": code, "display": display}, "measure": {"value": value, "unit": "mm[Hg]"}});
        for (day, upper, lower) in [("07", "151", "94"), ("08", "144", "90"), ("09", "138", "86")] {
            let items = json!([
                {"item": self.id().await, "code": {"system": "http://loinc.org", "code": "85354-9", "display": "Blood pressure"}, "measure": null,
                 "parts": [pressure("8480-6", "Systolic", upper), pressure("8462-4", "Diastolic", lower)],
                 "effective": format!("2025-10-{day}T08:45:00Z"), "note": null},
                {"item": self.id().await, "code": {"system": "http://loinc.org", "code": "8867-4", "display": "Heart rate"}, "measure": {"value": "72", "unit": "/min"},
                 "parts": [], "effective": format!("2025-10-{day}T08:45:00Z"), "note": null},
            ]);
            self.write("vitals_record", json!({"doc": visit, "items": items})).await;
        }
        visit
    }

    async fn conversation(&self) -> Value {
        let doc = self.id().await;
        let start = json!({"doc": doc, "item": self.id().await, "subject": "Swollen ankles", "members": [], "kind": "clinical"});
        self.write("thread_start", start).await;
        for text in ["Since Monday my ankles are swollen.", "Please come by on Thursday morning."] {
            self.m.clock.advance(HOUR_MS);
            self.write("message_send", json!({"doc": doc, "item": self.id().await, "text": text}))
                .await;
        }
        doc
    }

    /// What the patient wrote at home, as it came down.
    async fn home(&self) {
        let mut doc = genesis(DocType::Diary, id(&self.diary), 0);
        let items = json!([{"item": self.id().await, "code": {"system": "http://loinc.org", "code": "8480-6", "display": "Systolic blood pressure"},
            "measure": {"value": "141", "unit": "mm[Hg]"}, "parts": [], "effective": "2025-10-08T19:30:00Z", "note": "after a walk"}]);
        let read = json!({"type": "diary_record", "doc": self.diary, "items": items});
        let tick = json!({"type": "diary_tick", "doc": self.diary, "medicine": LINE, "due": "2025-10-09T08:00", "state": "taken"});
        let made = [self.edit(&mut doc, ADA, 4, read), self.edit(&mut doc, ADA, 5, tick)];
        self.come_down(DocType::Diary, id(&self.diary), made.map(|change| (change, ADA)).into());
    }

    /// A change that the server did not accept.
    async fn refusal(&self) -> u64 {
        let fields = json!({"doc": self.chart, "patient": self.patient, "item": self.id().await, "code": {"text": "gout"}, "clinical": "active"});
        let written = self.m.write("problem_add", fields).await.unwrap();
        let ctr = written["ctrs"][0].as_u64().unwrap();
        let unlocked = self.m.app.unlocked().unwrap();
        self.store(|tx| {
            let item = pending::find(&tx.read(), ctr)?.unwrap();
            pending::remove(tx, ctr)?;
            let line = quarantine::Refused {
                ctr,
                doc: item.doc,
                doc_type: item.doc_type,
                hash: item.hash,
                code: "forbidden_path".into(),
                detail: Some(r#"{"role":"nurse"}"#.into()),
                cmd_kind: item.cmd_kind,
                command: item.command,
                body: item.body,
                at: at(NOW),
            };
            quarantine::put(tx, &line)?;
            crate::view::refresh(tx, &unlocked.author, item.doc)
        });
        ctr
    }
}

fn put_base(
    tx: &mut crate::store::Tx<'_>,
    doc: DocId,
    seq: u64,
    change: NewChange,
    who: (DeviceId, UserId),
) -> Result<(), StoreError> {
    let role = if who == ADA { Role::Patient.code() } else { Role::Doctor.code() };
    let meta = Meta {
        device: who.0,
        user: who.1,
        role,
        received_at: Some(at(NOW - DAY_MS)),
        beacon_at: Some(at(NOW - 3 * DAY_MS)),
        t_claim: at(NOW - 2 * DAY_MS + i64::try_from(seq).unwrap() * HOUR_MS),
        flags: 0,
    };
    let (hash, kind) = (change.header.hash, ItemKind::Change);
    item::put(tx, doc, 0, &BaseItem { seq, kind, hash, body: change.bytes, meta })?;
    let by = actor::Who { device: who.0, user: who.1, role };
    actor::put(tx, doc, ActorId::from_bytes(*who.0.as_bytes()), &by)
}

async fn seeded() -> Told {
    let m = Machine::new();
    m.join().await;
    m.patient("Abel").await;
    let [patient, chart, diary] = m.patient("Okafor").await;
    let told = Told { m, patient, chart, diary };
    told.directory();
    told.disagreement();
    told.chart_entries().await;
    told
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/rpc/recorded"))
}

/// Compares with the file; writes it anew where it differs, and answers its name then.
#[expect(clippy::disallowed_methods, reason = "a committed file, not state")]
fn keep(word: &str, answer: &Value) -> Option<String> {
    let path = folder().join(format!("{word}.json"));
    let text = format!("{}\n", serde_json::to_string_pretty(answer).unwrap());
    if std::fs::read_to_string(&path).is_ok_and(|held| held == text) {
        return None;
    }
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(&path, text).unwrap();
    Some(word.to_owned())
}

#[tokio::test]
async fn what_the_screens_tests_replay_is_what_the_engine_answers() {
    let told = seeded().await;
    let (visit, thread) = (told.visit().await, told.conversation().await);
    told.home().await;
    let ctr = told.refusal().await;
    let m = &told.m;
    m.say("draft_put", json!({"key": "note:new", "body": "half a thought"})).await.unwrap();
    let of = json!({"patient": told.patient});
    let mut changed = Vec::new();
    for (word, args) in [
        ("patient_get", of.clone()),
        ("chart_get", of.clone()),
        ("encounter_list", of.clone()),
        ("document_get", visit),
        ("observation_list", of.clone()),
        ("diary_get", of.clone()),
        ("thread_list", of.clone()),
        ("thread_get", thread),
        ("other_list", of),
        ("patient_search", json!({"query": "oka"})),
        ("patient_list", json!({})),
        ("decision_list", Value::Null),
        ("quarantine_export", json!({"ctr": ctr})),
        ("draft_get", json!("note:new")),
        ("new_ids", json!({"count": 3})),
        (
            "write",
            json!({"type": "problem_add", "doc": told.chart, "patient": told.patient,
                "item": told.id().await, "code": {"text": "asthma"}, "clinical": "active"}),
        ),
    ] {
        let answer = m.say(word, args).await.unwrap_or_else(|e| panic!("{word}: {e:?}"));
        changed.extend(keep(word, &answer));
    }
    for word in [
        "status",
        "device_info",
        "sync_status",
        "sync_rounds",
        "recent_list",
        "thread_recent",
        "directory_list",
        "quarantine_list",
        "draft_list",
    ] {
        let answer = m.bare(word).await.unwrap_or_else(|e| panic!("{word}: {e:?}"));
        changed.extend(keep(word, &answer));
    }
    assert!(changed.is_empty(), "written anew, look at the difference: {changed:?}");
}
