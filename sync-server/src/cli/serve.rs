//! `satchel serve`
use std::{process::ExitCode, sync::Arc};

use clap::Args;
use satchel_protocol::problem::{ErrorCode, Problem};
use serde_json::json;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{Context, out};
use crate::{serve, state::ServeConfig, telemetry};

/// Exit code of a process that wants to be started anew (`EX_TEMPFAIL`).
const RESTART: u8 = 75;

/// Serves devices and people until it is told to stop (Ctrl-C, SIGTERM).
///
/// With nothing configured it makes a private data folder, keys, a self-signed certificate and a SQLite database, and
/// prints the one-time code with which the first administrator is made.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  satchel serve\n  satchel serve --listen 127.0.0.1:8443 --data-dir /var/lib/satchel\n  \
    SATCHEL_DATABASE_URL_FILE=/run/secrets/db satchel serve"
)]
pub struct Serve {
    /// Address and port (setting listen); port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
    /// host:port that invitations carry (setting `public_address`)
    #[arg(long, value_name = "HOST:PORT")]
    public_address: Option<String>,
    /// Folder of the built pages (setting `http.ui_dir`)
    #[arg(long, value_name = "DIR")]
    ui: Option<String>,
}

impl Serve {
    /// Serving at an address, or where the configuration says.
    #[must_use]
    pub const fn on(listen: Option<String>) -> Self {
        Self { listen, public_address: None, ui: None }
    }

    /// # Errors
    /// Whatever keeps the server from starting.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let config = context.config(&[
            ("listen", self.listen),
            ("public_address", self.public_address),
            ("http.ui_dir", self.ui),
        ])?;
        telemetry::start(&config.log_level, config.log_json, Arc::clone(&context.clock));
        telemetry::quiet_panics();
        let stop = Stop::new();
        let mut stop =
            stop.map_err(|e| Problem::new(ErrorCode::Io).with("detail", e.to_string()))?;
        let (clock, entropy) = (Arc::clone(&context.clock), Arc::clone(&context.entropy));
        let config = ServeConfig::from_config(&config, clock, entropy)
            .map_err(|e| Problem::new(ErrorCode::Config).with("detail", e.to_string()))?;
        let running = serve::serve(config).await.map_err(|e| e.problem())?;
        greet(&running, context.common.json);
        let code = tokio::select! {
            signal = stop.asked() => {
                tracing::info!(signal, "stopping");
                ExitCode::SUCCESS
            }
            () = running.drained() => {
                tracing::error!("stopping to be started anew");
                ExitCode::from(RESTART)
            }
        };
        running.shutdown().await;
        Ok(code)
    }
}

/// What a person needs to know at the start; the set-up code is printed here and nowhere else.
fn greet(running: &serve::Running, json: bool) {
    let place = &running.app.place;
    if json {
        out::json(&json!({
            "listen": running.addr.to_string(),
            "address": place.address,
            "spki": running.spki,
            "words": place.words(),
            "setup_code": running.setup_code,
        }));
        return;
    }
    out::line(&format!(
        "Satchel serves https://{} (address for people: {})",
        running.addr, place.address
    ));
    out::line(&format!("Server key: {}", place.words()));
    out::line("Compare these words on each device that joins by hand.");
    if let Some(code) = &running.setup_code {
        out::line(&format!("Set-up code, good once, until the next start: {code}"));
    }
}

/// The signals by which a process is told to stop. Made before anything is greeted: whoever reads the greeting may
/// send one at once.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn new() -> std::io::Result<Self> {
        let terminate = signal(SignalKind::terminate())?;
        Ok(Self { terminate, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Returns when the process is told to stop, with the signal's name.
    async fn asked(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "terminate",
            _ = self.interrupt.recv() => "interrupt",
        }
    }
}
