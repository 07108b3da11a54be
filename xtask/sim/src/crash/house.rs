//! The processes and files of the crash loop: one server, two devices of one administrator.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use satchel_core::store::{Store, StoreError, cursor, identity};
use satchel_model::{
    entropy::Entropy as _,
    id::{DeviceId, Hash},
    role::Role,
    time::{Clock as _, Timestamp},
};
use satchel_protocol::api::{DeviceProof, Enrol, Enrolled, Session};
use satchel_server::clock::SystemClock;
use satchel_stand::Server;
use satchel_vault::{
    random::OsEntropy,
    secret::Key32,
    sign::{Namespace, SigningKey},
};
use serde_json::{Value, json};
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};
use zeroize::Zeroizing;

use crate::device::KEY;

/// A password that holds.
const PASSWORD: &str = "plum kettle orbit 42 harbor";
/// Route of an enrolment, as its proof names it.
const ROUTE: &str = "POST /api/v1/devices";

/// Server, folder, and what its devices need to reach it.
pub(super) struct House {
    folder: PathBuf,
    server: Server,
    spki: String,
    address: String,
    has_file: bool,
}

impl House {
    /// A fresh clinic with two devices of its administrator.
    pub(super) fn start(satchel: &Path, folder: &Path, database: Option<String>) -> Result<Self> {
        let has_file = database.is_none();
        let server = Server::new(satchel.to_owned(), folder, database)
            .with_settings(&["auth.access_minutes=60"]);
        let mut house = Self {
            folder: folder.to_owned(),
            server,
            spki: String::new(),
            address: "127.0.0.1:0".to_owned(),
            has_file,
        };
        let greeting = house.start_server()?;
        let word = |name: &str| {
            greeting.get(name).and_then(Value::as_str).map(str::to_owned).context("a greeting")
        };
        house.spki = word("spki")?;
        let setup = json!({"code": word("setup_code")?, "clinic": "Crash", "login": "ada",
            "name": "Ada", "password": PASSWORD});
        let first: Session = house.ask("/api/v1/setup", None, &setup)?;
        house.enrol(0, &first)?;
        let login = json!({"login": "ada", "password": PASSWORD});
        let second: Session = house.ask("/api/v1/sessions", None, &login)?;
        house.enrol(1, &second)?;
        Ok(house)
    }

    fn ask<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        access: Option<&str>,
        body: &Value,
    ) -> Result<T> {
        let answer = self.server.https(path, access, Some(body))?;
        serde_json::from_value(answer.clone()).with_context(|| format!("{path}: {answer}"))
    }

    /// Starts the server where it was before.
    pub(super) fn start_server(&mut self) -> Result<Value> {
        let greeting = self.server.start_at(&self.address)?;
        self.address = self.server.address()?.to_string();
        Ok(greeting)
    }

    /// Kills the server; whether its files are sound.
    pub(super) fn kill_server(&mut self) -> Result<bool> {
        self.server.kill();
        if !self.has_file {
            return Ok(true);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let mut sound = true;
        for name in ["satchel.db", "satchel.keys"] {
            sound &= runtime.block_on(is_sound(&self.server.data().join(name)))?;
        }
        Ok(sound)
    }

    fn enrol(&self, n: usize, session: &Session) -> Result<()> {
        let (now, entropy) = (SystemClock.now(), OsEntropy::new());
        let mut seed = [0; 32];
        entropy.fill(&mut seed);
        let key = SigningKey::from_seed(&Key32::from_bytes(seed)).ok().context("a key")?;
        let device = DeviceId::new(now, &entropy);
        let digest = DeviceProof::digest(ROUTE, session.access.as_bytes(), now);
        let sig = key.sign(Namespace::PROOF, &digest);
        let asked = Enrol {
            device,
            public: key.public(),
            label: "Laptop".to_owned(),
            hardware_bound: false,
            proof: DeviceProof { device, at: now, sig },
        };
        let body = serde_json::to_value(&asked)?;
        let made: Enrolled = self.ask("/api/v1/devices", Some(&session.access), &body)?;
        let store = Store::create(&self.vault(n), KEY)?;
        let access = hex(&made.session.access)?;
        let access_until = Timestamp::from_millis(i64::MAX);
        store.write(|tx| -> Result<(), StoreError> {
            let me = &made.session.me;
            identity::put(
                tx,
                &identity::Identity {
                    tenant: me.tenant,
                    device,
                    user: me.user,
                    role: Role::ClinicAdmin.code(),
                    patient: None,
                    login: "ada".to_owned(),
                    label: "Ada".to_owned(),
                    server: format!("https://{}", self.address),
                    spki: Hash::ZERO,
                    seed: Zeroizing::new(seed),
                    cert: Vec::new(),
                    tenant_key: made.tenant_key,
                    created_at: now,
                },
            )?;
            cursor::begin(tx, [1; 16])?;
            let tokens = cursor::Tokens { access: Some(access), access_until, refresh: None };
            cursor::set_tokens(tx, &tokens)
        })?;
        Ok(())
    }

    /// The store of device `n`.
    pub(super) fn vault(&self, n: usize) -> PathBuf {
        self.folder.join(format!("device-{n}.db"))
    }

    pub(super) fn log(&self) -> PathBuf {
        self.folder.join("device.log")
    }

    /// What the process of device `n` is told.
    pub(super) fn child(&self, n: usize, seed: u64) -> Result<Vec<String>> {
        if self.spki.is_empty() {
            bail!("the server has not been greeted");
        }
        let store = self.vault(n).to_string_lossy().into_owned();
        let server = format!("https://{}", self.address);
        let (spki, seed) = (self.spki.clone(), seed.to_string());
        let named = [("--store", store), ("--server", server), ("--spki", spki), ("--seed", seed)];
        let words = named.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
        Ok(std::iter::once("child".to_owned()).chain(words).collect())
    }
}

fn hex(text: &str) -> Result<Vec<u8>> {
    Ok(hex::decode(text)?)
}

async fn is_sound(file: &Path) -> Result<bool> {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await?;
    let check = sqlx::query_scalar("PRAGMA integrity_check");
    let said: String = check.fetch_one(&mut connection).await?;
    Ok(said == "ok")
}
