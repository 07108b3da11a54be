//! A clinic for tests: answers joins and logins with real signatures, and is otherwise unreachable.
use crate::{
    app::App,
    host::MemoryHost,
    session::api::{Call, Pin, Remote},
    sync::{
        conversation::Carrier,
        transport::{Incoming, Transport, Trouble},
    },
};
use futures_util::future::BoxFuture;
use satchel_model::{
    cbor,
    entropy::SeededEntropy,
    id::{DocId, Hash, PatientId, TenantId, UserId},
    role::Role,
    time::{Clock, DAY_MS, ManualClock, Timestamp},
};
use satchel_protocol::{
    api::{Enrol, Enrolled, Me, Session},
    command::{Command, Reply},
    problem::{ErrorCode, Problem},
    sync::Beacon,
};
use satchel_vault::{
    beacon,
    cert::{ALG_ED25519, DeviceCert, Lease},
    secret::Key32,
    sign::SigningKey,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

pub(crate) const NOW: i64 = 1_760_000_000_000;
pub(crate) const PASSWORD: &str = "velvet anchor puddle mosaic";
pub(crate) const LINK: &str = "satchel://join?a=clinic.example:8443&k=0101010101010101010101010101010101010101010101010101010101010101&c=CODE";

/// The made-up server.
pub(crate) struct Clinic {
    clock: Arc<ManualClock>,
    key: SigningKey,
    pub(crate) role: Mutex<Role>,
    pub(crate) patient: Mutex<Option<PatientId>>,
    /// What the next calls answer instead.
    pub(crate) refuse: Mutex<Option<ErrorCode>>,
    pub(crate) calls: Mutex<Vec<&'static str>>,
    /// What the server's own engine answers next, first one first.
    pub(crate) far: Mutex<Vec<Result<Value, ErrorCode>>>,
    /// What it was asked, with the access token.
    pub(crate) asked: Mutex<Vec<(Option<String>, Value)>>,
}

const TENANT: TenantId = TenantId::from_bytes([7; 16]);
const USER: UserId = UserId::from_bytes([8; 16]);

impl Clinic {
    fn session(&self) -> Session {
        let now = self.clock.now();
        Session {
            access: Hash::from_bytes([1; 32]).to_string(),
            access_until: now.plus_millis(600_000),
            refresh: Hash::from_bytes([2; 32]).to_string(),
            refresh_until: now.plus_millis(DAY_MS),
            me: Me {
                tenant: TENANT,
                clinic: "Clinic".into(),
                user: USER,
                name: "Dr Test".into(),
                login: "test".into(),
                role: self.role.lock().unwrap().code(),
                patient: *self.patient.lock().unwrap(),
            },
        }
    }

    fn enrolled(&self, asked: &Enrol) -> Enrolled {
        let now = self.clock.now();
        let cert = DeviceCert {
            v: 1,
            tenant: TENANT,
            device: asked.device,
            user: USER,
            key: asked.public,
            alg: ALG_ED25519,
            created: now,
            expires: now.plus_millis(365 * DAY_MS),
            capabilities: 0,
            epoch: 0,
        };
        let lease = Lease {
            v: 1,
            tenant: TENANT,
            device: asked.device,
            user: USER,
            not_after: now.plus_millis(30 * DAY_MS),
            server_time: now,
        };
        let made = beacon::issue(now, TENANT, &Key32::from_bytes([5; 32]), &self.key);
        let beacon = Beacon { id: made.id, time: made.time, sig: made.sig };
        let hex = |bytes: Vec<u8>| {
            let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap();
            bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect::<String>()
        };
        Enrolled {
            cert: hex(cbor::encode(&cert.issue(&self.key))),
            tenant_key: self.key.public(),
            lease: hex(cbor::encode(&lease.issue(&self.key))),
            beacon: hex(cbor::encode(&beacon)),
            audit_doc: DocId::from_bytes(*asked.device.as_bytes()),
            session: self.session(),
        }
    }

    fn far(&self, call: &Call) -> Result<Vec<u8>, Problem> {
        let asked = serde_json::from_slice(&call.body).unwrap();
        self.asked.lock().unwrap().push((call.bearer.clone(), asked));
        let mut far = self.far.lock().unwrap();
        if far.is_empty() {
            return Ok(b"<html>".to_vec());
        }
        far.remove(0).map(|reply| serde_json::to_vec(&reply).unwrap()).map_err(Problem::new)
    }

    fn answer(&self, call: &Call) -> Result<Vec<u8>, Problem> {
        self.calls.lock().unwrap().push(call.path);
        if let Some(code) = *self.refuse.lock().unwrap() {
            return Err(Problem::new(code));
        }
        if call.path == "/api/v1/rpc" {
            return self.far(call);
        }
        let text = match call.path {
            "/api/v1/devices" => {
                serde_json::to_vec(&self.enrolled(&serde_json::from_slice(&call.body).unwrap()))
            }
            _ => serde_json::to_vec(&self.session()),
        };
        Ok(text.unwrap())
    }
}

struct Unreachable;

impl Transport for Unreachable {
    fn open(&self, _: Carrier, _: Vec<u8>) -> BoxFuture<'static, Result<Incoming, Trouble>> {
        Box::pin(async { Err(Trouble::of(ErrorCode::Offline)) })
    }
}

impl Remote for Clinic {
    fn call(&self, _: &Pin, call: Call) -> BoxFuture<'static, Result<Vec<u8>, Problem>> {
        let answer = self.answer(&call);
        Box::pin(async move { answer })
    }

    fn transport(&self, _: &Pin) -> Result<Arc<dyn Transport>, Problem> {
        Ok(Arc::new(Unreachable))
    }
}

/// One machine at the clinic.
pub(crate) struct Machine {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) host: Arc<MemoryHost>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) clinic: Arc<Clinic>,
    pub(crate) app: App,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self::on(MemoryHost::default())
    }

    pub(crate) fn on(host: MemoryHost) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(NOW));
        let clinic = Arc::new(Clinic {
            clock: Arc::clone(&clock),
            key: SigningKey::from_seed(&Key32::from_bytes([9; 32])).unwrap(),
            role: Mutex::new(Role::Doctor),
            patient: Mutex::new(None),
            refuse: Mutex::new(None),
            calls: Mutex::default(),
            far: Mutex::default(),
            asked: Mutex::default(),
        });
        let host = Arc::new(host);
        let app = app(&folder, &host, &clock, &clinic, 1);
        Self { folder, host, clock, clinic, app }
    }

    /// The program again on the same folder, as after a crash: nothing was closed.
    pub(crate) fn reboot(&mut self) {
        self.app = app(&self.folder, &self.host, &self.clock, &self.clinic, 2);
    }

    pub(crate) async fn say(&self, cmd: &str, args: Value) -> Result<Value, Problem> {
        let command: Command =
            serde_json::from_value(json!({"cmd": cmd, "args": args})).expect("a command");
        let reply: Reply = self.app.dispatch(command).await?;
        let mut json: Value = serde_json::to_value(&reply).unwrap();
        Ok(json["value"].take())
    }

    /// The answer as it goes out, digit by digit.
    pub(crate) async fn text(&self, cmd: &str, args: Value) -> String {
        let command: Command =
            serde_json::from_value(json!({"cmd": cmd, "args": args})).expect("a command");
        serde_json::to_string(&self.app.dispatch(command).await.unwrap()).unwrap()
    }

    /// A command without arguments.
    pub(crate) async fn bare(&self, cmd: &str) -> Result<Value, Problem> {
        let command: Command = serde_json::from_value(json!({"cmd": cmd})).expect("a command");
        let reply: Reply = self.app.dispatch(command).await?;
        let mut json: Value = serde_json::to_value(&reply).unwrap();
        Ok(json["value"].take())
    }

    pub(crate) async fn join(&self) -> Value {
        self.say(
            "join",
            json!({"link": LINK, "login": "test", "password": PASSWORD, "machine": "m"}),
        )
        .await
        .unwrap()
    }

    pub(crate) async fn unlock(&self) -> Result<Value, Problem> {
        self.say("unlock", json!({"password": PASSWORD})).await
    }

    pub(crate) async fn write(&self, kind: &str, mut fields: Value) -> Result<Value, Problem> {
        fields["type"] = kind.into();
        self.say("write", fields).await
    }

    pub(crate) async fn ids<const N: usize>(&self) -> [Value; N] {
        let made = self.say("new_ids", json!({"count": N})).await.unwrap();
        made["ids"].as_array().unwrap().clone().try_into().unwrap()
    }

    /// A new patient with chart and diary: (patient, chart, diary).
    pub(crate) async fn patient(&self, family: &str) -> [Value; 3] {
        let [patient, chart, diary, number] = self.ids().await;
        let fields = json!({
            "patient": patient, "chart": chart, "diary": diary,
            "name": {"family": family, "given": "Ada"},
            "birth": {"date": "1980-05-17"}, "gender": "female",
            "identifiers": [{"item": number, "value": {"system": "urn:mrn", "value": format!("{family}-0042")}}],
            "telecoms": [], "addresses": [], "language": null,
        });
        self.write("patient_register", fields).await.unwrap();
        [patient, chart, diary]
    }

    pub(crate) fn code(done: Result<Value, Problem>) -> &'static str {
        done.expect_err("a refusal").code.word()
    }

    /// The store's file of the only vault.
    pub(crate) fn store(&self) -> std::path::PathBuf {
        let vaults = std::fs::read_dir(self.folder.path().join("vaults")).unwrap();
        vaults.map(|v| v.unwrap().path().join("store.db")).next().unwrap()
    }
}

fn app(
    folder: &tempfile::TempDir,
    host: &Arc<MemoryHost>,
    clock: &Arc<ManualClock>,
    clinic: &Arc<Clinic>,
    seed: u64,
) -> App {
    App::with_remote(
        Arc::<MemoryHost>::clone(host),
        folder.path().to_owned(),
        Arc::<ManualClock>::clone(clock),
        Arc::new(SeededEntropy::new(seed)),
        Arc::<Clinic>::clone(clinic),
    )
}

/// A moment of tests.
pub(crate) const fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}
