//! The local carriers between a screen and the device engine.
//!
//! [`line`] speaks one JSON a line over a pair of streams: the headless device `satchel-device` and tests use it.
//! `loopback` (feature `bridge`) speaks HTTP on 127.0.0.1 behind a token: the same screens in a browser, for
//! development and tests; it is absent from release bundles. `ipc` (feature `ipc`) speaks to the windows of the app.
//! No rule of the product lives here: a carrier decodes a command, hands it to [`satchel_core::app::App`] with the
//! surface that asks, and encodes what comes back.
#![forbid(unsafe_code)]

#[cfg(feature = "ipc")]
pub mod ipc;
pub mod line;
#[cfg(feature = "bridge")]
pub mod loopback;

use satchel_core::app::App;
use satchel_protocol::{
    command::{Command, Window},
    problem::{ErrorCode, Problem},
};

/// What comes back: a reply under 200, a problem under the status that fits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// HTTP status.
    pub status: u16,
    /// JSON.
    pub text: String,
}

/// Carries out one command given as JSON, then keeps sync running while a vault is open.
pub async fn carry_live(app: &App, window: Window, json: &[u8]) -> Carried {
    let carried = carry(app, window, json).await;
    if app.unlocked().is_ok()
        && let Err(error) = app.go_online()
    {
        tracing::warn!(%error, "cannot sync by itself");
    }
    carried
}

/// Carries out one command given as JSON.
pub async fn carry(app: &App, window: Window, json: &[u8]) -> Carried {
    let done = match serde_json::from_slice::<Command>(json) {
        Ok(command) => app.dispatch_from(window, command).await,
        // What serde says may quote the input, so it is not passed on.
        Err(_) => Err(Problem::new(ErrorCode::Malformed)),
    };
    let text = match &done {
        Ok(reply) => serde_json::to_string(reply),
        Err(problem) => serde_json::to_string(problem),
    };
    let status = done.err().map_or(200, |problem| problem.code.status());
    match text {
        Ok(text) => Carried { status, text },
        Err(_) => {
            Carried { status: 500, text: r#"{"code":"internal","retry":"never"}"#.to_owned() }
        }
    }
}
