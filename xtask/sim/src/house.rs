//! The server of a run: the real one, without its listener, over SQLite files in memory.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result};
use axum::{body::Body, extract::State as Extract, response::IntoResponse};
use satchel_core::sync::{conversation::Carrier, engine::Trouble};
use satchel_model::{
    entropy::SeededEntropy,
    time::{Clock, DAY_MS, ManualClock, Timestamp},
};
use satchel_protocol::problem::ErrorCode;
use satchel_server::{
    App, ServeConfig, State,
    http::problem::Failure,
    sync::{pull, push},
};
use tokio::runtime::{Builder, Runtime};

/// Files that make a server's data.
const FILES: &[&str] = &["satchel.db", "satchel.keys"];
/// Longer than any run: tokens end elsewhere.
const LONG_MS: i64 = 3_650 * DAY_MS;

/// A server and its folder.
pub(crate) struct House {
    folder: PathBuf,
    pub(crate) clock: Arc<ManualClock>,
    entropy: Arc<SeededEntropy>,
    up: Option<Up>,
}

struct Up {
    runtime: Runtime,
    app: App,
}

impl House {
    /// Starts a server over what lies in `folder`.
    pub(crate) fn open(folder: PathBuf, now: Timestamp, seed: u64) -> Result<Self> {
        let clock = Arc::new(ManualClock::at(now.millis()));
        let entropy = Arc::new(SeededEntropy::new(seed));
        let mut house = Self { folder, clock, entropy, up: None };
        house.start()?;
        Ok(house)
    }

    fn start(&mut self) -> Result<()> {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&self.clock);
        let entropy = Arc::<SeededEntropy>::clone(&self.entropy);
        let mut config = ServeConfig::new(&self.folder, listen, None, clock, entropy);
        config.settings.access_ms = LONG_MS;
        config.settings.staff_session_ms = LONG_MS;
        config.settings.patient_session_ms = LONG_MS;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (app, _) = runtime.block_on(State::open(&config, listen)).context("server")?;
        self.up = Some(Up { runtime, app });
        Ok(())
    }

    fn up(&self) -> Result<&Up> {
        self.up.as_ref().context("the server is down")
    }

    /// Runs `work` with the server's state.
    pub(crate) fn with<T>(&self, work: impl AsyncFnOnce(&App) -> Result<T>) -> Result<T> {
        let up = self.up()?;
        up.runtime.block_on(work(&up.app))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The process dies: nothing is closed, what is in memory is gone.
    pub(crate) fn crash(&mut self) -> Result<()> {
        if let Some(Up { runtime, app }) = self.up.take() {
            drop(runtime);
            drop(app);
        }
        self.start()
    }

    /// Ends in order, so that the files can be copied.
    pub(crate) fn close(&mut self) {
        if let Some(Up { runtime, app }) = self.up.take() {
            runtime.block_on(app.store.close());
            drop(runtime);
        }
    }

    /// Copies the data to `to`.
    pub(crate) fn backup(&mut self, to: &Path) -> Result<()> {
        self.close();
        std::fs::create_dir_all(to)?;
        for name in FILES {
            std::fs::copy(self.folder.join(name), to.join(name))?;
        }
        self.start()
    }

    /// Puts copied data back, as it was.
    pub(crate) fn put_back(&mut self, from: &Path) -> Result<()> {
        self.close();
        for name in FILES {
            for more in ["-wal", "-shm"] {
                // Most of the time there is none.
                std::fs::remove_file(self.folder.join(format!("{name}{more}"))).ok();
            }
            std::fs::copy(from.join(name), self.folder.join(name))?;
        }
        self.start()
    }

    /// The answer to a body, and what went wrong instead or after it.
    pub(crate) fn answer(&self, carrier: Carrier, body: Vec<u8>) -> Result<Answer> {
        let up = self.up()?;
        let app = Extract(App::clone(&up.app));
        let body = Body::from(body);
        up.runtime.block_on(async move {
            let response = match carrier {
                Carrier::Push => push::handle(app, body).await.map(IntoResponse::into_response),
                Carrier::Pull => pull::handle(app, body).await.map(IntoResponse::into_response),
                Carrier::Live => Err(Failure::new(ErrorCode::Offline)),
            };
            Ok::<_, anyhow::Error>(match response {
                Ok(response) => {
                    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
                    Answer { bytes: bytes.to_vec(), trouble: None }
                }
                Err(failure) => Answer { bytes: Vec::new(), trouble: Some(trouble(&failure)) },
            })
        })
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.close();
    }
}

/// What a body was answered.
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) trouble: Option<Trouble>,
}

/// A refusal as a device hears of it over HTTP.
fn trouble(failure: &Failure) -> Trouble {
    let problem = &failure.0;
    let server_time = problem.args.get("server_time").and_then(serde_json::Value::as_i64);
    Trouble {
        code: problem.code,
        retry_after_s: problem.retry_after_s,
        server_time: server_time.map(Timestamp::from_millis),
    }
}
