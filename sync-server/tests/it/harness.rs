//! A real server to talk to, and the people and devices that talk.
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use satchel_model::{
    entropy::{Entropy, SeededEntropy},
    id::{DeviceId, PatientId, PublicKey},
    role::Role,
    time::{Clock, ManualClock, Timestamp},
};
use satchel_protocol::api::{DeviceProof, Enrol, Enrolled, Invited, Session};
use satchel_server::{Running, ServeConfig, serve};
use satchel_vault::{
    secret::Key32,
    sign::{Namespace, SigningKey},
};
use serde_json::{Value, json};

/// Runs a scenario against a server on SQLite and one on PostgreSQL, as two tests.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                let server = crate::harness::Server::sqlite().await;
                super::$name(&server).await;
                server.stop().await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgres() {
                let server = crate::harness::Server::postgres().await;
                super::$name(&server).await;
                server.stop().await;
            }
        }
    )*};
}
pub(crate) use on_both;

/// When every test begins, by the server's clock.
pub(crate) const START_MS: i64 = 1_790_000_000_000;
/// A password that holds.
pub(crate) const PASSWORD: &str = "plum kettle orbit 42 harbor";
/// Another one.
pub(crate) const OTHER: &str = "cobalt lantern 77 meadow fox";

static SEED: AtomicU64 = AtomicU64::new(1);

/// A running server and a client of it.
pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) entropy: Arc<SeededEntropy>,
    pub(crate) dir: tempfile::TempDir,
    client: reqwest::Client,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// The body as a type.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(self) -> T {
        assert_eq!(self.status, 200, "{}", self.body);
        serde_json::from_value(self.body).unwrap()
    }

    /// Status and stable code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or("-"))
    }

    /// A header's text; empty if absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

/// A configuration for tests: port 0 on loopback, a clock that stands still, randomness from a seed.
pub(crate) fn config(
    dir: &std::path::Path,
    database: Option<String>,
) -> (ServeConfig, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(START_MS));
    let entropy = Arc::new(SeededEntropy::new(SEED.fetch_add(1, Ordering::Relaxed)));
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
    (ServeConfig::new(dir, listen, database, shared, entropy), clock)
}

/// A fresh database on the tests' PostgreSQL.
pub(crate) async fn postgres_url() -> String {
    tokio::task::spawn_blocking(crate::postgres::fresh).await.unwrap().unwrap()
}

impl Server {
    pub(crate) async fn sqlite() -> Self {
        Self::start(None, |_| {}).await
    }

    pub(crate) async fn postgres() -> Self {
        Self::start(Some(postgres_url().await), |_| {}).await
    }

    pub(crate) async fn start(
        database: Option<String>,
        change: impl FnOnce(&mut ServeConfig),
    ) -> Self {
        let dir = tempfile::Builder::new()
            .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700))
            .tempdir()
            .unwrap();
        let (mut config, clock) = config(dir.path(), database);
        change(&mut config);
        let running = serve(config).await.unwrap();
        let entropy = Arc::new(SeededEntropy::new(SEED.fetch_add(1, Ordering::Relaxed) << 32));
        Self { running, clock, entropy, dir, client: client() }
    }

    pub(crate) async fn stop(self) {
        self.running.shutdown().await;
    }

    /// Stops, lets `between` do something to the data folder, and starts again at the same address and time, over
    /// `database` where the data is not in the folder.
    pub(crate) async fn again(
        self,
        database: Option<String>,
        between: impl FnOnce(&std::path::Path),
    ) -> Self {
        let Self { running, clock, entropy, dir, client } = self;
        let listen = running.addr;
        running.shutdown().await;
        between(dir.path());
        let (mut config, _) = config(dir.path(), database);
        config.listen = listen;
        config.clock = Arc::<ManualClock>::clone(&clock);
        let running = serve(config).await.unwrap();
        Self { running, clock, entropy, dir, client }
    }

    /// Sends a request as JSON text.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<String>,
    ) -> Answer {
        let url = format!("https://{}{path}", self.running.addr);
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.client.request(method, url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer { status, headers, body }
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        token: Option<&str>,
        body: impl serde::Serialize,
    ) -> Answer {
        self.send("POST", path, token, Some(serde_json::to_string(&body).unwrap())).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send("GET", path, token, None).await
    }

    /// The body of a set-up.
    pub(crate) fn setup_body(&self) -> Value {
        json!({
            "code": self.running.setup_code,
            "clinic": "Riverside",
            "login": "ada",
            "name": "Ada L.",
            "password": PASSWORD,
        })
    }

    /// The first administrator.
    pub(crate) async fn admin(&self) -> Session {
        self.post("/api/v1/setup", None, self.setup_body()).await.read()
    }

    /// An invitation for staff.
    pub(crate) async fn invite(&self, by: &Session, name: &str, role: Role) -> Invited {
        let body = json!({ "name": name, "role": role.code() });
        self.post("/api/v1/invitations", Some(&by.access), body).await.read()
    }

    /// A patient's invitation.
    pub(crate) async fn invite_patient(&self, by: &Session, patient: PatientId) -> Invited {
        let body = json!({ "name": "Pat P.", "role": Role::Patient.code(), "patient": patient });
        self.post("/api/v1/invitations", Some(&by.access), body).await.read()
    }

    /// Accepts an invitation.
    pub(crate) async fn accept(&self, code: &str, login: &str) -> Answer {
        let body = json!({ "code": code, "login": login, "password": OTHER });
        self.post("/api/v1/invitations/accept", None, body).await
    }

    /// A member of staff who has accepted an invitation. Moves the clock: codes are limited by network.
    pub(crate) async fn staff(&self, by: &Session, login: &str, role: Role) -> Session {
        let invited = self.invite(by, login, role).await;
        self.accept(&invited.code, login).await.read()
    }

    /// Waits until readers may look at everything committed so far: the horizon of PostgreSQL counts the transactions of
    /// every database of the server, so other tests hold it back.
    pub(crate) async fn settle(&self) {
        let store = &self.running.app.store;
        let mut tx = store.begin().await.unwrap();
        let mine = satchel_server_store::position::take(&mut tx, 1).await.unwrap()[0];
        tx.commit().await.unwrap();
        loop {
            let mut tx = store.read().await.unwrap();
            if satchel_server_store::position::horizon(&mut tx).await.unwrap() > mine.tx {
                return;
            }
            tokio::task::yield_now().await;
        }
    }

    /// The id of a device that nobody enrolled.
    pub(crate) fn fresh_device(&self) -> DeviceId {
        DeviceId::new(self.now(), &*self.entropy)
    }

    /// A moment later; limits refill.
    pub(crate) fn wait_ms(&self, ms: i64) {
        self.clock.advance(ms);
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Enrols a fresh device of the person behind `session`.
    pub(crate) async fn enrol(&self, session: &Session) -> Device {
        let mut device = Device::fresh(&*self.entropy, self.now());
        let body = device.enrol(session, self.now());
        device.enrolled =
            Some(self.post("/api/v1/devices", Some(&session.access), body).await.read());
        device
    }
}

/// A client that takes any certificate: the pin is tested on its own.
pub(crate) fn client() -> reqwest::Client {
    // The second test of this process finds the provider installed.
    rustls::crypto::ring::default_provider().install_default().ok();
    #[expect(clippy::disallowed_methods, reason = "a test client for a self-signed server")]
    let builder = reqwest::Client::builder();
    builder.danger_accept_invalid_certs(true).build().unwrap()
}

/// A device's side.
pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) enrolled: Option<Enrolled>,
}

impl Device {
    pub(crate) fn fresh(entropy: &dyn Entropy, now: Timestamp) -> Self {
        let key = SigningKey::from_seed(&Key32::generate(entropy)).unwrap();
        Self { id: DeviceId::new(now, entropy), key, enrolled: None }
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// The session of the enrolled device.
    pub(crate) fn session(&self) -> &Session {
        &self.enrolled.as_ref().unwrap().session
    }

    pub(crate) fn proof(&self, route: &str, secret: &str, at: Timestamp) -> DeviceProof {
        let digest = DeviceProof::digest(route, secret.as_bytes(), at);
        DeviceProof { device: self.id, at, sig: self.key.sign(Namespace::PROOF, &digest) }
    }

    pub(crate) fn enrol(&self, session: &Session, at: Timestamp) -> Enrol {
        Enrol {
            device: self.id,
            public: self.public(),
            label: "Laptop".to_owned(),
            hardware_bound: false,
            proof: self.proof("POST /api/v1/devices", &session.access, at),
        }
    }

    /// The body of a refresh of `token`.
    pub(crate) fn refresh(&self, token: &str, at: Timestamp) -> Value {
        let proof = self.proof("POST /api/v1/sessions/refresh", token, at);
        json!({ "refresh": token, "device": proof })
    }
}
